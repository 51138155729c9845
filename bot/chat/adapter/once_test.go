package adapter_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// sized is a message that takes a number of messages and has a number of files.
func sized(parts, files int) chat.Message {
	m := chat.Message{Text: "part 0 of the card"}
	for i := 1; i < parts; i++ {
		m.Sections = append(m.Sections, chat.Section{Text: fmt.Sprintf("part %d of the card", i)})
	}
	for i := range files {
		m.Files = append(m.Files, chat.File{Name: fmt.Sprintf("%d.csv", i), Type: "text/csv", Data: []byte{byte('0' + i)}})
	}
	return m
}

// want fails the test unless a message and its thread show all of m, each once.
func (w *world) want(at chat.Ref, m chat.Message) {
	w.t.Helper()
	var wantTexts, wantFiles []string
	for part := range w.far.Parts(m) {
		wantTexts = append(wantTexts, draw(m, part))
	}
	for _, f := range m.Files {
		wantFiles = append(wantFiles, f.Name)
	}
	texts, files := w.far.shown(at)
	slices.Sort(texts)
	slices.Sort(wantTexts)
	if !slices.Equal(texts, wantTexts) || !slices.Equal(files, wantFiles) {
		w.t.Errorf("%+v shows %q and the files %q, want %q and %q", at, texts, files, wantTexts, wantFiles)
	}
}

// whatever goes wrong once: the platform refuses, says nothing before or after
// it did what it was asked, or the program dies before it has kept something.
// Each is a way to break the nth step, and whether it did.
func whatever(w *world) map[string]func(nth int) (broken func() bool) {
	return map[string]func(int) func() bool{
		"refused":  func(nth int) func() bool { w.far.fault(nth, errRefused, false); return w.far.faulted },
		"not done": func(nth int) func() bool { w.far.fault(nth, errLost, false); return w.far.faulted },
		"done":     func(nth int) func() bool { w.far.fault(nth, errLost, true); return w.far.faulted },
		"not kept": func(nth int) func() bool { w.keep.dies(nth); return w.keep.isDead },
		"paused":   func(nth int) func() bool { w.far.fault(nth, &chat.RateLimited{}, false); return w.far.faulted },
		"outside":  func(nth int) func() bool { w.far.fault(nth, chat.ErrNotMember, false); return w.far.faulted },
	}
}

// A trial is something that may break anywhere.
type trial struct {
	before func(w *world) // what does not break; nil: nothing
	do     func(w *world) error
	after  func(w *world) // mends it and looks
}

// always breaks every step of a trial, one at a time and in every way, and has
// each mended by a program that starts anew.
func always(t *testing.T, apart bool, tr trial) {
	t.Helper()
	for how := range whatever(newWorld(t, apart)) {
		for nth := 1; ; nth++ {
			w := newWorld(t, apart)
			if tr.before != nil {
				tr.before(w)
			}
			broken := whatever(w)[how](nth)
			err := tr.do(w)
			if !broken() {
				if err != nil {
					t.Fatalf("%s %d: %v though nothing broke", how, nth, err)
				}
				break // it takes fewer steps
			}
			w.restart()
			tr.after(w)
			if t.Failed() {
				t.Fatalf("after step %d was %s, and %v", nth, how, err)
			}
		}
	}
}

// A message of any size is shown once, whatever goes wrong on the way.
func TestPostOnce(t *testing.T) {
	t.Parallel()
	m := sized(4, 8)
	kinds(t, func(t *testing.T, apart bool) {
		always(t, apart, trial{
			do: func(w *world) error {
				_, err := w.poster.Post(t.Context(), "k", room, "", m)
				return err
			},
			after: func(w *world) {
				at := w.post("k", m)
				if again := w.post("k", m); again != at {
					w.t.Errorf("a second Post returned %+v, want %+v", again, at)
				}
				w.want(at, m)
			},
		})
	})
}

// The same in somebody else's thread.
func TestPostOnceInAThread(t *testing.T) {
	t.Parallel()
	m := sized(3, 4)
	kinds(t, func(t *testing.T, apart bool) {
		var root chat.Ref
		post := func(w *world) (chat.Ref, error) { return w.poster.Post(t.Context(), "k", room, root.Message, m) }
		always(t, apart, trial{
			before: func(w *world) { root = w.far.say(room, "") },
			do:     func(w *world) error { _, err := post(w); return err },
			after: func(w *world) {
				if at, err := post(w); err != nil || at.Thread != root.Message {
					w.t.Errorf("Post: %+v, %v, want a message in the thread %s", at, err, root.Message)
				}
				w.want(root, m)
			},
		})
	})
}

