package outbox_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/outbox"
)

// A call is one thing that a client asked the platform for.
type call struct{ op, channel, user, text string }

// A said is one message of the platform.
type said struct {
	id, channel, thread, key string
	now                      chat.Message
	updates                  int
	deleted                  bool
}

// A place is one channel of the platform.
type place struct {
	id, name, key, topic string
	title, card          string
	links                []chat.Link
	members              []string
	pinned               string
	archived             bool
	gone                 error // what everything in it ends with
}

// platform is a chat platform in memory. Before and after run without a lock:
// an error of before means that nothing happens, one of after that it happened
// and nobody is told.
type platform struct {
	every         time.Duration
	before, after func(context.Context, call) error

	mu     sync.Mutex
	calls  []call
	places []*place
	said   []*said
}

var _ chat.Client = (*platform)(nil)

func newPlatform() *platform {
	return &platform{places: []*place{{id: "D", name: "duty"}, {id: "N", name: "newsroom"}}}
}

func (p *platform) Platform() string                        { return "test" }
func (p *platform) Capabilities() chat.Capabilities         { return chat.Capabilities{Every: p.every} }
func (p *platform) Run(context.Context, chat.Handler) error { return nil }

// Direct returns the conversation with a user, "@" and their id.
func (p *platform) Direct(_ context.Context, user string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := "@" + user
	if !slices.ContainsFunc(p.places, func(q *place) bool { return q.id == id }) {
		p.places = append(p.places, &place{id: id, name: id})
	}
	return id, nil
}

// do makes a call: fn has its effect.
func (p *platform) do(ctx context.Context, c call, fn func() error) error {
	if p.before != nil {
		if err := p.before(ctx, c); err != nil {
			return err
		}
	}
	p.mu.Lock()
	p.calls = append(p.calls, c)
	err := fn()
	p.mu.Unlock()
	if err == nil && p.after != nil {
		err = p.after(ctx, c)
	}
	return err
}

// in is like do, in a channel that has to be there and take things.
func (p *platform) in(ctx context.Context, c call, fn func(*place) error) error {
	return p.do(ctx, c, func() error {
		for _, r := range p.places {
			switch {
			case r.id != c.channel:
			case r.gone != nil:
				return r.gone
			case r.archived && c.op != "archive":
				return chat.ErrArchived
			default:
				return fn(r)
			}
		}
		return chat.ErrNotFound
	})
}

func (p *platform) Post(ctx context.Context, key, channel, thread string, m chat.Message) (at chat.Ref, err error) {
	c := call{op: "post", channel: channel, text: m.Text}
	ref := func(s *said) chat.Ref { return chat.Ref{Platform: "test", Channel: s.channel, Message: s.id} }
	post := func(*place) error {
		s := &said{id: fmt.Sprint("m", len(p.said)+1), channel: channel, thread: thread, key: key, now: m}
		p.said = append(p.said, s)
		at = ref(s)
		return nil
	}
	p.mu.Lock()
	i := slices.IndexFunc(p.said, func(s *said) bool { return s.key == key })
	p.mu.Unlock()
	if i >= 0 {
		return ref(p.said[i]), p.do(ctx, c, func() error { return nil })
	}
	err = p.in(ctx, c, post)
	return at, err
}

func (p *platform) Update(ctx context.Context, at chat.Ref, m chat.Message) error {
	return p.in(ctx, call{op: "update", channel: at.Channel, text: m.Text}, func(*place) error {
		for _, s := range p.said {
			if s.id == at.Message && s.channel == at.Channel && !s.deleted {
				s.now, s.updates = m, s.updates+1
				return nil
			}
		}
		return chat.ErrNotFound
	})
}

func (p *platform) CreateRoom(ctx context.Context, key string, r chat.Room) (id string, err error) {
	return id, p.do(ctx, call{op: "create", text: r.Name}, func() error {
		for _, q := range p.places {
			if q.key == key {
				id = q.id
				return nil
			}
		}
		for _, q := range p.places {
			if q.name == r.Name {
				return chat.ErrTaken
			}
		}
		id = fmt.Sprint("C", len(p.places))
		p.places = append(p.places, &place{id: id, name: r.Name, key: key, title: r.Title})
		return nil
	})
}

func (p *platform) DescribeRoom(ctx context.Context, channel string, r chat.Room) error {
	return p.in(ctx, call{op: "describe", channel: channel}, func(q *place) error {
		q.topic, q.title, q.card, q.links = r.Topic, r.Title, r.Card.Message, r.Links
		if r.Card.Message != "" && (r.Card.Platform != "test" || r.Card.Channel != channel) {
			return fmt.Errorf("the card is in %+v", r.Card)
		}
		return nil
	})
}

