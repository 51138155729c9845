package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

// A live department publishes on real accounts: everything that the program does
// about them goes to strict servers of the networks.
type live struct {
	*precinct
	squares []square
	said    strings.Builder // by the command line, and to whom connects in a chat
}

// goLive gives a precinct its accounts.
func (p *precinct) goLive(squares ...square) *live {
	p.t.Helper()
	l := &live{precinct: p, squares: squares}
	p.more = "accounts:\n"
	for _, s := range squares {
		p.more += "  - " + s.entry(p.department) + "\n"
	}
	return l
}

// on is the network of an account.
func (l *live) on(id bot.AccountID) square {
	l.t.Helper()
	for _, s := range l.squares {
		if s.account() == id {
			return s
		}
	}
	l.t.Fatalf("there is no account %s", id)
	return nil
}

// title is what officers call an account.
func (l *live) title(s square) string {
	l.t.Helper()
	m := titled.FindStringSubmatch(s.entry(l.department))
	if m == nil {
		l.t.Fatalf("%s has no name", s.account())
	}
	return m[1]
}

var titled = regexp.MustCompile(`name: ([^,]+),`)

// page is the address that an invitation has in it.
var page = regexp.MustCompile(`https?://[^\s<>|]+`)

// connect runs the command that connects an account, brings what answer says, and
// returns what the command says.
func (l *live) connect(s square, bring func(*testing.T, string) string, more ...string) (says string, code int) {
	l.t.Helper()
	in, typed := io.Pipe()
	var out lockedBuffer
	done := make(chan int, 1)
	args := append([]string{"connect", string(s.account()), "--config", l.configure(), "--data", l.data()}, more...)
	go func() {
		code := Main(context.WithoutCancel(l.t.Context()), args, System{Stdin: in, Stdout: &out, Stderr: &out, Getenv: os.Getenv})
		_ = in.Close() // nobody reads any more
		done <- code
	}()
	asked := func() bool { return strings.Contains(out.String(), "\n> ") || len(done) > 0 }
	l.until("the command asks", asked)
	if len(done) == 0 {
		answer := bring(l.t, page.FindString(out.String()))
		// The browser comes back by itself, unless something else listens there.
		if strings.Contains(out.String(), "Then come back here") && strings.HasPrefix(answer, redirect) {
			resp, err := http.Get(answer)
			if err != nil {
				l.t.Fatal(err)
			}
			_ = resp.Body.Close()
		} else {
			_, _ = fmt.Fprintln(typed, answer) // the command says if it did not get it
		}
	}
	select {
	case code = <-done:
	case <-time.After(patient):
		l.t.Fatalf("the command does not end: %s", out.String())
	}
	l.said.WriteString(out.String())
	return out.String(), code
}

// connected connects an account as it should.
func (l *live) connected(s square, more ...string) {
	l.t.Helper()
	if says, code := l.connect(s, s.agrees, more...); code != exitOK || !strings.Contains(says, string(s.account())+" is connected.") {
		l.t.Fatalf("connect %s: %d\n%s", s.account(), code, says)
	}
}

// connectedInChat lets somebody connect an account from a chat.
func (l *live) connectedInChat(user string, s square) {
	l.t.Helper()
	line := "connect " + string(s.account())
	l.until("the form is there", func() bool {
		l.says(user, l.newsroom, line)
		return l.got.Form != nil // it is being prepared at first
	})
	at := page.FindString(l.got.Form.Intro)
	for _, m := range l.got.Replies {
		for _, to := range m.Links {
			at = to
		}
	}
	l.fill(map[string]string{"brought": s.agrees(l.t, at)}, "It is being checked")
	for _, m := range l.got.Replies {
		l.said.WriteString(m.Text)
	}
	direct := l.far.direct(user)
	l.until(user+" is told that it works", func() bool {
		for _, m := range l.far.In(l.t, direct) {
			if holds(m.Text, []string{l.title(s) + " is connected and works"}) {
				return true
			}
		}
		return false
	})
}

// duty are the messages in the duty channel that say this.
func (l *live) duty(text string) (n int) {
	l.t.Helper()
	id, ok := l.far.channel("duty")
	if !ok {
		l.t.Fatal("there is no duty channel")
	}
	for _, m := range l.far.said(id) {
		if strings.Contains(flat(m.Text), text) {
			n++
		}
	}
	return n
}

// hearsOnce waits until the duty channel says something, once.
func (l *live) hearsOnce(text string) {
	l.t.Helper()
	l.until("the duty channel hears: "+text, func() bool { return l.duty(text) > 0 })
	if n := l.duty(text); n != 1 {
		l.t.Errorf("the duty channel hears %d times: %s", n, text)
	}
}

// doctor looks at the accounts only: what it says of a chat is not from here, and
// where it looks it takes what waits there for the program.
func (l *live) doctor() (says string, code int) {
	l.t.Helper()
	conf := l.write("doctor.yaml", l.more)
	return l.run("doctor", "--config", conf, "--data", l.data())
}

// try runs one of the program's tools, which may fail.
func (l *live) try(args ...string) (says string, code int) {
	l.t.Helper()
	return l.run(append(args, "--config", l.configure(), "--data", l.data())...)
}

func (l *live) run(args ...string) (says string, code int) {
	l.t.Helper()
	var out bytes.Buffer
	code = Main(context.WithoutCancel(l.t.Context()), args, System{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Getenv: os.Getenv})
	l.said.WriteString(out.String())
	return out.String(), code
}
