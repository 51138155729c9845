package practice

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"appealbot/bot"
)

// A Fault is how an account misbehaves, for training and for tests. Faults are
// not kept: after a restart everything works.
type Fault struct {
	Kind FaultKind
	// Times is how many requests it hits; zero means all of them until it
	// is switched off.
	Times int
	// Wait is how long FaultSlow takes, at most five minutes, and what
	// FaultBusy asks for, to the second.
	Wait time.Duration
	// Everything makes it hit look-ups, removals and reads of answers, too,
	// and not only what publishes.
	Everything bool
}

// FaultKind is a way to misbehave.
type FaultKind string

// Kinds of fault. The zero value is none.
const (
	FaultNone FaultKind = ""
	// FaultDown answers 503 without having done anything.
	FaultDown FaultKind = "down"
	// FaultLost does what it is asked for and breaks the connection instead
	// of answering.
	FaultLost FaultKind = "lost"
	// FaultSlow lets the request wait, then does what it was asked for,
	// whether anybody still waits for the answer or not.
	FaultSlow FaultKind = "slow"
	// FaultRefuse refuses for good.
	FaultRefuse FaultKind = "refuse"
	// FaultBusy answers 429 with Retry-After.
	FaultBusy FaultKind = "busy"
	// FaultRubbish does what it is asked for and answers rubbish.
	FaultRubbish FaultKind = "rubbish"
	// FaultAlone refuses to let the account continue its threads.
	FaultAlone FaultKind = "alone"
	// FaultDuplicate refuses every post as one that was published already.
	FaultDuplicate FaultKind = "duplicate"
	// FaultRevoked takes the account's token for no one's, whatever it asks,
	// until it is switched off.
	FaultRevoked FaultKind = "revoked"
	// FaultSuspended refuses the account everything, and nobody sees its
	// posts, until it is switched off.
	FaultSuspended FaultKind = "suspended"
	// FaultGap keeps what the public does from the account until it is
	// switched off.
	FaultGap FaultKind = "gap"
	// FaultBreak breaks the connection in the middle of a piece of a video.
	FaultBreak FaultKind = "break"
	// FaultSession loses what is there of videos that are not whole.
	FaultSession FaultKind = "session"
	// FaultProcessing fails to convert a video.
	FaultProcessing FaultKind = "processing"
	// FaultLong takes Wait to convert a video; zero means until it is switched
	// off.
	FaultLong FaultKind = "long"
	// FaultPrivate shows a video to nobody but the account, until the fault is
	// switched off and the video is published again.
	FaultPrivate FaultKind = "private"
	// FaultLies says of every post that it was taken down, and goes on showing it.
	FaultLies FaultKind = "lies"
	// FaultHidden shows posts to nobody who is not logged in, until it is
	// switched off: the account was limited, and does not know it.
	FaultHidden FaultKind = "hidden"
)

// reach is which requests a kind of fault hits.
type reach int

const (
	onPublish reach = iota // what publishes, or with Everything all of them
	onAll                  // all of them; Times and Everything mean nothing
	onRule                 // posts and uploads that fall under a rule
	onAnswers              // what is read of answers; Times means nothing
	onPublic               // what the public sees without a login; Times means nothing
)

// faults holds every kind with its name for people, in the order in which a
// page offers them.
var faults = [...]struct {
	kind  FaultKind
	title string
	reach reach
}{
	{FaultNone, "Works", onPublish},
	{FaultDown, "Down: fails before it accepts anything", onPublish},
	{FaultLost, "Accepts, then the answer is lost", onPublish},
	{FaultSlow, "Accepts slowly", onPublish},
	{FaultBusy, "Too busy: asks to come back later", onPublish},
	{FaultRefuse, "Refuses every post", onPublish},
	{FaultRubbish, "Accepts, then answers rubbish", onPublish},
	{FaultAlone, "Refuses what continues a thread", onRule},
	{FaultDuplicate, "Says that everything was published already", onRule},
	{FaultRevoked, "Credentials revoked: has to be connected again", onAll},
	{FaultSuspended, "Account suspended", onAll},
	{FaultGap, "Holds back what the public answers", onAnswers},
	{FaultBreak, "Breaks off in the middle of an upload", onRule},
	{FaultSession, "Loses an upload that is under way", onRule},
	{FaultProcessing, "Cannot convert the video", onRule},
	{FaultLong, "Takes long to convert the video", onRule},
	{FaultPrivate, "Keeps the video private, as for a program that was not audited", onRule},
	{FaultLies, "Lies: says that a post is removed, and goes on showing it", onRule},
	{FaultHidden, "Hides posts from whoever is not logged in, and does not say so", onPublic},
}

