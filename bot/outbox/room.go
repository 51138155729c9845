package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// archiveRetry is the pause between two looks whether a closed case's room can
// be archived.
const archiveRetry = 5 * time.Second

// longestWait is more than any notice waits for its next attempt.
const longestWait = 24 * time.Hour

// maxSuffix bounds the search for a free channel name.
const maxSuffix = 50

// room brings the room of a case to where it should be and returns it. Each
// step looks before it acts and is stored once it has happened, so that doing
// it again after a crash is harmless (DESIGN.md 7.5).
func (w *Notifier) room(ctx context.Context, id bot.ID) (bot.Room, error) {
	var k bot.Case
	var want chat.Room
	if err := w.Store.View(ctx, func(tx bot.Tx) (err error) {
		if k, err = tx.Case(id); err == nil {
			want, err = w.wanted(tx, k)
		}
		return err
	}); err != nil {
		return bot.Room{}, fmt.Errorf("room of case %s: %w", id, err)
	}
	r := k.Room(w.Client.Platform())
	if r.Step == bot.RoomArchived || r.Lost != "" {
		return r, nil // it takes nothing; the desk asks anew when that changes
	}
	if r.Step == bot.RoomNone {
		if err := w.create(ctx, k, want, &r); err != nil {
			return r, err
		}
	}
	// One step that fails, such as inviting somebody who has left, must not
	// keep the others from happening.
	err := errors.Join(w.describe(ctx, k, want, &r), w.invite(ctx, k, &r), w.pin(ctx, k, want.Card, &r))
	return r, errors.Join(err, w.archive(ctx, k, &r))
}

// wanted is how the room of a case should be, all but its name.
func (w *Notifier) wanted(tx bot.Tx, k bot.Case) (chat.Room, error) {
	topic, err := topicOf(tx, k)
	if err != nil {
		return chat.Room{}, err
	}
	card, err := w.newestCard(tx, k)
	if err != nil {
		return chat.Room{}, err
	}
	links, err := w.links(tx, k)
	return chat.Room{Title: k.ChannelTitle(), Topic: topic, Purpose: purpose, Card: card, Links: links}, err
}

// newestCard is the message in the case's room that shows the newest card;
// empty as long as there is none.
func (w *Notifier) newestCard(tx bot.Tx, k bot.Case) (chat.Ref, error) {
	as, err := tx.AppealsOf(k.ID, 1)
	if err != nil || len(as) == 0 {
		return chat.Ref{}, err
	}
	n, err := tx.Notice(bot.NoticeID(bot.NoticeCard, w.Client.Platform(), as[0].ID, ""))
	switch {
	case errors.Is(err, bot.ErrNotFound):
		return chat.Ref{}, nil
	case err != nil:
		return chat.Ref{}, err
	case n.Message == "" || n.Posted != k.Room(n.Platform).Channel: // it went elsewhere while the room was gone
		return chat.Ref{}, nil
	}
	return chat.Ref{Platform: n.Platform, Channel: n.Posted, Message: n.Message}, nil
}

// topicOf is what the room's topic says about its case.
func topicOf(tx bot.Tx, k bot.Case) (string, error) {
	s := "Case " + k.Number + ", " + k.Title + ": " + string(k.State)
	if k.Exercise {
		s = "EXERCISE. " + s
	}
	fs, err := tx.Freezes()
	if err != nil {
		return "", err
	}
	for _, f := range fs {
		if f.Scope != bot.FreezeAccount && f.Stops("", k.ID) {
			return s + ". Publication is stopped: " + f.Reason, nil
		}
	}
	return s, nil
}

const purpose = "Appeals to the public in this case, and what the public answers. Type /appeal help."

func (w *Notifier) create(ctx context.Context, k bot.Case, want chat.Room, r *bot.Room) error {
	base, key := k.ChannelName(), "room/"+string(k.ID)
	if r.Before > 0 {
		key += fmt.Sprintf("@%d", r.Before) // under its first key is one that was deleted
	}
	for i := 1; i <= maxSuffix; i++ {
		name := base
		if i > 1 {
			name = fmt.Sprintf("%s-%d", base, i)
		}
		want.Name = name
		channel, err := w.Client.CreateRoom(ctx, key, want)
		if errors.Is(err, chat.ErrTaken) {
			continue
		}
		if err != nil {
			return fmt.Errorf("create channel %s: %w", name, err)
		}
		r.Channel, r.Name, r.Step, r.Topic = channel, name, bot.RoomCreated, ""
		r.Links = ""
		return w.keep(ctx, k.ID, r, event("created room", *r))
	}
	return fmt.Errorf("create channel %s: %d names are taken", base, maxSuffix)
}

func (w *Notifier) describe(ctx context.Context, k bot.Case, want chat.Room, r *bot.Room) error {
	links := digestOf(want.Links)
	same := r.Topic == want.Topic && (want.Card.Message == "" || want.Card.Message == r.Card)
	if same && r.Links == links {
		return nil
	}
	want.Name = r.Name
	if err := w.Client.DescribeRoom(ctx, r.Channel, want); err != nil {
		if same && gone(err) {
			return nil // nobody misses links there; they are set when it is back
		}
		return fmt.Errorf("set topic of %s: %w", r.Name, err)
	}
	r.Topic, r.Card, r.Links = want.Topic, want.Card.Message, links
	return w.keep(ctx, k.ID, r)
}

