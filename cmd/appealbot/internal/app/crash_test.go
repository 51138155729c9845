package app

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	room "appealbot/bot/chat/practice"
	"appealbot/bot/desk"
	wall "appealbot/bot/network/practice"
	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/bolt"
)

// killsFlag is how often the program is killed: go test -run Killed
// ./cmd/appealbot/internal/app -kills 2000. CI says 200, by the environment.
var killsFlag = flag.Int("kills", 25, "how often the crash test kills the program")

// childEnv makes this test binary play the program that is killed.
const childEnv = "APPEALBOT_TEST_CHILD"

func TestMain(m *testing.M) {
	flag.Parse()
	if args := os.Getenv(programEnv); args != "" {
		os.Exit(beProgram(args))
	}
	if dir := os.Getenv(childEnv); dir != "" {
		if err := child(dir, os.Getenv(childEnv+"_WALL")); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	// Whole programs wait more than they work: for pauses that a platform wants,
	// for leases to end. More of them at once than there are processors are over
	// sooner, unless the command line says how many. Of a fuzzer's processes, which
	// only work, it would be the number.
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue && flag.Lookup("test.fuzz").Value.String() == "" {
		_ = flag.Set("test.parallel", "6") // it is a number
	}
	code := m.Run()
	theChrome.close()
	os.Exit(code)
}

// child is the practice room with officers who do what standard input says,
// on a wall that the parent serves. It answers each line when it is done.
func child(dir, wallURL string) error {
	c := configs.Default()
	c.Log.Level = "error"
	// The parent has no minute to wait for a lease to end.
	c.Outbox.Lease, c.Outbox.Retry = time.Second, configs.Retry{First: 20 * time.Millisecond, Longest: 200 * time.Millisecond}
	p := &practiceRoom{program: &program{config: c, folder: folder(dir), stack: &stack{log: newLog(c.Log, os.Stderr)}}}
	if err := p.open(context.Background(), practiceCmd{Listen: "127.0.0.1:0", Wall: wallURL}); err != nil {
		return err
	}
	fmt.Println("ready")
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		fmt.Println(p.play(in.Text()))
	}
	return p.stack.stop()
}

// play does one thing as an officer: "ann /appeal ...", "bob press".
func (p *practiceRoom) play(line string) string {
	ctx := context.Background()
	user, what, _ := strings.Cut(line, " ")
	newsroom, err := p.chat.FindRoom(ctx, "newsroom")
	if err != nil {
		return err.Error()
	}
	a := room.Act{User: user, Channel: newsroom}
	if command, ok := strings.CutPrefix(what, "/appeal "); ok {
		_, err = p.chat.Command(ctx, a, command)
		return fmt.Sprint("done ", err)
	}
	page, err := p.chat.Page(user, newsroom, "", 20)
	if err != nil {
		return err.Error()
	}
	for _, m := range slices.Backward(page.Messages) {
		for _, b := range m.Body.Buttons {
			if m.Only && b.Label == "Approve" {
				_, err = p.chat.Press(ctx, a, m.ID, b.Action)
				p.chat.Dismiss(user, m.ID)
				return fmt.Sprint("done ", err)
			}
		}
	}
	return "nothing to press"
}

// victim is one life of the child.
type victim struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Scanner
	errs bytes.Buffer
}

func start(t *testing.T, dir, wallURL string) *victim {
	t.Helper()
	v := &victim{cmd: exec.Command(os.Args[0], "-test.run=^$")}
	v.cmd.Env = append(os.Environ(), childEnv+"="+dir, childEnv+"_WALL="+wallURL)
	v.cmd.Stderr = &v.errs
	var err error
	if v.in, err = v.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := v.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	v.out = bufio.NewScanner(out)
	if err := v.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if !v.out.Scan() || v.out.Text() != "ready" {
		_ = v.cmd.Wait()
		t.Fatalf("the program does not start again: %s", v.errs.String())
	}
	return v
}

// do tells the child to do something and reports whether it lived to say so.
func (v *victim) do(line string) bool {
	_, err := io.WriteString(v.in, line+"\n")
	return err == nil && v.out.Scan()
}

func (v *victim) kill() {
	_ = v.cmd.Process.Kill()
	_ = v.cmd.Wait()
}

