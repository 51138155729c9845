// Package adapter is what the adapters of chat platforms have in common besides
// their platform. It speaks to no server: what only a platform can do comes in
// through small interfaces, and what a person or a server did comes out as the
// events of package chat.
//
// # What is here
//
// A Book remembers, over restarts, what was asked for and what was seen: which
// message answers which key, what each message shows, which reactions and files
// were handled, and the channels that the bot is in (book.go). A Poster shows
// each message once, whatever was lost or killed in between (post.go, update.go,
// thread.go); it works through a Wire. Progress is how far everything was
// handled, and a gate for updates that must wait for it (progress.go, gate.go).
// Channels are made once and looked at (room.go, watch.go, backfill.go), through
// a Site. Work is what one call of Run does for events (work.go, prompt.go); Signs
// and Drops give reactions and files to the handler, each in their order
// (sign.go, drop.go). What fails to be a press or a form is told so often a
// minute (forgery.go).
//
// # How an adapter uses it
//
// It makes a Book, a Progress, a Poster and Channels when it is made, and a Work
// with its queues and a Watch in every Run. Everything may be used concurrently
// unless it says otherwise.
//
// DESIGN.md says why all this is as it is.
package adapter
