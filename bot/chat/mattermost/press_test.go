package mattermost_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/mattermost"
)

// edit changes the press that a callback brings.
func (w *world) edit(f func(*model.PostActionIntegrationRequest)) {
	w.changes(func(path string, body []byte) []byte {
		if path != mattermost.PathAction {
			return body
		}
		var in model.PostActionIntegrationRequest
		if err := json.Unmarshal(body, &in); err != nil {
			w.t.Error(err)
		}
		f(&in)
		out, err := json.Marshal(in)
		if err != nil {
			w.t.Error(err)
		}
		return out
	})
}

// forgery takes the next event, which has to be a forged button.
func (w *world) forgery(name, user, why string) {
	w.t.Helper()
	e := w.next()
	if e.Forged == nil || e.Press != nil || e.User != user || e.Forged.What != "button" || e.ID == "" {
		w.t.Errorf("%s: event %+v, want a forged button of %q", name, e, user)
	} else if !strings.Contains(e.Forged.Why, why) {
		w.t.Errorf("%s: because %s, want %s", name, e.Forged.Why, why)
	}
}

// A press whose context, message, channel, person or trigger is not what the
// server would send for the bot's own button is carried out by nobody, and
// told.
func TestForgedPresses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at, other := w.post("k", approve("card")), w.post("other", approve("another card"))
	room := w.room("case-1")
	if err := w.p.Invite(t.Context(), room, w.ann()); err != nil {
		t.Fatal(err)
	}
	elsewhere, err := w.p.Post(t.Context(), "elsewhere", room, "", approve("card"))
	if err != nil {
		t.Fatal(err)
	}
	_, foreign, appErr := model.GenerateTriggerId(w.ann(), newKey(t))
	if appErr != nil {
		t.Fatal(appErr)
	}
	signature, place, trigger := "the signature is wrong", "it was not made for", "the server did not sign it"
	n := 0
	for name, c := range map[string]struct {
		why    string
		change func(*model.PostActionIntegrationRequest)
	}{
		"another verb":       {signature, func(in *model.PostActionIntegrationRequest) { in.Context["verb"] = "takedown" }},
		"another subject":    {signature, func(in *model.PostActionIntegrationRequest) { in.Context["subject"] = "a2" }},
		"another digest":     {signature, func(in *model.PostActionIntegrationRequest) { in.Context["digest"] = "d2" }},
		"another time":       {signature, func(in *model.PostActionIntegrationRequest) { in.Context["at"] = "1" }},
		"no signature":       {signature, func(in *model.PostActionIntegrationRequest) { delete(in.Context, "mac") }},
		"no context":         {signature, func(in *model.PostActionIntegrationRequest) { in.Context = nil }},
		"wrong types":        {signature, func(in *model.PostActionIntegrationRequest) { in.Context["verb"] = []int{1}; in.Context["mac"] = 7 }},
		"in another message": {place, func(in *model.PostActionIntegrationRequest) { in.PostId = other.Message }},
		"in no message":      {place, func(in *model.PostActionIntegrationRequest) { in.PostId = model.NewId() }},
		"in no id":           {place, func(in *model.PostActionIntegrationRequest) { in.PostId = "../../users/me" }},
		"in another channel": {place, func(in *model.PostActionIntegrationRequest) { in.ChannelId = room }},
		"in both":            {place, func(in *model.PostActionIntegrationRequest) { in.ChannelId, in.PostId = room, elsewhere.Message }},
		"without a trigger":  {trigger, func(in *model.PostActionIntegrationRequest) { in.TriggerId = "" }},
		"rubbish trigger":    {trigger, func(in *model.PostActionIntegrationRequest) { in.TriggerId = "YTpiOmM6ZA==" }},
		"unsigned trigger":   {trigger, func(in *model.PostActionIntegrationRequest) { in.TriggerId = foreign }},
	} {
		w.edit(c.change)
		w.Press(t, w.ann(), at, "Approve")
		w.forgery(name, w.ann(), c.why)
		if n++; n%8 == 0 {
			w.later(time.Minute) // only so many are told of in one
		}
	}
	w.edit(func(in *model.PostActionIntegrationRequest) { in.UserId = w.bob() })
	w.Press(t, w.ann(), at, "Approve")
	w.forgery("the trigger of another", w.bob(), "signed for another user")
	w.edit(func(in *model.PostActionIntegrationRequest) { in.UserId = strings.Repeat("x", 10000) })
	w.Press(t, w.ann(), at, "Approve")
	w.forgery("nobody", "", "signed for another user")
	w.changes(nil)
	w.Press(t, w.ann(), at, "Approve")
	if e := w.next(); e.Press == nil {
		t.Errorf("event %+v, want the true press", e)
	}
}

