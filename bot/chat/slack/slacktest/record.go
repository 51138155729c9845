package slacktest

import (
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// Listener puts something between the server and whoever connects to it, such as
// a wire that can be cut.
func Listener(wrap func(net.Listener) net.Listener) Option {
	return func(o *options) { o.listener = wrap }
}

// A Record is a message of the bot as the server keeps it.
type Record struct {
	chattest.Seen
	// Payload is that of its metadata.
	Payload map[string]any
	// Changed is when it was posted or changed last.
	Changed time.Time
}

// Records are the bot's messages in a channel and in its threads, oldest first.
func (f *Far) Records(t *testing.T, id string) []Record {
	t.Helper()
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	var out []Record
	for _, m := range f.must(t, id).messages {
		if m.bot && !m.deleted && !m.isSystem() {
			out = append(out, f.record(m))
		}
	}
	return out
}

// Record is one message of the bot.
func (f *Far) Record(t *testing.T, at chat.Ref) Record {
	t.Helper()
	m := f.message(t, at)
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	return f.record(m)
}

// record is a message as it is kept. The lock is held.
func (f *Far) record(m *message) Record {
	r := Record{Seen: f.seen(m), Payload: sub(m.metadata, "event_payload"), Changed: timeOf(m.ts)}
	if m.edited != "" {
		r.Changed = timeOf(m.edited)
	}
	return r
}

// timeOf reads a timestamp.
func timeOf(ts string) time.Time {
	sec, micro, _ := strings.Cut(ts, ".")
	s, _ := strconv.ParseInt(sec, 10, 64)    // it is one of the server's own
	us, _ := strconv.ParseInt(micro, 10, 64) // it is one of the server's own
	return time.UnixMicro(s*1e6 + us)
}

// Channels are the ids of all conversations that the bot is in, oldest first.
func (s *Server) Channels() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, id := range s.order {
		if s.channels[id].has(BotUser) {
			out = append(out, id)
		}
	}
	return out
}

// Find is the id of a channel by its name, whoever is in it.
func (s *Server) Find(name string) (id string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ch := s.named(name); ch != nil {
		return ch.id, true
	}
	return "", false
}

// Talk is the conversation of the bot with somebody, which begins when either of
// the two opens it.
func (s *Server) Talk(user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ch := s.conversation(user); ch != nil {
		return ch.id
	}
	return s.openDirect(user).id
}

// Whispers are the messages that were shown to somebody alone, oldest first.
func (f *Far) Whispers(user string) []chattest.Seen {
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	var out []chattest.Seen
	for _, m := range f.people[user].shown {
		if !m.deleted {
			out = append(out, f.seen(m))
		}
	}
	return out
}
