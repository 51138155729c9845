package mastodontest

import "net/http"

// reblog boosts a status. Whoever has boosted it already gets that boost.
func (s *Server) reblog(t *token, r *http.Request) (int, any) {
	var in struct {
		Visibility string `json:"visibility"`
	}
	if err := decode(r, &in); err != nil {
		return strict("%v", err)
	}
	st := s.there(r.PathValue("id"))
	switch {
	case st == nil || !visible(st, t):
		return notFound()
	case in.Visibility != "public" && in.Visibility != "unlisted":
		return strict("a boost that leaves its visibility to the account's settings")
	}
	b := s.boostOf(t.account, st)
	if b == nil {
		b = &status{by: t.account, text: st.text, language: st.language, visibility: in.Visibility, boosts: st}
		s.add(b)
	}
	return http.StatusOK, s.json(b, t)
}

// unreblog takes a boost back. The answer is the status itself, boosted or not.
func (s *Server) unreblog(t *token, r *http.Request) (int, any) {
	st := s.there(r.PathValue("id"))
	if st == nil || !visible(st, t) {
		return notFound()
	}
	if b := s.boostOf(t.account, st); b != nil {
		b.deleted = true
	}
	return http.StatusOK, s.json(st, t)
}

// boostOf is an account's boost of a status; nil for none.
func (s *Server) boostOf(by *account, st *status) *status {
	for _, b := range s.statuses {
		if b.by == by && b.boosts == st && !b.deleted {
			return b
		}
	}
	return nil
}

// Boosts returns how many boosts of a status stand, and how many there ever were.
func (s *Server) Boosts(of string) (now, ever int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range s.statuses {
		if b.boosts == nil || b.boosts.id != of {
			continue
		}
		if ever++; !b.deleted {
			now++
		}
	}
	return now, ever
}
