package practice_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/practice"
)

func TestEverythingIsFoundAgainAfterARestart(t *testing.T) {
	keep := files{t.TempDir()}
	w := newWall(t, practice.Options{Keeper: keep})
	c := open(t, w, "metro")
	pic := pixel("grey car")
	a := attempt(t, c, "k1", "Witnesses wanted.")
	parts, err := c.Render(bot.Copy{Text: "Witnesses wanted.", Language: "en", Media: []bot.MediaUse{pic.MediaUse}})
	must(t, err)
	a.Part, a.Media = parts[0], []network.Media{pic}
	first := c.Publish(t.Context(), a)
	b := attempt(t, c, "k2", "They drove a Lexus.")
	b.ReplyTo, b.Root = first.Remote, first.Remote
	second := c.Publish(t.Context(), b)
	gone := c.Publish(t.Context(), attempt(t, c, "k3", "Soon gone."))
	if gone.Outcome != network.Done || c.Remove(t.Context(), gone.Remote).Outcome != network.Done {
		t.Fatal("not published and removed")
	}
	tip, err := w.Answer(eve, second.Remote, "I saw it.")
	must(t, err)
	_, err = w.Answer(practice.Visitor{}, tip.ID, "Me, too.")
	must(t, err)
	must(t, w.Edit(tip.ID, "I saw it well."))
	quote, err := w.Quote(eve, first.Remote, "Look!")
	must(t, err)
	must(t, w.Delete(quote.ID))
	_, err = w.Mention(eve, "metro", "Thank you.")
	must(t, err)
	must(t, w.Like(first.Remote))

	again := newWall(t, practice.Options{Keeper: keep})
	d := open(t, again, "metro")
	for name, see := range map[string]func(*practice.Wall) any{
		"threads":  func(w *practice.Wall) any { return w.Threads("", "", 9, 9) },
		"mentions": func(w *practice.Wall) any { return w.Mentions("metro", 9) },
		"picture": func(w *practice.Wall) any {
			kind, data, ok := w.Media(pic.Digest)
			return fmt.Sprint(kind, string(data), ok)
		},
	} {
		if x, y := see(w), see(again); !reflect.DeepEqual(x, y) {
			t.Errorf("%s before: %+v\nafter: %+v", name, x, y)
		}
	}
	x, err := c.Replies(t.Context(), network.Query{Cursor: ""})
	must(t, err)
	y, err := d.Replies(t.Context(), network.Query{Cursor: ""})
	must(t, err)
	if len(x.Items) != 6 || !reflect.DeepEqual(x, y) {
		t.Errorf("%d answers before: %+v\nafter: %+v", len(x.Items), x, y)
	}
	// What was published by a key is not published again, and neither is
	// what was taken down.
	for _, key := range []string{"k1", "k3"} {
		text := map[string]string{"k1": "Witnesses wanted.", "k3": "Soon gone."}[key]
		if r := d.Publish(t.Context(), attempt(t, d, key, text)); r.Outcome != network.Done || again.Published("metro", key) != 1 {
			t.Errorf("%s: %+v, published %d times", key, r, again.Published("metro", key))
		}
	}
	if r := d.Publish(t.Context(), attempt(t, d, "k4", "New.")); r.Remote == first.Remote || r.Remote == second.Remote || r.Outcome != network.Done {
		t.Errorf("a new post after the restart = %+v", r)
	}
}

func TestThreadsShowWhatThePublicSees(t *testing.T) {
	w := newWall(t, practice.Options{Link: func(id string) string { return "http://127.0.0.1:1/" + id }})
	c := open(t, w, "metro")
	first := c.Publish(t.Context(), attempt(t, c, "k1", "Witnesses wanted."))
	for i := range 3 {
		a, err := w.Answer(eve, first.Remote, fmt.Sprintf("Answer %d.", i))
		must(t, err)
		if i == 0 {
			must(t, w.Delete(a.ID))
		}
	}
	_, err := w.Quote(eve, first.Remote, "Look!")
	must(t, err)
	must(t, w.Like(first.Remote))
	second := c.Publish(t.Context(), attempt(t, c, "k2", "Another one."))
	ts := w.Threads("metro", "", 9, 2)
	if len(ts) != 2 || ts[0].Posts[0].ID != second.Remote {
		t.Fatalf("threads, newest first: %+v", ts)
	}
	p := ts[1].Posts[0]
	if p.Answers != 2 || p.Quotes != 1 || p.Likes != 1 || p.URL != "http://127.0.0.1:1/"+first.Remote || first.URL != p.URL {
		t.Errorf("the post is shown as %+v", p)
	}
	if len(ts[1].Answers) != 2 || ts[1].More != 2 || ts[1].Answers[1].Text != "Look!" {
		t.Errorf("answers %+v and %d more", ts[1].Answers, ts[1].More)
	}
	if ts := w.Threads("", second.Remote, 9, 9); len(ts) != 1 || ts[0].Posts[0].ID != first.Remote {
		t.Errorf("threads before the second: %+v", ts)
	}
	if ts := w.Threads("page", "", 9, 9); len(ts) != 0 {
		t.Errorf("another account shows %+v", ts)
	}
	if c.Remove(t.Context(), first.Remote); w.Threads("metro", "", 9, 9)[1].Posts[0].Removed.IsZero() {
		t.Error("the page cannot tell that the post was taken down")
	}
	if _, ok := w.Post(first.Remote); ok {
		t.Error("the public still sees what was taken down")
	}
}

