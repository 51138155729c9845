package facebook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// carriage is how far a post is prepared: what Attempt.Carried keeps.
type carriage struct {
	Sum string `json:"sum"` // of the words and media that it is prepared for

	Photos []string `json:"photos,omitempty"` // in the order of the media

	Video    string `json:"video,omitempty"`
	Session  string `json:"session,omitempty"`
	Offset   int64  `json:"offset,omitempty"`   // what Facebook has of the video
	End      int64  `json:"end,omitempty"`      // up to where it wants the next piece
	Slow     int    `json:"slow,omitempty"`     // how often the pieces were halved
	Odd      int    `json:"odd,omitempty"`      // how often in a row it wanted another piece
	Again    int    `json:"again,omitempty"`    // how often the media were sent again
	Sent     bool   `json:"sent,omitempty"`     // all of it, with its words
	Captions int    `json:"captions,omitempty"` // how many are there

	Post  string `json:"post,omitempty"`  // the unpublished post
	Ready bool   `json:"ready,omitempty"` // it waits to be made public
}

// node is what is made public: the post, or the video, whose id stands for its post.
func (s carriage) node() string {
	if s.Post != "" {
		return s.Post
	}
	return s.Video
}

func (s carriage) String() string {
	b, err := json.Marshal(s)
	if err != nil { // strings and numbers can always be written
		return ""
	}
	return string(b)
}

// parseCarriage reads what was kept; an empty one where it is not one of this
// network.
func parseCarriage(state string) carriage {
	var s carriage
	if state == "" || json.Unmarshal([]byte(state), &s) != nil {
		return carriage{}
	}
	for _, id := range append([]string{s.Video, s.Post}, s.Photos...) {
		if id != "" && !validID(id) || s.Offset < 0 || s.Slow < 0 || s.Slow > 30 {
			return carriage{}
		}
	}
	s.Ready = s.Ready && s.node() != ""
	return s
}

