package adapter_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// A channel is made once for a key, whatever goes wrong on the way.
func TestCreateOnce(t *testing.T) {
	t.Parallel()
	create := func(w *world) (string, error) {
		return w.channels.Create(w.t.Context(), "k", "case-1", chat.Room{Title: "Case"})
	}
	always(t, false, trial{
		do: func(w *world) error { _, err := create(w); return err },
		after: func(w *world) {
			for range 2 {
				if id, err := create(w); err != nil || id != "id-case-1" {
					w.t.Errorf("Create: %s, %v", id, err)
				}
			}
			if _, err := w.channels.Create(w.t.Context(), "other", "case-1", chat.Room{}); !errors.Is(err, chat.ErrTaken) {
				w.t.Errorf("Create for another key: %v, want ErrTaken", err)
			}
			if ok, err := w.book.Get(adapter.KeepRoomKey+adapter.Digest("other"), &adapter.Sent{}); ok || err != nil {
				w.t.Errorf("what came to nothing is kept (%v)", err)
			}
			if _, err := w.channels.Create(w.t.Context(), "other", "case-2", chat.Room{}); err != nil {
				w.t.Errorf("Create by another name then: %v", err)
			}
		},
	})
}

// Of two keys that nobody knows of whether they made a channel of one name, one
// did.
func TestCreateForTwoKeys(t *testing.T) {
	w := newWorld(t, false)
	for i, key := range []string{"one", "two"} {
		w.far.fault(1, errLost, i == 0)
		if _, err := w.channels.Create(t.Context(), key, "case-1", chat.Room{}); !errors.Is(err, errLost) {
			t.Fatalf("Create: %v, want that nobody knows", err)
		}
	}
	w.restart()
	if id, err := w.channels.Create(t.Context(), "two", "case-1", chat.Room{}); err != nil || id != "id-case-1" {
		t.Errorf("Create: %s, %v, want the channel", id, err)
	}
	if id, err := w.channels.Create(t.Context(), "one", "case-1", chat.Room{}); !errors.Is(err, chat.ErrTaken) {
		t.Errorf("Create for the other key: %s, %v, want ErrTaken", id, err)
	}
}

// A channel of the name that somebody else made, or that was there before, is
// not taken for the one.
func TestCreateDoesNotAdoptOthers(t *testing.T) {
	for name, how := range map[string]func(*adapter.Channel){
		"somebody else's": func(c *adapter.Channel) { c.Mine = false },
		"long there":      func(c *adapter.Channel) { c.Created -= time.Hour.Milliseconds() },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, false)
			w.far.fault(1, errLost, false)
			if _, err := w.channels.Create(t.Context(), "k", "case-1", chat.Room{}); !errors.Is(err, errLost) {
				t.Fatalf("Create: %v, want that nobody knows", err)
			}
			w.restart()
			ch := adapter.Channel{ID: "x", Name: "case-1", Created: w.far.clock(), Mine: true}
			how(&ch)
			w.far.channels["x"] = &ch
			if id, err := w.channels.Create(t.Context(), "k", "case-1", chat.Room{}); !errors.Is(err, chat.ErrTaken) {
				t.Errorf("Create: %s, %v, want ErrTaken", id, err)
			}
		})
	}
}

func TestRoomName(t *testing.T) {
	for in, want := range map[string]string{"Case #1: Car theft": "case-1-car-theft", "案件": "room-", "x": "room-", strings.Repeat("y", 100): strings.Repeat("y", 64)} {
		got := adapter.RoomName(chat.Room{Name: in}, 64)
		if got != want && (want != "room-" || len(got) < 20 || !strings.HasPrefix(got, want) || strings.Trim(got[5:], "abcdefghijklmnopqrstuvwxyz0123456789") != "") {
			t.Errorf("RoomName(%q) = %q, want %q", in, got, want)
		}
	}
	if adapter.RoomName(chat.Room{Name: "案件"}, 64) == adapter.RoomName(chat.Room{Name: "事件"}, 64) {
		t.Error("two names become one")
	}
}
