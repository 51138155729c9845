package x_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/x/xtest"
)

const vtt = "WEBVTT\n\n00:01.000 --> 00:03.500 line:0\nWhat was <i>that</i>?\n\nsecond\n00:00:04.000 --> 00:00:05.000\nA shot.\n"

// video is a video with captions, as far as X cares.
func video(data string) network.Media {
	m := picture(data, "video/mp4")
	m.Name, m.Alt, m.Width, m.Height = "van.mp4", "A white van turns into an alley.", 1280, 720
	m.Video = &bot.Video{
		Length: 30 * time.Second, Codec: "h264", Sound: "aac", Rate: 30,
		Captions: []bot.Caption{{Language: "en", Digest: "c1", Size: int64(len(vtt))}, {Language: "fr-CA", Digest: "c2", Size: int64(len(vtt))}},
	}
	m.Captions = []bot.Blob{network.BlobOf([]byte(vtt)), network.BlobOf([]byte(vtt))}
	return m
}

func (w *world) wantVideo(m network.Media) {
	w.Helper()
	posts := w.Posts("MetroPolice")
	if len(posts) != 1 || !slices.Equal(posts[0].Sums, []string{m.Digest}) || !slices.Equal(posts[0].Alts, []string{m.Alt}) || !slices.Equal(posts[0].Subtitles, []string{"EN", "FR"}) {
		w.Errorf("public: %+v", posts)
	}
}

func TestAVideoGoesInSteps(t *testing.T) {
	w := newWorldBehind(t, xtest.Options{}, nil, contract(t))
	m := video(strings.Repeat("v", 9<<20)) // three segments
	at := w.attempt("v", "Who knows the driver?", m)
	began := w.clock.Now()
	at.Carried = w.carry(at)
	if w.clock.Now().Sub(began) < 5*time.Second {
		t.Error("X was asked before it wanted to be")
	}
	if len(w.Public("MetroPolice")) != 0 {
		t.Error("something is public before the post")
	}
	w.faults.Next(0, networktest.Works, func(r *http.Request) bool { return strings.Contains(r.URL.Path, "/media/") })
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done || res.Note != "" || w.faults.Seen() != 0 {
		t.Errorf("publish = %+v after %d more requests about media", res, w.faults.Seen())
	}
	w.wantVideo(m)
}

// TestCarryingThatIsKilledAtEachStep loses the answer to each request and the state
// behind it: every step is made again from what was remembered before.
func TestCarryingThatIsKilledAtEachStep(t *testing.T) {
	for _, o := range []xtest.Options{{}, {OnceEach: true}} {
		for _, fault := range []networktest.Fault{networktest.Lost, networktest.Cut, networktest.Down, networktest.Empty, networktest.Rubbish, networktest.Busy} {
			if o.OnceEach && fault != networktest.Lost {
				continue // there the others are as before
			}
			w := newWorld(t, o, nil)
			m := video(strings.Repeat("v", 5<<20))
			at := w.attempt("v", "Who knows the driver?", m)
			steps := 0
			for killed := map[string]bool{}; ; steps++ {
				if steps > 200 {
					t.Fatalf("%v: carrying does not end", fault)
				}
				a := open(t, w.base, w.clock, w.secrets, nil)
				// A server that takes no segment twice makes it begin anew each time.
				if !killed[at.Carried] && (!o.OnceEach || len(killed) < 5) {
					killed[at.Carried] = true
					w.faults.Next(1, fault, func(*http.Request) bool { return true })
					if c := a.Carry(t.Context(), at); c.Outcome == network.No {
						t.Fatalf("%v: %+v", fault, c)
					} else if steps%2 == 0 {
						at.Carried = c.State // the process lived
					}
					w.faults.Next(0, networktest.Works, nil)
					w.clock.pass(10 * time.Second)
					continue
				}
				c := a.Carry(t.Context(), at)
				at.Carried = c.State
				w.clock.pass(c.Retry)
				if c.Outcome == network.Done {
					break
				}
				if c.Outcome != network.Never {
					t.Fatalf("%v: %+v", fault, c)
				}
			}
			if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
				t.Errorf("%v: publish = %+v", fault, res)
			}
			posts := w.Posts("MetroPolice")
			if len(posts) != 1 || !slices.Equal(posts[0].Sums, []string{m.Digest}) {
				t.Errorf("%v: public: %+v", fault, posts)
			}
		}
	}
}

func TestWhatWasCarriedIsNotKeptForGood(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	m := video("a short one")
	at := w.attempt("v", "Look.", m)
	// It is thrown away while it is being sent.
	c := w.Carry(t.Context(), at)
	at.Carried = c.State
	w.clock.pass(24 * time.Hour)
	at.Carried = w.carry(at)
	// It is thrown away before the post.
	w.clock.pass(24 * time.Hour)
	if c := w.Carry(t.Context(), at); c.Outcome == network.Done {
		t.Fatal("what X has not any more is taken for ready")
	}
	at.Carried = w.carry(at)
	// X loses it before its time.
	w.LoseMedia()
	res := w.Publish(t.Context(), at)
	if res.Outcome != network.Never || !res.Anew {
		t.Fatalf("publish = %+v, want that it is carried anew", res)
	}
	at.Carried = ""
	at.Carried = w.carry(at)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Errorf("publish = %+v", res)
	}
	w.wantVideo(m)
}

func TestAVideoThatXCannotRead(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	w.Unreadable("Invalid or unsupported media, Reason: UnsupportedMedia.")
	at := w.attempt("v", "Look.", video("no video"))
	for range 20 {
		c := w.Carry(t.Context(), at)
		at.Carried = c.State
		w.clock.pass(c.Retry)
		if c.Outcome == network.No {
			if c.Cause != network.Change || !strings.Contains(c.Note, "UnsupportedMedia") || !strings.Contains(c.Note, "The video") {
				t.Errorf("carry = %+v", c)
			}
			return
		}
	}
	t.Error("X never says no")
}

