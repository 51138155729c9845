package slack_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	peertest "github.com/slack-go/slack/slacktest"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack"
)

// peer is slack-go's own test server, which nobody here wrote: it takes the
// adapter's connection, sends it whatever envelopes a test makes up, and shows
// what came back. What it lacks of the Web API is added by handle.
type peer struct {
	*peertest.Server
	platform *slack.Platform
	answer   func(chat.Event) chat.Answer
	events   chan chat.Event
	views    chan map[string]any // what views.open was given
	said     chan map[string]any // what came to the response_url
	done     <-chan struct{}     // ends with the test

	mu   sync.Mutex
	acks map[string]chan map[string]any // by envelope
}

// peerBot is who the server says its tokens belong to.
const peerBot = "W012A3CDE"

// stamped is a message's number; the server's own has no microseconds.
const stamped = "1764000000.000100"

// newPeer starts the server and the adapter on it.
func newPeer(t *testing.T, answer func(chat.Event) chat.Answer) *peer {
	t.Helper()
	p := &peer{
		answer: answer, done: t.Context().Done(),
		events: make(chan chat.Event, 20), views: make(chan map[string]any, 20), said: make(chan map[string]any, 20),
		acks: map[string]chan map[string]any{},
	}
	p.Server = peertest.NewTestServer(p.handle)
	go p.read()
	p.Start()
	t.Cleanup(p.Stop)
	pf, err := slack.New(slack.Options{Token: "xoxb-1", AppToken: "xapp-1", API: p.GetAPIURL(), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	p.platform = pf
	ended := make(chan error, 1)
	go func() { ended <- pf.Run(t.Context(), chat.HandlerFunc(p.takes)) }()
	t.Cleanup(func() {
		if err := wait(t, ended); err != nil {
			t.Error(err)
		}
	})
	p.hello()
	return p
}

// takes is the adapter's handler.
func (p *peer) takes(_ context.Context, e chat.Event) (chat.Answer, error) {
	p.events <- e
	if p.answer == nil {
		return chat.Answer{}, nil
	}
	return p.answer(e), nil
}

// handle adds what the server has nothing of.
func (p *peer) handle(c peertest.Customize) {
	method := func(name string, answer func(r *http.Request) string) {
		c.Handle("/"+name, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, answer(r))
		})
	}
	always := func(answer string) func(*http.Request) string { return func(*http.Request) string { return answer } }
	method("emoji.list", always(`{"ok":true,"emoji":{"approve":"alias:white_check_mark"}}`))
	method("users.conversations", always(`{"ok":true,"channels":[]}`))
	method("chat.postMessage", always(`{"ok":true,"channel":"C1","ts":"`+stamped+`"}`))
	method("views.open", func(r *http.Request) string {
		var q struct {
			Trigger string         `json:"trigger_id"`
			View    map[string]any `json:"view"`
		}
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || q.Trigger == "" {
			return `{"ok":false,"error":"invalid_arguments"}`
		}
		p.views <- q.View
		return `{"ok":true,"view":{"id":"V1","hash":"h1"}}`
	})
	method("files.info", func(*http.Request) string {
		return fmt.Sprintf(`{"ok":true,"file":{"id":"F1","name":"a.txt","mimetype":"image/png","size":5,"url_private_download":%q}}`, p.GetAPIURL()+"files/F1")
	})
	method("files/F1", always("hello"))
	method("respond", func(r *http.Request) string {
		var m map[string]any
		if json.NewDecoder(r.Body).Decode(&m) == nil {
			p.said <- m
		}
		return "ok"
	})
}

// read takes what the adapter sends, without which the server stands still.
func (p *peer) read() {
	for {
		select {
		case raw := <-p.SeenFeed:
			var a struct {
				ID      string         `json:"envelope_id"`
				Payload map[string]any `json:"payload"`
			}
			if json.Unmarshal([]byte(raw), &a) == nil && a.ID != "" {
				p.acked(a.ID) <- a.Payload
			}
		case <-p.done:
			return
		}
	}
}

func (p *peer) acked(id string) chan map[string]any {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.acks[id] == nil {
		p.acks[id] = make(chan map[string]any, 100)
	}
	return p.acks[id]
}