// A card grows and shrinks, whatever goes wrong on the way; files are shown once
// and never taken away.
func TestUpdateOnce(t *testing.T) {
	t.Parallel()
	kinds(t, func(t *testing.T, apart bool) {
		for _, from := range []int{1, 6} {
			var at chat.Ref
			always(t, apart, trial{
				before: func(w *world) { at = w.post("k", sized(from, 1)) },
				do:     func(w *world) error { return w.poster.Update(t.Context(), at, sized(3, 6)) },
				after: func(w *world) {
					w.update(at, sized(3, 7))
					w.want(at, sized(3, 7))
					w.update(at, sized(1, 0))
					if texts, files := w.far.shown(at); len(texts) != 1 || len(files) != 7 {
						w.t.Errorf("it shows %q and %q, want one text and all files", texts, files)
					}
				},
			})
		}
	})
}

// What was refused is not looked for: the key may be used anew, elsewhere too.
func TestRefusedIsForgotten(t *testing.T) {
	w := newWorld(t, true)
	w.far.fault(2, errRefused, false)
	if _, err := w.poster.Post(t.Context(), "k", room, "", sized(1, 0)); !errors.Is(err, errRefused) {
		t.Fatalf("Post: %v, want the refusal", err)
	}
	if ok, err := w.book.Get(adapter.KeepKey+adapter.Digest("k"), &adapter.Sent{}); ok || err != nil {
		t.Errorf("the key is kept (%v)", err)
	}
}

// A message that was asked for in another channel before is looked for there.
func TestPostMovesItsChannel(t *testing.T) {
	w := newWorld(t, true)
	w.far.fault(2, errLost, true)
	if _, err := w.poster.Post(t.Context(), "k", "c2", "", sized(1, 0)); !errors.Is(err, errLost) {
		t.Fatalf("Post: %v, want that nobody knows", err)
	}
	w.restart()
	if at := w.post("k", sized(1, 0)); at.Channel != "c2" {
		t.Errorf("it was posted once more, in %s", at.Channel)
	}
}

// The same is not shown again, so that reactions stay valid; whoever asks hears
// that the message is gone.
func TestUpdateOfTheSame(t *testing.T) {
	w := newWorld(t, false)
	at := w.post("k", sized(2, 1))
	w.update(at, sized(2, 1))
	if rec, _, err := w.book.Posted(at.Message); err != nil || rec.Changed != 0 {
		t.Errorf("it was changed (%v)", err)
	}
	w.far.remove(at)
	for _, m := range []chat.Message{sized(2, 1), sized(3, 1)} {
		if err := w.poster.Update(t.Context(), at, m); !errors.Is(err, chat.ErrNotFound) {
			t.Errorf("Update of what is gone: %v, want ErrNotFound", err)
		}
	}
}

// A Post that was not finished does not undo what an Update has shown since.
func TestPostAfterAnUpdate(t *testing.T) {
	w := newWorld(t, false)
	w.far.fault(3, errLost, false)
	at, err := w.poster.Post(t.Context(), "k", room, "", sized(3, 0))
	if !errors.Is(err, errLost) || at.Message == "" {
		t.Fatalf("Post: %+v, %v, want a message and the error", at, err)
	}
	m := sized(3, 0)
	m.Sections[0].Text = "changed"
	w.update(at, m)
	w.post("k", sized(3, 0))
	w.want(at, m)
}

// A change that was not finished is not taken for what was there before.
func TestUpdateBack(t *testing.T) {
	w := newWorld(t, false)
	at := w.post("k", sized(3, 0))
	m := sized(3, 0)
	m.Text = "changed"
	w.far.fault(3, errLost, false)
	if err := w.poster.Update(t.Context(), at, m); !errors.Is(err, errLost) {
		t.Fatalf("Update: %v, want the error", err)
	}
	w.update(at, sized(3, 0))
	w.want(at, sized(3, 0))
}

