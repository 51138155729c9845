package slacktest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Callback is where the app takes what it is told, when it has no Socket Mode.
type Callback struct {
	Commands, Interactivity, Events string // addresses
}

// answerWithin is how long the app may take
// (docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response).
const answerWithin = 3 * time.Second

// Callback makes the server tell the app over HTTP from now on. As Slack does
// when the address of the events is set, it first asks for a challenge.
func (s *Server) Callback(t testing.TB, c Callback) {
	t.Helper()
	challenge := "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
	body := marshal(obj{"token": verification, "challenge": challenge, "type": "url_verification"})
	status, got, err := s.call(c.Events, "application/json", body, nil)
	var said struct{ Challenge string }
	if strings.TrimSpace(string(got)) != challenge && (json.Unmarshal(got, &said) != nil || said.Challenge != challenge) || status != http.StatusOK {
		t.Fatalf("the challenge was answered with %d %q, %v", status, got, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.callback = &c
}

// Sign makes the headers with which Slack signs a body
// (docs.slack.dev/authentication/verifying-requests-from-slack).
func Sign(secret string, at time.Time, body []byte) http.Header {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(append([]byte("v0:"+stamp+":"), body...))
	return http.Header{"X-Slack-Request-Timestamp": {stamp}, "X-Slack-Signature": {"v0=" + hex.EncodeToString(mac.Sum(nil))}}
}

// call posts something signed.
func (s *Server) call(to, kind string, body []byte, more http.Header) (int, []byte, error) {
	ctx, cancel := context.WithTimeout(s.ctx, answerWithin)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header = Sign(SigningSecret, s.opts.now(), body)
	maps.Copy(req.Header, more)
	req.Header.Set("Content-Type", kind)
	req.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	return res.StatusCode, b, err
}

// request is a delivery as an HTTP request.
func (c *Callback) request(d *delivery) (to, kind string, body []byte) {
	const form = "application/x-www-form-urlencoded"
	switch d.kind {
	case slashCommands:
		v := url.Values{}
		for k := range d.payload {
			v.Set(k, fmt.Sprint(d.payload[k]))
		}
		return c.Commands, form, []byte(v.Encode())
	case interactive:
		return c.Interactivity, form, []byte(url.Values{"payload": {string(marshal(d.payload))}}.Encode())
	default:
		return c.Events, "application/json", marshal(d.payload)
	}
}

// post tells the app something over HTTP. Only events are told again
// (docs.slack.dev/apis/events-api#retries).
func (s *Server) post(c *Callback, d *delivery) {
	to, kind, body := c.request(d)
	for n := range attempts {
		var more http.Header
		if n > 0 {
			more = http.Header{"X-Slack-Retry-Num": {strconv.Itoa(n)}, "X-Slack-Retry-Reason": {"http_error"}}
		}
		began := time.Now()
		status, got, err := s.call(to, kind, body, more)
		if err == nil && status == http.StatusOK {
			s.posted(d, time.Since(began), got)
			return
		}
		if d.kind != eventsAPI {
			break
		}
		if !s.sleep(min(s.opts.redeliver, time.Second)) {
			break
		}
	}
	s.mu.Lock()
	if !s.closed {
		s.violate("%s was not answered with 200", d.kind)
	}
	s.mu.Unlock()
	d.finish(nil, "operation_timeout")
}

// posted takes the app's answer: JSON, or for a command also bare text.
func (s *Server) posted(d *delivery, took time.Duration, got []byte) {
	s.mu.Lock()
	s.acks = append(s.acks, Ack{d.kind, "", took})
	if took > s.opts.slowestAck {
		s.violate("%s was answered after %v, at most %v", d.kind, took.Round(time.Millisecond), s.opts.slowestAck)
	}
	got = bytes.TrimSpace(got)
	if len(got) > 0 && !json.Valid(got) {
		if d.kind == interactive {
			s.violate("an interaction was answered with something that is no JSON: %q", got)
			got = nil
		} else {
			got = marshal(obj{"text": string(got)})
		}
	}
	s.mu.Unlock()
	if d.kind == eventsAPI {
		got = nil
	}
	d.finish(got, "")
}

// Knock posts something to the app with headers of the test's own making, and
// returns the status: what Slack did not sign must not be taken.
func (s *Server) Knock(to, kind string, body []byte, header http.Header) (int, error) {
	status, _, err := s.call(to, kind, body, header)
	return status, err
}
