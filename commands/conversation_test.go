package commands_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"appealbot/bot"
	"appealbot/bot/calendar"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/chat/practice"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	wall "appealbot/bot/network/practice"
	"appealbot/bot/outbox"
	"appealbot/bot/replies"
	"appealbot/commands"
	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/files"
	"appealbot/store/mem"
)

// The scripts in testdata are conversations. Ann, Bob, Carla and Dev are the
// officers of the practice department; Eve is somebody in the same chat whom the
// department does not know. Everything is real but the clock: desk, store, guard,
// templates, the practice chat, and the wall over HTTP.
//
//	ann /appeal new ...       say a command in the present channel
//	at case | at newsroom     go to another channel; "at direct bob" is Bob's with the bot
//	hears TEXT                the last answer, seen by its asker alone, says so
//	press bob Approve         press a button on the newest card that has it
//	fill ann what=... when=…  fill in and send the open form; files=NAME is one of
//	                          testdata/pictures, and a name may come twice
//	choose ann kind=missing   change an input of the open form that has it asked anew
//	asks TEXT                 the open form asks so
//	react bob ✅ | unreact    on the newest card, or with "reply" on a reply
//	settle                    let everything that is due happen
//	clock 10m                 let time pass
//	card TEXT | sees TEXT     the newest card, or anything in the channel, says so
//	public metro TEXT         the account shows so; "! public" that it does not
//	answer Pat metro TEXT     the public answers the newest post
//	fault metro KIND          the network misbehaves
//	logged TEXT               the audit log, which must verify, says so
//	channel carla expelled    somebody does that to the present channel
//	forge bob button          a press that the bot never offered; TEXT as for hears
//	rule witness confirm      from now on the department asks twice, or not any more
//	keeps 90 90 366 732       from now on it keeps drafts, originals, answers, appeals for
//	                          so many days
//	digest monday 08:00       from now on the newsroom gets a digest of the week
//	handed metro TEXT         whoever connects accounts was handed that for it
//	program TEXT              the program's own log says so
//	upload ann A.png B.mp4    drop files into the newest card's thread
//	quiet metro 23:00 07:00 missing  the account's quiet hours, and what may pass them
//	restart                   the program begins anew with the configuration of now
//	gets ann TEXT             the bot's direct message to somebody says so
//	look                      somebody who is not logged in looks at what is public
//	outside metro TEXT        somebody publishes on the account past the program
//	guard breaks | guard works  the rules panic from now on, or do not any more
//	prepare                   the next video is made; "prepare TEXT": refused so
func TestConversations(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/conversations",
		Setup: func(env *testscript.Env) error {
			w, err := newTown(env.T().(testing.TB))
			env.Values["town"] = w
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"ann": speaks("ann"), "bob": speaks("bob"), "carla": speaks("carla"), "dev": speaks("dev"), "eve": speaks("eve"),
			"at": do((*town).at), "hears": says((*town).heard), "press": do((*town).press), "fill": do((*town).fill),
			"choose": do((*town).choose), "asks": says((*town).asks),
			"react": do((*town).react), "unreact": do((*town).unreact), "settle": do((*town).settle), "clock": do((*town).clock),
			"card": says((*town).card), "sees": says((*town).seen), "public": says((*town).public), "answer": do((*town).answer),
			"fault": do((*town).fault), "logged": says((*town).logged), "again": do((*town).again),
			"retell": do((*town).change), "upload": do((*town).upload),
			"channel": do((*town).fate), "forge": do((*town).forge), "rule": do((*town).rule), "keeps": do((*town).keeps), "digest": do((*town).digest),
			"handed": says((*town).handed), "program": says((*town).program), "prepare": do((*town).prepare),
			"quiet": do((*town).quiet), "look": do((*town).look), "gets": says((*town).gets),
			"outside": do((*town).outside), "guard": do((*town).breaks), "restart": do((*town).reboot),
		},
	})
}

