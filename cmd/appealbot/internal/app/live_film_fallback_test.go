package app

import (
	"slices"
	"strings"
	"testing"

	"appealbot/bot"
)

// YouTube does not show the video. What becomes of the posts that wait for its address
// is what was approved for that: they go out without it, are given up, or wait until
// somebody decides.
func TestLiveFilmRefused(t *testing.T) {
	t.Parallel()
	needsFilm(t)
	for _, fall := range []string{"without", "stop", "wait"} {
		t.Run(fall, func(t *testing.T) {
			t.Parallel()
			d := &filmDay{live: onStandIn(t).goLive(newYouTube(t), newFacebook(t), newX(t)), make: clip}
			for _, s := range d.squares {
				d.connected(s, "--no-listen")
			}
			d.start()
			d.youtube().RejectNext("copyright")
			d.handedIn()
			d.describe()
			d.says("ann", d.room, "fallback "+fall)
			d.approved()
			d.sees("was refused on Metro Police on YouTube")
			switch fall {
			case "without":
				d.until("the others are public", func() bool { return d.everywhere("Do you know this man? Call 416-808-2222.") == 2 })
			case "stop":
				d.until("the others are given up", func() bool {
					return !slices.ContainsFunc(d.stored(), func(p bot.Post) bool { return !p.Settled() })
				})
			default:
				d.sees("was not published on Metro Police on X")
				if n := d.everywhere(""); n != 0 {
					t.Errorf("%d posts are public, and nobody has decided", n)
				}
				d.decides("Metro Police on X", "Publish without the link")
				d.until("it is public on X", func() bool { return len(d.on("metro-x").public()) == 1 })
				d.decides("Metro Police on Facebook", "Give it up")
				d.until("nothing waits any more", func() bool {
					return !slices.ContainsFunc(d.stored(), func(p bot.Post) bool { return !p.Settled() })
				})
			}
			want := map[string]int{"without": 2, "stop": 0, "wait": 1}[fall]
			d.quit()
			d.whole()
			d.publishedOnly(want)
			if n := d.everywhere(""); n != want || d.everywhere("{") != 0 || d.everywhere("youtu") != 0 {
				t.Errorf("%d posts are public, want %d, and none with an address or its place", n, want)
			}
		})
	}
}

// decides presses a button of the message about an account's post.
func (d *filmDay) decides(account, label string) {
	d.t.Helper()
	at := d.sees("was not published on " + account)
	if !slices.Contains(at.Buttons, label) {
		d.t.Fatalf("under %q are %s", at.Text, strings.Join(at.Buttons, ", "))
	}
	d.who, d.got = "bob", d.far.Press(d.t, d.people["bob"], at.At, label)
	if len(d.got.Replies) == 0 && len(d.got.Errors) > 0 {
		d.t.Fatalf("%s: %q", label, d.got.Errors)
	}
}
