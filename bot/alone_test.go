package bot_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

var certified = bot.AloneRule{Role: "certified", Kinds: []bot.Kind{bot.SafetyAlert, bot.Amber, bot.Update}}

func TestWhoMayPublishAlone(t *testing.T) {
	dan := bot.Person{ID: "dan", Name: "Dan", Roles: []bot.Role{bot.Author, "certified"}}
	chief := bot.Person{ID: "chief", Name: "Chief", Roles: []bot.Role{bot.Author, bot.Approver, bot.Lead, bot.Admin}}
	alert, wanted := bot.Appeal{Kind: bot.SafetyAlert}, bot.Appeal{Kind: bot.Wanted}
	for name, c := range map[string]struct {
		rule     bot.AloneRule
		who      bot.Person
		a, first bot.Appeal
		says     string
	}{
		"with the role":              {certified, dan, alert, alert, ""},
		"every other role":           {certified, chief, alert, alert, `the role "certified"`},
		"another kind":               {certified, dan, wanted, wanted, "by one officer alone: Safety alert, AMBER alert and Update."},
		"an update of another kind":  {certified, dan, bot.Appeal{Kind: bot.Update}, wanted, "by one officer alone"},
		"an update of an alert":      {certified, dan, bot.Appeal{Kind: bot.Update}, alert, ""},
		"a department that has none": {bot.AloneRule{Kinds: certified.Kinds}, dan, alert, alert, "nobody publishes alone"},
		"an answer, whatever it says": {
			bot.AloneRule{Role: "certified", Kinds: []bot.Kind{bot.Answer}}, dan, bot.Appeal{Kind: bot.Answer}, bot.Appeal{Kind: bot.Answer}, "by one officer alone",
		},
	} {
		err := c.rule.MayPublishAlone(c.who, c.a, c.first)
		if c.says == "" && err != nil || c.says != "" && (!errors.Is(err, bot.ErrDenied) || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// urgent is a safety alert that is ready to go out.
func urgent(s bot.AppealState) bot.Appeal {
	return bot.Appeal{
		Kind: bot.SafetyAlert, State: s, Author: "dan", Editors: []bot.ID{"dan"}, Digest: "d", Revision: 1, Need: bot.Rule{Need: 1},
		Changed: bot.Mark{Person: "carla", Name: "Carla", At: noon}, Note: "the street is wrong",
		Content: bot.Content{Texts: map[string]string{"en": "x"}, Accounts: []bot.AccountID{"a"}},
	}
}

func TestPublishAloneSparesNothingButTheSecondOfficer(t *testing.T) {
	dan := bot.Person{ID: "dan", Name: "Dan", Roles: []bot.Role{bot.Author, "certified"}}
	const why = "Shots are being fired."
	with := func(change func(*bot.Appeal)) bot.Appeal {
		a := urgent(bot.Editing)
		change(&a)
		return a
	}
	block := bot.Finding{Rule: "r", Severity: bot.Block, Field: "text.en", Why: "No."}
	plate := bot.Finding{Rule: "p", Severity: bot.NeedsOverride, Field: "text.en", Why: "A plate."}
	lifted := bot.Override{Finding: plate.Key(), Rule: "p", Reason: "it is what we look for"}
	for name, c := range map[string]struct {
		a      bot.Appeal
		digest string
		reason string
		ticked []string
		kind   error // nil: it goes out
		says   string
	}{
		"a draft":             {urgent(bot.Editing), "d", why, nil, nil, ""},
		"what waits":          {urgent(bot.Waiting), "d", why, nil, nil, ""},
		"what was sent back":  {urgent(bot.Rejected), "d", why, nil, bot.ErrStale, "Carla sent this appeal back at 12:00: the street is wrong."},
		"what is approved":    {urgent(bot.Approved), "d", why, nil, bot.ErrStale, "This appeal is approved"},
		"what is over":        {urgent(bot.Done), "d", why, nil, bot.ErrStale, "This appeal is over"},
		"other words":         {urgent(bot.Editing), "e", why, nil, bot.ErrStale, "was changed after this card"},
		"no digest":           {urgent(bot.Editing), "", why, nil, bot.ErrStale, "was changed after this card"},
		"no reason":           {urgent(bot.Editing), "d", " \n", nil, bot.ErrInvalid, "Say in a sentence"},
		"a word":              {urgent(bot.Editing), "d", "now", nil, bot.ErrInvalid, "Say in a sentence"},
		"a story":             {urgent(bot.Editing), "d", strings.Repeat("x", 501), nil, bot.ErrInvalid, "at most 500"},
		"a time":              {with(func(a *bot.Appeal) { a.Content.At = noon.Add(time.Hour) }), "d", why, nil, bot.ErrInvalid, "/appeal schedule now"},
		"a block":             {with(func(a *bot.Appeal) { a.Findings = []bot.Finding{block} }), "d", why, nil, bot.ErrInvalid, "cannot be overridden"},
		"what needs a reason": {with(func(a *bot.Appeal) { a.Findings = []bot.Finding{plate} }), "d", why, nil, bot.ErrInvalid, "override it with a reason"},
		"what was not ticked": {with(func(a *bot.Appeal) { a.Findings, a.Overrides = []bot.Finding{plate}, []bot.Override{lifted} }), "d", why, nil, bot.ErrUnticked, "A plate."},
		"what was ticked":     {with(func(a *bot.Appeal) { a.Findings, a.Overrides = []bot.Finding{plate}, []bot.Override{lifted} }), "d", why, []string{plate.Key()}, nil, ""},
		"something lacking":   {with(func(a *bot.Appeal) { a.Plan.Lacks = []string{"A video is needed."} }), "d", why, nil, bot.ErrInvalid, "A video is needed."},
		"no account":          {with(func(a *bot.Appeal) { a.Content.Accounts = nil }), "d", why, nil, bot.ErrInvalid, "at least one account"},
	} {
		got, err := bot.PublishAlone(c.a, dan, c.digest, "test", c.reason, c.ticked, noon)
		switch {
		case c.kind == nil:
			if err != nil || got.State != bot.Approved || got.Alone == nil || got.Alone.By.Person != "dan" || got.Alone.Digest != "d" || got.Alone.Reviewed() {
				t.Errorf("%s: %v, %+v", name, err, got.Alone)
			}
		case !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) || got.Alone != nil || got.State != c.a.State:
			t.Errorf("%s: %v, want %v %q", name, err, c.kind, c.says)
		}
	}
}

// The word of one officer is for these words, from somebody who may give it, and
// falls with an edit or a withdrawal, as approvals do.
func TestOneOfficersWordDoesNotOutliveTheWords(t *testing.T) {
	dan := bot.Person{ID: "dan", Name: "Dan", Roles: []bot.Role{bot.Author, "certified"}}
	roster, err := bot.NewRoster([]bot.Person{dan})
	if err != nil {
		t.Fatal(err)
	}
	a, err := bot.PublishAlone(urgent(bot.Editing), dan, "d", "test", "Shots are being fired.", nil, noon)
	if err != nil || !certified.Stands(a, a, roster) {
		t.Fatal(err)
	}
	other := a
	other.Digest = "e"
	if certified.Stands(other, other, roster) {
		t.Error("it stands for other words")
	}
	dan.Roles = dan.Roles[:1]
	lost, _ := bot.NewRoster([]bot.Person{dan})
	if certified.Stands(a, a, lost) || certified.Stands(a, a, bot.Roster{}) {
		t.Error("it stands although they may not any more")
	}
	if (bot.AloneRule{Role: "certified", Kinds: []bot.Kind{bot.Amber}}).Stands(a, a, roster) {
		t.Error("it stands although the department does not allow it any more")
	}
	back, err := bot.Withdraw(a, dan, "", noon)
	if err != nil || back.Alone != nil {
		t.Errorf("after a withdrawal: %v, %+v", err, back.Alone)
	}
	back.Alone = a.Alone
	edited, err := bot.Edit(back, dan, back.Content, noon)
	if err != nil || edited.Alone != nil {
		t.Errorf("after an edit: %v, %+v", err, edited.Alone)
	}
}

func TestWhoReviews(t *testing.T) {
	dan := bot.Person{ID: "dan", Name: "Dan", Roles: []bot.Role{bot.Author, bot.Approver, "certified"}}
	a, err := bot.PublishAlone(urgent(bot.Editing), dan, "d", "test", "Shots are being fired.", nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	a.Editors = []bot.ID{"ann"}
	ann := bot.Person{ID: "ann", Name: "Ann", Roles: []bot.Role{bot.Approver}}
	carla := bot.Person{ID: "carla", Name: "Carla", Roles: []bot.Role{bot.Approver}}
	ed := bot.Person{ID: "ed", Name: "Ed", Roles: []bot.Role{bot.Author, bot.Lead, "certified"}}
	for name, c := range map[string]struct {
		a      bot.Appeal
		who    bot.Person
		digest string
		v      bot.Verdict
		note   string
		kind   error
	}{
		"a second officer":         {a, carla, "d", bot.Right, "", nil},
		"who says why":             {a, carla, "", bot.Wrong, "it is over already", nil},
		"whoever published it":     {a, dan, "d", bot.Right, "", bot.ErrDenied},
		"whoever wrote it":         {a, ann, "d", bot.Right, "", bot.ErrDenied},
		"no approver":              {a, ed, "d", bot.Right, "", bot.ErrDenied},
		"of other words":           {a, carla, "e", bot.Right, "", bot.ErrStale},
		"without a verdict":        {a, carla, "d", "", "", bot.ErrInvalid},
		"wrong without a reason":   {a, carla, "d", bot.Wrong, " ", bot.ErrInvalid},
		"nothing was so published": {urgent(bot.Approved), carla, "d", bot.Right, "", bot.ErrStale},
	} {
		before := a.Alone.Verdict
		got, err := bot.ReviewAlone(c.a, c.who, c.digest, c.v, c.note, noon.Add(time.Minute))
		if c.kind == nil {
			if err != nil || got.Alone.Verdict != c.v || got.Alone.Review.Person != c.who.ID {
				t.Errorf("%s: %v, %+v", name, err, got.Alone)
			}
			if _, err := bot.ReviewAlone(got, carla, "d", bot.Right, "", noon); !errors.Is(err, bot.ErrStale) {
				t.Errorf("%s, twice: %v", name, err)
			}
		} else if !errors.Is(err, c.kind) {
			t.Errorf("%s: %v, want %v", name, err, c.kind)
		}
		if a.Alone.Verdict != before {
			t.Fatalf("%s: the appeal that was handed in was changed", name)
		}
	}
}

func TestAReviewIsDemandedUntilItIsDone(t *testing.T) {
	a := bot.Alone{By: bot.Mark{At: noon}}
	now, got := noon, []time.Duration{}
	for range 5 {
		now = a.Demand(now)
		got = append(got, now.Sub(noon)/time.Minute)
	}
	if want := []time.Duration{5, 15, 30, 45, 60}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	late := noon.Add(8 * time.Hour) // the program was down
	if next := a.Demand(late); next.Sub(late) != time.Hour {
		t.Errorf("after a night: %v", next.Sub(late))
	}
}
