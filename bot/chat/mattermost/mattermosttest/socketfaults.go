package mattermosttest

import "github.com/mattermost/mattermost/server/public/model"

// socketFaults is what is wrong with websockets.
type socketFaults struct {
	refuse bool // no connection is made
	mute   bool // connections are made and nothing comes
	// deliver says how often an event is sent to somebody.
	deliver func(user string, kind model.WebsocketEventType) int
}

// CutSockets ends all websockets; what they were to get is kept for them as on a
// real server.
func (s *Server) CutSockets() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.close()
	}
	for _, st := range s.streams {
		st.conn = nil
	}
}

// ForgetSockets makes the server forget every connection, as a restart does. The
// next hello has a new connection id.
func (s *Server) ForgetSockets() {
	s.CutSockets()
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.streams)
}

// RefuseSockets makes the server refuse websockets.
func (s *Server) RefuseSockets(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sockets.refuse = on
}

// MuteSockets makes the server accept websockets and send nothing over them.
func (s *Server) MuteSockets(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sockets.mute = on
}

// Deliver asks f how often each event is sent to each user from now on: 0 loses
// it, which a real server does with the end of a private channel when the
// websocket has had no event of that channel before. A nil f ends that.
func (s *Server) Deliver(f func(user string, kind model.WebsocketEventType) int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sockets.deliver = f
}

// RepeatLast sends everybody who is connected as user the last event once more,
// under a new sequence number. It reports whether there was one.
func (s *Server) RepeatLast(user string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	done := false
	for _, st := range s.streams {
		if st.user == user && st.conn != nil && len(st.sent) > 0 {
			st.send(st.sent[len(st.sent)-1].body)
			done = true
		}
	}
	return done
}

// SkipNumber gives the next event for a user a sequence number that is one too
// high, as if one before it had been lost on the way.
func (s *Server) SkipNumber(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.streams {
		if st.user == user {
			st.next++
		}
	}
}

// Connected reports whether somebody has a websocket open.
func (s *Server) Connected(user string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.streams {
		if st.user == user && st.conn != nil {
			return true
		}
	}
	return false
}
