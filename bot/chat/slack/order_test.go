package slack

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// looked is an order whose looks find what a test says.
type looked struct {
	*order
	on    bool
	err   error
	looks int
}

func newLooked() *looked {
	l := &looked{}
	l.order = &order{now: time.Now, last: map[string]int64{}, look: func(context.Context, adapter.Sign) (bool, error) {
		l.looks++
		return l.on, l.err
	}}
	return l
}

// told tells of a reaction that was given some time ago.
func (l *looked) told(t *testing.T, ago time.Duration, removed bool) (bool, error) {
	t.Helper()
	return l.real(t.Context(), adapter.Sign{
		At: chat.Ref{Platform: Name, Channel: "C1", Message: "1.1"}, User: "U1", Name: "white_check_mark", Removed: removed, When: time.Now().Add(-ago).UnixMilli(),
	})
}

func TestReactionsInTheirOrder(t *testing.T) {
	type tell struct {
		ago     time.Duration
		removed bool
		on      bool // what a look finds, if there is one
		real    bool
		looks   int // so far
	}
	const late = lateAfter + time.Second
	tests := map[string][]tell{
		"given and taken":                      {{ago: 3 * time.Second, real: true}, {ago: time.Second, removed: true, real: true}},
		"taken is told first":                  {{ago: time.Second, removed: true, real: true}, {ago: 3 * time.Second, looks: 1}},
		"told twice":                           {{ago: time.Second, real: true}, {ago: time.Second, real: true}},
		"given is told again after taken":      {{ago: 3 * time.Second, real: true}, {ago: time.Second, removed: true, real: true}, {ago: 3 * time.Second, looks: 1}},
		"late and still so":                    {{ago: late, on: true, real: true, looks: 1}},
		"late and not so any more":             {{ago: late, looks: 1}},
		"late, taken and still so":             {{ago: late, removed: true, real: true, looks: 1}},
		"late, taken and given anew":           {{ago: late, removed: true, on: true, looks: 1}},
		"late, after a newer one was heard of": {{ago: time.Second, removed: true, real: true}, {ago: late, looks: 1}},
		"just in time":                         {{ago: lateAfter, real: true}},
		"from the future":                      {{ago: -time.Minute, real: true}},
	}
	for name, tells := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLooked()
				for i, x := range tells {
					l.on = x.on
					real, err := l.told(t, x.ago, x.removed)
					if err != nil || real != x.real || l.looks != x.looks {
						t.Errorf("%d: %v, %v after %d looks, want %v after %d", i, real, err, l.looks, x.real, x.looks)
					}
				}
			})
		})
	}
}

func TestReactionsOfDifferentPeopleAreApart(t *testing.T) {
	l := newLooked()
	now := time.Now()
	all := []adapter.Sign{
		{At: chat.Ref{Channel: "C1", Message: "1.1"}, User: "U1", Name: "x"},
		{At: chat.Ref{Channel: "C1", Message: "1.1"}, User: "U2", Name: "x"},
		{At: chat.Ref{Channel: "C1", Message: "1.1"}, User: "U1", Name: "bulb"},
		{At: chat.Ref{Channel: "C1", Message: "1.2"}, User: "U1", Name: "x"},
		{At: chat.Ref{Channel: "C2", Message: "1.1"}, User: "U1", Name: "x"},
	}
	for i, s := range all {
		s.When = now.Add(-time.Duration(i) * time.Second).UnixMilli()
		if real, err := l.real(t.Context(), s); err != nil || !real {
			t.Errorf("%d: %v, %v", i, real, err)
		}
	}
}

func TestReactionThatCouldNotBeLookedFor(t *testing.T) {
	l := newLooked()
	l.err = errors.New("slack is down")
	if _, err := l.told(t, time.Minute, false); !errors.Is(err, l.err) {
		t.Errorf("got %v", err)
	}
	l.err, l.on = nil, true
	if real, err := l.told(t, time.Minute, false); err != nil || !real {
		t.Errorf("told again: %v, %v", real, err)
	}
}

