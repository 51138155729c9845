package practice

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"appealbot/bot/chat"
)

// Post implements chat.Messenger.
func (p *Platform) Post(ctx context.Context, key, channel, thread string, m chat.Message) (chat.Ref, error) {
	if err := ctx.Err(); err != nil {
		return chat.Ref{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if at, ok := p.byKey[key]; ok && key != "" {
		return at, nil
	}
	c, err := p.botIn(channel)
	if err != nil {
		return chat.Ref{}, err
	}
	if thread, err = c.root(thread); err != nil {
		return chat.Ref{}, err
	}
	n := &message{Channel: c.ID, Thread: thread, At: p.o.Now(), Key: key}
	if err := p.dress(n, m); err != nil {
		return chat.Ref{}, err
	}
	if err := p.putMessage(n); err != nil {
		return chat.Ref{}, err
	}
	p.touchRoot(c, thread)
	return n.ref(), nil
}

// Update implements chat.Messenger.
func (p *Platform) Update(ctx context.Context, at chat.Ref, m chat.Message) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.botIn(at.Channel)
	if err != nil {
		return err
	}
	old := c.byID[at.Message]
	if old == nil || old.By != "" {
		return fmt.Errorf("update message: %w", chat.ErrNotFound)
	}
	n := *old
	if err := p.dress(&n, m); err != nil {
		return err
	}
	if same(old, &n) {
		return nil
	}
	n.Changed = p.o.Now()
	return p.putMessage(&n)
}

// Direct implements chat.Messenger.
func (p *Platform) Direct(ctx context.Context, user string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if _, err := p.Officer(user); err != nil {
		return "", err
	}
	return "d-" + user, nil
}

// dress puts what the bot wants shown into a message.
func (p *Platform) dress(n *message, m chat.Message) error {
	var err error
	if n.Body, n.Files, err = p.body(bounded(m)); err != nil {
		return err
	}
	acts := slices.Clone(n.Actions)
	for _, b := range buttons(n.Body) {
		if !slices.Contains(acts, b.Action) {
			acts = append(acts, b.Action)
		}
	}
	n.Actions = acts[max(0, len(acts)-maxActions):]
	return nil
}

// same reports whether two messages show the same.
func same(a, b *message) bool {
	x, errA := json.Marshal(a.Body)
	y, errB := json.Marshal(b.Body)
	return errA == nil && errB == nil && string(x) == string(y) && slices.Equal(a.Files, b.Files)
}

// buttons returns all buttons of a message.
func buttons(m chat.Message) []chat.Button {
	var out []chat.Button
	for _, s := range m.Sections {
		out = append(out, s.Buttons...)
	}
	return append(out, m.Buttons...)
}

// bounded cuts what is too long for one message and attaches the whole.
func bounded(m chat.Message) chat.Message {
	if m.Plain() == "" || utf8.RuneCountInString(m.Plain()) <= MaxText {
		return m
	}
	whole := chat.File{Name: "whole-message.txt", Type: "text/plain", Alt: "The whole message", Data: []byte(m.Plain())}
	room := MaxText * 3 / 4 // the rest is for headings, fields and buttons
	m.Text = cut(m.Text, &room)
	m.Sections = slices.Clone(m.Sections)
	for i := range m.Sections {
		s := &m.Sections[i]
		s.Heading = cut(s.Heading, &room)
		s.Text = cut(s.Text, &room)
		s.Fields = slices.Clone(s.Fields)
		for j := range s.Fields {
			s.Fields[j].Value = cut(s.Fields[j].Value, &room)
		}
	}
	m.Files = append(slices.Clone(m.Files), whole)
	return m
}

const cutNote = "… (cut; the whole text is in whole-message.txt)"

// cut shortens s to the room that is left and takes it off.
func cut(s string, room *int) string {
	n := utf8.RuneCountInString(s)
	if n <= *room {
		*room -= n
		return s
	}
	rs := []rune(s)[:max(*room, 0)]
	*room = 0
	return string(rs) + cutNote
}

// botIn returns a channel that the bot can act in.
func (p *Platform) botIn(id string) (*channel, error) {
	c := p.channels[id]
	switch {
	case c == nil:
		return nil, fmt.Errorf("find channel: %w", chat.ErrNotFound)
	case c.NoBot:
		return nil, chat.ErrNotMember
	case c.Archived:
		return nil, chat.ErrArchived
	default:
		return c, nil
	}
}

// root returns the message that begins a thread, whichever message of it is
// given.
func (c *channel) root(thread string) (string, error) {
	if thread == "" {
		return "", nil
	}
	m := c.byID[thread]
	if m == nil {
		return "", fmt.Errorf("find thread: %w", chat.ErrNotFound)
	}
	if m.Thread != "" {
		return m.Thread, nil
	}
	return m.ID, nil
}

// touchRoot says that the first message of a thread shows something else: how
// many answers it has.
func (p *Platform) touchRoot(c *channel, thread string) {
	if m := c.byID[thread]; m != nil {
		p.changed(m.ref())
	}
}
