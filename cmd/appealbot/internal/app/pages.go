package app

import (
	"appealbot/bot/web"
	"appealbot/commands"
)

// pages mounts the practice room's pages.
func (p *practiceRoom) pages(r *commands.Router, base string) (*web.Mux, error) {
	return p.core.mux(p.config.HTTP)
}