// killsWanted is how often to kill the program.
func killsWanted(t *testing.T) int {
	t.Helper()
	if testing.Short() {
		return 3
	}
	s := os.Getenv("APPEALBOT_TEST_KILLS")
	if s == "" {
		return *killsFlag
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The program is killed at random moments while officers draft and approve,
// while it publishes through networks that fail, lose answers, answer slowly or
// talk rubbish, and while the public answers. In the end no part of any appeal
// was published twice, none that was approved is missing, no answer is lost, and
// the audit log verifies after each death.
func TestKilledAtAnyMoment(t *testing.T) {
	c := newCrash(t)
	for range killsWanted(t) {
		v := start(t, c.dir, c.url)
		c.live(v, time.Duration(20+c.rand.IntN(400))*time.Millisecond)
		c.verify()
	}
	c.settle()
	c.judge()
}

// crash is the world around a child that dies again and again.
type crash struct {
	t       *testing.T
	dir     string
	url     string
	wall    *wall.Wall
	rand    *rand.Rand
	cases   int
	mu      sync.Mutex
	answers map[bot.AccountID][]string // what the public wrote, by id
}

func newCrash(t *testing.T) *crash {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	c := &crash{t: t, dir: t.TempDir(), rand: rand.New(rand.NewPCG(seed, 0)), answers: map[bot.AccountID][]string{}}
	tokens := map[bot.AccountID]string{}
	for _, p := range wall.Profiles() {
		tokens[p.ID] = string(p.ID)
	}
	var err error
	if c.wall, err = wall.NewWall(wall.Options{Now: time.Now, Tokens: tokens}); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(c.wall.Handler())
	t.Cleanup(func() { c.wall.Close(); srv.CloseClientConnections(); srv.Close() })
	c.url = srv.URL
	return c
}

// live lets the child work until it is killed.
func (c *crash) live(v *victim, life time.Duration) {
	end := time.AfterFunc(life, func() { _ = v.cmd.Process.Kill() })
	defer end.Stop()
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { c.public(stop) })
	for alive := true; alive; {
		c.cases++
		n := fmt.Sprintf("2026-%07d", c.cases)
		alive = v.do(fmt.Sprintf("ann /appeal new --on metro,page,channel,homicide %s Case %d: %s Call 416-808-2222.", n, c.cases, strings.Repeat("Did you see anything near King and Bay? ", 1+c.rand.IntN(12)))) &&
			v.do("ann /appeal submit "+n) &&
			v.do("bob /appeal approve "+n) &&
			v.do("bob press")
	}
	close(stop)
	wg.Wait()
	v.kill()
}

// public lets the networks misbehave and the public answer.
func (c *crash) public(stop <-chan struct{}) {
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	kinds := []wall.FaultKind{wall.FaultNone, wall.FaultNone, wall.FaultDown, wall.FaultLost, wall.FaultSlow, wall.FaultRubbish, wall.FaultBusy}
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(5+r.IntN(20)) * time.Millisecond):
		}
		p := c.wall.Profiles()[r.IntN(len(c.wall.Profiles()))]
		_ = c.wall.SetFault(p.ID, wall.Fault{Kind: kinds[r.IntN(len(kinds))], Times: 1, Wait: time.Duration(r.IntN(900)) * time.Millisecond, Everything: r.IntN(3) == 0})
		for _, th := range c.wall.Threads(p.ID, "", 3, 0) {
			a, err := c.wall.Answer(wall.Visitor{Name: "Pat"}, th.Posts[0].ID, "I saw something")
			if err == nil {
				c.mu.Lock()
				c.answers[p.ID] = append(c.answers[p.ID], a.ID)
				c.mu.Unlock()
			}
		}
	}
}

// verify proves the audit log of the dead child's file.
func (c *crash) verify() {
	c.t.Helper()
	f := folder(c.dir)
	if _, err := verifyFile(c.t.Context(), f.state(), f.public()); err != nil {
		c.t.Fatalf("after a kill: %v", err)
	}
}

