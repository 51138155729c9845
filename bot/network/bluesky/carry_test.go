package bluesky_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/bluesky"
	"appealbot/bot/network/networktest"
)

const vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nA shot.\n"

// film is a video with captions in two languages, as far as the server cares.
func film(data string) network.Media {
	m := png(data)
	m.Type, m.Alt, m.Width, m.Height = "video/mp4", "A white van turns into an alley.", 1280, 720
	m.Video = &bot.Video{Length: 30 * time.Second, Rate: 30}
	for _, lang := range []string{"en", "fr"} {
		words := vtt + lang
		m.Video.Captions = append(m.Video.Captions, bot.Caption{Language: lang, Digest: png(words).Digest, Size: int64(len(words))})
		m.Captions = append(m.Captions, network.BlobOf([]byte(words)))
	}
	return m
}

func showing(key string, ms ...network.Media) network.Attempt {
	at := attempt(key, "Who knows the driver?")
	for _, m := range ms {
		at.Media, at.Part.Media = append(at.Media, m), append(at.Part.Media, m.MediaUse)
	}
	return at
}

func (w *world) wantFilm(t *testing.T, remote string, m network.Media) {
	t.Helper()
	rec, err := w.Record(remote)
	must(t, err)
	b, err := json.Marshal(rec["embed"])
	must(t, err)
	var e struct {
		Type  string `json:"$type"`
		Video struct {
			Mime string `json:"mimeType"`
			Size int64
		}
		Captions []struct{ Lang string }
		Alt      string
		Aspect   struct{ Width, Height int } `json:"aspectRatio"`
	}
	must(t, json.Unmarshal(b, &e))
	if e.Type != "app.bsky.embed.video" || e.Video.Mime != "video/mp4" || e.Video.Size != m.Size || e.Alt != m.Alt || fmt.Sprint(e.Captions) != "[{en} {fr}]" || e.Aspect.Width != 1280 || e.Aspect.Height != 720 {
		t.Errorf("the record has %s", b)
	}
}

func TestAVideoGoesInSteps(t *testing.T) {
	w := newWorld(t, nil)
	m := film("a video")
	at := showing("v", m)
	var sent []int64
	for range 10 {
		c := w.Carry(t.Context(), at)
		at.Carried, sent = c.State, append(sent, c.Sent)
		if c.Size != m.Size+2*int64(len(vtt)+2) || !json.Valid([]byte(c.State)) {
			t.Errorf("carry = %+v", c)
		}
		if c.Outcome == network.Done {
			break
		}
	}
	if len(sent) != 3 || sent[0] != m.Size || sent[2] != m.Size+2*int64(len(vtt)+2) {
		t.Errorf("sent %v", sent)
	}
	res := w.again(t).Publish(t.Context(), at)
	if res.Outcome != network.Done || w.calls("com.atproto.repo.uploadBlob") != 3 {
		t.Fatalf("publish = %+v after %d uploads", res, w.calls("com.atproto.repo.uploadBlob"))
	}
	w.wantFilm(t, res.Remote, m)
	if f := w.Find(t.Context(), at); f.Outcome != network.Done || f.Remote != res.Remote {
		t.Errorf("find = %+v", f)
	}
	for what, other := range map[string]network.Attempt{"another video": showing("v", film("another")), "pictures": showing("v", png("p")), "nothing": showing("v")} {
		if f := w.Find(t.Context(), other); f.Outcome != network.Never {
			t.Errorf("find the same with %s = %+v", what, f)
		}
	}
	// The same again is the same post.
	if again := w.Publish(t.Context(), at); again.Outcome != network.Done || again.Remote != res.Remote {
		t.Errorf("again = %+v", again)
	}
}

// TestCarryingThatIsKilledAtEachStep loses the answer to each request, and every other
// time the state behind it.
func TestCarryingThatIsKilledAtEachStep(t *testing.T) {
	for _, fault := range []networktest.Fault{
		networktest.Cut, networktest.Lost, networktest.Half, networktest.Empty, networktest.Rubbish, networktest.Down, networktest.Broken, networktest.Gateway,
	} {
		w, f := newFaulty(t)
		m := film("a video " + fault.String())
		at := showing(fault.String(), m)
		killed := map[string]bool{}
		for steps := 0; ; steps++ {
			if steps > 60 {
				t.Fatalf("%v: carrying does not end", fault)
			}
			if !killed[at.Carried] {
				killed[at.Carried] = true
				f.Next(2, fault, func(*http.Request) bool { return true })
				if c := w.Carry(t.Context(), at); steps%2 == 0 {
					at.Carried = c.State // the process lived
				}
				f.Next(0, networktest.Works, func(*http.Request) bool { return true })
				continue
			}
			c := w.Carry(t.Context(), at)
			if at.Carried = c.State; c.Outcome == network.Done {
				break
			}
			if c.Outcome != network.Never {
				t.Fatalf("%v: %+v", fault, c)
			}
		}
		res := w.Publish(t.Context(), at)
		if res.Outcome != network.Done {
			t.Fatalf("%v: publish = %+v", fault, res)
		}
		w.wantFilm(t, res.Remote, m)
	}
}

