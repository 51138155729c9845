package youtube

import (
	"context"
	"net/http"
	"net/url"
	"sync"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Moderate implements network.Moderator. To hide a comment holds it for review,
// which can be taken back; to reject it cannot.
func (a *Account) Moderate(ctx context.Context, m network.Moderation) network.Result {
	state, ok := map[bot.Op]string{bot.OpHide: "heldForReview", bot.OpShow: "published", bot.OpReject: "rejected"}[m.Op]
	if !ok {
		return no(network.Permanent, "YouTube takes that from no app. Open the comment in YouTube Studio, and do it there.")
	}
	if !aComment.MatchString(m.Remote) {
		return no(network.Permanent, "This is no comment on YouTube.")
	}
	ans := a.do(ctx, call{
		method: http.MethodPost, path: "/youtube/v3/comments/setModerationStatus", again: true, cost: costWrite, need: urgent,
		query: url.Values{"id": {m.Remote}, "moderationStatus": {state}},
	})
	gone := ans.Status == http.StatusNotFound && problemOf(ans).is("commentNotFound", "notFound")
	switch {
	case gone && m.Op != bot.OpShow:
		return network.Result{Outcome: network.Done, Remote: m.Remote, Note: "Its author has deleted it.", Raw: ans.Raw}
	case gone:
		return no(network.Permanent, "YouTube does not have the comment any more.")
	case ans.Outcome == network.Done:
		a.hidden.note(m.Remote, m.Op != bot.OpShow)
		ans.Remote = m.Remote
	}
	return ans.Result
}

// hidden are comments that were hidden from here: where YouTube does not show them
// any more, that does not mean that their authors deleted them.
type hidden struct {
	mu sync.Mutex
	m  map[string]bool
}

// maxHidden bounds the memory.
const maxHidden = 10_000

func (h *hidden) note(comment string, yes bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.m == nil || len(h.m) >= maxHidden {
		h.m = make(map[string]bool)
	}
	h.m[comment] = yes
}

func (h *hidden) has(comment string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.m[comment]
}
