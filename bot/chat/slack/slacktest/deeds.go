package slacktest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// Command implements chattest.Deeds. Slack cuts white space off the ends of what
// was typed.
func (f *Far) Command(t *testing.T, user, channel, line string) chattest.Got {
	t.Helper()
	return f.act(t, user, func() *delivery {
		ch := f.must(t, channel)
		return f.send(slashCommands, f.commandPayload(user, ch, f.Slash, strings.TrimSpace(line)))
	})
}

// Press implements chattest.Deeds.
func (f *Far) Press(t *testing.T, user string, at chat.Ref, label string) chattest.Got {
	t.Helper()
	m := f.message(t, at)
	f.Server.mu.Lock()
	r := &rendering{Server: f.Server}
	block, button := m.locate(func(_, e obj) bool { return text(e, "type") == "button" && r.object(sub(e, "text")) == label })
	f.Server.mu.Unlock()
	if button == nil {
		t.Fatalf("there is no button %s", label)
	}
	return f.press(t, user, m, block, button)
}

// PressID presses the button with this action id, whatever it is called.
func (f *Far) PressID(t *testing.T, user string, at chat.Ref, action string) chattest.Got {
	t.Helper()
	m := f.message(t, at)
	f.Server.mu.Lock()
	block, button := m.locate(func(_, e obj) bool { return text(e, "action_id") == action })
	f.Server.mu.Unlock()
	if button == nil {
		t.Fatalf("there is no button with the action id %s", action)
	}
	return f.press(t, user, m, block, button)
}

func (f *Far) press(t *testing.T, user string, m *message, block, button obj) chattest.Got {
	t.Helper()
	return f.act(t, user, func() *delivery {
		action := obj{"text": button["text"]}
		for _, k := range []string{"value", "style"} {
			if v, ok := button[k]; ok {
				action[k] = v
			}
		}
		return f.send(interactive, f.messageAction(user, m, block, button, action))
	})
}

// Forge sends a press or a submission that a test has made up or changed: the
// payload of an interaction, which Slack itself would not have sent so.
func (f *Far) Forge(t *testing.T, user string, payload map[string]any) chattest.Got {
	t.Helper()
	return f.act(t, user, func() *delivery { return f.send(interactive, payload) })
}

// Sent are the payloads of the last deed.
func (f *Far) Sent() []map[string]any {
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	var out []map[string]any
	for _, d := range f.last {
		out = append(out, clone(d.payload))
	}
	return out
}

// Event tells the app of an event that the test has made up.
func (f *Far) Event(t *testing.T, e map[string]any) {
	t.Helper()
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	f.told(func() { f.event(nil, e) })
}

// Send tells the app something of whatever kind, which Slack would not say so.
// The app has to acknowledge it all the same.
func (f *Far) Send(t *testing.T, kind string, payload any) {
	t.Helper()
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	f.told(func() { f.sendAny(kind, payload) })
}

// act does something and looks for what comes in return: what is shown to this
// person alone, a modal, an error.
func (f *Far) act(t *testing.T, user string, do func() *delivery) chattest.Got {
	t.Helper()
	var d *delivery
	b := f.begin(t, user, func() { d = do() })
	f.settle(t, d)
	f.acknowledge(d)
	f.linger(b)
	return f.got(b, d)
}

// A beginning is what was in front of somebody when they did something.
type beginning struct {
	user         string
	shown, opens int
	talk         int // messages in their conversation with the bot
	modal        *view
}

// begin has a person do something that sends something.
func (f *Far) begin(t *testing.T, user string, do func()) beginning {
	t.Helper()
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	p := f.people[user]
	if p == nil {
		t.Fatalf("nobody has the id %s", user)
	}
	b := beginning{user: user, shown: len(p.shown), opens: p.opens, talk: f.talk(user), modal: f.top(user)}
	f.told(do)
	return b
}

// acknowledge does what the acknowledgement of a command says: it may show
// something at once
// (docs.slack.dev/interactivity/implementing-slash-commands#responding_immediate_response).
func (f *Far) acknowledge(d *delivery) {
	answer, _ := d.result()
	var v obj
	if d.kind != slashCommands || json.Unmarshal(answer, &v) != nil || len(v) == 0 {
		return
	}
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	c := &call{Server: f.Server, name: "acknowledgement"}
	res := &response{user: text(d.payload, "user_id"), channel: f.channels[text(d.payload, "channel_id")], at: f.opts.now()}
	if err := c.show(res, v); err != nil {
		f.violate("acknowledgement: %v", err)
	}
}

// talk is how many messages there are in the person's conversation with the bot.
// The lock is held.
func (f *Far) talk(user string) int {
	if ch := f.conversation(user); ch != nil {
		return len(ch.messages)
	}
	return 0
}

