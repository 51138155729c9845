package commands

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
)

// press answers a button. What the button carries is data from outside: the
// desk authorises it anew.
func (q *request) press(a chat.Action) (chat.Answer, error) {
	id := bot.ID(a.Subject)
	switch a.Verb {
	case card.VerbNew:
		return q.begin("")
	case card.VerbSubmit:
		return q.submitted(id)
	case card.VerbApprove:
		return q.pressedApprove(id, a.Digest)
	case card.VerbRead:
		return q.read(id)
	case card.VerbAlone:
		return q.pressedAlone(a)
	case card.VerbReview:
		return q.pressedReview(a)
	case card.VerbUnprep:
		p, err := q.desk.Unprep(q.ctx, q.by, id)
		if err != nil {
			return chat.Answer{}, err
		}
		return say("%s is taken off.", p.Name), nil
	case card.VerbReprep:
		p, err := q.desk.Reprep(q.ctx, q.by, id)
		if err != nil {
			return chat.Answer{}, err
		}
		return say("%s is being prepared again; the card shows how far it is.", p.Name), nil
	case card.VerbGrid:
		return q.pressedGrid(id, a.Arg)
	case card.VerbDecide:
		p, err := q.desk.Decide(q.ctx, q.by, id, desk.Decision(a.Arg))
		if err != nil {
			return chat.Answer{}, err
		}
		more, err := q.putOff(p)
		return say("Done: the post is %s.%s", p.State, more), err
	case card.VerbLabel:
		return q.labelled(id, bot.Label(a.Arg))
	case card.VerbAnswer:
		return q.about(id, q.book().Answer)
	case card.VerbModerate:
		return q.about(id, q.book().Moderate)
	case card.VerbTake:
		return q.took(id)
	case card.VerbTakeAll:
		return q.tookAll(id)
	case card.VerbPreserve:
		return q.preserved(id)
	case card.VerbKnown:
		return q.pressedKnown(id)
	case card.VerbPull:
		return q.pressedPull(id)
	case card.VerbCorrect:
		return q.correctForm(id, bot.WayEdit)
	case card.VerbClear:
		return q.pressedClear(id)
	default:
		return q.openForm(a)
	}
}

// openForm answers a button that needs more words first.
func (q *request) openForm(a chat.Action) (chat.Answer, error) {
	v, err := q.view(bot.ID(a.Subject))
	if err != nil {
		return chat.Answer{}, err
	}
	switch a.Verb {
	case card.VerbEdit:
		return ask(q.book().Edit(v, q.desk.Languages())), nil
	case card.VerbChanges:
		return ask(card.Reason(a, "Request changes", "What should change?", "Send back")), nil
	case card.VerbWithdraw:
		f := card.Reason(a, "Withdraw", "Why? (may stay empty)", "Withdraw")
		f.Inputs[0].Optional = true
		return ask(f), nil
	case card.VerbOverride:
		return ask(q.book().Override(a)), nil
	case card.VerbApply:
		f, err := finding(v.Appeal, a.Arg)
		if err != nil {
			return chat.Answer{}, err
		}
		return ask(card.Rewrite(v, f)), nil
	case card.VerbRecord:
		f, err := finding(v.Appeal, a.Arg)
		if err != nil {
			return chat.Answer{}, err
		}
		return ask(q.book().Record(v, f)), nil
	case card.VerbUpdate:
		return ask(card.Reason(a, "Write an update", "The words to publish under the live posts", "Submit for approval")), nil
	case card.VerbUnrepeat:
		f := card.Reason(a, "End the series", "Why? (may stay empty)", "End the series")
		f.Inputs[0].Optional = true
		return ask(f), nil
	case card.VerbTakedown:
		return ask(card.Reason(a, "Take down", "Why?", "Take down everywhere")), nil
	default:
		return chat.Answer{}, bot.Refuse(bot.ErrInvalid, "This button is not known any more. Look at the newest card.")
	}
}

// finding returns the finding that a button is about. It is gone when the words
// that it objects to are, whoever changed them.
func finding(a bot.Appeal, key string) (bot.Finding, error) {
	i := slices.IndexFunc(a.Findings, func(f bot.Finding) bool { return f.Key() == key })
	if i < 0 {
		return bot.Finding{}, bot.Refuse(bot.ErrStale, "That finding is gone: %s changed this appeal meanwhile, or a list or record was changed. Look at the newest card.", a.Changed.Name)
	}
	return a.Findings[i], nil
}

