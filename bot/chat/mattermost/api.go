package mattermost

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// Bounds of one request.
const (
	requestTime = 20 * time.Second
	maxBody     = MaxFile + 1<<20 // of any answer, in bytes
	// Without a word from the server, this is how long a 429 is waited for.
	defaultPause = time.Second
)

// newClient returns a client of the server's API with a token of its own.
// Nothing it does is repeated by itself, it follows no redirects (a token must
// not go where somebody else points), and no answer is read without bound.
func newClient(url, token string, transport http.RoundTripper) *model.Client4 {
	c := model.NewAPIv4Client(strings.TrimRight(url, "/"))
	if transport == nil {
		transport = newTransport()
	}
	c.HTTPClient = &http.Client{
		Transport:     bounded{transport},
		Timeout:       requestTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	c.SetToken(token)
	return c
}

// newTransport is how requests travel where nobody says otherwise.
func newTransport() *http.Transport {
	d := net.Dialer{Timeout: dialTime}
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: d.DialContext, TLSHandshakeTimeout: dialTime,
		MaxIdleConnsPerHost: 16, IdleConnTimeout: 90 * time.Second, ForceAttemptHTTP2: true,
	}
}

// bounded is a transport whose answers end and come from the server's API.
type bounded struct{ http.RoundTripper }

// errNotAPI is the answer of something that stands in front of the server, such
// as a page that asks to log in. The client looks at no body where it expects
// nothing in it, and would take that for success.
var errNotAPI = errors.New("what answered is not mattermost")

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := b.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if r.Method != http.MethodGet && resp.StatusCode < 300 && !strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		resp.Body.Close()
		return nil, errNotAPI
	}
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(resp.Body, maxBody), resp.Body}
	return resp, nil
}

// A failure is what the server answered instead of doing what it was asked.
type failure struct {
	Status int
	ID     string // the server's name of the error: "api.channel..."
	Text   string
	err    error // one of package chat's, or nil
}

// Error implements error.
func (f *failure) Error() string {
	s := fmt.Sprintf("mattermost answered %d", f.Status)
	if f.ID != "" {
		s += " " + f.ID
	}
	if f.Text != "" {
		s += ": " + f.Text
	}
	return s
}

// Unwrap makes errors.Is work on the errors of package chat.
func (f *failure) Unwrap() error { return f.err }

// maxWhy bounds what an error repeats of the server's words, in bytes.
const maxWhy = 300

// failed turns what a method of model.Client4 returned into an error that
// callers can act on. It is nil when err is.
func failed(resp *model.Response, err error) error {
	if err == nil {
		return nil
	}
	if resp == nil || resp.StatusCode == 0 {
		return fmt.Errorf("ask mattermost: %w", err)
	}
	f := &failure{Status: resp.StatusCode, Text: err.Error()}
	if app, ok := errors.AsType[*model.AppError](err); ok {
		f.ID, f.Text = app.Id, app.Message
	}
	if len(f.Text) > maxWhy {
		f.Text = strings.ToValidUTF8(f.Text[:maxWhy], "") + "…"
	}
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		// Its text is no JSON, and Retry-After counts in seconds
		// (reference: a real server, 2026-11).
		return fmt.Errorf("%w: %w", &chat.RateLimited{After: retryAfter(resp.Header)}, f)
	case http.StatusNotFound:
		f.err = chat.ErrNotFound
	case http.StatusForbidden:
		f.err = chat.ErrNotMember
	}
	return f
}

func retryAfter(h http.Header) time.Duration {
	n, err := strconv.Atoi(strings.TrimSpace(h.Get("Retry-After")))
	if err != nil || n < 1 || n > 3600 {
		return defaultPause
	}
	return time.Duration(n) * time.Second
}

// status returns the HTTP status of an error that failed made; zero when the
// server did not answer.
func status(err error) int {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.Status
	}
	return 0
}

// errorID returns the server's name of an error that failed made.
func errorID(err error) string {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.ID
	}
	return ""
}

// whyNot finds out why the server would not let the bot act in a channel. A
// refusal says only that it may not; whether the channel is gone, archived or
// closed to the bot decides what happens next.
func (p *Platform) whyNot(ctx context.Context, channel string, err error) error {
	switch status(err) {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound:
	default:
		return err
	}
	c, resp, look := p.api.GetChannel(ctx, channel)
	if look != nil {
		switch look := failed(resp, look); status(look) {
		case http.StatusNotFound, http.StatusBadRequest:
			return fmt.Errorf("%w: %w", chat.ErrNotFound, withoutKind(err))
		case http.StatusForbidden:
			return fmt.Errorf("%w: %w", chat.ErrNotMember, withoutKind(err))
		default:
			return err
		}
	}
	if c.DeleteAt != 0 {
		return fmt.Errorf("%w: %w", chat.ErrArchived, withoutKind(err))
	}
	if status(err) == http.StatusForbidden {
		// It can be seen, so it is public or the bot is in it.
		if in, look := p.isIn(ctx, channel); look == nil && !in {
			return fmt.Errorf("%w: %w", chat.ErrNotMember, withoutKind(err))
		}
		return withoutKind(err) // a permission is missing
	}
	return err
}

// isIn reports whether the bot is a member of a channel that it can see. Of a
// public channel that it is not in, the server may refuse to say.
func (p *Platform) isIn(ctx context.Context, channel string) (bool, error) {
	_, resp, err := p.api.GetChannelMember(ctx, channel, p.me(), "")
	switch err := failed(resp, err); status(err) {
	case http.StatusNotFound, http.StatusForbidden:
		return false, nil
	default:
		return err == nil, err
	}
}

// withoutKind is an error that is none of package chat's any more, unless it
// asks for a pause.
func withoutKind(err error) error {
	f, ok := errors.AsType[*failure](err)
	if !ok || f.Status == http.StatusTooManyRequests {
		return err
	}
	g := *f
	g.err = nil
	return &g
}
