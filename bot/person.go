package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// ID names one record. IDs made by the program sort by creation time; IDs of
// posts are derived from what they publish.
type ID string

// Role is what a person may do. A person may hold several.
type Role string

// Roles known to the program. A department may demand further roles of its
// own for the approval of certain kinds of appeal.
const (
	// Author may draft, edit and submit appeals and answers to the public, and
	// label what it writes.
	Author Role = "author"
	// Approver may approve what others wrote, and moderate what the public
	// writes.
	Approver Role = "approver"
	// Lead leads investigations, is invited to every case channel, may moderate
	// what the public writes, and files records where nobody else is named for
	// it.
	Lead Role = "lead"
	// Admin may freeze and resume publication for the whole department, and
	// connect its accounts.
	Admin Role = "admin"
)

// A Login is one account of a person on one chat platform.
type Login struct {
	Platform string // "slack", "mattermost", "practice"
	User     string // the platform's id of the user, never a display name
}

// A Person is one human being, however many logins they have. The two-person
// rule compares persons, never logins.
type Person struct {
	ID     ID
	Name   string // as shown on cards: "Sgt. Bob Tremblay"
	Roles  []Role
	Logins []Login
}

// Can reports whether p holds role r.
func (p Person) Can(r Role) bool { return slices.Contains(p.Roles, r) }

// On returns the login of p on a platform.
func (p Person) On(platform string) (Login, bool) {
	for _, l := range p.Logins {
		if l.Platform == platform {
			return l, true
		}
	}
	return Login{}, false
}

// A Roster is everybody the department knows. The zero value knows nobody.
// It is not changed after NewRoster and may be used concurrently.
type Roster struct {
	people  []Person
	byID    map[ID]int
	byLogin map[Login]int
}

// NewRoster returns a roster of people. It is an error to list a person or a
// login twice, because then one human could count as two.
func NewRoster(people []Person) (Roster, error) {
	r := Roster{people: slices.Clone(people), byID: map[ID]int{}, byLogin: map[Login]int{}}
	for i, p := range people {
		if p.ID == "" || p.Name == "" {
			return Roster{}, fmt.Errorf("person %d: needs an id and a name", i+1)
		}
		if _, twice := r.byID[p.ID]; twice {
			return Roster{}, fmt.Errorf("person %q is listed twice", p.ID)
		}
		r.byID[p.ID] = i
		for _, l := range p.Logins {
			if j, taken := r.byLogin[l]; taken {
				return Roster{}, fmt.Errorf("login %s on %s belongs to %s and to %s", l.User, l.Platform, people[j].Name, p.Name)
			}
			r.byLogin[l] = i
		}
	}
	return r, nil
}

// ByLogin returns the person behind a login.
func (r Roster) ByLogin(l Login) (Person, bool) {
	i, ok := r.byLogin[l]
	if !ok {
		return Person{}, false
	}
	return r.people[i], true
}

// ByID returns the person with an ID.
func (r Roster) ByID(id ID) (Person, bool) {
	i, ok := r.byID[id]
	if !ok {
		return Person{}, false
	}
	return r.people[i], true
}

// With returns everybody who holds role, in the order of the roster.
func (r Roster) With(role Role) []Person {
	var out []Person
	for _, p := range r.people {
		if p.Can(role) {
			out = append(out, p)
		}
	}
	return out
}

// All returns everybody, in the order of the roster.
func (r Roster) All() []Person { return slices.Clone(r.people) }

// A Mark says who did something and when. The name is kept as it was on that
// day, so that a card or an audit two years later still reads well.
type Mark struct {
	Person ID
	Name   string
	At     time.Time
}

// By returns the mark that p leaves at now.
func (p Person) By(now time.Time) Mark { return Mark{Person: p.ID, Name: p.Name, At: now.UTC()} }

// in says "Sgt. Bob Tremblay at 18:02", with the date when it is not today's.
func (m Mark) in(now time.Time) string {
	return m.Name + " " + When(m.At, now)
}

// When says when t was or will be, seen from now and in now's time zone: "at
// 18:02" on the same day, otherwise "on Tue 1 Dec 2026 at 18:02".
func When(t, now time.Time) string {
	t = t.In(now.Location())
	if t.Year() == now.Year() && t.YearDay() == now.YearDay() {
		return "at " + t.Format("15:04")
	}
	return "on " + t.Format("Mon 2 Jan 2006 at 15:04")
}

// Names joins names as a sentence does: "a", "a and b", "a, b and c".
func Names(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
