package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
)

// Bounds of one request.
const (
	requestTime  = 30 * time.Second
	fileTime     = 10 * time.Minute // of one that carries a file
	streamTime   = 2 * time.Hour    // of one whose answer is a file
	maxAnswer    = 16 << 20         // bytes of an answer; a page of history is far less
	defaultPause = time.Second      // where Slack wants one and does not say how long
	maxPause     = time.Hour
)

// newClient returns a client of Slack's Web API that keeps the adapter's bounds:
// no repetition, no redirect, no answer without end, and the pauses that Slack
// asks for.
func newClient(token, appToken string, d *door) *slack.Client {
	return slack.New(token, slack.OptionAppLevelToken(appToken), slack.OptionAPIURL(d.api),
		slack.OptionHTTPClient(&http.Client{Transport: d, CheckRedirect: noRedirect}))
}

// noRedirect keeps a token from going to anybody else.
func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// A door is what every request to Slack goes through. It keeps the pauses that
// Slack asks for: each method has a rate of its own, and posting one a channel,
// so one that has to wait keeps no other from going (docs.slack.dev, "Rate
// limits", 2026-11). Whoever comes too early is sent away, not kept waiting.
type door struct {
	api  string // the address that those of all methods begin with
	next http.RoundTripper
	now  func() time.Time

	mu    sync.Mutex
	until map[string]time.Time // what rests -> until when
	ahead time.Duration        // how far Slack's clock is ahead of ours
}

func newDoor(api string, next http.RoundTripper, now func() time.Time) *door {
	if next == nil {
		next = ownTransport()
	}
	return &door{api: api, next: next, now: now, until: map[string]time.Time{}}
}

// ownTransport is the standard one, with a pool of its own.
func ownTransport() http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport) //nolint:forbidigo // only to be copied
	if !ok {
		return http.DefaultTransport //nolint:forbidigo // the program has put another in its place
	}
	t = t.Clone()
	t.MaxIdleConnsPerHost = 8
	return t
}

// inChannel says which channel a request posts in.
func inChannel(ctx context.Context, channel string) context.Context {
	return context.WithValue(ctx, channelKey{}, channel)
}

type channelKey struct{}

// fileRequest marks a request that carries a file.
func fileRequest(ctx context.Context) context.Context {
	return context.WithValue(ctx, fileKey{}, true)
}

type fileKey struct{}

// streamRequest marks a request whose answer is as long as it is: whoever reads it
// has bounds of its own.
func streamRequest(ctx context.Context) context.Context {
	return context.WithValue(ctx, streamKey{}, true)
}

type streamKey struct{}

// RoundTrip implements http.RoundTripper.
func (d *door) RoundTrip(req *http.Request) (*http.Response, error) {
	what := path.Base(req.URL.Path)
	if channel, _ := req.Context().Value(channelKey{}).(string); channel != "" {
		what += " " + channel
	}
	if wait := d.rest(what); wait > 0 {
		if req.Body != nil {
			_ = req.Body.Close() // as a RoundTripper has to; nothing was written to it
		}
		return nil, &chat.RateLimited{After: wait}
	}
	limit, most := requestTime, int64(maxAnswer)
	if isFile, _ := req.Context().Value(fileKey{}).(bool); isFile {
		limit, most = fileTime, MaxFile+1
	}
	if isStream, _ := req.Context().Value(streamKey{}).(bool); isStream {
		limit, most = streamTime, math.MaxInt64
	}
	ctx, stop := context.WithTimeout(req.Context(), limit)
	began := d.now()
	resp, err := d.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		stop()
		return nil, err
	}
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil && d.now().Sub(began) < freshTime {
		d.tick(at)
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		after := retryAfter(resp.Header.Get("Retry-After"))
		d.pause(what, after)
		resp.Header.Set("Retry-After", strconv.Itoa(int(after/time.Second))) // the client reads nothing else
	}
	resp.Body = &bounded{Reader: io.LimitReader(resp.Body, most), Closer: resp.Body, stop: stop}
	if resp.StatusCode == http.StatusOK && d.isMethod(req.URL) {
		if err := decided(resp); err != nil {
			return nil, err
		}
	}
	return resp, nil
}

// isMethod reports whether an address is that of one of the API's methods.
func (d *door) isMethod(u *url.URL) bool {
	name, ok := strings.CutPrefix(u.Scheme+"://"+u.Host+u.Path, d.api)
	return ok && strings.Contains(name, ".") && !strings.Contains(name, "/")
}

// errNoAnswer says that Slack answered, and neither yes nor no.
var errNoAnswer = errors.New("slack's answer says neither yes nor no")

// decided makes sure that the answer to a method says yes, or no and why: the
// client takes one that says neither for a yes.
func decided(resp *http.Response) error {
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	var a struct {
		OK    bool   `json:"ok"`
		Error string `json:"error"`
	}
	if json.Unmarshal(b, &a) != nil || !a.OK && strings.TrimSpace(a.Error) == "" {
		return errNoAnswer
	}
	resp.Body = io.NopCloser(bytes.NewReader(b))
	return nil
}

// rest is how long something has to wait yet.
func (d *door) rest(what string) time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.until[what].Sub(d.now())
}

// pause lets something rest.
func (d *door) pause(what string, after time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now()
	if len(d.until) >= 1000 {
		for k, t := range d.until {
			if !t.After(now) {
				delete(d.until, k)
			}
		}
	}
	d.until[what] = now.Add(after)
}

func retryAfter(text string) time.Duration {
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 {
		return defaultPause
	}
	return time.Duration(min(n, int(maxPause/time.Second))) * time.Second
}

// tick notes what Slack's clock shows, which is told in whole seconds.
func (d *door) tick(at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ahead = at.Add(time.Second / 2).Sub(d.now())
}

// freshTime is how long an answer may take that says what Slack's clock shows.
const freshTime = 2 * time.Second

// of is a time of ours by Slack's clock.
func (d *door) of(t time.Time) time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return t.Add(d.ahead)
}

// ours is a time of Slack's by our clock, and not later than now.
func (d *door) ours(t time.Time) time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	t = t.Add(-d.ahead)
	if now := d.now(); t.After(now) {
		return now
	}
	return t
}

// clock is the time by Slack's clock, up to half a second off.
func (d *door) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now().Add(d.ahead)
}

// bounded is the body of an answer that has an end.
type bounded struct {
	io.Reader
	io.Closer
	stop func()
}

// Close implements io.Closer.
func (b *bounded) Close() error {
	defer b.stop()
	return b.Closer.Close()
}
