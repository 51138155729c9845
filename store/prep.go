package store

import (
	"fmt"
	"time"

	"appealbot/bot"
)

// allPreps is the one outbox of preparations. It has one lane, so that it is read
// like the others.
const allPreps = "all"

func prepEntries(p bot.Prep) []entry {
	es := []entry{{table: tablePrepAppeal, key: under(p.Appeal).time(p.Created).id(p.ID)}}
	if !p.Due.IsZero() {
		es = append(es, entry{table: tablePrepDue, key: under(allPreps).int(0).time(p.Due).id(p.ID)})
	}
	return es
}

// Prep implements bot.PrepTx.
func (t *tx) Prep(id bot.ID) (bot.Prep, error) {
	return load[bot.Prep](t, tablePrep, name(id), "preparation", string(id))
}

// PutPrep implements bot.PrepTx.
func (t *tx) PutPrep(p bot.Prep) error {
	if p.Appeal == "" {
		return fmt.Errorf("put preparation %q: %w: it has no appeal", p.ID, bot.ErrInvalid)
	}
	utc(&p.Due, &p.Lease, &p.Created, &p.By.At)
	return save(t, tablePrep, p.ID, p, prepEntries)
}

// maxPreps bounds what is read of an appeal: an officer who drops more than that
// into one card wants something else.
const maxPreps = 200

// PrepsOf implements bot.PrepTx.
func (t *tx) PrepsOf(appeal bot.ID) ([]bot.Prep, error) {
	p := under(appeal)
	ps, err := t.scan(tablePrepAppeal, p, end(p), maxPreps)
	if err != nil {
		return nil, err
	}
	return followAll[bot.Prep](t, tablePrep, ps)
}

// DuePreps implements bot.PrepTx.
func (t *tx) DuePreps(when time.Time, n int) ([]bot.Prep, error) {
	return due[bot.Prep](t, tablePrepDue, under(allPreps), tablePrep, when, n)
}

// NextPrep implements bot.PrepTx.
func (t *tx) NextPrep() (time.Time, bool, error) {
	return t.next(tablePrepDue, under(allPreps))
}
