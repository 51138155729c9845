package practice_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	room "appealbot/bot/chat/practice"
	"appealbot/bot/network"
	wall "appealbot/bot/network/practice"
)

// tab is one window of a real browser.
type tab struct {
	t   *testing.T
	ctx context.Context //nolint:containedctx // It is the browser's handle.
}

// browser starts Chromium, or skips the test where there is none.
func browser(t *testing.T) *tab {
	t.Helper()
	path := os.Getenv("APPEALBOT_TEST_CHROME")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path == "" {
			path, _ = exec.LookPath(name)
		}
	}
	if path == "" {
		t.Skip("no browser: set APPEALBOT_TEST_CHROME to the path of Chromium")
	}
	if testing.Short() {
		t.Skip("a browser takes a few seconds")
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(ctx)
	t.Cleanup(end)
	return start(t, ctx)
}

// another opens one more window of the same browser.
func (b *tab) another() *tab {
	b.t.Helper()
	ctx, end := chromedp.NewContext(b.ctx)
	b.t.Cleanup(end)
	return start(b.t, ctx)
}

// start starts the window. It lives as long as the ctx of its first step.
func start(t *testing.T, ctx context.Context) *tab {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		t.Fatal(err)
	}
	return &tab{t, ctx}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 20*time.Second)
	defer stop()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.shot("failure")
		b.t.Fatal(err)
	}
}

// open opens a page and waits until it is live.
func (b *tab) open(url string) {
	b.t.Helper()
	b.do(chromedp.Navigate(url))
	b.until("the page is live", `document.body.dataset.live === "yes"`)
}

func (b *tab) click(css string) { b.t.Helper(); b.do(chromedp.Click(chromedp.CSS(css))) }

// keys presses keys wherever the focus is.
func (b *tab) keys(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		b.do(chromedp.KeyEvent(k))
	}
}

// until waits until an expression holds.
func (b *tab) until(what, js string) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 20*time.Second)
	defer stop()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("!!("+js+")", chromedp.WithPollingInterval(30*time.Millisecond))); err != nil {
		b.shot("failure")
		b.t.Fatalf("waited in vain: %s: %v", what, err)
	}
}

func js[T any](b *tab, code string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](code, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.80s: %v", code, err)
	}
	return v
}

// shows waits until a text is to be seen in an element.
func (b *tab) shows(css, text string) {
	b.t.Helper()
	b.until(fmt.Sprintf("%s shows %q", css, text), fmt.Sprintf(`[...document.querySelectorAll(%q)].some(e => e.checkVisibility() && e.innerText.includes(%q))`, css, text))
}

