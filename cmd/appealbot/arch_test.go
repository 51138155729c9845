package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// may lists the packages of this module that each package may import, and with
// "+" the modules outside the standard library. A package that is not listed is
// an error: whoever adds one says here where it stands.
//
// The rule behind it: everything points at bot, only cmd knows everybody, and
// nothing under bot or commands knows how anything is stored or configured.
var may = map[string][]string{
	"bot":                                {},
	"bot/card":                           {"bot", "bot/chart", "bot/chat", "+github.com/sergi/go-diff"},
	"bot/chart":                          {"bot", "+github.com/go-analyze/charts"},
	"bot/chat":                           {},
	"bot/chat/adapter":                   {"bot/chat"},
	"bot/chat/chattest":                  {"bot/chat"},
	"bot/chat/finding":                   {},
	"bot/chat/mattermost":                {"bot/chat", "bot/chat/adapter", "+github.com/mattermost/mattermost/server/public", "+github.com/gorilla/websocket"},
	"bot/chat/mattermost/install":        {"bot/chat/adapter", "bot/chat/finding", "bot/chat/mattermost", "+github.com/mattermost/mattermost/server/public"},
	"bot/chat/mattermost/mattermosttest": {"bot/chat", "bot/chat/chattest", "+github.com/mattermost/mattermost/server/public", "+github.com/gorilla/websocket"},
	"bot/chat/practice":                  {"bot/chat"},
	"bot/chat/slack":                     {"bot/chat", "bot/chat/adapter", "+github.com/slack-go/slack", "+github.com/gorilla/websocket"},
	"bot/chat/slack/install":             {"bot/chat/adapter", "bot/chat/finding", "bot/chat/slack", "+github.com/slack-go/slack", "+github.com/gorilla/websocket"},
	"bot/chat/slack/slacktest":           {"bot/chat", "bot/chat/chattest", "+github.com/gorilla/websocket"},
	"bot/due":                            {},
	"bot/desk":                           {"bot", "bot/calendar", "bot/guard"},
	"bot/guard":                          {"bot", "+github.com/goccy/go-yaml", "+golang.org/x/text", "+github.com/nyaruka/phonenumbers"},
	"bot/media":                          {"bot", "+github.com/bep/imagemeta", "+golang.org/x/image"},
	"bot/network":                        {"bot", "+github.com/clipperhouse/uax29/v2"},
	"bot/accounts":                       {"bot", "bot/desk", "bot/network"},
	"bot/network/bluesky":                {"bot", "bot/network", "bot/network/length", "+github.com/gorilla/websocket"},
	"bot/network/bluesky/blueskytest":    {"bot", "bot/network"},
	"bot/network/facebook":               {"bot", "bot/network"},
	"bot/network/facebook/facebooktest":  {},
	"bot/network/length":                 {"+github.com/clipperhouse/uax29/v2", "+golang.org/x/text"},
	"bot/network/mastodon":               {"bot", "bot/network", "bot/network/length", "+github.com/gorilla/websocket", "+golang.org/x/net"},
	"bot/network/mastodon/mastodontest":  {"bot", "bot/network", "+github.com/gorilla/websocket"},
	"bot/network/networktest":            {"bot", "bot/network", "+github.com/getkin/kin-openapi"},
	"bot/network/practice":               {"bot", "bot/network", "bot/network/length", "+github.com/clipperhouse/uax29/v2"},
	"bot/network/x":                      {"bot", "bot/network", "bot/network/length", "+golang.org/x/text"},
	"bot/network/x/xtest":                {"bot/network/length", "+golang.org/x/text"},
	"bot/network/youtube":                {"bot", "bot/network"},
	"bot/network/youtube/youtubetest":    {},
	"bot/outbox":                         {"bot", "bot/card", "bot/chat", "bot/due", "bot/network"},
	"bot/prepare":                        {"bot", "bot/due"},
	"bot/calendar":                       {"bot", "bot/due", "+github.com/robfig/cron/v3"},
	"bot/replies":                        {"bot", "bot/desk", "bot/network"},
	"bot/web":                            {},
	"bot/web/practice":                   {"bot", "bot/chat", "bot/chat/practice", "bot/network/practice", "bot/web"},
	"commands":                           {"bot", "bot/calendar", "bot/card", "bot/chart", "bot/chat", "bot/desk", "bot/media"},
	"configs":                            {"bot", "+github.com/goccy/go-yaml"},
	"store":                              {"bot", "store/kv", "+golang.org/x/mod"},
	"store/bolt":                         {"store/kv", "+go.etcd.io/bbolt"},
	"store/files":                        {"bot"},
	"store/kv":                           {},
	"store/kv/kvtest":                    {"store/kv"},
	"store/mem":                          {"store/kv"},
	"cmd/appealbot":                      {"cmd/appealbot/internal/app"},
	"cmd/appealbot/internal/app":         nil, // wires everything
}

func TestImports(t *testing.T) {
	const mod = "appealbot/"
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, mod+"...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		p := strings.TrimPrefix(f[0], mod)
		allowed, listed := may[p]
		if !listed {
			t.Errorf("package %s is not in the table", p)
			continue
		}
		if allowed == nil {
			continue
		}
		for _, i := range f[1:] {
			if q, ours := strings.CutPrefix(i, mod); ours {
				if !slices.Contains(allowed, q) {
					t.Errorf("%s must not import %s", p, q)
				}
			} else if outside(i) && !slices.ContainsFunc(allowed, func(a string) bool {
				m, ok := strings.CutPrefix(a, "+")
				return ok && (i == m || strings.HasPrefix(i, m+"/"))
			}) {
				t.Errorf("%s must not import %s", p, i)
			}
		}
	}
}

// outside reports whether a package is not of the standard library.
func outside(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

// The domain neither reads the clock nor does any input or output.
func TestBotIsPure(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{join .Imports "\n"}}`, "appealbot/bot").Output()
	if err != nil {
		t.Fatal(err)
	}
	for p := range strings.FieldsSeq(string(out)) {
		if slices.Contains([]string{"os", "io", "net", "net/http", "os/exec", "log", "log/slog", "database/sql", "math/rand", "crypto/rand"}, p) {
			t.Errorf("bot imports %s", p)
		}
	}
}
