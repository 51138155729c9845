package mastodon

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// fresh is how long what was uploaded may wait for its status. Servers throw away what
// belongs to no status after a day, the smaller ones sooner.
const fresh = 6 * time.Hour

// cargo is how far the media of a part have got. It is what is remembered between two
// steps.
type cargo struct {
	Media []progress `json:"media"`
}

type progress struct {
	Key   string `json:"key"` // names the bytes and their description
	ID    string `json:"id,omitempty"`
	At    int64  `json:"at,omitempty"` // when it was uploaded
	Ready bool   `json:"ready,omitempty"`
	Looks int    `json:"looks,omitempty"` // how often the server was asked for it
	Again int    `json:"again,omitempty"` // how often it was sent again
}

func keyOf(m network.Media) string { return m.Digest + "\x00" + m.Alt }

// cargoOf reads what was remembered. What is of other media, too old, or does not make
// sense is begun anew.
func cargoOf(state string, ms []network.Media, now time.Time) cargo {
	var c cargo
	if json.Unmarshal([]byte(state), &c) != nil || len(c.Media) != len(ms) {
		c = cargo{Media: make([]progress, len(ms))}
	}
	for i, m := range ms {
		if p := &c.Media[i]; p.Key != keyOf(m) || p.ID != "" && (!validID(p.ID) || now.Sub(time.Unix(p.At, 0)).Abs() > fresh) || p.ID == "" && p.Ready {
			*p = progress{Key: keyOf(m)}
		}
	}
	return c
}

func (c cargo) String() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // it has nothing that could not be written
	}
	return string(b)
}

// ids are the server's, when all media are ready.
func (c cargo) ids() ([]string, bool) {
	var ids []string
	for _, p := range c.Media {
		if !p.Ready {
			return nil, false
		}
		ids = append(ids, p.ID)
	}
	return ids, true
}

// ids are those of the media of an attempt. What was not carried before is carried
// now: no status was created by that, whatever goes wrong.
func (a *Account) ids(ctx context.Context, at network.Attempt) ([]string, network.Result) {
	ids, ready := cargoOf(at.Carried, at.Media, a.o.Now()).ids()
	switch {
	case !ready && at.Carried != "":
		return nil, network.CarryAgain(a.o.Account.Name)
	case !ready:
		state, res := network.CarryAll(ctx, a, at)
		if res.Outcome != network.Done {
			return nil, res
		}
		ids, _ = cargoOf(state, at.Media, a.o.Now()).ids()
	}
	return ids, network.Result{Outcome: network.Done}
}

// Carries implements network.Carrier.
func (a *Account) Carries(p bot.Part) bool { return len(p.Media) > 0 }

// Carry implements network.Carrier: it uploads the next file, or asks whether the
// server has finished with the last one.
func (a *Account) Carry(ctx context.Context, at network.Attempt) network.Carried {
	c := cargoOf(at.Carried, at.Media, a.o.Now())
	out := network.Carried{Result: network.Result{Outcome: network.Done}}
	for i := range c.Media {
		if !c.Media[i].Ready {
			out = a.carry(ctx, at.Media, &c, i)
			break
		}
	}
	for i, m := range at.Media {
		out.Size += m.Blob.Size()
		if c.Media[i].ID != "" {
			out.Sent += m.Blob.Size()
		}
	}
	out.State = c.String()
	if _, ready := c.ids(); ready {
		out.Outcome, out.More, out.Note = network.Done, false, ""
	}
	return out
}

