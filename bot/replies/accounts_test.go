package replies_test

import "appealbot/bot"

// Answer lets everybody be answered, in the words given.
func (a accounts) Answer(id bot.AccountID, _ bot.Reply, c bot.Copy) ([]bot.Part, error) {
	return a.Render(id, c)
}

// Moderates lets nothing be done about anything.
func (accounts) Moderates(bot.AccountID) []bot.Op { return nil }

func (a accounts) Follow(id bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	return a.Render(id, c)
}
