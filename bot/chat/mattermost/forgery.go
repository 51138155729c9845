package mattermost

import (
	"context"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// forged tells of something that looked like a press or a form and was none.
func (r *run) forged(ctx context.Context, e chat.Event, what string, why error, proof string) {
	if a := r.Forged(ctx, e, what, why, proof); a.Reply != nil {
		r.Tell(ctx, e, *a.Reply)
	}
}

// ident is an id that a callback brought, or nothing if the server has no such
// ids: whoever reaches the callback may have sent it.
func ident(id string) string {
	if model.IsValidId(id) {
		return id
	}
	return ""
}
