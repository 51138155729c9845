// Package practice is the practice room: a chat platform of its own for
// exercises, demonstrations and tests. Four officers share channels, write to
// each other and to the bot, press buttons, fill in forms, react and drop
// files, and everything reaches the bot through the same port as from a real
// platform.
//
// Platform has two faces. Towards the bot it is a chat.Client. Towards a page
// in a browser (or a test) it has methods for what a person does (Say, Command,
// Press, Submit, Change, React, Upload, ...), for what a person sees (Channels, Page,
// Thread, File), and Watch for what changed.
//
// What a person does is kept before it is handed over. If the bot is not
// running, it waits and is handed over once the bot runs again; if the program
// dies in the middle, it is handed over again under the same ID.
package practice