// What X does not take of a video beside it is told, and does not keep the video from
// the public.
func TestAVideoWithoutWhatXDoesNotTake(t *testing.T) {
	w := newWorld(t, xtest.Options{Plain: true}, nil)
	at := w.attempt("v", "Look.", video("video"))
	at.Carried = w.carry(at)
	res := w.Publish(t.Context(), at)
	if res.Outcome != network.Done || !strings.Contains(res.Note, "captions in English") || !strings.Contains(res.Note, "description of the video") {
		t.Errorf("publish = %+v", res)
	}
	if got := w.Posts("MetroPolice"); len(got) != 1 || len(got[0].Sums) != 1 {
		t.Errorf("public: %+v", got)
	}
}

func TestCarriedByMistake(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	m := video("a video")
	at := w.attempt("v", "Look.", m)
	other := w.attempt("o", "Look there.", video("another video"))
	for _, state := range []string{
		"", "{", "[]", `{"loads":[{},{},{}]}`, `{"loads":[{"key":"x","id":"../..","stage":"done","until":99999999999}]}`, w.carry(other),
	} {
		a := at
		a.Carried = state
		if c := w.Carry(t.Context(), a); c.Outcome == network.Done {
			t.Errorf("%s is taken for a video that is there", state)
		}
	}
	if !w.Carries(at.Part) || w.Carries(bot.Part{Text: "x"}) {
		t.Error("Carries")
	}
	if res := w.Discard(t.Context(), w.carry(at)); res.Outcome != network.Done {
		t.Errorf("discard = %+v", res)
	}
}

func TestStepsSayHowFarTheyGot(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	at := w.attempt("v", "Look.", video(strings.Repeat("v", 9<<20)))
	var sent int64
	for range 50 {
		c := w.Carry(t.Context(), at)
		if c.Sent < sent || c.Size < 9<<20 || c.Sent > c.Size || !json.Valid([]byte(c.State)) {
			t.Fatalf("%+v after %d bytes", c, sent)
		}
		sent, at.Carried = c.Sent, c.State
		w.clock.pass(c.Retry)
		if c.Outcome == network.Done {
			if c.Sent != c.Size {
				t.Errorf("ready with %d of %d", c.Sent, c.Size)
			}
			return
		}
	}
	t.Error("it does not end")
}

// pattern is what an endless file repeats.
var pattern = func() []byte {
	b := make([]byte, 65521)
	for i := range b {
		b[i] = byte(i * 31 >> 3)
	}
	return b
}()

// endless is a large file that takes no memory.
type endless struct{ size int64 }

func (e endless) ReadAt(p []byte, off int64) (int, error) {
	n := int(min(int64(len(p)), max(0, e.size-off)))
	for i := 0; i < n; {
		i += copy(p[i:n], pattern[(off+int64(i))%int64(len(pattern)):])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (e endless) Size() int64  { return e.size }
func (e endless) Close() error { return nil }

func TestALargeVideoInBoundedMemory(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	blob := endless{120 << 20}
	h := sha256.New()
	_, _ = io.Copy(h, io.NewSectionReader(blob, 0, blob.size))
	m := video("")
	m.Blob, m.Size, m.Digest = blob, blob.size, hex.EncodeToString(h.Sum(nil))
	at := w.attempt("v", "Look.", m)
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var most atomic.Uint64
	for range 100 {
		c := w.Carry(t.Context(), at)
		at.Carried = c.State
		w.clock.pass(c.Retry)
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		most.Store(max(most.Load(), now.HeapAlloc))
		if c.Outcome == network.Done {
			break
		}
	}
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Fatalf("publish = %+v", res)
	}
	w.wantVideo(m)
	// The server of these tests is in the same process and holds a request as a whole.
	if used := most.Load() - min(most.Load(), before.HeapAlloc); used > 72<<20 {
		t.Errorf("it took %d MB of memory", used>>20)
	} else {
		t.Logf("it took %d MB of memory, the server's included", used>>20)
	}
}

func TestRenderChoosesTheVersionOfAVideo(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	m := video("v").MediaUse
	m.Width, m.Height = 1920, 1080
	render := func(media ...bot.MediaUse) ([]bot.Part, error) {
		return w.Render(bot.Copy{Text: "Look.", Language: "en", Media: media})
	}
	if _, err := render(m); err == nil || !strings.Contains(err.Error(), "1920 x 1080") {
		t.Errorf("too large: %v", err)
	}
	m.Video.Versions = []bot.Version{{Digest: "small", Type: "video/mp4", Size: 5, Width: 1280, Height: 720, Rate: 30}}
	parts, err := render(m)
	if err != nil || len(parts) != 1 || parts[0].Media[0].Digest != "small" {
		t.Errorf("%+v, %v", parts, err)
	}
	if _, err := render(m, picture("p", "image/png").MediaUse); err == nil || !strings.Contains(err.Error(), "a video stands alone") {
		t.Errorf("a video and a picture in one post: %v", err)
	}
	long := m
	long.Video = &bot.Video{Length: 141 * time.Second, Rate: 30}
	if _, err := render(long); err == nil || !strings.Contains(err.Error(), "2:20") {
		t.Errorf("too long: %v", err)
	}
	long.Video = &bot.Video{Length: 30 * time.Second, Rate: 30}
	long.Width, long.Alt = 1280, strings.Repeat("x", 1001)
	if _, err := render(long); err == nil || !strings.Contains(err.Error(), "1001 characters") {
		t.Errorf("a long description: %v", err)
	}
}
