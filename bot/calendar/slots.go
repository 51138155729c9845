package calendar

import (
	"fmt"
	"time"

	"appealbot/bot"
)

// lookBack is further than clocks are ever put forward or back at once.
const lookBack = 3 * time.Hour

// Slots returns when spec recurs in zone after from and before until, at most so
// many times, and whether there would be more.
//
// The library's own way through the year is wrong twice: it skips 02:30 on the day
// on which the clocks go forward and runs 01:30 twice on the day on which they go
// back. So it is asked for times of day on a calendar where neither happens, and
// each becomes one instant: what clocks jump over, the first instant after the jump;
// what they show twice, the first of the two. The note of a slot says so.
func Slots(spec Spec, zone *time.Location, from, until time.Time, most int) (slots []bot.Slot, more bool, err error) {
	var last time.Time // civil
	t := Civil(from.In(zone)).Add(-lookBack)
	for {
		if t = spec.next(t); t.IsZero() {
			break
		}
		at, note, moved := instant(t, zone)
		if !at.Before(until) {
			break
		}
		if !at.After(from) {
			continue
		}
		if !last.IsZero() && t.Sub(last) < bot.SlotGap {
			return nil, false, bot.Refuse(bot.ErrInvalid, "%s and %s are less than an hour apart, and networks take that for spam. Choose times that are at least an hour apart.", last.Format("15:04"), t.Format("15:04"))
		}
		last = t
		n := len(slots)
		if n > 0 && at.Sub(slots[n-1].At) < bot.SlotGap {
			slots[n-1] = merged(slots[n-1], bot.Slot{At: at.UTC(), Note: note}, moved, zone)
			continue
		}
		if n == most {
			return slots, true, nil
		}
		slots = append(slots, bot.Slot{At: at.UTC(), Note: note})
	}
	if len(slots) == 0 {
		return nil, false, bot.Refuse(bot.ErrInvalid, "There is no such time before %s. Choose other times or a later end.", until.In(zone).Add(-time.Second).Format("Mon 2 Jan 2006 15:04 MST"))
	}
	return slots, false, nil
}

// instant returns when clocks in zone show a civil time, what there is to know about
// it, and whether it had to be moved because they never do.
func instant(civil time.Time, zone *time.Location) (at time.Time, note string, moved bool) {
	found := Instants(civil, zone)
	day := civil.Format("Mon 2 Jan 2006")
	switch len(found) {
	case 0:
		before, after := Gap(civil, zone)
		return after, fmt.Sprintf("There is no %s on %s: the clocks go from %s straight to %s. It goes out at %s.",
			civil.Format("15:04"), day, before.Format("15:04"), after.Format("15:04"), after.Format("15:04 MST")), true
	case 1:
		return found[0], "", false
	default:
		return found[0], fmt.Sprintf("%s happens twice on %s, because the clocks go back. It goes out at the first, %s.",
			civil.Format("15:04"), day, found[0].Format("15:04 MST")), false
	}
}

// merged is what two slots become that are closer to each other than networks
// suffer, because the clocks jump over the time of one of them: the other one.
func merged(a, b bot.Slot, bMoved bool, zone *time.Location) bot.Slot {
	keep, gone := b, a
	if bMoved {
		keep, gone = a, b
	}
	keep.Note = gone.Note
	if !gone.At.Equal(keep.At) {
		keep.Note = fmt.Sprintf("The clocks go forward between this time and another one of the series, which would be less than an hour away. It goes out once, at %s.", keep.At.In(zone).Format("15:04 MST"))
	}
	return keep
}
