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
	// Lacks says what has to come before some account can be published on, as
	// sentences: it has no rendering yet. Only a draft lacks anything.
	Lacks []string `json:",omitempty"`
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
	putParts(h, r.Parts)
	// Renderings without such parts are encoded as they always were. What
	// follows otherwise is the name of an account, which has no NUL.
	if slices.ContainsFunc(r.Parts, func(p Part) bool { return p.Alone }) {
		putString(h, "\x00alone")
		for _, p := range r.Parts {
			putInt(h, int64(b2i(p.Alone)))
		}
	}
	r.more(h)
}

func putParts(h hash.Hash, ps []Part) {
	putInt(h, int64(len(ps)))
	for _, p := range ps {
		putString(h, p.Text)
		putInt(h, int64(len(p.Media)))
		for _, m := range p.Media {
			putString(h, m.Digest)
			putString(h, m.Type)
			putString(h, m.Alt)
		}
	}
}

// more writes what came later than the encoding: titles, videos, and the places of
// addresses. Renderings without any of that are encoded as they always were.
func (r Rendering) more(h hash.Hash) {
	if !slices.ContainsFunc(r.Parts, Part.rich) && len(r.Without) == 0 && r.Fallback == "" {
		return
	}
	putString(h, "\x00more")
	putString(h, string(r.Fallback))
	putParts(h, r.Without)
	for _, ps := range [][]Part{r.Parts, r.Without} {
		for _, p := range ps {
			p.more(h)
		}
	}
	for _, p := range r.Without { // those of Parts are written already
		putInt(h, int64(b2i(p.Alone)))
	}
}

// rich reports whether p has anything that the first encoding does not tell.
func (p Part) rich() bool {
	return p.Title != "" || len(p.Tags) > 0 || p.Playlist != "" || len(p.Places) > 0 || films(p.Media)
}

func (p Part) more(h hash.Hash) {
	putString(h, p.Title)
	putInt(h, int64(len(p.Tags)))
	for _, t := range p.Tags {
		putString(h, t)
	}
	putString(h, p.Playlist)
	putInt(h, int64(len(p.Places)))
	for _, pl := range p.Places {
		putString(h, pl.Name)
		putString(h, string(pl.Account))
	}
	for _, m := range p.Media {
		if m.Video == nil {
			putInt(h, 0)
			continue
		}
		putInt(h, 1)
		putString(h, m.Video.Poster)
		putInt(h, int64(len(m.Video.Captions)))
		for _, c := range m.Video.Captions {
			putString(h, c.Language)
			putString(h, c.Digest)
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
