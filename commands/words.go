package commands

import (
	"slices"
	"time"
)

// Ranks of units, so that they come in order: 1 hour 30 minutes.
const (
	rankMinute = iota + 1
	rankHour
	rankDay
	rankWeek
	rankAny
)

// whenUnit is a unit of time: days of the calendar, or a length. The zero
// value is none.
type whenUnit struct {
	rank, days int
	length     time.Duration
}

func unitNamed(w string) whenUnit {
	switch w {
	case "m", "min", "mins", "minute", "minutes":
		return whenUnit{rank: rankMinute, length: time.Minute}
	case "h", "hr", "hrs", "hour", "hours", "heure", "heures":
		return whenUnit{rank: rankHour, length: time.Hour}
	case "d", "day", "days", "j", "jour", "jours":
		return whenUnit{rank: rankDay, days: 1}
	case "w", "week", "weeks", "semaine", "semaines":
		return whenUnit{rank: rankWeek, days: 7}
	}
	return whenUnit{}
}

// hourWord reports whether four digits before w are a time of day: 1830h.
func hourWord(w string) bool { return unitNamed(w).rank == rankHour }

// weekday knows the names in English and French. "mar" is March.
func weekday(w string) (time.Weekday, bool) {
	switch w {
	case "sunday", "sun", "dimanche", "dim":
		return time.Sunday, true
	case "monday", "mon", "lundi", "lun":
		return time.Monday, true
	case "tuesday", "tue", "tues", "mardi":
		return time.Tuesday, true
	case "wednesday", "wed", "mercredi", "mer":
		return time.Wednesday, true
	case "thursday", "thu", "thur", "thurs", "jeudi", "jeu":
		return time.Thursday, true
	case "friday", "fri", "vendredi", "ven":
		return time.Friday, true
	case "saturday", "sat", "samedi", "sam":
		return time.Saturday, true
	}
	return 0, false
}

// monthNamed knows the names in English and French, without accents. It
// returns zero for other words.
func monthNamed(w string) time.Month {
	for i, names := range [12][]string{
		{"january", "jan", "janvier", "janv"},
		{"february", "feb", "fevrier", "fevr", "fev"},
		{"march", "mar", "mars"},
		{"april", "apr", "avril", "avr"},
		{"may", "mai"},
		{"june", "jun", "juin"},
		{"july", "jul", "juillet", "juil"},
		{"august", "aug", "aout"},
		{"september", "sept", "sep", "septembre"},
		{"october", "oct", "octobre"},
		{"november", "nov", "novembre"},
		{"december", "dec", "decembre"}, //nolint:misspell // French.
	} {
		if slices.Contains(names, w) {
			return time.Month(i + 1)
		}
	}
	return 0
}

// whenWords are the words that a mistyped one is compared with.
func whenWords() []string {
	return []string{
		"now", "maintenant", "in", "dans", "today", "aujourd'hui", "tomorrow", "demain", "noon", "midi", "midnight", "minuit",
		"minutes", "hours", "heures", "days", "jours", "weeks", "semaines",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", //nolint:misspell // French.
	}
}
