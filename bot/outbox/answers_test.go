package outbox_test

import (
	"testing"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/store/mem"
)

// On a network where posts may be sent again and answers may not, an answer that
// nobody finds is sent again by a person only.
func TestAnswersAreSentOnce(t *testing.T) {
	for once, want := range map[bool]bot.PostState{true: bot.PostAbsent, false: bot.PostPosted} {
		n := net("y", true)
		n.Can.AnswersOnce = once
		w := newWorld(t, mem.New(), n)
		_, r := w.answered("y")
		b, err := w.desk.Answer(t.Context(), w.by(ann), r.ID, "Thank you.")
		w.must(err)
		b, err = w.desk.Approve(t.Context(), w.by(bob), b.ID, b.Digest)
		w.must(err)
		tries := 0
		n.Before = func(network.Attempt) *network.Result {
			if tries++; tries > 1 {
				return nil
			}
			return &network.Result{Outcome: network.Maybe, Note: "no answer"}
		}
		w.run(w.publisher("y", "one"))
		if p := w.post(b, "y"); p.State != want || once && tries != 1 {
			t.Errorf("once %v: %s after %d tries", once, p.State, tries)
		}
	}
}
