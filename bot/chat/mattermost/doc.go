// Package mattermost lets officers work with the bot on their department's own
// Mattermost server. It implements package chat's port: towards the people it
// posts messages, updates them and looks after the channels of cases; from them
// it gives events to a chat.Handler. It decides nothing by itself.
//
// Platform is the adapter. What it has in common with those of other platforms
// is in package adapter: this one says how messages, channels and files are made
// and found on a server (post.go, find.go, upload.go, site.go). New makes one
// without connecting; everything that posts works from then on, because it needs
// nothing but the server's HTTP API. Run connects and stays connected; Handler is
// to be served at Options.Callback, where the server calls it.
//
// # Four ways in
//
// A command ("/appeal ...") is a call of the server to PathCommand
// (command.go). A press of a button is one to PathAction (press.go), a form that
// was sent one to PathDialog (form.go). Reactions, files dropped into a thread
// and changes of channels come over a websocket that Run keeps open (socket.go;
// sign.go and drop.go read them). Calls are answered in well under a second; what
// takes longer goes on and is told through the API (answer.go).
//
// # What is trusted, and why
//
// A command has the token that the server got when the command was made, in two
// places; nobody else knows it. With a press the server sends no secret at all,
// and any user can make a button that calls us. So three things are asked for:
// the trigger, which the server signs for one user and one moment (trigger.go);
// the stamp in the button's context, which we sign and no user can read
// (seal.go); and that the message it is pressed on is the one that it was made
// for. Of a form the server vouches for the user alone. All else about it
// travels in its state, sealed, and every value is checked again. What the
// websocket brings is as good as the bot's own login to the server, which is
// why Options.URL should be https. Names, and properties such as from_bot, can
// be made up by anybody and are never looked at.
//
// What fails these checks is a chat.Forgery event, so many a minute.
//
// # What is kept
//
// What package adapter keeps for every platform, for 400 days. Open forms and
// pressed buttons are kept nowhere.
//
// # How lost events are found again
//
// After every connection, whether new or resumed, the bot looks through what has
// changed in all of its channels since everything was last handled, and
// compares the reactions and files that are there with those that it knows of
// (backfill.go). What happens meanwhile is held back until that is done.
//
// DESIGN.md says why all this is as it is. The tests run on mattermosttest, a
// strict stand-in for a server, and on a real one if there is one.
package mattermost
