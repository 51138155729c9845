package practice_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"appealbot/bot/chat"
	"appealbot/bot/chat/practice"
	"appealbot/store/bolt"
	"appealbot/store/kv"
)

// file keeps the room in a database file, as the program does.
type file struct {
	db    kv.DB
	path  string
	fails error
}

const table = "room"

func openFile(t *testing.T, path string) *file {
	t.Helper()
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return &file{db: db, path: path}
}

func (f *file) Load(each func(string, []byte) error) error {
	return f.db.View(context.Background(), func(tx kv.Tx) error {
		ps, err := tx.Scan(table, nil, nil, 1_000_000)
		for _, p := range ps {
			if err := each(string(p.Key), p.Value); err != nil {
				return err
			}
		}
		return err
	})
}

func (f *file) Save(key string, value []byte) error {
	if f.fails != nil {
		return f.fails
	}
	return f.db.Update(context.Background(), func(tx kv.Tx) error {
		if len(value) == 0 {
			return tx.Delete(table, []byte(key))
		}
		return tx.Put(table, []byte(key), value)
	})
}

// everything is all that the officers see, except what only one of them sees.
func everything(t *testing.T, p *practice.Platform) string {
	t.Helper()
	var out string
	for _, o := range p.Officers() {
		cs, err := p.Channels(o.User)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cs {
			page, err := p.Page(o.User, c.ID, "", practice.MaxPage)
			if err != nil {
				t.Fatal(err)
			}
			out += fmt.Sprintf("%s %+v\n", o.User, c)
			for _, m := range page.Messages {
				if m.Only {
					continue
				}
				out += fmt.Sprintf("  %s %s %s %v %v %v %d\n", m.ID, m.By, m.Body.Plain(), m.At.UnixNano(), m.Reactions, m.Pinned, m.Replies)
				under, err := p.Thread(o.User, c.ID, m.ID, "", practice.MaxPage)
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range under.Messages {
					out += fmt.Sprintf("    %s %s %s\n", m.ID, m.By, m.Body.Plain())
				}
			}
		}
	}
	return out
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestReopeningFindsEverything(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "room.db")
	k := openFile(t, path)
	p := open(t, k)
	at := must[chat.Ref](t)(p.Post(ctx, "k1", "c-newsroom", "", chat.Message{
		Text: "card", Exercise: true, Files: []chat.File{{Name: "a.csv", Type: "text/csv", Data: []byte("1,2")}},
		Buttons: []chat.Button{{Label: "Approve", Action: chat.Action{Verb: "approve"}}},
	}))
	id := must[string](t)(p.CreateRoom(ctx, "case", chat.Room{Name: "case-1", Topic: "t"}))
	if err := errors.Join(p.Invite(ctx, id, "rivera"), p.Pin(ctx, at), p.Switch(ctx, "chen", "c-newsroom")); err != nil {
		t.Fatal(err)
	}
	act := practice.Act{User: "rivera", Channel: "c-newsroom", Client: "one"}
	said := must[practice.Outcome](t)(p.Say(ctx, act, "hello\xff <b>"))
	must[practice.Outcome](t)(p.React(ctx, act, at.Message, "✅"))
	act.Thread = at.Message
	act.Client = "two"
	must[practice.Outcome](t)(p.Upload(ctx, act, "look", []chat.File{{Name: `C:\pics\car.png`, Type: "image/png", Data: []byte("png")}}))
	before := everything(t, p)
	_ = k.db.Close()

	p = open(t, openFile(t, path))
	if after := everything(t, p); after != before {
		t.Errorf("after reopening:\n%s\nwant:\n%s", after, before)
	}
	if again := must[chat.Ref](t)(p.Post(ctx, "k1", "c-newsroom", "", chat.Message{Text: "new"})); again != at {
		t.Errorf("the same key posts %+v after reopening, want %+v", again, at)
	}
	if again := must[string](t)(p.CreateRoom(ctx, "case", chat.Room{Name: "case-1"})); again != id {
		t.Errorf("the same key creates %s after reopening, want %s", again, id)
	}
	act.Thread, act.Client = "", "one"
	if again := must[practice.Outcome](t)(p.Say(ctx, act, "hello")); again.Message != said.Message {
		t.Errorf("the browser's repetition says %+v, want %+v", again.Message, said.Message)
	}
	f := must[chat.File](t)(p.File("chen", "c-newsroom", at.Message, 0))
	if string(f.Data) != "1,2" || f.Name != "a.csv" {
		t.Errorf("file = %+v", f)
	}
	fresh := must[chat.Ref](t)(p.Post(ctx, "k2", "c-newsroom", "", chat.Message{Text: "new"}))
	if fresh.Message <= said.Message.Message {
		t.Errorf("a new message has the id %s, want one after %s", fresh.Message, said.Message.Message)
	}
}

