package card_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// alone is a safety alert that Bob published twenty minutes ago, on his own.
func alone() card.View {
	v := view(bot.Approved)
	v.Case.Rooms = []bot.Room{{Platform: "practice", Channel: "C1", Name: "case-2026-1234567"}}
	v.Appeal.Kind = bot.SafetyAlert
	v.Appeal.Alone = &bot.Alone{
		By:     bot.Mark{Person: "bob", Name: "Sgt. Bob Tremblay", At: now.Add(-20 * time.Minute).UTC()},
		Reason: "Shots are being fired @channel and no supervisor answers.", Digest: "d1", Asked: 3, People: []bot.ID{"carla"},
	}
	return v
}

func demand(channel string, step int) bot.Notice {
	return bot.Notice{Kind: bot.NoticeReview, Subject: "a1", Platform: "practice", Digest: "d1", Channel: channel, Step: step}
}

func TestWhatOneOfficerPublished(t *testing.T) {
	b := book(t)
	b.Alone = bot.AloneRule{Role: "certified", Kinds: []bot.Kind{bot.SafetyAlert}}
	right, wrong, unchecked, over := alone(), alone(), alone(), alone()
	review := bot.Mark{Person: "carla", Name: "Insp. Carla Singh", At: now.Add(-time.Minute).UTC()}
	right.Appeal.Alone.Review, right.Appeal.Alone.Verdict, right.Appeal.Alone.Note = review, bot.Right, "I would have approved it."
	wrong.Appeal.State, wrong.Appeal.Note = bot.Done, "It is at King and York."
	wrong.Appeal.Alone.Review, wrong.Appeal.Alone.Verdict, wrong.Appeal.Alone.Note = review, bot.Wrong, "It is at King and York."
	unchecked.Appeal.Alone.Unchecked = "it does not answer"
	over.Appeal.State, over.Appeal.Note = bot.Done, "the station is clear"
	draft := alone()
	draft.Appeal.State, draft.Appeal.Alone = bot.Editing, nil
	for name, m := range map[string]chat.Message{
		"alone": b.Appeal(alone()), "alone-right": b.Appeal(right), "alone-wrong": b.Appeal(wrong), "alone-unchecked": b.Appeal(unchecked),
		"alone-draft": b.Appeal(draft), "alone-read": b.ReadAlone(draft, "Shots are being fired."),
		"demand": b.Demand(alone(), demand("", 3)), "demand-duty": b.Demand(unchecked, demand("duty", 3)), "demand-over": b.Demand(over, demand("", 3)),
		"demand-again": b.Demand(alone(), demand("", 2)), "demand-reviewed": b.Demand(right, demand("duty", 3)),
	} {
		golden(t, name, m.Plain())
	}
}

// A demand notifies those who can review in the room and in the duty channel; a
// message to one person does so by itself.
func TestWhomADemandNotifies(t *testing.T) {
	b := book(t)
	for channel, want := range map[string]string{"": "carla", "duty": "carla", "@carla": ""} {
		if got := strings.Join(b.Demand(alone(), demand(channel, 3)).Mention, " "); got != want {
			t.Errorf("in %q it notifies %q, want %q", channel, got, want)
		}
	}
	if m := b.Demand(alone(), demand("duty", 1)); len(m.Mention) > 0 || len(m.Buttons) > 0 || b.Demands(alone(), demand("duty", 1)) {
		t.Errorf("one that is followed by another notifies %v", m.Mention)
	}
}

// The way out is offered for what may go out so, and for nothing else.
func TestWhereTheEmergencyPathIsOffered(t *testing.T) {
	rule := bot.AloneRule{Role: "certified", Kinds: []bot.Kind{bot.SafetyAlert}}
	with := func(change func(*card.View)) card.View {
		v := view(bot.Editing)
		v.Appeal.Kind = bot.SafetyAlert
		change(&v)
		return v
	}
	for name, c := range map[string]struct {
		rule bot.AloneRule
		v    card.View
		want bool
	}{
		"a draft":           {rule, with(func(*card.View) {}), true},
		"what waits":        {rule, with(func(v *card.View) { v.Appeal.State = bot.Waiting }), true},
		"another kind":      {rule, with(func(v *card.View) { v.Appeal.Kind = bot.Wanted }), false},
		"no such way":       {bot.AloneRule{}, with(func(*card.View) {}), false},
		"what was rejected": {rule, with(func(v *card.View) { v.Appeal.State = bot.Rejected }), false},
		"what has a time":   {rule, with(func(v *card.View) { v.Appeal.Content.At = now.Add(time.Hour) }), false},
		"what is stopped":   {rule, with(func(v *card.View) { v.Appeal.Findings = []bot.Finding{{Severity: bot.Block}} }), false},
		"what nobody looked at": {rule, with(func(v *card.View) {
			v.Appeal.Findings = []bot.Finding{{Rule: bot.Unlooked, Severity: bot.Block}}
		}), true},
		"what lacks something": {rule, with(func(v *card.View) { v.Appeal.Plan.Lacks = []string{"A video."} }), false},
	} {
		b := book(t)
		b.Alone = c.rule
		if got := strings.Contains(b.Appeal(c.v).Plain(), "Publish alone…]"); got != c.want {
			t.Errorf("%s: offered %v", name, got)
		}
	}
}

func TestPublishAloneForm(t *testing.T) {
	b := book(t)
	v := view(bot.Editing)
	plate := bot.Finding{Rule: "licence_plate", Severity: bot.NeedsOverride, Field: "text.en", Span: "ABCD 123", Why: "A plate leads to a home address."}
	v.Appeal.Findings = []bot.Finding{plate}
	v.Appeal.Overrides = []bot.Override{{Finding: plate.Key(), Rule: plate.Rule, Reason: "it is what we look for"}}
	f := b.PublishAlone(v, "d1", "Shots are being fired.")
	if f.Action != (chat.Action{Verb: card.VerbAlone, Subject: "a1", Digest: "d1"}) || f.Inputs[0].Value != "Shots are being fired." {
		t.Errorf("form %+v", f)
	}
	if len(f.Inputs) != 2 || f.Inputs[1].Name != card.FieldTicks || len(f.Inputs[1].Options) != 1 || !strings.Contains(f.Intro, "Tick each point") {
		t.Errorf("it does not ask what an approver is asked: %+v", f.Inputs)
	}
}
