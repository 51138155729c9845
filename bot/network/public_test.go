package network_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"appealbot/bot/network"
)

func TestIsPublic(t *testing.T) {
	for a, want := range map[string]bool{
		"1.1.1.1": true, "142.250.1.1": true, "2606:4700::1111": true, "::ffff:1.1.1.1": true, "64:ff9b::1.1.1.1": true,

		"127.0.0.1": false, "127.9.9.9": false, "0.0.0.0": false, "0.1.2.3": false, "10.1.2.3": false, "172.16.0.1": false,
		"192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "100.127.255.255": false, "192.0.0.8": false,
		"192.0.2.1": false, "198.18.0.1": false, "198.19.255.255": false, "198.51.100.7": false, "203.0.113.9": false,
		"192.88.99.1": false, "224.0.0.1": false, "239.1.1.1": false, "240.0.0.1": false, "255.255.255.255": false,

		"::": false, "::1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::ffff:169.254.169.254": false,
		"::127.0.0.1": false, "fe80::1": false, "fe80::1%eth0": false, "fec0::1": false, "fc00::1": false, "fd12:3456::1": false,
		"ff02::1": false, "2001:db8::1": false, "2001::1": false, "2002:7f00:1::": false, "3fff::1": false, "100::1": false,
		"64:ff9b::127.0.0.1": false, "64:ff9b::10.0.0.1": false, "64:ff9b:1::1": false, "4000::1": false, "2606:4700::1111%eth0": false,
	} {
		if got := network.IsPublic(netip.MustParseAddr(a)); got != want {
			t.Errorf("IsPublic(%s) = %t", a, got)
		}
	}
}

// Whatever a server's answer points to, the bot asks nobody inside: not by
// number, not by a name for it, not by where a name happens to lead.
func TestOnlyHomeMayBeInside(t *testing.T) {
	base, seen := counting(t, func(http.ResponseWriter, *http.Request) {})
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	port := u.Port()
	c := client(network.ClientOptions{Name: "Chirp", Public: true, Home: []string{"https://social.metro.example"}})
	defer c.Close()
	for _, host := range []string{"127.0.0.1", "localhost", "LOCALHOST", "127.0.0.2", "0.0.0.0", "[::ffff:127.0.0.1]", "[::1]", "[::]"} {
		a := c.Do(t.Context(), post("http://"+host+":"+port+"/"))
		if a.Outcome == network.Done || seen.Load() > 0 {
			t.Fatalf("%s was asked: %+v", host, a.Result)
		}
		if host == "127.0.0.1" || host == "localhost" {
			if a.Outcome != network.No || a.Cause != network.Permanent || !strings.Contains(a.Note, "Tell your administrator") {
				t.Errorf("%s: %+v, want no", host, a.Result)
			}
		}
	}
	for _, home := range []string{base, base + "/", "http://LOCALHOST:" + port + "/api"} {
		c := client(network.ClientOptions{Public: true, Home: []string{home}})
		if a := c.Do(t.Context(), post(strings.ToLower(home))); a.Outcome != network.Done {
			t.Errorf("home %s: %+v", home, a.Result)
		}
		c.Close()
	}
	other, _ := counting(t, func(http.ResponseWriter, *http.Request) {})
	home := client(network.ClientOptions{Public: true, Home: []string{other}})
	defer home.Close()
	if a := home.Do(t.Context(), post(base)); a.Outcome != network.No {
		t.Errorf("another port at home: %+v, want no", a.Result)
	}
	if _, err := home.DialContext(t.Context(), "tcp", u.Host); err == nil {
		t.Error("a stream may go where a request may not")
	}
}

func TestTheProxyMayBeInsideAndWhatIsBehindItNot(t *testing.T) {
	asked := ""
	proxy := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked = r.Host }))
	defer proxy.Close()
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := network.NewClient(network.ClientOptions{Public: true, Home: []string{"http://10.1.2.3"}, Proxy: http.ProxyURL(u)})
	defer c.Close()
	for base, want := range map[string]network.Outcome{
		"http://chirp.example/": network.Done, "http://10.1.2.3/": network.Done,
		"http://10.1.2.4/": network.No, "http://10.1.2.3:8080/": network.No, "http://[::1]/": network.No,
	} {
		asked = ""
		if a := c.Do(t.Context(), post(base)); a.Outcome != want || (asked != "") != (want == network.Done) {
			t.Errorf("%s: %+v; the proxy was asked for %q", base, a.Result, asked)
		}
	}
}
