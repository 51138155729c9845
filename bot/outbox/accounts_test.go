package outbox_test

import "appealbot/bot"

// Answer lets everybody be answered, in the words given.
func (as accounts) Answer(id bot.AccountID, _ bot.Reply, c bot.Copy) ([]bot.Part, error) {
	return as.Render(id, c)
}

// Moderates lets everything be done everywhere.
func (accounts) Moderates(bot.AccountID) []bot.Op {
	return []bot.Op{bot.OpHide, bot.OpShow, bot.OpReject, bot.OpMute, bot.OpReport}
}

func (as accounts) Follow(id bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	return as.Render(id, c)
}

// Edits lets posts be changed where the network says so.
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
