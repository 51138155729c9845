package bluesky

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// blobAge is how long an uploaded file is counted on before a post uses it. Servers
// throw it away after some hours.
const blobAge = 30 * time.Minute

// A load is one file that the server gets: a picture, a video, or captions of one.
type load struct {
	cid  string // which the server has to agree with
	mime string
	blob bot.Blob
	name string // for notes
}

// loadsOf are the files of media: the captions of a video behind it.
func loadsOf(ms []network.Media) []load {
	var out []load
	pictures := 0
	for _, m := range ms {
		l := load{cid: blobCID(m.Digest), mime: m.Type, blob: m.Blob, name: "The video"}
		if !m.IsVideo() {
			pictures++
			l.name = fmt.Sprint("Picture ", pictures)
		}
		out = append(out, l)
		for i, c := range captionsOf(m) {
			out = append(out, load{cid: blobCID(c.Digest), mime: typeVTT, blob: m.Captions[i], name: "The captions"})
		}
	}
	return out
}

// captionsOf are the captions whose files are there.
func captionsOf(m network.Media) []bot.Caption {
	if !m.IsVideo() {
		return nil
	}
	return m.Video.Captions[:min(len(m.Video.Captions), len(m.Captions), maxCaptions)]
}

// cargo is which files the server has. It is what is remembered between two steps.
type cargo struct {
	Files []sent `json:"files"`
}

type sent struct {
	CID  string `json:"cid"`
	Mime string `json:"mime,omitempty"` // as the server keeps it
	At   int64  `json:"at,omitempty"`   // when it was sent; zero: it is not there
}

// cargoOf reads what was remembered. What is of other files, or too old, is sent again.
func cargoOf(state string, loads []load, now time.Time) cargo {
	var c cargo
	if json.Unmarshal([]byte(state), &c) != nil || len(c.Files) != len(loads) {
		c = cargo{Files: make([]sent, len(loads))}
	}
	for i, l := range loads {
		if f := &c.Files[i]; f.CID != l.cid || now.Sub(time.Unix(f.At, 0)).Abs() >= blobAge || f.Mime == "" {
			*f = sent{CID: l.cid}
		}
	}
	return c
}

func (c cargo) String() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // it has nothing that could not be written
	}
	return string(b)
}

// next is the first file that is not there, or -1.
func (c cargo) next() int {
	for i, f := range c.Files {
		if f.At == 0 {
			return i
		}
	}
	return -1
}

// Carries implements network.Carrier.
func (a *Account) Carries(p bot.Part) bool { return len(p.Media) > 0 }

// Carry implements network.Carrier: it sends the next file. Without a post that uses it
// nobody is shown it.
func (a *Account) Carry(ctx context.Context, at network.Attempt) network.Carried {
	loads := loadsOf(at.Media)
	c := cargoOf(at.Carried, loads, a.now())
	out := network.Carried{Result: network.Result{Outcome: network.Done}}
	if i := c.next(); i >= 0 {
		out = a.send(ctx, loads[i], &c.Files[i])
	}
	for i, l := range loads {
		out.Size += l.blob.Size()
		if c.Files[i].At != 0 {
			out.Sent += l.blob.Size()
		}
	}
	out.State = c.String()
	if c.next() < 0 {
		out.Outcome, out.More = network.Done, false
	}
	return out
}

// slowest is how many bytes a second an upload makes at least before it is given up.
const slowest = 100_000

// send makes sure that the server has a file, byte for byte.
func (a *Account) send(ctx context.Context, l load, f *sent) network.Carried {
	ans, renew := a.do(ctx, call{
		method: "com.atproto.repo.uploadBlob", blob: l.blob, mime: l.mime, repeatable: true,
		timeout: network.DefaultTimeout + time.Duration(l.blob.Size()/slowest)*time.Second,
	})
	more := network.Carried{Result: network.Result{Outcome: network.Never}, More: true}
	if renew {
		return more // with a new token
	}
	if ans.Outcome == network.Done {
		var out wireBlobAnswer
		err := ans.JSON(&out)
		b := out.Blob
		if err == nil && (b.Type != typeBlob || int64(b.Size) != l.blob.Size() || b.Ref.Link != l.cid || b.Mime == "") {
			err = fmt.Errorf("read answer: it is about another file than the one that was sent: %.80q", b.Ref.Link)
		}
		if err == nil {
			f.Mime, f.At = b.Mime, a.now().Unix()
			return more
		}
		ans.Result = ans.Garbled(err)
	}
	res := before(ans)
	if ctx.Err() != nil && l.blob.Size() > 1<<20 {
		res.Note = "There was not time enough for it. If that goes on, ask your administrator for a longer outbox.lease."
	}
	res.Cause = cmp.Or(res.Cause, network.Later)
	res.Note = fmt.Sprintf("%s could not be sent: %s", l.name, res.Note)
	return network.Carried{Result: res}
}

// Discard implements network.Carrier. A server throws away what no record uses, and has
// no request to remove it.
func (a *Account) Discard(context.Context, string) network.Result {
	return network.Result{Outcome: network.Done}
}
