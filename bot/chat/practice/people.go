package practice

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"appealbot/bot/chat"
)

// An Act is where somebody does something. Client is the browser's own name
// for it, new for every act and the same when the browser sends it again;
// letters, digits, "-" and "_". Without one, the act is new.
type Act struct {
	User    string
	Channel string
	Thread  string // the message whose thread it happens in, if any
	Client  string
}

// An Outcome is what came of it, for the one who did it. A reply is shown in
// the channel and not part of it.
type Outcome struct {
	// Message is what was said or dropped.
	Message chat.Ref
	// Form wants to be filled in.
	Form *Form
	// Errors belong to the inputs of the form that was sent; the form is
	// still open.
	Errors map[string]string
	// Waiting: the bot is not running. It gets to know when it runs again.
	Waiting bool
}

// Say puts an officer's words into a channel or thread.
func (p *Platform) Say(ctx context.Context, a Act, text string) (Outcome, error) {
	if err := ctx.Err(); err != nil {
		return Outcome{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	text = strings.ToValidUTF8(text, "\uFFFD")
	switch {
	case strings.TrimSpace(text) == "":
		return Outcome{}, fmt.Errorf("say nothing: %w", ErrInvalid)
	case utf8.RuneCountInString(text) > MaxText:
		return Outcome{}, fmt.Errorf("say %d characters: %w", utf8.RuneCountInString(text), ErrTooBig)
	}
	at, err := p.put(a, chat.Message{Text: text})
	return Outcome{Message: at}, err
}

// put keeps what an officer says, once.
func (p *Platform) put(a Act, m chat.Message) (chat.Ref, error) {
	c, err := p.personIn(&a)
	if err != nil {
		return chat.Ref{}, err
	}
	if at, ok := p.bySaying[saying(a.User, a.Client)]; ok {
		return at, nil
	}
	n := &message{Channel: c.ID, Thread: a.Thread, By: a.User, At: p.o.Now(), Client: a.Client}
	if n.Body, n.Files, err = p.body(m); err != nil {
		return chat.Ref{}, err
	}
	if err := p.putMessage(n); err != nil {
		return chat.Ref{}, err
	}
	p.touchRoot(c, n.Thread)
	return n.ref(), nil
}

// Command gives the bot what stands behind the slash command.
func (p *Platform) Command(ctx context.Context, a Act, line string) (Outcome, error) {
	p.mu.Lock()
	c, err := p.personIn(&a)
	if err != nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	at := chat.Ref{Platform: Name, Channel: c.ID, Thread: a.Thread}
	return p.deliver(ctx, chat.Event{
		ID: eventID("command", at, a.User, a.Client), User: a.User, At: at, Direct: c.User != "",
		Command: &chat.Command{Line: strings.ToValidUTF8(line, "\uFFFD")},
	}, nil)
}

// Press presses a button of a message: one that it shows, or showed when the
// page was drawn.
func (p *Platform) Press(ctx context.Context, a Act, id string, action chat.Action) (Outcome, error) {
	p.mu.Lock()
	c, m, err := p.see(&a, id)
	if err == nil && !slices.Contains(m.Actions, action) {
		err = fmt.Errorf("press a button that the message never had: %w", ErrInvalid)
	}
	if err != nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	at := m.ref()
	return p.deliver(ctx, chat.Event{
		ID: eventID("press", at, a.User, a.Client), User: a.User, At: at, Direct: c.User != "", Press: &action,
	}, nil)
}

// Switch says that an officer looks at a channel: everything in it is read.
func (p *Platform) Switch(ctx context.Context, user, channel string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.visible(user, channel)
	if err != nil {
		return err
	}
	if len(c.messages) == 0 {
		return nil
	}
	k, newest := user+"/"+channel, c.messages[len(c.messages)-1].Seq
	if p.read[k] >= newest {
		return nil
	}
	if err := p.save(key("read", k), newest); err != nil {
		return err
	}
	p.read[k] = newest
	p.changed(chat.Ref{})
	return nil
}

// Dismiss takes away a message that only the officer sees.
func (p *Platform) Dismiss(user, id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.only[user] {
		if m.ID == id {
			p.changed(m.ref())
		}
	}
	p.only[user] = slices.DeleteFunc(p.only[user], func(m *message) bool { return m.ID == id })
}

// visible returns a channel that an officer may see.
func (p *Platform) visible(user, id string) (*channel, error) {
	if _, err := p.Officer(user); err != nil {
		return nil, err
	}
	c := p.channels[id]
	if c == nil || !c.has(user) {
		return nil, fmt.Errorf("find channel: %w", chat.ErrNotFound)
	}
	return c, nil
}

// personIn returns the channel of an act that an officer may act in, and
// completes the act.
func (p *Platform) personIn(a *Act) (*channel, error) {
	c, err := p.visible(a.User, a.Channel)
	if err != nil {
		return nil, err
	}
	if c.Archived {
		return nil, chat.ErrArchived
	}
	if a.Thread, err = c.root(a.Thread); err != nil {
		return nil, err
	}
	return c, p.identify(a)
}

// see returns a message that an officer sees, and completes the act.
func (p *Platform) see(a *Act, id string) (*channel, *message, error) {
	c, err := p.visible(a.User, a.Channel)
	if err != nil {
		return nil, nil, err
	}
	m := c.byID[id]
	for _, o := range p.only[a.User] {
		if o.ID == id && o.Channel == c.ID {
			m = o
		}
	}
	if m == nil {
		return nil, nil, fmt.Errorf("find message: %w", chat.ErrNotFound)
	}
	return c, m, p.identify(a)
}

// identify checks the client's id of an act, or makes one up.
func (p *Platform) identify(a *Act) error {
	if a.Client == "" {
		p.seq++
		a.Client = fmt.Sprintf("n%d", p.seq)
		return nil
	}
	strange := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
	}
	if len(a.Client) > maxClient || strings.ContainsFunc(a.Client, strange) {
		return fmt.Errorf("read the browser's id of an act: %w", ErrInvalid)
	}
	return nil
}
