package install_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	api "github.com/slack-go/slack"

	"appealbot/bot/chat/slack/install"
)

// methodOf says which method of Slack's a method of slack-go's client calls;
// empty where it is none of the Web API's. That each is called that way is seen
// when the adapter's suite runs: the stand-in takes no method that is not in
// the table.
func methodOf() map[string]string {
	return map[string]string{
		"AddBookmarkContext":               "bookmarks.add",
		"AddPinContext":                    "pins.add",
		"ArchiveConversationContext":       "conversations.archive",
		"AuthTestContext":                  "auth.test",
		"CompleteUploadExternalContext":    "files.completeUploadExternal",
		"CreateConversationContext":        "conversations.create",
		"DeleteMessageContext":             "chat.delete",
		"GetBotInfoContext":                "bots.info",
		"GetConversationHistoryContext":    "conversations.history",
		"GetConversationInfoContext":       "conversations.info",
		"GetConversationRepliesContext":    "conversations.replies",
		"GetConversationsContext":          "conversations.list",
		"GetConversationsForUserContext":   "users.conversations",
		"GetEmojiContext":                  "emoji.list",
		"GetFileContext":                   "", // a download
		"GetFileInfoContext":               "files.info",
		"GetPermalinkContext":              "chat.getPermalink",
		"GetReactionsContext":              "reactions.get",
		"GetUploadURLExternalContext":      "files.getUploadURLExternal",
		"GetUserByEmailContext":            "users.lookupByEmail",
		"GetUserInfoContext":               "users.info",
		"InviteUsersToConversationContext": "conversations.invite",
		"JoinConversationContext":          "conversations.join",
		"ListBookmarksContext":             "bookmarks.list",
		"ListTeamsContext":                 "auth.teams.list",
		"OpenConversationContext":          "conversations.open",
		"OpenViewContext":                  "views.open",
		"PostEphemeralContext":             "chat.postEphemeral",
		"PostMessageContext":               "chat.postMessage",
		"RemoveBookmarkContext":            "bookmarks.remove",
		"SetPurposeOfConversationContext":  "conversations.setPurpose",
		"SetTopicOfConversationContext":    "conversations.setTopic",
		"StartSocketModeContext":           "", // with the app's token
		"UpdateMessageContext":             "chat.update",
		"UpdateViewContext":                "views.update",
		"UploadToURL":                      "", // an upload
	}
}

// The table has the methods that the program's source calls, and no others.
func TestTheTableHasWhatIsCalled(t *testing.T) {
	client, called := reflect.TypeFor[*api.Client](), map[string]bool{}
	for _, name := range calls(t, "../*.go", "*.go") {
		if _, ok := client.MethodByName(name); !ok {
			continue
		}
		method, known := methodOf()[name]
		if !known {
			t.Errorf("%s is called, and this test does not know which method that is", name)
		}
		if method != "" {
			called[method] = true
		}
	}
	for _, u := range install.Methods() {
		if !called[u.Name] {
			t.Errorf("the table has %s, which nothing calls", u.Name)
		}
		delete(called, u.Name)
	}
	for method := range called {
		t.Errorf("%s is called, and not in the table", method)
	}
}

// calls are the names that files select something by, as far as they are like
// those of slack-go's methods that call Slack.
func calls(t *testing.T, patterns ...string) (names []string) {
	t.Helper()
	for _, p := range patterns {
		files, err := filepath.Glob(p)
		if err != nil || len(files) == 0 {
			t.Fatal("no files: ", err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok && (strings.HasSuffix(s.Sel.Name, "Context") || s.Sel.Name == "UploadToURL") {
					names = append(names, s.Sel.Name)
				}
				return true
			})
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
