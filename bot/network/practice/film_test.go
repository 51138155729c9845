package practice_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/practice"
)

// reel is the bytes of a video of three pieces.
func reel() string {
	b := make([]byte, 20<<20)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(b)
	return string(b)
}

// cinema is a wall with an account like YouTube, and a clock that tests move.
func cinema(t *testing.T, o practice.Options) (*practice.Wall, *practice.Client, *watch) {
	t.Helper()
	now := &watch{}
	p := practice.ProfileLike(practice.LikeYouTube, bot.Account{ID: "tv", Network: practice.Network, Name: "Metro Video", Exercise: true})
	o.Profiles, o.Now = []practice.Profile{p}, now.now
	o.Link = func(id string) string { return "http://127.0.0.1:8065/post/" + id }
	w := newWall(t, o)
	return w, openAt(t, w, "tv", o.Now), now
}

// watch is a clock that goes on from noon when it is told to.
type watch struct{ past atomic.Int64 }

func (w *watch) now() time.Time       { return noon.Add(time.Duration(w.past.Load())) }
func (w *watch) pass(d time.Duration) { w.past.Add(int64(d)) }

// filmed is an attempt to publish a video.
func filmed(t *testing.T, n network.Network, key string, m network.Media) network.Attempt {
	t.Helper()
	parts, err := n.Render(bot.Copy{Text: "Do you know this car?\nCall 416-808-2222.", Language: "en", Media: []bot.MediaUse{m.MediaUse}})
	must(t, err)
	return network.Attempt{Post: bot.Post{ID: bot.ID(key), Language: "en"}, Part: parts[0], Key: key, Media: []network.Media{m}}
}

// carry makes steps until one is not followed at once, or n were made.
func carry(t *testing.T, c *practice.Client, a *network.Attempt, n int) network.Carried {
	t.Helper()
	var last network.Carried
	for range n {
		last = c.Carry(t.Context(), *a)
		if a.Carried = last.State; !last.More {
			break
		}
	}
	return last
}

// A video is carried piece by piece, worked at for a while, and only then for
// everybody, with its captions and its still picture.
func TestVideo(t *testing.T) {
	w, c, now := cinema(t, practice.Options{})
	m := clip(reel())
	poster, words := pixel("jpeg"), pixel("WEBVTT\n\n00:01.000 --> 00:02.000\nStop!\n")
	poster.Type = "image/jpeg"
	m.Poster, m.Captions = poster.Blob, []bot.Blob{words.Blob}
	m.Video.Poster, m.Video.Captions = poster.Digest, []bot.Caption{{Language: "en", Digest: words.Digest}}
	a := filmed(t, c, "k", m)
	if a.Part.Title != "Do you know this car?" {
		t.Errorf("title %q", a.Part.Title)
	}
	if got := carry(t, c, &a, 4); got.Outcome != network.Never || !got.More || got.Sent != m.Size || got.Retry == 0 || !strings.Contains(got.Note, "works at") {
		t.Fatalf("after all pieces: %+v", got)
	}
	if ups := w.Uploads("tv"); len(ups) != 1 || ups[0].State != practice.Processing {
		t.Errorf("uploads %+v", ups)
	}
	if res := c.Publish(t.Context(), a); res.Outcome != network.Never || !res.Anew {
		t.Errorf("published too early: %+v", res)
	}
	now.pass(time.Minute)
	if got := carry(t, c, &a, 1); got.Outcome != network.Done {
		t.Fatalf("after a minute: %+v", got)
	}
	res := c.Publish(t.Context(), a)
	if res.Outcome != network.Done || len(res.URL) > len(c.Limits().Address) {
		t.Fatalf("publish = %+v; the longest address is %q", res, c.Limits().Address)
	}
	p, ok := w.Post(res.Remote)
	if !ok || p.Film == nil || p.Title != a.Part.Title || p.Film.Alt != m.Alt || p.Film.Poster != poster.Digest || len(p.Film.Captions) != 1 || len(w.Uploads("tv")) != 0 {
		t.Errorf("post %+v", p)
	}
	if kind, _, ok := w.Media(words.Digest); !ok || kind != "text/vtt" {
		t.Errorf("captions are %q, %t", kind, ok)
	}
	if res := c.Discard(t.Context(), a.Carried); res.Outcome != network.Done {
		t.Errorf("discard what is shown: %+v", res)
	}
	if _, ok := w.Post(res.Remote); !ok || played(w, res.Remote, "").Code != http.StatusOK {
		t.Error("what a post shows was thrown away")
	}
	if c.Remove(t.Context(), res.Remote).Outcome != network.Done || played(w, res.Remote, "").Code != http.StatusNotFound {
		t.Error("the video of a post that was taken down is still there")
	}
}

