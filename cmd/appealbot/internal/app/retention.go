package app

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/bolt"
)

// retentionCmd says what will be purged, without purging anything: a department reads
// it before it puts new rules into force.
type retentionCmd struct {
	dataFlag
	configFlag
	Before string `help:"Leave out what goes on this day or later." placeholder:"2026-12-31"`
}

// Run prints what the rules of the configuration would purge of what is stored.
func (c retentionCmd) Run(ctx context.Context, sys System) error {
	conf, err := c.load()
	if err != nil {
		return err
	}
	zone, err := conf.Department.Location()
	if err != nil {
		return err
	}
	var before time.Time
	if c.Before != "" {
		if before, err = time.ParseInLocation(time.DateOnly, c.Before, zone); err != nil {
			return fmt.Errorf("%q is not a day. Write it like 2026-12-31", c.Before)
		}
	}
	dir := c.Data
	if dir == "" {
		dir = conf.Data.Dir
	}
	f, err := findFolder(dir, sys)
	if err != nil {
		return err
	}
	p := preview{rules: conf.Retention.Rules(), zone: zone, before: before}
	if !p.rules.Purges() {
		_, err := fmt.Fprintln(sys.Stdout, "These rules keep everything for good; nothing is ever purged. See retention in the configuration.")
		return err
	}
	return withLog(ctx, f, func(db *bolt.DB) error { return p.print(ctx, store.ReadOnly(db), sys.Stdout) })
}

// preview is what some rules would purge.
type preview struct {
	rules  bot.Retention
	zone   *time.Location
	before time.Time // zero for everything
}

// previewPage is how many cases are read at once.
const previewPage = 100

func (p preview) print(ctx context.Context, s bot.Store, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	n := 0
	for last := bot.ID(""); ; {
		var ks []bot.Case
		err := s.View(ctx, func(tx bot.Tx) (err error) {
			if ks, err = tx.Cases(last, previewPage); err != nil {
				return err
			}
			for _, k := range ks {
				as, err := tx.AppealsOf(k.ID, k.Appeals)
				if err != nil {
					return err
				}
				n += p.rows(w, k, as)
			}
			return nil
		})
		if err != nil {
			return err
		}
		if len(ks) < previewPage {
			break
		}
		last = ks[len(ks)-1].ID
	}
	more, err := p.caseless(ctx, s, w)
	if err != nil {
		return err
	}
	if n+more == 0 {
		_, err := fmt.Fprintln(out, "Nothing of what is stored is to be purged by these rules so far.")
		return err
	}
	return w.Flush()
}

// rows prints what would be purged of one case, and returns how much that is.
func (p preview) rows(w io.Writer, k bot.Case, as []bot.Appeal) (n int) {
	for _, c := range p.rules.Coming(k, as, p.zone) {
		if !p.before.IsZero() && !c.At.Before(p.before) {
			continue
		}
		when := c.At.Format("Mon 2 Jan 2006 15:04 MST")
		if k.Hold.Held() {
			when = "on hold since " + k.Hold.By.At.In(p.zone).Format("2 Jan 2006") + ": " + k.Hold.Reason
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", k.Number, c.What, when) // flushed by the caller, which reports it
		n++
	}
	return n
}
