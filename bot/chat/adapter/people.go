package adapter

import (
	"context"
	"time"

	"appealbot/bot/chat"
)

// People is what a platform knows of those who do something.
type People interface {
	// Me is the bot's own user id.
	Me() string
	// Zone is where a user is, for the times that they type.
	Zone(ctx context.Context, user string) *time.Location
	// Tell shows an answer to the one who did what an event says, for them
	// alone where that is possible. It looks after its own failures.
	Tell(ctx context.Context, e chat.Event, m chat.Message)
}