// played asks for the video of a post, or a range of it.
func played(w *practice.Wall, post, span string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/film/"+post, nil)
	if span != "" {
		r.Header.Set("Range", span)
	}
	rec := httptest.NewRecorder()
	w.Handler().ServeHTTP(rec, r)
	return rec
}

// Any part of a video can be had, over the borders of its pieces.
func TestVideoRanges(t *testing.T) {
	w, c, now := cinema(t, practice.Options{})
	data := reel()
	a := filmed(t, c, "k", clip(data))
	carry(t, c, &a, 4)
	now.pass(time.Minute)
	res := c.Publish(t.Context(), a)
	if res.Outcome != network.Done {
		t.Fatal(res)
	}
	size, edge := len(data), 8<<20
	for _, tt := range []struct{ from, to int }{{0, 1}, {edge - 1, edge + 1}, {edge, edge + 1}, {5, 2*edge + 5}, {size - 1, size}, {0, size}} {
		got := played(w, res.Remote, fmt.Sprintf("bytes=%d-%d", tt.from, tt.to-1))
		want := fmt.Sprintf("bytes %d-%d/%d", tt.from, tt.to-1, size)
		if got.Code != http.StatusPartialContent || got.Header().Get("Content-Range") != want || got.Body.String() != data[tt.from:tt.to] {
			t.Errorf("%d to %d: %d, %q, %d bytes", tt.from, tt.to, got.Code, got.Header().Get("Content-Range"), got.Body.Len())
		}
	}
	got := played(w, res.Remote, fmt.Sprintf("bytes=%d-", size))
	if h := got.Header(); got.Code != http.StatusRequestedRangeNotSatisfiable || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("behind the end: %d %v", got.Code, h)
	}
	if got := played(w, res.Remote, ""); got.Body.String() != data || got.Header().Get("Content-Type") != "video/mp4" {
		t.Errorf("the whole: %d bytes of %q", got.Body.Len(), got.Header().Get("Content-Type"))
	}
}

// Whatever goes wrong on the way, the video arrives once and byte for byte.
func TestVideoThatBreaksOff(t *testing.T) {
	for _, kind := range []practice.FaultKind{practice.FaultBreak, practice.FaultSession, practice.FaultLost, practice.FaultRubbish, practice.FaultDown} {
		t.Run(string(kind), func(t *testing.T) {
			w, c, now := cinema(t, practice.Options{})
			data := reel()
			a := filmed(t, c, "k", clip(data))
			carry(t, c, &a, 2)
			must(t, w.SetFault("tv", practice.Fault{Kind: kind, Times: 1, Everything: true}))
			var notes []string
			for range 20 {
				got := c.Carry(t.Context(), a)
				if a.Carried = got.State; got.Outcome == network.Done {
					break
				}
				if got.Outcome != network.Never {
					t.Fatalf("%+v", got)
				}
				notes = append(notes, got.Note)
				now.pass(time.Minute)
			}
			res := c.Publish(t.Context(), a)
			if res.Outcome != network.Done || played(w, res.Remote, "").Body.String() != data {
				t.Errorf("publish = %+v after %q", res, notes)
			}
			if w.Fault("tv").Kind != practice.FaultNone {
				t.Error("the fault was not met")
			}
			if ups := w.Uploads("tv"); len(ups) != 0 {
				t.Errorf("left over: %+v", ups)
			}
		})
	}
}

// A wall that is opened again has what arrived of a video, and goes on.
func TestVideoOverARestart(t *testing.T) {
	keep, blobs := files{t.TempDir()}, &cellar{}
	data := reel()
	m := clip(data)
	o := practice.Options{Keeper: keep, Blobs: blobs}
	_, c, _ := cinema(t, o)
	a := filmed(t, c, "k", m)
	carry(t, c, &a, 2)
	_, c, now := cinema(t, o)
	if got := carry(t, c, &a, 1); got.Sent != 16<<20 {
		t.Errorf("after a restart: %+v", got)
	}
	w, c, now2 := cinema(t, o)
	carry(t, c, &a, 1)
	now.pass(time.Hour)
	now2.pass(time.Hour)
	if got := carry(t, c, &a, 1); got.Outcome != network.Done {
		t.Fatalf("the end: %+v", got)
	}
	res := c.Publish(t.Context(), a)
	if res.Outcome != network.Done {
		t.Fatal(res)
	}
	w.Close()
	if w, _, _ = cinema(t, o); played(w, res.Remote, "").Body.String() != data {
		t.Error("the video is not what it was")
	}
}

