package app

import (
	"encoding/csv"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"appealbot/bot/chat"
)

// floods is how often a thousand answers come.
const floods = 2

// A flood is what became of one: how long it took until all answers were shown,
// and how long the slowest of n commands, and as many presses, waited for an
// answer.
type flood struct {
	took, said, pressed time.Duration
	n                   int
}

// String implements fmt.Stringer.
func (f flood) String() string {
	return fmt.Sprintf("all shown after %v; of %d commands and as many presses the slowest were answered in %v and %v",
		f.took.Round(time.Millisecond), f.n, f.said.Round(time.Millisecond), f.pressed.Round(time.Millisecond))
}

// flooded lets the public give answers while officers work, until all of them
// are shown.
//
// APPEALBOT_TEST_FLOOD spreads the answers over a time, such as 1m; without it
// they come at once.
func (p *precinct) flooded(post string, at chat.Ref) flood {
	p.t.Helper()
	began := time.Now()
	var public sync.WaitGroup
	public.Go(func() { p.pour(post) })
	f := p.askMeanwhile(at, func() bool { return p.shown() == floods*1000+1 })
	f.took = time.Since(began)
	public.Wait()
	p.rows()
	if f.said > time.Second && os.Getenv("APPEALBOT_TEST_FLOOD") != "" {
		p.t.Errorf("a command was answered in %v", f.said)
	}
	p.card(fmt.Sprintf("%d answers", floods*1000+1))
	return f
}

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

// askMeanwhile gives commands and presses buttons until done.
func (p *precinct) askMeanwhile(at chat.Ref, done func() bool) (f flood) {
	p.t.Helper()
	end := time.Now().Add(3 * time.Minute)
	for ; !done(); f.n++ {
		if time.Now().After(end) {
			p.t.Fatalf("only %d answers are shown", p.shown())
		}
		began := time.Now()
		p.says("ann", p.room, "status", "public (3 posts)")
		f.said = max(f.said, time.Since(began))
		label := []string{"Tip", "Question"}[f.n%2]
		began = time.Now()
		p.got = p.far.Press(p.t, p.people["carla"], at, label)
		f.pressed = max(f.pressed, time.Since(began))
		p.told("R1 is labelled " + strings.ToLower(label))
		p.until("the label is shown", func() bool { return holds(p.far.See(p.t, at).Text, []string{label + " (Insp"}) })
		<-time.After(200 * time.Millisecond) // people are no machines
	}
	return f
}

// rows checks the lists: every answer is in one, in order.
func (p *precinct) rows() {
	p.t.Helper()
	next := 0
	for _, m := range p.far.said(p.room) {
		from, to := span(m.Text)
		if from == 0 {
			continue
		}
		if single.MatchString(m.Text) {
			next++
			continue
		}
		for _, row := range p.list(m.At) {
			if next++; row[0] != "R"+strconv.Itoa(next) {
				p.t.Fatalf("the list has %s where R%d should be", row[0], next)
			}
		}
		if next != to {
			p.t.Fatalf("the list ends with R%d, want R%d", next, to)
		}
	}
	if next != floods*1000+1 {
		p.t.Errorf("%d answers are in the channel and its lists", next)
	}
}

// list is the table that is attached to a message, without its head.
func (p *precinct) list(at chat.Ref) [][]string {
	p.t.Helper()
	rows, err := csv.NewReader(strings.NewReader(string(p.attached(at).Data))).ReadAll()
	p.must(err)
	return rows[1:]
}
