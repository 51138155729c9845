package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"appealbot/bot/network"
	wall "appealbot/bot/network/practice"
	"appealbot/store/bolt"
)

// openOutsideDB opens the file in which the practice room keeps what is not the
// program.
func (p *program) openOutsideDB() error {
	db, err := bolt.Open(p.folder.outside(), bolt.Options{})
	if err != nil {
		return err
	}
	p.stack.onStop("chat and wall", func(context.Context) error { return db.Close() })
	p.outside = db
	return nil
}

// openWall makes the practice wall, whose posts are below the address base, and
// returns its accounts as the program knows them.
func (p *program) openWall(ctx context.Context, base string) (_ []network.Network, err error) {
	// The public's copies are not the department's: they stand apart, and nobody
	// sweeps them.
	films, err := p.core.openShelf(ctx, p.folder.films())
	if err != nil {
		return nil, err
	}
	p.wall, err = wall.NewWall(wall.Options{
		Profiles: profiles(p.config), Keeper: keeper{p.outside, "wall"}, Blobs: films, Now: now, Link: func(id string) string { return base + "/post/" + id },
	})
	if err != nil {
		return nil, err
	}
	return p.serveWall()
}

// serveWall lets the program reach the wall as it reaches any network, over
// HTTP, on a port of its own.
func (p *program) serveWall() ([]network.Network, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("open the wall: %w", err)
	}
	srv := &http.Server{Handler: p.wall.Handler(), ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	p.stack.onStop("wall", func(ctx context.Context) error {
		p.wall.Close()
		err := srv.Shutdown(ctx)
		if served := <-done; !errors.Is(served, http.ErrServerClosed) {
			err = errors.Join(err, served)
		}
		return err
	})
	tokens := map[string]string{}
	for _, prof := range p.wall.Profiles() {
		tokens[string(prof.ID)] = p.wall.Token(prof.ID)
	}
	return clients(p.wall.Profiles(), "http://"+l.Addr().String(), tokens), nil
}

// clients are the program's side of a wall. Without tokens each account's
// token is its id: a wall that another process serves for tests.
func clients(profiles []wall.Profile, base string, tokens map[string]string) []network.Network {
	ns := make([]network.Network, len(profiles))
	for i, prof := range profiles {
		token := tokens[string(prof.ID)]
		if token == "" {
			token = string(prof.ID)
		}
		ns[i] = wall.NewClient(wall.ClientOptions{Profile: prof, Base: base, Token: token, Now: now})
	}
	return ns
}