// submit answers a filled form.
func (q *request) submit(s chat.Submission) (chat.Answer, error) {
	id, reason := bot.ID(s.Action.Subject), strings.TrimSpace(s.Value(card.FieldReason))
	switch s.Action.Verb {
	case card.VerbNew:
		return q.newForm(s)
	case card.VerbEdit:
		return q.editForm(s)
	case card.VerbConfirm:
		return q.confirmed(s)
	case card.VerbAlone:
		return q.publishAlone(id, s.Action.Digest, reason, s.Values[card.FieldTicks])
	case card.VerbReview:
		return q.reviewed(id, s.Action.Digest, bot.Verdict(s.Action.Arg), reason)
	case card.VerbChanges:
		if reason == "" {
			return wrong(card.FieldReason, "Say what should change."), nil
		}
		return q.rejected(id, reason)
	case card.VerbWithdraw:
		return q.withdrawn(id, reason)
	case card.VerbUnrepeat:
		return q.unrepeated(id, reason)
	case card.VerbOverride:
		if _, err := q.desk.Override(q.ctx, q.by, id, s.Action.Arg, s.Value(card.FieldGround), reason); err != nil {
			return chat.Answer{}, err
		}
		return say("Noted. The approver and the audit log will show your reason."), nil
	case card.VerbApply:
		a, err := q.desk.Rewrite(q.ctx, q.by, id, s.Action.Arg, s.Action.Digest)
		if err != nil {
			return chat.Answer{}, err
		}
		return q.edited(a)
	case card.VerbRecord:
		return q.recordForm(s)
	case card.VerbUpdate:
		if reason == "" {
			return wrong(card.FieldReason, "Write what there is to add."), nil
		}
		return q.follow(id, reason)
	case card.VerbTakedown:
		if reason == "" {
			return wrong(card.FieldReason, "Say why."), nil
		}
		return q.takenDown([]bot.ID{id}, reason)
	case card.VerbAnswer:
		text := strings.TrimSpace(s.Value(card.FieldText))
		if text == "" {
			return wrong(card.FieldText, "Write the answer."), nil
		}
		return q.answered(id, text)
	case card.VerbModerate:
		return q.moderated(id, bot.Op(s.Value(card.FieldDecision)), reason)
	case card.VerbConnect:
		return q.brought(s)
	case card.VerbCorrect:
		return q.correctedForm(s)
	case card.VerbClear:
		return q.clearForm(s)
	default:
		return chat.Answer{}, bot.Refuse(bot.ErrInvalid, "This form is not known any more. Close it and look at the newest card.")
	}
}

// wrong keeps a form open with a sentence at one field.
func wrong(field, text string) chat.Answer {
	return chat.Answer{Errors: map[string]string{field: text}}
}

func (q *request) newForm(s chat.Submission) (chat.Answer, error) {
	get := func(name string) string { return strings.TrimSpace(s.Value(name)) }
	n := desk.NewAppeal{
		Number: get(card.FieldNumber), Title: get(card.FieldTitle), Kind: bot.Kind(get(card.FieldKind)),
		Facts: bot.Facts{
			What: get(card.FieldWhat), When: get(card.FieldWhen), Where: get(card.FieldWhere),
			Wanted: get(card.FieldWanted), Contact: get(card.FieldContact),
		},
		Languages: s.Values[card.FieldLanguage], Accounts: accounts(s),
	}
	if err := bot.CheckNumber(n.Number); err != nil {
		return wrong(card.FieldNumber, err.Error()), nil
	}
	if n.Kind != "" && !n.Kind.Known() {
		return wrong(card.FieldKind, "Choose a kind."), nil
	}
	if n.Facts.What == "" {
		return wrong(card.FieldWhat, "Say what happened, in one or two sentences."), nil
	}
	if len(n.Accounts) == 0 {
		return wrong(card.FieldAccounts, "Choose at least one account."), nil
	}
	m, err := q.moment(get(card.FieldAt))
	if err != nil {
		return wrong(card.FieldAt, err.Error()), nil
	}
	n.At = m.at
	if n.Members, err = q.persons(s.Values[card.FieldPeople]); err != nil {
		return wrong(card.FieldPeople, err.Error()), nil
	}
	return q.draft(n, m, s.Files)
}

// change answers a form that is being filled in with the form as it should be
// now. Nothing is stored, and nobody is told that they may not: whoever sends
// the form is.
func (q *request) change(s chat.Submission) (chat.Answer, error) {
	if s.Action.Verb == card.VerbClear {
		return q.clearChanged(s)
	}
	if s.Action.Verb != card.VerbNew || !slices.ContainsFunc(writers, q.by.Person.Can) {
		return chat.Answer{}, nil
	}
	return ask(q.book().New(q.desk.Languages(), map[string]string{card.FieldKind: s.Value(card.FieldKind)})), nil
}