func (p *platform) Invite(ctx context.Context, channel, user string) error {
	return p.in(ctx, call{op: "invite", channel: channel, user: user}, func(q *place) error {
		if !slices.Contains(q.members, user) {
			q.members = append(q.members, user)
		}
		return nil
	})
}

func (p *platform) Pin(ctx context.Context, at chat.Ref) error {
	return p.in(ctx, call{op: "pin", channel: at.Channel}, func(q *place) error {
		for _, s := range p.said {
			if s.id == at.Message && s.channel == at.Channel {
				q.pinned = s.id
				return nil
			}
		}
		return chat.ErrNotFound
	})
}

func (p *platform) Archive(ctx context.Context, channel string) error {
	return p.in(ctx, call{op: "archive", channel: channel}, func(q *place) error {
		q.archived = true
		return nil
	})
}

func (p *platform) FindRoom(ctx context.Context, name string) (id string, err error) {
	return id, p.do(ctx, call{op: "find"}, func() error {
		for _, q := range p.places {
			if q.name == name {
				id = q.id
				return nil
			}
		}
		return chat.ErrNotFound
	})
}

// rooms returns the private channels.
func (p *platform) rooms() []*place {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(p.places), func(r *place) bool { return r.key == "" })
}

// shown returns the messages in a channel whose text contains every one of
// the words, oldest first.
func (p *platform) shown(channel string, words ...string) (out []*said) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.said {
		has := func(word string) bool { return strings.Contains(s.now.Plain(), word) }
		if s.channel == channel && !s.deleted && !slices.ContainsFunc(words, func(word string) bool { return !has(word) }) {
			out = append(out, s)
		}
	}
	return out
}

// described returns how often a room was described.
func (p *platform) described() (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.calls {
		if c.op == "describe" {
			n++
		}
	}
	return n
}

// fails lets the first n calls of one kind fail.
func fails(n int, op, user string, err error) func(context.Context, call) error {
	return func(_ context.Context, c call) error {
		if c.op != op || c.user != user || n == 0 {
			return nil
		}
		n--
		if err == nil {
			panic("bug in the adapter")
		}
		return err
	}
}

// notifier returns a process that shows notices on p.
func (w *world) notifier(p chat.Client) *outbox.Notifier {
	roster, err := bot.NewRoster([]bot.Person{ann, bob, carla})
	w.must(err)
	return &outbox.Notifier{
		Files: w.files,
		Store: w.store, Desk: w.desk, Client: p, Now: w.clock, Log: slog.New(slog.DiscardHandler), Lease: lease,
		Book:     func() card.Book { return card.Book{Now: w.clock(), Roster: roster} },
		Channels: map[string]string{"duty": "duty", "newsroom": "newsroom"},
	}
}

// show steps for as long as anything comes due within a time, which passes
// where nothing is, and reports whether everything came to rest.
func (w *world) show(n *outbox.Notifier, within time.Duration) (rest bool) {
	w.t.Helper()
	end := w.clock().Add(within)
	for range 100_000 {
		acted, err := n.Step(w.t.Context())
		w.must(err)
		if acted {
			continue
		}
		at, any := w.nextNotice()
		if !any {
			return true
		}
		pause := at.Sub(w.clock())
		if pause <= 0 {
			pause = time.Second // it waits for its room
		}
		if w.clock().Add(pause).After(end) {
			return false
		}
		w.wait(pause)
	}
	w.t.Fatal("the notices spin")
	return false
}

func (w *world) nextNotice() (at time.Time, any bool) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		at, any, err = tx.NextNotice("test")
		return err
	}))
	return at, any
}

// ask asks for a notice.
func (w *world) ask(n bot.Notice, key string) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error { return bot.Show(tx, []string{"test"}, w.clock(), n, key) }))
}

// tell asks for words to be shown in a case's room.
func (w *world) tell(caseID bot.ID, text string) {
	w.t.Helper()
	w.ask(bot.Notice{Kind: bot.NoticeTell, Subject: caseID, Case: caseID, Text: text}, text)
}

// notice returns a stored notice.
func (w *world) notice(id bot.ID) (n bot.Notice) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		n, err = tx.Notice(id)
		return err
	}))
	return n
}

// cardOf returns the notice of an appeal's card.
func (w *world) cardOf(id bot.ID) bot.Notice {
	return w.notice(bot.NoticeID(bot.NoticeCard, "test", id, ""))
}
