package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// A sign is a reaction that may have been put on a message or taken off it.
type sign struct {
	post, user, name string
	removed          bool
	at               int64 // when, by the server's clock
	done             func()
}

// reading is the least time in which somebody can have read what a message
// shows anew. A reaction that comes sooner was meant for what it showed before.
const reading = time.Second

// inOrder gives reactions to the handler, one after the other: the order in
// which somebody put one on and took it off decides what they want.
func (r *run) inOrder(ctx context.Context) {
	for {
		select {
		case s := <-r.signs:
			r.try("reaction", func() error { return r.sign(r.ctx, s) })
			if s.done != nil {
				s.done()
			}
		case <-ctx.Done():
			return
		}
	}
}

// try does something that may fail for a while, a few times. What fails even
// then is found again by the next backfill, because what is kept has not
// changed.
func (r *run) try(what string, fn func() error) {
	for i := range 3 {
		err := fn()
		if err == nil {
			return
		}
		r.p.o.Log.Warn("event not handled", "what", what, "attempt", i+1, "err", err)
		if !sleep(r.ctx, time.Duration(i+1)*time.Second) {
			return
		}
	}
	r.missed()
}

// sign carries a reaction out if it changes anything. The server tells a
// reaction again that is there already, and its own record of one that was put
// back on keeps its first time (a real server, 2026-11); so what is kept here
// says whether it is new, and how often it was changed gives it a name.
func (r *run) sign(ctx context.Context, s sign) error {
	p := r.p
	emoji, ok := meaning(s.name)
	if !ok || s.user == p.me() {
		return nil
	}
	rec, err := p.record(ctx, s.post)
	if errors.Is(err, chat.ErrNotFound) {
		return nil // somebody else's message
	} else if err != nil {
		return err
	}
	key := s.user + " " + s.name
	turn := rec.Signs[key]
	if s.removed == (turn%2 == 0) {
		return nil // it was that way already
	}
	e := chat.Event{
		ID:   fmt.Sprintf("react:%s:%s:%s:%d", s.post, s.user, s.name, turn+1),
		User: s.user, At: chat.Ref{Platform: Name, Channel: rec.Channel, Message: s.post, Thread: rec.Root}, Zone: p.zone(ctx, s.user),
		React: &chat.Reaction{Emoji: emoji, Removed: s.removed, Stale: !s.removed && rec.Changed != 0 && s.at < rec.Changed+reading.Milliseconds()},
	}
	if s.removed && others(rec.Signs, s.user, s.name, emoji) {
		// Another reaction of theirs says the same; it still stands.
		_, err := p.note(s.post, func(rec *posted) { rec.turn(key) })
		return err
	}
	a, err := r.handle(ctx, e)
	if err != nil && a.Reply == nil {
		return err // nobody knows of it yet
	}
	if a.Reply != nil {
		r.begin(func(ctx context.Context) { r.tell(ctx, e, *a.Reply) })
	}
	_, err = p.note(s.post, func(rec *posted) { rec.turn(key) })
	return err
}

// turn notes that a reaction was put on or taken off.
func (rec *posted) turn(key string) {
	if rec.Signs == nil {
		rec.Signs = map[string]int{}
	}
	rec.Signs[key]++
}

// others reports whether a person has another reaction on a message that means
// the same, such as the same one in another skin tone.
func others(signs map[string]int, user, name string, e chat.Emoji) bool {
	for key, turn := range signs {
		u, n, _ := strings.Cut(key, " ")
		if other, ok := meaning(n); ok && u == user && n != name && other == e && turn%2 == 1 {
			return true
		}
	}
	return false
}

// reacted reads a reaction out of an event, where it is written as text.
func reacted(ev *model.WebSocketEvent) (sign, bool) {
	text, _ := ev.GetData()["reaction"].(string)
	var in model.Reaction
	if json.Unmarshal([]byte(text), &in) != nil || in.PostId == "" {
		return sign{}, false
	}
	return signOf(in, ev.EventType() == model.WebsocketEventReactionRemoved), true
}

func signOf(in model.Reaction, removed bool) sign {
	return sign{post: in.PostId, user: in.UserId, name: in.EmojiName, removed: removed, at: max(in.CreateAt, in.UpdateAt)}
}

// differing are the signs by which what a message has now differs from what is
// kept of it.
func differing(post string, kept map[string]int, now []*model.Reaction) []sign {
	var out []sign
	there := map[string]bool{}
	for _, in := range now {
		if in == nil || in.DeleteAt != 0 {
			continue
		}
		key := in.UserId + " " + in.EmojiName
		there[key] = true
		if kept[key]%2 == 0 {
			out = append(out, signOf(*in, false))
		}
	}
	slices.SortFunc(out, func(a, b sign) int { return int(a.at - b.at) })
	var gone []sign
	for _, key := range slices.Sorted(maps.Keys(kept)) {
		if kept[key]%2 == 1 && !there[key] {
			user, name, _ := strings.Cut(key, " ")
			gone = append(gone, sign{post: post, user: user, name: name, removed: true})
		}
	}
	return append(gone, out...)
}
