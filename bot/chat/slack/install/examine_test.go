package install_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/slack/install"
)

func TestExamineWhatIsWell(t *testing.T) {
	w := newWorld(t)
	fs := w.examine(t, w.installed())
	if bad := worst(fs); len(bad) != 0 {
		t.Errorf("%+v", bad)
	}
	for _, words := range []string{
		"Slack answers", "clock", "the bot @appeals in Metro (https://metro.slack.com/)", "every right", "installed in the workspace Metro", "Slack says hello",
		"in channel #duty", "in channel #newsroom", "all of its 1 channels", "2 of 2 people", "/appeal help",
	} {
		finds(t, fs, finding.OK, words)
	}
}

// Each thing that goes wrong is found, and named.
func TestExamineFinds(t *testing.T) {
	refused := func(method, code string) func(*world, *install.Installation) {
		return func(w *world, _ *install.Installation) { w.answers[method] = answer{"ok": false, "error": code} }
	}
	auth := func(more answer) func(*world, *install.Installation) {
		return func(w *world, _ *install.Installation) {
			maps.Copy(w.answers["auth.test"].(answer), more)
		}
	}
	ann := func(more answer) func(*world, *install.Installation) {
		return func(w *world, _ *install.Installation) { w.answers["users.info"] = user("U0ANN", "ann", more) }
	}
	for name, tt := range map[string]struct {
		change  func(*world, *install.Installation)
		verdict finding.Verdict
		says    string
	}{
		"nobody there":                   {func(_ *world, in *install.Installation) { in.API = "http://127.0.0.1:1/api/" }, finding.Problem, "Nothing listens at http://127.0.0.1:1/api/"},
		"another web server":             {func(w *world, _ *install.Installation) { w.answers["auth.test"] = "<html>" }, finding.Problem, "it is not Slack's"},
		"an empty object":                {func(w *world, _ *install.Installation) { w.answers["auth.test"] = "{}" }, finding.Problem, "it is not Slack's"},
		"a server that is ill":           {func(w *world, _ *install.Installation) { w.answers["auth.test"] = 503 }, finding.Problem, "answers with status 503"},
		"too much asked":                 {func(w *world, _ *install.Installation) { w.answers["auth.test"] = 429 }, finding.Problem, "limiting how much"},
		"unknown token":                  {refused("auth.test", "invalid_auth"), finding.Problem, "does not know the bot's token"},
		"revoked token":                  {refused("auth.test", "token_revoked"), finding.Problem, "does not work any more (token_revoked)"},
		"deactivated":                    {refused("auth.test", "account_inactive"), finding.Problem, "does not work any more"},
		"expired token":                  {refused("auth.test", "token_expired"), finding.Problem, "has expired"},
		"kept out":                       {refused("auth.test", "team_access_not_granted"), finding.Problem, "keeps the app out"},
		"something else":                 {refused("auth.test", "fatal_error"), finding.Problem, "the error fatal_error"},
		"a person's token":               {auth(answer{"bot_id": ""}), finding.Problem, "that of a person, @appeals"},
		"clock, odd":                     {func(w *world, _ *install.Installation) { w.date = time.Now().Add(-2 * time.Minute) }, finding.Warning, "apart"},
		"clock, bad in socket mode, too": {func(w *world, _ *install.Installation) { w.date = time.Now().Add(time.Hour) }, finding.Warning, "apart"},
		"clock, bad": {func(w *world, in *install.Installation) {
			w.date, in.URL = time.Now().Add(time.Hour), w.URL
		}, finding.Problem, "at five minutes every call by Slack is refused"},
		"no scopes told": {func(w *world, _ *install.Installation) { w.scopes = nil }, finding.Warning, "does not say what the bot may do"},
		"a missing scope": {func(w *world, _ *install.Installation) {
			w.scopes = slices.DeleteFunc(w.scopes, func(s string) bool { return s == "groups:write" })
		}, finding.Problem, "lacks groups:write: no case gets its channel (the API refuses conversations.archive, conversations.create, conversations.invite, conversations.setPurpose, conversations.setTopic)"},
		"a missing scope for events": {func(w *world, _ *install.Installation) {
			w.scopes = slices.DeleteFunc(w.scopes, func(s string) bool { return s == "reactions:read" })
		}, finding.Problem, "the API refuses reactions.get; Slack does not send reaction_added, reaction_removed"},
		"no scope at all": {func(w *world, _ *install.Installation) { w.scopes = []string{} }, finding.Problem, "lacks chat:write"},
		"a surplus scope": {func(w *world, _ *install.Installation) {
			w.scopes = append(w.scopes, "admin.users:read", "search:read")
		}, finding.Warning, "does not use: admin.users:read, search:read"},
		"another workspace":       {func(_ *world, in *install.Installation) { in.Workspace = "T0OTHER" }, finding.Problem, "the configuration says T0OTHER"},
		"part of an organisation": {auth(answer{"enterprise_id": "E0ORG"}), finding.OK, "part of a larger organisation"},
		"organisation": {
			auth(answer{"enterprise_id": "E0ORG", "team_id": "E0ORG", "is_enterprise_install": true}), finding.Problem,
			"does not say in which workspace channels are made; it is in One (T0ONE), Two (T0TWO)",
		},
		"organisation, wrong workspace": {func(w *world, in *install.Installation) {
			auth(answer{"enterprise_id": "E0ORG", "is_enterprise_install": true})(w, in)
			in.Workspace = "T0OTHER"
		}, finding.Problem, "not in the workspace T0OTHER; it is in One"},
		"organisation, right workspace": {func(w *world, in *install.Installation) {
			auth(answer{"enterprise_id": "E0ORG", "is_enterprise_install": true})(w, in)
			in.Workspace = "T0TWO"
		}, finding.OK, "made in Two (T0TWO)"},
		"organisation that does not tell": {func(w *world, in *install.Installation) {
			auth(answer{"enterprise_id": "E0ORG", "is_enterprise_install": true})(w, in)
			refused("auth.teams.list", "fatal_error")(w, in)
		}, finding.Warning, "Slack answers fatal_error"},

		"app token revoked": {refused("apps.connections.open", "invalid_auth"), finding.Problem, "does not take the app-level token (invalid_auth)"},
		"app token's scope": {refused("apps.connections.open", "missing_scope"), finding.Problem, "lacks the scope connections:write"},
		"app token's kind":  {refused("apps.connections.open", "not_allowed_token_type"), finding.Problem, "a token of another kind"},
		"no connection":     {refused("apps.connections.open", "internal_error"), finding.Problem, "No connection can be asked for: Slack answers internal_error"},
		"two apps":          {func(_ *world, in *install.Installation) { in.AppToken = "xapp-1-A0OTHER-hunter2" }, finding.Problem, "of the app A0APP, and the app-level token of another, A0OTHER"},
		"socket refused":    {func(w *world, _ *install.Installation) { w.hello = nil }, finding.Problem, "none can be opened"},
		"socket mode is off": {func(w *world, _ *install.Installation) {
			w.hello = answer{"type": "disconnect", "reason": "link_disabled"}
		}, finding.Problem, "switched off in the app"},
		"a strange word": {func(w *world, _ *install.Installation) { w.hello = answer{"type": "good day"} }, finding.Problem, `began it with "good day"`},
		"no word":        {func(w *world, _ *install.Installation) { w.hello = "?" }, finding.Problem, "says nothing on it"},
		"somebody else":  {func(w *world, _ *install.Installation) { w.hello = answer{"type": "hello", "num_connections": 3} }, finding.Warning, "2 other programs"},

		"channels not listed":       {refused("users.conversations", "fatal_error"), finding.Problem, "channels cannot be listed"},
		"channels limited":          {func(w *world, _ *install.Installation) { w.answers["users.conversations"] = 429 }, finding.Problem, "for another 30s"},
		"a channel without the bot": {func(_ *world, in *install.Installation) { in.Channels = []string{"open"} }, finding.Warning, "not in channel #open"},
		"no channel":                {func(_ *world, in *install.Installation) { in.Channels = []string{"nowhere"} }, finding.Problem, "no channel #nowhere"},
		"no list of channels": {func(w *world, in *install.Installation) {
			in.Channels = []string{"nowhere"}
			refused("conversations.list", "fatal_error")(w, in)
		}, finding.Warning, "cannot be seen"},
		"thrown out": {func(_ *world, in *install.Installation) {
			in.Rooms = append(in.Rooms, adapter.KeptRoom{ID: "C0OUT", Name: "case-out"})
		}, finding.Problem, "removed from channel #case-out"},
		"a channel that cannot be seen": {func(w *world, in *install.Installation) {
			in.Rooms = []adapter.KeptRoom{{ID: "C0OUT", Name: "case-out"}}
			refused("conversations.info", "fatal_error")(w, in)
		}, finding.Problem, "#case-out cannot be looked at"},

		"deactivated person":     {ann(answer{"deleted": true}), finding.Problem, "ann (@ann) is deactivated"},
		"a bot":                  {ann(answer{"is_bot": true}), finding.Problem, "is a bot"},
		"a guest":                {ann(answer{"is_restricted": true}), finding.Warning, "ann (@ann) is a guest"},
		"a single-channel guest": {ann(answer{"is_restricted": true, "is_ultra_restricted": true}), finding.Problem, "guest for a single channel"},
		"a stranger":             {ann(answer{"is_stranger": true}), finding.Problem, "of another organisation"},
		"of another workspace":   {ann(answer{"team_id": "T0OTHER"}), finding.Problem, "of another organisation"},
		"invited":                {ann(answer{"is_invited_user": true}), finding.Warning, "has not come yet"},
		"unknown login":          {refused("users.info", "user_not_found"), finding.Problem, "ann has no account here, or another member ID"},
		"unknown address":        {refused("users.lookupByEmail", "users_not_found"), finding.Problem, "bob has no account here, or another e-mail address"},
		"people not told":        {refused("users.info", "fatal_error"), finding.Warning, "ann cannot be looked up"},
		"a right that Slack names": {func(w *world, _ *install.Installation) {
			w.answers["users.info"] = answer{"ok": false, "error": "missing_scope", "needed": "users:read"}
		}, finding.Warning, "since the token lacks users:read"},
		"one user twice":  {func(w *world, _ *install.Installation) { w.answers["users.lookupByEmail"] = user("U0ANN", "ann", nil) }, finding.Problem, "ann and bob are the same user here, @ann"},
		"nothing to find": {func(_ *world, in *install.Installation) { in.People = []install.Person{{ID: "eve"}} }, finding.Warning, "eve has neither a login here nor an e-mail"},
		"nobody":          {func(_ *world, in *install.Installation) { in.People = nil }, finding.Problem, "Nobody of the configuration"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			in := w.installed()
			tt.change(w, &in)
			finds(t, w.examine(t, in), tt.verdict, tt.says)
		})
	}
}

