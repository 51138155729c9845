package app

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/store"
	"appealbot/store/bolt"
)

// patient bounds every wait for the program: what died while it posted something
// looks for that when its lease is over, and then for what people did with it.
const patient = 45 * time.Second

// A side is a chat on which a department works: beside what its people see and
// do there, what the tests have to know.
type side interface {
	chattest.Sight
	chattest.Deeds
	// name is that of the platform.
	name() string
	// login is the id of one of the people.
	login(person string) string
	// section is that of the configuration, with the files that it names.
	section(d *department) string
	// listening returns what reports whether the program listens since.
	listening() func() bool
	// news is a public channel.
	news() string
	// channel is the id of a channel that the bot made.
	channel(name string) (id string, ok bool)
	// direct is a person's conversation with the bot.
	direct(person string) string
	// private is a new channel that the bot is not in.
	private(name string, people ...string) string
	// said is what the bot says in a channel and in its threads, and all that
	// it says anywhere: the oldest first.
	said(channel string) []said
	everything() []said
	// changed is when a message was changed last.
	changed(at chat.Ref) time.Time
}

// said is a message of the bot.
type said struct {
	At   chat.Ref
	Key  string // under which it was posted
	Text string
}

// A department is the program, which runs as a process of its own, with the
// chats that it is on and the wall on which it publishes.
type department struct {
	t        *testing.T
	dir      string
	folder   string            // of the data
	wall     string            // the address of the wall
	officers map[string]string // the configuration's: name and roles
	sides    []side
	more     string // sections of the configuration beyond the usual
	program  *process
	log      lockedBuffer
}

// staff are the people who have accounts: Eve has them and is no officer.
func staff() []string { return []string{"ann", "bob", "carla", "dev", "eve"} }

func newDepartment(t *testing.T) *department {
	t.Helper()
	dir := t.TempDir()
	d := &department{t: t, dir: dir, folder: filepath.Join(dir, "data"), wall: "http://" + freeAddress(t), officers: map[string]string{
		"ann": "Cst. Ann Okafor, roles: [author]", "bob": "Sgt. Bob Tremblay, roles: [author, approver]",
		"carla": "Insp. Carla Singh, roles: [approver, lead, admin]", "dev": "Det. Dev Patel, roles: [author, lead]",
	}}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the program's log:\n%s", d.log.String())
		}
	})
	return d
}

func (d *department) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// write puts a file next to the configuration.
func (d *department) write(name, text string) string {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	d.must(os.WriteFile(path, []byte(text), 0o600))
	return path
}

// launch starts the program, whether or not it reaches anybody.
func (d *department) launch() {
	d.t.Helper()
	d.program = launch(d.t, &d.log, "serve", "--config", d.configure(), "--data", d.data())
}

// configure writes the configuration and returns its path.
func (d *department) configure() string {
	d.t.Helper()
	people := ""
	for _, id := range slices.Sorted(maps.Keys(d.officers)) {
		var logins []string
		for _, s := range d.sides {
			logins = append(logins, s.name()+": "+s.login(id))
		}
		people += fmt.Sprintf("\n  - {id: %s, logins: {%s}, name: %s}", id, strings.Join(logins, ", "), d.officers[id])
	}
	sections := ""
	for _, s := range d.sides {
		sections += s.section(d) + "\n"
	}
	return d.write("config.yaml", fmt.Sprintf(`
http: {listen: %q}
%soutbox: {lease: 10s, retry: {first: 1s, longest: 5s}}
%speople:%s`, strings.TrimPrefix(d.wall, "http://"), sections, d.more, people))
}

// start starts the program and waits until it listens to every chat.
func (d *department) start() {
	d.t.Helper()
	var listens []func() bool
	for _, s := range d.sides {
		listens = append(listens, s.listening())
	}
	d.launch()
	for _, ok := range listens {
		d.until("the program listens", ok)
	}
}

func (d *department) data() string { return d.folder }

// kill ends the program without a warning.
func (d *department) kill() { d.program.kill() }

// quit ends the program as its operator does, when it has shown everything.
func (d *department) quit() {
	d.t.Helper()
	for _, s := range d.sides {
		d.until("nothing waits to be shown", func() bool { return len(d.due(s)) == 0 })
	}
	if err := d.program.quit(); err != nil {
		d.t.Fatalf("the program ended badly: %v", err)
	}
}

