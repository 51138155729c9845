package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Desk is asked inside the transactions of this package. Package desk
// implements it.
type Desk interface {
	// Clear refuses what may not be published now; ErrFrozen means that
	// publication is stopped.
	Clear(tx bot.Tx, p bot.Post) error
	// Wait returns until when p waits because its account makes nothing public
	// for a time, and for what; zero when it does not.
	Wait(tx bot.Tx, p bot.Post) (until time.Time, what string, err error)
	// Relay turns the replies that a relay notice is about into notices
	// and reports whether there are more.
	Relay(tx bot.Tx, n bot.Notice) (more bool, err error)
	// Watch asks for the pages that the emergencies of a case are due, and
	// returns when it has to be called next; zero for never.
	Watch(tx bot.Tx, n bot.Notice) (time.Time, error)
	// Adopt brings answers to a part of p into its case that were read
	// before it was known that the part is public.
	Adopt(tx bot.Tx, p bot.Post, remote string) error
	// Settled takes note that nothing can be left of what a removal took down.
	Settled(tx bot.Tx, removal bot.Post) error
	// Accepted counts a part of p that the network has accepted, and Removed a
	// post that is gone.
	Accepted(tx bot.Tx, p bot.Post) error
	Removed(tx bot.Tx, p bot.Post) error
	// Corrected keeps the words that the newest part of an edit has changed, or
	// has the post taken down in whose place p is public.
	Corrected(tx bot.Tx, p bot.Post) error
}

// A Publisher moves the posts of one account forward. Its fields are set
// before Run and not changed afterwards.
type Publisher struct {
	Store     bot.Store
	Files     bot.Blobs
	Desk      Desk
	Network   network.Network
	Platforms []string // chat platforms that are told
	Now       func() time.Time
	Log       *slog.Logger
	// Lease is how long a claim is exclusive. An attempt gets half of it,
	// so that it is over well before anybody else may look.
	Lease time.Duration
	// First and Longest bound the pause after an attempt that had no effect;
	// it doubles from the first to the longest. Zero means 5 s and 10 min.
	First, Longest time.Duration
	// Worker names this process in claims.
	Worker string
	// Name, if set, is what officers call an account.
	Name func(bot.AccountID) string
	// Wake, if set, is called when a step may have left something for others
	// to do.
	Wake func()
	// Unwell, if set, is called when the network does not accept the
	// account's credentials.
	Unwell func()
	// Observe, if set, is told about every attempt.
	Observe func(Attempt)

	// Until when the network wants to be left alone: with what makes something
	// public, and with what takes it away. Networks count them apart, and when
	// there are no more posts for an hour, a takedown must not wait for that.
	rest, restRemoving time.Time
}

// Attempt is one finished attempt, for metrics.
type Attempt struct {
	Account bot.AccountID
	Op      bot.Op
	Find    bool
	Carry   bool // a step of carrying media; Done when it got further
	Outcome network.Outcome
	Took    time.Duration
}

// task is a claimed post and what to do about it.
type task struct {
	post    bot.Post
	find    bool
	carry   bool            // a step of carrying its media
	carried network.Carried // what came of that
	attempt network.Attempt
	began   bool               // nothing was attempted for the part before
	remote  string             // what to remove, to change or to share again
	words   bot.Part           // what it is to say
	about   network.Moderation // what to do about a reply
}

// Step moves one due post one step. It reports whether there was one.
func (w *Publisher) Step(ctx context.Context) (bool, error) {
	var t *task
	acted := false
	var head bot.Post
	err := w.Store.Update(ctx, func(tx bot.Tx) error {
		due, err := tx.DuePosts(w.Network.Account().ID, w.Now().UTC(), 1)
		if err != nil || len(due) == 0 {
			return err
		}
		acted, head = true, due[0]
		t, err = w.claim(tx, head)
		return err
	})
	if err != nil && head.ID != "" && ctx.Err() == nil {
		return true, w.park(ctx, head, err)
	}
	if err != nil || t == nil {
		if acted {
			ring(w.Wake)
		}
		return acted, err
	}
	defer ring(w.Wake)
	start := w.Now()
	r := w.act(ctx, t)
	w.report(ctx, t, r, w.Now().Sub(start))
	// What happened outside must be kept even when ctx is cancelled meanwhile.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
	defer cancel()
	return true, w.Store.Update(ctx, func(tx bot.Tx) error { return w.settle(tx, t, r) })
}

