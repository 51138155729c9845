package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"appealbot/bot/network"
)

// Publish implements network.Publisher. Attempts of one account come one after
// the other, because a server may look a key up and keep it in two steps
// (Hollo 0.6.10 made three statuses of four requests at once with one key).
func (a *Account) Publish(ctx context.Context, at network.Attempt) network.Result {
	select {
	case a.turn <- struct{}{}:
		defer func() { <-a.turn }()
	case <-ctx.Done():
		return network.Result{Outcome: network.Never, Note: "There was no time left to send it to " + a.o.Account.Name + ".", Raw: ctx.Err().Error()}
	}
	ids, res := a.ids(ctx, at)
	if res.Outcome != network.Done {
		return res
	}
	token, me, err := a.login(ctx)
	if err != nil {
		return unsent(err)
	}
	if at.ReplyTo != "" && !validID(at.ReplyTo) {
		return network.Result{Outcome: network.No, Note: "What this continues has no id of " + a.o.Account.Name + ". Tell your administrator."}
	}
	r, err := a.create(token, at, ids)
	if err != nil {
		return unsent(err)
	}
	ans := a.http.Do(ctx, r)
	if ans.Outcome != network.Done {
		if len(ids) > 0 && ans.Outcome == network.Never && (ans.Status == http.StatusUnprocessableEntity || ans.Status == http.StatusBadRequest) && ans.Retry == 0 {
			ans.Anew = true // The server does not have them, or another status has.
		}
		return ans.Result
	}
	var st wireStatus
	if err := ans.JSON(&st); err != nil {
		return ans.Garbled(err)
	}
	if !validID(st.ID) || st.Account.ID != me {
		return ans.Garbled(errors.New("read answer: it is not a status of this account"))
	}
	a.remember(st.ID, at.Key)
	out := done(st)
	out.Raw = ans.Raw
	if len(st.Media) < len(ids) {
		out.Note = fmt.Sprintf("%s shows %d of the %d pictures and videos.", a.o.Account.Name, len(st.Media), len(ids))
	}
	return out
}

// create is the request that makes a status public.
func (a *Account) create(token string, at network.Attempt, media []string) (network.Request, error) {
	in := wireCreate{
		Status: at.Part.Text, MediaIDs: media, InReplyTo: at.ReplyTo,
		Visibility: a.o.Visibility, Language: at.Post.Language,
	}
	if a.instance().Software == SoftwareGoToSocial {
		in.ContentType = "text/plain" // The account's own setting may be Markdown.
	}
	body, err := json.Marshal(in)
	if err != nil {
		return network.Request{}, fmt.Errorf("write down the status: %w", err)
	}
	r := a.request(http.MethodPost, token, "/api/v1/statuses", nil)
	r.Header.Set("Content-Type", "application/json")
	r.Body = body
	r.Refused = func(ans network.Answer) (network.Result, bool) {
		if at.ReplyTo != "" && gone(ans) {
			return network.Result{
				Outcome: network.No, Cause: network.Change,
				Note: a.o.Account.Name + " does not have the post any more that this one continues. Publish it as a new appeal.",
			}, true
		}
		return a.refused(ans)
	}
	if a.idempotent() {
		// Nowhere else: the standard library repeats what has this header.
		r.Header.Set("Idempotency-Key", at.Key)
		r.Repeatable = true
	}
	return r, nil
}

// unsent is the result of an attempt that ended before anything could become
// public, whatever it was that ended it.
func unsent(err error) network.Result {
	res := network.Result{Outcome: network.Never, Note: err.Error(), Raw: err.Error()}
	if e, ok := errors.AsType[*network.AnswerError](err); ok {
		res.Cause, res.Retry, res.Note, res.Raw = e.Cause, e.Retry, e.Note, e.Raw
		if e.Raw == "" {
			res.Raw = e.Note
		}
	}
	return res
}

// done is the result of a status that is public.
func done(st wireStatus) network.Result {
	u := webAddress(st.URL)
	if u == "" {
		u = webAddress(st.URI)
	}
	return network.Result{Outcome: network.Done, Remote: st.ID, URL: u}
}

// maxWrote bounds for how many statuses it is remembered which key they had.
const maxWrote = 1000

// remember keeps which key a status was published with, so that another part
// in the same words is not taken for it.
func (a *Account) remember(id, key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.wrote) >= maxWrote {
		clear(a.wrote)
	}
	a.wrote[id] = key
}

// anothers reports whether a status is known to be of another key.
func (a *Account) anothers(id, key string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	k, ok := a.wrote[id]
	return ok && k != key
}
