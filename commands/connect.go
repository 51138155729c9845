package commands

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
)

// A Connector connects public accounts. Package accounts implements it. Both
// methods are quick, and return a *bot.Refusal for what a person can mend.
type Connector interface {
	// Begin says what the person has to do.
	Begin(ctx context.Context, account bot.AccountID) (desk.Invitation, error)
	// Bring hands over what the person brought back. What comes of it is told
	// by the desk.
	Bring(ctx context.Context, by desk.Actor, account bot.AccountID, answer string) error
}

// connecting opens the form in which a person brings back what connects an
// account.
func (q *request) connecting(rest string) (chat.Answer, error) {
	first, more := word(rest)
	if first == "" {
		return chat.Answer{}, usage("connect", "Say which account; /appeal accounts lists them.")
	}
	if strings.TrimSpace(more) != "" {
		// Whatever it is, it may be a secret that was meant for the form.
		return chat.Answer{}, usage("connect", "Say only the account here; what you bring back goes into the form.")
	}
	a, err := q.account(first)
	if err != nil {
		return chat.Answer{}, err
	}
	if err := q.mayConnect(a.ID); err != nil {
		return chat.Answer{}, err
	}
	i, err := q.connector.Begin(q.ctx, a.ID)
	if err != nil {
		return chat.Answer{}, err
	}
	out := ask(q.book().Connect(a.ID, i.URL, i.Asks))
	if i.URL != "" {
		m := q.book().Page(a.ID, i.URL)
		out.Reply = &m
	}
	return out, nil
}

// mayConnect refuses whoever may not connect an account, and everybody where
// nothing can be connected.
func (q *request) mayConnect(id bot.AccountID) error {
	err := q.desk.MayConnect(q.by.Person, id)
	if r, refused := errors.AsType[*bot.Refusal](err); refused {
		if errors.Is(r, bot.ErrDenied) {
			return q.desk.Refuse(q.ctx, q.by, "connect", r)
		}
		return r
	}
	if err == nil && q.connector == nil {
		return bot.Refuse(bot.ErrInvalid, "No account can be connected here. Those of the practice room always are; a real one is connected where the department works.")
	}
	return err
}

// brought hands over what a person brought back. It is stored by nobody on the
// way, and no word of it may come back in an answer or an error.
func (q *request) brought(s chat.Submission) (chat.Answer, error) {
	secret := strings.TrimSpace(s.Value(card.FieldBrought))
	if secret == "" {
		return wrong(card.FieldBrought, "Paste what the page gave you."), nil
	}
	id := bot.AccountID(s.Action.Subject)
	if err := q.mayConnect(id); err != nil {
		return chat.Answer{}, err
	}
	if err := q.bring(id, secret); err != nil {
		return chat.Answer{}, veil(err, secret)
	}
	return say("It is being checked. The duty channel hears when it is connected, and you do when it is not."), nil
}

// bring makes an error of a panic, whose words the log would keep otherwise.
func (q *request) bring(id bot.AccountID, secret string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return q.connector.Bring(q.ctx, q.by, id, secret)
}

// A veiled error says nothing of a secret.
type veiled struct {
	error

	words string
}

// Error implements error.
func (v veiled) Error() string { return v.words }

// Unwrap lets errors.Is find what it wraps.
func (v veiled) Unwrap() error { return v.error }

// veil takes a secret out of an error's words, and so much of it as stands there:
// the code of an address, for example.
func veil(err error, secret string) error {
	words := without(err.Error(), secret)
	if r, refused := errors.AsType[*bot.Refusal](err); refused {
		if words == err.Error() {
			return r
		}
		return bot.Refuse(r.Kind, "%s", words)
	}
	return veiled{err, words}
}

// telling is how many characters in a row say something of a secret.
const telling = 4

// without returns words with every stretch left out that a secret has, too.
func without(words, secret string) string {
	rs := []rune(strings.ReplaceAll(words, secret, "…"))
	told := make([]bool, len(rs))
	for i := range len(rs) - telling + 1 {
		if strings.Contains(secret, string(rs[i:i+telling])) {
			for j := range telling {
				told[i+j] = true
			}
		}
	}
	var out strings.Builder
	for i, r := range rs {
		switch {
		case !told[i]:
			out.WriteRune(r)
		case i == 0 || !told[i-1]:
			out.WriteString("…")
		}
	}
	return out.String()
}