// town is a department, its chat and its public.
type town struct {
	files    bot.Blobs
	t        testing.TB
	mu       sync.Mutex
	now      time.Time
	store    *store.Store
	desk     *desk.Desk
	room     *practice.Platform
	wall     *wall.Wall
	networks []network.Network
	outboxes []interface {
		Step(context.Context) (bool, error)
	}
	readers []*replies.Collector
	channel string
	reader  string // who reads the channel: Carla, but what is said to one person
	last    string // who spoke last
	act     int
	form    *practice.Form
	wrong   map[string]string // with what was sent last
	repeat  func() error      // what was done last, delivered once more
	router  *commands.Router
	stop    func()
	rules   bot.Rules
	keep    bot.Retention
	weekly  desk.Weekly
	ids     int
	broker  broker // connects accounts
	output  output // the program's own log
	windows map[bot.AccountID][]bot.Window
	guard   *brittle
}

var officers = []practice.Officer{
	{User: "ann", Name: "Cst. Ann Okafor"},
	{User: "bob", Name: "Sgt. Bob Tremblay"},
	{User: "carla", Name: "Insp. Carla Singh"},
	{User: "dev", Name: "Det. Dev Patel"},
	{User: "eve", Name: "Eve"},
}

// newTown returns a town with some accounts, or with those of the practice room.
func newTown(t testing.TB, on ...wall.Profile) (*town, error) {
	w := &town{t: t, reader: "carla", now: time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC), rules: configs.Practice().Rules()}
	key, err := store.GenerateSigner()
	if err != nil {
		return nil, err
	}
	if w.store, err = store.Open(t.Context(), mem.New(), store.Options{Realm: store.Practice, Signer: key, Now: w.time}); err != nil {
		return nil, err
	}
	if w.room, err = practice.New(practice.Options{Officers: officers, Now: w.time}); err != nil {
		return nil, err
	}
	if w.wall, err = wall.NewWall(wall.Options{Profiles: on, Now: w.time, Link: func(id string) string { return "https://wall.example/" + id }}); err != nil {
		return nil, err
	}
	srv := httptest.NewServer(w.wall.Handler())
	t.Cleanup(func() { w.wall.Close(); srv.Close() })
	for _, p := range w.wall.Profiles() {
		filming(&p)
		c := wall.NewClient(wall.ClientOptions{Profile: p, Base: srv.URL, Token: w.wall.Token(p.ID), Now: w.time})
		t.Cleanup(c.Close)
		w.networks = append(w.networks, c)
	}
	if err := w.makeDesk(w.store); err != nil {
		return nil, err
	}
	w.makeLoops(t.Context())
	w.channel, err = w.room.FindRoom(t.Context(), "newsroom")
	return w, err
}

func (w *town) time() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *town) makeDesk(s bot.Store) error {
	c := configs.Practice()
	zone, err := c.Department.Location()
	if err != nil {
		return err
	}
	roster, err := c.Roster()
	if err != nil {
		return err
	}
	if w.guard == nil {
		if w.guard, err = newBrittle(slog.New(slog.NewTextHandler(&w.output, nil))); err != nil {
			return err
		}
	}
	templates, err := configs.LoadTemplates("")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "media")
	if err != nil {
		return err
	}
	w.t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if w.files, err = files.Open(dir, make([]byte, files.KeySize)); err != nil {
		return err
	}
	w.desk, err = desk.New(desk.Options{
		Files: w.files,
		Store: s, Now: w.time, Zone: zone, Roster: roster, Rules: w.rules, Retention: w.keep, Accounts: quieted{w.networks, w}, Guard: w.guard, Grounds: w.guard.Grounds(),
		Ladder: c.Ladder(), Alone: c.AloneRule(),
		NewID:    func() bot.ID { w.ids++; return bot.ID(fmt.Sprintf("id%06d", w.ids)) },
		Composer: composer{templates, c}, Languages: []string{"en", "fr"}, Platforms: []string{practice.Name}, Exercise: true, Weekly: w.weekly,
	})
	return err
}