// What a look back found was read from Slack just now: it is asked about only if
// something was told of it since.
func TestReactionThatALookBackFound(t *testing.T) {
	found := func(read time.Time, removed bool) adapter.Sign {
		return adapter.Sign{
			At: chat.Ref{Platform: Name, Channel: "C1", Message: "1.1"}, User: "U1", Name: "white_check_mark", Removed: removed,
			When: time.Now().Add(-time.Hour).UnixMilli(), Read: read.UnixMilli(),
		}
	}
	l := newLooked()
	if real, err := l.real(t.Context(), found(time.Now(), false)); err != nil || !real || l.looks != 0 {
		t.Errorf("%v, %v after %d looks", real, err, l.looks)
	}
	// Told again, although it was taken off and that was found too.
	if real, err := l.real(t.Context(), found(time.Now().Add(time.Second), true)); err != nil || !real || l.looks != 0 {
		t.Errorf("taken off: %v, %v after %d looks", real, err, l.looks)
	}
	if real, err := l.told(t, 3*time.Second, false); err != nil || real || l.looks != 1 {
		t.Errorf("told again: %v, %v after %d looks", real, err, l.looks)
	}
	// Taken off and told while the look back was reading.
	if real, err := l.told(t, -2*time.Second, true); err != nil || !real {
		t.Errorf("told: %v, %v", real, err)
	}
	if real, err := l.real(t.Context(), found(time.Now(), false)); err != nil || real || l.looks != 2 {
		t.Errorf("read before that: %v, %v after %d looks", real, err, l.looks)
	}
}

// One that Slack wants a pause for waits by itself.
func TestReactionThatHasToWait(t *testing.T) {
	l := newLooked()
	l.err = &chat.RateLimited{After: time.Minute}
	var waits time.Duration
	l.later = func(_ adapter.Sign, after time.Duration) { waits = after }
	if real, err := l.told(t, time.Hour, false); err != nil || real || waits != time.Minute {
		t.Errorf("%v, %v, waits %v", real, err, waits)
	}
}

// What is found by looking at the message itself needs no second look.
func TestReactionThatWasFound(t *testing.T) {
	l := newLooked()
	if real, err := l.real(t.Context(), adapter.Sign{User: "U1"}); err != nil || !real || l.looks != 0 {
		t.Errorf("%v, %v after %d looks", real, err, l.looks)
	}
}

func TestOrderIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLooked()
		for i := range 3 * maxOrder {
			s := adapter.Sign{At: chat.Ref{Channel: "C1", Message: fmt.Sprint(i)}, When: time.Now().UnixMilli()}
			if real, err := l.real(t.Context(), s); err != nil || !real {
				t.Fatal(real, err)
			}
			if i%2 == 0 {
				time.Sleep(lateAfter / maxOrder)
			}
		}
		if n := len(l.last); n > maxOrder {
			t.Errorf("%d are remembered", n)
		}
	})
}

// What is older than what was heard is asked about: it comes in the wrong order,
// or it is what was heard, which could not be handled and is found by a look
// back.
func TestReactionOlderThanWhatWasHeard(t *testing.T) {
	now := time.Now()
	for name, on := range map[string]bool{"still there": true, "taken off since": false} {
		asked := 0
		o := &order{now: func() time.Time { return now }, last: map[string]int64{}, look: func(context.Context, adapter.Sign) (bool, error) {
			asked++
			return on, nil
		}}
		s := adapter.Sign{User: "U1", Name: "bulb", When: now.UnixMilli()}
		if real, err := o.real(t.Context(), s); !real || err != nil || asked != 0 {
			t.Errorf("%s, at first: %v, %v, asked %d times", name, real, err, asked)
		}
		s.When -= 5
		if real, err := o.real(t.Context(), s); real != on || err != nil || asked != 1 {
			t.Errorf("%s, found again: %v, %v, asked %d times", name, real, err, asked)
		}
	}
}
