package xtest

import "net/http"

// repost is POST /2/users/:id/retweets. What is reposted already is not again.
func (s *Server) repost(q *request) {
	var in struct {
		Post string `json:"tweet_id"`
	}
	if !q.json(&in) {
		return
	}
	p := s.find(in.Post)
	switch {
	case q.ids[0] != q.as.id:
		q.forbidden("You are not permitted to perform this action.")
	case p == nil:
		write(q.w, http.StatusNotFound, "application/problem+json", missing("tweet_id", in.Post))
	case s.repostOf(q.as, p) != nil:
		q.forbidden("You cannot retweet a Tweet that you have already retweeted.")
	default:
		s.add(&post{author: q.as, text: "RT @" + p.author.handle + ": " + p.text, reposts: p})
		q.data(http.StatusOK, object{"data": object{"retweeted": true, "rest_id": p.id}})
	}
}

// unrepost is DELETE /2/users/:id/retweets/:source_tweet_id.
func (s *Server) unrepost(q *request) {
	p := s.find(q.ids[1])
	switch {
	case q.ids[0] != q.as.id:
		q.forbidden("You are not permitted to perform this action.")
		return
	case p == nil:
		write(q.w, http.StatusNotFound, "application/problem+json", missing("source_tweet_id", q.ids[1]))
		return
	}
	if r := s.repostOf(q.as, p); r != nil {
		r.gone = true
	}
	q.data(http.StatusOK, object{"data": object{"retweeted": false}})
}

// repostOf is a user's repost of a post; nil for none.
func (s *Server) repostOf(u *user, p *post) *post {
	for _, o := range s.posts {
		if o.author == u && !o.gone && o.reposts != nil && o.reposts.history[0] == p.history[0] {
			return o
		}
	}
	return nil
}

// Reposts returns how many reposts of a post stand, and how many there ever were.
func (s *Server) Reposts(of string) (now, ever int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.posts {
		if o.reposts == nil || o.reposts.id != of {
			continue
		}
		if ever++; o.visible() {
			now++
		}
	}
	return now, ever
}
