package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// checkTime bounds one check.
const checkTime = 2 * time.Second

// check is one thing that must work for the program to be ready.
type check struct {
	name string
	ok   func(context.Context) error
}

// Check adds something to /readyz. The function returns nil while it works; its
// error is logged and not shown.
func (m *Mux) Check(name string, ok func(context.Context) error) {
	m.checks = append(m.checks, check{name, ok})
}

// health says that the process lives.
func (m *Mux) health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ok")
}

// ready says whether the program can do its work.
func (m *Mux) ready(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	var b strings.Builder
	status := http.StatusOK
	select {
	case <-m.closing:
		status = http.StatusServiceUnavailable
		b.WriteString("program: stopping\n")
	default:
	}
	for _, c := range m.checks {
		ctx, cancel := context.WithTimeout(r.Context(), checkTime)
		err := c.ok(ctx)
		cancel()
		word := "ok"
		if err != nil {
			status, word = http.StatusServiceUnavailable, "failed"
			m.o.Log.Warn("not ready", "check", c.name, "err", err)
		}
		fmt.Fprintf(&b, "%s: %s\n", c.name, word)
	}
	if b.Len() == 0 {
		b.WriteString("ok\n")
	}
	w.WriteHeader(status)
	_, _ = w.Write([]byte(b.String()))
}
