package app

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"appealbot/configs"
)

// A browser is one window on the practice room.
type browser struct {
	t   *testing.T
	ctx context.Context //nolint:containedctx // It stands for the window.
	dir string          // for screenshots; "" for none
}

// chromium returns the browser to test with, or skips.
func chromium(t *testing.T) string {
	t.Helper()
	if p := os.Getenv("APPEALBOT_TEST_CHROME"); p != "" {
		return p
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	t.Skip("no browser: set APPEALBOT_TEST_CHROME to a Chromium, or install one")
	return ""
}

// A chrome is the one browser process of the package: each test has a context of its
// own in it, with its own cookies, and starting it takes longer than a click.
type chrome struct {
	once sync.Once
	ctx  context.Context //nolint:containedctx // It stands for the process.
	stop func()
	err  error
}

var theChrome chrome

// open starts the process for the first who asks.
func (c *chrome) open(path string) (context.Context, error) {
	c.once.Do(func() {
		opts := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
		opts = append(opts, chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
			chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
		actx, stopAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
		bctx, stopTab := chromedp.NewContext(actx)
		c.ctx, c.stop = bctx, func() { stopTab(); stopAlloc() }
		c.err = chromedp.Do(bctx) // a process lives as long as the context that it was started with
	})
	return c.ctx, c.err
}

// close ends the process, if there is one.
func (c *chrome) close() {
	if c.stop != nil {
		c.stop()
	}
}

func newBrowser(t *testing.T, width, height int64) *browser {
	t.Helper()
	process, err := theChrome.open(chromium(t))
	if err != nil {
		t.Fatal(err)
	}
	window, closeWindow := chromedp.NewContext(process, chromedp.WithNewBrowserContext())
	ctx, stopTime := context.WithTimeout(window, 5*time.Minute)
	t.Cleanup(func() { stopTime(); closeWindow() })
	b := &browser{t: t, ctx: ctx, dir: os.Getenv("APPEALBOT_TEST_SCREENSHOTS")}
	b.must(chromedp.Do(window, chromedp.EmulateViewport(width, height)))
	// Beside another window it has the focus all the same, as a person's has.
	_, err = chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	b.must(err)
	return b
}

func (b *browser) must(err error) {
	b.t.Helper()
	if err != nil {
		b.shot("failed")
		b.t.Fatal(err)
	}
}

// shot keeps a picture of the window for whoever wants to see them.
func (b *browser) shot(name string) {
	b.t.Helper()
	if b.dir == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Logf("no picture %s: %v", name, err)
		return
	}
	if err := os.WriteFile(filepath.Join(b.dir, name+".png"), png, 0o600); err != nil {
		b.t.Error(err)
	}
}

// wait waits until a JavaScript expression is true.
func (b *browser) wait(what, expr string) {
	b.t.Helper()
	for end := time.Now().Add(patient); time.Now().Before(end); {
		if ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("Boolean("+expr+")")); err == nil && ok {
			return
		}
		<-time.After(50 * time.Millisecond)
	}
	b.shot("failed")
	b.t.Fatalf("never happened: %s", what)
}

