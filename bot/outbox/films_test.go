package outbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network/facebook"
	"appealbot/bot/network/facebook/facebooktest"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/youtube"
	"appealbot/bot/network/youtube/youtubetest"
	"appealbot/store/mem"
)

func youtubeStation(t *testing.T, now clock) station {
	s := youtubetest.NewServer(youtubetest.Options{Now: now, Converting: 2, Units: 1_000_000})
	f, base := serve(t, s.Handler())
	g := s.Grant("@MetroPolice")
	l, err := youtube.NewLedger(youtube.LedgerOptions{Project: youtubetest.ClientID, Units: 1_000_000, Uploads: 1_000_000, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	a, err := youtube.New(youtube.Options{
		Account: identity(youtube.Network, "@MetroPolice"), ClientID: youtubetest.ClientID, ClientSecret: youtubetest.ClientSecret,
		API: base, Authorize: base + "/o/oauth2/v2/auth", Token: base + "/token", OEmbed: base + "/oembed", Ledger: l, Now: now, HTTP: options(),
		Secrets: holding(t, youtube.Credentials{
			Access: g.Access, Refresh: g.Refresh, Scope: g.Scope, Since: now(), Until: g.Until.Add(240 * time.Hour),
			Channel: g.Channel, Handle: g.Handle, Uploads: g.Uploads,
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return station{net: a, faults: f, public: func() []string { return s.Public("@MetroPolice") }}
}

func facebookStation(t *testing.T, now clock) station {
	s := facebooktest.NewServer(facebooktest.Options{Now: now, Looks: 2})
	f, base := serve(t, s.Handler())
	token := s.Grant(facebooktest.Page)
	a, err := facebook.New(facebook.Options{
		Account: identity(facebook.Network, ""), Page: facebooktest.Page, AppID: facebooktest.AppID, AppSecret: facebooktest.AppSecret,
		API: base, Now: now, HTTP: options(),
		Secrets: holding(t, facebook.Credentials{Token: token, Page: facebooktest.Page, Since: now(), Until: now().Add(90 * 24 * time.Hour)}),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return station{net: a, faults: f, public: func() []string { return s.Public(facebooktest.Page) }}
}

// filmed returns a flight of one part with a video.
func filmed(t *testing.T, open func(*testing.T, clock) station) *flight {
	t.Helper()
	var w *world
	st := open(t, func() time.Time {
		if w == nil {
			return noon
		}
		return w.clock()
	})
	w = newWorldOf(t, mem.New(), st.net, net("other", true))
	f := &flight{world: w, station: st, texts: []string{"Were you there?"}}
	digest, size, err := w.files.Put(strings.NewReader(strings.Repeat("film", 500)))
	w.must(err)
	a, err := w.desk.Draft(t.Context(), w.by(ann), desk.NewAppeal{
		Number: "2026-0001", Title: "x", Facts: bot.Facts{What: f.texts[0]}, Accounts: []bot.AccountID{"other"},
	})
	w.must(err)
	a, err = w.desk.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) {
		c.Media = []bot.MediaUse{{
			Digest: digest, Type: "video/mp4", Name: "van.mp4", Alt: "A red van.", Size: size, Width: 1280, Height: 720,
			Video: &bot.Video{Length: 10 * time.Second, Codec: "h264", Rate: 25, NoSpeech: true},
		}}
		c.Accounts = []bot.AccountID{st.net.Account().ID}
		c.Titles = map[string]string{"en": "A red van"}
	})
	w.must(err)
	_, err = w.desk.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	f.appeal, err = w.desk.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	return f
}

// Whatever goes wrong with whichever request of carrying a video and publishing it,
// and wherever the process dies: the video is public once.
func TestEveryNetworkOfVideosPublishesThemOnce(t *testing.T) {
	for name, open := range map[string]func(*testing.T, clock) station{"youtube": youtubeStation, "facebook": facebookStation} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for fault := networktest.Cut; fault <= networktest.Moved; fault++ {
				switch fault {
				case networktest.Held, networktest.Late, networktest.Huge:
					continue // the adapters' own suite has these; they wait for real time
				}
				for at := range 8 {
					f := filmed(t, open)
					f.faults.Next(1, fault, nth(at, func(*http.Request) bool { return true }))
					f.land(f.publisher(f.net.Account().ID, "one"))
					f.whole(fmt.Sprintf("%v at request %d", fault, at+1))
				}
			}
			for k := range 14 {
				for _, fault := range []networktest.Fault{networktest.Works, networktest.Lost} {
					f := filmed(t, open)
					f.faults.Next(1, fault, nth(k/2, func(*http.Request) bool { return true }))
					p := f.publisher(f.net.Account().ID, "first")
					p.Store = &dying{Store: f.store, left: k}
					for range 40 {
						if step(f.world, p) {
							break
						}
						f.wait(time.Second)
					}
					f.land(f.publisher(f.net.Account().ID, "second"))
					f.whole(fmt.Sprintf("died at commit %d, %v", k, fault))
				}
			}
		})
	}
}
