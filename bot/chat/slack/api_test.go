package slack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
)

// Secrets of these tests.
const (
	testToken    = "xoxb-1-test-token"
	testAppToken = "xapp-1-test-token"
	testSecret   = "a signing secret"
)

// carrier is a transport that answers by itself. It counts requests by the last
// part of their path.
type carrier struct {
	answer func(*http.Request) *http.Response

	mu   sync.Mutex
	came map[string]int
}

func (c *carrier) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		_, _ = io.Copy(io.Discard, req.Body)
		_ = req.Body.Close()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.came == nil {
		c.came = map[string]int{}
	}
	c.came[req.URL.Path[strings.LastIndex(req.URL.Path, "/")+1:]]++
	return c.answer(req), nil
}

// count is how many requests of a method came.
func (c *carrier) count(method string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.came[method]
}

// reply is an answer of a server.
func reply(status int, body string, header ...string) *http.Response {
	rec := httptest.NewRecorder()
	rec.Header().Set("Content-Type", "application/json")
	for i := 0; i+1 < len(header); i += 2 {
		rec.Header().Set(header[i], header[i+1])
	}
	rec.WriteHeader(status)
	_, _ = rec.WriteString(body)
	return rec.Result()
}

// lone is a Platform on a transport.
func lone(t testing.TB, transport http.RoundTripper, change ...func(*Options)) *Platform {
	t.Helper()
	o := Options{Token: testToken, SigningSecret: testSecret, Now: time.Now, API: "https://slack.example/api/", Transport: transport}
	for _, f := range change {
		f(&o)
	}
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	p.self = self{user: "U0BOT", bot: "B0BOT", team: "T1", url: "https://team.slack.example/"}
	return p
}

const wholeYes = `{"ok":true,"channel":"C1","ts":"1732560000.000100","user_id":"U0BOT"}`

func TestPauseThatSlackAsksFor(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"7": 7 * time.Second, "": time.Second, "1.5": time.Second, "rubbish": time.Second, "0": time.Second, "-3": time.Second, " 2": time.Second,
		"999999": time.Hour, "99999999999": time.Hour, "99999999999999999999999": time.Second,
	} {
		t.Run("Retry-After "+text, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				limited := true
				c := &carrier{answer: func(*http.Request) *http.Response {
					if limited {
						return reply(http.StatusTooManyRequests, `{"ok":false,"error":"ratelimited"}`, "Retry-After", text)
					}
					return reply(http.StatusOK, wholeYes)
				}}
				p := lone(t, c)
				post := func(channel string) error {
					_, _, err := p.api.PostMessageContext(inChannel(t.Context(), channel), channel, slack.MsgOptionText("x", false))
					return failed(err)
				}
				asked := func() error {
					_, err := p.api.GetUserInfoContext(t.Context(), "U1")
					return failed(err)
				}
				rests(t, post("C1"), want)
				limited = false
				rests(t, post("C1"), want)
				if n := c.count("chat.postMessage"); n != 1 {
					t.Errorf("%d requests during the pause", n-1)
				}
				if err := post("C2"); err != nil {
					t.Errorf("another channel rests: %v", err)
				}
				if err := asked(); err != nil {
					t.Errorf("another method rests: %v", err)
				}
				time.Sleep(want - time.Millisecond)
				rests(t, post("C1"), time.Millisecond)
				time.Sleep(time.Millisecond)
				if err := post("C1"); err != nil {
					t.Errorf("after the pause: %v", err)
				}
				limited = true
				rests(t, asked(), want)
				limited = false
				rests(t, asked(), want)
				if err := post("C1"); err != nil {
					t.Errorf("posting rests with another method: %v", err)
				}
			})
		})
	}
}

func rests(t *testing.T, err error, want time.Duration) {
	t.Helper()
	limited, ok := errors.AsType[*chat.RateLimited](err)
	if !ok || limited.After != want {
		t.Errorf("got %v, want a pause of %v", err, want)
	}
	if !refused(err) {
		t.Error("a pause says that nothing was done")
	}
}

// A request that is sent away must not leave anybody writing it.
func TestRequestThatIsSentAwayIsClosed(t *testing.T) {
	d := newDoor("https://slack.example/api/", &carrier{}, time.Now)
	d.pause("a.b", time.Minute)
	closed := false
	body := &bounded{Reader: strings.NewReader("x"), Closer: io.NopCloser(nil), stop: func() { closed = true }}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://slack.example/api/a.b", body)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := d.RoundTrip(req) //nolint:bodyclose // there is none
	if resp != nil || err == nil || !closed {
		t.Errorf("%v, %v, closed: %v", resp, err, closed)
	}
}

