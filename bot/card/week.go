package card

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// WeekView is everything that the weekly digest shows.
type WeekView struct {
	Report  bot.Report
	Waiting []View // appeals that wait for approval; without posts
	More    int    // of those that are not in Waiting
	Gone    int    // cases with copies that should be gone
	Reviews int    // reviews that are still to come
	Best    []CaseTips
}

// CaseTips is a case and the tips that came in a week.
type CaseTips struct {
	Case          bot.Case
	Tips, Replies int
}

// Bounds of what a digest looks at.
const (
	weekDays    = 7
	weekOpen    = 200  // open appeals
	weekJobs    = 1000 // jobs
	weekCases   = 500  // cases of one day
	weekWaiting = 8    // shown
	weekBest    = 5    // shown
)

// LoadWeek reads what the digest of the seven days to a date shows. What waits is
// as it is now.
func LoadWeek(tx bot.Tx, to string, now time.Time) (WeekView, error) {
	var v WeekView
	day, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return v, fmt.Errorf("digest of the week to %q: %w", to, err)
	}
	y, m, d := day.Date()
	v.Report, err = bot.ReadReport(tx, "", time.Date(y, m, d, 12, 0, 0, 0, now.Location()), weekDays)
	if err != nil {
		return v, err
	}
	return v, errors.Join(v.waits(tx), v.jobs(tx, now), v.best(tx))
}

func (v *WeekView) waits(tx bot.Tx) error {
	as, err := tx.OpenAppeals(weekOpen)
	if err != nil {
		return err
	}
	as = slices.DeleteFunc(as, func(a bot.Appeal) bool { return a.State != bot.Waiting })
	slices.SortFunc(as, func(a, b bot.Appeal) int { return a.Changed.At.Compare(b.Changed.At) })
	v.More = max(len(as)-weekWaiting, 0)
	for _, a := range as[:min(len(as), weekWaiting)] {
		k, err := tx.Case(a.Case)
		if err != nil {
			return err
		}
		v.Waiting = append(v.Waiting, View{Case: k, Appeal: a})
	}
	return nil
}

// jobs counts what the clock still goes after.
func (v *WeekView) jobs(tx bot.Tx, now time.Time) error {
	js, err := tx.DueJobs(now.AddDate(100, 0, 0), weekJobs)
	for _, j := range js {
		switch j.Kind {
		case bot.JobGone:
			v.Gone++
		case bot.JobReview:
			v.Reviews++
		}
	}
	return err
}

// best finds the cases with the most tips.
func (v *WeekView) best(tx bot.Tx) error {
	sums := map[bot.ID]*CaseTips{}
	for i := range weekDays {
		ds, err := tx.DaysOn(bot.Later(v.Report.To, -i), weekCases)
		if err != nil {
			return err
		}
		for _, d := range ds {
			if d.Scope == bot.Everywhere || d.Count(bot.Tips) == 0 && d.Count(bot.Replies) == 0 {
				continue
			}
			if sums[d.Scope] == nil {
				sums[d.Scope] = &CaseTips{Case: bot.Case{ID: d.Scope}}
			}
			sums[d.Scope].Tips += d.Count(bot.Tips)
			sums[d.Scope].Replies += d.Count(bot.Replies)
		}
	}
	var all []CaseTips
	for _, s := range sums {
		if s.Tips > 0 {
			all = append(all, *s)
		}
	}
	slices.SortFunc(all, func(a, b CaseTips) int {
		return cmp.Or(cmp.Compare(b.Tips, a.Tips), cmp.Compare(b.Replies, a.Replies), cmp.Compare(a.Case.ID, b.Case.ID))
	})
	for _, s := range all {
		k, err := tx.Case(s.Case.ID)
		if errors.Is(err, bot.ErrNotFound) {
			continue // it was purged
		} else if err != nil {
			return err
		}
		s.Case = k
		if v.Best = append(v.Best, s); len(v.Best) == weekBest {
			break
		}
	}
	return nil
}

// Week shows the weekly digest.
func (b Book) Week(v WeekView) (chat.Message, error) {
	m, err := b.Figures(v.Report, bot.Case{}, nil, "")
	if err != nil {
		return m, err
	}
	m.Text = "The week" + strings.TrimPrefix(m.Text, "Figures of 7 days")
	var waits []chat.Section
	if s := b.weekWaits(v); len(s.Fields) > 0 {
		waits = append(waits, s)
	}
	if len(v.Best) > 0 {
		s := chat.Section{Heading: "Most tips"}
		for _, t := range v.Best {
			s.Fields = append(s.Fields, chat.Field{
				Label: t.Case.Number, Value: fmt.Sprintf("%s of %s: %s", count(t.Tips, "tip", "tips"), count(t.Replies, "reply", "replies"), t.Case.Title),
			})
		}
		waits = append(waits, s)
	}
	// What somebody has to do comes before what was.
	m.Sections = append(waits, m.Sections...)
	return m, nil
}

func (b Book) weekWaits(v WeekView) chat.Section {
	s := chat.Section{Heading: "Still waits", Tone: chat.Waiting}
	for _, w := range v.Waiting {
		s.Fields = append(s.Fields, chat.Field{Label: w.title(), Value: "for approval since " + b.when(w.Appeal.Changed.At)})
	}
	if v.More > 0 {
		s.Fields = append(s.Fields, chat.Field{Label: "More", Value: count(v.More, "appeal", "appeals") + "; see /appeal list"})
	}
	if v.Gone > 0 {
		s.Fields = append(s.Fields, chat.Field{Label: "To be gone", Value: "posts of " + count(v.Gone, "case", "cases") + " that should not be public any more"})
	}
	if v.Reviews > 0 {
		s.Fields = append(s.Fields, chat.Field{Label: "To be reviewed", Value: count(v.Reviews, "appeal", "appeals") + " that one officer published alone"})
	}
	return s
}
