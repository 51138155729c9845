package bluesky

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"appealbot/bot/network"
)

// Bounds of reading threads.
const (
	// maxThreads is how many threads one call reads.
	maxThreads = 4
	// depth is how far down a thread is read.
	depth = "100"
	// maxQuotePages is how many pages of quotes one call reads of one post.
	maxQuotePages = 10
	// maxNodes and maxDepth bound one thread.
	maxNodes = 20_000
	maxDepth = 200
)

// watching is how a thread is watched.
type watching struct {
	read   time.Time // last, with everything in it returned
	quotes string    // where reading its quotes goes on
}

// pace is how often the thread of a post of an age is read.
func pace(age time.Duration) time.Duration {
	switch {
	case age < time.Hour:
		return 0
	case age < 24*time.Hour:
		return time.Minute
	case age < 7*24*time.Hour:
		return 10 * time.Minute
	default:
		return time.Hour
	}
}

// threads reads the threads of those posts that have waited longest.
func (r *reading) threads(ctx context.Context, posts []network.Posted) error {
	for _, uri := range r.due(posts) {
		if r.room() <= 0 {
			r.more = true
			return nil
		}
		if err := r.whole(ctx, uri); err != nil {
			return fmt.Errorf("read thread: %w", err)
		}
	}
	return nil
}

// whole reads the thread of a post and its quotes. It is due until everything
// in it was returned.
func (r *reading) whole(ctx context.Context, uri string) error {
	r.mu.Lock()
	from := r.Account.watch(uri).quotes
	r.mu.Unlock()
	all, quoted, err := r.thread(ctx, uri)
	if err != nil {
		return err
	}
	deeper, pending := "", false
	if quoted {
		var quotes []answer
		if quotes, deeper, pending, err = r.quotes(ctx, uri, from); err != nil {
			return err
		}
		all = append(all, quotes...)
	}
	fresh := r.news(all)
	cut := len(fresh) > r.room()
	if cut {
		fresh = fresh[:r.room()]
	}
	r.take(fresh)
	r.more = r.more || cut || deeper != ""
	r.mu.Lock()
	defer r.mu.Unlock()
	w := r.Account.watch(uri)
	if !cut {
		w.read = r.now()
	}
	if !cut || pending {
		w.quotes = deeper
	}
	return nil
}

// watch returns how a thread is watched. Its caller holds the lock.
func (a *Account) watch(uri string) *watching {
	w := a.threads[uri]
	if w == nil {
		w = &watching{}
		a.threads[uri] = w
	}
	return w
}

// due returns the posts whose threads are to be read now, those that have
// waited longest first and of those the newest.
func (r *reading) due(posts []network.Posted) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	asked := map[string]bool{}
	var out []string
	for _, p := range posts {
		if !ours(r.me, p.Remote) {
			continue
		}
		asked[p.Remote] = true
		if now.Sub(r.Account.watch(p.Remote).read) >= pace(now.Sub(p.At)) {
			out = append(out, p.Remote)
		}
	}
	for uri := range r.Account.threads {
		if !asked[uri] {
			delete(r.Account.threads, uri)
		}
	}
	slices.SortStableFunc(out, func(x, y string) int {
		return r.Account.threads[x].read.Compare(r.Account.threads[y].read)
	})
	return out[:min(len(out), maxThreads)]
}

// thread reads everything that is below a post, and whether anybody quotes it.
// A post that the AppView does not know (yet, or any more) has nothing below it.
func (r *reading) thread(ctx context.Context, uri string) (all []answer, quoted bool, err error) {
	ans := r.read(ctx, call{
		method: "app.bsky.feed.getPostThread", limit: bigPage,
		query: url.Values{"uri": {uri}, "depth": {depth}, "parentHeight": {"0"}},
	})
	if word(ans) == "NotFound" {
		return nil, false, nil
	}
	if err := ans.Err(); err != nil {
		return nil, false, err
	}
	var in wireThreadAnswer
	if err := ans.JSON(&in); err != nil {
		return nil, false, err
	}
	if len(in.Thread.Post) == 0 {
		return nil, false, errors.New("there is no thread in the answer")
	}
	root, err := readView(in.Thread.Post)
	if err != nil || root.URI != uri {
		return nil, false, errors.Join(err, errOther)
	}
	err = r.below(in.Thread.Replies, 0, &all)
	return all, root.Quotes > 0, err
}

// below collects the answers of a thread. What is gone, or what the account may
// not see, has no post.
func (r *reading) below(replies []wireThread, level int, all *[]answer) error {
	if level > maxDepth {
		return nil
	}
	for _, t := range replies {
		if len(*all) >= maxNodes {
			return errors.New("the thread is longer than any can be")
		}
		if len(t.Post) > 0 {
			v, err := readView(t.Post)
			if err != nil {
				return err
			}
			*all = append(*all, r.item(r.me, v, t.Post, ""))
		}
		if err := r.below(t.Replies, level+1, all); err != nil {
			return err
		}
	}
	return nil
}

// quotes reads who quotes a post, the newest first, down to what was read
// before. What one call does not reach is read from later on: deeper is where,
// and pending says that this is not behind what was returned now but a hole
// above it.
func (r *reading) quotes(ctx context.Context, uri, from string) (all []answer, deeper string, pending bool, err error) {
	at, err := r.quotePages(ctx, uri, "", &all, func(page []answer) bool { return len(r.news(page)) == 0 })
	if err != nil || at != "" || from == "" {
		return all, at, at != "", err
	}
	at, err = r.quotePages(ctx, uri, from, &all, func([]answer) bool { return false })
	return all, at, false, err
}

// quotePages reads pages of quotes until one is known, and returns where to go
// on when there were too many.
func (r *reading) quotePages(ctx context.Context, uri, at string, all *[]answer, known func([]answer) bool) (next string, err error) {
	for range maxQuotePages {
		page, next, err := r.quotePage(ctx, uri, at)
		if err != nil {
			return "", fmt.Errorf("read quotes: %w", err)
		}
		*all = append(*all, page...)
		if next == "" || len(page) > 0 && known(page) {
			return "", nil
		}
		at = next
	}
	return at, nil
}

func (r *reading) quotePage(ctx context.Context, uri, at string) (page []answer, next string, err error) {
	q := url.Values{"uri": {uri}, "limit": {"100"}}
	if at != "" {
		q.Set("cursor", at)
	}
	ans := r.read(ctx, call{method: "app.bsky.feed.getQuotes", query: q, limit: bigPage})
	if err := ans.Err(); err != nil {
		return nil, "", err
	}
	var in wirePosts
	if err := ans.JSON(&in); err != nil {
		return nil, "", err
	}
	if in.Posts == nil || len(in.Posts) > pageSize || len(in.Cursor) > maxCursor || in.Cursor == at && at != "" {
		return nil, "", errors.New("the page has no list of quotes, too many, or no way on")
	}
	for _, raw := range in.Posts {
		v, err := readView(raw)
		if err != nil {
			return nil, "", err
		}
		page = append(page, r.item(r.me, v, raw, uri))
	}
	return page, in.Cursor, nil
}
