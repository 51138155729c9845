package bluesky

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// A call is one request to the account's own server, in its name.
type call struct {
	method string // of the XRPC interface: "com.atproto.repo.putRecord"
	query  url.Values
	body   any      // for a procedure; nil for a query
	blob   bot.Blob // a body that is not JSON, with its type
	mime   string
	// timeout bounds the request; zero means the client's.
	timeout time.Duration
	// repeatable: two of it have the effect of one.
	repeatable bool
	limit      int64
	refused    func(network.Answer) (network.Result, bool)
}

// read makes a query. A token that turned out to be over is renewed, and the
// query is made once more.
func (a *Account) read(ctx context.Context, c call) network.Answer {
	ans, renew := a.do(ctx, c)
	if renew {
		ans, _ = a.do(ctx, c)
	}
	return ans
}

// do makes one request. It reports whether another one would have a new token.
func (a *Account) do(ctx context.Context, c call) (ans network.Answer, renew bool) {
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		return network.Answer{Result: res}, false
	}
	return a.ask(ctx, s, c)
}

// ask is do in a session that was just looked up.
func (a *Account) ask(ctx context.Context, s credentials, c call) (ans network.Answer, renew bool) {
	r, err := c.request(s.PDS)
	if err != nil {
		return network.Answer{Result: network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: "The request could not be written down. Tell your administrator.", Raw: err.Error(),
		}}, false
	}
	r.Header.Set("Authorization", "Bearer "+s.Access)
	r.Refused = func(ans network.Answer) (network.Result, bool) {
		if c.refused != nil {
			if res, ok := c.refused(ans); ok {
				return res, true
			}
		}
		return refused(ans)
	}
	ans = a.finish(a.http.Do(ctx, r))
	if over(ans) {
		a.mu.Lock()
		a.stale = s.Access
		a.mu.Unlock()
		return ans, true
	}
	return ans, false
}

// public makes a query to the AppView as somebody who is not logged in.
func (a *Account) public(ctx context.Context, c call) network.Answer {
	r, err := c.request(a.o.AppView)
	if err != nil {
		return network.Answer{Result: network.Result{Outcome: network.No, Note: err.Error()}}
	}
	r.Refused = refused
	return a.finish(a.http.Do(ctx, r))
}

func (c call) request(base string) (network.Request, error) {
	r := network.Request{
		Method: http.MethodGet, URL: base + "/xrpc/" + c.method, Endpoint: c.method, Limit: c.limit, Repeatable: c.repeatable,
		Header: http.Header{"Accept": {"application/json"}},
	}
	if len(c.query) > 0 {
		r.URL += "?" + c.query.Encode()
	}
	switch {
	case c.blob != nil:
		r.Method, r.Size, r.Timeout = http.MethodPost, c.blob.Size(), c.timeout
		r.Reader = func() (io.Reader, error) { return io.NewSectionReader(c.blob, 0, c.blob.Size()), nil }
		r.Header.Set("Content-Type", c.mime)
	case c.body != nil:
		b, err := json.Marshal(c.body)
		if err != nil {
			return r, err
		}
		r.Method, r.Body = http.MethodPost, b
		r.Header.Set("Content-Type", "application/json")
	}
	return r, nil
}

// finish adds what every answer of Bluesky's has in common.
func (a *Account) finish(ans network.Answer) network.Answer {
	if ans.Outcome == network.Never || ans.Outcome == network.Maybe {
		if ans.Cause == "" {
			ans.Cause = network.Later
		}
	}
	return ans
}

// now is the time to the millisecond, as the network writes it.
func (a *Account) now() time.Time { return a.o.Now().UTC() }

// record asks the account's own server for one of its records. It is true only
// when the server certainly has none.
func (a *Account) record(ctx context.Context, s credentials, collection, key string) (rec wireRecord, absent bool, ans network.Answer) {
	c := call{method: "com.atproto.repo.getRecord", query: url.Values{"repo": {s.DID}, "collection": {collection}, "rkey": {key}}}
	ans, renew := a.ask(ctx, s, c)
	if renew {
		ans = a.read(ctx, c)
	}
	if ans.Outcome != network.Done {
		return rec, word(ans) == "RecordNotFound", ans
	}
	err := ans.JSON(&rec)
	if err == nil && (rec.URI != atURI(s.DID, collection, key) || !validCID(rec.CID) || len(rec.Value) == 0) {
		err = errOther
	}
	if err != nil {
		ans.Result = ans.Garbled(err)
	}
	return rec, false, ans
}
