package x_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/x"
)

// playground is the account on X's own API playground (xdevplatform/playground),
// if there is one:
//
//	APPEALBOT_TEST_X_API     "http://127.0.0.1:8088"
//	APPEALBOT_TEST_X_HANDLE  its user, "@harbour_police" when empty
//
// Nothing but a playground is to be named there: the test publishes.
func playground(t *testing.T) (*x.Account, *networktest.Faults) {
	t.Helper()
	api := os.Getenv("APPEALBOT_TEST_X_API")
	if api == "" {
		t.Skip("APPEALBOT_TEST_X_API names no playground of X's API")
	}
	far, err := url.Parse(api)
	must(t, err)
	if h := far.Hostname(); h != "127.0.0.1" && h != "localhost" {
		t.Fatalf("%s is not on this machine", h)
	}
	handle := cmp.Or(os.Getenv("APPEALBOT_TEST_X_HANDLE"), "@harbour_police")
	faults := networktest.NewFaults(eased(t, far))
	front := httptest.NewServer(faults)
	t.Cleanup(front.Close)
	o := x.Options{
		Account: account, ClientID: "playground", Threads: true, Older: true, API: front.URL, Secrets: &secrets{}, Now: time.Now,
		HTTP: network.ClientOptions{UserAgent: "appealbot test"},
	}
	o.Account.Handle = handle
	b, err := json.Marshal(x.Credentials{
		Access: "practice-token", Since: time.Now(), Until: time.Now().Add(2 * time.Hour), ID: "0", Handle: strings.TrimPrefix(handle, "@"),
	})
	must(t, err)
	must(t, o.Secrets.Put(t.Context(), "credentials", b))
	a, err := x.New(o)
	must(t, err)
	t.Cleanup(a.Close)
	return a, faults
}

// eased stands before the playground and smoothes out where it (v1.2.1) is not
// as X: it wants to be told that a token is a user's, it takes no expansions in
// a user's lists, and it wants media_id beside id in the description of a picture.
func eased(t *testing.T, far *url.URL) http.Handler {
	p := httputil.NewSingleHostReverseProxy(far)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("X-Auth-Method", "oauth2user")
		if strings.HasPrefix(r.URL.Path, "/2/users/0/") {
			q := r.URL.Query()
			q.Del("expansions")
			r.URL.RawQuery = q.Encode()
		}
		if r.URL.Path == "/2/media/metadata" {
			var m map[string]any
			if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
				t.Error(err)
			}
			m["media_id"] = m["id"]
			b, err := json.Marshal(m)
			if err != nil {
				t.Error(err)
			}
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(b)), int64(len(b))
		}
		p.ServeHTTP(w, r)
	})
}

