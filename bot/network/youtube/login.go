package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"appealbot/bot/network"
)

// secretName is where the credentials are kept in the account's Secrets.
const secretName = "credentials"

// Credentials are what the account's Secrets keep. The refresh token stays the same
// until somebody takes the permission back; access tokens live for an hour.
type Credentials struct {
	Access  string `json:"access"`
	Refresh string `json:"refresh"`
	// Since and Until are when the access token was given and when it ends.
	Since time.Time `json:"since"`
	Until time.Time `json:"until"`
	Scope string    `json:"scope,omitempty"` // what it may do, with spaces between
	// Channel and Uploads are whose they are and the list of what was uploaded
	// there, as YouTube said.
	Channel string `json:"channel"`
	Uploads string `json:"uploads,omitempty"`
	Handle  string `json:"handle,omitempty"`
}

// login is the channel's credentials in memory.
type login struct {
	turn   chan struct{} // full while somebody reads or renews them
	now    Credentials
	spoilt string // an access token that YouTube did not accept
	// ended is what Google said when it refused to renew them for good, which
	// holds for the refresh token of; rest is until when it is not asked again.
	ended error
	of    string
	rest  time.Time
}

// enter waits for the turn.
func (s *login) enter(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return &network.AnswerError{
			Outcome: network.Never, Cause: network.Later, Note: "YouTube could not be asked in time. Nothing was sent.", Raw: ctx.Err().Error(),
		}
	}
}

func (s *login) leave() { <-s.turn }

// fresh is how long new credentials are too new to be refused for their age.
const fresh = time.Minute

// spoiled notes that YouTube did not accept an access token, so that the next
// request renews it, and reports whether it was so new that this will not help.
func (s *login) spoiled(access string, now time.Time) bool {
	s.turn <- struct{}{}
	defer s.leave()
	if s.now.Access != access {
		return false
	}
	s.spoilt = access
	return now.Sub(s.now.Since) < fresh
}

// old reports whether the credentials have to be renewed.
func (s *login) old(now time.Time) bool {
	c := s.now
	return c.Access == "" || c.Access == s.spoilt || now.Add(c.Until.Sub(c.Since)/6).After(c.Until)
}

// unable is the result of an attempt that could not be made for want of
// credentials.
func unable(err error) network.Result {
	r := network.Result{
		Outcome: network.Never, Cause: network.Later, Raw: err.Error(),
		Note: "The channel's credentials for YouTube could not be had just now. It is tried again.",
	}
	if e, ok := errors.AsType[*network.AnswerError](err); ok {
		r.Outcome, r.Cause, r.Note, r.Retry = e.Outcome, e.Cause, e.Note, e.Retry
	}
	return r
}

// reconnect is the error of credentials that nothing but connecting the account
// again mends.
func reconnect(format string, args ...any) error {
	return &network.AnswerError{Outcome: network.No, Cause: network.Reconnect, Note: fmt.Sprintf(format, args...)}
}

// pause is how long Google is not asked again for new credentials when it gave
// none.
const pause = time.Minute

// credentials returns credentials that are good for a while, renewed by one at a
// time.
func (a *Account) credentials(ctx context.Context) (Credentials, error) {
	s := &a.login
	if err := s.enter(ctx); err != nil {
		return Credentials{}, err
	}
	defer s.leave()
	now := a.o.Now()
	if !s.old(now) {
		return s.now, nil
	}
	// Somebody may have connected the account again.
	c, err := a.kept(ctx)
	if err != nil {
		return Credentials{}, err
	}
	s.now = c
	usable := now.Before(c.Until) && c.Access != s.spoilt
	switch {
	case !s.old(now):
		return c, nil
	case s.ended != nil && s.of == c.Refresh:
		return c, unless(usable, s.ended)
	case usable && now.Before(s.rest):
		return c, nil
	}
	next, err := a.refresh(ctx, c)
	if err != nil {
		s.rest = now.Add(pause)
		if e, ok := errors.AsType[*network.AnswerError](err); ok && e.Cause == network.Reconnect {
			s.ended, s.of = err, c.Refresh
		}
		return c, unless(usable, err)
	}
	s.now = next
	// They can be had again: what could not be kept costs one more request after
	// a restart.
	_ = a.keep(context.WithoutCancel(ctx), next)
	return next, nil
}

func unless(usable bool, err error) error {
	if usable {
		return nil
	}
	return err
}

// kept returns the credentials that are kept, if they are this channel's.
func (a *Account) kept(ctx context.Context) (Credentials, error) {
	b, err := a.o.Secrets.Get(ctx, secretName)
	if err != nil {
		return Credentials{}, fmt.Errorf("read the credentials of account %q: %w", a.o.Account.ID, err)
	}
	var c Credentials
	// The error of a damaged value could hold a piece of it.
	if len(b) == 0 || json.Unmarshal(b, &c) != nil || c.Refresh == "" || !aChannel.MatchString(c.Channel) {
		return Credentials{}, reconnect("%s is not connected. Connect it before anything can be published there.", a.o.Account.Name)
	}
	if !a.is(c.Channel, c.Handle) {
		return Credentials{}, reconnect("%s is configured as %s, but it was connected as %.60q. Connect the right channel, or correct the configuration.",
			a.o.Account.Name, a.wanted(), c.Handle+" "+c.Channel)
	}
	return c, nil
}

// is reports whether a channel is the configured one.
func (a *Account) is(channel, handle string) bool {
	if a.o.Channel != "" {
		return channel == a.o.Channel
	}
	return strings.EqualFold(strings.TrimPrefix(handle, "@"), strings.TrimPrefix(a.o.Account.Handle, "@"))
}

// wanted is the configured channel as the configuration names it.
func (a *Account) wanted() string {
	if a.o.Channel != "" {
		return a.o.Channel
	}
	return a.o.Account.Handle
}

// keep keeps credentials. Empty ones never replace any.
func (a *Account) keep(ctx context.Context, c Credentials) error {
	if c.Refresh == "" || c.Channel == "" {
		return errors.New("keep the credentials: there are none")
	}
	b, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("keep the credentials: %w", err)
	}
	if err := a.o.Secrets.Put(ctx, secretName, b); err != nil {
		return fmt.Errorf("keep the credentials of account %q: %w", a.o.Account.ID, err)
	}
	return nil
}
