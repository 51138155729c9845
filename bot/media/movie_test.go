package media_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
	"time"

	"appealbot/bot/media"
)

// Whatever cameras and editors write beside the pictures is gone, and the pictures
// are where they were.
func TestNothingButPicturesIsLeftOfAMovie(t *testing.T) {
	const secret = "SECRET-43.6532-079.3832"
	text := []byte(secret)
	udta := atom("udta", atom("\xa9xyz", u32(0), text), atom("meta", u32(0), atom("ilst", text)))
	mdta := atom("meta", atom("hdlr", u32(0, 0), []byte("mdta")), atom("keys", u32(0, 1), atom("mdta", []byte("com.apple.quicktime.location.ISO6709"))), atom("ilst", text))
	long := func(b []byte) []byte { return append(b, text...) }
	for name, change := range map[string]func(*reel){
		"udta of the movie":     func(r *reel) { r.moov = udta },
		"udta of the track":     func(r *reel) { r.trak = udta },
		"QuickTime keys":        func(r *reel) { r.moov = mdta },
		"QuickTime keys, track": func(r *reel) { r.trak = mdta },
		"XMP": func(r *reel) {
			r.end = atom("uuid", []byte("\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac"), text)
		},
		"metadata at the end": func(r *reel) { r.end = mdta },
		"a free box":          func(r *reel) { r.end = atom("free", text) },
		"a box nobody knows":  func(r *reel) { r.end = atom("ABCD", text) },
		"the last box, open":  func(r *reel) { r.end = append(append(u32(0), "skip"...), text...) },
		"when it was made": func(r *reel) {
			copy(r.mvhd[4:], "SECRET-4")
			copy(r.tkhd[4:], "SECRET-4")
			copy(r.mdhd[4:], "SECRET-4")
		},
		"what QuickTime previews": func(r *reel) { copy(r.mvhd[72:96], text); copy(r.mvhd[26:36], text) },
		"reserved in the track":   func(r *reel) { copy(r.tkhd[24:32], "SECRET-4") },
		"the handler":             func(r *reel) { copy(r.hdlr[12:24], "SECRET-43.65"); r.hdlr = long(r.hdlr) },
		"the encoder":             func(r *reel) { copy(r.avc1[8:24], text); copy(r.avc1[42:74], text) },
		"a colour profile":        func(r *reel) { r.colr = append([]byte("prof"), text...) },
		"the volume it lay on":    func(r *reel) { r.dref = append(u32(0, 1), atom("alis", u32(1), text)...) },
		"behind the headers":      func(r *reel) { r.mvhd, r.tkhd, r.mdhd = long(r.mvhd), long(r.tkhd), long(r.mdhd) },
		"behind the tables":       func(r *reel) { r.stts, r.stsc, r.stsz = long(r.stts), long(r.stsc), long(r.stsz) },
		"behind the edit list":    func(r *reel) { r.elst = long(u32(0, 1, 10_000, 0, 1<<16)) },
		"in place of a picture":   func(r *reel) { r.trak = atom("tapt", atom("clef", text)) },
	} {
		r := newReel()
		change(r)
		in := r.bytes()
		if !bytes.Contains(in, []byte("SECRET-4")) {
			t.Fatalf("%s: the test's video has no secret", name)
		}
		if err := media.Clean("video/mp4", bytes.NewReader(in), int64(len(in))); err == nil {
			t.Errorf("%s: is taken for clean before it is", name)
		}
		use, s, err := prepare(t, nil, "a.mp4", in, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		out := s.files[use.Digest]
		if bytes.Contains(out, []byte("SECRET")) || len(out) != len(in) || !bytes.Contains(out, r.mdat) {
			t.Errorf("%s: something is left, or something else is gone", name)
		}
		if err := media.Clean(use.Type, bytes.NewReader(out), use.Size); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if use.Video.Length != 10*time.Second || use.Width != 320 || use.Height != 240 || use.Video.Rate != 1 {
			t.Errorf("%s: %+v %+v", name, use, use.Video)
		}
	}
}

// What would publish something that nobody sees in the player is refused.
func TestMoviesWithSomethingInThem(t *testing.T) {
	other := newReel()
	copy(other.hdlr[8:], "meta")
	for name, c := range map[string]struct {
		change func(*reel)
		says   string
	}{
		"a track of positions": {func(r *reel) {
			r.tracks = [][]byte{atom("trak", atom("tkhd", other.tkhd), atom("mdia", atom("mdhd", other.mdhd), atom("hdlr", other.hdlr)))}
		}, "neither pictures nor sound"},
		"more data":                          {func(r *reel) { r.mdat = append(r.mdat, "SECRET"...) }, "belong to neither"},
		"another data box":                   {func(r *reel) { r.end = atom("mdat", []byte("SECRET")) }, "belong to neither"},
		"data named twice":                   {func(r *reel) { r.stsc, r.stco = u32(0, 1, 1, 5, 1), u32(0, 2, 28, 28) }, "belong to neither"},
		"data elsewhere":                     {func(r *reel) { r.dref = append(u32(0, 1), atom("url ", u32(0), []byte("file:///etc/passwd"))...) }, "another file"},
		"the beginning cut":                  {func(r *reel) { r.elst = u32(0, 1, 9000, 1000, 1<<16) }, "was cut"},
		"the end cut":                        {func(r *reel) { r.elst = u32(0, 1, 5000, 0, 1<<16) }, "was cut"},
		"the end cut and the length changed": {func(r *reel) { r.elst = u32(0, 1, 5000, 0, 1<<16); copy(r.mdhd[16:], u32(5000)) }, "was cut"},
		"the middle cut":                     {func(r *reel) { r.elst = u32(0, 2, 3000, 0, 1<<16, 3000, 7000, 1<<16) }, "was cut"},
		"a part slowed down":                 {func(r *reel) { r.elst = u32(0, 1, 10_000, 0, 0) }, "was cut"},
		"cut, with long numbers":             {func(r *reel) { r.elst = u32(1<<24, 1, 0, 9000, 0, 1000, 1<<16) }, "was cut"},
		"very wide":                          {func(r *reel) { copy(r.avc1[24:], "\x40\x00") }, "pixels"},
		"very long":                          {func(r *reel) { copy(r.mdhd[16:], u32(4_000_000)) }, "an hour"},
	} {
		r := newReel()
		c.change(r)
		_, _, err := prepare(t, nil, "a.mp4", r.bytes(), nil)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %q", name, err, c.says)
		}
	}
}

