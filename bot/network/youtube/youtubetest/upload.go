package youtubetest

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// grain is what every piece but the last must be a multiple of, and what is kept
// of a piece that did not arrive whole.
const grain = 256 << 10

// session is a resumable upload.
type session struct {
	as    *channel
	size  int64
	got   int64
	hash  hash.Hash
	meta  record
	video *video // once it is complete
	gone  bool
	put   int // pieces that arrived
}

// record is a video as it is written by a client.
type record struct {
	ID      string   `json:"id"`
	Snippet *snippet `json:"snippet"`
	Status  *struct {
		Privacy    string `json:"privacyStatus"`
		License    string `json:"license"`
		Embeddable *bool  `json:"embeddable"`
		Stats      *bool  `json:"publicStatsViewable"`
		Kids       *bool  `json:"selfDeclaredMadeForKids"`
	} `json:"status"`
}

type snippet struct {
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Tags        []string `json:"tags"`
	CategoryID  string   `json:"categoryId"`
	Language    string   `json:"defaultLanguage"`
}

// beginUpload is videos.insert.
func beginUpload(q *request) {
	var m record
	if !q.body(&m) || !q.fits(m) {
		return
	}
	size, err := strconv.ParseInt(q.r.Header.Get("X-Upload-Content-Length"), 10, 64)
	kind := q.r.Header.Get("X-Upload-Content-Type")
	switch {
	case q.r.URL.Query().Get("uploadType") != "resumable":
		q.fail(http.StatusBadRequest, "uploadTypeRequired", "This server takes resumable uploads only.")
	case err != nil || size <= 0 || size > 256<<30 || !strings.HasPrefix(kind, "video/") && kind != "application/octet-stream":
		q.fail(http.StatusBadRequest, "mediaBodyRequired", "The request does not include the video content.")
	case q.s.uploads >= q.s.o.Uploads:
		q.fail(http.StatusBadRequest, "uploadLimitExceeded", "The user has exceeded the number of videos they may upload.")
	default:
		q.s.uploads++
		id := q.s.id(60)
		q.s.sessions[id] = &session{as: q.as, size: size, hash: sha256.New(), meta: m}
		v := q.r.URL.Query()
		v.Set("upload_id", id)
		q.w.Header().Set("Location", "http://"+q.r.Host+q.r.URL.Path+"?"+v.Encode())
		q.w.WriteHeader(http.StatusOK)
	}
}

// fits checks what is said of a video.
func (q *request) fits(m record) bool {
	switch {
	case m.Snippet == nil || m.Status == nil || m.Status.Kids == nil:
		q.fail(http.StatusBadRequest, "invalidVideoMetadata", "The request metadata specifies an invalid video resource.")
	case !validTitle(m.Snippet.Title):
		q.fail(http.StatusBadRequest, "invalidTitle", "The request metadata specifies an invalid or empty video title.")
	case len(m.Snippet.Description) > 5000 || strings.ContainsAny(m.Snippet.Description, "<>") || q.s.bad(m.Snippet.Title+m.Snippet.Description):
		q.fail(http.StatusBadRequest, "invalidDescription", "The request metadata specifies an invalid video description.")
	case m.Snippet.CategoryID != "25":
		q.fail(http.StatusBadRequest, "invalidCategoryId", "The snippet.categoryId property specifies an invalid category ID.")
	case len(strings.Join(m.Snippet.Tags, ",")) > 500:
		q.fail(http.StatusBadRequest, "invalidTags", "The request metadata specifies invalid video keywords.")
	case m.Status.Privacy != "private" && m.Status.Privacy != "public" && m.Status.Privacy != "unlisted":
		q.fail(http.StatusBadRequest, "invalidVideoMetadata", "The privacy status is invalid.")
	default:
		return true
	}
	return false
}

func validTitle(s string) bool {
	return strings.TrimSpace(s) != "" && len([]rune(s)) <= 100 && !strings.ContainsAny(s, "<>\n")
}

