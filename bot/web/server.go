package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// Bounds of a connection.
const (
	headerTime = 10 * time.Second
	readTime   = 60 * time.Second
	writeTime  = 90 * time.Second
	idleTime   = 2 * time.Minute
	maxHeader  = 64 << 10
)

// Listen listens on an address, "127.0.0.1:8065", or on one of the next ports if
// it is taken, up to tries of them.
func Listen(ctx context.Context, addr string, tries int) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %q: write it like 127.0.0.1:8065: %w", addr, err)
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("listen on %q: the port is a number up to 65535: %w", addr, err)
	}
	for i := range uint64(max(tries, 1)) {
		var l net.Listener
		l, err = (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(host, strconv.FormatUint(n+i, 10)))
		if err == nil {
			return l, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			break
		}
	}
	return nil, fmt.Errorf("listen on %s: %w", addr, err)
}

// A Server serves a Mux on one listener.
type Server struct {
	l    net.Listener
	mux  *Mux
	http *http.Server

	start sync.Once
	done  chan struct{}
	err   error
}

// NewServer returns a Server. It owns the listener.
func NewServer(l net.Listener, m *Mux) *Server {
	return &Server{
		l: l, mux: m, done: make(chan struct{}),
		http: &http.Server{
			Handler: m, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime,
			IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
			ErrorLog: slog.NewLogLogger(m.o.Log.Handler(), slog.LevelWarn),
		},
	}
}

// URL is the address of the server.
func (s *Server) URL() string { return "http://" + s.l.Addr().String() }

// Start begins to serve and returns at once. Done says when it ended.
func (s *Server) Start() {
	s.start.Do(func() {
		go func() {
			defer close(s.done)
			if err := s.http.Serve(s.l); !errors.Is(err, http.ErrServerClosed) {
				s.err = fmt.Errorf("serve %s: %w", s.l.Addr(), err)
			}
		}()
	})
}

// Done is closed when the server has ended. Err says why.
func (s *Server) Done() <-chan struct{} { return s.done }

// Err returns why the server ended by itself; nil after Stop.
func (s *Server) Err() error {
	select {
	case <-s.done:
		return s.err
	default:
		return nil
	}
}

// Stop stops listening, ends streams, and waits for the answers that are being
// made until ctx ends; then it cuts them off and says so. It may be called more
// than once and without Start.
func (s *Server) Stop(ctx context.Context) error {
	if s == nil {
		return nil
	}
	s.mux.CloseStreams()
	started := true
	s.start.Do(func() {
		started = false
		close(s.done)
	})
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = fmt.Errorf("stop serving %s: %w", s.l.Addr(), errors.Join(err, s.http.Close()))
	}
	_ = s.l.Close() // closed already if the server ran
	if started {
		<-s.done
	}
	return err
}
