package xtest

// What the public does. Users are made when they are first named.

// Reply writes a reply and returns its id.
func (s *Server) Reply(handle, to, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.add(&post{author: s.user(handle), text: text, replyTo: s.must(to)}).id
}

// Quote writes a post that quotes another and returns its id.
func (s *Server) Quote(handle, of, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.add(&post{author: s.user(handle), text: text, quotes: s.must(of)}).id
}

// Write writes a post and returns its id.
func (s *Server) Write(handle, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.add(&post{author: s.user(handle), text: text}).id
}

// Repost passes on a post of somebody else's and returns the repost's id.
func (s *Server) Repost(handle, of string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.must(of)
	return s.add(&post{author: s.user(handle), text: "RT @" + p.author.handle + ": " + p.text, reposts: p}).id
}

// Edit changes a post, which makes a new version with an id of its own.
func (s *Server) Edit(id, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.newest(s.must(id))
	old.older = true
	p := *old
	p.text, p.older = text, false
	p.history = append([]string(nil), old.history...)
	s.add(&p)
	for _, o := range s.posts { // every version knows all of them
		if o.history[0] == p.history[0] {
			o.history = p.history
		}
	}
	return p.id
}

// newest is the newest version of a post.
func (s *Server) newest(p *post) *post {
	for _, o := range s.posts {
		if o.history[0] == p.history[0] && !o.older {
			return o
		}
	}
	return p
}

// Delete deletes a post.
func (s *Server) Delete(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(s.must(id))
}

// Protect makes a user's posts private.
func (s *Server) Protect(handle string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.user(handle).protected = true
}

// Muted returns the names of the users that a user has muted.
func (s *Server) Muted(handle string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, id := range s.user(handle).mutes {
		out = append(out, s.users[id].handle)
	}
	return out
}

func (s *Server) must(id string) *post {
	p := s.find(id)
	if p == nil {
		panic("xtest: there is no post " + id)
	}
	return p
}

// LoseMedia makes X forget every picture that no post uses yet.
func (s *Server) LoseMedia() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, m := range s.media {
		if !m.used {
			delete(s.media, id)
		}
	}
}