// sum names what is prepared for an attempt.
func sum(at network.Attempt) string {
	all := []string{text(at), at.Part.Title}
	for _, m := range at.Part.Media {
		all = append(all, m.Digest, m.Alt)
		if m.Video != nil {
			all = append(all, m.Video.Poster)
			for _, c := range m.Video.Captions {
				all = append(all, c.Language, c.Digest)
			}
		}
	}
	h := sha256.New()
	for _, s := range all {
		h.Write(fmt.Appendf(nil, "%d %s\n", len(s), s))
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// text is what is published: the approved words, and for a part that stands alone
// the link behind them, as was approved.
func text(at network.Attempt) string {
	if at.Alone {
		return at.Part.Text + " " + at.Link
	}
	return at.Part.Text
}

// answers reports whether an attempt is a comment, which is public at once.
func answers(at network.Attempt) bool { return at.Post.Answers != "" }

// mustStandAlone reports whether an attempt continues a thread, which Facebook does
// not have.
func mustStandAlone(at network.Attempt) bool {
	return at.Part.Alone && at.ReplyTo != "" && !at.Alone && at.Post.Answers == ""
}

// Carries implements network.Carrier. Every post is made unseen first, so that
// publishing it is a switch that may be pressed twice.
func (a *Account) Carries(bot.Part) bool { return true }

// Carry implements network.Carrier.
func (a *Account) Carry(ctx context.Context, at network.Attempt) network.Carried {
	if answers(at) || mustStandAlone(at) {
		return network.Carried{Result: network.Result{Outcome: network.Done}, State: at.Carried}
	}
	token, err := a.login(ctx)
	if err != nil {
		return network.Carried{Result: unable(err), State: at.Carried}
	}
	return a.step(ctx, token, at, parseCarriage(at.Carried))
}

// step makes one step of preparing a post.
func (a *Account) step(ctx context.Context, token string, at network.Attempt, s carriage) network.Carried {
	if want := sum(at); s.Sum != want {
		// What was prepared for other words is of no use. Nobody has seen it, or
		// it is public as what it is.
		if r := a.discard(ctx, token, s); r.Outcome != network.Done && r.Outcome != network.No {
			return network.Carried{Result: r, State: s.String()}
		}
		s = carriage{Sum: want}
	}
	var out network.Carried
	switch {
	case s.Ready:
		out.Result = network.Result{Outcome: network.Done}
	case len(at.Media) > 0 && at.Media[0].IsVideo():
		out = a.stepVideo(ctx, token, at, &s)
	case len(s.Photos) < len(at.Media):
		out = a.stepPhoto(ctx, token, at, &s)
	default:
		out = a.stepPost(ctx, token, at, &s)
	}
	if out.Outcome == network.Maybe {
		out.Outcome = network.Never // nobody sees anything of it
	}
	out.State = s.String()
	if out.Sent == 0 && out.Size == 0 {
		out.Sent, out.Size = progress(at, s)
	}
	return out
}

// more says that a step got further.
func more(wait time.Duration, note string) network.Carried {
	return network.Carried{Result: network.Result{Outcome: network.Never, Retry: wait, Note: note, Cause: network.Later}, More: true}
}

// progress counts the bytes that Facebook has.
func progress(at network.Attempt, s carriage) (sent, size int64) {
	for i, m := range at.Media {
		if m.Blob == nil {
			continue
		}
		size += m.Blob.Size()
		if i < len(s.Photos) || s.Ready && !m.IsVideo() {
			sent += m.Blob.Size()
		}
	}
	if s.Video != "" {
		sent = s.Offset
	}
	return sent, size
}

// stepPhoto sends the next photo, unpublished. One whose answer was lost is sent
// again: it belongs to no post, and nobody sees it.
func (a *Account) stepPhoto(ctx context.Context, token string, at network.Attempt, s *carriage) network.Carried {
	m, i := at.Media[len(s.Photos)], len(s.Photos)+1
	var data []byte
	err := errors.New("there is no file")
	if m.Blob != nil {
		data, err = m.Bytes()
	}
	if err != nil {
		return network.Carried{Result: network.Result{
			Outcome: network.Never, Cause: network.Later, Note: fmt.Sprintf("Picture %d could not be read.", i), Raw: err.Error(),
		}}
	}
	_, ext, _ := strings.Cut(m.Type, "/")
	form := url.Values{"published": {"false"}}
	if m.Alt != "" {
		form.Set("alt_text_custom", m.Alt)
	}
	id, res := created(a.do(ctx, token, call{
		method: http.MethodPost, path: "/" + a.o.Page + "/photos", form: form,
		file: &file{field: "source", name: "picture." + ext, from: inMemory(data)}, // the officer's name for it is not for the public
	}))
	if res.Outcome != network.Done {
		res.Note = fmt.Sprintf("Picture %d could not be sent: %s", i, res.Note)
		return network.Carried{Result: res}
	}
	s.Photos = append(s.Photos, id)
	return more(0, fmt.Sprintf("picture %d of %d is at Facebook", i, len(at.Media)))
}

// stepPost makes the post, unpublished. One whose answer was lost stays behind
// among the Page's unpublished posts, where nobody but its own people sees it: the
// description has no way to look for it.
func (a *Account) stepPost(ctx context.Context, token string, at network.Attempt, s *carriage) network.Carried {
	form := url.Values{"message": {text(at)}, "published": {"false"}}
	if len(s.Photos) > 0 {
		media := make([]map[string]string, len(s.Photos))
		for i, id := range s.Photos {
			media[i] = map[string]string{"media_fbid": id}
		}
		b, err := json.Marshal(media)
		if err != nil {
			return network.Carried{Result: network.Result{Outcome: network.No, Note: "The request to Facebook could not be written down. Tell your administrator.", Raw: err.Error()}}
		}
		form.Set("attached_media", string(b))
	}
	ans := a.do(ctx, token, call{method: http.MethodPost, path: "/" + a.o.Page + "/feed", form: form})
	id, res := created(ans)
	switch {
	case res.Outcome == network.Done && isVideo(id):
		res = ans.Garbled(errors.New("read answer: its id is not that of a post"))
	case res.Outcome == network.Done:
		s.Post, s.Ready = id, true
	case problemOf(ans).Code == codeDuplicate:
		// It was never public, so that looking would find nothing.
		res.Outcome, res.Cause, res.Note = network.No, network.Change, "Facebook takes no text a second time that the Page has just published. Change a word of it."
	case problemOf(ans).gone() && len(s.Photos) > 0 && s.Again < maxAgain:
		// Facebook does not have one of them any more, or a post whose answer was
		// lost has it.
		s.Photos = nil
		s.Again++
		return more(0, "Facebook does not have a picture any more; the pictures are sent again")
	}
	return network.Carried{Result: res}
}

// Discard implements network.Carrier.
func (a *Account) Discard(ctx context.Context, carried string) network.Result {
	s := parseCarriage(carried)
	if s.node() == "" && len(s.Photos) == 0 {
		return network.Result{Outcome: network.Done}
	}
	token, err := a.login(ctx)
	if err != nil {
		return unable(err)
	}
	return a.discard(ctx, token, s)
}

// discard deletes what was prepared, unless it is public.
func (a *Account) discard(ctx context.Context, token string, s carriage) network.Result {
	if id := s.node(); id != "" {
		seen, res := a.look(ctx, token, id)
		switch {
		case res.Outcome != network.Done:
			return res
		case seen.published:
			return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "It is public on Facebook, and is not thrown away. Take it down instead.", Raw: "published"}
		}
	}
	for _, id := range append([]string{s.Post, s.Video}, s.Photos...) {
		if id == "" {
			continue
		}
		if r := a.remove(ctx, token, id); r.Outcome != network.Done {
			return r
		}
	}
	return network.Result{Outcome: network.Done}
}