// pin pins the newest card.
func (w *Notifier) pin(ctx context.Context, k bot.Case, card chat.Ref, r *bot.Room) error {
	if card.Message == "" || card.Message == r.Pinned {
		return nil
	}
	if err := w.Client.Pin(ctx, card); err != nil {
		return fmt.Errorf("pin card in %s: %w", r.Name, err)
	}
	r.Pinned = card.Message
	return w.keep(ctx, k.ID, r)
}

// archive ends the room of a closed case once nothing waits to be shown in
// it.
func (w *Notifier) archive(ctx context.Context, k bot.Case, r *bot.Room) error {
	if k.State != bot.CaseClosed {
		return nil
	}
	waits := false
	if err := w.Store.View(ctx, func(tx bot.Tx) (err error) {
		_, waits, err = w.first(tx, w.Now().Add(longestWait), func(n bot.Notice) bool {
			return n.Case == k.ID && n.Kind != bot.NoticeRoom
		})
		return err
	}); err != nil {
		return err
	}
	if waits {
		return nil // the room's notice looks again
	}
	text := fmt.Sprintf("Case %s was closed by %s: %s. This channel is archived; it can still be read.", k.Number, k.Closed.Name, k.Reason)
	if _, err := w.Client.Post(ctx, "closed/"+string(k.ID), r.Channel, "", w.Book().Tell(text, k.Exercise)); err != nil && !errors.Is(err, chat.ErrArchived) {
		return fmt.Errorf("say that %s is archived: %w", r.Name, err)
	}
	if err := w.Client.Archive(ctx, r.Channel); err != nil {
		return fmt.Errorf("archive %s: %w", r.Name, err)
	}
	r.Step = bot.RoomArchived
	return w.keep(ctx, k.ID, r, event("archived room", *r))
}

// also is what else is stored in the transaction that stores a room.
type also func(w *Notifier, tx bot.Tx, k bot.Case) error

// event also puts what was done to a room into the audit log.
func event(what string, r bot.Room) also {
	return func(w *Notifier, tx bot.Tx, k bot.Case) error {
		return w.log(tx, k, what, r.Name+" "+r.Channel)
	}
}

// log puts something that was done outside into the audit log of a case.
func (w *Notifier) log(tx bot.Tx, k bot.Case, what, detail string) error {
	return tx.Append(bot.Event{
		At: w.Now().UTC(), Who: "outbox", Name: "outbox", Via: w.Client.Platform(), What: what, About: k.ID, Case: k.ID, Detail: detail,
	})
}

// errOtherRoom ends setting up a room that was deleted meanwhile. The room's
// notice begins with its successor.
var errOtherRoom = errors.New("the channel was deleted meanwhile")

// keep stores how far a room has been set up. What people did to the room
// meanwhile stays as the desk has stored it.
func (w *Notifier) keep(ctx context.Context, id bot.ID, r *bot.Room, more ...also) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
	defer cancel()
	return w.Store.Update(ctx, func(tx bot.Tx) error {
		k, err := tx.Case(id)
		if err != nil {
			return err
		}
		now := k.Room(r.Platform)
		if now.Before != r.Before {
			return errOtherRoom
		}
		r.Lost, r.LostAt = now.Lost, now.LostAt
		if now.Step != bot.RoomNone {
			r.Name = now.Name
		}
		k.SetRoom(*r)
		if err := tx.PutCase(k); err != nil {
			return err
		}
		for _, also := range more {
			if err := also(w, tx, k); err != nil {
				return err
			}
		}
		return nil
	})
}

// roomLater asks for the room to be looked at when its newest card is not the
// one that is pinned and linked to; and, once it was looked at, when there is a reason to look
// again.
func (w *Notifier) roomLater(tx bot.Tx, n bot.Notice) error {
	k, err := tx.Case(n.Case)
	if err != nil {
		return err
	}
	r := k.Room(n.Platform)
	ending := k.State == bot.CaseClosed && r.Usable()
	if n.Kind == bot.NoticeRoom {
		if at := w.roomAgain(r, ending); n.Due.IsZero() && !at.IsZero() {
			n.Due = at.UTC()
			return tx.PutNotice(n)
		}
		return nil
	}
	fresh := n.Kind == bot.NoticeCard && n.Posted == r.Channel && (r.Pinned != n.Message || r.Card != n.Message)
	if !fresh && !ending {
		return nil
	}
	return bot.Show(tx, []string{n.Platform}, w.Now(), bot.Notice{Kind: bot.NoticeRoom, Subject: k.ID, Case: k.ID}, "")
}

// roomAgain is when a room has to be looked at again: soon if it waits to be
// archived, otherwise when an invitation is tried again; never if it takes
// nothing.
func (w *Notifier) roomAgain(r bot.Room, ending bool) (at time.Time) {
	if ending {
		return w.Now().Add(archiveRetry)
	}
	if !r.Usable() {
		return at
	}
	for _, o := range r.Outside {
		if at.IsZero() || o.Next.Before(at) {
			at = o.Next
		}
	}
	return at
}
