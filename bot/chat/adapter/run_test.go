package adapter_test

import (
	"context"
	"errors"
	"sync"
	"testing/synctest"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// run is a Run of a platform, to be used in a bubble of time.
type run struct {
	*adapter.Work
	w     *world
	signs *adapter.Signs
	drops *adapter.Drops
	watch *adapter.Watch
	looks []error      // what the looks at the channels came to
	stop  func() error // ends it

	mu     sync.Mutex
	answer func(chat.Event) (chat.Answer, error)
	events []chat.Event
	told   []string
}

// run begins one. Nothing answers its events unless answer is set.
func (w *world) run(loops ...func(context.Context) error) *run {
	w.t.Helper()
	r := &run{w: w}
	r.Work = adapter.NewWork(w.t.Context(), chat.HandlerFunc(r.handle), w.progress)
	r.signs = &adapter.Signs{Queue: r.Queue("reaction"), Poster: w.poster, People: r, Meaning: meaning}
	r.drops = &adapter.Drops{Queue: r.Queue("files"), Poster: w.poster, People: r, Fetcher: fetcher{w.far}, Bounds: adapter.Bounds{File: 2 << 20}}
	r.watch = w.channels.Watch(r.Work, time.Minute, func(err error) { r.looks = append(r.looks, err) })
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error, 1)
	go func() {
		done <- r.Run(ctx, append(loops, r.signs.Queue.Loop, r.drops.Queue.Loop, r.watch.Loop)...)
	}()
	r.stop = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	w.t.Cleanup(func() {
		if err := r.stop(); err != nil && len(loops) == 0 {
			w.t.Errorf("Run: %v", err)
		}
	})
	return r
}

func (r *run) handle(_ context.Context, e chat.Event) (chat.Answer, error) {
	r.mu.Lock()
	r.events = append(r.events, e)
	answer := r.answer
	r.mu.Unlock()
	if answer != nil {
		return answer(e)
	}
	return chat.Answer{}, nil
}

// answers sets what answers events from now on.
func (r *run) answers(f func(chat.Event) (chat.Answer, error)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = f
}

// errTired is why a handler could not do its work.
var errTired = errors.New("the handler is tired")

// tired lets the handler fail a number of times.
func (r *run) tired(n int) {
	r.answers(func(chat.Event) (chat.Answer, error) {
		if n--; n >= 0 {
			return chat.Answer{}, errTired
		}
		return chat.Answer{}, nil
	})
}

// take returns the events that came since it was last called, once all is quiet.
func (r *run) take() []chat.Event {
	synctest.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.events
	r.events = nil
	return out
}

// one returns the only event that came.
func (r *run) one() chat.Event {
	r.w.t.Helper()
	es := r.take()
	if len(es) != 1 {
		r.w.t.Fatalf("events %+v, want one", es)
	}
	return es[0]
}

// none fails the test if an event came.
func (r *run) none() {
	r.w.t.Helper()
	if es := r.take(); len(es) > 0 {
		r.w.t.Fatalf("events %+v, want none", es)
	}
}

// Me implements adapter.People.
func (r *run) Me() string { return bot }

// Zone implements adapter.People.
func (r *run) Zone(context.Context, string) *time.Location { return time.UTC }

// Tell implements adapter.People.
func (r *run) Tell(_ context.Context, e chat.Event, m chat.Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.told = append(r.told, e.User+": "+m.Text)
}

// hears returns what was told to people, once all is quiet.
func (r *run) hears() []string {
	synctest.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.told
	r.told = nil
	return out
}

// says answers every event with words.
func says(text string) func(chat.Event) (chat.Answer, error) {
	return func(chat.Event) (chat.Answer, error) { return chat.Answer{Reply: &chat.Message{Text: text}}, nil }
}
