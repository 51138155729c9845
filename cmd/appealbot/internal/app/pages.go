package app

import (
	"strings"

	"appealbot/bot/web"
	pages "appealbot/bot/web/practice"
	"appealbot/commands"
)

// example is a line that a newcomer can begin with. It has something for the
// guard to find, so that the first card shows what the guard is for.
const example = "new 2026-1234567 Lakeshore shooting: dark Lexus seen leaving 4712 Bathurst Street, anyone with dash-cam video between 1 and 2 a.m.?"

// pages mounts the practice room's pages. Without a wall of its own there is
// nobody to look at them.
func (p *practiceRoom) pages(r *commands.Router) (*web.Mux, error) {
	m, err := p.core.mux(p.config.HTTP)
	if err != nil || p.wall == nil {
		return m, err
	}
	zone, err := p.config.Department.Location()
	if err != nil {
		return nil, err
	}
	return m, pages.Mount(m, pages.Options{
		Chat: p.chat, Wall: p.wall, Now: now, Zone: zone, Media: p.core.files, Command: "/appeal", Example: "/appeal " + example, Log: p.stack.log,
		Complete: func(string) []pages.Completion {
			var out []pages.Completion
			for _, c := range r.Completions() {
				out = append(out, pages.Completion{Verb: c.Verb, Usage: strings.TrimSpace(c.Verb + " " + c.Args), Hint: c.Short})
			}
			return out
		},
	})
}
