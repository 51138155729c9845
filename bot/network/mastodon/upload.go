package mastodon

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// slowest is how many bytes a second an upload makes at least before it is given up.
const slowest = 100_000

// upload sends one file. Its name is made up: the officer's is not for the public. A
// video comes with its still picture, and is never in memory as a whole.
func (a *Account) upload(ctx context.Context, token string, m network.Media) network.Answer {
	form, err := newForm(m)
	if err != nil { // Only a full disk of memory could.
		return network.Answer{Result: network.Result{Outcome: network.Never, Note: "it could not be written down", Raw: err.Error()}}
	}
	r := a.request(http.MethodPost, token, "/api/v2/media", nil)
	r.Header.Set("Content-Type", form.kind)
	r.Reader, r.Size = form.open, form.size
	r.Timeout = network.DefaultTimeout + time.Duration(form.size/slowest)*time.Second
	return a.http.Do(ctx, r)
}

// A form is a multipart form whose file stands between what is in memory of it.
type form struct {
	kind         string
	before, then []byte
	file         bot.Blob
	size         int64
}

func newForm(m network.Media) (*form, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f := &form{kind: w.FormDataContentType(), file: m.Blob}
	if m.Alt != "" {
		if err := w.WriteField("description", m.Alt); err != nil {
			return nil, err
		}
	}
	name := "picture"
	if m.IsVideo() {
		name = "video"
		if m.Poster != nil {
			if err := poster(w, m.Poster); err != nil {
				return nil, err
			}
		}
	}
	if _, err := part(w, "file", name, m.Type); err != nil {
		return nil, err
	}
	f.before = bytes.Clone(b.Bytes())
	b.Reset()
	if err := w.Close(); err != nil {
		return nil, err
	}
	f.then = b.Bytes()
	f.size = int64(len(f.before)) + m.Blob.Size() + int64(len(f.then))
	return f, nil
}

// part begins a file of a form.
func part(w *multipart.Writer, field, name, kind string) (io.Writer, error) {
	_, ext, _ := strings.Cut(kind, "/")
	return w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"; filename="%s.%s"`, field, name, strings.TrimSuffix(ext, "+xml"))},
		"Content-Type":        {kind},
	})
}

// maxPoster bounds a still picture, which is read into memory.
const maxPoster = 8 << 20

func poster(w *multipart.Writer, b bot.Blob) error {
	data, err := network.ReadBlob(b, maxPoster)
	if err != nil {
		return err
	}
	p, err := part(w, "thumbnail", "poster", "image/jpeg")
	if err == nil {
		_, err = p.Write(data)
	}
	return err
}

// open reads the form.
func (f *form) open() (io.Reader, error) {
	return io.MultiReader(bytes.NewReader(f.before), io.NewSectionReader(f.file, 0, f.file.Size()), bytes.NewReader(f.then)), nil
}
