package mastodon_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/mastodon/mastodontest"
	"appealbot/bot/network/networktest"
)

// film is a video with a still picture, as far as the test server cares.
func film(data string) network.Media {
	m := pixel(data)
	m.Type, m.Alt, m.Width, m.Height = "video/mp4", "A white van turns into an alley.", 1280, 720
	m.Video = &bot.Video{Length: 30 * time.Second, Codec: "h264", Rate: 30, Poster: "p"}
	m.Poster = network.BlobOf([]byte("\xff\xd8\xff\xe0 a still picture"))
	return m
}

func (w *world) wantFilm(remote string, m network.Media) {
	w.Helper()
	if got := w.Sums(remote); !slices.Equal(got, []string{m.Digest + "+poster"}) {
		w.Errorf("public: %v", got)
	}
	if got := w.Alts(remote); !slices.Equal(got, []string{m.Alt}) {
		w.Errorf("descriptions: %q", got)
	}
	if got := w.Names(); slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "Miller") }) {
		w.Errorf("the officer's name of the file is public: %q", got)
	}
}

func TestAVideoGoesInSteps(t *testing.T) {
	for name, kind := range map[string]mastodontest.Kind{"mastodon": mastodontest.Mastodon, "gotosocial": mastodontest.GoToSocial, "hollo": mastodontest.Hollo} {
		w := newWorld(t, mastodontest.Options{Kind: kind}, nil)
		m := film(strings.Repeat("v", 3<<20))
		at := w.attempt("v", "Who knows the driver?", m)
		var notes []string
		for range 20 {
			c := w.Carry(t.Context(), at)
			at.Carried = c.State
			notes = append(notes, c.Note)
			if c.Size != 3<<20 || c.Sent > c.Size || !json.Valid([]byte(c.State)) {
				t.Errorf("%s: %+v", name, c)
			}
			if c.Outcome == network.Done {
				break
			}
		}
		if len(notes) < 3 || !strings.Contains(notes[1], "works at the video") {
			t.Errorf("%s: notes %q", name, notes)
		}
		if len(w.Public()) != 0 {
			t.Errorf("%s: something is public before the status", name)
		}
		before := len(w.Requests())
		res := w.Publish(t.Context(), at)
		if res.Outcome != network.Done || slices.ContainsFunc(w.Requests()[before:], func(s string) bool { return strings.Contains(s, "media") }) {
			t.Errorf("%s: publish = %+v after %q", name, res, w.Requests()[before:])
		}
		w.wantFilm(res.Remote, m)
	}
}

// TestCarryingThatIsKilledAtEachStep loses the answer to each request, and every other
// time the state behind it.
func TestCarryingThatIsKilledAtEachStep(t *testing.T) {
	for fault := networktest.Cut; fault <= networktest.Moved; fault++ {
		if fault == networktest.Held || fault == networktest.Late {
			continue // They end with the client's patience.
		}
		s := mastodontest.NewServer(mastodontest.Options{Now: clock})
		f := networktest.NewFaults(s.Handler())
		h := httptest.NewServer(f)
		w := &world{T: t, Server: s, base: h.URL, secrets: holding(t, s.Token("metro", mastodontest.All))}
		fresh := func() *mastodon.Account {
			a := open(t, h.URL, func(o *mastodon.Options) { o.Secrets = w.secrets })
			must(t, a.Learn(t.Context()))
			return a
		}
		w.Account = fresh()
		m := film("a video")
		at := w.attempt("v", "Look.", m)
		killed := map[string]bool{}
		for steps := 0; ; steps++ {
			if steps > 60 {
				t.Fatalf("%v: carrying does not end", fault)
			}
			a := fresh()
			if !killed[at.Carried] {
				killed[at.Carried] = true
				f.Next(2, fault, func(*http.Request) bool { return true })
				if c := a.Carry(t.Context(), at); steps%2 == 0 {
					at.Carried = c.State // the process lived
				}
				f.Next(0, networktest.Works, nil)
				continue
			}
			c := a.Carry(t.Context(), at)
			if at.Carried = c.State; c.Outcome == network.Done {
				break
			}
			if c.Outcome != network.Never {
				t.Fatalf("%v: %+v", fault, c)
			}
		}
		res := w.Publish(t.Context(), at)
		if res.Outcome != network.Done || len(w.Public()) != 1 {
			t.Errorf("%v: publish = %+v", fault, res)
		}
		w.wantFilm(res.Remote, m)
		h.Close()
	}
}

func TestWhatWasCarriedIsNotKeptForGood(t *testing.T) {
	var passed atomic.Int64
	now := func() time.Time { return evening.Add(time.Duration(passed.Load())) }
	w := newWorld(t, mastodontest.Options{Now: now}, func(o *mastodon.Options) { o.Now = now })
	at := w.attempt("v", "Look.", film("a video"))
	all := func() {
		t.Helper()
		for range 20 {
			c := w.Carry(t.Context(), at)
			if at.Carried = c.State; c.Outcome == network.Done {
				return
			}
		}
		t.Fatal("carrying does not end")
	}
	// The server loses it while it works at it.
	at.Carried = w.Carry(t.Context(), at).State
	w.LoseMedia()
	all()
	// It is too old to be counted on.
	passed.Add(int64(12 * time.Hour))
	if c := w.Carry(t.Context(), at); c.Outcome == network.Done {
		t.Error("what is twelve hours old is taken for ready")
	}
	all()
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Errorf("publish = %+v", res)
	}
}

