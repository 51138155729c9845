package facebook_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/facebook/facebooktest"
	"appealbot/bot/network/networktest"
)

// TestSuite holds the adapter to what every network promises.
func TestSuite(t *testing.T) { networktest.Run(t, harness) }

// TestContract runs the suite with every request, and every answer that is
// described, held to the vendor's specifications.
func TestContract(t *testing.T) {
	held := contract(t)
	networktest.Run(t, func(t *testing.T) networktest.Harness {
		h := harness(t)
		h.Far = held(h.Far)
		return h
	})
}

// TestContractOfTheRest holds to the specifications what the suite does not do.
func TestContractOfTheRest(t *testing.T) {
	w := newWorldBehind(t, facebooktest.Options{Looks: 2}, hooked, contract(t))
	w.connect()
	root := w.publish("Who knows them?", picture("a", "One."), picture("b", "Two.")).Remote
	film := w.publish("Who saw this car?", clip(2_500_000)).Remote
	if res := w.Account.Edit(w.Context(), root, bot.Part{Text: "Who knows them? Call us."}); res.Outcome != network.Done {
		t.Errorf("edit = %+v", res)
	}
	c := w.Reply("Eve", root, "A car [photo].")
	w.Reply("Bob", film, "Me, too.")
	if items := w.read(root, film); len(items) != 2 {
		t.Errorf("read %+v", items)
	}
	for _, op := range []bot.Op{bot.OpHide, bot.OpShow} {
		if res := w.Moderate(w.Context(), network.Moderation{Op: op, Remote: c}); res.Outcome != network.Done {
			t.Errorf("%s = %+v", op, res)
		}
	}
	at := answer(w, c, root, "Thank you.")
	if res := w.Publish(w.Context(), at); res.Outcome != network.Done {
		t.Errorf("answer = %+v", res)
	}
	if res := w.Find(w.Context(), at); res.Outcome != network.Done {
		t.Errorf("find the answer = %+v", res)
	}
	if p, err := w.Check(w.Context(), []string{c}); err != nil || len(p.Items) != 1 {
		t.Errorf("check: %+v, %v", p, err)
	}
	if n, err := w.Counts(w.Context(), []string{root, film}); err != nil || n[root].Likes != 7 || n[root].Replies != 2 || n[root].Reposts != 3 || n[film].Replies != 1 {
		t.Errorf("counts: %+v, %v", n, err)
	}
	for _, id := range []string{root, film} {
		if res := w.Remove(w.Context(), id); res.Outcome != network.Done {
			t.Errorf("remove = %+v", res)
		}
	}
}

// contract compares what passes with the vendor's specifications. They have
// neither Facebook Login nor the reading of anything but a Page, and say of the
// steps of an upload only what is sent.
func contract(t *testing.T) func(http.Handler) http.Handler {
	t.Helper()
	hold := networktest.Contract(t, "facebook-pages.openapi.json", "/v24.0/oauth/", "/v24.0/debug_token", "/v24.0/me/accounts")
	sent := hold(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if strings.HasSuffix(r.URL.Path, "/published_posts") {
			_, _ = io.WriteString(w, `{"data":[]}`)
			return
		}
		_, _ = io.WriteString(w, `{"id":"1"}`)
	}))
	return func(next http.Handler) http.Handler {
		all := hold(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			id := strings.TrimPrefix(r.URL.Path, "/v24.0/")
			node := !strings.Contains(id, "/") && id != "me" && id != facebooktest.Page
			// An edge within the posts of another, which the description does not have.
			nested := strings.HasSuffix(id, "/published_posts") && strings.Contains(r.URL.Query().Get("fields"), "attachments")
			if r.Method == http.MethodGet && (node || nested) || r.Method == http.MethodPost && strings.HasSuffix(id, "/videos") {
				b := body(r)
				sent.ServeHTTP(httptest.NewRecorder(), r)
				r.Body = io.NopCloser(bytes.NewReader(b))
				next.ServeHTTP(w, r)
				return
			}
			all.ServeHTTP(w, r)
		})
	}
}

// published recognises what makes a post public.
func published(r *http.Request) bool {
	return r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/v24.0/"+facebooktest.Page+"_")
}

func reads(r *http.Request) bool {
	return r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/comments")
}

func harness(t *testing.T) networktest.Harness {
	clock := &ticker{now: evening, tick: time.Second}
	s := facebooktest.NewServer(facebooktest.Options{Now: clock.Now})
	right, stranger, revoked := s.Grant(facebooktest.Page), s.Grant(facebooktest.Stranger), s.Grant(facebooktest.Page)
	s.Revoke(revoked, 460)
	return networktest.Harness{
		Far: s.Handler(),
		Open: func(base string, who networktest.Who) network.Network {
			token := map[networktest.Who]string{networktest.Right: right, networktest.Stranger: stranger, networktest.Revoked: revoked}[who]
			return open(t, base, clock, holding(t, token), nil)
		},
		Publishes: published,
		Removes:   func(r *http.Request) bool { return r.Method == http.MethodDelete },
		Reads:     reads,
		Probes:    func(r *http.Request) bool { return r.URL.Path == "/v24.0/me" },
		Public:    func() []string { return s.Public(facebooktest.Page) },
		Refuse:    s.Refuse,
		Reply:     func(parent, text string) string { return s.Reply("Eve", parent, text) },
		Outside:   func(text string) string { return s.Write(facebooktest.Page, text) },
		Edit:      s.Edit,
		Delete:    s.Delete,
		Picture:   picture("jpeg", "A grey car."),
		Pages:     230,
		Flat:      true,
		Secrets:   []string{right, stranger, revoked, facebooktest.AppSecret},
	}
}
