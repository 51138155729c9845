package network

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// Bounds of one attempt, where nothing else is asked for.
const (
	// DefaultTimeout is how long one attempt takes at most.
	DefaultTimeout = 30 * time.Second
	// DefaultBody is how much of an answer is read at most.
	DefaultBody = 1 << 20

	maxHeader = 64 << 10
)

// ClientOptions are the settings of a Client. The zero value works.
type ClientOptions struct {
	// Name is the network as officers know it, for notes. "The network"
	// when empty.
	Name string
	// UserAgent is sent with every request; some servers refuse requests
	// without one.
	UserAgent string
	// Timeout bounds one attempt, besides the ctx; zero means
	// DefaultTimeout.
	Timeout time.Duration
	// Body bounds what is read of an answer; zero means DefaultBody.
	Body int64
	// Proxy chooses the proxy for a request; nil means the environment's.
	Proxy func(*http.Request) (*url.URL, error)
	// Secrets never appear in a note or in the raw words of an answer.
	// What stands in an Authorization header or in a query parameter that
	// is known to be secret need not be listed.
	Secrets []string
	// Now tells the time. Without it dates in Retry-After are not
	// understood, and nothing is held back: neither from a network that is
	// ill nor from one that takes no more requests for now.
	Now func() time.Time
	// NoBreaker sends every request, however ill the far side is.
	NoBreaker bool
	// Public allows only public addresses besides Home and the proxy, for
	// whoever asks addresses that came from somebody else. Behind a proxy
	// it is the proxy that resolves names, and has to have the same rule.
	Public bool
	// Home are the addresses that the administrator configured, which may be
	// inside: "https://social.metro.example".
	Home []string
	// Observe is told of every request. It is called by many goroutines
	// and must not take long.
	Observe func(Call)
}

// A Client makes requests to one network, one attempt each. It speaks HTTP/1.1
// only, where a connection carries one request at a time and it is known
// whether any of it was sent. It may be used concurrently.
type Client struct {
	o ClientOptions
	// shared keeps connections open; fresh makes one for each request, so
	// that a server that hangs up on an idle connection cannot leave a
	// create in doubt.
	shared, fresh *http.Client
	dialer        *dialer
	rests         rests
	breakers      breakers
}

// NewClient returns a Client.
func NewClient(o ClientOptions) *Client {
	if o.Name == "" {
		o.Name = "The network"
	}
	if o.UserAgent == "" {
		o.UserAgent = "appealbot"
	}
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Body <= 0 {
		o.Body = DefaultBody
	}
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	d := newDialer(o)
	return &Client{o: o, shared: o.client(d, true), fresh: o.client(d, false), dialer: d}
}

// DialContext connects to addr where the client may, for streams that are not
// made of requests.
func (c *Client) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	return c.dialer.DialContext(ctx, network, addr)
}

