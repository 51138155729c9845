package bot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of what is kept with a case.
const (
	MaxSubjects = 50
	MaxRecords  = 100
	maxWords    = 200 // characters of a name, a number, a court
)

// Filers says which role may file which kind of record. A kind without an entry
// takes Lead.
type Filers map[RecordKind]Role

// For returns the role that may file records of a kind.
func (f Filers) For(k RecordKind) Role { return cmp.Or(f[k], Lead) }

// Enter adds somebody to those whom a case is about, or replaces what is known
// of them: whoever has the same name is the same person. What somebody else
// entered only a Lead changes or takes away, since the guard's blocks rest on it;
// everybody may add to it.
func Enter(k Case, p Person, s Subject, now time.Time) (Case, Subject, error) {
	s.Name = strings.Join(strings.Fields(s.Name), " ")
	switch {
	case !p.Can(Author) && !p.Can(Approver) && !p.Can(Lead):
		return k, s, Refuse(ErrDenied, "You may not say whom a case is about. Ask your administrator for the role %q.", Author)
	case k.State == CaseClosed:
		return k, s, Refuse(ErrStale, "This case is closed (%s).", k.Closed.in(now))
	case s.Name == "" || utf8.RuneCountInString(s.Name) > maxWords:
		return k, s, Refuse(ErrInvalid, "Give the name, as in: Jordan Lee accused born 2009-03-04.")
	case !s.As.Known():
		return k, s, Refuse(ErrInvalid, "Say what %s is in the case, one of these: %s.", s.Name, list(Involvements()))
	case s.Born.After(now) || s.Offence.After(now) || s.Arrest.After(now):
		return k, s, Refuse(ErrInvalid, "A day in the future cannot be right. Write days like 2009-03-04.")
	case !s.Born.IsZero() && (s.Offence.IsZero() && s.Arrest.IsZero() && Age(s.Born, now) > 120 || !s.Offence.IsZero() && s.Offence.Before(s.Born) || !s.Arrest.IsZero() && s.Arrest.Before(s.Born)):
		return k, s, Refuse(ErrInvalid, "The days do not fit the date of birth. Write days like 2009-03-04.")
	}
	s.By = p.By(now)
	k.Subjects = slices.Clone(k.Subjects)
	if i := slices.IndexFunc(k.Subjects, func(o Subject) bool { return strings.EqualFold(o.Name, s.Name) }); i >= 0 {
		old := k.Subjects[i]
		if old.By.Person != p.ID && !p.Can(Lead) && s.alters(old) {
			return k, s, Refuse(ErrDenied, "%s entered %s (%s), and what the law protects depends on it. Somebody with the role %q may change it; you may add what is missing.", old.By.Name, old.ID, When(old.By.At, now), Lead)
		}
		if old.By.Person != p.ID && !p.Can(Lead) {
			s.By = old.By // whoever adds a day does not make the rest theirs
		}
		s.ID = old.ID
		k.Subjects[i] = s
		return k, s, nil
	}
	if len(k.Subjects) >= MaxSubjects {
		return k, s, Refuse(ErrInvalid, "A case holds at most %d people.", MaxSubjects)
	}
	s.ID = ID(fmt.Sprintf("P%d", len(k.Subjects)+1))
	k.Subjects = append(k.Subjects, s)
	return k, s, nil
}

// alters reports whether s takes away or changes anything that old says.
func (s Subject) alters(old Subject) bool {
	other := func(was, is time.Time) bool { return !was.IsZero() && !was.Equal(is) }
	return s.As != old.As || other(old.Born, s.Born) || other(old.Offence, s.Offence) || other(old.Arrest, s.Arrest)
}