// hello is what a connection begins with, which the server leaves to the test.
func (p *peer) hello() {
	p.SendToWebsocket(`{"type":"hello","num_connections":1,"debug_info":{"host":"h"},"connection_info":{"app_id":"A1"}}`)
}

// tell sends an envelope.
func (p *peer) tell(id, kind, payload string) {
	p.SendToWebsocket(fmt.Sprintf(`{"envelope_id":%q,"type":%q,"accepts_response_payload":%t,"payload":%s}`, id, kind, kind != "events_api", payload))
}

// gives sends an envelope and returns what acknowledges it.
func (p *peer) gives(t *testing.T, id, kind, payload string) map[string]any {
	t.Helper()
	p.tell(id, kind, payload)
	return wait(t, p.acked(id))
}

// wait waits for something that a peer shows.
func wait[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(patience):
		t.Fatal("nothing came")
		panic("unreachable")
	}
}

// typed is the payload of a command.
func (p *peer) typed(text, trigger string) string {
	return fmt.Sprintf(`{"token":"x","team_id":"T1","channel_id":"C1","channel_name":"duty","user_id":"U1","user_name":"ann","command":"/appeal","text":%q,"api_app_id":"A1","is_enterprise_install":"false","response_url":%q,"trigger_id":%q}`,
		text, p.GetAPIURL()+"respond", trigger)
}

func TestPeerCommand(t *testing.T) {
	p := newPeer(t, func(chat.Event) chat.Answer { return chat.Answer{Reply: &chat.Message{Text: "Nothing is <open>."}} })
	if ack := p.gives(t, "e1", "slash_commands", p.typed("status &amp; all", "t1")); ack != nil {
		t.Errorf("the acknowledgement says %v", ack)
	}
	first := wait(t, p.events)
	if first.Command == nil || first.Command.Line != "status & all" || first.User != "U1" || first.At.Channel != "C1" || first.Zone.String() != "America/Los_Angeles" {
		t.Errorf("%+v", first)
	}
	said := wait(t, p.said)
	if said["response_type"] != "ephemeral" || said["text"] != "Nothing is &lt;open&gt;." || said["parse"] != "none" {
		t.Errorf("the answer is %v", said)
	}
	p.gives(t, "e2", "slash_commands", p.typed("status &amp; all", "t1")) // once more, in another envelope
	if again := wait(t, p.events); again.ID != first.ID {
		t.Errorf("it is called %s, and then %s", first.ID, again.ID)
	}
}

// TestPeerSlow has a handler that takes longer than Slack waits.
func TestPeerSlow(t *testing.T) {
	release := make(chan struct{})
	p := newPeer(t, func(chat.Event) chat.Answer {
		<-release
		return chat.Answer{Reply: &chat.Message{Text: "Done."}}
	})
	began := time.Now()
	p.gives(t, "e1", "slash_commands", p.typed("status", "t1"))
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("acknowledged after %v", took)
	}
	close(release)
	if said := wait(t, p.said); said["text"] != "Done." {
		t.Errorf("the answer is %v", said)
	}
}

func TestPeerPress(t *testing.T) {
	p := newPeer(t, func(chat.Event) chat.Answer { return chat.Answer{Reply: &chat.Message{Text: "Approved."}} })
	ack := p.gives(t, "e1", "interactive", fmt.Sprintf(`{"type":"block_actions","team":{"id":"T1","domain":"d"},"user":{"id":"U1","username":"ann"},"api_app_id":"A1",
		"container":{"type":"message","message_ts":%[1]q,"channel_id":"C1","is_ephemeral":false},"trigger_id":"t1","channel":{"id":"C1","name":"duty"},
		"message":{"type":"message","ts":%[1]q,"text":"x","user":%[2]q},"response_url":%[3]q,
		"actions":[{"type":"button","block_id":"b","action_id":"button-0","text":{"type":"plain_text","text":"Approve"},"value":"{\"v\":\"approve\",\"s\":\"A-1\",\"d\":\"abc\"}","action_ts":"1764000001.000100"}]}`,
		stamped, peerBot, p.GetAPIURL()+"respond"))
	if ack != nil {
		t.Errorf("the acknowledgement says %v", ack)
	}
	e := wait(t, p.events)
	if e.Press == nil || *e.Press != (chat.Action{Verb: "approve", Subject: "A-1", Digest: "abc"}) || e.At.Message != stamped || e.User != "U1" {
		t.Errorf("%+v", e)
	}
	if said := wait(t, p.said); said["text"] != "Approved." {
		t.Errorf("the answer is %v", said)
	}
}

