package xtest

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"appealbot/bot/network/length"
)

// A post is one version of a post.
type post struct {
	n            uint64
	id           string
	author       *user
	text         string // as it was written
	at           time.Time
	conversation string
	replyTo      *post
	quotes       *post
	reposts      *post
	media        []*picture
	history      []string // ids of all versions up to this one
	older        bool     // there is a newer version
	gone         bool
	hidden       bool
}

// visible reports whether lists show the post.
func (p *post) visible() bool {
	return !p.gone && !p.older && !p.author.protected && (p.reposts == nil || !p.reposts.gone)
}

// find returns a post that is there.
func (s *Server) find(id string) *post {
	for _, p := range s.posts {
		if p.id == id && !p.gone {
			return p
		}
	}
	return nil
}

// add makes a post public.
func (s *Server) add(p *post) *post {
	p.n = s.snowflake()
	p.id, p.at = strconv.FormatUint(p.n, 10), s.o.Now().UTC().Truncate(time.Millisecond)
	p.history = append(p.history, p.id)
	if p.conversation == "" {
		p.conversation = p.id
		if p.replyTo != nil {
			p.conversation = p.replyTo.conversation
		}
	}
	s.posts = append(s.posts, p)
	return p
}

// create is POST /2/tweets.
func (s *Server) create(q *request) {
	var in struct {
		Text  *string
		Media *struct {
			IDs []string `json:"media_ids"`
		}
		Reply *struct {
			To string `json:"in_reply_to_tweet_id"`
		}
	}
	if !q.json(&in) {
		return
	}
	if in.Text == nil {
		q.invalid("The text is missing.")
		return
	}
	// X keeps texts in NFC and without white space around them.
	p := &post{author: q.as, text: norm.NFC.String(strings.TrimSpace(*in.Text))}
	if in.Media != nil && !s.attach(q, p, in.Media.IDs) {
		return
	}
	if in.Reply != nil {
		if p.replyTo = s.find(in.Reply.To); p.replyTo == nil {
			q.forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.")
			return
		}
	}
	if why := s.unwanted(p); why != "" {
		q.forbidden(why)
		return
	}
	if n := length.Weighted(p.text); n > length.WeightedMax || n == 0 && len(p.media) == 0 {
		q.invalid(fmt.Sprintf("The text counts %d: Tweet needs to be a bit shorter.", n))
		return
	}
	if s.add(p); len(length.Links(p.text)) > 0 {
		s.cost += 200_000
	} else {
		s.cost += 15_000
	}
	for _, m := range p.media {
		m.used = true
	}
	out := s.shown(p, fields{})
	q.data(http.StatusCreated, object{"data": object{"id": p.id, "text": out["text"], "edit_history_post_ids": p.history}})
}

// unwanted says why X does not want a post.
func (s *Server) unwanted(p *post) string {
	for _, w := range s.refused {
		if strings.Contains(p.text, w) {
			return "You are not allowed to do that: " + w + "."
		}
	}
	for _, o := range s.posts {
		if o.author == p.author && !o.gone && o.text == p.text && s.o.Now().Sub(o.at) < 24*time.Hour {
			return "You are not allowed to create a Tweet with duplicate content."
		}
	}
	if r := p.replyTo; r != nil && !s.mayReply(p.author, r) {
		return "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to."
	}
	return ""
}

// mayReply is X's rule of 2026-02-23 for replies by API.
func (s *Server) mayReply(u *user, to *post) bool {
	if to.author == u {
		return !s.o.NoThreads
	}
	return to.quotes != nil && to.quotes.author == u || strings.Contains(strings.ToLower(to.text), "@"+strings.ToLower(u.handle))
}

// attach gives a post its pictures.
func (s *Server) attach(q *request, p *post, ids []string) bool {
	if len(ids) == 0 || len(ids) > 4 {
		q.invalid("There are too many media_ids, or none.")
		return false
	}
	for _, id := range ids {
		m := s.media[id]
		if m == nil || m.owner != q.as || !m.ready || m.used || s.o.Now().After(m.until) || slices.Contains(p.media, m) {
			q.invalid("Your media IDs are invalid.")
			return false
		}
		p.media = append(p.media, m)
	}
	if len(ids) > 1 && slices.ContainsFunc(p.media, (*picture).video) {
		q.invalid("A video stands alone.")
		return false
	}
	return true
}

// remove is DELETE /2/tweets/:id.
func (s *Server) remove(q *request) {
	p := s.find(q.ids[0])
	switch {
	case p == nil:
		write(q.w, http.StatusNotFound, "application/problem+json", missing("id", q.ids[0]))
	case p.author != q.as:
		q.forbidden("You are not authorized to delete this Tweet.")
	default:
		s.drop(p)
		q.data(http.StatusOK, object{"data": object{"deleted": true}})
	}
}

// drop deletes a post with all its versions.
func (s *Server) drop(p *post) {
	for _, o := range s.posts {
		if o.history[0] == p.history[0] {
			o.gone = true
		}
	}
}

// Public returns the texts of a user's posts that are public, as they were
// written, the oldest first.
func (s *Server) Public(handle string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, p := range s.posts {
		if p.author == s.user(handle) && p.visible() && p.reposts == nil {
			out = append(out, p.text)
		}
	}
	return out
}

// Published is a post that is public, as tests look at it.
type Published struct {
	ID, Text, ReplyTo string
	Alts              []string // descriptions of its pictures
	Sums              []string // SHA-256 of its media
	Subtitles         []string // languages
	Hidden            bool
}

// Posts returns a user's posts that are public, the oldest first.
func (s *Server) Posts(handle string) []Published {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Published
	for _, p := range s.posts {
		if p.author != s.user(handle) || !p.visible() {
			continue
		}
		o := Published{ID: p.id, Text: p.text, Hidden: p.hidden}
		if p.replyTo != nil {
			o.ReplyTo = p.replyTo.id
		}
		for _, m := range p.media {
			o.Alts = append(o.Alts, m.alt)
			o.Sums = append(o.Sums, hex.EncodeToString(m.sum.Sum(nil)))
			o.Subtitles = append(o.Subtitles, m.subtitles...)
		}
		out = append(out, o)
	}
	return out
}
