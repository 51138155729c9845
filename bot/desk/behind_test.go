package desk_test

import (
	"testing"
	"time"

	"appealbot/bot"
)

// A card that was shown after answers were stored and before they went to the
// room says that the room is behind. It is shown anew when the room is not.
func TestCardThatSaidTheRoomIsBehind(t *testing.T) {
	for name, shown := range map[string]bool{"shown already": true, "waits": false} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			a := w.published()
			_, err := w.Collect(t.Context(), w.page("2", says("r1", "I was")))
			w.must(err)
			id := bot.NoticeID(bot.NoticeCard, "test", a.ID, "")
			card := func() (n bot.Notice) {
				w.must(w.store.View(t.Context(), func(tx bot.Tx) (err error) {
					n, err = tx.Notice(id)
					return err
				}))
				return n
			}
			before := card()
			if shown {
				before.Sent, before.Due = before.Version, time.Time{}
				w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.PutNotice(before) }))
			}
			w.relay()
			if after := card(); after.Version > before.Version != shown || after.Due.IsZero() {
				t.Errorf("before %+v\nafter  %+v", before, after)
			}
		})
	}
}
