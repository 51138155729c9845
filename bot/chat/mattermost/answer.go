package mattermost

import (
	"context"
	"net/http"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// asideTime bounds how long a command waits for its answer to be shown by the
// bot itself.
const asideTime = time.Second

// commandReply answers a command, for the one who gave it alone. What a callback
// returns is shown under the name of whoever typed the command, as if they had
// said it to themselves. So the bot says it itself where it may, and in the
// callback otherwise: that needs no right, no membership and no place in the
// rate limit.
func (r *run) commandReply(ctx context.Context, e chat.Event, m chat.Message) any {
	m = r.p.poster.FilesApart(ctx, e, m, r.p.Direct)
	ls := leaves(m, nil)
	shown, stop := context.WithTimeout(ctx, asideTime)
	defer stop()
	for len(ls) > 0 && r.aside(shown, e, e.At.Thread, ls[0]) == nil {
		ls = ls[1:]
	}
	if len(ls) == 0 {
		return nil
	}
	var first model.CommandResponse
	for i, l := range ls {
		c := model.CommandResponse{
			ResponseType: model.CommandResponseTypeEphemeral, Text: l.text, SkipSlackParsing: true,
			Attachments: l.attachments(r.p.buttons(stamp{Channel: e.At.Channel, User: e.User})),
		}
		if i == 0 {
			first = c
			continue
		}
		c.Text = adapter.GoesOn
		first.ExtraResponses = append(first.ExtraResponses, &c)
	}
	return first
}

// Tell implements adapter.People. It shows an answer to one person: where they
// are, for them alone, or in their direct messages where the bot may not do that.
// A message in a channel's thread is seen in the thread only, so the answer to
// something that stands in the channel itself goes there.
func (r *run) Tell(ctx context.Context, e chat.Event, m chat.Message) {
	if e.User == "" {
		return // a forger who says no name
	}
	m = r.p.poster.FilesApart(ctx, e, m, r.p.Direct)
	root := e.At.Thread
	if e.Upload != nil && root == "" {
		root = e.At.Message
	}
	for _, l := range leaves(m, nil) {
		if l.text == "" {
			l.text = adapter.GoesOn
		}
		err := r.p.poster.Insist(ctx, func(ctx context.Context) error { return r.whisper(ctx, e, root, l) })
		if err != nil {
			r.p.o.Log.Error("answer was not shown", "event", e.ID, "user", e.User, "err", err)
			return
		}
	}
}

// aside shows something to one person alone, where they are.
func (r *run) aside(ctx context.Context, e chat.Event, root string, l leaf) error {
	if l.text == "" {
		l.text = adapter.GoesOn
	}
	_, resp, err := r.p.api.CreatePostEphemeral(ctx, &model.PostEphemeral{UserID: e.User, Post: &model.Post{
		ChannelId: e.At.Channel, RootId: root, Message: l.text, Props: r.p.whispered(l, e.At.Channel, e.User),
	}})
	return failed(resp, err)
}

func (r *run) whisper(ctx context.Context, e chat.Event, root string, l leaf) error {
	p := r.p
	if e.At.Channel != "" {
		err := r.aside(ctx, e, root, l)
		switch status(err) {
		case http.StatusForbidden, http.StatusNotFound, http.StatusBadRequest, http.StatusNotImplemented:
			// The bot may not, or the channel is none that it can post in.
		default:
			return err
		}
	}
	channel, err := p.Direct(ctx, e.User)
	if err != nil {
		return err
	}
	_, resp, err := p.api.CreatePost(ctx, &model.Post{ChannelId: channel, Message: l.text, Props: p.whispered(l, channel, e.User)})
	return failed(resp, err)
}

// whispered are the properties of a message for one person, whose buttons
// nobody else can press.
func (p *Platform) whispered(l leaf, channel, user string) model.StringInterface {
	return model.StringInterface{
		model.PostPropsAttachments: l.attachments(p.buttons(stamp{Channel: channel, User: user})),
		model.PostPropsFromBot:     "true",
	}
}
