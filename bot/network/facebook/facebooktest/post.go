package facebooktest

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

type post struct {
	id, page, message string
	photos            []string
	created           time.Time
	order             int // of publication; zero for unpublished
}

type photo struct {
	id, page, alt string
	size          int
	used          bool
}

func (s *Server) link(p *post) string {
	_, n, _ := strings.Cut(p.id, "_")
	return "https://www.facebook.com/" + p.page + "/posts/" + n
}

// get answers with a node.
func (s *Server) get(q *request) {
	switch {
	case q.id == Page || q.id == Stranger:
		q.show(object{"id": q.id, "name": name(q.id), "username": "page" + q.id, "link": "https://www.facebook.com/page" + q.id})
	case s.posts[q.id] != nil:
		q.show(s.shown(s.posts[q.id]))
	case s.films[q.id] != nil:
		q.show(s.shownFilm(s.films[q.id]))
	case s.comments[q.id] != nil:
		q.show(s.shownComment(s.comments[q.id]))
	default:
		q.missing()
	}
}

// shown is all that is told of a post.
func (s *Server) shown(p *post) object {
	return object{
		"id": p.id, "message": p.message, "is_published": p.order > 0, "permalink_url": s.link(p), "created_time": stamp(p.created),
		"shares": object{"count": 3}, "reactions": object{"data": []any{}, "summary": object{"total_count": 7}},
		"comments": object{"data": []any{}, "summary": object{"total_count": len(s.below(p.id))}}, "attachments": s.attached(p),
	}
}

// attached is what stands below the words of a post; nothing for words alone.
func (s *Server) attached(p *post) any {
	_, id, _ := strings.Cut(p.id, "_")
	data := []object{}
	if s.films[id] != nil {
		data = append(data, object{"media_type": "video", "target": object{"id": id}})
	}
	for _, id := range p.photos {
		data = append(data, object{"media_type": "photo", "target": object{"id": id}})
	}
	if len(data) == 0 {
		return nil
	}
	return object{"data": data}
}

// change changes a node.
func (s *Server) change(q *request) {
	switch {
	case s.posts[q.id] != nil:
		s.changePost(q, s.posts[q.id])
	case s.films[q.id] != nil:
		s.changeFilm(q, s.films[q.id])
	case s.comments[q.id] != nil && q.form.Has("is_hidden"):
		s.comments[q.id].hidden = q.form.Get("is_hidden") == "true"
		q.success()
	case s.comments[q.id] != nil && s.comments[q.id].page != "" && q.form.Has("message"):
		s.comments[q.id].text = q.form.Get("message")
		q.success()
	default:
		q.missing()
	}
}

func (s *Server) changePost(q *request, p *post) {
	for k, vs := range q.form {
		switch {
		case k == "is_published" && vs[0] == "true":
			if p.order == 0 {
				s.order++
				p.order, p.created = s.order, s.o.Now()
			}
		case k == "message":
			if s.refuses(q, vs[0]) {
				return
			}
			p.message = vs[0]
		default:
			q.fail(problem{Code: 100, Message: "(#100) Cannot set " + k + " of a post"})
			return
		}
	}
	q.success()
}

// delete deletes a node with what belongs to it.
func (s *Server) delete(q *request) {
	for _, c := range s.below(q.id) {
		delete(s.comments, c.id)
	}
	if p := s.posts[q.id]; p != nil {
		for _, id := range p.photos {
			delete(s.photos, id)
		}
	}
	delete(s.posts, q.id)
	delete(s.photos, q.id)
	delete(s.films, q.id)
	delete(s.comments, q.id)
	q.success()
}

