package outbox

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"appealbot/bot"
)

// A spot is where a notice goes. In its home, the first channel that it was
// meant for, it goes by its own key; everywhere else the key names the channel
// too, because what is posted twice under one key is posted once.
type spot struct {
	channel string // empty: nowhere, the department has no such channel
	home    bool
}

// channel returns where a notice goes.
func (w *Notifier) channel(ctx context.Context, n bot.Notice) (spot, error) {
	if n.Channel == "" && n.Case != "" {
		return w.inRoom(ctx, n)
	}
	var id string
	var err error
	if person, ok := strings.CutPrefix(n.Channel, "@"); ok {
		id, err = w.direct(ctx, n, person)
	} else {
		id, err = w.public(ctx, n.Channel)
	}
	return spot{id, n.Posted == "" || n.Posted == id}, err
}

// inRoom brings the room of a notice's case to where it should be, and returns
// it; or, when it takes nothing, what stands in for it.
func (w *Notifier) inRoom(ctx context.Context, n bot.Notice) (spot, error) {
	r, err := w.room(ctx, n.Case)
	switch {
	case r.Step == bot.RoomArchived || r.Lost != "":
		// The case is over, or somebody took its room away, and it takes
		// nothing. What the public answers must be seen all the same.
		return w.instead(ctx)
	case errors.Is(err, errOtherRoom):
		return spot{}, err // the next attempt goes to the room that replaces it
	case r.Channel != "" && err != nil:
		// The room exists; a topic or an invitation that failed must not
		// keep anything from being seen. The room's own notice repeats it.
		w.Log.Warn("room is not complete", "case", n.Case, "err", err)
		err = nil
	}
	return spot{r.Channel, r.Before == 0}, err
}

// instead is where a notice goes whose room takes nothing.
func (w *Notifier) instead(ctx context.Context) (spot, error) {
	id, err := w.public(ctx, "duty")
	return spot{channel: id}, err
}

// direct returns the id of the conversation with a person.
func (w *Notifier) direct(ctx context.Context, n bot.Notice, person string) (string, error) {
	p, _ := w.Book().Roster.ByID(bot.ID(person))
	l, ok := p.On(n.Platform)
	if !ok {
		return "", fmt.Errorf("person %s has no login on %s", person, n.Platform)
	}
	return w.Client.Direct(ctx, l.User)
}

// public returns the id of a public channel by the name that notices use; the
// duty channel's when they use none.
func (w *Notifier) public(ctx context.Context, name string) (string, error) {
	if name == "" {
		name = "duty"
	}
	if id, ok := w.ids[name]; ok {
		return id, nil
	}
	real := w.Channels[name]
	if real == "" {
		return "", nil
	}
	id, err := w.Client.FindRoom(ctx, real)
	if err != nil {
		return "", fmt.Errorf("find channel %s: %w", real, err)
	}
	if w.ids == nil {
		w.ids = map[string]string{}
	}
	w.ids[name] = id
	return id, nil
}

// forgetPublic has a public channel looked for again by its name: somebody may
// have put another one in the place of the one that takes nothing any more.
func (w *Notifier) forgetPublic(channel string) {
	maps.DeleteFunc(w.ids, func(_, id string) bool { return id == channel })
}
