package bot_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"appealbot/bot"
)

// climbs lists when and at which level a ladder reminds, up to a time.
func climbs(l bot.Ladder, since, at, end time.Time) (times []string, levels []bot.Level) {
	for t := since; ; {
		t = l.Next(since, at, t)
		if t.IsZero() || t.After(end) {
			return times, levels
		}
		times, levels = append(times, t.Format("15:04")), append(levels, l.Level(since, at, t))
	}
}

func TestLadderCallsMorePeopleEachTime(t *testing.T) {
	none := time.Time{}
	for name, c := range map[string]struct {
		ladder bot.Ladder
		at     time.Time
		times  []string
		levels []bot.Level
	}{
		"as soon as it is approved": {
			bot.DefaultLadder(), none,
			[]string{"12:05", "12:15", "12:30", "13:30", "14:30", "15:30"},
			[]bot.Level{1, 2, 3, 3, 3, 3},
		},
		"due in three hours": {
			bot.DefaultLadder(), noon.Add(3 * time.Hour),
			[]string{"12:05", "12:15", "12:30", "14:30", "14:45", "14:55"},
			[]bot.Level{1, 2, 2, 2, 2, 3},
		},
		"due in forty minutes": {
			bot.DefaultLadder(), noon.Add(40 * time.Minute),
			[]string{"12:05", "12:10", "12:25", "12:35"},
			[]bot.Level{1, 1, 2, 3},
		},
		"due in ten minutes":   {bot.DefaultLadder(), noon.Add(10 * time.Minute), []string{"12:05"}, []bot.Level{3}},
		"due in three minutes": {bot.DefaultLadder(), noon.Add(3 * time.Minute), nil, nil},
		"not repeated":         {bot.Ladder{After: []time.Duration{time.Minute}}, none, []string{"12:01"}, []bot.Level{1}},
		"only repeated":        {bot.Ladder{Again: time.Hour}, none, []string{"13:00", "14:00", "15:00"}, []bot.Level{3, 3, 3}},
		"one before":           {bot.Ladder{Before: []time.Duration{time.Hour}}, noon.Add(2 * time.Hour), []string{"13:00"}, []bot.Level{3}},
		"none":                 {bot.Ladder{}, none, nil, nil},
	} {
		times, levels := climbs(c.ladder, noon, c.at, noon.Add(4*time.Hour-time.Minute))
		if !slices.Equal(times, c.times) || !slices.Equal(levels, c.levels) {
			t.Errorf("%s: %v %v, want %v %v", name, times, levels, c.times, c.levels)
		}
	}
}

// Whatever the ladder and the times, it always goes on to a later time, never to a
// lower level, and never beyond the time of publication.
func TestLadderOnlyClimbs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	steps := func() (out []time.Duration) {
		d := time.Duration(0)
		for range r.IntN(5) {
			d += time.Minute + time.Duration(r.IntN(120))*time.Second
			out = append(out, d)
		}
		return out
	}
	for range 2000 {
		l := bot.Ladder{After: steps(), Before: steps(), Again: time.Duration(r.IntN(3)) * 20 * time.Minute}
		slices.Reverse(l.Before)
		var at time.Time
		if r.IntN(2) == 0 {
			at = noon.Add(time.Duration(r.IntN(7200)) * time.Second)
		}
		last, level := noon, bot.Level(0)
		for n := range 200 {
			next := l.Next(noon, at, last)
			if next.IsZero() {
				break
			}
			now := l.Level(noon, at, next)
			switch {
			case !next.After(last), now < level, now < bot.CallDuty, now > bot.CallLeads, !at.IsZero() && !next.Before(at):
				t.Fatalf("%+v due %v: after %v (level %d) comes %v (level %d)", l, at, last, level, next, now)
			case n == 199 && (l.Again == 0 || !at.IsZero()):
				t.Fatalf("%+v due %v never ends", l, at)
			}
			last, level = next, now
		}
	}
}

// Whoever cannot help is called last.
func TestWhomALevelCalls(t *testing.T) {
	person := func(id string, roles ...bot.Role) bot.Person {
		return bot.Person{ID: bot.ID(id), Name: id, Roles: roles}
	}
	ann, bob := person("ann", bot.Author), person("bob", bot.Author, bot.Approver)
	carla, dora := person("carla", bot.Approver, bot.Lead), person("dora", bot.Approver, "media")
	ed, fay := person("ed", bot.Author, bot.Lead), person("fay", bot.Admin)
	roster, err := bot.NewRoster([]bot.Person{ann, bob, carla, dora, ed, fay})
	if err != nil {
		t.Fatal(err)
	}
	base := bot.Appeal{Author: "ann", Editors: []bot.ID{"ann"}, Need: bot.Rule{Need: 1}}
	role := base
	role.Need = bot.Rule{Need: 1, Role: "media"}
	once := base
	once.Need.Need, once.Approvals = 2, []bot.Approval{{By: bot.Mark{Person: "bob"}}}
	wrote := base
	wrote.Editors = []bot.ID{"ann", "bob", "carla", "dora"}
	for name, c := range map[string]struct {
		level bot.Level
		a     bot.Appeal
		duty  []bot.Person
		want  []bot.ID
	}{
		"on duty":                    {bot.CallDuty, base, []bot.Person{ed, carla}, []bot.ID{"carla"}},
		"nobody on duty can":         {bot.CallDuty, base, []bot.Person{ed}, []bot.ID{"bob", "carla", "dora"}},
		"everybody who can":          {bot.CallApprovers, base, []bot.Person{carla}, []bot.ID{"bob", "carla", "dora"}},
		"leads and admins":           {bot.CallLeads, base, []bot.Person{carla}, []bot.ID{"bob", "carla", "dora", "ed", "fay"}},
		"who has approved is spared": {bot.CallApprovers, once, nil, []bot.ID{"carla", "dora"}},
		"the role that lacks":        {bot.CallApprovers, role, nil, []bot.ID{"dora"}},
		"nobody can":                 {bot.CallDuty, wrote, []bot.Person{carla}, []bot.ID{"carla", "ed", "fay"}},
	} {
		var got []bot.ID
		for _, p := range roster.Called(c.level, c.a, c.duty) {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// What waits can be approved up to the very second that is its time, and not after.
func TestApprovalUpToTheSecond(t *testing.T) {
	ann := bot.Person{ID: "ann", Name: "Ann", Roles: []bot.Role{bot.Author}}
	bob := bot.Person{ID: "bob", Name: "Bob", Roles: []bot.Role{bot.Approver}}
	a := bot.Appeal{
		State: bot.Waiting, Author: ann.ID, Editors: []bot.ID{ann.ID}, Digest: "d", Need: bot.Rule{Need: 1},
		Content: bot.Content{At: noon, Texts: map[string]string{"en": "x"}, Accounts: []bot.AccountID{"a"}},
	}
	for d, ok := range map[time.Duration]bool{-time.Second: true, 0: true, 999 * time.Millisecond: true, time.Second: false, time.Hour: false} {
		got, err := bot.Approve(a, bob, "d", "test", a.Need, nil, noon.Add(d))
		if (err == nil) != ok || ok && got.State != bot.Approved {
			t.Errorf("%v after its time: %v", d, err)
		}
		if over := a.Content.Overdue(noon.Add(d)); over == ok {
			t.Errorf("%v after its time it is overdue: %v", d, over)
		}
		draft := a
		draft.State = bot.Editing
		if _, err := bot.Submit(draft, ann, a.Need, noon.Add(d)); (err == nil) != ok {
			t.Errorf("%v after its time, submission: %v", d, err)
		}
	}
}
