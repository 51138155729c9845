package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// tell shows an answer to one person: where they are, for them alone, or in
// their direct messages where that cannot be. To a command or a press Slack
// gives an address for it, which needs no membership and has no place in the
// rate limits; url is empty where it gives none.
func (r *run) tell(ctx context.Context, e chat.Event, m chat.Message, url string) {
	if e.User == "" {
		return
	}
	m = r.p.poster.FilesApart(ctx, e, m, r.p.Direct)
	for part := range sheets(m) {
		if part == maxResponses {
			url = ""
		}
		if err := r.whisper(ctx, e, m, part, url); err != nil {
			r.p.o.Log.Error("answer was not shown", "event", e.ID, "user", e.User, "err", err)
			return
		}
	}
}

// whisper shows one part of an answer, by the first way that is open.
func (r *run) whisper(ctx context.Context, e chat.Event, m chat.Message, part int, url string) error {
	ways := []func(context.Context) error{
		func(ctx context.Context) error { return r.p.respond(ctx, e, m, part, url) },
		func(ctx context.Context) error { return r.p.aside(ctx, e, m, part) },
		func(ctx context.Context) error { return r.p.direct(ctx, e, m, part) },
	}
	var errs []error
	for _, show := range ways {
		err := r.p.poster.Insist(ctx, show)
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// errNoWay says that a way to answer is not open.
var errNoWay = &refusal{code: "no such way"}

// maxResponses is how often the address for an answer may be used, within half an
// hour (docs.slack.dev, "Handling user interaction", 2026-11).
const maxResponses = 5

// respond shows an answer at the address that Slack gave for it.
func (p *Platform) respond(ctx context.Context, e chat.Event, m chat.Message, part int, url string) error {
	if url == "" {
		return errNoWay
	}
	all, no := sheets(m), false
	err := slack.PostWebhookCustomHTTPContext(ctx, url, &http.Client{Transport: p.door, CheckRedirect: noRedirect}, &slack.WebhookMessage{
		Text: all[part].words(), Blocks: &slack.Blocks{BlockSet: all[part].blocks(adapter.Digest(e.ID, adapter.Show(m)))},
		ResponseType: slack.ResponseTypeEphemeral, Parse: "none", ThreadTimestamp: e.At.Thread, UnfurlLinks: &no, UnfurlMedia: &no,
	})
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok && status.Code < 500 && status.Code != http.StatusTooManyRequests {
		return &refusal{code: fmt.Sprintf("status %d", status.Code)} // it is used up or too old
	}
	return failed(err)
}

// aside shows an answer in the channel, to one person alone. A message in a
// thread is seen in the thread only, so the answer to something that stands in
// the channel itself goes there.
func (p *Platform) aside(ctx context.Context, e chat.Event, m chat.Message, part int) error {
	if e.At.Channel == "" || e.Direct {
		return errNoWay
	}
	options := shown(m, part, e.ID)
	if thread := e.At.Thread; thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	_, err := p.api.PostEphemeralContext(ctx, e.At.Channel, e.User, options...)
	return failed(err)
}

// direct shows an answer in a person's direct messages.
func (p *Platform) direct(ctx context.Context, e chat.Event, m chat.Message, part int) error {
	channel, err := p.Direct(ctx, e.User)
	if err != nil {
		return err
	}
	_, _, err = p.api.PostMessageContext(inChannel(ctx, channel), channel, append(shown(m, part, e.ID),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(), slack.MsgOptionDisableMarkdown())...)
	return failed(err)
}