// What cannot be kept does not happen, and the account is told so.
func TestWhatIsNotKeptDoesNotHappen(t *testing.T) {
	k := &moody{Keeper: files{t.TempDir()}}
	w := newWall(t, practice.Options{Keeper: k})
	c := open(t, w, "metro")
	post := c.Publish(t.Context(), attempt(t, c, "k0", "Before."))
	tip, err := w.Answer(eve, post.Remote, "I saw it.")
	must(t, err)
	k.fails = true
	if r := c.Publish(t.Context(), attempt(t, c, "k1", "Witnesses wanted.")); r.Outcome != network.Maybe {
		t.Errorf("publish = %+v, want maybe", r)
	}
	if r := c.Remove(t.Context(), post.Remote); r.Outcome != network.Maybe {
		t.Errorf("remove = %+v, want maybe", r)
	}
	for name, try := range map[string]func() error{
		"answer": func() error { _, err := w.Answer(eve, post.Remote, "Me, too."); return err },
		"edit":   func() error { return w.Edit(tip.ID, "No.") },
		"delete": func() error { return w.Delete(tip.ID) },
		"like":   func() error { return w.Like(post.Remote) },
	} {
		var r *bot.Refusal
		if err := try(); err == nil || errors.As(err, &r) {
			t.Errorf("%s: %v, want an error that is not the visitor's", name, err)
		}
	}
	k.fails = false
	if got := public(w, "metro"); !reflect.DeepEqual(got, []string{"Before."}) {
		t.Errorf("public: %q", got)
	}
	if p, err := c.Replies(t.Context(), network.Query{Cursor: ""}); err != nil || len(p.Items) != 1 || p.Items[0].Text != "I saw it." {
		t.Errorf("answers: %+v, %v", p, err)
	}
	if r := c.Publish(t.Context(), attempt(t, c, "k1", "Witnesses wanted.")); r.Outcome != network.Done {
		t.Errorf("publish afterwards = %+v", r)
	}
	if got := public(newWall(t, practice.Options{Keeper: k}), "metro"); len(got) != 2 {
		t.Errorf("kept: %q", got)
	}
}

