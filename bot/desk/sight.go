package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
)

const (
	// doubts is how often in a row a post has to be seen amiss before anybody
	// is told: networks show their own posts with a delay.
	doubts = 2
	// doubtless is how long after publication no delay explains it any more
	// that nobody ever saw it.
	doubtless = time.Hour
)

// Sighted records what somebody who is not logged in sees of a post. Bad is
// counted here. The duty channel and the author are told once when it is amiss,
// whether it never was as it should or is not any more, and once when it is again.
func (d *Desk) Sighted(ctx context.Context, post bot.ID, s bot.Sight) error {
	by := Actor{Person: bot.Person{ID: "accounts", Name: "accounts"}, Via: "public eye"}
	return d.do(ctx, by, func(c *change) error {
		p, err := c.Post(post)
		if err != nil {
			return err
		}
		if going, err := c.going(p); err != nil || going {
			return err // it is not to be seen any more
		}
		was := p.Sight
		s.At, s.Bad, s.Seen, s.Told = c.now.UTC(), 0, c.now.UTC(), zero
		told, tell := amiss(p, was), false
		if !s.OK {
			s.Bad, s.Seen, s.Told = was.Bad+1, was.Seen, was.Told
			if tell = amiss(p, s); tell && !told {
				s.Told = s.At
			}
		}
		p.Sight = s
		if err := c.SetPost(p); err != nil {
			return err
		}
		switch {
		case tell && !told:
			err = errors.Join(c.seenAmiss(p), c.pageAuthor(p, p.Sight.Told))
		case told && s.OK:
			err = errors.Join(c.seenAgain(p), c.pageAuthor(p, was.Told))
		case s.OK && !was.OK: // the first look
		default:
			return nil
		}
		if err != nil {
			return err
		}
		a, err := c.Appeal(p.Appeal)
		if errors.Is(err, bot.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		return c.cardLater(a)
	}, nil)
}

// going reports whether p is not public any more, or soon will not be.
func (c *change) going(p bot.Post) (bool, error) {
	if p.Op != bot.OpCreate || p.State != bot.PostPosted {
		return true, nil
	}
	_, err := c.Post(bot.Removal(p, c.now).ID)
	if errors.Is(err, bot.ErrNotFound) {
		return false, nil
	}
	return true, err
}

// amiss reports whether a sight of p is worth telling.
func amiss(p bot.Post, s bot.Sight) bool {
	return s.Bad >= doubts || s.Bad > 0 && s.Seen.IsZero() && s.At.Sub(p.Since()) >= doubtless
}

// pageAuthor calls the author of p in the case's room and by a direct message, or says
// there that it is over: at is when they were called.
func (c *change) pageAuthor(p bot.Post, at time.Time) error {
	a, err := c.Appeal(p.Appeal)
	if errors.Is(err, bot.ErrNotFound) || at.IsZero() {
		return nil // the duty channel has it
	} else if err != nil {
		return err
	}
	k, err := c.Case(p.Case)
	if err != nil && !errors.Is(err, bot.ErrNotFound) {
		return err
	}
	author, _ := c.d.o.Roster.ByID(a.Author)
	for _, platform := range c.d.o.Platforms {
		n := bot.Notice{Kind: bot.NoticeUnseen, Subject: p.ID, Case: k.ID, Lane: bot.LaneUrgent}
		// What is for a room that takes nothing comes into the duty channel, which
		// was told.
		if k.ID != "" && k.State != bot.CaseClosed && k.Room(platform).Lost == "" {
			if err := bot.Show(c, []string{platform}, c.now, n, fmt.Sprintf("room/%d", at.Unix())); err != nil {
				return err
			}
		}
		if _, reached := author.On(platform); !reached {
			continue
		}
		n.Case, n.Channel = "", "@"+string(author.ID)
		if err := bot.Show(c, []string{platform}, c.now, n, fmt.Sprintf("author/%d", at.Unix())); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) seenAmiss(p bot.Post) error {
	if err := c.log("not seen by the public", p.ID, p.Case, string(p.Account)+": "+p.Sight.Note); err != nil {
		return err
	}
	where, err := c.where(p.Case)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("The public does not see on %s what was approved%s. %s", c.d.name(p.Account), where, sentence(p.Sight.Note))
	if p.URL != "" {
		text += " Look at it without being logged in: " + p.URL
	}
	return c.duty(fmt.Sprintf("unseen/%s/%d", p.ID, c.now.Unix()), text)
}

func (c *change) seenAgain(p bot.Post) error {
	if err := c.log("seen by the public", p.ID, p.Case, string(p.Account)); err != nil {
		return err
	}
	where, err := c.where(p.Case)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("The public now sees on %s what was approved%s.", c.d.name(p.Account), where)
	return c.duty(fmt.Sprintf("seen/%s/%d", p.ID, c.now.Unix()), text)
}

// where says in which case something is, if it is in one.
func (c *change) where(caseID bot.ID) (string, error) {
	k, err := c.Case(caseID)
	if errors.Is(err, bot.ErrNotFound) {
		return "", nil
	}
	return " in case " + k.Number, err
}

// Counted records how many people reacted to posts. It leaves no trace in the
// audit log: nobody decided anything. Posts that are gone are passed over.
func (d *Desk) Counted(ctx context.Context, counts map[bot.ID]bot.Counts) error {
	if len(counts) == 0 {
		return nil
	}
	return d.do(ctx, Actor{}, func(c *change) error {
		for id, n := range counts {
			p, err := c.Post(id)
			if errors.Is(err, bot.ErrNotFound) {
				continue
			} else if err != nil {
				return err
			}
			n.At = c.now.UTC()
			p.Counts = n
			if err := c.SetPost(p); err != nil {
				return err
			}
		}
		return nil
	}, nil)
}
