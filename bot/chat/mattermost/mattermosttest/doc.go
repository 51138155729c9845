// Package mattermosttest is what the tests of the Mattermost adapter talk to.
//
// Server is a strict stand-in for a Mattermost server, on loopback and in
// memory. It was made from what real servers were seen to do: it gives the
// answers, the errors and the events that they gave, it refuses what they
// refused, and it fails the test for a request or a field that they do not
// know. A hook puts faults into it: a lost answer, a closed connection, a
// pause, a server that has forgotten everything.
//
// Far is the people: they log in, hold a websocket each, read what a client
// would show them and press what it would let them press. It uses nothing but
// the public API and an administrator's token, so the same Far and the same
// suite run on the stand-in and on a real server, which is how the one is held
// to the other.
package mattermosttest
