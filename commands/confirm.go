package commands

import (
	"errors"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// pressedApprove answers the Approve button. Where the department wants it, the
// button only opens a form that asks once more. Whoever may not approve anyway is
// told so at once, by the desk, which records the attempt.
func (q *request) pressedApprove(id bot.ID, digest string) (chat.Answer, error) {
	var v card.View
	confirm := false
	err := q.desk.View(q.ctx, func(tx bot.Tx) (err error) {
		if v, err = card.Load(tx, id); err != nil {
			return err
		}
		rule, err := q.desk.Rule(tx, v.Appeal)
		if err != nil {
			return err
		}
		ticks := keys(bot.Ticks(v.Appeal.Findings, v.Appeal.Overrides))
		_, refused := bot.Approve(v.Appeal, q.by.Person, digest, q.by.Via, rule, ticks, q.desk.Now())
		confirm = (rule.Confirm || len(ticks) > 0) && refused == nil
		return nil
	})
	switch {
	case err != nil && !errors.Is(err, bot.ErrNotFound):
		return chat.Answer{}, err
	case confirm:
		return ask(card.Confirm(v, digest)), nil
	default:
		return q.approved(id, digest)
	}
}

// confirmed answers the form. It approves what the form was opened for, whether
// or not the department still asks twice.
func (q *request) confirmed(s chat.Submission) (chat.Answer, error) {
	switch s.Value(card.FieldDecision) {
	case card.DecisionApprove:
		a, err := q.approved(bot.ID(s.Action.Subject), s.Action.Digest, s.Values[card.FieldTicks]...)
		if errors.Is(err, bot.ErrUnticked) {
			return wrong(card.FieldTicks, "Tick every point that you have made sure of, or do not approve. Nothing is approved yet."), nil
		}
		return a, err
	case card.DecisionNot:
		return say("Not approved. Nothing was changed; the appeal still waits."), nil
	default:
		return wrong(card.FieldDecision, "Choose one of the two."), nil
	}
}

// keys names findings.
func keys(fs []bot.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Key())
	}
	return out
}
