package youtube_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/youtube"
	"appealbot/bot/network/youtube/youtubetest"
)

const words = "Witnesses wanted. Who saw this car on Lakeshore Blvd. W.? Call 416 808 2222."

func listed(o *youtube.Options) { o.Playlist, o.Tags = "PLappeals", []string{"Metro Police", "appeal"} }

// large is more than two pieces.
const large = 2*(8<<20) + 12345

// medium is more than one.
const medium = 8<<20 + 12345

// whole makes sure that there is one video with everything, once.
func (w *world) whole(m network.Media, privacy string) {
	w.Helper()
	v := w.one()
	if v.Digest != m.Digest || v.Size != m.Size || v.Privacy != privacy {
		w.Errorf("the video is %s with %d bytes %s, want %s with %d bytes %s", v.Digest, v.Size, v.Privacy, m.Digest, m.Size, privacy)
	}
	if v.Text != words || v.Title != words || v.Language != "en" || len(v.Tags) != 2 || len(v.Thumb) == 0 {
		w.Errorf("the video is %+v", v)
	}
	if len(v.Captions) != 2 || !strings.Contains(v.Captions["fr"], "Qui") || !reflect.DeepEqual(v.Playlists, []string{"PLappeals"}) {
		w.Errorf("captions %v, playlists %v", v.Captions, v.Playlists)
	}
}

func playlists(o youtubetest.Options) youtubetest.Options {
	o.Playlists, o.Units = []string{"PLappeals"}, plenty
	return o
}

