package practice_test

import (
	"html"
	"net/http"
	"strings"
	"testing"

	"appealbot/bot/chat"
	room "appealbot/bot/chat/practice"
)

// A picture on which parts can be chosen has a button for that, which carries the
// command; what an officer drops has none, whatever it is called.
func TestPicturesToDrawOn(t *testing.T) {
	w := open(t)
	if err := w.draft(t.Context(), "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	one := func(name, cover string) chat.File {
		return chat.File{Name: name, Type: "image/png", Alt: `A "<car>"`, Data: onePixel, Cover: cover}
	}
	if _, err := w.chat.Post(t.Context(), "grid", w.private(), "", chat.Message{Text: "The grid", Sections: []chat.Section{
		{Images: []chat.File{one("a.png", `cover #2026-1234567/1 1"><b>`)}}, {Images: []chat.File{one("b.png", "")}},
	}}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.chat.Upload(t.Context(), room.Act{User: "ann", Channel: w.private(), Client: "c1"}, "", []chat.File{one("c.png", "takedown all")}); err != nil {
		t.Fatal(err)
	}
	_, _, page := w.get("/?officer=ann&channel=" + w.private())
	const attribute = ` data-cover="`
	if n := strings.Count(page, attribute); n != 1 {
		t.Fatalf("%d pictures can be drawn on, want one:\n%s", n, page)
	}
	value, _, _ := strings.Cut(page[strings.Index(page, attribute)+len(attribute):], `"`)
	if got, want := html.UnescapeString(value), `/appeal cover #2026-1234567/1 1"><b>`; got != want {
		t.Errorf("the button says %q, want %q", got, want)
	}
	if strings.Contains(page, `1"><b>`) {
		t.Error("what the command says is markup")
	}
}

// The page that shows only the public has no chat to say a command in.
func TestTheWallAloneHasNothingToDrawOn(t *testing.T) {
	w := (&world{t: t, alone: true}).open()
	code, _, page := w.get("/")
	if code != http.StatusOK || strings.Contains(page, "cover.js") {
		t.Errorf("%d:\n%s", code, page)
	}
}

// The keyboard alone covers, closes and comes back to where it was.
func TestBrowserCoverByKeyboard(t *testing.T) {
	b := browser(t)
	w := open(t)
	if err := w.draft(t.Context(), "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	if _, err := w.chat.Post(t.Context(), "grid", w.private(), "", chat.Message{Text: "The grid", Sections: []chat.Section{
		{Images: []chat.File{{Name: "a.png", Type: "image/png", Alt: "A car", Data: onePixel, Cover: "echo cover 1"}}},
	}}); err != nil {
		t.Fatal(err)
	}
	b.open(w.url + "/?officer=ann&channel=" + w.private())
	const button = `document.querySelector("[data-cover]")`
	b.until("there is a button", button)
	open := func() {
		js[bool](b, button+`.focus(), true`)
		b.keys("\r")
		b.until("the dialog is open", `document.getElementById("cover").open && document.activeElement.id === "cover-title"`)
	}
	open()
	b.keys("\t", "\r") // nothing is named yet
	b.shows("#cover-error", "Draw a rectangle on the picture, or name a square.")
	b.keys("\x1b")
	b.until("it is closed and the focus is back", `!document.getElementById("cover").open && document.activeElement === `+button)
	open()
	js[bool](b, `window.working = window.fetch, window.fetch = () => Promise.reject(), true`) // no network
	b.keys("\t", "B3 C4:D5", "\r")
	b.shows("#cover-error", "It could not be sent. What you drew is still here; try again.")
	js[bool](b, `window.fetch = window.working, true`)
	b.keys("\r")
	b.until("the dialog is closed", `!document.getElementById("cover").open`)
	b.shows(".msg.only", "cover 1 B3 C4:D5")
	if es := w.got(); es[len(es)-1].At.Channel != w.private() || es[len(es)-1].User != "ann" {
		t.Errorf("the bot got %+v", es[len(es)-1])
	}
}
