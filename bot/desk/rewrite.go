package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
)

// Rewrite replaces the words that the finding with this key objects to by its
// suggestion. Seen is the digest of the revision of which the officer was shown
// the words before and after: of any other one nobody has seen what would become.
func (d *Desk) Rewrite(ctx context.Context, by Actor, id bot.ID, key, seen string) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "applied suggestion", func(c *change, a *bot.Appeal) (string, error) {
		if seen != a.Digest {
			return "", bot.Refuse(bot.ErrStale, "%s changed this appeal %s, after the rewrite was shown, so nothing was rewritten now. Look at the card; if the words are still there, press Rewrite again.", a.Changed.Name, bot.When(a.Changed.At, c.now))
		}
		i := slices.IndexFunc(a.Findings, func(f bot.Finding) bool { return f.Key() == key })
		if i < 0 || a.Findings[i].Suggest == "" {
			return "", bot.Refuse(bot.ErrStale, "Nothing is objected to there any more, so nothing was rewritten: a list or a record was changed meanwhile. Look at the card again.")
		}
		f, done := a.Findings[i], false
		before := a.Digest
		if err := c.edit(a, "", func(content *bot.Content) { done = rewrite(content, f) }); err != nil {
			return "", err
		}
		if !done {
			return "", bot.Refuse(bot.ErrStale, "The words %q stand somewhere else now, so nothing was rewritten. Press Edit and change them by hand.", f.Span)
		}
		return before + " " + f.Rule, nil
	})
}

// rewrite puts f's suggestion in the place of its span, and reports whether that
// was still there.
func rewrite(c *bot.Content, f bot.Finding) (done bool) {
	put := func(s string) string {
		rs := []rune(s)
		if f.Start < 0 || f.End > len(rs) || f.Start > f.End || string(rs[f.Start:f.End]) != f.Span {
			return s
		}
		done = true
		return string(rs[:f.Start]) + f.Suggest + string(rs[f.End:])
	}
	if lang, ok := strings.CutPrefix(f.Field, "text."); ok {
		c.Texts[lang] = put(c.Texts[lang])
	}
	if lang, ok := strings.CutPrefix(f.Field, "title."); ok && c.Titles != nil {
		c.Titles[lang] = put(c.Titles[lang])
	}
	for i := range c.Media {
		switch f.Field {
		case fmt.Sprintf("alt.%d", i+1):
			c.Media[i].Alt = put(c.Media[i].Alt)
		case fmt.Sprintf("%s%d", nameField, i+1):
			c.Media[i].Name = put(c.Media[i].Name)
		}
	}
	return done
}
