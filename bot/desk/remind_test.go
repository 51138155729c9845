package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// watch is a department that is called to what waits, and of which everybody can be
// spoken to.
func watch(t *testing.T) *world {
	w := newWorld(t)
	w.tune = func(o *desk.Options) {
		people := []bot.Person{ann, bob, carla, dan, eve}
		for i := range people {
			people[i].Logins = []bot.Login{{Platform: "test", User: string(people[i].ID)}}
		}
		roster, err := bot.NewRoster(people)
		w.must(err)
		o.Roster, o.Ladder, o.Duty = roster, bot.DefaultLadder(), []bot.ID{"bob"}
		o.Alone = bot.AloneRule{Role: "certified", Kinds: []bot.Kind{bot.SafetyAlert, bot.Update}}
	}
	w.Desk = w.another()
	return w
}

// dan may publish alone, and leads.
var dan = bot.Person{ID: "dan", Name: "Dan", Roles: []bot.Role{bot.Author, bot.Lead, "certified"}}

// ticks runs what is due.
func (w *world) ticks() {
	w.t.Helper()
	for {
		j, ok, err := w.DueJob(w.t.Context())
		w.must(err)
		if !ok {
			return
		}
		w.must(w.RunJob(w.t.Context(), j.ID))
	}
}

// passes lets time pass up to a moment, minute by minute and at every job.
func (w *world) passes(d time.Duration) {
	w.t.Helper()
	for end := w.clock().Add(d); ; {
		w.ticks()
		next, any, err := w.NextJob(w.t.Context())
		w.must(err)
		if !any || next.After(end) {
			w.wait(end.Sub(w.clock()))
			return
		}
		w.wait(max(next.Sub(w.clock()), 0))
	}
}

// calls lists the places of the messages of a kind that were asked for since the
// last time, and lets them be sent.
func (w *world) calls(kind bot.NoticeKind) (out []string) {
	for _, n := range w.due() {
		if n.Kind != kind || n.Sent > 0 {
			continue
		}
		place := n.Channel
		if n.Case != "" {
			place = "room"
		}
		out = append(out, fmt.Sprintf("%d %s", n.Step, place))
	}
	w.sent()
	slices.Sort(out)
	return out
}

func (w *world) wants(kind bot.NoticeKind, want ...string) {
	w.t.Helper()
	if got := w.calls(kind); !slices.Equal(got, want) {
		w.t.Errorf("at %s: called %q, want %q", w.clock().Format("15:04:05"), got, want)
	}
}

func TestMorePeopleAreCalledToWhatWaits(t *testing.T) {
	w := watch(t)
	a := w.submitted(bot.Witness, "x")
	w.passes(5*time.Minute - time.Second)
	w.wants(bot.NoticeRemind)
	w.passes(time.Second)
	w.wants(bot.NoticeRemind, "1 @bob", "1 room")
	w.passes(10 * time.Minute)
	w.wants(bot.NoticeRemind, "2 @bob", "2 @carla", "2 room")
	w.passes(15 * time.Minute)
	w.wants(bot.NoticeRemind, "3 @bob", "3 @carla", "3 @dan", "3 duty", "3 room")
	w.passes(time.Hour)
	w.wants(bot.NoticeRemind, "4 @bob", "4 @carla", "4 @dan", "4 duty", "4 room")
	if got := w.appeal(a.ID).Reminded; got.Times != 4 || got.Level != bot.CallLeads || !got.Open || w.events("reminded approvers") != 4 {
		t.Errorf("%+v", got)
	}
	_, err := w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	w.passes(24 * time.Hour)
	w.wants(bot.NoticeRemind)
	if w.appeal(a.ID).Reminded.Open || w.events("reminded approvers") != 4 {
		t.Error("it goes on after the approval")
	}
	if _, ok := w.job(bot.JobID(bot.JobRemind, a.ID)); ok {
		t.Error("the job is still there")
	}
}

// Every end of waiting ends the calls, and those that stand open are shown anew.
func TestWhatIsDecidedCallsNobody(t *testing.T) {
	for name, end := range map[string]func(*world, bot.Appeal) error{
		"approved": func(w *world, a bot.Appeal) error {
			_, err := w.Approve(w.t.Context(), w.by(bob), a.ID, a.Digest)
			return err
		},
		"rejected": func(w *world, a bot.Appeal) error {
			_, err := w.RequestChanges(w.t.Context(), w.by(bob), a.ID, "the time")
			return err
		},
		"withdrawn": func(w *world, a bot.Appeal) error {
			_, err := w.Withdraw(w.t.Context(), w.by(ann), a.ID, "")
			return err
		},
		"edited": func(w *world, a bot.Appeal) error {
			_, err := w.Edit(w.t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Texts["en"] = "y" })
			return err
		},
		"closed": func(w *world, a bot.Appeal) error {
			_, err := w.Close(w.t.Context(), w.by(carla), a.Case, "over")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := watch(t)
			a := w.submitted(bot.Witness, "x")
			w.passes(15 * time.Minute)
			w.calls(bot.NoticeRemind)
			w.must(end(w, a))
			again := 0
			for _, n := range w.due() {
				if n.Kind == bot.NoticeRemind && n.Step == 2 {
					again++
				}
			}
			if again != 3 { // the room, and a message each
				t.Errorf("%d messages are shown anew", again)
			}
			w.sent()
			w.passes(5 * time.Hour)
			w.wants(bot.NoticeRemind)
		})
	}
}