// TestPlayground goes through what the playground can do.
func TestPlayground(t *testing.T) {
	a, faults := playground(t)
	must(t, a.Probe(t.Context()))
	now := time.Now()
	text := "Who saw it & where? <b> 222tips.com, " + now.Format(time.RFC3339Nano)
	at := network.Attempt{Post: bot.Post{Created: now, Language: "en"}, Part: bot.Part{Text: text}}
	if f := a.Find(t.Context(), at); f.Outcome != network.Never {
		t.Fatalf("before: %+v", f)
	}
	at.Media = []network.Media{picture("a picture of "+text, "image/png")}
	faults.Next(1, networktest.Lost, creating)
	if res := a.Publish(t.Context(), at); res.Outcome != network.Maybe {
		t.Fatalf("publish = %+v", res)
	}
	f := a.Find(t.Context(), at)
	if f.Outcome != network.Done {
		t.Fatalf("find = %+v", f)
	}
	follow := network.Attempt{Post: bot.Post{Created: now}, Part: bot.Part{Text: "Follow-up, " + now.Format(time.RFC3339Nano)}, ReplyTo: f.Remote, Root: f.Remote}
	res := a.Publish(t.Context(), follow)
	if res.Outcome != network.Done {
		t.Fatalf("publish the follow-up = %+v", res)
	}
	if c, err := a.Counts(t.Context(), []string{f.Remote, res.Remote}); err != nil || len(c) != 2 {
		t.Errorf("counts: %+v, %v", c, err)
	}
	if p, err := a.Check(t.Context(), []string{f.Remote, "1"}); err != nil {
		t.Errorf("check: %+v, %v", p, err)
	}
	if res := a.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: res.Remote}); res.Outcome != network.Done {
		t.Errorf("hide = %+v", res)
	}
	// The playground knows no operators of search: what comes back is empty.
	if p, err := a.Replies(t.Context(), network.Query{Posts: []network.Posted{{Remote: f.Remote, At: now}}}); err != nil {
		t.Errorf("replies: %+v, %v", p, err)
	}
	hand := byHand(t, "Buy gold now. "+text)
	// Its ids are older than its posts.
	own, err := a.Own(t.Context(), now.AddDate(-6, 0, 0))
	must(t, err)
	for remote, want := range map[string]string{f.Remote: text, res.Remote: follow.Part.Text, hand: "Buy gold now. " + text} {
		if i := slices.IndexFunc(own.Posts, func(o network.OwnPost) bool { return o.Remote == remote }); i < 0 || own.Posts[i].Text != want || own.Posts[i].URL == "" {
			t.Errorf("%s, %q, is not listed in %+v", remote, want, own.Posts)
		}
	}
	if rm := a.Remove(t.Context(), hand); rm.Outcome != network.Done {
		t.Errorf("remove what was published by hand = %+v", rm)
	}
	follow.ReplyTo, follow.Part.Text = "999999999999999999", "Under nothing, "+text
	if res := a.Publish(t.Context(), follow); res.Outcome != network.No || res.Cause != network.Change {
		t.Errorf("under nothing = %+v", res)
	}
	for range 2 {
		if rm := a.Remove(t.Context(), f.Remote); rm.Outcome != network.Done {
			t.Errorf("remove = %+v", rm)
		}
	}
	if f := a.Find(t.Context(), at); f.Outcome != network.Never {
		t.Errorf("find what was removed = %+v", f)
	}
}

// byHand publishes a text past the program and returns its id.
func byHand(t *testing.T, text string) string {
	t.Helper()
	b, err := json.Marshal(map[string]string{"text": text})
	must(t, err)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, os.Getenv("APPEALBOT_TEST_X_API")+"/2/tweets", bytes.NewReader(b))
	must(t, err)
	r.Header.Set("Authorization", "Bearer practice-token")
	r.Header.Set("X-Auth-Method", "oauth2user")
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	must(t, err)
	defer resp.Body.Close()
	var out struct{ Data struct{ ID string } }
	must(t, json.NewDecoder(resp.Body).Decode(&out))
	if out.Data.ID == "" {
		t.Fatalf("by hand: HTTP %d", resp.StatusCode)
	}
	return out.Data.ID
}

// TestPlaygroundErrors lets the playground give the errors that it can.
func TestPlaygroundErrors(t *testing.T) {
	playground(t) // if there is none, there is nothing to configure
	api := os.Getenv("APPEALBOT_TEST_X_API")
	configure := func(body string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, api+"/config/update", strings.NewReader(body))
		must(t, err)
		r.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(r)
		must(t, err)
		must(t, resp.Body.Close())
	}
	defer configure(`{"errors":{"enabled":false}}`)
	for kind, want := range map[string]network.Outcome{"server_error": network.Maybe, "rate_limit": network.Never, "unauthorized": network.No} {
		configure(`{"errors":{"enabled":true,"error_rate":1.0,"error_type":"` + kind + `"}}`)
		a, _ := playground(t) // which was not told to wait by the one before
		at := network.Attempt{Post: bot.Post{Created: time.Now()}, Part: bot.Part{Text: "Error " + kind + time.Now().String()}}
		if res := a.Publish(t.Context(), at); res.Outcome != want || res.Note == "" || res.Raw == "" {
			t.Errorf("%s: %+v, want %v", kind, res, want)
		}
		if f := a.Find(t.Context(), at); f.Outcome != network.Maybe {
			t.Errorf("%s: find = %+v", kind, f)
		}
	}
}
