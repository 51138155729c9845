package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// A Stranger is a post on an account that the program did not publish, or one that
// it did and that reads differently now.
type Stranger struct {
	Remote          string
	URL             string
	Text            string // everything it says
	At              time.Time
	Answers, Passed bool
	// Post is the post of the program whose words were changed; empty for what
	// was published outside.
	Post bot.ID
}

// A Listing is what a look through an account's own posts found.
type Listing struct {
	Strangers []Stranger
	// Until is up to where the account was looked through: nothing older needs
	// to be looked at again. Zero leaves it as it was.
	Until time.Time
}

// OwnSource names how far an account's own posts were looked through.
func OwnSource(account bot.AccountID) string { return string(account) + "/own" }

const (
	// gathered is how long what is found on an account is added to the message
	// about what was found there before: a flood must not drown the channel.
	gathered = 10 * time.Minute
	// manyStrays is how many one decision settles, and how many a message knows
	// by name.
	manyStrays = 100
	// strayText bounds what is kept of the words, in bytes.
	strayText = 4000
)

// Strange keeps what was found on an account that nobody approved here, and tells
// the duty channel of it, once. The first call for an account only notes from when
// on it is looked through: what is older is not the program's to report.
func (d *Desk) Strange(ctx context.Context, account bot.AccountID, l Listing) error {
	return d.do(ctx, keeper(account), func(c *change) error {
		cur, err := c.Cursor(OwnSource(account))
		if err != nil {
			return err
		}
		if cur.Since.IsZero() {
			cur.Since = c.now.UTC()
		}
		var fresh []bot.Stray
		for _, s := range l.Strangers {
			st, is, err := c.stray(account, cur.Since, s)
			if err != nil {
				return err
			}
			if is {
				fresh = append(fresh, st)
			}
		}
		if err := c.gather(account, fresh); err != nil {
			return err
		}
		if !l.Until.IsZero() {
			cur.Position = l.Until.UTC().Format(time.RFC3339Nano)
		}
		if err := c.looked(account, &cur); err != nil {
			return err
		}
		return c.PutCursor(cur)
	}, nil)
}

// stray is what a stranger is kept as. It reports false for what was told before,
// was there before the program, or has turned out to be the program's own.
func (c *change) stray(account bot.AccountID, since time.Time, s Stranger) (bot.Stray, bool, error) {
	sum := sha256.Sum256([]byte(s.Text))
	out := bot.Stray{
		Account: account, Remote: s.Remote, URL: s.URL, Text: beginning(s.Text), Hash: hex.EncodeToString(sum[:]),
		Answers: s.Answers, Passed: s.Passed, Exercise: c.exercise(account), At: s.At.UTC(), Found: c.now.UTC(),
	}
	out.ID = bot.StrayID(account, s.Remote, "")
	p, err := c.PostByRemote(account, s.Remote)
	switch {
	case err == nil && (s.Post == "" || p.State != bot.PostPosted):
		return out, false, nil // it was settled meanwhile, or is being taken down
	case err == nil:
		out.Post, out.Case = p.ID, p.Case
		out.ID = bot.StrayID(account, s.Remote, out.Hash)
	case !errors.Is(err, bot.ErrNotFound):
		return out, false, err
	case s.Post != "" || s.Remote == "" || s.At.Before(since):
		return out, false, nil
	}
	if _, err = c.Stray(out.ID); errors.Is(err, bot.ErrNotFound) {
		return out, true, nil
	}
	return out, false, err
}

