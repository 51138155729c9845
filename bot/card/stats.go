package card

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chart"
	"appealbot/bot/chat"
)

// Figures shows what was counted: a few numbers with those of the time before, how
// often officers agreed with the rules so far, and a chart. No theme is the usual one.
func (b Book) Figures(r bot.Report, k bot.Case, scores map[bot.Class]bot.Score, theme chart.Theme) (chat.Message, error) {
	m := chat.Message{Text: b.figuresTitle(r, k), Tone: chat.Info, Exercise: k.Exercise}
	m.Sections = slices.Concat(b.figureSections(r), agreement(scores))
	if s := b.counted(r); s != "" {
		m.Sections = append(m.Sections, chat.Section{Text: s})
	}
	if r.Empty() {
		return m, nil
	}
	picture, err := b.chart(r, k, theme)
	if err != nil {
		return m, err
	}
	m.Sections = append(m.Sections, chat.Section{Images: []chat.File{picture}})
	return m, nil
}

// FiguresCSV hands the figures out as a table.
func (b Book) FiguresCSV(r bot.Report, k bot.Case) chat.Message {
	name := "figures"
	if k.Number != "" {
		name += "-" + k.Number
	}
	m := chat.Message{Text: b.figuresTitle(r, k), Tone: chat.Info, Exercise: k.Exercise}
	m.Sections = []chat.Section{{Text: "The table has a line for each day, figure and account. What each figure means: /appeal stats definitions."}}
	if s := b.counted(r); s != "" {
		m.Sections = append(m.Sections, chat.Section{Text: s})
	}
	m.Files = []chat.File{{Name: fmt.Sprintf("%s-%s-%s.csv", name, r.From, r.To), Type: "text/csv", Data: []byte(r.CSV())}}
	return m
}

// Definitions says what every figure means.
func (b Book) Definitions() chat.Message {
	s := chat.Section{}
	for _, f := range bot.Figures() {
		s.Fields = append(s.Fields, chat.Field{Label: f.Title, Value: f.Means})
	}
	return chat.Message{Text: "What the figures mean", Tone: chat.Info, Sections: []chat.Section{s, {
		Text: fmt.Sprintf("Days begin and end in the department's time zone. A median is the middle one of all times; n is how many there are. Of more than %d of a kind in a day the rest is left out of medians.", bot.MaxTimes),
	}}}
}

func (b Book) figuresTitle(r bot.Report, k bot.Case) string {
	s := "Figures of " + days(r)
	if k.Number != "" {
		s = "Figures of case " + k.Number + ", " + days(r)
	}
	if r.Empty() {
		return s + ": nothing was counted"
	}
	return s + ": " + strings.Join([]string{
		count(r.Sum.Count(bot.AppealsPublished), "appeal", "appeals") + " published",
		count(r.Sum.Count(bot.Replies), "reply", "replies"),
		count(r.Sum.Count(bot.Tips), "tip", "tips"),
	}, ", ")
}

// days names the days of a report.
func days(r bot.Report) string {
	if r.Length == 1 {
		return date(r.To)
	}
	return fmt.Sprintf("%d days to %s", r.Length, date(r.To))
}

// date is a date as people write it.
func date(s string) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return t.Format("2 Jan 2006")
}

