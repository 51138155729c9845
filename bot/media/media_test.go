package media_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"unicode"

	"github.com/bep/imagemeta"

	"appealbot/bot"
	"appealbot/bot/media"
)

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// accepted returns what became of a picture that must be taken.
func accepted(t *testing.T, name string, data []byte) (bot.MediaUse, []byte, image.Image) {
	t.Helper()
	use, out, err := media.Accept(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	img, format, err := image.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatalf("%s came out unreadable: %v", name, err)
	}
	b := img.Bounds()
	want := bot.MediaUse{Digest: digestOf(out), Type: "image/" + format, Name: use.Name, Size: int64(len(out)), Width: b.Dx(), Height: b.Dy(), Original: digestOf(data)}
	if !reflect.DeepEqual(use, want) {
		t.Errorf("%s is described as %+v, but is %+v", name, use, want)
	}
	return use, out, img
}

// refused makes sure that a picture is refused with certain words, and with a
// sentence that says what to do.
func refused(t *testing.T, name string, data []byte, says string) {
	t.Helper()
	_, out, err := media.Accept(name, data)
	var r *bot.Refusal
	switch {
	case !errors.As(err, &r) || !errors.Is(err, bot.ErrInvalid):
		t.Errorf("%.40q: %v, want a refusal", name, err)
		return
	case out != nil:
		t.Errorf("%.40q: refused, and yet %d bytes came out", name, len(out))
	case !strings.Contains(r.Text, says):
		t.Errorf("%.40q: %q does not say %q", name, r.Text, says)
	}
	parts := strings.SplitAfter(r.Text, ". ")
	last := parts[len(parts)-1]
	if len(parts) < 2 || !strings.HasSuffix(last, ".") || !strings.HasPrefix(last, "Send") && !strings.HasPrefix(last, "Save") && !strings.HasPrefix(last, "Open") {
		t.Errorf("%.40q: %q does not say what to do", name, r.Text)
	}
}

func near(a, b color.Color) bool {
	const most = 24 << 8 // what JPEG does to a plain field
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	for _, d := range []int{int(ar) - int(br), int(ag) - int(bg), int(ab) - int(bb)} {
		if d > most || d < -most {
			return false
		}
	}
	return true
}

func upright(t *testing.T, img image.Image) {
	t.Helper()
	if size := img.Bounds().Size(); size != image.Pt(64, 32) {
		t.Fatalf("%v large, want (64,32)", size)
	}
	for i, at := range []image.Point{{1, 1}, {62, 1}, {1, 30}, {62, 30}} {
		if got := img.At(at.X, at.Y); !near(got, corners[i]) {
			t.Errorf("%v at %v, want %v", got, at, corners[i])
		}
	}
}

func TestEveryOrientationComesOutUpright(t *testing.T) {
	for o := 1; o <= 8; o++ {
		img := held(scene(), o, image.NewRGBA)
		t.Run(fmt.Sprint("JPEG ", o), func(t *testing.T) {
			_, _, out := accepted(t, "a.jpg", jpegOf(t, img, exifSegment(uint16(o))))
			upright(t, out)
		})
		t.Run(fmt.Sprint("PNG ", o), func(t *testing.T) {
			_, _, out := accepted(t, "a.png", pngOf(t, img, chunk("eXIf", exif(uint16(o)))))
			upright(t, out)
		})
		t.Run(fmt.Sprint("grey JPEG ", o), func(t *testing.T) {
			_, _, out := accepted(t, "a.jpg", jpegOf(t, held(scene(), o, image.NewGray), exifSegment(uint16(o))))
			if size := out.Bounds().Size(); size != image.Pt(64, 32) || !near(out.At(1, 1), color.GrayModel.Convert(corners[0])) {
				t.Errorf("%v large, %v in the corner", size, out.At(1, 1))
			}
		})
	}
}

