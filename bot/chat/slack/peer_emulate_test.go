package slack_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	api "github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack"
	"appealbot/bot/chat/slack/install"
	"appealbot/bot/chat/slack/slacktest"
)

// emulateSeed is the workspace that these tests expect.
const emulateSeed = "testdata/emulate.yaml"

// emulated is npm's emulate: Slack's Web API with a state, with scopes and
// triggers that are used up, written by people who know nothing of the adapter.
// It has nothing that tells an app what happens, so the tests do that.
//
// It lacks users.conversations and emoji.list, ignores oldest, latest and
// inclusive, and takes any blocks; the stand-in of this project covers those.
type emulated struct {
	api  string
	bot  *api.Client // asks what is there
	ann  *api.Client // an officer
	id   string      // ann's
	duty string      // a public channel
}

// bearer gives each request its token in the header, the only place where the
// peer looks for it, and loses answers on demand.
type bearer struct {
	lose atomic.Pointer[string] // the method whose next answer is lost
}

// RoundTrip implements http.RoundTripper.
func (b *bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("Authorization") == "" && r.Header.Get("Content-Type") == "application/x-www-form-urlencoded" {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		_ = r.Body.Close() // read to its end
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, err
		}
		r = r.Clone(r.Context())
		r.Body = io.NopCloser(bytes.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+form.Get("token"))
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if lost := b.lose.Load(); lost != nil && strings.HasSuffix(r.URL.Path, "/"+*lost) && b.lose.CompareAndSwap(lost, nil) {
		_ = resp.Body.Close() // that is the fault
		return nil, io.ErrUnexpectedEOF
	}
	return resp, nil
}

