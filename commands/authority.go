package commands

import (
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// resting holds the verb that says on which papers an appeal rests.
func resting() []verb {
	return []verb{{
		name: "authority", also: []string{"rest"}, args: "[CASE] RECORD [RECORD ...] | none", need: writers, run: (*request).authority,
		short:   "say on which records of its case the appeal rests",
		long:    "RECORD is a number of /appeal people, such as B1. What rests on a record is not published after it has ended, and comes down when it does; the author and the lead are told a day and an hour before. What lets a finding pass counts without being named. none takes off what was named.",
		example: []string{"authority B1", "authority 2026-1234567 B1 B2", "authority none"},
	}}
}

func (q *request) authority(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	words := strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' })
	if len(words) == 0 {
		return chat.Answer{}, usage("authority", "Say what it rests on.")
	}
	var ids []bot.ID
	if len(words) > 1 || !strings.EqualFold(words[0], "none") {
		for _, w := range words {
			ids = append(ids, bot.ID(strings.ToUpper(w)))
		}
	}
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	a, err := q.desk.Rest(q.ctx, q.by, v.Appeal.ID, ids)
	if err != nil {
		return chat.Answer{}, err
	}
	text := "It rests on nothing that was named."
	if len(ids) > 0 {
		f, ends := v.Case.GivesWay(a.Content.Authority, q.desk.Now())
		text = "Noted. Nothing of that ends by itself; when somebody takes it back, the appeal comes down."
		if !ends.IsZero() {
			text = "Noted. It is taken down " + bot.When(ends, q.desk.Now()) + ", when " + f.String() + " ends, unless a paper that extends it is filed before."
		}
	}
	if a.State == bot.Waiting {
		text += " " + q.waits(a)
	}
	return say("%s", text), nil
}

// records reads what was chosen of the records of a case.
func records(vs []string) []bot.ID {
	var out []bot.ID
	for _, v := range vs {
		out = append(out, bot.ID(v))
	}
	return out
}
