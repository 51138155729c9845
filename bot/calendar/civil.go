package calendar

import (
	"slices"
	"time"
)

// Civil returns what clocks in t's zone show at t, written as UTC, where every day
// has 24 hours and every time of day comes once.
func Civil(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// Instants returns every instant at which clocks in zone show wall, which is given
// as UTC: none where they jump over it in spring, two where they show it twice in
// autumn, in order.
func Instants(wall time.Time, zone *time.Location) []time.Time {
	var found []time.Time
	for _, probe := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(probe).In(zone).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if _, o := t.Zone(); o == offset && !slices.ContainsFunc(found, t.Equal) {
			found = append(found, t)
		}
	}
	return found // in order: clocks show a time twice when the offset shrinks
}

// Gap returns the last minute before clocks in zone jump over wall, and the first
// instant after it. It is only asked where Instants returns none.
func Gap(wall time.Time, zone *time.Location) (before, after time.Time) {
	_, offset := wall.Add(-24 * time.Hour).In(zone).Zone()
	jump, _ := wall.Add(-time.Duration(offset) * time.Second).In(zone).ZoneBounds()
	return jump.Add(-time.Minute).In(zone), jump.In(zone)
}
