package slack

import (
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Bounds of a look for what was missed.
const (
	// window is how old the messages are that an hourly look looks at, and
	// matters those that one looks at after nobody listened for a while.
	window  = 7 * 24 * time.Hour
	matters = 60 * 24 * time.Hour
	// again is how often everything is looked through although nothing seems to
	// have been missed: Slack gives up telling after a while.
	again = time.Hour
	// noting is the pause between two notes of how far everything was handled.
	noting = 10 * time.Second
	// lag is how far behind the time those notes are: a connection may have
	// been dead for so long before that is noticed.
	lag = 2 * time.Minute
)

// lookBack has what was missed looked for, after nobody listened.
func (r *run) lookBack() {
	r.mu.Lock()
	r.gaps++
	r.deaf = true
	r.mu.Unlock()
	soon(r.look)
}

// gap is how many gaps there were so far, and whether nobody listened in one
// that was not looked through.
func (r *run) gap() (n int, deaf bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.gaps, r.deaf
}

// heal notes that everything since a gap was looked through.
func (r *run) heal(gap int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.healed = gap; r.gaps == gap {
		r.deaf = false
	}
}

// keepUp looks for what was missed, and notes how far everything was handled.
func (r *run) keepUp(ctx context.Context) error {
	note := time.NewTicker(noting)
	defer note.Stop()
	hourly := time.NewTicker(again)
	defer hourly.Stop()
	pause, due := noting, time.Time{}
	for {
		select {
		case <-ctx.Done():
			r.noteSteady()
			return nil
		case <-r.look:
		case <-r.p.progress.Again():
		case <-hourly.C:
		case <-note.C:
			now := r.p.o.Now()
			if !r.p.progress.Missing() {
				r.noteSteady()
				pause = noting
				continue
			} else if now.Before(due) {
				continue
			}
			// What cannot be handled is looked for less and less often: Slack
			// counts every look.
			due, pause = now.Add(pause), min(2*pause, again)
		}
		r.lookNow(ctx)
	}
}

// noteSteady notes how far everything was handled, if Slack can tell of all that
// happens: it has a connection, and none has ended since everything was looked
// through. It tells each thing to one connection, which may be dead for a while
// before that is noticed.
// Otherwise a reaction that a look finds would count as later than it was, and
// approve words that came after it.
func (r *run) noteSteady() {
	r.mu.Lock()
	steady := r.up > 0 && r.gaps == r.healed
	r.mu.Unlock()
	if steady {
		r.p.progress.NoteAt(r.p.o.Now().Add(-r.p.lag))
	}
}

// lookNow looks for what was missed until it was found. What happens meanwhile
// is handled all the same (see order).
func (r *run) lookNow(ctx context.Context) {
	r.p.learn(ctx, false)
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		began := r.p.o.Now()
		gap, deaf := r.gap()
		since, _, err := r.p.progress.Since()
		if err == nil {
			l := look{run: r, since: r.p.door.of(since).UnixMilli() - clockError, read: r.p.door.of(began).UnixMilli() - clockError, window: window}
			if deaf {
				l.window = matters
			}
			err = r.p.channels.Backfill(ctx, l.channel)
		}
		if err == nil {
			r.heal(gap)
			r.p.progress.CaughtUp()
			r.p.progress.NoteAt(began)
			r.rooms.Soon()
			return
		}
		if ctx.Err() != nil {
			return
		}
		r.p.o.Log.Warn("what was missed is not found yet", "err", err, "pause", pause)
		if !adapter.Sleep(ctx, pause) {
			return
		}
	}
}

// A look is one for what was missed. Its times are Slack's milliseconds.
type look struct {
	*run
	since  int64 // up to when everything was handled
	read   int64 // when it began: what it finds was so then, or later
	window time.Duration
}

// channel looks through one channel, or says in the log why Slack does not let
// it: one that it can never look through must not keep it from all others.
func (l look) channel(ctx context.Context, id string, from int64) (int, error) {
	// Where the bot could not see since longer, what is found may be as old.
	l.since = min(l.since, l.p.door.of(time.UnixMilli(from).Add(adapter.Overlap)).UnixMilli()-clockError)
	found, err := l.through(ctx, id, from)
	if err != nil && code(err) != "" && refused(err) && !errors.Is(err, chat.ErrNotMember) && !errors.Is(err, chat.ErrNotFound) && !errors.Is(err, chat.ErrArchived) {
		l.p.o.Log.Error("what was missed in a channel cannot be found", "channel", id, "err", err)
		return found, nil
	}
	return found, err
}

