package x

import (
	"strings"

	"appealbot/bot"
)

// Answer implements network.Answerer. Since 2026-02-23 X lets apps answer only
// people who mentioned or quoted the account. The name that X itself puts
// before an answer does not count, because nobody knows whether it does for X.
func (a *Account) Answer(r bot.Reply, c bot.Copy) ([]bot.Part, error) {
	if r.Kind != bot.ReplyMention && r.Kind != bot.ReplyQuote && !mentions(r.Newest(), a.o.Account.Handle) {
		return nil, bot.Refuse(bot.ErrInvalid,
			"X lets apps answer only people who mentioned or quoted %s, and this answer does neither. Answer it on x.com by hand.", a.o.Account.Handle)
	}
	return a.Render(c)
}

// mentions reports whether a text names an account.
func mentions(text, name string) bool {
	text, name = strings.ToLower(text), "@"+strings.ToLower(handle(name))
	for {
		i := strings.Index(text, name)
		if i < 0 {
			return false
		}
		rest := text[i+len(name):]
		if (i == 0 || !validHandle(text[i-1:i])) && (rest == "" || !validHandle(rest[:1])) {
			return true
		}
		text = rest
	}
}
