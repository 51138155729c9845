package practice

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"appealbot/bot"
)

// The wire format of uploads.
type (
	wireUpload struct {
		ID     string      `json:"id,omitempty"`
		Key    string      `json:"key,omitempty"`
		Digest string      `json:"digest,omitempty"`
		Type   string      `json:"type,omitempty"`
		Size   int64       `json:"size"`
		Sent   int64       `json:"sent"`
		State  UploadState `json:"state,omitempty"`
		Reason string      `json:"reason,omitempty"`
	}
	wireVideo struct {
		Upload   string        `json:"upload"`
		Alt      string        `json:"alt,omitempty"`
		Width    int           `json:"width,omitempty"`
		Height   int           `json:"height,omitempty"`
		Poster   string        `json:"poster,omitempty"`
		Captions []wireCaption `json:"captions,omitempty"`
	}
	wireCaption struct {
		Language string `json:"language"`
		Digest   string `json:"digest"`
	}
)

func wireOf(u ShownUpload) wireUpload {
	return wireUpload{ID: u.ID, Key: u.Key, Digest: u.Digest, Type: u.Type, Size: u.Size, Sent: u.Sent, State: u.State, Reason: u.Spoilt}
}

// mountUploads puts the way in which videos come on a mux.
func (w *Wall) mountUploads(m *http.ServeMux) {
	m.HandleFunc("POST /v1/uploads", w.account(false, w.beginUpload))
	m.HandleFunc("GET /v1/uploads/{id}", w.account(false, w.lookUpload))
	m.HandleFunc("PUT /v1/uploads/{id}", w.account(false, w.putPiece))
	m.HandleFunc("DELETE /v1/uploads/{id}", w.account(false, w.deleteUpload))
}

func (w *Wall) beginUpload(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	var in wireUpload
	d := json.NewDecoder(http.MaxBytesReader(rw, r.Body, maxRequest))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		fail(rw, refuse(http.StatusBadRequest, "bad_request", "this announces no video"))
		return
	}
	u, err := w.begin(Upload{Account: id, Key: in.Key, Digest: in.Digest, Type: in.Type, Size: in.Size})
	if err != nil {
		fail(rw, err)
		return
	}
	answer(rw, http.StatusCreated, wireOf(u))
}

func (w *Wall) lookUpload(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	u, err := w.look(id, r.PathValue("id"))
	if err != nil {
		fail(rw, err)
		return
	}
	answer(rw, http.StatusOK, wireOf(u))
}

func (w *Wall) putPiece(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	offset, err := strconv.ParseInt(r.URL.Query().Get("offset"), 10, 64)
	if err != nil || offset < 0 || r.ContentLength <= 0 || r.ContentLength > maxPiece {
		fail(rw, refuse(http.StatusBadRequest, "bad_request", "this is no piece of a video"))
		return
	}
	if err := w.forget(id); err != nil {
		fail(rw, err)
		return
	}
	body, breaks := io.Reader(r.Body), w.breaks(id)
	if breaks {
		body = io.MultiReader(io.LimitReader(r.Body, r.ContentLength/2), brokenOff{})
	}
	u, err := w.receive(id, r.PathValue("id"), offset, body)
	if breaks {
		panic(http.ErrAbortHandler) // net/http breaks the connection and says nothing
	}
	if err != nil {
		fail(rw, err)
		return
	}
	answer(rw, http.StatusOK, wireOf(u))
}

// breaks reports whether FaultBreak hits a piece.
func (w *Wall) breaks(id bot.AccountID) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.accounts[id].forbids(FaultBreak)
}

// brokenOff is a connection from which nothing comes any more.
type brokenOff struct{}

// Read implements io.Reader.
func (brokenOff) Read([]byte) (int, error) {
	return 0, errors.New("the connection is broken, for an exercise")
}

func (w *Wall) deleteUpload(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	if err := w.takeBack(id, r.PathValue("id")); err != nil {
		fail(rw, err)
		return
	}
	rw.WriteHeader(http.StatusNoContent)
}

// ServeFilm serves the video of the public post that the path value "post" names, or
// a range of it. A page on another mux may use it, too.
func (w *Wall) ServeFilm(rw http.ResponseWriter, r *http.Request) {
	f, u, ok := w.film(r.PathValue("post"))
	if !ok {
		http.NotFound(rw, r)
		return
	}
	guard(rw.Header(), f.Type)
	rw.Header().Set("Cache-Control", "private, no-cache") // it may be taken down
	rw.Header().Set("Etag", strconv.Quote(u.Digest))
	tape := &reel{blobs: w.o.Blobs, pieces: u.pieces}
	defer tape.close()
	http.ServeContent(rw, r, "", time.Time{}, io.NewSectionReader(tape, 0, u.Size))
}

// film returns the video of a post that everybody can see.
func (w *Wall) film(post string) (Film, upload, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, ok := w.posts[post]
	if !ok || p.Film == nil || p.Private || !p.Removed.IsZero() || w.accounts[p.Account].fault.Kind == FaultSuspended {
		return Film{}, upload{}, false
	}
	u, ok := w.uploads[p.Film.Upload]
	if !ok {
		return Film{}, upload{}, false
	}
	return *p.Film, upload{Upload: u.Upload, pieces: u.pieces}, true
}

// guard keeps a file that came from outside from being anything but what it is.
func guard(h http.Header, kind string) {
	h.Set("Content-Type", kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=86400, immutable")
}