func TestADamagedWallIsNotOpened(t *testing.T) {
	for name, spoil := range map[string]func(dir string) error{
		"half a record":    func(d string) error { return os.Truncate(filepath.Join(d, "e0000000000000001"), 9) },
		"a foreign record": func(d string) error { return os.WriteFile(filepath.Join(d, "zzz"), nil, 0o600) },
		"a lost record":    func(d string) error { return os.Remove(filepath.Join(d, "e0000000000000001")) },
		"a record twice": func(d string) error {
			b, err := os.ReadFile(filepath.Join(d, "e0000000000000001"))
			return errors.Join(err, os.WriteFile(filepath.Join(d, "e0000000000000009"), b, 0o600))
		},
		"an unknown event": func(d string) error {
			return os.WriteFile(filepath.Join(d, "e0000000000000009"), []byte(`[{"Seq":9,"Kind":"moved"}]`), 0o600)
		},
		"no event": func(d string) error {
			return os.WriteFile(filepath.Join(d, "e0000000000000009"), []byte(`[null]`), 0o600)
		},
		"an empty event": func(d string) error {
			return os.WriteFile(filepath.Join(d, "e0000000000000009"), []byte(`[{"Seq":9,"Kind":"posted"},{"Seq":10,"Kind":"answered"}]`), 0o600)
		},
		"a damaged picture": func(d string) error { return os.WriteFile(filepath.Join(d, "mabc"), []byte("png"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			w := newWall(t, practice.Options{Keeper: files{dir}})
			c := open(t, w, "metro")
			post := c.Publish(t.Context(), attempt(t, c, "k0", "Before."))
			tip, err := w.Answer(eve, post.Remote, "I saw it.")
			must(t, err)
			must(t, w.Edit(tip.ID, "I saw nothing."))
			must(t, w.Like(post.Remote))
			must(t, spoil(dir))
			if _, err := practice.NewWall(practice.Options{Keeper: files{dir}, Now: clock}); err == nil || !strings.HasPrefix(err.Error(), "load wall: ") {
				t.Errorf("error = %v", err)
			}
		})
	}
}

func TestFaults(t *testing.T) {
	const text = "Witnesses wanted."
	for _, tt := range []struct {
		fault  practice.Fault
		want   network.Outcome
		public int
	}{
		{practice.Fault{Kind: practice.FaultDown}, network.Maybe, 0},
		{practice.Fault{Kind: practice.FaultLost}, network.Maybe, 1},
		{practice.Fault{Kind: practice.FaultRefuse}, network.No, 0},
		{practice.Fault{Kind: practice.FaultBusy, Wait: 3 * time.Second}, network.Never, 0},
		{practice.Fault{Kind: practice.FaultRubbish}, network.Maybe, 1},
		{practice.Fault{Kind: practice.FaultSlow, Wait: time.Millisecond}, network.Done, 1},
		{practice.Fault{}, network.Done, 1},
	} {
		t.Run(string(tt.fault.Kind)+" fault", func(t *testing.T) {
			w := newWall(t, practice.Options{})
			c := open(t, w, "homicide")
			tt.fault.Times = 1
			must(t, w.SetFault("homicide", tt.fault))
			r := c.Publish(t.Context(), attempt(t, c, "k", text))
			if r.Outcome != tt.want || len(public(w, "homicide")) != tt.public {
				t.Errorf("%+v with %d public, want %v with %d", r, len(public(w, "homicide")), tt.want, tt.public)
			}
			if r.Retry != tt.fault.Wait && tt.fault.Kind == practice.FaultBusy {
				t.Errorf("retry after %v, want %v", r.Retry, tt.fault.Wait)
			}
			if f := w.Fault("homicide"); f.Kind != practice.FaultNone {
				t.Errorf("after one request the fault is still %+v", f)
			}
		})
	}
}

func TestFaultsHitOnlyWhatTheyShould(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	must(t, w.SetFault("metro", practice.Fault{Kind: practice.FaultDown}))
	if err := c.Probe(t.Context()); err != nil {
		t.Errorf("probe: %v", err)
	}
	for range 3 {
		if r := c.Publish(t.Context(), attempt(t, c, "k", "x")); r.Outcome != network.Maybe {
			t.Errorf("publish = %+v", r)
		}
	}
	must(t, w.SetFault("metro", practice.Fault{Kind: practice.FaultDown, Everything: true}))
	if err := c.Probe(t.Context()); err == nil {
		t.Error("probe works although everything is down")
	}
	if _, err := c.Replies(t.Context(), network.Query{Cursor: ""}); err == nil {
		t.Error("answers are read although everything is down")
	}
	must(t, w.SetFault("metro", practice.Fault{}))
	if r := c.Publish(t.Context(), attempt(t, c, "k", "x")); r.Outcome != network.Done {
		t.Errorf("publish = %+v", r)
	}
	for _, f := range []practice.Fault{{Kind: "odd"}, {Times: -1}, {Wait: -1}, {Kind: practice.FaultSlow, Wait: time.Hour}} {
		if err := w.SetFault("metro", f); err == nil {
			t.Errorf("%+v was taken", f)
		}
	}
	if err := w.SetFault("nobody", practice.Fault{}); err == nil {
		t.Error("an account that is not there was taken")
	}
}

// A slow wall accepts what its client has given up on; a closed one does not.
func TestSlowAcceptsForAClientThatHasGone(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "homicide")
	changed, stop := w.Watch()
	defer stop()
	must(t, w.SetFault("homicide", practice.Fault{Kind: practice.FaultSlow, Wait: 1500 * time.Millisecond, Times: 1}))
	<-changed
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	a := attempt(t, c, "k", "Witnesses wanted.")
	if r := c.Publish(ctx, a); r.Outcome != network.Maybe {
		t.Fatalf("publish = %+v, want maybe", r)
	}
	if r := c.Find(t.Context(), a); r.Outcome != network.Never {
		t.Fatalf("find right after that = %+v, want never", r)
	}
	<-changed
	if r := c.Find(t.Context(), a); r.Outcome != network.Done {
		t.Errorf("find later = %+v, want done", r)
	}
}

