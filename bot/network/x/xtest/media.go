package xtest

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// A picture is what was uploaded.
type picture struct {
	id          string
	owner       *user
	kind        string
	total       int
	data        []byte
	next        int // segment
	ready, used bool
	looks       int // how often its state has to be asked for until it is ready
	alt         string
	until       time.Time
}

func (m *picture) key() string { return "3_" + m.id }

func (m *picture) shown(f fields) object {
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
	}[in.Kind]
	if !ok || in.Category != want || in.Total <= 0 || in.Total > 5<<20 {
		q.invalid("The media type, category or size is not valid.")
		return
	}
	m := &picture{id: strconv.FormatUint(s.snowflake(), 10), owner: q.as, kind: in.Kind, total: in.Total, until: s.o.Now().Add(mediaLife)}
	if in.Kind == "image/gif" {
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
	if err != nil || i != m.next || m.ready || len(data) == 0 || len(data) > 4<<20 || len(m.data)+len(data) > m.total {
		q.invalid("The segment is not valid.")
		return
	}
	m.next++
	m.data = append(m.data, data...)
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
	if len(m.data) != m.total {
		q.invalid("The media is not complete.")
		return
	}
	m.ready = m.looks == 0
	q.data(http.StatusOK, object{"data": m.state()})
}

func (m *picture) state() object {
	out := object{"id": m.id, "media_key": m.key(), "size": m.total, "expires_after_secs": int(mediaLife / time.Second)}
	if !m.ready {
		out["processing_info"] = object{"state": "in_progress", "check_after_secs": 0, "progress_percent": 50}
	}
	return out
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
	m.looks = max(0, m.looks-1)
	m.ready = m.looks == 0
	q.data(http.StatusOK, object{"data": m.state()})
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
	if n := len([]rune(in.Metadata.Alt.Text)); n == 0 || n > 1000 {
		q.invalid("The alt text is not valid.")
		return
	}
	m.alt = in.Metadata.Alt.Text
	q.data(http.StatusOK, object{"data": object{"id": m.id, "associated_metadata": object{"alt_text": object{"text": m.alt}}}})
}
