package mattermost_test

import (
	"runtime"
	"testing"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost"
)

// keeps makes a platform keep videos.
func keeps(v *chattest.Vault) func(*mattermost.Options) {
	return func(o *mattermost.Options) { o.Keep = v }
}

// clip is what the test server makes a film of.
var clip = []chat.File{{Name: "clip.mp4", Data: []byte("x")}}

// filmed takes the next event, which has to be one whole video.
func (w *world) filmed(size int64) {
	w.t.Helper()
	want, _, err := new(chattest.Vault).Put(chattest.Film(size))
	if err != nil {
		w.t.Fatal(err)
	}
	e := w.next()
	if e.Upload == nil || len(e.Upload.Files) != 1 {
		w.t.Fatalf("event %+v", e)
	}
	if f := e.Upload.Files[0]; f.Held != want || f.Size != size || len(f.Data) != 0 || f.Name != "clip.mp4" {
		w.t.Errorf("file %s, %s, %d bytes, %d in memory", f.Name, f.Held, f.Size, len(f.Data))
	}
}

// A video of 300 MB passes through without ever being in memory.
func TestLargeVideo(t *testing.T) {
	const size = 300_000_000
	w := newWorld(t, keeps(&chattest.Vault{}))
	w.run(nil)
	at := w.say("k", "card")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	w.server.Swell(size, 0)
	w.Upload(t, w.ann(), at, clip)
	w.filmed(size)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 20<<20 {
		t.Errorf("%d MB were allocated", got>>20)
	}
}

// A video whose connection breaks comes all the same, whether the server goes on from
// there or begins again.
func TestVideoThatBreaksOff(t *testing.T) {
	for name, ranges := range map[string]bool{"goes on": true, "begins again": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, keeps(&chattest.Vault{}))
			w.server.Files.Ranges = ranges
			w.server.Files.After.Store(700_000)
			w.run(nil)
			at := w.say("k", "card")
			w.server.Swell(1_000_000, 0)
			w.Upload(t, w.ann(), at, clip)
			if !ranges {
				w.until("it broke", func() bool { return w.server.Files.Answers.Load() > 0 })
				w.server.Files.After.Store(0)
			}
			w.filmed(1_000_000)
			if n := w.server.Files.Answers.Load(); n != 2 {
				t.Errorf("%d answers, want 2", n)
			}
		})
	}
}

// Of a video that is larger than the server said nothing is kept.
func TestVideoThatIsLarger(t *testing.T) {
	t.Parallel()
	v := &chattest.Vault{}
	w := newWorld(t, keeps(v))
	w.server.Swell(1_000_000, -1)
	w.run(nil)
	at := w.say("k", "card")
	w.Upload(t, w.ann(), at, clip)
	w.until("it is told", func() bool { return w.whispers("could not fetch") > 0 })
	if v.Kept.Load() != 0 {
		t.Error("something was kept")
	}
	w.quiet()
}