// create makes a post.
func (s *Server) create(q *request) {
	p := &post{page: q.id, message: q.form.Get("message"), created: s.o.Now()}
	if s.refuses(q, p.message) {
		return
	}
	if m := q.form.Get("attached_media"); m != "" {
		var media []struct {
			ID string `json:"media_fbid"`
		}
		if err := json.Unmarshal([]byte(m), &media); err != nil {
			q.fail(problem{Code: 100, Message: "(#100) Param attached_media must be an array"})
			return
		}
		for _, m := range media {
			if s.photos[m.ID] == nil || s.photos[m.ID].used || s.photos[m.ID].page != q.id {
				q.id = m.ID
				q.missing()
				return
			}
			p.photos = append(p.photos, m.ID)
		}
	}
	if p.message == "" || len([]rune(p.message)) > 63206 {
		q.fail(problem{Code: 100, Message: "(#100) The status you are trying to publish is empty or too long"})
		return
	}
	for _, id := range p.photos {
		s.photos[id].used = true
	}
	p.id = q.id + "_" + s.id()
	if q.form.Get("published") != "false" {
		s.order++
		p.order = s.order
	}
	s.posts[p.id] = p
	q.write(http.StatusOK, object{"id": p.id})
}

// addPhoto takes a photo.
func (s *Server) addPhoto(q *request) {
	if q.file == nil || q.file.field != "source" || len(q.file.data) == 0 || len(q.file.data) > 4_000_000 || q.form.Get("published") != "false" {
		q.fail(problem{Code: 324, Message: "(#324) Missing or invalid image file"})
		return
	}
	p := &photo{id: s.id(), page: q.id, alt: q.form.Get("alt_text_custom"), size: len(q.file.data)}
	s.photos[p.id] = p
	q.write(http.StatusOK, object{"id": p.id})
}

// published lists a Page's public posts, the newest first.
func (s *Server) published(q *request) {
	since, _ := strconv.ParseInt(q.form.Get("since"), 10, 64)
	n, err := strconv.Atoi(q.form.Get("limit"))
	if err != nil || n < 1 {
		n = 25
	}
	data := []object{}
	for _, p := range slices.Backward(s.public(q.id)) {
		if len(data) == n {
			break
		}
		if p.created.Unix() < since {
			continue
		}
		out, ok := q.chosen(s.shown(p))
		if !ok {
			return
		}
		data = append(data, out)
	}
	q.write(http.StatusOK, object{"data": data})
}

// public are the posts of a Page that everybody sees, in the order in which they
// were published. A video stands among them as a post with its words.
func (s *Server) public(page string) []*post {
	var out []*post
	for _, p := range s.posts {
		if p.page == page && p.order > 0 {
			out = append(out, p)
		}
	}
	for _, f := range s.films {
		if f.page == page && f.order > 0 {
			out = append(out, &post{id: page + "_" + f.id, page: page, message: f.words, created: f.created, order: f.order})
		}
	}
	slices.SortFunc(out, func(a, b *post) int { return cmp.Compare(a.order, b.order) })
	return out
}

// Public returns the texts of a Page's public posts, in the order in which they were
// published.
func (s *Server) Public(page string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, p := range s.public(page) {
		out = append(out, p.message)
	}
	return out
}

// Newest is the id of a Page's newest public post; empty where there is none.
func (s *Server) Newest(page string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if all := s.public(page); len(all) > 0 {
		return all[len(all)-1].id
	}
	return ""
}

// Photos returns the descriptions of the photos of a post, in their order.
func (s *Server) Photos(id string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	if p := s.posts[id]; p != nil {
		for _, i := range p.photos {
			out = append(out, s.photos[i].alt)
		}
	}
	return out
}

// Rest returns how many posts, photos and videos there are that are not public.
func (s *Server) Rest() (posts, photos, films int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for p := range maps.Values(s.posts) {
		if p.order == 0 {
			posts++
		}
	}
	for p := range maps.Values(s.photos) {
		if !p.used {
			photos++
		}
	}
	for f := range maps.Values(s.films) {
		if f.order == 0 {
			films++
		}
	}
	return posts, photos, films
}

// Write publishes a post on a Page, as somebody does on facebook.com.
func (s *Server) Write(page, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.order++
	p := &post{id: page + "_" + s.id(), page: page, message: text, created: s.o.Now(), order: s.order}
	s.posts[p.id] = p
	return p.id
}

// Rewrite changes the words of a post or video, as somebody does on facebook.com.
func (s *Server) Rewrite(id, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.posts[id]; p != nil {
		p.message = text
	}
	if f := s.films[id]; f != nil {
		f.words = text
	}
}
