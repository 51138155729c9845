package adapter_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// fetcher has a file for every name but "gone": a name that begins with "big" is
// one of two megabytes, "huge" of three.
type fetcher struct{ *far }

// Infos implements adapter.Fetcher.
func (f fetcher) Infos(_ context.Context, d adapter.Drop) (out []adapter.FileInfo, err error) {
	err = f.do(func() error {
		for _, id := range d.Files {
			size := max(map[string]int64{"big": 2 << 20, "hug": 3 << 20}[id[:3]], int64(len(id)))
			if id != "gone" {
				out = append(out, adapter.FileInfo{ID: id, Name: "a/" + id, Type: "image/png", Size: size})
			}
		}
		return nil
	})
	return out, err
}

// Fetch implements adapter.Fetcher.
func (f fetcher) Fetch(_ context.Context, info adapter.FileInfo, from int64, to io.Writer) error {
	return f.do(func() error {
		data := make([]byte, info.Size)
		copy(data, info.ID)
		_, err := to.Write(data[from:])
		return err
	})
}

// drop is a message of ann with files.
func (w *world) drop(root chat.Ref, files ...string) adapter.Drop {
	return adapter.Drop{At: w.far.say(root.Channel, root.Message), User: ann, Files: files}
}

// Files that officers put into a thread of the bot are given to the handler,
// once; those that are too large are refused with words.
func TestDrops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, true)
		r := w.run()
		root := w.post("k", sized(1, 0))
		names := func(e chat.Event) (out []string) {
			for _, f := range e.Upload.Files {
				out = append(out, f.Name+" "+string(f.Data))
			}
			return out
		}
		d := w.drop(root, "one", "gone", "two")
		for range 2 {
			r.drops.Add(t.Context(), d)
		}
		e := r.one()
		if got := names(e); !slices.Equal(got, []string{"one one", "two two"}) || e.User != ann || e.At != d.At || e.ID != "upload:c1/2" {
			t.Errorf("files %q of event %+v", got, e)
		}
		own, between := w.drop(root, "one"), w.drop(w.far.say(room, ""), "one")
		own.User = bot
		top := w.drop(chat.Ref{Channel: room}, "one")
		for _, d := range []adapter.Drop{own, between, top, w.drop(root), w.drop(root, "gone")} {
			r.drops.Add(t.Context(), d)
		}
		r.none()
		var many []string
		for i := range 12 {
			many = append(many, fmt.Sprintf("small %d", i))
		}
		r.drops.Add(t.Context(), w.drop(root, many...))
		if got := names(r.one()); len(got) != 10 {
			t.Errorf("files %q, want ten", got)
		}
		for _, files := range [][]string{{"one", "huge"}, {"big1", "big2", "big3"}} {
			r.drops.Add(t.Context(), w.drop(root, files...))
			if got := r.hears(); len(got) != 1 {
				t.Errorf("%q: told %q, want that it is too large", files, got)
			}
		}
		r.drops.Add(t.Context(), w.drop(root, "big1", "big2"))
		r.one()
		r.answers(says("thanks"))
		r.drops.Add(t.Context(), w.drop(root, "big1"))
		if got := r.hears(); len(r.take()) != 1 || !slices.Equal(got, []string{"ann: thanks"}) {
			t.Errorf("told %q", got)
		}
	})
}

// Files that could not be fetched, or handled, come again.
func TestDropThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		root := w.post("k", sized(1, 0))
		for nth := 1; nth <= 2; nth++ {
			w.far.fault(nth, errLost, false)
			r.drops.Add(t.Context(), w.drop(root, "one"))
			time.Sleep(10 * time.Second)
			r.one()
		}
		r.tired(1)
		r.drops.Add(t.Context(), w.drop(root, "one"))
		time.Sleep(10 * time.Second)
		if es := r.take(); len(es) != 2 || es[0].ID != es[1].ID {
			t.Errorf("events %+v, want the same twice", es)
		}
		for range 120 { // no thread is remembered without end
			r.drops.Add(t.Context(), w.drop(root, "one"))
		}
		synctest.Wait()
		if rec, _, err := w.book.Posted(root.Message); err != nil || len(rec.Drops) != 100 {
			t.Errorf("%d messages with files are remembered (%v), want 100", len(rec.Drops), err)
		}
	})
}

// A disk that is full is told of at once: a video that is fetched for an hour fills
// it again each time.
func TestDropOnAFullDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, true)
		r := w.run()
		r.drops.Bounds.Held, r.drops.Bounds.Keep = 4<<20, deaf{fmt.Errorf("keep file: %w", chat.ErrFull)}
		root := w.post("k", sized(1, 0))
		d := w.drop(root, "huge")
		for range 2 {
			r.drops.Add(t.Context(), d)
			time.Sleep(time.Hour)
		}
		if got := r.hears(); len(got) != 1 || !strings.Contains(got[0], "no room left") || len(r.take()) != 0 {
			t.Errorf("told %q", got)
		}
	})
}

// Nothing of a stranger's is fetched: whoever is in a channel could fill the disk.
func TestDropOfAStranger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, true)
		r := w.run()
		r.drops.May = func(user string) bool { return user != ann }
		root := w.post("k", sized(1, 0))
		d := w.drop(root, "one")
		for range 2 {
			r.drops.Add(t.Context(), d)
		}
		synctest.Wait()
		if got := r.hears(); len(got) != 1 || !strings.Contains(got[0], "list of people") || len(r.take()) != 0 {
			t.Errorf("told %q", got)
		}
		d.User = "bob"
		d.At = w.far.say(root.Channel, root.Message)
		r.drops.Add(t.Context(), d)
		r.one()
	})
}
