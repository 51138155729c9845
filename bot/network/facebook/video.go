package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"appealbot/bot/network"
)

const (
	// most is how much of a video goes in one request at most, whatever
	// Facebook asks for; its own example asks for as much. least is what is
	// left of it where the line is slow.
	most, least = 50 << 20, 1 << 20
	// maxOdd and maxAgain bound how often Facebook may want another piece than
	// it said, and how often the upload is begun again then.
	maxOdd, maxAgain = 5, 3
	// maxSmall bounds captions and poster.
	maxSmall = 10 << 20
)

// working is how long to wait between two questions whether Facebook has finished
// with a video.
const working = 10 * time.Second

// stepVideo makes the next step of sending a video: the session, its pieces, its
// words, what Facebook makes of it, and the captions.
func (a *Account) stepVideo(ctx context.Context, token string, at network.Attempt, s *carriage) network.Carried {
	m := at.Media[0]
	if m.Blob == nil {
		return network.Carried{Result: network.Result{Outcome: network.Never, Cause: network.Later, Note: "The video could not be read.", Raw: "no file"}}
	}
	switch {
	case s.Session == "" || s.Video == "":
		return a.beginVideo(ctx, token, m, s)
	case s.Offset < m.Blob.Size():
		return a.sendPiece(ctx, token, m, s)
	case !s.Sent:
		return a.finishVideo(ctx, token, at, s)
	case s.Captions < len(m.Captions):
		return a.sendCaption(ctx, token, m, s)
	default:
		return a.processed(ctx, token, at, s)
	}
}

// upload makes one request of an upload.
func (a *Account) upload(ctx context.Context, token string, c call) (wireUpload, network.Answer) {
	c.method, c.path, c.film = http.MethodPost, "/"+a.o.Page+"/videos", true
	ans := a.do(ctx, token, c)
	var out wireUpload
	if ans.Outcome == network.Done {
		if err := ans.JSON(&out); err != nil {
			ans.Result = ans.Garbled(err)
		}
	}
	return out, ans
}

func (a *Account) beginVideo(ctx context.Context, token string, m network.Media, s *carriage) network.Carried {
	size := m.Blob.Size()
	out, ans := a.upload(ctx, token, call{form: url.Values{"upload_phase": {"start"}, "file_size": {strconv.FormatInt(size, 10)}}})
	switch {
	case ans.Outcome != network.Done:
		return network.Carried{Result: refusedFilm(ans)}
	case !validID(out.Video) || !isVideo(out.Video) || out.Session == "" || len(out.Session) > 500 || out.Start != 0:
		return network.Carried{Result: ans.Garbled(errors.New("read answer: it begins no upload"))}
	}
	s.Video, s.Session, s.Offset, s.End, s.Odd = out.Video, out.Session, 0, int64(out.End), 0
	return more(0, "the video is on its way to Facebook")
}

// sendPiece sends the piece that Facebook wants next. A piece whose answer was lost
// is sent again, and Facebook says which one it wants instead.
func (a *Account) sendPiece(ctx context.Context, token string, m network.Media, s *carriage) network.Carried {
	size := m.Blob.Size()
	end := min(s.Offset+int64(max(most>>s.Slow, least)), size)
	if s.End > s.Offset {
		end = min(s.End, end)
	}
	out, ans := a.upload(ctx, token, call{
		form: url.Values{"upload_phase": {"transfer"}, "upload_session_id": {s.Session}, "start_offset": {strconv.FormatInt(s.Offset, 10)}},
		file: &file{field: "video_file_chunk", name: "video.mp4", from: io.NewSectionReader(m.Blob, s.Offset, end-s.Offset)},
	})
	p := problemOf(ans)
	switch {
	case ans.Outcome == network.Maybe && ans.Status == 0 && most>>s.Slow > least:
		s.Slow++ // It took too long, as far as anybody knows.

	case ans.Outcome == network.Done && int64(out.Start) > s.Offset && int64(out.Start) <= size:
		s.Offset, s.End, s.Odd = int64(out.Start), int64(out.End), 0
		return more(0, "the video is on its way to Facebook")
	case ans.Outcome == network.Done, p.Subcode == subOffset:
		return a.otherPiece(ctx, token, ans, out, size, s)
	case ans.Outcome == network.No && ans.Cause != network.Reconnect && !p.film() && p.Code != codeBlocked:
		return a.beginAgain(ctx, token, ans.Result, s)
	}
	return network.Carried{Result: refusedFilm(ans)}
}

// otherPiece goes on where Facebook wants to.
func (a *Account) otherPiece(ctx context.Context, token string, ans network.Answer, out wireUpload, size int64, s *carriage) network.Carried {
	if p := problemOf(ans); p.Subcode == subOffset {
		if err := json.Unmarshal(unquoted(p.Data), &out); err != nil {
			return a.beginAgain(ctx, token, ans.Result, s)
		}
	}
	if s.Odd++; s.Odd > maxOdd || int64(out.Start) > size {
		return a.beginAgain(ctx, token, ans.Result, s)
	}
	s.Offset, s.End = int64(out.Start), int64(out.End)
	return more(0, "Facebook wants another piece of the video")
}

// unquoted is an object, which Facebook may have written into a string.
func unquoted(b json.RawMessage) []byte {
	var s string
	if json.Unmarshal(b, &s) == nil {
		return []byte(s)
	}
	return b
}

