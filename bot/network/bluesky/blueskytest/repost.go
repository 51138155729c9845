package blueskytest

// Reposts returns how many reposts of a post stand, whoever made them, and how many
// there ever were. Records stay when their post goes.
func (s *Server) Reposts(of string) (now, ever int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.accounts {
		for _, r := range a.records {
			if r.collection == "app.bsky.feed.repost" && text(object(r.value["subject"])["uri"]) == of {
				now++
			}
		}
	}
	return now, s.reposted[of]
}
