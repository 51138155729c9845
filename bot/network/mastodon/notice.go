package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"

	"appealbot/bot/network"
)

var errNoContext = errors.New("the answer is not a thread")

// Bounds of reading notifications.
const (
	noticePage = 40 // in one page
	// maxWalk bounds how many pages are read to make one.
	maxWalk = 10
	// maxRecent bounds how many notifications a cursor names.
	maxRecent = 300
)

// How far behind the last notification the position stays, and what follows it
// is read again: servers write several at a time, and which one has the lower
// id says little about which one is there first. A server that orders them by
// when the answer was written, wherever that was, needs longer.
const (
	settled  = time.Minute
	overlaps = 10 * time.Minute
)

// noticed is a page of notifications.
type noticed struct {
	items  []network.Item
	next   cursor // as far as it is about notifications
	more   bool
	missed string
}

// A notice is a notification about a status.
type notice struct {
	wireNotification
	told told
}

// notices reads the account's notifications behind the cursor.
func (a *Account) notices(ctx context.Context, token, me string, c cursor) (noticed, error) {
	var out noticed
	var all []notice // behind the position, the oldest first
	var err error
	lag := overlaps
	if a.instance().Software.honoursMinID() {
		lag = settled
		all, out.more, err = a.forwards(ctx, token, c)
	} else {
		all, out.missed, err = a.backwards(ctx, token, c)
	}
	if err != nil {
		return noticed{}, err
	}
	read := make([]bool, len(all))
	n := 0
	for i, x := range all {
		switch {
		case c.knows(x):
			read[i] = true
			continue
		case n == noticePage:
			out.more = true
			continue
		}
		read[i] = true
		n++
		if x.told.ID == "" || x.told.Account.ID == me {
			continue
		}
		p, err := a.under(ctx, token, me, x.told)
		if err != nil {
			return noticed{}, err
		}
		out.items = append(out.items, a.item(x.told, network.ItemNew, p))
	}
	out.next = c.after(all, read, lag)
	return out, nil
}

// begin is where reading begins on an account of which nothing was published
// here: behind what it was told of so far. Years of mentions are answers to
// nothing that officers have in hand, and would bury what comes next.
func (a *Account) begin(ctx context.Context, token, _ string, _ cursor) (noticed, error) {
	all, _, err := a.noticePage(ctx, token, a.noticeQuery())
	if err != nil {
		return noticed{}, err
	}
	slices.Reverse(all)
	read := make([]bool, len(all))
	for i := range read {
		read[i] = true
	}
	lag := overlaps
	if a.instance().Software.honoursMinID() {
		lag = settled
	}
	next := cursor{}.after(all, read, lag)
	switch {
	case next.Notice != "":
	case len(all) > 0: // all of them are of the last minutes
		next.Notice, next.At = all[0].ID, late(all[0].CreatedAt)
	default:
		next.Notice = "0"
	}
	return noticed{next: next}, nil
}

// knows reports whether a notification behind the position was read.
func (c cursor) knows(n notice) bool {
	return n.ID == c.Notice || slices.Contains(c.Recent, brief(n.ID))
}

// after is the position for which all those are read that are marked so. It
// never moves past one that is not.
func (c cursor) after(all []notice, read []bool, lag time.Duration) cursor {
	next := cursor{Notice: c.Notice, At: c.At}
	last, left := c.At, 0
	for i, n := range all {
		if read[i] {
			last, left = max(last, late(n.CreatedAt)), left+1
		}
	}
	from := 0
	for i, n := range all {
		if !read[i] || late(n.CreatedAt) > last-lag.Milliseconds() && left <= maxRecent {
			break
		}
		next.Notice, next.At = n.ID, max(next.At, late(n.CreatedAt))
		from, left = i+1, left-1
	}
	for i, n := range all {
		if read[i] && (i >= from || late(n.CreatedAt) >= next.At) {
			next.Recent = append(next.Recent, brief(n.ID))
		}
	}
	return next
}

// brief is an id as a cursor keeps it.
func brief(id string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id))
	return strconv.FormatUint(h.Sum64(), 36)
}

