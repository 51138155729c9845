package bot_test

import (
	"slices"
	"testing"
	"time"

	"appealbot/bot"
)

func TestWhenItIsLookedWhetherSomethingIsGone(t *testing.T) {
	removed := time.Date(2026, 11, 1, 0, 50, 0, 0, time.FixedZone("EDT", -4*3600)) // the clocks go back an hour later
	want := []time.Duration{10 * time.Second, time.Minute, 5 * time.Minute}
	for d := 15 * time.Minute; d <= 24*time.Hour; d += 15 * time.Minute {
		want = append(want, d)
	}
	want = append(want, 25*time.Hour, 26*time.Hour, 27*time.Hour)
	var got []time.Duration
	for now := removed; len(got) < len(want); {
		now = bot.NextLook(removed, now)
		got = append(got, now.Sub(removed))
	}
	if !slices.Equal(got, want) {
		t.Errorf("it is looked after %v\nwant %v", got, want)
	}
	if at := bot.NextLook(removed, removed.Add(3*time.Hour+time.Second)); at.Sub(removed) != 3*time.Hour+15*time.Minute || at.Location() != time.UTC {
		t.Errorf("after three hours away it is looked at %v", at)
	}
}

func TestWhatIsStillThereIsRemovedAgainSoonAndThenSeldom(t *testing.T) {
	var got []time.Duration
	for n := range 8 {
		got = append(got, bot.AfterLie(n))
	}
	want := []time.Duration{
		5 * time.Second, 5 * time.Second, 20 * time.Second, 80 * time.Second, 320 * time.Second,
		15 * time.Minute, 15 * time.Minute, 15 * time.Minute,
	}
	if !slices.Equal(got, want) {
		t.Errorf("the pauses are %v, want %v", got, want)
	}
	if d := bot.AfterLie(1000); d != 15*time.Minute {
		t.Errorf("after a thousand times it is %v", d)
	}
}

func TestHowManyPartsAreLeft(t *testing.T) {
	thread := bot.Post{Remotes: []string{"1", "2", "3"}}
	for name, tt := range map[string]struct {
		post    bot.Post
		removal bot.Post
		want    int
	}{
		"nothing was removed yet":          {thread, bot.Post{State: bot.PostQueued}, 3},
		"one of three was":                 {thread, bot.Post{State: bot.PostSending, Remotes: []string{"3"}}, 2},
		"all were, says the network":       {thread, bot.Post{State: bot.PostPosted, Remotes: thread.Remotes}, 3},
		"one was seen":                     {thread, bot.Post{State: bot.PostQueued, Gone: bot.Gone{Left: 1}}, 1},
		"nobody knows whether it is there": {bot.Post{State: bot.PostUnknown}, bot.Post{State: bot.PostQueued}, 1},
		"it may still arrive":              {bot.Post{Tried: true}, bot.Post{State: bot.PostPosted}, 1},
	} {
		if got := (bot.Leftover{Post: tt.post, Removal: tt.removal}).Parts(); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
}

// Removals in stores of older versions, which did not look, are not pursued.
func TestWhatIsPursued(t *testing.T) {
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	r := bot.Removal(bot.Post{ID: "p", Appeal: "a", Account: "x"}, now)
	old := r
	old.Gone = bot.Gone{}
	seen, said, create := r, r, r
	seen.Gone.OK = true
	said.Gone.By = bot.Mark{Person: "bob", Name: "Bob"}
	create.Op = bot.OpCreate
	for name, tt := range map[string]struct {
		p    bot.Post
		want bool
	}{"a removal": {r, true}, "of an older version": {old, false}, "seen to be gone": {seen, false}, "out of reach": {said, false}, "a post": {create, false}} {
		if tt.p.Pursued() != tt.want {
			t.Errorf("%s: %t", name, !tt.want)
		}
	}
}

// A request that was lost may arrive only while the part that it was about is not known
// to be public.
func TestWhatMayArrive(t *testing.T) {
	parts := bot.Rendering{Parts: make([]bot.Part, 3)}
	began := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		p    bot.Post
		want bool
	}{
		"nothing was sent":               {bot.Post{Rendering: parts}, false},
		"the first was lost":             {bot.Post{Rendering: parts, Tried: true}, true},
		"it was not found":               {bot.Post{Rendering: parts, State: bot.PostAbsent}, true},
		"all of it is known":             {bot.Post{Rendering: parts, Tried: true, Began: began, Remotes: []string{"1", "2", "3"}}, false},
		"the second was lost":            {bot.Post{Rendering: parts, Tried: true, Began: began, Remotes: []string{"1"}}, true},
		"the second was not sent":        {bot.Post{Rendering: parts, Tried: true, Remotes: []string{"1"}}, false},
		"the second was sent in one try": {bot.Post{Rendering: parts, Began: began, Remotes: []string{"1"}}, false},
		"purged, and all of it is known": {bot.Post{Tried: true, Remotes: []string{"1"}}, false},
	} {
		if got := tt.p.MayArrive(); got != tt.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestWhenItIsLookedForWhatMayArrive(t *testing.T) {
	lost := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	g := bot.Gone{Lost: true, From: lost}
	var got []time.Duration
	for now := lost; len(got) < 6; got = append(got, now.Sub(lost)) {
		now = g.NextSearch(now)
		if d := g.NextSearch(now).Sub(now); d <= 0 || d >= bot.LongestSearch {
			t.Fatalf("after %v a pause of %v", now.Sub(lost), d)
		}
	}
	want := []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 2 * time.Hour, 3 * time.Hour}
	if !slices.Equal(got, want) {
		t.Errorf("after %v, want %v", got, want)
	}
}

func TestWhatIsNowhere(t *testing.T) {
	lost := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		all   bool
		looks int
		after time.Duration
		want  bool
	}{
		"often and long enough":         {true, 4, time.Hour, true},
		"not often enough":              {true, 3, 5 * time.Hour, false},
		"not long enough":               {true, 9, 59 * time.Minute, false},
		"where not everything is shown": {false, 9, 5 * time.Hour, false},
	} {
		g := bot.Gone{Lost: true, From: lost}
		for range tt.looks {
			g = g.Missing(tt.all, lost.Add(tt.after))
		}
		if g.Nowhere != tt.want || g.Sought != tt.looks {
			t.Errorf("%s: %+v", name, g)
		}
	}
}
