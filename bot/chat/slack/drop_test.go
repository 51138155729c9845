package slack_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack"
	"appealbot/bot/chat/slack/slacktest"
)

func picture(name string) chat.File {
	return chat.File{Name: name, Data: []byte("\x89PNG\r\n\x1a\n" + name)}
}

// uploaded takes the next event, which has to be files.
func (w *world) uploaded(names ...string) chat.Event {
	w.t.Helper()
	e := w.next()
	if e.Upload == nil || len(e.Upload.Files) != len(names) {
		w.t.Fatalf("event %+v %+v, want the files %v", e, e.Upload, names)
	}
	for i, f := range e.Upload.Files {
		if f.Name != names[i] || !bytes.Equal(f.Data, picture(f.Name).Data) {
			w.t.Errorf("file %s of %d bytes, want %s", f.Name, len(f.Data), names[i])
		}
	}
	return e
}

// Files that somebody drops into a thread of the bot come once, however often
// they are told of.
func TestFilesDroppedIntoAThread(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "card")
	w.Upload(t, w.ann(), at, []chat.File{picture("a.png"), picture("b.png")})
	if e := w.uploaded("a.png", "b.png"); e.User != w.ann() || e.At.Thread != at.Message {
		t.Errorf("event %+v", e)
	}
	w.Again(t)
	w.quiet()
	w.down(func() {})
	w.quiet()
	w.restart()
	w.Hold()
	w.Upload(t, w.ann(), at, []chat.File{picture("c.png")})
	w.Forget()
	w.run(nil)
	w.uploaded("c.png")
	w.quiet()
}

// Nothing is asked about files that are not in a thread of the bot.
func TestFilesElsewhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	w.looked()
	mine := w.Say(t, w.bob(), w.newsroom(), "", "look")
	w.quiet()
	before := len(w.Requests(""))
	w.Upload(t, w.ann(), mine, []chat.File{picture("a.png")})
	w.Idle(t)
	if n := len(w.Requests("")) - before; n != 0 {
		t.Errorf("%d requests were made", n)
	}
	w.quiet()
}

// Files that are too large are refused in words, before a byte is fetched.
func TestFilesThatAreTooLarge(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.Linger = time.Second
	w.run(asks(nil))
	at := w.say("k", "card")
	for i, files := range [][]chat.File{
		{{Name: "film.mov", Data: make([]byte, slack.MaxFile+1)}},
		{{Name: "1.mov", Data: make([]byte, slack.MaxFile-1)}, {Name: "2.mov", Data: make([]byte, slack.MaxFile-1)}, {Name: "3.mov", Data: make([]byte, 10)}},
	} {
		w.Upload(t, w.ann(), at, files)
		w.until("it is refused", func() bool { return w.whispered("too large") == i+1 })
		w.form()
		got := w.Submit(t, w.ann(), because, files...)
		if !strings.Contains(got.Errors["files"], "too large") {
			t.Errorf("errors %v", got.Errors)
		}
		w.CloseModal(w.ann())
	}
	if n := w.asked("download"); n != 0 {
		t.Errorf("%d files were fetched", n)
	}
	w.quiet()
	w.down(func() {})
	w.quiet()
}

// whispered is how often ann was told something that contains words.
func (w *world) whispered(words string) int {
	return strings.Count(w.whispers(w.ann()), words)
}

// More files than anybody looks at are too many.
func TestManyFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "card")
	var files []chat.File
	for i := range 14 {
		files = append(files, picture(fmt.Sprint(i, ".png")))
	}
	w.Upload(t, w.ann(), at, files)
	if e := w.next(); e.Upload == nil || len(e.Upload.Files) != 10 {
		t.Errorf("event %+v %d", e, len(e.Upload.Files))
	}
	w.quiet()
}

