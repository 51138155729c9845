package app

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// patient bounds every wait for the program.
const patient = 20 * time.Second

// onServers runs a test on the stand-in, and on a real server if there is one.
func onServers(t *testing.T, test func(*testing.T, *precinct)) {
	t.Run("stand-in", func(t *testing.T) {
		t.Parallel()
		test(t, onStandIn(t))
	})
	t.Run("real", func(t *testing.T) {
		t.Parallel()
		server, token := os.Getenv("APPEALBOT_TEST_MATTERMOST_URL"), os.Getenv("APPEALBOT_TEST_MATTERMOST_TOKEN")
		if server == "" {
			t.Skip("APPEALBOT_TEST_MATTERMOST_URL is not set")
		}
		test(t, newPrecinct(t, server, token))
	})
}

// onStandIn is a precinct on a server of its own.
func onStandIn(t *testing.T) *precinct {
	t.Helper()
	s := mattermosttest.NewServer(t)
	p := newPrecinct(t, s.URL(), s.AdminToken())
	p.server = s
	return p
}

// A precinct is a department on a Mattermost server: its people with their
// clients, and the program, which runs as a process of its own.
type precinct struct {
	t        *testing.T
	far      *mattermosttest.Far
	server   *mattermosttest.Server // nil: a real one
	link     *link
	place    mattermosttest.Place
	people   map[string]string // user ids
	newsroom string
	room     string       // the case's channel
	who      string       // did something last
	got      chattest.Got // what they were told
	dir      string
	wall     string            // the address of the wall
	call     string            // where the program takes what the server sends
	officers map[string]string // the configuration's: name and roles
	program  *process
	log      lockedBuffer
}

// department is its people. Eve has an account on the server and is none of
// them.
func (p *precinct) department() map[string]string {
	return map[string]string{
		"ann": "Cst. Ann Okafor, roles: [author]", "bob": "Sgt. Bob Tremblay, roles: [author, approver]",
		"carla": "Insp. Carla Singh, roles: [approver, lead, admin]", "dev": "Det. Dev Patel, roles: [author, lead]",
	}
}

func newPrecinct(t *testing.T, server, token string) *precinct {
	t.Helper()
	p := &precinct{t: t, people: map[string]string{}, dir: t.TempDir(), wall: "http://" + freeAddress(t), call: freeAddress(t)}
	p.officers = p.department()
	names := []string{"ann", "bob", "carla", "dev", "eve"}
	p.far = mattermosttest.NewFar(t, mattermosttest.Site{
		URL: openLink(t, server, crowd()).URL, Token: token, CommandPath: mattermost.PathCommand, Open: p.open, People: names, Linger: 5 * time.Second,
	})
	for i, id := range p.far.Officers() {
		p.people[names[i]] = id
	}
	p.newsroom, _ = p.far.Public()
	news, _, err := p.far.Admin().GetChannel(t.Context(), p.newsroom)
	p.must(err)
	duty, _, err := p.far.Admin().CreateChannel(t.Context(), &model.Channel{TeamId: news.TeamId, Type: model.ChannelTypeOpen, Name: "duty", DisplayName: "Duty"})
	p.must(err)
	for _, id := range append(p.far.Officers(), p.far.Bot()) {
		_, _, err := p.far.Admin().AddChannelMember(t.Context(), duty.Id, id)
		p.must(err)
	}
	p.link = openLink(t, server, botIP)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the program's log:\n%s", p.log.String())
		}
	})
	return p
}

// open implements mattermosttest.Site: what the server sends goes to the
// program, when there is one.
func (p *precinct) open(place mattermosttest.Place) (chat.Client, http.Handler) {
	p.place = place
	to := &url.URL{Scheme: "http", Host: p.call}
	transport := &http.Transport{DisableKeepAlives: true}
	return elsewhere{}, &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }, Transport: transport,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { hangUp(w) },
	}
}

