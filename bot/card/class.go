package card

import (
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// looksLike says what the rules make of a reply, with the words that decided. Of
// noise it says nothing: most of that is opinion, and nobody has to be told what
// to think of it.
func looksLike(r bot.Reply) []chat.Field {
	if r.Class == "" || r.Class == bot.ClassNoise {
		return nil
	}
	why := "by the whole of it"
	if len(r.Reasons) > 0 {
		quoted := make([]string, len(r.Reasons))
		for i, w := range r.Reasons {
			quoted[i] = `"` + Untrusted(w) + `"`
		}
		why = strings.Join(quoted, ", ")
	} else if r.Class == bot.ClassEmergency { // a rule broke (guard.Classify)
		why = "no rule could say why, so read it yourself"
	}
	return []chat.Field{{Label: "Looks like " + classTitle(r.Class), Value: why}}
}

// classTitle is a class in words, as they stand behind "looks like".
func classTitle(c bot.Class) string {
	switch c {
	case bot.ClassEmergency:
		return "an emergency"
	case bot.ClassDoxx:
		return "exposing somebody"
	case bot.ClassTip:
		return "a tip"
	case bot.ClassAbuse:
		return "abuse"
	case bot.ClassSpam:
		return "spam"
	case bot.ClassQuestion:
		return "a question"
	case bot.ClassSupport:
		return "support"
	default:
		return "noise or criticism"
	}
}

// classes counts what the rules make of replies, in their order of precedence.
func classes(rs []bot.Reply) string {
	var out []string
	for _, c := range bot.Classes() {
		n := 0
		for _, r := range rs {
			if r.Class == c {
				n++
			}
		}
		if n > 0 {
			noun := strings.TrimPrefix(strings.TrimPrefix(classTitle(c), "an "), "a ")
			out = append(out, fmt.Sprintf("%s: %d", noun, n))
		}
	}
	return strings.Join(out, ", ")
}

// agreement says how often the labels of officers meant what the rules had made of
// the answers. Classes of which nothing was labelled are left out.
func agreement(scores map[bot.Class]bot.Score) []chat.Section {
	s := chat.Section{Heading: "What the rules made of answers, and what officers labelled them"}
	for _, c := range bot.Classes() {
		if n := scores[c]; n.Labelled > 0 {
			s.Fields = append(s.Fields, chat.Field{
				Label: "Looked like " + classTitle(c),
				Value: fmt.Sprintf("%s agreed, of %d (%d %%)", count(n.Agreed, "label", "labels"), n.Labelled, 100*n.Agreed/n.Labelled),
			})
		}
	}
	if len(s.Fields) == 0 {
		return nil
	}
	return []chat.Section{s}
}

// rank puts first what cannot wait: emergencies, what exposes somebody, tips.
func rank(r bot.Reply) int {
	switch {
	case r.Emergency():
		return 0
	case r.Exposes():
		return 1
	case r.Class == bot.ClassTip && r.Label == "":
		return 2
	default:
		return 3
	}
}

// unhidden says of a reply that exposes somebody what to do about it where the
// network cannot be told to hide it, or did not.
func (b Book) unhidden(v ReplyView) []chat.Field {
	r := v.Reply
	refused := slices.ContainsFunc(v.Moderation, func(p bot.Post) bool { return p.Op == bot.OpHide && p.State == bot.PostRefused })
	if !r.Exposes() || r.Hidden || !r.Gone.IsZero() || b.can(r.Account, bot.OpHide) && !refused {
		return nil
	}
	s := b.account(r.Account) + " hides no answers for this program."
	if refused {
		s = b.account(r.Account) + " did not hide it."
	}
	if r.Kept == "" {
		s += " Press Preserve."
	}
	switch {
	case b.can(r.Account, bot.OpReject):
		s += " Press Moderate and reject it."
	case b.can(r.Account, bot.OpReport):
		s += " Press Moderate and report it."
	default:
		s += " Open it there and report it by hand."
	}
	return []chat.Field{{Label: "Cannot be hidden", Value: s + " Do not repeat the name in an answer."}}
}

// can reports whether something can be done about replies on an account.
func (b Book) can(account bot.AccountID, op bot.Op) bool {
	return b.Moderates != nil && slices.Contains(b.Moderates(account), op)
}

// preserveButton offers to keep what exposes somebody and have it hidden. It is
// offered for nothing else: criticism stays where it is.
func (b Book) preserveButton(v ReplyView) []chat.Button {
	r := v.Reply
	if !r.Exposes() || r.Hidden || b.Moderates == nil || hiding(v.Moderation) {
		return nil
	}
	label := "Hide and preserve"
	if !r.Gone.IsZero() || !b.can(r.Account, bot.OpHide) {
		label = "Preserve"
		if r.Kept != "" {
			return nil
		}
	}
	return []chat.Button{{Label: label, Style: chat.Danger, Action: chat.Action{Verb: VerbPreserve, Subject: string(r.ID)}}}
}

// hiding reports whether a reply is being hidden already.
func hiding(ps []bot.Post) bool {
	return slices.ContainsFunc(ps, func(p bot.Post) bool {
		return p.Op == bot.OpHide && (p.State == bot.PostQueued || p.State == bot.PostSending)
	})
}