// What no player hides is taken: pictures that wait for others, and a pause before
// the first.
func TestEditListsThatHideNothing(t *testing.T) {
	for name, change := range map[string]func(*reel){
		"waiting":        func(r *reel) { r.ctts, r.elst = u32(0, 1, reelPictures, 80), u32(0, 1, 10_000, 80, 1<<16) },
		"a pause":        func(r *reel) { r.elst = u32(0, 2, 500, 0xffffffff, 1<<16, 10_000, 0, 1<<16) },
		"to the end":     func(r *reel) { r.elst = u32(0, 1, 0, 0, 1<<16) },
		"nearly the end": func(r *reel) { r.elst = u32(0, 1, 9950, 0, 1<<16) },
	} {
		r := newReel()
		change(r)
		if _, _, err := prepare(t, nil, "a.mp4", r.bytes(), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A small file cannot claim much memory or time, whatever its sizes say.
func TestMoviesThatClaimTooMuch(t *testing.T) {
	inside := func(kind string, body []byte) []byte {
		return atom("moov", atom("trak", atom("mdia", atom("minf", atom("stbl", atom(kind, body))))))
	}
	deep := atom("free")
	for range 2000 {
		deep = atom("moov", deep)
	}
	ftyp := atom("ftyp", []byte("isom\x00\x00\x00\x00isom"))
	for name, in := range map[string][]byte{
		"past the end":          append(u32(0x7fffffff), "moov"...),
		"long size":             append(append(u32(1), "moov"...), u32(0x7fffffff, 0xffffffff)...),
		"negative size":         append(append(u32(1), "moov"...), u32(0xffffffff, 0xffffffff)...),
		"no size of its own":    append(u32(4), "moov"...),
		"endless":               bytes.Repeat(append(u32(8), "free"...), 100_000),
		"in itself":             deep,
		"empty":                 atom("moov"),
		"twice":                 bytes.Repeat(atom("moov", atom("free")), 2),
		"sizes":                 inside("stsz", u32(0, 0, 0xffffffff)),
		"times":                 inside("stts", u32(0, 0xffffffff)),
		"chunks":                inside("co64", u32(0, 0xffffffff)),
		"a child past the end":  atom("moov", u32(0x7fffffff), []byte("trak")),
		"samples of no size":    func() []byte { r := newReel(); r.stsz = u32(0, 1<<31, 0xffffffff); return r.bytes() }(),
		"many samples a chunk":  func() []byte { r := newReel(); r.stsc = u32(0, 1, 1, 0xffffffff, 1); return r.bytes() }(),
		"chunks behind the end": func() []byte { r := newReel(); r.stco = u32(0, 1, 0xfffffff0); return r.bytes() }(),
		"half":                  func() []byte { b := newReel().bytes(); return b[:len(b)/2] }(),
	} {
		in = append(bytes.Clone(ftyp), in...)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := prepare(t, nil, "a.mp4", in, nil)
		runtime.ReadMemStats(&after)
		refusedWith(t, "a.mp4", err, "MP4")
		if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
			t.Errorf("%s (%d bytes) took %d bytes of memory", name, len(in), used)
		}
		if err := media.Clean("video/mp4", bytes.NewReader(in), int64(len(in))); err == nil {
			t.Errorf("%s is taken for clean", name)
		}
	}
}
