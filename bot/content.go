package bot

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
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
}

// Kinds returns the kinds of which an appeal can be begun, in the order in which
// a form offers them. An Answer is none of them: it begins under what it answers.
func Kinds() []Kind {
	var out []Kind
	for _, e := range kinds {
		if e.kind != Answer {
			out = append(out, e.kind)
		}
	}
	return out
}

// Known reports whether k is one of the kinds.
func (k Kind) Known() bool { return k == Answer || slices.Contains(Kinds(), k) }

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
	Facts    Facts
	Texts    map[string]string // language -> exact text
	Media    []MediaUse
	Accounts []AccountID
	At       time.Time // UTC; zero means as soon as approved
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
	MaxMedia = 10
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
		return Refuse(ErrInvalid, "An appeal carries at most %d pictures. Take some off.", MaxMedia)
	}
	return nil
}

// MediaUse is a picture as one appeal uses it.
type MediaUse struct {
	Digest string // SHA-256 of the bytes that are published
	Type   string // "image/jpeg"
	Name   string // for officers only, never published
	Alt    string // what people who cannot see it are told
	Size   int    // bytes
	Width  int    // pixels
	Height int    // pixels
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
}

// Rendering is exactly what one account will publish in one language: what
// the approver sees, byte for byte.
type Rendering struct {
	Account  AccountID
	Language string
	Parts    []Part
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
}

// Digest binds an approval to every byte that the public would see, where and
// when. It is SHA-256 over a length-prefixed encoding, so that no two plans
// can be written the same way.
func (p Plan) Digest() string {
	h := sha256.New()
	putString(h, "appealbot plan 1")
	putString(h, string(p.Appeal))
	putInt(h, int64(p.Revision))
	putString(h, string(p.Parent))
	putTime(h, p.At)
	rs := slices.SortedFunc(slices.Values(p.Renderings), func(a, b Rendering) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Language, b.Language))
	})
	putInt(h, int64(len(rs)))
	for _, r := range rs {
		r.digest(h)
	}
	if p.Answers != "" { // other plans are encoded as they always were
		putString(h, "answers")
		putString(h, string(p.Answers))
		putString(h, p.Said)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (r Rendering) digest(h hash.Hash) {
	putString(h, string(r.Account))
	putString(h, r.Language)
	putInt(h, int64(len(r.Parts)))
	for _, p := range r.Parts {
		putString(h, p.Text)
		putInt(h, int64(len(p.Media)))
		for _, m := range p.Media {
			putString(h, m.Digest)
			putString(h, m.Type)
			putString(h, m.Alt)
		}
	}
	// Renderings without such parts are encoded as they always were. What
	// follows otherwise is the name of an account, which has no NUL.
	if slices.ContainsFunc(r.Parts, func(p Part) bool { return p.Alone }) {
		putString(h, "\x00alone")
		for _, p := range r.Parts {
			putInt(h, int64(b2i(p.Alone)))
		}
	}
}

// Hash names this rendering alone.
func (r Rendering) Hash() string {
	h := sha256.New()
	r.digest(h)
	return hex.EncodeToString(h.Sum(nil))
}

func putString(h hash.Hash, s string) {
	putInt(h, int64(len(s)))
	h.Write([]byte(s))
}

func putInt(h hash.Hash, n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n)) //nolint:gosec // The bits matter, not the sign.
	h.Write(b[:])
}

func putTime(h hash.Hash, t time.Time) {
	if t.IsZero() {
		putInt(h, 0)
		return
	}
	putInt(h, t.UnixNano())
}
