package practice_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"appealbot/bot"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/network"
	wall "appealbot/bot/network/practice"
)

// cabinet keeps files in a folder by their digests.
type cabinet struct{ dir string }

// Put implements bot.Blobs.
func (c cabinet) Put(r interface{ Read(p []byte) (int, error) }) (string, int64, error) {
	f, err := os.CreateTemp(c.dir, "new-*")
	if err != nil {
		return "", 0, err
	}
	h := sha256.New()
	n, err := io.CopyBuffer(io.MultiWriter(f, h), struct{ io.Reader }{r}, make([]byte, 64<<10))
	if err = errors.Join(err, f.Close()); err != nil {
		return "", 0, errors.Join(err, os.Remove(f.Name()))
	}
	digest := hex.EncodeToString(h.Sum(nil))
	return digest, n, os.Rename(f.Name(), filepath.Join(c.dir, digest))
}

// Open implements bot.Blobs.
func (c cabinet) Open(digest string) (bot.Blob, error) {
	f, err := os.Open(filepath.Join(c.dir, filepath.Base(digest)))
	if err != nil {
		return nil, errors.Join(err, bot.ErrNotFound)
	}
	i, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return sized{f, i.Size()}, nil
}

type sized struct {
	*os.File
	size int64
}

// Size implements bot.Blob.
func (s sized) Size() int64 { return s.size }

// clip makes a video of four seconds, or skips the test where nothing makes one.
func clip(t *testing.T) (path string) {
	t.Helper()
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Skip("no ffmpeg, which makes the video")
	}
	path = filepath.Join(t.TempDir(), "clip.mp4")
	out, err := exec.CommandContext(t.Context(), ffmpeg, "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=25:duration=4",
		"-pix_fmt", "yuv420p", "-movflags", "+faststart", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return path
}

// still is a file as the wall is given it.
func (w *world) still(data []byte) (string, bot.Blob) {
	w.t.Helper()
	digest, _, err := w.media.Put(bytes.NewReader(data))
	if err != nil {
		w.t.Fatal(err)
	}
	return digest, network.BlobOf(data)
}

// show publishes a video, as an account does.
func (w *world) show(account bot.AccountID, title, text, path string) network.Result {
	w.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	m := network.Media{}
	m.Digest, m.Blob = w.still(data)
	m.Type, m.Alt, m.Size, m.Width, m.Height = "video/mp4", "<b>A dark Lexus</b> drives off.", int64(len(data)), 320, 180
	m.Video = &bot.Video{Length: 4 * time.Second, Codec: "h264"}
	var poster, words bot.Blob
	m.Video.Poster, poster = w.still(onePixel)
	caption := bot.Caption{Language: "en"}
	caption.Digest, words = w.still([]byte("WEBVTT\n\n00:00.000 --> 00:03.000\nStop there!\n"))
	m.Video.Captions = []bot.Caption{caption}
	m.Poster, m.Captions = poster, []bot.Blob{words}
	c := w.client(account)
	parts, err := c.Render(bot.Copy{Title: title, Text: text, Language: "en", Media: []bot.MediaUse{m.MediaUse}})
	if err != nil {
		w.t.Fatal(err)
	}
	res := c.Publish(w.t.Context(), network.Attempt{Part: parts[0], Key: string(account) + title, Media: []network.Media{m}})
	if res.Outcome != network.Done {
		w.t.Fatalf("publish: %+v", res)
	}
	return res
}

