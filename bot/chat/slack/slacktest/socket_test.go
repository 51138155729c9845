package slacktest_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

// dial opens a websocket by hand and returns its first message.
func dial(t *testing.T, s *slacktest.Server) (*websocket.Conn, map[string]any) {
	t.Helper()
	got := raw(t, s, slacktest.AppToken, "apps.connections.open")
	ws, res, err := websocket.DefaultDialer.DialContext(t.Context(), got["url"].(string), nil)
	ok(t, err)
	res.Body.Close()
	t.Cleanup(func() { _ = ws.Close() })
	var first map[string]any
	ok(t, ws.ReadJSON(&first))
	return ws, first
}

func TestSockets(t *testing.T) {
	s := slacktest.New(t)
	for i := range 10 {
		if _, first := dial(t, s); first["type"] != "hello" || first["num_connections"] != float64(i+1) || first["connection_info"].(m)["app_id"] != slacktest.App {
			t.Errorf("hello = %v", first)
		}
	}
	s.Expect("more than 10 websockets")
	if _, first := dial(t, s); first["reason"] != "too_many_websockets" {
		t.Errorf("the eleventh is told %v", first)
	}
	open, ever := s.Sockets()
	for ; open < 10 && t.Context().Err() == nil; open, ever = s.Sockets() {
		time.Sleep(time.Millisecond) // the last is counted when its hello has gone, which was read just now
	}
	if open != 10 || ever != 10 {
		t.Errorf("%d of %d are open", open, ever)
	}
	s.Refuse(true)
	if got := raw(t, s, slacktest.AppToken, "apps.connections.open"); got["ok"] != false {
		t.Errorf("answer = %v", got)
	}
}

func TestTicketOnce(t *testing.T) {
	s := slacktest.New(t)
	s.Expect("a ticket that is not good")
	url := raw(t, s, slacktest.AppToken, "apps.connections.open")["url"].(string)
	for i := range 2 {
		ws, res, err := websocket.DefaultDialer.DialContext(t.Context(), url, nil)
		if (err == nil) != (i == 0) {
			t.Errorf("dial %d: %v", i, err)
		}
		res.Body.Close()
		if ws != nil {
			t.Cleanup(func() { _ = ws.Close() })
		}
	}
}

// TestRedelivery: what is not acknowledged comes again in another envelope, over
// another connection.
func TestRedelivery(t *testing.T) {
	f := world(t, slacktest.Redeliver(100*time.Millisecond))
	one, _ := dial(t, f.Server)
	two, _ := dial(t, f.Server)
	type got struct {
		ws *websocket.Conn
		m  map[string]any
	}
	all := make(chan got, 10)
	for _, ws := range []*websocket.Conn{one, two} {
		go func() {
			for {
				var v map[string]any
				if ws.ReadJSON(&v) != nil {
					return
				}
				all <- got{ws, v}
			}
		}()
	}
	ch, _ := f.Public()
	f.Say(t, f.Officers()[0], ch, "", "hello")
	first, second := <-all, <-all
	if first.m["envelope_id"] == second.m["envelope_id"] || first.ws == second.ws {
		t.Errorf("it came again as %v", second.m)
	}
	if first.m["payload"].(m)["event_id"] != second.m["payload"].(m)["event_id"] || second.m["retry_attempt"] != float64(1) || second.m["retry_reason"] != "timeout" {
		t.Errorf("it came again as %v", second.m)
	}
	ok(t, second.ws.WriteJSON(m{"envelope_id": second.m["envelope_id"]}))
	select {
	case third := <-all:
		t.Errorf("it came after it was acknowledged: %v", third.m)
	case <-time.After(250 * time.Millisecond):
	}
	if acks := f.Acks(); len(acks) != 1 || acks[0].Kind != "events_api" {
		t.Errorf("acks = %v", acks)
	}
	f.Expect("acknowledged an envelope twice", "an envelope that was never sent")
	ok(t, second.ws.WriteJSON(m{"envelope_id": second.m["envelope_id"]}))
	ok(t, second.ws.WriteJSON(m{"envelope_id": "x"}))
	eventually(t, func() bool { return len(f.Violations()) == 2 })
}