// A message of a plain user whose button calls the bot, with a context that
// looks like the bot's, is a forgery too.
func TestButtonOfAPlainUser(t *testing.T) {
	w := newWorld(t, nil)
	w.run(nil)
	bob := w.client("bob")
	p, _, err := bob.CreatePost(t.Context(), &model.Post{ChannelId: w.newsroom(), Message: "press me", Props: model.StringInterface{
		"from_bot": "true", "appealbot_key": "k", "attachments": []*model.MessageAttachment{{Actions: []*model.PostAction{{
			Id: "b1", Type: "button", Name: "Approve", Integration: &model.PostActionIntegration{
				URL: w.place.Callback + mattermost.PathAction, Context: map[string]any{"verb": "approve", "subject": "a1", "channel": w.newsroom()},
			},
		}}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	w.Press(t, w.ann(), chat.Ref{Message: p.Id}, "Approve")
	w.forgery("a plain user's button", w.ann(), "the signature is wrong")
}

// A press that is delivered again, or late, is refused; one of a card that is
// too old says so.
func TestReplayedAndLatePresses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.post("k", approve("card"))
	w.Press(t, w.ann(), at, "Approve")
	first := w.next()
	h := w.lastHook()
	w.send(h.path, h.header, h.body)
	w.forgery("replayed", w.ann(), "it was delivered before")
	w.restart() // which forgets what was used
	w.run(nil)
	w.send(h.path, h.header, h.body)
	if e := w.next(); e.ID != first.ID {
		t.Errorf("after a restart it has the ID %s, want %s, which says that it is the same", e.ID, first.ID)
	}
	w.later(time.Hour)
	w.send(h.path, h.header, h.body)
	w.forgery("an hour late", w.ann(), "too old")
}

// A button of an older revision means nothing once the card has changed: whoever
// still sees it cannot approve what they have not read.
func TestPressOfAnOlderRevision(t *testing.T) {
	w := newWorld(t, nil)
	w.run(nil)
	at := w.post("k", approve("one"))
	ann := w.client("ann")
	was, _, err := ann.GetPost(t.Context(), at.Message, "")
	if err != nil {
		t.Fatal(err)
	}
	m := approve("two")
	m.Buttons[0].Action.Digest = "d2"
	w.update(at, m)
	id := was.Attachments()[0].Actions[0].Id
	if resp, err := ann.DoPostAction(t.Context(), at.Message, id); err == nil || resp.StatusCode != http.StatusNotFound {
		t.Errorf("the old button: %v, want 404", err)
	}
	w.Press(t, w.ann(), at, "Approve")
	if e := w.next(); e.Press == nil || e.Press.Digest != "d2" {
		t.Errorf("event %+v, want the press of what is shown", e)
	}
}

func TestPressOfACardThatIsTooOld(t *testing.T) {
	w := newWorld(t, nil)
	w.later(-500 * 24 * time.Hour)
	at := w.post("k", approve("card"))
	w.later(500 * 24 * time.Hour)
	w.run(nil)
	if got := w.Press(t, w.ann(), at, "Approve"); !strings.Contains(fmt.Sprint(got.Replies), "too old") {
		t.Errorf("%+v, want words", got)
	}
	w.quiet()
}

// The button in an answer that one person alone sees cannot be pressed by
// another who got hold of it.
func TestButtonForOnePerson(t *testing.T) {
	w := newWorld(t, nil)
	w.run(func(e chat.Event) chat.Answer {
		if e.Command == nil {
			return chat.Answer{}
		}
		m := approve("only for you")
		return chat.Answer{Reply: &m}
	})
	got := w.Command(t, w.ann(), w.newsroom(), "status")
	w.next()
	if len(got.Replies) != 1 {
		t.Fatalf("%+v, want one answer", got)
	}
	post, cookie := w.server.Cookie()
	for _, who := range []string{"ann", "bob"} {
		if _, err := w.client(who).DoPostActionWithCookie(t.Context(), post, "b1", "", cookie); err != nil {
			t.Fatal(err)
		}
		e := w.next()
		if who == "ann" && (e.Press == nil || e.User != w.ann()) || who == "bob" && (e.Forged == nil || e.User != w.bob()) {
			t.Errorf("pressed by %s: event %+v", who, e)
		}
	}
}

// While nothing runs, people are told to try again.
func TestCallbacksWhileNothingRuns(t *testing.T) {
	w := newWorld(t, nil)
	at := w.post("k", approve("card"))
	if got := w.Command(t, w.ann(), w.newsroom(), "help"); !strings.Contains(fmt.Sprint(got.Replies), "try again") {
		t.Errorf("command: %+v", got)
	}
	if got := w.Press(t, w.ann(), at, "Approve"); !strings.Contains(fmt.Sprint(got.Replies), "try again") {
		t.Errorf("press: %+v", got)
	}
}

// A handler that takes its time is answered for over the API, exactly once.
func TestSlowHandler(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	release := make(chan struct{})
	w.run(func(chat.Event) chat.Answer {
		<-release
		return chat.Answer{Reply: &chat.Message{Text: "at last"}}
	})
	at := w.post("k", approve("card"))
	for name, do := range map[string]func(){
		"command": func() { w.Command(t, w.ann(), w.newsroom(), "status") },
		"press":   func() { w.Press(t, w.ann(), at, "Approve") },
	} {
		before := w.whispers("at last")
		do()
		if strings.Contains(w.lastHook().answer, "at last") {
			t.Errorf("%s: answered too soon", name)
		}
		release <- struct{}{}
		w.next()
		w.until("the answer is shown", func() bool { return w.whispers("at last") == before+1 })
	}
	close(release)
	w.quiet()
	w.until("the fence of quiet is answered too", func() bool { return w.whispers("at last") >= 3 })
	if n := w.whispers("at last"); n != 3 {
		t.Errorf("shown %d times, want once each", n)
	}
}

// whispers counts how often the bot showed a text to one person alone.
func (w *world) whispers(text string) int {
	n := 0
	for _, r := range w.server.Requests("/api/v4/posts") {
		var in model.PostEphemeral
		if r.Path == "/api/v4/posts/ephemeral" && json.Unmarshal(r.Body, &in) == nil && in.Post != nil && strings.Contains(in.Post.Message, text) {
			n++
		}
	}
	return n
}

// A handler that panics is answered for with a reference, and everything goes
// on.
func TestHandlerPanics(t *testing.T) {
	w := newWorld(t, nil)
	w.run(func(e chat.Event) chat.Answer {
		if e.Command != nil && e.Command.Line == "boom" || e.Press != nil {
			panic("boom")
		}
		return chat.Answer{}
	})
	at := w.post("k", approve("card"))
	for name, got := range map[string]fmt.Stringer{
		"command": stringer(w.Command(t, w.ann(), w.newsroom(), "boom").Replies), "press": stringer(w.Press(t, w.ann(), at, "Approve").Replies),
	} {
		if !strings.Contains(got.String(), "reference") {
			t.Errorf("%s: %s, want a reference", name, got)
		}
	}
	w.quiet()
}

// stringer prints anything.
func stringer(v any) fmt.Stringer { return printed{v} }

type printed struct{ v any }

// String implements fmt.Stringer.
func (p printed) String() string { return fmt.Sprint(p.v) }

// A flood of forged presses and forms, in as many names, fills neither the
// memory nor the audit log.
func TestFloodOfForgeries(t *testing.T) {
	w := newWorld(t, nil)
	var mu sync.Mutex
	told := 0
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- w.p.Run(ctx, chat.HandlerFunc(func(context.Context, chat.Event) (chat.Answer, error) {
			mu.Lock()
			defer mu.Unlock()
			told++
			return chat.Answer{}, nil
		}))
	}()
	w.Ready(t)
	fixed := w.now()
	w.options = nil
	padding := strings.Repeat("x", 2000)
	flood := func(n int) {
		for i := range n {
			press := fmt.Sprintf(`{"user_id":%q,"post_id":%q,"channel_id":%q,"trigger_id":"YTpiOmM6ZA==","context":{"verb":"%s"}}`, model.NewId(), padding, model.NewId(), padding)
			form := fmt.Sprintf(`{"type":"dialog_submission","user_id":%q,"state":"%s%d"}`, model.NewId()+padding, padding, i)
			w.send(mattermost.PathAction, http.Header{}, []byte(press))
			w.send(mattermost.PathDialog, http.Header{}, []byte(form))
		}
	}
	flood(100)
	before := heap()
	flood(10000)
	w.mu.Lock()
	w.printed.Reset()
	w.mu.Unlock()
	if grown := int64(heap()) - int64(before); grown > 8<<20 {
		t.Errorf("20,000 forgeries leave %d KB behind", grown>>10)
	}
	minutes := int(w.now().Sub(fixed)/time.Minute) + 2
	mu.Lock()
	if told == 0 || told > 200*minutes {
		t.Errorf("%d forgeries were told of, want at most 200 a minute", told)
	}
	mu.Unlock()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// heap is how much memory is in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