// reach is which requests a kind hits.
func (k FaultKind) reach() reach {
	for _, f := range faults {
		if f.kind == k {
			return f.reach
		}
	}
	return onPublish
}

// Faults returns every kind of fault in the order in which a page offers them.
func Faults() []FaultKind {
	out := make([]FaultKind, len(faults))
	for i, f := range faults {
		out[i] = f.kind
	}
	return out
}

// Title is the kind of fault as people read it.
func (k FaultKind) Title() string {
	for _, f := range faults {
		if f.kind == k {
			return f.title
		}
	}
	return string(k)
}

// maxSlow bounds how long FaultSlow holds a request.
const maxSlow = 5 * time.Minute

// SetFault makes an account misbehave from now on; the zero Fault ends it.
func (w *Wall) SetFault(id bot.AccountID, f Fault) error {
	known := false
	for _, k := range faults {
		known = known || k.kind == f.Kind
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.accounts[id]
	if a == nil || !known || f.Times < 0 || f.Wait < 0 || f.Wait > maxSlow {
		return bot.Refuse(bot.ErrInvalid, "There is no such account or fault. Reload the page and choose again.")
	}
	a.fault, a.held = f, w.seq
	w.wake()
	return nil
}

// Fault returns how an account misbehaves now.
func (w *Wall) Fault(id bot.AccountID) Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	if a := w.accounts[id]; a != nil {
		return a.fault
	}
	return Fault{}
}

// take returns the fault that the next request of an account meets.
func (w *Wall) take(id bot.AccountID, publishes bool) Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.accounts[id]
	switch f := a.fault; f.Kind.reach() {
	case onAll:
		return f
	case onPublish:
		if f.Kind != FaultNone && (publishes || f.Everything) {
			return a.meet()
		}
	case onRule, onAnswers, onPublic:
	}
	return Fault{}
}

// meet uses up one of the requests that a fault hits.
func (a *account) meet() Fault {
	f := a.fault
	if f.Times == 1 {
		a.fault = Fault{}
	} else if f.Times > 1 {
		a.fault.Times--
	}
	return f
}

// forbids reports whether a rule is switched on that a post falls under. The
// caller holds mu.
func (a *account) forbids(k FaultKind) bool {
	if a.fault.Kind != k {
		return false
	}
	a.meet()
	return true
}

// misbehave serves a request with next, or not, as fault f says.
func (w *Wall) misbehave(f Fault, rw http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	switch f.Kind {
	case FaultDown:
		answer(rw, http.StatusServiceUnavailable, problemBody("down", "the wall is down for an exercise"))
	case FaultRevoked:
		answer(rw, http.StatusUnauthorized, problemBody("revoked", "this token was revoked, for an exercise"))
	case FaultSuspended:
		answer(rw, http.StatusForbidden, problemBody("suspended", "the account is suspended, for an exercise"))
	case FaultRefuse:
		answer(rw, http.StatusForbidden, problemBody("refused", "the wall refuses this for an exercise"))
	case FaultBusy:
		rw.Header().Set("Retry-After", strconv.Itoa(int(max(f.Wait, time.Second)/time.Second)))
		answer(rw, http.StatusTooManyRequests, problemBody("busy", "too many requests, for an exercise"))
	case FaultSlow:
		w.slow(f.Wait, rw, r, next)
	case FaultLost:
		next(&nowhere{}, r)
		panic(http.ErrAbortHandler) // net/http breaks the connection and says nothing
	case FaultRubbish:
		next(&nowhere{}, r)
		rw.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprint(rw, "{\"id\":[null,{\x00\xff<html><title>502</title>")
	default:
		next(rw, r)
	}
}

// slow serves a request after a while. The client may have gone by then; what
// it asked for is done all the same, so the request is read first.
func (w *Wall) slow(d time.Duration, rw http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxPicture))
	if err != nil {
		fail(rw, refuse(http.StatusBadRequest, "bad_request", "the request did not arrive whole"))
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		next(rw, r)
	case <-w.closed:
		panic(http.ErrAbortHandler)
	}
}

// nowhere is a ResponseWriter that nobody reads.
type nowhere struct{ h http.Header }

func (n *nowhere) Header() http.Header {
	if n.h == nil {
		n.h = make(http.Header)
	}
	return n.h
}
func (n *nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (n *nowhere) WriteHeader(int)             {}
