// Package desk has the use cases: what people, clocks and networks can make
// happen.
//
// Every exported method that changes something is one transaction. It writes
// three things together: the new state, the audit event, and the outbox entries
// (posts, notices) that follow from it. Nothing outside is touched in it; the
// loops of package outbox act afterwards.
//
// A method either succeeds, or fails with a *bot.Refusal whose text is for the
// person who asked, or fails with another error that is for the log. The event
// that caused the call is remembered in the same transaction: when a platform
// delivers it again, nothing happens twice and the present state is returned.
package desk
