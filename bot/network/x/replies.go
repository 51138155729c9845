package x

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"appealbot/bot/network"
)

const (
	// perSearch is how many posts one search asks about: the query of a
	// self-serve app has 512 characters at most
	// (docs.x.com/x-api/posts/search/integrate/build-a-query, 2026-08-22).
	perSearch = 5
	// perRead is how many posts one request returns at most, and perPage how
	// many requests one page of answers takes from a source at most.
	perRead, perPage = 100, 3
	// enough is how many answers end a page: the other sources are read in
	// the next.
	enough = 100
	// full is how many mentions there are when X may have more that it does not
	// give: it gives the newest 800, less those that were deleted meanwhile
	// (docs.x.com/x-api/posts/timelines/migrate/standard-to-twitter-api-v2, read 2026-11).
	full = 750
	// reach is how far back recent search goes, less an hour for requests
	// that are under way.
	reach = 7*24*time.Hour - time.Hour
	// lag is how much later than it was written a post turns up as a rule. So
	// much is read again every time; X charges for it once a day.
	lag = 30 * time.Second
	// late is how much later it may turn up when X is slow to find it. So much
	// is read again every few minutes: each time would be too many requests in
	// a flood.
	late, every = 15 * time.Minute, 5 * time.Minute
)

// A source is one list of posts: those that mention the account, or those below
// some of its posts.
type source struct {
	posts []string // none for the mentions
	since int64
	until string // only what is older than this post; empty for all
	n     int    // how many were read of it before
	top   int64  // up to where the source has been read afterwards; zero for up to now
}

// Replies implements network.Reader. It reads the mentions first, which are
// cheap, then searches below the posts: for answers that mention nobody, answers
// to answers, and quotes. X gives the newest first; what does not fit into a
// page is read down to its beginning before its source goes on, so that
// nothing is skipped.
func (a *Account) Replies(ctx context.Context, query network.Query) (network.Page, error) {
	c, err := parseCursor(query.Cursor)
	if err != nil {
		return network.Page{}, fmt.Errorf("read answers: %w", err)
	}
	cred, err := a.credentials(ctx)
	if err != nil {
		return network.Page{}, fmt.Errorf("read answers: %w", err)
	}
	r := reader{a: a, cred: cred, now: a.o.Now(), cursor: c, known: make(map[string]bool)}
	r.cursor.follow(query.Posts)
	for id := range r.cursor.Posts {
		r.known[id] = true
	}
	if err := r.read(ctx, query.Posts); err != nil {
		return network.Page{}, fmt.Errorf("read answers: %w", err)
	}
	r.page.Next = r.cursor.String()
	return r.page, nil
}

// A reader reads one page.
type reader struct {
	a      *Account
	cred   Credentials
	now    time.Time
	cursor cursor
	known  map[string]bool // the department's posts
	page   network.Page
}

// read goes through the sources until it has enough: what is left of one, the
// mentions, and what is below the posts.
func (r *reader) read(ctx context.Context, posts []network.Posted) error {
	if o := r.cursor.Open; o != nil {
		r.cursor.Open = nil
		if err := r.source(ctx, source{posts: o.Posts, since: o.Since, until: o.Until, n: o.N, top: o.Top}); err != nil {
			return err
		}
	}
	if r.cursor.Mentions == 0 {
		r.cursor.Mentions = r.beginning(posts)
	}
	round := append([][]string{nil}, r.cursor.batches(posts)...)
	for r.cursor.Done < len(round) {
		if r.cursor.Open != nil || len(r.page.Items) >= enough {
			r.page.More = true
			return nil
		}
		if r.cursor.Done == 0 {
			r.deepen()
		}
		since := r.cursor.Mentions
		if ids := round[r.cursor.Done]; ids != nil {
			since = r.oldest(ids)
		} else if r.cursor.Far {
			since = min(since, max(since-late.Milliseconds(), r.beginning(posts)))
		}
		if err := r.source(ctx, source{posts: round[r.cursor.Done], since: since}); err != nil {
			return err
		}
		r.cursor.Done++
	}
	r.cursor.Done, r.page.More = 0, r.cursor.Open != nil
	return nil
}

// beginning is where the mentions begin to be about something: at the oldest
// post that may be answered.
func (r *reader) beginning(posts []network.Posted) int64 {
	from := r.first()
	for _, p := range posts {
		if validID(p.Remote) {
			from = min(from, born(p.Remote))
		}
	}
	return from
}

// oldest is from where a search below some posts has to begin. What lies
// further back than search reaches is lost, which is said once.
func (r *reader) oldest(ids []string) int64 {
	since := r.cursor.Posts[ids[0]]
	for _, id := range ids {
		since = min(since, r.cursor.Posts[id])
	}
	first := r.first()
	if since < first {
		since = first
		r.page.Missed = fmt.Sprintf("answers on X that do not mention %s and were written before %s",
			r.a.o.Account.Handle, time.UnixMilli(first).UTC().Format("Mon 2 Jan 2006, 15:04 MST"))
	}
	if r.cursor.Far {
		since = max(first, since-late.Milliseconds())
	}
	return since
}

