package youtubetest

import (
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"
	"time"
)

type comment struct {
	id, video     string
	author        *channel
	text          string
	came, changed time.Time
	state         string // "published", "heldForReview", "rejected"
	answers       []*comment
}

func (s *Server) comment(id string) (c, top *comment) {
	for _, t := range s.threads {
		if t.id == id {
			return t, t
		}
		for _, a := range t.answers {
			if a.id == id {
				return a, t
			}
		}
	}
	return nil, nil
}

// count is how many comments the public sees below a video.
func (s *Server) count(video string) int {
	n := 0
	for _, t := range s.threads {
		if t.video == video && t.state == "published" {
			n += 1 + len(t.shown())
		}
	}
	return n
}

// shown are the answers that are published.
func (c *comment) shown() []*comment {
	return slices.DeleteFunc(slices.Clone(c.answers), func(a *comment) bool { return a.state != "published" })
}

// resource is a comment as somebody sees it. Where it is asked for by its id, it
// does not say which video it is about.
func (c *comment) resource(q *request, top *comment, byID bool) map[string]any {
	sn := map[string]any{
		"channelId": c.author.id, "textDisplay": c.text, "authorDisplayName": c.author.handle,
		"authorChannelUrl": "http://www.youtube.com/" + c.author.handle, "authorChannelId": map[string]any{"value": c.author.id},
		"canRate": true, "viewerRating": "none", "likeCount": 0,
		"publishedAt": c.came.UTC().Format(time.RFC3339), "updatedAt": c.changed.UTC().Format(time.RFC3339),
	}
	if q.r.URL.Query().Get("textFormat") != "plainText" {
		sn["textDisplay"] = html.EscapeString(c.text)
	}
	if c.author == q.as {
		sn["textOriginal"] = c.text
	}
	if c.state != "published" {
		sn["moderationStatus"] = c.state
	}
	if c != top {
		sn["parentId"] = top.id
	}
	if !byID {
		sn["videoId"] = c.video
	}
	return map[string]any{"kind": "youtube#comment", "etag": q.s.id(20), "id": c.id, "snippet": sn}
}

// inline is how many answers come with a thread.
const inline = 5

func listThreads(q *request) {
	v := q.r.URL.Query()
	if ids := v.Get("id"); ids != "" {
		var out []any
		for _, t := range q.s.threads {
			if slices.Contains(strings.Split(ids, ","), t.id) && t.state == "published" {
				out = append(out, q.thread(t))
			}
		}
		q.list("commentThread", "", out)
		return
	}
	vid := q.s.video(v.Get("videoId"))
	state := v.Get("moderationStatus")
	switch {
	case vid == nil:
		q.fail(http.StatusNotFound, "videoNotFound", "The video identified by the videoId parameter could not be found.")
		return
	case vid.off:
		q.fail(http.StatusForbidden, "commentsDisabled", "The video identified by the videoId parameter has disabled comments.")
		return
	case state != "" && vid.owner != q.as:
		q.fail(http.StatusForbidden, "forbidden", "One or more of the requested comment threads cannot be retrieved.")
		return
	case v.Get("order") != "time":
		q.fail(http.StatusBadRequest, "invalidFilters", "This server knows the order of time only.")
		return
	}
	if state == "" {
		state = "published"
	}
	var ids []string
	for _, t := range slices.Backward(q.s.threads) {
		if t.video == vid.id && t.state == state {
			ids = append(ids, t.id)
		}
	}
	ids, next, ok := q.page(ids)
	if !ok {
		return
	}
	var out []any
	for _, id := range ids {
		_, t := q.s.comment(id)
		out = append(out, q.thread(t))
	}
	q.list("commentThread", next, out)
}

// thread is a thread with the first of its answers.
func (q *request) thread(t *comment) map[string]any {
	shown := t.shown()
	out := map[string]any{"kind": "youtube#commentThread", "etag": q.s.id(20), "id": t.id, "snippet": map[string]any{
		"channelId": q.as.id, "videoId": t.video, "topLevelComment": t.resource(q, t, false), "canReply": true,
		"totalReplyCount": len(shown), "isPublic": t.state == "published",
	}}
	if slices.Contains(q.parts(), "replies") && len(shown) > 0 {
		var some []any
		for _, a := range shown[:min(inline, len(shown))] {
			some = append(some, a.resource(q, t, false))
		}
		out["replies"] = map[string]any{"comments": some}
	}
	return out
}

