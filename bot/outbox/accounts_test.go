package outbox_test

import "appealbot/bot"

// Answer lets everybody be answered, in the words given.
func (as accounts) Answer(id bot.AccountID, _ bot.Reply, text, lang string, media []bot.MediaUse) ([]bot.Part, error) {
	return as.Render(id, text, lang, media)
}

// Moderates lets everything be done everywhere.
func (accounts) Moderates(bot.AccountID) []bot.Op {
	return []bot.Op{bot.OpHide, bot.OpShow, bot.OpMute, bot.OpReport}
}

func (as accounts) Follow(id bot.AccountID, text, language string, media []bot.MediaUse) ([]bot.Part, error) {
	return as.Render(id, text, language, media)
}
