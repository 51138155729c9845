package bot

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
)

// A Blob is the bytes of one file. It may be read concurrently, as io.ReaderAt
// demands.
type Blob interface {
	ReadAt(p []byte, off int64) (n int, err error)
	Size() int64
	Close() error
}

// Blobs keeps files by the SHA-256 of their bytes, in lower-case hexadecimal. They
// stand beside the store and not in it, because a video is larger than everything
// else together. Its methods may be used concurrently.
//
// A file must be put before the transaction that names it: what no record names
// (MediaTx) is thrown away after a while.
type Blobs interface {
	// Put reads r to its end and keeps it durably. Putting the same bytes
	// twice keeps them once. What was not read to the end is not kept.
	Put(r interface{ Read(p []byte) (int, error) }) (digest string, size int64, err error)
	// Open returns a file. The error wraps ErrNotFound when there is none.
	// Reading fails where its bytes are not those of the digest any more.
	Open(digest string) (Blob, error)
}

// MediaTx knows which files belong to something.
type MediaTx interface {
	// Kept returns the record of a file.
	Kept(digest string) (Kept, error)
	// Keep says that a file belongs to something, and what it is. Doing it
	// twice does no harm.
	Keep(Kept) error
}

// Kept is the record of one file.
type Kept struct {
	Digest string
	Size   int64
	Type   string // "video/mp4"
	// Original: it is what somebody handed in, with everything that it may
	// betray. It is sealed: nothing of it is ever published.
	Original bool
	Case     ID // which brought it in
	At       time.Time
	// Cases are all to which it belongs. Files that were kept before this was known
	// have none, and are never let go: another case may use them.
	Cases []ID `json:",omitempty"`
}

// MediaUse is a picture or a video as one appeal uses it.
type MediaUse struct {
	Digest string // SHA-256 of the bytes that are published
	Type   string // "image/jpeg", "image/png", "video/mp4"
	Name   string // for officers only, never published
	Alt    string // what people who cannot see it are told
	Size   int64  // bytes
	Width  int    // pixels, as it is shown
	Height int    // pixels, as it is shown

	Original string  `json:",omitempty"` // digest of the sealed file that it was made from
	Edits    []Cover `json:",omitempty"` // what was covered in it
	Video    *Video  `json:",omitempty"` // nil for a picture
}

// Video is what a MediaUse says of a video beyond a picture.
type Video struct {
	Length time.Duration
	Codec  string  `json:",omitempty"` // "h264"
	Sound  string  `json:",omitempty"` // "aac"; empty: it has no sound
	Rate   float64 `json:",omitempty"` // frames a second
	// Poster is the digest of the still picture (JPEG) that is shown before it
	// plays, and At where in the video it was taken.
	Poster string        `json:",omitempty"`
	At     time.Duration `json:",omitempty"`
	// Captions are the words that are spoken, one file a language. NoSpeech
	// says that somebody made sure that there are none.
	Captions []Caption `json:",omitempty"`
	NoSpeech bool      `json:",omitempty"`
	// Versions are smaller ones of the same video, the largest first, for
	// networks that do not take the whole.
	Versions []Version `json:",omitempty"`
	// Note is what could not be done with it here, as a sentence for the card:
	// what a program without ffmpeg cannot check.
	Note string `json:",omitempty"`
}

// Caption is what is spoken in a video, as a WebVTT file.
type Caption struct {
	Language string // "en"
	Digest   string
	Text     string // the words as the public can read them, without times
	Size     int64  // bytes of the file
}

// Version is a smaller version of a video.
type Version struct {
	Digest string
	Type   string
	Size   int64
	Width  int
	Height int
	Rate   float64 `json:",omitempty"`
}

// Cover is a part of a picture or video that nobody shall see: it is covered in
// every version that is published.
type Cover struct {
	// From and To bound it in thousandths of the width and height, as it is
	// shown: 0 to 1000.
	Left, Top, Right, Bottom int
	// From and To are when it is covered in a video; both zero for all of it.
	From, To time.Duration `json:",omitempty"`
}

// IsVideo reports whether m is a video.
func (m MediaUse) IsVideo() bool { return m.Video != nil }

// As returns m with the bytes of one of its versions.
func (m MediaUse) As(v Version) MediaUse {
	m.Digest, m.Type, m.Size, m.Width, m.Height = v.Digest, v.Type, v.Size, v.Width, v.Height
	if m.Video != nil {
		film := *m.Video
		film.Rate, film.Versions = v.Rate, nil
		m.Video = &film
	}
	return m
}

// Files returns the digests of every file that is published of m or kept for it,
// the original last.
func (m MediaUse) Files() []string {
	out := []string{m.Digest}
	if v := m.Video; v != nil {
		if v.Poster != "" {
			out = append(out, v.Poster)
		}
		for _, c := range v.Captions {
			out = append(out, c.Digest)
		}
		for _, o := range v.Versions {
			out = append(out, o.Digest)
		}
	}
	if m.Original != "" && m.Original != m.Digest {
		out = append(out, m.Original)
	}
	return out
}

// Lacks says what m needs before it can be submitted, to follow what m is: "has no
// description. Press Edit ...". Empty when it needs nothing.
func (m MediaUse) Lacks() string {
	var out []string
	if m.Alt == "" {
		out = append(out, "has no description. Press Edit and say what it shows, for people who cannot see it.")
	}
	if m.IsVideo() && m.Video.Sound != "" && len(m.Video.Captions) == 0 && !m.Video.NoSpeech {
		out = append(out, "has sound and no captions. Drop an SRT or VTT file into the thread, or tick in the edit form that nobody speaks in it.")
	}
	return strings.Join(out, " It ")
}

