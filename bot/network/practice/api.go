package practice

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"appealbot/bot"
)

// The wire format of the API. What is not JSON is a picture.
type (
	wirePost struct {
		ID       string        `json:"id,omitempty"`
		URL      string        `json:"url,omitempty"`
		Ref      string        `json:"ref,omitempty"`
		Text     string        `json:"text"`
		Language string        `json:"language,omitempty"`
		ReplyTo  string        `json:"reply_to,omitempty"`
		Pictures []wirePicture `json:"pictures,omitempty"`
		Title    string        `json:"title,omitempty"`
		Video    *wireVideo    `json:"video,omitempty"`
		Private  bool          `json:"private,omitempty"`
		At       time.Time     `json:"at,omitzero"`
	}
	wireEdit struct {
		Text  string `json:"text"`
		Title string `json:"title,omitempty"`
	}
	wirePicture struct {
		Digest string `json:"digest"`
		Alt    string `json:"alt,omitempty"`
	}
	wirePosts struct {
		Posts []wirePost `json:"posts"`
	}
	wireAnswer struct {
		What     string    `json:"what"` // "new", "edited", "gone"
		ID       string    `json:"id"`
		Kind     string    `json:"kind"` // "reply", "quote", "mention"
		Under    string    `json:"under,omitempty"`
		Parent   string    `json:"parent,omitempty"`
		Name     string    `json:"name"`
		Handle   string    `json:"handle,omitempty"`
		URL      string    `json:"url,omitempty"`
		Language string    `json:"language,omitempty"`
		Text     string    `json:"text"`
		At       time.Time `json:"at"`
	}
	wireAnswers struct {
		Answers []wireAnswer `json:"answers"`
		Next    string       `json:"next"`
		More    bool         `json:"more"`
	}
	wireAccount struct {
		Account bot.AccountID `json:"account"`
		Handle  string        `json:"handle"`
	}
	wireLatest struct {
		Latest string `json:"latest"`
	}
	wireCounts struct {
		Counts map[string]wireCount `json:"counts"`
	}
	wireCount struct {
		Replies int `json:"replies"`
		Quotes  int `json:"quotes"`
		Likes   int `json:"likes"`
	}
	wireReason struct {
		Reason string `json:"reason,omitempty"`
	}
	wirePublic struct {
		Text string `json:"text"`
	}
	wireProblem struct {
		Error problem `json:"error"`
	}
)

const (
	maxRequest = 256 << 10        // bytes of JSON in one request
	pageSize   = 100              // answers in one page
	pageBytes  = 4 << 20          // and their size at most, as JSON
	longPoll   = 20 * time.Second // how long a request for news waits
)

// Handler serves the wall's API under /v1/, its pictures and captions under
// /media/ and its videos under /film/.
// Requests under /v1/ need the account's token as a bearer token.
//
//	GET    /v1/whoami           whose token it is
//	PUT    /v1/media/{digest}   a picture or captions, before the post that uses it
//	POST   /v1/uploads          announce a video; the same key finds it again
//	GET    /v1/uploads/{id}     how much of it is there, and what becomes of it
//	PUT    /v1/uploads/{id}?offset=  the next piece of it
//	DELETE /v1/uploads/{id}     take it back, while no post shows it
//	POST   /v1/posts            publish; Idempotency-Key where the account honours it
//	GET    /v1/posts?ref=       own public posts with that reference
//	GET    /v1/own              the account's 40 newest public posts
//	PUT    /v1/posts/{id}       change the words, where the account may
//	POST   /v1/posts/{id}/share share it again, where the account may
//	DELETE /v1/posts/{id}       take down; 404 when it is not there
//	GET    /v1/answers?after=   what the public did after a cursor, 100 at most
//	GET    /v1/wait?after=      returns as soon as there is more after a cursor
//	GET    /v1/counts?id=       how many people reacted to posts of one's own
//	POST   /v1/answers/{id}/{act}  act is hide, show or report
//	GET    /public/posts/{id}   a post, for everybody
//	GET    /media/{digest}      a picture or captions, for everybody
//	GET    /film/{post}         the video of a public post, for everybody
func (w *Wall) Handler() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET /v1/whoami", w.account(false, w.whoami))
	m.HandleFunc("PUT /v1/media/{digest}", w.account(false, w.putMedia))
	m.HandleFunc("POST /v1/posts", w.account(true, w.createPost))
	m.HandleFunc("GET /v1/posts", w.account(false, w.findPosts))
	m.HandleFunc("GET /v1/own", w.account(false, w.listOwn))
	m.HandleFunc("PUT /v1/posts/{id}", w.account(true, w.editPost))
	m.HandleFunc("POST /v1/posts/{id}/share", w.account(true, w.sharePost))
	m.HandleFunc("DELETE /v1/posts/{id}", w.account(false, w.deletePost))
	m.HandleFunc("GET /v1/answers", w.account(false, w.listAnswers))
	m.HandleFunc("GET /v1/wait", w.account(false, w.wait))
	m.HandleFunc("GET /v1/counts", w.account(false, w.counts))
	m.HandleFunc("POST /v1/answers/{id}/{act}", w.account(false, w.moderate))
	m.HandleFunc("GET /public/posts/{id}", w.publicPost)
	m.HandleFunc("GET /media/{digest}", w.ServeMedia)
	m.HandleFunc("GET /film/{post}", w.ServeFilm)
	w.mountUploads(m)
	return m
}

