package youtube

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// What a project may use in a day where Google gave it no more, and what requests
// cost (developers.google.com/youtube/v3/determine_quota_cost, read 2026-11).
const (
	DefaultUnits   = 10_000
	DefaultUploads = 100

	costRead     = 1
	costWrite    = 50
	costCaptions = 400
)

// need is how badly a request is needed.
type need int

const (
	// reading can wait until tomorrow: it leaves a fifth of the day's quota.
	reading need = iota
	// publishing leaves what takedowns and moderation may need.
	publishing
	// urgent takes what there is: takedowns, moderation, look-ups of what may be
	// public, the last step that makes something public, and urgent appeals.
	urgent
)

// needed is how badly the steps of an attempt are needed.
func needed(at network.Attempt) need {
	if at.Post.Lane == bot.LaneUrgent {
		return urgent
	}
	return publishing
}

// Memory keeps what is not secret over a restart.
type Memory interface {
	// Get returns the value of a key; nothing when it has none.
	Get(key string) ([]byte, error)
	// Save keeps a value durably in place of what the key had.
	Save(key string, value []byte) error
}

// LedgerOptions are the settings of a Ledger.
type LedgerOptions struct {
	// Project is the client id of the project; it names what is remembered.
	Project string
	// Units and Uploads are what the project may use in a day; zero means
	// DefaultUnits and DefaultUploads.
	Units, Uploads int
	Remember       Memory // may be nil
	Now            func() time.Time
}

// A Ledger counts what a project uses of its quota of a day. Google does not say
// how much is left, so what others use of the same project is not in it until
// Google refuses something. It may be used concurrently.
type Ledger struct {
	o    LedgerOptions
	zone *time.Location

	mu      sync.Mutex
	is      page
	unsaved int
	rest    time.Time // until when Google is not asked, because it said that there is nothing left
}

// page is one day.
type page struct {
	Day     string `json:"day"`
	Units   int    `json:"units"`
	Uploads int    `json:"uploads"`
}

// NewLedger returns a Ledger that goes on where it was.
func NewLedger(o LedgerOptions) (*Ledger, error) {
	if o.Now == nil {
		return nil, errors.New("a ledger of YouTube's quota needs a clock")
	}
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		return nil, fmt.Errorf("find out when YouTube's day begins: %w", err)
	}
	o.Units, o.Uploads = cmp.Or(o.Units, DefaultUnits), cmp.Or(o.Uploads, DefaultUploads)
	l := &Ledger{o: o, zone: zone}
	if o.Remember != nil {
		b, err := o.Remember.Get(l.key())
		if err != nil {
			return nil, fmt.Errorf("read what was used of YouTube's quota: %w", err)
		}
		if len(b) > 0 && json.Unmarshal(b, &l.is) != nil {
			l.is = page{} // it is counted from nothing, and YouTube says when it is too much
		}
	}
	return l, nil
}

func (l *Ledger) key() string { return "youtube-quota-" + l.o.Project }

// Quota says how much of the day's quota is used, and when there is new one.
func (l *Ledger) Quota() (used, of int, resets time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.turn()
	return l.is.Units, l.o.Units, l.midnight(now)
}

// turn begins a new day where there is one.
func (l *Ledger) turn() time.Time {
	now := l.o.Now()
	if day := now.In(l.zone).Format(time.DateOnly); day != l.is.Day {
		l.is, l.rest = page{Day: day}, time.Time{}
	}
	return now
}

// midnight is when the next day begins in California.
func (l *Ledger) midnight(now time.Time) time.Time {
	y, m, d := now.In(l.zone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, l.zone).UTC()
}

// wait returns how long a request has to wait for quota; zero for not at all.
func (l *Ledger) wait(cost int, uploads int, n need) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.turn()
	if n == urgent {
		return 0
	}
	if d := l.rest.Sub(now); d > 0 {
		return d
	}
	keep := l.o.Units / 20
	if n == reading {
		keep = l.o.Units / 5
	}
	if l.is.Units+cost > l.o.Units-keep || uploads > 0 && l.is.Uploads+uploads > l.o.Uploads {
		return l.midnight(now).Sub(now)
	}
	return 0
}

// saveEvery is how many units may be forgotten by a crash.
const saveEvery = 50

// spend notes what was used. What cannot be kept is still known until the end of
// the program; a day later it does not matter any more.
func (l *Ledger) spend(cost, uploads int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.turn()
	l.is.Units += cost
	l.is.Uploads += uploads
	if l.unsaved += cost; l.o.Remember == nil || l.unsaved < saveEvery && uploads == 0 {
		return
	}
	if b, err := json.Marshal(l.is); err == nil && l.o.Remember.Save(l.key(), b) == nil {
		l.unsaved = 0
	}
}

// patience bounds how long what Google said about a quota is believed: somebody
// may raise it.
const patience = time.Hour

// empty notes that Google says that there is nothing left, and returns how long to
// wait.
func (l *Ledger) empty() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.turn()
	d := min(l.midnight(now).Sub(now), patience)
	l.rest = now.Add(d)
	return d
}

// scarce reports whether the quota runs out faster than the day.
func (l *Ledger) scarce() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.turn()
	end := l.midnight(now)
	left := float64(l.o.Units*4/5-l.is.Units) / float64(l.o.Units)
	return l.is.Units > l.o.Units/5 && left < end.Sub(now).Hours()/24
}
