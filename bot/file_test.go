package bot_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

var (
	lead   = bot.Person{ID: "lea", Name: "Det. Lea Roy", Roles: []bot.Role{bot.Lead}}
	author = bot.Person{ID: "ann", Name: "PC Ann Lee", Roles: []bot.Role{bot.Author}}
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// Alberta, 2023: a youth of 17 was released as 18, and the charges were stayed.
func TestWhoIsAYouthIsWorkedOutFromTheDayOfTheOffence(t *testing.T) {
	now := day("2026-11-26")
	for name, c := range map[string]struct {
		s              bot.Subject
		youth, certain bool
	}{
		"17 at the offence, 18 at the arrest": {bot.Subject{Born: day("2008-11-20"), Offence: day("2026-11-19"), Arrest: day("2026-11-21")}, true, true},
		"18 on the day of the offence":        {bot.Subject{Born: day("2008-11-20"), Offence: day("2026-11-20")}, false, true},
		"17 at the arrest, no other day":      {bot.Subject{Born: day("2008-11-20"), Arrest: day("2026-11-19")}, true, true},
		"17 today, no day known":              {bot.Subject{Born: day("2008-11-27")}, true, true},
		"nobody knows":                        {bot.Subject{}, false, false},
		"born on 29 February":                 {bot.Subject{Born: day("2008-02-29"), Offence: day("2026-02-28")}, true, true},
	} {
		if youth, certain := c.s.Youth(now); youth != c.youth || certain != c.certain {
			t.Errorf("%s: youth %v, certain %v", name, youth, certain)
		}
	}
}

func TestAnOrderLastsFiveDaysFromWhenItWasMade(t *testing.T) {
	made := time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)
	five := made.Add(5 * 24 * time.Hour)
	order := bot.Record{Kind: bot.RecordOrder, Made: made, Expires: made.Add(90 * 24 * time.Hour)}
	if !order.Until().Equal(five) {
		t.Errorf("lasts until %s", order.Until())
	}
	if !order.Holds(five.Add(-time.Second)) || order.Holds(five) || order.Holds(made.Add(-time.Second)) {
		t.Error("holds at the wrong times")
	}
	order.Expires = made.Add(time.Hour)
	if !order.Until().Equal(order.Expires) {
		t.Error("a shorter order lasts longer")
	}
	order.Ended.At = made.Add(time.Minute)
	if order.Holds(made.Add(2 * time.Minute)) {
		t.Error("an order that was set aside holds")
	}
}

func TestOnlyALeadChangesWhatSomebodyElseEntered(t *testing.T) {
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	youth := bot.Subject{Name: "Jordan Lee", As: bot.AsAccused, Born: day("2010-05-01")}
	k, _, err := bot.Enter(bot.Case{State: bot.CaseOpen}, lead, youth, now)
	if err != nil {
		t.Fatal(err)
	}
	older, witness, unborn := youth, youth, youth
	older.Born, witness.As, unborn.Born = day("2000-05-01"), bot.AsWitness, time.Time{}
	for name, s := range map[string]bot.Subject{"older": older, "witness": witness, "without a date of birth": unborn} {
		if after, _, err := bot.Enter(k, author, s, now); !errors.Is(err, bot.ErrDenied) || !after.Subjects[0].Born.Equal(youth.Born) {
			t.Errorf("an author makes them %s: %v", name, err)
		}
		if _, _, err := bot.Enter(k, lead, s, now); err != nil {
			t.Errorf("a lead makes them %s: %v", name, err)
		}
	}
	more := youth
	more.Offence = day("2026-11-01")
	if k, _, err = bot.Enter(k, author, more, now); err != nil {
		t.Errorf("an author adds a day: %v", err)
	}
	if _, _, err := bot.Enter(k, author, older, now); !errors.Is(err, bot.ErrDenied) {
		t.Errorf("an author who added a day changes another: %v", err)
	}
}

func TestRecordsAreFiledByThoseWhoMay(t *testing.T) {
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	k, s, err := bot.Enter(bot.Case{State: bot.CaseOpen}, author, bot.Subject{Name: " Jordan  Lee ", As: bot.AsAccused, Born: day("2010-05-01")}, now)
	if err != nil || s.ID != "P1" || s.Name != "Jordan Lee" {
		t.Fatalf("%+v %v", s, err)
	}
	if k, s, err = bot.Enter(k, author, bot.Subject{Name: "jordan lee", As: bot.AsAccused, Born: day("2010-05-02")}, now); err != nil || s.ID != "P1" || len(k.Subjects) != 1 {
		t.Fatalf("the same person twice: %+v %v", k.Subjects, err)
	}
	order := bot.Record{Kind: bot.RecordOrder, Subject: "P1", Number: "26-114", Court: "OCJ", Made: now.Add(-time.Hour)}
	if _, _, err := bot.File(k, author, bot.Lead, order, now); !errors.Is(err, bot.ErrDenied) {
		t.Errorf("an author files an order: %v", err)
	}
	k, r, err := bot.File(k, lead, bot.Lead, order, now)
	if err != nil || r.ID != "B1" {
		t.Fatal(r, err)
	}
	for name, bad := range map[string]bot.Record{
		"about nobody":    {Kind: bot.RecordWarrant, Number: "W1"},
		"about a shadow":  {Kind: bot.RecordWarrant, Number: "W1", Subject: "P9"},
		"without number":  {Kind: bot.RecordWarrant, Subject: "P1"},
		"order, no day":   {Kind: bot.RecordOrder, Number: "1", Subject: "P1"},
		"order, too old":  {Kind: bot.RecordOrder, Number: "1", Subject: "P1", Made: now.Add(-6 * 24 * time.Hour)},
		"tomorrow":        {Kind: bot.RecordWarrant, Number: "1", Subject: "P1", Made: now.Add(time.Hour)},
		"ends before":     {Kind: bot.RecordWarrant, Number: "1", Subject: "P1", Made: now.Add(-time.Hour), Expires: now.Add(-2 * time.Hour)},
		"of another kind": {Kind: "rumour", Number: "1", Subject: "P1"},
	} {
		if _, _, err := bot.File(k, lead, bot.Lead, bad, now); !errors.Is(err, bot.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := bot.Unfile(k, author, "B1", " ", now); !errors.Is(err, bot.ErrInvalid) {
		t.Errorf("ended without a reason: %v", err)
	}
	if _, _, err := bot.Unfile(k, author, "B1", strings.Repeat("x", 2000), now); !errors.Is(err, bot.ErrInvalid) {
		t.Errorf("ended with a reason that fills the store: %v", err)
	}
	old := bot.Record{Kind: bot.RecordWarrant, Number: "1", Subject: "P1", Made: now.Add(-48 * time.Hour), Expires: now.Add(-time.Hour)}
	if _, _, err := bot.File(k, lead, bot.Lead, old, now); err == nil || strings.Contains(err.Error(), "110(4)") {
		t.Errorf("a warrant that ceased: %v", err)
	}
	k, r, err = bot.Unfile(k, author, "B1", "set aside", now)
	if err != nil || r.Holds(now) || len(k.Records) != 1 {
		t.Errorf("%+v %v", k.Records, err)
	}
	if _, _, err = bot.Unfile(k, author, "B1", "again", now); !errors.Is(err, bot.ErrStale) {
		t.Errorf("ended twice: %v", err)
	}
}
