package mattermost

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// inDirect says where files went that cannot be shown to one person alone.
const inDirect = "The attached files are in your direct messages with me."

// noFiles says that they are nowhere.
const noFiles = "The attached files could not be sent. Ask for them again in a minute."

// asideTime bounds how long a command waits for its answer to be shown by the
// bot itself.
const asideTime = time.Second

// commandReply answers a command, for the one who gave it alone. What a callback
// returns is shown under the name of whoever typed the command, as if they had
// said it to themselves. So the bot says it itself where it may, and in the
// callback otherwise: that needs no right, no membership and no place in the
// rate limit.
func (r *run) commandReply(ctx context.Context, e chat.Event, m chat.Message) any {
	m = r.filesApart(ctx, e, m)
	ls := leaves(m, nil)
	shown, stop := context.WithTimeout(ctx, asideTime)
	defer stop()
	for len(ls) > 0 && r.aside(shown, e, e.At.Thread, ls[0]) == nil {
		ls = ls[1:]
	}
	if len(ls) == 0 {
		return map[string]any{}
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
		c.Text = goesOn
		first.ExtraResponses = append(first.ExtraResponses, &c)
	}
	return first
}

// filesApart sends the files of a message to a person directly, since what
// only one person sees can have none, and says so.
func (r *run) filesApart(ctx context.Context, e chat.Event, m chat.Message) chat.Message {
	var whole []chat.File
	for _, f := range filesOf(m) {
		if len(f.Data) > 0 {
			whole = append(whole, f)
		}
	}
	if len(whole) == 0 {
		return m
	}
	channel, err := r.p.Direct(ctx, e.User)
	if err == nil {
		only := chat.Message{Text: m.Text, Files: whole, Exercise: m.Exercise}
		_, err = r.p.Post(ctx, "files/"+e.ID, channel, "", only)
	}
	switch {
	case err != nil:
		r.p.o.Log.Warn("files of an answer not sent", "user", e.User, "err", err)
		m.Sections = append(slices.Clip(m.Sections), chat.Section{Text: noFiles, Tone: chat.Warning})
	case channel != e.At.Channel:
		m.Sections = append(slices.Clip(m.Sections), chat.Section{Text: inDirect})
	}
	return m
}

// tell shows an answer to one person: where they are, for them alone, or in
// their direct messages where the bot may not do that. A message in a channel's
// thread is seen in the thread only, so the answer to something that stands in
// the channel itself goes there.
func (r *run) tell(ctx context.Context, e chat.Event, m chat.Message) {
	if e.User == "" {
		return // a forger who says no name
	}
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

// hurried is how long a person is made to wait for the answer when the server
// wants pauses.
const hurried = 10 * time.Second

// maxWhispers bounds the attempts to show an answer that the server does not
// take.
const maxWhispers = 3

func (r *run) whisper(ctx context.Context, e chat.Event, root string, l leaf) error {
	ctx, stop := context.WithTimeout(ctx, hurried)
	defer stop()
	for i := 1; ; i++ {
		err := r.whisperOnce(ctx, e, root, l)
		if err == nil || refused(err) {
			return err
		}
		// The worst that a second attempt does is to say the same twice.
		pause := defaultPause
		if limited, ok := errors.AsType[*chat.RateLimited](err); ok {
			pause = limited.After
		} else if i == maxWhispers {
			return err
		}
		if !sleep(ctx, pause) {
			return err
		}
	}
}

// aside shows something to one person alone, where they are.
func (r *run) aside(ctx context.Context, e chat.Event, root string, l leaf) error {
	if l.text == "" {
		l.text = goesOn
	}
	_, resp, err := r.p.api.CreatePostEphemeral(ctx, &model.PostEphemeral{UserID: e.User, Post: &model.Post{
		ChannelId: e.At.Channel, RootId: root, Message: l.text, Props: r.p.whispered(l, e.At.Channel, e.User),
	}})
	return failed(resp, err)
}

func (r *run) whisperOnce(ctx context.Context, e chat.Event, root string, l leaf) error {
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
