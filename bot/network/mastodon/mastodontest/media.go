package mastodontest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

type medium struct {
	id, kind, alt, name string
	by                  *account
	used                *status
	slow                int // how often it is still being processed
	size                int64
	sum                 string // SHA-256 of the file, which is not kept
	poster              bool
}

func (m *medium) video() bool { return m.kind == "video/mp4" }

func (m *medium) json() object {
	kind := "image"
	if m.video() {
		kind = "video"
	}
	o := object{
		"id": m.id, "type": kind, "url": "https://mastodon.example/media/" + m.id, "preview_url": "https://mastodon.example/media/small/" + m.id,
		"remote_url": nil, "meta": object{}, "description": m.alt, "blurhash": "UFBWY:8_0Jxv4mx]t8t64.%M-:IUWGWAt6M}",
	}
	if m.slow > 0 {
		o["url"] = nil
	}
	if m.alt == "" {
		o["description"] = nil
	}
	return o
}

func (s *Server) uploadMedia(t *token, r *http.Request) (int, any) {
	m := &medium{by: t.account, slow: s.o.Slow}
	if err := m.read(r); err != nil {
		return strict("%v", err)
	}
	switch {
	case m.video() && !s.o.Videoless:
		m.slow = max(m.slow, 2)
		if m.size > 103809024 {
			return problem(422, "Validation failed: File file size must be less than 99 MB")
		}
	case !slices.Contains([]string{"image/jpeg", "image/png", "image/gif", "image/webp"}, m.kind):
		return problem(422, "Validation failed: File content type is invalid, File is invalid")
	case m.size == 0:
		return problem(422, "Validation failed: File can't be blank")
	case m.size > 16777216:
		return problem(422, "Validation failed: File file size must be less than 16 MB")
	case m.poster:
		return strict("a picture with a thumbnail")
	}
	if utf8.RuneCountInString(m.alt) > 1500 {
		return problem(422, "Validation failed: Description is too long (maximum is 1500 characters)")
	}
	m.id = s.id()
	s.media[m.id] = m
	if m.slow > 0 {
		return http.StatusAccepted, m.json()
	}
	return http.StatusOK, m.json()
}

// read reads a picture from a form.
func (m *medium) read(r *http.Request) error {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return fmt.Errorf("a picture of type %q", kind)
	}
	parts := multipart.NewReader(r.Body, params["boundary"])
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch p.FormName() {
		case "file":
			h := sha256.New()
			if m.size, err = io.Copy(h, p); err != nil {
				return err
			}
			m.kind, m.name, m.sum = p.Header.Get("Content-Type"), p.FileName(), hex.EncodeToString(h.Sum(nil))
		case "description":
			b, err := io.ReadAll(p)
			if err != nil {
				return err
			}
			m.alt = strings.TrimSpace(string(b))
		case "thumbnail":
			if m.poster = p.FileName() == "poster.jpeg" && p.Header.Get("Content-Type") == "image/jpeg"; !m.poster {
				return fmt.Errorf("the thumbnail %q", p.FileName())
			}
		default:
			return fmt.Errorf("the field %q", p.FormName())
		}
	}
}

func (s *Server) getMedia(t *token, r *http.Request) (int, any) {
	m := s.media[r.PathValue("id")]
	if m == nil || m.by != t.account || m.used != nil {
		return notFound()
	}
	if m.slow > 0 {
		m.slow--
		return http.StatusPartialContent, m.json()
	}
	if s.unreadable {
		return problem(422, "Error processing thumbnail for uploaded media")
	}
	return http.StatusOK, m.json()
}

func (s *Server) deleteMedia(t *token, r *http.Request) (int, any) {
	m := s.media[r.PathValue("id")]
	switch {
	case m == nil || m.by != t.account:
		return notFound()
	case m.used != nil:
		return http.StatusUnprocessableEntity, object{"error": "Media attachment is currently used by a status", "details": object{}}
	}
	delete(s.media, m.id)
	return http.StatusOK, object{}
}

// Unreadable makes every file fail when it is processed.
func (s *Server) Unreadable() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unreadable = true
}

// Sums returns the SHA-256 of the media of a status, with "+poster" behind those that
// have a picture of their own.
func (s *Server) Sums(id string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	if st := s.there(id); st != nil {
		for _, m := range st.media {
			sum := m.sum
			if m.poster {
				sum += "+poster"
			}
			out = append(out, sum)
		}
	}
	return out
}

// Names returns the names of the files that were uploaded.
func (s *Server) Names() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, m := range s.media {
		out = append(out, m.name)
	}
	slices.Sort(out)
	return out
}

// Alts returns the descriptions of the pictures of a status.
func (s *Server) Alts(id string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	if st := s.there(id); st != nil {
		for _, m := range st.media {
			out = append(out, m.alt)
		}
	}
	return out
}

// LoseMedia forgets the pictures that belong to no status.
func (s *Server) LoseMedia() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, m := range s.media {
		if m.used == nil {
			delete(s.media, id)
		}
	}
}
