package adapter_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// When Run is to end, nothing more begins; what was begun goes on for a while.
func TestWorkEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		var lasted [2]time.Duration
		began := time.Now()
		for i, d := range []time.Duration{time.Second, time.Hour} {
			if !r.Begin(func(ctx context.Context) {
				adapter.Sleep(ctx, d)
				lasted[i] = time.Since(began)
			}) {
				t.Error("it does not begin")
			}
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		if lasted[0] != time.Second || lasted[1] != 15*time.Second {
			t.Errorf("it went on for %v, want a second and fifteen", lasted)
		}
		if r.Begin(func(context.Context) {}) {
			t.Error("something begins after the end")
		}
		if _, ok := r.Promptly(time.Second, func(context.Context, func() bool) any { return 1 }); ok {
			t.Error("something is answered after the end")
		}
		r.End() // may be called again
	})
}

// A loop that fails ends them all; a panic ends nothing.
func TestWorkFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run(func(ctx context.Context) error {
			adapter.Sleep(ctx, time.Second)
			return errLost
		})
		r.Begin(func(context.Context) { panic("at the discotheque") })
		time.Sleep(2 * time.Second)
		if err := r.stop(); !errors.Is(err, errLost) {
			t.Errorf("Run: %v, want why a loop failed", err)
		}
	})
}

// Whoever calls is answered in time: with the answer, or with nothing when it
// takes longer, unless the work was told that somebody waits.
func TestPromptly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		waited := func(d time.Duration, ask bool) func(context.Context, func() bool) any {
			return func(ctx context.Context, waits func() bool) any {
				if ask && !waits() {
					t.Error("nobody waits, though it is early")
				}
				adapter.Sleep(ctx, d)
				if d > time.Second && !ask && waits() {
					t.Error("somebody waits, though it is late")
				}
				return "answer"
			}
		}
		for _, c := range []struct {
			name   string
			do     func(context.Context, func() bool) any
			answer any
			after  time.Duration
		}{
			{"in time", waited(0, false), "answer", 0},
			{"late", waited(3*time.Second, false), nil, time.Second},
			{"promised", waited(3*time.Second, true), "answer", 3 * time.Second},
			{"nothing", func(context.Context, func() bool) any { return nil }, nil, 0},
			{"panic", func(context.Context, func() bool) any { panic("no") }, nil, 0},
		} {
			began := time.Now()
			got, ok := r.Promptly(time.Second, c.do)
			if d := time.Since(began); got != c.answer || !ok || d != c.after {
				t.Errorf("%s: %v, %t after %v; want %v after %v", c.name, got, ok, d, c.answer, c.after)
			}
		}
	})
}

// A handler that panics or takes too long costs one answer.
func TestHandlerThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		r.answers(func(chat.Event) (chat.Answer, error) { panic("no") })
		if a, err := r.Handle(t.Context(), chat.Event{ID: "1"}); err == nil || a.Reply == nil || !strings.Contains(a.Reply.Text, "reference") {
			t.Errorf("Handle: %+v, %v; want a number to ask for", a, err)
		}
		r.tired(1)
		if _, err := r.Handle(t.Context(), chat.Event{ID: "2"}); !errors.Is(err, errTired) {
			t.Errorf("Handle: %v, want why", err)
		}
	})
}

// So many forgeries a minute are told, of one person and of all; each has an ID
// of its own.
func TestForged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		forge := func(user string, n int) {
			for i := range n {
				e := chat.Event{User: user, At: chat.Ref{Platform: "far", Channel: room, Message: "7"}}
				r.Forged(t.Context(), e, "button", errLost, string(rune('a'+i)))
			}
		}
		forge(ann, 20)
		es := r.take()
		if len(es) != 10 || es[0].ID == es[1].ID || es[0].Forged.What != "button" || !strings.Contains(es[0].Forged.Why, errLost.Error()) {
			t.Errorf("%d forgeries of one were told, want ten: %+v", len(es), es[0])
		}
		for i := range 30 {
			forge(bob+string(rune('a'+i)), 10)
		}
		if es := r.take(); len(es) != 190 {
			t.Errorf("%d forgeries of others were told, want what is left of two hundred", len(es))
		}
		time.Sleep(time.Minute)
		r.answers(says("caught"))
		e := chat.Event{User: ann}
		if a := r.Forged(t.Context(), e, "form", errLost, ""); a.Reply == nil || a.Reply.Text != "caught" {
			t.Errorf("a minute later: %+v, want the answer", a)
		}
	})
}

