package outbox

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// looksBeforeAsking is how often a post is looked for on a network where it
// must not be sent again blindly, before a person is asked: networks show their
// own posts with a delay.
const looksBeforeAsking = 4

// settle stores the outcome of a task.
func (w *Publisher) settle(tx bot.Tx, t *task, r network.Result) error {
	p, err := tx.Post(t.post.ID)
	if err != nil {
		return err
	}
	// Somebody else has the claim by now. A guess is worthless then, but "it
	// is public" is a fact.
	late := !p.Lease.Equal(t.post.Lease) || p.Attempt != t.post.Attempt || p.Worker != t.post.Worker
	if r.Cause == network.Reconnect {
		ring(w.Unwell)
	}
	r = lasting(t, r)
	if t.carry {
		return w.settleStep(tx, p, t, r)
	}
	if p.Op != bot.OpCreate {
		switch {
		case p.Op == bot.OpRemove && t.find:
			return w.settleSearch(tx, p, t, r, late)
		case late:
			return nil
		case p.Op == bot.OpDiscard:
			return w.settleDiscard(tx, p, r)
		case p.Op == bot.OpPull:
			return w.settlePull(tx, p, t.remote, r)
		case p.Op == bot.OpEdit:
			return w.settleEdit(tx, p, t, r)
		case p.Op == bot.OpReshare:
			return w.settleReshare(tx, p, t, r)
		case p.Op.Moderates():
			return w.settleModeration(tx, p, r)
		default:
			return w.settleRemoval(tx, p, t.remote, r)
		}
	}
	if r.Outcome == network.Done {
		return w.done(tx, p, t, r)
	}
	if late {
		return w.log(tx, "dropped late guess", p, r.Outcome.String())
	}
	p.Note, p.Lease = r.Note, time.Time{}
	if t.began && r.Outcome == network.Never {
		p.Began = time.Time{} // nothing that was sent for the part can have had an effect
	}
	w.pause(p.Op, r)
	what := ""
	switch r.Outcome {
	case network.No:
		p.State, p.Due, what = bot.PostRefused, time.Time{}, "post refused"
	case network.Never:
		what = w.never(&p, t, r)
	default:
		p.Tried = true
		p.State, p.Due, what = bot.PostUnknown, w.Now().Add(max(r.Retry, lookDelay(p.Looks))).UTC(), "outcome of post unknown"
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := w.log(tx, what, p, r.Note); err != nil {
		return err
	}
	_, going, err := w.removal(tx, p) // then nobody has to decide anything
	if err != nil {
		return err
	}
	if !going && (p.State == bot.PostRefused || p.State == bot.PostAbsent) {
		if err := w.wake(tx, p); err != nil {
			return err
		}
		if err := w.ask(tx, p); err != nil {
			return err
		}
		if p.State == bot.PostAbsent {
			if err := bot.Inquire(tx, p, w.Now()); err != nil {
				return err
			}
		}
		if err := w.tellPublished(tx, p); err != nil {
			return err
		}
	}
	waits := p.State == bot.PostQueued || p.State == bot.PostUnknown
	if waits && (p.Attempt == troubleAfter && !t.find || p.Looks == troubleAfter || r.Anew && p.Carry.Again == troubleAfter) {
		what, next := "is not public yet", tryingAgain
		if going {
			what, next = "was taken down before it was known whether it is public", "It is looked for, and removed if it is there."
		}
		if err := w.trouble(tx, p, what, next); err != nil {
			return err
		}
	}
	return w.card(tx, p)
}

// troubleAfter is how many attempts, or looks, may come to nothing before the
// duty channel is told.
const troubleAfter = 5

// tryingAgain is what the duty channel reads about something that goes on.
const tryingAgain = "It was tried several times and is tried again."

// trouble tells the duty channel about something that does not come to an end
// by itself: what is wrong, and what happens next.
func (w *Publisher) trouble(tx bot.Tx, p bot.Post, what, next string) error {
	k, err := tx.Case(p.Case)
	if err != nil {
		return err
	}
	return bot.Show(tx, w.Platforms, w.Now(), bot.Notice{
		Kind: bot.NoticeTell, Subject: p.ID, Channel: "duty", Lane: bot.LaneUrgent,
		Text: strings.TrimSpace(fmt.Sprintf("%s: an appeal in case %s %s. %s %s", w.Network.Account().Name, k.Number, what, next, p.Note)),
	}, what)
}

// never settles an attempt that certainly had no effect, or a look-up that
// found nothing. Only on a network where the same key publishes once is "not
// found" enough to send again: elsewhere the first request may still be on its
// way (DESIGN.md 7.3, rule 2).
func (w *Publisher) never(p *bot.Post, t *task, r network.Result) string {
	now := w.Now()
	switch {
	case !t.find && r.Alone && t.attempt.Part.Alone && !p.Alone:
		p.Alone, p.State, p.Due, p.Attempt = true, bot.PostQueued, now.UTC(), 0
		p.Carry.Ready = false // what was carried was for the other request
		return "post may not continue its thread, goes out by itself as approved"
	case !t.find && r.Anew:
		p.Carry = bot.Carry{Again: p.Carry.Again + 1}
		p.State, p.Due = bot.PostQueued, now.Add(max(r.Retry, w.backOff(p.Carry.Again))).UTC()
		return "media are lost there, to be carried again"
	case !t.find && r.Cause == network.Reconnect:
		// Whoever connects the account does not want to wait; until then
		// nothing is sent (unwell).
		p.State, p.Due = bot.PostQueued, now.Add(max(r.Retry, unwellPause)).UTC()
		return "post not sent"
	case !t.find:
		p.State, p.Due = bot.PostQueued, now.Add(max(r.Retry, w.backOff(p.Attempt))).UTC()
		return "post not sent"
	case w.repeatable(*p):
		p.State, p.Due = bot.PostQueued, now.Add(max(r.Retry, w.backOff(p.Attempt))).UTC()
		return "post is absent, to be sent again with the same key"
	case p.Looks < looksBeforeAsking:
		p.State, p.Due = bot.PostUnknown, now.Add(lookDelay(p.Looks)).UTC()
		return "post is absent so far"
	default:
		p.State, p.Due, p.Tried = bot.PostAbsent, time.Time{}, true
		return "post is absent, a person decides"
	}
}

// repeatable reports whether sending the present part of p again has the effect
// of sending it once, whatever became of the earlier requests.
func (w *Publisher) repeatable(p bot.Post) bool {
	c := w.Network.Capabilities()
	if c.AnswersOnce && p.Answers != "" {
		return false
	}
	if !c.Idempotent || c.Within == 0 {
		return c.Idempotent
	}
	// The next attempt may take half a lease, and it counts when it arrives.
	return !p.Began.IsZero() && w.Now().Add(w.Lease).Sub(p.Began) < c.Within
}

// expired reports whether p was to be sent again with a key that the network may
// have forgotten meanwhile.
func (w *Publisher) expired(p bot.Post) bool {
	return !p.Began.IsZero() && w.Network.Capabilities().Within > 0 && !w.repeatable(p)
}

// lasting is what an outcome means for longer than the account's credentials do
// not work. That ends when it is connected again, and nobody has to decide
// anything; and whoever was not allowed to look has not seen that nothing is
// there.
func lasting(t *task, r network.Result) network.Result {
	switch {
	case r.Cause != network.Reconnect || r.Outcome == network.Done:
	case t.find:
		r.Outcome = network.Maybe
	case r.Outcome == network.No:
		r.Outcome = network.Never
	}
	return r
}

// done stores that a part is public, whoever has the claim.
func (w *Publisher) done(tx bot.Tx, p bot.Post, t *task, r network.Result) error {
	i := t.post.Part()
	if i < len(p.Remotes) {
		if p.Remotes[i] == r.Remote {
			return nil // somebody else has found it meanwhile
		}
		return w.twice(tx, p, r.Remote)
	}
	p.Remotes = append(slices.Clip(p.Remotes), r.Remote)
	if i == 0 {
		p.URL = r.URL
	} else if r.URL != "" {
		p.URLs = append(slices.Clone(p.URLs), make([]string, max(i-len(p.URLs), 0))...)
		p.URLs[i-1] = r.URL
	}
	if p.Carry.State != t.post.Carry.State { // carried anew, and not needed any more
		var err error
		if p, err = bot.Abandon(tx, p, w.Now()); err != nil {
			return err
		}
	}
	p.Note, p.Lease, p.Attempt, p.Looks, p.Began, p.Carry = "", time.Time{}, 0, 0, time.Time{}, bot.Carry{}
	p.Tried = false // what came of it is known
	now := w.Now().UTC()
	if err := w.charge(tx, &p, r); err != nil {
		return err
	}
	asked := p.State == bot.PostAbsent || p.State == bot.PostHeld || p.State == bot.PostRefused
	removal, going, err := w.removal(tx, p)
	if err != nil {
		return err
	}
	if going && !removal.Pursued() { // somebody said that it is out of reach
		p.State, p.Due = bot.PostRemoved, time.Time{}
	}
	switch {
	case p.State == bot.PostDropped || p.State == bot.PostRemoved:
		// Given up or taken down before it turned out to be public: take it
		// down now.
		if err := w.takeDown(tx, p); err != nil {
			return err
		}
	case len(p.Remotes) < len(p.Parts()):
		p.State, p.Due = bot.PostQueued, now
	default:
		p.State, p.Due, p.Posted = bot.PostPosted, time.Time{}, now
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := w.log(tx, "published", p, fmt.Sprintf("part %d of %d is %s", i+1, len(p.Parts()), r.Remote)); err != nil {
		return err
	}
	if err := w.Desk.Accepted(tx, p); err != nil {
		return err
	}
	if err := w.Desk.Adopt(tx, p, r.Remote); err != nil {
		return err
	}
	if going || p.State == bot.PostDropped || p.State == bot.PostRemoved {
		return w.lateArrival(tx, p, i)
	}
	if p.State == bot.PostPosted {
		if err := w.linked(tx, p); err != nil {
			return err
		}
		if err := w.wake(tx, p); err != nil {
			return err
		}
		if p.Target != "" {
			if err := w.Desk.Corrected(tx, p); err != nil {
				return err
			}
		}
	}
	// Somebody is looking at a question that has answered itself, or at what was
	// decided, and wants to know what came of it.
	if asked || p.State == bot.PostPosted && p.Decided.Person != "" {
		if err := w.ask(tx, p); err != nil {
			return err
		}
	}
	if err := w.card(tx, p); err != nil {
		return err
	}
	return w.tellPublished(tx, p)
}

// charge books what publishing a part cost. What was found instead of being
// answered cost the same.
func (w *Publisher) charge(tx bot.Tx, p *bot.Post, r network.Result) error {
	n, ok := w.Network.(network.Pricer)
	if !ok {
		return nil
	}
	cost := r.Cost
	if i := p.Part() - 1; cost == 0 && i < len(p.Parts()) {
		part, _ := p.Words(i)
		cost = n.Price([]bot.Part{part})
	}
	p.Cost += cost
	_, err := bot.Charge(tx, p.Account, bot.Month(w.Now()), cost, 1, 0)
	return err
}

// twice raises the alarm about what must never happen: the same part is public
// under two ids.
func (w *Publisher) twice(tx bot.Tx, p bot.Post, remote string) error {
	if err := w.log(tx, "published twice", p, remote); err != nil {
		return err
	}
	return bot.Show(tx, w.Platforms, w.Now(), bot.Notice{
		Kind: bot.NoticeTell, Subject: p.Case, Case: p.Case, Lane: bot.LaneUrgent,
		Text: fmt.Sprintf("A post on %s seems to be public twice (%s). Look at the account and remove one of them.", w.Network.Account().Name, remote),
	}, "twice/"+string(p.ID)+"/"+remote)
}

// tellPublished says in the card's thread that an appeal is public, once every
// account has had its turn: a changed card alone notifies nobody.
func (w *Publisher) tellPublished(tx bot.Tx, p bot.Post) error {
	ps, err := tx.PostsOf(p.Appeal)
	if err != nil {
		return err
	}
	var public []bot.Post
	other := 0
	for _, q := range ps {
		switch {
		case !q.Op.Publishes() || q.Digest != p.Digest || q.Slot != p.Slot || q.State == bot.PostDropped && q.Op == bot.OpEdit:
		case q.State == bot.PostPosted:
			if _, going, err := w.removal(tx, q); err != nil {
				return err
			} else if going {
				other++
				continue
			}
			public = append(public, q)
		case !q.Settled() && q.State != bot.PostAbsent && q.State != bot.PostHeld: // those wait for a person
			return nil
		default:
			other++
		}
	}
	if len(public) == 0 {
		return nil
	}
	text := fmt.Sprintf("Public now: %d of %d posts. Answers come into this channel.", len(public), len(public)+other)
	shares := sharedOf(public)
	if shares == len(public) {
		text = fmt.Sprintf("Shared again now: %d of %d posts. Answers come into this channel, under what was shared.", shares, shares+other)
	} else if shares > 0 {
		text = fmt.Sprintf("Public now: %d of %d posts, %d of them shared again. Answers come into this channel.", len(public), len(public)+other, shares)
	}
	if public[0].Rendering.Corrects != nil {
		text = fmt.Sprintf("Corrected now: %d of %d posts. What people have copied or screenshotted still says what was wrong; to say so below the posts, use /appeal update.", len(public), len(public)+other)
	}
	if err := w.announce(tx, public[0], shares == len(public)); err != nil {
		return err
	}
	return bot.Show(tx, w.Platforms, w.Now(), bot.Notice{
		Kind: bot.NoticeTell, Subject: p.Appeal, Case: p.Case, Text: text, Thread: true,
	}, "published/"+onceFor(p))
}

// newsroom is the channel that hears of every publication.
const newsroom = "newsroom"

// announce tells the newsroom's channel that an appeal is public, or that all of it is
// shared again.
func (w *Publisher) announce(tx bot.Tx, p bot.Post, shared bool) error {
	a, err := tx.Appeal(p.Appeal)
	if err != nil {
		return err
	}
	k, err := tx.Case(p.Case)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("Public: %s %s/%d, %s", a.Kind.Title(), k.Number, a.Number, k.Title)
	if shared {
		text = fmt.Sprintf("Shared again: %s/%d, %s", k.Number, a.Number, k.Title)
	}
	if a.Remedy.How != "" {
		text = fmt.Sprintf("Corrected: %s/%d, %s (correction %s/%d)", k.Number, a.Remedy.Number, k.Title, k.Number, a.Number)
	}
	return bot.Show(tx, w.Platforms, w.Now(), bot.Notice{
		Kind: bot.NoticeTell, Subject: p.Appeal, Channel: newsroom, Lane: bot.LaneBulk,
		Text: text,
	}, "newsroom/"+onceFor(p))
}
