package x

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"appealbot/bot/network"
)

// A call is one request to the API as the account.
type call struct {
	method, path string
	query        url.Values
	body         any    // JSON, or
	raw          []byte // as it is,
	kind         string // of this type
	again        bool   // a second time has the effect of one
	refused      func(network.Answer) (network.Result, bool)
}

// do makes one attempt at a call. Without credentials nothing is sent.
func (a *Account) do(ctx context.Context, c call) network.Answer {
	cred, err := a.credentials(ctx)
	if err != nil {
		return network.Answer{Result: unable(err)}
	}
	return a.doAs(ctx, cred, c)
}

// maxAnswer bounds an answer: a page of a hundred long posts has several
// megabytes.
const maxAnswer = 16 << 20

// doAs makes one attempt at a call with given credentials.
func (a *Account) doAs(ctx context.Context, cred Credentials, c call) network.Answer {
	r := network.Request{
		Method: c.method, URL: a.o.API + c.path, Repeatable: c.again, Refused: c.refused, Body: c.raw, Limit: maxAnswer,
		Header: http.Header{"Authorization": {"Bearer " + cred.Access}, "Accept": {"application/json"}},
	}
	if len(c.query) > 0 {
		// X's own examples do not escape the commas of lists.
		r.URL += "?" + strings.ReplaceAll(c.query.Encode(), "%2C", ",")
	}
	if c.kind != "" {
		r.Header.Set("Content-Type", c.kind)
	}
	if c.body != nil {
		b, err := json.Marshal(c.body)
		if err != nil {
			return network.Answer{Result: network.Result{
				Outcome: network.No, Note: "The request to X could not be written down. Tell your administrator.", Raw: err.Error(),
			}}
		}
		r.Body = b
		r.Header.Set("Content-Type", "application/json")
	}
	if r.Refused == nil {
		r.Refused = refused
	}
	ans := a.http.Do(ctx, r)
	switch {
	case ans.Status == http.StatusUnauthorized && a.login.spoiled(cred.Access, a.o.Now()):
		// New ones were not accepted either.
		ans.Outcome, ans.Cause = network.No, network.Reconnect
		ans.Note = "X does not accept the account's credentials any more. Connect the account again."
	case ans.Status == http.StatusTooManyRequests:
		ans.Cause = network.Later
		if p := problemOf(ans); p.kind() == "usage-capped" || p.says("usage cap exceeded", "usagecapexceeded") {
			u := usedUp()
			ans.Note, ans.Retry = u.Note, u.Retry
		}
	case ans.Outcome != network.Done && ans.Cause == "" && ans.Outcome != network.No:
		ans.Cause = network.Later
	}
	return ans
}

// read makes a call that only reads, and reads its answer into v.
func (a *Account) read(ctx context.Context, path string, q url.Values, v any) (network.Answer, error) {
	ans := a.do(ctx, call{method: http.MethodGet, path: path, query: q})
	if err := ans.Err(); err != nil {
		return ans, err
	}
	return ans, ans.JSON(v)
}
