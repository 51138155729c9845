package youtube

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"time"

	"appealbot/bot/network"
)

// A call is one request to the API as the channel.
type call struct {
	method, path string // "/youtube/v3/videos"
	query        url.Values
	body         any    // JSON, or
	raw          []byte // as it is,
	kind         string // of this type
	again        bool   // a second time has the effect of one
	cost         int    // units of quota
	uploads      int    // of the quota of uploads
	need         need
	header       http.Header
}

// maxAnswer bounds an answer: a page of a hundred long comments with five answers
// each has several megabytes.
const maxAnswer = 16 << 20

// do makes one attempt at a call. Without credentials or quota nothing is sent.
func (a *Account) do(ctx context.Context, c call) network.Answer {
	cred, err := a.credentials(ctx)
	if err != nil {
		return network.Answer{Result: unable(err)}
	}
	return a.doAs(ctx, cred, c)
}

// doAs makes one attempt at a call with given credentials.
func (a *Account) doAs(ctx context.Context, cred Credentials, c call) network.Answer {
	if d := a.ledger.wait(c.cost, c.uploads, c.need); d > 0 {
		return network.Answer{Result: a.usedUp(d)}
	}
	r := network.Request{
		Method: c.method, URL: a.o.API + c.path, Repeatable: c.again, Body: c.raw, Limit: maxAnswer,
		Header: http.Header{"Accept": {"application/json"}},
	}
	maps.Copy(r.Header, c.header)
	if len(c.query) > 0 {
		r.URL += "?" + c.query.Encode()
	}
	if c.kind != "" {
		r.Header.Set("Content-Type", c.kind)
	}
	if c.body != nil {
		b, err := json.Marshal(c.body)
		if err != nil {
			return network.Answer{Result: network.Result{
				Outcome: network.No, Note: "The request to YouTube could not be written down. Tell your administrator.", Raw: err.Error(),
			}}
		}
		r.Body = b
		r.Header.Set("Content-Type", "application/json; charset=UTF-8")
	}
	ans := a.send(ctx, a.http, cred, r)
	if ans.Status != 0 || ans.Outcome == network.Maybe {
		a.ledger.spend(c.cost, c.uploads)
	}
	return ans
}

// send makes a request as the channel.
func (a *Account) send(ctx context.Context, hc *network.Client, cred Credentials, r network.Request) network.Answer {
	if r.Header == nil {
		r.Header = make(http.Header)
	}
	r.Header.Set("Authorization", "Bearer "+cred.Access)
	r.Refused = a.refused
	ans := hc.Do(ctx, r)
	switch {
	case ans.Status == http.StatusUnauthorized && a.login.spoiled(cred.Access, a.o.Now()):
		// New ones were not accepted either.
		ans.Outcome, ans.Cause = network.No, network.Reconnect
		ans.Note = "YouTube does not accept the channel's credentials any more. Connect the account again."
	case ans.Outcome != network.Done && ans.Outcome != network.No && ans.Cause == "":
		ans.Cause = network.Later
	}
	return ans
}

// read makes a call that only reads, and reads its answer into v. An error is an
// *network.AnswerError or says what is wrong with the answer.
func (a *Account) read(ctx context.Context, path string, q url.Values, n need, v any) (network.Answer, error) {
	ans := a.do(ctx, call{method: http.MethodGet, path: path, query: q, cost: costRead, need: n})
	if err := ans.Err(); err != nil {
		return ans, err
	}
	return ans, ans.JSON(v)
}

// usedUp is the result of a request for which there is no quota.
func (a *Account) usedUp(d time.Duration) network.Result {
	used, of, resets := a.ledger.Quota()
	return network.Result{
		Outcome: network.Never, Cause: network.Later, Retry: d, Raw: fmt.Sprintf("not sent: %d of %d units are used", used, of),
		Note: fmt.Sprintf("The day's quota of the department's project at YouTube is used up; it goes on by itself when there is new one, at %s. Ask Google for a larger quota if that happens often.",
			resets.Format("15:04 UTC")),
	}
}
