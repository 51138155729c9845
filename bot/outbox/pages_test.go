package outbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/network/facebook"
	"appealbot/bot/network/facebook/facebooktest"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

// A page is a department with a Page on Facebook.
type page struct {
	*world
	server *facebooktest.Server
	faults *networktest.Faults
	appeal bot.Appeal
}

// pageSecrets are the Page's credentials.
type pageSecrets struct{ value []byte }

func (s pageSecrets) Get(context.Context, string) ([]byte, error) { return s.value, nil }
func (s pageSecrets) Put(context.Context, string, []byte) error {
	return errors.New("nobody connects the account")
}

// newPage returns a department whose appeal, with media, is approved for its Page.
func newPage(t *testing.T, film bool) *page {
	t.Helper()
	p := &page{}
	now := func() time.Time {
		if p.world == nil { // the network is there before the department
			return noon
		}
		return p.clock()
	}
	p.server = facebooktest.NewServer(facebooktest.Options{Now: now, Looks: 2, Piece: 1000})
	var base string
	p.faults, base = serve(t, p.server.Handler())
	b, err := json.Marshal(facebook.Credentials{Token: p.server.Grant(facebooktest.Page), Page: facebooktest.Page})
	if err != nil {
		t.Fatal(err)
	}
	account, err := facebook.New(facebook.Options{
		Account: bot.Account{ID: "page", Network: facebook.Network, Name: "Metro Police on Facebook", Default: true}, Page: facebooktest.Page,
		AppID: facebooktest.AppID, AppSecret: facebooktest.AppSecret, API: base, Secrets: pageSecrets{b}, Now: now,
		HTTP: network.ClientOptions{Proxy: direct, Timeout: 20 * time.Second},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(account.Close)
	p.world = newWorldOf(t, mem.New(), account)
	a, err := p.desk.Draft(t.Context(), p.by(ann), desk.NewAppeal{
		Number: "2026-0001", Title: "x", Facts: bot.Facts{What: "Who saw this car?"}, Accounts: []bot.AccountID{"page"},
	})
	p.must(err)
	media := []bot.MediaUse{p.media("one", "image/jpeg"), p.media("two", "image/png")}
	if film {
		m := p.media(string(bytes.Repeat([]byte("frame "), 700)), "video/mp4")
		m.Video = &bot.Video{Length: 20 * time.Second, NoSpeech: true, Poster: p.media("poster", "image/jpeg").Digest}
		media = []bot.MediaUse{m}
	}
	a, err = p.desk.Edit(t.Context(), p.by(ann), a.ID, "", func(c *bot.Content) { c.Media = media })
	p.must(err)
	_, err = p.desk.Submit(t.Context(), p.by(ann), a.ID)
	p.must(err)
	p.appeal, err = p.desk.Approve(t.Context(), p.by(bob), a.ID, a.Digest)
	p.must(err)
	return p
}

// media puts a file where the outbox finds it.
func (p *page) media(data, kind string) bot.MediaUse {
	p.t.Helper()
	digest, size, err := p.files.Put(bytes.NewReader([]byte(data)))
	p.must(err)
	return bot.MediaUse{Digest: digest, Size: size, Type: kind, Alt: "A grey car.", Width: 1280, Height: 720}
}

// whole makes sure that the appeal is public once, with its media.
func (p *page) whole(what string, film bool) {
	p.t.Helper()
	q := p.post(p.appeal, "page")
	if got := p.server.Public(facebooktest.Page); q.State != bot.PostPosted || len(q.Remotes) != 1 || q.URL == "" || len(got) != 1 || got[0] != "Who saw this car?" {
		p.t.Errorf("%s: the post is %s (%s) as %q at %q, and public are %q", what, q.State, q.Note, q.Remotes, q.URL, got)
		return
	}
	if n := len(p.server.Photos(q.Remotes[0])); !film && n != 2 {
		p.t.Errorf("%s: it has %d photos", what, n)
	}
	if f, _ := p.server.Film(q.Remotes[0]); film && (f.Sum != p.appeal.Content.Media[0].Digest || !f.Poster) {
		p.t.Errorf("%s: the video is %+v", what, f)
	}
}

// The process dies before any commit, and the answer to the request that it had made
// is lost or not: the Page shows the appeal once, with its photos or its video.
func TestAPageShowsAnAppealOnceWhateverDies(t *testing.T) {
	for _, film := range []bool{false, true} {
		for _, fault := range []networktest.Fault{networktest.Works, networktest.Cut, networktest.Lost} {
			for k, died := 0, true; died; k++ {
				p := newPage(t, film)
				p.faults.Next(1, fault, nth(k/2, func(*http.Request) bool { return true }))
				first := p.publisher("page", "first")
				first.Store = &dying{Store: p.store, left: k}
				died = false
				for range 60 {
					if died = step(p.world, first); died {
						break
					}
					if at, any := p.next("page"); any {
						p.wait(at.Sub(p.clock()))
					}
				}
				p.run(p.publisher("page", "second"))
				p.whole("killed at commit", film)
				if t.Failed() {
					t.Fatalf("commit %d, %v", k, fault)
				}
			}
		}
	}
}

// What was carried for an appeal that is withdrawn meanwhile is thrown away.
func TestAPageKeepsNothingOfWhatIsWithdrawn(t *testing.T) {
	for _, film := range []bool{false, true} {
		p := newPage(t, film)
		w := p.publisher("page", "one")
		for range 3 {
			_, err := w.Step(t.Context())
			p.must(err)
		}
		if posts, photos, films := p.server.Rest(); posts+photos+films == 0 {
			t.Fatal("nothing was carried")
		}
		_, err := p.desk.Withdraw(t.Context(), p.by(ann), p.appeal.ID, "The car was found.")
		p.must(err)
		p.run(w)
		if posts, photos, films := p.server.Rest(); posts+photos+films != 0 || len(p.server.Public(facebooktest.Page)) != 0 {
			t.Errorf("left are %d posts, %d photos and %d videos; public %q", posts, photos, films, p.server.Public(facebooktest.Page))
		}
	}
}
