package network

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// errInside is what dialing an address says that a client may not ask.
var errInside = errors.New("the address is not a public one")

// special are the ranges of global unicast addresses that no public server has
// (IANA, IPv4 and IPv6 Special-Purpose Address Registries; RFC 6890, RFC 9637).
// What netip knows by itself is not repeated: loopback, link-local, private
// and unique local addresses, multicast.
var special = [...]netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network
	netip.MustParsePrefix("100.64.0.0/10"),   // carrier-grade NAT
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments
	netip.MustParsePrefix("192.0.2.0/24"),    // documentation
	netip.MustParsePrefix("192.88.99.0/24"),  // 6to4 relays
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"), // documentation
	netip.MustParsePrefix("203.0.113.0/24"),  // documentation
	netip.MustParsePrefix("240.0.0.0/4"),     // reserved, broadcast
	netip.MustParsePrefix("2001::/23"),       // protocol assignments, Teredo
	netip.MustParsePrefix("2001:db8::/32"),   // documentation
	netip.MustParsePrefix("2002::/16"),       // 6to4: an IPv4 address inside
	netip.MustParsePrefix("3fff::/20"),       // documentation
}

var (
	globalIPv6 = netip.MustParsePrefix("2000::/3")
	nat64      = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052: an IPv4 address inside
)

// IsPublic reports whether an address is one that a server on the internet can
// have, and not one inside somebody's network in any of its spellings.
func IsPublic(a netip.Addr) bool {
	if a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if nat64.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.Is6() && !globalIPv6.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// A dialer connects to whoever the administrator named, and where only public
// addresses are allowed, beyond that only to those. It looks at the address
// that a name was resolved to, so that a name cannot change in between.
type dialer struct {
	net.Dialer
	public bool
	home   []string // host:port

	mu      sync.Mutex
	proxies map[string]bool // host:port, as the settings gave them
}

func newDialer(o ClientOptions) *dialer {
	d := &dialer{Dialer: net.Dialer{Timeout: 10 * time.Second}, public: o.Public, proxies: make(map[string]bool)}
	for _, h := range o.Home {
		d.home = append(d.home, hostPort(h))
	}
	return d
}

// DialContext connects to addr.
func (d *dialer) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	plain := d.Dialer
	if d.public && !d.named(addr) {
		plain.Control = func(_, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil {
				return fmt.Errorf("connect: %w", err)
			}
			if !IsPublic(to.Addr()) {
				return errInside
			}
			return nil
		}
	}
	return plain.DialContext(ctx, network, addr)
}

// named reports whether the administrator named addr.
func (d *dialer) named(addr string) bool {
	addr = strings.ToLower(addr)
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Contains(d.home, addr) || d.proxies[addr]
}

// maxProxies bounds what is remembered. Settings have two.
const maxProxies = 16

// through remembers that requests go through a proxy, which may be inside.
func (d *dialer) through(proxy *url.URL) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.proxies) < maxProxies {
		d.proxies[hostPort(proxy.String())] = true
	}
}

// inside reports whether u names an address by number that may not be asked: a
// proxy would do so without asking the dialer.
func (d *dialer) inside(u *url.URL) bool {
	if !d.public {
		return false
	}
	a, err := netip.ParseAddr(u.Hostname())
	return err == nil && !IsPublic(a) && !slices.Contains(d.home, hostPort(u.String()))
}

// hostPort is where the server of an address listens; empty where that is
// unknown.
func hostPort(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "ws": "80", "https": "443", "wss": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme]
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}