func TestWhatWasCarriedIsNotKeptForGood(t *testing.T) {
	w := newWorld(t, nil)
	m := film("a video")
	at := showing("v", m)
	at.Carried = w.carry(t, at)
	w.later(time.Hour)
	if c := w.Carry(t.Context(), at); c.Outcome == network.Done {
		t.Error("what is an hour old is taken for ready")
	}
	at.Carried = w.carry(t, at)
	w.DropBlobs(metro)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Never || !res.Anew {
		t.Fatalf("publish = %+v, want that it is carried anew", res)
	}
	at.Carried = ""
	at.Carried = w.carry(t, at)
	res := w.Publish(t.Context(), at)
	if res.Outcome != network.Done {
		t.Fatalf("publish = %+v", res)
	}
	w.wantFilm(t, res.Remote, m)
}

func TestAVideoThatTheServerDoesNotTake(t *testing.T) {
	w := newWorld(t, nil)
	w.BlobLimit = 5
	c := w.Carry(t.Context(), showing("v", film("a video")))
	if c.Outcome != network.No || c.Cause != network.Change || !strings.HasPrefix(c.Note, "The video could not be sent: ") || !strings.Contains(c.Note, "too big") {
		t.Errorf("carry = %+v", c)
	}
}

func TestCarriedByMistake(t *testing.T) {
	w := newWorld(t, nil)
	at := showing("v", film("a video"))
	for _, state := range []string{"", "{", "[]", `{"files":[{},{},{}]}`, `{"files":[{"cid":"x","mime":"video/mp4","at":99999999999},{},{}]}`} {
		a := at
		a.Carried = state
		if c := w.Carry(t.Context(), a); c.Outcome == network.Done {
			t.Errorf("%s is taken for a video that is there", state)
		}
	}
	at.Carried = w.carry(t, showing("o", film("another")))
	before := w.calls("com.atproto.repo.uploadBlob")
	if c := w.Carry(t.Context(), at); w.calls("com.atproto.repo.uploadBlob") != before+1 || c.State == at.Carried {
		t.Errorf("another video is taken for this one: %+v", c)
	}
	if !w.Carries(at.Part) || w.Carries(bot.Part{Text: "x"}) {
		t.Error("Carries")
	}
	if res := w.Discard(t.Context(), "{"); res.Outcome != network.Done {
		t.Errorf("discard = %+v", res)
	}
}

func TestRenderVideos(t *testing.T) {
	w := newWorld(t, nil)
	render := func(change func(*bot.MediaUse)) ([]bot.Part, error) {
		m := film("v").MediaUse
		v := *m.Video
		m.Video = &v
		change(&m)
		return w.Render(bot.Copy{Text: "Look.", Language: "en", Media: []bot.MediaUse{m}})
	}
	for want, change := range map[string]func(*bot.MediaUse){
		"3:00":           func(m *bot.MediaUse) { m.Video.Length = 4 * time.Minute },
		"100 MB":         func(m *bot.MediaUse) { m.Size = 100_000_001 },
		"video/webm":     func(m *bot.MediaUse) { m.Type = "video/webm" },
		"1001 character": func(m *bot.MediaUse) { m.Alt = strings.Repeat("x", 1001) },
		"cannot show":    func(m *bot.MediaUse) { m.Alt = "a\x00b" },
		"21 languages":   func(m *bot.MediaUse) { m.Video.Captions = make([]bot.Caption, 21) },
		"21 kB":          func(m *bot.MediaUse) { m.Video.Captions = []bot.Caption{{Language: "en", Size: 20_001}} },
	} {
		if _, err := render(change); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q in it", err, want)
		}
	}
	parts, err := render(func(m *bot.MediaUse) {
		m.Size, m.Video.Versions = 200_000_000, []bot.Version{{Digest: "small", Type: "video/mp4", Size: 5}}
	})
	if err != nil || parts[0].Media[0].Digest != "small" {
		t.Errorf("%+v, %v", parts, err)
	}
	if _, err := w.Render(bot.Copy{Text: "Look.", Media: []bot.MediaUse{film("v").MediaUse, png("p").MediaUse}}); err == nil || !strings.Contains(err.Error(), "stands alone") {
		t.Errorf("a video and a picture in one post: %v", err)
	}
	if l := w.Limits(); len(l.Address) < len("https://bsky.app/profile/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/post/2222222222222") {
		t.Errorf("the longest address is %s", l.Address)
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

// endless is a large file that takes no memory, and notes how much is in use while it is
// read.
type endless struct {
	size        int64
	reads, most *atomic.Uint64
}

func (e endless) ReadAt(p []byte, off int64) (int, error) {
	if e.reads.Add(1)%100 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		e.most.Store(max(e.most.Load(), m.HeapAlloc))
	}
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
	w := newWorld(t, nil)
	blob := endless{60 << 20, new(atomic.Uint64), new(atomic.Uint64)}
	h := sha256.New()
	_, _ = io.Copy(h, io.NewSectionReader(blob, 0, blob.size))
	m := film("")
	m.Blob, m.Size, m.Digest = blob, blob.size, hex.EncodeToString(h.Sum(nil))
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	blob.most.Store(0)
	at := showing("v", m)
	at.Carried = w.carry(t, at)
	res := w.publish(t, at)
	w.wantFilm(t, res.Remote, m)
	if used := blob.most.Load() - min(blob.most.Load(), before.HeapAlloc); used > 16<<20 || blob.most.Load() == 0 {
		t.Errorf("it took %d MB of memory", used>>20)
	} else {
		t.Logf("it took %d KB of memory, the server's included", used>>10)
	}
}

var _ network.Carrier = (*bluesky.Account)(nil)
