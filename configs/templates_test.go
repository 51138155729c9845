package configs

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
)

func load(t *testing.T, dir string) *Templates {
	t.Helper()
	tt, err := LoadTemplates(dir)
	if err != nil {
		t.Fatal(err)
	}
	return tt
}

// typical returns what an officer would type for a kind of appeal.
func typical(kind bot.Kind, lang string) Facts {
	f := Facts{
		Number: "2026-1234567", Title: "Lakeshore shooting", Department: "Metro Police",
		When: "Monday, 1 to 2 a.m.", Where: "Lake Shore Blvd W and Park Lawn Rd",
		What: "a man was shot in a parking lot", Contact: Default().Contact[lang],
	}
	what := map[bot.Kind]string{
		bot.MissingPerson: "Jordan Lee, 14, 163 cm, short black hair, red jacket",
		bot.Amber:         "Jordan Lee, 8, red jacket, may be in a grey Honda Civic",
		bot.Wanted:        "John Roe, 34, on a warrant for robbery",
		bot.Identify:      "A robbery at a shop",
		bot.Vehicle:       "a dark grey 2019 Lexus RX after a shooting",
		bot.HitAndRun:     "a cyclist was struck by a white van",
		bot.FoundProperty: "a child's bicycle",
		bot.SafetyAlert:   "police are dealing with a gas leak",
		bot.Located:       "the boy reported missing has been found safe",
		bot.Arrest:        "a man, 34, of Toronto, is charged with robbery",
		bot.Correction:    "the car is a Lexus, not an Acura",
		bot.Update:        "the car has been found",
	}
	if lang == "fr" {
		f.When, f.Where, f.What = "lundi, de 1 h à 2 h", "rue Lake Shore O. et rue Park Lawn", "un homme a été blessé par balle"
		what = map[bot.Kind]string{
			bot.MissingPerson: "Jordan Lee, 14 ans, cheveux noirs courts",
			bot.Amber:         "Jordan Lee, 8 ans, manteau rouge",
			bot.Wanted:        "John Roe, 34 ans, mandat pour vol qualifié",
			bot.Identify:      "vol qualifié dans un commerce",
			bot.Vehicle:       "Lexus RX 2019 gris foncé",
			bot.HitAndRun:     "une cycliste a été heurtée par une fourgonnette",
			bot.FoundProperty: "une bicyclette d'enfant",
			bot.SafetyAlert:   "intervention policière, fuite de gaz",
			bot.Located:       "le garçon porté disparu est sain et sauf",
			bot.Arrest:        "un homme de 34 ans est accusé de vol qualifié",
			bot.Correction:    "la voiture est une Lexus",
			bot.Update:        "la voiture a été retrouvée",
		}
	}
	if w, ok := what[kind]; ok {
		f.What = w
	}
	return f
}

// usual leaves out what is not usually said in an appeal of this kind.
func usual(kind bot.Kind, lang string) Facts {
	f := typical(kind, lang)
	switch kind {
	case bot.Located, bot.Correction, bot.Update, bot.Wanted, bot.Arrest:
		f.When, f.Where = "", ""
	case bot.SafetyAlert:
		f.When = ""
	}
	return f
}

func TestTextsOfEveryKindAndLanguage(t *testing.T) {
	tt := load(t, "")
	for _, lang := range languages() {
		for _, kind := range bot.Kinds() {
			name := fmt.Sprintf("%s.%s", kind, lang)
			t.Run(name, func(t *testing.T) {
				var got strings.Builder
				with := typical(kind, lang)
				with.Wanted = map[string]string{"en": "anyone with dash-cam video", "fr": "toute personne ayant des images"}[lang]
				for _, c := range []struct {
					label string
					facts Facts
				}{
					{"all", with},
					{"usual", usual(kind, lang)},
					{"minimal", Facts{Number: "2026-1234567", What: with.What, Contact: with.Contact}},
					{"nothing", Facts{}},
				} {
					text, err := tt.Compose(kind, lang, c.facts)
					if err != nil {
						t.Fatal(err)
					}
					n := utf8.RuneCountInString(text)
					if n > 280 && c.label != "all" {
						t.Errorf("%s: %d characters do not fit into 280: %s", c.label, n, text)
					}
					fmt.Fprintf(&got, "# %s (%d)\n%s\n", c.label, n, text)
				}
				golden(t, filepath.Join("testdata", "texts", name+".golden"), got.String())
			})
		}
	}
}

