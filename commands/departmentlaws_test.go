package commands_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat/practice"
	"appealbot/bot/network"
	"appealbot/commands"
)

// laws are the promises, as somebody outside the program can hold it to them.
type laws struct {
	d      *department
	read   map[string]string // what the card said, by appeal and digest, when it was approved
	sent   map[string]bool   // what was sent, by account, key and words
	said   []string          // what the public wrote, each in words of its own
	broken []string
}

func newLaws(d *department) *laws {
	return &laws{d: d, read: map[string]string{}, sent: map[string]bool{}}
}

func (l *laws) breach(format string, args ...any) {
	l.broken = append(l.broken, fmt.Sprintf(format, args...))
}

// approved keeps what the cards say of what has just been approved. It is called after
// everything that people do, and before anything is published.
func (l *laws) approved() error {
	d := l.d
	return d.store.View(d.t.Context(), func(tx bot.Tx) error {
		as, err := tx.OpenAppeals(1000)
		if err != nil {
			return err
		}
		for _, a := range as {
			if key := string(a.ID) + "/" + a.Digest; a.State == bot.Approved && l.read[key] == "" {
				v, err := card.Load(tx, a.ID)
				if err != nil {
					return err
				}
				book := commands.Book(d.desk)
				l.read[key] = unquoted(book.Appeal(v).Plain())
			}
		}
		return nil
	})
}

// publishing looks at a request before it is sent: what it says was read on a card and
// approved, and that approval stands. What was sent before may be sent again.
func (l *laws) publishing(ctx context.Context, a network.Attempt) {
	text := a.Part.Text
	if l.sent[a.Key+"/"+text] {
		return
	}
	l.sent[a.Key+"/"+text] = true
	err := l.d.store.View(ctx, func(tx bot.Tx) error {
		return l.mayPublish(tx, a.Post, text, a.Post.Part() == 0)
	})
	if err != nil {
		l.breach("published on %s what must not be: %v: %q", a.Post.Account, err, text)
	}
}

// editing is publishing for words that take the place of others.
func (l *laws) editing(ctx context.Context, account bot.AccountID, remote string, p bot.Part) {
	err := l.d.store.View(ctx, func(tx bot.Tx) error {
		sending, err := tx.PostsIn(bot.PostSending, 100)
		if err != nil {
			return err
		}
		for _, q := range sending {
			if q.Op != bot.OpEdit || q.Account != account {
				continue
			}
			if t, err := tx.Post(q.Target); err == nil && slices.Contains(t.Remotes, remote) {
				return l.mayPublish(tx, q, p.Text, true)
			}
		}
		return errors.New("nobody has claimed it")
	})
	if err != nil {
		l.breach("changed a post on %s as it must not be: %v: %q", account, err, p.Text)
	}
}

// mayPublish says why a post may not go out, as the store has it now.
func (l *laws) mayPublish(tx bot.Tx, p bot.Post, text string, first bool) error {
	a, err := tx.Appeal(p.Appeal)
	if err != nil {
		return err
	}
	k, err := tx.Case(a.Case)
	if err != nil {
		return err
	}
	now := l.d.time()
	read := l.read[string(a.ID)+"/"+p.Digest]
	switch {
	case a.State != bot.Approved || a.Digest != p.Digest:
		return fmt.Errorf("its appeal is %s, and its digest the present one: %t", a.State, a.Digest == p.Digest)
	case read == "":
		return errors.New("nobody has approved it")
	case !l.onCard(read, p, text):
		return fmt.Errorf("the card said %q", read)
	case first && a.Content.At.After(now):
		return fmt.Errorf("its time is %s", a.Content.At)
	}
	if slot, in := a.Plan.Slot(p.Slot); p.Slot > 0 && (!in || slot.At.After(now)) {
		return fmt.Errorf("its slot is at %s", slot.At)
	}
	if _, ends := k.GivesWay(a.Rests(), now); !ends.IsZero() && !now.Before(ends) {
		return fmt.Errorf("what it rests on ended at %s", ends)
	}
	fs, err := tx.Freezes()
	if err != nil {
		return err
	}
	for _, f := range fs {
		if f.Stops(p.Account, p.Case) {
			return fmt.Errorf("publication is stopped: %s", f.Reason)
		}
		if _, on := f.Window(p.Account); on && first && now.Before(f.Until) {
			return fmt.Errorf("there is a blackout until %s", f.Until)
		}
	}
	return l.agreed(a)
}

