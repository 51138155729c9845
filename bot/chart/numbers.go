package chart

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// Name says what people call a value of a dim: "x" is "X".
type Name func(d bot.Dim, value string) string

// Numbers are what a chart shows, and nothing that it does not.
type Numbers struct {
	From, To string // dates
	Zone     string
	// Step is how many days each of Bins has: 1, or 7 where there are too many.
	Step int
	Bins []Bin
	// Times are the medians: from draft to approval, from approval to public on
	// each network, and the first answer and tip.
	Times []Span
	// Kinds are the appeals that were published, by kind, and Places the posts,
	// replies and tips, by network; by account where there is one network only.
	Kinds  []Bar
	Places []Place
}

// A Bin is one column of the part that shows replies over time.
type Bin struct {
	From          string
	Replies, Tips int
}

// A Span is one line of the part that shows how long things took.
type Span struct {
	Name        string
	N           int
	Median, P90 time.Duration
}

// A Bar is one line of the part that shows how many there are.
type Bar struct {
	Name string
	N    int
}

// A Place is one network or account.
type Place struct {
	Name                 string
	Posts, Replies, Tips int
}

const (
	mostBins = 92 // columns, before days are put together to weeks
	mostRows = 6  // of one part; the rest is put together
)

// Of works out the numbers of a report.
func Of(r bot.Report, name Name) Numbers {
	n := Numbers{From: r.From, To: r.To, Zone: r.Zone, Step: 1}
	if r.Length > mostBins {
		n.Step = 7
	}
	n.Bins = bins(r, n.Step)
	by := place(r.Sum)
	n.Times = times(r.Sum, by, name)
	n.Kinds = kinds(r.Sum, name)
	n.Places = places(r.Sum, by, name)
	return n
}

// Empty reports whether there is nothing to draw.
func (n Numbers) Empty() bool {
	replies := slices.ContainsFunc(n.Bins, func(b Bin) bool { return b.Replies > 0 })
	return !replies && len(n.Times) == 0 && len(n.Kinds) == 0 && len(n.Places) == 0
}

// bins are the days of a report in steps that end with its last day. The first may
// have fewer.
func bins(r bot.Report, step int) []Bin {
	var out []Bin
	for at := r.Length; at > 0; at -= step {
		out = append(out, Bin{From: bot.Later(r.To, 1-min(at, r.Length))})
	}
	if rest := r.Length % step; rest > 0 { // the short one comes first
		out = out[:0]
		out = append(out, Bin{From: r.From})
		for at := rest; at < r.Length; at += step {
			out = append(out, Bin{From: bot.Later(r.From, at)})
		}
	}
	for _, d := range r.Days {
		i, there := slices.BinarySearchFunc(out, d.Date, func(b Bin, date string) int { return cmp.Compare(b.From, date) })
		if !there {
			i--
		}
		if i >= 0 {
			out[i].Replies += d.Count(bot.Replies)
			out[i].Tips += d.Count(bot.Tips)
		}
	}
	return out
}

// place is the dim by which networks are told apart: where there is one only, its
// accounts say more.
func place(d bot.Day) bot.Dim {
	seen := map[string]bool{}
	for _, m := range []bot.Measure{bot.PostsPublished, bot.Replies} {
		for k := range d.CountBy(m, bot.DimNetwork) {
			seen[k] = true
		}
	}
	if len(seen) > 1 {
		return bot.DimNetwork
	}
	return bot.DimAccount
}

func times(d bot.Day, by bot.Dim, name Name) []Span {
	var out []Span
	add := func(name string, t bot.Times) {
		if t.N > 0 {
			out = append(out, Span{Name: name, N: t.N, Median: t.Quantile(0.5), P90: t.Quantile(0.9)})
		}
	}
	add("Draft to approval", d.Time(bot.DraftToApproval))
	accepted := d.TimeBy(bot.ApprovalToAccepted, by)
	keys := slices.SortedFunc(maps.Keys(accepted), func(a, b string) int {
		return cmp.Or(cmp.Compare(accepted[b].N, accepted[a].N), cmp.Compare(a, b))
	})
	for i, k := range keys {
		if i == mostRows-1 && len(keys) > mostRows {
			add(fmt.Sprintf("Approval to public, %d others", len(keys)-i), rest(d, by, keys[i:]))
			break
		}
		add("Approval to "+name(by, k), accepted[k])
	}
	add("Public to first answer", d.Time(bot.FirstAnswer))
	add("Public to first tip", d.Time(bot.FirstTip))
	return out
}

