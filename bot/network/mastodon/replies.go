package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"appealbot/bot/network"
)

// A cursor is how far the answers have been read. It is all that a page
// depends on besides the server, so that the same cursor can be read from
// twice.
type cursor struct {
	// Notice is a notification up to which all were read, and At its time
	// in milliseconds.
	Notice string `json:"n,omitempty"`
	At     int64  `json:"at,omitempty"`
	// Recent are those behind it that were read, too.
	Recent []string `json:"r,omitempty"`
	// Turn counts the pages, to go round the threads.
	Turn int `json:"t,omitempty"`
	// Threads are the positions in the threads of the account's posts.
	Threads map[string]marks `json:"c,omitempty"`
}

func parseCursor(s string) (cursor, error) {
	var c cursor
	if s == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(s), &c); err != nil || c.Turn < 0 || c.Notice != "" && !noticeID.MatchString(c.Notice) {
		return cursor{}, errors.New("the cursor is not one of this network")
	}
	return c, nil
}

// Replies implements network.Reader. Its sources are the account's
// notifications and the contexts of some of its posts; which ones, is told by
// the cursor. One source that fails fails the page.
func (a *Account) Replies(ctx context.Context, q network.Query) (network.Page, error) {
	c, err := parseCursor(q.Cursor)
	if err != nil {
		return network.Page{}, errPage(err)
	}
	token, me, err := a.login(ctx)
	if err != nil {
		return network.Page{}, errPage(err)
	}
	// The threads come first: they tell where notified answers stand.
	var threads []network.Item
	next := cursor{Notice: c.Notice, At: c.At, Turn: c.Turn + 1, Threads: make(map[string]marks)}
	visit, unread := c.choose(q.Posts, a.o.Now())
	if a.short() {
		// Notifications have most of what threads have, for one request.
		visit, unread, next.Turn = nil, false, c.Turn
	}
	for _, p := range q.Posts {
		if m, ok := c.Threads[p.Remote]; ok {
			next.Threads[p.Remote] = m
		}
	}
	more := unread
	for _, root := range visit {
		items, m, rest, err := a.thread(ctx, token, me, root, c.Threads[root], threadRoom)
		if err != nil {
			return network.Page{}, errPage(err)
		}
		threads = append(threads, items...)
		next.Threads[root] = m
		if rest {
			more, next.Turn = true, c.Turn // the same threads again
		}
	}
	read := a.notices
	if q.Cursor == "" && len(q.Posts) == 0 {
		read = a.begin
	}
	notices, err := read(ctx, token, me, c)
	if err != nil {
		return network.Page{}, errPage(err)
	}
	next.Notice, next.At, next.Recent = notices.next.Notice, notices.next.At, notices.next.Recent
	page := network.Page{Items: notices.items, More: more || notices.more, Missed: notices.missed}
	seen := make(map[string]bool)
	for _, it := range page.Items {
		seen[it.Remote] = true
	}
	for _, it := range threads {
		if !seen[it.Remote] {
			seen[it.Remote] = true
			page.Items = append(page.Items, it)
		}
	}
	b, err := json.Marshal(next)
	if err != nil {
		return network.Page{}, errPage(err)
	}
	page.Next = string(b)
	return page, nil
}

// reserve is how many of the requests that the server allows (300 in five
// minutes by default) are not spent on reading threads, so that an appeal never
// has to wait for them.
const reserve = 150

// count notes how many requests are left.
func (a *Account) count(h http.Header) {
	n, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if err != nil || n < 0 {
		a.quota.Store(0)
		return
	}
	a.quota.Store(int64(n) + 1)
}

// short reports whether requests have to be saved.
func (a *Account) short() bool {
	n := a.quota.Load()
	return n > 0 && n <= reserve
}

// How many threads one page reads, and how many answers of each.
const (
	freshThreads = 3
	oldThreads   = 1
	threadRoom   = 60
	// recent is how long a post is worth watching closely.
	recent = 6 * time.Hour
	// maxThreads bounds how many posts are watched at all.
	maxThreads = 100
)

// choose returns the posts whose threads are to be read now: those that were
// never read before all others, then the recent ones in turn, and now and then
// an older one. unread reports whether some were never read even after these.
func (c cursor) choose(posts []network.Posted, now time.Time) (visit []string, unread bool) {
	var never, fresh, old []string
	for i, p := range posts {
		_, read := c.Threads[p.Remote]
		switch {
		case !validID(p.Remote) || i >= maxThreads:
		case !read:
			never = append(never, p.Remote)
		case now.Sub(p.At) < recent:
			fresh = append(fresh, p.Remote)
		default:
			old = append(old, p.Remote)
		}
	}
	const room = freshThreads + oldThreads
	if len(never) > 0 {
		n := min(len(never), room)
		return never[:n], n < len(never)
	}
	visit = turn(visit, fresh, c.Turn, room-min(len(old), oldThreads))
	return turn(visit, old, c.Turn, room-len(visit)), false
}

// turn appends n of all, going on where the page before ended.
func turn(visit, all []string, page, n int) []string {
	n = min(n, len(all))
	for i := range n {
		visit = append(visit, all[(page*n+i)%len(all)])
	}
	return visit
}
