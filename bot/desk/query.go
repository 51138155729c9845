package desk

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"appealbot/bot"
)

// View runs fn on a consistent view of the store.
func (d *Desk) View(ctx context.Context, fn func(bot.Tx) error) error { return d.o.Store.View(ctx, fn) }

// FindCase returns the case that an officer means: by its number, or, when
// number is empty, the one whose room this is.
func FindCase(tx bot.Tx, number, platform, channel string) (bot.Case, error) {
	if number != "" {
		k, err := tx.CaseByNumber(number)
		if errors.Is(err, bot.ErrNotFound) {
			return k, bot.Refuse(bot.ErrNotFound, "There is no case %s. Look at /appeal list, or begin it with /appeal new %s.", number, number)
		}
		return k, err
	}
	k, err := tx.CaseByRoom(platform, channel)
	if errors.Is(err, bot.ErrNotFound) {
		return k, bot.Refuse(bot.ErrNotFound, "This is not the channel of a case. Say it there, or add the occurrence number.")
	}
	return k, err
}

// FindAppeal returns the appeal that an officer means by ref: a case number
// ("2026-1234567": its newest appeal), one of its appeals ("2026-1234567/2",
// or "/2" in the case's room), or nothing (the newest of this room's case).
// Cancelled appeals are passed over unless named.
func FindAppeal(tx bot.Tx, ref, platform, channel string) (bot.Appeal, error) {
	number, nth, named := strings.Cut(ref, "/")
	k, err := FindCase(tx, number, platform, channel)
	if err != nil {
		return bot.Appeal{}, err
	}
	as, err := tx.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return bot.Appeal{}, err
	}
	if named {
		n, err := strconv.Atoi(nth)
		for _, a := range as {
			if err == nil && a.Number == n {
				return a, nil
			}
		}
		return bot.Appeal{}, bot.Refuse(bot.ErrNotFound, "Case %s has no appeal %q; it has %d.", k.Number, nth, k.Appeals)
	}
	for _, a := range as {
		if a.State != bot.Cancelled {
			return a, nil
		}
	}
	return bot.Appeal{}, bot.Refuse(bot.ErrNotFound, "Case %s has no appeal yet. Begin one with /appeal new %s.", k.Number, k.Number)
}

// FindReply returns the reply with a number ("R17" or "17") in a case.
func FindReply(tx bot.Tx, caseID bot.ID, ref string) (bot.Reply, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(strings.ToUpper(ref), "R"))
	if err != nil || n < 1 {
		return bot.Reply{}, bot.Refuse(bot.ErrInvalid, "%q is not an answer. They are numbered R1, R2 and so on.", ref)
	}
	rs, err := tx.RepliesOf(caseID, n, 1)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(rs) == 0 || rs[0].Number != n {
		return bot.Reply{}, bot.Refuse(bot.ErrNotFound, "There is no answer R%d in this case.", n)
	}
	return rs[0], nil
}