// until waits until something holds.
func (d *department) until(what string, ok func() bool) {
	d.t.Helper()
	for end := time.Now().Add(patient); !ok(); {
		if time.Now().After(end) {
			d.t.Fatalf("it never happens: %s\nThe bot said:\n%s", what, d.transcript())
		}
		<-time.After(30 * time.Millisecond)
	}
}

// transcript is what the bot has said, for a person to read.
func (d *department) transcript() string {
	var b strings.Builder
	for _, s := range d.sides {
		for _, m := range s.everything() {
			fmt.Fprintf(&b, "- %s\n", flat(m.Text))
		}
	}
	return b.String()
}

// healthy waits until the health page says so.
func (d *department) healthy(want bool) {
	d.t.Helper()
	what := map[bool]string{true: "the health page is green", false: "the health page is red"}[want]
	d.until(what, func() bool {
		status, _ := fetch(d.t, d.wall+"/readyz")
		return (status == http.StatusOK) == want
	})
}

// tool runs one of the program's tools and returns what it prints.
func (d *department) tool(args ...string) string {
	d.t.Helper()
	var out, errs bytes.Buffer
	code := Main(context.WithoutCancel(d.t.Context()), append(args, "--data", d.data()), System{Stdout: &out, Stderr: &errs, Getenv: os.Getenv})
	if code != exitOK {
		d.t.Fatalf("%v: %s%s", args, out.String(), errs.String())
	}
	return out.String()
}

// logged checks the audit log, which must verify.
func (d *department) logged(texts ...string) {
	d.t.Helper()
	d.tool("audit", "verify")
	log := d.tool("audit", "print")
	for _, text := range texts {
		if !strings.Contains(log, text) {
			d.t.Errorf("%q is not in the audit log:\n%s", text, log)
		}
	}
}

// publishedOnly makes sure that so many posts were published, and no more.
func (d *department) publishedOnly(n int) {
	d.t.Helper()
	if got := strings.Count(d.tool("audit", "print"), `"What":"published"`); got != n {
		d.t.Errorf("%d posts were published, want %d", got, n)
	}
}

// whole holds the end of a conversation to what was promised: the audit log
// verifies, no message of the bot exists twice, and nothing waits to be shown.
func (d *department) whole() {
	d.t.Helper()
	d.logged()
	for _, s := range d.sides {
		d.wholeOn(s)
	}
}

func (d *department) wholeOn(s side) {
	d.t.Helper()
	keys, words := map[string]chat.Ref{}, map[string]chat.Ref{}
	all := s.everything()
	for _, m := range all {
		if other, ok := keys[m.Key]; m.Key == "" || ok && other != m.At {
			d.t.Errorf("message %+v has the key %q, which message %+v has too", m.At, m.Key, other)
		}
		keys[m.Key] = m.At
		text := m.At.Channel + m.At.Thread + m.Text
		if other, ok := words[text]; ok && other != m.At && !isCall(m.Text) {
			d.t.Errorf("two messages in one place say the same: %s", m.Text)
		}
		words[text] = m.At
	}
	if len(all) == 0 {
		d.t.Errorf("the bot has no messages on %s: the test shows nothing", s.name())
	}
	for _, n := range d.due(s) {
		d.t.Errorf("a notice still waits: %s for %s: %s", n.Kind, n.Subject, n.Note)
	}
	d.t.Logf("%d messages of the bot on %s, each once", len(all), s.name())
}

// isCall reports whether a message calls for approvals, or to an emergency. Each
// time an appeal is submitted, or nobody has the emergency yet, one does, and all
// of them show how things stand.
func isCall(text string) bool {
	return strings.Contains(text, "Read the card, then press Approve") || strings.Contains(text, "Emergency? ") || strings.Contains(text, "Nobody is needed any more.")
}

// due are the notices that wait to be shown. A room may wait for something to
// happen.
func (d *department) due(s side) (out []bot.Notice) {
	d.t.Helper()
	d.read(func(tx bot.Tx) error {
		all, err := tx.DueNotices(s.name(), time.Now().Add(time.Hour), 100)
		out = slices.DeleteFunc(all, func(n bot.Notice) bool { return n.Kind == bot.NoticeRoom })
		return err
	})
	return out
}

// read looks into the program's store, while it runs and afterwards.
func (d *department) read(fn func(bot.Tx) error) {
	d.t.Helper()
	ctx := d.t.Context()
	d.must(withLog(ctx, folder(d.data()), func(db *bolt.DB) error { return store.ReadOnly(db).View(ctx, fn) }))
}

// flat makes all white space one space, and leaves out what takes no space.
func flat(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u200b", "")), " ")
}
