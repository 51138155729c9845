package commands_test

import (
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/chat/practice"
	wall "appealbot/bot/network/practice"
)

// posts are everything that an account ever published.
func (d *department) posts(id bot.AccountID) (out []wall.Post) {
	for _, t := range d.wall.Threads(id, "", 10000, 0) {
		for _, p := range t.Posts {
			out = append(out, p.Post)
		}
	}
	return out
}

// repliesShown is what all cards of replies say, in all the channels of cases.
func (d *department) repliesShown() (string, error) {
	chans, err := d.room.Channels("carla")
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, c := range chans {
		for before, more := "", true; more; {
			p, err := d.room.Page("carla", c.ID, before, practice.MaxPage)
			if err != nil {
				return "", err
			}
			for _, m := range p.Messages {
				ms := []practice.Message{m}
				if m.Replies > 0 {
					t, err := d.room.Thread("carla", c.ID, m.ID, "", practice.MaxPage)
					if err != nil {
						return "", err
					}
					ms = append(ms, t.Messages...)
				}
				for _, m := range ms {
					if isReply(m.Body) {
						b.WriteString(m.Body.Plain())
					}
				}
			}
			before, more = p.Older, p.Older != ""
		}
	}
	return b.String(), nil
}

// buttons are the buttons of the newest messages of the present channel that somebody
// sees, with the message of each.
func (d *department) buttons(user string, newest int) (on []practice.Message, bs []chat.Button) {
	ms, err := d.page(user)
	if err != nil {
		return nil, nil // they are not in it
	}
	slices.SortFunc(ms, func(a, b practice.Message) int { return int(b.Order) - int(a.Order) })
	for _, m := range ms {
		all := m.Body.Buttons
		for _, s := range m.Body.Sections {
			all = slices.Concat(all, s.Buttons)
		}
		for _, b := range all {
			on, bs = append(on, m), append(bs, b)
		}
		if newest--; newest <= 0 {
			break
		}
	}
	return on, bs
}

// channels are those that somebody is in: the cases', and others.
func (d *department) channels(user string) (cases, others []string) {
	chans, err := d.room.Channels(user)
	if err != nil {
		return nil, nil
	}
	for _, c := range chans {
		switch {
		case c.Archived, c.NoBot:
		case c.Private && !c.Direct:
			cases = append(cases, c.ID)
		default:
			others = append(others, c.ID)
		}
	}
	return cases, others
}

// fateOf is what the audit log says of something public.
func (d *department) fateOf(account bot.AccountID, remote string) string {
	var b strings.Builder
	if err := d.store.View(d.t.Context(), func(tx bot.Tx) error {
		p, err := tx.PostByRemote(account, remote)
		if err != nil {
			return err
		}
		about := []bot.ID{p.ID, p.Appeal, bot.Removal(p, d.time()).ID}
		es, err := tx.Events(1, 100_000)
		for _, e := range es {
			if slices.Contains(about, e.About) {
				fmt.Fprintf(&b, "    %s %s: %s (%s): %s\n", e.At.In(d.desk.Now().Location()).Format("Mon 2 Jan 15:04:05"), e.Name, e.What, e.Via, e.Detail)
			}
		}
		return err
	}); err != nil {
		return err.Error()
	}
	return b.String()
}