func TestOrientationsThatDoNotExistTurnNothing(t *testing.T) {
	for _, o := range []uint16{0, 9, 255, 65535} {
		_, _, out := accepted(t, "a.jpg", jpegOf(t, scene(), exifSegment(o)))
		upright(t, out)
	}
	for name, broken := range map[string][]byte{
		"no TIFF":        segment(0xe1, []byte("Exif\x00\x00rubbish")),
		"cut":            segment(0xe1, append([]byte("Exif\x00\x00"), exif(6)[:14]...)),
		"endless":        segment(0xe1, []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00")),
		"empty":          segment(0xe1, nil),
		"of a thumbnail": segment(0xe1, []byte("Exif\x00\x00II*\x00\xff\xff\xff\xff")),
	} {
		t.Run(name, func(t *testing.T) {
			_, _, out := accepted(t, "a.jpg", jpegOf(t, scene(), broken))
			upright(t, out)
		})
	}
}

// tags lists what metadata a picture has, by name.
func tags(t *testing.T, data []byte, f imagemeta.ImageFormat) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: f, Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
		ShouldHandleTag: func(imagemeta.TagInfo) bool { return true },
		HandleTag: func(ti imagemeta.TagInfo) error {
			found[ti.Source.String()+" "+ti.Tag] = true
			return nil
		},
	})
	if err != nil {
		t.Fatalf("read metadata: %v", err)
	}
	return found
}

// clean makes sure that nothing but pixels is in a file.
func clean(t *testing.T, data []byte) {
	t.Helper()
	for _, s := range []string{"SECRET", "Exif", "eXIf", "tEXt", "zTXt", "iTXt", "iCCP", "tIME", "Photoshop", "ns.adobe.com", "JFXX", "ICC_PROFILE"} {
		if bytes.Contains(data, []byte(s)) {
			t.Errorf("%q is left in the picture", s)
		}
	}
}

func TestNothingButPixelsIsLeftOfAJPEG(t *testing.T) {
	in := jpegOf(t, scene(),
		exifSegment(6), segment(0xe1, xmp()), segment(0xed, iptc()), segment(0xfe, []byte(secretComment)),
		segment(0xe2, append([]byte("ICC_PROFILE\x00\x01\x01"), secretText...)), segment(0xe0, append([]byte("JFXX\x00\x10"), secretThumb...)))
	in = append(in, secretTrailer...)
	had := tags(t, in, imagemeta.JPEG)
	for _, tag := range []string{"EXIF Make", "EXIF GPSLatitude", "EXIF Orientation", "IPTC ObjectName", "XMP Source"} {
		if !had[tag] {
			t.Fatalf("the test's picture has no %s: %v", tag, had)
		}
	}
	_, out, _ := accepted(t, "a.jpg", in)
	if left := tags(t, out, imagemeta.JPEG); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	clean(t, out)
	for at := 2; at+4 <= len(out) && out[at+1] != 0xda; at += 2 + int(binary.BigEndian.Uint16(out[at+2:])) {
		if m := out[at+1]; m >= 0xe0 && m <= 0xef || m == 0xfe {
			t.Errorf("segment %x is left", m)
		}
	}
}

func TestNothingButPixelsIsLeftOfAPNG(t *testing.T) {
	in := pngOf(t, scene(),
		chunk("tEXt", []byte("Author\x00"+secretText)), chunk("zTXt", []byte("Comment\x00\x00"+secretComment)),
		chunk("iTXt", append([]byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), xmp()...)), chunk("tIME", []byte{7, 0xea, 11, 23, 12, 0, 0}),
		chunk("eXIf", exif(1)), chunk("prVt", []byte(secretText)))
	in = append(in, secretTrailer...)
	if had := tags(t, in, imagemeta.PNG); !had["EXIF GPSLatitude"] {
		t.Fatalf("the test's picture has no position: %v", had)
	}
	_, out, img := accepted(t, "a.png", in)
	if left := tags(t, out, imagemeta.PNG); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	clean(t, out)
	upright(t, img)
	for at := 8; at+8 <= len(out); at += 12 + int(binary.BigEndian.Uint32(out[at:])) {
		switch name := string(out[at+4 : at+8]); name {
		case "IHDR", "PLTE", "tRNS", "IDAT", "IEND":
		default:
			t.Errorf("chunk %s is left", name)
		}
	}
}

