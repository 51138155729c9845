package adapter_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// meaning knows two names of one meaning, and one of another.
func meaning(name string) (chat.Emoji, bool) {
	switch name {
	case "tick", "check":
		return chat.Check, true
	case "x":
		return chat.Cross, true
	default:
		return "", false
	}
}

// put is a reaction that ann put on a message just now, or took off it.
func (w *world) put(at chat.Ref, name string, on bool) adapter.Sign {
	return adapter.Sign{At: at, User: ann, Name: name, Removed: !on, When: w.far.clock()}
}

// A reaction is told when it changes anything, each with an ID of its own.
func TestSigns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, true)
		r := w.run()
		at := w.post("k", sized(1, 0))
		ids := map[string]bool{}
		for _, step := range []struct {
			name string
			s    adapter.Sign
			want *chat.Reaction
		}{
			{"put on", w.put(at, "check", true), &chat.Reaction{Emoji: chat.Check}},
			{"told again", w.put(at, "check", true), nil},
			{"another of the same meaning", w.put(at, "tick", true), &chat.Reaction{Emoji: chat.Check}},
			{"the first taken off, the other stands", w.put(at, "check", false), nil},
			{"the other taken off", w.put(at, "tick", false), &chat.Reaction{Emoji: chat.Check, Removed: true}},
			{"taken off again", w.put(at, "tick", false), nil},
			{"put on once more", w.put(at, "tick", true), &chat.Reaction{Emoji: chat.Check}},
			{"without a meaning", w.put(at, "smile", true), nil},
			{"the bot's own", adapter.Sign{At: at, User: bot, Name: "x"}, nil},
			{"on somebody else's message", w.put(w.far.say(room, ""), "x", true), nil},
			{"on no message", w.put(chat.Ref{}, "x", true), nil},
		} {
			r.signs.Add(t.Context(), step.s)
			es := r.take()
			switch {
			case step.want == nil && len(es) == 0:
			case step.want == nil || len(es) != 1 || es[0].React == nil || *es[0].React != *step.want:
				t.Errorf("%s: events %+v, want %+v", step.name, es, step.want)
			default:
				if e := es[0]; ids[e.ID] || e.User != ann || e.At != at {
					t.Errorf("%s: event %+v", step.name, e)
				}
				ids[es[0].ID] = true
			}
		}
		if id := "react:c1/1:ann:check:1"; !ids[id] {
			t.Errorf("IDs %v, want %s among them, as ever", ids, id)
		}
	})
}

// A reaction to what a message does not show any more, or has shown too short a
// time to be read, is stale; one whose time nobody knows is too, if the message
// was ever changed.
func TestStaleSigns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		at := w.post("k", sized(1, 0))
		stale := func(what string, s adapter.Sign, want bool) {
			t.Helper()
			r.signs.Add(t.Context(), s)
			if e := r.one(); e.React.Stale != want {
				t.Errorf("%s: stale = %t, want %t", what, e.React.Stale, want)
			}
		}
		stale("before any change", adapter.Sign{At: at, User: bob, Name: "x"}, false)
		early := w.put(at, "check", true)
		time.Sleep(time.Second)
		w.update(at, chat.Message{Text: "changed"})
		stale("meant for what was there before", early, true)
		stale("taken off, which is never stale", w.put(at, "check", false), false)
		stale("too soon", w.put(at, "check", true), true)
		stale("taken off", w.put(at, "check", false), false)
		stale("at an unknown time", adapter.Sign{At: at, User: ann, Name: "check"}, true)
		time.Sleep(time.Second)
		stale("read", w.put(at, "x", true), false)
	})
}

// A reaction of which the handler could tell nobody is told again, under the same
// ID; progress does not pass it meanwhile, nor when that was in vain.
func TestSignThatCouldNotBeHandled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		at := w.post("k", sized(1, 0))
		began := time.Now()
		r.tired(2)
		r.signs.Add(t.Context(), w.put(at, "check", true))
		time.Sleep(2 * time.Second)
		w.progress.Note()
		if since, _, err := w.progress.Since(); err != nil || since.After(began) {
			t.Errorf("everything was handled up to %v (%v), want %v", since, err, began)
		}
		time.Sleep(time.Minute)
		es := r.take()
		if len(es) != 3 || es[0].ID != es[2].ID || w.progress.Missing() {
			t.Errorf("events %+v, want the same three times and nothing missing", es)
		}
		w.progress.Note()
		if since, _, err := w.progress.Since(); err != nil || !since.Equal(time.Now()) {
			t.Errorf("everything was handled up to %v (%v), want now", since, err)
		}
		r.tired(3)
		r.signs.Add(t.Context(), w.put(at, "check", false))
		time.Sleep(time.Minute)
		if es := r.take(); len(es) != 3 || !w.progress.Missing() {
			t.Errorf("events %+v, want three and that something is missing", es)
		}
		r.answers(says("done"))
		r.signs.Add(t.Context(), w.put(at, "check", false))
		if got := r.hears(); !slices.Equal(got, []string{"ann: done"}) {
			t.Errorf("told %q", got)
		}
	})
}

// What is there now is compared with what is kept: first what was taken off.
func TestDiffering(t *testing.T) {
	at := chat.Ref{Channel: room, Message: "1"}
	got := adapter.Differing(at, map[string]int{"ann check": 1, "ann x": 2, "bob check": 3, "bob x": 1}, []adapter.Mark{
		{User: "cid", Name: "check", When: 9}, {User: ann, Name: "x", When: 7}, {User: bob, Name: "x", When: 1}, {User: "dan", Name: "x"}, {User: "eve", Name: "x"},
	})
	want := []adapter.Sign{
		{At: at, User: ann, Name: "check", Removed: true},
		{At: at, User: bob, Name: "check", Removed: true},
		{At: at, User: "dan", Name: "x"},
		{At: at, User: "eve", Name: "x"},
		{At: at, User: ann, Name: "x", When: 7},
		{At: at, User: "cid", Name: "check", When: 9},
	}
	if !slices.Equal(got, want) {
		t.Errorf("differing: %+v, want %+v", got, want)
	}
}

// A platform that tells of reactions out of order is asked what is the case.
func TestSignThatIsNoNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, true)
		r := w.run()
		at := w.post("k", sized(1, 0))
		news, fail := false, errLost
		r.signs.Real = func(_ context.Context, s adapter.Sign) (bool, error) {
			if err := fail; err != nil {
				fail = nil
				return true, err
			}
			return news && s.At == at, nil
		}
		r.signs.Add(t.Context(), w.put(at, "check", true))
		time.Sleep(time.Minute) // the question is asked again
		r.none()
		news = true
		r.signs.Add(t.Context(), w.put(at, "check", true))
		r.one()
	})
}

// A card that is changed while a reaction on it is asked about was not the one
// that the person read.
func TestReactionWhileTheCardChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, false)
		r := w.run()
		at := w.post("k", sized(1, 0))
		time.Sleep(time.Minute)
		given := time.Now()
		r.signs.Real = func(ctx context.Context, _ adapter.Sign) (bool, error) {
			time.Sleep(3 * time.Second)
			return true, w.poster.Update(ctx, at, chat.Message{Text: "changed"})
		}
		r.signs.Add(t.Context(), adapter.Sign{At: at, User: ann, Name: "check", When: given.UnixMilli()})
		time.Sleep(10 * time.Second)
		if e := r.one(); e.React == nil || !e.React.Stale {
			t.Errorf("event %+v %+v, want it stale", e, e.React)
		}
	})
}
