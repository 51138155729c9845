package practice

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"appealbot/bot/chat"
)

// Run implements chat.Runner. First h gets what happened while nobody listened,
// in order; from then on it gets events as they happen, several at a time. Run
// returns when ctx has ended and every call of h has returned.
func (p *Platform) Run(ctx context.Context, h chat.Handler) error {
	p.mu.Lock()
	if p.running {
		p.mu.Unlock()
		return errors.New("run practice room: it has a handler already")
	}
	p.running = true
	p.mu.Unlock()
	handle := func(e chat.Event) (chat.Answer, error) { return p.call(ctx, h, e) }
	if p.catchUp(ctx, handle) {
		<-ctx.Done()
	}
	p.mu.Lock()
	p.handle = nil
	p.mu.Unlock()
	p.inflight.Wait()
	p.mu.Lock()
	p.running = false
	p.mu.Unlock()
	p.notify()
	return nil
}

// catchUp handles the backlog and then opens the door. It reports whether it
// came that far.
func (p *Platform) catchUp(ctx context.Context, handle func(chat.Event) (chat.Answer, error)) bool {
	for {
		p.mu.Lock()
		if ctx.Err() != nil {
			p.mu.Unlock()
			return false
		}
		if len(p.backlog) == 0 {
			p.handle = handle
			p.mu.Unlock()
			p.notify()
			return true
		}
		k := p.backlog[0]
		p.mu.Unlock()
		p.finish(k, handle)
		p.mu.Lock()
		p.backlog = slices.DeleteFunc(p.backlog, func(o *kept) bool { return o == k })
		p.mu.Unlock()
	}
}

// Listening reports whether the bot takes events right now.
func (p *Platform) Listening() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.handle != nil
}

// call calls a handler. The call outlives ctx, so that an answer that is being
// made is given before the program stops.
func (p *Platform) call(ctx context.Context, h chat.Handler, e chat.Event) (a chat.Answer, err error) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), p.o.Patience)
	defer stop()
	defer func() {
		if v := recover(); v != nil {
			var b [3]byte
			_, _ = rand.Read(b[:]) // never fails
			ref := hex.EncodeToString(b[:])
			p.o.Log.Error("handler panicked", "reference", ref, "event", e.ID, "panic", v, "stack", string(debug.Stack()))
			a = chat.Answer{Reply: &chat.Message{
				Text: "Something went wrong. Try again; if it stays so, give your administrator the reference " + ref + ".",
				Tone: chat.Bad,
			}}
		}
	}()
	return h.Handle(ctx, e)
}

// deliver keeps an event and hands it over: at once if the bot is there, later
// if it is not. p.mu is held when it is called and not any more afterwards.
func (p *Platform) deliver(ctx context.Context, e chat.Event, files []string) (Outcome, error) {
	e.Zone = p.o.Zone
	if i := slices.IndexFunc(p.backlog, func(k *kept) bool { return k.Event.ID == e.ID }); i >= 0 {
		k := p.backlog[i]
		return p.await(ctx, k)
	}
	p.seq++
	k := &kept{N: p.seq, Event: e, Files: files, done: make(chan struct{})}
	if err := p.save(k.key(), k); err != nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	handle := p.handle
	if handle == nil {
		p.backlog = append(p.backlog, k)
		return p.await(ctx, k)
	}
	p.inflight.Add(1)
	p.mu.Unlock()
	defer p.inflight.Done()
	p.finish(k, handle)
	return k.out, nil
}

// await waits for an event of the backlog while somebody is working through
// it. p.mu is held when it is called and not any more afterwards.
func (p *Platform) await(ctx context.Context, k *kept) (Outcome, error) {
	if !p.running {
		k.late = true
	}
	late := k.late
	p.mu.Unlock()
	if late {
		return Outcome{Waiting: true}, nil
	}
	ctx, stop := context.WithTimeout(ctx, p.o.Patience)
	defer stop()
	select {
	case <-k.done:
		return k.out, nil
	case <-ctx.Done():
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-k.done: // just now
		return k.out, nil
	default:
		k.late = true
		return Outcome{Waiting: true}, nil
	}
}

// finish has an event handled, shows the answer and forgets the event.
func (p *Platform) finish(k *kept, handle func(chat.Event) (chat.Answer, error)) {
	e := k.Event
	p.mu.Lock()
	if e.Upload != nil {
		e.Upload = &chat.Upload{Files: p.withBytes(e.Upload.Files, k.Files)}
	}
	if e.Submit != nil {
		s := *e.Submit
		s.Files = p.withBytes(s.Files, k.Files)
		e.Submit = &s
	}
	p.mu.Unlock()
	a, err := handle(e)
	if err != nil {
		p.o.Log.Warn("event was not handled", "event", e.ID, "err", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if k.out, err = p.answer(k, a); err != nil {
		p.o.Log.Error("answer was not shown", "event", e.ID, "err", err)
	}
	if err := p.keep.Save(k.key(), nil); err != nil {
		p.o.Log.Error("event was not forgotten", "event", e.ID, "err", err)
	}
	close(k.done)
}

// withBytes are files with the bytes that were kept aside.
func (p *Platform) withBytes(files []chat.File, hashes []string) []chat.File {
	files = slices.Clone(files)
	for i, h := range hashes {
		files[i].Data = slices.Clone(p.files[h])
	}
	return files
}

// answer shows what the handler wants shown.
func (p *Platform) answer(k *kept, a chat.Answer) (Outcome, error) {
	e := k.Event
	out := Outcome{Errors: a.Errors}
	if e.Submit != nil && len(a.Errors) == 0 {
		if err := p.closeForm(formOf(e.ID)); err != nil {
			return out, err
		}
	}
	if a.Open != nil {
		f, err := p.openForm(e, *a.Open)
		if err != nil {
			return out, err
		}
		out.Form = f
		if k.late {
			note := chat.Message{Text: "A form waits for you: " + a.Open.Title, Tone: chat.Waiting}
			if err := p.whisper(e, note, f.ID); err != nil {
				return out, err
			}
		}
	}
	if k.late && len(a.Errors) > 0 {
		note := chat.Message{Text: "What you sent while the bot was not running has to be changed: " + sentences(a.Errors), Tone: chat.Warning}
		if err := p.whisper(e, note, formOf(e.ID)); err != nil {
			return out, err
		}
	}
	if a.Reply != nil {
		return out, p.whisper(e, *a.Reply, "")
	}
	return out, nil
}

// whisper shows a message to the one who did something, where it was done.
func (p *Platform) whisper(e chat.Event, m chat.Message, form string) error {
	n := &message{Channel: e.At.Channel, Thread: e.At.Thread, Only: e.User, At: p.o.Now(), Form: form}
	if n.Thread == "" && e.Upload != nil {
		n.Thread = e.At.Message
	}
	if err := p.dress(n, m); err != nil {
		return err
	}
	return p.putMessage(n)
}

func sentences(errs map[string]string) string {
	var out []string
	for _, s := range errs {
		out = append(out, s)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// eventID names what happened, whoever delivers it how often.
func eventID(what string, at chat.Ref, user, which string) string {
	return fmt.Sprintf("%s:%s:%s:%s:%s", what, at.Channel, at.Message, user, which)
}

// formOf returns the form that a submission's event is about.
func formOf(eventID string) string {
	parts := strings.Split(eventID, ":")
	if len(parts) != 5 {
		return ""
	}
	id, _, _ := strings.Cut(parts[4], "/")
	return id
}