// runner runs a handler that notes its events, until it is stopped.
func runner(t *testing.T, p *practice.Platform, answer chat.Answer) (events func() []chat.Event, stop func()) {
	t.Helper()
	var got []chat.Event
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	w := p.Watch()
	defer w.Close()
	go func() {
		done <- p.Run(ctx, chat.HandlerFunc(func(_ context.Context, e chat.Event) (chat.Answer, error) {
			got = append(got, e) // one at a time in these tests
			return answer, nil
		}))
	}()
	for !p.Listening() {
		<-w.Wake()
	}
	stop = func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	return func() []chat.Event { return got }, stop
}

// What officers do while the bot is down reaches it later, in order, once, and
// across a restart of everything.
func TestNothingIsLostWhileTheBotIsDown(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "room.db")
	k := openFile(t, path)
	p := open(t, k)
	root := must[chat.Ref](t)(p.Post(ctx, "k", "c-newsroom", "", chat.Message{Text: "card"}))
	act := func(client string) practice.Act {
		return practice.Act{User: "okafor", Channel: "c-newsroom", Client: client}
	}
	for range 2 { // the browser sends it twice
		out := must[practice.Outcome](t)(p.Command(ctx, act("c1"), "status"))
		if !out.Waiting {
			t.Errorf("outcome = %+v, want it to say that the bot is not running", out)
		}
	}
	must[practice.Outcome](t)(p.React(ctx, act("c2"), root.Message, "✅"))
	must[practice.Outcome](t)(p.Unreact(ctx, act("c3"), root.Message, "✅"))
	up := act("c4")
	up.Thread = root.Message
	must[practice.Outcome](t)(p.Upload(ctx, up, "", []chat.File{{Name: "car.png", Type: "image/png", Data: []byte("png")}}))
	_ = k.db.Close()

	k = openFile(t, path)
	p = open(t, k)
	events, stop := runner(t, p, chat.Answer{Reply: &chat.Message{Text: "late answer"}})
	stop()
	var what []string
	for _, e := range events() {
		switch {
		case e.Command != nil:
			what = append(what, "command "+e.Command.Line)
		case e.React != nil:
			what = append(what, fmt.Sprintf("react %s %v", e.React.Emoji, e.React.Removed))
		case e.Upload != nil:
			what = append(what, fmt.Sprintf("upload %s %s", e.Upload.Files[0].Name, e.Upload.Files[0].Data))
		}
		if e.Zone == nil {
			t.Errorf("event %s has no zone", e.ID)
		}
	}
	if want := []string{"command status", "react check false", "react check true", "upload car.png png"}; !reflect.DeepEqual(what, want) {
		t.Errorf("the bot got %q, want %q", what, want)
	}
	page := must[practice.Page](t)(p.Page("okafor", "c-newsroom", "", 10))
	if last := page.Messages[len(page.Messages)-1]; !last.Only || last.Body.Text != "late answer" {
		t.Errorf("the officer sees %+v, want the late answer", last)
	}
	_ = k.db.Close()

	events, stop = runner(t, open(t, openFile(t, path)), chat.Answer{})
	stop()
	if n := len(events()); n != 0 {
		t.Errorf("%d events came a second time", n)
	}
}

