package mattermosttest

import (
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

const (
	keepSent = 128 // events that a connection can have again
	keepNew  = 256 // events that wait for a connection that is away

	writeTime = 5 * time.Second // for one event, until the client counts as gone
	loginTime = time.Second     // for a client to say who it is; five on a real server
)

// An event goes to the websockets of some users.
type event struct {
	name                model.WebsocketEventType
	team, channel, user string // as the event says for whom it is
	data                map[string]any
	each                func(user string) map[string]any // more data, for one of them
}

// only addresses one user.
func only(user string) func(string) bool { return func(u string) bool { return u == user } }

// A stream is what a connection id stands for: it outlives its connections.
type stream struct {
	id, user, secret string
	conn             *connection // nil while nobody is connected
	next             int64       // sequence number of the next event
	sent             []frame     // the last ones that were sent
	fresh            []map[string]any
}

// A frame is an event that was sent.
type frame struct {
	seq  int64
	body map[string]any
}

// A connection writes what is given to it, in order.
type connection struct {
	ws     *websocket.Conn
	mu     sync.Mutex // one writer at a time
	closed bool
	user   string // once known
	secret string
}

func (c *connection) write(v any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	if c.ws.SetWriteDeadline(time.Now().Add(writeTime)) != nil || c.ws.WriteJSON(v) != nil {
		c.closed = true
		hangUp(c.ws)
	}
}

func (c *connection) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	hangUp(c.ws)
}

// publish sends an event to everybody for whom to holds.
func (s *Server) publish(e event, to func(user string) bool) {
	for _, st := range s.streams {
		if !to(st.user) {
			continue
		}
		data := maps.Clone(e.data)
		if e.each != nil {
			maps.Copy(data, e.each(st.user))
		}
		n := 1
		if s.sockets.deliver != nil {
			n = s.sockets.deliver(st.user, e.name)
		}
		for range n {
			st.push(e.body(data))
		}
		if len(st.fresh) > keepNew {
			delete(s.streams, st.id)
		}
	}
}

// body is an event as it is sent.
func (e event) body(data map[string]any) map[string]any {
	return map[string]any{"event": e.name, "data": data, "broadcast": map[string]any{
		"omit_users": nil, "user_id": e.user, "channel_id": e.channel, "team_id": e.team, "connection_id": "", "omit_connection_id": "",
	}}
}

// push sends an event now, or keeps it for when somebody is connected again.
func (st *stream) push(body map[string]any) {
	if st.conn == nil {
		st.fresh = append(st.fresh, body)
		return
	}
	st.send(body)
}

func (st *stream) send(body map[string]any) {
	body = maps.Clone(body)
	body["seq"] = st.next
	st.sent = append(st.sent, frame{st.next, body})
	if len(st.sent) > keepSent {
		st.sent = st.sent[1:]
	}
	st.next++
	st.conn.write(body)
}

func (s *Server) hello(st *stream) {
	st.push(event{name: model.WebsocketEventHello, user: st.user}.body(map[string]any{
		"connection_id": st.id, "server_version": Version + ".dev.stand-in.false", "server_hostname": "stand-in",
	}))
}

// socket serves one websocket until it ends.
func (s *Server) socket(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.all.Add(1)
	defer s.all.Done()
	faults := s.sockets
	s.mu.Unlock()
	if faults.refuse {
		http.Error(w, "no websockets", http.StatusServiceUnavailable)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &connection{ws: ws}
	defer s.gone(c)
	s.mu.Lock()
	s.conns[c] = true
	s.mu.Unlock()
	secret := bearer(r)
	if secret != "" {
		s.mu.Lock()
		me, _ := s.who(secret)
		good := me != nil && s.enter(c, me, secret, r.URL.Query().Get("connection_id"), r.URL.Query().Get("sequence_number"))
		s.mu.Unlock()
		if me != nil && !good {
			return
		}
	}
	// Without a good token the connection stands, and nothing comes but an end.
	if c.user == "" && ws.SetReadDeadline(time.Now().Add(loginTime)) != nil {
		return
	}
	for {
		_, body, err := ws.ReadMessage()
		if err != nil {
			return
		}
		var req model.WebSocketRequest
		if json.Unmarshal(body, &req) != nil || !s.request(c, &req) {
			return
		}
	}
}

// enter connects a user, to the stream that the connection had before if it is
// still there. It reports whether the parameters were good.
func (s *Server) enter(c *connection, me *account, secret, id, seq string) bool {
	c.user, c.secret = me.Id, secret
	if s.sockets.mute {
		return true
	}
	if id == "" {
		s.fresh(c)
		return true
	}
	from, err := strconv.ParseInt(seq, 10, 64)
	if err != nil || !model.IsValidId(id) {
		return false
	}
	st := s.streams[id]
	if st == nil || st.user != me.Id || st.conn != nil {
		s.fresh(c)
		return true
	}
	st.secret = secret
	s.resume(st, c, from)
	return true
}

// fresh begins a stream.
func (s *Server) fresh(c *connection) {
	st := &stream{id: model.NewId(), user: c.user, secret: c.secret, conn: c}
	s.streams[st.id] = st
	s.hello(st)
}

// resume goes on with a stream. There is no hello when nothing is lost.
func (s *Server) resume(st *stream, c *connection, from int64) {
	old := st.sent
	st.conn = c
	at := len(old)
	for i, f := range old {
		if f.seq == from {
			at = i
		}
	}
	lost := at == len(old) && from != 0 && !(len(old) > 0 && old[len(old)-1].seq == from-1) && len(old) > 0
	fresh := st.fresh
	st.fresh = nil
	if lost {
		delete(s.streams, st.id)
		st.id, st.next, st.sent = model.NewId(), 0, nil
		s.streams[st.id] = st
		s.hello(st)
	} else {
		st.next = from
		if at < len(old) {
			st.sent = append([]frame{}, old[:at]...)
			for _, f := range old[at:] {
				st.send(f.body)
			}
		}
	}
	for _, body := range fresh {
		st.send(body)
	}
}

// request serves what a client sends over the websocket and reports whether the
// connection may stay.
func (s *Server) request(c *connection, req *model.WebSocketRequest) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	reply := map[string]any{"status": "OK", "seq_reply": req.Seq}
	switch req.Action {
	case "authentication_challenge":
		if c.user != "" {
			return true // no answer, as on the real server
		}
		secret, _ := req.Data["token"].(string)
		me, _ := s.who(secret)
		if me == nil {
			return false
		}
		if c.ws.SetReadDeadline(time.Time{}) != nil {
			return false
		}
		s.enter(c, me, secret, "", "")
	case "ping":
		reply["data"] = map[string]any{"text": "pong", "version": Version}
	case "user_typing", "user_update_active_status", "presence", "get_statuses", "get_statuses_by_ids":
	default:
		s.strange("websocket action %q", req.Action)
		reply["status"] = "FAIL"
	}
	if !s.sockets.mute {
		c.write(reply)
	}
	return true
}

// gone ends a connection; its stream waits for the next.
func (s *Server) gone(c *connection) {
	c.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
	for _, st := range s.streams {
		if st.conn == c {
			st.conn = nil
		}
	}
}

// dropSockets ends the connections of a token.
func (s *Server) dropSockets(secret string) {
	for id, st := range s.streams {
		if st.secret == secret {
			if st.conn != nil {
				st.conn.close()
			}
			delete(s.streams, id)
		}
	}
}
