package bot_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

func plan() bot.Plan {
	return bot.Plan{
		Appeal: "a1", Revision: 1, At: noon,
		Renderings: []bot.Rendering{
			{Account: "metro", Language: "en", Parts: []bot.Part{
				{Text: "one", Media: []bot.MediaUse{{Digest: "d1", Type: "image/png", Alt: "a car"}}},
				{Text: "two"},
			}},
			{Account: "page", Language: "fr", Parts: []bot.Part{{Text: "trois"}}},
		},
	}
}

// Whatever the public would see differently changes the digest.
func TestDigestCoversEverythingPublic(t *testing.T) {
	base := plan().Digest()
	seen := map[string]string{base: "the original"}
	for name, change := range map[string]func(*bot.Plan){
		"appeal":        func(p *bot.Plan) { p.Appeal = "a2" },
		"revision":      func(p *bot.Plan) { p.Revision = 2 },
		"parent":        func(p *bot.Plan) { p.Parent = "a0" },
		"time":          func(p *bot.Plan) { p.At = p.At.Add(time.Nanosecond) },
		"no time":       func(p *bot.Plan) { p.At = time.Time{} },
		"text":          func(p *bot.Plan) { p.Renderings[0].Parts[0].Text = "One" },
		"space":         func(p *bot.Plan) { p.Renderings[0].Parts[0].Text = "one " },
		"invalid bytes": func(p *bot.Plan) { p.Renderings[0].Parts[0].Text = "one\xff" },
		"other bytes":   func(p *bot.Plan) { p.Renderings[0].Parts[0].Text = "one\xfe" },
		"picture":       func(p *bot.Plan) { p.Renderings[0].Parts[0].Media[0].Digest = "d2" },
		"alt text":      func(p *bot.Plan) { p.Renderings[0].Parts[0].Media[0].Alt = "a cat" },
		"no picture":    func(p *bot.Plan) { p.Renderings[0].Parts[0].Media = nil },
		"account":       func(p *bot.Plan) { p.Renderings[1].Account = "other" },
		"language":      func(p *bot.Plan) { p.Renderings[1].Language = "en" },
		"fewer":         func(p *bot.Plan) { p.Renderings = p.Renderings[:1] },
		"parts joined": func(p *bot.Plan) {
			p.Renderings[0].Parts = []bot.Part{{Text: "onetwo", Media: p.Renderings[0].Parts[0].Media}}
		},
		"parts swapped": func(p *bot.Plan) {
			p.Renderings[0].Parts[0].Text, p.Renderings[0].Parts[1].Text = "two", "one"
		},
	} {
		p := plan()
		change(&p)
		d := p.Digest()
		if other, same := seen[d]; same {
			t.Errorf("%s has the digest of %s", name, other)
		}
		seen[d] = name
	}
	p := plan()
	p.Renderings[0], p.Renderings[1] = p.Renderings[1], p.Renderings[0]
	p.At = p.At.In(time.FixedZone("EST", -5*3600))
	p.Renderings[0].Parts[0].Count = 99
	if p.Digest() != base {
		t.Error("order of accounts, time zone or a count changes the digest; the public sees none of them")
	}
}

// Two texts that are cut differently never have the same digest.
func FuzzDigest(f *testing.F) {
	f.Add("one", "two", "on", "etwo")
	f.Add("", "a", "a", "")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		of := func(x, y string) string {
			return bot.Plan{Renderings: []bot.Rendering{{Account: "x", Parts: []bot.Part{{Text: x}, {Text: y}}}}}.Digest()
		}
		if same := a == c && b == d; (of(a, b) == of(c, d)) != same {
			t.Errorf("%q %q and %q %q: same digest %v", a, b, c, d, !same)
		}
	})
}

func TestContentCheck(t *testing.T) {
	good := bot.Content{Texts: map[string]string{"en": "hello"}, Accounts: []bot.AccountID{"metro"}}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*bot.Content){
		"no account":    func(c *bot.Content) { c.Accounts = nil },
		"no text":       func(c *bot.Content) { c.Texts = nil },
		"empty text":    func(c *bot.Content) { c.Texts = map[string]string{"fr": ""} },
		"invalid UTF-8": func(c *bot.Content) { c.Texts = map[string]string{"en": "a\xff"} },
		"huge text":     func(c *bot.Content) { c.Texts = map[string]string{"en": strings.Repeat("a", bot.MaxText+1)} },
		"many pictures": func(c *bot.Content) { c.Media = make([]bot.MediaUse, bot.MaxMedia+1) },
	} {
		c := good
		change(&c)
		if err := c.Check(); !errors.Is(err, bot.ErrInvalid) {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
}

func TestLanguagesBeginWithEnglish(t *testing.T) {
	c := bot.Content{Texts: map[string]string{"fr": "a", "de": "b", "en": "c"}}
	if got := strings.Join(c.Languages(), " "); got != "en de fr" {
		t.Errorf("languages = %s", got)
	}
}

func TestPostIDs(t *testing.T) {
	a := draft(bot.Approved)
	none := func(bot.AccountID, string) bot.ID { return "" }
	one, two := bot.Posts(a, none, false, noon), bot.Posts(a, none, false, noon.Add(time.Hour))
	if one[0].ID != two[0].ID {
		t.Error("the same rendering queued twice has two ids")
	}
	a.Digest = "another"
	if three := bot.Posts(a, none, false, noon); three[0].ID == one[0].ID {
		t.Error("another revision has the same id")
	}
	if r := bot.Removal(one[0], noon); r.ID == one[0].ID || r.Target != one[0].ID {
		t.Errorf("removal = %+v", r)
	}
}
