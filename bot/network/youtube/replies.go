package youtube

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot/network"
)

// How many videos one page reads, and how often those are read that wait for
// review.
const (
	videosAtOnce = 3
	heldEvery    = 4
)

// Replies implements network.Reader. Its sources are the comments below some of
// the channel's videos; which ones, is told by the cursor. One source that fails
// fails the page. Where the day's quota goes down faster than the day, fewer are
// read at once.
func (a *Account) Replies(ctx context.Context, q network.Query) (network.Page, error) {
	c, err := parseCursor(q.Cursor)
	if err != nil {
		return network.Page{}, errPage(err)
	}
	cred, err := a.credentials(ctx)
	if err != nil {
		return network.Page{}, errPage(err)
	}
	next, n := c.follow(q.Posts), videosAtOnce
	if a.ledger.scarce() {
		n = 1
	}
	var page network.Page
	visit, more := next.choose(q.Posts, a.o.Now(), n)
	for _, video := range visit {
		v := visitor{a: a, video: video, me: cred.Channel, mark: next.Posts[video]}
		if err := v.read(ctx); err != nil {
			return network.Page{}, errPage(err)
		}
		if v.missed != "" && page.Missed == "" {
			page.Missed = v.missed
		}
		v.mark.Seen = a.o.Now().UnixMilli()
		next.Posts[video] = v.mark
		page.Items = append(page.Items, v.items()...)
		more = more || v.again
	}
	page.Next, page.More, page.Reads = next.String(), more, len(page.Items)
	return page, nil
}

func errPage(err error) error { return fmt.Errorf("read comments: %w", err) }

// shutNow notes that comments are switched off below a video, and reports whether
// that is news.
func (a *Account) shutNow(video string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.shut) > 1000 {
		clear(a.shut) // it is said once more
	}
	news := !a.shut[video]
	a.shut[video] = true
	return news
}

// deepEvery is how often all threads below a video are looked at for late answers.
const deepEvery = time.Hour
