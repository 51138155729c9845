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

	"appealbot/bot"
)

// How wide or high a picture is that only shows officers something: at most, and at
// least where something is written on it.
const (
	shownEdge = 1280
	writtenOn = 640
)

// Grid draws the lettered grid on a picture, for people who choose what is to be covered.
// The picture is made smaller if it is large, and larger if no letter would fit on it.
func Grid(picture []byte, g bot.Grid) ([]byte, error) {
	img, err := shown(picture, writtenOn)
	if err != nil {
		return nil, err
	}
	b := img.Bounds()
	f, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return nil, fmt.Errorf("draw grid: %w", err)
	}
	// A third of a square is read on a phone, which shows the whole in 320 points.
	size := max(11, float64(min(b.Dx()/g.Columns, b.Dy()/g.Rows))*0.3)
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		return nil, fmt.Errorf("draw grid: %w", err)
	}
	defer face.Close()
	for i := 1; i < g.Columns; i++ {
		bar(img, image.Rect(b.Dx()*i/g.Columns-1, 0, b.Dx()*i/g.Columns+1, b.Dy()))
	}
	for i := 1; i < g.Rows; i++ {
		bar(img, image.Rect(0, b.Dy()*i/g.Rows-1, b.Dx(), b.Dy()*i/g.Rows+1))
	}
	for y := range g.Rows {
		for x := range g.Columns {
			label(img, face, g.Square(x, y), b.Dx()*x/g.Columns+5, b.Dy()*y/g.Rows+4)
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
	img, err := shown(picture, 0)
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

// shown decodes a picture that was made here, and makes it fit to be shown to
// officers: its longer edge has at least so many pixels.
func shown(picture []byte, least int) (*image.RGBA, error) {
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
	if edge := max(w, h); edge > shownEdge || edge < least {
		to := min(shownEdge, max(edge, least))
		w, h = max(1, w*to/edge), max(1, h*to/edge)
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
