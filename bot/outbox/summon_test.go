package outbox_test

import (
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/store/mem"
)

// passes lets time pass and runs what is due; nothing is shown meanwhile.
func (w *world) passes(d time.Duration) {
	w.t.Helper()
	w.wait(d)
	for {
		j, ok, err := w.desk.DueJob(w.t.Context())
		w.must(err)
		if !ok {
			return
		}
		w.must(w.desk.RunJob(w.t.Context(), j.ID))
	}
}

// While the chat was down for half an hour, three reminders came due: it shows the
// last one. When the appeal was decided meanwhile, it shows none.
func TestRemindersThatComeTooLateCallNobody(t *testing.T) {
	for _, decided := range []bool{false, true} {
		w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
		a, err := w.desk.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: "2026-1234", Title: "x", Facts: bot.Facts{What: "Were you there?"}, Accounts: []bot.AccountID{"x"}})
		w.must(err)
		a, err = w.desk.Submit(t.Context(), w.by(ann), a.ID)
		w.must(err)
		w.show(w.notifier(p), time.Second)
		room := p.rooms()[0].id
		for range 6 {
			w.passes(5 * time.Minute)
		}
		if decided {
			_, err = w.desk.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
			w.must(err)
		}
		if !w.show(w.notifier(p), time.Hour) {
			t.Error("it does not come to rest")
		}
		want := 1
		if decided {
			want = 0
		}
		for _, channel := range []string{room, "D", "@u-bob", "@u-carla"} {
			if calls, all := p.shown(channel, "has waited for 1 approval"), p.shown(channel, "reminded"); len(calls) != want || len(all) > want {
				t.Errorf("decided %v: %d of %d messages call in %s, want %d", decided, len(calls), len(all), channel, want)
			}
		}
		if decided {
			continue
		}
		// The message that is there asks no more, once it is decided.
		_, err = w.desk.RequestChanges(t.Context(), w.by(bob), a.ID, "the street")
		w.must(err)
		w.show(w.notifier(p), time.Hour)
		for _, channel := range []string{room, "D", "@u-bob", "@u-carla"} {
			if len(p.shown(channel, "has waited")) != 0 || len(p.shown(channel, "changes wanted by Bob")) == 0 {
				t.Errorf("it goes on asking in %s", channel)
			}
		}
	}
}

// What one officer published alone is heard of wherever a second one may be, with
// every word where there is no card above it.
func TestADemandIsShownEverywhere(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	a, err := w.desk.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: "2026-1234", Title: "x", Kind: bot.SafetyAlert, Facts: bot.Facts{What: "Stay away from Union Station"}, Accounts: []bot.AccountID{"x"}})
	w.must(err)
	_, err = w.desk.PublishAlone(t.Context(), w.by(ann), a.ID, a.Digest, "Shots are being fired.")
	w.must(err)
	w.show(w.notifier(p), time.Minute)
	room := p.rooms()[0].id
	for channel, words := range map[string]string{room: "It was right", "D": "Stay away from Union Station", "@u-bob": "Stay away from Union Station", "@u-carla": "Stay away from Union Station"} {
		if n := len(p.shown(channel, "was published by Ann alone", words)); n != 1 {
			t.Errorf("%d messages in %s", n, channel)
		}
	}
	if n := len(p.shown("N", "is being published by Ann alone")); n != 1 {
		t.Errorf("%d messages in the newsroom", n)
	}
	w.passes(5 * time.Minute)
	w.show(w.notifier(p), time.Minute)
	if old, fresh := p.shown("@u-bob", "was demanded again"), p.shown("@u-bob", "It has waited for 5 minutes"); len(old) != 1 || len(fresh) != 1 {
		t.Errorf("%d old and %d new messages", len(old), len(fresh))
	}
	_, err = w.desk.Review(t.Context(), w.by(carla), a.ID, a.Digest, bot.Right, "")
	w.must(err)
	w.show(w.notifier(p), time.Minute)
	for _, channel := range []string{room, "D", "@u-bob", "@u-carla"} {
		if len(p.shown(channel, "It was right")) != 0 || len(p.shown(channel, "was reviewed: right, says Carla")) == 0 {
			t.Errorf("it goes on asking in %s", channel)
		}
	}
}
