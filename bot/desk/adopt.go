package desk

import (
	"errors"
	"maps"
	"time"

	"appealbot/bot"
)

// Bounds of what Adopt looks through: it runs inside the transaction that
// settles a post.
const (
	adoptable = 500
	adoptSpan = 24 * time.Hour
)

// adopted marks the notice of a reply that was shown in the duty channel before
// it came into its case.
const adopted = "case"

// Adopt brings answers to a part of p into p's case that were read before it was
// known that the part is public: the network's answer was lost, and the public
// was faster than the look-up. They are among those that belong to no case.
func (d *Desk) Adopt(tx bot.Tx, p bot.Post, remote string) error {
	from, err := tx.Tally(bot.Elsewhere)
	if err != nil || from.Replies == 0 {
		return err
	}
	rs, err := tx.RepliesOf(bot.Elsewhere, max(1, from.Replies-adoptable+1), adoptable)
	if err != nil {
		return err
	}
	to, err := tx.Tally(p.Case)
	if err != nil {
		return err
	}
	figures, err := bot.Count(tx, d.o.Zone, d.Now())
	if err != nil {
		return err
	}
	n := 0
	for _, r := range rs {
		if r.Account != p.Account || r.Under != remote || d.Now().Sub(r.Stored) > adoptSpan {
			continue
		}
		n++
		to.Replies++
		if !r.Gone.IsZero() {
			to.Gone++
		}
		if r.Label != "" {
			labels := map[bot.Label]int{r.Label: 0}
			maps.Copy(labels, to.Labels)
			labels[r.Label]++
			to.Labels = labels
			to.Count(r.Class, r.Label, 1)
		}
		if from.Settle(r.ID) { // whoever is paged next is paged for the case
			to.Raise(r.ID, r.Stored, d.Now())
		}
		// The number in the duty channel stays taken: nobody else gets it.
		was := r
		r.Post, r.Appeal, r.Case, r.Number = p.ID, p.Appeal, p.Case, to.Replies
		if err := errors.Join(tx.PutReply(r), figures.Reply(was, r, d.network(r.Account))); err != nil {
			return err
		}
		if err := d.again(tx, r); err != nil {
			return err
		}
	}
	if n == 0 {
		return nil
	}
	if err := errors.Join(tx.PutTally(p.Case, to), tx.PutTally(bot.Elsewhere, from), figures.Flush()); err != nil {
		return err
	}
	by := Actor{Person: bot.Person{ID: "replies", Name: "replies"}, Via: string(p.Account)}
	c := &change{Tx: tx, d: d, by: by, now: d.Now()}
	if err := c.log("brought replies into their case", p.ID, p.Case, remote); err != nil {
		return err
	}
	if len(to.Open) > 0 {
		if err := c.watch(p.Case); err != nil {
			return err
		}
	}
	return bot.Show(tx, d.o.Platforms, c.now, bot.Notice{Kind: bot.NoticeRelay, Subject: p.Case, Case: p.Case}, "")
}

// again shows an adopted reply in its case's room where the duty channel has it
// already: what is relayed leaves out what was shown.
func (d *Desk) again(tx bot.Tx, r bot.Reply) error {
	for _, platform := range d.o.Platforms {
		_, err := tx.Notice(bot.NoticeID(bot.NoticeReply, platform, r.ID, ""))
		if errors.Is(err, bot.ErrNotFound) {
			continue
		} else if err != nil {
			return err
		}
		if err := bot.Show(tx, []string{platform}, d.Now(), bot.Notice{Kind: bot.NoticeReply, Subject: r.ID, Case: r.Case}, adopted); err != nil {
			return err
		}
	}
	return nil
}
