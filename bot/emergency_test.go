package bot_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"appealbot/bot"
)

func TestPagesComeAtOnceAfterFiveAndFifteenMinutesAndSoOn(t *testing.T) {
	begin := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	var y bot.Tally
	y.Raise("a", begin, begin)
	var got []string
	for range 6 {
		at := y.NextPage()
		got = append(got, at.Sub(begin).String())
		if ids := y.Page(at); !slices.Equal(ids, []bot.ID{"a"}) {
			t.Fatalf("at %s: paged to %v", at, ids)
		}
		if ids := y.Page(at); len(ids) > 0 {
			t.Fatalf("at %s: paged twice", at)
		}
	}
	if want := []string{"0s", "5m0s", "15m0s", "30m0s", "45m0s", "1h0m0s"}; !slices.Equal(got, want) {
		t.Errorf("paged after %v, want %v", got, want)
	}
	if !y.Settle("a") || y.Settle("a") || !y.NextPage().IsZero() {
		t.Errorf("settled, it is still open: %+v", y.Open)
	}
}

// A program that was down for a day pages once, not for every quarter of an hour.
func TestWhatWasMissedIsNotMadeUpFor(t *testing.T) {
	begin := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	var y bot.Tally
	y.Raise("a", begin, begin)
	y.Page(begin)
	back := begin.Add(24 * time.Hour)
	y.Page(back)
	if next := y.NextPage(); !next.Equal(back.Add(15 * time.Minute)) {
		t.Errorf("paged again at %s", next)
	}
}

// What one call of a Tally does is never seen in a copy of it.
func TestATallyIsAValue(t *testing.T) {
	begin := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	var y bot.Tally
	for i := range 5 {
		y.Raise(bot.ID(fmt.Sprint(i)), begin, begin)
	}
	was := y
	y.Raise("more", begin, begin)
	y.Page(begin)
	y.Settle("0")
	y.Count(bot.ClassTip, bot.LabelTip, 1)
	for i, e := range was.Open {
		if e.Reply != bot.ID(fmt.Sprint(i)) || e.Times != 0 || !e.Next.Equal(begin) {
			t.Errorf("the copy holds %+v", e)
		}
	}
	if len(was.Open) != 5 || was.Scores != nil {
		t.Errorf("the copy holds %d and %v", len(was.Open), was.Scores)
	}
}

func TestOpenEmergenciesAreBounded(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	var y bot.Tally
	for i := range 500 {
		y.Raise(bot.ID(fmt.Sprint(i)), now, now)
	}
	if len(y.Open) != bot.MostOpen || y.Beyond != 500-bot.MostOpen {
		t.Errorf("%d open, %d beyond", len(y.Open), y.Beyond)
	}
	for i := range bot.MostOpen {
		y.Settle(bot.ID(fmt.Sprint(i)))
	}
	if y.Beyond != 0 || len(y.Open) != 0 {
		t.Errorf("all are settled, and %d are beyond", y.Beyond)
	}
}

func TestLabelsAgreeWithClasses(t *testing.T) {
	for l, want := range map[bot.Label][]bot.Class{
		bot.LabelEmergency: {bot.ClassEmergency},
		bot.LabelTip:       {bot.ClassTip}, bot.LabelFollowUp: {bot.ClassTip},
		bot.LabelQuestion: {bot.ClassQuestion},
		bot.LabelAbuse:    {bot.ClassDoxx, bot.ClassAbuse},
		bot.LabelNoise:    {bot.ClassSpam, bot.ClassSupport, bot.ClassNoise},
		"":                nil,
	} {
		var got []bot.Class
		for _, c := range bot.Classes() {
			if c.Agrees(l) {
				got = append(got, c)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q agrees with %v, want %v", l, got, want)
		}
	}
}

func TestScores(t *testing.T) {
	var y bot.Tally
	y.Count(bot.ClassTip, bot.LabelTip, 1)
	y.Count(bot.ClassTip, bot.LabelNoise, 1)
	y.Count(bot.ClassTip, bot.LabelNoise, -1)
	y.Count("", bot.LabelTip, 1) // stored before there were classes
	y.Count(bot.ClassTip, "", 1) // not labelled
	if got := y.Scores; len(got) != 1 || got[bot.ClassTip] != (bot.Score{Labelled: 1, Agreed: 1}) {
		t.Errorf("counted %v", got)
	}
}

// The hash of a copy changes with everything that is kept.
func TestACopyIsEverythingThatIsKept(t *testing.T) {
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	base := bot.Reply{ID: "x/1", Text: "a", RawHash: "h", At: at, Media: []string{"m"}, Edits: []bot.ReplyEdit{{Text: "b", At: at, RawHash: "i"}}}
	seen := map[string]string{base.Copy(): "itself"}
	for name, change := range map[string]func(*bot.Reply){
		"id": func(r *bot.Reply) { r.ID = "x/2" }, "text": func(r *bot.Reply) { r.Text = "b" }, "raw": func(r *bot.Reply) { r.RawHash = "" },
		"time": func(r *bot.Reply) { r.At = at.Add(1) }, "media": func(r *bot.Reply) { r.Media = []string{"m", "n"} },
		"no edit": func(r *bot.Reply) { r.Edits = nil }, "edit": func(r *bot.Reply) { r.Edits = []bot.ReplyEdit{{Text: "c", At: at, RawHash: "i"}} },
		"edit's raw": func(r *bot.Reply) { r.Edits = []bot.ReplyEdit{{Text: "b", At: at}} },
	} {
		r := base
		change(&r)
		if other, twice := seen[r.Copy()]; twice {
			t.Errorf("%s has the hash of %s", name, other)
		}
		seen[r.Copy()] = name
	}
	labelled := base
	labelled.Label, labelled.Hidden, labelled.Kept = bot.LabelAbuse, true, "x"
	if labelled.Copy() != base.Copy() {
		t.Error("what officers did to it changes the hash")
	}
}