// TestPeerForm opens a form with a command, sends it with a mistake and then
// without one.
func TestPeerForm(t *testing.T) {
	p := newPeer(t, func(e chat.Event) chat.Answer {
		switch {
		case e.Command != nil:
			return chat.Answer{Open: &chat.Form{Title: "New", Action: chat.Action{Verb: "new"}, Inputs: []chat.Input{{Name: "text", Label: "Text", Kind: chat.Lines}}}}
		case e.Submit.Value("text") == "bad":
			return chat.Answer{Errors: map[string]string{"text": "That is bad."}}
		default:
			return chat.Answer{Open: &chat.Form{Title: "Look", Action: chat.Action{Verb: "look"}}}
		}
	})
	p.gives(t, "e1", "slash_commands", p.typed("new", "t1"))
	wait(t, p.events)
	v := wait(t, p.views)
	v["id"], v["hash"] = "V1", "h1"
	send := func(envelope, text string) map[string]any {
		t.Helper()
		block, _ := v["blocks"].([]any)[0].(map[string]any)
		v["state"] = map[string]any{"values": map[string]any{block["block_id"].(string): map[string]any{"lines": map[string]any{"type": "plain_text_input", "value": text}}}}
		b, err := json.Marshal(map[string]any{"type": "view_submission", "team": map[string]any{"id": "T1"}, "user": map[string]any{"id": "U1"}, "trigger_id": "t2", "view": v, "response_urls": []any{}})
		if err != nil {
			t.Fatal(err)
		}
		return p.gives(t, envelope, "interactive", string(b))
	}
	ack := send("e2", "bad")
	wait(t, p.events)
	if why, _ := ack["errors"].(map[string]any); ack["response_action"] != "errors" || why["in.text"] != "That is bad." {
		t.Errorf("the acknowledgement says %v", ack)
	}
	ack = send("e3", "good")
	e := wait(t, p.events)
	if e.Submit == nil || e.Submit.Action.Verb != "new" || e.Submit.Value("text") != "good" || e.At.Channel != "C1" {
		t.Errorf("%+v", e)
	}
	if next, _ := ack["view"].(map[string]any); ack["response_action"] != "update" || next["callback_id"] == nil {
		t.Errorf("the acknowledgement says %v", ack)
	}
}

func TestPeerReaction(t *testing.T) {
	p := newPeer(t, nil)
	at, err := p.platform.Post(t.Context(), "k1", "C1", "", chat.Message{Text: "Approve?"})
	if err != nil || at.Message != stamped {
		t.Fatal(at, err)
	}
	react := func(id, kind, name string) {
		t.Helper()
		now := time.Now().Add(time.Second) // one from before the start would be asked about, which this server cannot answer
		p.gives(t, id, "events_api", fmt.Sprintf(`{"token":"x","team_id":"T1","api_app_id":"A1","type":"event_callback","event_id":%q,"event_time":%d,
			"event":{"type":%q,"user":"U1","reaction":%q,"item_user":%q,"item":{"type":"message","channel":"C1","ts":%q},"event_ts":"%d.%06d"}}`,
			"Ev"+id, now.Unix(), kind, name, peerBot, stamped, now.Unix(), now.Nanosecond()/1000))
	}
	react("e1", "reaction_added", "eyes") // means nothing
	react("e2", "reaction_added", "approve")
	on := wait(t, p.events)
	react("e3", "reaction_added", "approve") // told once more
	react("e4", "reaction_removed", "approve")
	off := wait(t, p.events)
	if on.React == nil || on.React.Emoji != chat.Check || on.React.Removed || off.React == nil || !off.React.Removed || off.At.Message != stamped {
		t.Errorf("%+v %+v", on, off)
	}
}

