package chart_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/bot/chart"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	look   = flag.String("look", "", "write the pictures into this folder, to be looked at")
)

func name(d bot.Dim, v string) string {
	if d == bot.DimKind {
		return bot.Kind(v).Title()
	}
	return map[string]string{"x": "X", "mastodon": "Mastodon", "facebook": "Facebook", "bluesky": "Bluesky", "youtube": "YouTube"}[v]
}

// report is some days up to one, as many as days, with what fill counts on each.
func report(days int, fill func(i int, d *bot.Day)) bot.Report {
	r := bot.Report{To: "2026-11-26", Length: days, Zone: "EST"}
	r.From = bot.Later(r.To, 1-days)
	for i := range days {
		d := bot.Day{Scope: bot.Everywhere, Date: bot.Later(r.From, i)}
		fill(i, &d)
		if len(d.Counts)+len(d.Times) > 0 {
			r.Days = append(r.Days, d)
		}
	}
	r.Sum = bot.Sum(r.Days)
	return r
}

// busy is a department with five networks.
func busy(i int, d *bot.Day) {
	networks := []string{"x", "mastodon", "facebook", "bluesky", "youtube"}
	kinds := []bot.Kind{bot.Witness, bot.MissingPerson, bot.Vehicle}
	for k := range 5 {
		n, cell := (i*7+k*5)%11, bot.CellOf(networks[k], "metro-"+networks[k])
		d.Add(bot.Replies, bot.CellOf(networks[k], "metro-"+networks[k], "noise"), n*(5-k))
		if n%4 == 1 {
			d.Add(bot.Tips, cell, 1+n/4)
		}
		if i%3 == 0 && k < 4 {
			d.Add(bot.PostsPublished, cell, 1)
			d.Took(bot.ApprovalToAccepted, cell, time.Duration(1+(i+k)%9+k*k*3)*time.Second, false)
		}
	}
	if i%3 == 0 {
		cell := bot.CellOf(string(kinds[i/3%3]))
		d.Add(bot.AppealsPublished, cell, 1)
		d.Took(bot.DraftToApproval, cell, time.Duration(4+i*3)*time.Minute, false)
		d.Took(bot.FirstAnswer, cell, time.Duration(20+i*31)*time.Second, false)
		if i%6 == 0 {
			d.Took(bot.FirstTip, cell, time.Duration(1+i*i)*23*time.Minute, false)
		}
	}
}

// reports are what charts have to be readable of.
func reports() map[string]bot.Report {
	return map[string]bot.Report{
		"month": report(30, busy),
		"week":  report(7, busy),
		"year":  report(366, busy),
		"one-day": report(1, func(_ int, d *bot.Day) {
			d.Add(bot.Replies, bot.CellOf("x", "metro", "tip"), 3)
			d.Add(bot.Tips, bot.CellOf("x", "metro"), 1)
		}),
		"nothing": report(30, func(int, *bot.Day) {}),
		// A crowd on one day, 40 accounts, and an approval after a year.
		"outliers": report(90, func(i int, d *bot.Day) {
			d.Add(bot.Replies, bot.CellOf("x", "metro-x", "noise"), 1+i%3)
			if i == 44 {
				d.Add(bot.Replies, bot.CellOf("x", "metro-x", "noise"), 1_234_567)
				d.Took(bot.DraftToApproval, bot.CellOf("witness"), 380*24*time.Hour, false)
				d.Took(bot.FirstAnswer, bot.CellOf("witness"), 0, false)
				for k := range 40 {
					cell := bot.CellOf(fmt.Sprint("network", k), "a")
					d.Add(bot.PostsPublished, cell, k)
					d.Took(bot.ApprovalToAccepted, cell, time.Duration(k)*time.Second, false)
				}
				for _, k := range bot.Kinds() {
					d.Add(bot.AppealsPublished, bot.CellOf(string(k)), 1)
				}
			}
		}),
	}
}

func named(d bot.Dim, v string) string {
	if s := name(d, v); s != "" {
		return s
	}
	return v
}