// openEmulated finds the peer and who is there, or skips the test.
func openEmulated(t *testing.T) *emulated {
	t.Helper()
	at := os.Getenv("APPEALBOT_TEST_SLACK_API")
	if at == "" {
		t.Skip("APPEALBOT_TEST_SLACK_API is not set")
	}
	client := func(token string) *api.Client {
		return api.New(token, api.OptionAPIURL(at), api.OptionHTTPClient(&http.Client{Transport: &bearer{}}))
	}
	e := &emulated{api: at, bot: client("xoxb-bot"), ann: client("xoxp-ann")}
	who, err := e.ann.AuthTestContext(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e.id = who.UserID
	// One of its own for each test, because the peer forgets nothing.
	c, err := e.ann.CreateConversationContext(t.Context(), api.CreateConversationParams{ChannelName: unused("duty")})
	if err != nil {
		t.Fatal(err)
	}
	e.duty = c.ID
	if _, _, _, err := e.bot.JoinConversationContext(t.Context(), e.duty); err != nil {
		t.Fatal(err)
	}
	return e
}

// unused is a name that no channel has.
func unused(name string) string { return fmt.Sprintf("%s-%d", name, time.Now().UnixNano()) }

// open makes an adapter for the peer.
func (e *emulated) open(t *testing.T, token string) (*slack.Platform, *bearer) {
	t.Helper()
	b := &bearer{}
	p, err := slack.New(slack.Options{Token: token, SigningSecret: slacktest.SigningSecret, API: e.api, Now: time.Now, Transport: b})
	if err != nil {
		t.Fatal(err)
	}
	return p, b
}

// in are the messages of a channel, the newest first, without its threads.
func (e *emulated) in(t *testing.T, channel string) (out []api.Message) {
	t.Helper()
	all, err := e.bot.GetConversationHistoryContext(t.Context(), &api.GetConversationHistoryParameters{ChannelID: channel, Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all.Messages {
		if m.SubType == "" {
			out = append(out, m)
		}
	}
	return out
}

// under are the messages of a thread, the oldest first, without its first.
func (e *emulated) under(t *testing.T, at chat.Ref) []api.Message {
	t.Helper()
	all, _, _, err := e.bot.GetConversationRepliesContext(t.Context(), &api.GetConversationRepliesParameters{ChannelID: at.Channel, Timestamp: at.Message, Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(m api.Message) bool { return m.Timestamp == at.Message })
}

func post(t *testing.T, p *slack.Platform, key, channel, thread string, m chat.Message) chat.Ref {
	t.Helper()
	at, err := p.Post(t.Context(), key, channel, thread, m)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// TestEmulateSeed makes sure that the bot has the scopes of its manifest there.
func TestEmulateSeed(t *testing.T) {
	b, err := os.ReadFile(emulateSeed)
	if err != nil {
		t.Fatal(err)
	}
	var seed struct {
		Slack struct {
			Tokens []struct {
				Token  string
				Scopes []string
			}
		}
	}
	if err := yaml.Unmarshal(b, &seed); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(install.Scopes(), seed.Slack.Tokens[0].Scopes); diff != "" {
		t.Errorf("scopes of %s (-manifest +seed):\n%s", seed.Slack.Tokens[0].Token, diff)
	}
}

func TestEmulatePost(t *testing.T) {
	e := openEmulated(t)
	p, _ := e.open(t, "xoxb-bot")
	hostile := "<!channel> <@" + e.id + "> *bold* & https://a.example :x:"
	at := post(t, p, "k1", e.duty, "", chat.Message{Text: hostile})
	if again := post(t, p, "k1", e.duty, "", chat.Message{Text: "other"}); again != at {
		t.Errorf("the second Post with the same key returned %v, want %v", again, at)
	}
	reply := post(t, p, "k2", e.duty, at.Message, chat.Message{Text: "below"})
	below := post(t, p, "k3", e.duty, reply.Message, chat.Message{Text: "below that"}) // Slack has no threads of threads
	if reply.Thread != at.Message || below.Thread != at.Message {
		t.Errorf("in the threads %q and %q, want %q", reply.Thread, below.Thread, at.Message)
	}
	m := e.in(t, e.duty)[0]
	if want := "&lt;!channel&gt; &lt;@" + e.id + "&gt; *bold* &amp; https://a.example :x:"; m.Text != want || m.Timestamp != at.Message {
		t.Errorf("it shows %q, want %q", m.Text, want)
	}
	if len(m.Blocks.BlockSet) == 0 || m.Blocks.BlockSet[0].BlockType() != api.MBTRichText {
		t.Errorf("its blocks are %v", m.Blocks.BlockSet)
	}
	if err := p.Update(t.Context(), at, chat.Message{Text: "changed"}); err != nil {
		t.Fatal(err)
	}
	m = e.in(t, e.duty)[0]
	if m.Text != "changed" || len(m.Blocks.BlockSet) != 1 || m.Metadata.EventType == "" {
		t.Errorf("after an update it is %+v", m.Msg)
	}
	if got := e.under(t, at); len(got) != 2 || got[0].Text != "below" || got[1].Text != "below that" {
		t.Errorf("its thread is %v", got)
	}
}

// TestEmulateForeignThread answers a message of somebody else.
func TestEmulateForeignThread(t *testing.T) {
	e := openEmulated(t)
	p, _ := e.open(t, "xoxb-bot")
	_, root, err := e.ann.PostMessageContext(t.Context(), e.duty, api.MsgOptionText("a question", false))
	if err != nil {
		t.Fatal(err)
	}
	if at := post(t, p, "k", e.duty, root, chat.Message{Text: "an answer"}); at.Thread != root {
		t.Errorf("it is in the thread %q, want %q", at.Thread, root)
	}
}

func TestEmulateLong(t *testing.T) {
	e := openEmulated(t)
	p, _ := e.open(t, "xoxb-bot")
	var words []string
	for i := range 4000 {
		words = append(words, fmt.Sprintf("word%d", i))
	}
	at := post(t, p, "k", e.duty, "", chat.Message{Text: "A long list.", Sections: []chat.Section{{Text: strings.Join(words, " ")}}})
	var text strings.Builder
	for _, m := range append(e.in(t, e.duty)[:1], e.under(t, at)...) {
		b, err := json.Marshal(m.Blocks)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(b)
	}
	for _, w := range []string{"word0 ", "word2000 ", "word3999"} {
		if !strings.Contains(text.String(), w) {
			t.Errorf("%q is nowhere in %d characters", w, text.Len())
		}
	}
}

// TestEmulateLostAnswer has the peer post what nobody gets to know of.
func TestEmulateLostAnswer(t *testing.T) {
	e := openEmulated(t)
	p, b := e.open(t, "xoxb-bot")
	lose := func(method string) { b.lose.Store(&method) }
	lose("chat.postMessage")
	m := chat.Message{Text: "once", Files: []chat.File{{Name: "a.txt", Type: "text/plain", Data: []byte("hello")}}}
	if _, err := p.Post(t.Context(), "k", e.duty, "", m); err == nil {
		t.Fatal("nobody knows that it was posted")
	}
	lose("files.completeUploadExternal")
	if _, err := p.Post(t.Context(), "k", e.duty, "", m); err == nil {
		t.Fatal("nobody knows that the file was shown")
	}
	at := post(t, p, "k", e.duty, "", m)
	if got := e.in(t, e.duty); len(got) != 1 || got[0].Timestamp != at.Message {
		t.Errorf("the channel shows %d messages, want one", len(got))
	}
	if got := e.under(t, at); len(got) != 1 || len(got[0].Files) != 1 {
		t.Errorf("its thread shows %d messages, want one with one file", len(got))
	}
}

func TestEmulateFiles(t *testing.T) {
	e := openEmulated(t)
	p, _ := e.open(t, "xoxb-bot")
	files := []chat.File{{Name: "list.csv", Type: "text/csv", Data: []byte("a,b\n1,2\n")}, {Name: "map.png", Type: "image/png", Alt: "A map", Data: []byte("\x89PNG\r\n\x1a\n\x00\xff")}}
	at := post(t, p, "k", e.duty, "", chat.Message{Text: "Two files.", Files: files})
	below := e.under(t, at)
	if len(below) != 1 || len(below[0].Files) != len(files) || len(below[0].Blocks.BlockSet) != 1 {
		t.Fatalf("its thread shows %+v", below)
	}
	for i, f := range below[0].Files {
		var got bytes.Buffer
		if err := e.ann.GetFileContext(t.Context(), f.URLPrivateDownload, &got); err != nil {
			t.Fatal(err)
		}
		if f.Name != files[i].Name || !bytes.Equal(got.Bytes(), files[i].Data) {
			t.Errorf("file %s has the bytes %q", f.Name, got.Bytes())
		}
	}
}

// TestEmulateRoom does everything twice, as after a crash.
func TestEmulateRoom(t *testing.T) {
	e := openEmulated(t)
	p, _ := e.open(t, "xoxb-bot")
	ctx, room := t.Context(), chat.Room{Name: unused("case"), Topic: "Waiting & <open>", Purpose: "Case 2026-1"}
	id, err := p.CreateRoom(ctx, "k", room)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := p.CreateRoom(ctx, "k", room); err != nil || again != id {
		t.Errorf("created again: %s, %v", again, err)
	}
	if _, err := p.CreateRoom(ctx, "k2", room); !errors.Is(err, chat.ErrTaken) {
		t.Errorf("of the same name: %v, want ErrTaken", err)
	}
	room.Card = post(t, p, "card", id, "", chat.Message{Text: "the card"})
	for i, links := range [][]chat.Link{{{Label: "Post", URL: "https://post.example/1"}}, {{Label: "Page", URL: "https://page.example/2"}}} {
		room.Links = links
		for range 2 {
			if err := errors.Join(p.DescribeRoom(ctx, id, room), p.Invite(ctx, id, e.id), p.Pin(ctx, room.Card)); err != nil {
				t.Error(err)
			}
		}
		marks, err := e.bot.ListBookmarksContext(ctx, id)
		if err != nil || len(marks) != 2 || marks[0].Title != "Card" || marks[1].Link != links[0].URL {
			t.Errorf("%d: bookmarks %+v, %v", i, marks, err)
		}
	}
	c, err := e.bot.GetConversationInfoContext(ctx, &api.GetConversationInfoInput{ChannelID: id})
	if err != nil || !c.IsPrivate || c.Name != room.Name || c.Purpose.Value != room.Purpose || !strings.HasPrefix(c.Topic.Value, "Waiting &") {
		t.Errorf("it is %+v, %v", c, err)
	}
	if pins, _, err := e.ann.ListPinsContext(ctx, id); err != nil || len(pins) != 1 {
		t.Errorf("pins %v, %v", pins, err)
	}
	if err := errors.Join(p.Archive(ctx, id), p.Archive(ctx, id)); err != nil {
		t.Error(err)
	}
	if _, err := p.Post(ctx, "late", id, "", chat.Message{Text: "late"}); !errors.Is(err, chat.ErrArchived) {
		t.Errorf("post into an archived channel: %v, want ErrArchived", err)
	}
	if err := p.DescribeRoom(ctx, id, room); !errors.Is(err, chat.ErrArchived) {
		t.Errorf("describe an archived channel: %v, want ErrArchived", err)
	}
}

func TestEmulateFind(t *testing.T) {
	e := openEmulated(t)
	p, _ := e.open(t, "xoxb-bot")
	ctx, name := t.Context(), unused("newsroom")
	c, err := e.ann.CreateConversationContext(ctx, api.CreateConversationParams{ChannelName: name})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // it joins, and is in it
		if id, err := p.FindRoom(ctx, "#"+name); err != nil || id != c.ID {
			t.Errorf("FindRoom: %s, %v, want %s", id, err, c.ID)
		}
	}
	if _, err := p.FindRoom(ctx, unused("none")); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("FindRoom: %v, want ErrNotFound", err)
	}
	found, err := p.Lookup(ctx, []string{"ann@police.example", "nobody@police.example"})
	if err != nil || len(found) != 1 || found["ann@police.example"] != e.id {
		t.Errorf("Lookup: %v, %v", found, err)
	}
	dm, err := p.Direct(ctx, e.id)
	if err != nil || !strings.HasPrefix(dm, "D") {
		t.Fatalf("Direct: %s, %v", dm, err)
	}
	if at := post(t, p, "dm", dm, "", chat.Message{Text: "hello"}); at.Channel != dm {
		t.Errorf("%+v", at)
	}
	if _, err := p.Direct(ctx, "U0NOBODY"); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("Direct with nobody: %v, want ErrNotFound", err)
	}
}

func TestEmulateErrors(t *testing.T) {
	e := openEmulated(t)
	p, _ := e.open(t, "xoxb-bot")
	ctx, m := t.Context(), chat.Message{Text: "x"}
	at := post(t, p, "k", e.duty, "", m)
	if _, err := p.Post(ctx, "k1", "C0NOTHERE", "", m); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("no channel: %v", err)
	}
	if _, err := p.Post(ctx, "k2", e.duty, "1000000000.000001", m); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("no thread: %v", err)
	}
	at.Message = "1000000000.000001"
	if err := p.Update(ctx, at, m); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("no message: %v", err)
	}
	secret, err := e.ann.CreateConversationContext(ctx, api.CreateConversationParams{ChannelName: unused("secret"), IsPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Post(ctx, "k3", secret.ID, "", m); !errors.Is(err, chat.ErrNotMember) && !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("somebody else's channel: %v", err)
	}
	narrow, _ := e.open(t, "xoxb-narrow")
	if _, err := narrow.Post(ctx, "k4", e.duty, "", m); err == nil || !strings.Contains(err.Error(), "the app needs the scope chat:write") {
		t.Errorf("without the scope: %v", err)
	}
}

