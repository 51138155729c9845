// Package commands is what people can say: the grammar behind /appeal, the
// buttons and forms of the cards, reactions, and files dropped into a card's
// thread.
//
// Router is a chat.Handler. It finds out who speaks, turns what they did into
// one call of the desk, and the outcome into an answer. It never calls a
// network and knows no platform: whatever is slow is an outbox entry, or is
// handed to the Connector, which tells what came of it through the desk.
//
// The verbs stand in one table, from which help, completion and permissions
// come. One file holds one group of verbs.
package commands
