package card_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// reminded is an appeal that has waited for ten minutes, as somebody was reminded.
func reminded(level bot.Level, people ...bot.ID) card.View {
	v := view(bot.Waiting)
	v.Case.Rooms = []bot.Room{{Platform: "practice", Channel: "C1", Name: "case-2026-1234567"}}
	v.Appeal.Reminded = bot.Reminded{Times: 2, At: now.Add(-time.Minute).UTC(), Level: level, People: people, Open: true}
	return v
}

func reminder(channel string, step int) bot.Notice {
	return bot.Notice{Kind: bot.NoticeRemind, Subject: "a1", Platform: "practice", Digest: "d1", Channel: channel, Step: step}
}

func TestReminders(t *testing.T) {
	b := book(t)
	duty, leads := reminded(bot.CallDuty, "bob"), reminded(bot.CallLeads, "bob", "carla")
	timed := reminded(bot.CallApprovers, "bob", "carla")
	timed.Appeal.Content.At = now.Add(15 * time.Minute).UTC()
	timed.Appeal.Need = bot.Rule{Need: 2, Role: bot.Lead}
	missed := timed
	missed.Appeal.Content.At = now.Add(-time.Minute).UTC()
	missed.Appeal.Reminded.Missed = true
	stuck := reminded(bot.CallLeads, "carla")
	stuck.Appeal.Editors = []bot.ID{"ann", "bob", "carla"}
	edited := reminded(bot.CallDuty, "bob")
	edited.Appeal.Digest = "d2"
	approved := reminded(bot.CallDuty, "bob")
	approved.Appeal.State = bot.Approved
	draft := missed
	draft.Appeal.State = bot.Editing
	for name, m := range map[string]chat.Message{
		"remind": b.Reminder(duty, reminder("", 2)), "remind-direct": b.Reminder(duty, reminder("@bob", 2)), "remind-leads": b.Reminder(leads, reminder("duty", 2)),
		"remind-timed": b.Reminder(timed, reminder("", 2)), "remind-stuck": b.Reminder(stuck, reminder("", 2)),
		"remind-again": b.Reminder(duty, reminder("", 1)), "remind-edited": b.Reminder(edited, reminder("", 2)),
		"remind-approved": b.Reminder(approved, reminder("", 2)), "remind-missed": b.Reminder(missed, reminder("", 2)),
		"waiting-reminded": b.Appeal(leads), "waiting-missed": b.Appeal(missed), "draft-missed": b.Appeal(draft),
	} {
		golden(t, name, m.Plain())
	}
}

// A reminder notifies those of its step and nobody else, and none that is over.
func TestWhomAReminderNotifies(t *testing.T) {
	b := book(t)
	v := reminded(bot.CallDuty, "bob")
	for channel, want := range map[string]string{"": "bob", "duty": "bob", "@bob": ""} {
		if got := strings.Join(b.Reminder(v, reminder(channel, 2)).Mention, " "); got != want {
			t.Errorf("in %q it notifies %q, want %q", channel, got, want)
		}
	}
	over := v
	over.Appeal.State = bot.Rejected
	for name, m := range map[string]chat.Message{"decided": b.Reminder(over, reminder("", 2)), "followed": b.Reminder(v, reminder("", 1))} {
		if len(m.Mention) > 0 || len(m.Buttons) > 0 {
			t.Errorf("%s: it still calls %v", name, m.Mention)
		}
	}
	if b.Reminds(over, reminder("", 2)) || !b.Reminds(v, reminder("", 2)) {
		t.Error("it does not know whether it calls anybody")
	}
}

// What has waited longest comes first.
func TestTheListBeginsWithWhatWaitsLongest(t *testing.T) {
	b := book(t)
	short, long, draft := view(bot.Waiting), view(bot.Waiting), view(bot.Editing)
	long.Appeal.Number, draft.Appeal.Number = 2, 3
	long.Appeal.Changed.At = now.Add(-26 * time.Hour)
	got := b.Appeals([]card.View{draft, short, long}, nil).Plain()
	first, second, third := strings.Index(got, "2026-1234567/2"), strings.Index(got, "2026-1234567/1"), strings.Index(got, "2026-1234567/3")
	if first < 0 || first > second || second > third || !strings.Contains(got, "since Sun 22 Nov 2026 at 16:00 (26 hours)") {
		t.Errorf("%s", got)
	}
}