// rest is the time from approval to public on some places together.
func rest(d bot.Day, by bot.Dim, keys []string) bot.Times {
	f := bot.FigureOf(bot.ApprovalToAccepted)
	var some bot.Day
	some.Times = map[bot.Measure]map[bot.Cell]bot.Times{f.Name: {}}
	for c, t := range d.Times[f.Name] {
		if slices.Contains(keys, f.Get(c, by)) {
			some.Times[f.Name][c] = t
		}
	}
	return some.Time(f.Name)
}

func kinds(d bot.Day, name Name) []Bar {
	var out []Bar
	for k, n := range d.CountBy(bot.AppealsPublished, bot.DimKind) {
		out = append(out, Bar{Name: name(bot.DimKind, k), N: n})
	}
	slices.SortFunc(out, func(a, b Bar) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Name, b.Name)) })
	if len(out) > mostRows {
		more := Bar{Name: fmt.Sprintf("%d other kinds", len(out)-mostRows+1)}
		for _, b := range out[mostRows-1:] {
			more.N += b.N
		}
		out = append(out[:mostRows-1], more)
	}
	return out
}

func places(d bot.Day, by bot.Dim, name Name) []Place {
	all := map[string]*Place{}
	add := func(m bot.Measure, to func(*Place) *int) {
		for k, n := range d.CountBy(m, by) {
			if all[k] == nil {
				all[k] = &Place{Name: name(by, k)}
			}
			*to(all[k]) += n
		}
	}
	add(bot.PostsPublished, func(p *Place) *int { return &p.Posts })
	add(bot.Replies, func(p *Place) *int { return &p.Replies })
	add(bot.Tips, func(p *Place) *int { return &p.Tips })
	var out []Place
	for _, p := range all {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Place) int {
		return cmp.Or(cmp.Compare(b.Replies, a.Replies), cmp.Compare(b.Posts, a.Posts), cmp.Compare(a.Name, b.Name))
	})
	if len(out) > mostRows {
		more := Place{Name: fmt.Sprintf("%d others", len(out)-mostRows+1)}
		for _, p := range out[mostRows-1:] {
			more.Posts, more.Replies, more.Tips = more.Posts+p.Posts, more.Replies+p.Replies, more.Tips+p.Tips
		}
		out = append(out[:mostRows-1], more)
	}
	return out
}

// String is the numbers as text.
func (n Numbers) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s to %s, days of %s, in steps of %d\n", n.From, n.To, n.Zone, n.Step)
	for _, x := range n.Bins {
		fmt.Fprintf(&b, "%s: %d replies, %d tips\n", x.From, x.Replies, x.Tips)
	}
	for _, x := range n.Times {
		fmt.Fprintf(&b, "%s: n %d, median %s, 90 %% within %s\n", x.Name, x.N, Took(x.Median), Took(x.P90))
	}
	for _, x := range n.Kinds {
		fmt.Fprintf(&b, "published, %s: %d\n", x.Name, x.N)
	}
	for _, x := range n.Places {
		fmt.Fprintf(&b, "%s: %d posts, %d replies, %d tips\n", x.Name, x.Posts, x.Replies, x.Tips)
	}
	return b.String()
}

// Took says how long something took in at most two units.
func Took(d time.Duration) string {
	d = d.Round(time.Second)
	units := []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}}
	for i, u := range units {
		if d < u.of {
			continue
		}
		s := fmt.Sprintf("%d %s", d/u.of, u.name)
		if i+1 < len(units) {
			next := units[i+1]
			if k := d % u.of / next.of; k > 0 && d/u.of < 10 {
				s += fmt.Sprintf(" %d %s", k, next.name)
			}
		}
		return s
	}
	return "0 s"
}
