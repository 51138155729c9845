package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// A Probe is what somebody found out who made sure of an account.
type Probe struct {
	OK bool
	// Problem is a sentence for officers, when it is not OK.
	Problem string
	// Reconnect: only connecting the account again mends it.
	Reconnect bool
	// Handle is who the network says that the account is, when it is OK.
	Handle string
}

const (
	// patience is how many probes in a row have to fail before an account
	// counts as out of order: one that a network did not answer says little.
	// Credentials that do not work say enough at once.
	patience = 2
	// standingAge is how old a standing may grow before it is stored anew,
	// although nothing in it has changed.
	standingAge = 15 * time.Minute
)

// after returns the standing of an account after a probe.
func (p Probe) after(was bot.Standing, now time.Time) bot.Standing {
	s := was
	s.Checked = now.UTC()
	switch {
	case p.OK:
		s.OK, s.Problem, s.Reconnect, s.Failures, s.Told = true, "", false, 0, false
		if p.Handle != "" {
			s.Handle = p.Handle
		}
	case was.Reconnect && !p.Reconnect:
		return s // a network that does not answer mends no credentials
	default:
		s.Failures = min(was.Failures+1, patience)
		s.OK = was.OK && !p.Reconnect && s.Failures < patience
		if !s.OK {
			s.Problem, s.Reconnect = p.Problem, p.Reconnect
		}
		s.Told = was.Told || p.Reconnect || s.Failures == patience
	}
	switch {
	case was.Checked.IsZero():
		s.Since = s.Checked
	case s.OK == was.OK:
	case was.Failures > 0 && !s.OK:
		s.Since = was.Checked // the first probe that failed
	default:
		s.Since = s.Checked
	}
	return s
}

// news reports whether s differs from was in more than when it was found out,
// or is due to be stored again.
func news(was, s bot.Standing) bool {
	if s.Checked.Sub(was.Checked) >= standingAge {
		return true
	}
	was.Checked = s.Checked
	return s != was
}

// Probed records what came of making sure of an account. When that is news, the
// duty channel and the cards of the appeals that are to go out there say so.
func (d *Desk) Probed(ctx context.Context, account bot.AccountID, r Probe) error {
	was, err := d.standing(ctx, account)
	if err != nil || !news(was, r.after(was, d.o.Now())) {
		return err
	}
	return d.do(ctx, keeper(account), func(c *change) error {
		was, err := c.Standing(account)
		if err != nil {
			return err
		}
		s := r.after(was, c.now)
		if err := c.PutStanding(s); err != nil {
			return err
		}
		if s.OK == was.OK && s.Reconnect == was.Reconnect && s.Told == was.Told && !was.Checked.IsZero() {
			return nil
		}
		if s.OK && was.Reconnect {
			if err := c.hurry(account); err != nil {
				return err
			}
		}
		if err := c.standing(was, s); err != nil {
			return err
		}
		return c.using(account)
	}, nil)
}

// Bounds of what hurry looks at: what waits for credentials is due within
// minutes.
const (
	hurried   = 100
	hurrySpan = 15 * time.Minute
)

// hurry makes due what waited for an account to be connected again: whoever
// connected it wants to see it published.
func (c *change) hurry(account bot.AccountID) error {
	ps, err := c.DuePosts(account, c.now.Add(hurrySpan), hurried)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if p.State != bot.PostQueued && p.State != bot.PostUnknown || p.Attempt == 0 && p.Note == "" {
			continue // a claim, or what is not due yet for its own sake
		}
		p.Due = c.now.UTC()
		if err := c.SetPost(p); err != nil {
			return err
		}
	}
	return nil
}

// keeper is who acts for an account when nobody asked.
func keeper(account bot.AccountID) Actor {
	return Actor{Person: bot.Person{ID: "accounts", Name: "accounts"}, Via: string(account)}
}

