package xtest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// me is GET /2/users/me.
func (s *Server) me(q *request) {
	q.data(http.StatusOK, object{"data": q.as.shown(q.fields())})
}

// lookup is GET /2/tweets. Whoever asks by the id of a version gets that version.
func (s *Server) lookup(q *request) {
	ids := q.list("ids")
	if len(ids) == 0 || len(ids) > 100 || slices.ContainsFunc(ids, func(id string) bool { return !isID(id) }) {
		q.invalid("The `ids` query parameter needs 1 to 100 ids")
		return
	}
	var found []*post
	var errors []object
	for _, id := range ids {
		p := s.find(id)
		switch {
		case p == nil:
			errors = append(errors, missing("ids", id))
		case p.author.protected && p.author != q.as:
			errors = append(errors, object{
				"title": "Authorization Error", "detail": "Sorry, you are not authorized to see the Tweet with ids: [" + id + "].",
				"type": problems + "not-authorized-for-resource", "resource_type": "tweet", "resource_id": id, "parameter": "ids", "value": id,
			})
		default:
			found = append(found, p)
			if p.author == q.as {
				s.charge(p, 1_000)
			} else {
				s.charge(p, 5_000)
			}
		}
	}
	s.answer(q, found, errors, nil)
}

// timeline is GET /2/users/:id/tweets.
func (s *Server) timeline(q *request) {
	s.list(q, 5, 1_000, func(p *post) bool { return p.author.id == q.ids[0] })
}

// mentions is GET /2/users/:id/mentions. A reply mentions everybody whose name X
// puts before it.
func (s *Server) mentions(q *request) {
	u := s.users[q.ids[0]]
	if u != q.as {
		q.forbidden("You are not permitted to perform this action.")
		return
	}
	told := func(p *post) bool {
		return p.author != u && s.indexed(p) && strings.Contains(strings.ToLower(p.before()+p.text)+" ", "@"+strings.ToLower(u.handle)+" ")
	}
	n, last := 0, uint64(0)
	for _, p := range slices.Backward(s.posts) {
		if p.visible() && told(p) {
			if n++; n == Mentions {
				last = p.n
			}
		}
	}
	s.list(q, 5, 1_000, func(p *post) bool { return p.n >= last && told(p) })
}

// Mentions is how many of the newest mentions can be had.
const Mentions = 800

// search is GET /2/tweets/search/recent, which reaches seven days back.
func (s *Server) search(q *request) {
	v := q.r.URL.Query()
	if len(v.Get("query")) > 512 {
		q.invalid("The query is longer than 512 characters")
		return
	}
	keep, err := parseQuery(v.Get("query"))
	if err != nil {
		q.invalid("There were errors processing your request: " + err.Error())
		return
	}
	first := s.o.Now().Add(-7 * 24 * time.Hour)
	if id := v.Get("since_id"); id != "" {
		n, _ := strconv.ParseUint(id, 10, 64)
		if time.UnixMilli(int64(n>>22) + 1288834974657).Before(first) {
			q.invalid("'since_id' must be a tweet id created after " + first.UTC().Format(time.RFC3339) + ".")
			return
		}
	}
	s.list(q, 10, 5_000, func(p *post) bool { return !p.at.Before(first) && s.indexed(p) && keep(p) })
}

// indexed reports whether a post is found already.
func (s *Server) indexed(p *post) bool { return !p.at.Add(s.o.Indexed).After(s.o.Now()) }

// parseQuery reads the part of X's query language that adapters need: a group of
// alternatives, then what has to be and what must not be.
func parseQuery(query string) (func(*post) bool, error) {
	group, rest, ok := strings.Cut(strings.TrimPrefix(query, "("), ")")
	if !strings.HasPrefix(query, "(") || !ok {
		return nil, fmt.Errorf("no group at the beginning of %q", query)
	}
	var any, all []func(*post) bool
	for term := range strings.SplitSeq(group, " OR ") {
		f, err := parseTerm(term)
		if err != nil {
			return nil, err
		}
		any = append(any, f)
	}
	for term := range strings.FieldsSeq(rest) {
		bare, not := strings.CutPrefix(term, "-")
		f, err := parseTerm(bare)
		if err != nil {
			return nil, err
		}
		all = append(all, func(p *post) bool { return f(p) != not })
	}
	return func(p *post) bool {
		return slices.ContainsFunc(any, func(f func(*post) bool) bool { return f(p) }) &&
			!slices.ContainsFunc(all, func(f func(*post) bool) bool { return !f(p) })
	}, nil
}

func parseTerm(term string) (func(*post) bool, error) {
	name, arg, _ := strings.Cut(term, ":")
	switch {
	case name == "conversation_id" && isID(arg):
		return func(p *post) bool { return p.conversation == arg }, nil
	case name == "quotes_of_tweet_id" && isID(arg):
		return func(p *post) bool { return p.quotes != nil && p.quotes.history[0] == arg }, nil
	case name == "from" && arg != "":
		return func(p *post) bool { return strings.EqualFold(p.author.handle, arg) }, nil
	case term == "is:retweet":
		return func(*post) bool { return false }, nil
	default:
		return nil, fmt.Errorf("unknown operator in %q", term)
	}
}

// list answers with the newest posts first.
func (s *Server) list(q *request, least int, price int64, keep func(*post) bool) {
	v := q.r.URL.Query()
	n, ok := q.size(least, 10)
	if !ok {
		return
	}
	var since, until uint64
	if x := v.Get("since_id"); x != "" {
		since, _ = strconv.ParseUint(x, 10, 64)
	}
	if x := v.Get("until_id"); x != "" {
		until, _ = strconv.ParseUint(x, 10, 64)
	}
	var begin time.Time
	if x := v.Get("start_time"); x != "" {
		var err error
		if begin, err = time.Parse(time.RFC3339, x); err != nil {
			q.invalid("The `start_time` query parameter value [" + x + "] is not valid")
			return
		}
	}
	if x := v.Get("pagination_token"); x != "" {
		id, ok := strings.CutPrefix(x, "after-")
		if !ok || !isID(id) {
			q.invalid("The `pagination_token` query parameter value [" + x + "] is not valid")
			return
		}
		until, _ = strconv.ParseUint(id, 10, 64)
	}
	var page []*post
	meta := object{}
	for _, p := range slices.Backward(s.posts) {
		if !p.visible() || p.n <= since || until > 0 && p.n >= until || p.at.Before(begin) || !keep(p) {
			continue
		}
		if len(page) == n {
			meta["next_token"] = "after-" + page[n-1].id
			break
		}
		page = append(page, p)
		s.charge(p, price)
	}
	if len(page) > 0 {
		meta["newest_id"], meta["oldest_id"] = page[0].id, page[len(page)-1].id
	}
	s.answer(q, page, nil, meta)
}
