package accounts

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
)

const (
	// ownPace is how often an account's own posts are looked through where the
	// network says nothing else.
	ownPace = time.Minute
	// ownSlow is how often where the month's budget is used up.
	ownSlow = time.Hour
	// ownAgain is when it is looked again whose something is that may be ours.
	ownAgain = 30 * time.Second
	// overlap is how much is read again every time: lists show posts with a delay.
	overlap = 10 * time.Minute
	// settling is how long whatever appears while something is on its way may be
	// just that, whatever it says.
	settling = 10 * time.Minute
	// manyUnsettled bounds how many posts are considered that may be public.
	manyUnsettled = 500
)

// watchOwn looks through the account's own posts for what nobody approved here,
// until ctx ends.
func (k *Keeper) watchOwn(ctx context.Context, l network.Lister) error {
	pace := cmp.Or(k.o.Network.Capabilities().Own, ownPace)
	shifts, pause := shifts{}, pace
	for ctx.Err() == nil {
		next, bad, err := k.lookThrough(ctx, l, shifts, pace)
		switch {
		case err != nil:
			return err
		case bad != nil:
			next, pause = max(next, pause), min(2*pause, max(every, pace))
		default:
			pause = pace
		}
		sleep(ctx, next, nil)
	}
	return nil
}

// lookThrough looks once and returns when to look again. bad is why the network
// could not be asked; err is the store's.
func (k *Keeper) lookThrough(ctx context.Context, l network.Lister, sh shifts, pace time.Duration) (next time.Duration, bad, err error) {
	cur, over, err := k.ownCursor(ctx)
	switch {
	case err != nil:
		return 0, nil, err
	case cur.Since.IsZero(): // from now on
		return pace, nil, k.strange(ctx, desk.Listing{})
	case over:
		pace = max(pace, ownSlow)
	}
	at := reached(cur)
	since := cur.Since
	if from := at.Add(-overlap); from.After(since) {
		since = from
	}
	var own network.Own
	why := call(ctx, func(ctx context.Context) (err error) {
		own, err = l.Own(ctx, since)
		return err
	})
	if why != nil {
		next, err = k.unlooked(ctx, why)
		return next, why, err
	}
	if err := k.chargeOwn(ctx, own); err != nil {
		return 0, nil, err
	}
	found, err := k.judge(ctx, own.Posts, cur, sh)
	if err != nil {
		return 0, nil, err
	}
	if len(found.Strangers) > 0 || !found.Until.Equal(at) || !cur.Failing.IsZero() {
		if err := k.strange(ctx, found.Listing); err != nil {
			return 0, nil, err
		}
	}
	if found.open {
		pace = min(pace, ownAgain)
	}
	return pace, nil, nil
}

// unlooked keeps that the network could not be asked, and returns when it may be.
// Credentials that do not work any more are told by whoever probes.
func (k *Keeper) unlooked(ctx context.Context, why error) (time.Duration, error) {
	if ctx.Err() != nil {
		return 0, nil // stopping is no failure
	}
	k.warn("its own posts were not looked through", why)
	a, _ := errors.AsType[*network.AnswerError](why)
	if a != nil && a.Cause == network.Reconnect {
		return a.Retry, nil
	}
	text, _ := problem(why)
	if err := k.o.Desk.Unlooked(ctx, k.account(), text); err != nil {
		return 0, fmt.Errorf("keep that %s was not looked through: %w", k.account(), err)
	}
	if a == nil {
		return 0, nil
	}
	return a.Retry, nil
}

// ownCursor returns how far the account was looked through, and whether its budget
// is used up.
func (k *Keeper) ownCursor(ctx context.Context) (cur bot.Cursor, over bool, err error) {
	p, charges := k.o.Network.(network.Pricer)
	err = k.o.Desk.View(ctx, func(tx bot.Tx) (err error) {
		if cur, err = tx.Cursor(desk.OwnSource(k.account())); err != nil || !charges || p.Budget() == 0 {
			return err
		}
		s, err := tx.Spending(k.account(), bot.Month(k.o.Now()))
		over = s.Over(p.Budget())
		return err
	})
	if err != nil {
		return cur, false, fmt.Errorf("how far %s was looked through: %w", k.account(), err)
	}
	return cur, over, nil
}

// reached is up to where an account was looked through; zero for not at all.
func reached(cur bot.Cursor) time.Time {
	at, err := time.Parse(time.RFC3339Nano, cur.Position)
	if err != nil {
		return time.Time{}
	}
	return at
}

func (k *Keeper) strange(ctx context.Context, l desk.Listing) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storing)
	defer cancel()
	if err := k.o.Desk.Strange(ctx, k.account(), l); err != nil {
		return fmt.Errorf("keep what stands on %s: %w", k.account(), err)
	}
	return nil
}

