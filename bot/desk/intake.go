package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot"
)

// A Found is one thing that the public did, as a source reports it.
type Found struct {
	Reply  bot.Reply // everything that the network says of it
	Under  string    // the network's id of the post it is about
	Edited bool      // Text is a later text
	Gone   bool      // its author deleted it
	Raw    []byte    // the network's own words, kept with their hash
}

// Batch is one page of one source.
type Batch struct {
	Account  bot.AccountID
	Source   string
	Position string // cursor behind the page
	More     bool
	Found    []Found
	Missed   string // what can never be read any more
	// Cost and Reads are what the reading cost, in millionths of a US dollar
	// and in answers, and Budget is what the account may cost in a month; zero
	// means that nobody said.
	Cost   int64
	Reads  int
	Budget int64
}

// Collect stores one page of replies together with the cursor behind it, and
// asks for them to be shown. Replies that are known already change nothing.
// It returns how many were new.
func (d *Desk) Collect(ctx context.Context, b Batch) (int, error) {
	n := 0
	by := Actor{Person: bot.Person{ID: "replies", Name: "replies"}, Via: b.Source}
	err := d.do(ctx, by, func(c *change) error {
		cur, err := c.Cursor(b.Source)
		if err != nil {
			return err
		}
		if cur.LastOK.IsZero() && cur.Since.IsZero() {
			cur.Since = c.now.Add(-lookBack).UTC()
		}
		in := intake{change: c, b: b, since: cur.Since, posts: map[string]bot.Post{}, cases: map[bot.ID]*ledger{}}
		if in.figures, err = bot.Count(c, d.o.Zone, c.now); err != nil {
			return err
		}
		for _, f := range b.Found {
			if err := in.take(f); err != nil {
				return err
			}
		}
		if n, err = in.finish(); err != nil {
			return err
		}
		cur.Position, cur.Behind = b.Position, b.More
		if cur.Told {
			text := fmt.Sprintf("Answers on %s can be read again. Those of the time between are being fetched.", d.name(b.Account))
			if err := c.duty("heard/"+b.Source+"/"+cur.Failing.Format(time.RFC3339), text); err != nil {
				return err
			}
		}
		if err := c.missed(b); err != nil {
			return err
		}
		if b.Cost > 0 || b.Reads > 0 {
			if err := c.charge(b.Account, b.Cost, b.Reads, b.Budget); err != nil {
				return err
			}
		}
		cur.LastOK, cur.Failing, cur.LastErr, cur.Told = c.now.UTC(), time.Time{}, "", false
		return c.PutCursor(cur)
	}, nil)
	return n, err
}

// intake is one page on its way into the store.
type intake struct {
	*change
	b     Batch
	since time.Time
	posts map[string]bot.Post // by the network's id
	cases map[bot.ID]*ledger
	// figures are written once for the whole page.
	figures *bot.Counter
}

func (in *intake) take(f Found) error {
	if f.Reply.Remote == "" {
		return nil // without a name it could neither be kept nor be known again
	}
	in.tame(&f.Reply)
	r := f.Reply
	r.Account, r.Under = in.b.Account, f.Under
	r.RawHash = rawHash(f.Raw)
	r.ID = bot.ReplyID(r.Account, r.Remote)
	old, err := in.Reply(r.ID)
	switch {
	case err == nil:
		f.Reply = r
		return in.again(old, f)
	case !errors.Is(err, bot.ErrNotFound):
		return err
	}
	return in.fresh(r, f)
}

// lookBack is how far back what is about nothing of ours is kept when an account
// is read for the first time: what is older was answered long ago, and there may
// be years of it.
const lookBack = 24 * time.Hour

// Bounds of what is kept of one reply. They are far above what any network
// lets the public write.
const (
	maxText  = 100_000
	maxName  = 500
	maxEdits = 50
	maxMedia = 20
	maxRaw   = 256 << 10
)

