package app

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/mem"
)

// What Prometheus is told is what the table says, under the names and with the help
// of the definitions, and nothing that its linter objects to.
func TestFiguresForPrometheus(t *testing.T) {
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	signer, err := store.GenerateSigner()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), mem.New(), store.Options{Realm: store.Practice, Now: func() time.Time { return at }, Signer: signer})
	if err != nil {
		t.Fatal(err)
	}
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(newFigureMetrics(s.View))
	if fs := gather(t, registry); len(fs) != 0 {
		t.Errorf("before anything happened there are %d", len(fs))
	}
	a := bot.Appeal{ID: "a1", Case: "c1", Kind: bot.Witness, Created: at.Add(-time.Hour)}
	p := bot.Post{ID: "p1", Appeal: "a1", Case: "c1", Account: "metro", State: bot.PostPosted}
	for day := range 3 {
		now := at.AddDate(0, 0, day)
		if err := s.Update(t.Context(), func(tx bot.Tx) error {
			n, err := bot.Count(tx, time.UTC, now)
			if err != nil {
				return err
			}
			for _, err := range []error{
				n.Drafted(a), n.Approved(a), n.Accepted(p, a, "x"), n.Removed(p, "x"),
				n.Reply(bot.Reply{}, bot.Reply{ID: bot.ID(fmt.Sprint("r", day)), Account: "metro", Case: "c1", Appeal: "a1", Class: bot.ClassTip, Label: bot.LabelTip, At: now, Stored: now}, "x"),
				n.Reply(bot.Reply{}, bot.Reply{ID: bot.ID(fmt.Sprint("e", day)), Account: "metro", Case: "c1", Appeal: "a1", Class: bot.ClassEmergency, Urgent: true, At: now, Stored: now}, "x"),
				n.Flush(),
			} {
				if err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	var r bot.Report
	if err := s.View(t.Context(), func(tx bot.Tx) (err error) {
		r, err = bot.ReadReport(tx, "", at.AddDate(0, 0, 2), 3)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	fs := gather(t, registry)
	if problems, err := promlint.NewWithMetricFamilies(fs).Lint(); err != nil || len(problems) > 0 {
		t.Errorf("the linter says %v (%v)", problems, err)
	}
	told := map[string]float64{}
	for _, f := range fs {
		for _, m := range f.GetMetric() {
			told[f.GetName()] += m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetSummary().GetSampleCount())
			if m.Summary != nil {
				told[f.GetName()+"_sum"] += m.GetSummary().GetSampleSum()
			}
		}
		for _, d := range bot.Figures() {
			if metricName(d) == f.GetName() && f.GetHelp() != d.Means {
				t.Errorf("%s is explained as %q", f.GetName(), f.GetHelp())
			}
		}
	}
	if diff := cmp.Diff(asMetrics(t, r.CSV()), told); diff != "" {
		t.Errorf("Prometheus is told otherwise than the table (-table +metrics):\n%s", diff)
	}
	if len(fs) != len(bot.Figures()) {
		t.Errorf("%d of %d figures are told", len(fs), len(bot.Figures()))
	}
}

// asMetrics adds up the lines of a table under the names of the metrics.
func asMetrics(t *testing.T, table string) map[string]float64 {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, row := range rows[1:] {
		f := bot.FigureOf(bot.Measure(row[1]))
		n, err := strconv.ParseFloat(row[7], 64)
		if err != nil {
			t.Fatal(err)
		}
		out[metricName(f)] += n
		if f.Unit == bot.UnitSeconds {
			total, err := strconv.ParseFloat(row[8], 64)
			if err != nil {
				t.Fatal(err)
			}
			out[metricName(f)+"_sum"] += total
		}
	}
	return out
}

func gather(t *testing.T, r *prometheus.Registry) []*dto.MetricFamily {
	t.Helper()
	fs, err := r.Gather()
	if err != nil {
		t.Fatal(err)
	}
	return fs
}
