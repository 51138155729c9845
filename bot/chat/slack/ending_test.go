package slack_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

// Run that is ended in the middle of work finishes it, acknowledges it, and
// answers it.
func TestRunEndsInTheMiddleOfWork(t *testing.T) {
	for _, kind := range []string{"command", "press", "form"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			began, once := make(chan struct{}, 10), 0
			w.handled(func(_ context.Context, e chat.Event) (chat.Answer, error) {
				if kind == "form" && e.Submit == nil {
					return chat.Answer{Open: ask()}, nil
				}
				once++
				began <- struct{}{}
				time.Sleep(300 * time.Millisecond)
				return chat.Answer{Reply: &chat.Message{Text: "it is done"}}, nil
			})
			w.Ready(t)
			at := w.post("k", approve("card"))
			w.Linger = time.Second
			told := make(chan string, 1)
			go func() {
				switch kind {
				case "command":
					told <- said(w.Command(t, w.ann(), w.newsroom(), "status"))
				case "press":
					told <- said(w.Press(t, w.ann(), at, "Approve"))
				default:
					w.Command(t, w.ann(), w.newsroom(), "ask")
					told <- said(w.Submit(t, w.ann(), map[string][]string{"why": {"because"}}))
				}
			}()
			<-began
			w.stop()
			if s := <-told; !strings.Contains(s, "it is done") || strings.Contains(s, "error") {
				t.Errorf("said %q", s)
			}
			if once != 1 {
				t.Errorf("it was done %d times", once)
			}
			if _, there := w.Modal(w.ann()); there {
				t.Error("the form is still there")
			}
		})
	}
}

// What comes when Run is ending is not acknowledged, and comes to the next.
func TestWhatComesAtTheEndComesToTheNext(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil, slacktest.Redeliver(time.Second))
	began, end := make(chan struct{}, 10), make(chan struct{})
	w.handled(func(_ context.Context, e chat.Event) (chat.Answer, error) {
		began <- struct{}{}
		<-end
		return chat.Answer{}, nil
	})
	w.Ready(t)
	at := w.post("k", approve("card"))
	go w.Command(t, w.ann(), w.newsroom(), "first")
	<-began
	stopped := make(chan struct{})
	stop := w.stop
	go func() { stop(); close(stopped) }()
	time.Sleep(50 * time.Millisecond)
	told := make(chan string, 1)
	go func() { told <- said(w.Press(t, w.ann(), at, "Approve")) }()
	time.Sleep(50 * time.Millisecond)
	close(end)
	<-stopped
	w.restart()
	w.run(replies("by the next"))
	if e := w.next(); e.Press == nil {
		if e = w.next(); e.Press == nil { // the first may come again
			t.Errorf("event %+v, want the press", e)
		}
	}
	if s := <-told; strings.Contains(s, "error") {
		t.Errorf("said %q", s)
	}
}
