package app

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// A video's way in the practice room, on a desk and on a phone: from the thread of the
// card over preparation, description and captions to two approvals; first the video is
// public, then the posts with the link to it, and a comment below it comes back.
func TestBrowserFilm(t *testing.T) {
	chromium(t)
	needsFilm(t)
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"desk", 1280, 860}, {"phone", 390, 844}} {
		t.Run(size.name, func(t *testing.T) {
			t.Parallel()
			p := openRoom(t)
			// The wall works at a video for a while, as a network does.
			resp, err := http.PostForm(p.server.URL()+"/wall/fault", url.Values{"id": {"video"}, "kind": {"long"}, "wait": {"4"}})
			if err != nil {
				t.Fatal(err)
			}
			if err := resp.Body.Close(); err != nil || resp.StatusCode >= 400 {
				t.Fatalf("the wall is not slow: %s, %v", resp.Status, err)
			}
			b := newBrowser(t, size.width, size.height)
			b.must(chromedp.Do(b.ctx, chromedp.Navigate(p.server.URL())))
			b.drops(size.name)
			b.describes(size.name)
			b.approvesTwice(size.name)
			b.watches(size.name)
			b.comments(size.name)
		})
	}
}

// attach drops a file into the thread of the newest card, and goes back.
func (b *browser) attach(name string, data []byte) {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), name)
	b.must(os.WriteFile(file, data, 0o600))
	b.channel("case-2026-5555555")
	b.click("#messages a.thread", "")
	b.wait("the thread is open", `document.querySelector('#chat').dataset.thread`)
	b.must(chromedp.Do(b.ctx, chromedp.SetUploadFiles(chromedp.CSS("#composer-files"), []string{file})))
	b.sees("#chosen-files", name)
	b.click("#composer-send", "Send")
	b.wait("it is sent", `document.querySelector('#chosen-files').hidden`)
}

func (b *browser) drops(size string) {
	b.t.Helper()
	b.types("#composer-text", "/appeal new --kind identify --on video,page,metro 2026-5555555 Robbery: Do you know this man? {video} Call 416-808-2222.")
	b.click("#composer-send", "Send")
	b.sees(".msg", "is stored. Nothing is public")
	data, err := clip()
	b.must(err)
	b.attach("clip.mov", data)
	b.shot(size + "-film-1-sent")
	b.channel("case-2026-5555555")
	b.sees("#messages .card", "0:07, 640 x 360")
	b.click("#messages button", "Submit for approval")
	b.sees("#messages .msg", "has no description")
	b.shot(size + "-film-2-ready")
	b.accessible("a video without a description")
}

func (b *browser) describes(size string) {
	b.t.Helper()
	b.click("#messages button", "Edit")
	b.types(`#dialog [data-input="alt.1"] :is(input, textarea)`, "A man in a dark jacket leaves a shop")
	b.shot(size + "-film-3-form")
	b.click("#dialog button[type=submit]", "")
	b.wait("the form is closed", `!document.querySelector('#dialog').open`)
	b.sees("#messages .card", "A man in a dark jacket leaves a shop")
	words, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "commands", "testdata", "pictures", "clip.vtt"))
	b.must(err)
	b.attach("clip.en.vtt", words)
	b.channel("case-2026-5555555")
	b.sees("#messages .card", "Stop! Police!")
	b.click("#messages button", "Submit for approval")
	b.sees("#messages .msg", "It needs 2 approvals")
	b.shot(size + "-film-4-submitted")
	b.accessible("a video that waits for approval")
}

func (b *browser) approvesTwice(size string) {
	b.t.Helper()
	for id, name := range map[string]string{"bob": "Bob", "carla": "Carla"} {
		b.click("#officers a", name)
		b.wait(name+" is at the desk", `document.querySelector('#chat').dataset.officer === '`+id+`'`)
		b.channel("case-2026-5555555")
		b.click("#messages button", "Approve")
		b.confirms()
		b.wait("it counts", all("#messages .msg", "Your approval counts")+".length > 0 || "+all("#messages .msg", "Approved.")+".length > 0")
	}
	b.wait("nothing is public while the wall works at the video", `!document.querySelector('#posts .post')`)
	b.shot(size + "-film-5-processing")
	b.sees("#messages .msg", "public (3 posts)")
	b.shot(size + "-film-6-published")
}

// watches: the video is on the wall, plays with its captions, and the other posts have
// its address.
func (b *browser) watches(size string) {
	b.t.Helper()
	b.tab("#tab-public")
	b.sees("#posts [data-account=video]", "Do you know this man?")
	for _, other := range []string{"page", "metro"} {
		b.wait("the link is in the words on "+other, `(() => {
			const link = document.querySelector('#posts [data-account=`+other+`] .text a'), film = document.querySelector('#posts [data-account=video] [data-post]');
			return link && film && link.href.includes(film.dataset.post) && !link.closest('.text').textContent.includes('{');
		})()`)
	}
	const film = `document.querySelector('#posts [data-account=video] video')`
	b.wait("it can be played", film+`.readyState >= 1 && !`+film+`.error`)
	_, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`(async () => { const v = `+film+`; v.muted = true; v.textTracks[0].mode = 'showing'; v.scrollIntoView({block: 'center'}); await v.play(); return true })()`, chromedp.EvalAwaitPromise))
	b.must(err)
	b.wait("it plays", film+`.currentTime > 1`)
	b.wait("its captions are there", film+`.textTracks[0].cues && `+film+`.textTracks[0].cues[0].text === 'Stop! Police!'`)
	b.shot(size + "-film-7-wall")
	b.accessible("a video on the wall")
}

func (b *browser) comments(size string) {
	b.t.Helper()
	b.types("#visitor", "Pat Doe")
	b.click("#posts [data-account=video] button", "Answer")
	b.types("#writer-text", "I know him from the bus, @channel")
	b.click("#writer-send", "Send")
	b.sees(".answer", "I know him from the bus")
	b.tab("#tab-chat")
	b.sees("#messages .msg", "I know him from the bus, @channel")
	b.shot(size + "-film-8-comment")
}
