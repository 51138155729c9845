package app

import (
	"slices"
	"testing"
	"time"

	"appealbot/bot/desk"
	"appealbot/configs"
)

// The digest's channel is one of those that are made and examined, and without one
// nothing is sent.
func TestTheDigestHasAChannel(t *testing.T) {
	c := configs.Default()
	if got := standing(c); !slices.Equal(got, []string{"duty", "newsroom"}) {
		t.Errorf("channels %v", got)
	}
	if weekly(c.Digest).On {
		t.Error("a digest is sent nowhere")
	}
	c.Digest = configs.Digest{Channel: "chiefs", At: "friday 16:30"}
	if got := standing(c); !slices.Equal(got, []string{"duty", "newsroom", "chiefs"}) {
		t.Errorf("channels %v", got)
	}
	if got := weekly(c.Digest); got != (desk.Weekly{On: true, Day: time.Friday, Hour: 16, Minute: 30}) {
		t.Errorf("sent %+v", got)
	}
	room := practiceRoom{program: &program{config: c}}
	if got := room.channels(); !slices.Equal(got, []string{"newsroom", "duty", "chiefs"}) {
		t.Errorf("the practice room has %v", got)
	}
}

func TestSinceDays(t *testing.T) {
	for s, want := range map[string]int{"1d": 1, "30d": 30, "4W": 28, "1y": 366} {
		if got, err := sinceDays(s); err != nil || got != want {
			t.Errorf("%q is %d days (%v), want %d", s, got, err, want)
		}
	}
	for _, s := range []string{"", "30", "d", "0d", "-3d", "367d", "2y", "30 days", "yesterday"} {
		if got, err := sinceDays(s); err == nil {
			t.Errorf("%q was taken for %d days", s, got)
		}
	}
}
