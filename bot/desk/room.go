package desk

import (
	"context"
	"errors"
	"fmt"

	"appealbot/bot"
)

// A RoomChange is what somebody did to a channel on a chat platform.
type RoomChange struct {
	Platform string
	Channel  string
	Fate     bot.RoomFate
	Name     string // what it is called now, if that is known
}

// RoomChanged takes note of what somebody did to a channel. Only the channels
// of cases matter; whatever happens to others changes nothing. Where the case
// cannot use its channel any more, or can again, the duty channel of that
// platform is told how to go on.
func (d *Desk) RoomChanged(ctx context.Context, by Actor, rc RoomChange) error {
	return d.do(ctx, by, func(c *change) error {
		k, err := c.CaseByRoom(rc.Platform, rc.Channel)
		if errors.Is(err, bot.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		f := fate{change: c, k: k, r: k.Room(rc.Platform), on: []string{rc.Platform}}
		switch rc.Fate {
		case bot.RoomExpelled, bot.RoomClosed:
			return f.lost(rc.Fate)
		case bot.RoomAdmitted:
			return f.found(rc.Fate, bot.RoomExpelled)
		case bot.RoomRestored:
			return f.found(rc.Fate, bot.RoomClosed)
		case bot.RoomRenamed:
			return f.renamed(rc.Name)
		case bot.RoomDeleted:
			return f.deleted()
		default:
			return nil // a later version of a platform may tell more
		}
	}, nil)
}

// fate is something that happens to the room of a case.
type fate struct {
	*change
	k  bot.Case
	r  bot.Room
	on []string // the platform, and no other
}

// over reports whether the case needs its room no more.
func (f fate) over() bool { return f.k.State == bot.CaseClosed }

// lost marks a room that takes nothing any more. The room of a closed case is
// archived by the bot itself, and nobody has to mend it.
func (f fate) lost(why bot.RoomFate) error {
	if f.over() && why == bot.RoomClosed || f.r.Lost == why {
		return nil
	}
	// A room that the bot was removed from stays so, archived or not.
	if f.r.Lost == "" || why == bot.RoomExpelled {
		f.r.Lost, f.r.LostAt = why, f.now.UTC()
	}
	if err := f.keep(string(why)+" channel", place(f.r)); err != nil || f.over() {
		return err
	}
	const meanwhile = "Its cards and what the public answers come into this channel until then."
	if why == bot.RoomExpelled {
		return f.announce(why, "%s removed me from %s, the channel of case %s. @appealbot must be added again by a member of the channel. %s",
			f.who(), f.r.Name, f.k.Number, meanwhile)
	}
	return f.announce(why, "%s archived %s, the channel of case %s, which is still open. A team administrator can restore it; "+
		"if the case is over, close it with /appeal close %s and the reason. %s", f.who(), f.r.Name, f.k.Number, f.k.Number, meanwhile)
}

// found takes the mark off a room that was lost for one reason, and shows the
// newest state in it. A room that was not lost stays as it is.
func (f fate) found(what, lost bot.RoomFate) error {
	if f.r.Lost != lost {
		return nil
	}
	f.r.Lost, f.r.LostAt = "", zero
	if err := f.keep(string(what)+" channel", place(f.r)); err != nil {
		return err
	}
	if err := f.roomOn(f.on, f.k); err != nil || f.over() { // that of a closed case has yet to be archived
		return err
	}
	how := "added me again to"
	if what == bot.RoomRestored {
		how = "restored"
	}
	if err := f.announce(what, "%s %s %s, the channel of case %s. The cards of its open appeals are shown there again; go on there.",
		f.who(), how, f.r.Name, f.k.Number); err != nil {
		return err
	}
	_, err := f.cards()
	return err
}

// renamed remembers what a room is called, for the sentences that name it, and
// has its title and topic set again: they say which case it is.
func (f fate) renamed(name string) error {
	if name == "" {
		return nil
	}
	was := f.r.Name
	f.r.Name, f.r.Topic = name, ""
	if err := f.keep("renamed channel", place(f.r)+", was "+was); err != nil || f.over() {
		return err
	}
	return f.roomOn(f.on, f.k)
}

// deleted lets the case have a new room, made and filled like the first. A case
// that is closed needs none.
func (f fate) deleted() error {
	was := f.r
	if f.over() {
		f.r.Step, f.r.Lost, f.r.LostAt = bot.RoomArchived, "", zero
		return f.keep("deleted channel", place(was))
	}
	f.r = bot.Room{Platform: was.Platform, Before: was.Before + 1}
	if err := f.keep("deleted channel", place(was)); err != nil {
		return err
	}
	if err := f.announce(bot.RoomDeleted, "%s deleted %s, the channel of case %s. I am making a new one with the same members; the cards of its open appeals come into it. "+
		"What the public answered so far is shown there with /appeal replies.", f.who(), was.Name, f.k.Number); err != nil {
		return err
	}
	if err := f.roomOn(f.on, f.k); err != nil {
		return err
	}
	as, err := f.cards()
	if err != nil {
		return err
	}
	for _, a := range as {
		if err := f.questions(a); err != nil {
			return err
		}
	}
	return nil
}

// keep stores the room and what happened to it.
func (f fate) keep(what, detail string) error {
	f.k.SetRoom(f.r)
	if err := f.PutCase(f.k); err != nil {
		return err
	}
	return f.log(what, f.k.ID, f.k.ID, detail)
}

// place names a room for the audit log.
func place(r bot.Room) string { return r.Platform + " " + r.Name + " " + r.Channel }

// announce tells the duty channel of the platform.
func (f fate) announce(what bot.RoomFate, format string, args ...any) error {
	return f.dutyOn(f.on, fmt.Sprintf("room/%s/%s/%s", f.k.ID, what, f.by.Event), fmt.Sprintf(format, args...))
}

// who is whoever did it, at the beginning of a sentence.
func (f fate) who() string {
	p := f.by.Person
	if _, known := f.d.o.Roster.ByID(p.ID); known {
		return p.Name
	}
	if string(p.ID) == f.r.Platform {
		return "Somebody" // the platform does not say who
	}
	return "Somebody whom I do not know (" + string(p.ID) + ")"
}

// cards shows the cards of the case's open appeals anew, and returns the
// appeals.
func (f fate) cards() ([]bot.Appeal, error) {
	as, err := f.AppealsOf(f.k.ID, f.k.Appeals)
	if err != nil {
		return nil, err
	}
	var open []bot.Appeal
	for _, a := range as {
		if a.State == bot.Done || a.State == bot.Cancelled {
			continue
		}
		if err := f.cardOn(f.on, a); err != nil {
			return nil, err
		}
		open = append(open, a)
	}
	return open, nil
}

// questions asks anew about the posts of an appeal that wait for a person.
func (f fate) questions(a bot.Appeal) error {
	ps, err := f.PostsOf(a.ID)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if p.State != bot.PostHeld && p.State != bot.PostAbsent && p.State != bot.PostRefused {
			continue
		}
		if err := f.reshowOn(f.on, bot.NoticeAsk, p.ID); err != nil {
			return err
		}
	}
	return nil
}
