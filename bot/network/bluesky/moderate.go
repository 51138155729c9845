package bluesky

import (
	"context"
	"encoding/json"
	"slices"

	"appealbot/bot"
	"appealbot/bot/network"
)

// maxHidden is how many replies can be hidden below one post (lexicon
// app.bsky.feed.threadgate, 20 August 2026).
const maxHidden = 300

// Moderate implements network.Moderator. Hiding is up to the clients, all of
// which show hidden replies only to those who ask for them. A report cannot be
// told from its repetition: one whose answer was lost may be there twice.
func (a *Account) Moderate(ctx context.Context, m network.Moderation) network.Result {
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		return res
	}
	if link(m.Remote) == "" {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "This is no post on Bluesky. Tell your administrator.", Raw: "no at-uri of a post"}
	}
	switch m.Op {
	case bot.OpHide, bot.OpShow:
		return a.hide(ctx, s, m)
	case bot.OpMute:
		return a.mute(ctx, s, m)
	case bot.OpReport:
		return a.report(ctx, s, m)
	default:
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "Bluesky cannot do that.", Raw: "unknown operation " + string(m.Op)}
	}
}

// hide changes which replies are hidden below one of the account's posts. It
// reads the list, changes it and writes it back in place of just that version.
func (a *Account) hide(ctx context.Context, s credentials, m network.Moderation) network.Result {
	key, ok := own(s, m.Root)
	if !ok {
		return network.Result{
			Outcome: network.No, Cause: network.Permanent, Raw: "root is not ours",
			Note: "Only replies in threads that the account began can be hidden on Bluesky. Mute or report the author instead.",
		}
	}
	var res network.Result
	for range 3 { // Somebody may change it in the app at the same moment.
		gate, swap, ans := a.gate(ctx, s, m.Root, key)
		if ans.Outcome != network.Done {
			return before(ans)
		}
		done := network.Result{Outcome: network.Done, Remote: m.Remote, Raw: ans.Raw}
		changed, no := gate.set(m.Remote, m.Op == bot.OpHide)
		switch {
		case no != "":
			return network.Result{Outcome: network.No, Cause: network.Change, Note: no, Raw: "hiddenReplies is full"}
		case !changed:
			return done
		}
		put, _ := a.ask(ctx, s, call{
			method: "com.atproto.repo.putRecord", repeatable: true,
			body: wirePut{Repo: s.DID, Collection: collGate, Key: key, Record: gate, Swap: swap},
		})
		if put.Outcome == network.Done {
			return done
		}
		if res = put.Result; word(put) != "InvalidSwap" {
			return res
		}
	}
	return res
}

// threadgate is the record that says who may answer below a post and what is
// hidden there. What is not known here stays as it is.
type threadgate map[string]json.RawMessage

// gate returns the threadgate of a post, with its version; a new one without a
// version where there is none.
func (a *Account) gate(ctx context.Context, s credentials, post, key string) (threadgate, *string, network.Answer) {
	rec, absent, ans := a.record(ctx, s, collGate, key)
	g := threadgate{}
	if absent {
		ans.Outcome = network.Done
		for k, v := range map[string]string{"$type": collGate, "post": post, "createdAt": a.now().Format(stamp)} {
			b, err := json.Marshal(v)
			if err != nil {
				ans.Result = ans.Garbled(err)
			}
			g[k] = b
		}
		return g, nil, ans
	}
	if ans.Outcome == network.Done {
		if err := json.Unmarshal(rec.Value, &g); err != nil {
			ans.Result = ans.Garbled(err)
		}
	}
	return g, &rec.CID, ans
}

// set hides a reply or shows it, and reports whether that is a change, or why it
// cannot be.
func (g threadgate) set(reply string, hide bool) (changed bool, no string) {
	var hidden []string
	if raw, ok := g["hiddenReplies"]; ok {
		if err := json.Unmarshal(raw, &hidden); err != nil {
			return false, "Bluesky's list of hidden replies cannot be read. Hide the reply in the app."
		}
	}
	if slices.Contains(hidden, reply) == hide {
		return false, ""
	}
	if hide {
		hidden = append(hidden, reply)
	} else {
		hidden = slices.DeleteFunc(hidden, func(s string) bool { return s == reply })
	}
	if len(hidden) > maxHidden {
		return false, "Bluesky hides at most 300 replies below one post, and that many are hidden. Show some again, or report this one instead."
	}
	raw, err := json.Marshal(hidden)
	if err != nil {
		return false, "The reply could not be written down. Tell your administrator."
	}
	g["hiddenReplies"] = raw
	return true, ""
}

// mute keeps what an author writes out of the account's notifications.
func (a *Account) mute(ctx context.Context, s credentials, m network.Moderation) network.Result {
	actor := m.Author
	if !validDID(actor) && !validHandle(handle(actor)) {
		actor, _, _ = postURI(m.Remote)
	}
	if !validDID(actor) {
		actor = handle(actor)
	}
	ans, _ := a.ask(ctx, s, call{method: "app.bsky.graph.muteActor", body: map[string]string{"actor": actor}, repeatable: true})
	if ans.Outcome == network.Done {
		ans.Remote = m.Remote
	}
	return ans.Result
}

type wireReport struct {
	ReasonType string `json:"reasonType"`
	Reason     string `json:"reason,omitempty"`
	Subject    struct {
		Type string `json:"$type"`
		wireRef
	} `json:"subject"`
}

// maxReason bounds what an officer writes, in bytes (lexicon
// com.atproto.moderation.createReport: 2,000 graphemes, 20,000 bytes).
const maxReason = 2000

// report tells Bluesky's moderators of a post, in the version that is public.
func (a *Account) report(ctx context.Context, s credentials, m network.Moderation) network.Result {
	views, ans := a.views(ctx, []string{m.Remote})
	if ans.Outcome != network.Done {
		return before(ans)
	}
	v, ok := views[m.Remote]
	if !ok {
		return network.Result{
			Outcome: network.No, Cause: network.Permanent, Raw: "post not found",
			Note: "Bluesky does not show this reply any more, so that there is nothing to report.",
		}
	}
	in := wireReport{ReasonType: reasonReport, Reason: clip(m.Reason, maxReason)}
	in.Subject.Type, in.Subject.wireRef = typeStrong, wireRef{v.URI, v.CID}
	ans, _ = a.ask(ctx, s, call{method: "com.atproto.moderation.createReport", body: in})
	if ans.Outcome == network.Done {
		ans.Remote = m.Remote
	}
	return ans.Result
}