func TestCarryStepByStep(t *testing.T) {
	w := newWorld(t, playlists(youtubetest.Options{Converting: 3}), listed)
	m := film("clip", large)
	at := w.attempt("one", words, m)
	last := w.carry(&at)
	if last.Outcome != network.Done || last.Sent != m.Size || last.Size != m.Size || last.Note != "" {
		t.Fatalf("the end is %+v", last)
	}
	var sent int64
	var notes []string
	for i, s := range w.steps {
		if s.Size != m.Size || s.Sent < sent || s.Sent > m.Size {
			t.Errorf("step %d: %d of %d bytes after %d", i, s.Sent, s.Size, sent)
		}
		sent = s.Sent
		if s.Outcome == network.Never {
			notes = append(notes, s.Note)
		}
		w.hushed(s.Note, s.Raw)
		var c struct{ Session string }
		must(t, json.Unmarshal([]byte(s.State), &c))
		if id := youtubetest.UploadID(c.Session); c.Session != "" && (id == "" || strings.Contains(s.Note+s.Raw, id)) {
			t.Errorf("step %d tells the address of the upload: %q", i, s.Note+s.Raw)
		}
	}
	if w.steps[0].Sent != 0 || !strings.Contains(w.steps[0].State, "upload_id") {
		t.Errorf("the first step is %+v: the address is to be remembered before the first byte", w.steps[0])
	}
	want := []string{
		"YouTube takes the video.", "The video is sent to YouTube: 49 %.", "The video is sent to YouTube: 99 %.", "YouTube has the video.",
		"YouTube has the still picture.", "YouTube has the captions (en).", "YouTube has the captions (fr).", "The video is in the playlist.",
		"YouTube converts the video: 25 %.", "YouTube converts the video: 33 %.", "YouTube converts the video: 50 %.",
	}
	if !reflect.DeepEqual(notes, want) {
		t.Errorf("the card reads\n%s", strings.Join(notes, "\n"))
	}
	if r := w.steps[8].Retry; r != 12*time.Second {
		t.Errorf("the next look is after %v, and YouTube said 12 s", r)
	}
	w.whole(m, "private")
	if res := w.Find(t.Context(), at); res.Outcome != network.Never {
		t.Errorf("a private video is found: %+v", res)
	}
	res := w.Publish(t.Context(), at)
	if res.Outcome != network.Done || res.Remote != w.one().ID || res.URL != "https://youtu.be/"+w.one().ID {
		t.Errorf("publish = %+v", res)
	}
	w.whole(m, "public")
	used, of, resets := w.Quota()
	if units, _ := w.Used(); used != units || of != youtube.DefaultUnits || !resets.Equal(time.Date(2026, 11, 3, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("the ledger says %d of %d until %v, and YouTube counted %d", used, of, resets, units)
	}
}

// count is how many steps there are.
func countSteps(t *testing.T, m network.Media) int {
	t.Helper()
	w := newWorld(t, playlists(youtubetest.Options{Converting: 1}), listed)
	at := w.attempt("one", words, m)
	if c := w.carry(&at); c.Outcome != network.Done {
		t.Fatalf("carry = %+v", c)
	}
	return len(w.steps)
}

// TestKilledAfterEveryStep ends the program after each step, once when what came
// of it was remembered and once when it was not.
func TestKilledAfterEveryStep(t *testing.T) {
	m := film("clip", medium)
	n := countSteps(t, m)
	for _, forgotten := range []bool{false, true} {
		for k := range n {
			w := newWorld(t, playlists(youtubetest.Options{Converting: 1}), listed)
			at := w.attempt("one", words, m)
			for i := range k + 1 {
				c := w.Carry(t.Context(), at)
				if !forgotten || i < k {
					at.Carried = c.State
				}
			}
			w.restart()
			if c := w.carry(&at); c.Outcome != network.Done {
				t.Errorf("killed after step %d (forgotten: %v): %+v", k, forgotten, c)
				continue
			}
			w.whole(m, "private")
			// And once more when it is public, and nobody knows it.
			w.Publish(t.Context(), at)
			w.restart()
			if res := w.Find(t.Context(), at); res.Outcome != network.Done {
				t.Errorf("find = %+v", res)
			}
			w.whole(m, "public")
		}
	}
}

// TestEveryFaultAtEveryRequest lets each request meet each fault, and goes on.
func TestEveryFaultAtEveryRequest(t *testing.T) {
	small, two := film("clip", 1000), film("clip", medium)
	n := countSteps(t, small) + 1 // the playlist takes two requests
	for fault := networktest.Cut; fault <= networktest.Gateway; fault++ {
		if fault == networktest.Held || fault == networktest.Late || fault == networktest.Huge {
			continue // They take until a time is over; to this side they are as Lost.
		}
		for k := range n + 4 {
			m := small
			if k >= n { // the requests of an upload in pieces
				k, m = k-n, two
			}
			w := newWorld(t, playlists(youtubetest.Options{Converting: 1}), listed)
			at := w.attempt("one", words, m)
			i := 0
			w.faults.Next(1, fault, func(*http.Request) bool { i++; return i > k })
			var sent int64
			for tries := 0; ; tries++ {
				c := w.Carry(t.Context(), at)
				at.Carried = c.State
				w.hushed(c.Note, c.Raw)
				if c.Outcome == network.Done {
					break
				}
				if c.Sent < sent || c.Outcome != network.Never || tries > 50 {
					t.Errorf("%v at request %d: %+v after %d bytes", fault, k, c, sent)
					break
				}
				sent = c.Sent
				w.clock.pass(max(c.Retry, time.Second))
			}
			w.whole(m, "private")
		}
	}
}

// TestUploadsEnd lets YouTube end an upload in the middle, and when everything is
// there.
func TestUploadsEnd(t *testing.T) {
	m := film("clip", large)
	w := newWorld(t, playlists(youtubetest.Options{}), listed)
	at := w.attempt("one", words, m)
	for range 2 {
		at.Carried = w.Carry(t.Context(), at).State
	}
	if n := w.ExpireUploads(); n != 1 {
		t.Fatalf("%d uploads", n)
	}
	if c := w.carry(&at); c.Outcome != network.Done {
		t.Fatalf("carry = %+v", c)
	}
	w.whole(m, "private")
	if all, _ := w.Sessions(); all != 2 {
		t.Errorf("%d uploads were begun, want 2", all)
	}

	w = newWorld(t, playlists(youtubetest.Options{}), listed)
	// Somebody else's words, and the same words of yesterday, are not ours.
	w.publish("Something else.")
	at = w.attempt("one", words, m)
	for range 3 {
		at.Carried = w.Carry(t.Context(), at).State
	}
	w.Carry(t.Context(), at) // everything is there, and nobody remembers it
	w.ExpireUploads()
	w.restart()
	if c := w.carry(&at); c.Outcome != network.Done {
		t.Fatalf("carry = %+v", c)
	}
	if vs := w.Videos(); len(vs) != 2 || vs[1].Digest != m.Digest || len(vs[1].Captions) != 2 {
		t.Errorf("there are %d videos", len(vs))
	}
	if all, _ := w.Sessions(); all != 2 {
		t.Errorf("%d uploads were begun, want 2", all)
	}
}

// TestNothingIsSentElsewhere lets answers and states name other places.
func TestNothingIsSentElsewhere(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("%s %s was sent elsewhere", r.Method, r.URL)
	}))
	t.Cleanup(elsewhere.Close)
	w := newWorld(t, youtubetest.Options{}, nil)
	to := elsewhere.URL + "/upload/youtube/v3/videos?upload_id=a"
	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Location", to)
	}))
	t.Cleanup(front.Close)
	m := film("clip", 1000)
	astray := open(t, front.URL, w.clock, w.secrets, nil)
	for _, to = range []string{
		elsewhere.URL + "/upload/youtube/v3/videos?upload_id=a", "", "//" + strings.TrimPrefix(elsewhere.URL, "http://") + "/upload/youtube/v3/videos",
		front.URL + "/elsewhere?upload_id=a", "file:///upload/youtube/v3/videos", strings.Replace(front.URL, "http://", "http://a:b@", 1) + "/upload/youtube/v3/videos",
	} {
		if c := astray.Carry(t.Context(), w.attempt("one", words, m)); c.Outcome != network.Never || c.More || strings.Contains(c.State, "session") {
			t.Errorf("%q: %+v", to, c)
		}
	}
	at := w.attempt("one", words, m)
	at.Carried = `{"session":"` + elsewhere.URL + `/upload/youtube/v3/videos?upload_id=a","size":1000,"sent":10}`
	if res := w.Discard(t.Context(), at.Carried); res.Outcome != network.Done {
		t.Errorf("discard = %+v", res)
	}
	if c := w.carry(&at); c.Outcome != network.Done || w.one().Digest != m.Digest {
		t.Errorf("carry = %+v", c)
	}
	for _, state := range []string{"{", `{"video":"../../a"}`, `{"session":"x","size":5,"sent":6}`} {
		at.Carried = state
		if c := w.Carry(t.Context(), at); c.Outcome != network.No || c.Note == "" {
			t.Errorf("%s: %+v", state, c)
		}
	}
}