// elsewhere is the adapter, which is in another process.
type elsewhere struct{ chat.Client }

// Platform implements chat.Client.
func (elsewhere) Platform() string { return mattermost.Name }

func (p *precinct) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// write puts a file next to the configuration.
func (p *precinct) write(name, text string) string {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	p.must(os.WriteFile(path, []byte(text), 0o600))
	return path
}

// start starts the program and waits until it listens to the server.
func (p *precinct) start() {
	p.t.Helper()
	p.write("token", p.place.Token)
	p.write("command-token", p.place.CommandToken)
	people := ""
	for _, id := range slices.Sorted(maps.Keys(p.officers)) {
		people += fmt.Sprintf("\n  - {id: %s, logins: {mattermost: %s}, name: %s}", id, p.people[id], p.officers[id])
	}
	conf := p.write("config.yaml", fmt.Sprintf(`
http: {listen: %q}
mattermost: {url: %q, token_file: token, command_token_file: command-token, teams: [%s], command: %s, listen: %q, callback: %q}
outbox: {lease: 10s, retry: {first: 1s, longest: 5s}}
people:%s`, strings.TrimPrefix(p.wall, "http://"), p.link.URL, p.place.Team, p.place.Command, p.call, p.place.Callback, people))
	before := p.link.connected()
	p.program = launch(p.t, &p.log, "serve", "--config", conf, "--data", p.data())
	p.until("the program listens", func() bool { return p.link.connected() > before })
}

func (p *precinct) data() string { return filepath.Join(p.dir, "data") }

// kill ends the program without a warning.
func (p *precinct) kill() { p.program.kill() }

// quit ends the program as its operator does, when it has shown everything.
func (p *precinct) quit() {
	p.t.Helper()
	p.until("nothing waits to be shown", func() bool { return len(p.due()) == 0 })
	if err := p.program.quit(); err != nil {
		p.t.Fatalf("the program ended badly: %v", err)
	}
}

// until waits until something holds.
func (p *precinct) until(what string, ok func() bool) {
	p.t.Helper()
	for end := time.Now().Add(patient); !ok(); {
		if time.Now().After(end) {
			p.t.Fatalf("it never happens: %s\nThe bot said:\n%s", what, p.transcript())
		}
		<-time.After(30 * time.Millisecond)
	}
}

// transcript is what the bot has said, for a person to read.
func (p *precinct) transcript() string {
	var b strings.Builder
	for _, q := range p.posts() {
		fmt.Fprintf(&b, "- %s %s\n", flat(q.Message), flat(attached(q)))
	}
	return b.String()
}

// says lets somebody type a command into a channel, and checks what they are
// told.
func (p *precinct) says(user, channel, line string, told ...string) {
	p.t.Helper()
	p.who, p.got = user, p.far.Command(p.t, p.people[user], channel, line)
	p.told(told...)
}

// told checks what the person who did something last was told.
func (p *precinct) told(texts ...string) {
	p.t.Helper()
	var all []string
	for _, s := range p.got.Replies {
		all = append(all, flat(s.Text))
	}
	for _, s := range p.got.Errors {
		all = append(all, flat(s))
	}
	for _, text := range texts {
		if got := strings.Join(all, "\n"); !strings.Contains(got, text) {
			p.t.Fatalf("%q is not in the answer: %q", text, got)
		}
	}
}

// flat makes all white space one space, and leaves out what takes no space.
func flat(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u200b", "")), " ")
}

// enter goes to the channel of a case as soon as there is one.
func (p *precinct) enter(name string) {
	p.t.Helper()
	news, _, err := p.far.Admin().GetChannel(p.t.Context(), p.newsroom)
	p.must(err)
	p.until("there is a channel "+name, func() bool {
		c, _, err := p.far.Admin().GetChannelByName(p.t.Context(), name, news.TeamId, "")
		if err == nil {
			p.room = c.Id
		}
		return err == nil
	})
}