// An appeal that is submitted again is called for anew, from the first step, by
// messages of its own.
func TestASecondSubmissionBeginsAnew(t *testing.T) {
	w := watch(t)
	a := w.submitted(bot.Witness, "x")
	w.passes(30 * time.Minute)
	w.calls(bot.NoticeRemind)
	_, err := w.RequestChanges(t.Context(), w.by(bob), a.ID, "the time")
	w.must(err)
	w.passes(3 * time.Minute)
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	w.sent()
	w.passes(5 * time.Minute)
	w.wants(bot.NoticeRemind, "4 @bob", "4 room")
}

// Taking back the approval that was the last one lacking makes it wait again.
func TestWhatWaitsAgainIsCalledFor(t *testing.T) {
	w := watch(t)
	a := w.submitted(bot.Witness, "x")
	_, err := w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	w.passes(20 * time.Minute) // the job has found nothing to do, and is gone
	_, err = w.Retract(t.Context(), w.by(bob), a.ID)
	w.must(err)
	w.sent()
	w.passes(5 * time.Minute)
	w.wants(bot.NoticeRemind, "1 @bob", "1 room")
}

// After a night in which the program was down there is one call, not four; and a
// clock that is set back calls nobody twice.
func TestMissedCallsComeAsOne(t *testing.T) {
	w := watch(t)
	w.submitted(bot.Witness, "x")
	w.sent()
	w.wait(3*time.Hour + 10*time.Minute)
	w.Desk = w.another()
	w.must(w.Prime(t.Context()))
	w.ticks()
	w.wants(bot.NoticeRemind, "1 @bob", "1 @carla", "1 @dan", "1 duty", "1 room")
	w.wait(-2 * time.Hour)
	w.ticks()
	w.wants(bot.NoticeRemind)
	w.passes(2*time.Hour + 19*time.Minute)
	w.wants(bot.NoticeRemind)
	w.passes(2 * time.Minute)
	w.wants(bot.NoticeRemind, "2 @bob", "2 @carla", "2 @dan", "2 duty", "2 room")
}

// A job that dies half way has done nothing, and comes again.
func TestAReminderIsOneTransaction(t *testing.T) {
	w := watch(t)
	a := w.submitted(bot.Witness, "x")
	w.sent()
	w.wait(5 * time.Minute)
	oops := errors.New("the disk is full")
	w.breaks.Store(&oops)
	if err := w.RunJob(t.Context(), bot.JobID(bot.JobRemind, a.ID)); !errors.Is(err, oops) {
		t.Fatalf("got %v", err)
	}
	w.breaks.Store(nil)
	w.wants(bot.NoticeRemind)
	if w.appeal(a.ID).Reminded.Times != 0 {
		t.Error("it counts what was not said")
	}
	w.ticks()
	w.wants(bot.NoticeRemind, "1 @bob", "1 room")
}

// What an older version has stored waits, too.
func TestWhatWaitedBeforeThereWereCalls(t *testing.T) {
	w := watch(t)
	a := w.submitted(bot.Witness, "x")
	old := w.draft(bot.Witness, "y")
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		old.Content.At = w.clock().Add(-time.Hour)
		return errors.Join(tx.DeleteJob(bot.JobID(bot.JobRemind, a.ID)), tx.PutAppeal(old))
	}))
	w.sent()
	w.wait(20 * time.Minute)
	w.must(w.Prime(t.Context()))
	w.passes(0)
	w.passes(10 * time.Minute)
	w.wants(bot.NoticeRemind, "1 @bob", "1 @carla", "1 @dan", "1 duty", "1 room")
	if w.events("not submitted in time") != 0 {
		t.Error("an old draft is dug out")
	}
}

// due is an appeal that is to be published in a while, and waits for it.
func (w *world) scheduled(in time.Duration) bot.Appeal {
	w.t.Helper()
	a := w.draft(bot.Witness, "x")
	_, err := w.Schedule(w.t.Context(), w.by(ann), a.ID, w.clock().Add(in))
	w.must(err)
	a, err = w.Submit(w.t.Context(), w.by(ann), a.ID)
	w.must(err)
	w.sent()
	return a
}

