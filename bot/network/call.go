package network

import (
	"net/url"
	"strings"
	"time"
)

// A Call is one request as a counter sees it. It holds nothing of what was
// said.
type Call struct {
	Endpoint string // what the request named, or else its method and path without ids
	Outcome  Outcome
	Status   int // zero when no answer came
	Took     time.Duration
	Sent     int // bytes of the body
	Received int
	Quota    Quota
	// Held: it was not sent at all, because the network is ill or takes no
	// more of them for now.
	Held bool
}

func (c *Client) observe(r Request, a Answer, began time.Time) {
	if c.o.Observe == nil {
		return
	}
	call := Call{
		Endpoint: r.Endpoint, Outcome: a.Outcome, Status: a.Status, Took: max(c.now().Sub(began), 0),
		Received: len(a.Body), Quota: a.quota, Held: a.held,
	}
	if !a.held {
		call.Sent = len(r.Body)
	}
	c.o.Observe(call)
}

// endpoint is a request's method and path, with ":id" for every part of the path
// that has a digit and is more than a version: "GET /api/v1/statuses/:id/context".
func endpoint(method, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return method
	}
	parts := strings.Split(u.Path, "/")
	for i, p := range parts {
		if len(p) > len("v1") && strings.ContainsAny(p, "0123456789") {
			parts[i] = ":id"
		}
	}
	return method + " " + strings.Join(parts, "/")
}
