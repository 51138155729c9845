package mattermosttest

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// A world is a server with people, a bot of which the test has the token, and a
// place where the server's callbacks go.
type world struct {
	*Far
	t        *testing.T
	ann, bob *officer
	bot      *model.Client4
	botID    string
	place    Place

	mu     sync.Mutex
	got    []callback
	answer func(http.ResponseWriter, callback)
}

// A callback is what the server sent.
type callback struct {
	path   string
	header http.Header
	body   []byte
}

// form is the body as a form.
func (c callback) form(t *testing.T) map[string]string {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, "/", strings.NewReader(string(c.body)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = c.header
	if err := r.ParseForm(); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for k, v := range r.PostForm {
		out[k] = v[0]
	}
	return out
}

// object is the body as JSON.
func (c callback) object(t *testing.T) map[string]any {
	t.Helper()
	out := map[string]any{}
	if err := json.Unmarshal(c.body, &out); err != nil {
		t.Fatalf("%s: %v", c.body, err)
	}
	return out
}

// nobody is an adapter that is not there.
type nobody struct{ chat.Client }

func (nobody) Platform() string { return "mattermost" }

func newWorld(t *testing.T, url, token string) *world {
	t.Helper()
	w := &world{t: t}
	w.Far = NewFar(t, Site{URL: url, Token: token, CommandPath: "/command", Open: func(p Place) (chat.Client, http.Handler) {
		w.place = p
		return nobody{}, http.HandlerFunc(w.serve)
	}})
	w.ann, w.bob = w.officers[0], w.officers[1]
	w.bot = newClient(t, url)
	w.bot.SetToken(w.place.Token)
	w.botID = w.Far.bot
	return w
}

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	c := callback{r.URL.Path, r.Header.Clone(), body}
	w.mu.Lock()
	w.got = append(w.got, c)
	answer := w.answer
	w.mu.Unlock()
	if answer != nil {
		answer(rw, c)
	}
}

// says makes the place answer every callback like this.
func (w *world) says(status int, contentType, body string) {
	w.answers(func(rw http.ResponseWriter, _ callback) {
		if contentType != "" {
			rw.Header().Set("Content-Type", contentType)
		} else {
			rw.Header()["Content-Type"] = nil
		}
		rw.WriteHeader(status)
		_, _ = io.WriteString(rw, body) // a server that hung up is the test's own doing
	})
}

func (w *world) answers(f func(http.ResponseWriter, callback)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answer = f
}

// callbacks takes what has come.
func (w *world) callbacks() []callback {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.got
	w.got = nil
	return out
}

// callback takes the one callback that has come.
func (w *world) callback() callback {
	w.t.Helper()
	cs := w.callbacks()
	if len(cs) != 1 {
		w.t.Fatalf("%d callbacks came, want 1", len(cs))
	}
	return cs[0]
}

// status is what the server answered, 0 without an answer.
func status(r *model.Response) int {
	if r == nil {
		return 0
	}
	return r.StatusCode
}

// is checks a status.
func (w *world) is(what string, r *model.Response, want int) {
	w.t.Helper()
	if got := status(r); got != want {
		w.t.Errorf("%s: status %d, want %d", what, got, want)
	}
}

// room is a private channel of the bot with ann and bob in it.
func (w *world) room(name string) *model.Channel {
	w.t.Helper()
	ch, _, err := w.bot.CreateChannel(w.ctx(), &model.Channel{TeamId: w.team.Id, Type: model.ChannelTypePrivate, Name: name, DisplayName: name})
	check(w.t, "make a channel", err)
	for _, o := range w.officers {
		_, _, err := w.bot.AddChannelMember(w.ctx(), ch.Id, o.id)
		check(w.t, "add an officer", err)
	}
	return ch
}

// post posts as the bot.
func (w *world) post(p *model.Post) *model.Post {
	w.t.Helper()
	if p.ChannelId == "" {
		p.ChannelId = w.public.Id
	}
	out, _, err := w.bot.CreatePost(w.ctx(), p)
	check(w.t, "post", err)
	return out
}

// card is a post with buttons.
func (w *world) card(actions ...*model.PostAction) *model.Post {
	for _, a := range actions {
		if a.Integration == nil {
			a.Integration = &model.PostActionIntegration{URL: w.place.Callback + "/action", Context: map[string]any{"k": "v"}}
		}
		if a.Type == "" {
			a.Type = model.PostActionTypeButton
		}
	}
	return &model.Post{ChannelId: w.public.Id, Message: "card", Props: model.StringInterface{
		"attachments": []*model.MessageAttachment{{Text: "text", Actions: actions}},
	}}
}

func (w *world) ctx() context.Context { return w.t.Context() }

// onBoth runs an experiment on the stand-in, and on a real server if there is
// one.
func onBoth(t *testing.T, experiments map[string]func(*testing.T, *world)) {
	url, token := os.Getenv("APPEALBOT_TEST_MATTERMOST_URL"), os.Getenv("APPEALBOT_TEST_MATTERMOST_TOKEN")
	names := make([]string, 0, len(experiments))
	for name := range experiments {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Run("stand-in", func(t *testing.T) {
				s := NewServer(t)
				experiments[name](t, newWorld(t, s.URL(), s.AdminToken()))
			})
			t.Run("real", func(t *testing.T) {
				if url == "" {
					t.Skip("APPEALBOT_TEST_MATTERMOST_URL is not set")
				}
				experiments[name](t, newWorld(t, url, token))
			})
		})
	}
}