func listComments(q *request) {
	v := q.r.URL.Query()
	ids, parent := v.Get("id"), v.Get("parentId")
	if (ids == "") == (parent == "") || ids != "" && v.Has("maxResults") {
		q.fail(http.StatusBadRequest, "missingRequiredParameter", "Exactly one filter is needed.")
		return
	}
	var out []any
	if ids != "" {
		for id := range strings.SplitSeq(ids, ",") {
			if c, top := q.s.comment(id); c != nil && c.state == "published" && top.state == "published" {
				out = append(out, c.resource(q, top, true))
			}
		}
		if len(out) > 50 {
			q.fail(http.StatusBadRequest, "invalidFilters", "Too many ids.")
			return
		}
		q.list("comment", "", out)
		return
	}
	c, top := q.s.comment(parent)
	if c == nil || c != top {
		q.fail(http.StatusNotFound, "commentNotFound", "One or more of the specified comments cannot be found.")
		return
	}
	var all []string
	for _, a := range slices.Backward(c.shown()) {
		all = append(all, a.id)
	}
	some, next, ok := q.page(all)
	if !ok {
		return
	}
	for _, id := range some {
		a, _ := q.s.comment(id)
		out = append(out, a.resource(q, top, false))
	}
	q.list("comment", next, out)
}

// written is a comment as it is written by a client.
type written struct {
	ID      string `json:"id"`
	Snippet struct {
		ParentID string `json:"parentId"`
		Text     string `json:"textOriginal"`
	} `json:"snippet"`
}

func insertComment(q *request) {
	var m written
	if !q.body(&m) {
		return
	}
	c, top := q.s.comment(m.Snippet.ParentID)
	switch {
	case c == nil || c != top:
		q.fail(http.StatusBadRequest, "parentCommentNotFound", "The parent comment could not be found.")
	case m.Snippet.Text == "" || len([]rune(m.Snippet.Text)) > 10_000:
		q.fail(http.StatusBadRequest, "commentTextTooLong", "The comment resource contains too many characters.")
	default:
		a := q.s.say(q.as, c.id, m.Snippet.Text)
		write(q.w, http.StatusOK, a.resource(q, top, false))
	}
}

func updateComment(q *request) {
	var m written
	if !q.body(&m) {
		return
	}
	c, top := q.s.comment(m.ID)
	if c == nil || c.author != q.as {
		q.fail(http.StatusNotFound, "commentNotFound", "The specified comment could not be found.")
		return
	}
	c.text, c.changed = m.Snippet.Text, q.s.o.Now()
	write(q.w, http.StatusOK, c.resource(q, top, false))
}

func deleteComment(q *request) {
	c, _ := q.s.comment(q.r.URL.Query().Get("id"))
	if c == nil || c.author != q.as {
		q.fail(http.StatusNotFound, "commentNotFound", "The specified comment could not be found.")
		return
	}
	q.s.drop(c.id)
	q.w.WriteHeader(http.StatusNoContent)
}

func moderateComment(q *request) {
	v := q.r.URL.Query()
	state := v.Get("moderationStatus")
	c, top := q.s.comment(v.Get("id"))
	switch {
	case state != "published" && state != "heldForReview" && state != "rejected":
		q.fail(http.StatusBadRequest, "invalidModerationStatus", "The moderation status is invalid.")
	case c == nil:
		q.fail(http.StatusNotFound, "commentNotFound", "One or more of the specified comments cannot be found.")
	case q.s.video(top.video).owner != q.as:
		q.fail(http.StatusForbidden, "forbidden", "The moderation status of the comments cannot be set.")
	default:
		c.state = state
		q.w.WriteHeader(http.StatusNoContent)
	}
}

// say writes a comment below a video or another comment.
func (s *Server) say(as *channel, parent, text string) *comment {
	// YouTube tells times in seconds: no two comments of a test have the same.
	s.wrote = s.wrote.Add(time.Second)
	if now := s.o.Now(); s.wrote.Before(now) {
		s.wrote = now
	}
	c := &comment{author: as, text: text, came: s.wrote, state: "published"}
	c.changed = c.came
	if v := s.video(parent); v != nil {
		c.id, c.video = "Ugx"+s.id(23), v.id
		s.threads = append(s.threads, c)
		return c
	}
	_, top := s.comment(parent)
	if top == nil {
		panic(fmt.Sprintf("there is no %q", parent))
	}
	c.id, c.video = top.id+"."+s.id(22), top.video
	top.answers = append(top.answers, c)
	return c
}

func (s *Server) drop(id string) {
	s.threads = slices.DeleteFunc(s.threads, func(c *comment) bool { return c.id == id })
	for _, t := range s.threads {
		t.answers = slices.DeleteFunc(t.answers, func(c *comment) bool { return c.id == id })
	}
}