func (o ClientOptions) client(d *dialer, keep bool) *http.Client {
	var http1 http.Protocols
	http1.SetHTTP1(true)
	return &http.Client{
		// No ResponseHeaderTimeout: it returns while the request may
		// still be being written. The ctx does not.
		Transport: &http.Transport{
			Proxy: func(r *http.Request) (*url.URL, error) {
				u, err := o.Proxy(r)
				if u != nil {
					d.through(u)
				}
				return u, err
			},
			DialContext:            d.DialContext,
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    10 * time.Second,
			DisableKeepAlives:      !keep,
			MaxIdleConnsPerHost:    2,
			IdleConnTimeout:        30 * time.Second,
			MaxResponseHeaderBytes: maxHeader,
			Protocols:              &http1,
		},
		// A redirect is an answer. Following one could publish twice, or
		// carry a token to somebody else's host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Close closes idle connections.
func (c *Client) Close() {
	c.shared.CloseIdleConnections()
	c.fresh.CloseIdleConnections()
}

// A Request is one call to a network.
type Request struct {
	// Endpoint names what is asked for, without ids: "POST /2/tweets". What
	// a network says about how much is left is remembered by it. Empty: the
	// method and the path, with ":id" for what looks like an id.
	Endpoint string

	Method string
	URL    string
	Header http.Header
	Body   []byte // nil for none
	// Reader opens a body of Size bytes that is not in memory, such as a video,
	// in the place of Body: once for each time that the request is sent.
	Reader func() (io.Reader, error)
	Size   int64
	// Timeout bounds this attempt; zero means the client's.
	Timeout time.Duration
	// Repeatable says that receiving the request twice has the effect of
	// receiving it once: a read, a removal, a create by a key that the
	// network honours. Only such a request may use a connection that was
	// used before, where the standard library may send it a second time.
	// GET and HEAD are always repeatable.
	Repeatable bool
	// Refused is the network's own table for status 400 to 499, except 429.
	// It may look at the body. Without it, or when it returns false,
	// DefaultRefused decides.
	Refused func(a Answer) (Result, bool)
	// Limit bounds the body of the answer; zero means the client's.
	Limit int64
}

func (r Request) repeatable() bool {
	return r.Repeatable || r.Method == http.MethodGet || r.Method == http.MethodHead
}

// An Answer is what came of one attempt. Its Result says what is known; the
// rest is what the network said, if anything came back.
type Answer struct {
	Result
	Status int // zero when no answer came
	Header http.Header
	Body   []byte // secrets are not removed from it

	client  *Client
	secrets []string
	quota   Quota
	health  health
	held    bool
}

// Do makes one attempt and classifies it by how far the request got. It never
// follows a redirect and never repeats what is not Repeatable.
//
//	nothing was sent                            Never
//	something was sent, no whole answer came    Maybe
//	2xx with its whole body                     Done; the caller reads the body
//	429                                         Never, with Retry
//	other 4xx                                   as Request.Refused says, else DefaultRefused
//	301, 307, 308                               No: the address moved
//	5xx and everything else                     Maybe
//
// While the network takes no more requests at r's endpoint, or r's host is ill
// (five requests in a row that it did not answer or answered with a fault of its
// own, over ten seconds or more), the answer is Never with Retry and nothing is
// sent. A look-up that was not made is no look-up: it says nothing about what
// it looked for.
func (c *Client) Do(ctx context.Context, r Request) Answer {
	r.Endpoint = cmp.Or(r.Endpoint, endpoint(r.Method, r.URL))
	began := c.now()
	a := c.guarded(ctx, r, began)
	c.observe(r, a, began)
	return a
}

// guarded makes one attempt unless it is known that it would be of no use.
func (c *Client) guarded(ctx context.Context, r Request, now time.Time) Answer {
	name := c.o.Name
	if d := c.rests.wait(r.Endpoint, now); d > 0 {
		return c.hold(r, d, name+" takes no more of these requests for now.", "nothing left")
	}
	a := Answer{client: c}
	if !c.o.NoBreaker && !now.IsZero() {
		b := c.breakers.at(r.URL)
		d, try := b.enter(now)
		if d > 0 {
			return c.hold(r, d, name+" does not work at the moment.", "it is ill")
		}
		// Deferred, so that a panic does not leave it to itself for good.
		defer func() { b.leave(a.health, try, c.now()) }()
	}
	a = c.attempt(ctx, r)
	c.remember(r, &a)
	return a
}

// remember keeps what an answer says about when the next request at the same
// endpoint may be made.
func (c *Client) remember(r Request, a *Answer) {
	if a.Status == 0 {
		return
	}
	now := c.now()
	a.quota = QuotaOf(a.Header, now)
	var rest time.Duration
	if a.quota.Known && a.quota.Left == 0 {
		rest = a.quota.Reset
	}
	if a.Status == http.StatusTooManyRequests {
		a.Retry = max(a.Retry, rest)
		rest = a.Retry
	}
	c.rests.learn(r.Endpoint, rest, now)
}

// hold answers a request that is not sent.
func (c *Client) hold(r Request, d time.Duration, note, why string) Answer {
	a := Answer{client: c, secrets: c.secretsOf(r), held: true}
	a = a.fail(Never, note, fmt.Errorf("not sent: %s for %v", why, d.Round(time.Second)))
	a.Retry = d
	return a
}

// attempt makes one attempt.
func (c *Client) attempt(ctx context.Context, r Request) Answer {
	a := Answer{client: c, secrets: c.secretsOf(r)}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(r.Timeout, c.o.Timeout))
	defer cancel()
	var sent atomic.Bool
	req, err := c.request(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		// The headers are complete: from here on a server could act. What
		// was sent before is not a request yet.
		WroteHeaders: func() { sent.Store(true) },
	}), r)
	if e := (*unreadable)(nil); errors.As(err, &e) {
		return a.fail(Never, "What was to be sent to "+c.o.Name+" could not be read here. Nothing was sent.", err)
	} else if err != nil {
		return a.fail(No, fmt.Sprintf("%s could not be asked: its address is wrong. Tell your administrator.", c.o.Name), err)
	}
	if c.dialer.inside(req.URL) {
		return a.noAnswer(errInside, false)
	}
	hc := c.fresh
	if r.repeatable() {
		hc = c.shared
	}
	resp, err := hc.Do(req)
	if err != nil {
		return a.noAnswer(err, sent.Load())
	}
	defer resp.Body.Close()
	a.Status, a.Header = resp.StatusCode, resp.Header
	limit := r.Limit
	if limit <= 0 {
		limit = c.o.Body
	}
	a.Body, err = io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if int64(len(a.Body)) > limit {
		a.Body, err = a.Body[:limit], errTooLong
	}
	a = a.classify(r, err)
	a.health = well
	if a.Status >= 500 || err != nil && !errors.Is(err, errTooLong) {
		a.health = ill
	}
	if errors.Is(err, context.Canceled) {
		a.health = unclear
	}
	return a
}

