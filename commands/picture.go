package commands

import (
	"errors"
	"fmt"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/media"
)

// A picture is a file that can be published: the nth of what came at once.
type picture struct {
	n    int
	use  bot.MediaUse
	data []byte
}

// accept checks a file. The error is a refusal.
func accept(f chat.File, n int) (picture, error) {
	p := picture{n: n}
	var err error
	if p.use, p.data, err = media.Accept(f.Name, f.Data); err != nil {
		return p, err
	}
	p.use.Alt = strings.TrimSpace(f.Alt)
	return p, nil
}

// attach makes a picture media of an appeal.
func (q *request) attach(appeal bot.ID, p picture) (bot.Appeal, error) {
	by := q.by
	by.Event = fmt.Sprintf("%s#%d", by.Event, p.n)
	return q.desk.Attach(q.ctx, by, appeal, p.use, p.data)
}

// attached says what comes of pictures that were taken.
func attached(names []string) string {
	return bot.Names(names) + " will be published with the appeal, without any data about place, time or camera. Press Edit to describe it for people who cannot see it."
}

// attachAll makes files media of a draft that was stored a moment ago, one by
// one: the draft stays whatever is wrong with one of them. It says what became
// of them and whether all were taken.
func (q *request) attachAll(a bot.Appeal, files []chat.File) (_ bot.Appeal, said string, all bool) {
	var taken, refused []string
	for i, f := range files {
		p, err := accept(f, i)
		if err == nil {
			var with bot.Appeal
			if with, err = q.attach(a.ID, p); err == nil {
				a = with
				taken = append(taken, p.use.Name)
				continue
			}
		}
		if refusal, ok := errors.AsType[*bot.Refusal](err); ok {
			refused = append(refused, refusal.Text)
			continue
		}
		q.log.Error("could not take a picture", "event", q.e.ID, "appeal", a.ID, "err", err)
		refused = append(refused, f.Name+" could not be taken. Drop it into the thread of the card.")
	}
	if len(taken) > 0 {
		said = " " + attached(taken)
	}
	if len(refused) > 0 {
		said += " Not with the appeal: " + strings.Join(refused, " ")
	}
	return a, said, len(refused) == 0
}
