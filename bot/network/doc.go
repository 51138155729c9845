// Package network is the port to the public networks: what each of them can do
// in some way, with declared limits where they differ.
//
// One value of Network stands for one account. Its methods make exactly one
// attempt each and never retry by themselves: whether a request may be repeated
// is decided by package outbox, from the Outcome, which says how far the request
// got and not merely what came back.
//
// Client.Do is the one way to make an HTTP request to a network: it classifies the
// attempt, bounds the answer and keeps secrets out of errors. It does not send
// what would be of no use: to an endpoint that takes no more requests for now, or
// to a network that has been ill for a while; and it connects to nobody inside the
// department's network because a stranger's answer says so.
package network