// noise is a picture of every kind of pixel that a PNG can have.
func noise[C canvas](blank func(image.Rectangle) C) C {
	r := rand.New(rand.NewPCG(1, 2))
	img := blank(image.Rect(0, 0, 23, 17))
	for y := range 17 {
		for x := range 23 {
			v := r.Uint64()
			img.Set(x, y, color.NRGBA64{R: uint16(v), G: uint16(v >> 16), B: uint16(v >> 32), A: max(1<<8, uint16(v>>48))})
		}
	}
	return img
}

// exact makes sure that a PNG keeps every pixel however the camera was held.
func exact[C canvas](t *testing.T, kind string, blank func(image.Rectangle) C) {
	t.Run(kind, func(t *testing.T) {
		want := noise(blank)
		for o := 1; o <= 8; o++ {
			in := held(want, o, blank)
			_, _, got := accepted(t, "a.png", pngOf(t, in, chunk("eXIf", exif(uint16(o)))))
			if got.Bounds() != want.Bounds() {
				t.Fatalf("orientation %d: %v large, want %v", o, got.Bounds(), want.Bounds())
			}
			for y := range 17 {
				for x := range 23 {
					if a, b := rgba(got.At(x, y)), rgba(want.At(x, y)); a != b {
						t.Fatalf("orientation %d: pixel (%d,%d) is %v, was %v", o, x, y, a, b)
					}
				}
			}
		}
	})
}

func rgba(c color.Color) [4]uint32 {
	r, g, b, a := c.RGBA()
	return [4]uint32{r, g, b, a}
}

func TestAPNGKeepsEveryPixel(t *testing.T) {
	exact(t, "NRGBA", image.NewNRGBA)
	exact(t, "NRGBA64", image.NewNRGBA64)
	exact(t, "gray", image.NewGray)
	exact(t, "gray 16", image.NewGray16)
	exact(t, "palette", func(r image.Rectangle) *image.Paletted {
		p := color.Palette{}
		for i := range 200 {
			p = append(p, color.NRGBA{uint8(i), uint8(7 * i), uint8(31 * i), uint8(255 - i)})
		}
		return image.NewPaletted(r, p)
	})
	exact(t, "opaque", func(r image.Rectangle) opaque { return opaque{image.NewRGBA(r)} })
	exact(t, "opaque 16", func(r image.Rectangle) opaque { return opaque{image.NewRGBA64(r)} })
}

// opaque is a picture without transparency.
type opaque struct{ canvas }

func (opaque) Opaque() bool { return true }

func (o opaque) Set(x, y int, c color.Color) {
	n := color.NRGBA64Model.Convert(c).(color.NRGBA64)
	n.A = 0xffff
	o.canvas.Set(x, y, n)
}

