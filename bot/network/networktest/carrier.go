package networktest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Carrier is a Network that is given media step by step, before they are
// published. Its state is the number of an upload, which is remembered before its
// first byte is sent; how much of it is there the network knows.
type Carrier struct {
	*Network
	// Piece is how many bytes one step sends; zero means 4.
	Piece int
	// Works is how many more steps the network works at media when it has all of
	// them, and Pause how long it wants to be left alone before each.
	Works int
	Pause time.Duration
	// Stepping runs when a step arrives. A non-nil result is what the caller
	// sees, and nothing is done.
	Stepping func(network.Attempt) *network.Carried
	// Stepped runs when a step has had its effect. A non-nil result is what the
	// caller sees instead of the truth.
	Stepped func(network.Attempt, network.Carried) *network.Carried
	// Discarding runs before something is discarded; a non-nil result is what
	// the caller sees.
	Discarding func(carried string) *network.Result

	mu      sync.Mutex
	uploads []*Upload
	steps   int
}

// Upload is one set of media as the network has it.
type Upload struct {
	Bytes     []byte // of all of the media, one behind the other
	Complete  bool
	Published bool
	Discarded bool
	size      int64
	worked    int
}

var _ network.Carrier = (*Carrier)(nil)

// Carries implements network.Carrier.
func (c *Carrier) Carries(p bot.Part) bool { return len(p.Media) > 0 }

// Carry implements network.Carrier.
func (c *Carrier) Carry(ctx context.Context, a network.Attempt) network.Carried {
	if ctx.Err() != nil {
		return network.Carried{Result: network.Result{Outcome: network.Never, Note: "The step was given up."}, State: a.Carried}
	}
	if c.Stepping != nil {
		if s := c.Stepping(a); s != nil {
			return *s
		}
	}
	s := c.step(a)
	if c.Stepped != nil {
		if lie := c.Stepped(a, s); lie != nil {
			return *lie
		}
	}
	return s
}

func (c *Carrier) step(a network.Attempt) network.Carried {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.steps++
	u := c.upload(a.Carried)
	if u == nil {
		c.uploads = append(c.uploads, &Upload{size: size(a.Media)})
		return more(strconv.Itoa(len(c.uploads)), c.uploads[len(c.uploads)-1], "sending the media", 0)
	}
	switch piece := max(c.Piece, 0); {
	case u.Complete:
	case int64(len(u.Bytes)) < u.size:
		if piece == 0 {
			piece = 4
		}
		got, err := read(a.Media, int64(len(u.Bytes)), piece)
		if err != nil {
			return network.Carried{Result: network.Result{Outcome: network.Never, Note: "The media could not be read.", Raw: err.Error()}, State: a.Carried}
		}
		u.Bytes = append(u.Bytes, got...)
		return more(a.Carried, u, "sending the media", 0)
	case u.worked < c.Works:
		u.worked++
		return more(a.Carried, u, "the network works at the media", c.Pause)
	}
	u.Complete = true
	done := more(a.Carried, u, "", 0)
	done.Outcome, done.More = network.Done, false
	return done
}

func more(state string, u *Upload, note string, pause time.Duration) network.Carried {
	return network.Carried{
		Result: network.Result{Outcome: network.Never, Note: note, Retry: pause}, More: true,
		State: state, Sent: int64(len(u.Bytes)), Size: u.size,
	}
}

// upload returns the upload with a number that is still there.
func (c *Carrier) upload(state string) *Upload {
	n, err := strconv.Atoi(state)
	if err != nil || n < 1 || n > len(c.uploads) || c.uploads[n-1].Discarded {
		return nil
	}
	return c.uploads[n-1]
}

func size(ms []network.Media) int64 {
	n := int64(0)
	for _, m := range ms {
		n += m.Blob.Size()
	}
	return n
}

// read returns at most n bytes of media that stand one behind the other.
func read(ms []network.Media, from int64, n int) ([]byte, error) {
	var rs []io.Reader
	for _, m := range ms {
		rs = append(rs, io.NewSectionReader(m.Blob, 0, m.Blob.Size()))
	}
	all := io.MultiReader(rs...)
	if _, err := io.CopyN(io.Discard, all, from); err != nil {
		return nil, fmt.Errorf("skip to byte %d: %w", from, err)
	}
	var b bytes.Buffer
	_, err := io.CopyN(&b, all, int64(n))
	if err != nil && err != io.EOF { //nolint:errorlint // io.CopyN returns it as it is.
		return nil, fmt.Errorf("read from byte %d: %w", from, err)
	}
	return b.Bytes(), nil
}

// Publish implements network.Publisher. Media that are not there are not published.
func (c *Carrier) Publish(ctx context.Context, a network.Attempt) network.Result {
	if c.Carries(a.Part) {
		c.mu.Lock()
		u := c.upload(a.Carried)
		ready := u != nil && u.Complete
		if ready {
			u.Published = true
		}
		c.mu.Unlock()
		if !ready {
			return network.Result{Outcome: network.Never, Anew: true, Note: "The network does not have the media."}
		}
	}
	return c.Network.Publish(ctx, a)
}

// Discard implements network.Carrier. What was published is not discarded.
func (c *Carrier) Discard(_ context.Context, carried string) network.Result {
	if c.Discarding != nil {
		if r := c.Discarding(carried); r != nil {
			return *r
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch u := c.upload(carried); {
	case u == nil:
	case u.Published:
		return network.Result{Outcome: network.No, Note: "It is published."}
	default:
		u.Discarded = true
	}
	return network.Result{Outcome: network.Done}
}

// Lose makes the network forget everything that it was given.
func (c *Carrier) Lose() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, u := range c.uploads {
		u.Discarded = true
	}
}

// Uploads returns everything that the network was ever given, oldest first.
func (c *Carrier) Uploads() []Upload {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []Upload
	for _, u := range c.uploads {
		out = append(out, *u)
	}
	return out
}

// Steps returns how many steps were made.
func (c *Carrier) Steps() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.steps
}
