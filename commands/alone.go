package commands

import (
	"errors"
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// emergencies holds the verbs of the emergency path: one officer publishes alone, and
// a second one reviews it afterwards.
func emergencies() []verb {
	return []verb{
		{
			name: "emergency", args: "[CASE] REASON", run: (*request).emergency,
			short:   "publish alone what cannot wait for a second officer",
			long:    "It first shows you every word; the button below it publishes. Only some people may, only for the kinds of appeal that the department has named, and nothing that the guard stops. It is marked on the card and in the audit log, and a second officer is asked to review it until one has.",
			example: []string{"emergency Shots are being fired at Union Station and no supervisor answers."},
		},
		{
			name: "review", args: "[CASE] right|wrong REASON", need: judges, run: (*request).review,
			short:   "say whether what one officer published alone was right",
			long:    "What was wrong is taken down for your reason. Nobody reviews what they wrote or published.",
			example: []string{"review right", "review wrong the suspect was arrested before it went out"},
		},
	}
}

// emergency shows every word before it is published: typed from memory, it could be
// for a revision that the person has not seen.
func (q *request) emergency(rest string) (chat.Answer, error) {
	ref, reason, _ := caseRef(rest)
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	reason = strings.TrimSpace(reason)
	if err := q.mayAlone(v, v.Appeal.Digest, reason); err != nil {
		return q.refusedAlone(v, err)
	}
	v.See(shown{q, v.Appeal.ID})
	return show(q.book().ReadAlone(v, reason)), nil
}

// mayAlone refuses what publishing alone would be refused for by now, with this
// reason and every point ticked.
func (q *request) mayAlone(v card.View, digest, reason string) error {
	return q.desk.View(q.ctx, func(tx bot.Tx) error {
		if err := q.desk.MayPublishAlone(tx, q.by.Person, v.Appeal); err != nil {
			return err
		}
		ticks := keys(bot.Ticks(v.Appeal.Findings, v.Appeal.Overrides))
		_, err := bot.PublishAlone(v.Appeal, q.by.Person, digest, q.by.Via, reason, ticks, q.desk.Now())
		return err
	})
}

// refusedAlone answers whom mayAlone refused. Who may not at all is refused by the
// desk, which records the attempt; for no digest it publishes nothing, whatever
// happens meanwhile.
func (q *request) refusedAlone(v card.View, err error) (chat.Answer, error) {
	if errors.Is(err, bot.ErrDenied) {
		return q.publishAlone(v.Appeal.ID, "", "", nil)
	}
	return chat.Answer{}, err
}

// someReason stands for the reason that a form will ask for.
const someReason = "to be asked for"

// pressedAlone answers a button of the emergency path. With the reason given and
// nothing to tick it publishes; otherwise it opens the form that asks. Whoever may
// not is told so at once, by the desk, which records the attempt.
func (q *request) pressedAlone(a chat.Action) (chat.Answer, error) {
	v, err := q.view(bot.ID(a.Subject))
	if err != nil {
		return chat.Answer{}, err
	}
	if err := q.mayAlone(v, a.Digest, someReason); err != nil {
		return q.refusedAlone(v, err)
	}
	if a.Arg != "" && len(bot.Ticks(v.Appeal.Findings, v.Appeal.Overrides)) == 0 {
		return q.publishAlone(v.Appeal.ID, a.Digest, a.Arg, nil)
	}
	return ask(q.book().PublishAlone(v, a.Digest, a.Arg)), nil
}

func (q *request) publishAlone(id bot.ID, digest, reason string, ticked []string) (chat.Answer, error) {
	_, err := q.desk.PublishAlone(q.ctx, q.by, id, digest, reason, ticked...)
	switch {
	case errors.Is(err, bot.ErrUnticked) && q.e.Submit != nil:
		return wrong(card.FieldTicks, "Tick every point that you have made sure of. Nothing is published yet."), nil
	case err != nil:
		return chat.Answer{}, err
	default:
		return say("It is being published now, on your word alone; the card shows how far it is. A second officer is asked to review it."), nil
	}
}

func (q *request) review(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	said, note := word(rest)
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	verdict := bot.Verdict(strings.ToLower(strings.TrimRight(said, ".,:;!")))
	if verdict != bot.Right && verdict != bot.Wrong {
		return chat.Answer{}, usage("review", "Say whether it was right or wrong.")
	}
	return q.reviewed(v.Appeal.ID, "", verdict, strings.TrimSpace(note))
}

// pressedReview answers the buttons of a review: what was wrong needs a reason first.
func (q *request) pressedReview(a chat.Action) (chat.Answer, error) {
	v, err := q.view(bot.ID(a.Subject))
	if err != nil {
		return chat.Answer{}, err
	}
	verdict := bot.Verdict(a.Arg)
	_, refused := bot.ReviewAlone(v.Appeal, q.by.Person, a.Digest, verdict, someReason, q.desk.Now())
	if verdict == bot.Wrong && refused == nil {
		return ask(card.Reason(a, "Take it down", "What is wrong with it?", "Take down everywhere")), nil
	}
	return q.reviewed(v.Appeal.ID, a.Digest, verdict, "")
}

func (q *request) reviewed(id bot.ID, digest string, v bot.Verdict, note string) (chat.Answer, error) {
	if _, err := q.desk.Review(q.ctx, q.by, id, digest, v, note); err != nil {
		return chat.Answer{}, err
	}
	if v == bot.Wrong {
		return say("Noted. It is being taken down everywhere; the card shows each account until nothing is left."), nil
	}
	return say("Noted: it was right. Nobody is asked any more."), nil
}