// settle lets the program finish in peace. Where nobody can know whether a
// post is public, Bob decides as he would: by looking at the account.
func (c *crash) settle() {
	for _, p := range c.wall.Profiles() {
		_ = c.wall.SetFault(p.ID, wall.Fault{})
	}
	conf := configs.Default()
	conf.Log.Level = "error"
	conf.Outbox.Lease, conf.Outbox.Retry = time.Second, configs.Retry{First: 20 * time.Millisecond, Longest: 200 * time.Millisecond}
	p := &practiceRoom{program: &program{config: conf, folder: folder(c.dir), stack: &stack{log: newLog(conf.Log, os.Stderr)}}}
	if err := p.open(c.t.Context(), practiceCmd{Listen: "127.0.0.1:0", Wall: c.url}); err != nil {
		c.t.Fatal(err)
	}
	defer func() {
		if err := p.stack.stop(); err != nil {
			c.t.Error(err)
		}
	}()
	for began := time.Now(); ; {
		if time.Since(began) > 2*time.Minute {
			c.t.Fatal("the outbox does not come to rest")
		}
		open := c.decide(p)
		if open == 0 && c.heard(p) {
			return
		}
		<-time.After(50 * time.Millisecond)
	}
}

// decide settles what the program asks about and returns how many posts are
// not settled yet.
func (c *crash) decide(p *practiceRoom) int {
	open := 0
	c.each(p.core.store, func(q bot.Post) {
		if q.Settled() {
			return
		}
		open++
		if q.State == bot.PostAbsent {
			what := desk.Send
			if c.wall.Published(q.Account, q.Key()) > 0 {
				what = desk.Look
			}
			bob, _ := p.core.desk.Roster().ByID("bob")
			if _, err := p.core.desk.Decide(c.t.Context(), desk.Actor{Person: bob, Via: "test"}, q.ID, what); err != nil {
				c.t.Error(err)
			}
		}
	})
	return open
}

// each calls fn for every post.
func (c *crash) each(s bot.Store, fn func(bot.Post)) {
	var posts []bot.Post
	err := s.View(c.t.Context(), func(tx bot.Tx) error {
		for before := bot.ID(""); ; {
			ks, err := tx.Cases(before, 100)
			if err != nil || len(ks) == 0 {
				return err
			}
			for _, k := range ks {
				as, err := tx.AppealsOf(k.ID, 10)
				if err != nil {
					return err
				}
				for _, a := range as {
					ps, err := tx.PostsOf(a.ID)
					if err != nil {
						return err
					}
					if a.State == bot.Approved && len(ps) == 0 {
						c.t.Errorf("appeal %s was approved and has no posts", k.Number)
					}
					posts = append(posts, ps...)
				}
			}
			before = ks[len(ks)-1].ID
		}
	})
	if err != nil {
		c.t.Fatal(err)
	}
	for _, p := range posts {
		fn(p)
	}
}

// heard reports whether every answer of the public is stored.
func (c *crash) heard(p *practiceRoom) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := true
	err := p.core.store.View(c.t.Context(), func(tx bot.Tx) error {
		for account, ids := range c.answers {
			for _, id := range ids {
				if _, err := tx.Reply(bot.ReplyID(account, id)); err != nil {
					all = false
					return nil //nolint:nilerr // Not yet.
				}
			}
		}
		return nil
	})
	return err == nil && all
}

// judge compares what the store believes with what the public sees.
func (c *crash) judge() {
	db, err := bolt.OpenReadOnly(folder(c.dir).state())
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	published, posts := 0, 0
	c.each(store.ReadOnly(db), func(p bot.Post) {
		if p.Op != bot.OpCreate {
			return
		}
		posts++
		if p.State != bot.PostPosted {
			c.t.Errorf("a post on %s is %s: %s", p.Account, p.State, p.Note)
		}
		for i := range p.Rendering.Parts {
			n := c.wall.Published(p.Account, fmt.Sprintf("%s-%d", p.ID, i))
			if n != 1 {
				c.t.Errorf("part %d of a post on %s was published %d times", i+1, p.Account, n)
			}
			published += n
		}
	})
	heard := 0
	for _, ids := range c.answers {
		heard += len(ids)
	}
	if posts == 0 || heard == 0 {
		c.t.Errorf("%d posts and %d answers: the test shows nothing", posts, heard)
	}
	c.verify()
	c.t.Logf("%d cases, %d posts, %d public parts, %d answers", c.cases, posts, published, heard)
}
