package mastodontest

import (
	"net/http"
	"net/url"
	"slices"
	"time"
)

type notification struct {
	id, kind string
	for_     *account
	about    *status
	at       time.Time
}

// notify tells an account of a status, on its stream, too.
func (s *Server) notify(a *account, kind string, st *status) {
	if a == st.by || a.mutes[st.by] {
		return
	}
	n := &notification{id: s.id(), kind: kind, for_: a, about: st, at: st.at}
	if s.o.Kind.Backwards {
		n.id = stamp(n.at) + "/" + kind + "/" + st.id
	}
	s.notifications = append(s.notifications, n)
	for ch, who := range s.streams {
		if who == a {
			select {
			case ch <- "notification":
			default: // It is full of what wakes as well.
			}
		}
	}
}

func (s *Server) listNotifications(t *token, r *http.Request) (int, any) {
	if err := query(r, "limit", "min_id", "max_id", "older_than", "types[]", "include_filtered"); err != nil {
		return strict("%v", err)
	}
	q := r.URL.Query()
	kinds := q["types[]"]
	if slices.Contains(kinds, "quote") && s.o.Kind != Mastodon {
		return strict("asking an old server for quotes")
	}
	var all []*notification // the newest first
	for _, n := range slices.Backward(s.notifications) {
		if n.for_ == t.account && slices.Contains(kinds, n.kind) && !n.about.deleted {
			all = append(all, n)
		}
	}
	most := limit(r, 40, 80)
	if s.o.Kind.Backwards {
		return s.olderThan(all, q, most, t)
	}
	page := all
	if after := q.Get("min_id"); after != "" {
		page = slices.DeleteFunc(page, func(n *notification) bool { return !newer(n.id, after) })
		page = page[max(len(page)-most, 0):]
	} else if len(page) > most {
		page = page[:most]
	}
	return http.StatusOK, linked{body: s.notices(page, t)}
}

// newer compares ids, which are numbers.
func newer(a, b string) bool {
	if len(a) != len(b) {
		return len(a) > len(b)
	}
	return a > b
}

// olderThan pages in the manner of Hollo, which ignores min_id and max_id.
func (s *Server) olderThan(all []*notification, q url.Values, most int, t *token) (int, any) {
	if before := q.Get("older_than"); before != "" {
		all = slices.DeleteFunc(all, func(n *notification) bool { return stamp(n.at) >= before })
	}
	if len(all) <= most {
		return http.StatusOK, s.notices(all, t)
	}
	q.Set("older_than", stamp(all[most-1].at))
	return http.StatusOK, linked{body: s.notices(all[:most], t), next: q.Encode()}
}

func (s *Server) notices(ns []*notification, t *token) []any {
	out := []any{}
	for _, n := range ns {
		out = append(out, object{
			"id": n.id, "type": n.kind, "created_at": stamp(n.at), "group_key": "ungrouped-" + n.id,
			"account": n.about.by.json(), "status": s.json(n.about, t),
		})
	}
	return out
}
