package guard

import (
	"slices"
	"strings"
	"testing"

	"appealbot/bot"
)

func TestParseLists(t *testing.T) {
	for name, file := range map[string]string{
		"YAML": "phones: [\"101\"]\nphone_prefixes: [0161 856]\nhandles: [\"@NorthshirePolice\"]\nplate_kinds: [vehicle_of_interest]\nname_kinds: [wanted, missing_person]\n" +
			"contact: {en: Call 101.}\n",
		"by exact and prefix": "phones:\n  exact: [\"101\"]\n  prefix: [0161 856]\nhandles: [\"@NorthshirePolice\"]\nplate_kinds: [vehicle]\nname_kinds: [wanted, missing]\n" +
			"contact: {en: Call 101.}\n",
		"JSON": `{"phones": {"exact": ["101"], "prefix": ["0161 856"]}, "handles": ["@NorthshirePolice"],
			"plate_kinds": ["Vehicle of interest"], "name_kinds": ["wanted", "missing"], "contact": {"en": "Call 101."}}`,
	} {
		l, err := ParseLists([]byte(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.Equal(l.Phones, []string{"101"}) || !slices.Equal(l.PhonePrefixes, []string{"0161 856"}) || !slices.Equal(l.Handles, []string{"@NorthshirePolice"}) ||
			!slices.Equal(l.PlateKinds, []bot.Kind{bot.Vehicle}) || !slices.Equal(l.NameKinds, []bot.Kind{bot.Wanted, bot.MissingPerson}) || l.Contact["en"] != "Call 101." {
			t.Errorf("%s: read %+v", name, l)
		}
	}
	if l, err := ParseLists([]byte("# nothing yet\n")); err != nil || len(l.Phones) > 0 {
		t.Errorf("an empty file is %+v, %v", l, err)
	}
}

func TestParseListsListsEveryMistakeWithItsLine(t *testing.T) {
	_, err := ParseLists([]byte("fones: [\"101\"]\nphones: {exakt: [\"101\"]}\nhandles: \"@NorthshirePolice\"\nname_kinds: [lottery]\nmail_domains: [not a domain]\n"))
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`line 1: unknown key "fones"`, `line 2: unknown key "exakt"`, "line 3: a list is needed", `line 4: unknown kind of appeal "lottery"`, `"not a domain" is not a domain`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in:\n%v", want, err)
		}
	}
	for _, bad := range []string{"phones: [", "a: 1\n---\nb: 2\n", "- 1\n"} {
		if _, err := ParseLists([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func TestNameKindsWarn(t *testing.T) {
	kinds := warnsFor(map[bot.Kind]bot.Severity{bot.Wanted: bot.Block, bot.MissingPerson: off, bot.Amber: bot.Hint},
		[]bot.Kind{bot.Wanted, bot.MissingPerson, bot.Amber, bot.Arrest})
	for k, want := range map[bot.Kind]bot.Severity{bot.Wanted: bot.Warn, bot.MissingPerson: off, bot.Amber: bot.Hint, bot.Arrest: bot.Warn} {
		if kinds[k] != want {
			t.Errorf("%s is %s, want %s", k, kinds[k], want)
		}
	}
	p := DefaultPolicy().With(Lists{NameKinds: []bot.Kind{bot.Arrest}})
	g, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	for i := range g.rules {
		r := &g.rules[i]
		if named := slices.Contains(nameRules, r.ID); named && r.severity(bot.Arrest, "").Rank() < bot.Warn.Rank() {
			t.Errorf("%s is %s for arrests", r.ID, r.severity(bot.Arrest, ""))
		}
		if r.ID == "youth_accused" && r.severity(bot.Arrest, "") != bot.Block {
			t.Errorf("%s is %s for arrests", r.ID, r.severity(bot.Arrest, ""))
		}
	}
}
