package practice

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"time"

	"appealbot/bot"
)

// A Film is the video of a post. Its bytes are served by ServeFilm.
type Film struct {
	Upload   string // what brought it
	Type     string
	Size     int64
	Alt      string     `json:",omitempty"`
	Width    int        `json:",omitempty"`
	Height   int        `json:",omitempty"`
	Poster   string     `json:",omitempty"` // digest of a picture
	Captions []Subtitle `json:",omitempty"`
}

// A Subtitle is a file of captions in one language. Its bytes are at Media.
type Subtitle struct{ Language, Digest string }

// captionType is what files of captions are.
const captionType = "text/vtt"

// An Upload is a video on its way to an account. Nobody but the account sees it.
type Upload struct {
	ID      string
	Account bot.AccountID
	Key     string // the client's own name for it
	Digest  string // of all bytes, as the client announced it
	Type    string
	Size    int64
	At      time.Time
	Sent    int64     // bytes that arrived
	Whole   time.Time `json:",omitzero"`  // when all of them had
	Spoilt  string    `json:",omitempty"` // why it cannot be published
	Gone    time.Time `json:",omitzero"`  // the account took it back
}

// UploadState is how far an upload is.
type UploadState string

// States of an upload.
const (
	Receiving  UploadState = "receiving"
	Processing UploadState = "processing" // the wall works at it
	Ready      UploadState = "ready"      // it may be published
	Failed     UploadState = "failed"
)

// upload is an Upload with its pieces, which are files of their own: so what
// arrived stays, whatever becomes of the connection, and of the wall.
type upload struct {
	Upload
	pieces []piece
	busy   bool      // a piece is arriving
	sum    hash.Hash // over all pieces; nil when it has to be made again
}

type piece struct {
	digest string
	from   int64
	size   int64
}

// state is how far u is. The caller holds mu.
func (w *Wall) state(u *upload) UploadState {
	a := w.accounts[u.Account]
	took := a.Process
	if a.fault.Kind == FaultLong {
		took = max(took, a.fault.Wait)
	}
	switch {
	case u.Spoilt != "":
		return Failed
	case u.Whole.IsZero():
		return Receiving
	case a.fault.Kind == FaultLong && a.fault.Wait == 0, w.o.Now().Sub(u.Whole) < took:
		return Processing
	default:
		return Ready
	}
}

// ShownUpload is an upload as its account sees it.
type ShownUpload struct {
	Upload
	State UploadState
}

// Uploads returns what is on its way to an account and in no post, oldest first.
func (w *Wall) Uploads(id bot.AccountID) []ShownUpload {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []ShownUpload
	for _, u := range w.uploads {
		if u.Account == id && u.Gone.IsZero() && !w.used[u.ID] {
			out = append(out, ShownUpload{u.Upload, w.state(u)})
		}
	}
	slices.SortFunc(out, func(a, b ShownUpload) int { return compareIDs(a.ID, b.ID) })
	return out
}

// rehash makes the sum of what arrived before the wall was opened.
func (w *Wall) rehash(pieces []piece) (hash.Hash, error) {
	h := sha256.New()
	f := reel{blobs: w.o.Blobs, pieces: pieces}
	defer f.close()
	if _, err := io.Copy(h, io.NewSectionReader(&f, 0, f.size())); err != nil {
		return nil, fmt.Errorf("read what arrived before: %w", err)
	}
	return h, nil
}

// reel reads the pieces of a video one after the other. It is used by one goroutine
// and keeps the piece open that it read last.
type reel struct {
	blobs  bot.Blobs
	pieces []piece
	at     int // the piece that is open
	open   bot.Blob
}

func (f *reel) size() int64 {
	if len(f.pieces) == 0 {
		return 0
	}
	last := f.pieces[len(f.pieces)-1]
	return last.from + last.size
}

// ReadAt implements io.ReaderAt, but not for several at once.
func (f *reel) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 || off >= f.size() {
		return 0, io.EOF
	}
	i, found := slices.BinarySearchFunc(f.pieces, off, func(e piece, off int64) int { return int(min(max(e.from-off, -1), 1)) })
	if !found {
		i--
	}
	n := 0
	for n < len(p) && i < len(f.pieces) {
		if err := f.turn(i); err != nil {
			return n, err
		}
		e := f.pieces[i]
		within := off + int64(n) - e.from
		m, err := f.open.ReadAt(p[n:min(int64(len(p)), int64(n)+e.size-within)], within)
		n += m
		if err != nil && !errors.Is(err, io.EOF) || m == 0 {
			return n, fmt.Errorf("read piece %d of a video: %w", i, errors.Join(err, io.ErrUnexpectedEOF))
		}
		if within+int64(m) == e.size {
			i++
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// turn opens a piece in the place of the one that is open.
func (f *reel) turn(i int) error {
	if f.open != nil && f.at == i {
		return nil
	}
	f.close()
	b, err := f.blobs.Open(f.pieces[i].digest)
	if err != nil {
		return fmt.Errorf("open piece %d of a video: %w", i, err)
	}
	f.open, f.at = b, i
	return nil
}

func (f *reel) close() {
	if f.open != nil {
		_ = f.open.Close() // it was only read
		f.open = nil
	}
}
