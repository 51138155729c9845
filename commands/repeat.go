package commands

import (
	"fmt"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
)

// repeating holds the verb that has an appeal published again.
func repeating() []verb {
	return []verb{{
		name: "repeat", args: "[CASE] TIMES [UNTIL] [as reshare]: [TEXT] | off [REASON]", need: writers, run: (*request).repeat,
		short: "publish an appeal again at set times, or stop that",
		long:  "TIMES are daily 18:00, weekdays 8:00 and 17:30, every monday and thursday 9:00, or a cron expression in quotes, \"0 18 * * 1-5\". UNTIL is until friday, until 2026-12-20 12:00, for 4 weeks or 5 times; without it the series ends after 30 days, and never later. Words behind a colon are published instead of the appeal's own. Every time has a line of its own above the words, because networks refuse what an account has said before. With as reshare an account shares its own post again where its network allows that (X, Mastodon, Bluesky), so that answers stay in one thread; elsewhere the words go out as a follow-up all the same. off lets nothing more go out; what is public stays.",
		example: []string{
			"repeat daily 18:00 until friday",
			"repeat every monday 9:00 for 4 weeks",
			"repeat weekdays 8:00 and 17:30, 10 times: We still look for the dark Lexus. Call 416-808-2222.",
			"repeat daily 18:00 until friday as reshare",
			"repeat off the driver came forward",
		},
	}}
}

func (q *request) repeat(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	first, reason := field(rest)
	switch strings.ToLower(strings.TrimRight(first, ".:,")) {
	case "":
		return chat.Answer{}, usage("repeat", "Say when.")
	case "off", "stop", "end", "never", "arrêter", "fin":
		return q.unrepeat(ref, reason)
	}
	r, err := parseRepeat(rest, q.desk.Now())
	if err != nil {
		return chat.Answer{}, err
	}
	parent, err := q.repeatable(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	a, err := q.desk.Repeat(q.ctx, q.by, parent, desk.Repetition{Rule: r.rule, Slots: r.slots, Text: r.text, Reshare: r.reshare})
	if err != nil {
		return chat.Answer{}, err
	}
	return q.repeated(r, a)
}

// repeated says when it will be published, and what has to come before.
func (q *request) repeated(r repeatTimes, a bot.Appeal) (chat.Answer, error) {
	p, err := q.view(a.Parent)
	if err != nil {
		return chat.Answer{}, err
	}
	first := moment{at: r.slots[0].At.In(q.desk.Now().Location()), now: q.desk.Now()}
	text := fmt.Sprintf("%s/%d is to be repeated %s, for the first time %s.", p.Case.Number, p.Appeal.Number, r.rule, first)
	text += reshared(q.desk, a)
	for _, n := range r.notes() {
		text += " " + n
	}
	switch a.State {
	case bot.Waiting:
		more, err := q.remarks(a)
		if err != nil {
			return chat.Answer{}, err
		}
		text += " One approval lets out the whole series; the card shows the words of every time. " + q.waits(a) + more
	case bot.Approved:
		text += " Each time is approved by itself: its words come up for approval before it, and nothing goes out without."
	default:
		draft, err := q.offered("series", a)
		if err != nil {
			return chat.Answer{}, err
		}
		text += strings.TrimPrefix(draft.Reply.Text, "The series is a draft.")
		text = "The series is a draft. " + text
	}
	return say("%s", text), nil
}

// repeatable finds the appeal that a series repeats: the named one, or the newest
// of the case that is public and follows no other.
func (q *request) repeatable(ref string) (bot.ID, error) {
	return q.published(ref, "nothing to repeat. Publish an appeal first; a time for that is set with /appeal schedule", func(a bot.Appeal) bool { return a.Parent == "" })
}

// unrepeat ends the named series, or the newest of the case that goes on.
func (q *request) unrepeat(ref, reason string) (chat.Answer, error) {
	id, err := q.seriesOf(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.unrepeated(id, reason)
}

// unrepeated ends a series and says what of it stays.
func (q *request) unrepeated(id bot.ID, reason string) (chat.Answer, error) {
	a, err := q.desk.EndRepeat(q.ctx, q.by, id, reason)
	if err != nil {
		return chat.Answer{}, err
	}
	if a.State == bot.Approved {
		return say("The series is ended; nothing more of it goes out. What is public stays public; /appeal takedown removes it."), nil
	}
	return say("The series is ended; nothing more of it goes out."), nil
}

func (q *request) seriesOf(ref string) (bot.ID, error) {
	if _, _, named := strings.Cut(ref, "/"); named {
		v, err := q.appeal(ref)
		if err != nil {
			return "", err
		}
		if v.Appeal.Series != "" { // one time of the series that is meant
			return v.Appeal.Series, nil
		}
		if v.Appeal.InSeries() {
			return v.Appeal.ID, nil
		}
		id, err := q.running(v.Case, v.Appeal.ID)
		if err == nil && id == "" {
			err = bot.Refuse(bot.ErrStale, "%s/%d is not repeated, so there is nothing to end.", v.Case.Number, v.Appeal.Number)
		}
		return id, err
	}
	k, err := q.findCase(ref)
	if err != nil {
		return "", err
	}
	id, err := q.running(k, "")
	if err == nil && id == "" {
		err = bot.Refuse(bot.ErrStale, "Nothing of case %s is repeated, so there is nothing to end.", k.Number)
	}
	return id, err
}

// running returns the newest series of a case that goes on: of any appeal, or of
// one.
func (q *request) running(k bot.Case, of bot.ID) (id bot.ID, err error) {
	now := q.desk.Now()
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		as, err := tx.AppealsOf(k.ID, k.Appeals)
		for _, a := range as {
			if id == "" && a.InSeries() && (of == "" || a.Parent == of) && a.Off.Person == "" && a.State != bot.Done && a.State != bot.Cancelled &&
				a.Content.Series.Next(now) > 0 {
				id = a.ID
			}
		}
		return err
	})
	return id, err
}
