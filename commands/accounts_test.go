package commands_test

import (
	"appealbot/bot"
	"appealbot/bot/network"
)

// Answer lets the public be answered where the network can.
func (as accounts) Answer(id bot.AccountID, r bot.Reply, c bot.Copy) ([]bot.Part, error) {
	for _, n := range as {
		if a, ok := n.(network.Answerer); ok && n.Account().ID == id {
			return a.Answer(r, c)
		}
	}
	return nil, bot.Refuse(bot.ErrInvalid, "Answers cannot be written on %s through this program; answer there by hand.", id)
}

// Moderates are what the networks can do.
func (as accounts) Moderates(id bot.AccountID) []bot.Op {
	for _, n := range as {
		if n.Account().ID == id {
			return n.Capabilities().Moderates
		}
	}
	return nil
}

func (as accounts) Follow(id bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	return as.Render(id, c)
}

// Edits lets posts be changed where the network can.
func (as accounts) Edits(id bot.AccountID) bool {
	for _, n := range as {
		if n.Account().ID == id {
			return n.Capabilities().Edits
		}
	}
	return false
}

// Reshares lets posts be shared again where the network says so.
func (as accounts) Reshares(id bot.AccountID) bool {
	for _, n := range as {
		if n.Account().ID == id {
			return n.Capabilities().Reshares
		}
	}
	return false
}
