package media_test

import (
	"bytes"
	"testing"

	"appealbot/bot/media"
)

// unit is a unit of H.264 with its length.
func unit(kind byte, body string) []byte {
	return append(append(u32(uint32(len(body)+1)), kind), body...)
}

// Whatever stands between the pictures and is none is gone without ffmpeg, too, and
// the pictures are where they were.
func TestUnitsThatAreNoPictures(t *testing.T) {
	const secret = "SECRET-43.6532-079.3832"
	picture := unit(0x65, "pic")
	for name, said := range map[string][]byte{
		"supplemental information": unit(6, "\x05"+secret),
		"of no type":               unit(0, secret),
		"filler":                   unit(12, secret),
		"an extension":             unit(13, secret),
		"another picture":          unit(0x73, secret),
		"of a later standard":      unit(31, secret),
		"a long delimiter":         unit(9, secret),
		"a long end":               unit(10, secret),
		"two of them":              append(unit(6, secret), unit(6, secret)...),
		"longer than is read":      unit(6, string(bytes.Repeat([]byte(secret), 10_000))),
	} {
		r := newReel()
		sizes := u32(0, 0, reelPictures)
		r.mdat = nil
		for range reelPictures {
			sample := append(append(bytes.Clone(said), picture...), said...)
			r.mdat, sizes = append(r.mdat, sample...), append(sizes, u32(uint32(len(sample)))...)
		}
		r.stsz = sizes
		in := r.bytes()
		if err := media.Clean("video/mp4", bytes.NewReader(in), int64(len(in))); err == nil {
			t.Errorf("%s: is taken for clean before it is", name)
		}
		use, s, err := prepare(t, nil, "a.mp4", in, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		out := s.files[use.Digest]
		if bytes.Contains(out, []byte("SECRET")) || len(out) != len(in) || bytes.Count(out, picture) != reelPictures {
			t.Errorf("%s: something is left, or something else is gone", name)
		}
		if err := media.Clean(use.Type, bytes.NewReader(out), use.Size); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Samples that do not consist of units are refused.
func TestPicturesThatDoNotFit(t *testing.T) {
	for name, sample := range map[string]string{
		"no room for one":  "\x00\x00\x00\x00\x00\x00\x00\x00",
		"longer than that": "\x00\x00\x00\x05\x65pic",
		"something behind": "\x00\x00\x00\x02\x65pic",
		"very long":        "\xff\xff\xff\xff\x65pic",
	} {
		r := newReel()
		r.mdat = bytes.Repeat([]byte(sample), reelPictures)
		_, _, err := prepare(t, nil, "a.mp4", r.bytes(), nil)
		refusedWith(t, "a.mp4", err, "whole MP4")
		if t.Failed() {
			t.Fatal(name)
		}
	}
}