// through looks through one channel for what was not handled since a time: what
// the messages of the last days show, with the threads in which something was
// said since, or in which the bot itself has said something. A reaction that is
// found was given since everything was last handled.
func (l look) through(ctx context.Context, channel string, from int64) (int, error) {
	p := l.p
	begin := min(from, p.door.clock().Add(-l.window).UnixMilli())
	own, oldest, err := p.kept(channel, p.door.clock().Add(-matters).UnixMilli())
	if err != nil {
		return 0, err
	}
	if l.window == matters {
		begin = min(begin, oldest)
	}
	found := 0
	seen := map[string]bool{}
	var threads []string
	var failure error
	each := func(m slack.Message) bool {
		if seen[m.Timestamp] {
			return true // the first of a thread comes with it
		}
		seen[m.Timestamp] = true
		if last := millis(m.LatestReply); m.ReplyCount > 0 && m.ThreadTimestamp == m.Timestamp && (last >= from || own[m.Timestamp] && last >= begin) {
			threads = append(threads, m.Timestamp)
		}
		n, err := l.compare(ctx, channel, m, from)
		found += n
		failure = err
		return err == nil
	}
	if err := p.pages(ctx, adapter.Patient, channel, "", begin, each); err != nil || failure != nil {
		return found, errors.Join(err, failure)
	}
	for _, ts := range threads {
		err := p.pages(ctx, adapter.Patient, channel, ts, begin, each)
		if errors.Is(err, chat.ErrNotFound) && code(err) != "channel_not_found" {
			continue // deleted
		}
		if err != nil || failure != nil {
			return found, errors.Join(err, failure)
		}
	}
	return found, nil
}

// kept are the threads of a channel in which the bot has messages, and when the
// oldest of its messages was made that was changed after a time.
func (p *Platform) kept(channel string, after int64) (threads map[string]bool, oldest int64, err error) {
	threads, oldest = map[string]bool{}, after
	err = p.book.EachPosted(channel+"/", func(_ string, rec adapter.Posted) {
		if rec.Root != "" {
			threads[rec.Root] = true
		}
		if rec.Changed >= after {
			oldest = min(oldest, rec.At)
		}
	})
	return threads, oldest, err
}

// compare finds what was not handled of what a message shows.
func (l look) compare(ctx context.Context, channel string, m slack.Message, from int64) (int, error) {
	p := l.p
	at := chat.Ref{Platform: Name, Channel: channel, Message: m.Timestamp}
	if p.key(m) != "" {
		rec, ok, err := p.book.Posted(wire{}.Name(at))
		if err != nil || !ok && len(m.Reactions) == 0 {
			return 0, err
		}
		marks := marksOf(m.Reactions, l.since)
		if !isWhole(m.Reactions) {
			if marks, err = p.marks(ctx, adapter.Patient, channel, m.Timestamp); err != nil {
				return 0, err
			}
		}
		return l.differing(ctx, at, rec, marks), nil
	}
	if len(m.Files) == 0 || millis(m.Timestamp) < from {
		return 0, nil
	}
	t := told{Subtype: m.SubType, User: m.User, TS: m.Timestamp, ThreadTS: m.ThreadTimestamp, BotID: m.BotID, Files: m.Files}
	d, ok := dropped(t)
	if !ok {
		return 0, nil
	}
	d.At.Channel = channel
	l.drops.Add(ctx, d)
	return 1, nil
}

// differing has reactions handled that differ from what is kept.
func (l look) differing(ctx context.Context, at chat.Ref, rec adapter.Posted, marks []adapter.Mark) int {
	signs := adapter.Differing(at, rec.Signs, marks)
	for _, s := range signs {
		s.When, s.Read = l.since, l.read // also of one that was taken off: nobody knows better
		l.signs.Add(ctx, s)
	}
	return len(signs)
}
