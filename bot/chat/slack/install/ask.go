package install

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	api "github.com/slack-go/slack"
)

// scopesHeader is where Slack says what a token may do.
const scopesHeader = "X-OAuth-Scopes"

// again is what to do about an error that says no more.
const again = "Do it again; if it stays so, look at status.slack.com."

// identity is what auth.test says of a token.
type identity struct {
	OK           bool   `json:"ok"`
	Error        string `json:"error"`
	URL          string `json:"url"`
	Team         string `json:"team"`
	TeamID       string `json:"team_id"`
	User         string `json:"user"`
	UserID       string `json:"user_id"`
	BotID        string `json:"bot_id"`
	EnterpriseID string `json:"enterprise_id"`
	// Organisation says that the app is installed in a whole organisation.
	Organisation bool `json:"is_enterprise_install"`
}

// maxAnswer bounds the answer to auth.test.
const maxAnswer = 64 << 10

// test asks whose the token is. The library does not tell whether the app is
// installed in a whole organisation.
func (e *examination) test(ctx context.Context) (me identity, header http.Header, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, e.in.API+"auth.test", strings.NewReader(url.Values{"token": {e.in.Token}}.Encode()))
	if err != nil {
		return me, nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := e.client().Do(req)
	if err != nil {
		return me, nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusTooManyRequests {
		return me, nil, api.SlackErrorResponse{Err: "ratelimited"}
	}
	if resp.StatusCode != http.StatusOK {
		return me, nil, api.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return me, nil, err
	}
	switch err := json.Unmarshal(b, &me); {
	case err != nil || me.OK && me.UserID == "" || !me.OK && me.Error == "":
		return me, nil, errNotSlack
	case !me.OK:
		return me, nil, api.SlackErrorResponse{Err: me.Error}
	}
	return me, resp.Header, nil
}

var errNotSlack = errors.New("what answers there is not Slack")

// said is the code of an error that Slack answered with.
func said(err error) string {
	var s api.SlackErrorResponse
	var limited *api.RateLimitedError
	switch {
	case errors.As(err, &s):
		return s.Err
	case errors.As(err, &limited):
		return "ratelimited"
	}
	return ""
}

// because says why something could not be asked.
func because(err error) string {
	var limited *api.RateLimitedError
	var s api.SlackErrorResponse
	switch {
	case errors.As(err, &limited):
		return fmt.Sprintf("Slack is limiting how much may be asked, for another %v", limited.RetryAfter)
	case errors.As(err, &s) && s.Needed != "":
		return fmt.Sprintf("Slack answers %s, since the token lacks %s", s.Err, s.Needed)
	case errors.As(err, &s):
		return "Slack answers " + s.Err
	}
	return cannot(err, "Slack")
}

// cannot says why nobody answered, or not as one should. It never repeats a
// whole address: those of connections hold a ticket.
func cannot(err error, where string) string {
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	var status api.StatusCodeError
	var timeout net.Error
	switch {
	case errors.Is(err, errNotSlack):
		return fmt.Sprintf("there is a web server at %s, but it is not Slack's; look at slack.api, and at the proxy in between", where)
	case errors.As(err, &status):
		return fmt.Sprintf("%s answers with status %d", where, status.Code)
	case errors.As(err, &dns):
		return fmt.Sprintf("no machine is called %s", dns.Name)
	case errors.As(err, &unknown):
		return fmt.Sprintf("this machine does not trust the certificate of %s; if a proxy of your own opens connections, name its authority's file in the environment variable SSL_CERT_FILE", where)
	case errors.As(err, &host), errors.As(err, &invalid):
		return fmt.Sprintf("the certificate of %s is not good", where)
	case errors.As(err, &record), strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		return where + " answers without encryption"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return where + " does not answer in time"
	case strings.Contains(err.Error(), "connection refused"):
		return "nothing listens at " + where
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	return fmt.Sprintf("%s cannot be asked: %v", where, err)
}

// upper is a sentence with a capital.
func upper(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
