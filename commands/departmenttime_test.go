package commands_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"appealbot/bot"
	keeping "appealbot/bot/accounts"
	"appealbot/bot/chat/practice"
	"appealbot/bot/desk"
	"appealbot/bot/network"
)

// settle lets everything happen that is due, until nothing is or the program is dead.
func (d *department) settle() error {
	for round := range 60 {
		acted := round == 0 && d.read()
		for range 200 {
			stepped := false
			for _, o := range d.outboxes {
				a, err := o.Step(d.t.Context())
				if err != nil && !d.memory.isDead() {
					return fmt.Errorf("%T: %w", o, err)
				}
				stepped = stepped || a
			}
			if acted = acted || stepped; !stepped || d.memory.isDead() {
				break
			}
		}
		if d.memory.isDead() {
			return nil
		}
		if err := d.looks(); err != nil && !d.memory.isDead() {
			return err
		}
		next, err := d.next()
		if err != nil || next.IsZero() || next.After(d.time().Add(3*time.Second)) && !acted {
			return err
		}
		d.jump(2 * time.Second) // rooms take one message a second
	}
	return nil
}

// read reads what the public wrote, and reports whether there was any.
func (d *department) read() (acted bool) {
	for _, r := range d.readers {
		for more := true; more; {
			var err error
			if more, err = r.Step(d.t.Context()); err != nil {
				break // the network is down
			}
			acted = acted || more
		}
	}
	return acted
}

// looks looks whether what was taken down is gone, where that is due, and makes sure of
// each account whenever it has begun to fail or to work.
func (d *department) looks() error {
	for _, n := range d.networks {
		if err := d.probe(n); err != nil {
			return err
		}
		k, err := keeping.New(keeping.Options{Desk: d.desk, Network: n, Now: d.time, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			return err
		}
		if _, err := k.LookGone(d.t.Context()); err != nil {
			return err
		}
	}
	return nil
}

// probe makes sure of an account, if it fails in another way than when that was done last.
func (d *department) probe(n network.Network) error {
	id := n.Account().ID
	f := d.wall.Fault(id).Kind
	if f == d.probed[id] {
		return nil
	}
	d.probed[id] = f
	r := desk.Probe{OK: true}
	if a, failed := errors.AsType[*network.AnswerError](n.Probe(d.t.Context())); failed {
		r = desk.Probe{Problem: a.Note, Reconnect: a.Cause == network.Reconnect}
	}
	return d.desk.Probed(d.t.Context(), id, r)
}

// next is when something is due next; zero for never.
func (d *department) next() (first time.Time, err error) {
	note := func(at time.Time, any bool, err error) error {
		if err == nil && any && (first.IsZero() || at.Before(first)) {
			first = at
		}
		return err
	}
	err = d.store.View(d.t.Context(), func(tx bot.Tx) error {
		errs := []error{}
		at, any, err := tx.NextJob()
		errs = append(errs, note(at, any, err))
		at, any, err = tx.NextNotice(practice.Name)
		errs = append(errs, note(at, any, err))
		for _, n := range d.networks {
			at, any, err := tx.NextPost(n.Account().ID)
			errs = append(errs, note(at, any, err))
			at, any, err = tx.NextLook(n.Account().ID)
			errs = append(errs, note(at, any, err))
		}
		return errors.Join(errs...)
	})
	return first, err
}

// jump sets the clock.
func (d *department) jump(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

// mostWakes is how often the program wakes while time passes, before the rest of it
// passes while the program is down.
const mostWakes = 25

// pass lets time pass, in which everything happens when it is due.
func (d *department) pass(by time.Duration) error {
	until := d.time().Add(by)
	for range mostWakes {
		if err := d.settle(); err != nil || d.memory.isDead() {
			return err
		}
		next, err := d.next()
		if err != nil {
			return err
		}
		if next.IsZero() || !next.Before(until) {
			break
		}
		d.jump(max(next.Sub(d.time()), time.Second))
	}
	if left := until.Sub(d.time()); left > 0 {
		d.jump(left)
	}
	return d.settle()
}

// erred is what the program has written into its log that must never be there. That
// it was killed is no fault of its own, nor that the machine is slow.
func (d *department) erred() string {
	var out []string
	for line := range strings.Lines(d.output.said()) {
		if strings.Contains(line, "level=ERROR") && !strings.Contains(line, errDead.Error()) && !strings.Contains(line, context.DeadlineExceeded.Error()) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}
