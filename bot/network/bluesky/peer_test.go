package bluesky_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	pngs "image/png"
	"io"
	"maps"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/bluesky"
	"appealbot/bot/network/networktest"
)

// peer is Bluesky's own development network (npm @atproto/dev-env): a personal
// data server and an AppView with everything behind them.
type peer struct {
	PDS     string `json:"pds"`
	AppView string `json:"appview"`
}

// thePeer returns the network that APPEALBOT_TEST_BLUESKY names, which is the
// file that .ci/bluesky/start.sh writes.
func thePeer(t testing.TB) peer {
	t.Helper()
	file := os.Getenv("APPEALBOT_TEST_BLUESKY")
	if file == "" {
		t.Skip("APPEALBOT_TEST_BLUESKY is not set; .ci/bluesky/start.sh starts the network and says what to set it to")
	}
	b, err := os.ReadFile(file)
	must(t, err)
	var p peer
	must(t, json.Unmarshal(b, &p))
	return p
}

// person is an account on the peer.
type person struct {
	peer
	t                                      testing.TB
	DID, Handle, Password, Access, Refresh string
	last                                   int64 // of its keys
}

// newPerson makes an account with an app password and logs in with it.
func (p peer) newPerson(t testing.TB, name string) *person {
	t.Helper()
	h := &person{peer: p, t: t, Handle: strings.ToLower(name + "-" + rand.Text()[:8] + ".test")}
	var made struct{ Did, AccessJwt string }
	h.post("com.atproto.server.createAccount", map[string]any{
		"email": h.Handle + "@example.org", "handle": h.Handle, "password": "main-" + h.Handle,
	}, &made)
	h.DID, h.Access = made.Did, made.AccessJwt
	var app struct{ Password string }
	h.post("com.atproto.server.createAppPassword", map[string]any{"name": "tests"}, &app)
	h.Password, h.Access = app.Password, ""
	var in struct{ AccessJwt, RefreshJwt string }
	h.post("com.atproto.server.createSession", map[string]any{"identifier": h.Handle, "password": h.Password}, &in)
	h.Access, h.Refresh = in.AccessJwt, in.RefreshJwt
	return h
}

// try makes one request to the personal data server.
func (h *person) try(method, name string, query url.Values, in, out any) error {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(context.Background(), method, h.PDS+"/xrpc/"+name+"?"+query.Encode(), body)
	if err != nil {
		return err
	}
	if in != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if h.Access != "" {
		r.Header.Set("Authorization", "Bearer "+h.Access)
	}
	c := http.Client{Transport: &http.Transport{Proxy: direct, DisableKeepAlives: true}, Timeout: 20 * time.Second}
	resp, err := c.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: HTTP %d %s", name, resp.StatusCode, b)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(b, out)
}

func (h *person) post(name string, in, out any) {
	h.t.Helper()
	must(h.t, h.try(http.MethodPost, name, nil, in, out))
}

func (h *person) get(name string, out any, query ...string) error {
	q := url.Values{}
	for i := 0; i+1 < len(query); i += 2 {
		q.Add(query[i], query[i+1])
	}
	return h.try(http.MethodGet, name, q, nil, out)
}

// ref names a version of a record.
type ref struct {
	URI string `json:"uri"`
	CID string `json:"cid"`
}

type stored struct {
	ref
	Value map[string]any `json:"value"`
}

func split(uri string) (did, collection, key string) {
	parts := strings.Split(strings.TrimPrefix(uri, "at://"), "/")
	return parts[0], parts[1], parts[2]
}

// record returns a record from its repository.
func (h *person) record(uri string) (stored, error) {
	did, collection, key := split(uri)
	var s stored
	err := h.get("com.atproto.repo.getRecord", &s, "repo", did, "collection", collection, "rkey", key)
	return s, err
}

// write writes a post and returns it.
func (h *person) write(text string, more map[string]any) ref {
	h.t.Helper()
	h.last = max(h.last+1, time.Now().UnixMicro())
	rec := map[string]any{"$type": "app.bsky.feed.post", "text": text, "createdAt": time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), "langs": []string{"en"}}
	maps.Copy(rec, more)
	var out ref
	h.post("com.atproto.repo.putRecord", map[string]any{
		"repo": h.DID, "collection": "app.bsky.feed.post", "rkey": tidOf(h.last), "record": rec,
	}, &out)
	return out
}

// repost passes on a post.
func (h *person) repost(of ref) string {
	h.t.Helper()
	h.last = max(h.last+1, time.Now().UnixMicro())
	var out ref
	h.post("com.atproto.repo.putRecord", map[string]any{
		"repo": h.DID, "collection": "app.bsky.feed.repost", "rkey": tidOf(h.last),
		"record": map[string]any{"$type": "app.bsky.feed.repost", "subject": of, "createdAt": time.Now().UTC().Format("2006-01-02T15:04:05.000Z")},
	}, &out)
	return out.URI
}

