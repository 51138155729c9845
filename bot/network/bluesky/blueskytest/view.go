package blueskytest

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

const iso = "2006-01-02T15:04:05.000Z"

// notification is that somebody's post is about somebody else.
type notification struct {
	to      string // did
	uri     string // of the post
	reason  string
	subject string
	at      time.Time
}

// Index lets an AppView that lags learn everything.
func (s *Server) Index() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for uri := range s.index {
		if s.find(uri) == nil {
			s.unlearn(uri)
		}
	}
	var all []*record
	for _, a := range s.accounts {
		for _, r := range a.records {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(x, y *record) int { return x.at.Compare(y.at) })
	for _, r := range all {
		s.learn(r)
	}
}

// find returns a record from its repository.
func (s *Server) find(uri string) *record {
	for _, a := range s.accounts {
		if r := a.records[uri]; r != nil {
			return r
		}
	}
	return nil
}

// learn lets the AppView know of a record, and those whom it is about. As with
// the real one, whose post is answered is told, and who began the thread, that
// one only if what is answered directly is known already.
func (s *Server) learn(r *record) {
	_, known := s.index[r.uri]
	s.index[r.uri] = r
	parent, root := refs(r)
	s.below.put(parent, r)
	s.quotes.put(quoted(r), r)
	if known || r.collection != "app.bsky.feed.post" {
		return
	}
	told := map[string]bool{r.owner.did: true}
	tell := func(did, reason, subject string) {
		if did != "" && !told[did] {
			told[did] = true
			s.told = append(s.told, notification{did, r.uri, reason, subject, r.at})
		}
	}
	if parent != "" {
		tell(author(parent), "reply", cmp.Or(root, parent))
		if s.index[parent] != nil {
			tell(author(root), "reply", root)
		}
	}
	if q := quoted(r); q != "" {
		tell(author(q), "quote", q)
	}
	facets, _ := r.value["facets"].([]any)
	for _, f := range facets {
		features, _ := object(f)["features"].([]any)
		for _, v := range features {
			tell(text(object(v)["did"]), "mention", "")
		}
	}
}

// unlearn lets the AppView forget a record and what it told of it.
func (s *Server) unlearn(uri string) {
	if r := s.index[uri]; r != nil {
		parent, _ := refs(r)
		delete(s.below[parent], uri)
		delete(s.quotes[quoted(r)], uri)
	}
	delete(s.index, uri)
	s.told = slices.DeleteFunc(s.told, func(n notification) bool { return n.uri == uri })
}

func author(uri string) string {
	did, _, _ := strings.Cut(strings.TrimPrefix(uri, "at://"), "/")
	return did
}

func refs(r *record) (parent, root string) {
	reply := object(r.value["reply"])
	return text(object(reply["parent"])["uri"]), text(object(reply["root"])["uri"])
}

func quoted(r *record) string {
	e := object(r.value["embed"])
	if text(e["$type"]) != "app.bsky.embed.record" {
		return ""
	}
	return text(object(e["record"])["uri"])
}

// about are the posts about one post, by that and by their at-uri.
type about map[string]map[string]*record

func (a about) put(uri string, r *record) {
	if uri == "" || r.collection != "app.bsky.feed.post" {
		return
	}
	if a[uri] == nil {
		a[uri] = map[string]*record{}
	}
	a[uri][r.uri] = r
}

// sorted returns the posts about a post, the oldest first.
func (a about) sorted(uri string) []*record {
	return slices.SortedFunc(maps.Values(a[uri]), func(x, y *record) int {
		return cmp.Or(x.at.Compare(y.at), cmp.Compare(x.uri, y.uri))
	})
}

// view is a post as the AppView shows it.
func (s *Server) view(r *record) map[string]any {
	v := map[string]any{
		"uri": r.uri, "cid": r.cid, "record": copied(r.value), "indexedAt": r.at.Format(iso),
		"author":     map[string]any{"did": r.owner.did, "handle": r.owner.handle, "labels": []any{}},
		"replyCount": len(s.below[r.uri]), "quoteCount": len(s.quotes[r.uri]), "likeCount": 0, "repostCount": 0, "labels": []any{},
	}
	if images, ok := object(r.value["embed"])["images"].([]any); ok {
		var shown []any
		for _, i := range images {
			name := text(object(object(object(i)["image"])["ref"])["$link"])
			shown = append(shown, map[string]any{"fullsize": "https://cdn.example/full/" + name, "alt": object(i)["alt"]})
		}
		v["embed"] = map[string]any{"$type": "app.bsky.embed.images#view", "images": shown}
	}
	return v
}

func (s *Server) getPosts(r *request) (any, error) {
	uris := r.query["uris"]
	if len(uris) == 0 || len(uris) > 25 {
		return nil, invalid("Invalid app.bsky.feed.getPosts params: array too big (maximum 25, got %d) at $.uris", len(uris))
	}
	posts := []any{}
	for _, u := range uris {
		if !uriForm.MatchString(u) {
			return nil, invalid("Invalid app.bsky.feed.getPosts params: Invalid at-uri (got %q)", u)
		}
		if rec := s.index[u]; rec != nil {
			posts = append(posts, s.view(rec))
		}
	}
	return map[string]any{"posts": posts}, nil
}

