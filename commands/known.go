package commands

import (
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// outside holds the verbs about what was published outside the program.
func outside() []verb {
	return []verb{{
		name: "known", args: "ACCOUNT", need: bosses, run: (*request).known,
		short:   "say that what was published on an account outside this program is all right",
		long:    "What is published on an account and was not approved here is put into the duty channel. This settles everything that was found on the account so far; the button below a post settles that one. Your name is kept with it.",
		example: []string{"known metro-x"},
	}}
}

func (q *request) known(rest string) (chat.Answer, error) {
	a, err := q.account(strings.TrimSpace(rest))
	if err != nil {
		return chat.Answer{}, err
	}
	n, err := q.desk.Known(q.ctx, q.by, a.ID, "")
	if err != nil {
		return chat.Answer{}, err
	}
	if n == 1 {
		return say("Noted: what was found on %s is all right.", a.Name), nil
	}
	return say("Noted: all %d that were found on %s are all right.", n, a.Name), nil
}

// pressedKnown says of one stray that it is all right.
func (q *request) pressedKnown(id bot.ID) (chat.Answer, error) {
	if _, err := q.desk.Known(q.ctx, q.by, "", id); err != nil {
		return chat.Answer{}, err
	}
	return say("Noted: that is all right."), nil
}

// pressedPull has a stray taken down.
func (q *request) pressedPull(id bot.ID) (chat.Answer, error) {
	if _, err := q.desk.Pull(q.ctx, q.by, id); err != nil {
		return chat.Answer{}, err
	}
	return say("It is being taken down; the message shows how far that is. Change the account's password and end its other sessions."), nil
}
