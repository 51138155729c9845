package network

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// MaxRetry bounds how long a network can tell the bot to stay away. Asking
// once an hour costs nothing; believing a wrong number costs the appeal.
const MaxRetry = time.Hour

// classify says what an answer means. err is what went wrong with its body.
func (a Answer) classify(r Request, err error) Answer {
	name, s := a.client.o.Name, a.Status
	switch {
	case s >= 200 && s <= 299:
		if err != nil {
			return a.fail(Maybe, name+" accepted the request, but its answer could not be read.", err)
		}
		a.Outcome = Done
		a.Raw = a.raw(nil)
		return a
	case s == http.StatusTooManyRequests:
		a = a.fail(Never, name+" asks to wait: too many requests.", err)
		a.Retry = RetryAfter(a.Header, a.client.now())
		return a
	case s >= 400 && s <= 499:
		return a.refused(r, err)
	case s == http.StatusMovedPermanently, s == http.StatusTemporaryRedirect, s == http.StatusPermanentRedirect:
		return a.fail(No, name+" has moved to another address. Tell your administrator.", err)
	case s >= 500 && s <= 599:
		return a.fail(Maybe, fmt.Sprintf("%s had a fault of its own (HTTP %d).", name, s), err)
	default:
		return a.fail(Maybe, fmt.Sprintf("%s gave an answer that makes no sense (HTTP %d).", name, s), err)
	}
}

func (a Answer) refused(r Request, err error) Answer {
	res, ok := Result{}, false
	if r.Refused != nil {
		res, ok = r.Refused(a)
	}
	if !ok {
		res = DefaultRefused(a.client.o.Name, a.Status)
	}
	if res.Cause == "" {
		res.Cause = cause(res.Outcome, a.Status)
	}
	a.Result = res
	a.Note = Redact(a.Note, a.secrets...)
	a.Raw = a.raw(err)
	return a
}

// DefaultRefused is what a status from 400 to 499 means where a network says
// nothing else. Everything is No but what is known to be without effect and
// may pass (Never), and what a proxy on the way may have said (Maybe).
func DefaultRefused(name string, status int) Result {
	switch status {
	case http.StatusUnauthorized:
		return Result{Outcome: No, Note: name + " does not accept the account's credentials any more. Connect the account again."}
	case http.StatusForbidden:
		return Result{Outcome: No, Note: name + " does not let this account do that. Ask your administrator which permission is missing."}
	case http.StatusNotFound, http.StatusGone:
		return Result{Outcome: No, Note: name + " says that there is no such thing (any more)."}
	case http.StatusProxyAuthRequired, http.StatusMisdirectedRequest, http.StatusTooEarly:
		return Result{Outcome: Never, Note: fmt.Sprintf("%s was not reached by the request (HTTP %d).", name, status)}
	case http.StatusRequestTimeout, 499:
		return Result{Outcome: Maybe, Note: fmt.Sprintf("%s gave up waiting (HTTP %d).", name, status)}
	case http.StatusRequestEntityTooLarge:
		return Result{Outcome: No, Note: name + " says that this is too big. Shorten the text or use smaller pictures."}
	default:
		return Result{Outcome: No, Note: fmt.Sprintf("%s refused it (HTTP %d).", name, status)}
	}
}

// cause is what it takes to go on after an outcome, as far as a status tells.
func cause(o Outcome, status int) Cause {
	switch {
	case o == Done:
		return ""
	case o != No:
		return Later
	}
	switch status {
	case http.StatusUnauthorized:
		return Reconnect
	case http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity:
		return Change
	default:
		return Permanent
	}
}

// fail sets the result of a.
func (a Answer) fail(o Outcome, note string, err error) Answer {
	a.Result = Result{Outcome: o, Note: Redact(note, a.secrets...), Raw: a.raw(err), Cause: cause(o, a.Status)}
	return a
}

// Garbled is the result of an attempt that the network answered with success
// and then with a body that is not what was agreed: why says in what.
func (a Answer) Garbled(why error) Result {
	return a.fail(Maybe, a.client.o.Name+" accepted the request, but its answer makes no sense.", why).Result
}

// JSON reads the body of a into v. Anything but exactly one value is an error.
func (a Answer) JSON(v any) error {
	d := json.NewDecoder(strings.NewReader(string(a.Body)))
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("read answer: %s", Redact(err.Error(), a.secrets...))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("read answer: there is more than one value in it")
	}
	return nil
}

// Err is nil when a is Done, and otherwise an error with the note and the
// network's own words, for reads and probes.
func (a Answer) Err() error {
	if a.Outcome == Done {
		return nil
	}
	return &AnswerError{Outcome: a.Outcome, Status: a.Status, Retry: a.Retry, Cause: a.Cause, Note: a.Note, Raw: a.Raw}
}

// AnswerError is a read that failed. Its text holds no secrets.
type AnswerError struct {
	Outcome Outcome
	Status  int
	Retry   time.Duration // not before, where the network said so
	Cause   Cause
	Note    string
	Raw     string
}

// Error implements error.
func (e *AnswerError) Error() string {
	if e.Raw == "" {
		return e.Note
	}
	return e.Note + " [" + e.Raw + "]"
}

func (c *Client) now() time.Time {
	if c.o.Now == nil {
		return time.Time{}
	}
	return c.o.Now()
}

// maxRaw bounds how much of an answer goes into the log.
const maxRaw = 600

// raw is what the log keeps of an attempt.
func (a Answer) raw(err error) string {
	var b strings.Builder
	if a.Status != 0 {
		fmt.Fprintf(&b, "HTTP %d", a.Status)
		if id := a.Header.Get("X-Request-Id"); id != "" {
			fmt.Fprintf(&b, " request %s", id)
		}
	}
	if err != nil {
		if b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(reason(err))
	}
	if len(a.Body) > 0 && a.Outcome != Done {
		b.WriteString(": ")
		b.Write(a.Body[:min(len(a.Body), 64*maxRaw)])
	}
	// Secrets are removed before the cut, so that none is cut in two.
	return line(Redact(b.String(), a.secrets...), maxRaw)
}

// reason is the text of an error without the address that it was about.
func reason(err error) string {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Op + ": " + u.Err.Error()
	}
	return err.Error()
}

// RetryAfter reads from the headers of an answer how long to stay away:
// Retry-After in seconds or as a date, else the reset of a rate limit as Unix
// time, as a date (RFC 3339) or in seconds. Zero means that they do not say.
// What they say is bounded by a second and MaxRetry.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	for _, k := range []string{"Retry-After", "RateLimit-Reset", "X-RateLimit-Reset", "X-Rate-Limit-Reset"} {
		if d, ok := parseRetry(strings.TrimSpace(h.Get(k)), now); ok {
			return min(max(d, time.Second), MaxRetry)
		}
	}
	return 0
}

func parseRetry(s string, now time.Time) (time.Duration, bool) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		const unix = 1_000_000_000 // No wait is that long; no time is that early.
		switch {
		case n < 0:
			return 0, false
		case n >= unix:
			return time.Unix(min(n, 1<<40), 0).Sub(now), !now.IsZero()
		default:
			return time.Duration(n) * time.Second, true
		}
	}
	if now.IsZero() {
		return 0, false
	}
	if t, err := http.ParseTime(s); err == nil {
		return t.Sub(now), true
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.Sub(now), true
	}
	return 0, false
}
