package desk

import (
	"errors"
	"fmt"
	"slices"

	"appealbot/bot"
)

// A summons calls people to one appeal: in its case's room, under the card, each of
// them by a direct message, and sometimes in the duty channel. Each has a number,
// because only a new message notifies anybody. What it says is worked out when it is
// shown, so that those before it, and those that come too late, call nobody.
type summons struct {
	kind   bot.NoticeKind
	appeal bot.Appeal
	digest string // what a decision is wanted about
	since  int64  // tells apart what begins anew with the same words
	step   int
	people []bot.ID
	duty   bool
}

// call has the summons shown.
func (c *change) call(s summons) error {
	room := s.notice()
	room.Case, room.Thread = s.appeal.Case, true
	if err := bot.Show(c, c.d.o.Platforms, c.now, room, s.key("")); err != nil {
		return err
	}
	if s.duty {
		n := s.notice()
		n.Channel = "duty"
		if err := bot.Show(c, c.d.o.Platforms, c.now, n, s.key("duty")); err != nil {
			return err
		}
	}
	for _, id := range s.people {
		n := s.notice()
		n.Channel = "@" + string(id)
		if err := bot.Show(c, c.d.reaches(id), c.now, n, s.key(n.Channel)); err != nil {
			return err
		}
	}
	return nil
}

func (s summons) notice() bot.Notice {
	return bot.Notice{Kind: s.kind, Subject: s.appeal.ID, Digest: s.digest, Step: s.step, Lane: bot.LaneUrgent}
}

// key tells the messages of one summons, and of all about one appeal, apart.
func (s summons) key(place string) string {
	if place == "" {
		place = "room"
	}
	return fmt.Sprintf("%d/%d/%s", s.since, s.step, place)
}

// reshowSummons shows the messages of a summons anew: they call nobody any more, or to
// something that has changed.
func (c *change) reshowSummons(s summons) error {
	places := []string{"room", "duty"}
	for _, id := range s.people {
		places = append(places, "@"+string(id))
	}
	for _, platform := range c.d.o.Platforms {
		for _, place := range places {
			n, err := c.Notice(bot.NoticeID(s.kind, platform, s.appeal.ID, s.key(place)))
			if errors.Is(err, bot.ErrNotFound) {
				continue
			} else if err != nil {
				return err
			}
			if err := bot.Show(c, []string{platform}, c.now, n, s.key(place)); err != nil {
				return err
			}
		}
	}
	return nil
}

// reaches returns the platforms on which a person can be spoken to.
func (d *Desk) reaches(id bot.ID) []string {
	p, _ := d.o.Roster.ByID(id)
	return slices.DeleteFunc(slices.Clone(d.o.Platforms), func(platform string) bool {
		_, there := p.On(platform)
		return !there
	})
}

// whisper tells one person something about an appeal by a direct message.
func (c *change) whisper(person bot.ID, a bot.Appeal, key, text string) error {
	return bot.Show(c, c.d.reaches(person), c.now, bot.Notice{
		Kind: bot.NoticeTell, Subject: a.ID, Channel: "@" + string(person), Text: text, Lane: bot.LaneUrgent,
	}, key+"/"+string(person))
}

// tellOf says something under the card of an appeal. Unlike tell it does not go
// under the newest card of the case, which may be another's.
func (c *change) tellOf(a bot.Appeal, key, text string) error {
	return bot.Show(c, c.d.o.Platforms, c.now, bot.Notice{
		Kind: bot.NoticeTell, Subject: a.ID, Case: a.Case, Text: text, Lane: bot.LaneUrgent, Thread: true,
	}, key)
}

// called names an appeal in a sentence for people who are not in its room.
func (c *change) called(a bot.Appeal) (string, error) {
	k, err := c.Case(a.Case)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s %s/%d (%s)", a.Kind.Title(), k.Number, a.Number, k.Title), nil
}

// idsOf returns the IDs of people.
func idsOf(people []bot.Person) []bot.ID {
	out := make([]bot.ID, len(people))
	for i, p := range people {
		out[i] = p.ID
	}
	return out
}