func (w *town) makeLoops(ctx context.Context) {
	quiet := slog.New(slog.DiscardHandler)
	for _, n := range w.networks {
		w.outboxes = append(w.outboxes, &outbox.Publisher{
			Files: w.files,
			Store: w.store, Desk: w.desk, Network: n, Platforms: []string{practice.Name}, Now: w.time, Log: quiet, Lease: time.Minute, Worker: "test",
		})
		w.readers = append(w.readers, &replies.Collector{Desk: w.desk, Network: n, Now: w.time, Log: quiet})
	}
	w.outboxes = append(w.outboxes, &calendar.Loop{Desk: w.desk, Now: w.time, Log: quiet}, &outbox.Notifier{
		Files: w.files,
		Store: w.store, Desk: w.desk, Client: w.room, Now: w.time, Log: quiet, Lease: time.Minute, Exercise: true,
		Book: func() card.Book { return commands.Book(w.desk) }, Channels: map[string]string{"duty": "duty", "newsroom": "newsroom", "digest": "newsroom"},
	})
	w.listen(ctx)
	w.t.Cleanup(func() { w.stop() })
}

// listen lets the desk hear what people do.
func (w *town) listen(ctx context.Context) {
	w.router = commands.New(w.desk, practice.Name, slog.New(slog.NewTextHandler(&w.output, nil)), &w.broker)
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() { defer close(done); _ = w.room.Run(ctx, w.router) }()
	w.stop = func() { stop(); <-done }
	for !w.room.Listening() { // It listens within a moment of being started.
	}
}

type accounts []network.Network

func (as accounts) All() []bot.Account {
	out := make([]bot.Account, len(as))
	for i, n := range as {
		out[i] = n.Account()
	}
	return out
}

func (as accounts) Render(id bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	for _, n := range as {
		if n.Account().ID == id {
			return n.Render(c)
		}
	}
	return nil, bot.Refuse(bot.ErrNotFound, "There is no account %q.", id)
}

type composer struct {
	templates *configs.Templates
	config    configs.Config
}

func (c composer) Compose(kind bot.Kind, lang string, b desk.Brief) (string, error) {
	return c.templates.Compose(kind, lang, configs.Facts{
		Number: b.Number, Title: b.Title, What: b.Facts.What, When: b.Facts.When, Where: b.Facts.Where, Wanted: b.Facts.Wanted,
		Contact: c.config.ContactLine(lang), Department: c.config.Department.Name, About: string(b.About),
	})
}

// speaks makes the command by which somebody types into the chat.
func speaks(user string) func(*testscript.TestScript, bool, []string) {
	return do(func(w *town, args []string) error {
		line, ok := strings.CutPrefix(strings.Join(args, " "), "/appeal")
		if !ok {
			return fmt.Errorf("%s says nothing that begins with /appeal", user)
		}
		return w.acts(user, func(a practice.Act) (practice.Outcome, error) {
			return w.room.Command(w.t.Context(), a, strings.TrimSpace(line))
		})
	})
}

// acts lets somebody do something new, and remembers it for "again".
func (w *town) acts(user string, fn func(practice.Act) (practice.Outcome, error)) error {
	w.act++
	a := practice.Act{User: user, Channel: w.channel, Client: fmt.Sprintf("act%d", w.act)}
	w.last = user
	w.repeat = func() error {
		out, err := fn(a)
		w.wrong = out.Errors
		if out.Form != nil {
			w.form = out.Form
		}
		if err == nil && len(out.Errors) > 0 {
			err = fmt.Errorf("the form says %v", out.Errors)
		}
		return err
	}
	return w.repeat()
}

func (w *town) again([]string) error { return w.repeat() }

func do(fn func(*town, []string) error) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		err := fn(ts.Value("town").(*town), args)
		if (err != nil) != neg {
			ts.Fatalf("%v: %v", args, err)
		}
	}
}

// says makes a command that looks for a text in what fn returns.
func says(fn func(*town, *[]string) (string, error)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		got, err := fn(ts.Value("town").(*town), &args)
		ts.Check(err)
		want := strings.Join(args, " ")
		if strings.Contains(flat(got), want) == neg {
			ts.Fatalf("%q in:\n%s", want, got)
		}
	}
}

