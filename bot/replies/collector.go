package replies

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
)

// Desk stores what was read. *desk.Desk implements it.
type Desk interface {
	Collect(ctx context.Context, b desk.Batch) (fresh int, err error)
	Deaf(ctx context.Context, account bot.AccountID, source, why string) error
	View(ctx context.Context, fn func(bot.Tx) error) error
}

// A Collector reads the replies of one account. Its fields are set before Run
// and not changed afterwards.
type Collector struct {
	Desk    Desk
	Network network.Network
	Now     func() time.Time
	Log     *slog.Logger
	// Observe, if set, is told about every page that was read or failed.
	Observe func(Page)
}

// Page is one finished reading, for metrics.
type Page struct {
	Account bot.AccountID
	Items   int
	Fresh   int
	Err     error
	Took    time.Duration
}

// Source names what a collector of the account reads.
func Source(a bot.AccountID) string { return string(a) + "/replies" }

// Pauses after a failure.
const (
	firstPause = time.Second
	maxPause   = time.Minute
)

// readTimeout bounds reading one page.
const readTimeout = 30 * time.Second

// calm is the least time between two looks that find nothing more, however
// often a stream wakes: public networks count requests.
const calm = time.Second

// Run reads until ctx ends. Only a store that fails ends it with an error: a
// network that fails is tried again, and the duty channel is told.
func (c *Collector) Run(ctx context.Context) error {
	wake := make(chan struct{}, 1)
	streamed := make(chan struct{})
	ctx, stop := context.WithCancel(ctx)
	if s, ok := c.Network.(network.Streamer); ok {
		go func() {
			defer close(streamed)
			c.stream(ctx, s, wake)
		}()
	} else {
		close(streamed)
	}
	defer func() { stop(); <-streamed }()
	pause := firstPause
	for ctx.Err() == nil {
		more, err := c.Step(ctx)
		var broken *readError
		switch {
		case errors.As(err, &broken):
			// A stream that works must not shorten the pause of a reading
			// that fails.
			sleep(ctx, pause, nil)
			pause = min(2*pause, maxPause)
			continue
		case err != nil && ctx.Err() == nil:
			return err
		}
		pause = firstPause
		if more {
			continue
		}
		sleep(ctx, calm, nil)
		sleep(ctx, c.Network.Capabilities().Poll-calm, wake)
	}
	return nil
}

// sleep waits for d, or until wake or the end of ctx.
func sleep(ctx context.Context, d time.Duration, wake <-chan struct{}) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-wake:
	case <-t.C:
	}
}

// stream lets a network wake the collector, and keeps it doing so.
func (c *Collector) stream(ctx context.Context, s network.Streamer, wake chan<- struct{}) {
	pause := firstPause
	for ctx.Err() == nil {
		began := c.Now()
		err := watch(ctx, s, func() {
			select {
			case wake <- struct{}{}:
			default: // it will look anyway
			}
		})
		if ctx.Err() != nil {
			return
		}
		if c.Now().Sub(began) > maxPause {
			pause = firstPause
		}
		c.Log.Debug("stream ended", "account", c.Network.Account().ID, "err", err)
		sleep(ctx, pause, nil)
		pause = min(2*pause, maxPause)
	}
}

// watch streams once. A panic in an adapter is a bug and ends the stream.
func watch(ctx context.Context, s network.Streamer, wake func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("adapter panicked: %v", r)
		}
	}()
	return s.Stream(ctx, wake)
}

// readError says that the network, not the store, failed.
type readError struct{ err error }

func (e *readError) Error() string { return "read replies: " + e.err.Error() }
func (e *readError) Unwrap() error { return e.err }

// Step reads and stores one page. It reports whether there is more to read at
// once.
func (c *Collector) Step(ctx context.Context) (more bool, err error) {
	account := c.Network.Account().ID
	source := Source(account)
	var cur bot.Cursor
	if err := c.Desk.View(ctx, func(tx bot.Tx) (err error) {
		cur, err = tx.Cursor(source)
		return err
	}); err != nil {
		return false, fmt.Errorf("cursor of %s: %w", source, err)
	}
	start := c.Now()
	page, err := c.read(ctx, cur.Position)
	if err != nil {
		if ctx.Err() != nil {
			return false, nil //nolint:nilerr // Stopping is no failure.
		}
		c.observe(Page{Account: account, Err: err, Took: c.Now().Sub(start)})
		c.Log.Warn("could not read replies", "account", account, "err", err)
		if err := c.Desk.Deaf(ctx, account, source, err.Error()); err != nil {
			return false, err
		}
		return false, &readError{err}
	}
	if page.Next == "" { // an empty cursor would begin at the beginning again
		page.Next = cur.Position
	}
	fresh := 0
	if c.worthStoring(cur, page) {
		if fresh, err = c.Desk.Collect(ctx, batch(account, source, page)); err != nil {
			return false, errors.Join(err, c.Desk.Deaf(ctx, account, source, "What was read cannot be stored."))
		}
	}
	c.observe(Page{Account: account, Items: len(page.Items), Fresh: fresh, Took: c.Now().Sub(start)})
	return page.More && page.Next != cur.Position && len(page.Items) > 0, nil
}

// heartbeat is how often an idle source notes that it works.
const heartbeat = time.Minute

// worthStoring keeps an idle source from committing with every look.
func (c *Collector) worthStoring(cur bot.Cursor, p network.Page) bool {
	return len(p.Items) > 0 || p.Next != cur.Position || cur.Behind != p.More ||
		!cur.Failing.IsZero() || c.Now().Sub(cur.LastOK) >= heartbeat
}

// read asks the network. A panic in an adapter is a bug and reads nothing.
func (c *Collector) read(ctx context.Context, cursor string) (p network.Page, err error) {
	ctx, stop := context.WithTimeout(ctx, readTimeout)
	defer stop()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("adapter panicked: %v", r)
		}
	}()
	return c.Network.Replies(ctx, network.Query{Cursor: cursor})
}

func (c *Collector) observe(p Page) {
	if c.Observe != nil {
		c.Observe(p)
	}
}

func batch(account bot.AccountID, source string, p network.Page) desk.Batch {
	b := desk.Batch{Account: account, Source: source, Position: p.Next, More: p.More, Found: make([]desk.Found, len(p.Items))}
	for i, it := range p.Items {
		b.Found[i] = desk.Found{
			Under: it.Under, Edited: it.Kind == network.ItemEdited, Gone: it.Kind == network.ItemGone,
			Reply: bot.Reply{
				Remote: it.Remote, Parent: it.Parent, Kind: it.Reply, Author: it.Author, Handle: it.Handle,
				URL: it.URL, Language: it.Language, Text: it.Text, At: it.At.UTC(),
			},
		}
	}
	return b
}