// pressing presses the newest visible button with this label.
func (b *tab) pressing(label string) {
	b.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll("#messages [data-press]")].filter(b => b.textContent === %q).pop()?.id`, label)
	b.until("there is a button "+label, find)
	b.click("#" + js[string](b, find))
}

// shot takes a picture of the page where pictures are wanted.
func (b *tab) shot(name string) {
	dir := os.Getenv("APPEALBOT_TEST_SHOTS")
	if dir == "" {
		return
	}
	buf, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(b.t.Name(), "/", "-")+"-"+name+".png"), buf, 0o600)
	}
	if err != nil {
		b.t.Log(err)
	}
}

func (b *tab) look(width, height int64, scheme string) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height))
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// A form is asked for anew while it is filled in: what was typed and the files
// that were chosen stay, and so does the place where the person is.
func TestBrowserFormThatChanges(t *testing.T) {
	b := browser(t)
	w := open(t)
	b.open(w.url)
	b.click("#composer-text")
	b.keys("/appeal kinds", kb.Enter)
	b.shows("#dialog", "What happened")
	file := filepath.Join(t.TempDir(), "car.png")
	if err := os.WriteFile(file, onePixel, 0o600); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#dialog [data-input=files] input"), []string{file}))
	b.do(chromedp.SetValue(chromedp.CSS("#dialog [data-input=what] textarea"), "A girl, 14."))
	b.click("#dialog [data-input=people] input[value=bob]")
	if !js[bool](b, `(() => { const s = document.querySelector("#dialog select"); s.value = "missing"; s.dispatchEvent(new Event("change", { bubbles: true })); return true; })()`) {
		t.Fatal("no select")
	}
	b.shows("#dialog", "Who is missing")
	b.until("everything is still there, and the focus", `(() => {
		const d = document.getElementById("dialog");
		return d.querySelector("[data-input=what] textarea").value === "A girl, 14." && d.querySelector("[data-input=files] input").files.length === 1 &&
			d.querySelector("[value=bob]").checked && d.querySelector("[type=datetime-local]").value === "2026-12-01T18:00" && document.activeElement === d.querySelector("select");
	})()`)
	b.shot("form-kinds")
	b.do(chromedp.SetValue(chromedp.CSS("#dialog [data-input=seen] input"), "Bloor"))
	b.click("#dialog button[type=submit]")
	b.until("the form is closed", `!document.getElementById("dialog").open`)
	got := w.got()
	s := got[len(got)-1].Submit
	if s == nil || s.Value("seen") != "Bloor" || s.Value("people") != "bob" || len(s.Files) != 1 || s.Files[0].Name != "car.png" {
		t.Errorf("submission = %+v", s)
	}
}

// A newcomer's path from nothing to a public answer, without a reload.
func TestBrowserNewcomer(t *testing.T) {
	b := browser(t)
	w := open(t)
	b.open(w.url)
	b.shows(".guide", "Start here")
	b.shows(".empty", "Nothing is public yet.")
	b.shot("start")

	b.click("#guide-form")
	b.until("the composer has the command", `document.getElementById("composer-text").value === "/appeal" && document.activeElement.id === "composer-text"`)
	b.keys(kb.Enter)
	b.shows("#dialog", "New appeal")
	b.keys(kb.Tab, "bad", kb.Tab, "A man was hurt. ", "Anyone with dash-cam video?") // the first field has the focus
	b.click("#dialog button[type=submit]")
	b.shows("#dialog [data-input=number] .error", "Write it like 2026-1234567.")
	b.until("the wrong field has the focus and what was typed is still there",
		`document.activeElement.closest("[data-input=number]") && document.querySelector("#dialog textarea").value.startsWith("A man was hurt.")`)
	if got := js[string](b, `document.activeElement.getAttribute("aria-invalid")`); got != "true" {
		t.Errorf("aria-invalid = %q", got)
	}
	b.do(chromedp.SetValue(chromedp.CSS("#dialog [data-input=number] input"), "2026-1234567"))
	b.click("#dialog button[type=submit]")
	b.until("the form is closed", `!document.getElementById("dialog").open`)
	b.shows(".msg.only", "The draft is stored.")

	b.click("#channels [data-name=case-2026-1234567]")
	b.shows("#room-title", "case-2026-1234567")
	b.shows(".card h3", "waiting for 1 approval")
	b.shows(".part.preview .count", "43 of 280")
	b.shows(".card .exercise", "EXERCISE")
	b.click("#officer-bob")
	b.until("the switch is made", `document.getElementById("chat").dataset.officer === "bob"`)
	if got := js[string](b, `new URL(location).searchParams.get("officer")`); got != "bob" {
		t.Errorf("the address says officer %q", got)
	}
	b.shot("card")
	b.pressing("Approve")
	b.shows(".msg.only", "Approved.")
	b.shows("#posts .post", "Anyone with dash-cam video?")

	b.click("#posts [data-write=answer]")
	b.do(chromedp.SendKeys(chromedp.CSS("#writer-text"), "I drove past at 1:20."))
	b.click("#writer-send")
	b.shows("#posts .answer", "I drove past at 1:20.")
	channel := js[string](b, `document.getElementById("chat").dataset.channel`)
	if _, err := w.chat.Post(t.Context(), "reply", channel, "", chat.Message{Text: "Answer R1 from Jo Smith", Exercise: true}); err != nil {
		t.Fatal(err)
	}
	b.shows("#messages", "Answer R1 from Jo Smith")
	b.shot("answered")
	if n := js[int](b, `performance.getEntriesByType("navigation").length`); n != 1 {
		t.Errorf("%d navigations, want one", n)
	}
	// The address alone brings a new window to the same place.
	two := b.another()
	two.open(js[string](b, "location.href"))
	two.shows("#messages", "Answer R1 from Jo Smith")
	two.shows("#officers [aria-current]", "Tremblay")
}

// Everything goes with the keyboard alone.
func TestBrowserKeyboard(t *testing.T) {
	b := browser(t)
	w := open(t)
	if err := w.draft(t.Context(), "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	b.open(w.url)
	b.keys(kb.Tab, kb.Enter) // the first stop leads to the composer
	b.until("the skip link leads to the composer", `document.activeElement.id === "composer-text"`)
	b.keys("/app")
	b.shows("#completions", "begin an appeal")
	b.keys("eal ne")
	b.until("two commands are left", `[...document.querySelectorAll("#completions li")].filter(l => !l.hidden).length === 2`)
	b.keys(kb.ArrowDown, kb.ArrowDown)
	b.until("the second is told to be chosen", `(() => {
		const id = document.getElementById("composer-text").getAttribute("aria-activedescendant");
		return id && document.getElementById(id).dataset.verb === "next" && document.getElementById(id).getAttribute("aria-selected") === "true";
	})()`)
	b.keys(kb.Enter)
	b.until("it is completed and not sent", `document.getElementById("composer-text").value === "/appeal next "`)
	b.keys(kb.Escape, kb.Enter)
	b.shows("#dialog", "New appeal")
	b.keys(kb.Escape)
	b.until("the empty form closes", `!document.getElementById("dialog").open && document.activeElement.id === "composer-text"`)
	b.keys("hello")
	b.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierShift)))
	b.keys("world", kb.Enter)
	b.until("two lines are said", `[...document.querySelectorAll(".msg .text")].some(e => e.textContent === "hello\nworld")`)

	// From here every stop of the Tab key is somewhere to be seen.
	var stops []string
	for range 40 {
		b.keys(kb.Tab)
		stop := js[string](b, `(() => {
			const e = document.activeElement, r = e.getBoundingClientRect();
			if (e === document.body) return "body";
			const seen = e.matches(":focus-visible") && (e.matches("input[type=file], .skip") || r.width > 0 && r.height > 0);
			return (seen ? "" : "HIDDEN ") + (e.id || e.tagName);
		})()`)
		stops = append(stops, stop)
		if strings.HasPrefix(stop, "HIDDEN") {
			t.Errorf("the focus goes where nobody sees it: %s", stop)
		}
	}
	for _, want := range []string{"visitor", "wall-scroll", "mention-metro", "SUMMARY", "officer-bob", "channel-c-duty"} {
		if !strings.Contains(strings.Join(stops, " "), want) {
			t.Errorf("the keyboard does not reach %s: %v", want, stops)
		}
	}
	// A reaction by keyboard, and the focus stays where it was.
	b.open(w.url + "/?officer=bob&channel=" + w.private())
	b.do(chromedp.Focus(chromedp.CSS(".palette summary")))
	b.keys(kb.Enter)
	b.until("the palette is open", `document.querySelector(".palette").open`)
	b.keys(kb.Tab, kb.Enter)
	b.until("the reaction is there and the focus is where it was",
		`document.querySelector(".reaction[aria-pressed=true][data-emoji='✅']") && document.activeElement.tagName === "SUMMARY"`)
	if es := w.got(); es[len(es)-1].React == nil || es[len(es)-1].React.Emoji != chat.Check {
		t.Errorf("the bot got %+v, want the white check mark", es[len(es)-1])
	}
}

// private is the id of the case's room.
func (w *world) private() string {
	w.t.Helper()
	cs, err := w.chat.Channels("ann")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, c := range cs {
		if c.Private {
			return c.ID
		}
	}
	w.t.Fatal("there is no case")
	return ""
}

// Half-written words, open panels and the place in the list survive whatever
// happens meanwhile.
func TestBrowserNothingIsLostUnderOnesHands(t *testing.T) {
	b := browser(t)
	w := open(t)
	ctx := t.Context()
	server := w.serve("127.0.0.1:0")
	if err := w.publish(ctx, "metro", "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	b.open(w.url + "/?officer=ann&channel=c-duty")
	b.do(chromedp.SendKeys(chromedp.CSS("#composer-text"), "half a sent"))
	b.click("#training summary")
	b.do(chromedp.SetValue(chromedp.CSS("#fault-metro-wait"), "17"))
	js[bool](b, `document.getElementById("fault-metro-wait").dispatchEvent(new Event("input", { bubbles: true }))`)
	b.click("#posts [data-write=answer]")
	b.do(chromedp.SendKeys(chromedp.CSS("#writer-text"), "I saw"))
	at, err := w.chat.Post(ctx, "k", "c-duty", "", card("Something new."))
	if err != nil {
		t.Fatal(err)
	}
	post := w.wall.Threads("", "", 1, 0)[0].Posts[0].ID
	if _, err := w.wall.Answer(wall.Visitor{Name: "Somebody else"}, post, "Me too"); err != nil {
		t.Fatal(err)
	}
	if err := w.wall.SetFault("page", wall.Fault{Kind: wall.FaultDown}); err != nil {
		t.Fatal(err)
	}
	b.shows("#posts .answer", "Me too")
	b.shows("#accounts", "Down: fails")
	b.shows("#messages", "Something new.")
	for css, want := range map[string]string{"#composer-text": "half a sent", "#writer-text": "I saw", "#fault-metro-wait": "17"} {
		if got := js[string](b, fmt.Sprintf("document.querySelector(%q).value", css)); got != want {
			t.Errorf("%s = %q, want %q", css, got, want)
		}
	}
	if !js[bool](b, `document.getElementById("writer").open && document.activeElement.id === "writer-text" && document.getElementById("training").open`) {
		t.Error("the focus or an open panel is lost")
	}
	b.click("#writer [data-close]")

	// The program restarts. What is sent meanwhile is told to have failed and
	// is still there; afterwards the page goes on by itself.
	if err := server.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	b.until("the page notices", `document.body.dataset.live === "no"`)
	b.click("#composer-send")
	b.shows("#toasts", "cannot be reached")
	if got := js[string](b, `document.getElementById("composer-text").value`); got != "half a sent" {
		t.Errorf("the composer = %q", got)
	}
	if err := w.chat.Update(ctx, at, chat.Message{Text: "changed meanwhile"}); err != nil {
		t.Fatal(err)
	}
	w.serve(strings.TrimPrefix(server.URL(), "http://"))
	b.shows("#messages", "changed meanwhile")
	b.click("#composer-send")
	b.shows("#messages", "half a sent")
}

// Two windows are two officers; what one does, the other sees.
func TestBrowserTwoOfficers(t *testing.T) {
	one := browser(t)
	w := open(t)
	two := one.another()
	one.open(w.url + "/?officer=ann&channel=c-duty")
	two.open(w.url + "/?officer=bob&channel=c-newsroom")
	one.do(chromedp.SendKeys(chromedp.CSS("#composer-text"), "hello Bob"+kb.Enter))
	two.until("the mark of the unread channel", `document.querySelector("#channel-c-duty.unread .count")?.textContent === "1"`)
	two.click("#channel-c-duty")
	two.shows("#messages", "hello Bob")
	two.until("it is read", `!document.querySelector("#channels .unread")`)
	two.do(chromedp.SendKeys(chromedp.CSS("#composer-text"), "hello Ann"+kb.Enter))
	one.shows("#messages", "hello Ann")
	one.do(chromedp.SendKeys(chromedp.CSS("#composer-text"), "/appeal echo only ann"+kb.Enter))
	one.shows(".msg.only", "only ann")
	if js[bool](two, `document.body.innerText.includes("only ann")`) {
		t.Error("bob's window shows what is for ann alone")
	}
	two.do(chromedp.NavigateBack())
	two.until("back leads to the channel before", `document.getElementById("chat").dataset.channel === "c-newsroom"`)
}

// A picture comes by picker, paste and drop; one that is dropped on a card goes
// into its thread, where the bot gets it.
func TestBrowserFiles(t *testing.T) {
	b := browser(t)
	w := open(t)
	if err := w.draft(t.Context(), "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "picked.png")
	if err := os.WriteFile(path, onePixel, 0o600); err != nil {
		t.Fatal(err)
	}
	b.open(w.url + "/?officer=ann&channel=" + w.private())
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#composer-files"), []string{path}))
	b.shows("#chosen-files", "picked.png")
	event := func(kind, field, css string) {
		js[bool](b, fmt.Sprintf(`(() => {
			const d = new DataTransfer();
			d.items.add(new File([Uint8Array.from(atob(%q), c => c.charCodeAt(0))], "%s.png", { type: "image/png" }));
			const e = new Event(%q, { bubbles: true, cancelable: true });
			e.%s = d;
			return document.querySelector(%q).dispatchEvent(e);
		})()`, base64Pixel, kind, kind, field, css))
	}
	event("paste", "clipboardData", "#composer-text")
	b.shows("#chosen-files", "paste.png")
	b.click("#composer-send")
	b.until("both are shown", `document.querySelectorAll(".msg[data-by=ann] .files img").length === 2`)
	b.until("they are pictures", `[...document.querySelectorAll(".msg[data-by=ann] .files img")].every(i => i.complete && i.naturalWidth === 1)`)
	event("drop", "dataTransfer", ".msg[data-by=bot] .card")
	b.shows(".thread", "1 answer")
	es := w.got()
	if len(es) != 1 || es[0].Upload == nil || es[0].Upload.Files[0].Name != "drop.png" {
		t.Errorf("the bot got %+v, want only what was dropped on the card", es)
	}
}

const base64Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACklEQVR4nGMAAQAABQABDQottAAAAABJRU5ErkJggg=="

// Hostile texts do nothing in a real browser either: nothing runs, nothing is
// loaded, and nothing of them leaves its place.
func TestBrowserHostile(t *testing.T) {
	b := browser(t)
	w := open(t)
	for i, s := range chattest.Nasty() {
		if _, err := w.chat.Post(t.Context(), fmt.Sprint(i), "c-duty", "", card(s)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.chat.Say(t.Context(), room.Act{User: "ann", Channel: "c-duty"}, s); err != nil {
			t.Fatal(err)
		}
		if _, err := w.wall.Mention(wall.Visitor{Name: "\u202eJo", Handle: "@x"}, "metro", s); err != nil {
			t.Fatal(err)
		}
	}
	b.open(w.url + "/?officer=ann&channel=c-duty")
	if got := js[[]string](b, `performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.startsWith(location.origin))`); len(got) != 0 {
		t.Errorf("the page loads %v", got)
	}
	if got := js[[]string](b, `[...document.querySelectorAll("a[href]")].map(a => a.href).filter(h => !h.startsWith(location.origin) && !h.startsWith("https://wall.example/"))`); len(got) != 0 {
		t.Errorf("the page links to %v", got)
	}
	if n := js[int](b, `document.querySelectorAll(".text script, .text img, .text a, .text svg, .text b, .text details").length`); n != 0 {
		t.Errorf("%d elements were made of texts", n)
	}
	want, _ := json.Marshal(chattest.Nasty())
	if !js[bool](b, fmt.Sprintf(`%s.every(s => [...document.querySelectorAll(".msg[data-by=ann] .text")].some(e => e.textContent === s))`, want)) {
		t.Error("not every text is shown letter by letter")
	}
	if !js[bool](b, `document.documentElement.scrollWidth <= innerWidth`) {
		t.Error("a text makes the page wider than the window")
	}
}

// Whoever trains lets an account fail on the page and sees that it does; a hidden
// answer that was opened stays open while the wall goes on.
func TestBrowserTraining(t *testing.T) {
	b := browser(t)
	w := open(t)
	if err := w.publish(t.Context(), "metro", "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	post := w.wall.Threads("", "", 1, 0)[0].Posts[0].ID
	tip, err := w.wall.Answer(wall.Visitor{Name: "Jo"}, post, "It was Bob.")
	if err != nil {
		t.Fatal(err)
	}
	b.open(w.url)
	b.shows("#reply-"+tip.ID, "It was Bob.")
	if r := w.client("metro").Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: tip.ID}); r.Outcome != network.Done {
		t.Fatal(r)
	}
	b.shows("#covered-"+tip.ID, "Hidden by the department")
	open := `document.getElementById("covered-` + tip.ID + `").open`
	if js[bool](b, open) {
		t.Error("what was hidden is open")
	}
	b.click("#covered-" + tip.ID + " summary")
	if err := w.wall.Like(post); err != nil {
		t.Fatal(err)
	}
	b.shows("#like-"+post, "1")
	if !js[bool](b, open) {
		t.Error("it closed under one's hands")
	}
	b.click("#training summary")
	for _, kind := range []wall.FaultKind{wall.FaultRevoked, wall.FaultGap} {
		b.do(chromedp.SetValue(chromedp.CSS("#fault-metro-kind"), string(kind)))
		b.click("#fault-metro button")
		b.shows("#account-metro .chip", kind.Title())
		if got := w.wall.Fault("metro").Kind; got != kind {
			t.Errorf("the account's fault is %q, want %q", got, kind)
		}
	}
}

// No state of the page, in any width and colour scheme, has anything that
// axe-core objects to.
func TestBrowserAccessible(t *testing.T) {
	axe := os.Getenv("APPEALBOT_TEST_AXE")
	if axe == "" {
		t.Skip("no axe-core: set APPEALBOT_TEST_AXE to the path of axe.min.js")
	}
	script, err := os.ReadFile(axe)
	if err != nil {
		t.Fatal(err)
	}
	b := browser(t)
	w := open(t)
	ctx := t.Context()
	b.open(w.url)
	check := func(state string) {
		t.Helper()
		js[bool](b, string(script)+"; true")
		found := js[[]string](b, `axe.run(document, { resultTypes: ["violations"] }).then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.html.slice(0, 200) + " " + n.any.map(a => a.message).join("; "))))`)
		for _, f := range found {
			t.Errorf("%s: %s", state, f)
		}
		b.shot(state)
	}
	each := func(state string) {
		t.Helper()
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{1280, 390} {
				b.look(width, 844, scheme)
				if width == 390 && !js[bool](b, `document.documentElement.scrollWidth <= 390 && document.documentElement.scrollHeight <= 844`) {
					t.Errorf("%s: the page is wider or higher than a phone: %s", state, js[string](b, `document.documentElement.scrollWidth + " x " + document.documentElement.scrollHeight`))
				}
				check(fmt.Sprintf("%s-%d-%s", state, width, scheme))
			}
		}
		b.look(1280, 900, "light")
	}
	each("empty")
	b.do(chromedp.SendKeys(chromedp.CSS("#composer-text"), "/"+kb.ArrowDown))
	each("completion")
	b.do(chromedp.SendKeys(chromedp.CSS("#composer-text"), "appeal"+kb.Escape+kb.Enter))
	b.shows("#dialog", "New appeal")
	each("form")
	b.click("#dialog button[type=submit]")
	b.shows("#dialog .error", "Fill this in.")
	each("form-errors")
	b.click("#dialog [data-close]")

	for _, err := range []error{w.draft(ctx, "Witnesses wanted."), w.publish(ctx, "metro", "Witnesses wanted: dark Lexus."), w.publish(ctx, "page", "Another one.")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	post := w.wall.Threads("", "", 1, 0)[0].Posts[0].ID
	tip, err := w.wall.Answer(wall.Visitor{Name: "Jo", Handle: "@jo"}, post, "I saw it")
	if err != nil {
		t.Fatal(err)
	}
	if r := w.client("page").Moderate(ctx, network.Moderation{Op: bot.OpHide, Remote: tip.ID}); r.Outcome != network.Done {
		t.Fatal(r)
	}
	if err := w.wall.SetFault("metro", wall.Fault{Kind: wall.FaultLost, Times: 3}); err != nil {
		t.Fatal(err)
	}
	b.open(w.url + "/?officer=bob&channel=" + w.private())
	w.act("/chat/say", "officer", "bob", "channel", w.private(), "text", "/appeal echo for you")
	w.act("/chat/say", "officer", "ann", "channel", w.private(), "text", "Please look at it.")
	b.shows("#messages", "Please look at it.")
	b.click("#training summary")
	b.click("#messages .palette summary")
	each("card")
	b.click("#posts [data-write=answer]")
	each("writer")
	b.click("#writer [data-close]")
	b.click("#messages .thread")
	b.shows("#room-title", "Thread in")
	each("thread")
	js[bool](b, `document.querySelector("#tab-public").click(), true`)
	each("public")
	if err := w.chat.Archive(ctx, w.private()); err != nil {
		t.Fatal(err)
	}
	b.open(w.url + "/?officer=bob&channel=" + w.private())
	b.shows("#room-title", "Archived")
	each("archived")
}
