package mastodontest

import (
	"net/http"
	"strings"
)

func (a *account) json() object {
	o := object{
		"id": a.id, "username": a.name, "acct": a.name, "display_name": a.display, "url": "https://mastodon.example/@" + a.name,
		"uri": "https://mastodon.example/users/" + a.name, "indexable": true, "discoverable": true,
		"locked": false, "bot": false, "group": false, "created_at": "2024-01-01T00:00:00.000Z", "note": "", "fields": []any{},
		"avatar": "https://mastodon.example/a.png", "avatar_static": "https://mastodon.example/a.png",
		"header": "https://mastodon.example/h.png", "header_static": "https://mastodon.example/h.png",
		"followers_count": 0, "following_count": 0, "statuses_count": 0, "emojis": []any{},
	}
	if a.limited {
		o["limited"] = true
	}
	return o
}

func (s *Server) verify(t *token, _ *http.Request) (int, any) {
	o := t.json()
	o["source"] = object{"privacy": "private", "sensitive": true, "language": "fr", "note": "", "fields": []any{}, "follow_requests_count": 0, "indexable": true, "discoverable": true, "hide_collections": false, "quote_policy": "public", "attribution_domains": []any{}}
	o["role"] = object{"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": false}
	return http.StatusOK, o
}

func (s *Server) lookup(_ *token, r *http.Request) (int, any) {
	if err := query(r, "acct"); err != nil {
		return strict("%v", err)
	}
	for _, a := range s.accounts {
		if strings.EqualFold(a.name, strings.TrimPrefix(r.URL.Query().Get("acct"), "@")) {
			return http.StatusOK, a.json()
		}
	}
	return notFound()
}

func (s *Server) byAccountID(id string) *account {
	for _, a := range s.accounts {
		if a.id == id {
			return a
		}
	}
	return nil
}

func (s *Server) mute(t *token, r *http.Request) (int, any) {
	var in struct {
		Notifications bool `json:"notifications"`
		Duration      int  `json:"duration"`
	}
	if err := decode(r, &in); err != nil {
		return strict("%v", err)
	}
	who := s.byAccountID(r.PathValue("id"))
	if who == nil {
		return notFound()
	}
	t.mutes[who] = true
	return http.StatusOK, object{
		"id": who.id, "muting": true, "muting_notifications": in.Notifications, "following": false, "followed_by": false,
		"showing_reblogs": false, "notifying": false, "blocking": false, "blocked_by": false, "requested": false,
		"requested_by": false, "domain_blocking": false, "endorsed": false, "note": "", "languages": nil,
	}
}

// A Report is what an account told the server's moderators.
type Report struct {
	By, About string
	Statuses  []string
	Comment   string
	Forward   bool
}

// Reports returns all reports so far.
func (s *Server) Reports() []Report {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Report(nil), s.reports...)
}

func (s *Server) report(t *token, r *http.Request) (int, any) {
	var in struct {
		Account  string   `json:"account_id"`
		Statuses []string `json:"status_ids"`
		Comment  string   `json:"comment"`
		Forward  bool     `json:"forward"`
	}
	if err := decode(r, &in); err != nil {
		return strict("%v", err)
	}
	who := s.byAccountID(in.Account)
	if who == nil {
		return notFound()
	}
	if len([]rune(in.Comment)) > 1000 {
		return problem(422, "Validation failed: Comment is too long (maximum is 1000 characters)")
	}
	for _, id := range in.Statuses {
		if st := s.there(id); st == nil || st.by != who {
			return notFound()
		}
	}
	s.reports = append(s.reports, Report{t.name, who.name, in.Statuses, in.Comment, in.Forward})
	return http.StatusOK, object{
		"id": s.id(), "action_taken": false, "action_taken_at": nil, "category": "other", "comment": in.Comment,
		"forwarded": in.Forward, "created_at": stamp(s.o.Now()), "status_ids": in.Statuses, "rule_ids": nil, "target_account": who.json(),
	}
}
