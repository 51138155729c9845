package app

import (
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/slack"
	"appealbot/bot/chat/slack/slacktest"
)

// inModes runs a test with both ways in which the program and Slack reach each
// other.
func inModes(t *testing.T, test func(*testing.T, *slackPrecinct)) {
	t.Run("socket", func(t *testing.T) {
		t.Parallel()
		test(t, onSlack(t))
	})
	t.Run("http", func(t *testing.T) {
		t.Parallel()
		test(t, onCallingSlack(t))
	})
}

// onSlack is a precinct on a workspace of its own, to which the program
// connects.
func onSlack(t *testing.T) *slackPrecinct {
	t.Helper()
	d, s := newDepartment(t), newSlackSide(t)
	return &slackPrecinct{d.on(s), s}
}

// onCallingSlack is one whose workspace calls the program.
func onCallingSlack(t *testing.T) *slackPrecinct {
	t.Helper()
	p := onSlack(t)
	p.call = freeAddress(t)
	return p
}

// A slackPrecinct is a department that works in a Slack workspace.
type slackPrecinct struct {
	*precinct
	*slackSide
}

// A slackSide is a department's workspace: its people with their clients, and
// the way there.
type slackSide struct {
	*slacktest.Far
	test *testing.T
	wire *wire
	ids  map[string]string // of the people
	call string            // where Slack calls the program; empty when it does not
	set  bool              // Slack knows where that is
	// twice says that Slack tells of everything twice.
	twice bool
}

var _ side = (*slackSide)(nil)

func newSlackSide(t *testing.T) *slackSide {
	t.Helper()
	s := &slackSide{test: t, ids: map[string]string{}, wire: &wire{open: map[net.Conn]bool{}}}
	// Slack's own limit: whole programs under the race detector share two cores
	// here. The adapter alone is held to one second in its own package.
	w := slacktest.New(t, slacktest.Listener(func(l net.Listener) net.Listener {
		s.wire.Listener = l
		return s.wire
	}), slacktest.SlowestAck(3*time.Second))
	s.Far = slacktest.NewFar(t, w, func() chat.Client { return elsewhere{name: slack.Name} })
	s.Linger = 5 * time.Second
	for i, id := range s.Officers() {
		s.ids[staff()[i]] = id
	}
	for _, name := range staff()[len(s.ids):] {
		s.ids[name] = w.AddUser(slacktest.User{Name: name})
		s.Invite(t, s.news(), s.ids[name])
	}
	w.AddChannel(slacktest.Channel{Name: "duty", Members: append(slices.Collect(maps.Values(s.ids)), slacktest.BotUser)})
	return s
}

func (s *slackSide) name() string { return slack.Name }

func (s *slackSide) login(person string) string { return s.ids[person] }

func (s *slackSide) section(d *department) string {
	d.write("bot-token", slacktest.BotToken)
	if s.call == "" {
		d.write("app-token", slacktest.AppToken)
		return fmt.Sprintf("slack: {bot_token_file: bot-token, app_token_file: app-token, api: %q}", s.API())
	}
	d.write("signing-secret", slacktest.SigningSecret)
	return fmt.Sprintf("slack: {bot_token_file: bot-token, mode: http, signing_secret_file: signing-secret, url: %q, listen: %q, api: %q}",
		"http://"+s.call, s.call, s.API())
}

// listening: a program that Slack calls shows that it listens by what it
// answers.
func (s *slackSide) listening() func() bool {
	if s.call == "" {
		_, before := s.Sockets()
		return func() bool {
			_, now := s.Sockets()
			return now > before
		}
	}
	return func() bool {
		if !s.set {
			at := "http://" + s.call
			s.Callback(s.test, slacktest.Callback{Commands: at + slack.PathCommand, Interactivity: at + slack.PathInteract, Events: at + slack.PathEvents})
			s.set = true
		}
		got := s.Command(s.test, s.ids["dev"], s.news(), "whoami")
		return len(got.Replies) > 0 && holds(got.Replies[0].Text, []string{"Det. Dev Patel"})
	}
}

