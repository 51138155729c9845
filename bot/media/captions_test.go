package media_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"appealbot/bot/media"
)

const srt = "\ufeff1\r\n00:00:00,000 --> 00:00:03,500\r\nPolice are looking for <b>a dark Lexus</b>\r\n\r\n2\r\n00:00:03,500 --> 00:00:07,800\r\nseen on Lakeshore & Bathurst\r\nby -- you?\r\n"

func TestCaptions(t *testing.T) {
	c, out, err := media.Captions("clip.fr-CA.srt", []byte(srt), 8*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	const want = "WEBVTT\n\n00:00:00.000 --> 00:00:03.500\nPolice are looking for a dark Lexus\n\n00:00:03.500 --> 00:00:07.800\nseen on Lakeshore &amp; Bathurst\nby -- you?\n"
	if string(out) != want {
		t.Errorf("%q", out)
	}
	if c.Language != "fr" || c.Text != "Police are looking for a dark Lexus\nseen on Lakeshore & Bathurst\nby -- you?" || c.Digest != digestOf(out) || c.Size != int64(len(out)) {
		t.Errorf("%+v", c)
	}
	again, same, err := media.Captions("x.vtt", out, 0)
	if err != nil || string(same) != want || again.Language != "" {
		t.Errorf("read again: %v, %q", err, same)
	}
	back := media.SRT(out)
	if _, third, err := media.Captions("x.srt", back, 0); err != nil || string(third) != want {
		t.Errorf("as SRT: %v, %q", err, back)
	}
	units := utf16.Encode([]rune("WEBVTT\n\n00:01.000 --> 00:02.000\nÀ bientôt\n"))
	wide := []byte{0xff, 0xfe}
	for _, u := range units {
		wide = append(wide, byte(u), byte(u>>8))
	}
	if c, _, err := media.Captions("x.vtt", wide, 0); err != nil || c.Text != "À bientôt" {
		t.Errorf("UTF-16: %v, %q", err, c.Text)
	}
}

func TestCaptionsThatAreNone(t *testing.T) {
	for want, in := range map[string]string{
		"not a text":                  "\x00\x01\x02",
		"no captions in":              "WEBVTT\n\nNOTE nothing\n",
		"Line 3 of x.srt is not":      "1\n\n00:00:01 -> --> 00:00:02\nHi",
		"line 1 of x.srt a caption e": "00:00:05,000 --> 00:00:04,000\nHi",
		"begins before the one above": "00:00:05,000 --> 00:00:06,000\nHi\n\n00:00:01,000 --> 00:00:02,000\nHo",
		"ends at 0:30":                "00:00:01,000 --> 00:00:30,000\nHi\n\n00:00:02,000 --> 00:00:03,000\nHo",
		"and the video at 0:08":       "00:00:01,000 --> 00:01:00,000\nHi",
		"more than 1000 characters":   "00:00:01,000 --> 00:00:02,000\n" + strings.Repeat("x", 1001),
		"larger than 1 MB":            strings.Repeat("x", 1<<20+1),
	} {
		if _, _, err := media.Captions("x.srt", []byte(in), 8*time.Second); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// Whatever comes in, what comes out is read again as the same, and nothing in it is
// markup.
func FuzzCaptions(f *testing.F) {
	f.Add([]byte(srt))
	f.Add([]byte("WEBVTT\n\n00:01.000 --> 00:02.000 align:start\n<v Bob>&lt;script&gt; --> {\\an8}x\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		c, out, err := media.Captions("a.vtt", in, 0)
		if err != nil {
			return
		}
		if strings.ContainsAny(string(out), "<\x00\r") || strings.Count(string(out), "-->")+strings.Count(c.Text, "→") < 1 {
			t.Fatalf("%q", out)
		}
		again, same, err := media.Captions("a.vtt", out, 0)
		if err != nil || string(same) != string(out) || again.Text != c.Text {
			t.Fatalf("%v: %q becomes %q", err, out, same)
		}
		if _, third, err := media.Captions("a.srt", media.SRT(out), 0); err != nil || string(third) != string(out) {
			t.Fatalf("%v: %q becomes %q by way of SRT", err, out, third)
		}
	})
}

// Whatever a file claims, it is refused or what is made of it is clean.
func FuzzPrepare(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x10ftypisom\x00\x00\x00\x00\x00\x00\x00\x08moov\x00\x00\x00\x08mdat"))
	f.Add(newReel().bytes())
	cut := newReel()
	cut.elst, cut.ctts = u32(0, 1, 10_000, 80, 1<<16), u32(0, 1, reelPictures, 80)
	f.Add(cut.bytes())
	f.Add([]byte("\x00\x00\x00\x01ftyp\x00\x00\x00\x00\x00\x00\x00\x10"))
	f.Fuzz(func(t *testing.T, in []byte) {
		use, s, err := prepare(t, nil, "a.mp4", in, nil)
		if err != nil {
			return
		}
		out := s.files[use.Digest]
		if err := media.Clean(use.Type, bytes.NewReader(out), int64(len(out))); err != nil {
			t.Fatal(err)
		}
	})
}
