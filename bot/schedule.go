package bot

import (
	"fmt"
	"hash"
	"slices"
	"time"
)

// A Slot is one time at which a series is published.
type Slot struct {
	At time.Time // UTC
	// Note says what the clocks do at that time, as a sentence; empty on all
	// days but two of a year.
	Note string `json:",omitempty"`
}

// A Series is when the words of an appeal are published again. The zero value is
// that of every other appeal.
type Series struct {
	// Rule is what an officer asked for: "daily 18:00 until Fri 27 Nov 2026".
	Rule  string `json:",omitempty"`
	Slots []Slot `json:",omitempty"` // in order
	// Each: the series itself publishes nothing. It is the plan by which an
	// appeal of its own is made for each slot, and approved by itself.
	Each bool `json:",omitempty"`
	// Reshare: where the network lets an account share its own post again, that is
	// done, and nothing is published there.
	Reshare bool `json:",omitempty"`
}

// Limits of a series. An appeal runs out after thirty days unless somebody renews
// it (reference/domain.md 2.2, 2026-11), and so does what repeats it. Networks hold
// that to be spam which comes more often than once an hour.
const (
	MaxSlots     = 60  // in one series
	MaxSlotPosts = 300 // slots by accounts by languages
	SeriesLength = 30 * 24 * time.Hour
	SlotGap      = time.Hour
)

// check refuses a series that cannot be published, and a time of publication that
// is not that of its first slot.
func (s Series) check(at time.Time) error {
	if len(s.Slots) == 0 {
		return nil
	}
	if !at.Equal(s.Slots[0].At) {
		return Refuse(ErrInvalid, "This appeal is repeated %s, and the first time is fixed with the others. To choose other times end it with /appeal repeat off and begin it anew with /appeal repeat.", s.Rule)
	}
	if len(s.Slots) > MaxSlots {
		return Refuse(ErrInvalid, "A series has at most %d times, and this one has %d. Choose an earlier end or fewer times.", MaxSlots, len(s.Slots))
	}
	for i := 1; i < len(s.Slots); i++ {
		if s.Slots[i].At.Sub(s.Slots[i-1].At) < SlotGap {
			return Refuse(ErrInvalid, "Times of a series are at least an hour apart, or networks take them for spam. Choose fewer.")
		}
	}
	return nil
}

// Clone is a copy that shares nothing with s.
func (s Series) Clone() Series {
	s.Slots = slices.Clone(s.Slots)
	return s
}

// InSeries reports whether a holds the slots of a series.
func (a Appeal) InSeries() bool { return len(a.Content.Series.Slots) > 0 }

// Next returns the number of the first slot after t, from 1; 0 when there is none.
func (s Series) Next(t time.Time) int {
	for i, slot := range s.Slots {
		if slot.At.After(t) {
			return i + 1
		}
	}
	return 0
}

// Slot returns the slot with a number, from 1.
func (p Plan) Slot(n int) (Slot, bool) {
	if n < 1 || n > len(p.Slots) {
		return Slot{}, false
	}
	return p.Slots[n-1], true
}

// putSlots writes the slots of a plan. Plans without any are encoded as they always
// were.
func putSlots(h hash.Hash, slots []Slot, each bool) {
	if len(slots) == 0 {
		return
	}
	putString(h, "slots")
	putInt(h, int64(b2i(each)))
	putInt(h, int64(len(slots)))
	for _, s := range slots {
		putTime(h, s.At)
		putString(h, s.Note)
	}
}

// slotKey is what a slot adds to the key of its post; nothing where there is none.
func slotKey(slot int) string {
	if slot == 0 {
		return ""
	}
	return fmt.Sprintf("\x00slot %d", slot)
}

// Repeats says who approves what is published again.
type Repeats string

// How a series is approved. Empty means once.
const (
	// RepeatOnce: one approval lets out every slot of the series, each of which
	// the card shows word for word.
	RepeatOnce Repeats = "once"
	// RepeatEach: each slot becomes an appeal that is approved by itself.
	RepeatEach Repeats = "each"
)

// Missed says what becomes of a slot that was not published in time, such as
// because the program was down.
type Missed string

// What can become of a missed slot. Never are two of one series published at once:
// a slot whose successor is due is given up.
const (
	MissedAsk     Missed = "ask"     // somebody decides
	MissedPublish Missed = "publish" // it goes out late
	MissedDrop    Missed = "drop"    // it is given up
)

// A Schedule says how a department runs its series.
type Schedule struct {
	Missed Missed
	// Grace is how late a slot may be and still be in time.
	Grace time.Duration
	// Ahead is how long before its slot an appeal is made that is approved by
	// itself.
	Ahead time.Duration
}

// DefaultSchedule asks about what is more than half an hour late, and gives
// approvers half a day.
func DefaultSchedule() Schedule {
	return Schedule{Missed: MissedAsk, Grace: 30 * time.Minute, Ahead: 12 * time.Hour}
}
