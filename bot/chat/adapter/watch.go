package adapter

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"appealbot/bot/chat"
)

// lookAgain is the pause after a look at the channels that failed.
const lookAgain = 5 * time.Second

// A Watch looks at the channels now and then, and when something was said to
// have happened to one. Looking finds what was never said.
type Watch struct {
	*Channels
	work  *Work
	every time.Duration
	seen  func(error)
	look  chan struct{} // look now

	mu      sync.Mutex
	by      map[string]string // channel -> who did something to it lately, as far as the platform said
	doubted map[string]bool   // channels to be looked at by themselves
}

// Watch returns a watch of the channels for one call of Run. Seen is told what
// each look came to, nil or an error, for the health of the program.
func (c *Channels) Watch(w *Work, every time.Duration, seen func(error)) *Watch {
	return &Watch{Channels: c, work: w, every: every, seen: seen, look: make(chan struct{}, 1)}
}

// maxHints bounds how many channels somebody is remembered for.
const maxHints = 10000

// Hint remembers who did something to a channel.
func (w *Watch) Hint(channel, user string) {
	if channel == "" || user == "" {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.by == nil || len(w.by) > maxHints {
		w.by = map[string]string{}
	}
	w.by[channel] = user
}

// Anonymous forgets who did something to a channel: what happened to it last names
// nobody, and must not be put down to whoever did what came before.
func (w *Watch) Anonymous(channel string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.by, channel)
}

// who returns who did something to a channel, once.
func (w *Watch) who(channel string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	user := w.by[channel]
	delete(w.by, channel)
	return user
}

// Soon has the channels looked at now.
func (w *Watch) Soon() { soon(w.look) }

// Loop looks until ctx ends.
func (w *Watch) Loop(ctx context.Context) error {
	t := time.NewTimer(w.every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-w.look:
		case <-t.C:
		}
		pause := w.every
		err := w.rounds(ctx)
		if err != nil && ctx.Err() == nil {
			w.Book.Log.Warn("channels not looked at", "err", err)
			pause = min(pause, lookAgain)
		}
		w.seen(err)
		t.Reset(pause)
	}
}

// Doubt has a channel looked at by itself at the next look, for what no list of
// channels shows: one from which the bot was removed may be deleted since.
func (w *Watch) Doubt(channel string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.doubted == nil || len(w.doubted) > maxHints {
		w.doubted = map[string]bool{}
	}
	w.doubted[channel] = true
}

// doubts returns the channels that are in doubt, once.
func (w *Watch) doubts() map[string]bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.doubted
	w.doubted = nil
	return out
}

// rounds compares the channels with what is kept of them, and tells what became
// of each.
func (w *Watch) rounds(ctx context.Context) error {
	doubts := w.doubts()
	before, err := w.Book.Places()
	if err != nil {
		return err
	}
	now, err := w.Site.List(ctx)
	if err != nil {
		return err
	}
	kept, err := w.Book.Places()
	if err != nil {
		return err
	}
	there := map[string]Channel{}
	for _, ch := range now {
		there[ch.ID] = ch
	}
	var errs []error
	for id, pl := range kept {
		if _, known := before[id]; !known && !doubts[id] {
			continue // made since the list was asked for, which says nothing of it
		}
		ch, in := there[id]
		same := in && !pl.Out && pl.called(ch) && ch.Archived == pl.Gone ||
			!in && (pl.Out || pl.Gone)
		if !same || doubts[id] {
			errs = append(errs, w.fate(ctx, id))
		}
	}
	for id, ch := range there {
		if _, known := kept[id]; !known && ch.Private && !ch.Archived {
			errs = append(errs, w.discover(ctx, id))
		}
	}
	return errors.Join(errs...)
}

// called reports whether a channel is called what is kept of it.
func (pl Place) called(ch Channel) bool { return ch.Name == pl.Name && ch.Title == pl.Title }

// discover keeps that the bot is in a channel that was not known. It looks once
// more, because the bot may be making, renaming or archiving it just now.
func (w *Watch) discover(ctx context.Context, id string) error {
	defer w.Hold(id)()
	ch, err := w.Site.Look(ctx, id)
	switch {
	case errors.Is(err, chat.ErrNotFound), errors.Is(err, chat.ErrNotMember):
		return nil // meanwhile
	case err != nil || ch.Archived:
		return err
	default:
		return w.Enter(ch)
	}
}

// fate finds out what became of a channel and tells it. It looks once more,
// because what the bot does itself is not to be taken for what others did.
func (w *Watch) fate(ctx context.Context, id string) error {
	defer w.Hold(id)()
	var pl Place
	if ok, err := w.Book.Get(KeepRoom+id, &pl); err != nil || !ok {
		return err
	}
	was := pl.Name
	ch, look := w.Site.Look(ctx, id)
	if look != nil {
		ch = Channel{}
	}
	what, err := pl.turn(ch, look)
	if err != nil || what == "" {
		return err
	}
	if what == chat.Expelled && pl.Blind == 0 {
		if pl.Blind, err = w.unseen(); err != nil {
			return err
		}
	}
	e := chat.Event{
		ID: fmt.Sprintf("room:%s:%d:%s", id, pl.Turn, what), User: w.who(id), At: chat.Ref{Platform: w.Book.Platform, Channel: id},
		Room: &chat.RoomChange{Fate: what, Name: ch.Name},
	}
	w.Book.Log.Warn("channel changed", "channel", id, "name", was, "fate", what, "by", e.User)
	// What was found is noted even when Run is to end just now.
	if _, err := w.work.Handle(w.work.ctx, e); err != nil { //nolint:contextcheck // the ctx of the work outlasts that of Run
		return fmt.Errorf("tell what became of channel %s: %w", id, err) // told again at the next look
	}
	if what == chat.Deleted {
		return w.Leave(id)
	}
	if err := w.Book.Save(KeepRoom+id, pl); err != nil {
		return err
	}
	if what == chat.Admitted || what == chat.Restored {
		w.Progress.MissedNow() // what was said there meanwhile
	}
	return nil
}

// turn notes what a look at a channel came to, and returns what became of it
// since the one before: nothing if that is empty. An error that says nothing of
// the channel is returned.
func (pl *Place) turn(ch Channel, look error) (what chat.Fate, err error) {
	switch {
	case errors.Is(look, chat.ErrNotFound):
		what = chat.Deleted
	case errors.Is(look, chat.ErrNotMember):
		if !pl.Out {
			what, pl.Out = chat.Expelled, true
		}
	case look != nil:
		return "", look
	case ch.Archived && !pl.Gone:
		what, pl.Gone = chat.Archived, true
	case !ch.Archived && pl.Gone:
		what, pl.Gone = chat.Restored, false
	case ch.Archived:
	case !ch.Member:
		if !pl.Out {
			what, pl.Out = chat.Expelled, true
		}
	case pl.Out:
		what, pl.Out = chat.Admitted, false
	case !pl.called(ch):
		what = chat.Renamed
	}
	if what != "" {
		pl.Turn++
	}
	if what != "" && look == nil {
		pl.Name, pl.Title = ch.Name, ch.Title
	}
	return what, nil
}

// unseen is since when a channel was not seen from which the bot was just found
// to be removed, in milliseconds.
func (w *Watch) unseen() (int64, error) {
	from, ok, err := w.Progress.Since()
	if err != nil || !ok {
		return w.Book.now(), err
	}
	return min(w.Book.now(), from.UnixMilli()), nil
}
