package app

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// The public gives 2,000 answers to one case while the server lets the bot make
// ten calls a second. All of them are shown, once and in order, and officers are
// answered meanwhile.
//
// APPEALBOT_TEST_FLOOD spreads the answers over a time, such as 1m, and has the
// figures in the log; without it they come at once. A real server limits nobody
// unless its RateLimitSettings say so.
func TestMattermostFlood(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, p *precinct) {
		p.start()
		post, at := p.live("2026-7777777")
		if p.server != nil {
			p.server.Faults(limited(rate()))
		}
		calls, refused := p.link.counts()
		began := time.Now()
		var public sync.WaitGroup
		public.Go(func() { p.pour(post) })
		said, pressed, n := p.askMeanwhile(at.At, func() bool { return p.shown() == floods*1000+1 })
		took := time.Since(began)
		public.Wait()
		p.rows()
		after, refusedAfter := p.link.counts()
		t.Logf("all shown after %v, with %d calls of which %d were refused with 429; of %d commands and as many presses the slowest were answered in %v and %v",
			took.Round(time.Millisecond), after-calls, refusedAfter-refused, n, said.Round(time.Millisecond), pressed.Round(time.Millisecond))
		if said > time.Second && os.Getenv("APPEALBOT_TEST_FLOOD") != "" {
			t.Errorf("a command was answered in %v", said)
		}
		p.card(fmt.Sprintf("%d answers", floods*1000+1))
		p.quit()
		p.whole()
	})
}

// rate is how many calls a second the stand-in lets the bot make, and how many at
// once: those of a real server, or APPEALBOT_TEST_FLOOD_RATE.
func rate() (perSecond, burst float64) {
	if _, err := fmt.Sscanf(os.Getenv("APPEALBOT_TEST_FLOOD_RATE"), "%g/%g", &perSecond, &burst); err != nil {
		return 10, 100
	}
	return perSecond, burst
}

// floods is how often a thousand answers come.
const floods = 2

// pour gives the answers: at once, or spread over a time.
func (p *precinct) pour(post string) {
	over, err := time.ParseDuration(os.Getenv("APPEALBOT_TEST_FLOOD"))
	if err != nil {
		for range floods {
			p.visit("flood", url.Values{"n": {"1000"}})
		}
		return
	}
	tick := time.NewTicker(over / (floods * 1000))
	defer tick.Stop()
	for i := range floods * 1000 {
		p.answer(post, fmt.Sprintf("Answer %d: I drove past there last night, does that help?", i))
		<-tick.C
	}
}

// limited is the rate limit of a real server, for the bot's address alone. What
// it may do at once is used up already.
func limited(perSecond, burst float64) func(*http.Request) mattermosttest.Fault {
	level, at := 0.0, time.Now()
	return func(r *http.Request) mattermosttest.Fault {
		if !strings.HasPrefix(r.RemoteAddr, "127.0.0.2:") {
			return mattermosttest.Fault{}
		}
		now := time.Now()
		level = min(burst, level+now.Sub(at).Seconds()*perSecond)
		at = now
		if level < 1 {
			return mattermosttest.RateLimited()
		}
		level--
		return mattermosttest.Fault{}
	}
}

// askMeanwhile gives commands and presses buttons until done, and returns how
// long the slowest of each took to be answered.
func (p *precinct) askMeanwhile(at chat.Ref, done func() bool) (said, pressed time.Duration, n int) {
	p.t.Helper()
	end := time.Now().Add(3 * time.Minute)
	for ; !done(); n++ {
		if time.Now().After(end) {
			p.t.Fatalf("only %d answers are shown", p.shown())
		}
		began := time.Now()
		p.says("ann", p.room, "status", "public (3 posts)")
		said = max(said, time.Since(began))
		label := []string{"Tip", "Question"}[n%2]
		began = time.Now()
		p.got = p.far.Press(p.t, p.people["carla"], at, label)
		pressed = max(pressed, time.Since(began))
		p.told("R1 is labelled " + strings.ToLower(label))
		p.until("the label is shown", func() bool {
			q, _, err := p.far.Admin().GetPost(p.t.Context(), at.Message, "")
			return err == nil && strings.Contains(attached(q), label+" (Insp")
		})
		<-time.After(200 * time.Millisecond) // people are no machines
	}
	return said, pressed, n
}

// rows checks the lists: every answer is in one, in order.
func (p *precinct) rows() {
	p.t.Helper()
	next := 0
	for _, q := range p.in(p.room) {
		if m := single.FindStringSubmatch(q.Message); m != nil {
			next++
			continue
		}
		if m := many.FindStringSubmatch(q.Message); m == nil {
			continue
		}
		for _, row := range p.list(q) {
			if next++; row[0] != "R"+strconv.Itoa(next) {
				p.t.Fatalf("the list has %s where R%d should be", row[0], next)
			}
		}
	}
	if next != floods*1000+1 {
		p.t.Errorf("%d answers are in the channel and its lists", next)
	}
}

// list is the table that is attached to a message, without its head.
func (p *precinct) list(q *model.Post) [][]string {
	p.t.Helper()
	if len(q.FileIds) != 1 {
		p.t.Fatalf("a digest has %d files", len(q.FileIds))
	}
	data, _, err := p.far.Admin().GetFile(p.t.Context(), q.FileIds[0])
	p.must(err)
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	p.must(err)
	return rows[1:]
}
