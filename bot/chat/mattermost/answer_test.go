package mattermost_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// newKey is a key that is not the server's.
func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// said is what a person was told.
func said(g chattest.Got) string {
	var b strings.Builder
	for _, s := range g.Replies {
		b.WriteString(s.Text + "\n")
	}
	return b.String()
}

// directs are what the bot says to somebody directly.
func (w *world) directs(user string) string {
	w.t.Helper()
	ch, err := w.p.Direct(w.t.Context(), user)
	if err != nil {
		w.t.Fatal(err)
	}
	var b strings.Builder
	for _, s := range w.In(w.t, ch) {
		b.WriteString(s.Text + "\n")
		for _, f := range s.Files {
			b.WriteString("[" + f.Name + "]\n")
		}
	}
	return b.String()
}

// takeWhispers takes the bot the right to show something to one person alone.
func (w *world) takeWhispers() {
	w.t.Helper()
	if _, err := w.Admin().UpdateUserRoles(w.t.Context(), w.Bot(), "system_user"); err != nil {
		w.t.Fatal(err)
	}
}

// An answer to a press is shown where the person is, for them alone; without
// the right to do that, in their direct messages.
func TestAnswerToAPress(t *testing.T) {
	w := newWorld(t, nil)
	w.run(replies("you pressed it"))
	at := w.post("k", approve("card"))
	got := w.Press(t, w.ann(), at, "Approve")
	w.next()
	if !strings.Contains(said(got), "you pressed it") || strings.Contains(w.directs(w.ann()), "you pressed it") {
		t.Errorf("shown %q, directly %q", said(got), w.directs(w.ann()))
	}
	w.takeWhispers()
	w.Press(t, w.bob(), at, "Approve")
	w.next()
	w.until("the answer comes directly", func() bool { return strings.Contains(w.directs(w.bob()), "you pressed it") })
	if n := w.count("you pressed it"); n != 0 {
		t.Error("everybody sees the answer")
	}
}

// An answer outlasts a server that wants a pause or fails once.
func TestAnswerWhenTheServerFailsOnce(t *testing.T) {
	for name, f := range map[string]mattermosttest.Fault{"limited": mattermosttest.RateLimited(), "500": {Status: 500, Body: "{}"}, "cut": {Cut: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.run(replies("you pressed it"))
			at := w.post("k", approve("card"))
			w.server.FaultOnce(http.MethodPost, "/api/v4/posts/ephemeral", f)
			w.Press(t, w.ann(), at, "Approve")
			w.next()
			w.until("the answer is shown", func() bool { return w.whispers("you pressed it") == 2 })
		})
	}
}

// A command is answered wherever it is given: in a channel that the bot is not
// in, in a thread, in a direct message; also when the bot is too slow for the
// answer to the call itself.
func TestCommandsEverywhere(t *testing.T) {
	w := newWorld(t, nil)
	w.run(replies("here you are"))
	ann := w.client("ann")
	private, _, err := ann.CreateChannel(t.Context(), &model.Channel{TeamId: w.team(), Type: model.ChannelTypePrivate, Name: "own", DisplayName: "Own"})
	if err != nil {
		t.Fatal(err)
	}
	direct, err := w.p.Direct(t.Context(), w.ann())
	if err != nil {
		t.Fatal(err)
	}
	for name, channel := range map[string]string{"not in": private.Id, "direct": direct, "public": w.newsroom()} {
		got := w.Command(t, w.ann(), channel, "status")
		if e := w.next(); e.At.Channel != channel || e.Direct != (name == "direct") {
			t.Errorf("%s: event %+v", name, e)
		}
		if !strings.Contains(said(got), "here you are") {
			t.Errorf("%s: %q", name, said(got))
		}
	}
	at := w.say("k", "card")
	form := w.command("status", w.place.CommandToken)
	form.Set("root_id", at.Message)
	w.send(mattermost.PathCommand, formHeader(w.place.CommandToken), []byte(form.Encode()))
	if e := w.next(); e.At.Thread != at.Message {
		t.Errorf("in a thread: event %+v, want the thread %s", e, at.Message)
	}
}

// Times that somebody types are read where their client says that they are; a
// server that does not say keeps nobody waiting.
func TestTimeZoneOfWhoeverTypes(t *testing.T) {
	w := newWorld(t, nil)
	w.run(nil)
	zone := model.StringMap{"useAutomaticTimezone": "false", "automaticTimezone": "", "manualTimezone": "America/Vancouver"}
	if _, _, err := w.Admin().PatchUser(t.Context(), w.ann(), &model.UserPatch{Timezone: zone}); err != nil {
		t.Fatal(err)
	}
	w.Command(t, w.ann(), w.newsroom(), "status")
	if e := w.next(); e.Zone == nil || e.Zone.String() != "America/Vancouver" {
		t.Errorf("zone %v, want ann's", e.Zone)
	}
	w.server.Faults(func(r *http.Request) mattermosttest.Fault {
		return mattermosttest.Fault{Hang: r.URL.Path == "/api/v4/users/ids"}
	})
	w.Command(t, w.bob(), w.newsroom(), "status")
	if e := w.next(); e.Zone == nil || e.Zone.String() != "UTC" {
		t.Errorf("zone %v, want the department's", e.Zone)
	}
	w.server.Faults(nil)
}