// A handler that dies in the middle gets the event again under the same ID.
func TestEventSurvivesACrashOfTheHandler(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "room.db")
	k := openFile(t, path)
	p := open(t, k)
	w := p.Watch()
	defer w.Close()
	in, out := make(chan chat.Event), make(chan struct{})
	runCtx, cancel := context.WithCancel(ctx)
	ran := make(chan struct{})
	go func() {
		defer close(ran)
		_ = p.Run(runCtx, chat.HandlerFunc(func(_ context.Context, e chat.Event) (chat.Answer, error) {
			in <- e
			<-out
			return chat.Answer{}, nil
		}))
	}()
	for !p.Listening() {
		<-w.Wake()
	}
	acted := make(chan struct{})
	go func() {
		defer close(acted)
		_, _ = p.Command(ctx, practice.Act{User: "chen", Channel: "c-duty", Client: "c1"}, "status")
	}()
	first := <-in
	// The file as a killed process leaves it.
	dead := filepath.Join(t.TempDir(), "dead.db")
	b, err := os.ReadFile(k.path)
	if err == nil {
		err = os.WriteFile(dead, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	close(out)
	<-acted
	<-ran
	_ = k.db.Close()

	events, stop := runner(t, open(t, openFile(t, dead)), chat.Answer{})
	stop()
	if got := events(); len(got) != 1 || got[0].ID != first.ID {
		t.Errorf("after the crash the bot got %+v, want %s once", got, first.ID)
	}
	events, stop = runner(t, open(t, openFile(t, path)), chat.Answer{})
	stop()
	if n := len(events()); n != 0 {
		t.Errorf("%d events came again although they were handled", n)
	}
}

func TestAFormStaysOpenAcrossARestart(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "room.db")
	k := openFile(t, path)
	p := open(t, k)
	form := chat.Form{Title: "New", Action: chat.Action{Verb: "new"}, Inputs: []chat.Input{{Name: "what", Kind: chat.Lines}}}
	_, stop := runner(t, p, chat.Answer{Open: &form})
	out := must[practice.Outcome](t)(p.Command(ctx, practice.Act{User: "chen", Channel: "c-duty"}, "new"))
	stop()
	_ = k.db.Close()

	p = open(t, openFile(t, path))
	if _, err := p.OpenForm("rivera", out.Form.ID); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("another officer's form: %v, want ErrNotFound", err)
	}
	events, stop := runner(t, p, chat.Answer{})
	must[practice.Outcome](t)(p.Submit(ctx, practice.Act{User: "chen"}, out.Form.ID, map[string][]string{"what": {"x"}}, nil))
	stop()
	if got := events(); len(got) != 1 || got[0].Submit.Value("what") != "x" || got[0].At.Channel != "c-duty" {
		t.Errorf("events = %+v, want the submission", got)
	}
	if _, err := p.OpenForm("chen", out.Form.ID); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("the form is still open: %v", err)
	}
}

// Files that were sent with a form while the bot was not running come with it
// when it runs again, in another process too. Nobody answers a change meanwhile,
// and the form stays as it is.
func TestFilesOfAFormAreKept(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "room.db")
	k := openFile(t, path)
	p := open(t, k)
	form := chat.Form{Title: "New", Action: chat.Action{Verb: "new"}, Inputs: []chat.Input{
		{Name: "kind", Kind: chat.Select, Refresh: true, Value: "a", Options: []chat.Option{{Value: "a", Label: "A"}}}, {Name: "files", Kind: chat.Files, Optional: true},
	}}
	_, stop := runner(t, p, chat.Answer{Open: &form})
	id := must[practice.Outcome](t)(p.Command(ctx, practice.Act{User: "chen", Channel: "c-duty"}, "new")).Form.ID
	stop()
	a, values := practice.Act{User: "chen", Client: "c1"}, map[string][]string{"kind": {"a"}}
	if out := must[practice.Outcome](t)(p.Change(ctx, a, id, values)); out.Form != nil {
		t.Errorf("nobody is there, and the form becomes %+v", out.Form)
	}
	if _, err := p.Change(ctx, practice.Act{User: "rivera"}, id, values); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("another officer's form: %v, want ErrNotFound", err)
	}
	for name, files := range map[string][]chat.File{
		"too many": make([]chat.File, practice.MaxFiles+1), "too big": {{Name: "big.png", Data: make([]byte, practice.MaxFile+1)}},
	} {
		if out := must[practice.Outcome](t)(p.Submit(ctx, a, id, values, files)); out.Errors["files"] == "" {
			t.Errorf("%s: %+v", name, out)
		}
	}
	out := must[practice.Outcome](t)(p.Submit(ctx, a, id, values, []chat.File{{Name: `C:\pictures\a.png`, Data: []byte("one")}, {Name: "b.png", Data: []byte("two")}}))
	if !out.Waiting {
		t.Errorf("outcome %+v, want it to wait", out)
	}
	_ = k.db.Close()

	events, stop := runner(t, open(t, openFile(t, path)), chat.Answer{})
	stop()
	got := events()
	if len(got) != 1 || got[0].Submit == nil || len(got[0].Submit.Files) != 2 {
		t.Fatalf("events = %+v, want the form with its files", got)
	}
	if fs := got[0].Submit.Files; fs[0].Name != "a.png" || string(fs[0].Data) != "one" || fs[1].Name != "b.png" || string(fs[1].Data) != "two" {
		t.Errorf("files = %+v", fs)
	}
}

