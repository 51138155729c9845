// Package desk has the use cases: what people, clocks and networks can make
// happen.
//
// Every exported method that changes something is one transaction. It writes
// three things together: the new state, the audit event, and the outbox entries
// (posts, notices) that follow from it. Nothing outside is touched in it; the
// loops of package outbox act afterwards.
//
// Files are put before the transaction that names them, and never read in one. A
// video takes minutes to be made fit for publication: Film and its like only store
// what is wanted (bot.Prep), package prepare does it, and Prepared makes the outcome
// media of the appeal, as an edit by whoever asked for it. An appeal is a draft as
// long as anything of it is still to come.
//
// What has its time is a job (bot.Job), and running it is one transaction, too. The
// end of what an appeal rests on takes it down (lapse), and what was kept for long
// enough is purged a little at a time (purge).
//
// A correction is an appeal that holds the place in public of the one that it
// corrects (bot.Remedy). What is public of an appeal, what follows it and what a
// takedown takes away are therefore those of the whole family: Subject and visible
// say what belongs to it.
//
// A series shares posts again where accounts can and that was asked for (Resharing).
// Its plan has the words that stand in public, so that a share of other words, or of a
// post that is gone, is not what was approved; nothing is published in its place.
//
// What happens is counted in the same transaction, too (figures.go): what each figure
// means is in the table of package bot, and a day's figures are one record.
//
// What is taken down is pursued: its removal stays in the store's list of what should
// be gone until somebody who looked has seen that it is (SightedGone), or an approver
// says that it is out of reach. As long as anything is left of a case, the clock tells
// people what, and why: often at first, then seldom, and every morning. What may still
// arrive, because the answer to a request was lost, is left too.
//
// A method either succeeds, or fails with a *bot.Refusal whose text is for the
// person who asked, or fails with another error that is for the log. The event
// that caused the call is remembered in the same transaction: when a platform
// delivers it again, nothing happens twice and the present state is returned.
//
// The files are named after what happens in them. A way through them, by what an
// officer would be doing:
//
//   - an appeal is written: draft, edit, plan, places, rewrite, record, media, film,
//     caption, prep
//   - decided: approve, withdraw, alone and review (one officer's publication), quiet, blackout
//     and freeze (not now), twin (not the same twice), remind and summon
//   - published: clear (may this post go?), live, sight, decide, leftout
//   - repeated, corrected: repeat, slot, repeatend; correct, correctplan, corrected,
//     family
//   - ended: allclear, clearing, closing, ending, gone, authority and lapse, hold,
//     purge and purged
//   - answered: intake, relay, label, answer, moderate, preserve; page, take (emergencies)
//   - watched: standing, connect, strange, unlooked, silence, spending, figures, digest,
//     stats, ledger
//
// What runs them all is in desk.go (one transaction and its event) and clock.go (jobs).
package desk