// A clip that an officer drops plays in the thread, and the published one on the wall,
// with its captions, its description and the link from another post.
func TestBrowserVideo(t *testing.T) {
	path := clip(t)
	b := browser(t)
	w := open(t)
	if err := w.draft(t.Context(), "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	b.open(w.url + "/?officer=ann&channel=" + w.private())
	b.click("#messages .thread")
	b.shows("#room-title", "Thread in")
	js[bool](b, `(() => {
		window.progress = 0;
		new MutationObserver(() => { window.progress++; }).observe(document.querySelector("#upload-words"), { childList: true });
		return true;
	})()`)
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#composer-files"), []string{path}))
	b.shows("#chosen-files", "clip.mp4")
	b.click("#composer-send")
	b.until("the clip is in the thread", `document.querySelector(".msg[data-by=ann] video")`)
	b.shows(".msg[data-by=ann] .file", "clip.mp4, ")
	if !js[bool](b, `window.progress > 0 && document.querySelector("#upload").hidden`) {
		t.Error("no progress was shown, or it is shown for ever")
	}
	b.plays(".msg[data-by=ann] video")
	if es := w.got(); len(es) != 1 || es[0].Upload == nil || es[0].Upload.Files[0].Held == "" || len(es[0].Upload.Files[0].Data) != 0 {
		t.Errorf("the bot got %+v", es)
	}

	res := w.show("video", `<img src=x onerror="document.title='broken'">Lakeshore`, "Do you know this car? </video><script>document.title='broken'</script>", path)
	if err := w.publish(t.Context(), "metro", "Watch the appeal: "+res.URL); err != nil {
		t.Fatal(err)
	}
	b.look(390, 844, "light")
	b.open(w.url + "/?tab=public")
	film := "#film-" + res.Remote
	b.until("the wall has the video", fmt.Sprintf("document.querySelector(%q)", film))
	b.plays(film)
	if !js[bool](b, fmt.Sprintf(`(async () => {
		const v = document.querySelector(%q);
		v.currentTime = 3;
		await new Promise((r) => { v.onseeked = r; });
		return v.currentTime > 2.5 && v.videoWidth === 320 && v.poster.includes("/wall/picture/") && v.getAttribute("aria-label") === "<b>A dark Lexus</b> drives off.";
	})()`, film)) {
		t.Error("the video does not seek, or has no still picture or description")
	}
	b.until("the captions are there", fmt.Sprintf(`(t => t && t.mode === "showing" && t.cues && t.cues.length === 1 && t.cues[0].text === "Stop there!")(document.querySelector(%q).textTracks[0])`, film))
	b.click("#post-" + res.Remote + " .alt summary")
	b.shows("#post-"+res.Remote+" .alt", "<b>A dark Lexus</b> drives off.")
	b.shows("#post-"+res.Remote+" .title", "<img src=x onerror=")
	if js[string](b, `document.title`) == "broken" || !js[bool](b, `document.documentElement.scrollWidth <= 390`) {
		t.Error("the title is markup, or the page is wider than a phone")
	}
	b.do(chromedp.Click(chromedp.CSS(fmt.Sprintf(`.piece a[href="/post/%s"]`, res.Remote))))
	b.until("the link leads to the video", fmt.Sprintf(`document.activeElement.id === "answer-%s"`, res.Remote))
	b.shot("video-390")
}

// plays waits until a video plays.
func (b *tab) plays(css string) {
	b.t.Helper()
	js[bool](b, fmt.Sprintf(`(v => { v.muted = true; v.play(); return true })(document.querySelector(%q))`, css))
	b.until("the video plays", fmt.Sprintf(`(v => v.readyState >= 2 && v.currentTime > 0.2 && !v.error)(document.querySelector(%q))`, css))
}

// upload sends a file of so many bytes to the page as a browser does.
func (w *world) upload(name string, size int64, officer string) (int, string) {
	w.t.Helper()
	r, pw := io.Pipe()
	m := multipart.NewWriter(pw)
	go func() {
		err := errors.Join(m.WriteField("officer", officer), m.WriteField("channel", w.private()), m.WriteField("client", "c1"))
		f, e := m.CreateFormFile("file", name)
		if err = errors.Join(err, e); err == nil {
			_, err = io.Copy(f, struct{ io.Reader }{chattest.Film(size)})
		}
		_ = pw.CloseWithError(errors.Join(err, m.Close()))
	}()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.url+"/chat/upload", r)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", m.FormDataContentType())
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// A video of 300 MB goes through the page without ever being in memory, and any part of
// it can be had again.
func TestLargeUpload(t *testing.T) {
	const size = 300_000_000
	w := open(t)
	if err := w.draft(t.Context(), "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if code, body := w.upload(`..\<b>clip<i>.mp4`, size, "ann"); code != http.StatusOK {
		t.Fatal(code, body)
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 20<<20 {
		t.Errorf("%d MB were allocated", got>>20)
	}
	_, _, page := w.get("/?officer=ann&channel=" + w.private())
	if !strings.Contains(page, "&lt;b&gt;clip&lt;i&gt;.mp4</bdi>, 300 MB") || strings.Contains(page, "<b>clip") {
		t.Error("the file is not shown by its name and size")
	}
	const link = `class="file" href="/chat/file/`
	at, _, _ := strings.Cut(page[strings.LastIndex(page, link)+len(link):], `"`)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.url+"/chat/file/"+strings.ReplaceAll(at, "&amp;", "&"), nil)
	if err != nil {
		t.Fatal(err)
	}
	const from = 299_999_000
	req.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	want, _ := io.ReadAll(io.NewSectionReader(chattest.Film(size), from, size-from))
	if err != nil || resp.StatusCode != http.StatusPartialContent || !bytes.Equal(got, want) {
		t.Errorf("%d, %d bytes, %v", resp.StatusCode, len(got), err)
	}
	if h := resp.Header; h.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") {
		t.Errorf("what is no video is shown as one: %v", h)
	}
}

// Nobody's file is kept, and none that has too much of something.
func TestUploadsThatAreRefused(t *testing.T) {
	w := open(t)
	if err := w.draft(t.Context(), "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, officer string
		size          int64
	}{{"clip.mp4", "nobody", 100_000}, {"words.vtt", "ann", 2 << 20}} {
		if code, body := w.upload(tt.name, tt.size, tt.officer); code != http.StatusUnprocessableEntity || !strings.Contains(body, "error") {
			t.Errorf("%+v: %d %s", tt, code, body)
		}
	}
	if left, err := os.ReadDir(w.media.dir); err != nil || len(left) != 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// Comments are shown below what they answer.
func TestCommentsAreNested(t *testing.T) {
	w := open(t)
	if err := w.publish(t.Context(), "page", "Did you see it?"); err != nil {
		t.Fatal(err)
	}
	say := func(parent, text string) string {
		a, err := w.wall.Answer(wall.Visitor{Name: "Jo", Handle: "@jo"}, parent, text)
		if err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	post := w.wall.Threads("page", "", 1, 0)[0].Posts[0].ID
	first := say(post, "comment one")
	say(post, "comment two")
	say(first, "answer to one")
	_, _, page := w.get("/")
	one, to, two := strings.Index(page, "comment one"), strings.Index(page, "answer to one"), strings.Index(page, "comment two")
	if one < 0 || to < one || two < to || !strings.Contains(page, "deep-1") {
		t.Errorf("at %d, %d, %d", one, to, two)
	}
}
