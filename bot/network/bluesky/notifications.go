package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// Bounds of a sweep through the notifications.
const (
	// overlap is how far behind what was read a sweep begins: the AppView
	// sorts a notification by when its author says that it was written,
	// unless that is in the future, and may learn of it late.
	overlap = 10 * time.Minute
	// deepWalk is how often a sweep goes through all of the overlap.
	deepWalk = time.Minute
	// maxWalk is how many pages of 100 one call goes down.
	maxWalk = 40
	// maxPages is how many pages a cursor remembers.
	maxPages = 500
	// maxCursor is the length of the longest position that the network may
	// give.
	maxCursor = 500
)

// notices is one page of notifications, the newest first.
type notices struct {
	answers []answer
	oldest  time.Time // of anything on it; zero when it is empty
	newest  time.Time
	next    string // the page below; empty for none
}

// notifications reads what the account was told of.
func (r *reading) notifications(ctx context.Context) error {
	s := &r.cur.sweep
	if len(s.Pages) == 0 || s.Down != "" {
		whole, err := r.descend(ctx)
		if err != nil || whole {
			return err
		}
	}
	if s.Down != "" {
		r.more = true
		return nil
	}
	return r.ascend(ctx)
}

// descend walks down to what was read before and remembers the pages with
// something new. When there is nothing new but on the first page, that is read,
// and with it everything.
func (r *reading) descend(ctx context.Context) (whole bool, err error) {
	s := &r.cur.sweep
	top, err := r.notices(ctx, s.Down)
	if err != nil {
		return false, err
	}
	again, at := s.Down != "", top
	deep := r.deep()
	for n := 0; at.next != "" && !at.oldest.Before(s.At.Add(-overlap)); n++ {
		if !deep && len(r.news(at.answers)) == 0 {
			break
		}
		switch {
		case n == maxWalk:
			return false, nil
		case len(s.Pages) == maxPages:
			r.missed = fmt.Sprintf("what was written before %s: there is too much of it", at.oldest.UTC().Format("Monday 2 January 15:04 MST"))
			s.Down = ""
			return false, nil
		}
		page := at.next
		if at, err = r.notices(ctx, page); err != nil {
			return false, err
		}
		if len(r.news(at.answers)) > 0 {
			s.Pages = append(s.Pages, page)
		}
		s.Down = page
	}
	s.Down = ""
	if again || len(s.Pages) > 0 {
		r.more = true
		return false, nil
	}
	r.take(r.news(top.answers))
	if top.newest.After(s.At) {
		s.At = top.newest
	}
	return true, nil
}

// deep reports whether the walk goes as far as the overlap, whatever is known
// there. That is so once in a while: after a flood each walk would be long.
func (r *reading) deep() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	if now.Sub(r.Account.walked) < deepWalk {
		return false
	}
	r.Account.walked = now
	return true
}

// ascend reads the remembered pages from the oldest up, as far as there is room.
// The first page is never among them: it has changed by now, and the next sweep
// begins with it.
func (r *reading) ascend(ctx context.Context) error {
	s := &r.cur.sweep
	for len(s.Pages) > 0 && r.room() > 0 {
		last := len(s.Pages) - 1
		p, err := r.notices(ctx, s.Pages[last])
		if err != nil {
			return err
		}
		fresh := r.news(p.answers)
		if n := r.room(); len(fresh) > n {
			r.take(fresh[:n])
			break
		}
		r.take(fresh)
		s.Pages = s.Pages[:last]
		if len(s.Pages) == 0 && p.newest.After(s.At) {
			s.At = p.newest
		}
	}
	r.more = true
	return nil
}

// notices asks for one page of notifications.
func (r *reading) notices(ctx context.Context, cursor string) (notices, error) {
	q := url.Values{"limit": {"100"}, "reasons": {"reply", "mention", "quote"}}
	if cursor != "" {
		q.Set("cursor", cursor)
	}
	ans := r.read(ctx, call{method: "app.bsky.notification.listNotifications", query: q, limit: bigPage})
	if err := ans.Err(); err != nil {
		return notices{}, err
	}
	var in wireNotifications
	if err := ans.JSON(&in); err != nil {
		return notices{}, err
	}
	if in.Notifications == nil || len(in.Notifications) > pageSize || len(in.Cursor) > maxCursor || in.Cursor == cursor && cursor != "" {
		return notices{}, errors.New("the page has no list of notifications, too many, or no way on")
	}
	p := notices{next: in.Cursor}
	if len(in.Notifications) == 0 {
		p.next = "" // There is nothing below nothing.
	}
	for _, raw := range in.Notifications {
		var n wireNotification
		if err := json.Unmarshal(raw, &n); err != nil {
			return notices{}, errView
		}
		at := when(n.IndexedAt)
		if at.IsZero() {
			return notices{}, errors.New("a notification has no time")
		}
		if p.newest.Before(at) {
			p.newest = at
		}
		if p.oldest.IsZero() || at.Before(p.oldest) {
			p.oldest = at
		}
		if at.Before(r.cur.From.Add(-overlap)) && !r.cur.From.IsZero() {
			continue
		}
		if n.Reason != "reply" && n.Reason != "mention" && n.Reason != "quote" {
			continue // likes, where a server does not know the parameter
		}
		v, err := readView(raw)
		if err != nil {
			return notices{}, err
		}
		p.answers = append(p.answers, r.item(r.me, v, raw, n.Subject))
	}
	return p, nil
}