// What is in a queue is handled in order, one at a time; what has no place waits
// for one, or for the end.
func TestQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		q := r.Queue("things")
		ctx, cancel := context.WithCancel(t.Context())
		var got []int
		add := func(i int) {
			q.Add(ctx, func(context.Context) error { got = append(got, i); return nil })
		}
		for i := range 1000 {
			add(i)
		}
		added := make(chan struct{})
		go func() { add(1000); close(added) }()
		synctest.Wait()
		done := make(chan error, 1)
		go func() { done <- q.Loop(ctx) }()
		<-added
		synctest.Wait()
		for i, n := range got {
			if i != n {
				t.Fatalf("thing %d came as number %d", n, i)
			}
		}
		if len(got) != 1001 {
			t.Errorf("%d things were handled, want all", len(got))
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		for range 1001 {
			add(0) // and does not wait for ever
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Hour) // what is left is for the next run to find
		w.progress.Note()
		if since, _, err := w.progress.Since(); err != nil || !since.Equal(time.Now()) {
			t.Errorf("everything was handled up to %v (%v), want now", since, err)
		}
	})
}

// An answer is shown again when the platform fails, for as long as a person can
// be made to wait.
func TestInsist(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		for _, c := range []struct {
			name  string
			with  error
			times int
			after time.Duration
		}{
			{"shown", nil, 1, 0},
			{"refused", errRefused, 1, 0},
			{"fails", errLost, 3, 2 * time.Second},
			{"wants pauses", &chat.RateLimited{After: 4 * time.Second}, 3, 8 * time.Second},
		} {
			began, n := time.Now(), 0
			err := w.poster.Insist(t.Context(), func(context.Context) error { n++; return c.with })
			if d := time.Since(began); !errors.Is(err, c.with) || n != c.times || d != c.after {
				t.Errorf("%s: %v after %d times and %v, want %d and %v", c.name, err, n, d, c.times, c.after)
			}
		}
	})
}

// The files of an answer go to the person directly, once.
func TestFilesApart(t *testing.T) {
	w := newWorld(t, false)
	direct := func(context.Context, string) (string, error) { return "d1", nil }
	e := chat.Event{ID: "press:1", User: ann, At: chat.Ref{Channel: room}}
	none := chat.Message{Text: "list", Files: []chat.File{{Name: "empty.csv"}}}
	if m := w.poster.FilesApart(t.Context(), e, none, direct); len(m.Sections) != 0 {
		t.Errorf("without any: %+v", m)
	}
	for range 2 {
		if m := w.poster.FilesApart(t.Context(), e, sized(1, 2), direct); len(m.Sections) != 1 || !strings.Contains(m.Sections[0].Text, "direct messages") {
			t.Errorf("it says %+v, want where they are", m)
		}
	}
	if _, files := w.far.shown(chat.Ref{Channel: "d1", Message: "1"}); len(files) != 2 {
		t.Errorf("files %q, want both once", files)
	}
	e.At.Channel = "d1"
	if m := w.poster.FilesApart(t.Context(), e, sized(1, 2), direct); len(m.Sections) != 0 {
		t.Errorf("where they are: %+v", m)
	}
	fails := func(context.Context, string) (string, error) { return "", errLost }
	if m := w.poster.FilesApart(t.Context(), e, sized(1, 2), fails); len(m.Sections) != 1 || m.Sections[0].Tone != chat.Warning {
		t.Errorf("it says %+v, want a warning", m)
	}
}
