package practice

import (
	"fmt"
	"slices"
	"sort"
	"time"

	"appealbot/bot/chat"
)

// maxUnread is where counting unread messages ends.
const maxUnread = 99

// A Channel is what an officer sees of a channel.
type Channel struct {
	ID, Name       string
	Topic, Purpose string
	Links          []chat.Link // addresses at hand at its top
	Private        bool
	Direct         bool // the conversation with the bot
	Archived       bool
	NoBot          bool     // the bot was removed
	Members        []string // of a private channel
	Pinned         []string // ids of messages, oldest first
	Unread         int      // at most 99
	Mentioned      bool     // among the unread there is one for this officer
}

// A Message is what an officer sees of a message. It must not be changed.
type Message struct {
	ID      string
	Channel string
	Thread  string // the message whose thread it is in
	By      string // officer; empty for the bot
	Only    bool   // nobody else sees it
	At      time.Time
	Changed time.Time // zero if it never was
	// Body is what it shows. Its files carry no bytes; File has them, counted
	// through: the sections' images first, then the files. Files names what
	// is in each: the name is another one when the bytes are.
	Body      chat.Message
	Files     []string
	Reactions []Reaction
	Pinned    bool
	Replies   int       // messages in its thread
	Replied   time.Time // when the last of them came
	Form      string    // a form that waits to be opened
	Order     uint64    // its place among all messages
}

// A Page is a part of a channel or thread, oldest message first.
type Page struct {
	Channel  Channel
	Root     *Message // the message whose thread it is
	Messages []Message
	Older    string // give it as "before" to see what came earlier; empty at the beginning
}

// Channels returns the channels that an officer sees: public ones, private
// ones, the conversation with the bot, then archived ones.
func (p *Platform) Channels(user string) ([]Channel, error) {
	if _, err := p.Officer(user); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []Channel
	for _, id := range p.order {
		if c := p.channels[id]; c.has(user) {
			out = append(out, p.show(c, user))
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return rank(out[i]) < rank(out[j]) })
	return out, nil
}

func rank(c Channel) int {
	switch {
	case c.Archived:
		return 3
	case c.Direct:
		return 2
	case c.Private:
		return 1
	default:
		return 0
	}
}

// show is what an officer sees of a channel.
func (p *Platform) show(c *channel, user string) Channel {
	out := Channel{
		ID: c.ID, Name: c.Name, Topic: c.Topic, Purpose: c.Purpose, Links: slices.Clone(c.Links), Private: c.Private, Direct: c.User != "",
		Archived: c.Archived, NoBot: c.NoBot, Members: slices.Clone(c.Members), Pinned: slices.Clone(c.pinned),
	}
	read := p.read[user+"/"+c.ID]
	for i := len(c.messages) - 1; i >= 0 && c.messages[i].Seq > read && out.Unread < maxUnread; i-- {
		if m := c.messages[i]; m.By != user {
			out.Unread++
			out.Mentioned = out.Mentioned || slices.Contains(m.Body.Mention, user) || c.User != ""
		}
	}
	return out
}

// Page returns the newest n messages of a channel that stand before a message,
// or simply the newest when before is empty.
func (p *Platform) Page(user, channel, before string, n int) (Page, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.visible(user, channel)
	if err != nil {
		return Page{}, err
	}
	return p.page(c, user, "", before, n), nil
}

// Thread returns the newest n messages under a message.
func (p *Platform) Thread(user, channel, root, before string, n int) (Page, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.visible(user, channel)
	if err != nil {
		return Page{}, err
	}
	if root, err = c.root(root); err != nil || root == "" {
		return Page{}, fmt.Errorf("find thread: %w", chat.ErrNotFound)
	}
	out := p.page(c, user, root, before, n)
	m := p.view(c, c.byID[root])
	out.Root = &m
	return out, nil
}

// Look returns one message as an officer sees it.
func (p *Platform) Look(user, channel, id string) (Message, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, m, err := p.see(&Act{User: user, Channel: channel, Client: "look"}, id)
	if err != nil {
		return Message{}, err
	}
	return p.view(c, m), nil
}

func (p *Platform) page(c *channel, user, thread, before string, n int) Page {
	n = min(max(n, 1), MaxPage)
	out := Page{Channel: p.show(c, user)}
	upTo := uint64(1<<64 - 1)
	if m := c.byID[before]; m != nil {
		upTo = m.Seq
	}
	from := uint64(0)
	for _, m := range slices.Backward(c.messages) {
		if m.Seq >= upTo || m.Thread != thread {
			continue
		}
		if len(out.Messages) == n {
			out.Older = out.Messages[n-1].ID
			from = out.Messages[n-1].Order
			break
		}
		out.Messages = append(out.Messages, p.view(c, m))
	}
	for _, m := range p.only[user] {
		if m.Channel == c.ID && m.Thread == thread && m.Seq > from && m.Seq < upTo {
			out.Messages = append(out.Messages, p.view(c, m))
		}
	}
	slices.SortFunc(out.Messages, func(a, b Message) int {
		if a.Order < b.Order {
			return -1
		}
		return 1
	})
	return out
}

// view is what anybody who may sees of a message.
func (p *Platform) view(c *channel, m *message) Message {
	out := Message{
		ID: m.ID, Channel: m.Channel, Thread: m.Thread, By: m.By, Only: m.Only != "", At: m.At, Changed: m.Changed,
		Body: m.Body, Files: m.Files, Reactions: m.Reactions, Pinned: m.Pinned, Form: m.Form, Order: m.Seq,
	}
	t := c.tails[m.ID]
	out.Replies, out.Replied = t.n, t.last
	return out
}