// runs is an adapter that takes calls, and gives what comes of them to a
// channel.
func (e *emulated) runs(t *testing.T, answer func(chat.Event) chat.Answer) (*slack.Platform, <-chan chat.Event) {
	t.Helper()
	p, _ := e.open(t, "xoxb-bot")
	events, ended := make(chan chat.Event, 20), make(chan error, 1)
	go func() {
		ended <- p.Run(t.Context(), chat.HandlerFunc(func(_ context.Context, ev chat.Event) (chat.Answer, error) {
			events <- ev
			return answer(ev), nil
		}))
	}()
	t.Cleanup(func() {
		if err := wait(t, ended); err != nil {
			t.Error(err)
		}
	})
	(&called{p: p}).Ready(t)
	return p, events
}

// call makes a signed call of the adapter.
func call(t *testing.T, p *slack.Platform, path, kind string, body []byte) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, bytes.NewReader(body))
	r.Header = slacktest.Sign(slacktest.SigningSecret, time.Now(), body)
	r.Header.Set("Content-Type", kind)
	w := httptest.NewRecorder()
	p.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d: %s", path, w.Code, w.Body)
	}
}

// tells tells an event.
func tells(t *testing.T, p *slack.Platform, event map[string]any) {
	t.Helper()
	b, err := json.Marshal(map[string]any{"type": "event_callback", "event": event})
	if err != nil {
		t.Fatal(err)
	}
	call(t, p, slack.PathEvents, "application/json", b)
}