func (d *Desk) standing(ctx context.Context, account bot.AccountID) (s bot.Standing, err error) {
	err = d.o.Store.View(ctx, func(tx bot.Tx) error {
		s, err = tx.Standing(account)
		return err
	})
	return s, err
}

// standing tells that an account works again or does not work any more.
func (c *change) standing(was, s bot.Standing) error {
	if s.OK {
		if err := c.log("account works", bot.ID(s.Account), "", s.Handle); err != nil {
			return err
		}
		if !was.Told {
			return nil
		}
		text := fmt.Sprintf("%s works again. It could not be published on since %s.", c.d.name(s.Account), since(was.Since, c.now))
		return c.duty(fmt.Sprintf("fit/%s/%d", s.Account, s.Since.Unix()), text)
	}
	if err := c.log("account does not work", bot.ID(s.Account), "", s.Problem); err != nil {
		return err
	}
	if !s.Told || was.Told && s.Reconnect == was.Reconnect {
		return nil
	}
	text := fmt.Sprintf("%s cannot be published on since %s: %s", c.d.name(s.Account), since(s.Since, c.now), sentence(s.Problem))
	key := fmt.Sprintf("unfit/%s/%d", s.Account, s.Since.Unix())
	if s.Reconnect {
		text += fmt.Sprintf(" Connect it again with /appeal connect %s.", s.Account)
		key += "/connect"
	} else {
		text += " It is tried again all the time; appeals for it wait."
	}
	if err := c.duty(key, text); err != nil {
		return err
	}
	a, _ := c.d.account(s.Account)
	return c.direct(a.Owner, s.Account, key, text) // only the owner may be able to mend it
}

// using shows the cards anew of the appeals that are to go out on an account:
// whoever approves one has to know whether it can.
func (c *change) using(account bot.AccountID) error {
	as, err := c.OpenAppeals(manyOpen)
	if err != nil {
		return err
	}
	for _, a := range as {
		if a.State == bot.Rejected || !slices.Contains(a.Content.Accounts, account) {
			continue
		}
		show := c.card
		if a.State == bot.Approved {
			show = c.cardLater // nobody decides about it any more
		}
		if err := show(a); err != nil {
			return err
		}
	}
	return nil
}

// cardLater shows a card anew behind everything else, unless it waits to be shown
// anyway.
func (c *change) cardLater(a bot.Appeal) error {
	for _, platform := range c.d.o.Platforms {
		n, err := c.Notice(bot.NoticeID(bot.NoticeCard, platform, a.ID, ""))
		if errors.Is(err, bot.ErrNotFound) || err == nil && n.Version > n.Sent && n.Lease.IsZero() {
			continue
		} else if err != nil {
			return err
		}
		if err := bot.Show(c, []string{platform}, c.now, bot.Notice{Kind: bot.NoticeCard, Subject: a.ID, Case: a.Case, Lane: bot.LaneBulk}, ""); err != nil {
			return err
		}
	}
	return nil
}

// Standings returns what is known of each account, in the order in which forms
// offer them. One that was never looked at has a zero Checked.
func (d *Desk) Standings(ctx context.Context) ([]bot.Standing, error) {
	var out []bot.Standing
	err := d.o.Store.View(ctx, func(tx bot.Tx) error {
		for _, a := range d.o.Accounts.All() {
			s, err := tx.Standing(a.ID)
			if err != nil {
				return err
			}
			out = append(out, s)
		}
		return nil
	})
	return out, err
}

// since is bot.When after the word "since".
func since(t, now time.Time) string {
	s := bot.When(t, now)
	return strings.TrimPrefix(strings.TrimPrefix(s, "at "), "on ")
}

// maxSentence bounds what others' sentences become part of ours, in bytes.
const maxSentence = 500

// sentence makes one line of what an adapter says, which ends as a sentence
// does.
func sentence(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if len(s) > maxSentence {
		s = strings.ToValidUTF8(s[:maxSentence], "") + "…"
	}
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}
