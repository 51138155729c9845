package slack

import (
	"context"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// typed is a slash command as somebody typed it.
type typed struct {
	User        string `json:"user_id"`
	Channel     string `json:"channel_id"`
	ChannelName string `json:"channel_name"`
	Text        string `json:"text"`
	Trigger     string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
}

// command carries a command out. Every one has a trigger of its own, which is
// the same however often it is delivered.
func (r *run) command(ctx context.Context, c typed) {
	id := c.Trigger
	if id == "" {
		id = adapter.Digest(c.User, c.Channel, c.Text, c.ResponseURL)
	}
	e := chat.Event{
		ID: "command:" + id, User: c.User, At: chat.Ref{Platform: Name, Channel: c.Channel},
		Direct:  c.ChannelName == "directmessage" || isDirect(c.Channel),
		Zone:    r.p.zone(ctx, c.User),
		Command: &chat.Command{Line: unescape(c.Text)},
	}
	a, _ := r.Handle(ctx, e)
	a = r.openForm(ctx, e, c.Trigger, a)
	r.reply(ctx, e, a, c.ResponseURL)
}

// reply shows what is to be shown, after what it answers was acknowledged.
func (r *run) reply(ctx context.Context, e chat.Event, a chat.Answer, url string) {
	if a.Reply == nil {
		return
	}
	if !r.Begin(func(ctx context.Context) { r.tell(ctx, e, *a.Reply, url) }) {
		r.tell(ctx, e, *a.Reply, url) // Run is ending; this is what it waits for
	}
}
