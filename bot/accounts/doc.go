// Package accounts keeps the public accounts fit.
//
// A [Keeper] looks after one of them: it makes sure every quarter of an hour that
// the account can be published on, looks at what was published as somebody who is
// not logged in, at once and for as long as its appeal is open, looks whether what was
// taken down is gone, looks through what stands on the account for what was published,
// or changed, outside the program, counts how many people reacted, and connects the
// account anew when a person brings what that takes. What it finds out goes to the
// desk, which tells whoever has to know. Nothing that it does can make anything public.
package accounts
