package facebook_test

import (
	"errors"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/facebook/facebooktest"
)

// sleep passes time in a bubble of synctest, where it takes none.
func sleep(seconds int) { time.Sleep(time.Duration(seconds) * time.Second) }

// From 90 % on nothing is read, and publishing and taking down still work; at 100 %
// everything rests for as long as Facebook says.
func TestUsage(t *testing.T) {
	const buc = "X-Business-Use-Case-Usage"
	for name, c := range map[string]struct {
		header, value string
		reads, acts   bool
		after         time.Duration // when everything works again
	}{
		"little":         {"X-App-Usage", `{"call_count":89,"total_time":25,"total_cputime":25}`, true, true, 0},
		"nearly":         {"X-App-Usage", `{"call_count":28,"total_time":25,"total_cputime":90}`, false, true, 5 * time.Minute},
		"all":            {"X-App-Usage", `{"call_count":100,"total_time":25,"total_cputime":25}`, false, false, 5 * time.Minute},
		"the Page":       {"X-Page-Usage", `{"call_count":95,"total_time":25,"total_cputime":25}`, false, true, 5 * time.Minute},
		"the department": {buc, `{"1001":[{"type":"pages","call_count":96,"total_cputime":5,"total_time":5,"estimated_time_to_regain_access":0}]}`, false, true, 5 * time.Minute},
		"it is told":     {buc, `{"1001":[{"type":"pages","call_count":100,"total_cputime":5,"total_time":5,"estimated_time_to_regain_access":19}]}`, false, false, 19 * time.Minute},
		"for days":       {buc, `{"1001":[{"type":"pages","call_count":100,"total_cputime":5,"total_time":5,"estimated_time_to_regain_access":99999}]}`, false, false, time.Hour},
		"nonsense":       {buc, `{"1001":{"call_count":"many"}}`, true, true, 0},
		"more nonsense":  {"X-App-Usage", `<html>`, true, true, 0},
	} {
		w := newWorld(t, facebooktest.Options{}, nil)
		root := w.publish("Before.").Remote
		w.Header(c.header, c.value)
		must(t, w.Probe(t.Context()))
		w.Header(c.header, "")
		w.Seen()
		q := network.Query{Posts: []network.Posted{{Remote: root}}}
		_, err := w.Replies(t.Context(), q)
		if (err == nil) != c.reads {
			t.Errorf("%s: read: %v", name, err)
		}
		var e *network.AnswerError
		if err != nil && (!errors.As(err, &e) || e.Outcome != network.Never || e.Retry < c.after-time.Minute || e.Retry > c.after) {
			t.Errorf("%s: %#v, want to wait %v", name, err, c.after)
		}
		at := w.attempt("a", "After.")
		if res := w.Publish(t.Context(), at); (res.Outcome == network.Done) != c.acts || !c.acts && (res.Outcome != network.Never || res.Retry < c.after-time.Minute) {
			t.Errorf("%s: publish = %+v", name, res)
		}
		if res := w.Remove(t.Context(), root); (res.Outcome == network.Done) != c.acts {
			t.Errorf("%s: remove = %+v", name, res)
		}
		if seen := w.Seen(); !c.reads && !c.acts && len(seen) > 0 {
			t.Errorf("%s: sent %q", name, seen)
		}
		w.clock.pass(c.after + time.Second)
		if _, err := w.Replies(t.Context(), q); err != nil {
			t.Errorf("%s: read afterwards: %v", name, err)
		}
	}
}

// Every code for too many requests makes everything rest, and is no failure.
func TestLimited(t *testing.T) {
	for _, code := range []int{4, 17, 32, 613, 80001} {
		w := newWorld(t, facebooktest.Options{}, nil)
		at := w.attempt("a", "Who knows them?")
		w.carry(&at)
		w.Limit(code)
		res := w.Publish(t.Context(), at)
		if res.Outcome != network.Never || res.Retry < time.Minute || res.Cause != network.Later {
			t.Errorf("%d: publish = %+v", code, res)
		}
		w.Limit(0)
		w.Seen()
		if res := w.Publish(t.Context(), at); res.Outcome != network.Never || len(w.Seen()) != 0 {
			t.Errorf("%d: at once = %+v", code, res)
		}
		w.clock.pass(res.Retry + time.Second)
		if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
			t.Errorf("%d: later = %+v", code, res)
		}
	}
}
