package commands

import (
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// editForm stores what was typed into the form that changes an appeal.
func (q *request) editForm(s chat.Submission) (chat.Answer, error) {
	id := bot.ID(s.Action.Subject)
	v, err := q.view(id)
	if err != nil {
		return chat.Answer{}, err
	}
	if len(s.Values[card.FieldAccounts]) == 0 && v.Appeal.Answers == "" { // an answer goes out where it was asked for
		return wrong(card.FieldAccounts, "Choose at least one account."), nil
	}
	// What the form asked: it was made of the same revision, or the desk refuses
	// it.
	asked := q.book().Edit(v, q.desk.Languages())
	a, err := q.desk.Edit(q.ctx, q.by, id, s.Action.Digest, func(c *bot.Content) { fill(c, asked, s) })
	if err != nil {
		return chat.Answer{}, err
	}
	return q.edited(a)
}

// fill puts what was typed into the content. A language whose field was emptied is
// taken off. What was not asked stays as it is.
func fill(c *bot.Content, asked chat.Form, s chat.Submission) {
	var first string
	var kept, silent []string
	chosen := map[string]bool{}
	for _, in := range asked.Inputs {
		vs, text := s.Values[in.Name], strings.TrimSpace(s.Value(in.Name))
		chosen[in.Name] = true
		name, key, _ := strings.Cut(in.Name, ".")
		switch name {
		case card.FieldText:
			put(&c.Texts, key, text)
		case card.FieldTitle:
			put(&c.Titles, key, text)
		case card.FieldAlt:
			for i := range c.Media {
				if fmt.Sprint(i+1) == key {
					c.Media[i].Alt = text
				}
			}
		case card.FieldFallback:
			c.Fallback, _ = card.FallbackOf(text)
		case card.FieldAuthority:
			c.Authority = records(vs)
		case card.FieldFirst:
			first = text
		case card.FieldPictures:
			kept = vs
		case card.FieldSilent:
			silent = vs
		}
	}
	for _, m := range c.Media {
		if m.IsVideo() && chosen[card.FieldSilent] && len(m.Video.Captions) == 0 {
			m.Video.NoSpeech = slices.Contains(silent, m.Digest)
		}
	}
	if first != "" {
		c.Order(first)
	}
	if chosen[card.FieldPictures] {
		c.Media = slices.DeleteFunc(c.Media, func(m bot.MediaUse) bool { return !slices.Contains(kept, m.Digest) })
	}
	if as := accounts(s); len(as) > 0 {
		c.Accounts = as
	}
}

// put sets the text of a language, or takes the language off where there is none.
func put(texts *map[string]string, lang, text string) {
	switch {
	case text == "":
		delete(*texts, lang)
	case *texts == nil:
		*texts = map[string]string{lang: text}
	default:
		(*texts)[lang] = text
	}
}
