package guard

import (
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
)

// basis says which record of the case lets a hit pass, in words and by its ID; empty when none does. A
// record about somebody lets pass what is about them, and nothing else.
func (s *scene) basis(r *rule, h hit) (string, bot.ID) {
	for _, rec := range s.records {
		if !s.lifts(r, rec, h) {
			continue
		}
		if until := rec.Until(); !until.IsZero() {
			return fmt.Sprintf("%s, until %s", rec, bot.When(until.In(s.now.Location()), s.now)), rec.ID
		}
		return rec.String(), rec.ID
	}
	return "", ""
}

// lifts reports whether a record would let a hit pass while it holds. A judge's
// order under the Youth Criminal Justice Act speaks of a young person who is
// accused, and lets nothing else pass (s. 110(4): reference/domain.md 1.1).
func (s *scene) lifts(r *rule, rec bot.Record, h hit) bool {
	if rec.Kind == bot.RecordOrder && r.ID != youthRule {
		return false
	}
	return slices.Contains(r.Lifts, rec.Kind) && s.covers(rec, h)
}

// covers reports whether a record is about the person of a hit. Only a court
// can speak of a case as a whole: nobody consents for everybody.
func (s *scene) covers(rec bot.Record, h hit) bool {
	if rec.Subject == "" {
		return rec.Kind == bot.RecordCourt
	}
	return h.subject > 0 && s.subjects[h.subject-1].ID == rec.Subject
}

// ceased says, behind a rule's words, that a record let the hit pass until it
// lapsed or was taken back; empty when none did or another one still does.
func (s *scene) ceased(r *rule, h hit, language string) string {
	if basis, _ := s.basis(r, h); basis != "" {
		return ""
	}
	for _, rec := range slices.Backward(s.lapsed) {
		at := ceasedAt(rec, s.now)
		if at.IsZero() || !s.lifts(r, rec, h) {
			continue
		}
		when := bot.When(at.In(s.now.Location()), s.now)
		if language == "fr" {
			return fmt.Sprintf(" La pièce au dossier (%s) n'est plus valable depuis : %s.", rec, when)
		}
		return fmt.Sprintf(" The record on the case (%s) ceased on %s.", rec, when)
	}
	return ""
}

// ceasedAt is when a record stopped holding; zero when it has not, or has not
// begun to.
func ceasedAt(rec bot.Record, now time.Time) time.Time {
	switch until := rec.Until(); {
	case !rec.Ended.At.IsZero():
		return rec.Ended.At
	case !until.IsZero() && !now.Before(until):
		return until
	}
	return time.Time{}
}

// youthRule is the rule about young people who are accused.
const youthRule = "youth_accused"