// flat makes white space one space, so that scripts need not know where lines
// break.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func (w *town) at(args []string) (err error) {
	w.reader = "carla"
	if args[0] == "direct" {
		w.reader = args[1]
		w.channel, err = w.room.Direct(w.t.Context(), w.reader)
		return err
	}
	if args[0] != "case" {
		id, err := w.room.FindRoom(w.t.Context(), args[0])
		w.channel = id
		return err
	}
	chans, err := w.room.Channels("carla")
	found := practice.Channel{Archived: true}
	for _, c := range chans {
		if c.Private && !c.Direct && (found.Archived || !c.Archived) {
			found = c
		}
	}
	w.channel = found.ID
	return err
}

// page is what somebody sees of the present channel, and of the threads in it.
func (w *town) page(user string) ([]practice.Message, error) {
	p, err := w.room.Page(user, w.channel, "", 100)
	if err != nil {
		return nil, err
	}
	out := p.Messages
	for _, m := range p.Messages {
		if m.Replies == 0 {
			continue
		}
		t, err := w.room.Thread(user, w.channel, m.ID, "", 100)
		if err != nil {
			return nil, err
		}
		out = append(out, t.Messages...)
	}
	return out, nil
}

// heard is the last thing that the bot said to whoever spoke last, alone.
func (w *town) heard(*[]string) (string, error) {
	ms, err := w.page(w.last)
	var newest practice.Message
	for _, m := range ms {
		if m.Only && m.Order >= newest.Order {
			newest = m
		}
	}
	return newest.Body.Plain(), err
}

func (w *town) seen(*[]string) (string, error) {
	ms, err := w.page(w.reader)
	var b strings.Builder
	for _, m := range ms {
		b.WriteString(m.Body.Plain())
	}
	return b.String(), err
}

// newest finds the newest message that fits, as the last speaker sees it.
func (w *town) newest(user string, fits func(chat.Message) bool) (practice.Message, error) {
	ms, err := w.page(user)
	if err != nil {
		return practice.Message{}, err
	}
	slices.SortFunc(ms, func(a, b practice.Message) int { return int(b.Order) - int(a.Order) })
	for _, m := range ms {
		if fits(m.Body) {
			return m, nil
		}
	}
	return practice.Message{}, errors.New("there is no such message")
}

func isCard(m chat.Message) bool {
	for _, s := range m.Sections {
		for _, f := range s.Fields {
			if f.Label == "Revision" {
				return true
			}
		}
	}
	return false
}

func isReply(m chat.Message) bool {
	return strings.Contains(m.Text, "Answer R") || strings.Contains(m.Text, "Urgent? Answer")
}

func (w *town) card(*[]string) (string, error) {
	m, err := w.newest("carla", isCard)
	return m.Body.Plain(), err
}

func actions(m chat.Message, label string) []chat.Action {
	var out []chat.Action
	bs := m.Buttons
	for _, s := range m.Sections {
		bs = append(slices.Clip(bs), s.Buttons...)
	}
	for _, b := range bs {
		if b.Label == label {
			out = append(out, b.Action)
		}
	}
	return out
}

func (w *town) press(args []string) error {
	user, label := args[0], strings.Join(args[1:], " ")
	m, err := w.newest(user, func(m chat.Message) bool { return len(actions(m, label)) > 0 })
	if err != nil {
		return fmt.Errorf("button %q: %w", label, err)
	}
	return w.acts(user, func(a practice.Act) (practice.Outcome, error) {
		a.Thread = m.Thread
		return w.room.Press(w.t.Context(), a, m.ID, actions(m.Body, label)[0])
	})
}

// typed is what stands in somebody's open form, with what they type now.
func (w *town) typed(args []string) (form *practice.Form, values map[string][]string, files []chat.File, err error) {
	form = w.form
	if form == nil || form.User != args[0] {
		return nil, nil, nil, errors.New("no form is open")
	}
	values = map[string][]string{}
	for _, in := range form.Form.Inputs {
		switch {
		case in.Kind == chat.Multiple, in.Kind == chat.People:
			values[in.Name] = in.Values
		case in.Value != "":
			values[in.Name] = []string{in.Value}
		}
	}
	now := map[string][]string{}
	for _, arg := range args[1:] {
		k, v, _ := strings.Cut(arg, "=")
		if k != card.FieldFiles {
			now[k] = append(now[k], offered(form.Form, k, v))
			continue
		}
		f, err := dropped(v)
		if err != nil {
			return nil, nil, nil, err
		}
		files = append(files, f)
	}
	maps.Copy(values, now)
	return form, values, files, nil
}