// noticeQuery asks for notifications of answers, and for what the account's own
// settings would keep away from it.
func (a *Account) noticeQuery() url.Values {
	q := url.Values{"limit": {fmt.Sprint(noticePage)}, "types[]": {"mention"}}
	if a.instance().since4(3) {
		q.Set("include_filtered", "true")
	}
	if a.instance().since4(5) {
		q.Add("types[]", "quote")
	}
	return q
}

// forwards reads the notifications right behind the position, the oldest first,
// until there is a page of unread ones. It reports whether there may be more.
func (a *Account) forwards(ctx context.Context, token string, c cursor) ([]notice, bool, error) {
	var all []notice
	q := a.noticeQuery()
	q.Set("min_id", c.Notice)
	if c.Notice == "" {
		q.Set("min_id", "0")
	}
	unread := 0
	for range maxWalk {
		ns, _, err := a.noticePage(ctx, token, q)
		if err != nil {
			return nil, false, err
		}
		slices.Reverse(ns)
		all = append(all, ns...)
		for _, n := range ns {
			if !c.knows(n) {
				unread++
			}
		}
		if len(ns) < noticePage {
			return all, false, nil
		}
		if unread >= noticePage {
			break
		}
		q.Set("min_id", ns[len(ns)-1].ID)
	}
	return all, true, nil
}

// backwards reads from the newest notification back to the position, on servers
// that do not take min_id, and returns them the oldest first. Where that is too
// far, it says what is out of reach.
func (a *Account) backwards(ctx context.Context, token string, c cursor) ([]notice, string, error) {
	var all []notice
	q := a.noticeQuery()
	for range maxWalk {
		ns, next, err := a.noticePage(ctx, token, q)
		if err != nil {
			return nil, "", err
		}
		end := slices.IndexFunc(ns, func(n notice) bool { return late(n.CreatedAt) < c.At })
		if end >= 0 {
			ns, next = ns[:end], nil
		}
		all = append(all, ns...)
		if next == nil {
			slices.Reverse(all)
			return all, "", nil
		}
		q = next
	}
	slices.Reverse(all)
	if len(all) == 0 || slices.ContainsFunc(all, c.knows) {
		return all, "", nil // Only what was read before is out of reach.
	}
	return all, fmt.Sprintf("mentions on %s before %s", a.o.Account.Name, all[0].CreatedAt.UTC().Format("2006-01-02 15:04 UTC")), nil
}

// noticePage reads one page of notifications, the newest first, and how to ask
// for the one before it.
func (a *Account) noticePage(ctx context.Context, token string, q url.Values) ([]notice, url.Values, error) {
	r := a.get(token, "/api/v1/notifications", q)
	r.Limit = maxList
	ans := a.http.Do(ctx, r)
	a.count(ans.Header)
	if err := ans.Err(); err != nil {
		return nil, nil, err
	}
	var raws []json.RawMessage
	if err := ans.JSON(&raws); err != nil {
		return nil, nil, err
	}
	if raws == nil || len(raws) > 4*noticePage {
		return nil, nil, errors.New("the answer is not a list of notifications")
	}
	var ns []notice
	for _, raw := range raws {
		var n notice
		if err := json.Unmarshal(raw, &n.wireNotification); err != nil || !noticeID.MatchString(n.ID) || n.CreatedAt.IsZero() {
			return nil, nil, errors.New("a notification has no id or no time")
		}
		// Without a status, the answer was deleted meanwhile.
		if (n.Type == "mention" || n.Type == "quote") && len(n.Status) > 0 && string(n.Status) != "null" {
			t, err := read(n.Status)
			if err != nil {
				return nil, nil, err
			}
			n.told = t
		}
		ns = append(ns, n)
	}
	return ns, a.nextPage(ans.Header.Get("Link"), q), nil
}

// nextLink finds the older page in a Link header.
var nextLink = regexp.MustCompile(`<([^<>]+)>\s*;\s*rel="?next"?`)

// nextPage is how to ask for the page that a Link header names. Only its query
// is used: the server does not choose where the token is sent.
func (a *Account) nextPage(link string, now url.Values) url.Values {
	m := nextLink.FindStringSubmatch(link)
	if m == nil {
		return nil
	}
	u, err := url.Parse(m[1])
	if err != nil || u.RawQuery == "" || u.RawQuery == now.Encode() {
		return nil
	}
	return u.Query()
}
