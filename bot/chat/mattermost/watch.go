package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// hints are who did something to a channel lately, as far as the server said.
type hints struct {
	mu sync.Mutex
	by map[string]string
}

// hint remembers who did something.
func (r *run) hint(ev *model.WebSocketEvent) {
	data := ev.GetData()
	channel, _ := data["channel_id"].(string)
	who, _ := data["remover_id"].(string)
	if b := ev.GetBroadcast(); channel == "" && b != nil {
		channel = b.ChannelId
	}
	if channel == "" || who == "" {
		return
	}
	r.hints.mu.Lock()
	defer r.hints.mu.Unlock()
	if r.hints.by == nil || len(r.hints.by) > maxUsed {
		r.hints.by = map[string]string{}
	}
	r.hints.by[channel] = who
}

// who returns who did something to a channel, once.
func (r *run) who(channel string) string {
	r.hints.mu.Lock()
	defer r.hints.mu.Unlock()
	who := r.hints.by[channel]
	delete(r.hints.by, channel)
	return who
}

// lookSoon has the channels looked at now.
func (r *run) lookSoon() { soon(r.look) }

// soon gives a signal that is not there already.
func soon(signal chan<- struct{}) {
	select {
	case signal <- struct{}{}:
	default:
	}
}

// watch looks at the channels now and then, and when something was said to
// have happened to one. Looking finds what was never said.
func (r *run) watch(ctx context.Context) {
	t := time.NewTimer(r.p.o.Look)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.look:
		case <-t.C:
		}
		pause := r.p.o.Look
		err := r.rounds(ctx)
		if err != nil && ctx.Err() == nil {
			r.p.o.Log.Warn("channels not looked at", "err", err)
			pause = min(pause, lookAgain)
		}
		r.p.bar(err)
		t.Reset(pause)
	}
}

// lookAgain is the pause after a look that failed.
const lookAgain = 5 * time.Second

// bar notes whether the server refuses the bot's token. A websocket that was
// open before lives on, so nothing else would show it (a real server, 2026-11).
func (p *Platform) bar(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case status(err) == http.StatusUnauthorized:
		p.barred = errRefused
	case err == nil:
		p.barred = nil
	}
}

// window is how long the server names archived channels in a list.
const window = 24 * time.Hour