func tidOf(micros int64) string {
	n := uint64(micros) << 10
	var b [13]byte
	for i := range b {
		b[12-i] = "234567abcdefghijklmnopqrstuvwxyz"[n&31]
		n >>= 5
	}
	return string(b[:])
}

func (h *person) reply(parent, text string) ref {
	h.t.Helper()
	p, err := h.record(parent)
	must(h.t, err)
	root := any(p.ref)
	if r, ok := p.Value["reply"].(map[string]any); ok {
		root = r["root"]
	}
	return h.write(text, map[string]any{"reply": map[string]any{"root": root, "parent": p.ref}})
}

func (h *person) quote(uri, text string) ref {
	h.t.Helper()
	p, err := h.record(uri)
	must(h.t, err)
	return h.write(text, map[string]any{"embed": map[string]any{"$type": "app.bsky.embed.record", "record": p.ref}})
}

func (h *person) mention(who *person, before, after string) ref {
	h.t.Helper()
	at := "@" + who.Handle
	return h.write(before+at+after, map[string]any{"facets": []any{map[string]any{
		"index":    map[string]any{"byteStart": len(before), "byteEnd": len(before + at)},
		"features": []any{map[string]any{"$type": "app.bsky.richtext.facet#mention", "did": who.DID}},
	}}})
}

func (h *person) edit(uri, text string) {
	h.t.Helper()
	s, err := h.record(uri)
	must(h.t, err)
	s.Value["text"] = text
	_, collection, key := split(uri)
	h.post("com.atproto.repo.putRecord", map[string]any{
		"repo": h.DID, "collection": collection, "rkey": key, "record": s.Value, "swapRecord": s.CID,
	}, nil)
}

func (h *person) delete(uri string) {
	h.t.Helper()
	_, collection, key := split(uri)
	h.post("com.atproto.repo.deleteRecord", map[string]any{"repo": h.DID, "collection": collection, "rkey": key}, nil)
}

// until asks again and again until something is as it should be: the AppView
// learns of everything a moment later.
func until(t testing.TB, what string, is func() bool) {
	t.Helper()
	end := time.NewTimer(20 * time.Second)
	defer end.Stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !is() {
		select {
		case <-end.C:
			t.Fatalf("%s: not within 20 s", what)
		case <-again.C:
		}
	}
}

// shows waits until the AppView shows a version of a post.
func (h *person) shows(r ref) {
	h.t.Helper()
	until(h.t, "the AppView shows "+r.URI, func() bool { return slices.Contains(h.visible(r.URI), r) })
}

func (h *person) hides(uri string) {
	h.t.Helper()
	until(h.t, "the AppView hides "+uri, func() bool { return len(h.visible(uri)) == 0 })
}

func (h *person) visible(uri string) []ref {
	var in struct{ Posts []ref }
	_ = h.get("app.bsky.feed.getPosts", &in, "uris", uri) // not yet
	return in.Posts
}

// told waits until somebody was notified of a post.
func (h *person) told(uri string) {
	h.t.Helper()
	until(h.t, "the AppView tells of "+uri, func() bool {
		var in struct{ Notifications []ref }
		_ = h.get("app.bsky.notification.listNotifications", &in, "limit", "100") // not yet
		return slices.ContainsFunc(in.Notifications, func(r ref) bool { return r.URI == uri })
	})
}

// listed are the posts in somebody's repository.
func (h *person) listed() map[string]string {
	out := map[string]string{}
	for cursor := ""; ; {
		var in struct {
			Records []stored
			Cursor  string
		}
		must(h.t, h.get("com.atproto.repo.listRecords", &in, "repo", h.DID, "collection", "app.bsky.feed.post", "limit", "100", "cursor", cursor))
		for _, r := range in.Records {
			out[r.URI], _ = r.Value["text"].(string)
		}
		if cursor = in.Cursor; cursor == "" {
			return out
		}
	}
}

// gate is a way to the personal data server on which is noted what was put
// where, and when.
type gate struct {
	http.Handler
	mu    sync.Mutex
	order []string // keys of records, in the order in which they were put
	share int      // how many reposts were put
	spoil string   // texts with this in them are made longer than any post can be
}

func newGate(t testing.TB, p peer) *gate {
	t.Helper()
	u, err := url.Parse(p.PDS)
	must(t, err)
	rp := &httputil.ReverseProxy{
		Rewrite:   func(r *httputil.ProxyRequest) { r.SetURL(u) },
		Transport: &http.Transport{Proxy: direct, DisableKeepAlives: true},
		// A caller who hangs up is what many tests are about.
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	}
	g := &gate{}
	g.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls("com.atproto.repo.putRecord")(r) {
			b, err := io.ReadAll(r.Body)
			if err != nil {
				panic(http.ErrAbortHandler)
			}
			b = g.note(b)
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(b)), int64(len(b))
		}
		// What has arrived is done, whoever waits for the answer.
		rp.ServeHTTP(w, r.WithContext(context.WithoutCancel(r.Context())))
	})
	return g
}

