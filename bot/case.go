package bot

import (
	"strings"
	"time"
	"unicode"
)

// CaseState is whether a case still asks the public for anything.
type CaseState string

// Case states.
const (
	CaseOpen   CaseState = "open"
	CaseClosed CaseState = "closed"
)

// A Case is an investigation, known by its occurrence number. It has one
// private channel (room) on each chat platform.
type Case struct {
	ID       ID
	Number   string // occurrence number: "2026-1234567"
	Title    string // for officers: "Lakeshore shooting"
	State    CaseState
	Owner    ID   // who opened it
	Members  []ID // who is invited to its rooms
	Rooms    []Room
	Appeals  int  // how many appeals it ever had; the last one's Number
	Exercise bool // practice: never reaches a real account
	Opened   time.Time
	Closed   Mark
	Reason   string // why it was closed
	// Subjects are those whom the case is about, and Records what allows
	// something about them to be public. The guard asks both.
	Subjects []Subject `json:",omitempty"`
	Records  []Record  `json:",omitempty"`
	// Hold stops the purging of the case, and Purged says how far that has got.
	Hold   Hold   `json:",omitzero"`
	Purged Purged `json:",omitzero"`
	// Clearance is the last all-clear, if there was one.
	Clearance Clearance `json:",omitzero"`
}

// maxChannelName keeps names within the platforms' limits: Slack takes 80
// characters, Mattermost 64 (reference/mattermost.md, 2026-11); a suffix for
// name collisions must still fit.
const maxChannelName = 56

// ChannelName is the name that the case's room should have:
// "case-2026-1234567-lakeshore-shooting".
func (c Case) ChannelName() string {
	var b strings.Builder
	dash := false
	for _, r := range "case-" + c.Number + "-" + c.Title {
		r = unicode.ToLower(foldAccent(r))
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			dash = false
		default:
			dash = true
		}
		if b.Len() >= maxChannelName {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

// maxChannelTitle is what Mattermost takes as the name that people see.
const maxChannelTitle = 64

// ChannelTitle is what people should see as the name of the case's room, where
// a platform shows more than the channel's name: "2026-1234567 Lakeshore
// shooting".
func (c Case) ChannelTitle() string {
	s := strings.TrimSpace(c.Number + " " + c.Title)
	if c.Exercise {
		s = "EXERCISE " + s
	}
	return shorten(s, maxChannelTitle)
}

// foldAccent drops the accents of French, which channel names cannot have.
func foldAccent(r rune) rune {
	const from = "àâäçéèêëîïôöùûüÿÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ"
	const to = "aaaceeeeiioouuuyAAACEEEEIIOOUUUY"
	i := 0
	for _, f := range from {
		if f == r {
			return rune(to[i])
		}
		i++
	}
	return r
}

// maxNumber bounds an occurrence number; real ones have 12 characters.
const maxNumber = 32

// CheckNumber refuses what cannot be an occurrence number. Departments number
// differently, so only the alphabet and the length are held: digits, letters
// and dashes, with at least three digits.
func CheckNumber(s string) error {
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-':
		default:
			return Refuse(ErrInvalid, "%q is not an occurrence number. Write it like 2026-1234567.", shorten(s, maxNumber))
		}
	}
	if digits < 3 || len(s) > maxNumber {
		return Refuse(ErrInvalid, "%q is not an occurrence number. Write it like 2026-1234567.", shorten(s, maxNumber))
	}
	return nil
}

// shorten cuts s to n characters and says so with an ellipsis.
func shorten(s string, n int) string {
	rs := []rune(s)
	if len(rs) <= n {
		return s
	}
	return string(rs[:n-1]) + "…"
}