func TestPeerFile(t *testing.T) {
	p := newPeer(t, nil)
	if _, err := p.platform.Post(t.Context(), "k1", "C1", "", chat.Message{Text: "A card."}); err != nil {
		t.Fatal(err)
	}
	p.gives(t, "e1", "events_api", fmt.Sprintf(`{"token":"x","team_id":"T1","api_app_id":"A1","type":"event_callback","event_id":"Ev1","event_time":1764000002,
		"event":{"type":"message","subtype":"file_share","text":"","user":"U1","channel":"C1","channel_type":"channel","ts":"1764000002.000100","thread_ts":%q,"parent_user_id":%q,"event_ts":"1764000002.000100",
		"files":[{"id":"F1","name":"a.txt","mode":"hosted"}]}}`, stamped, peerBot))
	e := wait(t, p.events)
	if e.Upload == nil || len(e.Upload.Files) != 1 || string(e.Upload.Files[0].Data) != "hello" || e.Upload.Files[0].Name != "a.txt" || e.At.Thread != stamped {
		t.Errorf("%+v", e)
	}
}

// TestPeerUnknown has the server tell what nothing follows from, some of it in
// shapes that slack-go refuses to read: unless it is acknowledged, Slack tells
// it over and over again.
func TestPeerUnknown(t *testing.T) {
	p := newPeer(t, nil)
	for i, c := range []struct{ kind, payload string }{
		{"events_api", `{"type":"event_callback","event":{"type":"no_such_event","event_ts":"1.000001"}}`},
		{"events_api", `{"type":"event_callback","event":{"type":"message","channel":7,"text":["x"]}}`},
		{"events_api", `{"type":"app_rate_limited","minute_rate_limited":1764000000}`},
		{"events_api", `{"type":"event_callback","event":{"type":"message","channel":"C1","user":"U1","ts":"1764000002.000100","blocks":[{"type":"no_such_block","x":{}}]}}`},
		{"interactive", `{"type":"shortcut","callback_id":"c","trigger_id":"t","user":{"id":"U1"},"team":{"id":"T1"}}`},
		{"interactive", `{"type":"view_closed","user":{"id":"U1"},"view":{"id":"V1","type":"modal","callback_id":"form"},"is_cleared":false}`},
		{"interactive", `{"type":"block_suggestion","value":"x"}`},
		{"interactive", `"no object"`},
		{"slash_commands", `[]`},
		{"no_such_kind", `{}`},
	} {
		id := fmt.Sprint("e", i)
		if ack := p.gives(t, id, c.kind, c.payload); ack != nil {
			t.Errorf("%s: the acknowledgement says %v", c.payload, ack)
		}
	}
	p.SendToWebsocket(`{"type":"no_such_message"}`)
	p.SendToWebsocket(`{"type":"message","channel":"C1","text":"no envelope"}`)
	p.gives(t, "last", "slash_commands", p.typed("status", "t1"))
	if e := wait(t, p.events); e.Command == nil {
		t.Errorf("something was made of it: %+v", e)
	}
}

// TestPeerReconnects has the server ask for another connection. What the old
// one still takes away is told again until it is acknowledged, as Slack does,
// and is the same event.
func TestPeerReconnects(t *testing.T) {
	p := newPeer(t, nil)
	p.gives(t, "e1", "slash_commands", p.typed("one", "t1"))
	wait(t, p.events)
	p.SendToWebsocket(`{"type":"disconnect","reason":"refresh_requested","debug_info":{"host":"h"}}`)
	for acked := false; !acked; {
		p.hello()
		p.tell("e2", "slash_commands", p.typed("two", "t2"))
		select {
		case <-p.acked("e2"):
			acked = true
		case <-time.After(100 * time.Millisecond):
		case <-t.Context().Done():
			t.Fatal("never acknowledged")
		}
	}
	e := wait(t, p.events)
	if e.Command == nil || e.Command.Line != "two" {
		t.Errorf("%+v", e)
	}
	for len(p.events) > 0 {
		if again := <-p.events; again.ID != e.ID {
			t.Errorf("it is called %s, and then %s", e.ID, again.ID)
		}
	}
	if err := p.platform.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
