package commands_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/chat/practice"
	"appealbot/bot/desk"
	"appealbot/commands"
)

// output is the program's log.
type output struct {
	mu sync.Mutex
	bytes.Buffer
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.Buffer.Write(p)
}

func (o *output) said() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.String()
}

// program is what the program's log says.
func (w *town) program(*[]string) (string, error) { return w.output.said(), nil }

// broker connects accounts as badly as the words ask it to that are brought: what
// it says back is full of them.
type broker struct {
	mu   sync.Mutex
	took []string
}

var _ commands.Connector = (*broker)(nil)

// Begin implements commands.Connector.
func (*broker) Begin(_ context.Context, account bot.AccountID) (desk.Invitation, error) {
	if account == "page" {
		return desk.Invitation{}, bot.Refuse(bot.ErrInvalid, "The network does not answer. Try again in a minute.")
	}
	return desk.Invitation{URL: "https://network.example/authorize?state=1", Asks: "Paste the address at which your browser ended"}, nil
}

// Bring implements commands.Connector.
func (b *broker) Bring(_ context.Context, _ desk.Actor, account bot.AccountID, answer string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.took = append(b.took, string(account)+" "+answer)
	switch _, code, _ := strings.Cut(answer, "code="); {
	case strings.Contains(answer, "panic"):
		panic("no idea what " + answer + " is")
	case strings.Contains(answer, "refuse"):
		return bot.Refuse(bot.ErrInvalid, "%s is of another account. Connect the right one.", code)
	case strings.Contains(answer, "fail"):
		return errors.New("token endpoint: what is " + code + "?")
	}
	return nil
}

// handed is what the broker was handed.
func (w *town) handed(*[]string) (string, error) {
	w.broker.mu.Lock()
	defer w.broker.mu.Unlock()
	return strings.Join(w.broker.took, "\n"), nil
}

// bring sends the form in which an account is connected.
func bring(t *testing.T, r *commands.Router, user, secret string) chat.Answer {
	t.Helper()
	a, _ := r.Handle(t.Context(), chat.Event{ID: "sent by " + user, User: user, Submit: &chat.Submission{
		Action: chat.Action{Verb: card.VerbConnect, Subject: "metro"}, Values: map[string][]string{card.FieldBrought: {secret}},
	}})
	return a
}

// said is everything that an answer shows.
func said(a chat.Answer) string {
	s := ""
	if a.Reply != nil {
		s = a.Reply.Plain()
	}
	for _, e := range a.Errors {
		s += e
	}
	return s
}

// Whatever goes wrong, no word of the secret comes back or is logged.
func TestNoSecretComesBack(t *testing.T) {
	for _, how := range []string{"panic", "refuse", "fail", "work"} {
		w, err := newTown(t)
		if err != nil {
			t.Fatal(err)
		}
		a := bring(t, w.router, "carla", "http://127.0.0.1:8068/?how="+how+"&code=hunter2hunter2")
		audit, err := w.logged(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{said(a), w.output.said(), audit} {
			if strings.Contains(s, "hunter2") {
				t.Errorf("%s: %s", how, s)
			}
		}
		if how != "work" && said(a) == "" {
			t.Errorf("%s: nobody is told anything", how)
		}
	}
}

// Where nothing can be connected, people are told before they fetch a secret and
// when they bring one all the same.
func TestNothingToConnect(t *testing.T) {
	w, err := newTown(t)
	if err != nil {
		t.Fatal(err)
	}
	r := commands.New(w.desk, practice.Name, slog.New(slog.DiscardHandler), nil)
	a, err := r.Handle(t.Context(), chat.Event{ID: "e1", User: "carla", Command: &chat.Command{Line: "connect metro"}})
	if err != nil || a.Open != nil || !strings.Contains(said(a), "No account can be connected here") {
		t.Errorf("%+v, %v", a, err)
	}
	if a := bring(t, r, "carla", "hunter2hunter2"); !strings.Contains(said(a), "No account can be connected here") {
		t.Errorf("%+v", a)
	}
}

// The form that is sent is no leave: who may connect is asked again.
func TestBroughtByWhoMayNot(t *testing.T) {
	w, err := newTown(t)
	if err != nil {
		t.Fatal(err)
	}
	for _, user := range []string{"ann", "eve"} {
		if a := bring(t, w.router, user, "hunter2hunter2"); said(a) == "" || len(w.broker.took) > 0 {
			t.Errorf("%s: %+v, handed over %v", user, a, w.broker.took)
		}
	}
}

// What an error says of a secret is taken out of it, whatever both are.
func FuzzNoSecretComesBack(f *testing.F) {
	f.Add("refuse code=hunter2hunter2")
	f.Add("fail code=%s%d\x00")
	f.Add("refuse code=abcd 234 hijk")
	w, err := newTown(f)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, secret string) {
		_, code, _ := strings.Cut(strings.TrimSpace(secret), "code=")
		if len(code) < 8 || strings.Contains("token endpoint what is of another account Connect the right one Something went wrong and nothing was changed", code) {
			return
		}
		if a := bring(t, w.router, "carla", secret); strings.Contains(said(a), code) || strings.Contains(w.output.said(), code) {
			t.Errorf("%q comes back: %s", code, said(a))
		}
	})
}
