package card

import (
	"errors"
	"slices"

	"appealbot/bot"
)

// ReplyView is everything that the card of a reply shows.
type ReplyView struct {
	Reply      bot.Reply
	Case       bot.Case     // zero when it belongs to none
	Parent     int          // the number of the reply that it answers, if that is one of the case
	Moderation []bot.Post   // what officers wanted done about it
	Answers    []bot.Appeal // the department's, the newest first
}

// newestAnswers is how many appeals of a case are looked at for answers to a
// reply. One that was answered long ago does not say so any more.
const newestAnswers = 20

// LoadReply reads the view of a reply.
func LoadReply(tx bot.Tx, id bot.ID) (ReplyView, error) {
	var v ReplyView
	var err error
	if v.Reply, err = tx.Reply(id); err != nil {
		return v, err
	}
	for _, op := range []bot.Op{bot.OpHide, bot.OpShow, bot.OpReject, bot.OpMute, bot.OpReport} {
		p, err := tx.Post(bot.ModerationID(id, op))
		if err == nil {
			v.Moderation = append(v.Moderation, p)
		} else if !errors.Is(err, bot.ErrNotFound) {
			return v, err
		}
	}
	slices.SortStableFunc(v.Moderation, func(a, b bot.Post) int { return a.Created.Compare(b.Created) })
	if v.Parent, err = parentOf(tx, v.Reply); err != nil {
		return v, err
	}
	if v.Case, err = caseOf(tx, v.Reply.Case); err != nil || v.Case.ID == "" {
		return v, err
	}
	as, err := tx.AppealsOf(v.Case.ID, newestAnswers)
	for _, a := range as {
		if a.Answers == id && a.State != bot.Cancelled {
			v.Answers = append(v.Answers, a)
		}
	}
	return v, err
}

// Answers are replies of one case with everything that a digest shows of them.
type Answers struct {
	Case    bot.Case // zero for those that belong to none
	Tally   bot.Tally
	Replies []bot.Reply
	// Parents are the numbers of the replies that replies answer, by the ID of
	// the one that answers.
	Parents map[bot.ID]int
}

// LoadAnswers reads at most n replies of a case with a number of at least from.
func LoadAnswers(tx bot.Tx, caseID bot.ID, from, n int) (Answers, error) {
	v := Answers{Parents: map[bot.ID]int{}}
	var err error
	if v.Case, err = caseOf(tx, caseID); err != nil {
		return v, err
	}
	if v.Tally, err = tx.Tally(caseID); err != nil {
		return v, err
	}
	if v.Replies, err = tx.RepliesOf(caseID, from, n); err != nil {
		return v, err
	}
	for _, r := range v.Replies {
		n, err := parentOf(tx, r)
		if err != nil {
			return v, err
		}
		if n > 0 {
			v.Parents[r.ID] = n
		}
	}
	return v, nil
}

func (v Answers) parent(r bot.Reply) int { return v.Parents[r.ID] }

// parentOf returns the number of the reply of the same case that r answers, or
// zero.
func parentOf(tx bot.Tx, r bot.Reply) (int, error) {
	if r.Parent == "" || r.Parent == r.Under {
		return 0, nil
	}
	p, err := tx.Reply(bot.ReplyID(r.Account, r.Parent))
	if errors.Is(err, bot.ErrNotFound) || err == nil && p.Case != r.Case {
		return 0, nil
	}
	return p.Number, err
}

// caseOf returns a case, or an empty one for replies that belong to none.
func caseOf(tx bot.Tx, id bot.ID) (bot.Case, error) {
	if id == "" || id == bot.Elsewhere {
		return bot.Case{}, nil
	}
	return tx.Case(id)
}
