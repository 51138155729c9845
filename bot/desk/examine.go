package desk

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/guard"
)

// check asks the guard about everything that the public would read or see.
func (d *Desk) check(tx bot.Tx, a bot.Appeal, k bot.Case) ([]bot.Finding, error) {
	kind, err := guardedAs(tx, a)
	if err != nil {
		return nil, err
	}
	in := guard.Input{
		Kind: kind, CaseNumber: k.Number, Subjects: k.Subjects, Records: k.Records, Now: d.Now(),
		Texts: slices.Concat(written(a.Content), d.lines(a.Content), d.rendered(a.Content, a.Plan)),
	}
	if s, err := Subject(tx, a); err == nil {
		in.Kind = s.Kind // its words stand in the place of that one's
	} else {
		return nil, err
	}
	if a.Answers != "" {
		r, err := tx.Reply(a.Answers)
		if err != nil {
			return nil, err
		}
		in.Answered = []string{r.Handle}
	}
	for i, m := range a.Content.Media {
		in.Media = append(in.Media, guard.Medium{Field: fmt.Sprintf("media.%d", i+1), Video: m.IsVideo(), Alt: m.Alt})
	}
	fs, err := d.examine(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGuard, err)
	}
	fs = slices.DeleteFunc(fs, func(f bot.Finding) bool { return repeated(f, fs) })
	for i := range fs {
		switch {
		case strings.HasPrefix(fs[i].Field, captionField): // words in a file are put right in the file
			fs[i].Suggest = ""
			fs[i].Fix = "Cover or cut what is said there, or correct the caption file and drop it again."
		case strings.HasPrefix(fs[i].Field, renderingField): // it is put right in the text it is made of
			fs[i].Suggest = ""
		case strings.HasPrefix(fs[i].Field, nameField):
			fs[i] = renamed(fs[i], a.Content)
		}
	}
	fs = slices.DeleteFunc(fs, trifling)
	fs = slices.CompactFunc(fs, func(a, b bot.Finding) bool { return a.Key() == b.Key() })
	fs = append(fs, d.idle(a.Content)...)
	slices.SortStableFunc(fs, func(a, b bot.Finding) int { return cmp.Compare(a.Severity.Rank(), b.Severity.Rank()) })
	return fs, nil
}

// guardPatience is how long the guard may look at one appeal. It takes a few
// milliseconds; whatever takes this long is broken, and then nothing may be
// published.
const guardPatience = 5 * time.Second

// examine asks the guard, and gives up on it after a while: the caller holds the
// store's only write lock.
func (d *Desk) examine(in guard.Input) ([]bot.Finding, error) {
	type answer struct {
		found []bot.Finding
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		fs, err := d.o.Guard.Check(in)
		done <- answer{fs, err}
	}()
	late := time.NewTimer(guardPatience)
	defer late.Stop()
	select {
	case a := <-done:
		return a.found, a.err
	case <-late.C:
		return nil, errSilent
	}
}

// errSilent says that the guard took too long.
var errSilent = errors.New("it does not answer; nothing can be checked or published")

// written returns what somebody has written: texts, titles, descriptions of
// pictures, names of files, and what is said in videos.
func written(c bot.Content) []guard.Text {
	var out []guard.Text
	for _, lang := range c.Languages() {
		out = append(out, guard.Text{Field: "text." + lang, Language: lang, Text: c.Texts[lang]})
		if title := c.Titles[lang]; title != "" {
			out = append(out, guard.Text{Field: "title." + lang, Language: lang, Text: title})
		}
	}
	for i, m := range c.Media {
		out = append(out, guard.Text{Field: fmt.Sprintf("alt.%d", i+1), Text: m.Alt})
	}
	return slices.Concat(out, called(c), spoken(c))
}

// renderingField begins the names of the fields that hold what an account would
// publish, where that is not a piece of the text as it was written.
const renderingField = "rendering."

// rendered returns the parts of threads that say something else than the text
// does: with numbers, links or tags that a network adds.
func (d *Desk) rendered(c bot.Content, p bot.Plan) []guard.Text {
	var out []guard.Text
	var seen []string
	for _, r := range p.Renderings {
		if r.Shares != nil { // these words are public, and stand in the text
			continue
		}
		for i, part := range slices.Concat(r.Parts, r.Without) {
			words, known := d.same(c, r, part, seen)
			if known {
				continue
			}
			seen = append(seen, words)
			field := fmt.Sprintf("%s%s.%s.%d", renderingField, r.Account, r.Language, i+1)
			if r.Slot > 1 {
				field += fmt.Sprintf(".%d", r.Slot)
			}
			out = append(out, guard.Text{Field: field, Language: r.Language, Text: part.Text})
		}
	}
	return out
}

// squeezed is a text with one blank wherever it has any.
func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

// repeated reports whether a finding about what an account would publish says
// only what is said about the text that it is made of.
func repeated(f bot.Finding, all []bot.Finding) bool {
	return strings.HasPrefix(f.Field, renderingField) && slices.ContainsFunc(all, func(o bot.Finding) bool {
		return o.Rule == f.Rule && o.Span == f.Span && !strings.HasPrefix(o.Field, renderingField)
	})
}

// captionField begins the names of the fields that hold what is said in videos.
const captionField = "captions."

// spoken returns what is said in the videos, one text a language: a finding names
// its field, so a field cannot stand for two texts.
func spoken(c bot.Content) []guard.Text {
	var out []guard.Text
	for _, m := range c.Media {
		if m.Video == nil {
			continue
		}
		for _, t := range m.Video.Captions {
			i := slices.IndexFunc(out, func(o guard.Text) bool { return o.Language == t.Language })
			if i < 0 {
				out = append(out, guard.Text{Field: captionField + t.Language, Language: t.Language, Text: t.Text})
				continue
			}
			out[i].Text += "\n\n" + t.Text
		}
	}
	return out
}