var errTooLong = errors.New("read answer: it is too long")

func (c *Client) request(ctx context.Context, r Request) (*http.Request, error) {
	var body io.Reader
	size := int64(len(r.Body))
	switch {
	case r.Reader != nil:
		first, err := r.Reader()
		if err != nil {
			return nil, &unreadable{err}
		}
		body, size = once{first}, r.Size
	case r.repeatable() && r.Body != nil:
		body = bytes.NewReader(r.Body) // comes with GetBody
	case !r.repeatable():
		// A body that cannot be had again: net/http repeats a POST with
		// an Idempotency-Key by itself if it can.
		body = once{bytes.NewReader(r.Body)}
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, r.URL, body)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	if req.URL.Host == "" || (req.URL.Scheme != "http" && req.URL.Scheme != "https") {
		return nil, errors.New("make request: the address is not that of a web server")
	}
	if r.Header != nil {
		req.Header = r.Header.Clone()
	}
	req.ContentLength = size
	if r.Reader != nil && r.repeatable() {
		req.GetBody = func() (io.ReadCloser, error) {
			b, err := r.Reader()
			return io.NopCloser(once{b}), err
		}
	}
	req.Header.Set("User-Agent", c.o.UserAgent)
	return req, nil
}

// unreadable is what kept a body from being opened.
type unreadable struct{ error }

// Unwrap returns the cause.
func (u *unreadable) Unwrap() error { return u.error }

// once hides what kind of reader it is.
type once struct{ io.Reader }

// noAnswer classifies an attempt to which nothing came back.
func (a Answer) noAnswer(err error, sent bool) Answer {
	name := a.client.o.Name
	a.health = ill
	if errors.Is(err, context.Canceled) || errors.Is(err, errInside) {
		a.health = unclear
	}
	var dns *net.DNSError
	switch {
	case errors.Is(err, errInside):
		return a.fail(No, name+" points to an address that is not a public one. It was not asked. Tell your administrator.", err)
	case sent && errors.Is(err, context.DeadlineExceeded):
		return a.fail(Maybe, name+" did not answer in time.", err)
	case sent:
		return a.fail(Maybe, name+" broke the connection before it answered.", err)
	case errors.As(err, &dns):
		return a.fail(Never, name+" could not be found on the internet just now.", err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return a.fail(Never, name+" could not be reached in time. Nothing was sent.", err)
	default:
		return a.fail(Never, name+" could not be reached. Nothing was sent.", err)
	}
}
