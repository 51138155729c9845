package commands

import (
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
)

// clearing holds the verbs by which a case ends asking the public, and by which
// somebody answers for what cannot be taken down.
func clearing() []verb {
	return []verb{
		{
			name: "clear", also: []string{"allclear", "all-clear"}, args: "[CASE] [located | arrested | mistaken] [NOTE]", need: writers, run: (*request).clear,
			short: "all clear: take down what should go, cancel what waits, and submit a closing text",
			long: "Alone it opens a form in which every word and every appeal can be chosen. located and mistaken end everything; arrested ends what shows or names a person, and what asks for witnesses, footage or a vehicle stays. " +
				"Taking down waits for nobody; the closing text names nobody and is approved like any appeal. I look at every account until nothing is left, and tell you what is: often in the first hour, then hourly, and every morning at nine. Your note is for officers, and not published.",
			example: []string{"clear located home safe at 21:40", "clear 2026-1234567 arrested"},
		},
		{
			name: "gone", args: "[CASE] ACCOUNT REASON", need: moderators, run: (*request).gone,
			short:   "say that nobody can remove what is left on an account",
			long:    "I stop trying and telling there; the cards say that it is your word, and why.",
			example: []string{"gone metro the network closed the account, its page is empty"},
		},
	}
}

func (q *request) clear(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	k, err := q.findCase(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	first, note := word(rest)
	if first == "" {
		return q.askClear(k, "")
	}
	reason, ok := bot.ClearedNamed(first)
	if !ok {
		return chat.Answer{}, usage("clear", fmt.Sprintf("%q is no reason for an all-clear: say located, arrested or mistaken.", first))
	}
	return q.cleared(desk.Clearing{Case: k.ID, Reason: reason, Note: note})
}

// askClear opens the form that gives the all-clear, for a reason or for the one that
// is most likely.
func (q *request) askClear(k bot.Case, reason bot.Cleared) (chat.Answer, error) {
	if !slices.Contains(bot.Clearings(), reason) {
		reason = bot.ClearedArrested
		c, err := q.desk.Clearable(q.ctx, k.ID, reason)
		if err != nil {
			return chat.Answer{}, err
		}
		if len(c.Live) > 0 {
			reason = c.Live[0].Kind.Usual()
		}
	}
	c, err := q.desk.Clearable(q.ctx, k.ID, reason)
	if err != nil {
		return chat.Answer{}, err
	}
	return ask(q.book().Clear(card.ClearView{Case: c.Case, Reason: reason, Live: c.Live, Ends: c.Ends, Texts: c.Texts})), nil
}

// pressedClear answers the button on the card of an appeal.
func (q *request) pressedClear(appeal bot.ID) (chat.Answer, error) {
	v, err := q.view(appeal)
	if err != nil {
		return chat.Answer{}, err
	}
	if !slices.ContainsFunc(writers, q.by.Person.Can) {
		return chat.Answer{}, q.desk.Refuse(q.ctx, q.by, "clear", bot.Refuse(bot.ErrDenied, "You may not give the all-clear. Tell an approver at once."))
	}
	return q.askClear(v.Case, v.Appeal.Kind.Usual())
}

// clearChanged answers the form while it is filled in: another reason has other
// words and other ticks.
func (q *request) clearChanged(s chat.Submission) (chat.Answer, error) {
	if !slices.ContainsFunc(writers, q.by.Person.Can) {
		return chat.Answer{}, nil // they are told when they send the form
	}
	return q.askClear(bot.Case{ID: bot.ID(s.Action.Subject)}, bot.Cleared(s.Value(card.FieldKind)))
}

// clearForm takes the form. Where the chat did not ask it anew for another reason, it
// has no words and no ticks for that, and the template's and the usual ones count.
func (q *request) clearForm(s chat.Submission) (chat.Answer, error) {
	in := desk.Clearing{
		Case: bot.ID(s.Action.Subject), Reason: bot.Cleared(s.Value(card.FieldKind)),
		Note: s.Value(card.FieldReason), Texts: map[string]string{},
	}
	if !slices.Contains(bot.Clearings(), in.Reason) {
		return wrong(card.FieldKind, "Choose why."), nil
	}
	for _, lang := range q.desk.Languages() {
		in.Texts[lang] = s.Value(card.ClearText(in.Reason, lang))
	}
	if bot.Cleared(s.Action.Arg) == in.Reason {
		in.Down = []bot.ID{}
		for _, id := range s.Values[card.ClearDown(in.Reason)] {
			in.Down = append(in.Down, bot.ID(id))
		}
	}
	return q.cleared(in)
}

// cleared gives the all-clear and says what it did.
func (q *request) cleared(in desk.Clearing) (chat.Answer, error) {
	out, err := q.desk.AllClear(q.ctx, q.by, in)
	if err != nil {
		return chat.Answer{}, err
	}
	text := fmt.Sprintf("All clear for case %s. ", out.Case.Number) + out.Says()
	if out.Before.Cleared() {
		text += fmt.Sprintf(" It was cleared before by %s %s (%s).", out.Before.By.Name, bot.When(out.Before.By.At, q.desk.Now()), out.Before.Reason)
	}
	if i := slices.IndexFunc(out.Closing, func(a bot.Appeal) bool { return a.State == bot.Waiting }); i >= 0 {
		text += " " + q.waits(out.Closing[i])
	}
	return say("%s", text), nil
}

func (q *request) gone(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	id, reason := word(rest)
	if id == "" || strings.TrimSpace(reason) == "" {
		return chat.Answer{}, usage("gone", "Name the account, and say why nobody can remove it.")
	}
	k, err := q.findCase(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	acc, err := q.leftOn(k, id)
	if err != nil {
		return chat.Answer{}, err
	}
	n, err := q.desk.OutOfReach(q.ctx, q.by, k.ID, acc.ID, reason)
	if err != nil {
		return chat.Answer{}, err
	}
	if n == 1 {
		return say("Noted. Nobody is told about it any more; the card says that it is your word."), nil
	}
	return say("Noted for %d posts on %s. Nobody is told about them any more; the cards say that it is your word.", n, acc.Name), nil
}

// leftOn finds the account that somebody names on which something of a case is left. It
// may be one that the department has no more: nobody else will ever look there.
func (q *request) leftOn(k bot.Case, id string) (acc bot.Account, err error) {
	acc, unknown := q.account(id)
	if unknown == nil {
		return acc, nil
	}
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		ls, _, err := bot.Leftovers(tx, k.ID)
		for _, l := range ls {
			if strings.EqualFold(string(l.Post.Account), id) {
				acc, unknown = bot.Account{ID: l.Post.Account, Name: string(l.Post.Account)}, nil
			}
		}
		return err
	})
	if err != nil {
		return acc, err
	}
	return acc, unknown
}

// warnCleared says of a new appeal that its case was cleared before.
func (q *request) warnCleared(k bot.Case) string {
	if !k.Clearance.Cleared() {
		return ""
	}
	return fmt.Sprintf(" Mind that %s gave the all-clear %s (%s): is there still something to ask?", k.Clearance.By.Name, bot.When(k.Clearance.By.At, q.desk.Now()), k.Clearance.Reason)
}