// While the program runs, no second connection takes events away from it.
func TestExamineLeavesTheConnectionToTheProgram(t *testing.T) {
	w := newWorld(t)
	w.hello = nil
	in := w.installed()
	in.Running = true
	fs := w.examine(t, in)
	if bad := worst(fs); len(bad) != 0 {
		t.Errorf("%+v", bad)
	}
	finds(t, fs, finding.OK, "Slack gives connections")
}

// Archived channels are well, and so are those that the bot has given up.
func TestExamineRooms(t *testing.T) {
	w := newWorld(t)
	w.answers["conversations.info"] = answer{"ok": true, "channel": answer{"id": "C0OLD", "is_archived": true}}
	in := w.installed()
	in.Rooms = append(in.Rooms, adapter.KeptRoom{ID: "C0OLD", Name: "case-old"}, adapter.KeptRoom{ID: "C0GONE", Name: "case-gone", Gone: true})
	fs := w.examine(t, in)
	if bad := worst(fs); len(bad) != 0 {
		t.Errorf("%+v", bad)
	}
	finds(t, fs, finding.OK, "all of its 2 channels")
}

// Long lists come in pages.
func TestExamineGoesThroughThePages(t *testing.T) {
	w := newWorld(t)
	for method, last := range map[string]string{"users.conversations": "newsroom", "conversations.list": "open"} {
		w.answers[method] = func(r *http.Request) answer {
			if r.FormValue("cursor") == "" {
				return answer{"ok": true, "channels": []answer{{"id": "C1" + last, "name": "duty"}}, "response_metadata": answer{"next_cursor": "more"}}
			}
			return answer{"ok": true, "channels": []answer{{"id": "C2" + last, "name": last}}, "response_metadata": answer{"next_cursor": ""}}
		}
	}
	in := w.installed()
	in.Rooms, in.Channels = nil, append(in.Channels, "open")
	fs := w.examine(t, in)
	finds(t, fs, finding.OK, "in channel #newsroom")
	finds(t, fs, finding.Warning, "not in channel #open")

	w.answers["users.conversations"] = func(*http.Request) answer {
		return answer{"ok": true, "response_metadata": answer{"next_cursor": "more"}}
	}
	finds(t, w.examine(t, in), finding.Problem, "very many channels")
}

