package network_test

import (
	"strings"
	"testing"

	"appealbot/bot/network"
)

func TestAuthorizationCode(t *testing.T) {
	for answer, want := range map[string]string{
		"http://127.0.0.1:8068/?state=s&code=4%2F0Ab": "4/0Ab",
		" http://127.0.0.1/?code=abc#_=_ ":            "abc",
		"4/0Ab-cd":                                    "4/0Ab-cd",
		"VGhp_c3-":                                    "VGhp_c3-",
	} {
		if got, err := network.AuthorizationCode(answer, "s", "X's page"); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", answer, got, err, want)
		}
	}
	for answer, want := range map[string]string{
		"": "no code", "two words": "no code", "https://x.com/home": "no code", strings.Repeat("x", 2001): "no code",
		"http://127.0.0.1/?state=other&code=a": "another attempt", "http://127.0.0.1/?error=access_denied": "refused on X's page",
		"http://127.0.0.1/?error=server_error": "server_error", "http://127.0.0.1/?state=s&code=": "no code", "http://127.0.0.1/?code=%zz": "not an address",
	} {
		if got, err := network.AuthorizationCode(answer, "s", "X's page"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q is %q, %v; want %q", answer, got, err, want)
		}
	}
}
