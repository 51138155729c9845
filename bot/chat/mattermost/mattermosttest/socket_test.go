package mattermosttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

// What a server does with websockets.
func TestSockets(t *testing.T) {
	onBoth(t, map[string]func(*testing.T, *world){
		"hello":       socketHello,
		"challenge":   socketChallenge,
		"bad token":   socketBadToken,
		"resume few":  func(t *testing.T, w *world) { socketResume(t, w, 5, true) },
		"resume 200":  func(t *testing.T, w *world) { socketResume(t, w, 200, true) },
		"resume 300":  func(t *testing.T, w *world) { socketResume(t, w, 300, false) },
		"replay":      socketReplay,
		"unknown":     socketUnknown,
		"posts":       socketPosts,
		"reactions":   socketReactions,
		"channels":    socketChannels,
		"own command": socketOwn,
	})
}

// A line is a websocket of the bot's.
type line struct {
	t  *testing.T
	ws *websocket.Conn
	id string
	at int64 // sequence number of the last event
}

func (w *world) dial(query, token string) *line {
	w.t.Helper()
	header := http.Header{}
	if token != "" {
		header.Set("Authorization", "Bearer "+token)
	}
	ws, res, err := websocket.DefaultDialer.DialContext(w.ctx(), "ws"+strings.TrimPrefix(w.site.URL, "http")+"/api/v4/websocket"+query, header)
	check(w.t, "dial", err)
	res.Body.Close()
	w.t.Cleanup(func() { hangUp(ws) })
	return &line{t: w.t, ws: ws}
}

// within bounds the wait for what comes next.
func (l *line) within(d time.Duration) {
	l.t.Helper()
	check(l.t, "set a deadline", l.ws.SetReadDeadline(time.Now().Add(d)))
}

// next is the next event, nil for a reply.
func (l *line) next() *model.WebSocketEvent {
	l.t.Helper()
	l.within(patience)
	_, body, err := l.ws.ReadMessage()
	check(l.t, "read", err)
	e, err := model.WebSocketEventFromJSON(bytes.NewReader(body))
	check(l.t, "decode", err)
	if !e.IsValid() {
		return nil
	}
	l.at = e.GetSequence()
	if e.EventType() == model.WebsocketEventHello {
		l.id, _ = e.GetData()["connection_id"].(string)
	}
	return e
}

// until is the next event of this kind.
func (l *line) until(kind model.WebsocketEventType) *model.WebSocketEvent {
	l.t.Helper()
	for range 1000 {
		if e := l.next(); e != nil && e.EventType() == kind {
			return e
		}
	}
	l.t.Fatalf("no %s", kind)
	return nil
}

// ended waits for the end of the line and reports whether no hello came before.
func (l *line) ended() bool {
	l.within(patience)
	for {
		_, body, err := l.ws.ReadMessage()
		if err != nil {
			return true
		}
		if bytes.Contains(body, []byte(`"hello"`)) {
			return false
		}
	}
}

func text(e *model.WebSocketEvent, key string) string {
	s, _ := e.GetData()[key].(string)
	return s
}

func socketHello(t *testing.T, w *world) {
	l := w.dial("", w.place.Token)
	e := l.next()
	if e.EventType() != model.WebsocketEventHello || e.GetSequence() != 0 || !model.IsValidId(l.id) || text(e, "server_version") == "" {
		t.Errorf("the first event is %s %d %v", e.EventType(), e.GetSequence(), e.GetData())
	}
	w.post(&model.Post{Message: "x"})
	if e := l.until(model.WebsocketEventPosted); e.GetSequence() < 1 {
		t.Errorf("sequence %d", e.GetSequence())
	}
	// A challenge on an authenticated connection gets no answer; a ping does.
	check(t, "challenge", l.ws.WriteJSON(map[string]any{"seq": 1, "action": "authentication_challenge", "data": map[string]any{"token": w.place.Token}}))
	check(t, "ping", l.ws.WriteJSON(map[string]any{"seq": 2, "action": "ping"}))
	for {
		_, body, err := l.ws.ReadMessage()
		check(t, "read", err)
		var reply struct {
			SeqReply int `json:"seq_reply"`
			Status   string
		}
		check(t, "decode", json.Unmarshal(body, &reply))
		if reply.SeqReply == 0 {
			continue
		}
		if reply.SeqReply != 2 || reply.Status != "OK" {
			t.Errorf("reply = %s", body)
		}
		return
	}
}

func socketChallenge(t *testing.T, w *world) {
	l := w.dial("", "")
	check(t, "challenge", l.ws.WriteJSON(map[string]any{"seq": 1, "action": "authentication_challenge", "data": map[string]any{"token": w.place.Token}}))
	if e := l.next(); e == nil || e.EventType() != model.WebsocketEventHello {
		t.Errorf("the first thing that comes is %v", e)
	}
}

