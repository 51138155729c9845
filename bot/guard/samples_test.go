package guard

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

// TestSamples reads testdata/samples.txt. A planted sample is found when a
// finding of the rule touches its marked words: how far a detector reaches is
// the business of the table beside it.
func TestSamples(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "samples.txt"))
	if err != nil {
		t.Fatal(err)
	}
	guards := map[string]*Guard{}
	for _, name := range Packs() {
		guards[name] = packGuard(t, name)
	}
	var rule, lang, pack string
	var kind bot.Kind
	planted, clean := 0, 0
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "@ "); ok {
			f := strings.Fields(head)
			rule, lang, pack, kind = f[0], f[1], defaultPack, bot.Witness
			for _, w := range f[2:] {
				if guards[w] != nil {
					pack = w
				} else {
					kind = bot.Kind(w)
				}
			}
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		text, want := unmark(line[2:])
		found, err := guards[pack].Check(Input{
			Kind: kind, Texts: []Text{{Field: "text." + lang, Language: lang, Text: text}},
			Now: time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC),
		})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		found = slices.DeleteFunc(found, func(f bot.Finding) bool { return f.Rule != rule })
		if line[0] == '-' {
			clean++
			if len(found) > 0 {
				t.Errorf("%s objects to %q in %q", rule, found[0].Span, text)
			}
			continue
		}
		planted++
		touches := func(f bot.Finding) bool { return f.Start < want[0][1] && f.End > want[0][0] }
		if len(want) != 1 || !slices.ContainsFunc(found, touches) {
			t.Errorf("%s does not object to %q", rule, line[2:])
		}
	}
	if planted < 200 || clean < 200 {
		t.Errorf("%d planted and %d clean samples were read, want 200 of each", planted, clean)
	}
}
