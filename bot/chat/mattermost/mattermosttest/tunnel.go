package mattermosttest

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// A tunnel is one websocket of the adapter through the proxy.
type tunnel struct {
	near, far *websocket.Conn // the adapter, the server

	mu     sync.Mutex // guards what follows and writing to near
	id     string     // of the connection, as the server calls it
	shift  int64      // how many events were put in between
	events []map[string]any
	open   bool // something has come, or goes on
	pongs  int
}

// tunnel connects the adapter's websocket to one at the server.
func (p *proxy) tunnel(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.all.Add(1)
	defer p.all.Done()
	p.mu.Unlock()
	query := r.URL.Query()
	t := &tunnel{id: query.Get("connection_id"), open: query.Get("connection_id") != ""}
	t.shift = p.shift(t.id)
	if seq, err := strconv.ParseInt(query.Get("sequence_number"), 10, 64); err == nil {
		query.Set("sequence_number", strconv.FormatInt(seq-t.shift, 10))
	}
	to := url.URL{Scheme: "ws", Host: p.target.Host, Path: r.URL.Path, RawQuery: query.Encode()}
	header := http.Header{}
	if auth := r.Header.Get("Authorization"); auth != "" {
		header.Set("Authorization", auth)
	}
	far, res, err := websocket.DefaultDialer.DialContext(r.Context(), to.String(), header)
	status := http.StatusBadGateway
	if res != nil {
		status = res.StatusCode
		res.Body.Close()
	}
	if err != nil {
		http.Error(w, "no websocket", status)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	near, err := up.Upgrade(w, r, nil)
	if err != nil {
		hangUp(far)
		return
	}
	t.near, t.far = near, far
	near.SetPongHandler(func(string) error {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.pongs++
		return nil
	})
	p.mu.Lock()
	p.tunnels[t] = true
	closed := p.closed
	p.mu.Unlock()
	if closed {
		t.close()
	}
	var both sync.WaitGroup
	both.Go(t.up)
	both.Go(t.down)
	both.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.tunnels, t)
	p.shifts[t.id] = t.shift
}

// shift is how far a connection's sequence numbers have moved.
func (p *proxy) shift(id string) int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.shifts[id]
}

func (t *tunnel) close() {
	hangUp(t.near)
	hangUp(t.far)
}

// up carries what the adapter sends.
func (t *tunnel) up() {
	defer t.close()
	for {
		kind, body, err := t.near.ReadMessage()
		if err != nil || t.far.WriteMessage(kind, body) != nil {
			return
		}
	}
}

// down carries what the server sends. Where something was put in between, the
// sequence numbers of what follows move up.
func (t *tunnel) down() {
	defer t.close()
	for {
		kind, body, err := t.far.ReadMessage()
		if err != nil || !t.deliver(kind, body) {
			return
		}
	}
}

func (t *tunnel) deliver(kind int, body []byte) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	var e map[string]any
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.UseNumber()
	if d.Decode(&e) != nil || e["event"] == nil {
		return t.near.WriteMessage(kind, body) == nil
	}
	t.open = true
	if data, ok := e["data"].(map[string]any); ok && e["event"] == "hello" {
		t.id, _ = data["connection_id"].(string)
		t.shift = 0
	}
	t.events = append(t.events, e)
	if t.shift == 0 {
		return t.near.WriteMessage(kind, body) == nil
	}
	return t.near.WriteJSON(t.moved(e)) == nil
}

// moved is an event with the sequence number that the adapter expects.
func (t *tunnel) moved(e map[string]any) map[string]any {
	out := maps.Clone(e)
	if n, ok := e["seq"].(json.Number); ok {
		if seq, err := strconv.ParseInt(n.String(), 10, 64); err == nil {
			out["seq"] = seq + t.shift
		}
	}
	return out
}

// repeat delivers an event again, under the next sequence number.
func (t *tunnel) repeat(ok func(map[string]any) bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range slices.Backward(t.events) {
		if !ok(e) {
			continue
		}
		last := t.events[len(t.events)-1]
		t.shift++
		again := maps.Clone(e)
		again["seq"] = t.moved(last)["seq"]
		return t.near.WriteJSON(again) == nil
	}
	return false
}

func (t *tunnel) state() (open bool, pongs int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.open, t.pongs
}

// ping asks the adapter for a sign of life.
func (t *tunnel) ping() {
	_ = t.near.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second)) // no answer is an answer
}
