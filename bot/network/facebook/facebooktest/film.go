package facebooktest

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

type film struct {
	id, page, session string
	size, offset      int64
	sum               hash.Hash
	finished          bool
	failed            bool
	looks             int // until it is ready
	words, title      string
	poster            bool
	captions          map[string]string
	created           time.Time
	order             int
}

// A Film is what Facebook has of a video.
type Film struct {
	Size        int64
	Sum         string // SHA-256, in hexadecimal
	Words       string
	Title       string
	Poster      bool
	Public      bool
	Captions    map[string]string // by locale
	Transferred int64
}

// Film returns a video.
func (s *Server) Film(id string) (Film, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.films[id]
	if f == nil {
		return Film{}, false
	}
	return Film{
		Size: f.size, Sum: hex.EncodeToString(f.sum.Sum(nil)), Words: f.words, Title: f.title, Poster: f.poster, Public: f.order > 0,
		Captions: f.captions, Transferred: f.offset,
	}, true
}

// Films returns the ids of a Page's videos.
func (s *Server) Films(page string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for id, f := range s.films {
		if f.page == page {
			out = append(out, id)
		}
	}
	return out
}

// Lose makes Facebook lose what it has of the videos that are on their way.
func (s *Server) Lose() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.films {
		if !f.finished {
			f.offset, f.sum = 0, sha256.New()
		}
	}
}

// Spoil makes Facebook unable to use a video.
func (s *Server) Spoil(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.films[id].failed = true
}

// Expire ends the sessions of all uploads.
func (s *Server) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.films {
		f.session = ""
	}
}

// offsets are a place in a video, as Facebook writes it.
func (s *Server) offsets(f *film) object {
	return object{
		"start_offset": strconv.FormatInt(f.offset, 10), "end_offset": strconv.FormatInt(min(f.offset+s.o.Piece, f.size), 10),
	}
}

// upload takes a step of an upload.
func (s *Server) upload(q *request) {
	switch phase := q.form.Get("upload_phase"); phase {
	case "start":
		n, err := strconv.ParseInt(q.form.Get("file_size"), 10, 64)
		if err != nil || n < 1 || n > 10<<30 || len(q.form) != 2 {
			q.fail(problem{Code: 352, Subcode: 1363023, Message: "The video file you selected is too large or too small"})
			return
		}
		f := &film{id: s.id(), page: q.id, session: s.id(), size: n, sum: sha256.New(), looks: s.o.Looks, captions: map[string]string{}, created: s.o.Now()}
		s.films[f.id] = f
		out := s.offsets(f)
		out["upload_session_id"], out["video_id"] = f.session, f.id
		q.write(http.StatusOK, out)
	case "transfer", "finish":
		var f *film
		for _, o := range s.films {
			if o.session != "" && o.session == q.form.Get("upload_session_id") && !o.finished {
				f = o
			}
		}
		if f == nil {
			q.fail(problem{Code: 100, Message: "(#100) Invalid upload_session_id"})
		} else if phase == "transfer" {
			s.transfer(q, f)
		} else {
			s.finish(q, f)
		}
	default:
		q.fail(problem{Code: 100, Message: "(#100) Param upload_phase must be one of {start, transfer, finish, cancel}"})
	}
}

func (s *Server) transfer(q *request, f *film) {
	at, err := strconv.ParseInt(q.form.Get("start_offset"), 10, 64)
	switch {
	case err != nil || q.file == nil || q.file.field != "video_file_chunk" || len(q.form) != 3:
		q.fail(problem{Code: 100, Subcode: 1363020, Message: "No Video Selected"})
	case at != f.offset || at+int64(len(q.file.data)) > f.size:
		q.fail(problem{Code: 6000, Subcode: 1363037, Message: "There was a problem uploading your video. Please try uploading it again.", Data: s.offsets(f)})
	default:
		f.sum.Write(q.file.data)
		f.offset += int64(len(q.file.data))
		q.write(http.StatusOK, s.offsets(f))
	}
}

func (s *Server) finish(q *request, f *film) {
	if f.offset != f.size || q.form.Get("published") != "false" || q.file != nil && q.file.field != "thumb" {
		q.fail(problem{Code: 100, Message: "(#100) The video is not complete"})
		return
	}
	if s.refuses(q, q.form.Get("description")) {
		return
	}
	f.finished, f.words, f.title, f.poster = true, q.form.Get("description"), q.form.Get("title"), q.file != nil
	q.success()
}

// shownFilm is all that is told of a video.
func (s *Server) shownFilm(f *film) object {
	status := object{"video_status": "uploading"}
	switch {
	case f.failed:
		status = object{"video_status": "error", "processing_phase": object{"status": "error", "errors": []object{{"code": 1363047, "message": "Video format is not supported."}}}}
	case f.finished && f.looks > 0:
		f.looks--
		status = object{"video_status": "processing", "processing_progress": 40, "processing_phase": object{"status": "in_progress"}}
	case f.finished:
		status = object{"video_status": "ready"}
	}
	return object{
		"id": f.id, "description": f.words, "title": f.title, "published": f.order > 0, "permalink_url": "/" + f.page + "/videos/" + f.id + "/", "status": status,
		"created_time": stamp(f.created), "reactions": object{"data": []any{}, "summary": object{"total_count": 7}},
		"comments": object{"data": []any{}, "summary": object{"total_count": len(s.below(f.id))}},
	}
}

func (s *Server) changeFilm(q *request, f *film) {
	for k, vs := range q.form {
		switch {
		case k == "published" && vs[0] == "true" && f.finished && f.looks == 0 && !f.failed:
			if f.order == 0 {
				s.order++
				f.order, f.created = s.order, s.o.Now()
			}
		case k == "description":
			f.words = vs[0]
		default:
			q.fail(problem{Code: 100, Message: "(#100) Cannot set " + k + " of a video like this"})
			return
		}
	}
	q.success()
}

var captionName = regexp.MustCompile(`^[\w-]+\.([a-z]{2,3}_[A-Z]{2,3})\.srt$`)

// caption takes the captions of a video in one language.
func (s *Server) caption(q *request) {
	f := s.films[q.id]
	if f == nil || !f.finished || q.file == nil {
		q.missing()
		return
	}
	m := captionName.FindStringSubmatch(q.file.name)
	if m == nil || !strings.HasPrefix(string(q.file.data), "1\n00:") {
		q.fail(problem{Code: 385, Message: "(#385) Invalid captions file"})
		return
	}
	f.captions[m[1]] = string(q.file.data)
	q.write(http.StatusOK, object{"id": f.id, "success": true})
}