// account finds out whose request it is and lets the account's fault happen.
func (w *Wall) account(publishes bool, serve func(http.ResponseWriter, *http.Request, bot.AccountID)) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		id, known := w.tokens[sha256.Sum256([]byte(token))]
		if !ok || !known {
			answer(rw, http.StatusUnauthorized, problemBody("no_token", "this is nobody's token"))
			return
		}
		select {
		case <-w.closed:
			fail(rw, closing())
			return
		default:
		}
		w.misbehave(w.take(id, publishes), rw, r, func(rw http.ResponseWriter, r *http.Request) { serve(rw, r, id) })
	}
}

func problemBody(code, words string) wireProblem {
	return wireProblem{problem{Code: code, Words: words}}
}

func answer(rw http.ResponseWriter, status int, v any) {
	rw.Header().Set("Content-Type", "application/json")
	rw.Header().Set("X-Content-Type-Options", "nosniff")
	rw.WriteHeader(status)
	// An answer that cannot be written has nobody to read it.
	_ = json.NewEncoder(rw).Encode(v)
}

func fail(rw http.ResponseWriter, err error) {
	var p *problem
	if !errors.As(err, &p) {
		// Nothing was done: an event that is not kept does not happen.
		p = refuse(http.StatusServiceUnavailable, "not_kept", "the wall could not keep it")
	}
	answer(rw, p.status, wireProblem{*p})
}

func closing() *problem {
	return refuse(http.StatusServiceUnavailable, "closed", "the wall is closing")
}

func (w *Wall) whoami(rw http.ResponseWriter, _ *http.Request, id bot.AccountID) {
	answer(rw, http.StatusOK, wireAccount{id, w.accounts[id].Handle})
}

func (w *Wall) createPost(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	var in wirePost
	d := json.NewDecoder(http.MaxBytesReader(rw, r.Body, maxRequest))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		fail(rw, refuse(http.StatusBadRequest, "bad_request", "this is not a post"))
		return
	}
	p := Post{Account: id, Ref: in.Ref, Text: in.Text, Language: in.Language, ReplyTo: in.ReplyTo, Title: in.Title}
	for _, pic := range in.Pictures {
		p.Pictures = append(p.Pictures, Picture{Digest: pic.Digest, Alt: pic.Alt})
	}
	if v := in.Video; v != nil {
		p.Film = &Film{Upload: v.Upload, Alt: v.Alt, Width: v.Width, Height: v.Height, Poster: v.Poster}
		for _, c := range v.Captions {
			p.Film.Captions = append(p.Film.Captions, Subtitle(c))
		}
	}
	p, err := w.publish(p, r.Header.Get("Idempotency-Key"))
	if err != nil {
		fail(rw, err)
		return
	}
	answer(rw, http.StatusCreated, w.wire(p))
}

func (w *Wall) wire(p Post) wirePost {
	out := wirePost{ID: p.ID, URL: w.link(p.ID), Ref: p.Ref, Text: p.Text, Language: p.Language, ReplyTo: p.ReplyTo, At: p.At, Title: p.Title, Private: p.Private}
	for _, pic := range p.Pictures {
		out.Pictures = append(out.Pictures, wirePicture{pic.Digest, pic.Alt})
	}
	return out
}

func (w *Wall) findPosts(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	out := wirePosts{Posts: []wirePost{}}
	for _, p := range w.find(id, r.URL.Query().Get("ref")) {
		out.Posts = append(out.Posts, w.wire(p))
	}
	answer(rw, http.StatusOK, out)
}

