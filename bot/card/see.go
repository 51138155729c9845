package card

import (
	"io"

	"appealbot/bot"
)

// maxSeen bounds the bytes of one picture on a card.
const maxSeen = 16 << 20

// See reads the pictures of the view, which are not in the store. What cannot be
// read is left out: a card without a picture is better than none. It is not called
// in a transaction.
func (v *View) See(files bot.Blobs) {
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
		defer b.Close()
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
		} else {
			see(m.Digest)
		}
	}
}
