package practice

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"appealbot/bot/chat"
)

// channel is a channel as it is kept. Everybody is in a public one; User alone
// is in a conversation with the bot.
type channel struct {
	ID, Name       string
	Topic, Purpose string
	Links          []chat.Link `json:",omitempty"`
	User           string      `json:",omitempty"`
	Private        bool        `json:",omitempty"`
	Archived       bool        `json:",omitempty"`
	NoBot          bool        `json:",omitempty"`
	Members        []string    `json:",omitempty"`
	Key            string      `json:",omitempty"` // CreateRoom's
	Made           uint64

	messages []*message // by Seq
	byID     map[string]*message
	tails    map[string]tail // by the message that begins a thread
	pinned   []string
}

// tail says how much there is in a thread.
type tail struct {
	n    int
	last time.Time
}

func (c *channel) furnish() {
	c.byID, c.tails = map[string]*message{}, map[string]tail{}
}

// put adds a message or replaces it.
func (c *channel) put(m *message) {
	old := c.byID[m.ID]
	c.byID[m.ID] = m
	if m.Pinned && (old == nil || !old.Pinned) {
		c.pinned = append(c.pinned, m.ID)
	}
	if old == nil {
		c.messages = append(c.messages, m)
		if m.Thread != "" {
			c.tails[m.Thread] = tail{c.tails[m.Thread].n + 1, m.At}
		}
		return
	}
	i, _ := slices.BinarySearchFunc(c.messages, m.Seq, func(m *message, seq uint64) int { return cmp.Compare(m.Seq, seq) })
	c.messages[i] = m
}

// has reports whether an officer may see the channel.
func (c *channel) has(user string) bool {
	switch {
	case c.User != "":
		return c.User == user
	case c.Private:
		return slices.Contains(c.Members, user)
	default:
		return true
	}
}

// message is a message as it is kept. A kept one is never changed: whoever
// changes something keeps a changed copy in its place, so that readers need no
// lock.
type message struct {
	ID, Channel string
	Thread      string `json:",omitempty"`
	Seq         uint64
	By          string `json:",omitempty"` // officer; empty for the bot
	Only        string `json:",omitempty"` // the officer who alone sees it
	At          time.Time
	Changed     time.Time `json:",omitzero"`
	Body        chat.Message
	Files       []string       `json:",omitempty"` // hashes of the files in Body, see walk
	Reactions   []Reaction     `json:",omitempty"`
	Toggles     map[string]int `json:",omitempty"` // user and emoji -> how often put on or taken off
	Pinned      bool           `json:",omitempty"`
	Key         string         `json:",omitempty"` // Post's
	Client      string         `json:",omitempty"` // of the browser that said it
	Actions     []chat.Action  `json:",omitempty"` // all that it ever offered
	Form        string         `json:",omitempty"` // a form that waits here to be opened
}

func (m *message) ref() chat.Ref {
	return chat.Ref{Platform: Name, Channel: m.Channel, Message: m.ID, Thread: m.Thread}
}

// kept is an event on its way to the handler.
type kept struct {
	N     uint64
	Event chat.Event
	Files []string // hashes of the files of an upload or a form

	done chan struct{} // closed when it was handled
	out  Outcome
	late bool // the person is no longer waiting for the answer
}

func key(kind string, parts ...string) string { return kind + "/" + strings.Join(parts, "/") }

func (k *kept) key() string { return key("event", fmt.Sprintf("%016x", k.N)) }