func TestWhatIsDueIsCalledForBeforeItsTime(t *testing.T) {
	w := watch(t)
	a := w.scheduled(2 * time.Hour)
	w.passes(31 * time.Minute)
	w.wants(bot.NoticeRemind, "1 @bob", "1 room", "2 @bob", "2 @carla", "2 room", "3 @bob", "3 @carla", "3 room")
	w.passes(58 * time.Minute)
	w.wants(bot.NoticeRemind)
	w.passes(time.Minute)
	w.wants(bot.NoticeRemind, "4 @bob", "4 @carla", "4 room") // not fewer than before
	w.passes(15 * time.Minute)
	w.wants(bot.NoticeRemind, "5 @bob", "5 @carla", "5 room")
	w.passes(10 * time.Minute)
	w.wants(bot.NoticeRemind, "6 @bob", "6 @carla", "6 @dan", "6 duty", "6 room")
	w.passes(5 * time.Minute)
	// The very second that is its time.
	if !w.clock().Equal(a.Content.At) {
		t.Fatalf("it is %v", w.clock())
	}
	w.ticks()
	if w.events("not approved in time") != 0 {
		t.Error("it was given up too early")
	}
	_, err := w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	w.must(w.clear(w.posts(a)[0]))
	w.passes(time.Hour)
	if w.events("not approved in time") != 0 {
		t.Error("it is said not to be approved")
	}
}

func TestNothingExpiresSilently(t *testing.T) {
	w := watch(t)
	a := w.scheduled(2 * time.Hour)
	w.passes(2*time.Hour + time.Second)
	w.ticks()
	w.ticks()
	said := func(channel string) (out []string) {
		for _, text := range w.told(channel) {
			if strings.Contains(text, "was not approved in time, so nothing is published") {
				out = append(out, text)
			}
		}
		return out
	}
	if len(said("duty")) != 1 || len(said("@ann")) != 1 || len(said("")) != 1 || w.events("not approved in time") != 1 {
		t.Errorf("said %q %q %q, %d events", said("duty"), said("@ann"), said(""), w.events("not approved in time"))
	}
	got := w.appeal(a.ID)
	if got.State != bot.Waiting || !got.Reminded.Missed || got.Reminded.Open {
		t.Errorf("%+v", got.Reminded)
	}
	_, err := w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.refused(err, bot.ErrStale, "that is over", "/appeal schedule now")
	w.sent()
	w.must(w.Prime(t.Context()))
	w.passes(24 * time.Hour)
	w.wants(bot.NoticeRemind)
	if w.events("not approved in time") != 1 {
		t.Error("it is said twice")
	}
	// It can have another time, and is called for again.
	_, err = w.Schedule(t.Context(), w.by(ann), a.ID, w.clock().Add(time.Hour))
	w.must(err)
	w.sent()
	w.passes(5 * time.Minute)
	w.wants(bot.NoticeRemind, "7 @bob", "7 room")
	w.passes(56 * time.Minute)
	if w.events("not approved in time") != 2 {
		t.Error("the second time passes silently")
	}
}

// Somebody who submits it three minutes before its time gets everybody at once.
func TestWhatIsDueAtOnceCallsEverybody(t *testing.T) {
	w := watch(t)
	w.scheduled(3 * time.Minute)
	w.ticks()
	w.wants(bot.NoticeRemind, "1 @bob", "1 @carla", "1 @dan", "1 duty", "1 room")
	w.passes(3 * time.Minute)
	w.wants(bot.NoticeRemind)
}

// A draft whose time passes is said to its author; one that gets another time, or
// none, is not.
func TestADraftWhoseTimePasses(t *testing.T) {
	for name, c := range map[string]struct {
		then func(*world, bot.Appeal)
		want int
	}{
		"left alone": {func(*world, bot.Appeal) {}, 1},
		"sent back": {func(w *world, a bot.Appeal) {
			_, err := w.Submit(w.t.Context(), w.by(ann), a.ID)
			w.must(err)
			_, err = w.RequestChanges(w.t.Context(), w.by(bob), a.ID, "the street")
			w.must(err)
		}, 1},
		"put off": {func(w *world, a bot.Appeal) {
			_, err := w.Schedule(w.t.Context(), w.by(ann), a.ID, w.clock().Add(48*time.Hour))
			w.must(err)
		}, 0},
		"at once": {func(w *world, a bot.Appeal) {
			_, err := w.Schedule(w.t.Context(), w.by(ann), a.ID, time.Time{})
			w.must(err)
		}, 0},
		"given up": {func(w *world, a bot.Appeal) { _, err := w.Withdraw(w.t.Context(), w.by(ann), a.ID, ""); w.must(err) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := watch(t)
			a := w.draft(bot.Witness, "x")
			a, err := w.Schedule(t.Context(), w.by(ann), a.ID, w.clock().Add(time.Hour))
			w.must(err)
			c.then(w, a)
			w.passes(24 * time.Hour)
			if got := w.events("not submitted in time"); got != c.want {
				t.Errorf("said %d times, want %d", got, c.want)
			}
			n := 0
			for _, text := range w.told("@ann") {
				if strings.Contains(text, "so nothing is published") {
					n++
				}
			}
			if n != c.want || len(w.told("duty")) > 0 {
				t.Errorf("the author was told %d times; the duty channel %q", n, w.told("duty"))
			}
		})
	}
}
