package install

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/mattermost"
)

// The oldest server that works: forms of several steps came with 11.1, choices
// of several options with 11.0 (developers.mattermost.com, interactive
// dialogs).
const (
	minMajor = 11
	minMinor = 1
)

// A Server is what a server says of itself to anybody.
type Server struct {
	Version string
	// Ahead is how far its clock is ahead of ours.
	Ahead time.Duration
	// Settings are what it tells its clients.
	Settings map[string]string
}

// greet asks a server for what it tells its clients. With a good token that is
// more than without.
func greet(ctx context.Context, api *model.Client4, now func() time.Time) (Server, error) {
	began := now()
	conf, resp, err := api.GetClientConfig(ctx, "")
	if err != nil {
		return Server{}, errors.New(noServer(api.URL, resp, mattermost.Failed(resp, err)))
	}
	s := Server{Version: conf["Version"], Settings: conf}
	if s.Version == "" {
		return s, errors.New(notMattermost(api.URL))
	}
	if at, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		ended := now()
		s.Ahead = at.Sub(began.Add(ended.Sub(began) / 2)).Round(time.Second)
	}
	return s, nil
}

// supported returns why a version does not do, or nothing.
func supported(version string) string {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return fmt.Sprintf("the server calls its version %q, which cannot be read", version)
	}
	major, err1 := strconv.Atoi(parts[0])
	minor, err2 := strconv.Atoi(parts[1])
	if err1 != nil || err2 != nil {
		return fmt.Sprintf("the server calls its version %q, which cannot be read", version)
	}
	if major > minMajor || major == minMajor && minor >= minMinor {
		return ""
	}
	return fmt.Sprintf("the server is Mattermost %s, and the forms need %d.%d or newer. Upgrade the server first", version, minMajor, minMinor)
}

// noServer says in a sentence why a server did not answer as one should.
func noServer(url string, resp *model.Response, err error) string {
	if resp != nil && resp.StatusCode != 0 {
		return strange(url, resp)
	}
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var record tls.RecordHeaderError
	var invalid x509.CertificateInvalidError
	plain := strings.Replace(url, "https://", "http://", 1)
	switch {
	case errors.As(err, &dns):
		return fmt.Sprintf("no machine is called %s. Look for a misspelling in the address %s", dns.Name, url)
	case errors.As(err, &unknown):
		return fmt.Sprintf("this machine does not trust the certificate of %s. Install the authority that issued it, or name its file in the environment variable SSL_CERT_FILE", url)
	case errors.As(err, &host):
		return fmt.Sprintf("the certificate of %s is for another name: %v", url, host)
	case errors.As(err, &invalid):
		return fmt.Sprintf("the certificate of %s is not good: %v", url, invalid)
	case errors.As(err, &record), strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		return fmt.Sprintf("%s answers without encryption. If that is meant, write %s", url, plain)
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return fmt.Sprintf("%s does not answer in time. Look whether a firewall is in between", url)
	case strings.Contains(err.Error(), "connection refused"):
		return fmt.Sprintf("nothing listens at %s. Look whether the server runs, and at its port", url)
	}
	return fmt.Sprintf("%s cannot be asked: %v", url, err)
}

// strange says what is wrong with an answer that no Mattermost server gives.
func strange(url string, resp *model.Response) string {
	secure := strings.Replace(url, "http://", "https://", 1)
	switch code := resp.StatusCode; {
	case code == http.StatusBadRequest && strings.HasPrefix(url, "http://"):
		return fmt.Sprintf("%s answers with status 400; it may want an encrypted connection: write %s", url, secure)
	case code >= 300 && code < 400:
		to := resp.Header.Get("Location")
		if i := strings.Index(to, "/api/v4/"); i > 0 {
			to = to[:i]
		}
		return fmt.Sprintf("%s sends its visitors on to %s; write that address", url, to)
	case code == http.StatusTooManyRequests:
		return fmt.Sprintf("%s is limiting how much may be asked of it. Wait a minute and do it again", url)
	case code >= 500:
		return fmt.Sprintf("%s answers with status %d: the server, or the proxy in front of it, is down or in maintenance. Do it again later", url, code)
	}
	return notMattermost(url)
}

func notMattermost(url string) string {
	return "there is a web server at " + url + ", but no Mattermost. Look at the address: it is the beginning of what stands above a channel, without the team"
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}
