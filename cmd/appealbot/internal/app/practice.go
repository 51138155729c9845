package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"

	room "appealbot/bot/chat/practice"
	"appealbot/bot/network"
	"appealbot/configs"
	"appealbot/store"
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
	prog, err := newProgram(conf, c.Data, sys)
	if err != nil {
		return err
	}
	p := &practiceRoom{program: prog}
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
		return ended(p.server)
	}
}

// practiceRoom is a whole department on one machine: the program as it is, and
// around it a chat and a public that are not real.
type practiceRoom struct {
	*program
	chat *room.Platform
}

func (p *practiceRoom) open(ctx context.Context, c practiceCmd) error {
	l, err := p.listen(ctx, c.Listen)
	if err != nil {
		return err
	}
	if p.core, err = newCore(ctx, p.config, p.folder, store.Practice, p.env, p.stack); err != nil {
		return err
	}
	networks, err := p.openOutside(ctx, "http://"+l.Addr().String(), c.Wall)
	if err != nil {
		return err
	}
	p.core.registry = newRegistry(networks)
	if err := p.core.makeDesk(room.Name); err != nil {
		return err
	}
	routers := p.core.run(p.chat) //nolint:contextcheck // Loops end in the order of the stack, not all at once with ctx.
	mux, err := p.pages(routers[0])
	if err != nil {
		return err
	}
	return p.serve(l, mux)
}

// listen takes the address that was asked for, or the usual one or the next
// that is free.
func (p *practiceRoom) listen(ctx context.Context, addr string) (net.Listener, error) {
	if addr != "" {
		return p.bind(ctx, addr, 1)
	}
	return p.bind(ctx, p.config.HTTP.Listen, portsTried)
}

// openOutside makes what is not the program: the chat and the public. They
// are kept in a file of their own, as a real chat and a real network keep theirs
// elsewhere.
func (p *practiceRoom) openOutside(ctx context.Context, base, elsewhere string) ([]network.Network, error) {
	if err := p.openOutsideDB(); err != nil {
		return nil, err
	}
	zone, err := p.config.Department.Location()
	if err != nil {
		return nil, err
	}
	p.chat, err = room.New(room.Options{
		Officers: officers(p.config.People), Public: p.channels(), Keeper: keeper{p.outside, "chat"}, Keep: p.core.files, Now: now, Zone: zone, Log: p.stack.log,
	})
	if err != nil {
		return nil, err
	}
	if elsewhere != "" {
		return clients(profiles(p.config), elsewhere, nil), nil
	}
	return p.openWall(ctx, base)
}

// channels are the public channels that the department's notices need.
func (p *practiceRoom) channels() []string {
	var out []string
	for _, c := range []string{p.config.Department.NewsroomChannel, p.config.Department.DutyChannel, p.config.Digest.Channel} {
		if c != "" && !slices.Contains(out, c) {
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
