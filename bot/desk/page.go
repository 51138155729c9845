package desk

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// Limits of paging. A flood of false alarms must not drown the true one, so that
// after a few pages in alarmWindow the rest of it comes in one, at its end.
const (
	pages      = 5  // sent at once in alarmWindow
	pagesShown = 20 // of each place that are shown anew when somebody takes what they are about
)

// Places of a page. The room's holds everybody who knows the case, the duty
// channel whoever is on duty.
const (
	atDuty = "duty"
	inCase = "room"
)

// Duty returns whom emergencies call: the people of the configuration, or
// whoever may approve where it names nobody.
func (d *Desk) Duty() []bot.Person {
	var out []bot.Person
	for _, id := range d.o.Duty {
		if p, known := d.o.Roster.ByID(id); known {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return d.o.Roster.With(bot.Approver)
	}
	return out
}

// Watch pages the duty list again where nobody has taken an emergency in time,
// and returns when it has to be called next; zero for never. The outbox calls it
// in the transaction that takes the watch notice, so that neither a restart nor a
// platform that is down stops it: whichever platform comes first pages on all.
func (d *Desk) Watch(tx bot.Tx, n bot.Notice) (time.Time, error) {
	t, err := tx.Tally(n.Subject)
	if err != nil {
		return time.Time{}, err
	}
	by := Actor{Person: bot.Person{ID: "replies", Name: "replies"}, Via: n.Platform}
	c := &change{Tx: tx, d: d, by: by, now: d.Now()}
	if err := c.pageDue(&t, n.Subject); err != nil {
		return time.Time{}, err
	}
	return t.NextPage(), tx.PutTally(n.Subject, t)
}

// pageDue pages the duty list to those open emergencies of a case whose time has
// come. Whoever calls it stores the tally.
func (c *change) pageDue(t *bot.Tally, caseID bot.ID) error {
	ids := t.Page(c.now)
	if len(ids) == 0 {
		return nil
	}
	k, err := c.Case(caseID)
	if err != nil && !errors.Is(err, bot.ErrNotFound) {
		return err
	}
	for _, platform := range c.d.o.Platforms {
		if err := c.pageAt(t, caseID, platform, atDuty, ids); err != nil {
			return err
		}
		// What is for a room that takes nothing comes into the duty channel,
		// which has its page.
		if k.ID == "" || k.State == bot.CaseClosed || k.Room(platform).Lost != "" {
			continue
		}
		if err := c.pageAt(t, caseID, platform, inCase, ids); err != nil {
			return err
		}
	}
	return c.log("paged the duty list", "", caseID, numbered(c, ids))
}

// numbered names the first of the replies for the audit log, and counts them.
func numbered(tx bot.Tx, ids []bot.ID) string {
	const most = 10
	var names []string
	for _, id := range ids[:min(len(ids), most)] {
		if r, err := tx.Reply(id); err == nil {
			names = append(names, fmt.Sprintf("R%d", r.Number))
		}
	}
	return fmt.Sprintf("%d emergencies: %s", len(ids), strings.Join(names, " "))
}

// pageAt asks for a page in one place. One that has not been sent there yet is
// about these, too: a platform that was down for an hour tells everything once.
func (c *change) pageAt(t *bot.Tally, caseID bot.ID, platform, place string, ids []bot.ID) error {
	key := platform + "/" + place
	number := t.Pages[key]
	last, err := c.Notice(pageID(platform, caseID, place, number))
	switch {
	case err == nil && last.Sent == 0 && last.Lease.IsZero():
		ids = joined(last.About, ids)
	case err == nil || errors.Is(err, bot.ErrNotFound):
		number++
	default:
		return err
	}
	counts := map[string]int{}
	maps.Copy(counts, t.Pages)
	counts[key] = number
	t.Pages = counts
	n := bot.Notice{Kind: bot.NoticePage, Subject: caseID, Case: caseID, Lane: bot.LaneUrgent, About: ids}
	if place == atDuty {
		n.Case, n.Channel = "", "duty"
	}
	return bot.Show(c, []string{platform}, c.now, n, pageKey(place, number))
}

func pageKey(place string, number int) string { return fmt.Sprintf("%s/%d", place, number) }

func pageID(platform string, caseID bot.ID, place string, number int) bot.ID {
	return bot.NoticeID(bot.NoticePage, platform, caseID, pageKey(place, number))
}

// joined returns the replies of two pages, as many as one case keeps open.
func joined(old, fresh []bot.ID) []bot.ID {
	out := slices.Clone(fresh)
	for _, id := range old {
		if len(out) < bot.MostOpen && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// watch has the emergencies of a case watched from now on. It belongs to the duty
// channel: the room of a case that is closed meanwhile must not wait for it.
func (c *change) watch(caseID bot.ID) error {
	return bot.Show(c, c.d.o.Platforms, c.now, bot.Notice{
		Kind: bot.NoticeWatch, Subject: caseID, Channel: "duty", Lane: bot.LaneUrgent,
	}, "")
}

// repage shows those pages anew that are about any of the replies.
func (c *change) repage(t bot.Tally, caseID bot.ID, ids ...bot.ID) error {
	for key, newest := range t.Pages {
		platform, place, _ := strings.Cut(key, "/")
		for i := newest; i > max(0, newest-pagesShown); i-- {
			n, err := c.Notice(pageID(platform, caseID, place, i))
			if errors.Is(err, bot.ErrNotFound) {
				continue
			} else if err != nil {
				return err
			}
			if !slices.ContainsFunc(ids, func(id bot.ID) bool { return slices.Contains(n.About, id) }) {
				continue
			}
			if err := bot.Show(c, []string{platform}, c.now, n, pageKey(place, i)); err != nil {
				return err
			}
		}
	}
	return nil
}
