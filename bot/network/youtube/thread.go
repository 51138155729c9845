package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"appealbot/bot/network"
)

const (
	// pagesAtOnce is how many pages of a hundred threads one look at a video
	// reads.
	pagesAtOnce = 8
	// asksAtOnce is of how many threads it asks for the answers that do not come
	// with them.
	asksAtOnce = 40
)

// A visitor reads the comments below one video once.
type visitor struct {
	a      *Account
	video  string
	me     string // the channel itself, whose comments are none of the public's
	mark   mark
	missed string
	again  bool             // there is more to read right now
	asked  int              // threads whose answers were asked for
	short  bool             // there were more of them
	groups [][]network.Item // threads with what is new in them, the newest first

	counts map[string]int // of the answers in the threads of this visit
	order  []string       // these threads, the newest first
}

// read reads what is new: threads, the newest first, down to those that were read
// before, and the answers in threads that count other ones than before. Once in a
// while it goes down to the first thread.
func (v *visitor) read(ctx context.Context) error {
	now := v.a.o.Now()
	o := opened{Top: v.mark.At, Deep: now.Sub(time.UnixMilli(v.mark.Deep)) >= deepEvery}
	if v.mark.Open != nil {
		o = *v.mark.Open
	}
	v.counts = make(map[string]int)
	for i := range pagesAtOnce {
		first := o.Token == ""
		page, ans, err := v.threads(ctx, o.Token, "published")
		switch {
		case ans.Status == http.StatusForbidden && problemOf(ans).is("commentsDisabled"):
			v.shut()
			return nil
		case ans.Status == http.StatusNotFound:
			v.mark.Open = nil // Somebody deleted the video: there is nothing to read.
			return nil
		case i == 0 && !first && ans.Status == http.StatusBadRequest:
			v.mark.Open, v.again = nil, true // The place is not known any more: it begins anew.
			v.keep()
			return nil
		case err != nil:
			return err
		}
		old := false
		for _, t := range page.Items {
			at, err := v.take(ctx, t, first)
			if err != nil {
				return err
			}
			o.Top, old = max(o.Top, at), old || at < v.mark.At
		}
		if o.Token = page.Next; o.Token == "" || old && !o.Deep {
			return v.end(ctx, o, now)
		}
	}
	v.mark.Open, v.mark.Shut, v.again = &o, false, true
	v.keep()
	return nil
}

// end ends a reading that has come to what was read before.
func (v *visitor) end(ctx context.Context, o opened, now time.Time) error {
	if o.Deep || o.Token == "" {
		v.mark.Deep = now.UnixMilli()
	}
	v.mark.At, v.mark.Open, v.mark.Shut = o.Top, nil, false
	v.keep()
	if v.short && len(v.mark.Answers) < remembered {
		v.mark.Deep = 0 // The others are asked next time, wherever they stand.
	}
	if v.mark.Round++; v.mark.Round%heldEvery != 1 {
		return nil
	}
	return v.held(ctx)
}

// shut notes that comments are switched off, which is said once.
func (v *visitor) shut() {
	v.mark.Open = nil
	if !v.mark.Shut && v.a.shutNow(v.video) {
		v.missed = "what anybody would say below " + address(v.video) + ", where comments are switched off"
	}
	v.mark.Shut = true
}

// held reads what waits for review, which the public does not see yet.
func (v *visitor) held(ctx context.Context) error {
	page, ans, err := v.threads(ctx, "", "heldForReview")
	if ans.Status == http.StatusForbidden && ans.Outcome == network.No || ans.Status == http.StatusNotFound {
		return nil // Only an owner may, and some owners may not.
	}
	if err != nil {
		return err
	}
	top := v.mark.Held
	for _, t := range page.Items {
		c, err := readComment(t.Snippet.Top)
		if err != nil {
			return err
		}
		at := c.Snippet.Published.UnixMilli()
		if top = max(top, at); at < v.mark.Held || c.Snippet.AuthorID.Value == v.me {
			continue
		}
		it, err := item(c, v.video, v.video)
		if err != nil {
			return err
		}
		v.groups = append(v.groups, []network.Item{it})
	}
	v.mark.Held = top
	return nil
}

