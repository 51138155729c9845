package app

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network/mastodon/mastodontest"
	"appealbot/bot/network/networktest"
)

// perKill is how many kills of the crash test in the practice room stand for one
// of a whole program with its chat.
const perKill = 10

// The program is killed again and again while it publishes on five accounts, on four of
// which an appeal is a thread and two of which do not know a request again, and reads
// what the public answers; answers of the networks get lost on the way. In the end each
// approved part is public exactly once, each answer of the public is in the store
// exactly once, and the audit log verifies after each death.
func TestLiveKilled(t *testing.T) {
	t.Parallel()
	c := newLiveCrash(t)
	kills := max(2, killsWanted(t)/perKill)
	c.start()
	for i := range kills + 1 {
		c.submitted(i)
	}
	stop := make(chan struct{})
	var public sync.WaitGroup
	public.Go(func() { c.public(stop) })
	for i := range kills {
		c.enter(fires(i))
		c.press("bob", "Approve", "Approved")
		<-time.After(time.Duration(c.rand.IntN(900)) * time.Millisecond) // it lives so long
		c.kill()
		c.logged()
		c.start()
	}
	c.enter(fires(kills))
	c.press("bob", "Approve", "Approved")
	close(stop)
	public.Wait()
	c.settle()
	c.quit()
	c.judge(kills + 1)
}

// liveCrash is a live department whose program dies, and whose networks lose
// answers.
type liveCrash struct {
	*live
	rand *rand.Rand

	mu      sync.Mutex
	answers map[bot.AccountID][]string // what the public wrote, by id
}

func newLiveCrash(t *testing.T) *liveCrash {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	forgetful := newMastodon(t, mastodontest.GoToSocial)
	forgetful.id, forgetful.name, forgetful.handle = "metro-gotosocial", "Metro Police on GoToSocial", "@metro@mastodon.example"
	c := &liveCrash{
		live: onStandIn(t).goLive(append(squares(t), forgetful, newFacebook(t))...), rand: rand.New(rand.NewPCG(seed, 0)), answers: map[bot.AccountID][]string{},
	}
	for _, s := range c.squares {
		c.connected(s, "--no-listen")
	}
	return c
}

// occurrence is the number of a fire, and fires the channel of its case.
func occurrence(i int) string { return fmt.Sprintf("2026-%07d", 1000001+i) }

func fires(i int) string { return "case-" + occurrence(i) + "-fire" }

// submitted is one more appeal that waits for Bob. No two of its sentences are
// the same, so that each part can be told from every other.
func (c *liveCrash) submitted(i int) {
	c.t.Helper()
	var text strings.Builder
	for j := range 12 {
		fmt.Fprintf(&text, "Did you see fire %d at King and Bay from window %d? ", i, j)
	}
	c.says("ann", c.newsroom, "new "+occurrence(i)+" Fire: "+text.String()+"Call 416-808-2222.", "is stored")
	c.enter(fires(i))
	c.card("ready to submit")
	c.says("ann", c.room, "submit", "It needs")
	c.card("waiting for")
}

// public lets the networks misbehave and the public answer, until stop.
func (c *liveCrash) public(stop <-chan struct{}) {
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	faults := []networktest.Fault{
		networktest.Works, networktest.Cut, networktest.Lost, networktest.Half, networktest.Rubbish, networktest.Broken, networktest.Down, networktest.Gateway,
	}
	for n := 0; ; n++ {
		select {
		case <-stop:
			for _, s := range c.squares {
				s.link().faults.Next(0, networktest.Works, nil)
			}
			return
		case <-time.After(time.Duration(20+r.IntN(100)) * time.Millisecond):
		}
		s := c.squares[r.IntN(len(c.squares))]
		what := s.publishes
		if r.IntN(4) == 0 {
			what = s.reads
		}
		s.link().faults.Next(1, faults[r.IntN(len(faults))], what)
		if at := s.newest(); at != "" && r.IntN(4) == 0 {
			id := s.reply(at, fmt.Sprintf("I saw something, %d", n))
			c.mu.Lock()
			c.answers[s.account()] = append(c.answers[s.account()], id)
			c.mu.Unlock()
		}
	}
}

// settle lets the program finish in peace. Where nobody can know whether a part is
// public, Bob looks at the account and decides.
func (c *liveCrash) settle() {
	c.t.Helper()
	for end := time.Now().Add(4 * patient); ; <-time.After(100 * time.Millisecond) {
		open := 0
		for _, p := range c.stored() {
			if p.Settled() {
				continue
			}
			open++
			if p.State == bot.PostAbsent {
				c.decide(p)
			}
		}
		if open == 0 && c.heard() == c.written() {
			return
		}
		if time.Now().After(end) {
			c.t.Fatalf("%d posts are not settled, %d of %d answers are not heard", open, c.written()-c.heard(), c.written())
		}
	}
}

// decide presses what belongs under the question about a post.
func (c *liveCrash) decide(p bot.Post) {
	c.t.Helper()
	s := c.on(p.Account)
	label := "It is not there: send it again"
	if slices.Contains(s.public(), p.Rendering.Parts[p.Part()].Text) {
		label = "Look again"
	}
	var k bot.Case
	c.read(func(tx bot.Tx) (err error) {
		k, err = tx.Case(p.Case)
		return err
	})
	c.enter("case-" + k.Number + "-fire")
	for _, m := range c.messages() {
		if holds(m.Text, []string{"Nobody knows whether", c.title(s)}) && slices.Contains(m.Buttons, label) {
			c.far.Press(c.t, c.people["bob"], m.At, label)
			return
		}
	}
}

// written is how many answers the public wrote, heard how many are stored.
func (c *liveCrash) written() (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, ids := range c.answers {
		n += len(ids)
	}
	return n
}

func (c *liveCrash) heard() (n int) {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read(func(tx bot.Tx) error {
		for account, ids := range c.answers {
			for _, id := range ids {
				if _, err := tx.Reply(bot.ReplyID(account, id)); err == nil {
					n++
				}
			}
		}
		return nil
	})
	return n
}

// judge compares what was approved with what is public, and what the public wrote
// with what is stored.
func (c *liveCrash) judge(appeals int) {
	c.t.Helper()
	c.logged()
	parts := map[bot.AccountID]int{}
	for _, p := range c.stored() {
		if p.State != bot.PostPosted {
			c.t.Errorf("a post on %s is %s: %s", p.Account, p.State, p.Note)
		}
		public := c.on(p.Account).public()
		for i, part := range p.Rendering.Parts {
			if n := len(slices.DeleteFunc(slices.Clone(public), func(s string) bool { return s != part.Text })); n != 1 {
				c.t.Errorf("part %d of a post on %s is public %d times", i+1, p.Account, n)
			}
		}
		parts[p.Account] += len(p.Rendering.Parts)
	}
	for _, s := range c.squares {
		if n := len(s.public()); n != parts[s.account()] || n < appeals {
			c.t.Errorf("%s has %d parts, and %d were approved", s.account(), n, parts[s.account()])
		}
	}
	stored := 0
	c.read(func(tx bot.Tx) error {
		ks, err := tx.Cases("", 1000)
		for _, k := range ks {
			rs, err := tx.RepliesOf(k.ID, 1, 10000)
			if err != nil {
				return err
			}
			stored += len(rs)
		}
		return err
	})
	if n := c.written(); n == 0 || stored != n {
		c.t.Errorf("the public wrote %d answers, and %d are in the cases", n, stored)
	}
	c.t.Logf("%d appeals, %v parts, %d answers", appeals, parts, stored)
}