// park puts a post aside that cannot even be claimed, so that it does not keep
// everything behind it from going out.
func (w *Publisher) park(ctx context.Context, p bot.Post, why error) error {
	w.Log.Error("post cannot be claimed", "post", p.ID, "account", p.Account, "err", why)
	err := w.Store.Update(ctx, func(tx bot.Tx) error {
		return w.hold(tx, p, bot.Refuse(bot.ErrInvalid, "The program cannot read what belongs to it. Tell your administrator; the log says more."))
	})
	if err != nil {
		return errors.Join(why, err) // the store itself fails
	}
	return nil
}

// claim makes the post ours until the lease is over, or puts it aside. A nil
// task means that there is nothing to do outside.
func (w *Publisher) claim(tx bot.Tx, p bot.Post) (*task, error) {
	if until := *w.resting(p.Op); w.Now().Before(until) {
		p.Due = until.UTC()
		return nil, tx.SetPost(p)
	}
	switch {
	case p.Op == bot.OpRemove:
		return w.claimRemoval(tx, p)
	case p.Op == bot.OpDiscard:
		return w.claimDiscard(tx, p)
	case p.Op == bot.OpPull:
		return w.claimPull(tx, p)
	case p.Op == bot.OpEdit:
		return w.claimEdit(tx, p)
	case p.Op == bot.OpReshare:
		return w.claimReshare(tx, p)
	case p.Op.Moderates():
		return w.claimModeration(tx, p)
	}
	if p.State == bot.PostQueued && w.Now().Before(p.Lease) {
		p.Due = p.Lease // its media are being carried
		return nil, tx.SetPost(p)
	}
	if wait, err := w.unwell(tx, p); wait || err != nil {
		return nil, err
	}
	t := &task{find: p.State != bot.PostQueued || w.expired(p)}
	if !t.find {
		if waits, err := w.quiet(tx, &p); waits || err != nil {
			return nil, err
		}
		if waits, err := w.await(tx, &p); waits || err != nil {
			return nil, err
		}
		err := w.Desk.Clear(tx, p)
		if r := (*bot.Refusal)(nil); errors.As(err, &r) {
			return nil, w.hold(tx, p, r)
		} else if err != nil {
			return nil, fmt.Errorf("clear post %s: %w", p.ID, err)
		}
		if err := w.supersede(tx, p); err != nil {
			return nil, err
		}
	}
	var err error
	t.attempt, err = attempt(tx, p, t.find)
	if r := (*bot.Refusal)(nil); errors.As(err, &r) {
		return nil, w.hold(tx, p, r)
	} else if err != nil {
		return nil, err
	}
	if !t.find && w.carries(t.attempt) {
		return t, w.claimStep(tx, t, p)
	}
	what := "claimed post"
	if t.find {
		if p.State == bot.PostSending {
			p.Tried = true // whoever sent it did not live to say what came of it
		}
		p.State = bot.PostUnknown
		p.Looks++
		what = "looks for post"
	} else {
		p.State = bot.PostSending
		p.Attempt++
		p.Looks = 0
		if t.began = p.Began.IsZero(); t.began {
			p.Began = w.Now().UTC()
		}
	}
	w.lease(&p)
	t.post, t.attempt.Post = p, p
	if err := tx.SetPost(p); err != nil {
		return nil, err
	}
	return t, w.log(tx, what, p, fmt.Sprintf("part %d, attempt %d", p.Part()+1, p.Attempt))
}

// unwellPause is how long a post waits for its account to be connected again
// before it is looked whether it was.
const unwellPause = time.Minute

// unwell puts p off while it is known that the network does not accept the
// account's credentials: asking again and again with dead ones helps nobody.
func (w *Publisher) unwell(tx bot.Tx, p bot.Post) (bool, error) {
	s, err := tx.Standing(p.Account)
	if err != nil || s.OK || !s.Reconnect {
		return false, err
	}
	p.Due, p.Note = w.Now().Add(unwellPause).UTC(), "waits until the account is connected again"
	return true, tx.SetPost(p)
}

func (w *Publisher) lease(p *bot.Post) {
	p.Lease = w.Now().Add(w.Lease).UTC()
	p.Due = p.Lease
	p.Worker = w.Worker
}

