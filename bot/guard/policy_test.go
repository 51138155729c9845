package guard

import (
	"strings"
	"testing"

	"appealbot/bot"
)

// minimal is a pack with one rule into which tests put their mistakes.
const minimal = `name: test
rules:
  phone_private:
    severity: block
    message: {en: No.}
    fix: {en: Remove it.}
`

func TestParsePolicy(t *testing.T) {
	p, err := ParsePolicy([]byte(minimal))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Rules) != 1 || p.Rules[0].Severity != bot.Block || !p.Rules[0].Enabled {
		t.Errorf("read %+v", p)
	}
}

func TestParsePolicyListsEveryMistakeWithItsLine(t *testing.T) {
	_, err := ParsePolicy([]byte(`name: test
colour: red
rules:
  phone_privat:
    severity: block
    message: {en: No.}
    fix: {en: Remove it.}
  email_private:
    severity: fatal
    enabled: maybe
    message: {en: No.}
    fix: {english: Remove it.}
    only: [witness, lottery]
    kinds: {raffle: warn, missing: none}
  dob:
    severity: warn
    message: {fr: Non.}
    fix: {en: Remove it.}
    variants: {year: {severity: grave, colour: red}}
  dob:
    severity: warn
    message: {en: No.}
    fix: {en: Remove it.}
lists:
  phones: [12]
  mail_domains: [not a domain]
  addresses: [somewhere]
  handles: "@MetroPolice"
`))
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		`line 2: unknown key "colour"; there is grounds, lists, name, rules`,
		`line 4: unknown rule "phone_privat"; there is address_exact`,
		`line 9: unknown severity "fatal"; there is block, override, warn, hint`,
		`line 10: true or false`,
		`line 12: "english" is no language`,
		`line 13: unknown kind of appeal "lottery"`,
		`line 14: unknown kind of appeal "raffle"`,
		`line 14: unknown severity "none"; there is block, override, warn, hint, off`,
		`line 19: unknown severity "grave"`,
		`line 19: unknown key "colour"`,
		`line 20: key "dob" is here for the second time`,
		`list of phones: "12"`,
		`list of mail domains: "not a domain"`,
		`list of addresses: "somewhere"`,
		`line 28: a list is needed here`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in\n%v", want, err)
		}
	}
}

func TestParsePolicyRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":          "",
		"no YAML":          "name: [",
		"two documents":    minimal + "---\n" + minimal,
		"a list":           "- name",
		"no name":          strings.Replace(minimal, "name: test", "", 1),
		"no rules":         "name: test\nrules: {}\n",
		"a rule as a word": "name: test\nrules: {phone_private: block}\n",
		"a null":           strings.Replace(minimal, "block", "", 1),
	} {
		if p, err := ParsePolicy([]byte(text)); err == nil {
			t.Errorf("%s: read as %+v", name, p)
		}
	}
}

func TestNewListsEverythingThatIsWrong(t *testing.T) {
	_, err := New(Policy{
		Name: "made", Rules: []Rule{{ID: "nonsense", Severity: bot.Block}, {ID: "dob", Severity: "grave"}},
		Lists: Lists{Phones: []string{"x"}, PlateKinds: []bot.Kind{"raffle"}},
	})
	for _, want := range []string{`"nonsense"`, `"grave"`, "at least in English", `"x"`, `"raffle"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is missing in %v", want, err)
		}
	}
}

func check(t *testing.T, p Policy, kind bot.Kind, text string) []bot.Finding {
	t.Helper()
	g, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	fs, err := g.Check(Input{Kind: kind, CaseNumber: "2026-1", Texts: []Text{{Field: "text.en", Language: "en", Text: text + " Call 416-808-2222. 2026-1"}}})
	if err != nil {
		t.Fatal(err)
	}
	return fs
}

func TestDepartmentsListsComeOnTop(t *testing.T) {
	text := "905-829-4444, 604-717-3321, tips@vpd.example, plate CKTR 482 at 1 Main Street. Appelez le 0800 555 111, +44 800 555 111."
	if n := len(check(t, DefaultPolicy(), bot.Footage, text)); n != 7 {
		t.Errorf("without lists there are %d findings, want 7", n)
	}
	before := DefaultPolicy()
	p := before.With(Lists{
		Phones: []string{"(905) 829-4444", "0800 555 111"}, PhonePrefixes: []string{"604-717"}, MailDomains: []string{"*.vpd.example", "vpd.example"},
		Addresses: []string{"1 Main St"}, PlateKinds: []bot.Kind{bot.Footage}, Contact: map[string]string{"en": "Call us."},
	})
	fs := check(t, p, bot.Footage, text)
	if len(fs) != 1 || fs[0].Rule != plateRule || fs[0].Severity != bot.Warn {
		t.Errorf("with lists there are %v", fs)
	}
	if len(before.Lists.Phones) != len(DefaultPolicy().Lists.Phones) || before.Lists.Contact["en"] == "Call us." {
		t.Error("the policy that the lists were put on has changed")
	}
	if p.Lists.Contact["en"] != "Call us." || p.Lists.Contact["fr"] == "" {
		t.Errorf("contact lines are %v", p.Lists.Contact)
	}
}

func TestRulesFollowThePolicy(t *testing.T) {
	p := DefaultPolicy()
	for i := range p.Rules {
		switch p.Rules[i].ID {
		case "phone_private":
			p.Rules[i].Severity = bot.Hint
		case "email_private":
			p.Rules[i].Enabled = false
		case "geo_coordinates":
			p.Rules[i].Only = []bot.Kind{bot.Wanted}
		}
	}
	text := "416-555-0199, jo@gmail.com, 43.6532, -79.3832."
	if fs := check(t, p, bot.Witness, text); len(fs) != 1 || fs[0].Severity != bot.Hint {
		t.Errorf("findings are %v", fs)
	}
	if fs := check(t, p, bot.Wanted, text+" Call 9-1-1."); len(fs) != 2 {
		t.Errorf("findings of a wanted appeal are %v", fs)
	}
}

func TestDigestNamesThePolicy(t *testing.T) {
	digest := func(p Policy) string {
		g, err := New(p)
		if err != nil {
			t.Fatal(err)
		}
		return g.Digest()
	}
	same := digest(DefaultPolicy())
	if same != digest(DefaultPolicy()) || !strings.HasPrefix(same, "ca-on@") {
		t.Errorf("one policy has digests %s and %s", same, digest(DefaultPolicy()))
	}
	if digest(DefaultPolicy().With(Lists{Phones: []string{"905-829-4444"}})) == same {
		t.Error("another list has the same digest")
	}
	p := DefaultPolicy()
	p.Rules[0].Severity = bot.Warn
	if digest(p) == same {
		t.Error("another severity has the same digest")
	}
}

func FuzzParsePolicy(f *testing.F) {
	f.Add([]byte(minimal))
	f.Add([]byte("name: a\nrules: {dob: {severity: warn, variants: {year: {}}}}\nlists: {phones: [x]}"))
	f.Add([]byte("? [a]\n: b\n*x: &y\n<<: *y"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ParsePolicy(b)
		if err != nil {
			return
		}
		if _, err := New(p); err != nil {
			t.Fatalf("a pack that was read makes no guard: %v", err)
		}
	})
}
