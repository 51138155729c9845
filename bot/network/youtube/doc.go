// Package youtube is the adapter to YouTube, Data API v3. One Account is one
// channel there.
//
// What is special about the network (developers.google.com/youtube, read 2026-11,
// and the description of 2026-10-19 that comes with google.golang.org/api):
//
//   - A post is a video. It is uploaded as a private one, step by step (Carry),
//     gets its still picture, its captions and its place in a playlist, and is
//     public only when Publish says so. That can be said twice: no attempt
//     leaves a doubt that a look at the video does not settle.
//   - An upload is a session at an address of its own, which is remembered before
//     the first byte. Whoever has the address can send to it, so it is a secret.
//     After a restart or a lost answer the session is asked how far it is. Where
//     it is gone, the channel's own uploads are looked through before a new one
//     begins.
//   - A project that Google has not audited can upload, and its videos stay
//     private whatever is asked for. Publish reads back what came of it.
//   - Descriptions have 5,000 bytes of UTF-8 and titles 100 characters, both
//     without "<" and ">". There are no threads.
//   - Everything costs quota: 10,000 units and 100 uploads a day for all accounts
//     of one project, from midnight to midnight in California. A Ledger counts
//     them and keeps some for what cannot wait.
//   - Comments come thread by thread, the newest thread first; an answer to an old
//     thread does not move it. Threads are looked at again when they count more
//     answers than before.
//   - An answer to an answer stands in the same thread as that one. There are no
//     idempotency keys for comments.
package youtube
