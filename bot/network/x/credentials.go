package x

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

// Credentials are what the account's Secrets keep.
type Credentials struct {
	Access  string `json:"access"`
	Refresh string `json:"refresh,omitempty"`
	// Since and Until are when the access token was given and when it ends.
	Since time.Time `json:"since"`
	Until time.Time `json:"until"`
	Scope string    `json:"scope,omitempty"` // what it may do, with spaces between
	// ID and Handle are whose credentials they are, as X said.
	ID     string `json:"id"`
	Handle string `json:"handle"`
}

// login is the account's credentials in memory.
type login struct {
	// turn is full while somebody reads or renews the credentials: a
	// refresh token is good for one use.
	turn    chan struct{}
	now     Credentials
	unsaved bool   // now could not be kept yet, and is not used before
	spoilt  string // an access token that X did not accept
	// ended is what X said when it refused to renew the credentials for
	// good; rest is until when it is not asked again.
	ended error
	rest  time.Time
}

// over is why the credentials will not be renewed any more.
func (s *login) over(ctx context.Context) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	return s.ended
}

// take makes c the credentials that are used.
func (s *login) take(c Credentials) {
	if c.Access != s.now.Access {
		s.ended, s.rest = nil, time.Time{}
	}
	s.now = c
}

// enter waits for the turn.
func (s *login) enter(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *login) leave() { <-s.turn }

// fresh is how long new credentials are too new to be refused for their age.
const fresh = time.Minute

// spoiled notes that X did not accept an access token, so that the next
// request renews it, and reports whether it was so new that this will not help.
func (s *login) spoiled(access string, now time.Time) bool {
	s.turn <- struct{}{}
	defer s.leave()
	if s.now.Access != access {
		return false
	}
	s.spoilt = access
	return s.now.Refresh == "" || now.Sub(s.now.Since) < fresh
}

// unable is the result of an attempt that could not be made for want of
// credentials.
func unable(err error) network.Result {
	r := network.Result{
		Outcome: network.Never, Cause: network.Later, Raw: err.Error(),
		Note: "The account's credentials for X could not be had just now. It is tried again.",
	}
	if e, ok := errors.AsType[*network.AnswerError](err); ok {
		r.Outcome, r.Cause, r.Note, r.Retry = e.Outcome, e.Cause, e.Note, e.Retry
	}
	return r
}

// reconnect is the error of credentials that nothing but connecting the
// account again mends.
func reconnect(format string, args ...any) error {
	return &network.AnswerError{Outcome: network.No, Cause: network.Reconnect, Note: fmt.Sprintf(format, args...)}
}

// credentials returns credentials that are good for a while. They are renewed
// before a third of their life is left, by one at a time.
func (a *Account) credentials(ctx context.Context) (Credentials, error) {
	s := &a.login
	if err := s.enter(ctx); err != nil {
		return Credentials{}, &network.AnswerError{
			Outcome: network.Never, Cause: network.Later, Note: "X could not be asked in time. Nothing was sent.", Raw: err.Error(),
		}
	}
	defer s.leave()
	now := a.o.Now()
	if s.unsaved {
		if err := a.keep(ctx, s.now); err != nil {
			return Credentials{}, err
		}
		s.unsaved = false
	}
	if !s.old(now) {
		return s.now, nil
	}
	// Somebody may have connected the account, or another instance renewed
	// what it has.
	c, err := a.kept(ctx)
	if err != nil {
		return Credentials{}, err
	}
	s.take(c)
	if !s.old(now) {
		return c, nil
	}
	return a.renewed(ctx, c)
}

// old reports whether the credentials have to be renewed.
func (s *login) old(now time.Time) bool {
	c := s.now
	return c.Access == "" || c.Access == s.spoilt || now.Add(c.Until.Sub(c.Since)/3).After(c.Until)
}

// kept returns the credentials that are kept, if they are this account's.
func (a *Account) kept(ctx context.Context) (Credentials, error) {
	b, err := a.o.Secrets.Get(ctx, secretName)
	if err != nil {
		return Credentials{}, fmt.Errorf("read the credentials of account %q: %w", a.o.Account.ID, err)
	}
	var c Credentials
	// The error of a damaged value could hold a piece of it.
	if len(b) == 0 || json.Unmarshal(b, &c) != nil || c.Access == "" || !validID(c.ID) {
		return Credentials{}, reconnect("%s is not connected. Connect it before anything can be published there.", a.o.Account.Name)
	}
	if !strings.EqualFold(c.Handle, handle(a.o.Account.Handle)) {
		return Credentials{}, reconnect("%s is configured as %s, but it was connected as %.40q. Connect the right account, or correct its handle in the configuration.",
			a.o.Account.Name, a.o.Account.Handle, "@"+c.Handle)
	}
	return c, nil
}

// keep keeps credentials. Empty ones never replace any.
func (a *Account) keep(ctx context.Context, c Credentials) error {
	if c.Access == "" || c.ID == "" {
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

// pause is how long X is not asked again for new credentials while the old ones
// last.
const pause = time.Minute

// renewed renews credentials. Where that fails, the old ones are used as long as
// they last.
func (a *Account) renewed(ctx context.Context, c Credentials) (Credentials, error) {
	s, now := &a.login, a.o.Now()
	usable := now.Before(c.Until) && c.Access != s.spoilt
	switch {
	case usable && now.Before(s.rest):
		return c, nil
	case c.Refresh == "":
		s.ended = reconnect("X ends the connection of %s after two hours. Connect the account again.", a.o.Account.Name)
		return usableOr(c, usable, s.ended)
	case s.ended != nil:
		return usableOr(c, usable, s.ended)
	}
	next, err := a.refresh(ctx, c)
	if err != nil {
		if e, ok := errors.AsType[*network.AnswerError](err); ok && e.Cause == network.Reconnect {
			// A refresh token is good for one use; another instance may
			// have used it.
			if k, err := a.kept(ctx); err == nil && k.Access != c.Access {
				s.take(k)
				return k, nil
			}
			s.ended = err
		}
		s.rest = now.Add(pause)
		return usableOr(c, usable, err)
	}
	// They are kept before they are used, even if the caller has gone: the
	// old refresh token is used up.
	s.take(next)
	s.unsaved = true
	if err := a.keep(context.WithoutCancel(ctx), next); err != nil {
		return Credentials{}, err
	}
	s.unsaved = false
	return next, nil
}

func usableOr(c Credentials, usable bool, err error) (Credentials, error) {
	if usable {
		return c, nil
	}
	return Credentials{}, err
}
