package card

import (
	"io"

	"appealbot/bot"
)

// Bounds of the bytes of one file on a card: what every chat takes.
const (
	maxSeen    = 10 << 20
	maxWatched = 8 << 20 // of a video, which is sent anew with every change of it
)

// Files opens files by their digests, as bot.Blobs does.
type Files interface {
	Open(digest string) (bot.Blob, error)
}

// See reads the pictures, captions and small videos of the view, which are not in
// the store. What cannot be read is left out: a card without a picture is better
// than none. It is not called in a transaction.
func (v *View) See(files Files) {
	v.Media = map[string][]byte{}
	if files == nil {
		return
	}
	see := func(digest string) {
		if digest == "" || v.Media[digest] != nil {
			return
		}
		b, err := files.Open(digest)
		if err != nil {
			return
		}
		defer func() { _ = b.Close() }() // it was only read
		if b.Size() > maxSeen {
			return
		}
		data := make([]byte, b.Size())
		if _, err := io.ReadFull(io.NewSectionReader(b, 0, b.Size()), data); err == nil {
			v.Media[digest] = data
		}
	}
	for _, m := range v.Appeal.Content.Media {
		if m.IsVideo() {
			see(m.Video.Poster)
			if v, ok := watched(m); ok {
				see(v.Digest)
			}
			for _, c := range m.Video.Captions {
				see(c.Digest)
			}
		} else {
			see(m.Digest)
		}
	}
}

// watched is the version of a video that a card shows: the largest that is not too
// large; false where all are.
func watched(m bot.MediaUse) (bot.MediaUse, bool) {
	if m.Size <= maxWatched {
		return m, true
	}
	for _, v := range m.Video.Versions {
		if v.Size <= maxWatched {
			return m.As(v), true
		}
	}
	return m, false
}
