package youtube

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
)

const (
	// grain is what every piece but the last must be a multiple of.
	grain = 256 << 10
	// piece is how much of a video goes in one request.
	piece = 32 * grain
)

// A session is a resumable upload under way, at an address that was given for it
// (developers.google.com/youtube/v3/guides/using_resumable_upload_protocol, read
// 2026-11).
type session struct {
	uri  string // a secret: whoever has it can send to it
	size int64
	kind string // "video/mp4"
	do   func(context.Context, network.Request) network.Answer
}

// state is what a session says of itself.
type state int

const (
	unclear  state = iota // no answer, or one that says nothing
	under                 // it goes on behind sent
	finished              // everything is there; the answer has what became of it
	lost                  // there is no such session (any more)
	refused               // the far side does not take it
)

// A place is how far a session is.
type place struct {
	state state
	sent  int64
	ans   network.Answer
}

// ask asks how far the session is.
func (s session) ask(ctx context.Context) place {
	return s.put(ctx, fmt.Sprintf("bytes */%d", s.size), nil)
}

// next sends the piece of a file that begins at from.
func (s session) next(ctx context.Context, b bot.Blob, from int64) (place, error) {
	buf := make([]byte, min(piece, s.size-from))
	if _, err := io.ReadFull(io.NewSectionReader(b, from, int64(len(buf))), buf); err != nil {
		return place{}, fmt.Errorf("read the video: %w", err)
	}
	return s.put(ctx, fmt.Sprintf("bytes %d-%d/%d", from, from+int64(len(buf))-1, s.size), buf), nil
}

// cancel ends the session: nothing can be sent to it any more.
func (s session) cancel(ctx context.Context) network.Answer {
	return s.do(ctx, network.Request{Method: http.MethodDelete, URL: s.uri, Endpoint: "DELETE upload", Repeatable: true})
}

func (s session) put(ctx context.Context, span string, body []byte) place {
	// A piece that arrives twice does no harm: the session knows what it has.
	ans := s.do(ctx, network.Request{
		Method: http.MethodPut, URL: s.uri, Endpoint: "PUT upload", Repeatable: true, Body: body,
		Header: http.Header{"Content-Range": {span}, "Content-Type": {s.kind}, "Accept": {"application/json"}},
	})
	return s.placed(ans)
}

// placed reads what an answer says of the session.
func (s session) placed(ans network.Answer) place {
	switch {
	case ans.Status == http.StatusPermanentRedirect: // as Google means it: go on
		sent, err := received(ans.Header.Get("Range"), s.size)
		if err != nil {
			return place{ans: ans}
		}
		return place{state: under, sent: sent, ans: ans}
	case ans.Status == http.StatusOK || ans.Status == http.StatusCreated:
		if ans.Outcome != network.Done {
			return place{ans: ans}
		}
		return place{state: finished, sent: s.size, ans: ans}
	case ans.Status == http.StatusNotFound || ans.Status == http.StatusGone:
		return place{state: lost, ans: ans}
	case ans.Outcome == network.No:
		return place{state: refused, ans: ans}
	default:
		return place{ans: ans}
	}
}

// received reads how many bytes there are from the header Range of an answer:
// "bytes=0-524287". Without one there are none.
func received(h string, size int64) (int64, error) {
	if h == "" {
		return 0, nil
	}
	last, ok := strings.CutPrefix(strings.TrimPrefix(h, "bytes="), "0-")
	n, err := strconv.ParseInt(last, 10, 64)
	if !ok || err != nil || n < 0 || n >= size {
		return 0, errors.New("read answer: the range makes no sense")
	}
	return n + 1, nil
}