func (k *Keeper) chargeOwn(ctx context.Context, own network.Own) error {
	p, charges := k.o.Network.(network.Pricer)
	if !charges || own.Cost == 0 && own.Reads == 0 {
		return nil
	}
	if err := k.o.Desk.Charged(ctx, k.account(), own.Cost, own.Reads, p.Budget()); err != nil {
		return fmt.Errorf("charge %s for its own posts: %w", k.account(), err)
	}
	return nil
}

// judged is what to make of an account's own posts.
type judged struct {
	desk.Listing
	open bool // something may be ours, or may be being changed by us: look again soon
}

// judge tells what nobody approved here from what the program published, or may
// have published a moment ago: then it is looked again, until it is known.
func (k *Keeper) judge(ctx context.Context, posts []network.OwnPost, cur bot.Cursor, sh shifts) (out judged, err error) {
	now := k.o.Now()
	out.Until = reached(cur)
	var oldest time.Time // of what is open
	seen := map[string]bool{}
	err = k.o.Desk.View(ctx, func(tx bot.Tx) error {
		doubts, err := unsettled(tx, k.account(), now)
		if err != nil {
			return err
		}
		for _, own := range posts {
			seen[own.Remote] = true
			if own.At.After(out.Until) {
				out.Until = own.At
			}
			p, remote, ours, err := published(tx, k.account(), own)
			if err != nil {
				return err
			}
			open := false
			switch {
			case ours:
				var differs bool
				differs, open = sh.changed(p, remote, own, doubts, now)
				if differs {
					s := stranger(own)
					s.Remote, s.Post = remote, p.ID
					out.Strangers = append(out.Strangers, s)
				}
			case own.At.Before(cur.Since): // it was there before the program
			case own.Passed != "":
				shared, err := reshared(tx, k.account(), own.Passed)
				if err != nil {
					return err
				}
				if !shared {
					out.Strangers = append(out.Strangers, stranger(own))
				}
			default:
				if open = mayBe(own, doubts, now); !open {
					out.Strangers = append(out.Strangers, stranger(own))
				}
			}
			if open && (oldest.IsZero() || own.At.Before(oldest)) {
				oldest = own.At
			}
			out.open = out.open || open
		}
		return nil
	})
	if err != nil {
		return out, fmt.Errorf("what stands on %s: %w", k.account(), err)
	}
	sh.keep(seen)
	if out.open && oldest.Before(out.Until) {
		out.Until = oldest // it has to be listed again
	}
	return out, nil
}

// published returns the post that the program published under any of the ids that
// the network has for it, and that id.
func published(tx bot.Tx, account bot.AccountID, own network.OwnPost) (p bot.Post, remote string, ours bool, err error) {
	for _, id := range own.IDs() {
		p, err = tx.PostByRemote(account, id)
		if err == nil {
			return p, id, true, nil
		} else if !errors.Is(err, bot.ErrNotFound) {
			return p, "", false, err
		}
	}
	return p, "", false, nil
}

func stranger(own network.OwnPost) desk.Stranger {
	return desk.Stranger{
		Remote: own.Remote, URL: own.URL, Text: strings.TrimSpace(own.Title + "\n\n" + own.Text), At: own.At,
		Answers: own.ReplyTo != "", Passed: own.Passed != "",
	}
}

// unsettled returns the posts of an account that may be public, or may have changed
// what is, without it being known here: what was sent and not answered, and what may
// still arrive.
func unsettled(tx bot.Tx, account bot.AccountID, now time.Time) (out []bot.Post, err error) {
	for _, state := range []bot.PostState{bot.PostSending, bot.PostUnknown, bot.PostAbsent, bot.PostHeld} {
		ps, err := tx.PostsIn(state, manyUnsettled)
		if err != nil {
			return nil, err
		}
		for _, p := range ps {
			if p.Account == account && p.Op.Publishes() && (state != bot.PostHeld || p.Tried) {
				out = append(out, p)
			}
		}
	}
	due, err := tx.DuePosts(account, now.Add(ownSlow), manyUnsettled)
	for _, p := range due {
		if p.Op.Publishes() && p.Tried && p.State == bot.PostQueued {
			out = append(out, p)
		}
	}
	return out, err
}

// mayBe reports whether a post may be one of those that are on their way. While a
// request is under way it may be whatever it says; later its words decide.
func mayBe(own network.OwnPost, doubts []bot.Post, now time.Time) bool {
	return slices.ContainsFunc(doubts, func(p bot.Post) bool {
		if p.Op != bot.OpCreate {
			return false
		}
		if p.State == bot.PostSending && now.Before(p.Lease) || !p.Began.IsZero() && now.Sub(p.Began) < settling {
			return true
		}
		for i := p.Part(); i < len(p.Parts()); i++ {
			if words, _ := p.Words(i); sameWords(words.Text, own.Text) {
				return true
			}
		}
		return false
	})
}