// linger waits for an answer, and after one for as long as more come. Files come in
// the conversation with the bot, before the answer that they belong to: when there is
// nothing but those, it waits longer.
func (f *Far) linger(b beginning) {
	limit := time.Now().Add(f.Linger)
	seen, last := b.opens+b.talk, time.Time{}
	for !last.IsZero() || time.Now().Before(limit) {
		f.Server.mu.Lock()
		opens := f.people[b.user].opens
		now := opens + f.talk(b.user)
		f.Server.mu.Unlock()
		if now != seen {
			seen, last = now, time.Now()
		}
		pause := quiet
		if opens == b.opens {
			pause *= filesFirst
		}
		if !last.IsZero() && time.Since(last) > pause {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// got is what a person was shown since something.
func (f *Far) got(b beginning, d *delivery) chattest.Got {
	var got chattest.Got
	if _, failed := d.result(); failed != "" {
		got.Replies = append(got.Replies, chattest.Seen{Text: "error: " + failed})
	}
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	for _, m := range f.people[b.user].shown[b.shown:] {
		if !m.deleted {
			got.Replies = append(got.Replies, f.seen(m))
		}
	}
	if ch := f.conversation(b.user); ch != nil {
		for _, m := range ch.messages[min(b.talk, len(ch.messages)):] {
			if m.bot && !m.deleted {
				got.Replies = append(got.Replies, f.seen(m))
			}
		}
	}
	if top := f.top(b.user); top != nil && top != b.modal {
		got.Form = f.form(top)
	}
	return got
}

// sign is the name of the emoji that means e.
func sign(e chat.Emoji) string {
	return map[chat.Emoji]string{
		chat.Check: "white_check_mark", chat.Cross: "x", chat.Bulb: "bulb", chat.Loupe: "mag", chat.Question: "question",
		chat.Mute: "mute", chat.NoEntry: "no_entry", chat.Ambulance: "ambulance",
	}[e]
}

// React implements chattest.Deeds.
func (f *Far) React(t *testing.T, user string, at chat.Ref, e chat.Emoji) {
	t.Helper()
	f.ReactWith(t, user, at, sign(e))
}

// ReactOddly implements chattest.Deeds.
func (f *Far) ReactOddly(t *testing.T, user string, at chat.Ref) {
	t.Helper()
	f.ReactWith(t, user, at, "eyes")
}

// ReactWith puts the emoji of this name on a message, perhaps with a skin tone:
// "+1::skin-tone-3". What is there already is refused, and nothing is told.
func (f *Far) ReactWith(t *testing.T, user string, at chat.Ref, name string) {
	t.Helper()
	m := f.message(t, at)
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	f.told(func() { f.react(m, user, name) })
}

// Unreact implements chattest.Deeds.
func (f *Far) Unreact(t *testing.T, user string, at chat.Ref, e chat.Emoji) {
	t.Helper()
	f.UnreactWith(t, user, at, sign(e))
}

// UnreactWith takes the emoji of this name off a message.
func (f *Far) UnreactWith(t *testing.T, user string, at chat.Ref, name string) {
	t.Helper()
	m := f.message(t, at)
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	f.told(func() { f.unreact(m, user, name) })
}

// Upload implements chattest.Deeds: the files come in one message with the
// subtype file_share.
func (f *Far) Upload(t *testing.T, user string, at chat.Ref, files []chat.File) {
	t.Helper()
	root := f.message(t, at)
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	m := &message{user: user, subtype: "file_share", thread: root.ts, extra: obj{"upload": false}}
	if root.thread != "" {
		m.thread = root.thread
	}
	for _, one := range files {
		id := f.addFile(user, one)
		m.files = append(m.files, id)
	}
	f.told(func() { f.add(root.channel, m) })
	f.shared(m)
}

// addFile puts a person's file into the workspace. The lock is held.
func (s *Server) addFile(user string, one chat.File) string {
	x := &file{id: s.id("F"), name: one.Name, title: one.Name, alt: one.Alt, user: user, length: max(len(one.Data), int(one.Size)), data: one.Data, uploaded: true, complete: true, created: s.now() / 1e6}
	s.files[x.id] = x
	return x.id
}

// Say writes a message into a channel, or under another one if thread is not
// empty, as a person does.
func (f *Far) Say(t *testing.T, user, channel, thread, words string) chat.Ref {
	t.Helper()
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	ch := f.must(t, channel)
	m := &message{user: user, text: escape(words), thread: thread, extra: obj{"client_msg_id": f.id("c")}}
	f.told(func() { f.add(ch, m) })
	return chat.Ref{Platform: f.client.Platform(), Channel: ch.id, Message: m.ts, Thread: thread}
}

// Delete deletes a message, as an administrator can.
func (f *Far) Delete(t *testing.T, at chat.Ref) {
	t.Helper()
	m := f.message(t, at)
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	before := f.object(m, true)
	f.told(func() { f.remove(m, before) })
}
