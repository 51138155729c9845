package app

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/outbox"
	"appealbot/bot/prepare"
	"appealbot/bot/replies"
)

// metrics are what the program counts. Labels are bounded by the
// configuration: accounts, platforms, outcomes; never a case or a text.
type metrics struct {
	registry *prometheus.Registry
	calls    *prometheus.CounterVec
	callTook *prometheus.HistogramVec
	quota    *prometheus.GaugeVec
	attempts *prometheus.CounterVec
	took     *prometheus.HistogramVec
	notices  *prometheus.CounterVec
	pages    *prometheus.CounterVec
	replies  *prometheus.CounterVec
	heard    *prometheus.GaugeVec
	labels   *prometheus.CounterVec
	restarts *prometheus.CounterVec
	jobs     *prometheus.CounterVec
	preps    *prometheus.CounterVec
	prepTook prometheus.Histogram
	commits  prometheus.Histogram
	batch    prometheus.Histogram
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "appealbot_network_calls_total", Help: "Requests to public networks, by account, endpoint and outcome.",
		}, []string{"account", "endpoint", "outcome"}),
		callTook: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "appealbot_network_call_seconds", Help: "Duration of requests to public networks, by account.", Buckets: prometheus.ExponentialBuckets(0.01, 3, 9),
		}, []string{"account"}),
		quota: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "appealbot_network_quota_remaining", Help: "Requests that a public network still takes in its present window, by account and endpoint.",
		}, []string{"account", "endpoint"}),
		attempts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "appealbot_attempts_total", Help: "Attempts to publish, find or remove, by account and outcome.",
		}, []string{"account", "op", "outcome"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "appealbot_attempt_seconds", Help: "Duration of attempts, by account.", Buckets: prometheus.ExponentialBuckets(0.01, 3, 9),
		}, []string{"account"}),
		notices: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "appealbot_notices_total", Help: "Notices shown in the chat, by kind and result.",
		}, []string{"kind", "result"}),
		pages: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "appealbot_reply_pages_total", Help: "Pages of replies read, by account and result.",
		}, []string{"account", "result"}),
		replies: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "appealbot_replies_total", Help: "Replies stored for the first time, by account.",
		}, []string{"account"}),
		heard: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "appealbot_replies_heard_timestamp_seconds", Help: "When replies of an account were last read without error.",
		}, []string{"account"}),
		labels: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "appealbot_reply_labels_total", Help: "Replies labelled by officers, by what the rules had made of them and whether the two agreed.",
		}, []string{"class", "agreed"}),
		restarts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "appealbot_loop_restarts_total", Help: "Loops that failed and were started again.",
		}, []string{"loop"}),
		jobs: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "appealbot_jobs_total", Help: "What had its time and was run, by kind and result.",
		}, []string{"kind", "result"}),
		preps: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "appealbot_videos_prepared_total", Help: "Preparations of videos that ended, by result.",
		}, []string{"result"}),
		prepTook: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "appealbot_video_preparation_seconds", Help: "Duration of preparations of videos.", Buckets: prometheus.ExponentialBuckets(0.5, 3, 9),
		}),
		commits: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "appealbot_commit_seconds", Help: "Duration of database commits.", Buckets: prometheus.ExponentialBuckets(0.0005, 2.5, 10),
		}),
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "appealbot_commit_updates", Help: "Updates that shared one commit.", Buckets: []float64{1, 2, 4, 8, 16, 32, 64, 128},
		}),
	}
	m.registry.MustRegister(m.calls, m.callTook, m.quota, m.attempts, m.took, m.notices, m.pages, m.replies, m.heard, m.labels, m.restarts, m.jobs, m.preps, m.prepTook, m.commits, m.batch,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) attempt(a outbox.Attempt) {
	op := string(a.Op)
	switch {
	case a.Find:
		op = "find"
	case a.Carry:
		op = "carry"
	}
	m.attempts.WithLabelValues(string(a.Account), op, a.Outcome.String()).Inc()
	m.took.WithLabelValues(string(a.Account)).Observe(a.Took.Seconds())
}

// call counts the requests of an account to its network.
func (m *metrics) call(id bot.AccountID) func(network.Call) {
	return func(c network.Call) {
		outcome := c.Outcome.String()
		if c.Held {
			outcome = "held"
		}
		m.calls.WithLabelValues(string(id), c.Endpoint, outcome).Inc()
		if !c.Held {
			m.callTook.WithLabelValues(string(id)).Observe(c.Took.Seconds())
		}
		if c.Quota.Known {
			m.quota.WithLabelValues(string(id), c.Endpoint).Set(float64(c.Quota.Left))
		}
	}
}

func (m *metrics) notice(kind bot.NoticeKind, err error, _ time.Duration) {
	m.notices.WithLabelValues(string(kind), result(err)).Inc()
}

func (m *metrics) page(p replies.Page) {
	m.pages.WithLabelValues(string(p.Account), result(p.Err)).Inc()
	m.replies.WithLabelValues(string(p.Account)).Add(float64(p.Fresh))
	if p.Err == nil {
		m.heard.WithLabelValues(string(p.Account)).SetToCurrentTime()
	}
}

// labelled counts what officers made of replies. Those that were stored before
// there were classes are left out.
func (m *metrics) labelled(c bot.Class, l bot.Label) {
	if c != "" {
		m.labels.WithLabelValues(string(c), strconv.FormatBool(c.Agrees(l))).Inc()
	}
}

func (m *metrics) prepared(p prepare.Made) {
	m.preps.WithLabelValues(string(p.Result)).Inc()
	m.prepTook.Observe(p.Took.Seconds())
}

func (m *metrics) restart(name string) { m.restarts.WithLabelValues(name).Inc() }

func (m *metrics) job(kind bot.JobKind, err error) {
	m.jobs.WithLabelValues(string(kind), result(err)).Inc()
}

func (m *metrics) commit(updates int, took time.Duration) {
	m.commits.Observe(took.Seconds())
	m.batch.Observe(float64(updates))
}

func result(err error) string {
	if err != nil {
		return "failed"
	}
	return "ok"
}
