package commands

import (
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// keeping holds the verbs about what is kept, and for how long.
func keeping() []verb {
	bosses := []bot.Role{bot.Lead, bot.Admin}
	return []verb{
		{
			name: "hold", args: "[CASE] REASON", need: bosses, run: (*request).hold,
			short:   "keep everything of a case, whatever the retention rule says",
			long:    "Nothing of the case is purged until /appeal release. It works for open and closed cases; give the number outside its channel.",
			example: []string{"hold 2026-1234567 disclosure for the trial in March"},
		},
		{
			name: "release", args: "[CASE] REASON", need: bosses, run: (*request).release,
			short:   "let a case be purged again when its time comes",
			long:    "What came due while the case was on hold is purged in the next night but one at the earliest.",
			example: []string{"release 2026-1234567 the time for an appeal is over"},
		},
	}
}

func (q *request) hold(rest string) (chat.Answer, error) {
	k, reason, err := q.caseAnd(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return chat.Answer{}, usage("hold", "Say why.")
	}
	if k, err = q.desk.HoldCase(q.ctx, q.by, k.ID, reason); err != nil {
		return chat.Answer{}, err
	}
	return say("Case %s is on hold. Nothing of it is purged until /appeal release %s REASON.", k.Number, k.Number), nil
}

func (q *request) release(rest string) (chat.Answer, error) {
	k, reason, err := q.caseAnd(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return chat.Answer{}, usage("release", "Say why it may be purged again.")
	}
	if k, err = q.desk.ReleaseCase(q.ctx, q.by, k.ID, reason); err != nil {
		return chat.Answer{}, err
	}
	return say("Case %s is released. It is purged under the retention rule when its time comes.", k.Number), nil
}
