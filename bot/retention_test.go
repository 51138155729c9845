package bot_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"appealbot/bot"
)

func TestACaseIsKeptAsLongAsTheLongestOfItsKinds(t *testing.T) {
	r := bot.Retention{
		Default: bot.Keep{Drafts: 90, Originals: 100, Replies: 400, Appeals: 800},
		Kinds: map[bot.Kind]bot.Keep{
			bot.FoundProperty: {Drafts: 30, Originals: 30, Replies: 30, Appeals: 30},
			bot.Wanted:        {Drafts: 30, Originals: 0, Replies: 500, Appeals: 0},
		},
	}
	for _, tt := range []struct {
		kinds []bot.Kind
		want  bot.Keep
	}{
		{nil, r.Default},
		{[]bot.Kind{bot.FoundProperty}, bot.Keep{30, 30, 30, 30}},
		{[]bot.Kind{bot.FoundProperty, bot.Witness}, r.Default},
		{[]bot.Kind{bot.Witness, bot.Wanted}, bot.Keep{90, 0, 500, 0}},
		{[]bot.Kind{bot.Wanted, bot.FoundProperty}, bot.Keep{30, 0, 500, 0}},
	} {
		if got := r.For(tt.kinds); got != tt.want {
			t.Errorf("%v: %+v, want %+v", tt.kinds, got, tt.want)
		}
	}
	as := []bot.Appeal{{Kind: bot.FoundProperty}, {Kind: bot.Update, Parent: "a"}, {Kind: bot.Located}, {Kind: bot.FoundProperty}, {Kind: bot.Wanted}}
	if got := bot.MainKinds(as); !reflect.DeepEqual(got, []bot.Kind{bot.FoundProperty, bot.Wanted}) {
		t.Errorf("the kinds are %v", got)
	}
	if got := (bot.Keep{Replies: 400, Appeals: 30}).Shortest(); got != 30 {
		t.Errorf("the shortest is %d", got)
	}
	if (bot.Retention{}).Purges() || !r.Purges() || (bot.Retention{}).Name() == r.Name() {
		t.Error("the rules are told apart wrongly")
	}
}

func TestNight(t *testing.T) {
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	r := bot.Retention{At: 2*time.Hour + 30*time.Minute}
	for from, want := range map[string]string{
		"2026-11-23 02:29": "2026-11-23 02:30",
		"2026-11-23 02:30": "2026-11-23 02:30",
		"2026-11-23 02:31": "2026-11-24 02:30",
		"2026-12-31 23:00": "2027-01-01 02:30",
		"2026-10-31 12:00": "2026-11-01 02:30", // clocks go back at 2:00
	} {
		at, _ := time.ParseInLocation("2006-01-02 15:04", from, zone)
		if got := r.Night(at.UTC(), zone).Format("2006-01-02 15:04"); got != want {
			t.Errorf("from %s: %s, want %s", from, got, want)
		}
	}
	// 2:30 does not come on the day on which clocks go forward; something near it does,
	// once, and a run at that moment puts the next one off to the day after.
	at := time.Date(2027, 3, 14, 0, 0, 0, 0, zone)
	night := r.Night(at, zone)
	if night.Day() != 14 || night.Sub(at) > 4*time.Hour {
		t.Errorf("it is %s", night)
	}
	if next := r.Night(night.Add(time.Second), zone); next.Day() != 15 {
		t.Errorf("the next is %s", next)
	}
}

// What comes when a case was purged is kept for its own time, and can be held.
func TestLateRepliesAreComing(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	k := bot.Case{
		State: bot.CaseClosed, Closed: bot.Mark{At: noon.AddDate(-3, 0, 0)},
		Purged: bot.Purged{Originals: noon, Replies: noon, Appeals: noon, Late: noon.AddDate(0, 0, -66)},
	}
	r := bot.Retention{Default: bot.Keep{Drafts: 90, Originals: 90, Replies: 366, Appeals: 732}}
	want := []bot.Coming{{What: "late answers", At: time.Date(2027, 9, 20, 0, 0, 0, 0, time.UTC)}}
	if got := r.Coming(k, nil, time.UTC); !slices.Equal(got, want) {
		t.Errorf("coming are %v", got)
	}
	lead := bot.Person{ID: "carla", Name: "Carla", Roles: []bot.Role{bot.Lead}}
	if _, err := bot.PutOnHold(k, lead, "trial", noon); err != nil {
		t.Error(err)
	}
	k.Purged.Late = time.Time{}
	if _, err := bot.PutOnHold(k, lead, "trial", noon); err == nil {
		t.Error("a case of which nothing is left was put on hold")
	}
	if got := r.Coming(k, nil, time.UTC); len(got) > 0 {
		t.Errorf("coming are %v", got)
	}
}

