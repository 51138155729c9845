package desk_test

import (
	"testing"

	"appealbot/bot"
)

// A refusal is on record once, however often its event is delivered, and the
// person is told each time.
func TestRefusalsAreOnRecordOnce(t *testing.T) {
	w := newWorld(t)
	stranger := w.by(bot.Person{ID: "test:u9", Name: "unknown login"})
	for range 3 {
		w.refused(w.Forged(t.Context(), stranger, "button", "the signature is wrong"), bot.ErrDenied, "did not come from my own card", "It was noted")
	}
	known := w.by(ann)
	for range 3 {
		w.refused(w.Forged(t.Context(), known, "form", "the signature is wrong"), bot.ErrDenied, "did not come from my own form")
	}
	by := w.by(eve)
	for range 3 {
		w.refused(w.Refuse(t.Context(), by, "freeze", bot.Refuse(bot.ErrDenied, "Not you.")), bot.ErrDenied, "Not you.")
	}
	for what, want := range map[string]int{"forged button": 1, "forged form": 1, "denied freeze": 1} {
		if got := w.events(what); got != want {
			t.Errorf("the audit log says %q %d times, want %d", what, got, want)
		}
	}
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		es, err := tx.Events(1, 1000)
		for _, e := range es {
			if e.What == "forged button" && (e.Who != "test:u9" || e.Detail != "the signature is wrong" || e.Via != "test") {
				t.Errorf("logged %+v", e)
			}
		}
		return err
	}))
}

// An auditor sees who said yes to words that were not the newest any more.
func TestStaleApprovalIsLogged(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.Witness, "Were you there?")
	_, err := w.Approve(t.Context(), w.by(bob), a.ID, "an older text")
	w.refused(err, bot.ErrStale, "changed after this card was shown")
	if got := w.events("stale approval"); got != 1 {
		t.Errorf("the audit log says so %d times, want once", got)
	}
}
