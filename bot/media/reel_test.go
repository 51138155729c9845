package media_test

import (
	"bytes"
	"encoding/binary"
)

// A reel is a video of ten pictures as small as one can be, put together by hand so
// that a test can change any part of it. Nothing in it can be decoded.
type reel struct {
	mvhd, tkhd, mdhd, hdlr, dref, avc1, colr []byte
	elst, stts, stsc, stsz, stco, ctts       []byte
	moov, trak, end                          []byte // further boxes
	mdat                                     []byte
	tracks                                   [][]byte // further tracks, before the last box
}

const (
	reelPictures = 10
	reelBytes    = 8 // of each
)

func u32(ns ...uint32) []byte {
	var b []byte
	for _, n := range ns {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return b
}

func atom(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(append(u32(uint32(len(body)+8)), kind...), body...)
}

// newReel lasts ten seconds.
func newReel() *reel {
	r := &reel{
		mvhd: make([]byte, 100), tkhd: make([]byte, 84), mdhd: make([]byte, 24), avc1: make([]byte, 78),
		hdlr: append(u32(0, 0), "vide\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00VideoHandler\x00"...),
		dref: append(u32(0, 1), atom("url ", u32(1))...),
		stts: u32(0, 1, reelPictures, 1000), stsc: u32(0, 1, 1, reelPictures, 1), stsz: u32(0, reelBytes, reelPictures),
		mdat: bytes.Repeat([]byte("\x00\x00\x00\x04\x65pic"), reelPictures),
	}
	copy(r.mvhd[12:], u32(1000, 10_000))
	copy(r.tkhd[40:], u32(1<<16, 0, 0, 0, 1<<16, 0, 0, 0, 1<<30, 320<<16, 240<<16))
	copy(r.mdhd[12:], u32(1000, 10_000))
	copy(r.avc1[24:], "\x01\x40\x00\xf0") // 320 x 240
	return r
}

// bytes puts the parts together: moov behind mdat, so that nothing moves when it grows.
func (r *reel) bytes() []byte {
	full := func(kind string, body []byte) []byte {
		if body == nil {
			return nil
		}
		return atom(kind, body)
	}
	head := atom("ftyp", []byte("isom\x00\x00\x00\x00isom"))
	stco := r.stco
	if stco == nil {
		stco = u32(0, 1, uint32(len(head)+8))
	}
	stsd := atom("stsd", u32(0, 1), atom("avc1", r.avc1, atom("avcC", []byte{1, 100, 0, 30, 0xff, 0xe0, 0}), full("colr", r.colr)))
	stbl := atom("stbl", stsd, atom("stts", r.stts), full("ctts", r.ctts), atom("stsc", r.stsc), atom("stsz", r.stsz), atom("stco", stco))
	minf := atom("minf", atom("vmhd", make([]byte, 12)), atom("dinf", atom("dref", r.dref)), stbl)
	var edts []byte
	if r.elst != nil {
		edts = atom("edts", atom("elst", r.elst))
	}
	trak := atom("trak", atom("tkhd", r.tkhd), edts, atom("mdia", atom("mdhd", r.mdhd), atom("hdlr", r.hdlr), minf), r.trak)
	moov := atom("moov", atom("mvhd", r.mvhd), trak, bytes.Join(r.tracks, nil), r.moov)
	return bytes.Join([][]byte{head, atom("mdat", r.mdat), moov, r.end}, nil)
}