// channels are those that the bot is in, and those archived lately.
func (p *Platform) channels(ctx context.Context) ([]*model.Channel, error) {
	var out []*model.Channel
	seen := map[string]bool{}
	since := int(millis(p.o.Now().Add(-window)))
	for _, name := range p.o.Teams {
		team, err := p.team(ctx, name)
		if err != nil {
			return nil, err
		}
		cs, err := patient(ctx, func() ([]*model.Channel, *model.Response, error) {
			return p.api.GetChannelsForTeamAndUserWithLastDeleteAt(ctx, team, p.me(), true, since, "")
		})
		if err := noChannels(err); err != nil {
			return nil, fmt.Errorf("list channels of team %s: %w", name, err)
		}
		for _, c := range cs {
			if !seen[c.Id] {
				seen[c.Id] = true
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// noChannels forgives the answer of a team in which the bot has no channel, or
// from which it was removed: then its channels there are looked at one by one.
func noChannels(err error) error {
	if errors.Is(err, chat.ErrNotFound) || errors.Is(err, chat.ErrNotMember) {
		return nil
	}
	return err
}

// rounds compares the channels with what is kept of them, and tells what became
// of each.
func (r *run) rounds(ctx context.Context) error {
	p := r.p
	now, err := p.channels(ctx)
	if err != nil {
		return err
	}
	there := map[string]*model.Channel{}
	for _, c := range now {
		there[c.Id] = c
	}
	kept := map[string]place{}
	if err := p.o.Keeper.Load(keepRoom, func(key string, value []byte) error {
		var pl place
		if err := json.Unmarshal(value, &pl); err != nil {
			return fmt.Errorf("read %s of mattermost: %w", key, err)
		}
		kept[key[len(keepRoom):]] = pl
		return nil
	}); err != nil {
		return err
	}
	var errs []error
	for id, pl := range kept {
		c := there[id]
		same := c != nil && !pl.Out && pl.called(c) && (c.DeleteAt != 0) == pl.Gone ||
			c == nil && (pl.Out || pl.Gone)
		if !same {
			errs = append(errs, r.fate(ctx, id))
		}
	}
	for id, c := range there {
		if _, known := kept[id]; !known && c.Type == model.ChannelTypePrivate && c.DeleteAt == 0 {
			errs = append(errs, p.discover(ctx, id))
		}
	}
	return errors.Join(errs...)
}

// discover keeps that the bot is in a channel that was not known. It looks once
// more, because the bot may be making, renaming or archiving it just now.
func (p *Platform) discover(ctx context.Context, id string) error {
	defer p.locks.hold(keepRoom + id)()
	c, resp, err := p.api.GetChannel(ctx, id)
	if err := failed(resp, err); err != nil {
		return err
	}
	if c.DeleteAt != 0 {
		return nil
	}
	return p.enter(c)
}

// enter keeps that the bot is in a channel, unless that is known. What becomes
// of it is counted from the time on, so that nothing has the name of something
// that happened before it was forgotten.
func (p *Platform) enter(c *model.Channel) error {
	var pl place
	if known, err := p.get(keepRoom+c.Id, &pl); err != nil || known {
		return err
	}
	return p.save(keepRoom+c.Id, place{Name: c.Name, Title: c.DisplayName, Turn: int(p.o.Now().Unix())})
}

// called reports whether a channel is called what is kept of it.
func (pl place) called(c *model.Channel) bool { return c.Name == pl.Name && c.DisplayName == pl.Title }

// fate finds out what became of a channel and tells it. It looks once more,
// because what the bot does itself is not to be taken for what others did.
func (r *run) fate(ctx context.Context, id string) error {
	p := r.p
	defer p.locks.hold(keepRoom + id)()
	var pl place
	if ok, err := p.get(keepRoom+id, &pl); err != nil || !ok {
		return err
	}
	was := pl
	c, resp, err := p.api.GetChannel(ctx, id)
	what := chat.Fate("")
	switch err := failed(resp, err); {
	case status(err) == http.StatusNotFound:
		what = chat.Deleted
	case status(err) == http.StatusForbidden:
		if !pl.Out {
			what = chat.Expelled
		}
	case err != nil:
		return err
	case c.DeleteAt != 0 && !pl.Gone:
		what, pl.Gone = chat.Archived, true
	case c.DeleteAt == 0 && pl.Gone:
		what, pl.Gone = chat.Restored, false
	case c.DeleteAt == 0:
		in, err := p.isIn(ctx, id)
		switch {
		case err != nil:
			return err
		case !in:
			if !pl.Out {
				what = chat.Expelled
			}
		case pl.Out:
			what, pl.Out = chat.Admitted, false
		case !pl.called(c):
			what = chat.Renamed
		}
	}
	if what == "" {
		return nil
	}
	if what == chat.Expelled {
		if pl.Out = true; pl.Blind == 0 {
			pl.Blind = millis(p.o.Now())
			if from, ok, err := p.since(); err != nil {
				return err
			} else if ok {
				pl.Blind = min(pl.Blind, millis(from))
			}
		}
	}
	pl.Turn++
	e := chat.Event{
		ID: fmt.Sprintf("room:%s:%d:%s", id, pl.Turn, what), User: r.who(id), At: chat.Ref{Platform: Name, Channel: id},
		Room: &chat.RoomChange{Fate: what},
	}
	if c != nil {
		pl.Name, pl.Title, e.Room.Name = c.Name, c.DisplayName, c.Name
	}
	p.o.Log.Warn("channel changed", "channel", id, "name", was.Name, "fate", what, "by", e.User)
	// What was found is noted even when Run is to end just now.
	if _, err := r.handle(r.ctx, e); err != nil { //nolint:contextcheck // the ctx of the run outlasts that of Run
		return fmt.Errorf("tell what became of channel %s: %w", id, err) // told again at the next look
	}
	if what == chat.Deleted {
		return p.forget(keepRoom + id)
	}
	if err := p.save(keepRoom+id, pl); err != nil {
		return err
	}
	if what == chat.Admitted || what == chat.Restored {
		r.missed() // what was said there meanwhile
		soon(r.again)
	}
	return nil
}
