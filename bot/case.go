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
}

// Room is a case's channel on one platform, and how far it has been set up.
// The steps are data so that setting up resumes after a crash (DESIGN 7.5).
type Room struct {
	Platform string
	Channel  string // the platform's id; empty until created
	Name     string // as it was created; people may rename it
	Step     RoomStep
	Members  []ID   // who has been invited so far
	Topic    string // the topic that was last set
	Pinned   string // the message that was pinned
}

// RoomStep is the last finished step of setting up a room.
type RoomStep string

// Steps of setting up a room, in order.
const (
	RoomNone     RoomStep = ""
	RoomCreated  RoomStep = "created"
	RoomArchived RoomStep = "archived"
)

// Room returns the case's room on a platform, or an empty one.
func (c Case) Room(platform string) Room {
	for _, r := range c.Rooms {
		if r.Platform == platform {
			return r
		}
	}
	return Room{Platform: platform}
}

// SetRoom replaces or adds the room of r's platform.
func (c *Case) SetRoom(r Room) {
	rooms := make([]Room, 0, len(c.Rooms)+1)
	found := false
	for _, old := range c.Rooms {
		if old.Platform == r.Platform {
			old, found = r, true
		}
		rooms = append(rooms, old)
	}
	if !found {
		rooms = append(rooms, r)
	}
	c.Rooms = rooms
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
