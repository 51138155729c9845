package guard

import (
	"strings"

	"appealbot/bot"
)

// Missing911 misses whom to call in an emergency, where people may come upon
// somebody dangerous or a child in danger: in appeals of some kinds, and
// wherever somebody is called armed or dangerous.
func (detectors) Missing911(s *scene) []hit {
	always := s.kind == bot.Wanted || s.kind == bot.Amber || s.kind == bot.SafetyAlert
	return s.lacking(func(d *doc) bool {
		return !always && len(d.find(dangers)) == 0 || d.callsEmergency()
	}, func(d *doc) hit {
		h := d.missing()
		h.line = s.emergencyLine(d.Language == "fr")
		h.suggest = d.appended(h.line)
		return h
	})
}

// emergencyLine tells people what to do when they see whom the text is about.
func (s *scene) emergencyLine(french bool) string {
	call, see := "Call ", "Do not approach. "
	if french {
		call, see = "Composez le ", "N'approchez pas. "
	}
	switch {
	case s.kind == bot.SafetyAlert && french:
		return "En cas d'urgence, composez le " + s.emergency() + "."
	case s.kind == bot.SafetyAlert:
		return "In an emergency, call " + s.emergency() + "."
	}
	return see + call + s.emergency() + "."
}

// callsEmergency reports whether the text has the emergency number of where
// the department is, as figures or as words.
func (d *doc) callsEmergency() bool {
	for _, r := range d.runs {
		for i := range r.elems {
			if d.emergencyAt(r.elems[i:]) {
				return true
			}
		}
	}
	return false
}

// emergencyAt reports whether groups of digits begin with an emergency number.
func (d *doc) emergencyAt(es []elem) bool {
	var read strings.Builder
	for _, e := range es[:min(len(es), 3)] {
		if read.WriteString(e.digits); read.Len() >= 3 {
			break
		}
	}
	n := read.String()
	if d.scene.emergency() == "999" {
		return n == "999" || n == "112"
	}
	return n == "911"
}

// dangers say that somebody is a danger to whoever meets them. It is read
// only.
var dangers = phrases(`
!armed and|or extremely|very|considered|potentially? dangerous|violent
!considered|believed|may|could|might|possibly|presumed|reportedly to? be? still? armed|dangerous|violent
!is|are|be considered|extremely|very|potentially armed|dangerous|violent
!should be considered armed|dangerous|violent
!violent and dangerous|unpredictable
!dangerous and violent|armed
!is|are armed
!he|she|they|s|re armed with
do|dont|don not|t? approach
!arme|armee|armes|armees et|ou dangereux|dangereuse|dangereuses
!considere|consideree|consideres|juge|jugee|juges|presume|presumee comme? tres|extremement|potentiellement? arme|armee|armes|dangereux|dangereuse
!pourrait|pourraient|serait|seraient etre? arme|armee|armes|dangereux|dangereuse|violent|violente
n approchez|approcher|abordez pas
ne l|le|la|les approchez|abordez pas
`)