func (s *slackSide) news() string {
	id, _ := s.Public()
	return id
}

func (s *slackSide) channel(name string) (string, bool) { return s.Find(name) }

func (s *slackSide) direct(person string) string { return s.Talk(s.ids[person]) }

func (s *slackSide) private(name string, people ...string) string {
	var members []string
	for _, p := range people {
		members = append(members, s.ids[p])
	}
	return s.AddChannel(slacktest.Channel{Name: name, Private: true, Members: members})
}

// unsure is how much later than Slack the bot may take a message to have been
// changed: it knows Slack's clock to half a second, and is careful by as much.
const unsure = 1200 * time.Millisecond

func (s *slackSide) changed(at chat.Ref) time.Time {
	s.test.Helper()
	return s.Record(s.test, at).Changed.Add(unsure)
}

func (s *slackSide) everything() (out []said) {
	s.test.Helper()
	for _, id := range s.Channels() {
		out = append(out, s.said(id)...)
	}
	return out
}

// said implements side. What is shown with files, and what answers a person in
// their direct messages, carries no key; it has one of its own here.
func (s *slackSide) said(channel string) (out []said) {
	s.test.Helper()
	for _, r := range s.Records(s.test, channel) {
		key, _ := r.Payload["key"].(string)
		if key == "" && (len(r.Files) > 0 || channel[0] == 'D') {
			key = "no key " + r.At.Message
		}
		out = append(out, said{At: r.At, Key: key, Text: r.Text})
	}
	return out
}

// repeat lets Slack tell of the last deed once more, if it does.
func (s *slackSide) repeat() {
	s.test.Helper()
	if s.twice {
		s.Again(s.test)
	}
}

// backwards lets Slack tell late, and in the wrong order, of what is done.
func (s *slackSide) backwards(do func()) {
	s.test.Helper()
	twice := s.twice
	s.twice = false
	s.Hold()
	do()
	s.Release(true)
	s.twice = twice
}

// Command implements side.
func (s *slackSide) Command(t *testing.T, user, channel, line string) chattest.Got {
	t.Helper()
	defer s.repeat()
	return s.Far.Command(t, user, channel, line)
}

// Press implements side.
func (s *slackSide) Press(t *testing.T, user string, at chat.Ref, label string) chattest.Got {
	t.Helper()
	defer s.repeat()
	return s.Far.Press(t, user, at, label)
}

// Submit implements side.
func (s *slackSide) Submit(t *testing.T, user string, values map[string][]string, files ...chat.File) chattest.Got {
	t.Helper()
	defer s.repeat()
	return s.Far.Submit(t, user, values, files...)
}

// React implements side.
func (s *slackSide) React(t *testing.T, user string, at chat.Ref, e chat.Emoji) {
	t.Helper()
	s.Far.React(t, user, at, e)
	s.repeat()
}

// Unreact implements side.
func (s *slackSide) Unreact(t *testing.T, user string, at chat.Ref, e chat.Emoji) {
	t.Helper()
	s.Far.Unreact(t, user, at, e)
	s.repeat()
}

// Upload implements side.
func (s *slackSide) Upload(t *testing.T, user string, at chat.Ref, files []chat.File) {
	t.Helper()
	s.Far.Upload(t, user, at, files)
	s.repeat()
}

// reacts puts the emoji of a name on a message; the name begins with "-" to take
// it off.
func (p *slackPrecinct) reacts(user string, at chat.Ref, name string) {
	p.t.Helper()
	if off, ok := strings.CutPrefix(name, "-"); ok {
		p.UnreactWith(p.t, p.people[user], at, off)
	} else {
		p.ReactWith(p.t, p.people[user], at, name)
	}
	p.repeat()
}

// hears waits until somebody was told something, for them alone.
func (p *slackPrecinct) hears(user, text string) {
	p.t.Helper()
	p.until(user+" is told "+text, func() bool {
		return slices.ContainsFunc(p.Whispers(p.people[user]), func(s chattest.Seen) bool { return holds(s.Text, []string{text}) })
	})
}
