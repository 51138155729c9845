package mastodon

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/length"
)

// Render implements network.Renderer. A server takes white space off both ends
// of a text and of a description, so that neither is there to be approved.
func (a *Account) Render(c bot.Copy) ([]bot.Part, error) {
	if strings.ContainsRune(c.Text, 0) {
		return nil, bot.Refuse(bot.ErrInvalid, "The text has a character in it that %s cannot publish. Type it again instead of pasting it.", a.o.Account.Name)
	}
	i := a.instance()
	uses := make([]bot.MediaUse, len(c.Media))
	for n, m := range c.Media {
		m.Alt = trim(m.Alt)
		if r := utf8.RuneCountInString(m.Alt); r > i.Alt {
			return nil, bot.Refuse(bot.ErrInvalid, "The description of %s has %d characters; %s takes %d. Shorten it.",
				mediaName(m, n), r, a.o.Account.Name, i.Alt)
		}
		if !m.IsVideo() && i.ImageSize > 0 && m.Size > int64(i.ImageSize) {
			return nil, bot.Refuse(bot.ErrInvalid, "Picture %d has %d bytes; %s takes %d. Use a smaller one.",
				n+1, m.Size, a.o.Account.Name, i.ImageSize)
		}
		uses[n] = m
	}
	return network.Fit(trim(c.Text), uses, network.Fitting{
		Limits: a.Limits(),
		Count:  func(s string) int { return length.Mastodon(s, i.PerURL) },
		Name:   a.o.Account.Name,
		Types:  i.Types,
	})
}

// mediaName is what the nth of the media is called in a sentence.
func mediaName(m bot.MediaUse, n int) string {
	if m.IsVideo() {
		return "the video"
	}
	return fmt.Sprint("picture ", n+1)
}

// trim is s as a server keeps it.
func trim(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}

// Answer implements network.Answerer. Only who is mentioned is told of an
// answer, so the text begins with the handle of whom it answers where it has
// it nowhere.
func (a *Account) Answer(r bot.Reply, c bot.Copy) ([]bot.Part, error) {
	if !validHandle(r.Handle) {
		return nil, bot.Refuse(bot.ErrInvalid, "It is not known who wrote this on %s, so nobody would be told of an answer.", a.o.Account.Name)
	}
	if strings.TrimSpace(c.Text) == "" {
		return nil, bot.Refuse(bot.ErrInvalid, "%s needs a text. Write the answer.", a.o.Account.Name)
	}
	if !mentions(c.Text, r.Handle) {
		c.Text = r.Handle + " " + c.Text
	}
	return a.Render(c)
}

// validHandle reports whether s is "@somebody" or "@somebody@server.example".
func validHandle(s string) bool { return len(s) <= 300 && aHandle.MatchString(s) }

// mentions reports whether text has the handle in it, as a word of its own.
func mentions(text, handle string) bool {
	for _, m := range handles.FindAllString(text, -1) {
		if strings.EqualFold(m, handle) {
			return true
		}
	}
	return false
}
