package xtest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"appealbot/bot/network/length"
)

// fields are what a request wants to know of posts.
type fields struct {
	posts, expansions, users, media []string
}

func (q *request) fields() fields {
	return fields{q.list("post.fields"), q.list("expansions"), q.list("user.fields"), q.list("media.fields")}
}

// asks reports whether a field of posts or an expansion was asked for.
func (f fields) asks(name string) bool {
	return slices.Contains(f.posts, name) || slices.Contains(f.expansions, name)
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// wired is a text as X gives it away: with names before it, links shortened and
// escapes in the rest.
func (p *post) wired(text, before string) (string, []object) {
	var b strings.Builder
	b.WriteString(before)
	var urls []object
	from := 0
	put := func(kind, expanded string) object {
		short := fmt.Sprintf("https://t.co/%c%09x", kind[0], p.n>>20&0xfffff<<8+uint64(len(urls)))
		start := utf8.RuneCountInString(b.String())
		b.WriteString(short)
		return object{"start": start, "end": start + len(short), "url": short, "expanded_url": expanded, "display_url": display(expanded)}
	}
	for _, l := range length.Links(text) {
		b.WriteString(escape.Replace(text[from:l.From]))
		expanded := text[l.From:l.To]
		if !strings.Contains(expanded, "://") {
			expanded = "http://" + expanded
		}
		urls = append(urls, put("link", expanded))
		from = l.To
	}
	b.WriteString(escape.Replace(text[from:]))
	for _, m := range p.media {
		b.WriteString(" ")
		kind := "photo"
		if m.video() {
			kind = "video"
		}
		u := put("picture", "https://x.com/"+p.author.handle+"/status/"+p.id+"/"+kind+"/1")
		u["media_key"] = m.key()
		urls = append(urls, u)
	}
	return b.String(), urls
}

func display(u string) string {
	_, u, _ = strings.Cut(u, "://")
	if len(u) > 26 {
		return u[:25] + "…"
	}
	return u
}

// before are the names that X puts before a reply: those of everybody in the
// conversation.
func (p *post) before() string {
	var names []string
	for o := p.replyTo; o != nil; o = o.replyTo {
		n := "@" + o.author.handle
		if o.author != p.author && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, " ") + " "
}

// shown is a post as an answer shows it.
func (s *Server) shown(p *post, f fields) object {
	before := p.before()
	text, urls := p.wired(p.text, before)
	out := object{"id": p.id}
	if utf8.RuneCountInString(p.text) > 280 {
		if f.asks("note_post") {
			out["note_post"] = object{"text": text, "entities": object{"urls": urls}}
		}
		text, urls = p.wired(string([]rune(p.text)[:270])+"…", before)
	}
	out["text"] = text
	entities := object{}
	if len(urls) > 0 {
		entities["urls"] = urls
	}
	n := utf8.RuneCountInString(before)
	if n > 0 {
		entities["mentions"] = []object{{"start": 0, "end": n - 1, "username": strings.Fields(before)[0][1:]}}
	}
	var refers []object
	if p.replyTo != nil {
		refers = append(refers, object{"type": "replied_to", "id": p.replyTo.id})
	}
	if p.quotes != nil {
		refers = append(refers, object{"type": "quoted", "id": p.quotes.id})
	}
	if p.reposts != nil {
		refers = append(refers, object{"type": "retweeted", "id": p.reposts.id})
	}
	s.put(out, f, "conversation_id", p.conversation, true)
	s.put(out, f, "created_at", p.at.Format("2006-01-02T15:04:05.000Z"), true)
	s.put(out, f, "lang", "en", true)
	s.put(out, f, "author_id", p.author.id, true)
	s.put(out, f, "edit_history_post_ids", p.history, true)
	s.put(out, f, "display_text_range", []int{n, utf8.RuneCountInString(text)}, true)
	s.put(out, f, "entities", entities, len(entities) > 0)
	s.put(out, f, "referenced_posts", refers, len(refers) > 0)
	if p.replyTo != nil {
		s.put(out, f, "in_reply_to_user_id", p.replyTo.author.id, true)
	}
	if len(p.media) > 0 {
		keys := make([]string, len(p.media))
		for i, m := range p.media {
			keys[i] = m.key()
		}
		s.put(out, f, "attachments", object{"media_keys": keys}, true)
	}
	if f.asks("public_metrics") {
		out["public_metrics"] = s.metrics(p)
	}
	return out
}

func (s *Server) put(out object, f fields, name string, v any, there bool) {
	if there && (f.asks(name) || name == "attachments" && f.asks("attachments.media_keys")) {
		out[name] = v
	}
}

// metrics counts what people did with a post.
func (s *Server) metrics(p *post) object {
	replies, quotes := 0, 0
	for _, o := range s.posts {
		if o.visible() && o.replyTo == p {
			replies++
		}
		if o.visible() && o.quotes == p {
			quotes++
		}
	}
	return object{"reply_count": replies, "quote_count": quotes, "repost_count": 2, "like_count": 3, "bookmark_count": 0, "impression_count": 1000}
}

// posts answers with posts, and with whoever wrote them where that was asked.
func (s *Server) answer(q *request, found []*post, errors []object, meta object) {
	f := q.fields()
	data := make([]object, len(found))
	var users, media []object
	known := map[string]bool{}
	for i, p := range found {
		data[i] = s.shown(p, f)
		if f.asks("author_id") && !known[p.author.id] {
			known[p.author.id] = true
			users = append(users, p.author.shown(f))
		}
		for _, m := range p.media {
			if f.asks("attachments.media_keys") && !known[m.key()] {
				known[m.key()] = true
				media = append(media, m.shown(f))
			}
		}
	}
	out := object{}
	if len(data) > 0 {
		out["data"] = data
	}
	if len(users) > 0 || len(media) > 0 {
		in := object{}
		if len(users) > 0 {
			in["users"] = users
		}
		if len(media) > 0 {
			in["media"] = media
		}
		out["includes"] = in
	}
	if len(errors) > 0 {
		out["errors"] = errors
	}
	if meta != nil {
		meta["result_count"] = len(data)
		out["meta"] = meta
	}
	q.data(200, out)
}

func (u *user) shown(f fields) object {
	out := object{"id": u.id, "name": u.name, "username": u.handle}
	if slices.Contains(f.users, "protected") {
		out["protected"] = u.protected
	}
	return out
}
