package xtest

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// A picture is what was uploaded: a picture, a video, or subtitles.
type picture struct {
	id          string
	owner       *user
	kind        string
	category    string
	total, have int
	sum         hash.Hash // of what came; it is not kept, for a video is large
	next        int       // segment
	last        [sha256.Size]byte
	whole       bool // it was finalized
	ready, used bool
	looks       int // how often its state has to be asked for until it is ready
	alt         string
	subtitles   []string // languages
	until       time.Time
}

func (m *picture) video() bool { return m.category == "tweet_video" }

func (m *picture) key() string {
	if m.video() {
		return "7_" + m.id
	}
	return "3_" + m.id
}

func (m *picture) shown(f fields) object {
	if m.video() {
		return object{"media_key": m.key(), "type": "video"}
	}
	out := object{"media_key": m.key(), "type": "photo"}
	if slices.Contains(f.media, "url") {
		out["url"] = "https://pbs.twimg.com/media/" + m.id + ".jpg"
	}
	return out
}

const mediaLife = 24 * time.Hour

// initialize is POST /2/media/upload/initialize.
func (s *Server) initialize(q *request) {
	var in struct {
		Kind     string `json:"media_type"`
		Category string `json:"media_category"`
		Total    int    `json:"total_bytes"`
	}
	if !q.json(&in) {
		return
	}
	want, ok := map[string]string{
		"image/jpeg": "tweet_image", "image/png": "tweet_image", "image/webp": "tweet_image", "image/gif": "tweet_gif",
		"video/mp4": "tweet_video", "text/srt": "subtitles",
	}[in.Kind]
	most := map[string]int{"tweet_video": 512_000_000, "subtitles": 1 << 20}[want]
	if !ok || in.Category != want || in.Total <= 0 || in.Total > max(most, 5<<20) {
		q.invalid("The media type, category or size is not valid.")
		return
	}
	m := &picture{
		id: strconv.FormatUint(s.snowflake(), 10), owner: q.as, kind: in.Kind, category: want, total: in.Total, sum: sha256.New(),
		until: s.o.Now().Add(mediaLife),
	}
	if want == "tweet_gif" || want == "tweet_video" {
		m.looks = 2
	}
	s.media[m.id] = m
	q.data(http.StatusOK, object{"data": object{"id": m.id, "media_key": m.key(), "expires_after_secs": int(mediaLife / time.Second)}})
}

// upload returns the picture that a request is about, and answers the request
// when there is none.
func (s *Server) upload(q *request, id string) *picture {
	m := s.media[id]
	if m == nil || m.owner != q.as || s.o.Now().After(m.until) {
		q.invalid("The media id " + id + " is not valid.")
		return nil
	}
	return m
}

// append is POST /2/media/upload/:id/append.
func (s *Server) append(q *request) {
	m := s.upload(q, q.ids[0])
	if m == nil {
		return
	}
	i, data, err := segment(q)
	sum := sha256.Sum256(data)
	switch {
	case err == nil && i == m.next-1 && sum == m.last && !m.whole && !s.o.OnceEach: // the same again
	case err != nil || i != m.next || m.whole || len(data) == 0 || len(data) > 5_000_000 || m.have+len(data) > m.total:
		q.invalid("The segment is not valid.")
		return
	default:
		m.next++
		m.have += len(data)
		m.last = sum
		m.sum.Write(data)
	}
	q.data(http.StatusOK, object{"data": object{"expires_at": m.until.Unix()}})
}

