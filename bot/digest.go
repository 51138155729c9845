package bot

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"slices"
	"time"
)

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
	rs := slices.SortedFunc(slices.Values(p.Renderings), byPlace)
	putInt(h, int64(len(rs)))
	for _, r := range rs {
		r.digest(h)
	}
	if p.Answers != "" { // other plans are encoded as they always were
		putString(h, "answers")
		putString(h, string(p.Answers))
		putString(h, p.Said)
	}
	if p.Urgent != "" { // likewise
		putString(h, "urgent")
		putString(h, p.Urgent)
	}
	putSlots(h, p.Slots, p.Each)
	p.rests(h)
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
	if r.Slot > 0 {
		putString(h, "\x00slot")
		putInt(h, int64(r.Slot))
	}
	r.Corrects.digest(h)
	r.Shares.digest(h)
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
