package slack

import (
	"context"
	"encoding/json"
	"runtime/debug"
	"time"

	"github.com/slack-go/slack"
)

// prompt is how long Slack is kept waiting for an acknowledgement. It takes
// three seconds for a failure; a person who has pressed something sees nothing
// until then. What takes longer goes on, and is told through the API.
const prompt = 700 * time.Millisecond

// An inbound is something that Slack tells, over a connection or in a call.
type inbound struct {
	kind    inboundKind
	payload json.RawMessage
}

type inboundKind string

const (
	kindCommand     inboundKind = "slash_commands"
	kindInteractive inboundKind = "interactive"
	kindEvent       inboundKind = "events_api"
)

// take works on something that Slack tells, and returns what acknowledges it;
// false when Run is ending and nothing was done.
//
// It is acknowledged when it was handled, which takes milliseconds, or after
// prompt. If the program ends before that, Slack tells it once more or tells
// the person that it failed: acknowledged first, it would be lost and nobody
// would know.
func (r *run) take(ctx context.Context, in inbound) (answer any, ok bool) {
	defer func() {
		if v := recover(); v != nil {
			r.p.o.Log.Error("what Slack told made the program panic", "kind", in.kind, "panic", v, "stack", string(debug.Stack()))
			answer, ok = nil, true
		}
	}()
	switch in.kind {
	case kindCommand:
		var c typed
		if err := json.Unmarshal(in.payload, &c); err != nil || c.User == "" {
			r.p.o.Log.Warn("command not readable", "err", err)
			return nil, true
		}
		return r.promptly(nil, nil, func(ctx context.Context, _ func() bool) any {
			r.command(ctx, c)
			return nil
		})
	case kindInteractive:
		var cb slack.InteractionCallback
		if err := json.Unmarshal(in.payload, &cb); err != nil || cb.User.ID == "" {
			r.p.o.Log.Warn("interaction not readable", "err", err)
			return nil, true
		}
		return r.interaction(cb)
	default:
		ctx, stop := context.WithTimeout(ctx, prompt)
		defer stop()
		r.event(ctx, in.payload)
		return nil, true
	}
}

// interaction works on a press, a form or a change of one.
func (r *run) interaction(cb slack.InteractionCallback) (any, bool) {
	switch cb.Type {
	case slack.InteractionTypeViewSubmission:
		return r.submitted(cb)
	case slack.InteractionTypeBlockActions:
		return r.promptly(nil, nil, func(ctx context.Context, _ func() bool) any {
			if cb.Container.Type == "view" || cb.View.ID != "" && cb.Container.MessageTs == "" {
				r.change(ctx, cb)
			} else {
				r.press(ctx, cb)
			}
			return nil
		})
	default:
		return nil, true
	}
}
