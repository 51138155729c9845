package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	wall "appealbot/bot/network/practice"
	"appealbot/bot/web"
	"appealbot/configs"
	"appealbot/store/bolt"
)

// A program is what the practice room and the program for real chats have in
// common.
type program struct {
	config  configs.Config
	folder  folder
	getenv  func(string) string // nil: nothing is set
	stack   *stack
	core    *core
	outside *bolt.DB   // what the practice room keeps
	wall    *wall.Wall // nil when another process serves it
	server  *web.Server
}

// newProgram returns a program on its data folder, which is dir, or the
// configuration's, or the user's own.
func newProgram(c configs.Config, dir string, sys System) (*program, error) {
	if dir == "" {
		dir = c.Data.Dir
	}
	f, err := openFolder(dir, sys)
	if err != nil {
		return nil, err
	}
	return &program{config: c, folder: f, getenv: sys.Getenv, stack: &stack{log: newLog(c.Log, sys.Stderr)}}, nil
}

// env is a variable of the environment.
func (p *program) env(name string) string {
	if p.getenv == nil {
		return ""
	}
	return p.getenv(name)
}

// bind takes an address, or the next one that is free, and gives it back when
// the program stops before anything was served there.
func (p *program) bind(ctx context.Context, addr string, tries int) (net.Listener, error) {
	l, err := web.Listen(ctx, addr, tries)
	if err != nil {
		return nil, err
	}
	p.stack.onStop("address", func(context.Context) error {
		if err := l.Close(); !errors.Is(err, net.ErrClosed) { // its server has closed it
			return err
		}
		return nil
	})
	return l, nil
}

// serve serves the program's own pages, and lets the tools reach it. It is the
// last step of starting.
func (p *program) serve(l net.Listener, mux *web.Mux) error {
	p.server = p.startServer("web", l, mux)
	p.stack.log.Info("started", "data", string(p.folder), "address", p.server.URL(), "accounts", len(p.core.registry.order), "version", version)
	return serveControl(p.folder, p.core, mux, p.stack)
}

// startServer serves a mux until the program stops.
func (p *program) startServer(name string, l net.Listener, mux *web.Mux) *web.Server {
	s := web.NewServer(l, mux)
	s.Start()
	p.stack.onStop(name, s.Stop)
	return s
}

// ended says why a server ended by itself.
func ended(s *web.Server) error { return fmt.Errorf("web server: %w", s.Err()) }

// mux is what every web server of the program answers beside its pages.
func (k *core) mux(c configs.HTTP) (*web.Mux, error) {
	var hosts []string
	if len(c.AllowedHosts) > 0 {
		hosts = append(slices.Clone(c.AllowedHosts), "localhost", "127.0.0.1", "::1")
	}
	m, err := web.New(web.Options{Hosts: hosts, Now: now, Log: k.log})
	if err != nil {
		return nil, err
	}
	m.Check("loops", func(ctx context.Context) error {
		var errs []error
		for _, l := range k.groups {
			errs = append(errs, l.check(ctx))
		}
		return errors.Join(errs...)
	})
	m.Check("store", k.storeWorks)
	m.Handle("GET /metrics", promhttp.HandlerFor(k.metrics.registry, promhttp.HandlerOpts{}))
	return m, nil
}
