package adapter_test

import (
	"log/slog"
	"testing"
	"time"

	"appealbot/bot/chat/adapter"
)

// How far everything was handled never goes back, unless the clock did: then
// what was noted lies in the future, and would hide what happens until then.
func TestProgressGoesForward(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	g := adapter.NewProgress(&adapter.Book{Keeper: &adapter.Memory{}, Platform: "p", Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)})
	since := func(want time.Time) {
		t.Helper()
		if at, ok, err := g.Since(); err != nil || !ok || !at.Equal(want) {
			t.Errorf("since %v, %v, %v, want %v", at, ok, err, want)
		}
	}
	g.NoteAt(now)
	since(now)
	g.NoteAt(now.Add(-2 * time.Minute))
	since(now)
	done := g.Open()
	began := now
	now = now.Add(time.Hour)
	g.Note()
	since(began)
	done()
	g.Note()
	since(now)
	given := now.Add(10 * time.Second)
	now = now.Add(time.Minute)
	done = g.OpenAt(given) // it had to wait, and may have to again
	g.Note()
	since(given)
	done()
	g.Note()
	since(now)
	now = now.Add(-30 * time.Minute)
	g.Note()
	since(now)
}
