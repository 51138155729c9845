package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Pauses between two invitations of somebody who does not belong to the team.
// An administrator has to act, and that takes what it takes.
const (
	firstInvitation = time.Minute
	lastInvitation  = time.Hour
)

// invite invites everybody who was not invited yet. One whom the platform
// refuses keeps nobody else out.
func (w *Notifier) invite(ctx context.Context, k bot.Case, r *bot.Room) error {
	changed := false
	var failed []error
	for _, id := range k.Members {
		if slices.Contains(r.Members, id) || w.waits(*r, id) {
			continue
		}
		p, _ := w.Book().Roster.ByID(id)
		l, ok := p.On(w.Client.Platform())
		if ok {
			err := w.Client.Invite(ctx, r.Channel, l.User)
			if errors.Is(err, chat.ErrOutside) {
				failed = append(failed, w.outside(ctx, k, p, r))
				continue
			}
			if err != nil {
				failed = append(failed, fmt.Errorf("invite %s to %s: %w", id, r.Name, err))
				continue
			}
		}
		r.Members = append(slices.Clip(r.Members), id)
		r.Outside = slices.DeleteFunc(slices.Clone(r.Outside), func(o bot.Outsider) bool { return o.Person == id })
		changed = true
	}
	if changed {
		failed = append(failed, w.keep(ctx, k.ID, r, event("invited members", *r)))
	}
	return errors.Join(failed...)
}

// waits reports whether somebody's invitation was refused too recently to be
// tried again.
func (w *Notifier) waits(r bot.Room, id bot.ID) bool {
	return slices.ContainsFunc(r.Outside, func(o bot.Outsider) bool { return o.Person == id && o.Next.After(w.Now()) })
}

// outside remembers that somebody does not belong to the team, and says so the
// first time.
func (w *Notifier) outside(ctx context.Context, k bot.Case, p bot.Person, r *bot.Room) error {
	r.Outside = slices.Clone(r.Outside)
	i := slices.IndexFunc(r.Outside, func(o bot.Outsider) bool { return o.Person == p.ID })
	first := i < 0
	if first {
		i = len(r.Outside)
		r.Outside = append(r.Outside, bot.Outsider{Person: p.ID})
	}
	o := &r.Outside[i]
	o.Next = w.Now().Add(min(firstInvitation<<min(o.Tries, 10), lastInvitation)).UTC()
	o.Tries++
	if !first {
		return w.keep(ctx, k.ID, r)
	}
	return w.keep(ctx, k.ID, r, func(w *Notifier, tx bot.Tx, k bot.Case) error {
		if err := w.log(tx, k, "could not invite", fmt.Sprintf("%s does not belong to the team of %s %s", p.ID, r.Name, r.Channel)); err != nil {
			return err
		}
		text := fmt.Sprintf("%s does not belong to the team of this channel and could not be invited. Ask an administrator to add %s to the team; "+
			"the invitation follows by itself, within an hour at most.", p.Name, p.Name)
		return bot.Show(tx, []string{w.Client.Platform()}, w.Now(), bot.Notice{
			Kind: bot.NoticeTell, Subject: k.ID, Case: k.ID, Text: text, Thread: true,
		}, "outside/"+string(p.ID))
	})
}
