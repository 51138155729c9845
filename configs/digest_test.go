package configs

import (
	"fmt"
	"testing"
	"time"
)

func TestWhenTheDigestIsSent(t *testing.T) {
	for at, want := range map[string]string{
		"monday 08:00":    "Monday 8:0",
		" Sunday  23:59 ": "Sunday 23:59",
		"saturday 0:05":   "Saturday 0:5",
		"WEDNESDAY 12:00": "Wednesday 12:0",
	} {
		day, hour, minute, err := Digest{At: at}.When()
		if got := fmt.Sprintf("%s %d:%d", day, hour, minute); err != nil || got != want {
			t.Errorf("%q is %s (%v), want %s", at, got, err, want)
		}
	}
	for _, at := range []string{"", "monday", "08:00", "monday 8", "monday 24:00", "monday 08:00 EST", "mon 08:00", time.Monday.String()} {
		if _, _, _, err := (Digest{At: at}).When(); err == nil {
			t.Errorf("%q was taken for a time", at)
		}
	}
}
