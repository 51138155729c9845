package practice

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
	room "appealbot/bot/chat/practice"
)

// Bounds of an upload, besides the room's.
const (
	uploadTime  = 2 * time.Hour
	uploadStall = time.Minute // in which something has to come, or to be taken
	maxField    = 256 << 10   // bytes of one field
	maxFields   = 20
	maxUnheard  = 64 << 20 // bytes that are read for nothing
)

// upload takes files as they come: the words and where they belong first.
func (p *page) upload(w http.ResponseWriter, r *http.Request) (result, error) {
	res, err := p.uploaded(w, r)
	if err != nil {
		// A browser that is still sending does not hear why.
		_, _ = io.CopyN(io.Discard, r.Body, maxUnheard)
	}
	return res, err
}

func (p *page) uploaded(w http.ResponseWriter, r *http.Request) (result, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return result{}, fmt.Errorf("%w: %w", errForm, err)
	}
	lively := &lively{rc: http.NewResponseController(w), now: p.o.Now}
	fields := url.Values{}
	var files []chat.File
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return result{}, fmt.Errorf("%w: %w", errForm, err)
		}
		if part.FormName() != "file" {
			if err := field(fields, part); err != nil {
				return result{}, err
			}
			continue
		}
		if len(files) == room.MaxFiles {
			return result{}, fmt.Errorf("take files: %w", room.ErrInvalid)
		}
		if _, err := p.o.Chat.Officer(fields.Get("officer")); err != nil {
			return result{}, err // nobody's file is kept
		}
		lively.Reader = part
		f, err := p.o.Chat.Take(part.FileName(), lively)
		if err != nil {
			return result{}, err
		}
		files = append(files, f)
	}
	a := room.Act{User: fields.Get("officer"), Channel: fields.Get("channel"), Thread: fields.Get("thread"), Client: fields.Get("client")}
	return p.outcome(p.o.Chat.Upload(r.Context(), a, fields.Get("text"), files))
}

// field reads one field.
func field(into url.Values, part *multipart.Part) error {
	b, err := io.ReadAll(io.LimitReader(part, maxField+1))
	if err != nil || len(b) > maxField || len(into) >= maxFields {
		return fmt.Errorf("%w: %w", errForm, errors.Join(err, errors.New("a field is too long")))
	}
	into.Add(part.FormName(), string(b))
	return nil
}

// lively gives a body as much time as it wants, as long as something comes: the
// server's own limits are for what is small.
type lively struct {
	io.Reader
	rc  *http.ResponseController
	now func() time.Time
}

// Read implements io.Reader.
func (l *lively) Read(b []byte) (int, error) {
	// A connection that knows no deadlines has none to put off.
	_ = l.rc.SetReadDeadline(l.now().Add(uploadStall))
	_ = l.rc.SetWriteDeadline(l.now().Add(2 * uploadStall))
	return l.Reader.Read(b)
}

// patient gives an answer as much time as it wants, as long as something is taken.
type patient struct {
	http.ResponseWriter
	rc  *http.ResponseController
	now func() time.Time
}

// Write implements io.Writer.
func (p *patient) Write(b []byte) (int, error) {
	_ = p.rc.SetWriteDeadline(p.now().Add(uploadStall))
	return p.ResponseWriter.Write(b)
}

// slowly serves what may be large.
func (p *page) slowly(serve http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		serve(&patient{w, http.NewResponseController(w), p.o.Now}, r)
	})
}

// heldFile serves a video that an officer dropped, or a range of it.
func (p *page) heldFile(w http.ResponseWriter, r *http.Request, f chat.File) {
	b, err := p.o.Media.Open(f.Held)
	if err != nil {
		status := http.StatusInternalServerError
		if errors.Is(err, bot.ErrNotFound) {
			status = http.StatusNotFound
		} else {
			p.o.Log.Error("video of a message not opened", "err", err)
		}
		http.Error(w, "This video is not there (any more).", status)
		return
	}
	defer func() { _ = b.Close() }() // it was only read
	http.ServeContent(w, r, "", time.Time{}, io.NewSectionReader(b, 0, b.Size()))
}

// film reports whether a browser plays this type of file and runs nothing in it.
func film(kind string) bool {
	return kind == "video/mp4" || kind == "video/webm" || kind == "video/quicktime"
}

// megabytes is a size as people read it.
func megabytes(n int64) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%d kB", (n+999)/1000)
	}
	if n < 10_000_000 {
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%d MB", n/1_000_000)
}