// persons are the people behind users of this platform.
func (q *request) persons(users []string) ([]bot.ID, error) {
	var out []bot.ID
	var strangers []string
	for _, user := range users {
		p, ok := q.desk.Roster().ByLogin(bot.Login{Platform: q.platform, User: user})
		if !ok {
			strangers = append(strangers, fmt.Sprintf("%q", user))
			continue
		}
		out = append(out, p.ID)
	}
	if len(strangers) > 0 {
		return nil, bot.Refuse(bot.ErrNotFound, "Nobody on the department's list of people has the login %s (%s). Leave them out here, or ask your administrator to add them.",
			strings.Join(strangers, ", "), q.platform)
	}
	return out, nil
}

func accounts(s chat.Submission) []bot.AccountID {
	var out []bot.AccountID
	for _, v := range s.Values[card.FieldAccounts] {
		out = append(out, bot.AccountID(v))
	}
	return out
}

// react answers a reaction on one of the bot's messages: what it means depends
// on what that message shows.
func (q *request) react(r chat.Reaction) (chat.Answer, error) {
	n, err := q.notice(q.e.At.Message)
	if errors.Is(err, bot.ErrNotFound) {
		return chat.Answer{}, nil // somebody else's message
	} else if err != nil {
		return chat.Answer{}, err
	}
	switch n.Kind {
	case bot.NoticeCard, bot.NoticeCall:
		return q.reactCard(n, r)
	case bot.NoticeReply:
		return q.reactReply(n, r)
	default:
		return chat.Answer{}, nil
	}
}

// errUnsettled says that a message may be one of the bot's that was posted a
// moment ago, perhaps just before the program was killed: what it shows will be
// known when its notice is settled. Nobody is told anything; the platform gives
// the event once more.
var errUnsettled = errors.New("a message that is being posted is not known yet")

// notice finds the notice that a message of this channel shows. While any
// message is being posted, one that nobody knows may be that one.
func (q *request) notice(message string) (n bot.Notice, err error) {
	const most, farthest = 1000, time.Hour
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		n, err = tx.NoticeAt(q.platform, q.e.At.Channel, message)
		if !errors.Is(err, bot.ErrNotFound) {
			return err
		}
		ns, failed := tx.DueNotices(q.platform, q.desk.Now().Add(farthest).UTC(), most)
		if failed != nil {
			return failed
		}
		if slices.ContainsFunc(ns, func(n bot.Notice) bool { return !n.Lease.IsZero() && n.Message == "" }) {
			return errUnsettled
		}
		return err
	})
	return n, err
}

// reactCard takes a reaction as the button that it stands for. It approves
// the digest that this very message showed.
func (q *request) reactCard(n bot.Notice, r chat.Reaction) (chat.Answer, error) {
	digest := n.Shown
	if n.Kind == bot.NoticeCall {
		digest = n.Digest
	}
	switch {
	case r.Emoji == chat.Check && r.Removed:
		if _, err := q.desk.Retract(q.ctx, q.by, n.Subject); err != nil {
			return chat.Answer{}, err
		}
		return say("Your approval is taken back."), nil
	case !r.Removed && r.Stale && (r.Emoji == chat.Check || r.Emoji == chat.Cross):
		return chat.Answer{}, bot.Refuse(bot.ErrStale, "The card has changed since you reacted, or while you did, so your reaction was not counted. "+
			"Read the card again; then take the reaction off and put it on once more, or use the buttons.")
	case r.Emoji == chat.Check:
		return q.approved(n.Subject, digest)
	case r.Emoji == chat.Cross && !r.Removed:
		return q.rejected(n.Subject, "")
	default:
		return chat.Answer{}, nil
	}
}

func (q *request) reactReply(n bot.Notice, r chat.Reaction) (chat.Answer, error) {
	label, ok := card.Reactions()[r.Emoji]
	if !ok {
		return chat.Answer{}, nil
	}
	if !r.Removed {
		return q.labelled(n.Subject, label)
	}
	var reply bot.Reply
	err := q.desk.View(q.ctx, func(tx bot.Tx) (err error) {
		reply, err = tx.Reply(n.Subject)
		return err
	})
	if err != nil || reply.Label != label || reply.Labelled.Person != q.by.Person.ID {
		return chat.Answer{}, err // somebody has labelled it otherwise since
	}
	return q.labelled(n.Subject, "")
}