// messages is everything in the case's channel, with the threads of its cards.
func (p *precinct) messages() []chattest.Seen {
	p.t.Helper()
	var out []chattest.Seen
	for _, s := range p.far.In(p.t, p.room) {
		out = append(out, s)
		if isCardText(s.Text) {
			out = append(out, p.far.Under(p.t, s.At)...)
		}
	}
	return out
}

func isCardText(text string) bool { return strings.Contains(text, "Revision") }

// newest is the newest message for which ok holds.
func (p *precinct) newest(ok func(chattest.Seen) bool) (chattest.Seen, bool) {
	p.t.Helper()
	for _, s := range slices.Backward(p.messages()) {
		if ok(s) {
			return s, true
		}
	}
	return chattest.Seen{}, false
}

// card waits until the newest card says all of this.
func (p *precinct) card(texts ...string) (card chattest.Seen) {
	p.t.Helper()
	p.until(fmt.Sprintf("the card says %q", texts), func() bool {
		var ok bool
		card, ok = p.newest(func(s chattest.Seen) bool { return isCardText(s.Text) })
		return ok && holds(card.Text, texts)
	})
	return card
}

// sees waits until a message in the case's channel says all of this.
func (p *precinct) sees(texts ...string) (seen chattest.Seen) {
	p.t.Helper()
	p.until(fmt.Sprintf("the channel says %q", texts), func() bool {
		var ok bool
		seen, ok = p.newest(func(s chattest.Seen) bool { return holds(s.Text, texts) })
		return ok
	})
	return seen
}

// holds reports whether a text says all of this; what begins with "!" must not
// be there.
func holds(text string, wanted []string) bool {
	text = flat(text)
	return !slices.ContainsFunc(wanted, func(w string) bool {
		w, not := strings.CutPrefix(w, "!")
		return strings.Contains(text, w) == not
	})
}

// press lets somebody press the newest button with a label, and checks what they
// are told.
func (p *precinct) press(user, label string, told ...string) {
	p.t.Helper()
	var at chattest.Seen
	p.until("there is a button "+label, func() bool {
		var ok bool
		at, ok = p.newest(func(s chattest.Seen) bool { return slices.Contains(s.Buttons, label) })
		return ok
	})
	p.who, p.got = user, p.far.Press(p.t, p.people[user], at.At, label)
	p.told(told...)
}

// offered is how many messages have a button with a label.
func (p *precinct) offered(label string) (n int) {
	p.t.Helper()
	for _, s := range p.messages() {
		if slices.Contains(s.Buttons, label) {
			n++
		}
	}
	return n
}

// fill lets whoever did something last fill in and send the form in front of
// them.
func (p *precinct) fill(values map[string]string, told ...string) {
	p.t.Helper()
	if p.got.Form == nil {
		p.t.Fatalf("no form is open in front of %s; they were told %+v", p.who, p.got.Replies)
	}
	vs := map[string][]string{}
	for k, v := range values {
		vs[k] = []string{v}
	}
	p.got = p.far.Submit(p.t, p.people[p.who], vs)
	p.told(told...)
}

// tool runs one of the program's tools and returns what it prints.
func (p *precinct) tool(args ...string) string {
	p.t.Helper()
	var out, errs bytes.Buffer
	code := Main(context.WithoutCancel(p.t.Context()), append(args, "--data", p.data()), System{Stdout: &out, Stderr: &errs, Getenv: os.Getenv})
	if code != exitOK {
		p.t.Fatalf("%v: %s%s", args, out.String(), errs.String())
	}
	return out.String()
}

// logged checks the audit log, which must verify.
func (p *precinct) logged(texts ...string) {
	p.t.Helper()
	p.tool("audit", "verify")
	log := p.tool("audit", "print")
	for _, text := range texts {
		if !strings.Contains(log, text) {
			p.t.Errorf("%q is not in the audit log:\n%s", text, log)
		}
	}
}
