package youtube

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot/network"
)

// The names of what a child is told.
const (
	gcsServer  = "APPEALBOT_TEST_GCS"         // the address of a fake-gcs-server
	gcsSession = "APPEALBOT_TEST_GCS_SESSION" // set in a child only
)

// gcsSize is five pieces and something.
const gcsSize = 5*piece + 54321

// gcsFile is the same file in every process.
func gcsFile() []byte {
	b := make([]byte, gcsSize)
	r := rand.NewChaCha8([32]byte{7})
	_, _ = r.Read(b) // it never fails
	return b
}

// TestMain is also the child that is killed while it sends.
func TestMain(m *testing.M) {
	if uri := os.Getenv(gcsSession); uri != "" {
		if err := sendAll(uri); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// sendAll sends what a session does not have yet.
func sendAll(uri string) error {
	c := network.NewClient(network.ClientOptions{Timeout: 30 * time.Second, Proxy: func(*http.Request) (*url.URL, error) { return nil, nil }})
	defer c.Close()
	s := session{uri: uri, size: gcsSize, kind: "video/mp4", do: c.Do}
	ctx, file := context.Background(), network.BlobOf(gcsFile())
	p := s.ask(ctx)
	for p.state == under {
		var err error
		if p, err = s.next(ctx, file, p.sent); err != nil {
			return err
		}
	}
	if p.state != finished {
		return fmt.Errorf("the upload ended in state %d: %s", p.state, p.ans.Raw)
	}
	return nil
}

// TestResumableUploadIsKilled sends a file to a server that speaks Google's
// resumable uploads for real, by a process that is killed at random bytes, again
// and again. In the end the file is there, once and byte for byte.
//
//	fake-gcs-server -backend memory -scheme http -host 127.0.0.1 -port 4443 -external-url http://127.0.0.1:4443
func TestResumableUploadIsKilled(t *testing.T) {
	base := os.Getenv(gcsServer)
	if base == "" {
		t.Skip(gcsServer + " is not set: there is no fake-gcs-server to send to")
	}
	bucket := fmt.Sprintf("appealbot-%d", time.Now().UnixNano())
	gcs(t, http.MethodPost, base+"/storage/v1/b?project=test", `{"name":"`+bucket+`"}`, nil)
	location := gcs(t, http.MethodPost, base+"/upload/storage/v1/b/"+bucket+"/o?uploadType=resumable&name=clip.mp4", `{}`, nil).Header.Get("Location")
	u, err := url.Parse(location)
	if err != nil || u.Host == "" {
		t.Fatalf("the session is at %q: %v", location, err)
	}
	r := &relay{far: u}
	front := httptest.NewServer(r)
	t.Cleanup(front.Close)
	at := *u
	at.Scheme, at.Host = "http", strings.TrimPrefix(front.URL, "http://")
	kills, lost := 0, 0
	for {
		// From here to somewhere in the rest: also before the first byte, and
		// while an answer is on its way.
		limit := rand.Int64N(gcsSize / 3)
		if kills%3 == 2 {
			limit = piece // exactly when a piece has arrived
			lost++
		}
		if kills >= 12 {
			limit = 1 << 40
		}
		killed, err := r.child(t, at.String(), limit)
		if err == nil {
			break
		}
		if !killed {
			t.Fatal(err)
		}
		kills++
	}
	if kills < 3 {
		t.Errorf("it was interrupted %d times only", kills)
	}
	var list struct{ Items []struct{ Name, Size string } }
	gcs(t, http.MethodGet, base+"/storage/v1/b/"+bucket+"/o", "", &list)
	if len(list.Items) != 1 || list.Items[0].Size != fmt.Sprint(gcsSize) {
		t.Errorf("there are %+v", list.Items)
	}
	resp := gcs(t, http.MethodGet, base+"/storage/v1/b/"+bucket+"/o/clip.mp4?alt=media", "", nil)
	if sha256.Sum256(resp.body) != sha256.Sum256(gcsFile()) {
		t.Errorf("the file is another one: %d bytes", len(resp.body))
	}
	t.Logf("killed %d times, %d of them when the answer to a piece was on its way", kills, lost)
}

// A relay stands between the process that sends and the server. It counts what is
// sent, and kills. It also answers how far the upload is, from what the server has
// confirmed: fake-gcs-server 1.56.1 takes that question for the end of the upload.
type relay struct {
	far *url.URL

	mu    sync.Mutex
	left  int64
	kill  func()
	dead  bool
	acked string // the header Range
	final []byte // the answer to the last piece
}

func (r *relay) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if strings.HasPrefix(req.Header.Get("Content-Range"), "bytes */") {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.tell(w)
		return
	}
	to := *r.far
	out, err := http.NewRequestWithContext(req.Context(), req.Method, to.String(), &counted{r, req.Body})
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	out.Header, out.ContentLength = req.Header.Clone(), req.ContentLength
	resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(out)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch resp.StatusCode {
	case http.StatusPermanentRedirect:
		r.acked = resp.Header.Get("Range")
	case http.StatusOK:
		r.final = body
	default:
		http.Error(w, string(body), resp.StatusCode)
		return
	}
	if r.left <= 0 {
		r.die()
		panic(http.ErrAbortHandler) // the answer is lost with whoever waited for it
	}
	r.tell(w)
}

// tell says how far the upload is.
func (r *relay) tell(w http.ResponseWriter) {
	if r.final != nil {
		_, _ = w.Write(r.final)
		return
	}
	if r.acked != "" {
		w.Header().Set("Range", r.acked)
	}
	w.WriteHeader(http.StatusPermanentRedirect)
}

func (r *relay) die() {
	if !r.dead {
		r.dead = true
		r.kill()
	}
}

// counted is a body on its way.
type counted struct {
	r    *relay
	body io.Reader
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.body.Read(p)
	c.r.mu.Lock()
	defer c.r.mu.Unlock()
	if c.r.left -= int64(n); c.r.left < 0 {
		c.r.die()
		return int(max(0, int64(n)+c.r.left)), io.ErrUnexpectedEOF // exactly so much of it arrives
	}
	return n, err
}

// child runs a process that sends, and kills it after so many bytes.
func (r *relay) child(t *testing.T, session string, limit int64) (killed bool, err error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), gcsSession+"="+session)
	var said bytes.Buffer
	cmd.Stderr = &said
	r.mu.Lock()
	r.left, r.dead = limit, false
	r.kill = func() { _ = cmd.Process.Kill() } // SIGKILL; it may have come to its end by itself
	err = cmd.Start()
	r.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	if err = cmd.Wait(); err != nil {
		err = fmt.Errorf("the process that sends: %w: %s", err, said.Bytes())
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.dead, err
}

type gcsAnswer struct {
	*http.Response
	body []byte
}

// gcs makes one request to the server.
func gcs(t *testing.T, method, address, body string, v any) gcsAnswer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	resp, err := (&http.Client{}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = errors.New(resp.Status + " " + string(b[:min(len(b), 200)]))
	}
	if err == nil && v != nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		t.Fatalf("%s %s: %v", method, address, err)
	}
	return gcsAnswer{resp, b}
}
