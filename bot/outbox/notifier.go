package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/due"
)

// A Notifier shows the notices of one chat platform. Its fields are set before
// Run and not changed afterwards; Step is for one goroutine at a time.
type Notifier struct {
	Store  bot.Store
	Files  bot.Blobs
	Desk   Desk
	Client chat.Client
	Book   func() card.Book
	Now    func() time.Time
	Log    *slog.Logger
	Lease  time.Duration
	// Channels maps the names that notices use ("duty", "newsroom") to the
	// public channels of the platform. What is for a channel that is not
	// here is not shown.
	Channels map[string]string
	// Exercise marks every message as practice.
	Exercise bool
	// Wake, if set, is called when a step may have left something for others
	// to do.
	Wake func()
	// Observe, if set, is told about every notice that was shown or failed.
	Observe func(kind bot.NoticeKind, err error, took time.Duration)

	cool map[string]time.Time // when a room takes the next message
	ids  map[string]string    // channel name -> id
}

// ahead is how many due notices are looked at first for one that is wanted.
const ahead = 256

// Step shows one due notice. It reports whether there was one that could be
// shown now.
func (w *Notifier) Step(ctx context.Context) (bool, error) {
	var n *bot.Notice
	var head bot.Notice
	acted := false
	err := w.Store.Update(ctx, func(tx bot.Tx) error {
		var err error
		if head, acted, err = w.first(tx, w.Now(), w.ready); err != nil || !acted {
			return err
		}
		n, err = w.claim(tx, head)
		return err
	})
	if err != nil && head.ID != "" && ctx.Err() == nil {
		return true, w.postpone(ctx, head, err)
	}
	if err != nil || n == nil {
		if acted {
			ring(w.Wake)
		}
		return acted, err
	}
	defer ring(w.Wake)
	start := w.Now()
	shown, err := w.show(ctx, n)
	if w.Observe != nil {
		w.Observe(n.Kind, err, w.Now().Sub(start))
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
	defer cancel()
	return true, w.Store.Update(ctx, func(tx bot.Tx) error { return w.settle(tx, *n, head.Due, shown, err) })
}

// first returns the first wanted notice that is due at t. It looks further only
// when those before it are not wanted: hundreds that wait for one room must not
// hide one for another.
func (w *Notifier) first(tx bot.Tx, t time.Time, wanted func(bot.Notice) bool) (bot.Notice, bool, error) {
	for n := ahead; ; n *= 4 {
		due, err := tx.DueNotices(w.Client.Platform(), t.UTC(), n)
		if err != nil {
			return bot.Notice{}, false, err
		}
		if i := slices.IndexFunc(due, wanted); i >= 0 {
			return due[i], true, nil
		}
		if len(due) < n {
			return bot.Notice{}, false, nil
		}
	}
}

// postpone puts off a notice that cannot even be claimed, so that it does not
// keep the others from being shown.
func (w *Notifier) postpone(ctx context.Context, n bot.Notice, why error) error {
	w.Log.Error("notice cannot be claimed", "notice", n.ID, "err", why)
	n.Attempt++
	n.Note, n.Due = why.Error(), w.Now().Add(w.pause(n, why)).UTC()
	if err := w.Store.Update(ctx, func(tx bot.Tx) error { return tx.PutNotice(n) }); err != nil {
		return errors.Join(why, err) // the store itself fails
	}
	return nil
}

// ready reports whether the room of a notice takes a message now. A watch sends
// none.
func (w *Notifier) ready(n bot.Notice) bool {
	return n.Kind == bot.NoticeWatch || !w.cool[room(n)].After(w.Now())
}

// room names where a notice goes, for pacing.
func room(n bot.Notice) string { return string(n.Case) + "/" + n.Channel }

// claim makes the notice ours. A relay or a watch has its whole effect here.
func (w *Notifier) claim(tx bot.Tx, n bot.Notice) (*bot.Notice, error) {
	if n.Kind == bot.NoticeRelay {
		more, err := w.Desk.Relay(tx, n)
		if err != nil {
			return nil, fmt.Errorf("relay: %w", err)
		}
		n.Sent, n.Due = n.Version, time.Time{}
		if more {
			n.Due = w.Now().Add(w.Client.Capabilities().Every).UTC()
		}
		return nil, tx.PutNotice(n)
	}
	if n.Kind == bot.NoticeWatch {
		next, err := w.Desk.Watch(tx, n)
		if err != nil {
			return nil, fmt.Errorf("watch: %w", err)
		}
		n.Sent, n.Attempt, n.Due = n.Version, 0, next.UTC()
		return nil, tx.PutNotice(n)
	}
	n.Lease = w.Now().Add(w.Lease).UTC()
	n.Due = n.Lease
	n.Attempt++
	return &n, tx.PutNotice(n)
}

// shown is what became of a notice outside.
type shown struct {
	ref    chat.Ref
	digest string // of the appeal that the message shows
	over   bool   // there is nothing to show any more
	maybe  bool   // it failed, and the message may be there all the same
}

// show renders the newest state and puts it where it belongs.
func (w *Notifier) show(ctx context.Context, n *bot.Notice) (s shown, err error) {
	ctx, stop := context.WithTimeout(ctx, w.Lease/2) // a platform that hangs must not stop every other notice
	defer stop()
	defer func() {
		if p := recover(); p != nil {
			w.Log.Error("notice panicked", "kind", n.Kind, "notice", n.ID, "panic", p)
			err = fmt.Errorf("show notice %s: panic: %v", n.ID, p)
		}
	}()
	if n.Kind == bot.NoticeRoom {
		_, err := w.room(ctx, n.Case)
		return shown{over: err == nil}, err
	}
	m, s, err := w.render(ctx, *n)
	if err != nil || s.over {
		return s, err
	}
	at, err := w.channel(ctx, *n)
	if at.channel == "" && err == nil {
		s.over = true // the department has no such channel
	}
	if err != nil || s.over {
		return s, err
	}
	m.Exercise = m.Exercise || w.Exercise
	s.ref, err = w.put(ctx, n, at, m)
	if gone(err) {
		w.forgetPublic(at.channel)
	}
	if n.Case != "" && n.Channel == "" && gone(err) {
		s.ref, err = w.elsewhere(ctx, n, m, err)
	}
	if !errors.Is(err, errCardFirst) { // nothing was said, and the card must not wait for that
		w.paced(*n)
	}
	limited := (*chat.RateLimited)(nil)
	s.maybe = err != nil && !gone(err) && !errors.Is(err, errCardFirst) && !errors.As(err, &limited)
	return s, err
}

// gone reports whether a room takes nothing any more: somebody archived or
// deleted it, or removed the bot from it.
func gone(err error) bool {
	return errors.Is(err, chat.ErrArchived) || errors.Is(err, chat.ErrNotMember) || errors.Is(err, chat.ErrNotFound)
}

// elsewhere shows a notice in the duty channel whose room is gone: what the
// public answers must be seen all the same.
func (w *Notifier) elsewhere(ctx context.Context, n *bot.Notice, m chat.Message, why error) (chat.Ref, error) {
	w.Log.Warn("room is gone", "case", n.Case, "err", why)
	at, err := w.instead(ctx)
	if at.channel == "" || err != nil {
		return chat.Ref{}, errors.Join(why, err)
	}
	return w.put(ctx, n, at, m)
}

// put updates the message that shows the notice, or posts it.
func (w *Notifier) put(ctx context.Context, n *bot.Notice, to spot, m chat.Message) (chat.Ref, error) {
	key, channel := string(n.ID), to.channel
	if !to.home {
		key += "@" + channel // under its own key it may be elsewhere
	}
	if n.Message != "" && n.Posted == channel {
		at := chat.Ref{Platform: n.Platform, Channel: n.Posted, Message: n.Message}
		err := w.Client.Update(ctx, at, m)
		if !errors.Is(err, chat.ErrNotFound) {
			return at, err
		}
		key = fmt.Sprintf("%s@%d", n.ID, n.Version) // somebody deleted it: post it anew
	}
	thread := ""
	if n.Thread {
		var err error
		if thread, err = w.thread(ctx, *n, channel); err != nil {
			return chat.Ref{}, err
		}
	}
	at, err := w.Client.Post(ctx, key, channel, thread, m)
	if err == nil && (n.Attempt > 1 || n.Posted != "" && n.Posted != channel) {
		// An earlier attempt, or a time when it was shown here before, may have
		// posted an older state under this key.
		err = w.Client.Update(ctx, at, m)
		if errors.Is(err, chat.ErrNotFound) { // and somebody deleted that
			return w.Client.Post(ctx, fmt.Sprintf("%s@%d", key, n.Version), channel, thread, m)
		}
	}
	return at, err
}

// thread returns the message of the card that a notice belongs under; empty
// when there is none.
func (w *Notifier) thread(ctx context.Context, n bot.Notice, channel string) (string, error) {
	var message string
	err := w.Store.View(ctx, func(tx bot.Tx) error {
		appeal := n.Subject
		if appeal == n.Case {
			as, err := tx.AppealsOf(n.Case, 1)
			if err != nil || len(as) == 0 {
				return err
			}
			appeal = as[0].ID
		}
		c, err := tx.Notice(bot.NoticeID(bot.NoticeCard, n.Platform, appeal, ""))
		if errors.Is(err, bot.ErrNotFound) {
			return nil
		}
		if c.Posted == channel {
			message = c.Message
		}
		if err == nil && c.Message == "" && n.Attempt < 10 {
			return errCardFirst
		}
		return err
	})
	return message, err
}

// errCardFirst postpones a notice until the card that it belongs under is
// shown.
var errCardFirst = errors.New("the card is not shown yet")

// paced remembers when the room takes the next message.
func (w *Notifier) paced(n bot.Notice) {
	w.rest(n, w.Client.Capabilities().Every)
}

// rest gives the notice's room a pause.
func (w *Notifier) rest(n bot.Notice, d time.Duration) {
	now := w.Now()
	if len(w.cool) >= 1000 {
		maps.DeleteFunc(w.cool, func(_ string, t time.Time) bool { return !t.After(now) })
	}
	if w.cool == nil {
		w.cool = map[string]time.Time{}
	}
	w.cool[room(n)] = now.Add(d)
}

// settle stores what became of a notice that was due at due.
func (w *Notifier) settle(tx bot.Tx, was bot.Notice, due time.Time, s shown, failed error) error {
	n, err := tx.Notice(was.ID)
	if err != nil {
		return err
	}
	if !n.Lease.Equal(was.Lease) {
		return nil // somebody else shows it by now
	}
	n.Lease = time.Time{}
	if failed != nil {
		if s.maybe {
			n.Lease = was.Lease // what people do with the message waits until it is found
		}
		n.Note, n.Due = failed.Error(), w.Now().Add(w.pause(was, failed)).UTC()
		if limited := (*chat.RateLimited)(nil); errors.As(failed, &limited) {
			n.Due = due // the whole room rests, and keeps its order
		}
		w.Log.Warn("notice not shown", "kind", n.Kind, "notice", n.ID, "attempt", n.Attempt, "err", failed)
		return tx.PutNotice(n)
	}
	n.Sent, n.Attempt, n.Note, n.Due = was.Version, 0, "", time.Time{}
	if n.Version > was.Version {
		n.Due = w.Now().UTC() // it was asked for again meanwhile
	}
	if !s.over {
		n.Message, n.Posted, n.Shown = s.ref.Message, s.ref.Channel, s.digest
	}
	if err := tx.PutNotice(n); err != nil {
		return err
	}
	if n.Case == "" {
		return nil
	}
	return w.roomLater(tx, n)
}

// pause is how long a failed notice waits.
func (w *Notifier) pause(n bot.Notice, err error) time.Duration {
	var limited *chat.RateLimited
	switch {
	case errors.As(err, &limited):
		pause := max(limited.After, time.Second)
		w.rest(n, pause)
		return pause
	case errors.Is(err, errCardFirst):
		return 200 * time.Millisecond
	default:
		return min(time.Second<<min(n.Attempt, 6), time.Minute)
	}
}

// Run shows notices until ctx ends.
func (w *Notifier) Run(ctx context.Context, wake <-chan struct{}) error {
	return due.Run(ctx, wake, w.Now, w.Step, w.next)
}

// next is when the next notice can be shown: now, when one is due whose room
// takes a message; otherwise when the first of them becomes due or a room ready.
func (w *Notifier) next(ctx context.Context) (at time.Time, any bool, err error) {
	now := w.Now()
	ready := false
	err = w.Store.View(ctx, func(tx bot.Tx) error {
		if at, any, err = tx.NextNotice(w.Client.Platform()); err != nil || !any || at.After(now) {
			return err
		}
		if _, ready, err = w.first(tx, now, w.ready); err != nil || ready {
			return err
		}
		at, err = w.soonest(tx, now)
		return err
	})
	return at, any, err
}

// soonest is when to look again while everything that is due waits for its
// room.
func (w *Notifier) soonest(tx bot.Tx, now time.Time) (time.Time, error) {
	at := now.Add(due.Idle)
	for _, t := range w.cool {
		if t.After(now) && t.Before(at) {
			at = t
		}
	}
	_, _, err := w.first(tx, at, func(n bot.Notice) bool {
		if n.Due.After(now) && n.Due.Before(at) {
			at = n.Due // for a room that does not wait
		}
		return false
	})
	return at, err
}
