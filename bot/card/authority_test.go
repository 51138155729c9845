package card_test

import (
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// resting is an appeal that names one record and passes by another one.
func resting(s bot.AppealState) card.View {
	v := view(s)
	dev := bot.Mark{Person: "dev", Name: "Det. Dev Patel", At: now.Add(-2 * time.Hour).UTC()}
	v.Case.Subjects = []bot.Subject{{ID: "P1", Name: "Jordan Lee", As: bot.AsAccused}}
	v.Case.Records = []bot.Record{
		{ID: "B1", Kind: bot.RecordWarrant, Subject: "P1", Number: "W-2026-114", Made: dev.At, Expires: now.Add(5 * 24 * time.Hour).UTC(), By: dev},
		{ID: "B2", Kind: bot.RecordOrder, Subject: "P1", Number: "26-114", Court: "Youth Court", Made: now.Add(-5*24*time.Hour + 3*time.Hour).UTC(), By: dev},
		{ID: "B3", Kind: bot.RecordConsent, Subject: "P1", Number: "mother, by phone", Made: dev.At, By: dev},
	}
	v.Appeal.Content.Authority = []bot.ID{"B1", "B3"}
	v.Appeal.Findings = []bot.Finding{{
		Rule: "youth_accused", Severity: bot.Block, Field: "text.en", Span: "Jordan Lee", Why: "The law protects them.", Basis: "order 26-114, Youth Court", Record: "B2",
	}}
	return v
}

func TestCardsSayWhatAnAppealRestsOn(t *testing.T) {
	b := book(t)
	waiting := resting(bot.Waiting)
	over := resting(bot.Waiting)
	over.Case.Records[1].Ended = bot.Mark{Name: "Det. Dev Patel", At: now.Add(-time.Minute).UTC()}
	over.Appeal.Content.Authority = []bot.ID{"B1", "B9"}
	for name, m := range map[string]chat.Message{
		"authority": b.Appeal(waiting), "authority-over": b.Appeal(over),
		"authority-diff": b.Diff(waiting, bot.Content{Texts: waiting.Appeal.Content.Texts, Accounts: waiting.Appeal.Content.Accounts}),
	} {
		golden(t, name, m.Plain())
	}
	for _, s := range b.Before(waiting) {
		if s.Tone != chat.Warning { // one of them ends today
			t.Errorf("%q has the tone %v", s.Heading, s.Tone)
		}
	}
	if got := b.Before(resting(bot.Done)); len(got) != 0 {
		t.Errorf("an appeal that is over still rests on %v", got)
	}
}

func TestTheEditFormAsksWhatAnAppealRestsOn(t *testing.T) {
	b := book(t)
	v := resting(bot.Editing)
	v.Case.Records[1].Ended = bot.Mark{Name: "Det. Dev Patel", At: now.Add(-time.Minute).UTC()}
	var asked []chat.Input
	for _, in := range b.Edit(v, []string{"en"}).Inputs {
		if in.Name == card.FieldAuthority {
			asked = append(asked, in)
		}
	}
	if len(asked) != 1 || len(asked[0].Options) != 2 || len(asked[0].Values) != 2 || asked[0].Options[0].Label != "B1 warrant W-2026-114" {
		t.Errorf("it asks %+v", asked)
	}
	for _, in := range b.Edit(view(bot.Editing), []string{"en"}).Inputs {
		if in.Name == card.FieldAuthority {
			t.Error("it asks where the case has no records")
		}
	}
}
