package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Involvement is what somebody is in a case.
type Involvement string

// Involvements.
const (
	AsAccused     Involvement = "accused" // or suspected, or sought
	AsMissing     Involvement = "missing"
	AsVictim      Involvement = "victim"
	AsDeceased    Involvement = "deceased"
	AsWitness     Involvement = "witness"
	AsComplainant Involvement = "complainant" // of a sexual offence
)

// Involvements returns every involvement in the order in which forms offer
// them.
func Involvements() []Involvement {
	return []Involvement{AsAccused, AsMissing, AsVictim, AsDeceased, AsWitness, AsComplainant}
}

// Known reports whether i is one of the program's involvements.
func (i Involvement) Known() bool { return slices.Contains(Involvements(), i) }

// A Subject is somebody whom a case is about, as the officers who investigate
// know them. Nothing of it is ever published. Ages are worked out from the
// date of birth and never typed: charges against a youth were stayed in Alberta
// because a release had made a 17-year-old 18 (reference/domain.md 1.1).
type Subject struct {
	ID   ID // within the case: "P1"
	Name string
	As   Involvement
	// Born, Offence and Arrest are days, at midnight UTC; zero when unknown.
	Born, Offence, Arrest time.Time
	By                    Mark
}

// Age is how old somebody born on a day is on another: whole years completed.
// It is -1 when one of the days is unknown or they are in the wrong order.
func Age(born, on time.Time) int {
	if born.IsZero() || on.IsZero() || on.Before(born) {
		return -1
	}
	years := on.Year() - born.Year()
	if on.Month() < born.Month() || on.Month() == born.Month() && on.Day() < born.Day() {
		years--
	}
	return years
}

// Youth reports whether the law protects the subject as a young person on the
// day now: whoever was under 18 at the offence stays one for that offence,
// whatever their age when arrested; without a day of the offence the earliest
// day known decides. Certain is false when the date of birth is unknown.
func (s Subject) Youth(now time.Time) (youth, certain bool) {
	if s.Born.IsZero() {
		return false, false
	}
	at := now
	for _, day := range []time.Time{s.Arrest, s.Offence} {
		if !day.IsZero() && day.Before(at) {
			at = day
		}
	}
	return Age(s.Born, at) < 18, true
}

// RecordKind is what kind of paper lets something be public.
type RecordKind string

// Kinds of record.
const (
	// RecordOrder is a judge's order to publish what identifies a young
	// person: YCJA s. 110(4). It ceases five days after it was made, whatever
	// day it was posted (s. 110(5)).
	RecordOrder RecordKind = "order"
	// RecordCourt is any other order or permission of a court to publish.
	RecordCourt RecordKind = "court"
	// RecordWarrant is a warrant for somebody's arrest.
	RecordWarrant RecordKind = "warrant"
	// RecordCharge is a charge that was laid.
	RecordCharge RecordKind = "charge"
	// RecordKin says that the next of kin know.
	RecordKin RecordKind = "next-of-kin"
	// RecordConsent is the consent of whoever is shown or named, or of a parent.
	RecordConsent RecordKind = "consent"
	// RecordThreat is an inspector's decision, or that of a higher rank, that a
	// threat to life outweighs the rest.
	RecordThreat RecordKind = "threat-to-life"
)

// RecordKinds returns every kind in the order in which forms offer them.
func RecordKinds() []RecordKind {
	return []RecordKind{RecordWarrant, RecordCharge, RecordKin, RecordConsent, RecordOrder, RecordCourt, RecordThreat}
}

// Known reports whether k is one of the program's kinds.
func (k RecordKind) Known() bool { return slices.Contains(RecordKinds(), k) }

// orderLasts is how long an order under YCJA s. 110(4) lasts: s. 110(5), read
// 2026-11.
const orderLasts = 5 * 24 * time.Hour

// A Record says that something may be public that the guard would block:
// which paper, about whom, since when and until when.
type Record struct {
	ID      ID // within the case: "B1"
	Kind    RecordKind
	Subject ID     // whom it is about: Subject.ID; empty for the whole case
	Number  string // of the order, warrant or information; who gave consent
	Court   string // or who decided
	Made    time.Time
	Expires time.Time // zero when it does not
	By      Mark
	Ended   Mark // who took it back; zero while it stands
	Why     string
}

// Until is when the record ceases; zero when it does not. An order about a
// young person never lasts longer than the Act lets it.
func (r Record) Until() time.Time {
	if r.Kind != RecordOrder {
		return r.Expires
	}
	lapses := r.Made.Add(orderLasts)
	if r.Expires.IsZero() || r.Expires.After(lapses) {
		return lapses
	}
	return r.Expires
}

// Holds reports whether the record lets anything pass at now.
func (r Record) Holds(now time.Time) bool {
	until := r.Until()
	return r.Ended.At.IsZero() && !r.Made.After(now) && (until.IsZero() || now.Before(until))
}

// String says what the record is, as cards do: "warrant W-2026-114, Ontario
// Court of Justice".
func (r Record) String() string {
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(string(r.Kind), "-", " "))
	if r.Number != "" {
		fmt.Fprintf(&b, " %s", r.Number)
	}
	if r.Court != "" {
		fmt.Fprintf(&b, ", %s", r.Court)
	}
	return b.String()
}
