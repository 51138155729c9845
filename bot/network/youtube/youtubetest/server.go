package youtubetest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// The department's project, as it stands in Google's console.
const (
	ClientID     = "1234-practice.apps.googleusercontent.com"
	ClientSecret = "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ct"
	// Callback is the only address to which people are sent back, unless
	// Options name another.
	Callback = "http://127.0.0.1/"
)

// Options are the settings of a Server.
type Options struct {
	Now func() time.Time
	// Unaudited: videos of the project stay private.
	Unaudited bool
	// Converting is how often a video is looked at before it is converted.
	Converting int
	// Unverified: the channel may set no still pictures.
	Unverified bool
	// Units and Uploads are the quota of a day; zero means 10,000 and 100.
	Units, Uploads int
	Callback       string
	// Playlists are the ids of the playlists of "@MetroPolice".
	Playlists []string
}

// A Server is YouTube. It may be used concurrently.
type Server struct {
	o Options

	mu       sync.Mutex
	n        int // for ids
	channels []*channel
	videos   []*video // in the order in which they came
	sessions map[string]*session
	threads  []*comment // in the order in which they were written
	codes    map[string]*code
	tokens   map[string]*token
	refresh  map[string]*token
	lists    map[string][]string // playlist -> videos
	refused  []string            // words in texts that are refused for good
	fail     string              // why the next video cannot be converted
	reject   string              // why the next video is rejected
	day      string
	units    int
	uploads  int
	public   int       // how many videos became public
	wrote    time.Time // when the last comment was written
}

type channel struct{ id, handle string }

func (c *channel) uploads() string { return "UU" + strings.TrimPrefix(c.id, "UC") }

// NewServer returns a server with the channels "@MetroPolice" and "@Somebody".
func NewServer(o Options) *Server {
	o.Callback, o.Units, o.Uploads = cmp.Or(o.Callback, Callback), cmp.Or(o.Units, 10_000), cmp.Or(o.Uploads, 100)
	s := &Server{
		o: o, sessions: make(map[string]*session), codes: make(map[string]*code), tokens: make(map[string]*token),
		refresh: make(map[string]*token), lists: make(map[string][]string),
	}
	s.channel("@MetroPolice")
	s.channel("@Somebody")
	for _, p := range o.Playlists {
		s.lists[p] = nil
	}
	return s
}

// channel returns a channel, which is made when there is none yet.
func (s *Server) channel(handle string) *channel {
	for _, c := range s.channels {
		if strings.EqualFold(c.handle, handle) {
			return c
		}
	}
	c := &channel{id: "UC" + s.id(22), handle: handle}
	s.channels = append(s.channels, c)
	s.lists[c.uploads()] = nil
	return c
}

// id makes an id of so many characters.
func (s *Server) id(length int) string {
	s.n++
	const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789_-"
	b := make([]byte, length)
	x := uint64(s.n)*0x9E3779B97F4A7C15 + 12345
	for i := range b {
		x ^= x >> 29
		x *= 0xBF58476D1CE4E5B9
		b[i] = letters[(x>>40)%uint64(len(letters))]
	}
	return string(b)
}

// ChannelID is the id of a channel.
func (s *Server) ChannelID(handle string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.channel(handle).id
}

// A request is a request on its way.
type request struct {
	s  *Server
	w  http.ResponseWriter
	r  *http.Request
	as *channel
}

// A route is one operation: the scope it needs and what it costs.
type route struct {
	pattern string
	scope   string
	cost    int
	serve   func(*request)
}

const (
	scopeUpload = "https://www.googleapis.com/auth/youtube.upload"
	scopeAll    = "https://www.googleapis.com/auth/youtube.force-ssl"
)

func routes() []route {
	return []route{
		{"GET /youtube/v3/channels", scopeAll, 1, listChannels},
		{"POST /upload/youtube/v3/videos", scopeUpload, 0, beginUpload},
		{"GET /youtube/v3/videos", scopeAll, 1, listVideos},
		{"PUT /youtube/v3/videos", scopeAll, 50, updateVideo},
		{"DELETE /youtube/v3/videos", scopeAll, 50, deleteVideo},
		{"POST /upload/youtube/v3/thumbnails/set", scopeUpload, 50, setThumbnail},
		{"POST /upload/youtube/v3/captions", scopeAll, 400, insertCaption},
		{"GET /youtube/v3/playlistItems", scopeAll, 1, listPlaylistItems},
		{"POST /youtube/v3/playlistItems", scopeAll, 50, insertPlaylistItem},
		{"GET /youtube/v3/commentThreads", scopeAll, 1, listThreads},
		{"GET /youtube/v3/comments", scopeAll, 1, listComments},
		{"POST /youtube/v3/comments", scopeAll, 50, insertComment},
		{"PUT /youtube/v3/comments", scopeAll, 50, updateComment},
		{"DELETE /youtube/v3/comments", scopeAll, 50, deleteComment},
		{"POST /youtube/v3/comments/setModerationStatus", scopeAll, 50, moderateComment},
	}
}