// bad reports whether a text is refused.
func (s *Server) bad(text string) bool {
	for _, w := range s.refused {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

var (
	rangeOf = regexp.MustCompile(`^bytes (\d+)-(\d+)/(\d+)$`)
	asking  = regexp.MustCompile(`^bytes \*/(\d+)$`)
)

// continueUpload takes a piece of a video, or says how far the upload is. The body
// is read without the lock: it may take its time, or break off.
func (s *Server) continueUpload(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	u := s.open(w, r)
	s.mu.Unlock()
	if u == nil {
		return
	}
	span := r.Header.Get("Content-Range")
	if m := asking.FindStringSubmatch(span); m != nil && r.ContentLength == 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		if n, _ := strconv.ParseInt(m[1], 10, 64); n != u.size {
			http.Error(w, "Invalid total size.", http.StatusBadRequest)
			return
		}
		s.tell(w, u)
		return
	}
	m := rangeOf.FindStringSubmatch(span)
	if m == nil {
		http.Error(w, "Failed to parse Content-Range header.", http.StatusBadRequest)
		return
	}
	from, _ := strconv.ParseInt(m[1], 10, 64)
	to, _ := strconv.ParseInt(m[2], 10, 64)
	size, _ := strconv.ParseInt(m[3], 10, 64)
	n := to - from + 1
	s.mu.Lock()
	wrong := size != u.size || u.video != nil || from != u.got || to >= size || n <= 0 || n != r.ContentLength || to+1 < size && n%grain != 0
	s.mu.Unlock()
	if wrong {
		http.Error(w, "Invalid request. The piece is not the one that comes next.", http.StatusBadRequest)
		return
	}
	data, err := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	if from != u.got {
		http.Error(w, "Invalid request. The piece is not the one that comes next.", http.StatusBadRequest)
		return
	}
	if err != nil || int64(len(data)) != n {
		data = data[:len(data)/grain*grain]
	}
	u.hash.Write(data)
	u.got += int64(len(data))
	u.put++
	if u.got == u.size {
		s.complete(u)
	}
	s.tell(w, u)
}

// open returns the session that a request is about.
func (s *Server) open(w http.ResponseWriter, r *http.Request) *session {
	t, ok := s.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
	if !ok || t.revoked || !s.o.Now().Before(t.until) {
		fail(w, http.StatusUnauthorized, "authError", "Request had invalid authentication credentials.")
		return nil
	}
	u, ok := s.sessions[r.URL.Query().Get("upload_id")]
	if !ok || u.gone || u.as != t.as {
		http.Error(w, "Not Found", http.StatusNotFound)
		return nil
	}
	return u
}

// tell says how far a session is.
func (s *Server) tell(w http.ResponseWriter, u *session) {
	if u.video != nil {
		write(w, http.StatusOK, u.video.resource(s, []string{"id", "snippet", "status"}))
		return
	}
	if u.got > 0 {
		w.Header().Set("Range", "bytes=0-"+strconv.FormatInt(u.got-1, 10))
	}
	w.WriteHeader(http.StatusPermanentRedirect)
}

// complete makes a video of a session.
func (s *Server) complete(u *session) {
	v := &video{
		id: s.id(11), owner: u.as, meta: u.meta, privacy: "private", left: s.o.Converting, came: s.o.Now(),
		digest: hex.EncodeToString(u.hash.Sum(nil)), size: u.size, captions: make(map[string]string),
		fail: s.fail, reject: s.reject,
	}
	s.fail, s.reject = "", ""
	u.video = v
	s.videos = append(s.videos, v)
	s.lists[u.as.uploads()] = append([]string{v.id}, s.lists[u.as.uploads()]...)
}

// cancelUpload ends a session.
func (s *Server) cancelUpload(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.open(w, r); u != nil {
		u.gone = true
		w.WriteHeader(499)
	}
}

// ExpireUploads ends all uploads, as YouTube does after a while, and returns how
// many there were.
func (s *Server) ExpireUploads() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, u := range s.sessions {
		if !u.gone {
			u.gone = true
			n++
		}
	}
	return n
}

// Sessions is how many uploads were begun, and how many of them can go on.
func (s *Server) Sessions() (all, open int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, u := range s.sessions {
		if !u.gone && u.video == nil {
			open++
		}
	}
	return len(s.sessions), open
}

// FailNext makes the next video one that cannot be converted for a reason.
func (s *Server) FailNext(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = reason
}

// RejectNext makes the next video one that is rejected for a reason.
func (s *Server) RejectNext(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reject = reason
}

// UploadID is the secret in the address of an upload.
func UploadID(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Query().Get("upload_id")
}
