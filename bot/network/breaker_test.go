package network_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot/network"
)

// far is a far side whose health is switched.
type far struct {
	base   string
	seen   *atomic.Int32
	status atomic.Int32
	*clock
	*network.Client
}

func newFar(t *testing.T, o network.ClientOptions) *far {
	t.Helper()
	f := &far{clock: newClock()}
	f.status.Store(http.StatusServiceUnavailable)
	f.base, f.seen = counting(t, func(w http.ResponseWriter, _ *http.Request) {
		if f.status.Load() == 0 {
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(int(f.status.Load()))
	})
	o.Now = f.now
	f.Client = client(o)
	t.Cleanup(f.Close)
	return f
}

// ask makes a request and reports whether it was sent.
func (f *far) ask(t *testing.T) (network.Answer, bool) {
	t.Helper()
	before := f.seen.Load()
	a := f.Do(t.Context(), post(f.base))
	return a, f.seen.Load() > before
}

// sicken makes five requests in ten seconds.
func (f *far) sicken(t *testing.T) {
	t.Helper()
	for i := range 5 {
		if i > 0 {
			f.add(2500 * time.Millisecond)
		}
		if a, sent := f.ask(t); !sent || a.Outcome != network.Maybe {
			t.Fatalf("request %d: sent %t, %+v", i+1, sent, a.Result)
		}
	}
}

func TestAnIllNetworkIsLeftAlone(t *testing.T) {
	f := newFar(t, network.ClientOptions{Name: "Chirp"})
	f.sicken(t)
	want := time.Second
	for range 9 {
		a, sent := f.ask(t)
		if sent || a.Outcome != network.Never || a.Retry != want || a.Cause != network.Later || a.Note != "Chirp does not work at the moment." {
			t.Fatalf("while it is ill: sent %t, %+v, want never, again in %v", sent, a.Result, want)
		}
		f.add(want)
		if a, sent := f.ask(t); !sent || a.Outcome != network.Maybe {
			t.Fatalf("the one that finds out: sent %t, %+v", sent, a.Result)
		}
		want = min(2*want, time.Minute)
	}
	f.add(want)
	f.status.Store(http.StatusOK)
	for range 3 {
		if a, sent := f.ask(t); !sent || a.Outcome != network.Done {
			t.Fatalf("it is well: sent %t, %+v", sent, a.Result)
		}
	}
	f.status.Store(http.StatusBadGateway)
	f.sicken(t) // It takes as many failures as the first time.
}

func TestWhatIsNoIllness(t *testing.T) {
	t.Run("failures at the same time", func(t *testing.T) {
		f := newFar(t, network.ClientOptions{})
		for range 20 {
			if _, sent := f.ask(t); !sent {
				t.Fatal("a burst of failures is one failure")
			}
		}
	})
	t.Run("refusals", func(t *testing.T) {
		f := newFar(t, network.ClientOptions{})
		for _, status := range []int32{400, 401, 403, 404, 422, 429} {
			f.status.Store(status)
			for range 6 {
				f.add(3 * time.Second)
				if _, sent := f.ask(t); !sent {
					t.Fatalf("a network that answers %d is ill", status)
				}
			}
		}
	})
	t.Run("failures with an answer in between", func(t *testing.T) {
		f := newFar(t, network.ClientOptions{})
		for i := range 20 {
			f.status.Store(http.StatusServiceUnavailable)
			if i%4 == 3 {
				f.status.Store(http.StatusNotFound)
			}
			f.add(5 * time.Second)
			if _, sent := f.ask(t); !sent {
				t.Fatal("it was left alone")
			}
		}
	})
	t.Run("a caller who gives up", func(t *testing.T) {
		f := newFar(t, network.ClientOptions{})
		for range 10 {
			f.add(5 * time.Second)
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if a := f.Do(ctx, post(f.base)); a.Outcome != network.Never || a.Retry != 0 {
				t.Fatalf("%+v", a.Result)
			}
		}
		if _, sent := f.ask(t); !sent {
			t.Error("it was left alone")
		}
	})
	t.Run("switched off", func(t *testing.T) {
		f := newFar(t, network.ClientOptions{NoBreaker: true})
		for range 20 {
			f.add(5 * time.Second)
			if _, sent := f.ask(t); !sent {
				t.Fatal("it was left alone")
			}
		}
	})
}

func TestWhatIsIllness(t *testing.T) {
	for _, tt := range []struct {
		name string
		far  func(t *testing.T) string
	}{
		{"nobody listens", func(t *testing.T) string {
			h := serve(t, nil)
			_ = h.Close()
			return h.url()
		}},
		{"no such host", func(*testing.T) string { return "http://nobody.invalid/" }},
		{"breaks connections", func(t *testing.T) string {
			base, _ := counting(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
			return base
		}},
		{"never answers", func(t *testing.T) string {
			base, _ := counting(t, func(_ http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				<-r.Context().Done()
			})
			return base
		}},
		{"half an answer", func(t *testing.T) string {
			base, _ := counting(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "9")
				w.WriteHeader(http.StatusOK)
				panic(http.ErrAbortHandler)
			})
			return base
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			clk := newClock()
			c := client(network.ClientOptions{Now: clk.now, Timeout: 100 * time.Millisecond})
			defer c.Close()
			base := tt.far(t)
			for range 5 {
				c.Do(t.Context(), post(base))
				clk.add(3 * time.Second)
			}
			clk.add(-3 * time.Second)
			if a := c.Do(t.Context(), post(base)); a.Outcome != network.Never || a.Retry != time.Second {
				t.Errorf("%+v, want never, again in a second", a.Result)
			}
		})
	}
}

