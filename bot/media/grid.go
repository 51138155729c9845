package media

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// shown is how wide or high a picture is at most that only shows officers something.
const shownEdge = 1280

// Grid draws the lettered grid on a picture, smaller if it is large, for people who
// choose what is to be covered.
func Grid(picture []byte) ([]byte, error) {
	img, err := small(picture)
	if err != nil {
		return nil, err
	}
	b := img.Bounds()
	f, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return nil, fmt.Errorf("draw grid: %w", err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: max(11, float64(min(b.Dx()/gridColumns, b.Dy()/gridRows))/4), DPI: 72})
	if err != nil {
		return nil, fmt.Errorf("draw grid: %w", err)
	}
	defer face.Close()
	for i := 1; i < gridColumns; i++ {
		bar(img, image.Rect(b.Dx()*i/gridColumns-1, 0, b.Dx()*i/gridColumns+1, b.Dy()))
	}
	for i := 1; i < gridRows; i++ {
		bar(img, image.Rect(0, b.Dy()*i/gridRows-1, b.Dx(), b.Dy()*i/gridRows+1))
	}
	for y := range gridRows {
		for x := range gridColumns {
			label(img, face, square(x, y), b.Dx()*x/gridColumns+5, b.Dy()*y/gridRows+4)
		}
	}
	return asJPEG(img)
}

// bar draws a line that is seen on dark and on light.
func bar(img *image.RGBA, r image.Rectangle) {
	draw.Draw(img, r.Inset(-1).Intersect(img.Bounds()), image.NewUniform(color.RGBA{0, 0, 0, 160}), image.Point{}, draw.Over)
	draw.Draw(img, r.Intersect(img.Bounds()), image.White, image.Point{}, draw.Over)
}

func label(img *image.RGBA, face font.Face, s string, x, y int) {
	h := face.Metrics().Ascent.Ceil()
	w := font.MeasureString(face, s).Ceil()
	draw.Draw(img, image.Rect(x-3, y-2, x+w+3, y+h+3).Intersect(img.Bounds()), image.NewUniform(color.RGBA{0, 0, 0, 170}), image.Point{}, draw.Over)
	d := font.Drawer{Dst: img, Src: image.White, Face: face, Dot: fixed.P(x, y+h-1)}
	d.DrawString(s)
}

// Cropped shows what a feed shows of a picture where it shows only the middle, of so
// much width for its height: what is outside is dimmed.
func Cropped(picture []byte, aspect float64) ([]byte, error) {
	if aspect <= 0 {
		return nil, fmt.Errorf("crop picture: %v is not a shape", aspect)
	}
	img, err := small(picture)
	if err != nil {
		return nil, err
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if float64(w) > float64(h)*aspect {
		w = int(float64(h) * aspect)
	} else {
		h = int(float64(w) / aspect)
	}
	keep := image.Rect(0, 0, w, h).Add(image.Pt((b.Dx()-w)/2, (b.Dy()-h)/2))
	dim := image.NewUniform(color.RGBA{0, 0, 0, 170})
	for _, r := range []image.Rectangle{
		image.Rect(0, 0, b.Dx(), keep.Min.Y), image.Rect(0, keep.Max.Y, b.Dx(), b.Dy()),
		image.Rect(0, keep.Min.Y, keep.Min.X, keep.Max.Y), image.Rect(keep.Max.X, keep.Min.Y, b.Dx(), keep.Max.Y),
	} {
		draw.Draw(img, r, dim, image.Point{}, draw.Over)
	}
	return asJPEG(img)
}

// small decodes a picture that was made here, and makes it fit to be shown to
// officers.
func small(picture []byte) (*image.RGBA, error) {
	f, ok := formatOf(picture)
	if !ok {
		return nil, fmt.Errorf("show picture: it is no picture")
	}
	cfg, err := f.config(bytes.NewReader(picture))
	if err != nil || cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > MaxPixels/cfg.Height {
		return nil, fmt.Errorf("show picture: it cannot be read: %w", err)
	}
	img, err := f.decode(bytes.NewReader(picture))
	if err != nil {
		return nil, fmt.Errorf("show picture: %w", err)
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if edge := max(w, h); edge > shownEdge {
		w, h = max(1, w*shownEdge/edge), max(1, h*shownEdge/edge)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(dst, dst.Bounds(), image.White, image.Point{}, draw.Src)
	xdraw.ApproxBiLinear.Scale(dst, dst.Bounds(), img, b, xdraw.Over, nil)
	return dst, nil
}

func asJPEG(img image.Image) ([]byte, error) {
	var buf bytes.Buffer
	if err := encodeJPEG(&buf, img); err != nil {
		return nil, fmt.Errorf("encode picture: %w", err)
	}
	return buf.Bytes(), nil
}
