package outbox

import (
	"appealbot/bot"
	"appealbot/bot/card"
)

// drawUnseen calls the author of a post that the public does not see. A call that
// comes too late calls nobody; one that was tried before may be there, and then it
// says that it is over.
func drawUnseen(tx bot.Tx, b card.Book, n bot.Notice) (drawing, error) {
	p, err := tx.Post(n.Subject)
	if err != nil {
		return drawing{}, err
	}
	v, err := card.Load(tx, p.Appeal)
	if err != nil {
		return drawing{}, err
	}
	return drawing{
		message: b.Unseen(p, v, n.Platform),
		shown:   shown{over: n.Message == "" && n.Attempt <= 1 && !p.Unseen()},
	}, nil
}