// A program answers like the adapter: it repeats what is signed with its secret.
func program(secret string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte("v0:" + r.Header.Get("X-Slack-Request-Timestamp") + ":" + string(b)))
		var e struct{ Type, Challenge string }
		if r.URL.Path != "/slack/events" || r.Method != http.MethodPost || r.Header.Get("X-Slack-Signature") != "v0="+hex.EncodeToString(mac.Sum(nil)) || json.Unmarshal(b, &e) != nil {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, e.Challenge)
	}
}

func TestExamineCalls(t *testing.T) {
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", code) }
	}
	for name, tt := range map[string]struct {
		answers http.HandlerFunc
		running bool
		verdict finding.Verdict
		says    string
	}{
		"well":                 {program(signing), true, finding.OK, "takes what is signed with the signing secret"},
		"another secret":       {program("x"), true, finding.Problem, "refuses what is signed with the signing secret (status 401)"},
		"the proxy alone":      {status(502), true, finding.Problem, "does not get to the program (status 502)"},
		"another program":      {status(404), true, finding.Problem, "is not the program (status 404)"},
		"a page":               {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "welcome") }, true, finding.Problem, "is not the program (status 200)"},
		"a detour":             {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) }, true, finding.Problem, "is not the program (status 302)"},
		"nobody":               {nil, true, finding.Problem, "not reached at"},
		"nobody, as it should": {nil, false, finding.Warning, "since the program does not run"},
		"the proxy, likewise":  {status(502), false, finding.Warning, "since the program does not run"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := httptest.NewServer(tt.answers)
			defer s.Close()
			in := w.installed()
			in.AppToken, in.SigningSecret, in.URL, in.Running = "", signing, s.URL, tt.running
			if tt.answers == nil {
				s.Close()
			}
			finds(t, w.examine(t, in), tt.verdict, tt.says)
			if slices.Contains(w.asked, "apps.connections.open") {
				t.Error("a connection was asked for")
			}
		})
	}
}

// Examine asks for nothing that the table does not know, and changes nothing.
func TestExamineOnlyLooks(t *testing.T) {
	w := newWorld(t)
	in := w.installed()
	in.Channels = append(in.Channels, "open")
	in.Rooms = append(in.Rooms, adapter.KeptRoom{ID: "C0OUT", Name: "case-out"})
	w.examine(t, in)
	for _, m := range w.asked {
		if m == "apps.connections.open" {
			continue // for the app's own token
		}
		if !slices.ContainsFunc(install.Methods(), func(u install.Use) bool { return u.Name == m }) {
			t.Errorf("%s is not in the table", m)
		}
		if !slices.ContainsFunc([]string{".test", ".info", ".list", ".conversations", ".lookupByEmail"}, func(end string) bool { return strings.HasSuffix(m, end) }) {
			t.Errorf("%s changes something", m)
		}
	}
}
