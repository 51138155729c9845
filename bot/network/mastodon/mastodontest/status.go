package mastodontest

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

type status struct {
	id         string
	by         *account
	text       string // as it was written
	language   string
	visibility string
	replyTo    *status
	quote      *status
	boosts     *status
	media      []*medium
	at         time.Time
	edited     time.Time
	deleted    bool
}

// keyed is what a status was published for, with its key.
type keyed struct {
	*status
	at time.Time
}

// keep is how long an Idempotency-Key is kept.
const keep = time.Hour

type newStatus struct {
	Status      string   `json:"status"`
	MediaIDs    []string `json:"media_ids"`
	InReplyTo   string   `json:"in_reply_to_id"`
	Sensitive   *bool    `json:"sensitive"`
	Visibility  string   `json:"visibility"`
	Language    string   `json:"language"`
	ContentType string   `json:"content_type"`
}

func (s *Server) createStatus(t *token, r *http.Request) (int, any) {
	key := t.id + " " + r.Header.Get("Idempotency-Key")
	if k, ok := s.keys[key]; ok && s.o.Now().Sub(k.at) < keep && !k.deleted {
		return http.StatusOK, s.json(k.status, t)
	}
	var in newStatus
	if err := decode(r, &in); err != nil {
		return strict("%v", err)
	}
	gts := s.o.Kind.Source == GoToSocial.Source
	switch {
	case in.Visibility == "" || in.Sensitive == nil || in.Language == "":
		return strict("a status that leaves something to the account's settings")
	case (in.ContentType != "") != gts || gts && in.ContentType != "text/plain":
		return strict("a status in the format %q", in.ContentType)
	case !slices.Contains([]string{"public", "unlisted", "private", "direct"}, in.Visibility):
		return problem(422, "Validation failed: Visibility is not included in the list")
	}
	st := &status{by: t.account, text: in.Status, language: in.Language, visibility: in.Visibility}
	if in.InReplyTo != "" {
		st.replyTo = s.there(in.InReplyTo)
		if st.replyTo == nil {
			return problem(404, "The post you are trying to reply to does not appear to exist.")
		}
	}
	if code, body := s.attach(st, in.MediaIDs); code != 0 {
		return code, body
	}
	if code, body := s.acceptable(&st.text, len(st.media)); code != 0 {
		return code, body
	}
	s.add(st)
	for _, m := range st.media {
		m.used = st
	}
	if r.Header.Get("Idempotency-Key") != "" && !s.o.Kind.ForgetsKeys {
		s.keys[key] = keyed{st, s.o.Now()}
	}
	return http.StatusOK, s.json(st, t)
}

// acceptable refuses a text that the server does not take, and makes of it what
// the server keeps.
func (s *Server) acceptable(text *string, media int) (int, any) {
	*text = strings.Trim(*text, "\x00\t\n\v\f\r ")
	for _, w := range s.forbidden {
		if strings.Contains(*text, w) {
			return problem(422, "Validation failed: Text contains a forbidden word")
		}
	}
	switch n := Count(*text, s.o.PerURL); {
	case n == 0 && media == 0:
		return problem(422, "Validation failed: Text can't be blank")
	case n > s.o.Characters:
		return problem(422, "Validation failed: Text character limit of %d exceeded", s.o.Characters)
	default:
		return 0, nil
	}
}

// attach finds the media of a new status.
func (s *Server) attach(st *status, ids []string) (int, any) {
	if len(ids) > s.o.Media {
		return problem(422, "Cannot attach more than %d files", s.o.Media)
	}
	for _, id := range ids {
		m := s.media[id]
		if m == nil || m.by != st.by || m.used != nil && m.used != st {
			return problem(422, "Media %s not found or already attached to another post", id)
		}
		if m.slow > 0 {
			return problem(422, "Cannot attach files that have not finished processing. Try again in a moment!")
		}
		st.media = append(st.media, m)
	}
	if len(st.media) > 1 && slices.ContainsFunc(st.media, (*medium).video) {
		return problem(422, "Cannot attach a video to a post that already contains images")
	}
	return 0, nil
}