// beginning is as much of a text as is kept, as text.
func beginning(s string) string {
	if len(s) > strayText {
		s = s[:strayText]
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// exercise reports whether an account is one of the practice room's.
func (c *change) exercise(id bot.AccountID) bool {
	for _, a := range c.d.o.Accounts.All() {
		if a.ID == id {
			return a.Exercise
		}
	}
	return false
}

// gather keeps what was found and puts it into the duty channel: into the newest
// message about the account while that is new and somebody has still to decide
// about it, into one of its own otherwise.
func (c *change) gather(account bot.AccountID, fresh []bot.Stray) error {
	if len(fresh) == 0 {
		return nil
	}
	if err := c.seekAtOnce(account); err != nil {
		return err
	}
	batch, err := c.batch(account)
	if err != nil {
		return err
	}
	if batch == "" {
		batch = fresh[0].ID
	}
	ids := make([]bot.ID, len(fresh))
	for i, s := range fresh {
		s.Batch, ids[i] = batch, s.ID
		what := "published outside"
		about := s.ID
		if s.Post != "" {
			what, about = "changed outside", s.Post
		}
		if err := errors.Join(c.PutStray(s), c.log(what, about, s.Case, fmt.Sprintf("%s %s: sha256 %s", s.Account, s.Remote, s.Hash))); err != nil {
			return err
		}
	}
	return c.showStrays(batch, ids...)
}

// seekAtOnce has what may still arrive on an account looked for at once: what was found
// there may be just that, and then it is being taken down.
func (c *change) seekAtOnce(account bot.AccountID) error {
	due, err := c.DuePosts(account, c.now.Add(bot.LongestSearch).UTC(), manyStrays)
	if err != nil {
		return err
	}
	for _, r := range due {
		if r.Op != bot.OpRemove || r.State != bot.PostPosted || !r.Gone.Lost || !r.Lease.IsZero() {
			continue
		}
		r.Due = c.now.UTC()
		if err := c.SetPost(r); err != nil {
			return err
		}
	}
	return nil
}

// batch is the newest message about an account, if more goes into it.
func (c *change) batch(account bot.AccountID) (bot.ID, error) {
	last, err := c.StraysOn(account, 1)
	if err != nil || len(last) == 0 {
		return "", err
	}
	first, err := c.Stray(last[0].Batch)
	if err != nil || c.now.Sub(first.Found) >= gathered || !last[0].Open() {
		return "", err
	}
	return first.ID, nil
}

// showStrays shows a message about strays, with more of them, if any.
func (c *change) showStrays(batch bot.ID, more ...bot.ID) error {
	for _, platform := range c.d.o.Platforms {
		n, err := c.Notice(bot.NoticeID(bot.NoticeStray, platform, batch, ""))
		if errors.Is(err, bot.ErrNotFound) && len(more) == 0 {
			continue // a platform that is new
		} else if errors.Is(err, bot.ErrNotFound) {
			n = bot.Notice{Kind: bot.NoticeStray, Subject: batch, Channel: "duty", Lane: bot.LaneUrgent}
		} else if err != nil {
			return err
		}
		n.To += len(more)
		n.About = append(slices.Clip(n.About), more[:min(len(more), manyStrays-len(n.About))]...)
		if err := bot.Show(c, []string{platform}, c.now, n, ""); err != nil {
			return err
		}
	}
	return nil
}

// Known notes that what was found on an account is all right: one stray of it, or
// everything about which nobody has decided yet. It returns how many there were.
func (d *Desk) Known(ctx context.Context, by Actor, account bot.AccountID, id bot.ID) (int, error) {
	n := 0
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "known outside", id
		if !by.Person.Can(bot.Approver) && !by.Person.Can(bot.Admin) {
			return bot.Refuse(bot.ErrDenied, "Only approvers and administrators may say that something which was published outside is all right. Tell one of them at once.")
		}
		open, err := c.openStrays(account, id)
		if err != nil {
			return err
		}
		n = len(open)
		return c.decideStrays(open, "known outside", func(s *bot.Stray) error {
			s.Known = by.Person.By(c.now)
			return nil
		})
	}, nil)
	return n, err
}

// openStrays returns what is to be decided about: one stray, or all of an account.
func (c *change) openStrays(account bot.AccountID, id bot.ID) ([]bot.Stray, error) {
	if id == "" {
		open, err := c.OpenStrays(account, manyStrays)
		if err == nil && len(open) == 0 {
			err = bot.Refuse(bot.ErrStale, "Nothing was found on %s about which somebody has still to decide.", c.d.name(account))
		}
		return open, err
	}
	s, err := c.Stray(id)
	switch {
	case errors.Is(err, bot.ErrNotFound):
		return nil, bot.Refuse(bot.ErrStale, "That is not kept any more. Look at the account itself.")
	case err != nil:
		return nil, err
	case s.Known.Name != "":
		return nil, bot.Refuse(bot.ErrStale, "%s said %s that it is all right.", s.Known.Name, bot.When(s.Known.At, c.now))
	case s.Removal.Name != "":
		return nil, bot.Refuse(bot.ErrStale, "%s had it taken down %s.", s.Removal.Name, bot.When(s.Removal.At, c.now))
	}
	return []bot.Stray{s}, nil
}

// decideStrays keeps a decision about strays and shows their messages anew.
func (c *change) decideStrays(ss []bot.Stray, what string, decide func(*bot.Stray) error) error {
	batches := map[bot.ID]bool{}
	for _, s := range ss {
		if err := decide(&s); err != nil {
			return err
		}
		if err := errors.Join(c.PutStray(s), c.log(what, s.ID, s.Case, fmt.Sprintf("%s %s: sha256 %s", s.Account, s.Remote, s.Hash))); err != nil {
			return err
		}
		if !batches[s.Batch] {
			batches[s.Batch] = true
			if err := c.showStrays(s.Batch); err != nil {
				return err
			}
		}
	}
	return nil
}

// Pull has something taken down that was published outside the program. It needs
// no second person, because it makes less public, not more.
func (d *Desk) Pull(ctx context.Context, by Actor, id bot.ID) (bot.Stray, error) {
	var out bot.Stray
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "pulled", id
		if !by.Person.Can(bot.Approver) {
			return bot.Refuse(bot.ErrDenied, "Only approvers may take down what was published outside. Tell one of them at once.")
		}
		open, err := c.openStrays("", id)
		if err != nil {
			return err
		}
		if open[0].Post != "" {
			return bot.Refuse(bot.ErrInvalid, "That is a post of this program. Take its appeal down, with the button on its card or /appeal takedown.")
		}
		return c.decideStrays(open, "pulled", func(s *bot.Stray) error {
			s.Removal = by.Person.By(c.now)
			out = *s
			_, err := c.AddPost(bot.StrayRemoval(*s, s.Removal))
			return err
		})
	}, func(tx bot.Tx) (err error) {
		out, err = tx.Stray(id)
		return err
	})
	return out, err
}
