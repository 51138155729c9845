package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"appealbot/bot"
)

// exposing is the reason with which what exposes somebody is hidden. It is the
// same for everybody, so that nobody is hidden for what they think.
const exposing = "exposes a private person (house rule on personal information)"

// Preserve keeps what reads as if it exposed somebody and has it hidden below our
// post, for one reason that is always the same. The audit log carries the hash of
// everything that is kept. Where the network cannot hide it, it is preserved all
// the same, and hidden is false: somebody has to deal with it there by hand.
//
// Nothing is ever hidden by the program itself, and what no rule and no officer
// finds to expose somebody cannot be hidden this way: criticism stays.
func (d *Desk) Preserve(ctx context.Context, by Actor, reply bot.ID) (out bot.Reply, hidden bool, err error) {
	err = d.do(ctx, by, func(c *change) error {
		c.what, c.about = "preserve reply", reply
		r, err := c.Reply(reply)
		if err != nil {
			return err
		}
		if !c.mayHide() {
			return bot.Refuse(bot.ErrDenied, "Only approvers and leads may moderate what the public writes. Tell one of them which answer it is: R%d.", r.Number)
		}
		if !r.Exposes() {
			return bot.Refuse(bot.ErrStale, "R%d is not taken for something that exposes anybody any more. If it must be hidden for another reason, use Moderate and say why.", r.Number)
		}
		hidden = r.Gone.IsZero() && slices.Contains(d.o.Accounts.Moderates(r.Account), bot.OpHide)
		if hidden {
			if err := c.moderate(r, bot.OpHide, exposing); err != nil {
				return err
			}
		}
		if out, err = c.preserve(r); err != nil {
			return err
		}
		return bot.Show(c, d.o.Platforms, c.now, inRoom(bot.Notice{Kind: bot.NoticeReply, Subject: r.ID, Case: r.Case}), "")
	}, func(tx bot.Tx) (err error) {
		if out, err = tx.Reply(reply); err != nil {
			return err
		}
		hidden, err = wanted(tx, out, bot.OpHide)
		hidden = hidden || out.Hidden
		return err
	})
	return out, hidden, err
}

// preserve notes what is kept of a reply, with its hash.
func (c *change) preserve(r bot.Reply) (bot.Reply, error) {
	hashes := []string{r.RawHash}
	for _, e := range r.Edits {
		hashes = append(hashes, e.RawHash)
	}
	raw := 0
	for _, h := range slices.Compact(hashes) {
		if h == "" {
			continue
		}
		_, err := c.Raw(r.ID, h)
		switch {
		case err == nil:
			raw++
		case !errors.Is(err, bot.ErrNotFound):
			return r, err
		}
	}
	r.Kept = r.Copy()
	if err := c.PutReply(r); err != nil {
		return r, err
	}
	return r, c.log("preserved reply", r.ID, r.Case, fmt.Sprintf(
		"R%d on %s: texts %d, addresses of pictures and videos %d, copies in the network's own words %d; sha256 %s",
		r.Number, r.Account, 1+len(r.Edits), len(r.Media), raw, r.Kept))
}
