package network_test

import (
	"net/http"
	"testing"
	"time"

	"appealbot/bot/network"
)

func TestBehind(t *testing.T) {
	now := time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)
	for date, want := range map[string]time.Duration{
		"Mon, 02 Nov 2026 17:00:00 GMT": time.Hour, "Mon, 02 Nov 2026 18:00:00 GMT": 0, "Mon, 02 Nov 2026 19:00:00 GMT": 0, "soon": 0, "": 0,
	} {
		if got := network.Behind(http.Header{"Date": {date}}, now); got != want {
			t.Errorf("%q is behind by %v, want %v", date, got, want)
		}
	}
}
