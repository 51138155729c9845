package practice_test

import (
	"net/http"
	"os"
	"testing"

	"appealbot/bot/chat"
)

// A picture with two variants is shown in the one that suits the reader's screen, also
// when that changes under their eyes, and wherever the message is read anew.
func TestBrowserPictureForEachGround(t *testing.T) {
	b := browser(t)
	w := open(t)
	if err := w.draft(t.Context(), "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	f := chat.File{Name: "figures.png", Type: "image/png", Alt: "Chart of the figures above"}
	var err error
	if f.Data, err = os.ReadFile("../../../.github/figures-light.png"); err != nil {
		t.Fatal(err)
	}
	if f.Dark, err = os.ReadFile("../../../.github/figures-dark.png"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.chat.Post(t.Context(), "figures", w.private(), "", chat.Message{Text: "Figures of 7 days", Sections: []chat.Section{
		{Heading: "Answers", Fields: []chat.Field{{Label: "Tips", Value: "9"}}}, {Images: []chat.File{f}},
	}}); err != nil {
		t.Fatal(err)
	}
	b.look(1280, 900, "light")
	b.open(w.url + "/?officer=ann&channel=" + w.private())
	// ground waits until the colour of the chart's ground passes a test.
	const chart = `document.querySelector(".files picture img")`
	ground := func(what, test string) {
		t.Helper()
		b.until(what, `(() => {
			const i = `+chart+`;
			if (!i || !i.complete || !i.naturalWidth) return false;
			i.scrollIntoView();
			const c = document.createElement("canvas");
			c.width = c.height = 1;
			const x = c.getContext("2d");
			x.drawImage(i, 0, 0);
			const [red, green, blue] = x.getImageData(0, 0, 1, 1).data;
			return `+test+`;
		})()`)
	}
	for _, width := range []int64{1280, 390} {
		b.look(width, 900, "light")
		ground("the light chart is shown", "red + green + blue > 600")
		b.shot("light-" + map[int64]string{1280: "wide", 390: "phone"}[width])
		b.look(width, 900, "dark")
		ground("the dark chart is shown", "red + green + blue < 200")
		b.shot("dark-" + map[int64]string{1280: "wide", 390: "phone"}[width])
	}
	b.open(w.url + "/?officer=ann&channel=" + w.private())
	ground("the dark chart is shown again", "red + green + blue < 200")

	if src := js[string](b, chart+`.currentSrc`); src == js[string](b, chart+`.src`) {
		t.Errorf("both are %s", src)
	}
}

// The variant is a file of the same message: whoever may not read that gets neither.
func TestTheDarkVariantIsAsPrivateAsItsMessage(t *testing.T) {
	w := open(t)
	if err := w.draft(t.Context(), "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	f := chat.File{Name: "figures.png", Type: "image/png", Data: onePixel, Dark: []byte("\x89PNG\r\n\x1a\ndark")}
	ref, err := w.chat.Post(t.Context(), "figures", w.private(), "", chat.Message{Text: "Figures", Files: []chat.File{f}})
	if err != nil {
		t.Fatal(err)
	}
	path := "/chat/file/" + w.private() + "/" + ref.Message + "/0"
	for query, want := range map[string]string{"?officer=ann": string(onePixel), "?officer=ann&dark=1": string(f.Dark)} {
		if code, _, body := w.get(path + query); code != http.StatusOK || body != want {
			t.Errorf("%s: %d %q", query, code, body)
		}
	}
	for _, query := range []string{"?officer=eve&dark=1", "?officer=&dark=1"} {
		if code, _, body := w.get(path + query); code != http.StatusNotFound || body == string(f.Dark) {
			t.Errorf("%s: %d %q", query, code, body)
		}
	}
}