func socketBadToken(t *testing.T, w *world) {
	l := w.dial("", "")
	check(t, "challenge", l.ws.WriteJSON(map[string]any{"seq": 1, "action": "authentication_challenge", "data": map[string]any{"token": model.NewId()}}))
	if !l.ended() {
		t.Error("a bad token gets a hello")
	}
	l = w.dial("", model.NewId())
	if !l.ended() {
		t.Error("a bad token in the header gets a hello")
	}
}

// resume connects again where the line was.
func (w *world) resume(l *line, next int64) *line {
	w.t.Helper()
	return w.dial(fmt.Sprintf("?connection_id=%s&sequence_number=%d", l.id, next), w.place.Token)
}

// away closes a line and waits until the server knows.
func (w *world) away(l *line) {
	w.t.Helper()
	bye := websocket.FormatCloseMessage(websocket.CloseGoingAway, "")
	check(w.t, "close", l.ws.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second)))
	l.ended()
	hangUp(l.ws)
	for range 3 {
		w.post(&model.Post{Message: "between"})
		w.ann.fence(w.t)
	}
}

// socketResume misses some posts and connects again.
func socketResume(t *testing.T, w *world, n int, all bool) {
	l := w.dial("", w.place.Token)
	l.until(model.WebsocketEventHello)
	w.post(&model.Post{Message: "before"})
	l.until(model.WebsocketEventPosted)
	w.away(l)
	for i := range n {
		w.post(&model.Post{Message: fmt.Sprintf("missed %d", i)})
	}
	again := w.resume(l, l.at+1)
	if !all {
		if e := again.next(); e.EventType() != model.WebsocketEventHello || again.id == l.id {
			t.Errorf("the first event is %s", e.EventType())
		}
		return
	}
	for i := 0; i < n; {
		e := again.next()
		if e == nil {
			continue
		}
		if e.EventType() == model.WebsocketEventHello {
			t.Fatal("there is a hello")
		}
		if e.EventType() == model.WebsocketEventPosted && strings.Contains(text(e, "post"), "missed ") {
			if !strings.Contains(text(e, "post"), fmt.Sprintf("missed %d\"", i)) {
				t.Fatalf("instead of %d comes %s", i, text(e, "post"))
			}
			i++
		}
	}
	w.post(&model.Post{Message: "after"})
	if e := again.until(model.WebsocketEventPosted); !strings.Contains(text(e, "post"), "after") {
		t.Errorf("then comes %s", text(e, "post"))
	}
}

// socketReplay asks again for what had come already.
func socketReplay(t *testing.T, w *world) {
	l := w.dial("", w.place.Token)
	l.until(model.WebsocketEventHello)
	var first int64
	for i := range 3 {
		w.post(&model.Post{Message: fmt.Sprintf("seen %d", i)})
		e := l.until(model.WebsocketEventPosted)
		if i == 1 {
			first = e.GetSequence()
		}
	}
	w.away(l)
	again := w.resume(l, first)
	for i := 1; i < 3; i++ {
		if e := again.until(model.WebsocketEventPosted); !strings.Contains(text(e, "post"), fmt.Sprintf("seen %d", i)) || i == 1 && e.GetSequence() != first {
			t.Errorf("%d: %d %s", i, e.GetSequence(), text(e, "post"))
		}
	}
}

func socketUnknown(t *testing.T, w *world) {
	l := w.dial(fmt.Sprintf("?connection_id=%s&sequence_number=7", model.NewId()), w.place.Token)
	if e := l.next(); e.EventType() != model.WebsocketEventHello || e.GetSequence() > 7 {
		t.Errorf("the first event is %s %d", e.EventType(), e.GetSequence())
	}
	l = w.dial("?connection_id=short&sequence_number=7", w.place.Token)
	if !l.ended() {
		t.Error("a bad connection id gets a hello")
	}
}

func socketPosts(t *testing.T, w *world) {
	l := w.dial("", w.place.Token)
	l.until(model.WebsocketEventHello)
	p := w.post(w.card(&model.PostAction{Id: "go", Name: "Go"}))
	e := l.until(model.WebsocketEventPosted)
	var got model.Post
	check(t, "decode", json.Unmarshal([]byte(text(e, "post")), &got))
	if got.Id != p.Id || text(e, "channel_type") != "O" || text(e, "channel_name") != "newsroom" || text(e, "team_id") != w.team.Id ||
		text(e, "sender_name") == "" || e.GetBroadcast().ChannelId != w.public.Id || buttons(&got)[0].Integration != nil {
		t.Errorf("posted %v for %+v", e.GetData(), e.GetBroadcast())
	}
	reply, _, err := w.ann.client.CreatePost(w.ctx(), &model.Post{ChannelId: w.public.Id, RootId: p.Id, Message: "mine"})
	check(t, "reply", err)
	l.until(model.WebsocketEventPosted)
	words := "changed"
	_, _, err = w.ann.client.PatchPost(w.ctx(), reply.Id, &model.PostPatch{Message: &words})
	check(t, "edit", err)
	if e := l.until(model.WebsocketEventPostEdited); !strings.Contains(text(e, "post"), "changed") {
		t.Errorf("edited %v", e.GetData())
	}
	_, err = w.ann.client.DeletePost(w.ctx(), reply.Id)
	check(t, "delete", err)
	if e := l.until(model.WebsocketEventPostDeleted); !strings.Contains(text(e, "post"), reply.Id) {
		t.Errorf("deleted %v", e.GetData())
	}
}

