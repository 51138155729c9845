package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"appealbot/bot/chat"
	room "appealbot/bot/chat/practice"
	"appealbot/bot/network"
	wall "appealbot/bot/network/practice"
	"appealbot/bot/web"
	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/bolt"
)

type practiceCmd struct {
	dataFlag
	configFlag
	Listen string `help:"Address to listen on (default: 127.0.0.1:8065, or the next free port)." placeholder:"HOST:PORT" env:"APPEALBOT_LISTEN"`
	Wall   string `help:"Address of a wall that another process serves, with token." placeholder:"URL" hidden:""`
}

// portsTried is how many ports are tried when the usual one is taken.
const portsTried = 20

// Run starts the practice room and keeps it until ctx ends.
func (c practiceCmd) Run(ctx context.Context, sys System) (err error) {
	conf, err := c.load()
	if err != nil {
		return err
	}
	if c.Data == "" {
		c.Data = conf.Data.Dir
	}
	f, err := openFolder(c.Data, sys)
	if err != nil {
		return err
	}
	p := &practiceRoom{config: conf, folder: f, stack: &stack{log: newLog(conf.Log, sys.Stderr)}}
	defer func() { err = errors.Join(err, p.stack.stop()) }() //nolint:contextcheck // Stopping is what happens after ctx.
	if err := p.open(ctx, c); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(sys.Stdout, "The practice room is open: %s\n", p.server.URL()); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return nil
	case <-p.server.Done():
		return fmt.Errorf("web server: %w", p.server.Err())
	}
}

// practiceRoom is a whole department on one machine: the program as it is, and
// around it a chat and a public that are not real.
type practiceRoom struct {
	config configs.Config
	folder folder
	stack  *stack
	core   *core
	chat   *room.Platform
	wall   *wall.Wall // nil when another process serves it
	server *web.Server
}

func (p *practiceRoom) open(ctx context.Context, c practiceCmd) error {
	l, err := p.listen(ctx, c.Listen)
	if err != nil {
		return err
	}
	closed := false // until the server owns it
	defer func() {
		if !closed {
			_ = l.Close()
		}
	}()
	base := "http://" + l.Addr().String()
	networks, err := p.openOutside(base, c.Wall)
	if err != nil {
		return err
	}
	if p.core, err = newCore(ctx, p.config, p.folder, store.Practice, networks, []string{room.Name}, p.stack.log, p.stack); err != nil {
		return err
	}
	p.core.start([]chat.Client{p.chat}) //nolint:contextcheck // Loops end in the order of the stack, not all at once with ctx.
	p.core.collect()                    //nolint:contextcheck // Loops end in the order of the stack, not all at once with ctx.
	router := p.core.listen(p.chat)     //nolint:contextcheck // Loops end in the order of the stack, not all at once with ctx.
	mux, err := p.pages(router)
	if err != nil {
		return err
	}
	closed = true
	p.server = web.NewServer(l, mux)
	p.server.Start()
	p.stack.onStop("web", p.server.Stop)
	p.stack.log.Info("started", "data", string(p.folder), "address", p.server.URL(), "accounts", len(networks), "version", version)
	return serveControl(p.folder, p.core.store, mux, p.stack)
}

// listen takes the address that was asked for, or the usual one or the next
// that is free.
func (p *practiceRoom) listen(ctx context.Context, addr string) (net.Listener, error) {
	if addr != "" {
		return web.Listen(ctx, addr, 1)
	}
	return web.Listen(ctx, p.config.HTTP.Listen, portsTried)
}

// openOutside makes what is not the program: the chat and the public. They
// are kept in a file of their own, as a real chat and a real network keep theirs
// elsewhere.
func (p *practiceRoom) openOutside(base, elsewhere string) ([]network.Network, error) {
	db, err := bolt.Open(p.folder.outside(), bolt.Options{})
	if err != nil {
		return nil, err
	}
	p.stack.onStop("chat and wall", func(context.Context) error { return db.Close() })
	zone, err := p.config.Department.Location()
	if err != nil {
		return nil, err
	}
	p.chat, err = room.New(room.Options{
		Officers: officers(p.config.People), Public: p.channels(), Keeper: keeper{db, "chat"}, Now: now, Zone: zone, Log: p.stack.log,
	})
	if err != nil {
		return nil, err
	}
	if elsewhere != "" {
		return clients(profiles(p.config.PublicAccounts()), elsewhere, nil), nil
	}
	p.wall, err = wall.NewWall(wall.Options{
		Profiles: profiles(p.config.PublicAccounts()), Keeper: keeper{db, "wall"}, Now: now, Link: func(id string) string { return base + "/post/" + id },
	})
	if err != nil {
		return nil, err
	}
	return p.serveWall()
}

// serveWall lets the program reach the wall as it reaches any network, over
// HTTP, on a port of its own.
func (p *practiceRoom) serveWall() ([]network.Network, error) {
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

// channels are the public channels that the department's notices need.
func (p *practiceRoom) channels() []string {
	var out []string
	for _, c := range []string{p.config.Department.NewsroomChannel, p.config.Department.DutyChannel} {
		if c != "" {
			out = append(out, c)
		}
	}
	return out
}

// colours tell the officers apart; all of them can be read on white and on
// black.
var colours = [...]string{"#2563eb", "#0f766e", "#9333ea", "#b45309", "#be123c", "#4d7c0f"}

// officers are the people of the department in the practice chat.
func officers(people []configs.Person) []room.Officer {
	var out []room.Officer
	for i, p := range people {
		user := p.Logins[room.Name]
		if user == "" {
			continue
		}
		roles := make([]string, len(p.Roles))
		for j, r := range p.Roles {
			roles[j] = string(r)
		}
		out = append(out, room.Officer{User: user, Name: p.Name, Role: strings.Join(roles, ", "), Colour: colours[i%len(colours)]})
	}
	return out
}

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