// closings are the kinds of appeal that end, as the closing texts may speak of them.
var closings = []bot.Kind{bot.MissingPerson, bot.Amber, bot.Wanted, bot.Identify, bot.Vehicle, bot.FoundProperty, bot.HitAndRun, bot.Witness, bot.Footage, bot.SafetyAlert, ""}

// TestClosingTexts is the table of what ends a case in public, by why it ends and by
// what was asked.
func TestClosingTexts(t *testing.T) {
	tt := load(t, "")
	persons := []bot.Kind{bot.MissingPerson, bot.Amber, bot.Wanted, bot.Identify, ""}
	ofPersons := regexp.MustCompile(`(?i)\b(them|their|who|personne|son nom)\b`)
	for _, lang := range languages() {
		var got strings.Builder
		for _, reason := range bot.Clearings() {
			for _, kind := range closings {
				for _, contact := range []string{Default().Contact[lang], ""} {
					facts := Facts{Number: "2026-1234567", Contact: contact, About: string(kind)}
					text, err := tt.Compose(reason.Closing(), lang, facts)
					if err != nil {
						t.Fatal(err)
					}
					checkText(t, text, facts)
					if n := utf8.RuneCountInString(text); n > 280 {
						t.Errorf("%s %s: %d characters do not fit into 280: %s", reason, kind, n, text)
					}
					if said := ofPersons.FindString(text); said != "" && !slices.Contains(persons, kind) {
						t.Errorf("%s %s: it speaks of a person (%q): %s", reason, kind, said, text)
					}
					if contact == "" {
						fmt.Fprintf(&got, "# %s, %s\n%s\n", reason, kind, text)
					}
				}
			}
		}
		golden(t, filepath.Join("testdata", "texts", "closing."+lang+".golden"), got.String())
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; -update accepts it):\n%s", path, diff)
	}
}

// gap finds what a missing fact could leave behind.
var gap = regexp.MustCompile(`<no value>|  | [.,;!?)]|[,;:] ?[.,;:!?]|\.\.|\( |\(\)|[^\x{a0}\s\w]: *$|: *$`)

// TestNoFactLeavesAGap tries every subset of the facts: what is there is said,
// what is not there leaves no trace.
func TestNoFactLeavesAGap(t *testing.T) {
	tt := load(t, "")
	for _, lang := range languages() {
		for _, kind := range bot.Kinds() {
			all := typical(kind, lang)
			all.Wanted = "Did you see it?"
			all.About = string(bot.Vehicle)
			for subset := range 1 << 9 {
				facts := all
				for i, f := range facts.fields() {
					if subset&(1<<i) == 0 {
						*f = ""
					}
				}
				text, err := tt.Compose(kind, lang, facts)
				if err != nil {
					t.Fatalf("%s.%s %+v: %v", kind, lang, facts, err)
				}
				checkText(t, text, facts)
			}
		}
	}
}

func checkText(t *testing.T, text string, facts Facts) {
	t.Helper()
	if at := gap.FindString(text); at != "" {
		t.Errorf("%q in %q", at, text)
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if text != strings.TrimSpace(text) || !unicode.IsUpper(first) || !strings.ContainsRune(".!?", last) {
		t.Errorf("not whole sentences: %q", text)
	}
	said := []string{facts.Number, facts.What, facts.When, facts.Where, facts.Wanted, facts.Contact}
	if facts.What == "" {
		said = append(said, facts.Title)
	}
	if facts.Contact == "" {
		said = append(said, facts.Department)
	}
	for _, fact := range said {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(fact)) {
			t.Errorf("%q is not said in %q", fact, text)
		}
		if fact != "" && strings.Count(strings.ToLower(text), strings.ToLower(fact)) > 1 && fact != facts.Department {
			t.Errorf("%q is said twice in %q", fact, text)
		}
	}
}