// hold puts a post aside that may not be published. While publication is
// stopped nobody is asked: resuming asks about each post.
func (w *Publisher) hold(tx bot.Tx, p bot.Post, r *bot.Refusal) error {
	p.State, p.Due, p.Lease, p.Note = bot.PostHeld, time.Time{}, time.Time{}, r.Text
	if errors.Is(r, bot.ErrOver) {
		var err error
		if p, err = bot.Abandon(tx, p, w.Now()); err != nil {
			return err
		}
		p.State = bot.PostDropped
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := w.log(tx, "post "+string(p.State), p, r.Text); err != nil {
		return err
	}
	if p.State == bot.PostHeld && !errors.Is(r, bot.ErrFrozen) {
		if err := w.ask(tx, p); err != nil {
			return err
		}
		if err := bot.Inquire(tx, p, w.Now()); err != nil {
			return err
		}
	}
	if err := w.leftOut(tx, p); err != nil {
		return err
	}
	if err := w.wake(tx, p); err != nil {
		return err
	}
	if err := w.tellPublished(tx, p); err != nil {
		return err
	}
	return w.card(tx, p)
}

// act does the one thing outside. A panic in an adapter is a bug, and leaves
// an unknown outcome like any other.
func (w *Publisher) act(ctx context.Context, t *task) (r network.Result) {
	ctx, stop := context.WithTimeout(ctx, w.Lease/2)
	defer stop()
	defer func() {
		if p := recover(); p != nil {
			// The value may be anything, secrets included; where it came from is not.
			w.Log.Error("network adapter panicked", "account", t.post.Account, "post", t.post.ID, "kind", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			r = network.Result{Outcome: network.Maybe, Note: "The program failed while it was publishing."}
		}
	}()
	switch {
	case t.post.Op == bot.OpRemove && t.find:
		return w.Network.Find(ctx, t.attempt)
	case t.post.Op == bot.OpRemove, t.post.Op == bot.OpPull:
		return w.Network.Remove(ctx, t.remote)
	case t.post.Op == bot.OpDiscard:
		return w.discard(ctx, t.post)
	case t.post.Op == bot.OpEdit:
		return w.edit(ctx, t)
	case t.post.Op == bot.OpReshare:
		return w.reshare(ctx, t)
	case t.post.Op.Moderates():
		return w.moderate(ctx, t.about)
	case t.find:
		return w.Network.Find(ctx, t.attempt)
	default:
		shut, err := w.open(&t.attempt)
		defer shut()
		if err != nil {
			w.Log.Error("cannot open media", "post", t.post.ID, "err", err)
			return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "A picture or video that belongs to it cannot be read any more. Tell your administrator."}
		}
		if t.carry {
			return w.carry(ctx, t)
		}
		return w.Network.Publish(ctx, t.attempt)
	}
}

func (w *Publisher) report(ctx context.Context, t *task, r network.Result, took time.Duration) {
	level := slog.LevelInfo
	if t.carry && t.carried.More {
		r.Outcome, level = network.Done, slog.LevelDebug // there are hundreds of these
	}
	w.Log.Log(ctx, level, "attempt finished", "account", t.post.Account, "op", t.post.Op, "find", t.find, "carry", t.carry, "post", t.post.ID,
		"part", t.post.Part()+1, "attempt", t.post.Attempt, "outcome", r.Outcome.String(), "took", took, "raw", r.Raw)
	if w.Observe != nil {
		w.Observe(Attempt{Account: t.post.Account, Op: t.post.Op, Find: t.find, Carry: t.carry, Outcome: r.Outcome, Took: took})
	}
}

func (w *Publisher) log(tx bot.Tx, what string, p bot.Post, detail string) error {
	if detail != "" {
		detail = ": " + detail
	}
	return tx.Append(bot.Event{
		At: w.Now().UTC(), Who: "outbox", Name: "outbox", Via: w.Worker, What: what, About: p.ID, Case: p.Case,
		Detail: string(p.Account) + " " + p.Language + detail,
	})
}

// card shows the appeal's card anew.
func (w *Publisher) card(tx bot.Tx, p bot.Post) error {
	return bot.Show(tx, w.Platforms, w.Now(), bot.Notice{Kind: bot.NoticeCard, Subject: p.Appeal, Case: p.Case, Lane: p.Lane}, "")
}

// ask asks a person to decide about p.
func (w *Publisher) ask(tx bot.Tx, p bot.Post) error {
	return bot.Show(tx, w.Platforms, w.Now(), bot.Notice{Kind: bot.NoticeAsk, Subject: p.ID, Case: p.Case, Lane: bot.LaneUrgent}, "")
}
