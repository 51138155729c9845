package commands

import (
	"appealbot/bot"
	"appealbot/bot/chat"
)

func (q *request) takeOver(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	number, _ := word(rest)
	if number == "" {
		return chat.Answer{}, usage("take", "Say which answer you mean.")
	}
	r, err := q.findReply(ref, number)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.took(r.ID)
}

// took notes that somebody deals with an emergency.
func (q *request) took(id bot.ID) (chat.Answer, error) {
	r, err := q.desk.Take(q.ctx, q.by, id)
	if err != nil {
		return chat.Answer{}, err
	}
	return say("You have R%d; nobody else is paged to it. If you have not called the communications centre, do it now.", r.Number), nil
}

// tookAll is took for everything that a page is about.
func (q *request) tookAll(page bot.ID) (chat.Answer, error) {
	n, err := q.desk.TakePage(q.ctx, q.by, page)
	if err != nil {
		return chat.Answer{}, err
	}
	return say("You have all of them (%d); nobody else is paged to them. If you have not called the communications centre, do it now.", n), nil
}

// preserved keeps what exposes somebody and has it hidden, and says what is left
// to do where the network cannot.
func (q *request) preserved(id bot.ID) (chat.Answer, error) {
	r, hidden, err := q.desk.Preserve(q.ctx, q.by, id)
	if err != nil {
		return chat.Answer{}, err
	}
	if !hidden {
		return say("R%d is preserved here, and it is not hidden: the network does not do that for this program. Its card says what to do there.", r.Number), nil
	}
	return say("R%d is preserved here and is being hidden; its card says when that is done. Pass on what is useful in it, and do not repeat the name in public.", r.Number), nil
}