func (g *gate) note(body []byte) []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	var in map[string]any
	if json.Unmarshal(body, &in) != nil {
		return body
	}
	if key, _ := in["rkey"].(string); !slices.Contains(g.order, key) {
		g.order = append(g.order, key)
	}
	if in["collection"] == "app.bsky.feed.repost" {
		g.share++
	}
	rec, _ := in["record"].(map[string]any)
	if text, _ := rec["text"].(string); g.spoil != "" && strings.Contains(text, g.spoil) {
		rec["text"] = text + strings.Repeat("x", 300)
		body, _ = json.Marshal(in) // It was read as JSON.
	}
	return body
}

// public are the texts of somebody's posts in the order in which they were put.
func (g *gate) public(h *person) []string {
	all := h.listed()
	g.mu.Lock()
	defer g.mu.Unlock()
	var out []string
	for _, key := range g.order {
		if text, ok := all["at://"+h.DID+"/app.bsky.feed.post/"+key]; ok {
			out = append(out, text)
		}
	}
	return out
}

// TestPeerSuite holds the account to what every network promises, on Bluesky's
// own development network.
func TestPeerSuite(t *testing.T) {
	p := thePeer(t)
	eve := p.newPerson(t, "eve") // She has nothing to lose from one test to the next.
	networktest.Run(t, func(t *testing.T) networktest.Harness { return peerHarness(t, p, *eve) })
}

// soon is a clock that is two minutes fast, for which the AppView had its time.
func soon() time.Time { return time.Now().Add(2 * time.Minute) }

// open returns an account of a person whose server is at base.
func (h *person) open(t testing.TB, base string, change func(*kept)) *bluesky.Account {
	t.Helper()
	k := kept{h.Handle, h.Password, h.DID, base, h.Access, h.Refresh}
	if change != nil {
		change(&k)
	}
	v := &vault{}
	v.put(k)
	a, err := bluesky.New(bluesky.Options{
		Account: identity(h.Handle), Service: base, AppView: h.AppView, Secrets: v, Now: soon,
		HTTP: network.ClientOptions{Proxy: direct, Timeout: 15 * time.Second},
	})
	must(t, err)
	t.Cleanup(a.Close)
	return a
}

func peerHarness(t *testing.T, p peer, eve person) networktest.Harness {
	me := p.newPerson(t, "metro")
	eve.t = t
	g := newGate(t, p)
	const revoked = "revoked-refresh-token"
	return networktest.Harness{
		Far: g,
		Open: func(base string, who networktest.Who) network.Network {
			return me.open(t, base, func(k *kept) {
				switch who {
				case networktest.Stranger:
					k.Handle, k.Password, k.DID, k.Access, k.Refresh = eve.Handle, eve.Password, eve.DID, eve.Access, eve.Refresh
				case networktest.Revoked:
					k.Password, k.Access, k.Refresh = "gone-gone-gone-gone", "", revoked
				default:
				}
			})
		},
		Publishes: calls("com.atproto.repo.putRecord"),
		Removes:   calls("com.atproto.repo.deleteRecord"),
		Reads:     calls("app.bsky.notification.listNotifications"),
		Probes:    calls("com.atproto.server.getSession"),
		Public:    func() []string { return g.public(me) },
		Refuse: func(word string) {
			g.mu.Lock()
			defer g.mu.Unlock()
			g.spoil = word
		},
		Reply: func(parent, text string) string {
			// The AppView tells nobody of an answer to what it does not
			// know yet.
			until(t, "the AppView shows "+parent, func() bool { return len(me.visible(parent)) == 1 })
			r := eve.reply(parent, text)
			eve.shows(r)
			me.told(r.URI)
			return r.URI
		},
		Outside: func(text string) string { return me.write(text, nil).URI },
		PassOn: func(text string) string {
			r := eve.write(text, nil)
			eve.shows(r)
			return me.repost(r)
		},
		Shares: func(uri string) (now, ever int) {
			now = me.reposted(uri)
			g.mu.Lock()
			defer g.mu.Unlock()
			return now, g.share
		},
		Edit: func(uri, text string) {
			eve.edit(uri, text)
			s, err := eve.record(uri)
			must(t, err)
			eve.shows(s.ref)
		},
		Delete:  func(uri string) { eve.delete(uri); eve.hides(uri) },
		Picture: picture(t),
		Secrets: []string{me.Password, me.Access, me.Refresh, eve.Access, eve.Refresh, revoked},
	}
}

// picture is a real one.
func picture(t testing.TB) network.Media {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 32, 16))
	for x := range 32 {
		for y := range 16 {
			img.Set(x, y, color.RGBA{uint8(8 * x), uint8(16 * y), 90, 255})
		}
	}
	var b bytes.Buffer
	must(t, pngs.Encode(&b, img))
	m := png(b.String())
	m.Width, m.Height = 32, 16
	return m
}
