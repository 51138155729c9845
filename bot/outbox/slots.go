package outbox

import (
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
)

// supersede gives up the earlier slots of a series about which somebody is still
// asked, now that p is published on the account: never are two of one series
// published at once.
func (w *Publisher) supersede(tx bot.Tx, p bot.Post) error {
	for n := p.Slot - 1; n > 0; n-- {
		q, err := tx.Post(bot.SlotPostID(p.Appeal, p.Digest, p.Account, p.Language, n, p.Op))
		if errors.Is(err, bot.ErrNotFound) {
			continue
		} else if err != nil {
			return err
		}
		if q.State == bot.PostPosted {
			return nil // those before it were seen to when it went out
		}
		if q.State != bot.PostHeld || !q.Recallable() {
			continue
		}
		if q, err = bot.Abandon(tx, q, w.Now()); err != nil {
			return err
		}
		q.State, q.Due, q.Note = bot.PostDropped, time.Time{}, "Nobody decided about it before the next one of the series went out."
		if err := tx.SetPost(q); err != nil {
			return err
		}
		if err := w.log(tx, "dropped post", q, q.Note); err != nil {
			return err
		}
		if err := w.ask(tx, q); err != nil {
			return err
		}
	}
	return nil
}

// leftOut tells the case's room of what is not published after all: nobody decided
// that, so nobody would know. Of an appeal that is over somebody has.
func (w *Publisher) leftOut(tx bot.Tx, p bot.Post) error {
	if p.State != bot.PostDropped || !p.Op.Publishes() {
		return nil
	}
	text := fmt.Sprintf("The %d. time of what is repeated was left out on %s. %s", p.Slot, w.Network.Account().Name, p.Note)
	if p.Slot == 0 {
		a, err := tx.Appeal(p.Appeal)
		if err != nil || a.State != bot.Approved {
			return err
		}
		k, err := tx.Case(p.Case)
		if err != nil {
			return err
		}
		text = fmt.Sprintf("%s %s/%d was left out on %s. %s", a.Kind.Title(), k.Number, a.Number, w.Network.Account().Name, p.Note)
	}
	return bot.Show(tx, w.Platforms, w.Now(), bot.Notice{
		Kind: bot.NoticeTell, Subject: p.Case, Case: p.Case, Thread: true, Text: text,
	}, "slot/"+string(p.ID))
}

// onceFor names what is told once: that an approved wording is public, of a series
// each time.
func onceFor(p bot.Post) string {
	if p.Slot == 0 {
		return p.Digest
	}
	return fmt.Sprintf("%s/%d", p.Digest, p.Slot)
}