// What goes on with a card and was deleted comes again.
func TestPartThatWasDeleted(t *testing.T) {
	kinds(t, func(t *testing.T, apart bool) {
		w := newWorld(t, apart)
		at := w.post("k", sized(3, 0))
		rec, _, err := w.book.Posted(w.far.Name(at))
		if err != nil || len(rec.More) != 2 {
			t.Fatalf("it goes on in %v (%v), want two messages", rec.More, err)
		}
		w.far.remove(chat.Ref{Channel: room, Message: rec.More[0]})
		m := sized(3, 0)
		m.Sections[1].Text = "changed"
		w.update(at, m)
		w.want(at, m)
		for i := range rec.More {
			w.far.remove(chat.Ref{Channel: room, Message: rec.More[i]})
		}
		w.update(at, sized(1, 0)) // what is gone need not be deleted
		w.want(at, sized(1, 0))
	})
}

// Two channels may have messages of the same id.
func TestSameIDInTwoChannels(t *testing.T) {
	w := newWorld(t, true)
	one := w.post("k1", chat.Message{Text: "one"})
	two, err := w.poster.Post(t.Context(), "k2", "c2", "", chat.Message{Text: "two"})
	if err != nil || one.Message != two.Message {
		t.Fatalf("Post: %+v, %v, want the id %s", two, err, one.Message)
	}
	w.update(one, chat.Message{Text: "changed"})
	if texts, _ := w.far.shown(two); !slices.Equal(texts, []string{"two"}) {
		t.Errorf("the other shows %q", texts)
	}
}

// Of a message whose record was lost, the platform knows enough; anybody else's
// is none, and neither is what has no name.
func TestRecord(t *testing.T) {
	w := newWorld(t, false)
	at := w.post("k", sized(1, 0))
	if err := w.book.Forget(adapter.KeepPost + at.Message); err != nil {
		t.Fatal(err)
	}
	rec, err := w.poster.Record(t.Context(), at)
	if err != nil || rec.Key != adapter.Digest("k") || rec.Changed == 0 {
		t.Errorf("Record: %+v, %v, want one that counts as changed", rec, err)
	}
	long := strings.Repeat("no id ", 1000)
	for _, other := range []chat.Ref{w.far.say(room, ""), {Message: strconv.Itoa(77)}, {Message: long}} {
		if _, err := w.poster.Record(t.Context(), other); !errors.Is(err, chat.ErrNotFound) || len(err.Error()) > 300 {
			t.Errorf("Record of %.20s: %v, want ErrNotFound in few words", other.Message, err)
		}
	}
}

// A message whose first attempt is still under way is looked for after a second
// that was refused: the first may arrive after that.
func TestPostStillUnderWay(t *testing.T) {
	t.Parallel()
	kinds(t, func(t *testing.T, apart bool) {
		w := newWorld(t, apart)
		m := sized(1, 0)
		fails := func(nth int, with error) {
			t.Helper()
			w.far.fault(nth, with, false)
			if _, err := w.poster.Post(t.Context(), "k", room, "", m); !errors.Is(err, with) || !w.far.faulted() {
				t.Fatalf("Post: %v, want %v", err, with)
			}
			w.far.fault(0, nil, false)
		}
		fails(2, errLost)    // while it is made
		fails(3, errRefused) // after it was looked for
		w.far.mu.Lock()
		late := w.far.add(posted{user: bot, key: adapter.Digest("k"), text: draw(m, 0), Made: adapter.Made{Channel: room}})
		w.far.mu.Unlock()
		if at := w.post("k", m); at.Message != late.ID {
			t.Errorf("it is %+v, want %s, which arrived late", at, late.ID)
		}
	})
}

// What a message shows is not known after a change whose answer was lost, also
// when it is to show again what it did before.
func TestChangeWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	kinds(t, func(t *testing.T, apart bool) {
		for nth := 1; nth <= 3; nth++ {
			w := newWorld(t, apart)
			before, after := chat.Message{Text: "before"}, chat.Message{Text: "after"}
			at := w.post("k", chat.Message{Text: "first"})
			for _, step := range []struct {
				m   chat.Message
				nth int
			}{{before, 0}, {after, nth}, {before, 0}} {
				w.far.fault(step.nth, errLost, true)
				if err := w.poster.Update(t.Context(), at, step.m); (err != nil) != (step.nth != 0 && w.far.faulted()) {
					t.Fatalf("Update: %v", err)
				}
			}
			w.want(at, before)
		}
	})
}
