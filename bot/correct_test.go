package bot_test

import (
	"slices"
	"testing"
	"time"

	"appealbot/bot"
)

// amended is a plan that corrects what plan published.
func amended() bot.Plan {
	p := plan()
	p.Renderings[0].Corrects = &bot.Correcting{Post: "p1", Way: bot.WayEdit, Was: []bot.Part{{Text: "Before.", Title: "T"}}}
	return p
}

// Whoever approves a correction approves which post it is about, how, and instead of
// which words.
func TestTheDigestCoversWhatIsCorrected(t *testing.T) {
	seen := map[string]string{plan().Digest(): "no correction", amended().Digest(): "the original"}
	for name, change := range map[string]func(*bot.Correcting){
		"another post":  func(c *bot.Correcting) { c.Post = "p2" },
		"another way":   func(c *bot.Correcting) { c.Way = bot.WayReplace },
		"other words":   func(c *bot.Correcting) { c.Was[0].Text = "Before!" },
		"another title": func(c *bot.Correcting) { c.Was[0].Title = "" },
		"more parts":    func(c *bot.Correcting) { c.Was = append(c.Was, bot.Part{}) },
		"nothing":       func(c *bot.Correcting) { c.Was = nil },
		"text as title": func(c *bot.Correcting) { c.Was[0].Text, c.Was[0].Title = "T", "Before." },
	} {
		p := amended()
		change(p.Renderings[0].Corrects)
		d := p.Digest()
		if other, same := seen[d]; same {
			t.Errorf("%s has the digest of %s", name, other)
		}
		seen[d] = name
		if p.Renderings[0].Hash() == plan().Renderings[0].Hash() {
			t.Errorf("%s has the hash of a rendering that corrects nothing", name)
		}
	}
	// Why it is done in this way is for people.
	p := amended()
	p.Renderings[0].Corrects.Why = "only words can be changed"
	if p.Digest() != amended().Digest() {
		t.Error("a reason changes the digest")
	}
}

// The words that went stay known by their hash, and an edit of many parts is one.
func TestReworded(t *testing.T) {
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	p := bot.Post{
		ID: "p", Op: bot.OpCreate, State: bot.PostPosted, Posted: at, Created: at.Add(-time.Hour), Bare: true, Sight: bot.Sight{At: at, OK: true},
		Rendering: bot.Rendering{Parts: []bot.Part{{Text: "See {x}"}}, Without: []bot.Part{{Text: "One."}, {Text: "Two.", Media: []bot.MediaUse{{Digest: "d"}}}}},
	}
	e := bot.Post{ID: "e", Op: bot.OpEdit, Rendering: bot.Rendering{Parts: []bot.Part{{Text: "1.", Count: 2}, {Text: "2.", Media: []bot.MediaUse{{Digest: "other"}}}}}}
	before := p.Rendering.Hash()
	first := bot.Reworded(p, e, 0, at.Add(time.Hour))
	if got := bot.Said(first); len(got) != 2 || got[0].Text != "1." || got[1].Text != "Two." || first.Bare || !first.Sight.At.IsZero() {
		t.Errorf("after the first part: %+v", got)
	}
	second := bot.Reworded(first, e, 1, at.Add(2*time.Hour))
	if got := bot.Said(second); got[1].Text != "2." || second.Parts()[1].Media[0].Digest != "d" {
		t.Errorf("after the second part: %+v", second.Parts())
	}
	if len(second.Edits) != 1 || second.Edits[0].Was != before || second.Edits[0].By != "e" || !second.Since().Equal(at.Add(2*time.Hour)) {
		t.Errorf("kept: %+v, since %s", second.Edits, second.Since())
	}
	e.ID = "f"
	if third := bot.Reworded(second, e, 0, at.Add(3*time.Hour)); len(third.Edits) != 2 || third.Edits[1].Was != second.Rendering.Hash() || len(second.Edits) != 1 {
		t.Errorf("after another edit: %+v", third.Edits)
	}
	if p.Rendering.Hash() != before || len(p.Edits) != 0 || p.Rendering.Without[0].Text != "One." {
		t.Error("the post it was given was changed")
	}
}

func TestStands(t *testing.T) {
	p := bot.Post{Rendering: bot.Rendering{Parts: []bot.Part{{Text: "One.", Title: "T"}, {Text: "See {x}", Places: []bot.Place{{Name: "{x}", Account: "x"}}}}}, Links: map[bot.AccountID]string{"x": "https://x.example/1"}}
	c := bot.Correcting{Was: bot.Said(p)}
	if c.Was[1].Text != "See https://x.example/1" {
		t.Errorf("it is said %q", c.Was[1].Text)
	}
	if !c.Stands(p, 0) {
		t.Error("it does not stand as it is")
	}
	q := p
	q.Rendering.Parts = slices.Clone(p.Rendering.Parts)
	q.Rendering.Parts[0].Text = "Eins."
	if c.Stands(q, 0) || !c.Stands(q, 1) {
		t.Error("the first part changed, and that is not seen, or counts for the second")
	}
	q.Rendering.Parts = q.Rendering.Parts[:1]
	if c.Stands(q, 1) {
		t.Error("a part is gone, and it stands")
	}
}

// What may be out cannot be taken back.
func TestWhatOfAnEditIsOut(t *testing.T) {
	for name, tt := range map[string]struct {
		p        bot.Post
		out, may bool
	}{
		"queued":     {bot.Post{State: bot.PostQueued}, false, true},
		"held":       {bot.Post{State: bot.PostHeld}, false, true},
		"sending":    {bot.Post{State: bot.PostSending}, true, false},
		"tried":      {bot.Post{State: bot.PostQueued, Tried: true}, true, false},
		"half":       {bot.Post{State: bot.PostQueued, Remotes: []string{"1"}}, true, false},
		"refused":    {bot.Post{State: bot.PostRefused}, false, false},
		"everything": {bot.Post{State: bot.PostPosted, Remotes: []string{"1"}}, true, false},
	} {
		tt.p.Op = bot.OpEdit
		if tt.p.Out() != tt.out || tt.p.Recallable() != tt.may || tt.p.Live() {
			t.Errorf("%s: out %v, recallable %v, live %v", name, tt.p.Out(), tt.p.Recallable(), tt.p.Live())
		}
	}
}
