package mattermost

import (
	"context"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// inDirect says where files went that cannot be shown to one person alone.
const inDirect = "The attached files are in your direct messages with me."

// commandReply is an answer to a command that only the one who gave it sees.
func (r *run) commandReply(ctx context.Context, e chat.Event, m chat.Message) model.CommandResponse {
	var first model.CommandResponse
	m = r.filesApart(ctx, e, m)
	for i, l := range leaves(m, nil) {
		c := model.CommandResponse{
			ResponseType: model.CommandResponseTypeEphemeral, Text: l.text, SkipSlackParsing: true,
			Attachments: l.attachments(r.p.buttons(stamp{Channel: e.At.Channel, User: e.User})),
		}
		if i == 0 {
			first = c
			continue
		}
		c.Text = goesOn
		first.ExtraResponses = append(first.ExtraResponses, &c)
	}
	return first
}

// filesApart sends the files of a message to a person directly, since what
// only one person sees can have none, and says so.
func (r *run) filesApart(ctx context.Context, e chat.Event, m chat.Message) chat.Message {
	files := m.Files
	for _, s := range m.Sections {
		files = append(files[:len(files):len(files)], s.Images...)
	}
	var whole []chat.File
	for _, f := range files {
		if len(f.Data) > 0 {
			whole = append(whole, f)
		}
	}
	if len(whole) == 0 {
		return m
	}
	channel, err := r.p.Direct(ctx, e.User)
	if err == nil && channel != e.At.Channel {
		_, err = r.p.post(ctx, digest("files", e.ID), channel, "", chat.Message{Text: m.Text, Files: whole, Exercise: m.Exercise})
		m.Sections = append(m.Sections[:len(m.Sections):len(m.Sections)], chat.Section{Text: inDirect})
	} else if err == nil {
		_, err = r.p.post(ctx, digest("files", e.ID), channel, "", chat.Message{Text: m.Text, Files: whole, Exercise: m.Exercise})
	}
	if err != nil {
		r.p.o.Log.Warn("files of an answer not sent", "user", e.User, "err", err)
	}
	return m
}

// tell shows an answer to one person: where they are, for them alone, or in
// their direct messages where the bot may not do that. A message in a channel's
// thread is seen in the thread only, so the answer to something that stands in
// the channel itself goes there.
func (r *run) tell(ctx context.Context, e chat.Event, m chat.Message) {
	m = r.filesApart(ctx, e, m)
	root := e.At.Thread
	if e.Upload != nil && root == "" {
		root = e.At.Message
	}
	for _, l := range leaves(m, nil) {
		if l.text == "" {
			l.text = goesOn
		}
		if err := r.whisper(ctx, e, root, l); err != nil {
			r.p.o.Log.Error("answer was not shown", "event", e.ID, "user", e.User, "err", err)
			return
		}
	}
}

func (r *run) whisper(ctx context.Context, e chat.Event, root string, l leaf) error {
	p := r.p
	if e.At.Channel != "" {
		_, resp, err := p.api.CreatePostEphemeral(ctx, &model.PostEphemeral{UserID: e.User, Post: &model.Post{
			ChannelId: e.At.Channel, RootId: root, Message: l.text,
			Props: p.whispered(l, e.At.Channel, e.User),
		}})
		err = failed(resp, err)
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