// A full disk: what cannot be kept did not happen.
func TestWhatCannotBeKeptDidNotHappen(t *testing.T) {
	ctx := t.Context()
	k := openFile(t, filepath.Join(t.TempDir(), "room.db"))
	p := open(t, k)
	at := must[chat.Ref](t)(p.Post(ctx, "k", "c-duty", "", chat.Message{Text: "card"}))
	events, stop := runner(t, p, chat.Answer{})
	before := everything(t, p)
	k.fails = errors.New("no space left")
	a := practice.Act{User: "chen", Channel: "c-duty"}
	_, err1 := p.Post(ctx, "k2", "c-duty", "", chat.Message{Text: "x"})
	_, err2 := p.Say(ctx, a, "x")
	_, err3 := p.React(ctx, a, at.Message, "✅")
	_, err4 := p.Command(ctx, a, "status")
	_, err5 := p.CreateRoom(ctx, "k", chat.Room{Name: "case-1"})
	for i, err := range []error{err1, err2, err3, err4, err5, p.Pin(ctx, at), p.Update(ctx, at, chat.Message{Text: "y"})} {
		if !errors.Is(err, k.fails) {
			t.Errorf("step %d: %v, want the keeper's error", i+1, err)
		}
	}
	if after := everything(t, p); after != before {
		t.Errorf("something happened all the same:\n%s\nwant:\n%s", after, before)
	}
	k.fails = nil
	must[practice.Outcome](t)(p.Command(ctx, a, "status"))
	stop()
	if got := events(); len(got) != 1 {
		t.Errorf("%d events, want only the one after the disk had space again", len(got))
	}
}

func TestDamagedFileIsAnError(t *testing.T) {
	for key, value := range map[string]string{
		"channel/c1": "{", "message/c-duty/m1": "[]", "message/nowhere/m1": `{"ID":"m1","Channel":"nowhere"}`,
		"event/1": "x", "form/f": "1", "read/x": "{}",
	} {
		k := openFile(t, filepath.Join(t.TempDir(), "room.db"))
		if err := k.Save(key, []byte(value)); err != nil {
			t.Fatal(err)
		}
		if _, err := practice.New(practice.Options{Officers: officers(), Keeper: k, Now: clock}); err == nil {
			t.Errorf("%s = %s: the room opens, want an error", key, value)
		}
	}
	if _, err := practice.New(practice.Options{Now: clock}); err == nil {
		t.Error("a room without officers opens")
	}
}

func TestPagesGoBackToTheBeginning(t *testing.T) {
	ctx, p := t.Context(), open(t, nil)
	for i := range 25 {
		must[chat.Ref](t)(p.Post(ctx, fmt.Sprint(i), "c-duty", "", chat.Message{Text: fmt.Sprint("message ", i)}))
	}
	var texts []string
	before, pages := "", 0
	for {
		page := must[practice.Page](t)(p.Page("chen", "c-duty", before, 10))
		var part []string
		for _, m := range page.Messages {
			part = append(part, m.Body.Text)
		}
		texts = append(part, texts...)
		pages++
		if before = page.Older; before == "" {
			break
		}
	}
	if pages != 3 || len(texts) != 25 || texts[0] != "message 0" || !slices.Contains(texts, "message 24") {
		t.Errorf("%d pages with %q", pages, texts)
	}
}