// deepen decides whether the round that begins goes further back.
func (r *reader) deepen() {
	now := millis(r.now)
	r.cursor.Far = r.cursor.Deep > 0 && now-r.cursor.Deep >= every.Milliseconds()
	if r.cursor.Far || r.cursor.Deep == 0 || now < r.cursor.Deep {
		r.cursor.Deep = now
	}
}

// first is the earliest time that search reaches.
func (r *reader) first() int64 { return millis(r.now.Add(-reach)) }

// source reads from one source, as much as fits into a page, and moves the
// cursor past it.
func (r *reader) source(ctx context.Context, s source) error {
	var found []wirePost
	var users []wireUser
	var media []wireMedia
	path, q := r.request(s)
	for n := 1; ; n++ {
		var in wirePage
		ans, err := r.get(ctx, path, q, &in)
		if err != nil {
			return err
		}
		if s.top == 0 {
			s.top = max(s.since, r.top(ans))
		}
		found, users, media = append(found, in.Data...), append(users, in.Includes.Users...), append(media, in.Includes.Media...)
		if in.Meta.Next == "" {
			r.short(s, found)
			r.moved(s)
			break
		}
		if len(in.Data) == 0 {
			return errors.New("read answer: a page is empty and says that there is more")
		}
		if n == perPage {
			oldest := slices.MinFunc(found, func(a, b wirePost) int { return cmp.Compare(number(a.ID), number(b.ID)) })
			if s.until != "" && number(oldest.ID) >= number(s.until) {
				return errors.New("read answer: the pages do not go on")
			}
			r.cursor.Open = &opened{Posts: s.posts, Since: s.since, Until: oldest.ID, Top: s.top, N: s.n + len(found)}
			break
		}
		q.Set("pagination_token", in.Meta.Next)
	}
	r.charge(s, found)
	return r.items(found, users, media)
}

// short says when the mentions may have ended because X gives no more of them.
func (r *reader) short(s source, found []wirePost) {
	if s.posts != nil || s.n+len(found) < full {
		return
	}
	oldest := r.now
	for _, p := range found {
		if p.CreatedAt.Before(oldest) {
			oldest = p.CreatedAt
		}
	}
	if millis(oldest) <= r.cursor.Mentions {
		return // What lies further back was read before.
	}
	r.page.Missed = fmt.Sprintf("mentions of %s on X that were written before %s", r.a.o.Account.Handle,
		oldest.UTC().Format("Mon 2 Jan 2006, 15:04 MST"))
}

// top is up to where a source has been read when X answers. Where this
// program's clock is ahead of X's, X's counts: what is written before it is
// reached would be skipped.
func (r *reader) top(ans network.Answer) int64 {
	return millis(r.now.Add(-lag - network.Behind(ans.Header, r.now)))
}

// moved says that a source has been read up to its top.
func (r *reader) moved(s source) {
	if s.posts == nil {
		r.cursor.Mentions = s.top
	}
	for _, id := range s.posts {
		if _, ok := r.cursor.Posts[id]; ok {
			r.cursor.Posts[id] = s.top
		}
	}
}

// get asks for one page of posts.
func (r *reader) get(ctx context.Context, path string, q url.Values, in *wirePage) (network.Answer, error) {
	ans := r.a.doAs(ctx, r.cred, call{method: http.MethodGet, path: path, query: q})
	if err := ans.Err(); err != nil {
		return ans, err
	}
	if err := ans.JSON(in); err != nil {
		return ans, err
	}
	if in.Meta == nil {
		return ans, errors.New("read answer: it is no list of posts")
	}
	for _, p := range in.Data {
		if !validID(p.ID) || !validID(p.first()) || p.CreatedAt.IsZero() {
			return ans, errors.New("read answer: a post in it has no id or no time")
		}
	}
	return ans, nil
}

// request is how a source is asked for.
func (r *reader) request(s source) (string, url.Values) {
	q := r.a.fields()
	q.Set("max_results", fmt.Sprint(perRead))
	since := s.since
	if s.posts != nil {
		since = max(since, r.first())
	}
	q.Set("since_id", idAt(since))
	if s.until != "" {
		q.Set("until_id", s.until)
	}
	if s.posts == nil {
		return "/2/users/" + r.cred.ID + "/mentions", q
	}
	q.Set("query", search(s.posts, r.cred.Handle))
	return "/2/tweets/search/recent", q
}

// search is the query for what the public writes below some posts.
func search(posts []string, own string) string {
	var ors []string
	for _, id := range posts {
		ors = append(ors, "conversation_id:"+id, "quotes_of_tweet_id:"+id)
	}
	return "(" + strings.Join(ors, " OR ") + ") -from:" + own + " -is:retweet"
}

// charge counts what was read.
func (r *reader) charge(s source, found []wirePost) {
	n := r.a.billed.read(r.now, found)
	price := int64(priceRead)
	if s.posts == nil {
		price = priceOwnRead
	}
	r.page.Reads += n
	r.page.Cost += int64(n) * price
}
