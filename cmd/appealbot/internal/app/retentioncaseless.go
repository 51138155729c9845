package app

import (
	"context"
	"fmt"
	"io"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/practice"
	"appealbot/bot/chat/slack"
)

// purgeable is something that belongs to no case.
type purgeable struct {
	since time.Time // it is kept; zero when nobody knows
	stays bool      // whatever its age
}

// A purgePage reads what comes behind last, and returns where it got to.
type purgePage func(tx bot.Tx, last string) ([]purgeable, string, error)

// purgeKind is what has one rule.
type purgeKind struct {
	what   string
	period bot.Period
	page   purgePage
}

// caseless prints what would be purged of what belongs to no case: how much of each
// kind, and when the first of it goes. It returns how many lines those are.
func (p preview) caseless(ctx context.Context, s bot.Store, w io.Writer) (int, error) {
	kinds := []purgeKind{
		{"answers to nothing of ours", p.rules.Elsewhere, elsewherePage},
		{"posts from outside", p.rules.Outside, outsidePage},
	}
	for _, platform := range []string{slack.Name, mattermost.Name, practice.Name} {
		kinds = append(kinds, purgeKind{"messages to the duty channel on " + platform, p.rules.Duty, dutyPage(platform)})
	}
	lines := 0
	for _, k := range kinds {
		if k.period == 0 {
			continue
		}
		n, first, unknown, err := p.tally(ctx, s, k.period, k.page)
		if err != nil {
			return lines, err
		}
		if n > 0 {
			_, _ = fmt.Fprintf(w, "no case\t%d %s\tfrom %s on\n", n, k.what, first.Format("Mon 2 Jan 2006 15:04 MST")) // flushed by the caller, which reports it
			lines++
		}
		if unknown > 0 && p.before.IsZero() {
			_, _ = fmt.Fprintf(w, "no case\t%d %s\t%d days after the rule is in force\n", unknown, k.what, k.period) // as above
			lines++
		}
	}
	return lines, nil
}

// tally counts what of one kind is purged, and of how much nobody knows the age.
func (p preview) tally(ctx context.Context, s bot.Store, period bot.Period, page purgePage) (n int, first time.Time, unknown int, err error) {
	for last, more := "", true; more; {
		var found []purgeable
		err := s.View(ctx, func(tx bot.Tx) (err error) {
			found, last, err = page(tx, last)
			return err
		})
		if err != nil {
			return n, first, unknown, err
		}
		for _, f := range found {
			at := p.rules.Night(period.After(f.since), p.zone)
			switch {
			case f.stays:
			case f.since.IsZero():
				unknown++
			case p.before.IsZero() || at.Before(p.before):
				if n++; first.IsZero() || at.Before(first) {
					first = at
				}
			}
		}
		more = len(found) == previewPage
	}
	return n, first, unknown, nil
}

func elsewherePage(tx bot.Tx, last string) ([]purgeable, string, error) {
	var through int
	_, _ = fmt.Sscan(last, &through) // empty at the beginning
	rs, err := tx.RepliesOf(bot.Elsewhere, through+1, previewPage)
	var out []purgeable
	for _, r := range rs {
		last = fmt.Sprint(r.Number)
		out = append(out, purgeable{r.Stored, !r.Purged.IsZero()})
	}
	return out, last, err
}

func outsidePage(tx bot.Tx, last string) ([]purgeable, string, error) {
	ss, err := tx.StraysKept(bot.ID(last), previewPage)
	var out []purgeable
	for _, s := range ss {
		last = string(s.ID)
		stays := s.Open()
		if s.Case != "" && !stays {
			k, bad := tx.Case(s.Case)
			if bad != nil {
				return nil, last, bad
			}
			stays = k.Hold.Held()
		}
		out = append(out, purgeable{s.Found, stays})
	}
	return out, last, err
}

func dutyPage(platform string) purgePage {
	return func(tx bot.Tx, last string) ([]purgeable, string, error) {
		ns, err := tx.Tells(platform, "", bot.ID(last), previewPage)
		var out []purgeable
		for _, n := range ns {
			last = string(n.ID)
			out = append(out, purgeable{since: n.Asked})
		}
		return out, last, err
	}
}