// A file that was deleted meanwhile, is kept elsewhere or cannot be had keeps
// nobody waiting and nothing else from being found.
func TestFilesThatCannotBeHad(t *testing.T) {
	for name, c := range map[string]struct {
		options []slacktest.Option
		spoil   func(*world)
		told    string
	}{
		"deleted":       {spoil: func(w *world) { w.FaultOnce("files.info", slacktest.Fault{Error: "file_deleted"}) }},
		"not found":     {spoil: func(w *world) { w.Fault("files.info", fails(slacktest.Fault{Error: "file_not_found"})) }},
		"deleted later": {spoil: func(w *world) { w.Fault("download", fails(slacktest.Fault{Status: 404})) }},
		"no scope":      {spoil: func(w *world) { w.Fault("download", fails(slacktest.Fault{Status: 302})) }, told: "could not fetch"},
		"forbidden":     {spoil: func(w *world) { w.Fault("download", fails(slacktest.Fault{Status: 403})) }, told: "could not fetch"},
		"external":      {spoil: func(w *world) { w.External(true) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil, c.options...)
			w.run(nil)
			at := w.say("k", "card")
			w.quiet()
			c.spoil(w)
			asked := w.asked("files.info") + w.asked("download")
			w.Upload(t, w.ann(), at, []chat.File{picture("a.png")})
			w.until("it is looked at", func() bool { return w.asked("files.info")+w.asked("download") > asked })
			w.quiet()
			w.until("it is done with", func() bool { return w.keeper.Has(`"d":[`) })
			if c.told != "" {
				w.until("it is said", func() bool { return w.whispered(c.told) > 0 })
			}
			w.Fault("download", nil)
			w.Fault("files.info", nil)
			w.External(false)
			w.Upload(t, w.ann(), at, []chat.File{picture("b.png")})
			w.uploaded("b.png")
			w.quiet()
			if strings.Contains(w.log(), "not found yet") {
				t.Errorf("it looks for what nobody finds:\n%s", w.log())
			}
		})
	}
}

func fails(f slacktest.Fault) func(int, slacktest.Request) slacktest.Fault {
	return func(int, slacktest.Request) slacktest.Fault { return f }
}

// A download that is cut or refused once is made again.
func TestFilesWhenSlackFailsOnce(t *testing.T) {
	for name, f := range map[string]slacktest.Fault{"cut": {Cut: true}, "500": {Status: 500}, "limited": {RetryAfter: time.Second}} {
		for _, method := range []string{"download", "files.info"} {
			t.Run(name+" "+method, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, nil)
				w.run(nil)
				at := w.say("k", "card")
				w.FaultOnce(method, f)
				w.Upload(t, w.ann(), at, []chat.File{picture("a.png")})
				w.uploaded("a.png")
				w.quiet()
			})
		}
	}
}

// What comes in place of a file that was chosen in a form is not taken for it,
// and the person hears of it.
func TestFormFilesThatCannotBeHad(t *testing.T) {
	for name, spoil := range map[string]func(*world){
		"sign-in page": func(w *world) { w.Fault("download", fails(slacktest.Fault{Status: 302})) },
		"deleted":      func(w *world) { w.Fault("files.info", fails(slacktest.Fault{Error: "file_deleted"})) },
		"cut":          func(w *world) { w.Fault("download", fails(slacktest.Fault{Cut: true})) },
		"500":          func(w *world) { w.Fault("files.info", fails(slacktest.Fault{Status: 500})) },
		"external":     func(w *world) { w.External(true) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.run(asks(nil))
			w.form()
			spoil(w)
			got := w.Submit(t, w.ann(), because, picture("a.png"))
			if got.Errors["files"] == "" {
				t.Errorf("got %+v, want a sentence at the files", got)
			}
			if f := w.Form(w.ann()); f == nil || f.Inputs[0].Value != "because" {
				t.Errorf("form %+v", f)
			}
			w.quiet()
		})
	}
}

// Files that are not to be had for an hour are given up, and whoever dropped them
// hears of it.
func TestFilesThatAreGivenUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "card")
	w.Fault("files.info", fails(slacktest.Fault{Status: 500}))
	w.later(2 * time.Hour)
	w.Upload(t, w.ann(), at, []chat.File{picture("a.png")})
	w.until("it is said", func() bool { return w.whispered("Drop it once more") == 1 })
	w.Fault("files.info", nil)
	w.Upload(t, w.ann(), at, []chat.File{picture("b.png")})
	w.uploaded("b.png")
}

// No token goes to an address that is not Slack's.
func TestFilesAtAnotherAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "card")
	asked := make(chan string, 10)
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.Header.Get("Authorization") }))
	defer other.Close()
	for i, address := range []string{other.URL, "https://files.slack.com.evil.example", "ftp://files.slack.com", "//files.slack.com", "https://evil.example/?files.slack.com"} {
		w.Elsewhere(address)
		w.Upload(t, w.ann(), at, []chat.File{picture("a.png")})
		w.until("it is said", func() bool { return w.whispered("could not fetch") == i+1 })
	}
	if len(asked) > 0 {
		t.Errorf("it was asked for with %q", <-asked)
	}
}

// An app without the right to fetch files says so instead of taking a page for a
// picture.
func TestFilesWithoutTheScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "card")
	w.SignIn(true)
	w.Upload(t, w.ann(), at, []chat.File{picture("a.png")})
	w.until("it is said", func() bool { return w.whispered("could not fetch") > 0 })
	w.quiet()
	w.SignIn(false)
}
