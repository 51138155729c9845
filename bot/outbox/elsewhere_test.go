package outbox_test

import (
	"context"
	"testing"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

// refuser is a network that moderates nothing.
type refuser struct{ *networktest.Network }

func (refuser) Moderate(context.Context, network.Moderation) network.Result {
	return network.Result{Outcome: network.No, Note: "It is not ours to hide."}
}

// What becomes of a reply that belongs to no case is for the duty channel.
func TestModerationOfWhatBelongsToNoCase(t *testing.T) {
	n := net("x", false)
	w := newWorld(t, mem.New(), n)
	_, err := w.desk.Collect(t.Context(), desk.Batch{Account: "x", Source: "x/replies", Position: "1", Found: []desk.Found{
		{Reply: bot.Reply{Remote: "r1", Kind: bot.ReplyMention, Text: "I hope you all die", At: w.clock()}},
	}})
	w.must(err)
	id := bot.ReplyID("x", "r1")
	_, err = w.desk.Moderate(t.Context(), w.by(carla), id, bot.OpHide, "insults")
	w.must(err)
	p := w.publisher("x", "one")
	p.Network = refuser{n}
	w.run(p)
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		for _, key := range []bot.ID{
			bot.NoticeID(bot.NoticeReply, "test", id, ""),
			bot.NoticeID(bot.NoticeTell, "test", "", "moderation/"+string(bot.ModerationID(id, bot.OpHide))+"/refused: hide"),
		} {
			n, err := tx.Notice(key)
			if err != nil {
				return err
			}
			if n.Channel != "duty" || n.Case != "" {
				t.Errorf("%s goes to %q of case %q", key, n.Channel, n.Case)
			}
		}
		return nil
	}))
}
