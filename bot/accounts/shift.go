package accounts

import (
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// shifting is how long words have to read differently before it is told: an edit
// is in place on the network before it is known here.
const shifting = 2 * time.Minute

// shifts are since when posts of the program's read differently, by the network's
// id. They are lost with the process, which costs a look.
type shifts map[string]shift

type shift struct {
	text [sha256.Size]byte
	at   time.Time
	told bool
}

// changed reports whether a post that the program published has read differently
// for long enough to be told, and whether it is to be looked at again soon.
func (sh shifts) changed(p bot.Post, remote string, own network.OwnPost, doubts []bot.Post, now time.Time) (tell, open bool) {
	i := slices.Index(p.Remotes, remote)
	if p.State != bot.PostPosted || own.Text == "" || own.Passed != "" || i < 0 || i >= len(p.Parts()) {
		return false, false
	}
	if words, _ := p.Words(i); sameWords(words.Text, own.Text) {
		delete(sh, own.Remote)
		return false, false
	}
	if slices.ContainsFunc(doubts, func(e bot.Post) bool {
		return e.Op == bot.OpEdit && e.Target == p.ID && i < len(e.Parts()) && sameWords(e.Parts()[i].Text, own.Text)
	}) {
		return false, true // a correction whose answer was lost
	}
	sum := sha256.Sum256([]byte(strings.TrimSpace(own.Title + "\n\n" + own.Text)))
	s, known := sh[own.Remote]
	if !known || s.text != sum {
		sh[own.Remote] = shift{text: sum, at: now}
		return false, true
	}
	if s.told || now.Sub(s.at) < shifting {
		return false, !s.told
	}
	s.told = true
	sh[own.Remote] = s
	return true, false
}

// keep forgets what the network does not list any more.
func (sh shifts) keep(seen map[string]bool) {
	for id := range sh {
		if !seen[id] {
			delete(sh, id)
		}
	}
}