func TestCloseEndsWhatWaits(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	must(t, w.SetFault("metro", practice.Fault{Kind: practice.FaultSlow, Wait: time.Minute, Times: 1}))
	var wg sync.WaitGroup
	wg.Go(func() {
		if r := c.Publish(t.Context(), attempt(t, c, "k", "x")); r.Outcome != network.Maybe {
			t.Errorf("publish = %+v, want maybe", r)
		}
	})
	wg.Go(func() {
		if err := c.Stream(t.Context(), func() {}); err == nil {
			t.Error("the stream ended without an error")
		}
	})
	for w.Fault("metro").Kind != practice.FaultNone { // until the request is held
		if err := c.Probe(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	wg.Wait()
	if n := len(public(w, "metro")); n != 0 {
		t.Errorf("%d posts are public", n)
	}
}

func TestStreamWakesTheReader(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	post := c.Publish(t.Context(), attempt(t, c, "k", "Witnesses wanted."))
	ctx, cancel := context.WithCancel(t.Context())
	woken := make(chan struct{})
	done := make(chan error)
	go func() { done <- c.Stream(ctx, func() { woken <- struct{}{} }) }()
	cursor := ""
	for i := range 3 {
		_, err := w.Answer(eve, post.Remote, fmt.Sprintf("Answer %d.", i))
		must(t, err)
		for got := 0; got == 0; {
			<-woken
			p, err := c.Replies(t.Context(), network.Query{Cursor: cursor})
			must(t, err)
			got, cursor = len(p.Items), p.Next
		}
	}
	// What happens on another account wakes nobody here; and the end of
	// ctx ends it.
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("stream ended with %v", err)
	}
}

func TestTheWallRefusesWhatItsRulesForbid(t *testing.T) {
	w := newWall(t, practice.Options{MaxPosts: 3, MaxAnswers: 3, MaxMedia: 10})
	s := httptest.NewServer(w.Handler())
	defer s.Close()
	ask := func(method, path, token, body string, header ...string) (int, string) {
		req, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(body))
		must(t, err)
		if token != "" {
			req.Header.Set("Authorization", "Bearer "+token)
		}
		for i := 0; i+1 < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		resp, err := http.DefaultClient.Do(req)
		must(t, err)
		defer resp.Body.Close()
		var out struct {
			Error struct{ Code string }
		}
		_ = json.NewDecoder(resp.Body).Decode(&out)
		return resp.StatusCode, out.Error.Code
	}
	metro, page := w.Token("metro"), w.Token("page")
	if c, _ := ask("POST", "/v1/posts", page, `{"text":"On the page.","ref":"r"}`); c != 201 {
		t.Fatalf("publish: %d", c)
	}
	theirs := w.Threads("page", "", 1, 0)[0].Posts[0].ID
	pic := pixel("12345678901")
	for _, tt := range []struct {
		name, method, path, token, body string
		status                          int
		code                            string
	}{
		{"no token", "GET", "/v1/whoami", "", "", 401, "no_token"},
		{"wrong token", "GET", "/v1/whoami", "guess", "", 401, "no_token"},
		{"no text", "POST", "/v1/posts", metro, `{"text":" "}`, 422, "empty"},
		{"too long", "POST", "/v1/posts", metro, `{"text":"` + strings.Repeat("x", 281) + `"}`, 422, "too_long"},
		{"not JSON", "POST", "/v1/posts", metro, `text=x`, 400, "bad_request"},
		{"unknown field", "POST", "/v1/posts", metro, `{"text":"x","scheduled_at":"2026"}`, 400, "bad_request"},
		{"huge", "POST", "/v1/posts", metro, `{"text":"` + strings.Repeat("x", 1<<20) + `"}`, 400, "bad_request"},
		{"no such picture", "POST", "/v1/posts", metro, `{"text":"x","pictures":[{"digest":"abc"}]}`, 422, "no_picture"},
		{"too many pictures", "POST", "/v1/posts", metro, `{"text":"x","pictures":[{},{},{},{},{}]}`, 422, "too_many_pictures"},
		{"under nothing", "POST", "/v1/posts", metro, `{"text":"x","reply_to":"p999"}`, 422, "no_parent"},
		{"under somebody else's", "POST", "/v1/posts", metro, `{"text":"x","reply_to":"` + theirs + `"}`, 422, "no_parent"},
		{"remove somebody else's", "DELETE", "/v1/posts/" + theirs, metro, "", 404, "not_found"},
		{"bad cursor", "GET", "/v1/answers?after=x", metro, "", 400, "bad_cursor"},
		{"bad cursor to wait at", "GET", "/v1/wait?after=-1", metro, "", 400, "bad_cursor"},
		{"wrong bytes", "PUT", "/v1/media/" + pic.Digest, metro, "1", 422, "wrong_digest"},
		{"no room for a picture", "PUT", "/v1/media/" + pic.Digest, metro, "12345678901", 507, "full"},
	} {
		status, code := ask(tt.method, tt.path, tt.token, tt.body, "Content-Type", "image/png")
		if status != tt.status || code != tt.code {
			t.Errorf("%s: %d %q, want %d %q", tt.name, status, code, tt.status, tt.code)
		}
	}
	if status, code := ask("PUT", "/v1/media/x", metro, "<svg onload=alert(1)>", "Content-Type", "image/svg+xml"); status != 415 {
		t.Errorf("an SVG: %d %q", status, code)
	}
	ask("POST", "/v1/posts", metro, `{"text":"One."}`, "Idempotency-Key", "k")
	if status, code := ask("POST", "/v1/posts", metro, `{"text":"Two."}`, "Idempotency-Key", "k"); status != 422 || code != "key_taken" {
		t.Errorf("another text under the same key: %d %q", status, code)
	}
	ask("POST", "/v1/posts", w.Token("homicide"), `{"text":"Three."}`)
	if status, code := ask("POST", "/v1/posts", metro, `{"text":"Four."}`); status != 507 || code != "full" {
		t.Errorf("a post too many: %d %q", status, code)
	}
	_, err := w.Flood(eve, theirs, []string{"1", "2", "3"})
	must(t, err)
	for name, try := range map[string]func() error{
		"an answer too many":    func() error { _, err := w.Answer(eve, theirs, "4"); return err },
		"an empty answer":       func() error { _, err := w.Answer(eve, theirs, " \n"); return err },
		"too long an answer":    func() error { _, err := w.Answer(eve, theirs, strings.Repeat("x", 4001)); return err },
		"a pile of marks":       func() error { _, err := w.Answer(eve, theirs, "x"+strings.Repeat("\u0301", 99_999)); return err },
		"under nothing":         func() error { _, err := w.Answer(eve, "p999", "x"); return err },
		"quoting nothing":       func() error { _, err := w.Quote(eve, "p999", "x"); return err },
		"mentioning nobody":     func() error { _, err := w.Mention(eve, "nobody", "x"); return err },
		"editing nothing":       func() error { return w.Edit("a999", "x") },
		"deleting nothing":      func() error { return w.Delete("a999") },
		"liking nothing":        func() error { return w.Like("p999") },
		"answering with no one": func() error { _, err := w.Flood(eve, theirs, nil); return err },
	} {
		var r *bot.Refusal
		if err := try(); !errors.As(err, &r) {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
}

func TestPicturesAreServedAsNothingElse(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	pic := pixel("<script>alert(1)</script>")
	a := attempt(t, c, "k", "Look.")
	parts, err := c.Render(bot.Copy{Text: "Look.", Language: "en", Media: []bot.MediaUse{pic.MediaUse}})
	must(t, err)
	a.Part, a.Media = parts[0], []network.Media{pic}
	if r := c.Publish(t.Context(), a); r.Outcome != network.Done {
		t.Fatal(r)
	}
	rec := httptest.NewRecorder()
	w.Handler().ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/media/"+pic.Digest, nil))
	h := rec.Header()
	if rec.Code != 200 || !bytes.Equal(rec.Body.Bytes(), bytesOf(t, pic)) || h.Get("Content-Type") != "image/png" ||
		h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%d %v", rec.Code, h)
	}
	rec = httptest.NewRecorder()
	w.Handler().ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/media/abc", nil))
	if rec.Code != http.StatusNotFound {
		t.Errorf("a picture that is not there: %d", rec.Code)
	}
}

// A picture is not public without its post: when it could not be sent, nothing
// is in doubt.
func TestAPictureThatCannotBeSentLeavesNoDoubt(t *testing.T) {
	for _, kind := range []practice.FaultKind{practice.FaultDown, practice.FaultLost, practice.FaultRubbish, practice.FaultBusy} {
		w := newWall(t, practice.Options{})
		now := noon
		c := openAt(t, w, "homicide", func() time.Time { return now })
		pic := pixel("grey car")
		a := attempt(t, c, "k", "Look.")
		a.Part.Media, a.Media = []bot.MediaUse{pic.MediaUse}, []network.Media{pic}
		must(t, w.SetFault("homicide", practice.Fault{Kind: kind, Times: 1, Everything: true}))
		r := c.Publish(t.Context(), a)
		if kind == practice.FaultRubbish { // A success is a success; nothing is read of it.
			if r.Outcome != network.Done {
				t.Errorf("%s: %+v, want done", kind, r)
			}
			continue
		}
		if r.Outcome != network.Never || !strings.Contains(r.Note, "Picture 1") || len(public(w, "homicide")) != 0 {
			t.Errorf("%s: %+v, want never", kind, r)
		}
		now = now.Add(r.Retry)
		if r := c.Publish(t.Context(), a); r.Outcome != network.Done {
			t.Errorf("%s: again: %+v", kind, r)
		}
	}
}

// The longest answers that the public can write still come in pages that the
// client reads.
func TestTheLongestAnswersAreRead(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	post := c.Publish(t.Context(), attempt(t, c, "k", "Witnesses wanted."))
	cluster := "<\u0301\u0301\u0301\u0301\u0301\u0301\u0301" // 15 bytes, one character
	text := strings.Repeat(cluster, 4000)
	texts := make([]string, 150)
	for i := range texts {
		texts[i] = text
	}
	_, err := w.Flood(eve, post.Remote, texts)
	must(t, err)
	n, pages, cursor := 0, 0, ""
	for more := true; more; pages++ {
		p, err := c.Replies(t.Context(), network.Query{Cursor: cursor})
		must(t, err)
		for _, it := range p.Items {
			if it.Text != text {
				t.Fatal("an answer was changed on its way")
			}
		}
		n, cursor, more = n+len(p.Items), p.Next, p.More
	}
	if n != len(texts) || pages < 3 {
		t.Errorf("%d answers in %d pages, want %d", n, pages, len(texts))
	}
}

func TestManyAtOnce(t *testing.T) {
	w := newWall(t, practice.Options{Keeper: files{t.TempDir()}})
	c := open(t, w, "homicide")
	post := c.Publish(t.Context(), attempt(t, c, "k", "Witnesses wanted."))
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for j := range 25 {
				a, err := w.Answer(eve, post.Remote, fmt.Sprintf("%d/%d", i, j))
				if err != nil {
					t.Error(err)
					return
				}
				_ = w.Edit(a.ID, "edited")
				_ = w.Like(post.Remote)
				if _, err := c.Replies(t.Context(), network.Query{Cursor: ""}); err != nil {
					t.Error(err)
				}
				w.Threads("", "", 5, 5)
			}
		})
	}
	wg.Wait()
	if p, _ := w.Post(post.Remote); p.Likes != 100 || p.Answers != 100 {
		t.Errorf("%d likes and %d answers, want 100 each", p.Likes, p.Answers)
	}
}