// tame makes what a source reports storable, whatever is in it: one strange
// reply must never keep the others from being stored.
func (in *intake) tame(r *bot.Reply) {
	for s, limit := range map[*string]int{
		&r.Text: maxText, &r.Author: maxName, &r.Handle: maxName, &r.AuthorID: maxName,
		&r.AuthorURL: 4 * maxName, &r.URL: 4 * maxName, &r.Language: maxName,
	} {
		if len(*s) > limit {
			*s = (*s)[:limit]
		}
		*s = strings.ToValidUTF8(*s, "\uFFFD")
	}
	if y := r.At.Year(); y < 1990 || y > 2200 {
		r.At = in.now
	}
	r.At = r.At.UTC()
	r.Media = slices.DeleteFunc(slices.Clone(r.Media[:min(len(r.Media), maxMedia)]), func(s string) bool {
		return len(s) > 4*maxName || !utf8.ValidString(s)
	})
}

// fresh stores a reply that was never seen.
func (in *intake) fresh(r bot.Reply, f Found) error {
	p, err := in.post(f.Under)
	if err != nil {
		return err
	}
	if p.Case == bot.Elsewhere && r.At.Before(in.since) {
		return nil
	}
	l, err := in.ledger(p.Case)
	if err != nil {
		return err
	}
	l.tally.Replies++
	r.Post, r.Appeal, r.Case, r.Number = p.ID, p.Appeal, p.Case, l.tally.Replies
	r.Stored = in.now.UTC()
	in.classify(&r)
	if f.Gone {
		// It was written and deleted between two looks.
		r.Gone = in.now.UTC()
		l.tally.Gone++
	}
	if err := errors.Join(in.PutReply(r), in.raw(r.ID, r.RawHash, f.Raw), in.figures.Reply(bot.Reply{}, r, in.d.network(r.Account))); err != nil {
		return err
	}
	l.added++
	l.appeals[r.Appeal] = true
	l.note(r)
	if r.Urgent {
		return in.alarm(l, r)
	}
	return nil
}

// again follows what happened to a known reply. The first copy stays.
func (in *intake) again(r bot.Reply, f Found) error {
	if !r.Purged.IsZero() {
		return nil // what was purged does not come back
	}
	l, err := in.ledger(r.Case)
	if err != nil {
		return err
	}
	was := r
	switch {
	case f.Gone && r.Gone.IsZero():
		r.Gone = in.now.UTC()
		l.tally.Gone++
	case r.Text == "" && f.Reply.Text != "":
		r.Text = f.Reply.Text // it was seen to be deleted before it was read
	case f.Edited && (f.Reply.Text != r.Newest() && !knows(r, f.Reply) || adds(r, f.Reply)):
		r.Media = shown(r, f.Reply)
		if len(r.Edits) >= maxEdits { // the first copies and the newest are kept
			r.Edits = r.Edits[:maxEdits-1]
		}
		at := f.Reply.At
		if !at.After(r.At) { // a network that does not tell when something was edited
			at = in.now.UTC()
		}
		r.Edits = append(r.Edits, bot.ReplyEdit{Text: f.Reply.Text, At: at, RawHash: f.Reply.RawHash})
		if err := in.raw(r.ID, f.Reply.RawHash, f.Raw); err != nil {
			return err
		}
	default:
		return nil
	}
	wasUrgent := r.Urgent
	if f.Edited && in.newlyUrgent(r) {
		// What was labelled is not what it says now.
		if err := in.unlabel(&r, &l.tally); err != nil {
			return err
		}
		wasUrgent = false
	}
	in.classify(&r)
	if err := errors.Join(in.PutReply(r), in.figures.Reply(was, r, in.d.network(r.Account))); err != nil {
		return err
	}
	l.changed++
	l.appeals[r.Appeal] = true
	l.note(r)
	if err := in.reread(r); err != nil {
		return err
	}
	if r.Urgent && !wasUrgent {
		// It may have been shown among many others; now it stands by itself.
		if err := in.show(r, bot.LaneNormal); err != nil {
			return err
		}
		return in.alarm(l, r)
	}
	if r.Emergency() { // whoever is paged reads the newest words
		if err := in.repage(l.tally, r.Case, r.ID); err != nil {
			return err
		}
	}
	return in.reshow(bot.NoticeReply, r.ID)
}

