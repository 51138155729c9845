package commands

import (
	"strconv"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chart"
	"appealbot/bot/chat"
)

// statsAsk is what somebody wants of the figures.
type statsAsk struct {
	ref         string // of a case; empty: where it was asked
	days        int    // zero: since the case began, or a month
	csv         bool
	definitions bool
	theme       chart.Theme
}

// usualDays is how many days figures are about when nobody says.
const usualDays = 30

func (q *request) stats(rest string) (chat.Answer, error) {
	s, err := parseStats(rest, "")
	if err != nil {
		return chat.Answer{}, err
	}
	if s.definitions {
		return show(q.book().Definitions()), nil
	}
	k, err := q.findCase(s.ref)
	if err != nil && s.ref != "" {
		return chat.Answer{}, err
	}
	if s.days == 0 { // outside a case's channel: of no case
		s.days = usualDays
		if k.ID != "" {
			s.days = daysSince(k.Opened, q.desk.Now())
		}
	}
	r, err := q.desk.Figures(q.ctx, k.ID, s.days)
	if err != nil {
		return chat.Answer{}, err
	}
	if s.csv {
		return show(q.book().FiguresCSV(r, k)), nil
	}
	scores, err := q.desk.Scores(q.ctx, k.ID)
	if err != nil {
		return chat.Answer{}, err
	}
	m, err := q.book().Figures(r, k, scores, s.theme)
	return show(m), err
}

// daysSince is how many days there are from one time to another, both included.
func daysSince(from, to time.Time) int {
	a, _ := time.Parse(time.DateOnly, from.In(to.Location()).Format(time.DateOnly))
	b, _ := time.Parse(time.DateOnly, to.Format(time.DateOnly))
	return min(max(int(b.Sub(a).Hours()/24)+1, 1), bot.MostDays)
}

func parseStats(rest string, theme chart.Theme) (statsAsk, error) {
	s := statsAsk{theme: theme}
	for w := range strings.FieldsSeq(rest) {
		days, span, err := statsDays(strings.ToLower(w))
		if err != nil {
			return s, err
		}
		switch l := strings.ToLower(w); {
		case l == "csv":
			s.csv = true
		case l == "definitions":
			s.definitions = true
		case l == string(chart.Dark) || l == string(chart.Light):
			s.theme = chart.Theme(l)
		case span && s.days > 0, !span && s.ref != "":
			return s, bot.Refuse(bot.ErrInvalid, "%q is one too many. Name one case, or one time such as 30d, or both: /appeal stats 2026-1234567 7d.", w)
		case span:
			s.days = days
		default:
			s.ref = w
		}
	}
	return s, nil
}

// statsDays reads a time such as 7d, 4w or 1y, and reports whether it is one.
func statsDays(w string) (days int, ok bool, err error) {
	units := map[byte]int{'d': 1, 'w': 7, 'y': bot.MostDays}
	if len(w) < 2 {
		return 0, false, nil
	}
	unit, n := units[w[len(w)-1]], 0
	if unit == 0 {
		return 0, false, nil
	}
	if n, err = strconv.Atoi(w[:len(w)-1]); err != nil {
		return 0, false, nil //nolint:nilerr // It is a number of a case, or is refused as one.
	}
	if n < 1 || n > bot.MostDays/unit {
		return 0, true, bot.Refuse(bot.ErrInvalid, "Figures are shown of 1 day to 1 year. Write it like 7d, 30d, 90d or 1y; %q is not in between.", w)
	}
	return n * unit, true, nil
}