func (w *town) fill(args []string) error {
	form, values, files, err := w.typed(args)
	if err != nil {
		return err
	}
	return w.acts(args[0], func(a practice.Act) (practice.Outcome, error) {
		return w.room.Submit(w.t.Context(), a, form.ID, values, files)
	})
}

func (w *town) choose(args []string) error {
	form, values, _, err := w.typed(args)
	if err != nil {
		return err
	}
	return w.acts(args[0], func(a practice.Act) (practice.Outcome, error) {
		return w.room.Change(w.t.Context(), a, form.ID, values)
	})
}

// asks is what the open form says and asks for, and what was wrong with it when it
// was sent.
func (w *town) asks(*[]string) (string, error) {
	if w.form == nil {
		return "", errors.New("no form is open")
	}
	var b strings.Builder
	fmt.Fprintln(&b, w.form.Form.Intro)
	for _, name := range slices.Sorted(maps.Keys(w.wrong)) {
		fmt.Fprintln(&b, w.wrong[name])
	}
	for _, in := range w.form.Form.Inputs {
		fmt.Fprintf(&b, "%s (%s) = %s%s\n%s\n", in.Label, in.Name, in.Value, strings.Join(in.Values, " "), in.Hint)
	}
	return b.String(), nil
}

func (w *town) react(args []string) error   { return w.reacts(args, w.room.React) }
func (w *town) unreact(args []string) error { return w.reacts(args, w.room.Unreact) }

func (w *town) reacts(args []string, fn func(context.Context, practice.Act, string, string) (practice.Outcome, error)) error {
	fits := isCard
	if len(args) > 2 && args[2] == "reply" {
		fits = isReply
	}
	m, err := w.newest(args[0], fits)
	if err != nil {
		return err
	}
	return w.acts(args[0], func(a practice.Act) (practice.Outcome, error) {
		return fn(w.t.Context(), a, m.ID, args[1])
	})
}

// settle lets everything happen that is due, and what follows from it.
func (w *town) settle([]string) error {
	for round, idle := 0, 0; idle < 2 && round < 40; round, idle = round+1, idle+1 {
		for _, r := range w.readers {
			for more := true; more; {
				var err error
				if more, err = r.Step(w.t.Context()); err != nil {
					break // the network is down; the card or the duty channel says so
				}
			}
		}
		for range 400 {
			acted := false
			for _, o := range w.outboxes {
				a, err := o.Step(w.t.Context())
				if err != nil {
					return err
				}
				acted = acted || a
			}
			if !acted {
				break
			}
			idle = 0
		}
		_ = w.clock([]string{"2s"}) // rooms take one message a second
		if err := w.tend(); err != nil {
			return err
		}
	}
	return nil
}

func (w *town) clock(args []string) error {
	d, err := time.ParseDuration(args[0])
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
	return err
}

// public is everything that an account shows.
func (w *town) public(args *[]string) (string, error) {
	id := bot.AccountID((*args)[0])
	*args = (*args)[1:]
	var b strings.Builder
	for _, t := range w.wall.Threads(id, "", 50, 50) {
		for _, p := range t.Posts {
			if p.Removed.IsZero() {
				b.WriteString(p.Text + "\n")
			}
		}
		for _, a := range t.Answers { // the department's own among those of the public
			if a.Own && a.Gone.IsZero() {
				b.WriteString(a.Text + "\n")
			}
		}
	}
	return b.String(), nil
}

func (w *town) answer(args []string) error {
	ts := w.wall.Threads(bot.AccountID(args[1]), "", 1, 0)
	if len(ts) == 0 {
		return errors.New("nothing is public")
	}
	_, err := w.wall.Answer(wall.Visitor{Name: args[0], Handle: "@" + strings.ToLower(args[0])}, ts[0].Posts[0].ID, strings.Join(args[2:], " "))
	return err
}

