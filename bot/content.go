package bot

import (
	"cmp"
	"maps"
	"slices"
	"time"
	"unicode/utf8"
)

// Kind is what an appeal asks of the public.
type Kind string

// Kinds of appeal (reference/domain.md section 3).
const (
	Witness       Kind = "witness"
	MissingPerson Kind = "missing"
	Amber         Kind = "amber" // a child is believed abducted; the alert itself is not this program's to send
	Wanted        Kind = "wanted"
	Identify      Kind = "identify"
	Vehicle       Kind = "vehicle"
	Footage       Kind = "footage"
	HitAndRun     Kind = "hit-and-run"
	FoundProperty Kind = "found-property"
	SafetyAlert   Kind = "safety"
	Update        Kind = "update"
	Located       Kind = "located"
	Arrest        Kind = "arrest"
	Correction    Kind = "correction"
	// Answer is the department's answer to what a member of the public wrote.
	Answer Kind = "answer"
	// Repeat publishes an appeal again. It is as urgent as what it repeats.
	Repeat Kind = "repeat"
)

// kinds holds every kind with its title, in the order in which a form offers
// them.
var kinds = []struct {
	kind  Kind
	title string
	lane  Lane
}{
	{Witness, "Witness appeal", LaneNormal},
	{MissingPerson, "Missing person", LaneUrgent},
	{Amber, "AMBER alert", LaneUrgent},
	{Wanted, "Wanted person", LaneNormal},
	{Identify, "Person to identify", LaneNormal},
	{Vehicle, "Vehicle sought", LaneNormal},
	{Footage, "Footage request", LaneNormal},
	{HitAndRun, "Hit and run", LaneNormal},
	{FoundProperty, "Found property", LaneBulk},
	{SafetyAlert, "Safety alert", LaneUrgent},
	{Update, "Update", LaneNormal},
	{Located, "Located", LaneUrgent},
	{Arrest, "Arrest made", LaneNormal},
	{Correction, "Correction", LaneUrgent},
	{Answer, "Answer to the public", LaneNormal},
	{Repeat, "Repeat", LaneNormal},
}

// Kinds returns the kinds of which an appeal can be begun, in the order in which
// a form offers them. An Answer is none of them: it begins under what it answers;
// nor is a Repeat, which begins with what it repeats.
func Kinds() []Kind {
	var out []Kind
	for _, e := range kinds {
		if e.kind != Answer && e.kind != Repeat {
			out = append(out, e.kind)
		}
	}
	return out
}

// Known reports whether k is one of the kinds.
func (k Kind) Known() bool { return k == Answer || k == Repeat || slices.Contains(Kinds(), k) }

// Title is the kind as officers read it.
func (k Kind) Title() string {
	for _, e := range kinds {
		if e.kind == k {
			return e.title
		}
	}
	return string(k)
}

// Lane is the outbox lane that appeals of this kind take.
func (k Kind) Lane() Lane {
	for _, e := range kinds {
		if e.kind == k {
			return e.lane
		}
	}
	return LaneNormal
}

// AccountID names one public account in the configuration: "metro",
// "homicide-video".
type AccountID string

// Account is one identity on one network.
type Account struct {
	ID        AccountID
	Network   string   // "practice", "x", "mastodon", ...
	Name      string   // as cards show it: "Metro Police on Chirper"
	Handle    string   // "@MetroPolice"
	Languages []string // what it publishes, in order; empty means any
	Default   bool     // preselected for a new appeal
	Exercise  bool     // a practice account: nothing real behind it
	Owner     ID       // whose it is; empty: the department's
	Users     []ID     // who may publish on it; empty: every author and approver
	Windows   []Window // in which it makes nothing public but what passes
}

// Allows reports whether a person may publish on the account.
func (a Account) Allows(p ID) bool {
	return len(a.Users) == 0 || a.Owner == p || slices.Contains(a.Users, p)
}

// Facts are what the officer was asked for. Templates turn them into a text.
type Facts struct {
	What    string // what happened
	When    string // in the officer's words: "Monday, between 1 and 2 a.m."
	Where   string // an intersection or area
	Wanted  string // what is wanted of the public
	Contact string // how the public reaches the police
}

// Content is everything the public would see of an appeal and when, before
// it is fitted to the accounts.
type Content struct {
	Facts Facts
	Texts map[string]string // language -> exact text
	// Titles are those of the video, where a network has titles: language ->
	// title. Without one the network takes the beginning of the text.
	Titles   map[string]string `json:",omitempty"`
	Media    []MediaUse
	Accounts []AccountID
	At       time.Time // UTC; zero means as soon as approved
	// Fallback is what becomes of posts whose text has the address of another
	// one in it, if that does not become public.
	Fallback Fallback `json:",omitempty"`
	// Urgent is the reason for which it does not wait for the end of quiet hours
	// or of a blackout that its kind may pass; empty: it waits.
	Urgent string `json:",omitempty"`
	// Series is when it is published again; At is its first time then.
	Series Series `json:",omitzero"`
	// Authority are the records of the case on which this revision rests: when
	// one of them ends, the appeal comes down.
	Authority []ID `json:",omitempty"`
}

