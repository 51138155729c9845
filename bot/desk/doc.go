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
// A method either succeeds, or fails with a *bot.Refusal whose text is for the
// person who asked, or fails with another error that is for the log. The event
// that caused the call is remembered in the same transaction: when a platform
// delivers it again, nothing happens twice and the present state is returned.
package desk