// File adds a record to a case. Role is what it takes to file one of its kind.
func File(k Case, p Person, role Role, r Record, now time.Time) (Case, Record, error) {
	switch {
	case !p.Can(role):
		return k, r, Refuse(ErrDenied, "A record of this kind (%s) is filed by somebody with the role %q. Ask one of them.", strings.ReplaceAll(shorten(string(r.Kind), 40), "-", " "), role)
	case k.State == CaseClosed:
		return k, r, Refuse(ErrStale, "This case is closed (%s).", k.Closed.in(now))
	case !r.Kind.Known():
		return k, r, Refuse(ErrInvalid, "%q is no kind of record; there is %s.", shorten(string(r.Kind), 40), list(RecordKinds()))
	case r.Subject == "" && r.Kind != RecordCourt, r.Subject != "" && k.Subject(r.Subject) == nil:
		return k, r, Refuse(ErrInvalid, "Say whom the record is about: one of those whom the case is about.")
	case strings.TrimSpace(r.Number) == "" && r.Kind != RecordKin:
		return k, r, Refuse(ErrInvalid, "Give the number of the paper, or for a consent who gave it and how: the approver and the audit log will show it.")
	case utf8.RuneCountInString(r.Number) > maxWords || utf8.RuneCountInString(r.Court) > maxWords || utf8.RuneCountInString(r.Why) > 5*maxWords:
		return k, r, Refuse(ErrInvalid, "A number or a court has at most %d characters, a reason %d. Shorten it.", maxWords, 5*maxWords)
	case r.Kind == RecordOrder && r.Made.IsZero():
		return k, r, Refuse(ErrInvalid, "Say when the order was made: it ceases five days after that, whatever day it is posted.")
	case r.Made.After(now):
		return k, r, Refuse(ErrInvalid, "The record cannot have been made in the future (%s).", When(r.Made, now))
	case !r.Expires.IsZero() && !r.Expires.After(r.Made):
		return k, r, Refuse(ErrInvalid, "The record would end before it begins. Look at the times.")
	case len(k.Records) >= MaxRecords:
		return k, r, Refuse(ErrInvalid, "A case holds at most %d records.", MaxRecords)
	}
	if r.Made.IsZero() {
		r.Made = now.UTC()
	}
	if until := r.Until(); !until.IsZero() && !now.Before(until) {
		said := Refuse(ErrInvalid, "This record ceased %s.", When(until, now))
		if r.Kind == RecordOrder {
			said.Text += " An order under s. 110(4) lasts five days; a judge has to make a new one."
		}
		return k, r, said
	}
	r.ID, r.By, r.Ended = ID(fmt.Sprintf("B%d", len(k.Records)+1)), p.By(now), Mark{}
	r.Made, r.Expires = r.Made.UTC(), r.Expires.UTC()
	k.Records = append(slices.Clip(k.Records), r)
	return k, r, nil
}

// Unfile ends a record: the order was set aside, the consent taken back. It
// stays in the case, so that two years later it is clear what allowed what.
func Unfile(k Case, p Person, id ID, why string, now time.Time) (Case, Record, error) {
	i := slices.IndexFunc(k.Records, func(r Record) bool { return r.ID == id })
	switch {
	case !p.Can(Author) && !p.Can(Approver) && !p.Can(Lead):
		return k, Record{}, Refuse(ErrDenied, "You may not end records. Ask whoever leads the investigation.")
	case i < 0:
		return k, Record{}, Refuse(ErrNotFound, "This case has no record %s.", shorten(string(id), 20))
	case !k.Records[i].Ended.At.IsZero():
		return k, k.Records[i], Refuse(ErrStale, "That record was ended already (%s).", k.Records[i].Ended.in(now))
	case strings.TrimSpace(why) == "":
		return k, k.Records[i], Refuse(ErrInvalid, "Say in a few words why the record ends.")
	case utf8.RuneCountInString(why) > 5*maxWords:
		return k, k.Records[i], Refuse(ErrInvalid, "The reason is too long; at most %d characters fit.", 5*maxWords)
	}
	k.Records = slices.Clone(k.Records)
	k.Records[i].Ended, k.Records[i].Why = p.By(now), strings.TrimSpace(k.Records[i].Why+" Ended: "+why)
	return k, k.Records[i], nil
}

// Subject returns one of those whom the case is about; nil when there is none
// with this ID.
func (c Case) Subject(id ID) *Subject {
	for i := range c.Subjects {
		if c.Subjects[i].ID == id {
			return &c.Subjects[i]
		}
	}
	return nil
}

// list names what there is, for a sentence.
func list[T ~string](all []T) string {
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = string(w)
	}
	return Names(words)
}
