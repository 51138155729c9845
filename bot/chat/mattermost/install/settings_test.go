package install

import "testing"

func TestBlockedHost(t *testing.T) {
	for _, tt := range []struct{ list, callback, host string }{
		{"", "http://127.0.0.1:8066", "127.0.0.1"},
		{"127.0.0.1", "http://127.0.0.1:8066", ""},
		{"localhost 127.0.0.1", "http://127.0.0.1:8066", ""},
		{"localhost,127.0.0.1", "http://127.0.0.1:8066", ""},
		{"127.0.0.0/8", "http://127.0.0.1:8066", ""},
		{"10.0.0.0/8", "http://127.0.0.1:8066", "127.0.0.1"},
		{"127.0.0.1:8066", "http://127.0.0.1:8066", "127.0.0.1"}, // the server compares hosts, not ports
		{"127.0.0.1/32", "http://127.0.0.2:8066", "127.0.0.2"},
		{"", "http://10.1.2.3", "10.1.2.3"},
		{"", "http://[fd00::1]:8066", "fd00::1"},
		{"fd00::/8", "http://[fd00::1]:8066", ""},
		{"", "http://100.70.1.2", "100.70.1.2"},
		{"", "http://8.8.8.8", ""},
		{"", "http://no.such.machine.invalid", ""}, // not known here, so not judged
		{"", "::", ""},
	} {
		if host, why := blockedHost(t.Context(), tt.list, tt.callback); host != tt.host || (host == "") != (why == "") {
			t.Errorf("%q and %q: %q (%s)", tt.list, tt.callback, host, why)
		}
	}
}

func TestSupported(t *testing.T) {
	for version, want := range map[string]bool{
		"11.6.0": true, "11.1.0": true, "12.0": true, "20.0.1": true, "11.0.9": false, "10.99.0": false, "9.11.3": false, "": false, "11": false, "11.x": false,
	} {
		if why := supported(version); (why == "") != want {
			t.Errorf("%q: %s", version, why)
		}
	}
}
