package app

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"appealbot/bot"
)

// figureMetrics gives the figures of all days to Prometheus, as the store has them
// when it is asked. Their names, dims and help are those of the table in package
// bot. A figure that can become smaller is a gauge; of times there are the number
// and the sum.
type figureMetrics struct {
	view  func(context.Context, func(bot.Tx) error) error
	descs map[bot.Measure]*prometheus.Desc
}

var _ prometheus.Collector = (*figureMetrics)(nil)

// scrapeTimeout bounds one read of the store.
const scrapeTimeout = 5 * time.Second

func newFigureMetrics(view func(context.Context, func(bot.Tx) error) error) *figureMetrics {
	m := &figureMetrics{view: view, descs: map[bot.Measure]*prometheus.Desc{}}
	for _, f := range bot.Figures() {
		labels := make([]string, len(f.Dims))
		for i, d := range f.Dims {
			labels[i] = string(d)
		}
		m.descs[f.Name] = prometheus.NewDesc(metricName(f), f.Means, labels, nil)
	}
	return m
}

// metricName is what Prometheus calls a figure.
func metricName(f bot.Figure) string {
	switch {
	case f.Unit == bot.UnitSeconds:
		return "appealbot_" + string(f.Name) + "_seconds"
	case f.Moves:
		return "appealbot_" + string(f.Name)
	default:
		return "appealbot_" + string(f.Name) + "_total"
	}
}

// Describe implements prometheus.Collector.
func (m *figureMetrics) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range m.descs {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (m *figureMetrics) Collect(ch chan<- prometheus.Metric) {
	ctx, stop := context.WithTimeout(context.Background(), scrapeTimeout)
	defer stop()
	var d bot.Day
	err := m.view(ctx, func(tx bot.Tx) (err error) {
		d, err = tx.Day(bot.Everywhere, bot.Ever)
		return err
	})
	for _, f := range bot.Figures() {
		if err != nil {
			ch <- prometheus.NewInvalidMetric(m.descs[f.Name], err)
			continue
		}
		for _, c := range d.Cells(f.Name) {
			ch <- m.metric(f, d, c)
		}
	}
}

func (m *figureMetrics) metric(f bot.Figure, d bot.Day, c bot.Cell) prometheus.Metric {
	labels := make([]string, len(f.Dims))
	for i, dim := range f.Dims {
		labels[i] = f.Get(c, dim)
	}
	desc := m.descs[f.Name]
	if f.Unit == bot.UnitSeconds {
		t := d.Times[f.Name][c]
		return prometheus.MustNewConstSummary(desc, uint64(max(t.N, 0)), float64(t.Total), nil, labels...)
	}
	kind := prometheus.CounterValue
	if f.Moves {
		kind = prometheus.GaugeValue
	}
	return prometheus.MustNewConstMetric(desc, kind, float64(d.Counts[f.Name][c]), labels...)
}
