package outbox_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/store/mem"
)

// A call for approval is more urgent than the card that it belongs under, and
// has to wait for it all the same. In a room that takes a message as often as
// the call is tried, the call must not keep the card waiting by that.
func TestCallWaitsForItsCardNotTheOtherWayRound(t *testing.T) {
	w := newWorld(t, mem.New(), net("metro", true))
	p := newPlatform()
	p.every = 200 * time.Millisecond
	n := w.notifier(p)
	a := w.approved("2026-1", "A man was shot", "metro")
	w.run(w.publisher("metro", "a"))
	w.show(n, time.Minute)

	_, err := w.desk.Follow(t.Context(), w.by(ann), a.ID, "The car has been found.")
	w.must(err)
	began := w.clock()
	w.show(n, time.Minute)
	var card, call *said
	for _, s := range p.said {
		switch {
		case strings.Contains(s.now.Text, "wants 1 approval"):
			call = s
		case strings.Contains(s.now.Text, "waiting for 1 approval"):
			card = s
		}
	}
	if card == nil || call == nil || call.thread != card.id {
		t.Errorf("after %v the card is %+v and the call %+v", w.clock().Sub(began), card, call)
	}
}
