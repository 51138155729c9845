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
	// News, if set, says that something may have been published: what is fresh
	// is read more often.
	News <-chan struct{}
	// Observe, if set, is told about every page that was read or failed.
	Observe func(Page)
	// Unwell, if set, is called when the network does not accept the
	// credentials any more: reading notices it long before anybody approves.
	Unwell func()

	checks checks
	unwell bool // and that was said
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
	c.checks.begin(c.Network)
	for ctx.Err() == nil {
		more, err := c.Step(ctx)
		if err == nil && !more {
			err = c.check(ctx)
		}
		var broken *readError
		switch {
		case errors.As(err, &broken):
			// A stream that works must not shorten the pause of a reading
			// that fails.
			sleep(ctx, pause)
			pause = min(2*pause, maxPause)
			continue
		case err != nil && ctx.Err() == nil:
			return err
		}
		pause = firstPause
		if more {
			continue
		}
		if err := c.rest(ctx, wake); err != nil {
			return err
		}
	}
	return nil
}

// sleep waits for d, or until the end of ctx.
func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
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
		sleep(ctx, pause)
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
	var posts []network.Posted
	if err := c.Desk.View(ctx, func(tx bot.Tx) (err error) {
		if cur, err = tx.Cursor(source); err != nil {
			return err
		}
		posts, err = c.posted(tx)
		return err
	}); err != nil {
		return false, fmt.Errorf("cursor of %s: %w", source, err)
	}
	start := c.Now()
	page, err := c.read(ctx, network.Query{Cursor: cur.Position, Posts: posts})
	if err != nil {
		if ctx.Err() != nil {
			return false, nil //nolint:nilerr // Stopping is no failure.
		}
		c.observe(Page{Account: account, Err: err, Took: c.Now().Sub(start)})
		c.Log.Warn("could not read replies", "account", account, "err", err)
		c.suspect(err)
		if err := c.Desk.Deaf(ctx, account, source, words(err)); err != nil {
			return false, err
		}
		return false, &readError{err}
	}
	c.unwell = false
	if page.Next == "" { // an empty cursor would begin at the beginning again
		page.Next = cur.Position
	}
	fresh := 0
	if c.worthStoring(cur, page) {
		if fresh, err = c.Desk.Collect(ctx, c.batch(source, page)); err != nil {
			return false, errors.Join(err, c.Desk.Deaf(ctx, account, source, "What was read cannot be stored."))
		}
	}
	c.observe(Page{Account: account, Items: len(page.Items), Fresh: fresh, Took: c.Now().Sub(start)})
	return page.More && page.Next != cur.Position && len(page.Items) > 0, nil
}

// words are what officers read of an error; the log has what the network itself
// said.
func words(err error) string {
	if e, ok := errors.AsType[*network.AnswerError](err); ok {
		return e.Note
	}
	return err.Error()
}

// suspect has the account looked at when its credentials are refused: once, until
// it can be read again.
func (c *Collector) suspect(err error) {
	e, ok := errors.AsType[*network.AnswerError](err)
	if !ok || e.Cause != network.Reconnect || c.unwell || c.Unwell == nil {
		return
	}
	c.unwell = true
	c.Unwell()
}

// heartbeat is how often an idle source notes that it works.
const heartbeat = time.Minute

// worthStoring keeps an idle source from committing with every look.
func (c *Collector) worthStoring(cur bot.Cursor, p network.Page) bool {
	return len(p.Items) > 0 || p.Missed != "" || p.Cost > 0 || p.Reads > 0 || p.Next != cur.Position || cur.Behind != p.More ||
		!cur.Failing.IsZero() || c.Now().Sub(cur.LastOK) >= heartbeat
}

// read asks the network. A panic in an adapter is a bug and reads nothing.
func (c *Collector) read(ctx context.Context, q network.Query) (p network.Page, err error) {
	ctx, stop := context.WithTimeout(ctx, readTimeout)
	defer stop()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("adapter panicked: %v", r)
		}
	}()
	return c.Network.Replies(ctx, q)
}

func (c *Collector) observe(p Page) {
	if c.Observe != nil {
		c.Observe(p)
	}
}

func (c *Collector) batch(source string, p network.Page) desk.Batch {
	b := desk.Batch{
		Account: c.Network.Account().ID, Source: source, Position: p.Next, More: p.More, Found: make([]desk.Found, len(p.Items)),
		Missed: p.Missed, Cost: p.Cost, Reads: p.Reads, Budget: c.budget(),
	}
	for i, it := range p.Items {
		b.Found[i] = desk.Found{
			Under: it.Under, Edited: it.Kind == network.ItemEdited, Gone: it.Kind == network.ItemGone, Raw: it.Raw,
			Reply: bot.Reply{
				Remote: it.Remote, Parent: it.Parent, Kind: it.Reply, Author: it.Author, Handle: it.Handle, AuthorID: it.AuthorID,
				AuthorURL: it.AuthorURL, URL: it.URL, Language: it.Language, Text: it.Text, Media: it.Media, At: it.At.UTC(),
			},
		}
	}
	return b
}
