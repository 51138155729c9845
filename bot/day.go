package bot

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// A Day is what was counted on one day of the department, in all cases or in one.
// It is added to in the transaction that stores what is counted, so that nothing
// is counted twice or forgotten, and nothing has to be counted by looking through
// everything.
type Day struct {
	Scope  ID                         // Everywhere, or a case
	Date   string                     // "2026-11-23" in the department's zone; Ever for all days together
	Counts map[Measure]map[Cell]int   `json:",omitempty"`
	Times  map[Measure]map[Cell]Times `json:",omitempty"`
}

// Ever is the date of the Day that holds all days together. It has no samples.
const Ever = "ever"

// Cell is what one count of a figure is about: a value for each of its Dims, in
// their order.
type Cell string

// CellOf makes a cell.
func CellOf(values ...string) Cell { return Cell(strings.Join(values, cellMark)) }

// cellMark stands between the values of a cell. No kind, network, class or id of
// an account has it.
const cellMark = "|"

// Get returns the value of a dim in a cell of f; empty when f has no such dim.
func (f Figure) Get(c Cell, d Dim) string {
	i := slices.Index(f.Dims, d)
	vs := strings.Split(string(c), cellMark)
	if i < 0 || i >= len(vs) {
		return ""
	}
	return vs[i]
}

// Times are durations in whole seconds. Of more than MaxTimes in a cell and a day
// the rest is counted, and left out of medians.
type Times struct {
	N       int     // how many there are
	Total   int64   // all of them together
	Samples []int64 `json:",omitempty"` // in ascending order
}

// MaxTimes is how many durations of one day are kept in one cell.
const MaxTimes = 500

// Add counts n things, or takes -n away.
func (d *Day) Add(m Measure, c Cell, n int) {
	if n == 0 {
		return
	}
	if d.Counts == nil {
		d.Counts = map[Measure]map[Cell]int{}
	}
	cells := d.Counts[m]
	if cells == nil {
		cells = map[Cell]int{}
		d.Counts[m] = cells
	}
	if cells[c] = max(cells[c]+n, 0); cells[c] == 0 {
		delete(cells, c)
	}
}

// Took counts one thing that took a while, or takes it away.
func (d *Day) Took(m Measure, c Cell, took time.Duration, away bool) {
	if d.Times == nil {
		d.Times = map[Measure]map[Cell]Times{}
	}
	if d.Times[m] == nil {
		d.Times[m] = map[Cell]Times{}
	}
	t := d.Times[m][c]
	s := seconds(took)
	i, there := slices.BinarySearch(t.Samples, s)
	switch {
	case away && t.N == 0:
		return
	case away:
		t.N--
		t.Total = max(t.Total-s, 0)
		if there {
			t.Samples = slices.Delete(slices.Clone(t.Samples), i, i+1)
		}
	default:
		t.N++
		t.Total += s
		if d.Date != Ever && len(t.Samples) < MaxTimes {
			t.Samples = slices.Insert(slices.Clone(t.Samples), i, s)
		}
	}
	d.Times[m][c] = t
	if t.N == 0 {
		delete(d.Times[m], c)
	}
}

// seconds is a duration as it is counted. A network's clock may be behind ours.
func seconds(d time.Duration) int64 { return max(int64(d.Round(time.Second)/time.Second), 0) }

// Quantile returns the value that a share of the samples does not exceed: the
// middle one, or the mean of the two in the middle, for 0.5; the nearest rank
// otherwise. It is zero without samples.
func (t Times) Quantile(share float64) time.Duration {
	n := len(t.Samples)
	if n == 0 {
		return 0
	}
	if share == 0.5 && n%2 == 0 {
		return time.Duration(t.Samples[n/2-1]+t.Samples[n/2]) * time.Second / 2
	}
	// Rounded up, with room for what a product of floats lacks.
	rank := int(share*float64(n)+1-1e-9) - 1
	return time.Duration(t.Samples[min(max(rank, 0), n-1)]) * time.Second
}

// add adds others. Samples are in no order until they are sorted, which is done once
// for all that are added.
func (t *Times) add(u Times) {
	t.N, t.Total, t.Samples = t.N+u.N, t.Total+u.Total, append(t.Samples, u.Samples...)
}

// Sum is several days together.
func Sum(days []Day) Day {
	var out Day
	for _, d := range days {
		for m, cells := range d.Counts {
			for c, n := range cells {
				out.Add(m, c, n)
			}
		}
		for m, cells := range d.Times {
			if out.Times == nil {
				out.Times = map[Measure]map[Cell]Times{}
			}
			if out.Times[m] == nil {
				out.Times[m] = map[Cell]Times{}
			}
			for c, t := range cells {
				sum := out.Times[m][c]
				sum.add(t)
				out.Times[m][c] = sum
			}
		}
	}
	for _, cells := range out.Times {
		for _, t := range cells {
			slices.Sort(t.Samples)
		}
	}
	return out
}

// Count is a figure over all its cells.
func (d Day) Count(m Measure) int {
	n := 0
	for _, k := range d.Counts[m] {
		n += k
	}
	return n
}

// Time is a figure over all its cells.
func (d Day) Time(m Measure) Times {
	var out Times
	for _, t := range d.Times[m] {
		out.add(t)
	}
	slices.Sort(out.Samples)
	return out
}

// CountBy is a figure by one of its dims.
func (d Day) CountBy(m Measure, by Dim) map[string]int {
	out := map[string]int{}
	f := FigureOf(m)
	for c, n := range d.Counts[m] {
		out[f.Get(c, by)] += n
	}
	return out
}

// TimeBy is a figure by one of its dims.
func (d Day) TimeBy(m Measure, by Dim) map[string]Times {
	out := map[string]Times{}
	f := FigureOf(m)
	for c, t := range d.Times[m] {
		k := f.Get(c, by)
		sum := out[k]
		sum.add(t)
		out[k] = sum
	}
	for _, t := range out {
		slices.Sort(t.Samples)
	}
	return out
}

// Cells returns the cells of a figure in which there is anything, in order.
func (d Day) Cells(m Measure) []Cell {
	if FigureOf(m).Unit == UnitSeconds {
		return slices.Sorted(maps.Keys(d.Times[m]))
	}
	return slices.Sorted(maps.Keys(d.Counts[m]))
}
