package slack

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/bot/card"
)

// The pictures in configs/README.md show what the adapter makes of real cards
// and of a real form. They are made anew, with Chromium, by
//
//	go test ./bot/chat/slack -run TestPictures -pictures
//
// which also notes what they were made of. Without the flag the test compares
// that, so that a picture cannot grow old.
var makePictures = flag.Bool("pictures", false, "make the pictures of configs/README.md anew")

// Where the pictures are, and what they were made of.
const (
	pictureDir  = "../../../configs/pictures"
	pictureList = pictureDir + "/made-of.txt"
	manual      = "../../../configs/README.md"
)

// Bounds of a picture: those of a phone, twice as fine, and small.
const (
	pictureWidth = 390
	pictureScale = 2
	pictureSize  = 60 << 10 // bytes
	colours      = 16       // which a PNG holds in half a byte
)

func TestPictures(t *testing.T) {
	pages := picturePages(t)
	var made strings.Builder
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		sum := sha256.Sum256([]byte(pages[name]))
		fmt.Fprintf(&made, "%s %s\n", hex.EncodeToString(sum[:]), name)
	}
	if *makePictures {
		takePictures(t, pages)
		if err := os.WriteFile(pictureList, []byte(made.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(pictureList)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), made.String()); diff != "" {
		t.Errorf("the pictures are of something else than there is now; make them anew with -pictures and look at them (-then +now):\n%s", diff)
	}
	for name := range pages {
		b, err := os.ReadFile(filepath.Join(pictureDir, name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		c, err := png.DecodeConfig(bytes.NewReader(b))
		if err != nil || c.Width != pictureWidth*pictureScale || len(b) > pictureSize {
			t.Errorf("%s.png: %d pixels wide, %d bytes, %v", name, c.Width, len(b), err)
		}
	}
}

// Each picture is shown in the manual, and says in words what it shows.
func TestThePicturesAreShown(t *testing.T) {
	b, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]string{}
	for _, m := range regexp.MustCompile(`<img src="pictures/([a-z-]+)\.png" width="\d+" alt="([^"]*)">`).FindAllStringSubmatch(string(b), -1) {
		shown[m[1]] = m[2]
	}
	for name := range picturePages(t) {
		if len(shown[name]) < 60 {
			t.Errorf("configs/README.md shows %s with the words %q", name, shown[name])
		}
		delete(shown, name)
	}
	if len(shown) > 0 {
		t.Errorf("configs/README.md shows %v, which nothing makes", slices.Sorted(maps.Keys(shown)))
	}
}

// picturePages are the pages that pictures are taken of.
func picturePages(t *testing.T) map[string]string {
	t.Helper()
	zone := time.FixedZone("EST", -5*3600)
	now := time.Date(2026, 11, 25, 18, 0, 0, 0, zone)
	mark := func(id bot.ID, name string, ago time.Duration) bot.Mark {
		return bot.Mark{Person: id, Name: name, At: now.Add(-ago)}
	}
	roster, err := bot.NewRoster([]bot.Person{
		{ID: "ann", Name: "Cst. Ann Okafor", Roles: []bot.Role{bot.Author}, Logins: []bot.Login{{Platform: Name, User: "U01"}}},
		{ID: "bob", Name: "Sgt. Bob Tremblay", Roles: []bot.Role{bot.Author, bot.Approver}, Logins: []bot.Login{{Platform: Name, User: "U02"}}},
		{ID: "carla", Name: "Insp. Carla Singh", Roles: []bot.Role{bot.Approver, bot.Lead}, Logins: []bot.Login{{Platform: Name, User: "U03"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	book := card.Book{Now: now, Roster: roster, Accounts: []bot.Account{{ID: "metro", Name: "Metro Police · Chirp", Default: true}, {ID: "page", Name: "Metro Police · Page"}}}
	k := bot.Case{ID: "c1", Number: "2026-1234567", Title: "Lakeshore shooting", Exercise: true}
	view := func(s bot.AppealState, by bot.Mark, text string) card.View {
		return card.View{Case: k, Appeal: bot.Appeal{
			ID: "a1", Case: k.ID, Number: 1, Kind: bot.Witness, Author: "ann", Editors: []bot.ID{"ann"}, Revision: 1, State: s, Changed: by,
			Need: bot.Rule{Need: 1}, Exercise: true, Digest: "d1", Content: bot.Content{Texts: map[string]string{"en": text}, Accounts: []bot.AccountID{"metro"}},
			Plan: bot.Plan{Renderings: []bot.Rendering{{Account: "metro", Language: "en", Parts: []bot.Part{{Text: text, Count: len(text), Limit: 280}}}}},
		}}
	}
	const private = "416-555-0199"
	const text = "Witness appeal: a man was shot at Lake Shore Blvd. W. and Fifth Street on Monday, between 1 and 2 a.m. Dash-cam video of a dark Lexus? Info: Metro Police 416-808-2222. Ref. 2026-1234567."
	draft := view(bot.Editing, mark("ann", "Cst. Ann Okafor", 10*time.Minute), strings.Replace(text, "416-808-2222", private, 1))
	draft.Appeal.Findings = []bot.Finding{{
		Rule: "phone_private", Severity: bot.Block, Field: "text.en", Span: private, Start: strings.Index(text, "416-"), End: strings.Index(text, "416-") + len(private),
		Why: "This phone number is not one of our published lines. Posting it exposes a private person, or your own phone, to the public.",
		Fix: "Replace it with a published line: Metro Police 416-808-2222",
	}}
	waiting := view(bot.Waiting, mark("ann", "Cst. Ann Okafor", 6*time.Minute), text)
	waiting.Appeal.Revision = 2
	public := view(bot.Approved, mark("carla", "Insp. Carla Singh", 2*time.Minute), text)
	public.Appeal.Revision = 2
	public.Appeal.Approvals = []bot.Approval{{By: public.Appeal.Changed, Digest: "d1"}}
	public.Posts = []bot.Post{{
		ID: "p1", Op: bot.OpCreate, Appeal: "a1", Case: k.ID, Account: "metro", Language: "en", State: bot.PostPosted, Digest: "d1",
		Posted: now.Add(-2 * time.Minute), URL: "https://chirp.example/1", Remotes: []string{"1"}, Exercise: true, Rendering: public.Appeal.Plan.Renderings[0],
	}}
	answer := bot.Reply{
		ID: "metro/1", Account: "metro", Number: 1, Kind: bot.ReplyAnswer, Case: k.ID, Author: "Pat", Handle: "@pat", At: now.Add(-time.Minute), URL: "https://chirp.example/2",
		Text: "I passed there at half past one. A dark Lexus without lights came out of Fifth, and I have it on my dash cam.",
	}
	return map[string]string{
		"form":    formPage(t, book.New([]string{"en", "fr"}, nil)),
		"draft":   messagePage(t, book.Appeal(draft), false),
		"waiting": messagePage(t, book.Appeal(waiting), false),
		"public":  messagePage(t, book.Appeal(public), true),
		"answer":  messagePage(t, book.Reply(card.ReplyView{Reply: answer, Case: k}), false),
	}
}

// takePictures takes a picture of each page.
func takePictures(t *testing.T, pages map[string]string) {
	t.Helper()
	path := os.Getenv("APPEALBOT_TEST_CHROME")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path == "" {
			path, _ = exec.LookPath(name)
		}
	}
	if path == "" {
		t.Fatal("no browser: set APPEALBOT_TEST_CHROME to the path of Chromium")
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	defer stop()
	ctx, end := chromedp.NewContext(ctx)
	defer end()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(pages[strings.TrimPrefix(r.URL.Path, "/")])) // the browser says what it missed
	}))
	defer srv.Close()
	if err := os.MkdirAll(pictureDir, 0o750); err != nil {
		t.Fatal(err)
	}
	for name := range pages {
		shot, err := take(ctx, srv.URL+"/"+name)
		if err == nil {
			shot, err = fewColours(shot)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(pictureDir, name+".png"), shot, 0o600)
		}
		if err != nil {
			t.Fatal(name, ": ", err)
		}
	}
}

// take takes a picture of a whole page.
func take(ctx context.Context, url string) ([]byte, error) {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(pictureWidth, 100, chromedp.EmulateScale(pictureScale)), chromedp.Navigate(url)); err != nil {
		return nil, err
	}
	height, err := chromedp.Run(ctx, chromedp.Evaluate[int64]("Math.ceil(document.body.getBoundingClientRect().height)"))
	if err != nil {
		return nil, err
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(pictureWidth, height, chromedp.EmulateScale(pictureScale))); err != nil {
		return nil, err
	}
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}

// fewColours makes a picture smaller: it keeps its most frequent colours, and
// gives everything else the nearest of them.
func fewColours(b []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	count, area := map[color.RGBA]int{}, img.Bounds()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c, ok := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
			if !ok {
				return nil, errors.New("a colour is none")
			}
			count[c]++
		}
	}
	all := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		if n := count[b] - count[a]; n != 0 {
			return n
		}
		return bytes.Compare([]byte{a.R, a.G, a.B}, []byte{b.R, b.G, b.B})
	})
	var palette color.Palette
	for _, c := range all[:min(len(all), colours)] {
		palette = append(palette, c)
	}
	few := image.NewPaletted(area, palette)
	draw.Draw(few, area, img, area.Min, draw.Src)
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, few)
	return out.Bytes(), err
}
