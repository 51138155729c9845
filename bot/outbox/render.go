package outbox

import (
	"context"
	"fmt"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// render makes the message for a notice from the newest state.
func (w *Notifier) render(ctx context.Context, n bot.Notice) (m chat.Message, s shown, err error) {
	b := w.Book()
	err = w.Store.View(ctx, func(tx bot.Tx) error {
		m, s, err = draw(tx, b, n)
		return err
	})
	if err != nil {
		return m, s, fmt.Errorf("render notice %s: %w", n.ID, err)
	}
	return m, s, nil
}

func draw(tx bot.Tx, b card.Book, n bot.Notice) (chat.Message, shown, error) {
	switch n.Kind {
	case bot.NoticeCard, bot.NoticeCall:
		v, err := card.Load(tx, n.Subject)
		if err != nil {
			return chat.Message{}, shown{}, err
		}
		s := shown{digest: v.Appeal.Digest}
		if n.Kind == bot.NoticeCard {
			return b.Appeal(v), s, nil
		}
		// A call that comes too late calls nobody.
		s.over = n.Message == "" && (v.Appeal.State != bot.Waiting || v.Appeal.Digest != n.Digest)
		return b.Call(v, n.Platform), s, nil
	case bot.NoticeAsk:
		p, err := tx.Post(n.Subject)
		if err != nil {
			return chat.Message{}, shown{}, err
		}
		v, err := card.Load(tx, p.Appeal)
		return b.Ask(p, v), shown{over: n.Message == "" && p.Settled() && p.State != bot.PostRefused}, err
	case bot.NoticeReply:
		v, err := card.LoadReply(tx, n.Subject)
		return b.Reply(v), shown{}, err
	case bot.NoticeDigest:
		v, err := card.LoadAnswers(tx, n.Subject, n.From, n.To-n.From+1)
		if err != nil {
			return chat.Message{}, shown{}, err
		}
		m, err := b.Digest(v)
		return m, shown{}, err
	case bot.NoticeTell:
		if n.Channel == newsroom {
			ps, err := tx.PostsOf(n.Subject)
			return b.Published(n.Text, ps), shown{}, err
		}
		k, err := caseOf(tx, n.Case)
		return b.Tell(n.Text, k.Exercise), shown{}, err
	default:
		return chat.Message{}, shown{}, fmt.Errorf("unknown kind of notice %q", n.Kind)
	}
}

// caseOf returns a case, or an empty one for replies that belong to none.
func caseOf(tx bot.Tx, id bot.ID) (bot.Case, error) {
	if id == "" || id == bot.Elsewhere {
		return bot.Case{}, nil
	}
	return tx.Case(id)
}