// all selects the visible elements that match and contain a text.
func all(selector, text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(%s)].filter(e => e.checkVisibility() && e.textContent.includes(%s))`, strconv.Quote(selector), strconv.Quote(text))
}

// sees waits until an element shows a text.
func (b *browser) sees(selector, text string) {
	b.t.Helper()
	b.wait(fmt.Sprintf("%s shows %q", selector, text), all(selector, text)+".length > 0")
}

// click clicks the last element that matches, as a person would: with the
// mouse, where it is, once it has come to rest.
func (b *browser) click(selector, text string) {
	b.t.Helper()
	b.sees(selector, text)
	b.clickOne(all(selector, text))
}

// clickOne clicks the last of some elements. What comes in at that very moment may
// move it away from under the mouse; then it is clicked where it is now, as a person
// would.
func (b *browser) clickOne(elements string) {
	b.t.Helper()
	for range 5 {
		x, y := b.rests(elements)
		_, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](fmt.Sprintf(`window.hit = false;
			document.addEventListener('click', c => { window.hit = %s.some(e => e.contains(c.target)) }, {once: true, capture: true}); true`, elements)))
		b.must(err)
		b.must(chromedp.Do(b.ctx, chromedp.MouseClickXY(x, y)))
		missed, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("window.hit === false"))
		b.must(err)
		if !missed {
			return
		}
	}
	b.shot("failed")
	b.t.Fatalf("%s moves away from every click", elements)
}

// rests brings the last of some elements into view, and says where it is once it
// has come to rest.
func (b *browser) rests(elements string) (x, y float64) {
	b.t.Helper()
	b.wait("there is "+elements, elements+".length > 0")
	var was []float64
	for end := time.Now().Add(patient); time.Now().Before(end); {
		at, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]float64](fmt.Sprintf(`(() => {
			const e = %s.pop(); if (!e) return [];
			e.scrollIntoView({block: 'center', behavior: 'instant'});
			const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()`, elements)))
		b.must(err)
		if len(at) == 2 && slices.Equal(at, was) {
			return at[0], at[1]
		}
		was = at
		<-time.After(100 * time.Millisecond)
	}
	b.shot("failed")
	b.t.Fatalf("%s does not come to rest", elements)
	return 0, 0
}

// types replaces what is in a field.
func (b *browser) types(selector, text string) {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, chromedp.WaitVisible(selector)))
	_, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.querySelector("+strconv.Quote(selector)+").value = ''"))
	b.must(err)
	b.must(chromedp.Do(b.ctx, chromedp.SendKeys(selector, text)))
}

// accessible fails when axe-core finds anything to object to.
func (b *browser) accessible(where string) {
	b.t.Helper()
	path := os.Getenv("APPEALBOT_TEST_AXE")
	if path == "" {
		b.t.Log("APPEALBOT_TEST_AXE is not set: accessibility is not checked")
		return
	}
	// A button that was pressed is dim until the answer is there, however soon its effect is seen.
	b.wait("nothing is busy", "!document.querySelector('[aria-busy=true]')")
	axe, err := os.ReadFile(path)
	b.must(err)
	_, err = chromedp.Run(b.ctx, chromedp.Evaluate[bool](string(axe)+"; true"))
	b.must(err)
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`axe.run(document).then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join(" | ")).join("\n"))`, chromedp.EvalAwaitPromise))
	b.must(err)
	if found != "" {
		b.t.Errorf("%s: %s", where, found)
	}
}

// openRoom starts a whole practice room for a browser, with changes to the practice
// department.
func openRoom(t *testing.T, changes ...func(*configs.Config)) *practiceRoom {
	t.Helper()
	c := configs.Practice()
	c.Log.Level = "warn"
	for _, change := range changes {
		change(&c)
	}
	p := &practiceRoom{program: &program{config: c, folder: folder(t.TempDir()), stack: &stack{log: newLog(c.Log, os.Stderr)}}}
	if err := p.open(t.Context(), practiceCmd{Listen: "127.0.0.1:0"}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.stack.stop(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// A newcomer's way from /appeal to a public answer in the case's channel, on a
// desk and on a phone.
func TestNewcomer(t *testing.T) {
	onDeskAndPhone(t, func(b *browser, size string) {
		b.sees("#guide-title", "You need witnesses")
		b.shot(size + "-1-empty")
		b.accessible("the empty room")
		b.drafts(size)
		b.approves(size)
		b.answers(size)
	})
}

// onDeskAndPhone goes a way through a practice room of its own with a wide window and
// with a narrow one.
func onDeskAndPhone(t *testing.T, way func(b *browser, size string), changes ...func(*configs.Config)) {
	t.Helper()
	chromium(t)
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"desk", 1280, 860}, {"phone", 390, 844}} {
		t.Run(size.name, func(t *testing.T) {
			t.Parallel() // a way waits more than it works
			p := openRoom(t, changes...)
			b := newBrowser(t, size.width, size.height)
			b.must(chromedp.Do(b.ctx, chromedp.Navigate(p.server.URL())))
			way(b, size.name)
		})
	}
}

// channel goes to a channel, on a phone too.
func (b *browser) channel(name string) {
	b.t.Helper()
	b.click("#channels a", name)
	b.sees("#room-title", name)
}

func (b *browser) tab(id string) {
	b.t.Helper()
	narrow, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.querySelector('#tab-chat').checkVisibility()`))
	b.must(err)
	if narrow {
		b.click(id, "")
	}
}

func (b *browser) drafts(size string) {
	b.t.Helper()
	b.click("#guide-example", "example")
	b.click("#composer-send", "Send")
	b.sees(".msg", "is stored. Nothing is public")
	b.channel("case-2026-1234567")
	b.sees(".msg", "4712 Bathurst Street")
	b.click("button", "Rewrite")
	b.sees("#dialog", "After:")
	b.click("#dialog button", "Save")
	b.sees(".msg", "the 4700 block of Bathurst Street")
	b.wait("the card has no finding any more", all("button", "Rewrite")+".length === 0")
	b.shot(size + "-2-draft")
	b.accessible("a draft")
	b.click("button", "Submit for approval")
	b.sees(".msg", "It needs one approval")
}

func (b *browser) approves(size string) {
	b.t.Helper()
	b.click("#officers a", "Bob")
	b.wait("Bob is at the desk", `document.querySelector('#chat').dataset.officer === 'bob'`)
	b.channel("case-2026-1234567")
	b.shot(size + "-3-approve")
	b.click("button", "Approve")
	b.sees(".msg", "public (3 posts)")
	b.tab("#tab-public")
	b.sees("#posts .post", "the 4700 block of Bathurst Street")
	b.shot(size + "-4-public")
	b.accessible("the wall")
}

// confirms fills in the form that opens before an approval where there is something
// to make sure of: every point is ticked.
func (b *browser) confirms() {
	b.t.Helper()
	b.sees("#dialog legend", "I have made sure")
	n, err := chromedp.Run(b.ctx, chromedp.Evaluate[int](`document.querySelectorAll('#dialog [data-input=ticks] input').length`))
	b.must(err)
	for i := range n {
		b.click(fmt.Sprintf("#dialog [data-input=ticks] label:nth-of-type(%d)", i+1), "")
	}
	b.must(chromedp.Do(b.ctx, chromedp.SetValue("#dialog select", "approve")))
	b.click("#dialog button", "Confirm")
	b.wait("the form is closed", "!document.querySelector('#dialog').open")
}

func (b *browser) answers(size string) {
	b.t.Helper()
	b.types("#visitor", "Pat Doe")
	b.click("#posts button", "Answer")
	b.types("#writer-text", "I saw a dark Lexus at 1:30, @channel <b>call me</b>")
	b.click("#writer-send", "Send")
	b.sees(".answer", "I saw a dark Lexus")
	b.tab("#tab-chat")
	b.sees("#messages .msg", "I saw a dark Lexus at 1:30, @channel <b>call me</b>")
	b.click("#messages button", "Tip")
	b.sees("#messages .msg", "Label")
	b.shot(size + "-5-answer")
	b.accessible("the answered case")
	b.must(chromedp.Do(b.ctx, chromedp.Reload()))
	b.sees("#messages .msg", "I saw a dark Lexus")
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
	})
	b.must(err)
	b.shot(size + "-6-dark")
	b.accessible("in the dark")
}
