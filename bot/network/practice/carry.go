package practice

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

var _ network.Carrier = (*Client)(nil)

// lookAgain is how long to wait before the wall is asked once more whether it has
// finished with a video.
const lookAgain = time.Second

// again is what follows in the key of an upload that takes the place of a lost one.
const again = " again "

// mostAnew is how often a video that was lost is sent again at once.
const mostAnew = 3

// cargo is what is remembered between two steps. The wall finds an upload by its key,
// so nothing is lost when a step is.
type cargo struct {
	Key    string `json:"key"`    // what the upload is announced under
	Digest string `json:"digest"` // of the video
	Upload string `json:"upload,omitempty"`
	Anew   int    `json:"anew,omitempty"` // how often the wall had lost it
}

// Carries implements network.Carrier: pictures are small enough to go with the post.
func (c *Client) Carries(p bot.Part) bool { return slices.ContainsFunc(p.Media, bot.MediaUse.IsVideo) }

// reelOf is the video of an attempt, of which there is one.
func reelOf(a network.Attempt) (network.Media, bool) {
	i := slices.IndexFunc(a.Media, func(m network.Media) bool { return m.IsVideo() })
	if i < 0 {
		return network.Media{}, false
	}
	return a.Media[i], true
}

// cargoOf is what was remembered of an attempt's video, or a beginning.
func cargoOf(a network.Attempt, m network.Media) cargo {
	var g cargo
	if json.Unmarshal([]byte(a.Carried), &g) != nil || g.Key != a.Key && !strings.HasPrefix(g.Key, a.Key+again) || g.Digest != m.Digest || g.Upload != "" && !validID(g.Upload, 'u') {
		return cargo{Key: a.Key, Digest: m.Digest}
	}
	return g
}

func (g cargo) String() string {
	b, err := json.Marshal(g)
	if err != nil {
		panic(err) // it has nothing that could not be written
	}
	return string(b)
}

// Carry implements network.Carrier: it announces the video, or sends the next piece,
// or asks whether the wall has finished with it.
func (c *Client) Carry(ctx context.Context, a network.Attempt) network.Carried {
	m, ok := reelOf(a)
	if !ok {
		return network.Carried{Result: network.Result{Outcome: network.Done}, State: a.Carried}
	}
	g := cargoOf(a, m)
	out := network.Carried{State: g.String(), Size: m.Blob.Size()}
	if g.Upload == "" {
		u, res := c.announce(ctx, g, m)
		out.Result = res
		if res.Outcome == network.Done {
			g.Upload = u.ID
			out = onTheWay(network.Carried{Sent: u.Sent, Size: out.Size, State: g.String()}, "")
		}
		return unseen(out)
	}
	u, gone, res := c.ask(ctx, c.request(http.MethodGet, "/v1/uploads/{id}", nil, g.Upload))
	if res.Outcome == network.Done && !gone && u.State == Receiving {
		u, gone, res = c.piece(ctx, m, u)
	}
	out.Sent = u.Sent
	switch {
	case gone:
		g = cargo{Key: a.Key + again + strconv.Itoa(g.Anew+1), Digest: g.Digest, Anew: g.Anew + 1}
		out = onTheWay(out, c.o.Profile.Name+" lost what it had of the video. It is sent again.")
		out.State, out.Sent, out.Retry = g.String(), 0, lookAgain
		out.More = g.Anew%mostAnew != 0 // else it counts as a failure, and takes its time
		return out
	case res.Outcome != network.Done:
		out.Result = res
		return unseen(out)
	}
	return c.arrival(out, g, u)
}

// arrival is what a step says that got through.
func (c *Client) arrival(out network.Carried, g cargo, u wireUpload) network.Carried {
	switch u.State {
	case Ready:
		out.Result = network.Result{Outcome: network.Done}
	case Processing:
		out = onTheWay(out, c.o.Profile.Name+" works at the video.")
		out.Retry = lookAgain
	case Failed:
		out.Result = network.Result{
			Outcome: network.No, Cause: network.Change, Raw: u.Reason,
			Note: c.o.Profile.Name + " cannot work with this video. Use another version of it, or take the account off.",
		}
		out.State = g.String()
	default:
		out = onTheWay(out, "")
	}
	return out
}

// onTheWay is a step that got further.
func onTheWay(out network.Carried, note string) network.Carried {
	out.Result, out.More = network.Result{Outcome: network.Never, Note: note}, true
	return out
}

// unseen makes a step of which nobody knows what came one that is made again: nobody
// but the account sees anything of it.
func unseen(out network.Carried) network.Carried {
	if out.Outcome == network.Maybe {
		out.Outcome = network.Never
	}
	return out
}

// announce begins an upload, or finds it.
func (c *Client) announce(ctx context.Context, g cargo, m network.Media) (wireUpload, network.Result) {
	body, err := json.Marshal(wireUpload{Key: g.Key, Digest: m.Digest, Type: m.Type, Size: m.Blob.Size()})
	if err != nil {
		return wireUpload{}, network.Result{Outcome: network.No, Note: "The video could not be announced. Tell your administrator.", Raw: err.Error()}
	}
	r := c.request(http.MethodPost, "/v1/uploads", nil)
	r.Header.Set("Content-Type", "application/json")
	r.Body, r.Repeatable = body, true
	u, _, res := c.ask(ctx, r)
	return u, res
}