// add makes a status public.
func (s *Server) add(st *status) {
	st.id = s.id()
	st.at = s.o.Now().Add(time.Duration(s.seq) * time.Millisecond).UTC().Truncate(time.Millisecond)
	s.statuses = append(s.statuses, st)
	s.byID[st.id] = st
}

// there returns a status that was not deleted.
func (s *Server) there(id string) *status {
	if st := s.byID[id]; st != nil && !st.deleted {
		return st
	}
	return nil
}

func (s *Server) getStatus(t *token, r *http.Request) (int, any) {
	st := s.there(r.PathValue("id"))
	if st == nil || !visible(st, t) {
		return notFound()
	}
	return http.StatusOK, s.json(st, t)
}

// page is the page of a status, unless its author has none.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.there(r.PathValue("id"))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if st == nil || r.Header.Get("Authorization") != "" || r.PathValue("name") != "@"+st.by.name || st.visibility != "public" || st.by.pageless {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, "<!DOCTYPE html><title>404 Not Found</title>")
		return
	}
	_, _ = fmt.Fprintf(w, `<!DOCTYPE html><meta property="og:url" content="http://%s/@%s/statuses/%s"><p>%s</p>`, r.Host, st.by.name, st.id, html.EscapeString(st.text))
}

// Pageless makes an account choose to have no pages.
func (s *Server) Pageless(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account(name).pageless = true
}

func visible(st *status, t *token) bool {
	return t != nil && st.by == t.account || st.visibility == "public" || st.visibility == "unlisted"
}

func (s *Server) manyStatuses(t *token, r *http.Request) (int, any) {
	if err := query(r, "id[]"); err != nil {
		return strict("%v", err)
	}
	ids := r.URL.Query()["id[]"]
	if len(ids) > 20 {
		return problem(422, "Validation failed: too many statuses")
	}
	out := []any{}
	for _, id := range ids {
		if st := s.there(id); st != nil && visible(st, t) {
			out = append(out, s.json(st, t))
		}
	}
	return http.StatusOK, out
}

func (s *Server) editStatus(t *token, r *http.Request) (int, any) {
	st := s.there(r.PathValue("id"))
	if st == nil || st.by != t.account {
		return notFound()
	}
	var in newStatus
	if err := decode(r, &in); err != nil {
		return strict("%v", err)
	}
	if in.Visibility != "" || in.InReplyTo != "" {
		return strict("an edit of what cannot be changed")
	}
	next := *st
	next.text, next.language, next.media = in.Status, in.Language, nil
	for _, id := range in.MediaIDs {
		m := s.media[id]
		if m == nil || m.used != nil && m.used != st {
			return problem(422, "Media %s not found or already attached to another post", id)
		}
		next.media = append(next.media, m)
	}
	if code, body := s.acceptable(&next.text, len(next.media)); code != 0 {
		return code, body
	}
	if s.o.Kind.RefusesSame && next.text == st.text && next.language == st.language && slices.Equal(next.media, st.media) {
		return problem(422, "Unprocessable Entity: status was not changed")
	}
	next.edited = s.o.Now().UTC()
	*st = next
	return http.StatusOK, s.json(st, t)
}

func (s *Server) deleteStatus(t *token, r *http.Request) (int, any) {
	st := s.there(r.PathValue("id"))
	if st == nil || st.by != t.account {
		return notFound()
	}
	body := s.json(st, t)
	body["text"] = st.text
	st.deleted = true
	for _, b := range s.statuses { // boosts go with it
		b.deleted = b.deleted || b.boosts == st
	}
	return http.StatusOK, body
}

func (s *Server) source(t *token, r *http.Request) (int, any) {
	st := s.there(r.PathValue("id"))
	if st == nil || !visible(st, t) {
		return notFound()
	}
	return http.StatusOK, object{"id": st.id, "text": st.text, "spoiler_text": ""}
}