func TestFactsAreTextAndNothingElse(t *testing.T) {
	got, err := load(t, "").Compose(bot.Witness, "en", Facts{
		What:    "  a fight\n\n broke   out {{.Number}} {{template \"ending\" .}} <b>\u2029\u2028x",
		Where:   "\tKing St ,",
		When:    ", ;",
		Wanted:  "iPhone video; (it was dark!)",
		Contact: "tips@metropolice.example:",
	})
	want := "Witness appeal: a fight broke out {{.Number}} {{template \"ending\" .}} <b> x. King St. iPhone video; (it was dark!) Info: tips@metropolice.example."
	if err != nil || got != want {
		t.Errorf("got  %q, %v\nwant %q", got, err, want)
	}
}

func TestCommasAtTheEdgesOfFactsVanish(t *testing.T) {
	got, err := load(t, "").Compose(bot.Wanted, "en", Facts{What: "John Roe.", Where: "King St,", When: ", Monday;"})
	want := "Wanted: John Roe. King St, Monday. Do you know where this person is? Do not approach; call 9-1-1."
	if err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestOwnTemplatesReplaceTheirNamesakes(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"wanted.en.tmpl": "{{.Department}} seeks {{.What}}.{{paragraph}}{{paragraph}}{{with .Title}}{{.}}{{end}}\n{{template \"ending\" .}}{{paragraph}}",
		"ending.en.tmpl": "Call {{.Contact}}.",
		"README":         "not a template",
		".hidden.tmpl":   "{{",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tt := load(t, dir)
	facts := Facts{What: "a man", Contact: "911", Department: "Metro", Number: "1"}
	for _, c := range []struct {
		kind       bot.Kind
		lang, want string
	}{
		{bot.Wanted, "en", "Metro seeks a man.\n\nCall 911."},
		{bot.Located, "en", "Located: a man. Thank you for your help. Please delete posts with their name or picture. Call 911."},
		{bot.Located, "fr", "Personne retrouvée\u00a0: a man. Merci de votre aide. Veuillez supprimer les messages avec son nom ou sa photo. Info\u00a0: 911. Réf. 1."},
	} {
		if got, err := tt.Compose(c.kind, c.lang, facts); err != nil || got != c.want {
			t.Errorf("%s.%s: %q, %v, want %q", c.kind, c.lang, got, err, c.want)
		}
	}
	if again, err := load(t, "").Compose(bot.Wanted, "en", facts); err != nil || strings.Contains(again, "seeks") {
		t.Errorf("the embedded template was changed: %q, %v", again, err)
	}
}

func TestComposeRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "update.en.tmpl"), []byte("{{range 4000}}{{$.What}}{{end}}x"), 0o600); err != nil {
		t.Fatal(err)
	}
	tt := load(t, dir)
	for _, c := range []struct {
		kind bot.Kind
		lang string
		want string
	}{
		{"robbery", "en", `unknown kind "robbery"`},
		{bot.Witness, "de", `no templates in language "de"`},
		{"ending", "en", `unknown kind "ending"`},
		{bot.Update, "en", "more than 20000 bytes"},
	} {
		if got, err := tt.Compose(c.kind, c.lang, Facts{What: "long text"}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s.%s: %q, %v, want %s", c.kind, c.lang, got, err, c.want)
		}
	}
}

func TestTemplatesAreSafeToUseAtOnce(t *testing.T) {
	tt := load(t, "")
	want, err := tt.Compose(bot.Witness, "fr", typical(bot.Witness, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got, err := tt.Compose(bot.Witness, "fr", typical(bot.Witness, "fr")); err != nil || got != want {
					t.Errorf("got %q, %v", got, err)
				}
			}
		})
	}
	wg.Wait()
}