func TestHolds(t *testing.T) {
	k := bot.Case{Number: "2026-1234567"}
	for _, p := range []bot.Person{ann, bob, eve} {
		if _, err := bot.PutOnHold(k, p, "trial", noon); err == nil || !strings.Contains(err.Error(), "Only leads and administrators") {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
	if _, err := bot.Release(k, carla, "over", noon); err == nil || !strings.Contains(err.Error(), "not on hold") {
		t.Error(err)
	}
	if _, err := bot.PutOnHold(k, carla, "", noon); err == nil {
		t.Error("no reason")
	}
	held, err := bot.PutOnHold(k, carla, "trial", noon)
	if err != nil || !held.Hold.Held() || held.Hold.By.Person != "carla" {
		t.Fatalf("%+v, %v", held.Hold, err)
	}
	if _, err := bot.PutOnHold(held, carla, "again", noon); err == nil || !strings.Contains(err.Error(), "on hold already (Carla at 12:00): trial") {
		t.Error(err)
	}
	if _, err := bot.Release(held, ann, "over", noon); err == nil {
		t.Error("Ann releases it")
	}
	if free, err := bot.Release(held, carla, "over", noon); err != nil || free.Hold.Held() {
		t.Error(err)
	}
	k.Purged.Appeals = noon
	if _, err := bot.PutOnHold(k, carla, "late", noon); err == nil || !strings.Contains(err.Error(), "nothing left to hold") {
		t.Error(err)
	}
}

// Whatever field a record gets, what a person wrote in it must not survive unless it is
// named here as something that is kept.
func TestNothingThatWasSaidIsLeft(t *testing.T) {
	for name, kept := range map[string]struct {
		cut  func() any
		keep []string
	}{
		"appeal":      {func() any { var a bot.Appeal; fillWords(&a); return a.Cut(noon) }, []string{"ID", "Case", "Kind", "Parent", "Answers", "Author", "Editors", "Digest", "State", "Via", "Lead", "Ticked", "Role", "Finding", "Rule", "Severity", "Field", "Record", "Ground", "Accounts", "Authority", "Appeal", "Account", "Language", "Fallback", "Said", "People", "How", "Repeat", "Series", "Verdict", "Twins.Number"}},
		"post":        {func() any { var p bot.Post; fillWords(&p); return p.Cut() }, []string{"ID", "Op", "Appeal", "Case", "Account", "Language", "Digest", "Fallback", "ReplyTo", "Answers", "Target", "State", "Worker", "Remotes", "URL", "URLs", "Gone.Refused", "Gone.Failed", "By", "Was"}},
		"preparation": {func() any { var p bot.Prep; fillWords(&p); return p.Cut() }, []string{"ID", "Appeal", "Case", "Replaces", "Original", "State", "Step", "Worker"}},
		"reply":       {func() any { var r bot.Reply; fillWords(&r); return r.Cut(noon) }, []string{"ID", "Account", "Remote", "Parent", "Under", "Kind", "Post", "Appeal", "Case", "Language", "RawHash", "Class", "Label", "Kept"}},
		"stray":       {func() any { var s bot.Stray; fillWords(&s); return s.Cut(noon) }, []string{"ID", "Account", "Remote", "Hash", "Batch", "Post", "Case", "Person", "Name"}},
		"case":        {func() any { var k bot.Case; fillWords(&k); return k.Cut() }, []string{"ID", "Number", "State", "Owner", "Members", "Platform", "Channel", "Step", "Card", "Pinned", "Links", "Person", "Lost", "As", "Kind", "Subject", "Clearance.Reason", "Closing"}},
	} {
		data, err := json.Marshal(kept.cut())
		if err != nil {
			t.Fatal(err)
		}
		var tree any
		if err := json.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		for _, path := range words(tree, "") {
			last := path[strings.LastIndex(path, ".")+1:]
			found := false
			for _, k := range kept.keep {
				found = found || k == last || strings.HasSuffix(path, "."+k)
			}
			if !found {
				t.Errorf("%s: %s is left", name, path)
			}
		}
	}
}

// fillWords puts a word into every text of a record, and one element into each list.
func fillWords(record any) { fillValue(reflect.ValueOf(record).Elem(), 0) }

func fillValue(v reflect.Value, depth int) {
	if depth > 8 {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("words")
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillValue(v.Index(0), depth+1)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillValue(key, depth+1)
		fillValue(value, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		switch v.Type() {
		case reflect.TypeFor[time.Time]():
			v.Set(reflect.ValueOf(noon))
			return
		case reflect.TypeFor[bot.Mark](): // who did what, and when, stays
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillValue(v.Field(i), depth+1)
			}
		}
	}
}

// words returns where the word stands in a tree, with the names of fields only.
func words(tree any, path string) (out []string) {
	switch v := tree.(type) {
	case string:
		if v == "words" {
			return []string{path}
		}
	case []any:
		for _, e := range v {
			out = append(out, words(e, path)...)
		}
	case map[string]any:
		for key, e := range v {
			at := path
			if key != "words" {
				at += "." + key
			}
			out = append(out, words(e, at)...)
		}
	}
	return out
}