func socketReactions(t *testing.T, w *world) {
	p := w.post(&model.Post{Message: "x"})
	l := w.dial("", w.place.Token)
	l.until(model.WebsocketEventHello)
	r := &model.Reaction{UserId: w.ann.id, PostId: p.Id, EmojiName: "bulb"}
	var times []int64
	for range 2 {
		_, _, err := w.ann.client.SaveReaction(w.ctx(), r)
		check(t, "react", err)
		var got model.Reaction
		check(t, "decode", json.Unmarshal([]byte(text(l.until(model.WebsocketEventReactionAdded), "reaction")), &got))
		if got.UserId != w.ann.id || got.PostId != p.Id || got.EmojiName != "bulb" || got.ChannelId != w.public.Id {
			t.Errorf("reaction = %+v", got)
		}
		times = append(times, got.CreateAt)
	}
	if times[0] == times[1] {
		t.Error("the same reaction again comes with the same time")
	}
	_, err := w.ann.client.DeleteReaction(w.ctx(), r)
	check(t, "take back", err)
	if got := text(l.until(model.WebsocketEventReactionRemoved), "reaction"); !strings.Contains(got, "bulb") {
		t.Errorf("removed %s", got)
	}
	own := &model.Reaction{UserId: w.botID, PostId: p.Id, EmojiName: "eyes"}
	_, _, err = w.bot.SaveReaction(w.ctx(), own)
	check(t, "react as the bot", err)
	if got := text(l.until(model.WebsocketEventReactionAdded), "reaction"); !strings.Contains(got, w.botID) {
		t.Errorf("the bot's own: %s", got)
	}
}

// socketChannels: what the bot is told of its channels.
func socketChannels(t *testing.T, w *world) {
	l := w.dial("", w.place.Token)
	l.until(model.WebsocketEventHello)
	ch := w.room("told")
	if e := l.until(model.WebsocketEventChannelCreated); text(e, "channel_id") != ch.Id {
		t.Errorf("created %v", e.GetData())
	}
	l.until(model.WebsocketEventUserAdded)
	w.Rename(t, ch.Id, "told-else")
	var got model.Channel
	check(t, "decode", json.Unmarshal([]byte(text(l.until(model.WebsocketEventChannelUpdated), "channel")), &got))
	if got.Id != ch.Id || got.Name != "told-else" {
		t.Errorf("updated %+v", got)
	}
	w.Expel(t, ch.Id)
	if e := l.until(model.WebsocketEventUserRemoved); text(e, "channel_id") != ch.Id || text(e, "remover_id") == "" || e.GetBroadcast().UserId != w.botID {
		t.Errorf("removed %v for %+v", e.GetData(), e.GetBroadcast())
	}
	w.Rename(t, ch.Id, "told-nothing")
	w.Admit(t, ch.Id)
	if e := l.next(); e.EventType() != model.WebsocketEventUserAdded || text(e, "user_id") != w.botID || e.GetBroadcast().ChannelId != ch.Id {
		t.Errorf("after a time outside comes %s %v for %+v", e.EventType(), e.GetData(), e.GetBroadcast())
	}
	// Which channels a websocket gets events of is looked up when one happens, and
	// archived ones are left out: without this message the end could go untold.
	w.post(&model.Post{ChannelId: ch.Id, Message: "here again"})
	l.until(model.WebsocketEventPosted)
	w.Close(t, ch.Id)
	if e := l.until(model.WebsocketEventChannelDeleted); text(e, "channel_id") != ch.Id || e.GetBroadcast().ChannelId != ch.Id {
		t.Errorf("archived %v", e.GetData())
	}
	_, _, err := w.admin.RestoreChannel(w.ctx(), ch.Id)
	check(t, "restore", err)
	if e := l.until(model.WebsocketEventChannelRestored); text(e, "channel_id") != ch.Id {
		t.Errorf("restored %v", e.GetData())
	}
}

// socketOwn: a person's commands are not told to the bot but to its handler.
func socketOwn(t *testing.T, w *world) {
	l := w.dial("", w.place.Token)
	l.until(model.WebsocketEventHello)
	_, _, err := w.command(w.ann, w.public.Id, "", "/appeal secret")
	check(t, "execute", err)
	w.post(&model.Post{Message: "after"})
	if e := l.until(model.WebsocketEventPosted); !strings.Contains(text(e, "post"), "after") {
		t.Errorf("posted %v", e.GetData())
	}
}
