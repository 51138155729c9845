package slacktest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

// place is an app without Socket Mode. It answers commands and submissions with
// what handle returns.
func place(t *testing.T, f *slacktest.Far, handle func(kind string, payload m) (int, string)) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		v, err := slack.NewSecretsVerifier(r.Header, slacktest.SigningSecret)
		if err == nil {
			_, _ = v.Write(body)
			err = v.Ensure()
		}
		if err != nil {
			http.Error(w, "signature", http.StatusUnauthorized)
			return
		}
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		_ = r.ParseForm()
		payload := m{}
		switch r.URL.Path {
		case "/commands":
			for k := range r.PostForm {
				payload[k] = r.PostForm.Get(k)
			}
		case "/interactive":
			_ = json.Unmarshal([]byte(r.PostForm.Get("payload")), &payload)
		default:
			_ = json.Unmarshal(body, &payload)
			if c, challenged := payload["challenge"]; challenged {
				fmt.Fprint(w, c)
				return
			}
			payload["retry"] = r.Header.Get("X-Slack-Retry-Num")
		}
		status, answer := handle(strings.TrimPrefix(r.URL.Path, "/"), payload)
		w.WriteHeader(status)
		fmt.Fprint(w, answer)
	}))
	t.Cleanup(srv.Close)
	f.Callback(t, slacktest.Callback{Commands: srv.URL + "/commands", Interactivity: srv.URL + "/interactive", Events: srv.URL + "/events"})
	return srv.URL
}

func TestHTTP(t *testing.T) {
	f := world(t, slacktest.Redeliver(10*time.Millisecond))
	u := f.Officers()[0]
	ch, _ := f.Public()
	var events atomic.Int32
	retries := make(chan any, 10)
	url := place(t, f, func(kind string, payload m) (int, string) {
		switch kind {
		case "commands":
			return 200, "you typed " + payload["text"].(string)
		case "interactive":
			return 200, ""
		default:
			if payload["event"].(m)["type"] != "reaction_added" {
				return 200, ""
			}
			retries <- payload["retry"]
			if events.Add(1) == 1 {
				return 500, ""
			}
			return 200, ""
		}
	})
	if got := f.Command(t, u, ch, "a & b"); len(got.Replies) != 1 || got.Replies[0].Text != "you typed a & b\n" {
		t.Errorf("got %+v", got)
	}
	_, ts, err := client(f.Server).PostMessage(ch, mute("x")...)
	ok(t, err)
	f.React(t, u, chat.Ref{Channel: ch, Message: ts}, chat.Check)
	if one, two := <-retries, <-retries; one != "" || two != "1" {
		t.Errorf("retries = %q, %q", one, two)
	}
	status, err := f.Knock(url+"/events", "application/json", []byte(`{}`), http.Header{"X-Slack-Signature": {"v0=00"}})
	if err != nil || status != http.StatusUnauthorized {
		t.Errorf("what is not signed is answered with %d, %v", status, err)
	}
}

func TestHTTPFails(t *testing.T) {
	f := world(t)
	ch, _ := f.Public()
	f.Expect("slash_commands was not answered with 200")
	place(t, f, func(string, m) (int, string) { return 500, "" })
	if got := f.Command(t, f.Officers()[0], ch, ""); len(got.Replies) != 1 || got.Replies[0].Text != "error: operation_timeout" {
		t.Errorf("got %+v", got)
	}
}
