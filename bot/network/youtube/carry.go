package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// carried is how far a video is. It is remembered after every step.
type carried struct {
	// Session is the address of the upload under way, of Size bytes, of which
	// Sent are there as far as known.
	Session string `json:"session,omitempty"`
	Size    int64  `json:"size,omitempty"`
	Sent    int64  `json:"sent,omitempty"`
	// Lost: the session is gone, and nobody knows whether the video is there.
	Lost bool `json:"lost,omitempty"`
	// Odd: the session did not take what seemed right.
	Odd bool `json:"odd,omitempty"`
	// Video is the video's id, once it is there. What follows is what it has.
	Video    string   `json:"video,omitempty"`
	Thumb    bool     `json:"thumb,omitempty"`
	Captions []string `json:"captions,omitempty"`
	Playlist bool     `json:"playlist,omitempty"`
	// Notes are what could not be done and does not keep it from being
	// published.
	Notes []string `json:"notes,omitempty"`
}

// parseCarried reads a state; an empty one is the beginning.
func parseCarried(s string) (carried, error) {
	var c carried
	if s == "" {
		return c, nil
	}
	if json.Unmarshal([]byte(s), &c) != nil || c.Sent < 0 || c.Sent > c.Size || c.Video != "" && !aVideo.MatchString(c.Video) {
		return carried{}, errors.New("what is remembered of the upload is not of this network")
	}
	return c, nil
}

// String is what is remembered.
func (c carried) String() string {
	b, err := json.Marshal(c)
	if err != nil { // numbers and strings can always be written
		return ""
	}
	return string(b)
}

// Carries implements network.Carrier.
func (a *Account) Carries(p bot.Part) bool {
	return slices.ContainsFunc(p.Media, bot.MediaUse.IsVideo)
}

// Carry implements network.Carrier. The steps are: begin an upload; send a piece
// or ask how far it is; look whether the video is there although its upload is
// gone; then one each for the still picture, the captions, the playlist; then
// wait until YouTube has converted it.
func (a *Account) Carry(ctx context.Context, at network.Attempt) network.Carried {
	c, err := parseCarried(at.Carried)
	if err != nil {
		return network.Carried{Result: network.Result{
			Outcome: network.No, Cause: network.Permanent, Raw: err.Error(),
			Note: "What is remembered of the upload makes no sense. Publish the appeal again.",
		}}
	}
	i := slices.IndexFunc(at.Media, func(m network.Media) bool { return m.IsVideo() })
	if i < 0 || at.Media[i].Blob == nil || at.Media[i].Blob.Size() <= 0 {
		return c.stopped(network.Result{Outcome: network.No, Cause: network.Change, Raw: "no file", Note: "There is no video to send. Attach it again."})
	}
	m := at.Media[i]
	switch {
	case c.Video != "":
		return a.finish(ctx, at, c, m)
	case c.Lost:
		return a.recover(ctx, at, c)
	case c.Session == "" || c.Size != m.Blob.Size() || !a.ours(c.Session):
		return a.begin(ctx, at, m)
	default:
		return a.advance(ctx, c, m)
	}
}

// got is a step that got further.
func (c carried) got(note string, wait time.Duration) network.Carried {
	return network.Carried{
		Result: network.Result{Outcome: network.Never, Cause: network.Later, Retry: wait, Note: note, Raw: "carrying"},
		More:   true, State: c.String(), Sent: c.Sent, Size: c.Size,
	}
}

// stopped is a step that did not get further.
func (c carried) stopped(r network.Result) network.Carried {
	if r.Outcome == network.Maybe {
		r.Outcome = network.Never // The step is made again, and finds out.
	}
	return network.Carried{Result: c.quiet(r), State: c.String(), Sent: c.Sent, Size: c.Size}
}

// quiet takes the address of the upload out of what people and logs see.
func (c carried) quiet(r network.Result) network.Result {
	secrets := []string{c.Session}
	if u, err := url.Parse(c.Session); err == nil {
		secrets = append(secrets, u.Query().Get("upload_id"), u.RawQuery)
	}
	r.Note, r.Raw = network.Redact(r.Note, secrets...), network.Redact(r.Raw, secrets...)
	return r
}

// know notes whether it is known how far a session is. After a restart nothing is.
func (a *Account) know(session string, yes bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !yes {
		delete(a.known, session)
		return
	}
	if len(a.known) > 100 {
		clear(a.known) // they are asked again
	}
	a.known[session] = true
}

func (a *Account) knows(session string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.known[session]
}

// advance makes one step of an upload: it asks how far the session is where that
// is not known, and otherwise sends the next piece.
func (a *Account) advance(ctx context.Context, c carried, m network.Media) network.Carried {
	cred, err := a.credentials(ctx)
	if err != nil {
		return c.stopped(unable(err))
	}
	s := session{uri: c.Session, size: c.Size, kind: m.Type, do: func(ctx context.Context, r network.Request) network.Answer {
		return a.send(ctx, a.upload, cred, r)
	}}
	sure := a.knows(c.Session)
	a.know(c.Session, false) // until it has answered
	var p place
	if sure && c.Sent < c.Size {
		if p, err = s.next(ctx, m.Blob, c.Sent); err != nil {
			return c.stopped(network.Result{
				Outcome: network.Never, Cause: network.Later, Note: "The video could not be read. It is tried again.", Raw: err.Error(),
			})
		}
	} else {
		p = s.ask(ctx)
	}
	before := c.Sent
	switch p.state {
	case under:
		c.Sent, c.Odd = p.sent, false
		if sure && c.Sent <= before {
			return c.stopped(never("YouTube took nothing of the last piece of the video. It is sent again."))
		}
		a.know(c.Session, true)
		return c.got(fmt.Sprintf("The video is sent to YouTube: %d %%.", c.Sent*100/c.Size), 0)
	case finished:
		return a.uploaded(c, p.ans)
	case lost:
		c.Lost, c.Session = true, ""
		return c.got("YouTube has ended the upload. It is looked whether the video is there.", 0)
	case refused:
		return a.turnedDown(c, p.ans)
	default:
		return c.stopped(p.ans.Result)
	}
}

// turnedDown deals with a session that did not take something: once it may have
// been the wrong piece, and the session is asked; twice it is given up.
func (a *Account) turnedDown(c carried, ans network.Answer) network.Carried {
	switch {
	case ans.Cause == network.Reconnect:
		return c.stopped(ans.Result)
	case ans.Status == http.StatusBadRequest && problemOf(ans).Error.Errors == nil || ans.Status == http.StatusRequestedRangeNotSatisfiable:
		if c.Odd {
			c.Odd, c.Lost, c.Session = false, true, ""
			return c.got("YouTube does not go on with the upload. It is looked whether the video is there.", 0)
		}
		c.Odd = true
		return c.got("YouTube is asked how much of the video it has.", 0)
	default:
		return c.stopped(ans.Result)
	}
}

// uploaded reads the answer to the last piece.
func (a *Account) uploaded(c carried, ans network.Answer) network.Carried {
	var v wireVideo
	if err := ans.JSON(&v); err != nil {
		return c.stopped(ans.Garbled(err))
	}
	if !aVideo.MatchString(v.ID) {
		return c.stopped(ans.Garbled(errors.New("read answer: it has no video's id")))
	}
	c.Video, c.Session, c.Sent = v.ID, "", c.Size
	return c.got("YouTube has the video.", 0)
}