// The files of an answer come directly, because what one person alone sees
// holds none.
func TestFilesOfAnAnswer(t *testing.T) {
	w := newWorld(t, nil)
	w.run(func(e chat.Event) chat.Answer {
		if e.Command == nil {
			return chat.Answer{}
		}
		return chat.Answer{Reply: &chat.Message{Text: "the list", Files: []chat.File{{Name: "list.csv", Type: "text/csv", Data: []byte("1,2")}}}}
	})
	got := w.Command(t, w.ann(), w.newsroom(), "export")
	w.next()
	if !strings.Contains(said(got), "direct messages") || !strings.Contains(w.directs(w.ann()), "[list.csv]") {
		t.Errorf("said %q, directly %q", said(got), w.directs(w.ann()))
	}
	w.server.Faults(func(r *http.Request) mattermosttest.Fault {
		if r.URL.Path == "/api/v4/files" {
			return mattermosttest.Fault{Status: 500, Body: "{}"}
		}
		return mattermosttest.Fault{}
	})
	got = w.Command(t, w.ann(), w.newsroom(), "export")
	w.next()
	if !strings.Contains(said(got), "could not be sent") {
		t.Errorf("said %q, want that the files could not be sent", said(got))
	}
	w.server.Faults(nil)
}

// command is what the server sends for a command of ann.
func (w *world) command(line, token string) url.Values {
	return url.Values{
		"token": {token}, "user_id": {w.ann()}, "channel_id": {w.newsroom()}, "channel_name": {"newsroom"}, "command": {"/appeal"}, "text": {line},
		"trigger_id": {model.NewId()}, "team_id": {w.team()},
	}
}

func formHeader(token string) http.Header {
	h := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	if token != "" {
		h.Set("Authorization", "Token "+token)
	}
	return h
}

// A command counts with the right token alone, wherever it stands.
func TestCommandTokens(t *testing.T) {
	second := "second-token-of-another-team"
	w := newWorld(t, func(o *mattermost.Options) { o.CommandTokens = append(o.CommandTokens, second, "") })
	w.run(nil)
	right := w.place.CommandToken
	for name, c := range map[string]struct {
		body, header string
		want         int
	}{
		"right": {right, right, http.StatusOK}, "second": {second, second, http.StatusOK}, "in the body alone": {right, "", http.StatusOK},
		"none": {"", "", http.StatusUnauthorized}, "in the header alone": {"", right, http.StatusUnauthorized},
		"wrong": {"wrong", "wrong", http.StatusUnauthorized}, "two different": {right, second, http.StatusUnauthorized},
		"wrong header": {right, "wrong", http.StatusUnauthorized}, "wrong body": {"wrong", right, http.StatusUnauthorized},
		"a part": {right[:10], right[:10], http.StatusUnauthorized},
	} {
		rec := w.send(mattermost.PathCommand, formHeader(c.header), []byte(w.command("status", c.body).Encode()))
		if rec.Code != c.want {
			t.Errorf("%s: status %d, want %d", name, rec.Code, c.want)
		}
		if c.want == http.StatusOK {
			if e := w.next(); e.Command == nil || e.Command.Line != "status" {
				t.Errorf("%s: event %+v", name, e)
			}
		}
		if strings.Contains(rec.Body.String(), right) || strings.Contains(rec.Body.String(), second) {
			t.Errorf("%s: the answer holds the token", name)
		}
	}
	w.quiet()
}

// What is no command, press or form of a size that the server would send is
// refused without a look.
func TestCallbacksThatAreNone(t *testing.T) {
	w := newWorld(t, nil)
	w.run(nil)
	huge := strings.Repeat("x", 2<<20)
	for name, c := range map[string]struct {
		path, kind, body string
		want             int
	}{
		"command as JSON": {mattermost.PathCommand, "application/json", "{}", 400}, "huge command": {mattermost.PathCommand, "application/x-www-form-urlencoded", huge, 413},
		"press that is none": {mattermost.PathAction, "application/json", "[", 400}, "huge press": {mattermost.PathAction, "application/json", `{"a":"` + huge + `"}`, 413},
		"form that is none": {mattermost.PathDialog, "application/json", "", 400}, "another path": {"/mattermost/other", "application/json", "{}", 404},
		"form that was cancelled": {mattermost.PathDialog, "application/json", `{"type":"dialog_cancellation","cancelled":true}`, 200},
	} {
		if rec := w.send(c.path, http.Header{"Content-Type": {c.kind}}, []byte(c.body)); rec.Code != c.want {
			t.Errorf("%s: status %d, want %d: %s", name, rec.Code, c.want, fmt.Sprint(rec.Body))
		}
	}
	w.quiet()
}

// The answer to a command is said by the bot: what the callback returns would be
// shown as if whoever typed the command had said it. Where the bot may not, or
// the server wants a pause, the callback says it, once and at once.
func TestAnswerToACommandIsTheBots(t *testing.T) {
	const path = "/api/v4/posts/ephemeral"
	for name, tt := range map[string]struct {
		before func(w *world)
		bots   bool
	}{
		"where it may":       {func(*world) {}, true},
		"where it may not":   {(*world).takeWhispers, false},
		"under a rate limit": {func(w *world) { w.server.FaultOnce(http.MethodPost, path, mattermosttest.RateLimited()) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			w.run(replies("for you alone"))
			tt.before(w)
			got := w.Command(t, w.ann(), w.newsroom(), "status")
			w.next()
			if n := strings.Count(said(got), "for you alone"); n != 1 {
				t.Errorf("it is said %d times:\n%s", n, said(got))
			}
			if inCallback := strings.Contains(w.lastHook().answer, "for you alone"); inCallback == tt.bots {
				t.Errorf("the callback answered %s", w.lastHook().answer)
			}
			if n := len(w.server.Requests(path)); n != 1 {
				t.Errorf("the bot tried %d times to say it, want once", n)
			}
		})
	}
}
