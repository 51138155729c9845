// Package card turns records into what the chat shows: messages and forms.
//
// Everything here is a function of its arguments. A card is a projection: it is
// rendered from the newest state whenever it is sent, so sending it late, twice
// or out of order does no harm.
//
// Charts are drawn by package chart; whatever they show is also said in words.
//
// The exact words that the public would read stand in quoted sections, letter
// by letter. What the public wrote goes through Untrusted first.
package card
