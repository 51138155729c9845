package youtube_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/youtube"
	"appealbot/bot/network/youtube/youtubetest"
)

func TestQuotaIsCountedAsYouTubeDoes(t *testing.T) {
	w := newWorld(t, youtubetest.Options{Converting: 2, Playlists: []string{"PLappeals"}}, listed)
	res := w.publish(words)
	c := w.Reply("@eve-9", res.Remote, "I saw it.")
	w.readAll("", res.Remote)
	w.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: c})
	if _, err := w.Counts(t.Context(), []string{res.Remote}); err != nil {
		t.Error(err)
	}
	if _, err := w.Check(t.Context(), []string{c}); err != nil {
		t.Error(err)
	}
	if _, err := w.Watch(t.Context(), res.Remote); err != nil {
		t.Error(err)
	}
	w.Remove(t.Context(), res.Remote)
	used, _, _ := w.Quota()
	if units, uploads := w.Used(); used != units || uploads != 1 || used < 1000 {
		t.Errorf("the ledger says %d, YouTube %d with %d uploads", used, units, uploads)
	}
}

// TestQuotaIsKeptForWhatCannotWait uses up what there is, step by step.
func TestQuotaIsKeptForWhatCannotWait(t *testing.T) {
	keep := newMemory()
	var l *youtube.Ledger
	w := newWorld(t, youtubetest.Options{Units: 2100}, func(o *youtube.Options) { o.Ledger = l })
	l = ledger(t, w.clock, 2100, keep)
	w.restart()
	old := w.publish("The first one.") // 850 for captions and still picture, and 50 to publish
	comment := w.Reply("@eve-9", old.Remote, "I saw it.")
	// The second would fit in, and leave nothing for takedowns.
	at := w.attempt("b", "The second one.", film("b", 1000))
	last := w.carry(&at)
	if last.Outcome != network.Done {
		t.Fatalf("carry = %+v", last)
	}
	third := w.attempt("c", "The third one.", film("c", 1000))
	c := w.Carry(t.Context(), third)
	midnight := time.Date(2026, 11, 3, 8, 0, 0, 0, time.UTC).Sub(w.clock.Now())
	if c.Outcome != network.Never || c.More || c.Retry < midnight-time.Minute || c.Retry > midnight+time.Minute || !strings.Contains(c.Note, "quota") || !strings.Contains(c.Note, "08:00 UTC") {
		t.Errorf("the third = %+v", c)
	}
	if all, _ := w.Sessions(); all != 2 {
		t.Errorf("%d uploads were begun", all)
	}
	if p := w.Capabilities().Poll; p != 5*time.Minute {
		t.Errorf("comments are read every %v although the quota is scarce", p)
	}
	if _, err := w.Replies(t.Context(), network.Query{Posts: []network.Posted{{Remote: old.Remote, At: evening}}}); err == nil || !strings.Contains(err.Error(), "quota") {
		t.Errorf("comments were read: %v", err)
	}
	missing := third
	missing.Post.Lane = bot.LaneUrgent
	if c := w.Carry(t.Context(), missing); !c.More {
		t.Errorf("an urgent one = %+v", c)
	}
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Errorf("what is there already = %+v", res)
	}
	// A restart forgets at most a few reads.
	l = ledger(t, w.clock, 2100, keep)
	used, _, _ := l.Quota()
	if units, _ := w.Used(); used > units || used < units-50 {
		t.Errorf("after a restart the ledger says %d, YouTube %d", used, units)
	}
	w.restart()
	if res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpReject, Remote: comment}); res.Outcome != network.Done {
		t.Errorf("moderation = %+v", res)
	}
	if res := w.Remove(t.Context(), old.Remote); res.Outcome != network.Done {
		t.Errorf("takedown = %+v", res)
	}
	w.clock.pass(midnight + time.Minute)
	if c := w.carry(&third); c.Outcome != network.Done {
		t.Errorf("the day after: %+v", c)
	}
}

// TestYouTubeSaysThatTheQuotaIsUsedUp although the ledger thought otherwise:
// somebody else uses the same project.
func TestYouTubeSaysThatTheQuotaIsUsedUp(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	res := w.publish(words)
	w.Exhaust()
	at := w.attempt("b", "Another one.", film("b", 1000))
	at.Carried = w.Carry(t.Context(), at).State // to begin an upload is free
	at.Carried = w.Carry(t.Context(), at).State
	c := w.Carry(t.Context(), at)
	if c.Outcome != network.Never || c.More || c.Cause != network.Later || c.Retry != time.Hour || c.State != at.Carried {
		t.Errorf("carry = %+v", c)
	}
	w.faults.Next(0, 0, func(*http.Request) bool { return true })
	if c := w.Carry(t.Context(), at); c.Outcome != network.Never || c.Retry > time.Hour || w.faults.Seen() != 0 {
		t.Errorf("asked again at once: %+v with %d requests", c, w.faults.Seen())
	}
	if f := w.Find(t.Context(), at); f.Outcome != network.Maybe {
		t.Errorf("a look-up that was refused says %+v", f)
	}
	if rm := w.Remove(t.Context(), res.Remote); rm.Outcome != network.Never || rm.Retry != time.Hour {
		t.Errorf("takedown = %+v", rm)
	}
	w.clock.pass(15 * time.Hour)
	if c := w.carry(&at); c.Outcome != network.Done {
		t.Errorf("the day after: %+v", c)
	}
}

// TestTheDayBeginsInCalifornia in summer and in winter.
func TestTheDayBeginsInCalifornia(t *testing.T) {
	for at, want := range map[string]string{
		"2026-07-01T06:59:00Z": "2026-07-01T07:00:00Z", "2026-07-01T07:00:00Z": "2026-07-02T07:00:00Z",
		"2026-11-01T12:00:00Z": "2026-11-02T08:00:00Z", "2026-03-08T09:00:00Z": "2026-03-09T07:00:00Z",
	} {
		now, err := time.Parse(time.RFC3339, at)
		must(t, err)
		l := ledger(t, &ticker{now: now}, 0, nil)
		if _, _, resets := l.Quota(); resets.Format(time.RFC3339) != want {
			t.Errorf("at %s there is new quota at %v, want %s", at, resets, want)
		}
	}
}

// TestADamagedLedgerIsBegunAnew rather than keeping anything from being published.
func TestADamagedLedgerIsBegunAnew(t *testing.T) {
	keep := newMemory()
	must(t, keep.Save("youtube-quota-"+youtubetest.ClientID, []byte("{")))
	l := ledger(t, &ticker{now: evening}, 10, keep)
	if used, of, _ := l.Quota(); used != 0 || of != 10 {
		t.Errorf("%d of %d", used, of)
	}
}
