package media_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"runtime"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/media"
)

// A picture of 1 x 1 pixels as WebP without loss.
const webp = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="

// Two pixels side by side, as WebP without loss.
const twoPixels = "UklGRhwAAABXRUJQVlA4TA8AAAAvAQAAAAcQ7Y/+ByKi/wEA"

func TestOtherPictures(t *testing.T) {
	var one bytes.Buffer
	if err := gif.Encode(&one, scene(), nil); err != nil {
		t.Fatal(err)
	}
	if use, _, _ := accepted(t, "a.gif", one.Bytes()); use.Type != "image/png" {
		t.Errorf("a GIF becomes %s", use.Type)
	}
	raw, err := base64.StdEncoding.DecodeString(webp)
	if err != nil {
		t.Fatal(err)
	}
	if use, _, _ := accepted(t, "a.webp", raw); use.Type != "image/png" {
		t.Errorf("a WebP becomes %s", use.Type)
	}
}

// riffChunk returns a chunk of a WebP, filled up to an even length.
func riffChunk(kind string, body []byte) []byte {
	b := append(binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(body))), body...)
	return append(b, make([]byte, len(body)%2)...)
}

func riff(chunks ...[]byte) []byte {
	body := append([]byte("WEBP"), bytes.Join(chunks, nil)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// A WebP says behind its pixels how the camera was held, whatever lies between has
// an odd length or an even one.
func TestWebPsComeOutUpright(t *testing.T) {
	raw, err := base64.StdEncoding.DecodeString(twoPixels)
	if err != nil {
		t.Fatal(err)
	}
	for o, want := range map[uint16]image.Point{1: {2, 1}, 3: {2, 1}, 6: {1, 2}, 8: {1, 2}} {
		for _, n := range []int{2, 3} {
			in := riff(riffChunk("VP8X", []byte{0x08, 0, 0, 0, 1, 0, 0, 0, 0, 0}), raw[12:], riffChunk("ABCD", make([]byte, n)), riffChunk("EXIF", exif(o)))
			use, _, _ := accepted(t, "a.webp", in)
			if got := image.Pt(use.Width, use.Height); got != want {
				t.Errorf("orientation %d behind %d bytes: %v, want %v", o, n, got, want)
			}
		}
	}
}

// A WebP keeps its metadata behind its pixels, and a JPEG a second picture behind
// its end.
func TestNothingButPixelsIsLeftOfOtherPictures(t *testing.T) {
	raw, err := base64.StdEncoding.DecodeString(webp)
	if err != nil {
		t.Fatal(err)
	}
	in := riff(riffChunk("VP8X", []byte{0x08 | 0x04 | 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0}), riffChunk("ICCP", []byte(secretText)), raw[12:],
		riffChunk("EXIF", exif(1)), riffChunk("XMP ", xmp()))
	if !bytes.Contains(in, []byte(secretMake)) || !bytes.Contains(in, []byte(secretXMP)) {
		t.Fatal("the test's picture has no secrets")
	}
	_, out, _ := accepted(t, "a.webp", in)
	clean(t, out)

	second := jpegOf(t, scene(), exifSegment(1))
	_, out, _ = accepted(t, "a.jpg", append(jpegOf(t, scene(), segment(0xe2, append([]byte("MPF\x00II*\x00\x08\x00\x00\x00"), secretText...))), second...))
	clean(t, out)
	if bytes.Contains(out, []byte("MPF")) {
		t.Error("the list of further pictures is left")
	}
}

func TestPicturesThatMoveAreRefused(t *testing.T) {
	frame := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.Black, color.White})
	var two bytes.Buffer
	if err := gif.EncodeAll(&two, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{5, 5}}); err != nil {
		t.Fatal(err)
	}
	refused(t, "a.gif", two.Bytes(), "a.gif moves.")
	apng := pngOf(t, scene())
	refused(t, "a.png", append(append(bytes.Clone(apng[:33]), "\x00\x00\x00\x08acTL\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00"...), apng[33:]...), "a.png moves.")
	refused(t, "a.webp", []byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00"), "a.webp moves.")
}

// A small file that claims a large picture takes no memory.
func TestBombs(t *testing.T) {
	huge := pngOf(t, scene())
	binary.BigEndian.PutUint32(huge[16:], 100_000)
	binary.BigEndian.PutUint32(huge[20:], 100_000)
	wide := []byte("GIF89a\xff\xff\xff\xff\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02D\x01\x00;")
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	for name, data := range map[string][]byte{"huge.png": huge, "wide.gif": wide} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		refused(t, name, data, "which is too large")
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
			t.Errorf("%s (%d bytes) took %d bytes of memory", name, len(data), used)
		}
	}
}