// The numbers behind the charts.
func TestNumbers(t *testing.T) {
	for name, r := range reports() {
		got := chart.Of(r, named).String()
		file := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// However the days are put together, nothing is lost and nothing counted twice.
func TestBinsHoldEverything(t *testing.T) {
	for _, days := range []int{1, 2, 6, 7, 8, 30, 31, 91, 92, 93, 94, 97, 98, 99, 364, 365, bot.MostDays} {
		r := report(days, busy)
		n := chart.Of(r, named)
		replies, tips := 0, 0
		for i, b := range n.Bins {
			replies, tips = replies+b.Replies, tips+b.Tips
			if i > 1 && bot.Later(n.Bins[i-1].From, n.Step) != b.From {
				t.Fatalf("%d days: a column begins on %s after one of %s", days, b.From, n.Bins[i-1].From)
			}
		}
		if last := n.Bins[len(n.Bins)-1].From; replies != r.Sum.Count(bot.Replies) || tips != r.Sum.Count(bot.Tips) || n.Bins[0].From != r.From || bot.Later(last, n.Step-1) != r.To {
			t.Fatalf("%d days: columns hold %d and %d, from %s to %s and on", days, replies, tips, n.Bins[0].From, last)
		}
	}
}

// Each picture is one that can be decoded, of the width of a phone, the same each
// time, in both themes, and drawn to its end.
func TestPictures(t *testing.T) {
	for name, r := range reports() {
		n := chart.Of(r, named)
		var heights []int
		for _, theme := range []chart.Theme{chart.Light, chart.Dark} {
			b, err := chart.Draw(n, chart.Options{Title: "All cases", Theme: theme})
			if err != nil {
				t.Fatal(err)
			}
			if name == "week" {
				again, err := chart.Draw(chart.Of(r, named), chart.Options{Title: "All cases", Theme: theme})
				if err != nil || !bytes.Equal(b, again) {
					t.Errorf("%s: drawn otherwise the second time (%v)", theme, err)
				}
			}
			if *look != "" {
				if err := os.WriteFile(filepath.Join(*look, name+"-"+string(theme)+".png"), b, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			img, err := png.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatalf("%s, %s: %v", name, theme, err)
			}
			if w := img.Bounds().Dx(); w != 1170 {
				t.Errorf("%s, %s: %d pixels wide", name, theme, w)
			}
			heights = append(heights, img.Bounds().Dy())
			top, end := drawn(img)
			if top > 80 || img.Bounds().Dy()-end < 15 || img.Bounds().Dy()-end > 150 {
				t.Errorf("%s, %s: drawn from %d to %d of %d", name, theme, top, end, img.Bounds().Dy())
			}
		}
		if heights[0] != heights[1] {
			t.Errorf("%s: %d high in one theme, %d in the other", name, heights[0], heights[1])
		}
	}
}

// drawn is the first and the last line of a picture on which anything is.
func drawn(img image.Image) (first, last int) {
	first = -1
	ground := img.At(0, 0)
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if img.At(x, y) != ground {
				if first < 0 {
					first = y
				}
				last = y
				break
			}
		}
	}
	return first, last
}

func TestTook(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", 400 * time.Millisecond: "0 s", time.Second: "1 s", 59 * time.Second: "59 s", time.Minute: "1 min",
		61 * time.Second: "1 min 1 s", 12*time.Minute + 30*time.Second: "12 min", 2*time.Hour + 5*time.Minute: "2 h 5 min",
		26 * time.Hour: "1 d 2 h", 14*24*time.Hour + time.Hour: "14 d", 1500 * time.Millisecond: "2 s",
	} {
		if got := chart.Took(d); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}

// BenchmarkDraw is what an answer waits for.
func BenchmarkDraw(b *testing.B) {
	n := chart.Of(report(90, busy), named)
	for b.Loop() {
		if _, err := chart.Draw(n, chart.Options{Title: "All cases"}); err != nil {
			b.Fatal(err)
		}
	}
}
