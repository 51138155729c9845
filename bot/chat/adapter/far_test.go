package adapter_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// far is a platform in memory. One kind shows up to two files in a message
// itself, every message says what it answers, and a second of the same key is
// none for a while. On the other, files are shown apart, without a word about
// what for, and an id is unique only in its channel.
type far struct {
	apart bool

	mu       sync.Mutex
	posts    []*posted
	pending  map[string]*posted // what was made lately for a key
	channels map[string]*adapter.Channel
	calls    int
	at       int   // the call that fails; 0: none
	with     error // what it returns
	done     bool  // whether it does what it was asked all the same
	failed   bool
}

// posted is a message on the platform.
type posted struct {
	adapter.Made
	key     string
	user    string
	text    string
	files   []string
	trace   []string
	changed int64
}

var _ adapter.Wire = (*far)(nil)

// fault lets the nth call from now on fail; 0 lets none.
func (f *far) fault(nth int, with error, done bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls, f.at, f.with, f.done, f.failed = 0, nth, with, done, false
	f.pending = map[string]*posted{}
}

// faulted reports whether a call failed.
func (f *far) faulted() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.failed
}

// do does one thing, or fails.
func (f *far) do(what func() error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	if f.at != f.calls {
		return what()
	}
	f.failed = true
	if f.done {
		_ = what() // whose end nobody hears of
	}
	return f.with
}

// Ready implements adapter.Wire.
func (f *far) Ready(context.Context) error { return f.do(func() error { return nil }) }

// Name implements adapter.Wire.
func (f *far) Name(at chat.Ref) string {
	if _, err := strconv.Atoi(at.Message); err != nil {
		return ""
	}
	if f.apart {
		return at.Channel + "/" + at.Message
	}
	return at.Message
}

// Refused implements adapter.Wire.
func (f *far) Refused(err error) bool { return errors.Is(err, errRefused) }

// Parts implements adapter.Wire: one for each section, besides the first.
func (f *far) Parts(m chat.Message) int { return 1 + len(m.Sections) }

func draw(m chat.Message, part int) string {
	if part == 0 {
		return m.Text
	}
	return m.Sections[part-1].Text
}

// add puts a message into a channel.
func (f *far) add(p posted) *posted {
	n := 1
	for _, q := range f.posts {
		if !f.apart || q.Channel == p.Channel {
			n++
		}
	}
	p.ID, p.At = strconv.Itoa(n), f.clock()
	f.posts = append(f.posts, &p)
	return &p
}

// say is a message of somebody else.
func (f *far) say(channel, root string) chat.Ref {
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.add(posted{user: ann, Made: adapter.Made{Channel: channel, Root: root}})
	return chat.Ref{Platform: "far", Channel: channel, Message: p.ID, Thread: root}
}

// remove deletes a message, as somebody could.
func (f *far) remove(at chat.Ref) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if p := f.find(at); p != nil {
		p.user = ""
	}
}

// find returns a message; nil when there is none.
func (f *far) find(at chat.Ref) *posted {
	for _, p := range f.posts {
		if p.ID == at.Message && (p.Channel == at.Channel || !f.apart) && p.user != "" {
			return p
		}
	}
	return nil
}

// Create implements adapter.Wire.
func (f *far) Create(_ context.Context, s adapter.Slot, m chat.Message, part int) (made adapter.Made, err error) {
	err = f.do(func() error {
		p := posted{key: s.Key, user: bot, text: draw(m, part), Made: adapter.Made{Channel: s.Channel, Root: s.Thread}}
		if files := adapter.Files(m); part == 0 {
			for _, file := range files[:min(len(files), f.Own())] {
				p.files = append(p.files, file.Name)
			}
		}
		if old := f.pending[s.Key+s.Instead]; old != nil && !f.apart {
			made = old.Made
			return nil
		}
		q := f.add(p)
		made, f.pending[s.Key+s.Instead] = q.Made, q
		return nil
	})
	if err != nil {
		made = adapter.Made{}
	}
	return made, err
}

