package practice

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"

	"appealbot/bot/chat"
)

// MaxHeld is how many bytes a video has that people drop.
const MaxHeld = 2_100_000_000

// maxWords is how many bytes a file of captions has.
const maxWords = 1 << 20

// Take reads a file that somebody drops, to be uploaded then. Pictures and captions
// stay in memory; everything else goes to the Keep as it comes, if there is one.
func (p *Platform) Take(name string, r io.Reader) (chat.File, error) {
	f := chat.File{Name: name}
	begin := make([]byte, 512) // what a type is seen from
	n, err := io.ReadFull(r, begin)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return chat.File{}, fmt.Errorf("read dropped file: %w", err)
	}
	f.Type = http.DetectContentType(begin[:n])
	r = io.MultiReader(bytes.NewReader(begin[:n]), r)
	most := int64(MaxFile)
	switch ext := strings.ToLower(path.Ext(name)); {
	case ext == ".srt", ext == ".vtt":
		most = maxWords
	case p.o.Keep != nil && !strings.HasPrefix(f.Type, "image/"):
		return p.hold(f, r)
	}
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return chat.File{}, fmt.Errorf("read dropped file: %w", err)
	}
	if int64(len(data)) > most {
		return chat.File{}, fmt.Errorf("read dropped file: %w", ErrTooBig)
	}
	f.Data = data
	return f, nil
}

// hold gives a file to the Keep.
func (p *Platform) hold(f chat.File, r io.Reader) (chat.File, error) {
	b := &bound{r: r, left: MaxHeld}
	digest, size, err := p.o.Keep.Put(b)
	if err != nil {
		return chat.File{}, fmt.Errorf("keep dropped file: %w", err)
	}
	f.Held, f.Size = digest, size
	return f, nil
}

// bound fails where more comes than may.
type bound struct {
	r    io.Reader
	left int64
}

// Read implements io.Reader.
func (b *bound) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, ErrTooBig
	}
	return n, err
}