func (a *Account) carry(ctx context.Context, ms []network.Media, c *cargo, i int) network.Carried {
	p := &c.Media[i]
	token, _, err := a.login(ctx)
	if err != nil {
		return network.Carried{Result: unsent(err)}
	}
	var res network.Result
	gone := false
	if p.ID == "" {
		res = a.send(ctx, token, ms[i], p)
	} else {
		res, gone = a.finished(ctx, token, p)
	}
	name := mediaName(ms[i].MediaUse, i)
	more := network.Carried{Result: network.Result{Outcome: network.Never}, More: true}
	switch {
	case res.Outcome == network.Done && p.Ready:
		return more
	case res.Outcome == network.Done:
		more.Retry, more.Note = pause(p.Looks), fmt.Sprintf("%s works at %s.", a.o.Account.Name, name)
		return more
	case gone && p.Again < mostAgain:
		*p = progress{Key: p.Key, Again: p.Again + 1} // the server lost it
		return more
	}
	if res.Outcome == network.Maybe {
		res.Outcome = network.Never
	}
	if sent := int64(1 << 20); ctx.Err() != nil && ms[i].Blob.Size() > sent {
		res.Note = "There was not time enough for it. If that goes on, ask your administrator for a longer outbox.lease."
	}
	res.Cause = cmp.Or(res.Cause, network.Later)
	res.Note = fmt.Sprintf("%s could not be sent: %s", capital(name), res.Note)
	return network.Carried{Result: res}
}

// mostAgain is how often a file is sent again because the server lost it.
const mostAgain = 3

func capital(s string) string {
	if s[0] == 't' {
		return "T" + s[1:]
	}
	return "P" + s[1:]
}

// send uploads a file and notes what the server calls it.
func (a *Account) send(ctx context.Context, token string, m network.Media, p *progress) network.Result {
	ans := a.upload(ctx, token, m)
	if ans.Outcome != network.Done {
		return ans.Result
	}
	var w wireMedia
	if err := ans.JSON(&w); err != nil {
		return ans.Garbled(err)
	}
	if !validID(w.ID) {
		return ans.Garbled(errors.New("read answer: what was sent has no id"))
	}
	p.ID, p.At, p.Ready, p.Looks = w.ID, a.o.Now().Unix(), ans.Status != http.StatusAccepted, 0
	return ans.Result
}

// finished asks whether the server has finished with a file: it answers 206 until then.
// gone says that it has no such file.
func (a *Account) finished(ctx context.Context, token string, p *progress) (res network.Result, gone bool) {
	r := a.get(token, "/api/v1/media/"+p.ID, nil)
	r.Endpoint = "GET /api/v1/media/:id"
	r.Refused = func(ans network.Answer) (network.Result, bool) {
		if ans.Status == http.StatusUnprocessableEntity {
			return network.Result{
				Outcome: network.No, Cause: network.Change,
				Note: fmt.Sprintf("%s cannot read it%s. Use another one.", a.o.Account.Name, quote(serverWords(ans))),
			}, true
		}
		return a.refused(ans)
	}
	ans := a.http.Do(ctx, r)
	p.Looks++
	if ans.Outcome == network.Done {
		p.Ready = ans.Status != http.StatusPartialContent
	}
	return ans.Result, ans.Status == http.StatusNotFound || ans.Status == http.StatusGone
}

// Pauses between two questions whether a file has been processed.
const (
	firstLook = 100 * time.Millisecond
	lastLook  = 5 * time.Second
)

func pause(looks int) time.Duration { return min(firstLook<<min(looks, 10), lastLook) }

// Discard implements network.Carrier. Nobody is shown what belongs to no status, and
// the server throws it away by itself; Mastodon since 4.4 removes it when it is asked
// (docs.joinmastodon.org, methods/media, 2026-07-02), so it is asked.
func (a *Account) Discard(ctx context.Context, carried string) network.Result {
	var c cargo
	if json.Unmarshal([]byte(carried), &c) != nil || !a.instance().since4(4) {
		return network.Result{Outcome: network.Done}
	}
	token, _, err := a.login(ctx)
	if err != nil {
		return unsent(err)
	}
	for _, p := range c.Media {
		if !validID(p.ID) {
			continue
		}
		r := a.request(http.MethodDelete, token, "/api/v1/media/"+p.ID, nil)
		r.Endpoint, r.Repeatable = "DELETE /api/v1/media/:id", true
		ans := a.http.Do(ctx, r)
		switch {
		case ans.Outcome == network.Done || ans.Status == http.StatusNotFound || ans.Status == http.StatusUnprocessableEntity:
		default: // 422: a status has it
			return ans.Result
		}
	}
	return network.Result{Outcome: network.Done}
}
