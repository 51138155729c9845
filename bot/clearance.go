package bot

import (
	"slices"
	"strings"
)

// Cleared is why a case asks the public for nothing any more.
type Cleared string

// Reasons for an all-clear.
const (
	// ClearedLocated: whoever was looked for is found.
	ClearedLocated Cleared = "located"
	// ClearedArrested: an arrest was made.
	ClearedArrested Cleared = "arrested"
	// ClearedMistaken: what was published is wrong.
	ClearedMistaken Cleared = "mistaken"
)

// clearings holds every reason: as officers read it, the kind of its closing text,
// and the words in which it may be given, in English and French.
var clearings = []struct {
	reason Cleared
	title  string
	kind   Kind
	words  []string
}{
	{ClearedLocated, "Located: who or what was looked for is found", Located, []string{"found", "home", "safe", "retrouvé", "retrouvée", "retrouve", "retrouvee"}},
	{ClearedArrested, "Arrested: an arrest was made", Arrest, []string{"arrest", "caught", "arrêté", "arrêtée", "arrete", "arretee", "arrestation"}},
	{ClearedMistaken, "Mistaken: what was published is wrong", Correction, []string{"mistake", "wrong", "error", "erreur", "faux"}},
}

// Clearings returns every reason for an all-clear, in the order in which a form
// offers them.
func Clearings() []Cleared {
	var out []Cleared
	for _, e := range clearings {
		out = append(out, e.reason)
	}
	return out
}

// ClearedNamed returns the reason that a word means.
func ClearedNamed(word string) (Cleared, bool) {
	word = strings.ToLower(strings.TrimRight(word, ":,;.!"))
	for _, e := range clearings {
		if string(e.reason) == word || slices.Contains(e.words, word) {
			return e.reason, true
		}
	}
	return "", false
}

// Title is the reason as officers read it.
func (r Cleared) Title() string {
	for _, e := range clearings {
		if e.reason == r {
			return e.title
		}
	}
	return string(r)
}

// Closing is the kind of the text that ends a case for this reason.
func (r Cleared) Closing() Kind {
	for _, e := range clearings {
		if e.reason == r {
			return e.kind
		}
	}
	return Update
}

// Ends reports whether an appeal goes when its case is cleared for this reason,
// unless somebody says otherwise. After an arrest the question for witnesses goes
// on, and whatever shows or names a person ends, whatever its kind; otherwise nothing
// is asked any more. What follows something that goes, goes with it.
func (r Cleared) Ends(k Case, a Appeal) bool {
	if r != ClearedArrested {
		return true
	}
	switch a.Kind {
	case Wanted, Identify, MissingPerson, Amber:
		return true
	default:
		return len(a.Content.Media) > 0 || a.accuses(k)
	}
}

// accuses reports whether an appeal names somebody who is accused in its case, or
// rests on a record about them.
func (a Appeal) accuses(k Case) bool {
	for _, s := range k.Subjects {
		if s.As != AsAccused {
			continue
		}
		name := strings.ToLower(s.Name)
		for _, text := range a.Content.Texts {
			if strings.Contains(strings.ToLower(strings.Join(strings.Fields(text), " ")), name) {
				return true
			}
		}
		for _, id := range a.Rests() {
			if r := k.Record(id); r != nil && r.Subject == s.ID {
				return true
			}
		}
	}
	return false
}

// Usual is the reason that an appeal of this kind is most likely cleared for.
func (k Kind) Usual() Cleared {
	switch k {
	case MissingPerson, Amber, FoundProperty, Located:
		return ClearedLocated
	case Correction:
		return ClearedMistaken
	default:
		return ClearedArrested
	}
}

// A Clearance is the all-clear of a case.
type Clearance struct {
	Reason  Cleared
	By      Mark
	Note    string `json:",omitempty"` // in the officer's words; not published
	Closing []ID   `json:",omitempty"` // the appeals with its closing text
}

// Cleared reports whether the all-clear was given.
func (c Clearance) Cleared() bool { return c.By.Name != "" }

// abouts holds the kinds of appeal in the order in which they decide how a case is said
// to be over: whoever may be named is first, and what is asked of everybody last.
var abouts = [...]Kind{MissingPerson, Amber, Wanted, Identify, Vehicle, FoundProperty, HitAndRun, Witness, Footage, SafetyAlert}

// About is the kind among some that the closing text of a case speaks of; empty when it
// is none of those that ask for something.
func About(kinds []Kind) Kind {
	for _, k := range abouts {
		if slices.Contains(kinds, k) {
			return k
		}
	}
	return ""
}
