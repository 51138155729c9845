package mastodon

import "testing"

func TestSoftware(t *testing.T) {
	for _, c := range []struct {
		version, source string
		want            Software
	}{
		{"4.5.0", "https://github.com/mastodon/mastodon", SoftwareMastodon},
		{"4.3.0", "", SoftwareMastodon},
		{"3.5.19", "", SoftwareMastodon},
		{"4.4.0-rc.1", "https://github.com/mastodon/mastodon", SoftwareMastodon},
		{"4.4.0rc1", "", SoftwareMastodon},
		{"4.5.0-nightly.2025-10-01", "", SoftwareMastodon},
		{"4.3.0+glitch", "https://github.com/glitch-soc/mastodon", SoftwareMastodon},
		{"4.0.15+hometown-1.1.2", "", SoftwareMastodon},
		{"v0.20.0-rc1-8-g57cb4fe", "https://codeberg.org/superseriousbusiness/gotosocial", SoftwareGoToSocial},
		{"0.20.0+git-57cb4fe", "https://codeberg.org/superseriousbusiness/gotosocial", SoftwareGoToSocial},
		{"3.5.3+0.20.0-git-57cb4fe", "https://codeberg.org/superseriousbusiness/gotosocial", SoftwareGoToSocial},
		{"3.5.3+0.20.0", "", ""},
		{"v0.20.0", "", ""},
		{"0.6.10", "https://github.com/fedify-dev/hollo", SoftwareHollo},
		{"0.6.10", "", ""},
		{"4.2.0 (compatible; Pleroma 2.7.0)", "", "pleroma"},
		{"2.7.2 (compatible; Akkoma 3.13.2)", "", "akkoma"},
		{"", "", ""},
		{"4.5.0 or so", "", ""},
	} {
		if got := software(c.version, c.source); got != c.want {
			t.Errorf("software(%q, %q) = %q, want %q", c.version, c.source, got, c.want)
		}
	}
}

func TestSameSite(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"mastodon.example", "mastodon.example", true},
		{"streaming.mastodon.example", "mastodon.example", true},
		{"streaming.police.example.org", "social.police.example.org", true},
		{"streaming.other.example", "mastodon.example", false},
		{"evilmastodon.example", "mastodon.example", false},
		{"evil.org", "police.org", false},
		{"10.0.0.1", "mastodon.example", false},
		{"11.0.0.1", "10.0.0.1", false},
		{"11.0.0.1:8443", "10.0.0.1:8443", false},
		{"", "mastodon.example", false},
	} {
		if got := sameSite(c.a, c.b); got != c.want {
			t.Errorf("sameSite(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
