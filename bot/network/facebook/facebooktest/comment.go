package facebooktest

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

type comment struct {
	id, under, parent string // under: the post or video
	author, page      string // page: it is the Page's own
	text              string
	created           time.Time
	order             int64
	hidden            bool
}

// below are the comments below a node, the oldest first.
func (s *Server) below(id string) []*comment {
	var out []*comment
	for _, c := range s.comments {
		if c.under == id || c.parent == id {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b *comment) int { return cmp.Or(a.created.Compare(b.created), cmp.Compare(a.order, b.order)) })
	return out
}

// shownComment is all that is told of a comment.
func (s *Server) shownComment(c *comment) object {
	out := object{
		"id": c.id, "message": c.text, "created_time": stamp(c.created), "permalink_url": "https://www.facebook.com/" + c.under + "?comment_id=" + c.id,
		"parent": nil, "attachment": nil, "from": nil, "is_hidden": c.hidden,
	}
	if c.parent != "" {
		out["parent"] = object{"id": c.parent, "created_time": stamp(s.comments[c.parent].created)}
	}
	switch {
	case c.page != "":
		out["from"] = object{"id": c.page, "name": name(c.page)}
	case !s.o.Nameless:
		out["from"] = object{"id": "77" + strconv.Itoa(len(c.author)), "name": c.author}
	}
	if strings.Contains(c.text, "[photo]") {
		out["attachment"] = object{
			"type": "photo", "url": "https://www.facebook.com/photo.php?fbid=1", "media": object{"image": object{"src": "https://scontent.example/1.jpg", "height": 1, "width": 1}},
		}
	}
	return out
}

// list lists the comments below a node.
func (s *Server) list(q *request) {
	all := s.below(q.id)
	if q.form.Get("filter") != "stream" {
		all = slices.DeleteFunc(all, func(c *comment) bool { return s.comments[q.id] == nil && c.parent != "" })
	}
	if q.form.Get("order") == "reverse_chronological" {
		slices.Reverse(all)
	}
	if v := q.form.Get("since"); v != "" {
		since, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			q.fail(problem{Code: 100, Message: "(#100) since is no time"})
			return
		}
		all = slices.DeleteFunc(all, func(c *comment) bool { return c.created.Unix() < since })
	}
	if v := q.form.Get("after"); v != "" {
		n, err := strconv.ParseInt(strings.TrimPrefix(v, "QVF"), 10, 64)
		if err != nil {
			q.fail(problem{Code: 100, Message: "(#100) Invalid cursors values"})
			return
		}
		i := slices.IndexFunc(all, func(c *comment) bool {
			return c.order > n == (q.form.Get("order") != "reverse_chronological") && c.order != n
		})
		if i < 0 {
			i = len(all)
		}
		all = all[i:]
	}
	limit := 25
	if v := q.form.Get("limit"); v != "" {
		limit, _ = strconv.Atoi(v)
	}
	if limit < 1 || limit > 100 {
		q.fail(problem{Code: 100, Message: "(#100) limit is not between 1 and 100"})
		return
	}
	s.page(q, all, limit)
}

// page answers with a page of comments.
func (s *Server) page(q *request, all []*comment, limit int) {
	data := []object{}
	for _, c := range all[:min(limit, len(all))] {
		out, ok := q.chosen(s.shownComment(c))
		if !ok {
			return
		}
		data = append(data, out)
	}
	out := object{"data": data}
	if len(data) > 0 {
		after := "QVF" + strconv.FormatInt(all[len(data)-1].order, 10)
		paging := object{"cursors": object{"before": "QVF1", "after": after}}
		if len(all) > limit {
			paging["next"] = "https://graph.facebook.com" + q.r.URL.Path + "?access_token=EAAnotakept&after=" + after
		}
		out["paging"] = paging
	}
	q.write(http.StatusOK, out)
}

// answer is a comment of the Page.
func (s *Server) answer(q *request) {
	text := q.form.Get("message")
	if s.refuses(q, text) {
		return
	}
	if text == "" || len([]rune(text)) > 8000 || s.owner(q.id) == "" {
		q.fail(problem{Code: 100, Message: "(#100) The comment is empty or too long"})
		return
	}
	c := s.add(q.id, text)
	c.page = q.as.page
	q.write(http.StatusOK, object{"id": c.id})
}

// add makes a comment. Those below an answer stand below what it answers.
func (s *Server) add(parent, text string) *comment {
	c := &comment{text: text, under: parent, created: s.o.Now()}
	if p := s.comments[parent]; p != nil {
		c.under, c.parent = p.under, cmp.Or(p.parent, p.id)
	}
	c.id = c.under[strings.IndexByte(c.under, '_')+1:] + "_" + s.id()
	c.order = s.last
	s.comments[c.id] = c
	return c
}

// Reply writes a comment as a member of the public.
func (s *Server) Reply(author, parent, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.add(parent, text)
	c.author = author
	return c.id
}

// Late is Reply with a comment that was written a while ago and is shown only now.
func (s *Server) Late(author, parent, text string, ago time.Duration) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.add(parent, text)
	c.author, c.created = author, c.created.Add(-ago)
	return c.id
}

// Edit and Delete are a comment's author's.
func (s *Server) Edit(id, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.comments[id].text = text
}

// Delete deletes a comment with what stands below it.
func (s *Server) Delete(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.below(id) {
		delete(s.comments, c.id)
	}
	delete(s.comments, id)
}

// Hidden reports whether a comment is hidden.
func (s *Server) Hidden(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.comments[id] != nil && s.comments[id].hidden
}

// Answers returns the texts of a Page's own comments, in their order.
func (s *Server) Answers(page string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var own []*comment
	for _, c := range s.comments {
		if c.page == page {
			own = append(own, c)
		}
	}
	slices.SortFunc(own, func(a, b *comment) int { return cmp.Compare(a.order, b.order) })
	var out []string
	for _, c := range own {
		out = append(out, c.text)
	}
	return out
}