// Languages returns the languages of c, English first, then by name.
func (c Content) Languages() []string {
	return slices.SortedFunc(maps.Keys(c.Texts), func(a, b string) int {
		if (a == "en") != (b == "en") {
			return cmp.Compare(b2i(b == "en"), b2i(a == "en"))
		}
		return cmp.Compare(a, b)
	})
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Limits of what an officer may hand in. They are far above every network's.
const (
	MaxText  = 20000 // bytes in one text
	MaxField = 4000  // bytes in one field of a form
	MaxTitle = 400   // bytes in the title of a video
	MaxMedia = 10
	MaxVideo = 2 << 30 // bytes of a video, as it is handed in
	MaxSaid  = 200_000 // bytes of the words in one caption file: some three hours of speech
)

// Check refuses content that could not be published as it is.
func (c Content) Check() error {
	if len(c.Accounts) == 0 {
		return Refuse(ErrInvalid, "Choose at least one account to publish on.")
	}
	if len(c.Texts) == 0 {
		return Refuse(ErrInvalid, "The appeal has no text yet. Press Edit and write one.")
	}
	for lang, t := range c.Texts {
		switch {
		case !utf8.ValidString(t):
			return Refuse(ErrInvalid, "The text (%s) contains bytes that are not text. Type it again instead of pasting it.", lang)
		case len(t) > MaxText:
			return Refuse(ErrInvalid, "The text (%s) has %d bytes; more than %d is not an appeal. Shorten it.", lang, len(t), MaxText)
		case t == "":
			return Refuse(ErrInvalid, "The text (%s) is empty. Write it, or take the language off.", lang)
		}
	}
	if len(c.Media) > MaxMedia {
		return Refuse(ErrInvalid, "An appeal carries at most %d pictures and videos. Take some off.", MaxMedia)
	}
	for i, m := range c.Media {
		if m.Video == nil {
			continue
		}
		for _, t := range m.Video.Captions {
			if len(t.Text) > MaxSaid {
				return Refuse(ErrInvalid, "The captions (%s) of %s have %d bytes of words; at most %d fit. Cut the video into shorter ones.", t.Language, c.Called(i), len(t.Text), MaxSaid)
			}
		}
	}
	for lang, t := range c.Titles {
		if !utf8.ValidString(t) || len(t) > MaxTitle {
			return Refuse(ErrInvalid, "The title (%s) is longer than %d bytes, or not a text. Write a shorter one.", lang, MaxTitle)
		}
	}
	if err := c.Series.check(c.At); err != nil {
		return err
	}
	switch c.Fallback {
	case FallWait, FallWithout, FallStop:
	default:
		return Refuse(ErrInvalid, "%q is not a way to go on when the post that others wait for is not published.", c.Fallback)
	}
	return nil
}

// Part is one public post of a thread: exactly its text and media.
type Part struct {
	Text  string
	Media []MediaUse `json:",omitempty"`
	Count int        // length as this network counts it
	Limit int        // what the network allows
	// Alone: where the network does not let the account continue its own
	// thread, this part is published as a post of its own, followed by a
	// space and the public address of the first part.
	Alone bool `json:",omitempty"`
	// Title, Tags and Playlist are published with a video where the network
	// has such things. Playlist is the one that it is put into.
	Title    string   `json:",omitempty"`
	Tags     []string `json:",omitempty"`
	Playlist string   `json:",omitempty"`
	// Places are where the addresses of other posts go in Text.
	Places []Place `json:",omitempty"`
}

// Rendering is exactly what one account will publish in one language: what
// the approver sees, byte for byte.
type Rendering struct {
	Account  AccountID
	Language string
	Parts    []Part
	// Without are the parts that are published instead where an address that
	// belongs in Parts is not to be had, if that was chosen (Fallback). None
	// where it is not allowed, or nothing is waited for.
	Without  []Part   `json:",omitempty"`
	Fallback Fallback `json:",omitempty"`
	// Slot is the number of the slot of the series that it is for, from 1; zero
	// for every other rendering.
	Slot int `json:",omitempty"`
	// Corrects is what it does about a post that is public, if it corrects one.
	Corrects *Correcting `json:",omitempty"`
	// Shares is what it shows again instead of publishing its words, if anything.
	Shares *Sharing `json:",omitempty"`
}

// Awaits returns the accounts whose posts r waits for, because their addresses
// stand in it.
func (r Rendering) Awaits() []AccountID {
	var out []AccountID
	for _, p := range r.Parts {
		for _, pl := range p.Places {
			if !slices.Contains(out, pl.Account) {
				out = append(out, pl.Account)
			}
		}
	}
	return out
}

// A Plan is everything that one approval lets out: the renderings of one
// revision and when they go out.
type Plan struct {
	Appeal     ID
	Revision   int
	Parent     ID // the appeal that this one follows in its threads, if any
	Renderings []Rendering
	At         time.Time
	// Answers is the reply that the plan answers, if any, and Said the hash of
	// what it said: an answer is right only as the answer to those words.
	Answers ID     `json:",omitempty"`
	Said    string `json:",omitempty"`
	// Urgent is Content.Urgent: it lets the plan out at another time.
	Urgent string `json:",omitempty"`
	// Lacks says what has to come before some account can be published on, as
	// sentences: it has no rendering yet. Only a draft lacks anything.
	Lacks []string `json:",omitempty"`
	// Slots are when the renderings of a series go out, by their number, and Each
	// says that none of them does before it is approved by itself.
	Slots []Slot `json:",omitempty"`
	Each  bool   `json:",omitempty"`
	// Authority are the records on which it rests, as Content.Authority.
	Authority []ID `json:",omitempty"`
}
