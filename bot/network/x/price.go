package x

import (
	"sync"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/length"
)

// What X charges, in millionths of a US dollar (docs.x.com pricing page as of
// 2026-08-22; owned reads since 2026-04-20).
const (
	pricePost     = 15_000
	priceAnswer   = 10_000 // a reply to somebody who mentioned the account
	priceLinkPost = 200_000
	priceRead     = 5_000
	priceOwnRead  = 1_000
)

// Budget implements network.Pricer.
func (a *Account) Budget() int64 { return a.o.Budget }

// Price implements network.Pricer. Where follow-ups go out alone at once, each
// has a link.
func (a *Account) Price(parts []bot.Part) int64 {
	var sum int64
	for _, p := range parts {
		sum += priceOf(p.Text, p.Alone && !a.o.Threads)
	}
	return sum
}

// priceOf is what publishing a text costs. A bare domain is a link.
func priceOf(text string, linked bool) int64 {
	if linked || len(length.Links(text)) > 0 {
		return priceLinkPost
	}
	return pricePost
}

// price is what an attempt costs when it succeeds.
func price(at network.Attempt) int64 {
	p := priceOf(at.Part.Text, at.Alone)
	if p == pricePost && at.Post.Answers != "" && at.Post.Part() == 0 {
		return priceAnswer
	}
	return p
}

// billed remembers what was read on the present day (UTC): X charges for the
// same post once a day.
type billed struct {
	mu  sync.Mutex
	day string
	ids map[string]bool
}

// maxBilled bounds what is remembered. Beyond it, the cost is said too high.
const maxBilled = 50_000

// read returns how many of the posts were not read today before.
func (b *billed) read(now time.Time, posts []wirePost) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	if day := now.UTC().Format(time.DateOnly); day != b.day || len(b.ids) > maxBilled {
		b.day, b.ids = day, make(map[string]bool)
	}
	n := 0
	for _, p := range posts {
		if !b.ids[p.ID] {
			b.ids[p.ID] = true
			n++
		}
	}
	return n
}