func nothing(chat.Event) chat.Answer { return chat.Answer{} }

// TestEmulateLateReaction tells of reactions so late that the adapter asks
// whether they are still there.
func TestEmulateLateReaction(t *testing.T) {
	e := openEmulated(t)
	p, events := e.runs(t, nothing)
	at := post(t, p, "k", e.duty, "", chat.Message{Text: "Approve?"})
	item := api.NewRefToMessage(at.Channel, at.Message)
	late := func(name string, removed bool, ago time.Duration) {
		t.Helper()
		kind := map[bool]string{false: "reaction_added", true: "reaction_removed"}[removed]
		tells(t, p, map[string]any{
			"type": kind, "user": e.id, "reaction": name, "item": map[string]any{"type": "message", "channel": at.Channel, "ts": at.Message},
			"event_ts": fmt.Sprintf("%d.000100", time.Now().Add(-ago).Unix()),
		})
	}
	late("white_check_mark", false, 10*time.Minute) // it was taken off since
	if err := e.ann.AddReactionContext(t.Context(), "bulb", item); err != nil {
		t.Fatal(err)
	}
	late("bulb", false, 5*time.Minute)
	if ev := wait(t, events); ev.React == nil || ev.React.Emoji != chat.Bulb || ev.React.Removed {
		t.Errorf("%+v", ev)
	}
	late("bulb", true, 4*time.Minute) // it was put on again since
	if err := e.ann.RemoveReactionContext(t.Context(), "bulb", item); err != nil {
		t.Fatal(err)
	}
	late("bulb", true, 3*time.Minute)
	if ev := wait(t, events); ev.React == nil || ev.React.Emoji != chat.Bulb || !ev.React.Removed {
		t.Errorf("%+v", ev)
	}
	if len(events) > 0 {
		t.Errorf("and %+v", <-events)
	}
}

