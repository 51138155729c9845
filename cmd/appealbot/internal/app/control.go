package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

// A running program listens on a socket in its data folder. Whoever can open
// it can read the folder anyway: it has no other protection and needs none.
const (
	pathBackup = "/backup"
	pathHealth = "/readyz"
)

// serveControl lets the tools reach this process.
func serveControl(f folder, k *core, pages http.Handler, st *stack) error {
	// A socket that a killed process left behind; the database's lock says
	// that nobody else is running here.
	if err := os.Remove(f.socket()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove old control socket: %w", err)
	}
	l, err := net.Listen("unix", f.socket())
	if err != nil {
		return fmt.Errorf("open control socket: %w", err)
	}
	if err := os.Chmod(f.socket(), 0o600); err != nil {
		return errors.Join(fmt.Errorf("protect control socket: %w", err), l.Close())
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+pathBackup, func(w http.ResponseWriter, r *http.Request) {
		if _, err := k.store.Backup(r.Context(), w); err != nil {
			panic(http.ErrAbortHandler) // the reader must see that the copy is not whole
		}
	})
	mux.HandleFunc("GET "+pathHealth, func(w http.ResponseWriter, r *http.Request) {
		r.Host = "localhost"
		pages.ServeHTTP(w, r)
	})
	k.serveAccounts(mux)
	k.serveFigures(mux)
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	st.onStop("control socket", func(ctx context.Context) error {
		err := srv.Shutdown(ctx)
		if served := <-done; !errors.Is(served, http.ErrServerClosed) {
			err = errors.Join(err, served)
		}
		return err
	})
	return nil
}

// errNotRunning says that no program runs on the folder.
var errNotRunning = errors.New("appealbot is not running on this data folder")

// errUnwell says that the program runs and is not well; the answer says why.
var errUnwell = errors.New("appealbot is not well")

// callControl asks the process that runs on the folder. The caller closes what
// it gets.
func callControl(ctx context.Context, f folder, path string) (io.ReadCloser, error) {
	return control(ctx, f, http.MethodGet, path, http.NoBody)
}

// postControl is callControl for what changes something.
func postControl(ctx context.Context, f folder, path, body string) (io.ReadCloser, error) {
	return control(ctx, f, http.MethodPost, path, strings.NewReader(body))
}

func control(ctx context.Context, f folder, method, path string, body io.Reader) (io.ReadCloser, error) {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "unix", f.socket())
	}
	c := &http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}}
	req, err := http.NewRequestWithContext(ctx, method, "http://appealbot"+path, body)
	if err != nil {
		return nil, err
	}
	resp, err := c.Do(req)
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" {
		return nil, errNotRunning
	}
	if err != nil {
		return nil, fmt.Errorf("ask the running program: %w", err)
	}
	if resp.StatusCode == http.StatusServiceUnavailable {
		return resp.Body, errUnwell
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.Join(fmt.Errorf("ask the running program: %s", resp.Status), resp.Body.Close())
	}
	return resp.Body, nil
}
