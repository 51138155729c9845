package network_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"appealbot/bot/network"
)

func TestObserveSeesEveryRequest(t *testing.T) {
	clk := newClock()
	base, _ := counting(t, func(w http.ResponseWriter, r *http.Request) {
		clk.add(250 * time.Millisecond)
		w.Header().Set("X-Rate-Limit-Remaining", "0")
		w.Header().Set("X-Rate-Limit-Reset", "1793621700")
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte("0123456789"))
	})
	var calls []network.Call
	c := client(network.ClientOptions{Now: clk.now, Observe: func(c network.Call) { calls = append(calls, c) }})
	defer c.Close()
	r := post(base)
	r.Endpoint = "POST /2/tweets"
	c.Do(t.Context(), r)
	c.Do(t.Context(), r)
	r.Endpoint, r.URL = "", "http://nobody.invalid/api/v1/statuses/01M8AH5RWXAP4FM908AS7674BN/context?limit=40"
	c.Do(t.Context(), r)
	reset := 15*time.Minute - 250*time.Millisecond
	want := []network.Call{
		{
			Endpoint: "POST /2/tweets", Outcome: network.Done, Status: 201, Took: 250 * time.Millisecond,
			Sent: len(r.Body), Received: 10, Quota: network.Quota{Known: true, Reset: reset},
		},
		{Endpoint: "POST /2/tweets", Outcome: network.Never, Held: true},
		{Endpoint: "POST /api/v1/statuses/:id/context", Outcome: network.Never, Sent: len(r.Body)},
	}
	if len(calls) != len(want) {
		t.Fatalf("%d calls: %+v", len(calls), calls)
	}
	for i := range want {
		if calls[i] != want[i] {
			t.Errorf("call %d = %+v, want %+v", i, calls[i], want[i])
		}
	}
}

func TestEveryAnswerSaysWhatItTakes(t *testing.T) {
	var status int
	base, _ := counting(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	c := client(network.ClientOptions{})
	defer c.Close()
	for s, want := range map[int]network.Cause{
		200: "", 301: network.Permanent, 302: network.Later, 400: network.Permanent, 401: network.Reconnect, 403: network.Permanent,
		404: network.Permanent, 407: network.Later, 408: network.Later, 410: network.Permanent, 413: network.Change,
		415: network.Change, 422: network.Change, 425: network.Later, 429: network.Later, 499: network.Later, 500: network.Later,
		503: network.Later, 999: network.Later,
	} {
		status = s
		a := c.Do(t.Context(), at("", base))
		if a.Cause != want {
			t.Errorf("%d: %v with cause %q, want %q", s, a.Outcome, a.Cause, want)
		}
		err := a.Err()
		if e, ok := err.(*network.AnswerError); ok && e.Cause != want { //nolint:errorlint // It is what Err returns.
			t.Errorf("%d: the error has cause %q", s, e.Cause)
		}
	}
	status = http.StatusForbidden
	r := at("", base)
	r.Refused = func(network.Answer) (network.Result, bool) {
		return network.Result{Outcome: network.No, Note: "It is too long.", Cause: network.Change}, true
	}
	if a := c.Do(t.Context(), r); a.Cause != network.Change {
		t.Errorf("the network's own table said %q, and it became %q", network.Change, a.Cause)
	}
	r.Refused = func(network.Answer) (network.Result, bool) {
		return network.Result{Outcome: network.Never, Note: "The session is over."}, true
	}
	if a := c.Do(t.Context(), r); a.Cause != network.Later {
		t.Errorf("may pass, with cause %q", a.Cause)
	}
	if a := c.Do(t.Context(), at("", strings.Replace(base, "http", "ftp", 1))); a.Cause != network.Permanent {
		t.Errorf("a wrong address: %q", a.Cause)
	}
	if a := c.Do(t.Context(), at("", "http://nobody.invalid/")); a.Cause != network.Later {
		t.Errorf("nobody there: %q", a.Cause)
	}
}
