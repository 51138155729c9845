package practice

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"appealbot/bot"
	room "appealbot/bot/chat/practice"
	wall "appealbot/bot/network/practice"
	"appealbot/bot/web"
)

// perPage is how many messages a page shows; perWall how many posts, and
// perPost how many answers under each.
const (
	perPage = 50
	perWall = 20
	perPost = 30
)

// A Completion is something that can follow the slash command.
type Completion struct {
	Verb  string // "approve"
	Usage string // "approve [APPEAL]"
	Hint  string // "Say yes to exactly this text."
}

// Options are the settings of the page. All but Chat, Log, Example and Complete
// are required.
type Options struct {
	// Chat is the department's side. Without it only the public one is shown,
	// for a department that practises in a chat of its own; Command is not
	// needed then.
	Chat *room.Platform
	Wall *wall.Wall
	// Media are the videos that officers drop. Without it none is shown.
	Media bot.Blobs
	Now   func() time.Time
	Zone  *time.Location
	// Command is the slash command: "/appeal".
	Command string
	// Example is a whole line that a newcomer can begin with.
	Example string
	// Complete returns what an officer can type after the command.
	Complete func(user string) []Completion
	Log      *slog.Logger
}

// page serves the practice room.
type page struct {
	o     Options
	files assets
	html  *template.Template
}

// Mount puts the practice room's page on a mux.
func Mount(m *web.Mux, o Options) error {
	if o.Wall == nil || o.Now == nil || o.Zone == nil || o.Chat != nil && o.Command == "" {
		return errors.New("mount practice room: an option is missing")
	}
	if o.Complete == nil {
		o.Complete = func(string) []Completion { return nil }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	p := &page{o: o, files: readAssets()}
	var err error
	if p.html, err = template.New("").Funcs(p.funcs()).ParseFS(embedded, "html/*.tmpl"); err != nil {
		return fmt.Errorf("mount practice room: %w", err)
	}
	m.Handle("GET /{$}", http.HandlerFunc(p.show))
	m.Handle("GET /post/{id}", http.HandlerFunc(p.post))
	m.Stream("GET /live", p.live)
	m.Handle("GET /style.css", p.files.serve("style.css"))
	m.Handle("GET /script.js", p.files.serve("script.js"))
	m.Handle("GET /cover.js", p.files.serve("cover.js"))
	m.Handle("GET /favicon.ico", p.files.serve("icon.svg"))
	m.Handle("GET /wall/picture/{digest}", http.HandlerFunc(o.Wall.ServeMedia))
	m.HandleWithin("GET /wall/film/{post}", web.Limits{Timeout: uploadTime}, p.slowly(o.Wall.ServeFilm))
	p.mountWall(m)
	if o.Chat != nil {
		p.mountChat(m)
	}
	return nil
}

// where is what a browser window looks at.
type where struct {
	Officer, Channel, Thread string
	Before                   string // the first message that is not shown any more
	Tab                      string // "chat" or "public", where there is no room for both
}

// URL is the address of what the window looks at.
func (s where) URL() string {
	q := url.Values{"officer": {s.Officer}, "channel": {s.Channel}}
	for k, v := range map[string]string{"thread": s.Thread, "before": s.Before} {
		if v != "" {
			q.Set(k, v)
		}
	}
	if s.Tab == "public" {
		q.Set("tab", s.Tab)
	}
	return "/?" + q.Encode()
}

// look reads from an address what the window looks at. What is not there (any
// more) is replaced by something that is.
func (p *page) look(q url.Values) (where, []room.Channel, error) {
	s := where{Officer: q.Get("officer"), Channel: q.Get("channel"), Thread: q.Get("thread"), Before: q.Get("before"), Tab: "chat"}
	if q.Get("tab") == "public" {
		s.Tab = "public"
	}
	if _, err := p.o.Chat.Officer(s.Officer); err != nil {
		s.Officer = p.o.Chat.Officers()[0].User
	}
	cs, err := p.o.Chat.Channels(s.Officer)
	if err != nil {
		return s, nil, err
	}
	for _, c := range cs {
		if c.ID == s.Channel {
			return s, cs, nil
		}
	}
	s.Channel, s.Thread, s.Before = cs[0].ID, "", ""
	return s, cs, nil
}

// show serves the whole page.
func (p *page) show(w http.ResponseWriter, r *http.Request) {
	template, whole := "page", p.whole
	if p.o.Chat == nil {
		template, whole = "alone", p.alone
	}
	v, err := whole(r.URL.Query())
	if err != nil {
		p.failed(w, r, err)
		return
	}
	var b bytes.Buffer
	if err := p.html.ExecuteTemplate(&b, template, v); err != nil {
		p.failed(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b.Bytes())
}

// answerID is how the wall names what visitors wrote.
var answerID = regexp.MustCompile(`^a[0-9]+$`)

// post leads from the public address of a post or an answer to its place on
// the page.
func (p *page) post(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if answerID.MatchString(id) {
		http.Redirect(w, r, "/?tab=public#reply-"+id, http.StatusSeeOther)
		return
	}
	v, ok := p.o.Wall.Post(id)
	if !ok {
		http.Error(w, "There is no such post on the practice wall (any more).", http.StatusNotFound)
		return
	}
	http.Redirect(w, r, "/?tab=public#post-"+url.PathEscape(v.ID), http.StatusSeeOther)
}

// failed answers a request for a page that could not be drawn.
func (p *page) failed(w http.ResponseWriter, r *http.Request, err error) {
	ref := web.Reference()
	p.o.Log.Error("practice page failed", "reference", ref, "route", r.Pattern, "err", err)
	http.Error(w, web.Sorry(ref), http.StatusInternalServerError)
}

// draw draws one piece of the page.
func (p *page) draw(name string, v any) (string, error) {
	var b bytes.Buffer
	if err := p.html.ExecuteTemplate(&b, name, v); err != nil {
		return "", fmt.Errorf("draw %s: %w", name, err)
	}
	return b.String(), nil
}
