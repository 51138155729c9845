package slacktest

import (
	"slices"
	"strings"
	"testing"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// seen is a message as a client shows it. The lock is held.
func (f *Far) seen(m *message) chattest.Seen {
	r := f.render(m)
	s := chattest.Seen{
		At:   chat.Ref{Platform: f.client.Platform(), Channel: m.channel.id, Message: m.ts, Thread: m.thread},
		Text: r.text.String(), Pings: r.pings, Links: r.links, Remote: r.remote, Buttons: r.buttons,
	}
	if m.only != "" {
		s.Pings = nil // it is shown to one person alone, whoever it mentions
	}
	for _, id := range append(slices.Clone(m.files), shownFiles(m)...) {
		if file := f.files[id]; file != nil && !file.deleted {
			s.Files = append(s.Files, chat.File{Name: file.name, Type: file.kind(), Alt: file.alt, Data: slices.Clone(file.data)})
			if file.alt != "" && slices.Contains(m.files, id) {
				s.Text += file.alt + "\n"
			}
		}
	}
	return s
}

// shownFiles are the files that image blocks show.
func shownFiles(m *message) []string {
	var out []string
	for _, b := range objectsOf(m.blocks) {
		for _, o := range append(objects(b, "elements"), b, sub(b, "accessory")) {
			if id := text(sub(o, "slack_file"), "id"); id != "" {
				out = append(out, id)
			}
		}
	}
	return out
}

// find is a message anywhere: in a channel, or in front of somebody alone. The
// lock is held.
func (f *Far) find(at chat.Ref) *message {
	if ch := f.channels[at.Channel]; ch != nil {
		if m := ch.find(at.Message); m != nil {
			return m
		}
	}
	if m := f.whispers[at.Message]; m != nil && m.channel.id == at.Channel && !m.deleted {
		return m
	}
	return nil
}

// message is a message that has to be there. The lock is not held.
func (f *Far) message(t *testing.T, at chat.Ref) *message {
	t.Helper()
	f.Server.mu.Lock()
	m := f.find(at)
	f.Server.mu.Unlock()
	if m == nil {
		t.Fatalf("there is no message %+v", at)
	}
	return m
}

// See implements chattest.Sight.
func (f *Far) See(t *testing.T, at chat.Ref) chattest.Seen {
	t.Helper()
	m := f.message(t, at)
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	return f.seen(m)
}

// Under implements chattest.Sight.
func (f *Far) Under(t *testing.T, at chat.Ref) []chattest.Seen {
	t.Helper()
	m := f.message(t, at)
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	var out []chattest.Seen
	for _, u := range m.channel.messages {
		if u.thread == m.ts && !u.deleted && !u.isSystem() {
			out = append(out, f.seen(u))
		}
	}
	return out
}

// In implements chattest.Sight.
func (f *Far) In(t *testing.T, id string) []chattest.Seen {
	t.Helper()
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	var out []chattest.Seen
	for _, m := range f.must(t, id).messages {
		if (m.thread == "" || m.broadcast) && !m.deleted && !m.isSystem() {
			out = append(out, f.seen(m))
		}
	}
	return out
}

// Room implements chattest.Sight.
func (f *Far) Room(t *testing.T, id string) chattest.Room {
	t.Helper()
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	ch := f.must(t, id)
	r := chattest.Room{Name: ch.name, Topic: ch.topic, Purpose: ch.purpose, Private: ch.kind == private, Archived: ch.archived}
	r.Pinned, r.Links = slices.Clone(ch.pins), []chat.Link{}
	for _, b := range ch.bookmarks {
		if !strings.HasPrefix(b.link, "https://"+TeamDomain+".slack.com/archives/") { // what leads to a message is the adapter's own
			r.Links = append(r.Links, chat.Link{Label: b.title, URL: b.link})
		}
	}
	for _, m := range ch.members {
		if m != BotUser {
			r.Members = append(r.Members, m)
		}
	}
	return r
}

// Bookmarks are the links in the bar above a channel, by title.
func (f *Far) Bookmarks(t *testing.T, id string) map[string]string {
	t.Helper()
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	out := map[string]string{}
	for _, b := range f.must(t, id).bookmarks {
		out[b.title] = b.link
	}
	return out
}

// Modal is the topmost modal in front of somebody as a client shows it; false if
// there is none.
func (f *Far) Modal(user string) (chattest.Seen, bool) {
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	v := f.top(user)
	if v == nil {
		return chattest.Seen{}, false
	}
	r := &rendering{Server: f.Server}
	for _, b := range objects(v.def, "blocks") {
		r.block(b)
	}
	return chattest.Seen{Text: r.text.String(), Pings: r.pings, Links: r.links, Remote: r.remote, Buttons: r.buttons}, true
}

// top is the topmost modal in front of somebody. The lock is held.
func (f *Far) top(user string) *view {
	p := f.people[user]
	if p == nil || len(p.modal) == 0 {
		return nil
	}
	return p.modal[len(p.modal)-1]
}