// Where a face was rubbed out, drawing programs leave its colours under full
// transparency.
func TestErasedPartsCannotBeBroughtBack(t *testing.T) {
	face, wall := color.NRGBA{200, 150, 120, 0}, color.NRGBA{10, 20, 30, 255}
	palette := image.NewPaletted(image.Rect(0, 0, 4, 1), color.Palette{wall, face, color.NRGBA{1, 2, 3, 0}})
	copy(palette.Pix, []uint8{0, 1, 2, 0})
	small, large := image.NewNRGBA(palette.Rect), image.NewNRGBA64(palette.Rect)
	for x := range 4 {
		small.Set(x, 0, wall)
		large.Set(x, 0, wall)
	}
	small.SetNRGBA(1, 0, face)
	large.SetNRGBA64(1, 0, color.NRGBA64{R: 0xc8c8, G: 0x9696, B: 0x7878})
	for name, img := range map[string]image.Image{"8 bits": small, "16 bits": large, "palette": palette} {
		_, _, out := accepted(t, name, pngOf(t, img))
		switch got := out.At(1, 0).(type) {
		case color.NRGBA:
			if got != (color.NRGBA{}) {
				t.Errorf("%s: %v is left", name, got)
			}
		case color.NRGBA64:
			if got != (color.NRGBA64{}) {
				t.Errorf("%s: %v is left", name, got)
			}
		default:
			t.Errorf("%s: came out as %T", name, got)
		}
		if rgba(out.At(0, 0)) != rgba(wall) || rgba(out.At(3, 0)) != rgba(wall) {
			t.Errorf("%s: what was to be seen is %v and %v", name, out.At(0, 0), out.At(3, 0))
		}
		if p, ok := out.(*image.Paletted); ok && p.ColorIndexAt(1, 0) != p.ColorIndexAt(2, 0) {
			t.Errorf("%s: two erased colours can be told apart", name)
		}
	}
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	good, exact := jpegOf(t, scene()), pngOf(t, scene())
	for name, data := range map[string][]byte{
		"notes.txt": []byte("The suspect is"), "a.svg": []byte("<svg onload=alert(1)>"), "a.pdf": []byte("%PDF-1.7"),
		"a.html": append([]byte("<html>"), good...), "one.byte": {0xff}, "two.bytes": {0xff, 0xd8},
	} {
		refused(t, name, data, name+" is neither a JPEG nor a PNG picture")
	}
	refused(t, "a.webp", []byte("RIFF\x00\x00\x00\x00WEBPVP8 "), "a.webp cannot be read.")
	refused(t, "a.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "a.heic is a HEIC or AVIF picture. Send it as JPEG")
	refused(t, "a.avif", []byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00"), "a.avif is a HEIC or AVIF picture. Send it as JPEG")
	refused(t, "a.tif", []byte("II*\x00\x08\x00\x00\x00"), "a.tif is a TIFF picture.")
	refused(t, "a.jpg", nil, "a.jpg is empty.")
	refused(t, "a.jpg", []byte{}, "a.jpg is empty.")
	for n := 8; n < len(exact)-12; n += 7 { // without its last chunk it is whole for everybody
		refused(t, "cut.png", exact[:n], "cut.png")
	}
	for n := 3; n < len(good)-2; n += 13 {
		refused(t, "cut.jpg", good[:n], "cut.jpg")
	}
	bent := bytes.Clone(exact)
	bent[len(bent)/2] ^= 0xff
	refused(t, "bent.png", bent, "bent.png is damaged.")
}

// header returns the beginning of a PNG of a certain size.
func header(w, h uint32) []byte {
	b := binary.BigEndian.AppendUint32(nil, w)
	b = append(binary.BigEndian.AppendUint32(b, h), 8, 6, 0, 0, 0)
	return append([]byte("\x89PNG\r\n\x1a\n"), append(chunk("IHDR", b), chunk("IDAT", []byte{0x78, 0x9c})...)...)
}

// frame returns the beginning of a JPEG of a certain size.
func frame(w, h uint16) []byte {
	b := binary.BigEndian.AppendUint16([]byte{8}, h)
	b = append(binary.BigEndian.AppendUint16(b, w), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1)
	return bytes.Join([][]byte{{0xff, 0xd8}, segment(0xc0, b), segment(0xda, []byte{3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0})}, nil)
}

func TestASmallFileCannotClaimMuchMemory(t *testing.T) {
	for name, bomb := range map[string][]byte{
		"a.png": header(100_000, 100_000), "wide.png": header(1<<31-1, 1), "high.png": header(1, 1<<31-1),
		"just.png": header(5000, 5001), "a.jpg": frame(65535, 65535), "wide.jpg": frame(65535, 382),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		refused(t, name, bomb, "pixels, which is too large.")
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
			t.Errorf("%s: %d bytes were allocated to refuse %d", name, n, len(bomb))
		}
	}
	for name, none := range map[string][]byte{"a.png": header(0, 7), "b.png": header(7, 0), "c.png": header(1<<31, 1), "a.jpg": frame(0, 7), "b.jpg": frame(7, 0)} {
		refused(t, name, none, name+" cannot be read.")
	}
}

func TestTooLargeFilesAreRefused(t *testing.T) {
	fits := append(jpegOf(t, scene()), make([]byte, media.MaxBytes)...)
	refused(t, "a.jpg", fits[:media.MaxBytes+1], "a.jpg is larger than 12 MB.")
	if _, out, _ := accepted(t, "a.jpg", fits[:media.MaxBytes]); len(out) > 10_000 {
		t.Errorf("%d bytes came out", len(out))
	}
}

// The largest picture that is taken is really taken, held sideways too.
func TestTheLargestPicture(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("the largest picture takes too long for the race detector; .ci/run takes it without")
	}
	img := image.NewYCbCr(image.Rect(0, 0, 6250, 4000), image.YCbCrSubsampleRatio420)
	use, _, err := media.Accept("a.jpg", jpegOf(t, img, exifSegment(6)))
	if err != nil || use.Width != 4000 || use.Height != 6250 {
		t.Errorf("%+v, %v", use, err)
	}
}

