package desk

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
)

// Relay limits. They keep a room readable: a handful of replies come one by
// one, more than that come as one message with the whole list attached.
const (
	relaySingly = 8    // replies shown one by one at most
	relayDigest = 1000 // replies in one digest at most
	alarms      = 20   // urgent replies shown at once in alarmWindow
	alarmWindow = time.Minute
)

// Relay turns the replies of a case that a platform has not shown yet into
// notices: a few one by one, many as one digest. The outbox calls it in the
// transaction that takes the relay notice. It reports whether there is more.
func (d *Desk) Relay(tx bot.Tx, n bot.Notice) (more bool, err error) {
	t, err := tx.Tally(n.Subject)
	if err != nil {
		return false, err
	}
	from := t.Shown[n.Platform] + 1
	backlog := t.Replies - from + 1
	if backlog <= 0 {
		return false, nil
	}
	now := d.Now()
	to := t.Replies
	if backlog <= relaySingly {
		rs, err := tx.RepliesOf(n.Subject, from, backlog)
		if err != nil {
			return false, err
		}
		slices.SortStableFunc(rs, func(a, b bot.Reply) int { return cmp.Compare(rank(a), rank(b)) })
		for i, r := range rs {
			// What is due at the same moment would be shown in any order.
			if err := d.single(tx, n.Platform, r, now.Add(time.Duration(i))); err != nil {
				return false, err
			}
		}
	} else {
		to = min(to, from+relayDigest-1)
		err := bot.Show(tx, []string{n.Platform}, now, bot.Notice{
			Kind: bot.NoticeDigest, Subject: n.Subject, Case: n.Case, Channel: n.Channel, From: from, To: to,
		}, fmt.Sprint(from))
		if err != nil {
			return false, err
		}
	}
	shown := map[string]int{n.Platform: to}
	for p, k := range t.Shown {
		if p != n.Platform {
			shown[p] = k
		}
	}
	t.Shown = shown
	if err := tx.PutTally(n.Subject, t); err != nil {
		return false, err
	}
	return to < t.Replies, d.keptUp(tx, n.Subject, now)
}

// rank puts emergencies before everything else.
func rank(r bot.Reply) int {
	if r.Emergency() {
		return 0
	}
	return 1
}

// keptUp has the cards shown anew that may have said a moment ago that the room
// is behind. One that waits to be shown will not say so.
func (d *Desk) keptUp(tx bot.Tx, caseID bot.ID, now time.Time) error {
	const newest = 10
	as, err := tx.AppealsOf(caseID, newest)
	if err != nil {
		return err
	}
	for _, a := range as {
		for _, platform := range d.o.Platforms {
			n, err := tx.Notice(bot.NoticeID(bot.NoticeCard, platform, a.ID, ""))
			if errors.Is(err, bot.ErrNotFound) || err == nil && n.Version > n.Sent && n.Lease.IsZero() {
				continue
			} else if err != nil {
				return err
			}
			if err := bot.Show(tx, []string{platform}, now, bot.Notice{Kind: bot.NoticeCard, Subject: a.ID, Case: a.Case, Lane: bot.LaneBulk}, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// single asks for one reply to be shown by itself, unless it was already.
func (d *Desk) single(tx bot.Tx, platform string, r bot.Reply, now time.Time) error {
	_, err := tx.Notice(bot.NoticeID(bot.NoticeReply, platform, r.ID, ""))
	if err == nil || !errors.Is(err, bot.ErrNotFound) {
		return err
	}
	return bot.Show(tx, []string{platform}, now, inRoom(bot.Notice{Kind: bot.NoticeReply, Subject: r.ID, Case: r.Case}), "")
}
