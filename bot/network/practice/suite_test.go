package practice_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/practice"
)

// noon is what the clock of these tests shows.
var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

var eve = practice.Visitor{Name: "Eve", Handle: "@eve", Language: "en"}

func newWall(t testing.TB, o practice.Options) *practice.Wall {
	t.Helper()
	if o.Now == nil {
		o.Now = clock
	}
	w, err := practice.NewWall(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

func profile(t testing.TB, w *practice.Wall, id bot.AccountID) practice.Profile {
	t.Helper()
	for _, p := range w.Profiles() {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("no account %q", id)
	return practice.Profile{}
}

// open serves a wall and returns a client of one of its accounts.
func open(t testing.TB, w *practice.Wall, id bot.AccountID) *practice.Client {
	t.Helper()
	return openAt(t, w, id, clock)
}

func openAt(t testing.TB, w *practice.Wall, id bot.AccountID, now func() time.Time) *practice.Client {
	t.Helper()
	s := httptest.NewServer(w.Handler())
	t.Cleanup(func() {
		w.Close()
		s.Close()
	})
	c := practice.NewClient(practice.ClientOptions{Profile: profile(t, w, id), Base: s.URL, Token: w.Token(id), Now: now})
	t.Cleanup(c.Close)
	return c
}

// pixel is a picture, as far as the wall cares.
func pixel(data string) network.Media {
	sum := sha256.Sum256([]byte(data))
	return network.Media{
		MediaUse: bot.MediaUse{Digest: hex.EncodeToString(sum[:]), Type: "image/png", Alt: "A grey car.", Size: int64(len(data))},
		Blob:     network.BlobOf([]byte(data)),
	}
}

func attempt(t testing.TB, n network.Network, key, text string) network.Attempt {
	t.Helper()
	parts, err := n.Render(bot.Copy{Text: text, Language: "en"})
	if err != nil || len(parts) != 1 {
		t.Fatalf("Render(%q) = %d parts, %v", text, len(parts), err)
	}
	return network.Attempt{Post: bot.Post{ID: bot.ID(key), Language: "en"}, Part: parts[0], Key: key}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestSuite holds every account of the wall to what every network promises.
func TestSuite(t *testing.T) {
	for _, p := range department() {
		t.Run(string(p.ID), func(t *testing.T) {
			networktest.Run(t, func(t *testing.T) networktest.Harness { return harness(t, p) })
		})
	}
}

// department has the built-in accounts and one for each network with all of its
// rules.
func department() []practice.Profile {
	ps := practice.Profiles()
	for _, l := range []practice.Likeness{practice.LikeX, practice.LikeMastodon, practice.LikeBluesky, practice.LikeFacebook, practice.LikeYouTube} {
		ps = append(ps, practice.ProfileLike(l, bot.Account{
			ID: bot.AccountID("like-" + l), Network: practice.Network, Name: "Metro Police like " + l.Title(), Handle: "@metro." + string(l), Exercise: true,
		}))
	}
	for i := range ps {
		ps[i].Process = 0 // the clock of these tests stands
	}
	return ps
}

// clip is a video, as far as the wall cares.
func clip(data string) network.Media {
	sum := sha256.Sum256([]byte(data))
	return network.Media{
		MediaUse: bot.MediaUse{
			Digest: hex.EncodeToString(sum[:]), Type: "video/mp4", Name: "clip.mp4", Alt: "A dark Lexus drives off.", Size: int64(len(data)), Width: 320, Height: 180,
			Video: &bot.Video{Length: 12 * time.Second, Codec: "h264", NoSpeech: true, Rate: 25},
		},
		Blob: network.BlobOf([]byte(data)),
	}
}

func harness(t *testing.T, p practice.Profile) networktest.Harness {
	w := newWall(t, practice.Options{
		Profiles: department(), Keeper: files{t.TempDir()},
		Link: func(id string) string { return "http://127.0.0.1:8065/wall/" + id },
	})
	stranger := bot.AccountID("metro")
	if p.ID == stranger {
		stranger = "page"
	}
	is := func(method, prefix string) func(*http.Request) bool {
		return func(r *http.Request) bool { return r.Method == method && strings.HasPrefix(r.URL.Path, prefix) }
	}
	h := networktest.Harness{
		Far: w.Handler(),
		Open: func(base string, who networktest.Who) network.Network {
			o := practice.ClientOptions{Profile: p, Base: base, Token: w.Token(p.ID), Now: clock, Timeout: 5 * time.Second}
			switch who {
			case networktest.Stranger:
				o.Token = w.Token(stranger)
			case networktest.Revoked:
				o.Token = "revoked-token-of-yesterday"
			}
			c := practice.NewClient(o)
			t.Cleanup(c.Close)
			return c
		},
		Publishes: is(http.MethodPost, "/v1/posts"),
		Removes:   is(http.MethodDelete, "/v1/posts/"),
		Reads:     is(http.MethodGet, "/v1/answers"),
		Probes:    is(http.MethodGet, "/v1/whoami"),
		Public:    func() []string { return public(w, p.ID) },
		Refuse: func(string) {
			must(t, w.SetFault(p.ID, practice.Fault{Kind: practice.FaultRefuse, Times: 1}))
		},
		Reply: func(parent, text string) string {
			a, err := w.Answer(eve, parent, text)
			must(t, err)
			return a.ID
		},
		Outside: func(text string) string {
			post, err := w.Outside(p.ID, text)
			must(t, err)
			return post.ID
		},
		Shares:  func(id string) (now, ever int) { return shares(w, id) },
		Edit:    func(id, text string) { must(t, w.Edit(id, text)) },
		Delete:  func(id string) { must(t, w.Delete(id)) },
		Picture: pixel("png"),
		Pages:   230,
		Secrets: []string{w.Token(p.ID), w.Token(stranger), "revoked-token-of-yesterday"},
	}
	if p.Films {
		h.Film, h.Whole, h.Picture = clip("mp4"), true, network.Media{}
		h.Outside = nil // every post is a video, and the wall's visitors have none
	}
	return h
}

// shares counts how often a post is shared again.
func shares(w *practice.Wall, id string) (now, ever int) {
	p, there := w.Post(id)
	if there && !p.Shared.IsZero() {
		now = 1
	}
	return now, p.Shares
}

// public returns the texts of an account's public posts, oldest first.
func public(w *practice.Wall, id bot.AccountID) []string {
	var posts []practice.ShownPost
	for _, t := range w.Threads(id, "", 1000, 0) {
		posts = append(posts, t.Posts...)
	}
	var out []string
	for n := range 10_000 { // Ids are numbers; their order is that of publication.
		for _, p := range posts {
			if p.ID == fmt.Sprint("p", n) && p.Removed.IsZero() {
				out = append(out, p.Text)
			}
		}
	}
	return out
}

// files keeps records as files, durably.
type files struct{ dir string }

func (f files) Load(each func(string, []byte) error) error {
	names, err := os.ReadDir(f.dir)
	if err != nil {
		return err
	}
	for _, n := range names {
		b, err := os.ReadFile(filepath.Join(f.dir, n.Name()))
		if err == nil {
			err = each(n.Name(), b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (f files) Save(key string, value []byte) error {
	return os.WriteFile(filepath.Join(f.dir, key), value, 0o600)
}

// moody is a Keeper that can fail.
type moody struct {
	practice.Keeper
	fails bool
}

func (m *moody) Save(key string, value []byte) error {
	if m.fails {
		return errors.New("no space left on device")
	}
	return m.Keeper.Save(key, value)
}
