package practice

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"appealbot/bot/chat"
)

// A Form is a form in front of an officer. It stays open until it is sent or
// closed, across restarts too.
type Form struct {
	ID   string
	Seq  uint64
	User string
	At   chat.Ref // where it was asked for
	Form chat.Form
}

func (p *Platform) openForm(e chat.Event, in chat.Form) (*Form, error) {
	p.seq++
	f := &Form{ID: fmt.Sprintf("f%08d", p.seq), Seq: p.seq, User: e.User, At: e.At, Form: in}
	if err := p.save(key("form", f.ID), f); err != nil {
		return nil, err
	}
	p.forms[f.ID] = f
	var mine []string
	for _, id := range slices.Sorted(maps.Keys(p.forms)) {
		if p.forms[id].User == e.User {
			mine = append(mine, id)
		}
	}
	for len(mine) > maxForms { // the oldest are forgotten windows
		if err := p.closeForm(mine[0]); err != nil {
			return nil, err
		}
		mine = mine[1:]
	}
	return f, nil
}

func (p *Platform) closeForm(id string) error {
	if p.forms[id] == nil {
		return nil
	}
	if err := p.keep.Save(key("form", id), nil); err != nil {
		return fmt.Errorf("close form: %w", err)
	}
	delete(p.forms, id)
	for _, m := range p.only[p.formUser(id)] {
		if m.Form == id {
			n := *m
			n.Form = ""
			p.putOnly(&n)
			p.changed(n.ref())
		}
	}
	return nil
}

func (p *Platform) formUser(id string) string {
	for user, ms := range p.only {
		for _, m := range ms {
			if m.Form == id {
				return user
			}
		}
	}
	return ""
}

// OpenForm returns a form that is open in front of an officer.
func (p *Platform) OpenForm(user, id string) (*Form, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.forms[id]
	if f == nil || f.User != user {
		return nil, fmt.Errorf("find form: %w", chat.ErrNotFound)
	}
	return f, nil
}

// CloseForm closes a form without sending it.
func (p *Platform) CloseForm(user, id string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f := p.forms[id]; f == nil || f.User != user {
		return nil
	}
	return p.closeForm(id)
}

// Submit sends a form. What the form itself forbids comes back as errors
// without reaching the bot.
func (p *Platform) Submit(ctx context.Context, a Act, id string, values map[string][]string) (Outcome, error) {
	p.mu.Lock()
	f := p.forms[id]
	if f == nil || f.User != a.User {
		p.mu.Unlock()
		return Outcome{}, fmt.Errorf("find form: %w", chat.ErrNotFound)
	}
	a.Channel, a.Thread = f.At.Channel, f.At.Thread
	c, err := p.visible(a.User, a.Channel)
	if err == nil {
		err = p.identify(&a)
	}
	if err != nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	clean, errs := f.Form.Check(values)
	if len(errs) > 0 {
		p.mu.Unlock()
		return Outcome{Errors: errs}, nil
	}
	return p.deliver(ctx, chat.Event{
		ID: eventID("submit", f.At, a.User, f.ID+"/"+a.Client), User: a.User, At: f.At, Direct: c.User != "",
		Submit: &chat.Submission{Action: f.Form.Action, Values: clean},
	}, nil)
}