// What the network makes of a video is told: it cannot, takes long, or shows it to
// nobody.
func TestVideoThatIsNotShown(t *testing.T) {
	w, c, now := cinema(t, practice.Options{})
	a := filmed(t, c, "k", clip("small"))
	must(t, w.SetFault("tv", practice.Fault{Kind: practice.FaultProcessing, Times: 1}))
	if got := carry(t, c, &a, 5); got.Outcome != network.No || got.Cause != network.Change || got.Note == "" {
		t.Errorf("not converted: %+v", got)
	}
	b := filmed(t, c, "k2", clip("small"))
	must(t, w.SetFault("tv", practice.Fault{Kind: practice.FaultLong}))
	now.pass(time.Hour)
	if got := carry(t, c, &b, 5); !got.More || got.Retry == 0 {
		t.Errorf("for ever: %+v", got)
	}
	now.pass(time.Hour)
	must(t, w.SetFault("tv", practice.Fault{Kind: practice.FaultPrivate}))
	if got := carry(t, c, &b, 5); got.Outcome != network.Done {
		t.Fatalf("at last: %+v", got)
	}
	res := c.Publish(t.Context(), b)
	if res.Outcome != network.No || !strings.Contains(res.Note, "private") || len(w.Threads("tv", "", 9, 9)) != 0 {
		t.Errorf("private: %+v", res)
	}
	must(t, w.SetFault("tv", practice.Fault{}))
	if res = c.Publish(t.Context(), b); res.Outcome != network.Done || len(w.Threads("tv", "", 9, 9)) != 1 || w.Published("tv", "k2") != 1 {
		t.Errorf("again: %+v", res)
	}
}

// What was carried and is not published is taken back, and its room is free again.
func TestVideoTakenBack(t *testing.T) {
	w, c, _ := cinema(t, practice.Options{MaxFilms: 10})
	a := filmed(t, c, "k", clip("123456"))
	carry(t, c, &a, 2)
	b := filmed(t, c, "k2", clip("1234567"))
	if got := carry(t, c, &b, 1); got.Outcome == network.Done || got.More {
		t.Errorf("more than there is room: %+v", got)
	}
	for range 2 {
		if res := c.Discard(t.Context(), a.Carried); res.Outcome != network.Done {
			t.Errorf("discard = %+v", res)
		}
	}
	if got := carry(t, c, &b, 2); !got.More || len(w.Uploads("tv")) != 1 {
		t.Errorf("after that: %+v", got)
	}
}

// The wall takes no pieces that do not belong where they are put, and no other bytes
// than were announced.
func TestVideoPieces(t *testing.T) {
	w, _, _ := cinema(t, practice.Options{})
	ask := func(method, path string, body io.Reader) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, body)
		r.Header.Set("Authorization", "Bearer "+w.Token("tv"))
		rec := httptest.NewRecorder()
		w.Handler().ServeHTTP(rec, r)
		return rec
	}
	begin := fmt.Sprintf(`{"key":"k","digest":%q,"type":"video/mp4","size":4,"sent":0}`, clip("film").Digest)
	if got := ask("POST", "/v1/uploads", strings.NewReader(begin)); got.Code != http.StatusCreated {
		t.Fatal(got.Body)
	}
	up := w.Uploads("tv")[0].ID
	for _, tt := range []struct {
		path, body string
		want       int
	}{
		{up + "?offset=1", "ilm", 409},
		{up + "?offset=-1", "film", 400},
		{up + "?offset=x", "film", 400},
		{up + "?offset=0", "", 400},
		{"u999?offset=0", "film", 404},
		{up + "?offset=0", "fi", 200},
		{up + "?offset=0", "fi", 409},
		{up + "?offset=2", "xx", 200},
		{up + "?offset=4", "x", 409},
	} {
		if got := ask("PUT", "/v1/uploads/"+tt.path, bytes.NewReader([]byte(tt.body))); got.Code != tt.want {
			t.Errorf("%s %q: %d %s, want %d", tt.path, tt.body, got.Code, got.Body, tt.want)
		}
	}
	if u := w.Uploads("tv")[0]; u.State != practice.Failed || u.Spoilt == "" {
		t.Errorf("other bytes than were announced: %+v", u)
	}
}

// cellar is a place for files that outlives a wall.
type cellar struct{ practice.Shelf }
