package bot

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestQuantiles(t *testing.T) {
	for _, c := range []struct {
		samples     []int64
		median, p90 time.Duration
	}{
		{nil, 0, 0},
		{[]int64{7}, 7 * time.Second, 7 * time.Second},
		{[]int64{1, 2}, 1500 * time.Millisecond, 2 * time.Second},
		{[]int64{1, 2, 9}, 2 * time.Second, 9 * time.Second},
		{[]int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 5500 * time.Millisecond, 9 * time.Second},
		{[]int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 6 * time.Second, 10 * time.Second},
	} {
		x := Times{N: len(c.samples), Samples: c.samples}
		if got := x.Quantile(0.5); got != c.median {
			t.Errorf("median of %v is %s, want %s", c.samples, got, c.median)
		}
		if got := x.Quantile(0.9); got != c.p90 {
			t.Errorf("nine tenths of %v are within %s, want %s", c.samples, got, c.p90)
		}
	}
}

// More than fit are counted and left out of medians, and what is taken away again
// leaves what was before.
func TestSamplesAreBounded(t *testing.T) {
	d := Day{Date: "2026-11-23"}
	cell := CellOf("witness")
	for i := range MaxTimes + 10 {
		d.Took(FirstTip, cell, time.Duration(i)*time.Second, false)
	}
	x := d.Times[FirstTip][cell]
	if x.N != MaxTimes+10 || len(x.Samples) != MaxTimes || !slices.IsSorted(x.Samples) {
		t.Errorf("%d, of which %d are kept", x.N, len(x.Samples))
	}
	for i := range MaxTimes + 10 {
		d.Took(FirstTip, cell, time.Duration(i)*time.Second, true)
	}
	if got := d.Time(FirstTip); got.N != 0 || got.Total != 0 || len(d.Cells(FirstTip)) != 0 {
		t.Errorf("left are %+v", got)
	}
	d.Took(FirstTip, cell, time.Second, true)
	d.Add(Tips, cell, -1)
	if len(d.Cells(FirstTip)) != 0 || d.Count(Tips) != 0 {
		t.Error("what was never counted was taken away")
	}
	ever := Day{Date: Ever}
	ever.Took(FirstTip, cell, time.Minute, false)
	if x := ever.Times[FirstTip][cell]; x.N != 1 || x.Total != 60 || len(x.Samples) != 0 {
		t.Errorf("all days together keep %+v", x)
	}
}

func TestSumAndDims(t *testing.T) {
	var a, b Day
	a.Add(Replies, CellOf("x", "metro", "tip"), 2)
	a.Add(Replies, CellOf("x", "metro", "noise"), 1)
	b.Add(Replies, CellOf("mastodon", "page", "tip"), 4)
	a.Took(ApprovalToAccepted, CellOf("x", "metro"), 2*time.Second, false)
	b.Took(ApprovalToAccepted, CellOf("x", "metro"), time.Second, false)
	sum := Sum([]Day{a, b})
	if sum.Count(Replies) != 7 || sum.CountBy(Replies, DimClass)["tip"] != 6 || sum.CountBy(Replies, DimNetwork)["x"] != 3 || sum.CountBy(Replies, DimAccount)["page"] != 4 {
		t.Errorf("sum %v", sum.Counts)
	}
	if got := sum.TimeBy(ApprovalToAccepted, DimNetwork)["x"]; !slices.Equal(got.Samples, []int64{1, 2}) || got.Total != 3 {
		t.Errorf("times %+v", got)
	}
	if !slices.Equal(a.Times[ApprovalToAccepted][CellOf("x", "metro")].Samples, []int64{2}) {
		t.Error("a day changed with its sum")
	}
}

// Every figure is defined: a name that Prometheus takes, and a sentence.
func TestEveryFigureIsDefined(t *testing.T) {
	seen := map[Measure]bool{}
	for _, f := range Figures() {
		ok := f.Name != "" && strings.Trim(string(f.Name), "abcdefghijklmnopqrstuvwxyz_") == ""
		if !ok || seen[f.Name] || f.Title == "" || len(f.Dims) == 0 || !strings.HasSuffix(f.Means, ".") || (f.Unit != UnitCount && f.Unit != UnitSeconds) {
			t.Errorf("figure %+v", f)
		}
		seen[f.Name] = true
		if FigureOf(f.Name).Title != f.Title {
			t.Errorf("%s is not found", f.Name)
		}
	}
}
