package bot_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

func TestChannelName(t *testing.T) {
	for _, tt := range []struct{ number, title, want string }{
		{"2026-1234567", "Lakeshore shooting", "case-2026-1234567-lakeshore-shooting"},
		{"2026-1234567", "Enlèvement à l'été", "case-2026-1234567-enlevement-a-l-ete"},
		{"2026-1234567", "   ", "case-2026-1234567"},
		{"2026-1234567", "银行抢劫", "case-2026-1234567"},
		{"2026-1234567", "@channel <!here> #x", "case-2026-1234567-channel-here-x"},
	} {
		if got := (bot.Case{Number: tt.number, Title: tt.title}).ChannelName(); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.title, got, tt.want)
		}
	}
}

func TestChannelTitle(t *testing.T) {
	for _, tt := range []struct {
		c    bot.Case
		want string
	}{
		{bot.Case{Number: "2026-1234567", Title: "Lakeshore shooting"}, "2026-1234567 Lakeshore shooting"},
		{bot.Case{Number: "2026-1234567", Title: "Lakeshore shooting", Exercise: true}, "EXERCISE 2026-1234567 Lakeshore shooting"},
		{bot.Case{Number: "2026-1234567"}, "2026-1234567"},
		{bot.Case{Number: "2026-1234567", Title: strings.Repeat("é", 100)}, "2026-1234567 " + strings.Repeat("é", 50) + "…"},
	} {
		if got := tt.c.ChannelTitle(); got != tt.want || len([]rune(got)) > 64 {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// Every title gives a name that Slack and Mattermost accept.
func FuzzChannelName(f *testing.F) {
	f.Add("2026-1", "Lakeshore shooting")
	ok := regexp.MustCompile(`^case(-[a-z0-9]+)*$`)
	f.Fuzz(func(t *testing.T, number, title string) {
		if n := (bot.Case{Number: number, Title: title}).ChannelName(); !ok.MatchString(n) || len(n) > 60 {
			t.Errorf("%q %q: %q", number, title, n)
		}
	})
}

func TestCheckNumber(t *testing.T) {
	for _, s := range []string{"2026-1234567", "GO2026-1234", "123456"} {
		if err := bot.CheckNumber(s); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
	for _, s := range []string{"", "12", "2026 1234567", "2026/1", "case", strings.Repeat("1", 33), "2026-１２３４", "2026\x00123"} {
		if err := bot.CheckNumber(s); !errors.Is(err, bot.ErrInvalid) {
			t.Errorf("%q was taken", s)
		}
	}
}

func TestRosterKnowsOneHumanByManyLogins(t *testing.T) {
	people := []bot.Person{
		{ID: "bob", Name: "Bob", Roles: []bot.Role{bot.Approver}, Logins: []bot.Login{{"slack", "U1"}, {"mattermost", "abc"}}},
		{ID: "ann", Name: "Ann", Logins: []bot.Login{{"slack", "U2"}}},
	}
	r, err := bot.NewRoster(people)
	if err != nil {
		t.Fatal(err)
	}
	one, _ := r.ByLogin(bot.Login{Platform: "slack", User: "U1"})
	two, _ := r.ByLogin(bot.Login{Platform: "mattermost", User: "abc"})
	if one.ID != "bob" || two.ID != "bob" {
		t.Errorf("one human is %q and %q", one.ID, two.ID)
	}
	if _, ok := r.ByLogin(bot.Login{Platform: "mattermost", User: "U1"}); ok {
		t.Error("a login of one platform counts on another")
	}
	for name, bad := range map[string][]bot.Person{
		"a login of two people": append(people, bot.Person{ID: "x", Name: "X", Logins: []bot.Login{{"slack", "U2"}}}),
		"an id twice":           append(people, bot.Person{ID: "ann", Name: "Ann again"}),
		"nobody":                {{}},
	} {
		if _, err := bot.NewRoster(bad); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestWhen(t *testing.T) {
	zone := time.FixedZone("EST", -5*3600)
	now := time.Date(2026, 11, 23, 18, 0, 0, 0, zone)
	for _, tt := range []struct {
		t    time.Time
		want string
	}{
		{now.UTC(), "at 18:00"},
		{now.Add(7 * time.Hour).UTC(), "on Tue 24 Nov 2026 at 01:00"},
		{now.Add(-24 * time.Hour), "on Sun 22 Nov 2026 at 18:00"},
	} {
		if got := bot.When(tt.t, now); got != tt.want {
			t.Errorf("%s, want %s", got, tt.want)
		}
	}
}

func TestFreezeReach(t *testing.T) {
	for _, tt := range []struct {
		f    bot.Freeze
		want bool
	}{
		{bot.Freeze{Scope: bot.FreezeAll}, true},
		{bot.Freeze{}, true}, // an unknown freeze stops rather than lets pass
		{bot.Freeze{Scope: bot.FreezeAccount, Subject: "metro"}, true},
		{bot.Freeze{Scope: bot.FreezeAccount, Subject: "page"}, false},
		{bot.Freeze{Scope: bot.FreezeCase, Subject: "c1"}, true},
		{bot.Freeze{Scope: bot.FreezeCase, Subject: "c2"}, false},
	} {
		if got := tt.f.Stops("metro", "c1"); got != tt.want {
			t.Errorf("%+v stops: %v", tt.f, got)
		}
	}
}
