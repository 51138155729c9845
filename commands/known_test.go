package commands_test

import (
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
)

// outside lets somebody publish on an account past the program, and the account be
// looked through.
func (w *town) outside(args []string) error {
	id := bot.AccountID(args[0])
	if err := w.desk.Strange(w.t.Context(), id, desk.Listing{}); err != nil { // from now on
		return err
	}
	if _, err := w.wall.Outside(id, strings.Join(args[1:], " ")); err != nil {
		return err
	}
	for _, n := range w.networks {
		if n.Account().ID != id {
			continue
		}
		own, err := n.(network.Lister).Own(w.t.Context(), time.Time{})
		if err != nil {
			return err
		}
		var l desk.Listing
		for _, p := range own.Posts {
			l.Strangers = append(l.Strangers, desk.Stranger{Remote: p.Remote, URL: p.URL, Text: p.Text, At: p.At})
		}
		return w.desk.Strange(w.t.Context(), id, l)
	}
	return nil
}