func TestAVideoThatTheServerCannotRead(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	w.Unreadable()
	at := w.attempt("v", "Look.", film("no video"))
	for range 20 {
		c := w.Carry(t.Context(), at)
		at.Carried = c.State
		if c.Outcome == network.No {
			if c.Cause != network.Change || !strings.Contains(c.Note, "Error processing thumbnail") || !strings.HasPrefix(c.Note, "The video could not be sent") {
				t.Errorf("carry = %+v", c)
			}
			return
		}
	}
	t.Error("the server never says no")
}

func TestCarriedByMistake(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	at, other := w.attempt("v", "Look.", film("a video")), w.attempt("o", "Look.", film("another"))
	for _, state := range []string{"", "{", "[]", `{"media":[{}]}`, `{"media":[{"ready":true}]}`, `{"media":[{"key":"x","id":"../x","ready":true}]}`, w.carry(other)} {
		a := at
		a.Carried = state
		if c := w.Carry(t.Context(), a); c.Outcome == network.Done {
			t.Errorf("%s is taken for a video that is there", state)
		}
	}
	if !w.Carries(at.Part) || w.Carries(bot.Part{Text: "x"}) {
		t.Error("Carries")
	}
}

func TestDiscard(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	at := w.attempt("v", "Look.", film("a video"))
	state := w.carry(at)
	for range 2 {
		if res := w.Discard(t.Context(), state); res.Outcome != network.Done {
			t.Errorf("discard = %+v", res)
		}
	}
	if n := len(w.Names()); n != 0 {
		t.Errorf("%d files are left", n)
	}
	for _, bad := range []string{"", "{", `{"media":[{"id":"../../statuses/1"}]}`} {
		if res := w.Discard(t.Context(), bad); res.Outcome != network.Done {
			t.Errorf("discard %q = %+v", bad, res)
		}
	}
	at.Carried = w.carry(at)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Fatalf("publish = %+v", res)
	}
	if res := w.Discard(t.Context(), at.Carried); res.Outcome != network.Done || len(w.Names()) != 1 {
		t.Errorf("discard of what is public = %+v", res)
	}
}

func TestWhatServersTakeOfVideos(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	l := w.Limits().Film
	if l == nil || l.Size != 103809024 || l.Rate != 120 || l.Width != 3840 || l.Height != 2160 || !slices.Equal(l.Types, []string{"video/mp4"}) || l.Beside {
		t.Errorf("limits: %+v", l)
	}
	big := film("v").MediaUse
	big.Size = 200 << 20
	render := func(media ...bot.MediaUse) ([]bot.Part, error) {
		return w.Render(bot.Copy{Text: "Look.", Language: "en", Media: media})
	}
	if _, err := render(big); err == nil || !strings.Contains(err.Error(), "103 MB") {
		t.Errorf("too large: %v", err)
	}
	big.Video.Versions = []bot.Version{{Digest: "small", Type: "video/mp4", Size: 5, Width: 640, Height: 360, Rate: 30}}
	if parts, err := render(big); err != nil || parts[0].Media[0].Digest != "small" {
		t.Errorf("%+v, %v", parts, err)
	}
	if _, err := render(film("v").MediaUse, pixel("p").MediaUse); err == nil || !strings.Contains(err.Error(), "stands alone") {
		t.Errorf("a video and a picture in one status: %v", err)
	}
	none := newWorld(t, mastodontest.Options{Videoless: true}, nil)
	if _, err := none.Render(bot.Copy{Text: "Look.", Language: "en", Media: []bot.MediaUse{film("v").MediaUse}}); err == nil || !strings.Contains(err.Error(), "takes no videos") {
		t.Errorf("a server without videos: %v", err)
	}
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

// watched notes how much memory is in use while it is read.
type watched struct {
	endless
	reads, most *atomic.Uint64
}

func (b watched) ReadAt(p []byte, off int64) (int, error) {
	if b.reads.Add(1)%100 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.most.Store(max(b.most.Load(), m.HeapAlloc))
	}
	return b.endless.ReadAt(p, off)
}

func TestALargeVideoInBoundedMemory(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	blob := watched{endless{60 << 20}, new(atomic.Uint64), new(atomic.Uint64)}
	h := sha256.New()
	_, _ = io.Copy(h, io.NewSectionReader(blob.endless, 0, blob.size))
	m := film("")
	m.Blob, m.Size, m.Digest = blob, blob.size, hex.EncodeToString(h.Sum(nil))
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	at := w.attempt("v", "Look.", m)
	at.Carried = w.carry(at)
	res := w.Publish(t.Context(), at)
	if res.Outcome != network.Done {
		t.Fatalf("publish = %+v", res)
	}
	w.wantFilm(res.Remote, m)
	if used := blob.most.Load() - min(blob.most.Load(), before.HeapAlloc); used > 16<<20 || blob.most.Load() == 0 {
		t.Errorf("it took %d MB of memory", used>>20)
	} else {
		t.Logf("it took %d KB of memory, the server's included", used>>10)
	}
}
