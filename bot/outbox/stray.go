package outbox

import (
	"errors"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// claimPull claims taking down what was published outside the program. Doing it
// twice does no harm, so one whose lease is over is simply done again.
func (w *Publisher) claimPull(tx bot.Tx, p bot.Post) (*task, error) {
	s, err := tx.Stray(p.Target)
	if err != nil {
		return nil, err
	}
	p.State = bot.PostSending
	p.Attempt++
	w.lease(&p)
	if err := tx.SetPost(p); err != nil {
		return nil, err
	}
	return &task{post: p, remote: s.Remote}, w.log(tx, "claimed pull", p, s.Remote)
}

// settlePull stores what came of it.
func (w *Publisher) settlePull(tx bot.Tx, p bot.Post, remote string, r network.Result) error {
	s, err := tx.Stray(p.Target)
	if err != nil {
		return err
	}
	p.Note, p.Lease = r.Note, time.Time{}
	w.pause(p.Op, r)
	what := ""
	switch r.Outcome {
	case network.Done:
		p.State, p.Due, p.Posted, p.Note, what = bot.PostPosted, time.Time{}, w.Now().UTC(), "", "pulled from network"
		s.Removed, s.Note = w.Now().UTC(), ""
	case network.No:
		p.State, p.Due, what = bot.PostRefused, time.Time{}, "pull refused"
		s.Note = r.Note
	default:
		p.State, p.Due, what = bot.PostQueued, w.Now().Add(max(r.Retry, w.backOffRemoval(p.Attempt))).UTC(), "pull failed"
		if p.Attempt >= troubleAfter {
			s.Note = r.Note + " It is tried again."
		}
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := tx.PutStray(s); err != nil {
		return err
	}
	if err := w.log(tx, what, p, remote); err != nil {
		return err
	}
	for _, platform := range w.Platforms {
		n, err := tx.Notice(bot.NoticeID(bot.NoticeStray, platform, s.Batch, ""))
		if errors.Is(err, bot.ErrNotFound) {
			continue // a platform that is new
		} else if err != nil {
			return err
		}
		if err := bot.Show(tx, []string{platform}, w.Now(), n, ""); err != nil {
			return err
		}
	}
	return nil
}