func (w *Wall) deletePost(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	if w.lies(id, r.PathValue("id")) {
		rw.WriteHeader(http.StatusNoContent)
		return
	}
	was, err := w.remove(id, r.PathValue("id"))
	switch {
	case err != nil:
		fail(rw, err)
	case !was:
		fail(rw, refuse(http.StatusNotFound, "not_found", "there is no such post"))
	default:
		rw.WriteHeader(http.StatusNoContent)
	}
}

// cursor reads where a client has read to.
func cursor(r *http.Request) (uint64, error) {
	s := r.URL.Query().Get("after")
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0, refuse(http.StatusBadRequest, "bad_cursor", "there is no such cursor")
	}
	return n, nil
}

func (w *Wall) listAnswers(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	after, err := cursor(r)
	if err != nil {
		fail(rw, err)
		return
	}
	n := pageSize
	if i, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil && i > 0 {
		n = min(i, pageSize)
	}
	cs, more := w.changes(id, after, n)
	out := wireAnswers{Answers: make([]wireAnswer, 0, len(cs)), Next: strconv.FormatUint(after, 10), More: more}
	for _, c := range cs {
		out.Answers = append(out.Answers, w.wireAnswer(c))
		out.Next = strconv.FormatUint(c.Seq, 10)
	}
	answer(rw, http.StatusOK, out)
}

// changes returns at most n things that the public did after a cursor, and
// whether there is more.
func (w *Wall) changes(id bot.AccountID, after uint64, n int) ([]change, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := w.accounts[id].readable()
	from := sort.Search(len(all), func(i int) bool { return all[i].Seq > after })
	to, size := from, 0
	for to < len(all) && to < from+n {
		// JSON writes some bytes with six.
		size += 1000 + 6*(len(all[to].Text)+len(all[to].Name)+len(all[to].Handle))
		if size > pageBytes {
			break
		}
		to++
	}
	return slices.Clone(all[from:to]), to < len(all)
}

func (w *Wall) wireAnswer(c change) wireAnswer {
	what := "new"
	switch c.What {
	case edited:
		what = "edited"
	case deleted:
		what = "gone"
	}
	return wireAnswer{
		What: what, ID: c.ID, Kind: string(c.Kind), Under: c.Under, Parent: c.Parent,
		Name: c.Name, Handle: c.Handle, URL: w.link(c.ID), Language: c.Language, Text: c.Text, At: c.When,
	}
}

// wait answers as soon as there is more after a cursor than the client knows,
// and after a while in any case.
func (w *Wall) wait(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	after, err := cursor(r)
	if err != nil {
		fail(rw, err)
		return
	}
	changed, stop := w.Watch()
	defer stop()
	t := time.NewTimer(longPoll)
	defer t.Stop()
	for {
		w.mu.Lock()
		latest := w.accounts[id].latest()
		w.mu.Unlock()
		over := latest > after
		if !over {
			select {
			case <-changed:
				continue
			case <-t.C:
			case <-w.closed:
				fail(rw, closing())
				return
			case <-r.Context().Done():
				return
			}
		}
		answer(rw, http.StatusOK, wireLatest{strconv.FormatUint(latest, 10)})
		return
	}
}

func (w *Wall) putMedia(rw http.ResponseWriter, r *http.Request, _ bot.AccountID) {
	kind := r.Header.Get("Content-Type")
	if !slices.Contains(types, kind) && kind != captionType {
		fail(rw, refuse(http.StatusUnsupportedMediaType, "wrong_type", "this kind of picture is not taken"))
		return
	}
	data, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxPicture))
	if err != nil {
		fail(rw, refuse(http.StatusRequestEntityTooLarge, "too_big", "the picture is too big or did not arrive whole"))
		return
	}
	if err := w.upload(r.PathValue("digest"), kind, data); err != nil {
		fail(rw, err)
		return
	}
	rw.WriteHeader(http.StatusNoContent)
}

// ServeMedia serves the picture or the captions that the path value "digest" names. A page on
// another mux may use it, too.
func (w *Wall) ServeMedia(rw http.ResponseWriter, r *http.Request) {
	kind, data, ok := w.Media(r.PathValue("digest"))
	if !ok {
		http.NotFound(rw, r)
		return
	}
	guard(rw.Header(), kind)
	_, _ = rw.Write(data)
}
