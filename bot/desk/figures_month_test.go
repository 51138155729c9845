package desk_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/bot/desk"
)

var updateGolden = flag.Bool("update", false, "write the golden files anew")

// A month in which everything happens that can, with the numbers behind the charts
// as a table, and counted anew from the records that it left behind.
func TestFiguresOfAMonth(t *testing.T) {
	w := newWorld(t)
	m := &month{world: w, began: map[bot.ID]time.Time{}, r: rand.New(rand.NewPCG(8, 2026))}
	for range 30 {
		m.day()
	}
	r := w.report("", 31)
	var recounted []string
	for k, n := range m.recount() {
		recounted = append(recounted, fmt.Sprintf("%s %d", k, n))
	}
	slices.Sort(recounted)
	var counted []string
	for _, f := range bot.Figures() {
		for _, d := range r.Days {
			for _, c := range d.Cells(f.Name) {
				if f.Moves && f.Unit == bot.UnitCount {
					counted = append(counted, fmt.Sprintf("%s %s %s %d", d.Date, f.Name, c, d.Counts[f.Name][c]))
				}
				for _, s := range d.Times[f.Name][c].Samples {
					if f.Moves {
						counted = append(counted, fmt.Sprintf("%s %s %s took %d 1", d.Date, f.Name, c, s))
					}
				}
			}
		}
	}
	slices.Sort(counted)
	if diff := cmp.Diff(recounted, counted); diff != "" {
		t.Errorf("counted otherwise than the records say (-records +figures):\n%s", diff)
	}
	// All days together are what the metrics tell.
	var ever bot.Day
	w.must(w.store.View(t.Context(), func(tx bot.Tx) (err error) {
		ever, err = tx.Day(bot.Everywhere, bot.Ever)
		return err
	}))
	for _, f := range bot.Figures() {
		for _, c := range slices.Concat(ever.Cells(f.Name), r.Sum.Cells(f.Name)) {
			a, b := ever.Times[f.Name][c], r.Sum.Times[f.Name][c]
			if ever.Counts[f.Name][c] != r.Sum.Counts[f.Name][c] || a.N != b.N || a.Total != b.Total {
				t.Errorf("%s of %s: %d, %+v ever; %d, %+v in the month", f.Name, c, ever.Counts[f.Name][c], a, r.Sum.Counts[f.Name][c], b)
			}
		}
	}
	file := filepath.Join("testdata", "month.csv")
	if *updateGolden {
		w.must(os.WriteFile(file, []byte(r.CSV()), 0o600))
	}
	want, err := os.ReadFile(file)
	w.must(err)
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(r.CSV(), "\n")); diff != "" {
		t.Errorf("the table (-want +got):\n%s", diff)
	}
}

// month is a department at work.
type month struct {
	*world
	r       *rand.Rand
	appeals []bot.Appeal
	remotes []string
	began   map[bot.ID]time.Time // when an appeal was public
	n       int
}

func (m *month) day() {
	for range m.r.IntN(3) {
		m.wait(time.Duration(m.r.IntN(90)) * time.Minute)
		m.publish()
	}
	for range m.r.IntN(4) {
		m.wait(time.Duration(m.r.IntN(90)) * time.Minute)
		m.public()
	}
	for range m.r.IntN(6) {
		m.officers()
	}
	next := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC).AddDate(0, 0, int(m.clock().Sub(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)).Hours()/24)+1)
	m.wait(next.Sub(m.clock()))
}

func (m *month) publish() {
	kinds := []bot.Kind{bot.Witness, bot.Vehicle, bot.SafetyAlert, bot.Footage}
	a := m.submitted(kinds[m.r.IntN(len(kinds))], "Were you there?")
	m.wait(time.Duration(m.r.IntN(3600)) * time.Second)
	if m.r.IntN(5) == 0 {
		_, err := m.RequestChanges(m.t.Context(), m.by(bob), a.ID, "shorter")
		m.must(err)
		return
	}
	a, err := m.Approve(m.t.Context(), m.by(bob), a.ID, a.Digest)
	m.must(err)
	after := map[bot.AccountID]time.Duration{"short": time.Duration(1+m.r.IntN(9)) * time.Second, "long": time.Duration(1+m.r.IntN(90)) * time.Second}
	m.began[a.ID] = m.clock().Add(after[m.posts(a)[0].Account])
	m.accept(a, after)
	m.appeals = append(m.appeals, a)
}