func TestOneHostIsIllAndAnotherIsNot(t *testing.T) {
	f := newFar(t, network.ClientOptions{})
	f.sicken(t)
	other, seen := counting(t, func(http.ResponseWriter, *http.Request) {})
	if a := f.Do(t.Context(), post(other)); a.Outcome != network.Done || seen.Load() != 1 {
		t.Errorf("the other host: %+v", a.Result)
	}
	if _, sent := f.ask(t); sent {
		t.Error("one host is well because another is")
	}
	for i := range 40 { // More hosts than are remembered; nobody listens there.
		f.Do(t.Context(), at("", fmt.Sprintf("http://127.0.0.1:%d/", i+1)))
	}
	if a := f.Do(t.Context(), post(other)); a.Outcome != network.Done {
		t.Errorf("after many hosts: %+v", a.Result)
	}
}

func TestOneRequestFindsOut(t *testing.T) {
	release := make(chan struct{})
	var sick atomic.Bool
	sick.Store(true)
	base, seen := counting(t, func(w http.ResponseWriter, _ *http.Request) {
		if sick.Load() {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		<-release
	})
	clk := newClock()
	c := client(network.ClientOptions{Now: clk.now})
	defer c.Close()
	for range 5 {
		c.Do(t.Context(), at("", base))
		clk.add(3 * time.Second)
	}
	sick.Store(false)
	clk.add(time.Hour)
	answers := make(chan network.Answer)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { answers <- c.Do(t.Context(), at("", base)) })
	}
	for range 7 {
		if a := <-answers; a.Outcome != network.Never || a.Retry != time.Second {
			t.Errorf("beside the one: %+v", a.Result)
		}
	}
	close(release)
	if a := <-answers; a.Outcome != network.Done {
		t.Errorf("the one: %+v", a.Result)
	}
	wg.Wait()
	if n := seen.Load(); n != 6 {
		t.Errorf("%d requests in all, want 6", n)
	}
}

func TestTheOneWhoFindsOutMayGiveUp(t *testing.T) {
	f := newFar(t, network.ClientOptions{})
	f.sicken(t)
	f.add(time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f.Do(ctx, post(f.base))
	f.status.Store(http.StatusOK)
	if _, sent := f.ask(t); !sent {
		t.Error("nobody finds out any more")
	}
}

func TestAClockSetBackEndsThePause(t *testing.T) {
	f := newFar(t, network.ClientOptions{})
	f.sicken(t)
	f.add(-24 * time.Hour)
	if _, sent := f.ask(t); !sent {
		t.Error("it waits for a day")
	}
}