// TestEmulateUpload has ann drop a file into a thread.
func TestEmulateUpload(t *testing.T) {
	e := openEmulated(t)
	p, events := e.runs(t, nothing)
	at := post(t, p, "k", e.duty, "", chat.Message{Text: "A card."})
	data := []byte("\x89PNG\r\n\x1a\n\x00\xff")
	if _, err := e.ann.UploadFileContext(t.Context(), api.UploadFileParameters{Filename: "a.png", FileSize: len(data), Reader: bytes.NewReader(data), Channel: at.Channel, ThreadTimestamp: at.Message}); err != nil {
		t.Fatal(err)
	}
	m := e.under(t, at)[0]
	tells(t, p, map[string]any{
		"type": "message", "subtype": m.SubType, "user": m.User, "channel": at.Channel, "ts": m.Timestamp, "thread_ts": m.ThreadTimestamp,
		"files": []map[string]any{{"id": m.Files[0].ID}},
	})
	ev := wait(t, events)
	if ev.Upload == nil || len(ev.Upload.Files) != 1 || !bytes.Equal(ev.Upload.Files[0].Data, data) || ev.Upload.Files[0].Name != "a.png" || ev.User != e.id {
		t.Errorf("%+v", ev)
	}
}

// TestEmulateForm opens a form with a trigger, once, and says so when it cannot.
func TestEmulateForm(t *testing.T) {
	e := openEmulated(t)
	form := &chat.Form{Title: "New", Intro: "All of it goes public.", Action: chat.Action{Verb: "new"}, Inputs: []chat.Input{
		{Name: "text", Label: "Text", Kind: chat.Lines},
		{Name: "when", Label: "When", Kind: chat.Moment, Optional: true},
		{Name: "who", Label: "Who", Kind: chat.People, Optional: true},
		{Name: "files", Label: "Pictures", Kind: chat.Files, Optional: true},
		{Name: "kind", Label: "Kind", Kind: chat.Select, Options: []chat.Option{{Value: "a", Label: "A"}}, Refresh: true},
	}}
	p, events := e.runs(t, func(chat.Event) chat.Answer { return chat.Answer{Open: form} })
	said := make(chan string, 2)
	back := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var m struct{ Text string }
		_ = json.NewDecoder(r.Body).Decode(&m) // no text, then
		said <- m.Text
	}))
	t.Cleanup(back.Close)
	types := func(trigger string) {
		t.Helper()
		call(t, p, slack.PathCommand, "application/x-www-form-urlencoded", []byte(url.Values{
			"command": {"/appeal"}, "text": {"new"}, "user_id": {e.id}, "channel_id": {e.duty}, "trigger_id": {trigger}, "response_url": {back.URL},
		}.Encode()))
		wait(t, events)
	}
	trigger := e.trigger(t)
	types(trigger)
	types(trigger) // told twice: it is open
	types("1.2.nosuchtrigger")
	if got := wait(t, said); !strings.Contains(got, "in one line") {
		t.Errorf("with a trigger that is none: %q", got)
	}
	if len(said) > 0 {
		t.Errorf("and before: %q", <-said)
	}
}

// trigger is what the peer gives for something that ann does.
func (e *emulated) trigger(t *testing.T) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, e.api+"views.generateTriggerId", strings.NewReader(url.Values{"user_id": {e.id}, "token": {"xoxb-bot"}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := (&http.Client{Transport: &bearer{}}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var got struct {
		Trigger string `json:"trigger_id"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil || got.Trigger == "" {
		t.Fatal("no trigger: ", err)
	}
	return got.Trigger
}
