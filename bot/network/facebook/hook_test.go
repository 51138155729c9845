package facebook_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"

	"appealbot/bot/network/facebook"
	"appealbot/bot/network/facebook/facebooktest"
)

// page returns an account that is never asked anything.
func page(t *testing.T, id, secret, verify string) *facebook.Account {
	t.Helper()
	return open(t, "http://127.0.0.1:1", &ticker{now: evening}, &secrets{}, func(o *facebook.Options) {
		o.Page, o.AppSecret, o.VerifyToken = id, secret, verify
	})
}

// ask sends a request to a hook.
func ask(t *testing.T, h http.Handler, r *http.Request) (int, string) {
	t.Helper()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	b, err := io.ReadAll(rec.Body)
	must(t, err)
	return rec.Code, string(b)
}

// Facebook makes sure whose the hook is, and nobody else can.
func TestVerify(t *testing.T) {
	a, b := page(t, "1001", "secret-one-of-them", "told"), page(t, "1002", "secret-two-of-them", "")
	h := facebook.NewHook(a, b)
	derived := facebook.VerifyToken("secret-two-of-them")
	if derived == "" || strings.Contains(derived, "secret") || derived == facebook.VerifyToken("another-secret") {
		t.Errorf("the derived token is %q", derived)
	}
	for name, c := range map[string]struct {
		mode, token, challenge string
		ok                     bool
	}{
		"right":         {"subscribe", "told", "1158201444", true},
		"derived":       {"subscribe", derived, "1158201444", true},
		"wrong":         {"subscribe", "tolt", "1158201444", false},
		"empty":         {"subscribe", "", "1158201444", false},
		"another mode":  {"unsubscribe", "told", "1158201444", false},
		"a page":        {"subscribe", "told", "<script>alert(1)</script>", false},
		"no challenge":  {"subscribe", "told", "", false},
		"a long answer": {"subscribe", "told", strings.Repeat("1", 5000), false},
	} {
		q := url.Values{"hub.mode": {c.mode}, "hub.verify_token": {c.token}, "hub.challenge": {c.challenge}}
		code, text := ask(t, h, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/facebook?"+q.Encode(), http.NoBody))
		if c.ok && (code != 200 || text != c.challenge) || !c.ok && (code != 403 || text != "forbidden\n") {
			t.Errorf("%s: %d %q", name, code, text)
		}
	}
	code, _ := ask(t, h, httptest.NewRequestWithContext(t.Context(), http.MethodDelete, "/facebook", http.NoBody))
	if code != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %d", code)
	}
}

// listening returns how often an account was woken since the last time.
func listening(ctx context.Context, a *facebook.Account) func() int {
	woken := make(chan struct{}, 100)
	go func() { _ = a.Stream(ctx, func() { woken <- struct{}{} }) }()
	return func() int {
		synctest.Wait()
		n := len(woken)
		for range n {
			<-woken
		}
		return n
	}
}

// Only what Facebook has signed wakes a reader, and only that of the Page that it is
// about. What comes twice, or often, does no harm.
func TestHook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		one, other := page(t, "1001", "secret-one-of-them", ""), page(t, "1002", "secret-two-of-them", "")
		h := facebook.NewHook(one, other)
		woken, others := listening(ctx, one), listening(ctx, other)
		if woken() != 1 || others() != 1 {
			t.Fatal("what came before was not read")
		}
		comment := facebooktest.Message("1001", "comment", "add")
		sign := func(b []byte) string { return facebooktest.Sign("secret-one-of-them", b) }
		for name, c := range map[string]struct {
			body      []byte
			signature string
			code      int
			wakes     bool
		}{
			"a comment":          {comment, sign(comment), 200, true},
			"one that is edited": {facebooktest.Message("1001", "comment", "edited"), sign(facebooktest.Message("1001", "comment", "edited")), 200, true},
			"one that is gone":   {facebooktest.Message("1001", "comment", "remove"), sign(facebooktest.Message("1001", "comment", "remove")), 200, true},
			"a like":             {facebooktest.Message("1001", "reaction", "add"), sign(facebooktest.Message("1001", "reaction", "add")), 200, false},
			"another Page":       {facebooktest.Message("1002", "comment", "add"), sign(facebooktest.Message("1002", "comment", "add")), 200, false},
			"another app":        {comment, facebooktest.Sign("secret-two-of-them", comment), 200, false},
			"no signature":       {comment, "", 403, false},
			"SHA-1":              {comment, "sha1=" + strings.Repeat("a", 40), 403, false},
			"too short":          {comment, sign(comment)[:40], 403, false},
			"too long":           {comment, sign(comment) + "00", 403, false},
			"no digits":          {comment, "sha256=" + strings.Repeat("z", 64), 403, false},
			"without its name":   {comment, strings.TrimPrefix(sign(comment), "sha256="), 403, false},
			"of other words":     {comment, sign([]byte("other words")), 403, false},
			"of the empty key":   {comment, facebooktest.Sign("", comment), 403, false},
			"one byte more":      {append([]byte(" "), comment...), sign(comment), 403, false},
			"no JSON":            {[]byte("{"), sign([]byte("{")), 400, false},
			"about people":       {[]byte(`{"object":"user"}`), sign([]byte(`{"object":"user"}`)), 400, false},
			"nothing":            {nil, sign(nil), 400, false},
			"too much":           {make([]byte, 2<<20), sign(make([]byte, 2<<20)), 400, false},
		} {
			r, err := facebooktest.Request(t.Context(), "/facebook", c.signature, c.body)
			must(t, err)
			code, text := ask(t, h, r)
			if n := woken(); code != c.code || (n > 0) != c.wakes || others() != 0 {
				t.Errorf("%s: %d %q, woken %d times", name, code, text, n)
			}
			if strings.Contains(text, "secret") || len(text) > 30 {
				t.Errorf("%s: it says %q", name, text)
			}
			sleep(4)
		}
		for range 50 {
			r, err := facebooktest.Request(t.Context(), "/facebook", sign(comment), comment)
			must(t, err)
			ask(t, h, r)
		}
		if n := woken(); n != 1 {
			t.Errorf("a burst woke %d times at once", n)
		}
		sleep(10)
		if n := woken(); n != 1 {
			t.Errorf("after the burst it was woken %d times, want once more", n)
		}
	})
}
