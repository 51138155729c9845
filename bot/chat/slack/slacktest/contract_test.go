package slacktest

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// since are arguments that are newer than the published description, which is of
// 2021; each is on its method's page at docs.slack.dev/reference/methods.
func since() map[string]string {
	return map[string]string{
		"chat.postMessage":      "metadata markdown_text",
		"chat.postEphemeral":    "markdown_text",
		"chat.update":           "metadata markdown_text reply_broadcast file_ids unfurled_attachments",
		"conversations.history": "include_all_metadata metadata_keys_to_include",
		"conversations.replies": "include_all_metadata metadata_keys_to_include",
		"conversations.create":  "team_id",
		"conversations.list":    "team_id",
		"conversations.invite":  "force",
		"conversations.open":    "prevent_creation",
		"users.conversations":   "team_id",
		"users.list":            "team_id",
		"team.info":             "domain",
		"bots.info":             "team_id",
		"emoji.list":            "include_categories",
		"views.open":            "interactivity_pointer",
		"views.push":            "interactivity_pointer",
	}
}

// newer are the methods that the description does not know yet.
func newer() []string {
	return []string{
		"apps.connections.open", "bookmarks.add", "bookmarks.edit", "bookmarks.list", "bookmarks.remove",
		"files.completeUploadExternal", "files.getUploadURLExternal",
	}
}

// eased are arguments that were required when the description was made: since
// then an interactivity_pointer does as well.
func eased(method, arg string) bool {
	return arg == "trigger_id" && (method == "views.open" || method == "views.push")
}

// A description is what Slack published of its Web API, in OpenAPI 2.
type description struct {
	Paths map[string]map[string]struct {
		Parameters []struct {
			Name, Type, In string
			Required       bool
		}
	}
}

// TestContract holds the table of methods to Slack's published description. The
// server takes no call that the table does not have, whoever makes it; so what
// the adapter's tests send is held to the description, too.
func TestContract(t *testing.T) {
	root, err := filepath.Abs("../../../../..")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(root, "shared", "contracts", "slack-web.openapi2.json"))
	if err != nil {
		t.Skip("the published description is not beside the project: ", err)
	}
	var d description
	if err := json.Unmarshal(b, &d); err != nil {
		t.Fatal(err)
	}
	for _, why := range d.against(methods(), since(), newer()) {
		t.Error(why)
	}
}

// against says what a table of methods has that the description has not, or has
// in another way, and what is said to be newer and is not.
func (d description) against(table map[string]method, since map[string]string, newer []string) (out []string) {
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, name := range slices.Sorted(maps.Keys(table)) {
		path, ok := d.Paths["/"+name]
		if ok == slices.Contains(newer, name) {
			say("%s: in the description: %t; it is said to be newer: %t", name, ok, !ok)
		}
		if !ok {
			continue
		}
		kinds, required := map[string]string{}, map[string]bool{}
		for _, op := range path {
			for _, p := range op.Parameters {
				kinds[p.Name] = p.Type
				required[p.Name] = p.Required && p.Name != "token"
			}
		}
		unused := strings.Fields(since[name])
		for spec := range strings.FieldsSeq(table[name].args) {
			arg, kind, _ := strings.Cut(spec, ":")
			arg, must := strings.CutSuffix(arg, "!")
			theirs, ok := kinds[arg]
			isNew := slices.Contains(unused, arg)
			unused = slices.DeleteFunc(unused, func(s string) bool { return s == arg })
			switch {
			case ok == isNew:
				say("%s: the description has %s: %t; it is said to be newer: %t", name, arg, ok, isNew)
			case ok && (theirs == "boolean" && kind != "bool" || theirs == "integer" && kind != "int"): // text that is read as something else is only newer
				say("%s: %s is %q here and %q there", name, arg, kind, theirs)
			case required[arg] && !must && !eased(name, arg):
				say("%s: %s is required there", name, arg)
			}
			delete(required, arg)
		}
		for _, arg := range unused {
			say("%s: it is said that %s is newer, and the table does not have it", name, arg)
		}
		for arg, must := range required {
			if must {
				say("%s: %s is required there and unknown here", name, arg)
			}
		}
	}
	return out
}

// TestContractSees has mistakes in a table, each of which is found.
func TestContractSees(t *testing.T) {
	var d description
	err := json.Unmarshal([]byte(`{"paths":{"/a.b":{"post":{"parameters":[
		{"name":"token","type":"string","required":true},{"name":"channel","type":"string","required":true},{"name":"limit","type":"integer"},{"name":"full","type":"boolean"}
	]}}}}`), &d)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		method, args, since string
		newer               []string
		want                string
	}{
		"all is well":        {method: "a.b", args: "channel! limit:int full:bool metadata:json", since: "metadata"},
		"a newer method":     {method: "a.c", args: "x", newer: []string{"a.c"}},
		"an unknown method":  {method: "a.c", args: "x", want: "a.c: in the description: false"},
		"no newer method":    {method: "a.b", args: "channel!", newer: []string{"a.b"}, want: "a.b: in the description: true"},
		"an unknown one":     {method: "a.b", args: "channel! chanel", want: "the description has chanel: false"},
		"no newer argument":  {method: "a.b", args: "channel!", since: "channel", want: "the description has channel: true"},
		"a forgotten one":    {method: "a.b", args: "channel!", since: "metadata", want: "metadata is newer"},
		"another kind":       {method: "a.b", args: "channel! limit", want: `limit is "" here and "integer" there`},
		"not required":       {method: "a.b", args: "channel", want: "channel is required there"},
		"required, not here": {method: "a.b", args: "limit:int", want: "channel is required there and unknown here"},
	} {
		got := d.against(map[string]method{c.method: {args: c.args}}, map[string]string{c.method: c.since}, c.newer)
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.Contains(got[0], c.want)) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