// The pauses of ten thousand channels do not stay for ever.
func TestPausesAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDoor("https://slack.example/api/", &carrier{}, time.Now)
		for i := range 10000 {
			d.pause(fmt.Sprint("chat.postMessage C", i), time.Second)
			time.Sleep(10 * time.Millisecond)
		}
		if n := len(d.until); n > 1001 {
			t.Errorf("%d pauses are remembered", n)
		}
	})
}

func TestClockOfSlack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		at := time.Now().Add(5 * time.Minute).UTC()
		c := &carrier{answer: func(*http.Request) *http.Response {
			return reply(http.StatusOK, wholeYes, "Date", at.Format(http.TimeFormat))
		}}
		p := lone(t, c)
		if d := time.Until(p.door.clock()); d != 0 {
			t.Errorf("%v ahead before anybody was asked", d)
		}
		if _, err := p.api.GetUserInfoContext(t.Context(), "U1"); err != nil {
			t.Fatal(err)
		}
		if d := p.door.clock().Sub(at); d < -time.Second/2 || d > time.Second/2 {
			t.Errorf("%v off", d)
		}
	})
}

// What a server answers that says neither yes nor no, to every kind of request.
func TestAnswersThatSayNothing(t *testing.T) {
	at := chat.Ref{Platform: Name, Channel: "C1", Message: "1732560000.000100"}
	asks := map[string]func(context.Context, *Platform) error{
		"chat.postMessage": func(ctx context.Context, p *Platform) error {
			ref, err := p.Post(ctx, "k", "C1", "", chat.Message{Text: "x"})
			if ref.Message != "" {
				t.Errorf("posted %+v", ref)
			}
			return err
		},
		"chat.update": func(ctx context.Context, p *Platform) error {
			_, err := wire{p}.Change(ctx, at, "k", chat.Message{Text: "x"}, 0)
			return err
		},
		"chat.delete":       func(ctx context.Context, p *Platform) error { return wire{p}.Delete(ctx, at) },
		"chat.getPermalink": func(ctx context.Context, p *Platform) error { return wire{p}.Stands(ctx, at) },
		"chat.postEphemeral": func(ctx context.Context, p *Platform) error {
			return p.aside(ctx, chat.Event{User: "U1", At: at}, chat.Message{Text: "x"}, 0)
		},
		"conversations.open": func(ctx context.Context, p *Platform) error {
			_, err := p.Direct(ctx, "U1")
			return err
		},
		"conversations.create": func(ctx context.Context, p *Platform) error {
			_, err := p.CreateRoom(ctx, "k", chat.Room{Name: "case"})
			return err
		},
		"conversations.archive": func(ctx context.Context, p *Platform) error { return p.Archive(ctx, "C1") },
		"conversations.invite":  func(ctx context.Context, p *Platform) error { return p.Invite(ctx, "C1", "U1") },
		"pins.add":              func(ctx context.Context, p *Platform) error { return p.Pin(ctx, at) },
		"auth.test": func(ctx context.Context, p *Platform) error {
			p.self = self{}
			return p.ready(ctx)
		},
		"views.open": func(ctx context.Context, p *Platform) error {
			v := finished("t", "x")
			_, err := p.api.OpenViewContext(ctx, "trigger", v)
			return failed(err)
		},
	}
	bodies := []string{`{"ok":false}`, `{}`, `{"ok":false,"error":" "}`, ``, `null`, `[]`, `<html>Sign in</html>`, `{"ok":"true"}`, `{"ok":true`}
	for method, ask := range asks {
		t.Run(method, func(t *testing.T) {
			for _, body := range bodies {
				c := &carrier{answer: func(*http.Request) *http.Response { return reply(http.StatusOK, body) }}
				err := ask(t.Context(), lone(t, c))
				if err == nil || refused(err) {
					t.Errorf("%s: %v", body, err)
				}
				if c.count(method) == 0 {
					t.Errorf("%s was not asked", method)
				}
			}
			c := &carrier{answer: func(*http.Request) *http.Response { return reply(http.StatusOK, `{"ok":true}`) }}
			_ = ask(t.Context(), lone(t, c)) // whatever is missing, nothing breaks
		})
	}
}