// TestWhatYouTubeDoesNotTake ends with a sentence.
func TestWhatYouTubeDoesNotTake(t *testing.T) {
	for reason, want := range map[string]string{
		"fail codec": "does not know", "fail emptyFile": "nothing in it", "fail invalidFile": "damaged", "fail uploadAborted": "did not arrive whole",
		"fail conversion": "did not say why", "reject copyright": "rights", "reject duplicate": "there already", "reject termsOfUse": "breaks YouTube's rules",
		"reject legal": "legal reason", "reject length": "too long", "reject uploaderAccountSuspended": "suspended",
	} {
		w := newWorld(t, youtubetest.Options{Converting: 1}, nil)
		how, why, _ := strings.Cut(reason, " ")
		if how == "fail" {
			w.FailNext(why)
		} else {
			w.RejectNext(why)
		}
		at := w.attempt("one", words, film("clip", 1000))
		c := w.carry(&at)
		if c.Outcome != network.No || c.Cause != network.Change || !strings.Contains(c.Note, want) {
			t.Errorf("%s: %+v", reason, c)
		}
		if res := w.Discard(t.Context(), c.State); res.Outcome != network.Done || len(w.Videos()) != 0 {
			t.Errorf("%s: discard = %+v, and there are %d videos", reason, res, len(w.Videos()))
		}
	}
}

// TestWhatIsNoReasonNotToPublish is said, and left out.
func TestWhatIsNoReasonNotToPublish(t *testing.T) {
	w := newWorld(t, youtubetest.Options{Unverified: true}, listed) // and there is no such playlist
	at := w.attempt("one", words, film("clip", 1000))
	c := w.carry(&at)
	if c.Outcome != network.Done || !strings.Contains(c.Note, "verified by phone") || !strings.Contains(c.Note, "playlist is gone") {
		t.Fatalf("carry = %+v", c)
	}
	res := w.Publish(t.Context(), at)
	if v := w.one(); res.Outcome != network.Done || res.Note != c.Note || v.Privacy != "public" || len(v.Captions) != 2 {
		t.Errorf("publish = %+v", res)
	}
}

// TestUnaudited is a project whose videos stay private.
func TestUnaudited(t *testing.T) {
	w := newWorld(t, youtubetest.Options{Unaudited: true}, nil)
	at := w.attempt("one", words, film("clip", 1000))
	w.carry(&at)
	res := w.Publish(t.Context(), at)
	if res.Outcome != network.No || !strings.Contains(res.Note, "audit") || !strings.Contains(res.Note, "YouTube Studio") {
		t.Errorf("publish = %+v", res)
	}
	if f := w.Find(t.Context(), at); f.Outcome != network.Never {
		t.Errorf("find = %+v", f)
	}
	w.SetPublic(w.one().ID)
	if f := w.Find(t.Context(), at); f.Outcome != network.Done || f.Remote != w.one().ID {
		t.Errorf("find what was made public by hand = %+v", f)
	}
}

func TestDiscard(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	at := w.attempt("one", words, film("clip", large))
	if res := w.Discard(t.Context(), ""); res.Outcome != network.Done {
		t.Errorf("nothing: %+v", res)
	}
	at.Carried = w.Carry(t.Context(), at).State
	at.Carried = w.Carry(t.Context(), at).State
	for range 2 {
		if res := w.Discard(t.Context(), at.Carried); res.Outcome != network.Done {
			t.Errorf("an upload: %+v", res)
		}
	}
	if _, open := w.Sessions(); open != 0 {
		t.Error("the upload can go on")
	}
	// The last piece arrived, and nobody remembers it.
	at.Carried = ""
	for range 3 {
		at.Carried = w.Carry(t.Context(), at).State
	}
	w.Carry(t.Context(), at)
	if len(w.Videos()) != 1 {
		t.Fatal("there is no video")
	}
	for range 2 {
		if res := w.Discard(t.Context(), at.Carried); res.Outcome != network.Done || len(w.Videos()) != 0 {
			t.Errorf("a video of which nobody knows: %+v", res)
		}
		w.ExpireUploads()
	}
	// What the public sees is not thrown away.
	at.Carried = ""
	w.carry(&at)
	w.Publish(t.Context(), at)
	if res := w.Discard(t.Context(), at.Carried); res.Outcome != network.No || len(w.Videos()) != 1 {
		t.Errorf("a public video: %+v", res)
	}
}
