package outbox

import (
	"fmt"
	"time"

	"appealbot/bot"
)

// quiet puts p off while its account makes nothing public, and reports whether it
// did. Nothing is asked about it: it goes out by itself when that is over.
func (w *Publisher) quiet(tx bot.Tx, p *bot.Post) (bool, error) {
	until, what, err := w.Desk.Wait(tx, *p)
	if err != nil {
		return false, fmt.Errorf("wait with post %s: %w", p.ID, err)
	}
	if until.IsZero() {
		return false, nil
	}
	until = until.UTC()
	note := "waits for " + what
	news := p.Note != note || !p.Waited.Truncate(time.Second).Equal(until.Truncate(time.Second))
	p.Due, p.Waited, p.Note = until, until, note
	if err := tx.SetPost(*p); err != nil || !news {
		return true, err
	}
	if err := w.log(tx, "post waits", *p, "until "+until.Format(time.RFC3339)+" for "+what); err != nil {
		return true, err
	}
	return true, w.card(tx, *p)
}