// load reads everything that was kept.
func (p *Platform) load() error {
	var messages []*message
	err := p.keep.Load(func(k string, v []byte) error {
		kind, rest, _ := strings.Cut(k, "/")
		switch kind {
		case "channel":
			c := &channel{}
			c.furnish()
			if err := json.Unmarshal(v, c); err != nil {
				return fmt.Errorf("read channel %s: %w", rest, err)
			}
			p.channels[c.ID] = c
			p.order = append(p.order, c.ID)
			p.seq = max(p.seq, c.Made)
		case "message":
			m := &message{}
			if err := json.Unmarshal(v, m); err != nil {
				return fmt.Errorf("read message %s: %w", rest, err)
			}
			messages = append(messages, m)
		case "file":
			p.files[rest] = slices.Clone(v)
		case "form":
			f := &Form{}
			if err := json.Unmarshal(v, f); err != nil {
				return fmt.Errorf("read form %s: %w", rest, err)
			}
			p.forms[f.ID] = f
			p.seq = max(p.seq, f.Seq)
		case "read":
			var n uint64
			if err := json.Unmarshal(v, &n); err != nil {
				return fmt.Errorf("read what %s has read: %w", rest, err)
			}
			p.read[rest] = n
		case "event":
			e := &kept{}
			if err := json.Unmarshal(v, e); err != nil {
				return fmt.Errorf("read event %s: %w", rest, err)
			}
			p.restore(e)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.settle(messages)
}

// restore puts an event that was not handled yet back into the backlog.
func (p *Platform) restore(k *kept) {
	k.done, k.late, k.Event.Zone = make(chan struct{}), true, p.o.Zone
	p.backlog = append(p.backlog, k)
	p.seq = max(p.seq, k.N)
}

// settle puts the loaded messages into their channels.
func (p *Platform) settle(messages []*message) error {
	sort.Slice(p.order, func(i, j int) bool { return p.channels[p.order[i]].Made < p.channels[p.order[j]].Made })
	sort.Slice(messages, func(i, j int) bool { return messages[i].Seq < messages[j].Seq })
	for _, m := range messages {
		c := p.channels[m.Channel]
		if c == nil {
			return fmt.Errorf("read message %s: its channel %s is missing", m.ID, m.Channel)
		}
		c.put(m)
		p.index(m)
		p.seq = max(p.seq, m.Seq)
	}
	return nil
}

func (p *Platform) index(m *message) {
	if m.Key != "" {
		p.byKey[m.Key] = m.ref()
	}
	if m.Client != "" {
		p.bySaying[saying(m.By, m.Client)] = m.ref()
	}
}

func saying(user, client string) string { return user + "/" + client }

func (p *Platform) save(k string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode %s: %w", k, err)
	}
	if err := p.keep.Save(k, b); err != nil {
		return fmt.Errorf("keep %s: %w", k, err)
	}
	return nil
}

// putChannel keeps a channel, new or changed.
func (p *Platform) putChannel(c *channel) error {
	old := p.channels[c.ID]
	if old == nil {
		p.seq++
		c.Made = p.seq
		c.furnish()
	}
	if err := p.save(key("channel", c.ID), c); err != nil {
		return err
	}
	if old == nil {
		p.order = append(p.order, c.ID)
	}
	p.channels[c.ID] = c
	p.changed(chat.Ref{})
	return nil
}

// putMessage keeps a message, new or changed, and gives a new one its id.
func (p *Platform) putMessage(m *message) error {
	if m.ID == "" {
		p.seq++
		m.Seq, m.ID = p.seq, fmt.Sprintf("m%08d", p.seq)
	}
	if m.Only == "" {
		if err := p.save(key("message", m.Channel, m.ID), m); err != nil {
			return err
		}
	}
	if m.Only != "" {
		p.putOnly(m)
	} else {
		p.channels[m.Channel].put(m)
		p.index(m)
	}
	p.changed(m.ref())
	return nil
}

// putOnly shows a message to one officer. They are not kept across restarts.
func (p *Platform) putOnly(m *message) {
	ms := p.only[m.Only]
	if i := slices.IndexFunc(ms, func(o *message) bool { return o.ID == m.ID }); i >= 0 {
		ms[i] = m
		return
	}
	if len(ms) >= maxOnly {
		p.changed(ms[0].ref())
		ms = slices.Delete(ms, 0, 1)
	}
	p.only[m.Only] = append(ms, m)
}

// walk returns every file of a message, in a fixed order.
func walk(m *chat.Message) []*chat.File {
	var out []*chat.File
	for i := range m.Sections {
		for j := range m.Sections[i].Images {
			out = append(out, &m.Sections[i].Images[j])
		}
	}
	for i := range m.Files {
		out = append(out, &m.Files[i])
	}
	return out
}

// body makes a message fit to be kept: a copy that shares nothing with the
// caller's, in valid UTF-8, with its files kept aside.
func (p *Platform) body(in chat.Message) (chat.Message, []string, error) {
	files := walk(&in)
	data, dark := make([][]byte, len(files)), make([][]byte, len(files))
	for i, f := range files {
		if int64(max(len(f.Data), len(f.Dark))) > MaxFile {
			return chat.Message{}, nil, fmt.Errorf("take file: %w", ErrTooBig)
		}
		data[i], dark[i] = f.Data, f.Dark
	}
	in = stripped(in)
	for _, f := range walk(&in) {
		f.Dark = nil
	}
	b, err := json.Marshal(in)
	if err != nil {
		return chat.Message{}, nil, fmt.Errorf("encode message: %w", err)
	}
	var out chat.Message
	if err := json.Unmarshal(b, &out); err != nil {
		return chat.Message{}, nil, fmt.Errorf("copy message: %w", err)
	}
	hashes := make([]string, len(data))
	for i, d := range data {
		if hashes[i], err = p.putFile(d); err != nil {
			return chat.Message{}, nil, err
		}
	}
	for i, f := range walk(&out) {
		if len(dark[i]) == 0 {
			continue
		}
		h, err := p.putFile(dark[i])
		if err != nil {
			return chat.Message{}, nil, err
		}
		f.Dark = []byte(h) // as with Data, the bytes are kept aside
	}
	return out, hashes, nil
}

// stripped is m without the bytes of its files. What is kept has in Dark not the bytes
// but their hash.
func stripped(m chat.Message) chat.Message {
	m.Sections = slices.Clone(m.Sections)
	for i := range m.Sections {
		m.Sections[i].Images = slices.Clone(m.Sections[i].Images)
	}
	m.Files = slices.Clone(m.Files)
	for _, f := range walk(&m) {
		f.Data = nil
	}
	return m
}

func (p *Platform) putFile(data []byte) (string, error) {
	s := sha256.Sum256(data)
	h := hex.EncodeToString(s[:])
	if _, ok := p.files[h]; ok || len(data) == 0 {
		return h, nil
	}
	if err := p.keep.Save(key("file", h), data); err != nil {
		return "", fmt.Errorf("keep file: %w", err)
	}
	p.files[h] = slices.Clone(data)
	return h, nil
}
