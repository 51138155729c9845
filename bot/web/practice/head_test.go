package practice_test

import (
	"fmt"
	"testing"
)

// On a phone the links of a case with many posts and cards do not push its messages
// off the screen, and a picture below figures can be read where it stands.
func TestBrowserManyPins(t *testing.T) {
	b := browser(t)
	w := open(t)
	if err := w.draft(t.Context(), "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	b.look(390, 1000, "light")
	b.open(w.url + "/?officer=ann&channel=" + w.private())
	js[bool](b, fmt.Sprintf(`(() => {
		const head = document.getElementById("room-head"), pins = document.createElement("ul");
		pins.className = "pins";
		pins.innerHTML = "<li><a href='/'>Pinned Repeat 2026-1234567/2</a></li>".repeat(40);
		head.append(pins);
		const part = document.createElement("section");
		part.className = "part";
		part.innerHTML = "<ul class='files'><li><a><img id='chart' alt='' width='1170' height='2192' src='data:image/png;base64,%s'></a></li></ul>";
		document.querySelector(".card").append(part);
		return true;
	})()`, base64Pixel))
	b.until("the messages keep most of the screen", `document.getElementById("room-head").offsetHeight <= 330 && document.getElementById("scroll").offsetHeight >= 350`)
	b.until("no line of the head is squeezed", `[...document.querySelectorAll("#room-head > *")].every(e => e.offsetHeight > 10)`)
	b.until("a picture is as wide as the card", `document.getElementById("chart").offsetHeight > 500`)
}
