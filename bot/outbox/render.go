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
	var d drawing
	err = w.Store.View(ctx, func(tx bot.Tx) error {
		d, err = draw(tx, b, n)
		return err
	})
	if err != nil {
		return m, s, fmt.Errorf("render notice %s: %w", n.ID, err)
	}
	if d.week != nil { // a chart takes longer than a transaction should
		d.message, err = b.Week(*d.week)
		return d.message, d.shown, err
	}
	if d.view != nil {
		d.view.See(w.Files)
		d.message = d.make(*d.view)
	}
	return d.message, d.shown, nil
}

// drawing is a message, or what it is made of once the pictures have been read
// outside the transaction.
type drawing struct {
	message chat.Message
	view    *card.View
	week    *card.WeekView
	make    func(card.View) chat.Message
	shown   shown
}

func draw(tx bot.Tx, b card.Book, n bot.Notice) (drawing, error) {
	switch n.Kind {
	case bot.NoticeCard, bot.NoticeCall:
		v, err := card.Load(tx, n.Subject)
		if err != nil {
			return drawing{}, err
		}
		s := shown{digest: v.Appeal.Digest}
		if n.Kind == bot.NoticeCard {
			return drawing{view: &v, make: b.Appeal, shown: s}, nil
		}
		// A call that comes too late calls nobody.
		s.over = n.Message == "" && (v.Appeal.State != bot.Waiting || v.Appeal.Digest != n.Digest)
		return drawing{view: &v, make: func(v card.View) chat.Message { return b.Call(v, n.Platform) }, shown: s}, nil
	case bot.NoticeAsk:
		p, err := tx.Post(n.Subject)
		if err != nil {
			return drawing{}, err
		}
		v, err := card.Load(tx, p.Appeal)
		return drawing{message: b.Ask(p, v), shown: shown{over: n.Message == "" && p.Settled() && p.State != bot.PostRefused}}, err
	case bot.NoticeReply:
		v, err := card.LoadReply(tx, n.Subject)
		return drawing{message: b.Reply(v)}, err
	case bot.NoticeDigest:
		v, err := card.LoadAnswers(tx, n.Subject, n.From, n.To-n.From+1)
		if err != nil {
			return drawing{}, err
		}
		m, err := b.Digest(v)
		return drawing{message: m}, err
	case bot.NoticeRemind, bot.NoticeReview:
		v, err := card.Load(tx, n.Subject)
		if err != nil {
			return drawing{}, err
		}
		message, calls := b.Reminder, b.Reminds
		if n.Kind == bot.NoticeReview {
			message, calls = b.Demand, b.Demands
		}
		return drawing{view: &v, make: func(v card.View) chat.Message { return message(v, n) }, shown: shown{over: n.Message == "" && n.Attempt <= 1 && !calls(v, n)}}, nil
	case bot.NoticePage:
		v, err := card.LoadAlarm(tx, n)
		// A page that comes too late pages nobody. One that was tried before may be
		// there, and then it must not go on paging.
		return drawing{message: b.Alarm(v, n.Platform), shown: shown{over: n.Message == "" && n.Attempt <= 1 && !v.Open()}}, err
	case bot.NoticeGone:
		v, err := card.LoadLeft(tx, n)
		// What is told too late, when nothing is left, is told nobody; see NoticePage.
		return drawing{message: b.Left(v, n.Platform), shown: shown{over: n.Message == "" && n.Attempt <= 1 && len(v.Left) == 0}}, err
	case bot.NoticeWeek:
		v, err := card.LoadWeek(tx, string(n.Subject), b.Now)
		return drawing{week: &v}, err
	case bot.NoticeUnseen:
		return drawUnseen(tx, b, n)
	case bot.NoticeStray:
		v, err := card.LoadStrays(tx, n)
		return drawing{message: b.Strays(v)}, err
	case bot.NoticeTell:
		if n.Channel == newsroom {
			ps, err := tx.PostsOf(n.Subject)
			return drawing{message: b.Published(n.Text, ps)}, err
		}
		k, err := caseOf(tx, n.Case)
		return drawing{message: b.Tell(n.Text, k.Exercise)}, err
	default:
		return drawing{}, fmt.Errorf("unknown kind of notice %q", n.Kind)
	}
}

// caseOf returns a case, or an empty one for replies that belong to none.
func caseOf(tx bot.Tx, id bot.ID) (bot.Case, error) {
	if id == "" || id == bot.Elsewhere {
		return bot.Case{}, nil
	}
	return tx.Case(id)
}
