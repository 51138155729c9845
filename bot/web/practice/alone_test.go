package practice_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	wall "appealbot/bot/network/practice"
	"appealbot/bot/web"
	"appealbot/bot/web/practice"
)

// The wall by itself says what it is, shows and takes what the public does, and
// has nothing of any chat.
func TestTheWallByItself(t *testing.T) {
	w := (&world{t: t, alone: true}).open()
	if err := w.publish(t.Context(), "page", "Were you there? <script>alert(1)</script>"); err != nil {
		t.Fatal(err)
	}
	status, head, body := w.get("/?officer=ann&channel=c-duty")
	for _, want := range []string{
		"<title>Exercise: practice wall, not the real public</title>", "No police department publishes here.",
		"Were you there? &lt;script&gt;", "Training: let the wall fail", `id="writer"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, bad := range []string{`id="chat"`, "composer", "Ann Okafor", "newsroom", "<script>alert"} {
		if strings.Contains(body, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if status != http.StatusOK || !strings.Contains(head.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Errorf("status %d, policy %q", status, head.Get("Content-Security-Policy"))
	}

	st := w.stream("")
	post := w.wall.Threads("", "", 1, 0)[0].Posts[0].ID
	if a := w.act("/wall/answer", "id", post, "visitor", "Pat", "text", "I saw it"); a.Error != "" {
		t.Errorf("an answer is refused: %s", a.Error)
	}
	for !strings.Contains(st.until("post-"+post), "I saw it") {
	}
	for _, path := range []string{"/chat/say", "/chat/press", "/chat/submit", "/chat/upload", "/chat/read"} {
		resp, err := http.Post(w.url+path, "application/x-www-form-urlencoded", strings.NewReader("officer=ann"))
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s answers %d", path, resp.StatusCode)
		}
	}
	if status, _, _ := w.get("/chat/file/c-duty/m1/0"); status != http.StatusNotFound {
		t.Errorf("a file of the chat: %d", status)
	}
}

func TestMountNeedsAWall(t *testing.T) {
	m, err := web.New(web.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := practice.Mount(m, practice.Options{Now: time.Now, Zone: time.UTC}); err == nil {
		t.Error("mounted without a wall")
	}
	if err := practice.Mount(m, practice.Options{Wall: &wall.Wall{}, Now: time.Now}); err == nil {
		t.Error("mounted without a time zone")
	}
}

// The wall by itself in a real browser: live, and answered without a reload.
func TestBrowserTheWallByItself(t *testing.T) {
	b := browser(t)
	w := (&world{t: t, alone: true}).open()
	b.open(w.url)
	b.shows(".empty", "Nothing is public yet.")
	b.shows("#bar", "No police department publishes here.")
	b.shot("empty")
	if err := w.publish(t.Context(), "page", "Anyone with dash-cam video?"); err != nil {
		t.Fatal(err)
	}
	b.shows("#posts .post", "Anyone with dash-cam video?")
	b.click("#posts [data-write=answer]")
	b.keys("I drove past at 1:20.")
	b.click("#writer-send")
	b.shows("#posts .answer", "I drove past at 1:20.")
	b.shot("answered")
	b.look(390, 800, "dark")
	b.shows("#bar", "No police department publishes here.")
	b.shows("#posts .answer", "I drove past at 1:20.")
	b.shot("narrow")
	if n := js[int](b, `performance.getEntriesByType("navigation").length`); n != 1 {
		t.Errorf("%d navigations, want one", n)
	}
}
