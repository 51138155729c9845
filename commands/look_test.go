package commands_test

import (
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// look has everything that is public looked at by somebody who is not logged in.
func (w *town) look([]string) error {
	ctx := w.t.Context()
	for _, n := range w.networks {
		eye, ok := n.(network.Watcher)
		if !ok {
			continue
		}
		var ps []bot.Post
		err := w.store.View(ctx, func(tx bot.Tx) (err error) {
			ps, err = tx.PublicPosts(n.Account().ID, w.time().Add(-24*time.Hour), 50)
			return err
		})
		if err != nil {
			return err
		}
		for _, p := range ps {
			s := bot.Sight{OK: true}
			for _, remote := range p.Remotes {
				seen, err := eye.Watch(ctx, remote)
				if err != nil {
					return err
				}
				if !seen.Public {
					s = bot.Sight{Note: "It cannot be seen."}
				}
			}
			if err := w.desk.Sighted(ctx, p.ID, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// gets is what the bot said to somebody alone, in its conversation with them:
// "gets ann TEXT".
func (w *town) gets(args *[]string) (string, error) {
	user := (*args)[0]
	*args = (*args)[1:]
	id, err := w.room.Direct(w.t.Context(), user)
	if err != nil {
		return "", err
	}
	p, err := w.room.Page(user, id, "", 100)
	var b strings.Builder
	for _, m := range p.Messages {
		b.WriteString(m.Body.Plain())
	}
	return b.String(), err
}