func TestNoRedirectIsFollowed(t *testing.T) {
	var went []string
	c := &carrier{answer: func(req *http.Request) *http.Response {
		went = append(went, req.URL.Host)
		return reply(http.StatusTemporaryRedirect, "", "Location", "https://evil.example/steal")
	}}
	p := lone(t, c)
	if _, _, err := p.api.PostMessageContext(t.Context(), "C1", slack.MsgOptionText("x", false)); err == nil {
		t.Error("posted")
	}
	if err := p.respond(t.Context(), chat.Event{}, chat.Message{Text: "x"}, 0, "https://hooks.slack.example/commands/secret"); err == nil {
		t.Error("answered")
	}
	if err := p.download(t.Context(), slack.File{URLPrivateDownload: "https://slack.example/files/1", Size: 1}, 0, io.Discard); err == nil {
		t.Error("downloaded")
	}
	if strings.Contains(strings.Join(went, " "), "evil") || len(went) != 3 {
		t.Errorf("went to %q", went)
	}
}

// endless is an answer without end.
type endless struct{ n int }

func (e *endless) Read(b []byte) (int, error) {
	e.n += len(b)
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

// full takes no more than so many bytes at once.
type full struct{ most int }

func (f full) Write(p []byte) (int, error) {
	if len(p) > f.most {
		return 0, errors.New("it is full")
	}
	return len(p), nil
}

func TestAnswersWithoutEndAreCut(t *testing.T) {
	var got *endless
	c := &carrier{answer: func(*http.Request) *http.Response {
		got = &endless{}
		r := reply(http.StatusOK, "")
		r.Body = io.NopCloser(got)
		return r
	}}
	p := lone(t, c)
	if _, err := p.api.GetUserInfoContext(t.Context(), "U1"); err == nil || got.n > maxAnswer+1<<20 {
		t.Errorf("read %d bytes: %v", got.n, err)
	}
	if err := p.respond(t.Context(), chat.Event{}, chat.Message{Text: "x"}, 0, "https://hooks.slack.example/x"); got.n > maxAnswer+1<<20 {
		t.Errorf("read %d bytes: %v", got.n, err)
	}
	err := p.download(t.Context(), slack.File{URLPrivateDownload: "https://slack.example/f", Size: 1000}, 0, full{1000})
	if err == nil || got.n > 1<<20 {
		t.Errorf("read %d bytes of a file: %v", got.n, err)
	}
}

// A server that hangs is left after a while.
func TestServerThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := lone(t, roundTripper(func(req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, req.Context().Err()
		}))
		began := time.Now()
		if _, err := p.api.GetUserInfoContext(t.Context(), "U1"); err == nil || time.Since(began) != requestTime {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// Whatever a server answers, and wherever a request fails, no error repeats a
// token or an address that is as good as one.
func TestErrorsKeepSecrets(t *testing.T) {
	const hook = "https://hooks.slack.example/commands/T1/2/secret-part"
	echo := "you sent " + testToken + " and " + testAppToken + " to " + hook
	answers := map[string]func(*http.Request) (*http.Response, error){
		"error": func(*http.Request) (*http.Response, error) { return reply(200, `{"ok":false,"error":"`+echo+`"}`), nil },
		"hints": func(*http.Request) (*http.Response, error) {
			return reply(200, `{"ok":false,"error":"e","response_metadata":{"messages":["`+echo+`"]}}`), nil
		},
		"scope": func(*http.Request) (*http.Response, error) {
			return reply(200, `{"ok":false,"error":"missing_scope","needed":"`+echo+`"}`), nil
		},
		"text": func(*http.Request) (*http.Response, error) {
			return reply(200, echo, "Content-Type", "text/plain"), nil
		},
		"status": func(*http.Request) (*http.Response, error) {
			r := reply(500, echo)
			r.Status = "500 " + echo
			return r, nil
		},
		"escaped": func(*http.Request) (*http.Response, error) {
			return reply(200, `{"ok":false,"error":"https:\\/\\/hooks.slack.example\\/secret-part XOXB-1-test-token"}`), nil
		},
		"network": func(req *http.Request) (*http.Response, error) {
			return nil, fmt.Errorf("dial %s: with %s", req.URL, testToken)
		},
		"redirect": func(*http.Request) (*http.Response, error) { return reply(302, "", "Location", hook), nil },
		"limited":  func(*http.Request) (*http.Response, error) { return reply(429, echo, "Retry-After", echo), nil },
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			p := lone(t, roundTripper(answer))
			_, _, post := p.api.PostMessageContext(t.Context(), "C1", slack.MsgOptionText("x", false))
			_, open := p.api.OpenViewContext(t.Context(), "t", finished("t", "x"))
			_, _, connect := p.api.StartSocketModeContext(t.Context())
			file := p.download(t.Context(), slack.File{URLPrivateDownload: "https://slack.example/files/secret-part", Size: 1}, 0, io.Discard)
			up := p.api.UploadToURL(t.Context(), slack.UploadToURLParameters{UploadURL: "https://slack.example/upload/secret-part", Content: "x", Filename: "x"})
			for what, err := range map[string]error{
				"post": failed(post), "open": failed(open), "connect": failed(connect), "download": file, "upload": failed(up),
				"respond": p.respond(t.Context(), chat.Event{}, chat.Message{Text: "x"}, 0, hook),
				"bad":     p.respond(t.Context(), chat.Event{}, chat.Message{Text: "x"}, 0, "https://hooks.slack.example:secret-part/"),
			} {
				if err == nil {
					if what != "respond" && what != "bad" && what != "upload" && what != "download" {
						t.Errorf("%s did not fail", what)
					}
					continue
				}
				s := strings.ToLower(err.Error())
				for _, secret := range []string{"test-token", "secret-part"} {
					if strings.Contains(s, secret) {
						t.Errorf("%s: %s", what, err)
					}
				}
			}
		})
	}
}

