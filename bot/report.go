package bot

import (
	"encoding/csv"
	"strconv"
	"strings"
	"time"
)

// A Report is what was counted in some days, in all cases or in one.
type Report struct {
	Case     ID     // empty: all
	From, To string // dates, both included
	Length   int    // how many days these are
	Zone     string // in which days begin and end
	// Counting is since when anything is counted; zero for never.
	Counting time.Time
	Days     []Day // on which anything was counted, the oldest first
	Sum      Day   // of the days
	Before   Day   // of as many days before From
}

// MostDays is how many days a report may be about: a leap year.
const MostDays = 366

// ReadReport reads what was counted in a number of days up to that of now, in its
// zone.
func ReadReport(tx FigureTx, caseID ID, now time.Time, days int) (Report, error) {
	scope := caseID
	if scope == "" {
		scope = Everywhere
	}
	days = min(max(days, 1), MostDays)
	to := now.Format(time.DateOnly)
	r := Report{Case: caseID, From: Later(to, 1-days), To: to, Length: days, Zone: now.Format("MST")}
	var err error
	if r.Counting, err = tx.Counting(); err != nil {
		return r, err
	}
	if r.Days, err = tx.Days(scope, r.From, r.To, days); err != nil {
		return r, err
	}
	before, err := tx.Days(scope, Later(r.From, -days), Later(r.From, -1), days)
	r.Sum, r.Before = Sum(r.Days), Sum(before)
	return r, err
}

// Later is a date some days later, or earlier.
func Later(date string, days int) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// Empty reports whether nothing was counted.
func (r Report) Empty() bool { return len(r.Days) == 0 }

// Whole reports whether everything of the period was counted: it began on a later
// day than counting did.
func (r Report) Whole(zone *time.Location) bool {
	return !r.Counting.IsZero() && r.Counting.In(zone).Format(time.DateOnly) < r.From
}

// CSV is the report as a table: a line for each day, figure and cell in which
// anything was counted. It has numbers and the names of things of the
// configuration, and no word of anybody.
func (r Report) CSV() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(CSVHeader())
	for _, d := range r.Days {
		for _, f := range Figures() {
			for _, c := range d.Cells(f.Name) {
				_ = w.Write(d.line(f, c))
			}
		}
	}
	w.Flush() // into memory, which does not fail
	return b.String()
}

// CSVHeader names the columns of CSV.
func CSVHeader() []string {
	out := []string{"date", "figure", "unit"}
	for _, d := range Dims() {
		out = append(out, string(d))
	}
	return append(out, "n", "total_seconds", "median_seconds", "p90_seconds", "samples")
}

func (d Day) line(f Figure, c Cell) []string {
	out := []string{d.Date, string(f.Name), string(f.Unit)}
	for _, dim := range Dims() {
		out = append(out, f.Get(c, dim))
	}
	if f.Unit == UnitCount {
		return append(out, strconv.Itoa(d.Counts[f.Name][c]), "", "", "", "")
	}
	t := d.Times[f.Name][c]
	return append(out, strconv.Itoa(t.N), strconv.FormatInt(t.Total, 10),
		number(t.Quantile(0.5)), number(t.Quantile(0.9)), strconv.Itoa(len(t.Samples)))
}

// number is a duration in seconds, with a half where there is one.
func number(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) }