func (s *Server) getPostThread(r *request) (any, error) {
	depth, err := strconv.Atoi(r.query.Get("depth"))
	if err != nil || depth < 0 || depth > 1000 {
		return nil, invalid("Invalid app.bsky.feed.getPostThread params: integer too big (maximum 1000)")
	}
	rec := s.index[r.query.Get("uri")]
	if rec == nil {
		return nil, problem{http.StatusBadRequest, "NotFound", "Post not found: " + r.query.Get("uri")}
	}
	return map[string]any{"thread": s.node(rec, depth)}, nil
}

// node is a post with what is below it. What is below a post that is gone is
// not shown, as with the real AppView.
func (s *Server) node(rec *record, depth int) map[string]any {
	n := map[string]any{"$type": "app.bsky.feed.defs#threadViewPost", "post": s.view(rec)}
	replies := []any{}
	if depth > 0 {
		for _, o := range s.below.sorted(rec.uri) {
			replies = append(replies, s.node(o, depth-1))
		}
	}
	n["replies"] = replies
	return n
}

// cut is one page of what is sorted the newest first.
func cut[T any](r *request, all []T, at func(T) time.Time) (page []T, cursor string, err error) {
	limit := 50
	if l := r.query.Get("limit"); l != "" {
		if limit, err = strconv.Atoi(l); err != nil || limit < 1 || limit > 100 {
			return nil, "", invalid("integer too big (maximum 100, got %s) at $.limit", l)
		}
	}
	if c := r.query.Get("cursor"); c != "" {
		before, err := time.Parse(iso, c)
		if err != nil {
			return nil, "", problem{http.StatusBadGateway, "InternalServerError", "Internal Server Error"}
		}
		all = slices.DeleteFunc(all, func(v T) bool { return !at(v).Before(before) })
	}
	page = all[:min(limit, len(all))]
	if len(page) > 0 && len(page) < len(all) || len(page) == limit {
		cursor = at(page[len(page)-1]).Format(iso)
	}
	return page, cursor, nil
}

func (s *Server) getQuotes(r *request) (any, error) {
	uri := r.query.Get("uri")
	all := s.quotes.sorted(uri)
	slices.Reverse(all)
	page, cursor, err := cut(r, all, func(o *record) time.Time { return o.at })
	if err != nil {
		return nil, err
	}
	posts := []any{}
	for _, o := range page {
		posts = append(posts, s.view(o))
	}
	out := map[string]any{"uri": uri, "posts": posts}
	if cursor != "" {
		out["cursor"] = cursor
	}
	return out, nil
}

func (s *Server) listNotifications(r *request) (any, error) {
	var all []notification
	for _, n := range slices.Backward(s.told) {
		reasons := r.query["reasons"]
		if n.to == r.me.did && !r.me.mutes[author(n.uri)] && (len(reasons) == 0 || slices.Contains(reasons, n.reason)) {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, func(x, y notification) int { return y.at.Compare(x.at) })
	page, cursor, err := cut(r, all, func(n notification) time.Time { return n.at })
	if err != nil {
		return nil, err
	}
	list := []any{}
	for _, n := range page {
		v := s.view(s.index[n.uri])
		v["reason"], v["isRead"] = n.reason, false
		if n.subject != "" {
			v["reasonSubject"] = n.subject
		}
		list = append(list, v)
	}
	out := map[string]any{"notifications": list, "priority": false}
	if cursor != "" {
		out["cursor"] = cursor
	}
	return out, nil
}

func (s *Server) muteActor(r *request) (any, error) {
	var in struct {
		Actor string `json:"actor"`
	}
	if err := r.read(&in); err != nil {
		return nil, err
	}
	a := s.account(in.Actor)
	if a == nil {
		return nil, invalid("Actor not found")
	}
	r.me.mutes[a.did] = true
	return struct{}{}, nil
}

func (s *Server) createReport(r *request) (any, error) {
	var in struct {
		ReasonType string `json:"reasonType"`
		Reason     string `json:"reason"`
		Subject    struct {
			Type string `json:"$type"`
			URI  string `json:"uri"`
			CID  string `json:"cid"`
		} `json:"subject"`
	}
	if err := r.read(&in); err != nil {
		return nil, err
	}
	if in.ReasonType != "com.atproto.moderation.defs#reasonOther" || in.Subject.Type != "com.atproto.repo.strongRef" || !cidForm.MatchString(in.Subject.CID) {
		return nil, invalid("Invalid com.atproto.moderation.createReport input")
	}
	s.reports = append(s.reports, Report{r.me.did, in.Subject.URI, in.Subject.CID, in.Reason})
	return map[string]any{"id": len(s.reports), "createdAt": s.now().Format(iso)}, nil
}
