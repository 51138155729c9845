package install_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/slack/install"
)

// What stands in every output that must not be there.
const (
	botToken = "xoxb-hunter2-hunter2"
	appToken = "xapp-1-A0APP-hunter2"
	signing  = "5160hunter2"
	ticket   = "ticket-hunter2"
)

// A world is a workspace at a loopback address, in so far as it is looked at.
// Answers replaces what a method answers.
type world struct {
	*httptest.Server
	scopes  []string
	date    time.Time
	answers map[string]any
	hello   any

	mu    sync.Mutex
	asked []string
}

type answer = map[string]any

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{
		scopes: install.Scopes(), date: time.Now(), hello: answer{"type": "hello", "num_connections": 1, "connection_info": answer{"app_id": "A0APP"}},
		answers: map[string]any{
			"auth.test": answer{"ok": true, "url": "https://metro.slack.com/", "team": "Metro", "team_id": "T0METRO", "user": "appeals", "user_id": "U0BOT", "bot_id": "B0BOT"},
			"bots.info": answer{"ok": true, "bot": answer{"id": "B0BOT", "app_id": "A0APP"}},
			"users.conversations": answer{"ok": true, "channels": []answer{
				{"id": "C0DUTY", "name": "duty"}, {"id": "C0NEWS", "name": "newsroom"}, {"id": "C0CASE", "name": "case-in", "is_private": true},
			}},
			"conversations.list":  answer{"ok": true, "channels": []answer{{"id": "C0OPEN", "name": "open"}}},
			"conversations.info":  answer{"ok": false, "error": "channel_not_found"},
			"users.info":          user("U0ANN", "ann", nil),
			"users.lookupByEmail": user("U0BOB", "bob", nil),
			"auth.teams.list":     answer{"ok": true, "teams": []answer{{"id": "T0ONE", "name": "One"}, {"id": "T0TWO", "name": "Two"}}},
		},
	}
	m := http.NewServeMux()
	m.HandleFunc("/api/{method}", w.method)
	m.HandleFunc("/link", func(rw http.ResponseWriter, r *http.Request) {
		if w.hello == nil {
			http.Error(rw, "no", http.StatusForbidden)
			return
		}
		c, err := (&websocket.Upgrader{}).Upgrade(rw, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = c.Close() }()
		if s, ok := w.hello.(string); ok {
			_ = c.WriteMessage(websocket.TextMessage, []byte(s))
		} else {
			_ = c.WriteJSON(w.hello)
		}
		_, _, _ = c.ReadMessage()
	})
	w.Server = httptest.NewServer(m)
	t.Cleanup(w.Close)
	return w
}

func user(id, name string, more answer) answer {
	u := answer{"id": id, "name": name, "team_id": "T0METRO"}
	maps.Copy(u, more)
	return answer{"ok": true, "user": u}
}

func (w *world) method(rw http.ResponseWriter, r *http.Request) {
	method := r.PathValue("method")
	w.mu.Lock()
	w.asked = append(w.asked, method)
	w.mu.Unlock()
	rw.Header().Set("Date", w.date.UTC().Format(http.TimeFormat))
	if w.scopes != nil {
		rw.Header().Set("X-OAuth-Scopes", strings.Join(w.scopes, ","))
	}
	a := w.answers[method]
	switch a := a.(type) {
	case int:
		rw.Header().Set("Retry-After", "30")
		http.Error(rw, "no", a)
		return
	case string:
		fmt.Fprint(rw, a)
		return
	case func(*http.Request) answer:
		w.write(rw, a(r))
		return
	case nil:
		if method == "apps.connections.open" {
			w.write(rw, answer{"ok": true, "url": strings.Replace(w.URL, "http", "ws", 1) + "/link?" + ticket})
			return
		}
		a = answer{"ok": false, "error": "unknown_method"}
		w.write(rw, a)
		return
	}
	w.write(rw, a)
}

func (*world) write(rw http.ResponseWriter, a any) {
	rw.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(rw).Encode(a)
}

// installed is what there is to examine when all is well.
func (w *world) installed() install.Installation {
	return install.Installation{
		Token: botToken, AppToken: appToken, Command: "appeal", Channels: []string{"duty", "newsroom"},
		People: []install.Person{{ID: "ann", Login: "U0ANN"}, {ID: "bob", Email: "bob@police.example"}},
		Rooms:  []adapter.KeptRoom{{ID: "C0CASE", Name: "case-in"}}, API: w.URL + "/api/", Now: time.Now,
	}
}

func (w *world) examine(t *testing.T, in install.Installation) []finding.Finding {
	t.Helper()
	fs := install.Examine(t.Context(), in)
	for _, f := range fs {
		if f.Text == "" || f.About == "" || (f.Verdict == finding.OK) != (f.How == "") {
			t.Errorf("an odd finding: %+v", f)
		}
		if strings.Contains(fmt.Sprint(f), "hunter2") {
			t.Errorf("a secret was said: %+v", f)
		}
		if strings.Contains(f.Text, "..") || strings.Contains(f.Text, "%!") || !strings.HasSuffix(f.Text, ".") || strings.Contains(f.How, "%!") {
			t.Errorf("not a sentence: %+v", f)
		}
	}
	return fs
}

// finds fails unless something was found with these words.
func finds(t *testing.T, fs []finding.Finding, v finding.Verdict, words string) {
	t.Helper()
	if !slices.ContainsFunc(fs, func(f finding.Finding) bool { return f.Verdict == v && strings.Contains(f.Text, words) }) {
		t.Errorf("no %s with %q in:\n%+v", v, words, fs)
	}
}

func worst(fs []finding.Finding) (out []finding.Finding) {
	for _, f := range fs {
		if f.Verdict != finding.OK {
			out = append(out, f)
		}
	}
	return out
}
