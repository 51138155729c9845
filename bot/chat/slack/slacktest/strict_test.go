package slacktest_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"appealbot/bot/chat/slack/slacktest"
)

// raw calls a method as it is written here and returns the answer.
func raw(t *testing.T, s *slacktest.Server, token, method string, args ...string) map[string]any {
	t.Helper()
	v := url.Values{}
	for i := 0; i < len(args); i += 2 {
		v.Set(args[i], args[i+1])
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.API()+method, strings.NewReader(v.Encode()))
	ok(t, err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	ok(t, err)
	defer res.Body.Close()
	var out map[string]any
	ok(t, json.NewDecoder(res.Body).Decode(&out))
	return out
}

func do(t *testing.T, s *slacktest.Server, method string, args ...string) map[string]any {
	t.Helper()
	return raw(t, s, slacktest.BotToken, method, args...)
}

// js is JSON.
func js(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

type m = map[string]any

func txt(kind string, n int) m { return m{"type": kind, "text": strings.Repeat("x", n)} }

func times(n int, f func(i int) m) []m {
	var out []m
	for i := range n {
		out = append(out, f(i))
	}
	return out
}

func section(n int) m { return m{"type": "section", "text": txt("plain_text", n)} }

func button(id string, change m) m {
	b := m{"type": "button", "action_id": id, "text": txt("plain_text", 3)}
	maps.Copy(b, change)
	return b
}

func actions(es ...m) m { return m{"type": "actions", "elements": es} }

func rich(e m) m {
	return m{"type": "rich_text", "elements": []m{{"type": "rich_text_section", "elements": []m{e}}}}
}

func choice(change m) m {
	o := m{"text": txt("plain_text", 1), "value": "1"}
	e := m{"type": "static_select", "action_id": "s", "options": []m{o}}
	maps.Copy(e, change)
	return actions(e)
}

// badBlocks are blocks that Slack does not take, and a part of what it says.
func badBlocks() map[string][]m {
	return map[string][]m{
		"no more than 50 items":                 times(51, func(int) m { return section(1) }),
		"must be less than 3001 characters":     {section(3001)},
		"must be more than 0 characters":        {section(0)},
		"no more than 10 items":                 {{"type": "section", "fields": times(11, func(int) m { return txt("mrkdwn", 1) })}},
		"must be less than 2001 characters":     {{"type": "section", "fields": []m{txt("mrkdwn", 2001)}}},
		"must have text or fields":              {{"type": "section"}},
		"must be less than 151 characters":      {{"type": "header", "text": txt("plain_text", 151)}},
		"must be plain_text":                    {{"type": "header", "text": txt("mrkdwn", 1)}},
		"must have 1 to 10 items":               {{"type": "context", "elements": times(11, func(int) m { return txt("mrkdwn", 1) })}},
		"must have 1 to 25 items":               {actions(times(26, func(i int) m { return button(fmt.Sprint(i), nil) })...)},
		"must be less than 76 characters":       {actions(button("a", m{"text": txt("plain_text", 76)}))},
		"/value]":                               {actions(button("a", m{"value": strings.Repeat("x", 2001)}))},
		"must be primary or danger":             {actions(button("a", m{"style": "default"}))},
		"must be less than 256 characters":      {{"type": "divider", "block_id": strings.Repeat("x", 256)}},
		`block_id "b" already exists`:           {{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}},
		`action_id "a" already exists`:          {actions(button("a", nil), button("a", nil))},
		"invalid additional property: colour":   {{"type": "divider", "colour": "red"}},
		"only plain_text has it":                {{"type": "section", "text": m{"type": "mrkdwn", "text": "x", "emoji": true}}},
		"unsupported type: \"divide\"":          {{"type": "divide"}},
		"must have 1 to 2000 characters, not 0": {{"type": "image", "image_url": "https://x.example/p.png", "alt_text": ""}},
		"either image_url or slack_file":        {{"type": "image", "alt_text": "x"}},
		"invalid slack file":                    {{"type": "image", "alt_text": "x", "slack_file": m{"id": "F1"}}},
		"is not among the options":              {choice(m{"initial_option": m{"text": txt("plain_text", 2), "value": "1"}})},
		"must have 1 to 100 items":              {choice(m{"options": []m{}})},
		"must have 1 to 150 characters":         {choice(m{"options": []m{{"text": txt("plain_text", 1), "value": strings.Repeat("v", 151)}}})},
		"is there twice":                        {choice(m{"options": []m{{"text": txt("plain_text", 1), "value": "v"}, {"text": txt("plain_text", 1), "value": "v"}}})},
		"/options/0/text/text":                  {choice(m{"options": []m{{"text": txt("plain_text", 76), "value": "v"}}})},
		"unsupported type: \"bold\"":            {rich(m{"type": "bold"})},
		"there is no style big":                 {rich(m{"type": "text", "text": "x", "style": m{"big": true}})},
		"/url]":                                 {rich(m{"type": "link", "url": ""})},
		"must be here, channel or everyone":     {rich(m{"type": "broadcast", "range": "all"})},
		"preformatted text has no user":         {{"type": "rich_text", "elements": []m{{"type": "rich_text_preformatted", "elements": []m{{"type": "user", "user_id": "U1"}}}}}},
		"must be bullet or ordered":             {{"type": "rich_text", "elements": []m{{"type": "rich_text_list", "elements": []m{{"type": "rich_text_section", "elements": []m{{"type": "text", "text": "x"}}}}}}}},
		"the stand-in does not take table":      {{"type": "table"}},
		"inputs in modals only":                 {{"type": "input", "label": txt("plain_text", 1), "element": m{"type": "plain_text_input", "action_id": "x"}}},
		"must be a text object":                 {{"type": "header"}},
		"must have elements":                    {{"type": "rich_text", "elements": []m{}}},
		"a date has a timestamp and a format":   {rich(m{"type": "date", "timestamp": 1})},
	}
}

func TestBadBlocks(t *testing.T) {
	for says, blocks := range badBlocks() {
		t.Run(says, func(t *testing.T) {
			f := world(t)
			ch, _ := f.Public()
			f.Expect(says)
			got := do(t, f.Server, "chat.postMessage", "channel", ch, "text", "x", "unfurl_links", "false", "unfurl_media", "false", "blocks", js(blocks))
			if got["ok"] != false || got["error"] != "invalid_blocks" || !strings.Contains(fmt.Sprint(got["errors"]), says) {
				t.Errorf("answer = %v, want %s", got, says)
			}
			if n := len(f.In(t, ch)); n != 0 {
				t.Errorf("%d messages are there, want none", n)
			}
		})
	}
}

// badCalls are calls that Slack does not take, or not as they were meant.
func badCalls(ch string) map[string][]string {
	good := []string{"channel", ch, "unfurl_links", "false", "unfurl_media", "false"}
	post := func(more ...string) []string { return append(append([]string{"chat.postMessage"}, good...), more...) }
	return map[string][]string{
		"no_text":                      post("text", " "),
		"msg_blocks_too_long":          post("text", "x", "blocks", js(times(5, func(int) m { return section(2700) }))),
		"invalid_blocks_format":        post("blocks", `{"type":"section"}`),
		"it takes no argument colour":  post("text", "x", "colour", "red"),
		"mrkdwn is \"no\"":             post("text", "x", "mrkdwn", "no"),
		"metadata is \"x\"":            post("text", "x", "metadata", "x"),
		"invalid_metadata_schema":      post("text", "x", "metadata", `{"event_type":"x"}`),
		"metadata_too_large":           post("text", "x", "metadata", js(m{"event_type": "x", "event_payload": m{"x": strings.Repeat("x", 20000)}})),
		"markdown_text_conflict":       post("markdown_text", "x"),
		"msg_too_long":                 post("text", strings.Repeat("x", 40001)),
		"channel is missing":           {"chat.postMessage", "text", "x"},
		"unknown_method":               {"chat.shout"},
		"invalid_types":                {"conversations.list", "types", "secret"},
		"invalid_limit":                {"conversations.history", "channel", ch, "limit", "1000"},
		"invalid_cursor":               {"conversations.history", "channel", ch, "cursor", "x"},
		"invalid_ts_oldest":            {"conversations.history", "channel", ch, "oldest", "yesterday"},
		"invalid_name_specials":        {"conversations.create", "name", "Case 1"},
		"invalid_name_maxlength":       {"conversations.create", "name", strings.Repeat("x", 81)},
		"invalid_name_punctuation":     {"conversations.create", "name", "---"},
		"too_long":                     {"conversations.setTopic", "channel", ch, "topic", strings.Repeat("x", 251)},
		"invalid_link":                 {"bookmarks.add", "channel_id", ch, "title", "x", "type", "link", "link", "x"},
		"no_item_specified":            {"pins.add", "channel", ch},
		"alt_txt_too_large":            {"files.getUploadURLExternal", "filename", "x", "length", "1", "alt_txt", strings.Repeat("x", 1001)},
		"missing_argument":             {"files.getUploadURLExternal", "filename", "x", "length", "0"},
		"file_not_found":               {"files.completeUploadExternal", "files", `[{"id":"F1"}]`},
		"invalid_trigger_id":           {"views.open", "trigger_id", "1.2.x", "view", js(view(nil))},
		"there is neither view_id nor": {"views.update", "view", js(view(nil))},
		"users_list_not_supplied":      {"conversations.open"},
		"missing_scope":                {"reactions.add", "channel", ch, "timestamp", "1.1", "name", "x"},
	}
}

func TestBadCalls(t *testing.T) {
	for says := range badCalls("") {
		t.Run(says, func(t *testing.T) {
			f := world(t)
			ch, _ := f.Public()
			f.Expect(says)
			args := badCalls(ch)[says]
			if got := do(t, f.Server, args[0], args[1:]...); got["ok"] != false {
				t.Errorf("answer = %v, want %s", got, says)
			}
		})
	}
}

// TestUnwise is what Slack takes and the adapter must not send.
func TestUnwise(t *testing.T) {
	f := world(t)
	ch, _ := f.Public()
	f.Expect("without unfurl_links=false", "without parse=none", "pretends to be of somebody else", "never use a reply's ts")
	at := do(t, f.Server, "chat.postMessage", "channel", ch, "text", "x", "username", "Chief")["ts"].(string)
	do(t, f.Server, "chat.update", "channel", ch, "ts", at, "text", "y")
	below := do(t, f.Server, "chat.postMessage", "channel", ch, "text", "x", "unfurl_links", "false", "unfurl_media", "false", "thread_ts", at)
	got := do(t, f.Server, "chat.postMessage", "channel", ch, "text", "x", "unfurl_links", "false", "unfurl_media", "false", "thread_ts", below["ts"].(string))
	if root := got["message"].(m)["thread_ts"]; root != at {
		t.Errorf("an answer to an answer is in the thread %v, want %s", root, at)
	}
	if n := len(f.Violations()); n != 4 {
		t.Errorf("%d violations, want 4: %q", n, f.Violations())
	}
}

func TestTokens(t *testing.T) {
	s := slacktest.New(t)
	s.Expect("not_allowed_token_type", "a token in the address")
	for _, want := range []struct{ token, method, code string }{
		{slacktest.BotToken, "apps.connections.open", "not_allowed_token_type"},
		{slacktest.AppToken, "auth.test", "not_allowed_token_type"},
		{"xoxb-1", "auth.test", "invalid_auth"},
	} {
		if got := raw(t, s, want.token, want.method); got["error"] != want.code {
			t.Errorf("%s with %s = %v, want %s", want.method, want.token, got, want.code)
		}
	}
	raw(t, s, "", "auth.test?token="+slacktest.BotToken)
	s.Revoke("token_revoked")
	if got := do(t, s, "auth.test"); got["error"] != "token_revoked" {
		t.Errorf("answer = %v", got)
	}
}

func TestScopes(t *testing.T) {
	s := slacktest.New(t, slacktest.Scopes("channels:read"))
	s.Expect("conversations.list: missing_scope: it needs groups:read")
	if got := do(t, s, "conversations.list", "types", "public_channel,private_channel"); got["error"] != "missing_scope" || got["needed"] != "groups:read" || got["provided"] != "channels:read" {
		t.Errorf("answer = %v", got)
	}
	if got := do(t, s, "conversations.list", "types", "public_channel"); got["ok"] != true {
		t.Errorf("answer = %v", got)
	}
	res, err := http.Post(s.API()+"auth.test", "application/x-www-form-urlencoded", strings.NewReader("token="+slacktest.BotToken))
	ok(t, err)
	res.Body.Close()
	if got := res.Header.Get("X-OAuth-Scopes"); got != "channels:read" || res.Header.Get("Date") == "" {
		t.Errorf("scopes = %q, headers %v", got, res.Header)
	}
}

// TestReport: what was not expected fails the test, and so does what was
// expected and did not happen.
func TestReport(t *testing.T) {
	var fails reports
	t.Run("inner", func(t *testing.T) {
		fails.TB = t
		s := slacktest.New(&fails)
		s.Expect("never")
		do(t, s, "chat.shout")
	})
	if len(fails.said) != 2 || !strings.Contains(fails.said[0], "chat.shout") || !strings.Contains(fails.said[1], "did not happen") {
		t.Errorf("reports = %q", fails.said)
	}
}

// reports is a test that notes what fails it.
type reports struct {
	testing.TB
	said []string
}

func (r *reports) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

// TestOnly has the bot call a method that is not among those that it may.
func TestOnly(t *testing.T) {
	s := slacktest.New(t, slacktest.Only("auth.test"))
	s.Expect("emoji.list: unknown_method: it is not one of those")
	if got := do(t, s, "auth.test"); got["ok"] != true {
		t.Errorf("auth.test: %v", got)
	}
	if got := do(t, s, "emoji.list"); got["ok"] != false {
		t.Errorf("emoji.list: %v", got)
	}
	if got := raw(t, s, slacktest.AppToken, "apps.connections.open"); got["ok"] != true {
		t.Errorf("with the app's token: %v", got)
	}
}