func eventually(t *testing.T, good func() bool) {
	t.Helper()
	for range 400 {
		if good() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Error("waited in vain")
}

func TestSlowAck(t *testing.T) {
	f := world(t, slacktest.SlowestAck(20*time.Millisecond))
	f.Expect("slash_commands was acknowledged after")
	listen(t, f, func(*slack.Client, socketmode.Event) (any, error) {
		time.Sleep(60 * time.Millisecond)
		return nil, nil
	})
	ch, _ := f.Public()
	f.Command(t, f.Officers()[0], ch, "")
}

func TestNobodyListens(t *testing.T) {
	f := world(t, slacktest.Redeliver(50*time.Millisecond))
	ch, _ := f.Public()
	if got := f.Command(t, f.Officers()[0], ch, ""); len(got.Replies) != 1 || !strings.Contains(got.Replies[0].Text, "dispatch_failed") {
		t.Errorf("got %+v", got)
	}
}

// TestBigAnswer: the client refuses to send one, so it is written by hand.
func TestBigAnswer(t *testing.T) {
	f := world(t, slacktest.Redeliver(200*time.Millisecond))
	f.Expect("Slack drops it", "was not acknowledged")
	ws, _ := dial(t, f.Server)
	go func() {
		for {
			var v map[string]any
			if ws.ReadJSON(&v) != nil {
				return
			}
			_ = ws.WriteJSON(m{"envelope_id": v["envelope_id"], "payload": m{"text": strings.Repeat("x", 20000)}})
		}
	}()
	ch, _ := f.Public()
	f.Command(t, f.Officers()[0], ch, "")
}

// TestEventAnswered: an event takes no answer.
func TestEventAnswered(t *testing.T) {
	f := world(t)
	f.Expect("accepts no response payload")
	listen(t, f, func(*slack.Client, socketmode.Event) (any, error) { return m{"text": "x"}, nil })
	ch, _ := f.Public()
	f.Say(t, f.Officers()[0], ch, "", "hello")
	eventually(t, func() bool { return len(f.Violations()) == 1 })
}

// TestCommandAnswered: a command can be answered with the acknowledgement.
func TestCommandAnswered(t *testing.T) {
	f := world(t)
	listen(t, f, func(_ *slack.Client, e socketmode.Event) (any, error) {
		if e.Type != socketmode.EventTypeSlashCommand {
			return nil, nil
		}
		return m{"text": "at once"}, nil
	})
	ch, _ := f.Public()
	if got := f.Command(t, f.Officers()[0], ch, ""); len(got.Replies) != 1 || got.Replies[0].Text != "at once\n" {
		t.Errorf("got %+v", got)
	}
}

func TestDisconnect(t *testing.T) {
	f := world(t)
	a := listen(t, f, nil)
	ch, _ := f.Public()
	for i, away := range []func(){
		func() { f.Disconnect(slacktest.RefreshRequested) },
		func() { f.Disconnect(slacktest.LinkDisabled) },
		f.Cut,
	} {
		away()
		eventually(t, func() bool { open, ever := f.Sockets(); return open == 1 && ever >= i+2 })
		f.Command(t, f.Officers()[0], ch, "again")
		a.next(t, socketmode.EventTypeSlashCommand)
	}
}

// TestCutRedelivers: what was under way when the connection ended comes again.
func TestCutRedelivers(t *testing.T) {
	f := world(t)
	var n atomic.Int32
	listen(t, f, func(_ *slack.Client, e socketmode.Event) (any, error) {
		if e.Type == socketmode.EventTypeSlashCommand && n.Add(1) == 1 {
			f.Cut()
			return nil, errNoAck
		}
		return nil, nil
	})
	ch, _ := f.Public()
	got := f.Command(t, f.Officers()[0], ch, "")
	if n.Load() != 2 || len(got.Replies) != 0 {
		t.Errorf("it came %d times; got %+v", n.Load(), got)
	}
}

func TestPings(t *testing.T) {
	s := slacktest.New(t, slacktest.Ping(10*time.Millisecond))
	ws, _ := dial(t, s)
	pings := make(chan string, 100)
	ws.SetPingHandler(func(d string) error { pings <- d; return nil })
	go func() { _, _, _ = ws.ReadMessage() }()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	for range 3 {
		select {
		case <-pings:
		case <-ctx.Done():
			t.Fatal("no ping came")
		}
	}
}

// TestOwnEvents: the app is told of its own messages too.
func TestOwnEvents(t *testing.T) {
	f := world(t)
	a := listen(t, f, nil)
	ch, _ := f.Public()
	_, ts, err := a.PostMessage(ch, mute("x")...)
	ok(t, err)
	if e := a.inner(t, "message"); e["ts"] != ts || e["bot_id"] != slacktest.Bot {
		t.Errorf("event = %v", e)
	}
	f.Delete(t, chat.Ref{Channel: ch, Message: ts})
	if e := a.inner(t, "message"); e["subtype"] != "message_deleted" || e["deleted_ts"] != ts {
		t.Errorf("event = %v", e)
	}
}

// TestHold: what happened can come late and in any order.
func TestHold(t *testing.T) {
	f := world(t)
	a := listen(t, f, nil)
	ch, _ := f.Public()
	u := f.Officers()[0]
	f.Hold()
	one := f.Say(t, u, ch, "", "one")
	two := f.Say(t, u, ch, "", "two")
	select {
	case e := <-a.events:
		t.Errorf("it came at once: %v", e)
	case <-time.After(50 * time.Millisecond):
	}
	f.Release(true)
	for _, want := range []chat.Ref{two, one} {
		if e := a.inner(t, "message"); e["ts"] != want.Message {
			t.Errorf("%v came, want %s", e, want.Message)
		}
	}
}
