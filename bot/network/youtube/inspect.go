package youtube

import (
	"context"
	"errors"
	"fmt"

	"appealbot/bot/network"
)

var _ network.Inspector = (*Account)(nil)

// Inspect implements network.Inspector: nobody can tell what the public sees of a
// comment, or of a video that is private or not to be embedded (see Watch). It takes
// a unit of the day's quota (developers.google.com/youtube/v3/docs/comments/list,
// videos/list, read 2026-11).
func (a *Account) Inspect(ctx context.Context, remote string) (bool, error) {
	switch {
	case aVideo.MatchString(remote):
		vs, _, err := a.videos(ctx, []string{remote}, "status", reading)
		if err != nil {
			return false, fmt.Errorf("look for a video: %w", err)
		}
		return len(vs) > 0, nil
	case aComment.MatchString(remote):
		cs, err := a.comments(ctx, []string{remote})
		if err != nil {
			return false, fmt.Errorf("look for a comment: %w", err)
		}
		return len(cs) > 0, nil
	default:
		return false, errors.New("look for a video or a comment: it has no id of this network")
	}
}