// threads reads one page of threads.
func (v *visitor) threads(ctx context.Context, token, state string) (wireList[wireThread], network.Answer, error) {
	q := url.Values{
		"part": {"id,snippet,replies"}, "videoId": {v.video}, "order": {"time"}, "maxResults": {"100"}, "textFormat": {"plainText"},
	}
	if state != "published" {
		q.Set("moderationStatus", state)
	}
	if token != "" {
		q.Set("pageToken", token)
	}
	var page wireList[wireThread]
	ans, err := v.a.read(ctx, "/youtube/v3/commentThreads", q, reading, &page)
	if err == nil && page.Kind != "youtube#commentThreadListResponse" {
		err = errors.New("read answer: it is no list of threads")
	}
	return page, ans, err
}

// take takes what is new in a thread, and returns when it was begun. first says
// that it stands among the newest.
func (v *visitor) take(ctx context.Context, t wireThread, first bool) (int64, error) {
	c, err := readComment(t.Snippet.Top)
	if err != nil {
		return 0, err
	}
	at, id := c.Snippet.Published.UnixMilli(), c.ID
	before, known := v.mark.Answers[id]
	var group []network.Item
	// A thread may be seen later than one that was begun after it.
	if !known && (first || at >= v.mark.At) && c.Snippet.AuthorID.Value != v.me {
		it, err := item(c, v.video, v.video)
		if err != nil {
			return 0, err
		}
		group = append(group, it)
	}
	v.counts[id] = t.Snippet.Replies
	v.order = append(v.order, id)
	if t.Snippet.Replies > 0 && (!known || t.Snippet.Replies != before) {
		raws := t.inline()
		switch {
		case len(raws) >= t.Snippet.Replies:
		case v.asked == asksAtOnce:
			v.counts[id], v.short = unread, true
		default:
			v.asked++
			if raws, _, err = v.a.answers(ctx, id, reading); err != nil {
				return 0, err
			}
		}
		its, err := v.answered(raws, id)
		if err != nil {
			return 0, err
		}
		group = append(group, its...)
	}
	if len(group) > 0 {
		v.groups = append(v.groups, group)
	}
	return at, nil
}

// unread is the count of a thread whose answers were not all read.
const unread = -1

// inline are the answers that come with a thread, which may not be all.
func (t wireThread) inline() []json.RawMessage {
	if t.Replies == nil {
		return nil
	}
	return t.Replies.Comments
}

// answered makes items of the answers in a thread, the oldest first.
func (v *visitor) answered(raws []json.RawMessage, top string) ([]network.Item, error) {
	var out []network.Item
	for _, raw := range raws {
		c, err := readComment(raw)
		if err != nil {
			return nil, err
		}
		if c.Snippet.AuthorID.Value == v.me {
			continue
		}
		it, err := item(c, v.video, top)
		if err != nil {
			return nil, err
		}
		out = append(out, it)
	}
	slices.SortStableFunc(out, func(a, b network.Item) int { return a.At.Compare(b.At) })
	return out, nil
}

// keep keeps how many answers threads have: of this visit's newest, and of others
// that have any.
func (v *visitor) keep() {
	is := make(map[string]int)
	for i, id := range v.order {
		if (i < newest || v.counts[id] != 0) && len(is) < remembered {
			is[id] = v.counts[id]
		}
	}
	for id, n := range v.mark.Answers {
		if _, ok := v.counts[id]; !ok && len(is) < remembered {
			is[id] = n
		}
	}
	v.mark.Answers = is
}

// items are what was read, the oldest first.
func (v *visitor) items() []network.Item {
	slices.Reverse(v.groups)
	out := slices.Concat(v.groups...)
	slices.SortStableFunc(out, func(a, b network.Item) int { return a.At.Compare(b.At) })
	return out
}

// readComment reads a comment as it was written.
func readComment(raw json.RawMessage) (read, error) {
	c := read{raw: raw}
	if err := json.Unmarshal(raw, &c.wireComment); err != nil {
		return read{}, fmt.Errorf("read answer: a comment in it: %w", err)
	}
	if !aComment.MatchString(c.ID) {
		return read{}, errors.New("read answer: a comment in it has no id")
	}
	return c, nil
}

// read is a comment with the network's own words.
type read struct {
	wireComment
	raw json.RawMessage
}