// change lets a visitor edit or delete their newest answer.
func (w *town) change(args []string) error {
	ts := w.wall.Threads(bot.AccountID(args[0]), "", 1, 50)
	as := ts[0].Answers
	if text := strings.Join(args[1:], " "); text != "" {
		return w.wall.Edit(as[len(as)-1].ID, text)
	}
	return w.wall.Delete(as[len(as)-1].ID)
}

func (w *town) fault(args []string) error {
	kind := wall.FaultNone
	if len(args) > 1 {
		kind = wall.FaultKind(args[1])
	}
	return w.wall.SetFault(bot.AccountID(args[0]), wall.Fault{Kind: kind, Wait: time.Second})
}

// logged is the audit log, which must be whole.
func (w *town) logged(*[]string) (string, error) {
	if _, err := w.store.Verify(w.t.Context()); err != nil {
		return "", err
	}
	var b strings.Builder
	err := w.store.View(w.t.Context(), func(tx bot.Tx) error {
		es, err := tx.Events(1, 10000)
		for _, e := range es {
			fmt.Fprintf(&b, "%s %s (%s): %s\n", e.Name, e.What, e.Via, e.Detail)
		}
		return err
	})
	return b.String(), err
}

// event hands the router what the practice chat has no way to do. It is given
// twice, as platforms do.
func (w *town) event(e chat.Event) (a chat.Answer, err error) {
	w.act++
	e.ID, e.At = fmt.Sprint("event", w.act), chat.Ref{Platform: practice.Name, Channel: w.channel}
	for range 2 {
		if a, err = w.router.Handle(w.t.Context(), e); err != nil {
			return a, err
		}
	}
	return a, nil
}

// fate lets somebody do something to the present channel.
func (w *town) fate(args []string) error {
	c := &chat.RoomChange{Fate: chat.Fate(args[1])}
	var err error
	switch c.Fate {
	case chat.Expelled:
		err = w.room.Expel(w.channel)
	case chat.Admitted:
		err = w.room.Admit(w.channel)
	case chat.Archived:
		err = w.room.Archive(w.t.Context(), w.channel)
	case chat.Renamed:
		c.Name = args[2]
	}
	if err != nil {
		return err
	}
	user := args[0]
	if user == "somebody" {
		user = ""
	}
	a, err := w.event(chat.Event{User: user, Room: c})
	if a.Reply != nil || a.Open != nil {
		return fmt.Errorf("nobody asked, and the answer is %+v", a)
	}
	return err
}

// forge sends what looks like a press or a form of the bot and is none.
func (w *town) forge(args []string) error {
	a, err := w.event(chat.Event{User: args[0], Forged: &chat.Forgery{What: args[1], Why: "the signature is wrong"}})
	if err != nil {
		return err
	}
	if want := strings.Join(args[2:], " "); a.Reply == nil || a.Open != nil || !strings.Contains(a.Reply.Text, want) {
		return fmt.Errorf("the answer is %+v, want %q", a, want)
	}
	return nil
}

// rule is the department asking twice for a kind, or not any more: a restart
// with another configuration.
func (w *town) rule(args []string) error {
	kind := bot.Kind(args[0])
	r := w.rules.For(kind)
	r.Confirm = len(args) > 1 && args[1] == "confirm"
	w.rules.Kinds[kind] = r
	return w.restart()
}

// restart is the program with another configuration.
func (w *town) restart() error {
	w.stop()
	if err := w.makeDesk(w.store); err != nil {
		return err
	}
	for _, o := range w.outboxes {
		switch o := o.(type) {
		case *outbox.Publisher:
			o.Desk = w.desk
		case *outbox.Notifier:
			o.Desk = w.desk
		case *calendar.Loop:
			o.Desk = w.desk
		}
	}
	w.listen(w.t.Context())
	return w.desk.Prime(w.t.Context())
}

func (as accounts) Address(id bot.AccountID) string {
	for _, n := range as {
		if n.Account().ID == id {
			return n.Limits().Address
		}
	}
	return ""
}
