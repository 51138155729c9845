package app

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"appealbot/bot/chat"
)

const (
	largeFilm = 1_950_000_000 // bytes, at least: nearly the most that is taken
	mostUsed  = 400 << 20     // bytes of memory that the program may use for it
)

// A video of two gigabytes goes from the chat to YouTube, and the program never has
// more than a small part of it in memory.
func TestLiveFilmLarge(t *testing.T) {
	needsFilm(t)
	if os.Getenv("APPEALBOT_TEST_LARGE") == "" {
		t.Skip("APPEALBOT_TEST_LARGE is not set: it takes minutes, and ten gigabytes on the disk")
	}
	p := onStandIn(t)
	d := &filmDay{live: p.goLive(newYouTube(t)), make: func() ([]byte, error) { return []byte("it lies on the disk"), nil }}
	path := looped(t)
	st, err := os.Stat(path)
	d.must(err)
	p.server.Lay(path)
	d.connected(d.youtube(), "--no-listen")
	d.start()
	began := time.Now()
	for _, s := range d.squares {
		d.fit(s.account())
	}
	d.says("ann", d.newsroom, "new --kind identify "+filmCase+" Robbery: do you know this man? Call 416-808-2222.", "is stored")
	d.enter(filmRoom)
	d.far.Upload(t, d.people["ann"], d.card("takes only videos").At, []chat.File{{Name: "clip.mp4", Data: []byte("it lies on the disk")}})
	// Whoever looked into the thread meanwhile would get all of it.
	d.lasts("the video is ready", func() bool { return d.film().Digest != "" })
	d.must(os.Truncate(path, 0))
	t.Logf("taken and prepared in %v; at most %d MB in use", time.Since(began).Round(time.Second), d.used()>>20)
	p.server.Lay("")
	d.says("ann", d.room, "describe 1 A man in a dark jacket leaves a shop")
	d.says("ann", d.room, "captions 1 none")
	d.card("ready to submit")
	began = time.Now()
	d.approved()
	d.lasts("the video is on YouTube", func() bool { return len(d.youtube().public()) == 1 })
	m, v := d.film(), d.youtube().Videos()
	if len(v) != 1 || v[0].Digest != m.Digest || v[0].Size != m.Size || m.Size < largeFilm {
		t.Errorf("on YouTube is %+v; approved were %d bytes, %s", v, m.Size, m.Digest)
	}
	used := d.used()
	t.Logf("%d MB handed in, %d MB published in %v; at most %d MB in use", st.Size()/1e6, m.Size/1e6, time.Since(began).Round(time.Second), used>>20)
	if used > mostUsed {
		t.Errorf("the program used %d MB, want at most %d", used>>20, mostUsed>>20)
	}
	d.quit()
}

// looped is a large video on the disk, which repeats a small one.
func looped(t *testing.T) string {
	t.Helper()
	small, err := noisy()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	from, to := filepath.Join(dir, "small.mov"), filepath.Join(dir, "large.mp4")
	if err := os.WriteFile(from, small, 0o600); err != nil {
		t.Fatal(err)
	}
	times := strconv.Itoa(largeFilm/len(small) + 1)
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-nostdin", "-stream_loop", times, "-i", from, "-c", "copy", to).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return to
}

var peak = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// used is how much memory the program had at most.
func (d *filmDay) used() int {
	d.t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.program.cmd.Process.Pid))
	if err != nil {
		d.t.Skipf("nothing says how much memory the program uses: %v", err)
	}
	m := peak.FindSubmatch(b)
	if m == nil {
		d.t.Fatalf("the status does not say how much memory the program uses:\n%s", b)
	}
	kb, err := strconv.Atoi(string(m[1]))
	d.must(err)
	return kb << 10
}
