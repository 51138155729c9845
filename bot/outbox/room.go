package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	var topic string
	if err := w.Store.View(ctx, func(tx bot.Tx) (err error) {
		if k, err = tx.Case(id); err == nil {
			topic, err = topicOf(tx, k)
		}
		return err
	}); err != nil {
		return bot.Room{}, fmt.Errorf("room of case %s: %w", id, err)
	}
	r := k.Room(w.Client.Platform())
	if r.Step == bot.RoomArchived {
		return r, nil
	}
	if r.Step == bot.RoomNone {
		if err := w.create(ctx, k, topic, &r); err != nil {
			return r, err
		}
	}
	// One step that fails, such as inviting somebody who has left, must not
	// keep the others from happening.
	err := errors.Join(w.describe(ctx, k, topic, &r), w.invite(ctx, k, &r), w.pin(ctx, k, &r))
	return r, errors.Join(err, w.archive(ctx, k, &r))
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
		if f.Scope == bot.FreezeAll || f.Scope == bot.FreezeCase && f.Subject == string(k.ID) {
			return s + ". Publication is stopped: " + f.Reason, nil
		}
	}
	return s, nil
}

const purpose = "Appeals to the public in this case, and what the public answers. Type /appeal help."

func (w *Notifier) create(ctx context.Context, k bot.Case, topic string, r *bot.Room) error {
	base := k.ChannelName()
	for i := 1; i <= maxSuffix; i++ {
		name := base
		if i > 1 {
			name = fmt.Sprintf("%s-%d", base, i)
		}
		channel, err := w.Client.CreateRoom(ctx, "room/"+string(k.ID), chat.Room{Name: name, Topic: topic, Purpose: purpose})
		if errors.Is(err, chat.ErrTaken) {
			continue
		}
		if err != nil {
			return fmt.Errorf("create channel %s: %w", name, err)
		}
		r.Channel, r.Name, r.Step, r.Topic = channel, name, bot.RoomCreated, ""
		return w.keep(ctx, k.ID, *r, "created room")
	}
	return fmt.Errorf("create channel %s: %d names are taken", base, maxSuffix)
}

func (w *Notifier) describe(ctx context.Context, k bot.Case, topic string, r *bot.Room) error {
	if r.Topic == topic {
		return nil
	}
	if err := w.Client.DescribeRoom(ctx, r.Channel, chat.Room{Name: r.Name, Topic: topic, Purpose: purpose}); err != nil {
		return fmt.Errorf("set topic of %s: %w", r.Name, err)
	}
	r.Topic = topic
	return w.keep(ctx, k.ID, *r, "")
}

func (w *Notifier) invite(ctx context.Context, k bot.Case, r *bot.Room) error {
	roster := w.Book().Roster
	changed := false
	var failed []error
	for _, id := range k.Members {
		if slices.Contains(r.Members, id) {
			continue
		}
		p, _ := roster.ByID(id)
		l, ok := p.On(w.Client.Platform())
		if ok {
			if err := w.Client.Invite(ctx, r.Channel, l.User); err != nil {
				failed = append(failed, fmt.Errorf("invite %s to %s: %w", id, r.Name, err))
				continue
			}
		}
		r.Members = append(slices.Clip(r.Members), id)
		changed = true
	}
	if changed {
		failed = append(failed, w.keep(ctx, k.ID, *r, "invited members"))
	}
	return errors.Join(failed...)
}

// pin pins the newest card.
func (w *Notifier) pin(ctx context.Context, k bot.Case, r *bot.Room) error {
	var message string
	if err := w.Store.View(ctx, func(tx bot.Tx) error {
		as, err := tx.AppealsOf(k.ID, 1)
		if err != nil || len(as) == 0 {
			return err
		}
		n, err := tx.Notice(bot.NoticeID(bot.NoticeCard, w.Client.Platform(), as[0].ID, ""))
		if errors.Is(err, bot.ErrNotFound) {
			return nil
		}
		if n.Posted == r.Channel { // not where it went when the room was gone
			message = n.Message
		}
		return err
	}); err != nil {
		return err
	}
	if message == "" || message == r.Pinned {
		return nil
	}
	if err := w.Client.Pin(ctx, chat.Ref{Platform: w.Client.Platform(), Channel: r.Channel, Message: message}); err != nil {
		return fmt.Errorf("pin card in %s: %w", r.Name, err)
	}
	r.Pinned = message
	return w.keep(ctx, k.ID, *r, "")
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
	return w.keep(ctx, k.ID, *r, "archived room")
}

// keep stores how far a room has been set up.
func (w *Notifier) keep(ctx context.Context, id bot.ID, r bot.Room, what string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
	defer cancel()
	return w.Store.Update(ctx, func(tx bot.Tx) error {
		k, err := tx.Case(id)
		if err != nil {
			return err
		}
		k.SetRoom(r)
		if err := tx.PutCase(k); err != nil || what == "" {
			return err
		}
		return tx.Append(bot.Event{
			At: w.Now().UTC(), Who: "outbox", Name: "outbox", Via: w.Client.Platform(), What: what, About: id, Case: id,
			Detail: r.Name + " " + r.Channel,
		})
	})
}

// roomLater asks for the room to be looked at when its newest card is not the
// one that is pinned, or the case is closed and waits to be archived.
func (w *Notifier) roomLater(tx bot.Tx, n bot.Notice) error {
	k, err := tx.Case(n.Case)
	if err != nil {
		return err
	}
	r := k.Room(n.Platform)
	unpinned := n.Kind == bot.NoticeCard && n.Posted == r.Channel && r.Pinned != n.Message
	ending := k.State == bot.CaseClosed && r.Step != bot.RoomArchived
	switch {
	case n.Kind == bot.NoticeRoom && ending:
		if n.Due.IsZero() {
			n.Due = w.Now().Add(archiveRetry).UTC()
		}
		return tx.PutNotice(n)
	case n.Kind == bot.NoticeRoom || !unpinned && !ending:
		return nil
	}
	return bot.Show(tx, []string{n.Platform}, w.Now(), bot.Notice{Kind: bot.NoticeRoom, Subject: k.ID, Case: k.ID}, "")
}