// Change implements adapter.Wire.
func (f *far) Change(_ context.Context, at chat.Ref, key string, m chat.Message, part int) (changed int64, err error) {
	err = f.do(func() error {
		p := f.find(at)
		if p == nil {
			return chat.ErrNotFound
		}
		p.key, p.text, p.changed = key, draw(m, part), f.clock()
		changed = p.changed
		return nil
	})
	return changed, err
}

// Delete implements adapter.Wire.
func (f *far) Delete(_ context.Context, at chat.Ref) error {
	return f.do(func() error {
		p := f.find(at)
		if p == nil {
			return chat.ErrNotFound
		}
		p.user = ""
		return nil
	})
}

// Find implements adapter.Wire. Where files are apart, threads are too.
func (f *far) Find(_ context.Context, s adapter.Slot, since int64) (made *adapter.Made, err error) {
	err = f.do(func() error {
		for _, p := range f.posts {
			if p.user == bot && p.key == s.Key && p.Channel == s.Channel && p.At >= since && (!f.apart || p.Root == s.Thread) {
				made = &p.Made
			}
		}
		return nil
	})
	return made, err
}

// Look implements adapter.Wire.
func (f *far) Look(_ context.Context, at chat.Ref) (rec adapter.Posted, err error) {
	err = f.do(func() error {
		p := f.find(at)
		if p == nil || p.user != bot {
			return chat.ErrNotFound
		}
		rec = adapter.Posted{Key: p.key, Channel: p.Channel, Root: p.Root, At: p.At, Changed: max(p.At, p.changed)}
		return nil
	})
	return rec, err
}

// Stands implements adapter.Wire.
func (f *far) Stands(_ context.Context, at chat.Ref) error {
	return f.do(func() error {
		if f.find(at) == nil {
			return chat.ErrNotFound
		}
		return nil
	})
}

// Own implements adapter.Wire.
func (f *far) Own() int {
	if f.apart {
		return 0
	}
	return 2
}

// Batch implements adapter.Wire.
func (f *far) Batch() int { return 3 }

// Attach implements adapter.Wire.
func (f *far) Attach(_ context.Context, s adapter.Slot, files []chat.File, note func([]string) error) (adapter.Made, error) {
	p := posted{user: bot, Made: adapter.Made{Channel: s.Channel, Root: s.Thread}}
	for _, file := range files {
		p.files = append(p.files, file.Name)
	}
	if !f.apart {
		p.key = s.Key
		err := f.do(func() error { p = *f.add(p); return nil })
		return p.Made, err
	}
	for range files {
		if err := f.do(func() error { p.trace = append(p.trace, "F"+strconv.Itoa(f.calls)); return nil }); err != nil {
			return adapter.Made{}, err
		}
	}
	if err := note(p.trace); err != nil {
		return adapter.Made{}, err
	}
	err := f.do(func() error { f.add(p); return nil })
	return adapter.Made{Channel: s.Channel, Root: s.Thread}, err
}

// Attached implements adapter.Wire.
func (f *far) Attached(ctx context.Context, s adapter.Slot, trace []string, since int64) (made *adapter.Made, err error) {
	if !f.apart {
		return f.Find(ctx, s, since)
	}
	err = f.do(func() error {
		for _, p := range f.posts {
			if len(trace) > 0 && slices.Equal(p.trace, trace) && p.Root == s.Thread {
				made = &adapter.Made{Channel: p.Channel, Root: p.Root, At: p.At}
			}
		}
		return nil
	})
	return made, err
}

// shown are the texts and the files that a message and its thread show.
func (f *far) shown(at chat.Ref) (texts, files []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range f.posts {
		if p.user == bot && p.Channel == at.Channel && (p.ID == at.Message || p.Root == at.Message) {
			if p.text != "" {
				texts = append(texts, p.text)
			}
			files = append(files, p.files...)
		}
	}
	slices.Sort(files)
	return texts, files
}

// clock is the time on the platform.
func (f *far) clock() int64 { return time.Now().UnixMilli() }
