package mastodontest

// What the public does. Everybody is called by a name; an account is made for
// who is new.

// Reply answers a status, mentions the owner and returns the new status's id.
func (s *Server) Reply(who, parent, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.says(who, text)
	st.replyTo = s.byID[parent]
	s.add(st)
	s.notify(s.owner(), "mention", st)
	return st.id
}

// Murmur answers a status and mentions nobody.
func (s *Server) Murmur(who, parent, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.says(who, text)
	st.replyTo = s.byID[parent]
	s.add(st)
	return st.id
}

// Quote quotes one of the owner's statuses.
func (s *Server) Quote(who, target, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.says(who, text)
	st.quote = s.byID[target]
	s.add(st)
	s.notify(s.owner(), "quote", st)
	return st.id
}

// Mention mentions the owner under nothing.
func (s *Server) Mention(who, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.says(who, text)
	s.add(st)
	s.notify(s.owner(), "mention", st)
	return st.id
}

// Write writes a status that is about nobody, for whom visibility says.
func (s *Server) Write(who, text, visibility string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.says(who, text)
	st.visibility = visibility
	s.add(st)
	return st.id
}

// Boost passes on a status and returns the id of the boost.
func (s *Server) Boost(who, id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.says(who, s.byID[id].text)
	st.boosts = s.byID[id]
	s.add(st)
	return st.id
}

// Edit changes a status.
func (s *Server) Edit(id, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.byID[id]
	st.text, st.edited = text, s.o.Now().UTC()
}

// Delete deletes a status. What answers it stays.
func (s *Server) Delete(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byID[id].deleted = true
}

// Backdate makes a status come from a server whose clock is behind.
func (s *Server) Backdate(id, before string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byID[id].at = s.byID[before].at.Add(-1)
}

func (s *Server) says(who, text string) *status {
	return &status{by: s.account(who), text: text, language: "en", visibility: "public"}
}
