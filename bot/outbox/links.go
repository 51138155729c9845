package outbox

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Bounds of the links of a room: what is older is found through its card.
const (
	linkedAppeals = 10 // the newest of the case
	maxLinks      = 20
)

// links are the addresses under which the case's appeals are public now, the
// newest appeal's first.
func (w *Notifier) links(tx bot.Tx, k bot.Case) ([]chat.Link, error) {
	as, err := tx.AppealsOf(k.ID, linkedAppeals)
	if err != nil {
		return nil, err
	}
	names := map[bot.AccountID]string{}
	for _, a := range w.Book().Accounts {
		names[a.ID] = a.Name
	}
	var out []chat.Link
	for _, a := range as {
		ps, err := tx.PostsOf(a.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range ps {
			if p.Op != bot.OpCreate || p.State != bot.PostPosted || p.URL == "" || len(out) == maxLinks {
				continue
			}
			label := names[p.Account]
			if label == "" {
				label = string(p.Account)
			}
			if k.Appeals > 1 {
				label += fmt.Sprintf(", appeal %d", a.Number)
			}
			out = append(out, chat.Link{Label: label, URL: p.URL})
		}
	}
	return out, nil
}

// digestOf tells one list of links from another; no links have none.
func digestOf(links []chat.Link) string {
	if len(links) == 0 {
		return ""
	}
	h := sha256.New()
	for _, l := range links {
		_, _ = fmt.Fprintf(h, "%q %q\n", l.Label, l.URL) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// linked asks for the room of a post's case to be looked at: its links have
// changed.
func (w *Publisher) linked(tx bot.Tx, p bot.Post) error {
	return bot.Show(tx, w.Platforms, w.Now(), bot.Notice{Kind: bot.NoticeRoom, Subject: p.Case, Case: p.Case}, "")
}
