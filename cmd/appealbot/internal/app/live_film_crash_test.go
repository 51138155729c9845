package app

import (
	"math/rand/v2"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network/networktest"
	"appealbot/store"
	"appealbot/store/bolt"
)

// perFilmKill is how many kills of the crash test in the practice room stand for one
// of a program that publishes a video.
const perFilmKill = 15

// The program is killed again and again while it prepares a video, sends it to five
// networks and waits until they have worked at it; answers of the networks get lost on
// the way. In the end the video is on YouTube once and byte for byte, its address is in
// the words of the others, and nothing is public twice.
func TestLiveFilmKilled(t *testing.T) {
	t.Parallel()
	needsFilm(t)
	kills := max(4, killsWanted(t)/perFilmKill)
	c := newFilmCrash(t)
	c.start()
	c.handedIn()
	// While it is prepared: twice, as the third time would be one too many.
	for range 2 {
		c.dies(1500 * time.Millisecond)
	}
	c.described()
	c.approved()
	stop, done := make(chan struct{}), make(chan struct{})
	go func() { defer close(done); c.disturbed(stop) }()
	during := 0
	for range kills {
		c.dies(600 * time.Millisecond)
		if c.unsettled() > 0 {
			during++
		}
	}
	close(stop)
	<-done
	c.settle()
	c.quit()
	c.logged()
	c.published()
	uploads, _ := c.youtube().Sessions()
	c.t.Logf("killed %d times, %d times before all was public; the video has %d bytes, and YouTube began %d uploads", kills+2, during, c.film().Size, uploads)
}

// unsettled is how many posts are on their way.
func (c *filmCrash) unsettled() (n int) {
	c.t.Helper()
	for _, p := range c.stored() {
		if !p.Settled() {
			n++
		}
	}
	return n
}

// filmCrash is a department with a video whose program dies.
type filmCrash struct {
	*filmDay
	rand *rand.Rand
}

func newFilmCrash(t *testing.T) *filmCrash {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	c := &filmCrash{&filmDay{live: onStandIn(t).goLive(allSquares(t)...), make: noisy}, rand.New(rand.NewPCG(seed, 0))}
	for _, s := range c.squares {
		c.connected(s, "--no-listen")
	}
	return c
}

// dies lets the program live for a while, kills it and starts it again, when what it
// had begun is nobody's any more.
func (c *filmCrash) dies(longest time.Duration) {
	c.t.Helper()
	<-time.After(time.Duration(c.rand.Int64N(int64(longest))))
	c.kill()
	c.logged()
	c.lapsed()
	c.start()
}

// lapsed ends the claims of a program that is dead, as a while does.
func (c *filmCrash) lapsed() {
	c.t.Helper()
	key, err := store.LoadOrCreateKey(folder(c.data()).key())
	c.must(err)
	db, err := bolt.Open(folder(c.data()).state(), bolt.Options{Now: time.Now})
	c.must(err)
	defer func() { c.must(db.Close()) }()
	s, err := store.Open(c.t.Context(), db, store.Options{Realm: store.Live, Signer: key, Now: time.Now})
	c.must(err)
	c.must(s.Update(c.t.Context(), func(tx bot.Tx) error {
		later := time.Now().Add(time.Hour)
		preps, err := tx.DuePreps(later, 10)
		if err != nil {
			return err
		}
		for _, p := range preps {
			p.Lease, p.Due = time.Now(), time.Now()
			if err := tx.PutPrep(p); err != nil {
				return err
			}
		}
		for _, to := range c.squares {
			posts, err := tx.DuePosts(to.account(), later, 10)
			if err != nil {
				return err
			}
			for _, p := range posts {
				if p.Lease.IsZero() {
					continue
				}
				p.Lease, p.Due = time.Now(), time.Now()
				if err := tx.SetPost(p); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// disturbed lets the networks misbehave until stop.
func (c *filmCrash) disturbed(stop <-chan struct{}) {
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	faults := []networktest.Fault{networktest.Works, networktest.Cut, networktest.Lost, networktest.Half, networktest.Broken, networktest.Down, networktest.Gateway}
	for {
		select {
		case <-stop:
			for _, s := range c.squares {
				s.link().faults.Next(0, networktest.Works, nil)
			}
			return
		case <-time.After(time.Duration(50+r.IntN(300)) * time.Millisecond):
		}
		s := c.squares[r.IntN(len(c.squares))]
		s.link().faults.Next(1, faults[r.IntN(len(faults))], s.publishes)
	}
}

// settle lets the program finish in peace. Where nobody can know whether a post is
// public, Bob looks at the account and decides.
func (c *filmCrash) settle() {
	c.t.Helper()
	c.lasts("every post is settled", func() bool {
		for _, p := range c.stored() {
			if p.State == bot.PostAbsent {
				label := "It is not there: send it again"
				if len(c.on(p.Account).public()) > 0 {
					label = "Look again"
				}
				c.press("bob", label)
			}
		}
		return c.unsettled() == 0
	})
	for _, p := range c.stored() {
		if p.State != bot.PostPosted {
			c.t.Errorf("the post on %s is %s: %s", p.Account, p.State, p.Note)
		}
	}
}

// noisy is a clip of a few megabytes, which take their time.
func noisy() ([]byte, error) { return record("-vf", "noise=alls=40:allf=t", "-crf", "10") }
