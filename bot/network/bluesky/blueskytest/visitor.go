package blueskytest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Visitor is a member of the public with an account on the server.
type Visitor struct {
	s *Server
	a *account
}

// Visit makes an account for a member of the public.
func (s *Server) Visit(handle string) *Visitor {
	s.AddAccount(handle, "", "")
	s.mu.Lock()
	defer s.mu.Unlock()
	return &Visitor{s, s.account(handle)}
}

// As is somebody who has got into an account of the server.
func (s *Server) As(handle string) *Visitor {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &Visitor{s, s.account(handle)}
}

// DID is who the visitor is.
func (v *Visitor) DID() string { return v.a.did }

// Reply answers a post and returns the answer's at-uri.
func (v *Visitor) Reply(parent, words string) string {
	v.s.mu.Lock()
	defer v.s.mu.Unlock()
	p := v.s.find(parent)
	if p == nil {
		panic("blueskytest: nobody can answer what is not there: " + parent)
	}
	ref := map[string]any{"uri": p.uri, "cid": p.cid}
	root := any(ref)
	if r, ok := object(p.value["reply"])["root"]; ok {
		root = r
	}
	return v.write(words, map[string]any{"reply": map[string]any{"root": root, "parent": ref}})
}

// Quote quotes a post.
func (v *Visitor) Quote(uri, words string) string {
	v.s.mu.Lock()
	defer v.s.mu.Unlock()
	q := v.s.find(uri)
	return v.write(words, map[string]any{"embed": map[string]any{
		"$type": "app.bsky.embed.record", "record": map[string]any{"uri": q.uri, "cid": q.cid},
	}})
}

// Mention mentions an account; its handle must be in the words.
func (v *Visitor) Mention(who, words string) string {
	v.s.mu.Lock()
	defer v.s.mu.Unlock()
	a := v.s.account(who)
	at := strings.Index(words, "@"+a.handle)
	return v.write(words, map[string]any{"facets": []any{map[string]any{
		"index":    map[string]any{"byteStart": at, "byteEnd": at + 1 + len(a.handle)},
		"features": []any{map[string]any{"$type": "app.bsky.richtext.facet#mention", "did": a.did}},
	}}})
}

// Post writes a post that is about nobody.
func (v *Visitor) Post(words string) string {
	v.s.mu.Lock()
	defer v.s.mu.Unlock()
	return v.write(words, nil)
}

// Repost passes on a post and returns the at-uri of that.
func (v *Visitor) Repost(uri string) string {
	v.s.mu.Lock()
	defer v.s.mu.Unlock()
	p := v.s.find(uri)
	at := v.s.moment()
	return v.put("app.bsky.feed.repost", at, map[string]any{
		"$type": "app.bsky.feed.repost", "subject": map[string]any{"uri": p.uri, "cid": p.cid}, "createdAt": at.Format(iso),
	})
}

func (v *Visitor) write(words string, more map[string]any) string {
	at := v.s.moment()
	value := map[string]any{"$type": "app.bsky.feed.post", "text": words, "langs": []any{"en"}, "createdAt": at.Format(iso)}
	maps.Copy(value, more)
	return v.put("app.bsky.feed.post", at, value)
}

func (v *Visitor) put(collection string, at time.Time, value map[string]any) string {
	n := at.UnixMicro() << 10
	var key [13]byte
	for i := range key {
		key[12-i] = "234567abcdefghijklmnopqrstuvwxyz"[n&31]
		n >>= 5
	}
	rec := v.a.make(collection, string(key[:]), copied(value))
	v.s.store(rec)
	return rec.uri
}

// Edit changes what the visitor wrote.
func (v *Visitor) Edit(uri, words string) {
	v.s.mu.Lock()
	defer v.s.mu.Unlock()
	value := copied(v.a.records[uri].value)
	value["text"] = words
	i := strings.LastIndexByte(uri, '/')
	v.s.store(v.a.make("app.bsky.feed.post", uri[i+1:], value))
}

// Delete deletes what the visitor wrote.
func (v *Visitor) Delete(uri string) {
	v.s.mu.Lock()
	defer v.s.mu.Unlock()
	v.s.remove(v.a, uri)
}

// Public returns the texts of an account's posts in the order in which they were
// made.
func (s *Server) Public(who string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var posts []*record
	for _, r := range s.account(who).records {
		if r.collection == "app.bsky.feed.post" {
			posts = append(posts, r)
		}
	}
	slices.SortFunc(posts, func(x, y *record) int { return x.at.Compare(y.at) })
	out := make([]string, len(posts))
	for i, r := range posts {
		out[i] = text(r.value["text"])
	}
	return out
}

// Newest returns the at-uri of an account's newest post, for people who answer
// whatever is there; empty when there is none.
func (s *Server) Newest(who string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var newest *record
	for _, r := range s.account(who).records {
		if r.collection == "app.bsky.feed.post" && (newest == nil || r.at.After(newest.at)) {
			newest = r
		}
	}
	if newest == nil {
		return ""
	}
	return newest.uri
}

// Record returns one record of an account's as its repository has it.
func (s *Server) Record(uri string) (map[string]any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.find(uri)
	if r == nil {
		return nil, fmt.Errorf("no record %s", uri)
	}
	return copied(r.value), nil
}