// onCard reports whether words stood on a card. Of a series it shows the first time in
// full, and of the others the line above the words.
func (*laws) onCard(read string, p bot.Post, text string) bool {
	lines := []string{text}
	if p.Slot > 1 {
		lines = strings.SplitN(text, "\n\n", 2)
	}
	return !slices.ContainsFunc(lines, func(s string) bool { return !strings.Contains(read, flat(s)) })
}

// unquoted is what a card says without the signs that mark what it quotes.
func unquoted(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(strings.TrimSpace(lines[i]), ">")
	}
	return flat(strings.Join(lines, " "))
}

// agreed demands as many officers as were asked for, none of whom wrote any of it; or
// one who is on record for having published it alone.
func (l *laws) agreed(a bot.Appeal) error {
	people := map[bot.ID]bool{}
	for _, ap := range a.Approvals {
		if ap.Digest == a.Digest && !slices.Contains(a.Editors, ap.By.Person) {
			people[ap.By.Person] = true
		}
	}
	if a.Alone != nil && a.Alone.Digest == a.Digest && a.Alone.By.Person == "bob" || len(people) >= l.d.rules.For(a.Kind).Need && len(people) >= 1 {
		return nil
	}
	return fmt.Errorf("%d officers have approved it, and %d wrote it", len(people), len(a.Editors))
}

// now are the laws that hold whenever nothing is left to do at this moment.
func (l *laws) now() error {
	d := l.d
	l.once()
	if s := d.erred(); s != "" {
		l.breach("the program's log has an error: %s", s)
	}
	return d.store.View(d.t.Context(), func(tx bot.Tx) error {
		if at, any, err := tx.NextJob(); err != nil || any && !at.After(d.time()) {
			l.breach("a job is stuck at %s: %v", at, err)
		}
		for _, n := range d.networks {
			if at, any, err := tx.NextPost(n.Account().ID); err != nil || any && !at.After(d.time()) {
				l.breach("a post on %s is stuck at %s: %v", n.Account().ID, at, err)
			}
		}
		as, err := tx.OpenAppeals(1000)
		if err != nil {
			return err
		}
		for _, a := range as {
			if err := l.reminded(tx, a); err != nil {
				return err
			}
		}
		return l.told(tx)
	})
}

// once demands that nothing is on a wall twice, and that everything on it was sent.
func (l *laws) once() {
	for _, n := range l.d.networks {
		seen := map[string]string{}
		for _, p := range l.d.posts(n.Account().ID) {
			key := strings.TrimSuffix(p.Ref, "-alone")
			if other, twice := seen[key]; twice {
				l.breach("published twice on %s, as %s and as %s: %q", p.Account, other, p.ID, p.Text)
			}
			seen[key] = p.ID
		}
	}
}

// reminded demands that somebody is called to what waits, or was told that its time is
// over.
func (l *laws) reminded(tx bot.Tx, a bot.Appeal) error {
	if a.State != bot.Waiting || a.Reminded.Missed {
		return nil
	}
	j, err := tx.Job(bot.JobID(bot.JobRemind, a.ID))
	if errors.Is(err, bot.ErrNotFound) {
		l.breach("%s waits since %s, and nobody will be reminded of it", a.ID, a.Changed.At)
		return nil
	}
	if ahead := j.Due.Sub(l.d.time()); err == nil && ahead > 48*time.Hour && a.Content.At.IsZero() {
		l.breach("%s waits, and the next reminder of it comes in %s", a.ID, ahead)
	}
	return err
}

// told demands that people are asked about everything that no machine can decide.
func (l *laws) told(tx bot.Tx) error {
	for _, s := range []bot.PostState{bot.PostRefused, bot.PostAbsent, bot.PostHeld} {
		ps, err := tx.PostsIn(s, 1000)
		if err != nil {
			return err
		}
		for _, p := range ps {
			if s == bot.PostHeld && strings.Contains(p.Note, "topped") || !p.Op.Publishes() {
				continue // resuming asks
			}
			n, err := tx.Notice(bot.NoticeID(bot.NoticeAsk, practice.Name, p.ID, ""))
			if err != nil && !errors.Is(err, bot.ErrNotFound) {
				return err
			}
			if err != nil || n.Sent == 0 && n.Due.IsZero() {
				l.breach("%s on %s is %s (%s), and nobody was asked", p.ID, p.Account, p.State, p.Note)
			}
		}
	}
	return nil
}