// Lacks says what the first of the media needs that needs anything, as a sentence.
// Empty when none does.
func (c Content) Lacks() string {
	for i, m := range c.Media {
		if s := m.Lacks(); s != "" {
			return fmt.Sprintf("%s %s", c.Called(i), s)
		}
	}
	return ""
}

// Called is what officers call the ith of the media, by its place on the card:
// "Picture 2", "Video 1 (clip.mp4)".
func (c Content) Called(i int) string {
	what := "Picture"
	if c.Media[i].IsVideo() {
		what = "Video"
	}
	if name := c.Media[i].Name; name != "" {
		return fmt.Sprintf("%s %d (%s)", what, i+1, name)
	}
	return fmt.Sprintf("%s %d", what, i+1)
}

// Medium returns where among the media the one with a digest stands; -1 when it is
// not there.
func (c Content) Medium(digest string) int {
	return slices.IndexFunc(c.Media, func(m MediaUse) bool { return m.Digest == digest })
}

// Order puts the media with these digests first, in this order. The others follow
// as they were.
func (c *Content) Order(first ...string) {
	rank := func(m MediaUse) int {
		if i := slices.Index(first, m.Digest); i >= 0 {
			return i
		}
		return len(first)
	}
	slices.SortStableFunc(c.Media, func(a, b MediaUse) int { return rank(a) - rank(b) })
}

// maxCovers bounds how many parts of one picture are covered.
const maxCovers = 100

// CheckCovers refuses covers that cover nothing. Length is that of the video; zero
// for a picture.
func CheckCovers(cs []Cover, length time.Duration) error {
	if len(cs) > maxCovers {
		return Refuse(ErrInvalid, "At most %d parts of a picture can be covered. Cover larger ones.", maxCovers)
	}
	for _, c := range cs {
		switch {
		case c.Left < 0 || c.Top < 0 || c.Right > 1000 || c.Bottom > 1000 || c.Left >= c.Right || c.Top >= c.Bottom:
			return Refuse(ErrInvalid, "There is no such part of the picture. Name parts by their letter and number, for example B3 or B3:C4.")
		case length == 0 && (c.From != 0 || c.To != 0):
			return Refuse(ErrInvalid, "A picture has no times. Leave them out.")
		case c.From < 0 || c.To < 0 || c.To != 0 && c.To <= c.From || length > 0 && c.From >= length:
			return Refuse(ErrInvalid, "The time to cover a part must begin before it ends, and within the video. Write it as 0:03-0:07.")
		}
	}
	return nil
}

// maxName is the longest name of a file that is kept, in characters.
const maxName = 100

// FileName makes the name of a file that somebody handed in fit to be shown:
// without folders, without characters that cannot be seen or turn the writing
// round, and not too long.
func FileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), "\\", "/"))
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, name))
	if strings.Trim(name, "./ ") == "" {
		return "The file"
	}
	if rs := []rune(name); len(rs) > maxName {
		name = string(rs[:maxName-1]) + "…"
	}
	return name
}

// PrepState is how far the preparation of a file is.
type PrepState string

// States of a Prep.
const (
	PrepWaiting PrepState = "waiting" // nobody works at it
	PrepWorking PrepState = "working" // somebody does, until the lease is over
	PrepDone    PrepState = "done"    // it is media of its appeal
	PrepFailed  PrepState = "failed"  // Note says why
	PrepDropped PrepState = "dropped" // somebody took it off
)

// A Prep is the preparation of a video for publication, which takes minutes: what
// was handed in, and what is to be done with it. Doing it twice does no harm.
type Prep struct {
	ID     ID
	Appeal ID
	Case   ID
	// Replaces is the digest of the media of the appeal that the outcome takes
	// the place of; empty to add it.
	Replaces string
	Name     string // for officers only
	Alt      string `json:",omitempty"` // what the chat says that it shows
	Original string // digest of the sealed file
	Size     int64  // of that
	Edits    []Cover
	Poster   time.Duration // where to take the still picture; negative: where it is best
	By       Mark          // who asked for it

	State   PrepState
	Step    string // what is being done: "converting"
	Percent int    // how much of it is done
	Note    string // what came of it
	// Made is what was made of it and the appeal did not take, so that it need
	// not be made again once the appeal does.
	Made    *MediaUse `json:",omitempty"`
	Attempt int
	Due     time.Time // when it wants attention; zero means never
	Lease   time.Time
	Worker  string
	Created time.Time
}

// Open reports whether something is still to come of p.
func (p Prep) Open() bool { return p.State == PrepWaiting || p.State == PrepWorking }

// PrepTx reads and writes preparations.
type PrepTx interface {
	Prep(ID) (Prep, error)
	PutPrep(Prep) error
	// PrepsOf returns the preparations of an appeal, oldest first.
	PrepsOf(appeal ID) ([]Prep, error)
	// DuePreps returns at most n preparations that want attention at t, oldest
	// first.
	DuePreps(t time.Time, n int) ([]Prep, error)
	// NextPrep returns when the earliest one wants attention, and false when
	// none ever does.
	NextPrep() (time.Time, bool, error)
}

// films reports whether any of the media has what older encodings do not tell.
func films(ms []MediaUse) bool { return slices.ContainsFunc(ms, MediaUse.IsVideo) }