func TestNamesAreFitToBeShown(t *testing.T) {
	data := pngOf(t, scene())
	for in, want := range map[string]string{
		"IMG_1.JPG":                       "IMG_1.JPG",
		"../../etc/passwd":                "passwd",
		`C:\Users\Det. Singh\Lexus 1.jpg`: "Lexus 1.jpg",
		"/home/ann/a.png/":                "a.png",
		"":                                "The picture",
		"/":                               "The picture",
		"..":                              "The picture",
		`a\..`:                            "The picture",
		" \n ":                            "The picture",
		"gpj.\u202ea\x00\x1b[31m.jpg":     "gpj.a[31m.jpg",
		"Screen\u202fShot\n@here.png":     "Screen Shot @here.png",
		"a\xff\xfe.png":                   "a.png",
		"Véhicule gris 🚗.png":             "Véhicule gris 🚗.png",
		strings.Repeat("é", 300):          strings.Repeat("é", 99) + "…",
	} {
		if use, _, _ := accepted(t, in, data); use.Name != want {
			t.Errorf("%q is shown as %q, want %q", in, use.Name, want)
		}
		refused(t, in, nil, want+" is empty.")
	}
}

func TestAFreshEncodingOfTheSamePictureIsTheSame(t *testing.T) {
	a, _, _ := accepted(t, "a.jpg", jpegOf(t, scene(), exifSegment(1)))
	b, _, _ := accepted(t, "a.jpg", jpegOf(t, scene(), segment(0xfe, []byte(secretComment))))
	if a.Original == b.Original {
		t.Error("two files have the same digest")
	}
	if a.Original, b.Original = "", ""; !reflect.DeepEqual(a, b) {
		t.Errorf("%+v and %+v", a, b)
	}
}

// FuzzAccept holds that every file is either refused with a sentence or comes
// out as a picture without metadata.
func FuzzAccept(f *testing.F) {
	for o := range uint16(9) {
		f.Add("a.jpg", jpegOf(f, scene(), exifSegment(o), segment(0xe1, xmp()), segment(0xed, iptc())))
		f.Add("a.png", pngOf(f, scene(), chunk("eXIf", exif(o)), chunk("tEXt", []byte("Author\x00"+secretText))))
	}
	f.Add("a.png", pngOf(f, noise(image.NewNRGBA64)))
	f.Add("a.png", header(100_000, 100_000))
	f.Add("", frame(0, 0))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err == nil && cfg.Width*cfg.Height > 1<<20 && cfg.Width <= media.MaxPixels/max(1, cfg.Height) {
			t.Skip("allowed, and too slow for here")
		}
		use, out, err := media.Accept(name, data)
		if strings.ContainsFunc(use.Name, func(r rune) bool { return !unicode.IsPrint(r) || r == '/' }) {
			t.Errorf("name %q", use.Name)
		}
		if err != nil {
			var r *bot.Refusal
			if !errors.As(err, &r) || out != nil {
				t.Fatalf("%v with %d bytes, want a refusal", err, len(out))
			}
			return
		}
		decode, format := jpeg.Decode, imagemeta.JPEG
		if use.Type == "image/png" {
			decode, format = png.Decode, imagemeta.PNG
		}
		img, err := decode(bytes.NewReader(out))
		if err != nil || img.Bounds().Size() != image.Pt(use.Width, use.Height) {
			t.Fatalf("%+v came out as %v", use, err)
		}
		if left := tags(t, out, format); len(left) > 0 {
			t.Fatalf("left: %v", left)
		}
	})
}