func TestWhatARefusalMeans(t *testing.T) {
	tests := []struct {
		code             string
		kind             error
		undone, isBarred bool
	}{
		{"channel_not_found", chat.ErrNotFound, true, false},
		{"message_not_found", chat.ErrNotFound, true, false},
		{"user_not_found", chat.ErrNotFound, true, false},
		{"not_in_channel", chat.ErrNotMember, true, false},
		{"is_archived", chat.ErrArchived, true, false},
		{"name_taken", chat.ErrTaken, true, false},
		{"invalid_blocks", nil, true, false},
		{"missing_scope", nil, true, false},
		{"invalid_auth", nil, true, true},
		{"token_revoked", nil, true, true},
		{"account_inactive", nil, true, true},
		{"internal_error", nil, false, false},
		{"fatal_error", nil, false, false},
		{"request_timeout", nil, false, false},
		{"service_unavailable", nil, false, false},
	}
	kinds := []error{chat.ErrNotFound, chat.ErrNotMember, chat.ErrArchived, chat.ErrTaken, chat.ErrOutside}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			err := fmt.Errorf("post: %w", failed(slack.SlackErrorResponse{Err: tt.code, Needed: "chat:write"}))
			for _, kind := range kinds {
				if got := errors.Is(err, kind); got != errors.Is(tt.kind, kind) {
					t.Errorf("is %v: %v", kind, got)
				}
			}
			if refused(err) != tt.undone || barred(err) != tt.isBarred || code(err) != tt.code {
				t.Errorf("refused %v, barred %v, code %q", refused(err), barred(err), code(err))
			}
			if s := err.Error(); !strings.Contains(s, tt.code) || !strings.Contains(s, "chat:write") {
				t.Errorf("it says %q", s)
			}
			if without := withoutKind(err); tt.kind != nil && errors.Is(without, tt.kind) || code(without) != tt.code {
				t.Errorf("without its kind it is %v", without)
			}
		})
	}
	for _, err := range []error{io.ErrUnexpectedEOF, context.DeadlineExceeded, errNoAnswer, slack.StatusCodeError{Code: 500}, slack.StatusCodeError{Code: 403}} {
		if refused(failed(err)) || barred(failed(err)) || code(failed(err)) != "" {
			t.Errorf("%v says that nothing was done", err)
		}
	}
	for _, err := range []error{slack.SlackErrorResponse{Err: "ratelimited"}, slack.SlackErrorResponse{Err: "rate_limited"}, slack.StatusCodeError{Code: 429}, &slack.RateLimitedError{}} {
		rests(t, failed(err), defaultPause)
	}
	if failed(nil) != nil || refused(nil) || barred(nil) {
		t.Error("no error is an error")
	}
}

func TestOptionsThatCannotWork(t *testing.T) {
	good := Options{Token: testToken, AppToken: testAppToken, Now: time.Now}
	tests := map[string]func(*Options){
		"no clock":           func(o *Options) { o.Now = nil },
		"no token":           func(o *Options) { o.Token = "" },
		"a user's token":     func(o *Options) { o.Token = "xoxp-1" },
		"tokens mixed up":    func(o *Options) { o.Token, o.AppToken = o.AppToken, o.Token },
		"no way in":          func(o *Options) { o.AppToken = "" },
		"an address without": func(o *Options) { o.API = "https://slack.com/api" },
		"no address":         func(o *Options) { o.API = "slack.com/api/" },
	}
	if _, err := New(good); err != nil {
		t.Fatal(err)
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			o := good
			change(&o)
			_, err := New(o)
			if err == nil || strings.Contains(err.Error(), "-1") {
				t.Errorf("New: %v", err)
			}
		})
	}
}
