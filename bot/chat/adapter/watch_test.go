package adapter_test

import (
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// change changes a channel as somebody else would.
func (f *far) change(id string, how func(*adapter.Channel)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	how(f.channels[id])
}

// called is how often the platform was asked for something since the last fault
// was set.
func (f *far) called() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls
}

// made makes a channel for a case.
func (w *world) made(key string) string {
	w.t.Helper()
	id, err := w.channels.Create(w.t.Context(), key, "case-"+key, chat.Room{Title: "Case " + key})
	if err != nil {
		w.t.Fatalf("Create %s: %v", key, err)
	}
	return id
}

// Whatever becomes of a channel is told once, with who did it if that was said.
func TestFates(t *testing.T) {
	steps := []struct {
		name string
		do   func(*adapter.Channel)
		want chat.Fate // empty: nothing to tell
	}{
		{"nothing", func(*adapter.Channel) {}, ""},
		{"renamed", func(c *adapter.Channel) { c.Name = "other" }, chat.Renamed},
		{"title", func(c *adapter.Channel) { c.Title = "Other" }, chat.Renamed},
		{"removed", func(c *adapter.Channel) { c.Member = false }, chat.Expelled},
		{"renamed unseen", func(c *adapter.Channel) { c.Name = "unseen" }, ""},
		{"back", func(c *adapter.Channel) { c.Member = true }, chat.Admitted},
		{"archived", func(c *adapter.Channel) { c.Archived = true }, chat.Archived},
		{"renamed in the archive", func(c *adapter.Channel) { c.Name = "again" }, ""},
		{"restored", func(c *adapter.Channel) { c.Archived = false }, chat.Restored},
		{"public", func(c *adapter.Channel) { c.Private = false }, ""},
		{"public, removed", func(c *adapter.Channel) { c.Member = false }, chat.Expelled},
		{"public, back", func(c *adapter.Channel) { c.Member = true }, chat.Admitted},
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, true)
		r := w.run()
		id := w.made("1")
		ids := map[string]bool{}
		for _, step := range steps {
			w.far.change(id, step.do)
			r.watch.Hint(id, ann)
			r.watch.Hint("", ann)
			if step.want == "" {
				r.watch.Soon()
				r.none()
				continue
			}
			time.Sleep(time.Minute) // without being told
			e := r.one()
			if e.Room == nil || e.Room.Fate != step.want || e.User != ann || e.At.Channel != id || ids[e.ID] {
				t.Errorf("%s: event %+v %+v, want %s by %s", step.name, e, e.Room, step.want, ann)
			}
			ids[e.ID] = true
			time.Sleep(time.Minute)
			r.none()
		}
		w.far.mu.Lock()
		delete(w.far.channels, id)
		w.far.mu.Unlock()
		r.watch.Hint(id, ann) // of the second event about an earlier deed, which came after it was found
		r.watch.Anonymous(id)
		r.watch.Soon()
		if e := r.one(); e.Room == nil || e.Room.Fate != chat.Deleted || e.Room.Name != "" || e.User != "" {
			t.Errorf("event %+v %+v, want that it was deleted, by nobody knows whom", e, e.Room)
		}
		if places, err := w.book.Places(); err != nil || len(places) != 0 {
			t.Errorf("places %v (%v), want none", places, err)
		}
	})
}

// What the bot does itself is not told; channels of others are found, if they
// are private.
func TestOwnDeedsAndOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		one, two := w.made("1"), w.made("2")
		release := w.channels.Hold(one)
		w.far.change(one, func(c *adapter.Channel) { c.Title = "Described" })
		r.take()
		w.far.fault(0, nil, false)
		r.watch.Soon()
		for w.far.called() == 0 {
			runtime.Gosched() // until it has seen the list, and waits for the channel
		}
		if err := w.channels.Retitle(one, "Described"); err != nil {
			t.Fatal(err)
		}
		release()
		r.none()
		release = w.channels.Hold(two)
		w.far.change(two, func(c *adapter.Channel) { c.Archived = true })
		if err := errors.Join(w.channels.Leave(two), w.channels.Retitle(two, "gone")); err != nil {
			t.Fatal(err)
		}
		release()
		w.far.mu.Lock()
		w.far.channels["theirs"] = &adapter.Channel{ID: "theirs", Name: "theirs", Private: true, Member: true}
		w.far.mu.Unlock()
		r.watch.Soon()
		r.none()
		places, err := w.book.Places()
		if err != nil || len(places) != 2 || places[one].Title != "Described" || places["theirs"].Name != "theirs" {
			t.Errorf("places %+v (%v), want the described one and theirs", places, err)
		}
	})
}

// A look that fails is done again soon, and shows; a fate that could not be
// handled is told again, under the same ID.
func TestLooksThatFail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		id := w.made("1")
		w.far.change(id, func(c *adapter.Channel) { c.Archived = true })
		for nth := 1; nth <= 2; nth++ {
			w.far.fault(nth, errLost, false)
			r.watch.Soon()
			r.none()
		}
		r.tired(1)
		time.Sleep(5 * time.Second)
		first := r.one()
		time.Sleep(5 * time.Second)
		if second := r.one(); second.ID != first.ID || second.Room.Fate != chat.Archived {
			t.Errorf("events %+v and %+v, want the same", first, second)
		}
		if len(r.looks) != 4 || !errors.Is(r.looks[1], errLost) || !errors.Is(r.looks[2], errTired) || r.looks[3] != nil {
			t.Errorf("the looks came to %v", r.looks)
		}
	})
}