// public reads a page of replies: new ones, some that were there, some edited.
func (m *month) public() {
	if len(m.appeals) == 0 {
		return
	}
	texts := []string{"I saw a dark Lexus at Bay and King at 1 a.m.", "thank you officers", "why so late?", "He is here now with a gun!", "you are all useless"}
	var page []desk.Found
	for range m.r.IntN(12) {
		a := m.appeals[m.r.IntN(len(m.appeals))]
		m.n++
		f := m.written(a, fmt.Sprint("m", m.n), texts[m.r.IntN(len(texts))], time.Duration(m.r.Int64N(int64(m.clock().Sub(a.Changed.At))+1)))
		switch m.r.IntN(8) {
		case 0: // it is about something that is not known yet
			f.Under = "elsewhere"
		case 1:
			if len(m.remotes) > 0 {
				f.Reply.Remote, f.Edited = m.remotes[m.r.IntN(len(m.remotes))], true
			}
		case 2:
			if len(m.remotes) > 0 {
				f.Reply.Remote, f.Gone = m.remotes[m.r.IntN(len(m.remotes))], true
			}
		}
		m.remotes = append(m.remotes, f.Reply.Remote)
		page = append(page, f)
	}
	m.hear(page...)
	if m.r.IntN(3) == 0 { // read twice
		m.hear(page...)
	}
}

// officers label something, or it turns out what the others were about.
func (m *month) officers() {
	if len(m.remotes) == 0 {
		return
	}
	if m.r.IntN(4) == 0 {
		p := m.posts(m.appeals[m.r.IntN(len(m.appeals))])
		i := slices.IndexFunc(p, func(p bot.Post) bool { return p.Account == "long" })
		m.must(m.store.Update(m.t.Context(), func(tx bot.Tx) error { return m.Adopt(tx, p[i], "elsewhere") }))
		return
	}
	labels := append(slices.Clone(bot.Labels()), "")
	_, err := m.Label(m.t.Context(), m.by(bob), bot.ReplyID("long", m.remotes[m.r.IntN(len(m.remotes))]), labels[m.r.IntN(len(labels))])
	if !errors.Is(err, bot.ErrNotFound) { // too old to be kept, and about nothing of ours
		m.must(err)
	}
}

// recount counts replies, tips and emergencies from the records.
func (m *month) recount() map[string]int {
	out := map[string]int{}
	est := time.FixedZone("EST", -5*3600)
	m.must(m.store.View(m.t.Context(), func(tx bot.Tx) error {
		cases := map[bot.ID]bool{bot.Elsewhere: true}
		answers, tips := map[bot.ID]time.Time{}, map[bot.ID]time.Time{}
		for _, a := range m.appeals {
			cases[a.Case] = true
		}
		first := func(of map[bot.ID]time.Time, r bot.Reply) {
			if t, ok := of[r.Appeal]; r.Appeal != "" && (!ok || r.At.Before(t)) {
				of[r.Appeal] = r.At
			}
		}
		for id := range maps.Keys(cases) {
			rs, err := tx.RepliesOf(id, 1, 10000)
			m.must(err)
			for _, r := range rs {
				day := r.At.In(est).Format(time.DateOnly)
				out[fmt.Sprintf("%s replies longs|long|%s", day, r.Class)]++
				first(answers, r)
				if r.Label == bot.LabelTip || r.Label == bot.LabelFollowUp {
					first(tips, r)
					out[day+" tips longs|long"]++
				}
				if r.Label == bot.LabelEmergency || r.Label == "" && r.Class == bot.ClassEmergency {
					out[day+" emergencies longs|long"]++
				}
			}
		}
		for _, a := range m.appeals {
			for name, of := range map[string]map[bot.ID]time.Time{"first_answer": answers, "first_tip": tips} {
				if t, ok := of[a.ID]; ok {
					took := max(t.Sub(m.began[a.ID]), 0).Round(time.Second)
					out[fmt.Sprintf("%s %s %s took %d", t.In(est).Format(time.DateOnly), name, a.Kind, int(took.Seconds()))]++
				}
			}
		}
		return nil
	}))
	return out
}
