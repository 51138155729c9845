package facebook

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"appealbot/bot/network"
)

// Publish implements network.Publisher: what was prepared unseen is made public.
// Where nothing was prepared, that is done first.
func (a *Account) Publish(ctx context.Context, at network.Attempt) network.Result {
	switch {
	case mustStandAlone(at):
		return network.Result{
			Outcome: network.Never, Alone: true, Cause: network.Later, Raw: "there are no threads",
			Note: "Facebook has no threads. The part is published by itself, with a link to the first one.",
		}
	case at.Alone && webAddress(at.Link) == "":
		return network.Result{
			Outcome: network.No, Cause: network.Permanent, Raw: "no link",
			Note: "The address of the first part is not known, so the others cannot link to it. Publish them on facebook.com by hand.",
		}
	}
	token, err := a.login(ctx)
	if err != nil {
		return unable(err)
	}
	if answers(at) {
		return a.comment(ctx, token, at)
	}
	p, err := a.keys.enter(ctx, at.Key)
	if err != nil {
		return unable(err)
	}
	defer p.leave()
	s, res := a.prepare(ctx, token, at, p)
	if res.Outcome != network.Done {
		return res
	}
	return a.flip(ctx, token, at, s)
}

// of is how far an attempt is prepared, as was carried or is known here. What was
// prepared for something else does not count.
func (p *prepared) of(at network.Attempt) carriage {
	want := sum(at)
	for _, state := range []string{at.Carried, p.state} {
		if s := parseCarriage(state); s.Sum == want {
			return s
		}
	}
	return carriage{Sum: want}
}

// prepare makes the steps of preparing that are left. There are as many as a post
// with photos has; a video was carried before, or takes several attempts.
func (a *Account) prepare(ctx context.Context, token string, at network.Attempt, p *prepared) (carriage, network.Result) {
	s := p.of(at)
	if s.Ready {
		return s, network.Result{Outcome: network.Done}
	}
	for {
		c := a.step(ctx, token, at, s)
		s, p.state = parseCarriage(c.State), c.State
		if c.Outcome == network.Done || !c.More || c.Retry > 0 || ctx.Err() != nil {
			return s, c.Result
		}
	}
}

// seen is what Facebook shows of something that may be public.
type seen struct {
	there     bool
	published bool
	text      string
	url       string
	// Of a video:
	ready   bool
	failed  string // why Facebook cannot use it
	percent int
}

// look asks for a post or a video.
func (a *Account) look(ctx context.Context, token, id string) (seen, network.Result) {
	fields, film := "id,message,is_published,permalink_url", isVideo(id)
	if film {
		fields = "id,description,published,permalink_url,status"
	}
	ans := a.do(ctx, token, call{method: http.MethodGet, path: "/" + id, form: url.Values{"fields": {fields}}})
	if problemOf(ans).gone() {
		ans.Outcome = network.Done
		return seen{}, ans.Result
	}
	if ans.Outcome != network.Done {
		return seen{}, ans.Result
	}
	var w wirePost
	if err := ans.JSON(&w); err != nil {
		return seen{}, ans.Garbled(err)
	}
	out := seen{there: true, text: w.Message, url: a.address(w.Link)}
	public := w.Published
	if film {
		public, out.text = w.Visible, w.Description
		out.ready, out.percent = w.Status.Video == "ready", w.Status.Progress
		if w.Status.Video == "error" || w.Status.Video == "upload_failed" || w.Status.Video == "expired" {
			out.failed = "it could not be processed"
			for _, e := range w.Status.Working.Errors {
				out.failed = network.Redact(clip(e.Message), token)
			}
		}
	}
	if w.ID != id || public == nil {
		return seen{}, ans.Garbled(errors.New("read answer: it does not say whether it is public"))
	}
	out.published = *public
	return out, ans.Result
}

// otherWords says that what was prepared is not what was approved.
func otherWords(raw string) network.Result {
	return network.Result{
		Outcome: network.No, Cause: network.Change, Raw: raw,
		Note: "What stands ready on Facebook is not what was approved: somebody changed it, or Facebook did. Look at the Page's unpublished posts, and publish the appeal again.",
	}
}

// flip makes public what was prepared, if it is what was approved.
func (a *Account) flip(ctx context.Context, token string, at network.Attempt, s carriage) network.Result {
	now, res := a.look(ctx, token, s.node())
	switch {
	case res.Outcome == network.Maybe:
		res.Outcome = network.Never // This attempt has had no effect.
		return res
	case res.Outcome != network.Done:
		return res
	case !now.there:
		return network.Result{
			Outcome: network.No, Cause: network.Permanent, Raw: res.Raw,
			Note: "What stood ready on Facebook was deleted there. Publish the appeal again if it shall be public.",
		}
	case now.published: // Whatever was changed since then, it is public.
		return done(s, now, res)
	case now.text != text(at):
		return otherWords(res.Raw)
	}
	form := url.Values{"is_published": {"true"}}
	if s.Post == "" {
		form = url.Values{"published": {"true"}}
	}
	if r := succeeded(a.do(ctx, token, post(s.node(), form))); r.Outcome != network.Done {
		return r
	}
	now, res = a.look(ctx, token, s.node())
	switch {
	case res.Outcome == network.Done && now.published:
		return done(s, now, res)
	case res.Outcome == network.Done:
		res.Note = "Facebook said that it is public, and does not show it yet. It is looked up."
	}
	res.Outcome, res.Cause = network.Maybe, network.Later
	return res
}

// done is the result of what is public.
func done(s carriage, now seen, res network.Result) network.Result {
	return network.Result{Outcome: network.Done, Remote: s.node(), URL: now.url, Raw: res.Raw}
}

const (
	// margin is how much earlier than the attempt a look-up begins: the clocks
	// of Facebook and of this program may differ.
	margin = 15 * time.Minute
	// findPages is how many pages a look-up reads at most.
	findPages = 8
)

// Find implements network.Publisher: it looks whether what was prepared is public.
// Where it is not known what was, it looks for the words among what is.
func (a *Account) Find(ctx context.Context, at network.Attempt) network.Result {
	token, err := a.login(ctx)
	if err != nil {
		return maybe(unable(err))
	}
	if answers(at) {
		return a.findComment(ctx, token, at)
	}
	p, err := a.keys.enter(ctx, at.Key)
	if err != nil {
		return maybe(unable(err))
	}
	defer p.leave()
	s := p.of(at)
	if s.node() == "" {
		return a.findWords(ctx, token, at)
	}
	now, res := a.look(ctx, token, s.node())
	switch {
	case res.Outcome != network.Done:
		return maybe(res)
	case !now.there || !now.published:
		return network.Result{Outcome: network.Never, Cause: network.Later, Raw: res.Raw, Note: "It stands ready on Facebook and is not public."}
	}
	return done(s, now, res)
}

// maybe is the result of a look-up that failed: it says nothing.
func maybe(r network.Result) network.Result {
	r.Outcome = network.Maybe
	return r
}

// began is since when an attempt may have had an effect.
func began(at network.Attempt) time.Time {
	if at.Post.Began.IsZero() {
		return at.Post.Created.Add(-margin)
	}
	return at.Post.Began.Add(-margin)
}
