package store

import (
	"time"

	"appealbot/bot"
)

func prepEntries(p bot.Prep) []entry {
	es := []entry{{table: tablePrepAppeal, key: under(p.Appeal).time(p.Created).id(p.ID)}}
	if !p.Due.IsZero() {
		es = append(es, entry{table: tablePrepDue, key: under("all").time(p.Due).id(p.ID)})
	}
	return es
}

// Prep implements bot.PrepTx.
func (t *tx) Prep(id bot.ID) (bot.Prep, error) {
	return load[bot.Prep](t, tablePrep, name(id), "preparation", string(id))
}

// PutPrep implements bot.PrepTx.
func (t *tx) PutPrep(p bot.Prep) error {
	utc(&p.Due, &p.Lease, &p.Created, &p.By.At)
	return save(t, tablePrep, p.ID, p, prepEntries)
}

// maxPreps bounds what is read of an appeal.
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
	return due[bot.Prep](t, tablePrepDue, under("all").int(0), tablePrep, when, n)
}

// NextPrep implements bot.PrepTx.
func (t *tx) NextPrep() (time.Time, bool, error) {
	return t.next(tablePrepDue, under("all"))
}