// Handler is the server.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, rt := range routes() {
		mux.HandleFunc(rt.pattern, func(w http.ResponseWriter, r *http.Request) {
			s.mu.Lock()
			defer s.mu.Unlock()
			q := &request{s: s, w: w, r: r}
			if q.enter(rt) {
				rt.serve(q)
			}
		})
	}
	mux.HandleFunc("PUT /upload/youtube/v3/videos", s.continueUpload)
	mux.HandleFunc("DELETE /upload/youtube/v3/videos", s.cancelUpload)
	mux.HandleFunc("POST /token", s.grantToken)
	mux.HandleFunc("GET /oembed", s.oembed)
	return mux
}

// enter checks credentials and quota.
func (q *request) enter(rt route) bool {
	t, ok := q.s.tokens[strings.TrimPrefix(q.r.Header.Get("Authorization"), "Bearer ")]
	switch {
	case !ok || t.revoked || !q.s.o.Now().Before(t.until):
		q.fail(http.StatusUnauthorized, "authError", "Request had invalid authentication credentials.")
		return false
	case !strings.Contains(t.scope, rt.scope):
		q.fail(http.StatusForbidden, "insufficientPermissions", "Request had insufficient authentication scopes.")
		return false
	case !q.s.pay(rt.cost):
		q.fail(http.StatusForbidden, "quotaExceeded", "The request cannot be completed because you have exceeded your quota.")
		return false
	}
	q.as = t.as
	return true
}

// pay takes units from the day's quota.
func (s *Server) pay(cost int) bool {
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		panic(err)
	}
	if day := s.o.Now().In(zone).Format(time.DateOnly); day != s.day {
		s.day, s.units, s.uploads = day, 0, 0
	}
	if s.units+cost > s.o.Units {
		return false
	}
	s.units += cost
	return true
}

// Used is how much of the day's quota is used.
func (s *Server) Used() (units, uploads int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.units, s.uploads
}

// Exhaust uses up what is left of the day's units.
func (s *Server) Exhaust() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pay(0)
	s.units = s.o.Units
}

// Refuse makes the server refuse every title or text that contains word for good.
func (s *Server) Refuse(word string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = append(s.refused, word)
}

// fail answers with an error as Google writes it.
func (q *request) fail(status int, reason, message string) {
	fail(q.w, status, reason, message)
}

func fail(w http.ResponseWriter, status int, reason, message string) {
	write(w, status, map[string]any{"error": map[string]any{
		"code": status, "message": message, "errors": []any{map[string]any{"message": message, "domain": "youtube", "reason": reason}},
	}})
}

// write answers with JSON.
func write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // whoever hung up is told nothing more
}

// body reads the request's record. Anything that is not known is an error.
func (q *request) body(v any) bool {
	if k := q.r.Header.Get("Content-Type"); !strings.HasPrefix(k, "application/json") {
		q.fail(http.StatusBadRequest, "badContent", fmt.Sprintf("Unsupported content with type: %s", k))
		return false
	}
	d := json.NewDecoder(q.r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		q.fail(http.StatusBadRequest, "parseError", "Parse Error: "+err.Error())
		return false
	}
	return true
}

// parts are the parts that are asked for.
func (q *request) parts() []string { return strings.Split(q.r.URL.Query().Get("part"), ",") }

// list answers with a list.
func (q *request) list(kind, next string, items []any) {
	if items == nil {
		items = []any{}
	}
	out := map[string]any{
		"kind": "youtube#" + kind + "ListResponse", "etag": q.s.id(20), "items": items,
		"pageInfo": map[string]any{"totalResults": len(items), "resultsPerPage": len(items)},
	}
	if next != "" {
		out["nextPageToken"] = next
	}
	write(q.w, http.StatusOK, out)
}

func listChannels(q *request) {
	if q.r.URL.Query().Get("mine") != "true" {
		q.fail(http.StatusBadRequest, "missingRequiredParameter", "No filter selected.")
		return
	}
	item := map[string]any{"kind": "youtube#channel", "etag": q.s.id(20), "id": q.as.id}
	for _, p := range q.parts() {
		switch p {
		case "snippet":
			item["snippet"] = map[string]any{"title": q.as.handle + " on YouTube", "customUrl": strings.ToLower(q.as.handle)}
		case "contentDetails":
			item["contentDetails"] = map[string]any{"relatedPlaylists": map[string]any{"uploads": q.as.uploads()}}
		case "status":
			item["status"] = map[string]any{"privacyStatus": "public", "longUploadsStatus": "allowed"}
		}
	}
	q.list("channel", "", []any{item})
}