// figureSections are the numbers, so that nobody has to see the chart.
func (b Book) figureSections(r bot.Report) []chat.Section {
	appeals := chat.Section{Heading: "Appeals"}
	for _, m := range []bot.Measure{bot.AppealsDrafted, bot.AppealsApproved, bot.AppealsPublished} {
		b.figure(&appeals, r, m, bot.DimKind)
	}
	for _, m := range []bot.Measure{bot.PostsPublished, bot.PostsRemoved} {
		b.figure(&appeals, r, m, bot.DimAccount)
	}
	answers := chat.Section{Heading: "Answers"}
	b.figure(&answers, r, bot.Replies, bot.DimAccount)
	b.figure(&answers, r, bot.Tips, bot.DimAccount)
	b.figure(&answers, r, bot.Emergencies, bot.DimAccount)
	if by := b.by(r.Sum.CountBy(bot.Replies, bot.DimClass), bot.DimClass); len(by) > 0 {
		answers.Fields = append(answers.Fields, chat.Field{Label: "Read as", Value: strings.Join(by, ", ")})
	}
	times := chat.Section{Heading: "Times"}
	for _, m := range []bot.Measure{bot.DraftToApproval, bot.ApprovalToAccepted, bot.FirstAnswer, bot.FirstTip} {
		b.took(&times, r, m)
		if m != bot.ApprovalToAccepted {
			continue
		}
		on := r.Sum.TimeBy(m, bot.DimAccount)
		for k, t := range ordered(on, func(t bot.Times) int { return t.N }) {
			if len(on) > 1 {
				times.Fields = append(times.Fields, chat.Field{Label: "on " + b.valueOf(bot.DimAccount, k), Value: took(t)})
			}
		}
	}
	out := []chat.Section{}
	for _, s := range []chat.Section{appeals, answers, times} {
		if len(s.Fields) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// figure adds a count with what it was before and where it comes from, unless it is
// nothing and was nothing.
func (b Book) figure(s *chat.Section, r bot.Report, m bot.Measure, by bot.Dim) {
	now, before := r.Sum.Count(m), r.Before.Count(m)
	if now == 0 && before == 0 {
		return
	}
	v := fmt.Sprint(now)
	if b.comparable(r) {
		v += fmt.Sprintf(", %d before", before)
	}
	if parts := b.by(r.Sum.CountBy(m, by), by); len(parts) > 1 {
		v += " (" + strings.Join(parts, ", ") + ")"
	}
	s.Fields = append(s.Fields, chat.Field{Label: bot.FigureOf(m).Title, Value: v})
}

// comparable reports whether the time before was counted, too.
func (b Book) comparable(r bot.Report) bool {
	before := r
	before.From = bot.Later(r.From, -r.Length)
	return before.Whole(b.Now.Location())
}

// manyParts is how many parts of a figure are named.
const manyParts = 8

// by names what a figure is made of, the most first.
func (b Book) by(parts map[string]int, dim bot.Dim) []string {
	var out []string
	more := 0
	for k, n := range ordered(parts, func(n int) int { return n }) {
		if len(out) >= manyParts {
			more += n
			continue
		}
		out = append(out, fmt.Sprintf("%s %d", b.valueOf(dim, k), n))
	}
	if more > 0 {
		out = append(out, fmt.Sprintf("others %d", more))
	}
	return out
}

// valueOf is what people call a value of a dim.
func (b Book) valueOf(dim bot.Dim, v string) string {
	switch {
	case v == "":
		return "unknown"
	case dim == bot.DimKind:
		return bot.Kind(v).Title()
	case dim == bot.DimNetwork:
		return networkName(v)
	case dim == bot.DimAccount:
		return b.account(bot.AccountID(v))
	default:
		return v
	}
}

// took adds how long something took, if anything did.
func (b Book) took(s *chat.Section, r bot.Report, m bot.Measure) {
	if t := r.Sum.Time(m); t.N > 0 {
		s.Fields = append(s.Fields, chat.Field{Label: bot.FigureOf(m).Title, Value: took(t)})
	}
}

func took(t bot.Times) string {
	s := chart.Took(t.Quantile(0.5))
	if t.N == 1 {
		return s + " (n 1)"
	}
	s = fmt.Sprintf("median %s, 90 %% within %s (n %d", s, chart.Took(t.Quantile(0.9)), t.N)
	if len(t.Samples) < t.N {
		s += fmt.Sprintf(", of which %d are in the median", len(t.Samples))
	}
	return s + ")"
}

// Theme is how charts are drawn when nobody says.
func (b Book) Theme() chart.Theme {
	if b.Dark {
		return chart.Dark
	}
	return chart.Light
}

// counted says since when anything was counted, where that is not before the time
// that is shown.
func (b Book) counted(r bot.Report) string {
	switch {
	case r.Counting.IsZero():
		return "Nothing has been counted yet."
	case !r.Whole(b.Now.Location()):
		return fmt.Sprintf("Counted since %s. What was before is not in these figures.", b.when(r.Counting))
	case b.comparable(r) && !(r.Empty() && len(r.Before.Counts) == 0):
		return fmt.Sprintf("Before: the %s before these.", count(r.Length, "day", "days"))
	default:
		return ""
	}
}

// chart draws a report.
func (b Book) chart(r bot.Report, k bot.Case, theme chart.Theme) (chat.File, error) {
	n := chart.Of(r, b.valueOf)
	o := chart.Options{Title: "All cases", Theme: theme}
	if k.Number != "" {
		o.Title = "Case " + k.Number
	}
	f := chat.File{Name: fmt.Sprintf("figures-%s-%s.png", r.From, r.To), Type: "image/png", Alt: chartAlt(n)}
	var err error
	switch {
	case theme == "" && b.Schemes:
		o.Theme = chart.Dark
		if f.Dark, err = chart.Draw(n, o); err != nil {
			return chat.File{}, err
		}
		o.Theme = chart.Light
	case theme == "":
		o.Theme = b.Theme()
	}
	f.Data, err = chart.Draw(n, o)
	return f, err
}

// chartAlt says what a chart shows to whoever does not see it. The numbers are
// above it.
func chartAlt(n chart.Numbers) string {
	unit, on := "day", "on"
	if n.Step > 1 {
		unit, on = "week", "in the week from"
	}
	most := slices.MaxFunc(n.Bins, func(x, y chart.Bin) int {
		return cmp.Or(cmp.Compare(x.Replies, y.Replies), cmp.Compare(y.From, x.From))
	})
	s := "Chart of the figures above: replies and tips by " + unit
	if most.Replies > 0 {
		s += fmt.Sprintf(", the most replies, %d, %s %s", most.Replies, on, date(most.From))
	}
	return s + "; how long approval, publication and the first answers took; and what was published and answered where."
}

// ordered goes through a map from the greatest to the least.
func ordered[V any](m map[string]V, size func(V) int) func(func(string, V) bool) {
	keys := slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		return cmp.Or(cmp.Compare(size(m[b]), size(m[a])), cmp.Compare(a, b))
	})
	return func(yield func(string, V) bool) {
		for _, k := range keys {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}