// segment reads the form of a segment.
func segment(q *request) (int, []byte, error) {
	kind, params, err := mime.ParseMediaType(q.r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return 0, nil, errors.Join(err, errors.New("this is not a form"))
	}
	form, err := multipart.NewReader(bytes.NewReader(q.body), params["boundary"]).ReadForm(8 << 20)
	if err != nil {
		return 0, nil, err
	}
	if len(form.Value) != 1 || len(form.Value["segment_index"]) != 1 || len(form.File) != 1 || len(form.File["media"]) != 1 {
		return 0, nil, errors.New("there are other fields in the form")
	}
	i, err := strconv.Atoi(form.Value["segment_index"][0])
	if err != nil {
		return 0, nil, err
	}
	f, err := form.File["media"][0].Open()
	if err != nil {
		return 0, nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	return i, data, err
}

// finalize is POST /2/media/upload/:id/finalize.
func (s *Server) finalize(q *request) {
	m := s.upload(q, q.ids[0])
	if m == nil {
		return
	}
	if m.have != m.total || m.whole {
		q.invalid("The media is not complete, or was finalized before.")
		return
	}
	m.whole, m.ready = true, m.looks == 0
	q.data(http.StatusOK, object{"data": s.state(m)})
}

func (s *Server) state(m *picture) object {
	out := object{"id": m.id, "media_key": m.key(), "size": m.total, "expires_after_secs": int(mediaLife / time.Second)}
	switch {
	case m.ready:
	case s.unreadable != "" && m.looks < 2:
		out["processing_info"] = object{"state": "failed", "error": object{"code": 1, "name": "InvalidMedia", "message": s.unreadable}}
	default:
		after := 0
		if m.video() {
			after = 5
		}
		out["processing_info"] = object{"state": "in_progress", "check_after_secs": after, "progress_percent": 50}
	}
	return out
}

// Unreadable makes every video and GIF fail when it is processed, with X's reason.
func (s *Server) Unreadable(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unreadable = reason
}

// status is GET /2/media/upload?command=STATUS.
func (s *Server) status(q *request) {
	v := q.r.URL.Query()
	if v.Get("command") != "STATUS" {
		q.invalid("The `command` query parameter is not valid")
		return
	}
	m := s.upload(q, v.Get("media_id"))
	if m == nil {
		return
	}
	if !m.whole {
		q.invalid("The media was not finalized.")
		return
	}
	m.looks = max(0, m.looks-1)
	m.ready = m.looks == 0 && s.unreadable == ""
	q.data(http.StatusOK, object{"data": s.state(m)})
}

// metadata is POST /2/media/metadata.
func (s *Server) metadata(q *request) {
	var in struct {
		ID       string
		Metadata struct {
			Alt struct{ Text string } `json:"alt_text"`
		}
	}
	if !q.json(&in) {
		return
	}
	m := s.upload(q, in.ID)
	if m == nil {
		return
	}
	if n := len([]rune(in.Metadata.Alt.Text)); n == 0 || n > 1000 || !m.ready || m.video() && s.o.Plain {
		q.invalid("The alt text is not valid.")
		return
	}
	m.alt = in.Metadata.Alt.Text
	q.data(http.StatusOK, object{"data": object{"id": m.id, "associated_metadata": object{"alt_text": object{"text": m.alt}}}})
}

// subtitles is POST /2/media/subtitles.
func (s *Server) subtitles(q *request) {
	var in struct {
		ID        string
		Category  string `json:"media_category"`
		Subtitles struct {
			ID       string
			Language string `json:"language_code"`
			Name     string `json:"display_name"`
		}
	}
	if !q.json(&in) {
		return
	}
	m, subs := s.upload(q, in.ID), (*picture)(nil)
	if m != nil {
		subs = s.upload(q, in.Subtitles.ID)
	}
	if m == nil || subs == nil {
		return
	}
	if !m.video() || !m.ready || subs.category != "subtitles" || !subs.ready || in.Category != "TweetVideo" || len(in.Subtitles.Language) != 2 || in.Subtitles.Name == "" || s.o.Plain {
		q.invalid("The subtitles are not valid.")
		return
	}
	m.subtitles = append(m.subtitles, in.Subtitles.Language)
	q.data(http.StatusOK, object{"data": object{"id": m.id, "media_category": "TweetVideo"}})
}
