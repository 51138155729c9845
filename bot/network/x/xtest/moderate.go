package xtest

import (
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// hide is PUT /2/tweets/:id/hidden. Only whoever began a conversation may hide
// what others wrote in it.
func (s *Server) hide(q *request) {
	var in struct{ Hidden *bool }
	if !q.json(&in) {
		return
	}
	p := s.find(q.ids[0])
	switch {
	case in.Hidden == nil:
		q.invalid("`hidden` is missing.")
	case p == nil:
		q.data(http.StatusOK, object{"errors": []object{missing("id", q.ids[0])}})
	case s.find(p.conversation) == nil || s.find(p.conversation).author != q.as || p.replyTo == nil:
		q.forbidden("You are not permitted to perform this action.")
	default:
		for _, o := range s.posts { // a post is hidden in every version
			if o.history[0] == p.history[0] {
				o.hidden = *in.Hidden
			}
		}
		q.data(http.StatusOK, object{"data": object{"hidden": p.hidden}})
	}
}

// mute is POST /2/users/:id/muting.
func (s *Server) mute(q *request) {
	var in struct {
		Target string `json:"target_user_id"`
	}
	if !q.json(&in) {
		return
	}
	if q.ids[0] != q.as.id || s.users[in.Target] == nil || in.Target == q.as.id {
		q.invalid("The user id is not valid.")
		return
	}
	if !slices.Contains(q.as.mutes, in.Target) {
		q.as.mutes = append(q.as.mutes, in.Target)
	}
	q.data(http.StatusOK, object{"data": object{"muting": true}})
}

// oembed is GET https://publish.x.com/oembed: what everybody sees.
func (s *Server) oembed(w http.ResponseWriter, r *http.Request) {
	u, err := url.Parse(r.URL.Query().Get("url"))
	if err != nil || r.Header.Get("Authorization") != "" {
		http.Error(w, "{}", http.StatusBadRequest)
		return
	}
	seg := strings.Split(u.Path, "/")
	p := s.find(seg[len(seg)-1])
	if p == nil || !p.visible() {
		write(w, http.StatusNotFound, "application/json", object{"error": "Sorry, that page does not exist", "request": "/oembed"})
		return
	}
	text := strings.ReplaceAll(html.EscapeString(p.text), "\n", "<br>")
	if len(p.media) > 0 {
		text += ` <a href="https://t.co/p1">pic.twitter.com/p1</a>`
	}
	write(w, http.StatusOK, "application/json", object{
		"url": u.String(), "author_name": p.author.name, "type": "rich", "version": "1.0",
		"html": `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">` + text + `</p>&mdash; ` + html.EscapeString(p.author.name) +
			` (@` + p.author.handle + `) <a href="` + html.EscapeString(u.String()) + `">November 2, 2026</a></blockquote>`,
	})
}