// beginAgain begins the upload again, a few times.
func (a *Account) beginAgain(ctx context.Context, token string, r network.Result, s *carriage) network.Carried {
	if s.Again++; s.Again > maxAgain {
		return network.Carried{Result: network.Result{
			Outcome: network.No, Cause: network.Change, Raw: r.Raw,
			Note: "Facebook does not take the video: it wanted it again and again. Take a smaller one, or publish it on facebook.com by hand.",
		}}
	}
	_ = a.remove(ctx, token, s.Video) // Nobody sees what is left of it.
	s.Video, s.Session, s.Offset, s.End, s.Odd = "", "", 0, 0, 0
	return more(working, "Facebook has lost the video; it is sent again")
}

// refusedFilm is the result of a request that failed, in words about the video.
func refusedFilm(ans network.Answer) network.Result {
	r := ans.Result
	if p := problemOf(ans); p.film() {
		r.Outcome, r.Cause = network.No, network.Change
	}
	r.Note = "The video could not be sent: " + r.Note
	return r
}

// finishVideo gives the video its words and poster. Where an earlier request for
// that was answered and the answer lost, the video has them.
func (a *Account) finishVideo(ctx context.Context, token string, at network.Attempt, s *carriage) network.Carried {
	form := url.Values{
		"upload_phase": {"finish"}, "upload_session_id": {s.Session}, "published": {"false"}, "description": {text(at)},
	}
	if at.Part.Title != "" {
		form.Set("title", at.Part.Title)
	}
	c := call{form: form}
	if p := at.Media[0].Poster; p != nil {
		data, err := network.ReadBlob(p, maxSmall)
		if err != nil {
			return network.Carried{Result: network.Result{Outcome: network.Never, Cause: network.Later, Note: "The picture that stands for the video could not be read.", Raw: err.Error()}}
		}
		c.file = &file{field: "thumb", name: "poster.jpg", from: inMemory(data)}
	}
	out, ans := a.upload(ctx, token, c)
	switch {
	case ans.Outcome == network.Done && !out.Success:
		return network.Carried{Result: ans.Garbled(errors.New("read answer: it does not say that the video is complete"))}
	case ans.Outcome == network.Done:
		s.Sent = true
		return more(0, "Facebook has the video and works at it")
	case ans.Outcome != network.No || ans.Cause == network.Reconnect:
		return network.Carried{Result: refusedFilm(ans)}
	}
	seen, res := a.look(ctx, token, s.Video)
	switch {
	case res.Outcome != network.Done:
		return network.Carried{Result: res}
	case seen.there && seen.text == text(at):
		s.Sent = true
		return more(0, "Facebook has the video and works at it")
	case problemOf(ans).film() || problemOf(ans).Code == codeBlocked:
		return network.Carried{Result: refusedFilm(ans)}
	}
	return a.beginAgain(ctx, token, ans.Result, s)
}

// sendCaption sends the captions in one language. Sending them twice replaces them.
func (a *Account) sendCaption(ctx context.Context, token string, m network.Media, s *carriage) network.Carried {
	language := spoken(m, s.Captions)
	data, err := network.ReadBlob(m.Captions[s.Captions], maxSmall)
	if err == nil {
		data, err = subRip(data)
	}
	if err != nil {
		return network.Carried{Result: network.Result{
			Outcome: network.No, Cause: network.Change, Raw: err.Error(),
			Note: fmt.Sprintf("The captions (%s) could not be read. Drop the file into the thread again.", language),
		}}
	}
	ans := a.do(ctx, token, call{
		method: http.MethodPost, path: "/" + s.Video + "/captions", film: true, again: true,
		form: url.Values{"default_locale": {locale(spoken(m, 0))}},
		file: &file{field: "captions_file", name: "captions." + locale(language) + ".srt", from: inMemory(data)},
	})
	var out struct {
		ID      string
		Success bool
	}
	if ans.Outcome == network.Done {
		if err := ans.JSON(&out); err != nil || out.ID == "" && !out.Success {
			ans.Result = ans.Garbled(errors.Join(err, errors.New("read answer: it does not say that the captions are there")))
		}
	}
	if ans.Outcome != network.Done {
		ans.Note = fmt.Sprintf("The captions (%s) could not be sent: %s", language, ans.Note)
		return network.Carried{Result: ans.Result}
	}
	s.Captions++
	return more(0, "Facebook has the captions ("+language+")")
}

// spoken is the language of some captions of a video.
func spoken(m network.Media, i int) string {
	if m.Video == nil || i >= len(m.Video.Captions) {
		return "en"
	}
	return m.Video.Captions[i].Language
}

// processed asks whether Facebook has finished with a video.
func (a *Account) processed(ctx context.Context, token string, at network.Attempt, s *carriage) network.Carried {
	seen, res := a.look(ctx, token, s.Video)
	switch {
	case res.Outcome != network.Done:
		return network.Carried{Result: res}
	case !seen.there:
		return a.beginAgain(ctx, token, res, s)
	case seen.failed != "":
		return network.Carried{Result: network.Result{
			Outcome: network.No, Cause: network.Change, Raw: res.Raw,
			Note: fmt.Sprintf("Facebook cannot use the video: %s. Take another one, or take the account off.", strings.TrimRight(seen.failed, ".")),
		}}
	case !seen.ready:
		note := "Facebook works at the video"
		if seen.percent > 0 {
			note += fmt.Sprintf(" (%d %%)", seen.percent)
		}
		return more(working, note)
	case seen.text != text(at):
		return network.Carried{Result: otherWords(res.Raw)}
	}
	s.Ready = true
	return network.Carried{Result: network.Result{Outcome: network.Done, Raw: res.Raw}}
}