func (s *Server) context(t *token, r *http.Request) (int, any) {
	st := s.there(r.PathValue("id"))
	if st == nil || !visible(st, t) {
		return notFound()
	}
	above, below := []any{}, []any{}
	for up := st.replyTo; up != nil; up = up.replyTo {
		if !up.deleted && visible(up, t) {
			above = append(above, s.json(up, t))
		}
	}
	slices.Reverse(above)
	for _, d := range s.statuses {
		if d.deleted || !visible(d, t) || t != nil && t.mutes[d.by] {
			continue
		}
		for up := d.replyTo; up != nil; up = up.replyTo {
			if up == st {
				below = append(below, s.json(d, t))
				break
			}
		}
	}
	return http.StatusOK, object{"ancestors": above, "descendants": below}
}

func (s *Server) listStatuses(t *token, r *http.Request) (int, any) {
	if err := query(r, "limit", "max_id", "exclude_reblogs"); err != nil {
		return strict("%v", err)
	}
	out := []any{}
	for _, st := range slices.Backward(s.statuses) {
		before := r.URL.Query().Get("max_id")
		if st.by.id != r.PathValue("id") || st.deleted || !visible(st, t) || before != "" && st.id >= before {
			continue
		}
		if st.boosts != nil && r.URL.Query().Get("exclude_reblogs") == "true" {
			continue
		}
		if len(out) == limit(r, 20, 40) {
			break
		}
		out = append(out, s.json(st, t))
	}
	return http.StatusOK, out
}

// json is a status as the server shows it.
func (s *Server) json(st *status, t *token) object {
	media := []any{}
	for _, m := range st.media {
		media = append(media, m.json())
	}
	o := object{
		"id": st.id, "created_at": stamp(st.at), "edited_at": nil, "in_reply_to_id": nil, "in_reply_to_account_id": nil,
		"sensitive": false, "spoiler_text": "", "visibility": st.visibility, "language": st.language,
		"uri": st.url() + "/uri", "url": st.url(), "replies_count": 0, "reblogs_count": 0, "favourites_count": 0, "quotes_count": 0,
		"content": HTML(st.text), "account": st.by.json(), "media_attachments": media,
		"mentions": []any{}, "tags": []any{}, "emojis": []any{}, "reblog": nil, "card": nil, "poll": nil, "quote": nil,
	}
	if st.by == s.owner() && t != nil && t.account == st.by {
		o["application"] = object{"name": t.app.name, "website": nil}
	}
	if !st.edited.IsZero() && !s.o.Kind.HidesEdits {
		o["edited_at"] = stamp(st.edited)
	}
	if st.replyTo != nil {
		o["in_reply_to_id"], o["in_reply_to_account_id"] = st.replyTo.id, st.replyTo.by.id
	}
	if st.quote != nil {
		o["quote"] = object{"state": "accepted", "quoted_status": s.json(st.quote, nil)}
	}
	if st.boosts != nil {
		o["reblog"] = s.json(st.boosts, nil)
	}
	replies, quotes := 0, 0
	for _, d := range s.statuses {
		if !d.deleted && d.replyTo == st {
			replies++
		}
		if !d.deleted && d.quote == st {
			quotes++
		}
	}
	o["replies_count"], o["quotes_count"] = replies, quotes
	return o
}

func (st *status) url() string {
	return fmt.Sprintf("https://mastodon.example/@%s/%s", st.by.name, st.id)
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// Public returns the texts of the owner's public posts, the oldest first.
func (s *Server) Public() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, st := range s.statuses {
		if st.by == s.owner() && !st.deleted && visible(st, nil) && st.boosts == nil {
			out = append(out, st.text)
		}
	}
	return out
}

// Newest returns the id of the owner's newest public status, for people who
// answer whatever is there; empty when there is none.
func (s *Server) Newest() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range slices.Backward(s.statuses) {
		if st.by == s.owner() && !st.deleted && visible(st, nil) {
			return st.id
		}
	}
	return ""
}
