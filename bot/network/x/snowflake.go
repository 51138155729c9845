package x

import (
	"strconv"
	"time"
)

// epoch is when X's snowflakes begin: 2010-11-04 01:42:54.657 UTC
// (docs.x.com/fundamentals/x-ids, 2026-08-22).
const epoch = 1288834974657

// validID reports whether s can be an id: at most 19 digits.
func validID(s string) bool {
	if len(s) == 0 || len(s) > 19 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// number is an id as a number, by which ids are ordered. Zero for none.
func number(id string) uint64 {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// born is when an id was given, in milliseconds of Unix time.
func born(id string) int64 { return int64(number(id)>>22) + epoch }

// idAt is the lowest id that can be given at a time, in milliseconds of Unix
// time.
func idAt(ms int64) string {
	if ms <= epoch {
		return "1"
	}
	return strconv.FormatUint(uint64(ms-epoch)<<22, 10)
}

func millis(t time.Time) int64 { return t.UnixMilli() }
