package x

import (
	"context"
	"errors"
	"net/http"

	"appealbot/bot/network"
)

// Publish implements network.Publisher: exactly one create, with the media that were
// carried. What was not carried before is carried first; whatever fails before the
// create has no effect.
func (a *Account) Publish(ctx context.Context, at network.Attempt) network.Result {
	if at.Part.Alone && at.ReplyTo != "" && !at.Alone && !a.o.Threads {
		return alone("the account's follow-ups are published one by one")
	}
	if at.Alone && webAddress(at.Link) == "" {
		return network.Result{
			Outcome: network.No, Cause: network.Permanent, Raw: "no link",
			Note: "The address of the first part is not known, so the others cannot link to it. Publish them on x.com by hand.",
		}
	}
	ids, ready := a.ids(ctx, at)
	if ready.Outcome != network.Done {
		return ready
	}
	cred, err := a.credentials(ctx)
	if err != nil {
		return unable(err)
	}
	body := wireCreate{Text: text(at)}
	if at.ReplyTo != "" && !at.Alone {
		if !validID(at.ReplyTo) {
			return continuesNothing()
		}
		body.Reply = &wireReplyTo{at.ReplyTo}
	}
	if len(ids) > 0 {
		body.Media = &wireAttach{ids}
	}
	ans := a.doAs(ctx, cred, call{method: http.MethodPost, path: "/2/tweets", body: body})
	switch {
	case ans.Outcome == network.Done:
		return a.created(cred, at, ans, ready.Note)
	case body.Reply != nil && at.Part.Alone && noReply(ans):
		return alone(ans.Raw)
	case body.Media != nil && ans.Outcome == network.Never && ans.Status == http.StatusBadRequest:
		ans.Anew = true // X does not have them.
	}
	return ans.Result
}

// ids are those of the media of an attempt. The note of the result says what X did not
// take.
func (a *Account) ids(ctx context.Context, at network.Attempt) ([]string, network.Result) {
	loads, err := loadsOf(at.Media)
	if err != nil {
		return nil, network.Result{Outcome: network.Never, Cause: network.Later, Note: "A picture or video could not be read here.", Raw: err.Error()}
	}
	c := cargoOf(at.Carried, loads, a.o.Now())
	ids, ready := c.ids(loads)
	switch {
	case !ready && at.Carried != "":
		return nil, network.CarryAgain("X")
	case !ready:
		state, res := network.CarryAll(ctx, a, at)
		if res.Outcome != network.Done {
			return nil, res
		}
		c = cargoOf(state, loads, a.o.Now())
		ids, _ = c.ids(loads)
	}
	return ids, network.Result{Outcome: network.Done, Note: c.without(loads)}
}

// text is what is sent: the approved words, and for a follow-up that stands
// alone the link behind them, as was approved.
func text(at network.Attempt) string {
	if at.Alone {
		return at.Part.Text + " " + at.Link
	}
	return at.Part.Text
}

// alone says that a follow-up has to go out by itself.
func alone(raw string) network.Result {
	return network.Result{
		Outcome: network.Never, Alone: true, Cause: network.Later, Raw: raw,
		Note: "X does not let the account continue its thread. The part is published by itself, with a link to the first one.",
	}
}

// created reads the answer to a create.
func (a *Account) created(cred Credentials, at network.Attempt, ans network.Answer, note string) network.Result {
	var out struct {
		Data struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if err := ans.JSON(&out); err != nil {
		return ans.Garbled(err)
	}
	if !validID(out.Data.ID) {
		return ans.Garbled(errors.New("read answer: it has no post's id"))
	}
	return network.Result{
		Outcome: network.Done, Remote: out.Data.ID, URL: a.address(cred.Handle, out.Data.ID), Raw: ans.Raw,
		Cost: price(at), Note: note,
	}
}
