package network_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// stepper carries in so many steps, and then does what it is told.
type stepper struct {
	steps int
	end   network.Result
	wait  time.Duration
}

func (s stepper) Carries(bot.Part) bool { return true }

func (s stepper) Carry(_ context.Context, a network.Attempt) network.Carried {
	n, _ := strconv.Atoi(a.Carried)
	state := strconv.Itoa(n + 1)
	if n+1 < s.steps {
		return network.Carried{Result: network.Result{Outcome: network.Never, Retry: s.wait}, More: true, State: state}
	}
	return network.Carried{Result: s.end, State: state}
}

func (s stepper) Discard(context.Context, string) network.Result {
	return network.Result{Outcome: network.Done}
}

func TestCarryAllMakesEveryStep(t *testing.T) {
	for end, want := range map[network.Outcome]network.Outcome{
		network.Done: network.Done, network.No: network.No, network.Never: network.Never, network.Maybe: network.Never,
	} {
		state, res := network.CarryAll(t.Context(), stepper{steps: 5, end: network.Result{Outcome: end}}, network.Attempt{Carried: "2"})
		if state != "5" || res.Outcome != want {
			t.Errorf("%v: state %s, %+v", end, state, res)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if state, res := network.CarryAll(ctx, stepper{steps: 5, wait: time.Hour}, network.Attempt{}); state != "1" || res.Outcome != network.Never {
		t.Errorf("given up: state %s, %+v", state, res)
	}
	if _, res := network.CarryAll(t.Context(), stepper{steps: 1 << 30}, network.Attempt{}); res.Outcome != network.Never || res.Note == "" {
		t.Errorf("without an end: %+v", res)
	}
}

// TestDoStreamsABody sends more than it may hold.
func TestDoStreamsABody(t *testing.T) {
	const size = 60 << 20
	var got atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		got.Store(n)
		if r.ContentLength != size {
			t.Errorf("the length is said to be %d", r.ContentLength)
		}
	}))
	t.Cleanup(s.Close)
	c := network.NewClient(network.ClientOptions{})
	t.Cleanup(c.Close)
	var before, during runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	most := uint64(0)
	body := func() io.Reader {
		n := 0
		return readFunc(func(p []byte) (int, error) {
			if n++; n%100 == 0 {
				runtime.ReadMemStats(&during)
				most = max(most, during.HeapAlloc)
			}
			return rand.NewChaCha8([32]byte{}).Read(p)
		})
	}
	ans := c.Do(t.Context(), network.Request{
		Method: http.MethodPost, URL: s.URL, Size: size,
		Reader: func() (io.Reader, error) { return io.LimitReader(body(), size), nil },
	})
	if ans.Outcome != network.Done || got.Load() != size {
		t.Errorf("%+v, the server got %d bytes", ans.Result, got.Load())
	}
	if most > before.HeapAlloc+16<<20 {
		t.Errorf("it took %d MB of memory", (most-before.HeapAlloc)>>20)
	}
}

type readFunc func([]byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }

func TestDoWithABodyThatCannotBeRead(t *testing.T) {
	asked := false
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked = true; _, _ = io.Copy(io.Discard, r.Body) }))
	c := network.NewClient(network.ClientOptions{})
	t.Cleanup(c.Close)
	broken := errors.New("the file is damaged")
	ans := c.Do(t.Context(), network.Request{
		Method: http.MethodPost, URL: s.URL, Size: 3, Reader: func() (io.Reader, error) { return nil, broken },
	})
	if ans.Outcome != network.Never || asked || !strings.Contains(ans.Note, "could not be read here") {
		t.Errorf("never opened: %+v", ans.Result)
	}
	ans = c.Do(t.Context(), network.Request{
		Method: http.MethodPost, URL: s.URL, Size: 30,
		Reader: func() (io.Reader, error) {
			return io.MultiReader(strings.NewReader("abc"), readFunc(func([]byte) (int, error) { return 0, broken })), nil
		},
	})
	s.Close()
	if ans.Outcome == network.Done || ans.Outcome == network.No {
		t.Errorf("broken off: %+v", ans.Result)
	}
}

// TestDoOpensABodyForEachTime holds that every request gets the whole body.
func TestDoOpensABodyForEachTime(t *testing.T) {
	var bodies []string
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		bodies = append(bodies, string(b))
	}))
	t.Cleanup(s.Close)
	c := network.NewClient(network.ClientOptions{})
	t.Cleanup(c.Close)
	for range 3 {
		ans := c.Do(t.Context(), network.Request{
			Method: http.MethodPut, URL: s.URL, Repeatable: true, Size: 5,
			Reader: func() (io.Reader, error) { return bytes.NewReader([]byte("hello")), nil },
		})
		if ans.Outcome != network.Done {
			t.Fatalf("%+v", ans.Result)
		}
	}
	if len(bodies) != 3 || strings.Join(bodies, "") != "hellohellohello" {
		t.Errorf("the server got %q", bodies)
	}
}