// piece sends what comes after the bytes that the wall has.
func (c *Client) piece(ctx context.Context, m network.Media, u wireUpload) (wireUpload, bool, network.Result) {
	size := m.Blob.Size()
	if u.Size != size || u.Sent < 0 || u.Sent >= size {
		return u, true, network.Result{Outcome: network.Done} // it is an upload of something else
	}
	data := make([]byte, min(maxPiece, size-u.Sent))
	if _, err := io.ReadFull(io.NewSectionReader(m.Blob, u.Sent, int64(len(data))), data); err != nil {
		return u, false, network.Result{Outcome: network.Never, Note: "The video could not be read here. Tell your administrator.", Raw: err.Error()}
	}
	r := c.request(http.MethodPut, "/v1/uploads/{id}", url.Values{"offset": {strconv.FormatInt(u.Sent, 10)}}, u.ID)
	r.Header.Set("Content-Type", "application/octet-stream")
	r.Body, r.Repeatable = data, true
	now, gone, res := c.ask(ctx, r)
	if res.Outcome != network.Done {
		now.Sent = u.Sent
	}
	return now, gone, res
}

// ask makes a request about an upload. gone says that there is no such upload.
func (c *Client) ask(ctx context.Context, r network.Request) (u wireUpload, gone bool, _ network.Result) {
	r.Refused = func(a network.Answer) (network.Result, bool) {
		switch c.code(a) {
		case "no_upload":
			gone = true
			return network.Result{Outcome: network.Done}, true
		case "wrong_offset", "broken":
			return network.Result{Outcome: network.Never, Cause: network.Later, Note: "The video did not get further. It goes on from where it is."}, true
		}
		return c.refused(a)
	}
	ans := c.http.Do(ctx, r)
	if ans.Outcome != network.Done || gone {
		return wireUpload{}, gone, ans.Result
	}
	if err := ans.JSON(&u); err != nil {
		return wireUpload{}, false, ans.Garbled(err)
	}
	if !validID(u.ID, 'u') || u.Sent < 0 || u.Sent > u.Size {
		return wireUpload{}, false, ans.Garbled(errors.New("read answer: it is no upload"))
	}
	return u, false, ans.Result
}

// Discard implements network.Carrier.
func (c *Client) Discard(ctx context.Context, carried string) network.Result {
	var g cargo
	if json.Unmarshal([]byte(carried), &g) != nil || !validID(g.Upload, 'u') {
		return network.Result{Outcome: network.Done} // nothing was begun
	}
	r := c.request(http.MethodDelete, "/v1/uploads/{id}", nil, g.Upload)
	r.Repeatable = true
	r.Refused = func(a network.Answer) (network.Result, bool) {
		if code := c.code(a); code == "no_upload" || code == "in_use" {
			return network.Result{Outcome: network.Done}, true
		}
		return c.refused(a)
	}
	return c.http.Do(ctx, r).Result
}

// film adds the video of an attempt to what is published, with its still picture and
// its captions, which are sent now.
func (c *Client) film(ctx context.Context, a network.Attempt, in *wirePost) network.Result {
	m, ok := reelOf(a)
	if !ok {
		return network.Result{Outcome: network.Done}
	}
	g := cargoOf(a, m)
	if a.Carried == "" {
		state, res := network.CarryAll(ctx, c, a)
		if res.Outcome != network.Done {
			return res
		}
		a.Carried = state
		g = cargoOf(a, m)
	}
	v := wireVideo{Upload: g.Upload, Alt: m.Alt, Width: m.Width, Height: m.Height}
	if m.Poster != nil {
		v.Poster = m.Video.Poster
		if res := c.put(ctx, v.Poster, "image/jpeg", m.Poster); res.Outcome != network.Done {
			return res
		}
	}
	for i, b := range m.Captions {
		t := m.Video.Captions[i]
		v.Captions = append(v.Captions, wireCaption{t.Language, t.Digest})
		if res := c.put(ctx, t.Digest, captionType, b); res.Outcome != network.Done {
			return res
		}
	}
	in.Title, in.Video = a.Part.Title, &v
	return network.Result{Outcome: network.Done}
}

// put sends a small file. Sending it twice does no harm, and without the post it is
// not public, so whatever is unclear may be tried again.
func (c *Client) put(ctx context.Context, digest, kind string, b bot.Blob) network.Result {
	data, err := network.ReadBlob(b, maxPicture)
	if err != nil {
		return network.Result{Outcome: network.Never, Note: "A file could not be read here. Tell your administrator.", Raw: err.Error()}
	}
	r := c.request(http.MethodPut, "/v1/media/{id}", nil, digest)
	r.Header.Set("Content-Type", kind)
	r.Body, r.Repeatable = data, true
	ans := c.http.Do(ctx, r)
	if ans.Outcome == network.Maybe {
		ans.Outcome = network.Never
	}
	return ans.Result
}
