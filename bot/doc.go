// Package bot is the vocabulary of the program: cases, appeals, approvals,
// posts, notices, replies, and the rules that move them from one state to the
// next.
//
// An officer writes an appeal in a case. Everything the public would see of it
// is its content; every edit of the content makes a new revision with a digest
// of its own. A second officer approves that digest. From then on each
// rendering of the appeal is a post: one entry in the outbox for one account.
// What the public writes back is a reply. What the officers' chat should show
// is a notice. Whatever anybody did is an event in the audit log.
//
// What waits for approval calls people to it, more of them each time (Ladder).
// In an emergency, where the department allows it, one officer publishes alone,
// and a second one reviews it afterwards (Alone).
//
// What is public can be corrected: its words are changed in place (OpEdit), or
// published anew before the old post goes. That is an appeal, too, and its digest
// covers which words go.
//
// What is public can be repeated, too: as a follow-up, or by sharing the account's own
// post again where its network lets it (OpReshare). A share publishes nothing, is no
// copy, and goes when its post does.
//
// The package imports only the standard library, does no I/O, starts no
// goroutine and never reads the clock: time comes in as an argument. Every
// other package of the module may import it, and it imports none of them.
//
// Times are stored in UTC. Functions that put a time into a sentence use the
// location of the "now" they are given, which is the department's own.
package bot
