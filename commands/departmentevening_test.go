package commands_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	wall "appealbot/bot/network/practice"
)

// evening are the laws that hold when every network has worked for a while.
func (l *laws) evening() error {
	d := l.d
	if _, err := d.store.Verify(d.t.Context()); err != nil {
		l.breach("the audit log: %v", err)
	}
	if err := d.store.View(d.t.Context(), l.settled); err != nil {
		return err
	}
	for _, n := range d.networks {
		for _, p := range d.posts(n.Account().ID) {
			if !p.Removed.IsZero() {
				continue
			}
			if err := d.store.View(d.t.Context(), func(tx bot.Tx) error { return l.mayStay(tx, p.Account, p.ID) }); err != nil {
				l.breach("still public on %s is %s, which must not be: %v: %q\n%s", p.Account, p.ID, err, p.Text, d.fateOf(p.Account, p.ID))
			}
		}
	}
	return l.heard()
}

// settled demands that nothing is on its way any more, that no time of a series was
// published twice, and that of two revisions of an appeal one at most is public.
func (l *laws) settled(tx bot.Tx) error {
	for _, s := range []bot.PostState{bot.PostSending, bot.PostUnknown} {
		ps, err := tx.PostsIn(s, 100)
		if err != nil {
			return err
		}
		for _, p := range ps {
			l.breach("nobody knows what became of %s on %s: it is %s since %s", p.ID, p.Account, p.State, p.Created)
		}
	}
	times, live := map[string]string{}, map[string]string{}
	for _, n := range l.d.networks {
		for _, w := range l.d.posts(n.Account().ID) {
			p, err := tx.PostByRemote(w.Account, w.ID)
			if errors.Is(err, bot.ErrNotFound) || err == nil && p.Remotes[0] != w.ID {
				continue // the rest of a thread; what is public and unknown, mayStay finds
			} else if err != nil {
				return err
			}
			a, err := tx.Appeal(p.Appeal)
			if err != nil {
				return err
			}
			place := fmt.Sprintf("of %s on %s in %s", a.ID, w.Account, p.Language)
			switch {
			case p.Slot > 0:
				l.only(times, fmt.Sprintf("time %d %s", p.Slot, place), w)
			case a.Series != "":
				l.only(times, fmt.Sprintf("time %d of %s on %s in %s", a.Slot, a.Series, w.Account, p.Language), w)
			case w.Removed.IsZero():
				l.only(live, place, w)
			}
		}
	}
	return nil
}

// only demands that a place was taken by one post.
func (l *laws) only(taken map[string]string, place string, w wall.Post) {
	if other, twice := taken[place]; twice {
		l.breach("published twice: %s, as %s and as %s: %q", place, other, w.ID, w.Text)
	}
	taken[place] = w.ID
}

// mayStay says why something may not be public any more.
func (l *laws) mayStay(tx bot.Tx, account bot.AccountID, remote string) error {
	p, err := tx.PostByRemote(account, remote)
	if err != nil {
		return err
	}
	a, err := tx.Appeal(p.Appeal)
	if err != nil {
		return err
	}
	k, err := tx.Case(p.Case)
	if err != nil {
		return err
	}
	ps, err := tx.PostsOf(a.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(ps, func(r bot.Post) bool { return r.Op == bot.OpRemove && r.Target == p.ID })
	switch _, ends := k.GivesWay(a.Rests(), l.d.time()); {
	case i >= 0 && ps[i].State == bot.PostRefused && ps[i].Pursued():
		_, err := tx.Job(bot.JobID(bot.JobGone, k.ID)) // people are told, who have to remove it by hand
		return err
	case i >= 0:
		return fmt.Errorf("its removal is %s: %s; looked %d times: %s", ps[i].State, ps[i].Note, ps[i].Gone.Looks, ps[i].Gone.Note)
	case !ends.IsZero() && !l.d.time().Before(ends):
		return fmt.Errorf("what it rests on ended at %s", ends)
	case p.State == bot.PostRemoved:
		return errors.New("it counts as removed")
	case a.State == bot.Cancelled:
		return fmt.Errorf("its appeal was cancelled: %s", a.Note)
	case a.State == bot.Done && k.Closed.Name == "":
		return fmt.Errorf("its appeal is over: %s", a.Note)
	}
	return nil
}

// heard demands that everything that the public wrote is in a case, once.
func (l *laws) heard() error {
	count := map[string]int{}
	if err := l.d.store.View(l.d.t.Context(), func(tx bot.Tx) error {
		ks, err := tx.Cases("", 100)
		if err != nil {
			return err
		}
		for _, k := range append(ks, bot.Case{ID: bot.Elsewhere}) {
			rs, err := tx.RepliesOf(k.ID, 0, 10000)
			if err != nil {
				return err
			}
			for _, r := range rs {
				count[r.Text]++
			}
		}
		return nil
	}); err != nil {
		return err
	}
	shown, err := l.d.repliesShown()
	if err != nil {
		return err
	}
	for _, text := range l.said {
		if count[text] != 1 {
			l.breach("what the public wrote was stored %d times: %q", count[text], text)
		}
		if n := strings.Count(shown, text); n != 1 {
			l.breach("what the public wrote is in the rooms %d times: %q", n, text)
		}
	}
	return nil
}
