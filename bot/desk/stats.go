package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"appealbot/bot"
)

// A Budgeter knows what the department wants to spend on an account in a
// calendar month, in millionths of a US dollar; zero means that it did not say.
// Accounts may implement it.
type Budgeter interface {
	Budget(account bot.AccountID) int64
}

// Stats are what the accounts cost this month, and what came of posts.
type Stats struct {
	Month    string   // "2026-11"
	Case     bot.Case // whose posts; zero: the newest of each account
	Accounts []AccountStats
}

// AccountStats are the stats of one account.
type AccountStats struct {
	Account  bot.Account
	Standing bot.Standing
	Spending bot.Spending
	Budget   int64      // in millionths of a US dollar; zero: none
	Posts    []bot.Post // of which something is public, the newest first
}

// Bounds of Stats.
const (
	statsPosts   = 5                   // of each account
	statsAppeals = 50                  // of a case
	statsAge     = 30 * 24 * time.Hour // of a post, without a case
)

// Stats returns what /appeal costs shows: of the posts of a case, or without one
// of the newest.
func (d *Desk) Stats(ctx context.Context, caseID bot.ID) (Stats, error) {
	out := Stats{Month: bot.Month(d.o.Now())}
	err := d.o.Store.View(ctx, func(tx bot.Tx) (err error) {
		var posts map[bot.AccountID][]bot.Post
		if caseID != "" {
			if out.Case, err = tx.Case(caseID); err != nil {
				return err
			}
			if posts, err = postsIn(tx, out.Case); err != nil {
				return err
			}
		}
		for _, a := range d.o.Accounts.All() {
			s := AccountStats{Account: a, Posts: posts[a.ID]}
			if b, ok := d.o.Accounts.(Budgeter); ok {
				s.Budget = b.Budget(a.ID)
			}
			if s.Standing, err = tx.Standing(a.ID); err != nil {
				return err
			}
			if s.Spending, err = tx.Spending(a.ID, out.Month); err != nil {
				return err
			}
			if caseID == "" {
				if s.Posts, err = tx.PublicPosts(a.ID, d.o.Now().Add(-statsAge), statsPosts); err != nil {
					return err
				}
			}
			out.Accounts = append(out.Accounts, s)
		}
		return nil
	})
	return out, err
}

// Scores says how often officers and the rules agreed, in a case or in all.
func (d *Desk) Scores(ctx context.Context, caseID bot.ID) (map[bot.Class]bot.Score, error) {
	var t bot.Tally
	err := d.o.Store.View(ctx, func(tx bot.Tx) (err error) {
		t, err = tx.Tally(cmp.Or(caseID, bot.Everywhere))
		return err
	})
	return t.Scores, err
}

// postsIn returns the newest public posts of a case by account.
func postsIn(tx bot.Tx, k bot.Case) (map[bot.AccountID][]bot.Post, error) {
	as, err := tx.AppealsOf(k.ID, statsAppeals)
	if err != nil {
		return nil, err
	}
	out := map[bot.AccountID][]bot.Post{}
	for _, a := range as {
		ps, err := tx.PostsOf(a.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range ps {
			if p.Op == bot.OpCreate && len(p.Remotes) > 0 && p.State != bot.PostRemoved {
				out[p.Account] = append(out[p.Account], p)
			}
		}
	}
	for id, ps := range out {
		slices.SortFunc(ps, func(a, b bot.Post) int { return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID)) })
		out[id] = ps[:min(len(ps), statsPosts)]
	}
	return out, nil
}
