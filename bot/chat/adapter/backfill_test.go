package adapter_test

import (
	"context"
	"errors"
	"maps"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// looked looks for what was missed and returns since when, for each channel.
func (w *world) looked(fail map[string]error) (map[string]time.Duration, error) {
	w.t.Helper()
	out := map[string]time.Duration{}
	err := w.channels.Backfill(w.t.Context(), func(_ context.Context, channel string, from int64) (int, error) {
		out[channel] = time.Since(time.UnixMilli(from))
		return 1, fail[channel]
	})
	return out, err
}

// wantLooked fails the test unless a look goes as far back as it should.
func (w *world) wantLooked(what string, want map[string]time.Duration) {
	w.t.Helper()
	if got, err := w.looked(nil); err != nil || !maps.Equal(got, want) {
		w.t.Errorf("%s: looked %v back (%v), want %v", what, got, err, want)
	}
}

// How far back is looked: not at all the first time, then somewhat farther than
// everything was handled, and never farther than people remember.
func TestBackfill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		time.Sleep(24 * time.Hour)
		w.wantLooked("the first time", map[string]time.Duration{})
		w.made("1")
		w.far.channels["old"] = &adapter.Channel{ID: "old", Member: true, Archived: true}
		every := func(d time.Duration) map[string]time.Duration {
			return map[string]time.Duration{room: d, "id-case-1": d}
		}
		time.Sleep(time.Hour)
		w.wantLooked("after an hour", every(time.Hour+adapter.Overlap))
		w.progress.Note()
		w.wantLooked("at once", every(adapter.Overlap))
		time.Sleep(100 * 24 * time.Hour)
		w.wantLooked("after a long time", every(60*24*time.Hour))
	})
}

// What cannot be looked at leaves something missing, which keeps progress from
// passing it; a channel that is gone meanwhile does not.
func TestBackfillThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		w.progress.Note()
		time.Sleep(time.Hour)
		for _, gone := range []error{chat.ErrNotFound, chat.ErrNotMember, chat.ErrArchived} {
			if _, err := w.looked(map[string]error{room: gone}); err != nil || w.progress.Missing() {
				t.Errorf("with %v in one channel: %v", gone, err)
			}
		}
		for _, fail := range []func(){func() {}, func() { w.far.fault(1, errLost, false) }} {
			fail()
			if _, err := w.looked(map[string]error{room: errLost}); !errors.Is(err, errLost) || !w.progress.Missing() {
				t.Errorf("%v, and missing = %t; want the error and that something is", err, w.progress.Missing())
			}
		}
		w.progress.Note()
		w.wantLooked("once more", map[string]time.Duration{room: time.Hour + adapter.Overlap})
		if w.progress.Missing() {
			t.Error("something is still missing")
		}
	})
}

// What was said in a channel while the bot was not in it is looked for when it is
// again, from when it was last known to hear everything.
func TestBackfillOfWhatWasNotSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		id := w.made("1")
		w.progress.Note()
		time.Sleep(30 * time.Second)
		w.far.change(id, func(c *adapter.Channel) { c.Member = false })
		r.watch.Soon()
		r.one()
		time.Sleep(2 * time.Hour)
		w.progress.Note()
		w.wantLooked("while it is out", map[string]time.Duration{room: adapter.Overlap})
		w.far.change(id, func(c *adapter.Channel) { c.Member = true })
		r.watch.Soon()
		r.one()
		select {
		case <-w.progress.Again():
		default:
			t.Error("nothing asks for a look")
		}
		w.progress.Note() // which it does not, while something is missing
		for _, in := range []bool{false, true} {
			time.Sleep(time.Second)
			w.far.change(id, func(c *adapter.Channel) { c.Member = in })
			r.watch.Soon()
			r.one()
		}
		near := 2*time.Second + adapter.Overlap
		far := 2*time.Hour + 30*time.Second + near
		var back time.Duration
		err := w.channels.Backfill(t.Context(), func(_ context.Context, channel string, from int64) (int, error) {
			if channel != id {
				return 0, nil
			}
			back = time.Since(time.UnixMilli(from))
			blind := time.Now().Add(-10 * time.Hour).UnixMilli()
			return 0, w.book.Save(adapter.KeepRoom+id, adapter.Place{Name: "case-1", Title: "Case 1", Blind: blind})
		})
		if err != nil || back != far {
			t.Errorf("when it is in again: looked %v back (%v), want %v", back, err, far)
		}
		w.wantLooked("removed while it was looked through", map[string]time.Duration{room: near, id: 10*time.Hour + adapter.Overlap})
		w.wantLooked("after that", map[string]time.Duration{room: near, id: near})
	})
}

// An update waits for the first look for what was missed, unless there is
// nothing that can have been, and not for ever.
func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		at := w.post("k", sized(1, 0))
		n := 0
		update := func(want time.Duration) {
			t.Helper()
			began := time.Now()
			n++
			w.update(at, sized(1, n))
			if d := time.Since(began); d != want {
				t.Errorf("it waited for %v, want %v", d, want)
			}
		}
		update(0)
		w.progress.Note()
		w.restart()
		go func() {
			time.Sleep(3 * time.Second)
			w.progress.CaughtUp()
		}()
		update(3 * time.Second)
		update(0)
		w.progress.CaughtUp()
		w.restart()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_ = w.poster.Update(ctx, at, sized(1, 0)) // who gives up opens nothing
		update(10 * time.Second)
		update(0)
	})
}
