package practice

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

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
	f := &Form{ID: fmt.Sprintf("f%08d", p.seq), Seq: p.seq, User: e.User, At: e.At, Form: tellBounds(in)}
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

// Submit sends a form, with the files of its input of that kind. What the form
// itself forbids comes back as errors without reaching the bot.
func (p *Platform) Submit(ctx context.Context, a Act, id string, values map[string][]string, files []chat.File) (Outcome, error) {
	p.mu.Lock()
	f, c, err := p.filling(a.User, id)
	if err == nil {
		err = p.identify(&a)
	}
	if err != nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	clean, errs := f.Form.Check(values)
	p.checkPeople(f.Form, clean, errs)
	files, names := named(files)
	checkFiles(f.Form, files, errs)
	if len(errs) > 0 {
		p.mu.Unlock()
		return Outcome{Errors: errs}, nil
	}
	hashes := make([]string, len(files))
	for i := range files {
		if hashes[i], err = p.putFile(files[i].Data); err != nil {
			p.mu.Unlock()
			return Outcome{}, err
		}
	}
	return p.deliver(ctx, chat.Event{
		ID: eventID("submit", f.At, a.User, f.ID+"/"+a.Client), User: a.User, At: f.At, Direct: c.User != "",
		Submit: &chat.Submission{Action: f.Form.Action, Values: clean, Files: names},
	}, hashes)
}

// filling returns a form that is open in front of somebody, and the channel
// that it was asked for in.
func (p *Platform) filling(user, id string) (*Form, *channel, error) {
	f := p.forms[id]
	if f == nil || f.User != user {
		return nil, nil, fmt.Errorf("find form: %w", chat.ErrNotFound)
	}
	c, err := p.visible(user, f.At.Channel)
	return f, c, err
}

// checkPeople says where somebody is named who is not in the room.
func (p *Platform) checkPeople(f chat.Form, clean map[string][]string, errs map[string]string) {
	for _, in := range f.Inputs {
		if in.Kind != chat.People {
			continue
		}
		for _, user := range clean[in.Name] {
			if _, err := p.Officer(user); err != nil && errs[in.Name] == "" {
				errs[in.Name] = "Choose people of this room here."
			}
		}
	}
}

// filesHint says how many files a form takes, and how big.
func filesHint() string {
	return fmt.Sprintf("At most %d files of %d MB each.", MaxFiles, MaxFile>>20)
}

// tellBounds is a form that says so.
func tellBounds(f chat.Form) chat.Form {
	f.Inputs = slices.Clone(f.Inputs)
	for i, in := range f.Inputs {
		if in.Kind == chat.Files {
			f.Inputs[i].Hint = strings.TrimLeft(strings.TrimRight(in.Hint, ".")+". ", ". ") + filesHint()
		}
	}
	return f
}

// checkFiles says what is wrong with the files that came with a form.
func checkFiles(f chat.Form, files []chat.File, errs map[string]string) {
	i := slices.IndexFunc(f.Inputs, func(in chat.Input) bool { return in.Kind == chat.Files })
	switch {
	case len(files) == 0:
	case i < 0:
		errs[""] = "This form takes no files."
	case len(files) > MaxFiles:
		errs[f.Inputs[i].Name] = fmt.Sprintf("These are %d files. %s", len(files), filesHint())
	default:
		for _, file := range files {
			if int64(len(file.Data)) > MaxFile {
				errs[f.Inputs[i].Name] = fmt.Sprintf("%s is too big. %s", file.Name, filesHint())
			}
		}
	}
}

// Change says that an input with Refresh was changed in an open form. The bot
// says how the form should be now; the outcome has it, with everything that was
// typed, unless the bot wants no change or is not running.
func (p *Platform) Change(ctx context.Context, a Act, id string, values map[string][]string) (Outcome, error) {
	p.mu.Lock()
	f, c, err := p.filling(a.User, id)
	handle := p.handle
	if err != nil || handle == nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	if err := ctx.Err(); err != nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	typed := map[string][]string{}
	for _, in := range f.Form.Inputs {
		typed[in.Name] = slices.Clone(values[in.Name])
	}
	if err := p.identify(&a); err != nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	p.inflight.Add(1)
	p.mu.Unlock()
	defer p.inflight.Done()
	answer, err := handle(chat.Event{
		ID: eventID("change", f.At, a.User, f.ID+"/"+a.Client), User: a.User, At: f.At, Direct: c.User != "", Zone: p.o.Zone,
		Change: &chat.Submission{Action: f.Form.Action, Values: maps.Clone(typed)},
	})
	if err != nil || answer.Open == nil {
		if err != nil {
			p.o.Log.Warn("form was not asked for anew", "form", f.ID, "err", err)
		}
		return Outcome{}, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.forms[id] == nil { // sent or closed meanwhile
		return Outcome{}, nil
	}
	n := *f
	n.Form = tellBounds(answer.Open.Fill(typed))
	if err := p.save(key("form", n.ID), &n); err != nil {
		return Outcome{}, err
	}
	p.forms[id] = &n
	return Outcome{Form: &n}, nil
}