// newlyUrgent reports whether somebody labelled a reply whose newest edit, unlike
// the words before it, is an emergency.
func (c *change) newlyUrgent(r bot.Reply) bool {
	if r.Label == "" || r.Label == bot.LabelEmergency || len(r.Edits) == 0 {
		return false
	}
	before := r
	before.Edits = r.Edits[:len(r.Edits)-1]
	urgent := func(text string) bool { return c.d.o.Guard.Classify(text).Name == bot.ClassEmergency }
	return urgent(r.Newest()) && !urgent(before.Newest())
}

// unlabel takes the label off a reply that its author changed into an emergency,
// so that the rules decide about it until somebody labels it anew.
func (c *change) unlabel(r *bot.Reply, t *bot.Tally) error {
	t.Labels = maps.Clone(t.Labels)
	t.Labels[r.Label]--
	t.Count(r.Class, r.Label, -1)
	t.Count(r.Class, "", 1)
	if err := c.countEverywhere(r.Class, r.Label, ""); err != nil {
		return err
	}
	was := r.Label
	r.Label, r.Labelled = "", bot.Mark{}
	return c.log("took label off reply", r.ID, r.Case, fmt.Sprintf("R%d was %s; its author made an emergency of it", r.Number, was))
}

// classify has the rules say what a reply is by its newest text, until an officer
// has said it. An emergency stays one until then: who wrote it may have been made
// to take it back.
func (c *change) classify(r *bot.Reply) {
	if r.Label != "" {
		return
	}
	found := c.d.o.Guard.Classify(r.Newest())
	if r.Urgent && found.Name != bot.ClassEmergency {
		r.Class = bot.ClassEmergency
		return
	}
	r.Class, r.Reasons = found.Name, found.Reasons
	r.Urgent = r.Class == bot.ClassEmergency
}

// rawHash names the network's own words of a reply; no words have no name.
func rawHash(raw []byte) string {
	if len(raw) == 0 {
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// raw keeps the network's own words. More than any network says is not kept; its
// hash is.
func (in *intake) raw(id bot.ID, hash string, raw []byte) error {
	if hash == "" || len(raw) > maxRaw {
		return nil
	}
	return in.PutRaw(id, hash, raw)
}

// missed tells the duty channel what can never be read any more.
func (c *change) missed(b Batch) error {
	if b.Missed == "" {
		return nil
	}
	if err := c.log("missed replies", "", "", b.Source+": "+b.Missed); err != nil {
		return err
	}
	return c.duty("missed/"+b.Source+"/"+c.now.Format(time.DateOnly), fmt.Sprintf("%s cannot be asked any more for %s. Look at the account there.", c.d.name(b.Account), b.Missed))
}

// knows reports whether an edit was seen before: pages overlap.
func knows(r bot.Reply, edit bot.Reply) bool {
	return slices.ContainsFunc(r.Edits, func(e bot.ReplyEdit) bool { return e.Text == edit.Text && e.At.Equal(edit.At) })
}

// adds reports whether an edit shows what none did before: a witness who adds a
// picture need not change a word. An old text that comes again adds nothing.
func adds(r bot.Reply, edit bot.Reply) bool {
	return len(shown(r, edit)) > len(r.Media) && (edit.Text == r.Newest() || !knows(r, edit))
}

// shown is everything that a reply ever showed, its edit included: what its author
// took off again is kept, as the first text is.
func shown(r bot.Reply, edit bot.Reply) []string {
	out := slices.Clip(r.Media)
	for _, m := range edit.Media {
		if len(out) < maxMedia && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// post returns the post that a reply is about; one that belongs elsewhere when
// it is none of ours, so that the reply is kept all the same.
func (in *intake) post(remote string) (bot.Post, error) {
	if p, ok := in.posts[remote]; ok {
		return p, nil
	}
	p, err := in.PostByRemote(in.b.Account, remote)
	if errors.Is(err, bot.ErrNotFound) {
		p = bot.Post{Case: bot.Elsewhere}
	} else if err != nil {
		return p, err
	}
	in.posts[remote] = p
	return p, nil
}
