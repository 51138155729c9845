package desk

import (
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
)

const (
	// twinsSince is how old what is public may be to be warned about.
	twinsSince = 30 * 24 * time.Hour
	// manyTwins bounds what is compared: the newest posts of each account, and
	// what is to go out.
	manyTwins = 200
)

// twins finds what is, or is to be, public on the accounts of a in the same words or
// at the same time, and keeps it with a: at most one of either for each account. An
// answer has none: it stands below other words each time.
func (c *change) twins(a *bot.Appeal) error {
	a.Twins = nil
	if a.Answers != "" {
		return nil
	}
	s := sieve{c: c, a: a, times: times(a.Content), words: map[bot.AccountID][]string{}, found: map[bot.Twin]bool{}}
	for _, r := range a.Plan.Renderings {
		if r.Shares != nil { // at the same time it has twins, and the same words are its point
			s.words[r.Account] = slices.Clip(s.words[r.Account])
			continue
		}
		if w := r.Words(); w != "" {
			s.words[r.Account] = append(s.words[r.Account], w)
		}
	}
	for _, state := range []bot.PostState{bot.PostQueued, bot.PostHeld} {
		ps, err := c.PostsIn(state, manyTwins)
		if err != nil {
			return err
		}
		if err := s.posts(ps); err != nil {
			return err
		}
	}
	for id := range s.words {
		ps, err := c.PublicPosts(id, c.now.Add(-twinsSince), manyTwins)
		if err != nil {
			return err
		}
		if err := s.posts(ps); err != nil {
			return err
		}
	}
	return s.waiting()
}

// sieve collects the twins of an appeal.
type sieve struct {
	c     *change
	a     *bot.Appeal
	times []time.Time
	words map[bot.AccountID][]string
	found map[bot.Twin]bool // by account and Words
}

func (s *sieve) posts(ps []bot.Post) error {
	for _, p := range ps {
		if p.Op != bot.OpCreate || p.Answers != "" || p.Appeal == s.a.ID {
			continue
		}
		at := p.Created
		if p.Waited.After(at) {
			at = p.Waited
		}
		public := len(p.Remotes) > 0
		if public {
			at = p.Since()
		}
		if err := s.look(p.Appeal, p.Rendering, at, public); err != nil {
			return err
		}
	}
	return nil
}

// waiting looks at what waits for approval.
func (s *sieve) waiting() error {
	as, err := s.c.OpenAppeals(manyTwins)
	if err != nil {
		return err
	}
	for _, b := range as {
		if b.State != bot.Waiting || b.ID == s.a.ID || b.Answers != "" {
			continue
		}
		for _, r := range b.Plan.Renderings {
			if r.Shares != nil {
				continue
			}
			for _, at := range times(b.Content) {
				if err := s.look(b.ID, r, at, false); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// look keeps what r, which another appeal publishes at a time, has in common.
func (s *sieve) look(other bot.ID, r bot.Rendering, at time.Time, public bool) error {
	mine, here := s.words[r.Account]
	if !here {
		return nil
	}
	if slices.Contains(mine, r.Words()) {
		return s.keep(bot.Twin{Account: r.Account, Appeal: other, At: at, Public: public, Words: true})
	}
	for _, mine := range s.times {
		if bot.Near(at, mine) {
			return s.keep(bot.Twin{Account: r.Account, Appeal: other, At: at, Public: public})
		}
	}
	return nil
}

func (s *sieve) keep(t bot.Twin) error {
	key := bot.Twin{Account: t.Account, Words: t.Words}
	if s.found[key] {
		return nil
	}
	b, err := s.c.Appeal(t.Appeal)
	if err != nil {
		return err
	}
	if kin(*s.a, b) {
		return nil
	}
	k, err := s.c.Case(b.Case)
	if err != nil {
		return err
	}
	s.found[key] = true
	t.Number = fmt.Sprintf("%s/%d", k.Number, b.Number)
	s.a.Twins = append(s.a.Twins, t)
	return nil
}

// kin reports whether two appeals are meant to say the same: slots of one series, and
// what they repeat.
func kin(a, b bot.Appeal) bool {
	switch {
	case a.Series != "" && (a.Series == b.Series || a.Series == b.ID) || b.Series != "" && b.Series == a.ID:
		return true
	case a.Kind == bot.Repeat && b.Kind == bot.Repeat:
		return a.Parent == b.Parent
	default:
		return a.Kind == bot.Repeat && a.Parent == b.ID || b.Kind == bot.Repeat && b.Parent == a.ID
	}
}

// times are when an appeal is to be public: once, or each slot of a series.
func times(c bot.Content) []time.Time {
	if len(c.Series.Slots) == 0 {
		return []time.Time{c.At}
	}
	out := make([]time.Time, len(c.Series.Slots))
	for i, s := range c.Series.Slots {
		out[i] = s.At
	}
	return out
}