func TestProfilesAreExercises(t *testing.T) {
	def := 0
	for _, a := range practice.Accounts(practice.Profiles()) {
		if !a.Exercise || a.Network != practice.Network || a.Name == "" || a.Handle == "" || len(a.Languages) == 0 {
			t.Errorf("account %+v", a)
		}
		if a.Default {
			def++
		}
	}
	if def == 0 {
		t.Error("no account is preselected")
	}
}

func TestCountsLinksAsTheAccountDoes(t *testing.T) {
	w := newWall(t, practice.Options{})
	metro, page := profile(t, w, "metro"), profile(t, w, "page")
	long := "https://metro.example/" + strings.Repeat("x", 100)
	for text, want := range map[string]int{
		"é́🇨🇦":                  2,
		"See " + long + ".":     28,
		"(" + long + ") ok":     28,
		"http://a.b http://c.d": 47,
		"https:// no link":      16,
	} {
		if got := metro.Count(text); got != want {
			t.Errorf("%q counts %d, want %d", text, got, want)
		}
	}
	if got := page.Count(long); got != 122 {
		t.Errorf("a link on the page counts %d", got)
	}
}

func bytesOf(t *testing.T, m network.Media) []byte {
	t.Helper()
	b, err := m.Bytes()
	must(t, err)
	return b
}
