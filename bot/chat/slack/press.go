package slack

import (
	"context"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// press carries a press of a button out. Slack vouches for who pressed it and
// for what it carries: it takes buttons of an app from that app alone. A client
// that still shows an older revision sends that one's digest, so the handler
// sees what the person saw.
func (r *run) press(ctx context.Context, cb slack.InteractionCallback) {
	for _, b := range cb.ActionCallback.BlockActions {
		if b.Type == slack.ActionType(slack.METButton) {
			r.pressOne(ctx, cb, b)
		}
	}
}

// pressedAt is the message whose button was pressed.
func pressedAt(cb slack.InteractionCallback) chat.Ref {
	at := chat.Ref{Platform: Name, Channel: cb.Container.ChannelID, Message: cb.Container.MessageTs, Thread: cb.Container.ThreadTs}
	if at.Channel == "" {
		at.Channel = cb.Channel.ID
	}
	if at.Thread == at.Message {
		at.Thread = "" // the message that a thread hangs from
	}
	return at
}

// isDirect reports whether a channel is a conversation with the bot alone.
func isDirect(channel string) bool { return strings.HasPrefix(channel, "D") }

func (r *run) pressOne(ctx context.Context, cb slack.InteractionCallback, b *slack.BlockAction) {
	at := pressedAt(cb)
	e := chat.Event{
		ID:   "press:" + adapter.Digest(at.Channel, at.Message, cb.User.ID, b.BlockID, b.ActionID, b.ActionTs, b.Value),
		User: cb.User.ID, At: at, Direct: isDirect(at.Channel),
	}
	action, ok := readAction(b.Value)
	if !ok {
		r.tell(ctx, e, chat.Message{Text: fmt.Sprintf("This button carries nothing that I know, and nothing was done. Type /%s status for a new card.", r.p.o.Command), Tone: chat.Warning}, cb.ResponseURL)
		return
	}
	e.Press, e.Zone = &action, r.p.zone(ctx, e.User)
	a, _ := r.Handle(ctx, e)
	a = r.openForm(ctx, e, cb.TriggerID, a)
	r.reply(ctx, e, a, cb.ResponseURL)
}