func TestCoversInPictures(t *testing.T) {
	covers, err := media.Parts("a1, C2:D3", bot.Grid{Columns: 8, Rows: 6})
	if err != nil {
		t.Fatal(err)
	}
	white := image.NewGray(image.Rect(0, 0, 800, 600))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	in := jpegOf(t, white)
	use, out, err := media.AcceptCovered("a.jpg", in, covers)
	if err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	for p, covered := range map[image.Point]bool{{5, 5}: true, {95, 95}: true, {110, 50}: false, {205, 105}: true, {395, 295}: true, {410, 150}: false, {790, 590}: false} {
		r, _, _, _ := img.At(p.X, p.Y).RGBA()
		if dark := r>>8 < 80; dark != covered {
			t.Errorf("%v is covered: %v", p, dark)
		}
	}
	if len(use.Edits) != 2 || use.Original == use.Digest {
		t.Errorf("%+v", use)
	}
	for _, s := range []string{"", "Z9", "A7", "B3:", "B3 and C4"} {
		if _, err := media.Parts(s, bot.Grid{Columns: 8, Rows: 6}); err == nil {
			t.Errorf("%q is taken for squares", s)
		}
	}
	if _, _, err := media.AcceptCovered("a.jpg", in, []bot.Cover{{Left: -1, Right: 2000, Bottom: 5}}); err == nil {
		t.Error("a cover beside the picture is taken")
	}
}

func TestGridAndCrop(t *testing.T) {
	in := pngOf(t, image.NewGray(image.Rect(0, 0, 1600, 1200)))
	for name, f := range map[string]func() ([]byte, error){
		"grid": func() ([]byte, error) { return media.Grid(in, bot.GridOf(1600, 1200)) }, "crop": func() ([]byte, error) { return media.Cropped(in, 16.0/9) },
	} {
		out, err := f()
		if err != nil {
			t.Fatal(name, err)
		}
		img, _, err := image.Decode(bytes.NewReader(out))
		if err != nil || img.Bounds().Dx() != 1280 || img.Bounds().Dy() != 960 {
			t.Errorf("%s: %v", name, err)
		}
		if err := media.Clean("image/jpeg", bytes.NewReader(out), int64(len(out))); err != nil {
			t.Error(err)
		}
	}
	if _, err := media.Cropped(in, 0); err == nil {
		t.Error("a shape of nothing is taken")
	}
	if _, err := media.Grid([]byte("nothing"), bot.GridOf(4, 3)); err == nil {
		t.Error("a text has a grid")
	}
}

// A picture that is too small for letters is shown larger, in its own shape.
func TestGridOfASmallPicture(t *testing.T) {
	for size, want := range map[image.Point]image.Point{{16, 16}: {640, 640}, {4, 3}: {640, 480}, {90, 160}: {360, 640}, {700, 20}: {700, 20}, {1, 5000}: {1, 1280}} {
		out, err := media.Grid(pngOf(t, image.NewGray(image.Rectangle{Max: size})), bot.GridOf(size.X, size.Y))
		if err != nil {
			t.Fatal(err)
		}
		cfg, _, err := image.DecodeConfig(bytes.NewReader(out))
		if err != nil || cfg.Width != want.X || cfg.Height != want.Y {
			t.Errorf("%v: %d x %d, %v, want %v", size, cfg.Width, cfg.Height, err, want)
		}
	}
}

func TestSniff(t *testing.T) {
	for head, want := range map[string]media.Sort{
		"\xff\xd8\xff\xe1": media.SortPicture, "\x89PNG\r\n\x1a\n": media.SortPicture, "GIF89a": media.SortPicture, "\x00\x00\x00\x18ftypheic": media.SortPicture,
		"\x00\x00\x00\x18ftypisom": media.SortVideo, "\x00\x00\x00\x08wide": media.SortVideo, "\x1a\x45\xdf\xa3": media.SortVideo, "RIFF\x00\x00\x00\x00AVI ": media.SortVideo,
		"WEBVTT\n\n": media.SortCaptions, "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nHello": media.SortCaptions, "\xff\xfeW\x00E\x00B\x00V\x00T\x00T\x00": media.SortCaptions,
		"Hello": media.SortUnknown, "": media.SortUnknown, "%PDF-1.7": media.SortUnknown, "PK\x03\x04": media.SortUnknown, "#EXTM3U": media.SortUnknown,
		"G" + strings.Repeat("\x00", 187) + "G" + strings.Repeat("\x00", 187) + "G" + strings.Repeat("\x00", 187) + "G": media.SortVideo,
	} {
		if got := media.Sniff([]byte(head), "clip.mp4"); got != want {
			t.Errorf("%.20q is %q, want %q", head, got, want)
		}
	}
}
