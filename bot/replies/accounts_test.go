package replies_test

import "appealbot/bot"

// Answer lets everybody be answered, in the words given.
func (a accounts) Answer(id bot.AccountID, _ bot.Reply, text, lang string, media []bot.MediaUse) ([]bot.Part, error) {
	return a.Render(id, text, lang, media)
}

// Moderates lets nothing be done about anything.
func (accounts) Moderates(bot.AccountID) []bot.Op { return nil }

func (a accounts) Follow(id bot.AccountID, text, language string, media []bot.MediaUse) ([]bot.Part, error) {
	return a.Render(id, text, language, media)
}
