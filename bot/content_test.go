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
		"answer":        func(p *bot.Plan) { p.Answers = "r1" },
		"other answer":  func(p *bot.Plan) { p.Answers = "r2" },
		"other words":   func(p *bot.Plan) { p.Answers, p.Said = "r1", "s1" },
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
		"long title":    func(c *bot.Content) { c.Titles = map[string]string{"en": strings.Repeat("a", bot.MaxTitle+1)} },
		"no title":      func(c *bot.Content) { c.Titles = map[string]string{"en": "a\xff"} },
		"no fallback":   func(c *bot.Content) { c.Fallback = "hope" },
		"long captions": func(c *bot.Content) {
			c.Media = []bot.MediaUse{{Video: &bot.Video{Captions: []bot.Caption{{Text: strings.Repeat("a", bot.MaxSaid+1)}}}}}
		},
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

// A digest that was approved before answers could be written still holds.
func TestDigestOfAPlanThatAnswersNothingStays(t *testing.T) {
	const before = "c6a026b44d84f1909e154f24d7f1f16ec59aacebfaef9e657cf03713a5e72175"
	if got := plan().Digest(); got != before {
		t.Errorf("it is %s now", got)
	}
}

// An answer begins under what it answers and is no kind that a form offers.
func TestKinds(t *testing.T) {
	for _, k := range bot.Kinds() {
		if !k.Known() || k == bot.Answer {
			t.Errorf("%q is offered", k)
		}
	}
	if !bot.Answer.Known() || bot.Answer.Title() != "Answer to the public" || bot.Kind("x").Known() {
		t.Error("what is known is wrong")
	}
}

// One thing is done about one reply once, however often it is asked for.
func TestModerationID(t *testing.T) {
	seen := map[bot.ID]bool{}
	for _, r := range []bot.ID{"x/1", "x/11"} {
		for _, op := range []bot.Op{bot.OpHide, bot.OpShow, bot.OpReject, bot.OpMute, bot.OpReport} {
			id := bot.ModerationID(r, op)
			if seen[id] || id != bot.Moderation(bot.Reply{ID: r}, op, bot.Mark{}, "").ID {
				t.Errorf("%s %s is %s", op, r, id)
			}
			seen[id] = true
		}
	}
}

// A reply is found again as it was when it was answered.
func TestReplyAs(t *testing.T) {
	r := bot.Reply{Text: "one", Edits: []bot.ReplyEdit{{Text: "two"}, {Text: "three"}}}
	for _, text := range []string{"one", "two", "three"} {
		if got := r.As(bot.Reply{Text: text}.Said()).Newest(); got != text {
			t.Errorf("as %q it says %q", text, got)
		}
	}
	if got := r.As("").Newest(); got != "three" {
		t.Errorf("otherwise it says %q", got)
	}
}

// That a part may stand alone is part of what is approved, and nothing else can
// be written so that it looks the same.
func TestTheDigestCoversWhatMayStandAlone(t *testing.T) {
	plan := func(alone ...bool) bot.Plan {
		r := bot.Rendering{Account: "metro", Language: "en"}
		for _, a := range alone {
			r.Parts = append(r.Parts, bot.Part{Text: "Who saw it?", Alone: a})
		}
		return bot.Plan{Appeal: "a", Revision: 1, Renderings: []bot.Rendering{r}}
	}
	seen := map[string]bool{}
	for _, p := range []bot.Plan{plan(false, false), plan(false, true), plan(true, false), plan(true, true), plan(true), plan(false)} {
		if d := p.Digest(); seen[d] {
			t.Errorf("two plans have the digest %s", d)
		} else {
			seen[d] = true
		}
	}
}
