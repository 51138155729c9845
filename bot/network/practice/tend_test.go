package practice_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/practice"
)

func TestModerating(t *testing.T) {
	keep := files{t.TempDir()}
	w := newWall(t, practice.Options{Keeper: keep})
	c := open(t, w, "metro")
	post := c.Publish(t.Context(), attempt(t, c, "k", "Witnesses wanted."))
	tip, err := w.Answer(eve, post.Remote, "It was Bob Smith!")
	must(t, err)
	seen := func(w *practice.Wall) string {
		a := w.Threads("metro", "", 1, 9)[0].Answers[0]
		return fmt.Sprintf("%t %t %s", !a.Hidden.IsZero(), !a.Reported.IsZero(), a.Reason)
	}
	for _, tt := range []struct {
		op   bot.Op
		want string
	}{
		{bot.OpHide, "true false "}, {bot.OpShow, "false false "}, {bot.OpReport, "false true It names somebody."}, {bot.OpHide, "true true It names somebody."},
	} {
		for range 2 { // Twice is once.
			m := network.Moderation{Op: tt.op, Remote: tip.ID, Root: post.Remote, Reason: "It names somebody."}
			if r := c.Moderate(t.Context(), m); r.Outcome != network.Done || seen(w) != tt.want {
				t.Errorf("%s: %+v; it is %s, want %s", tt.op, r, seen(w), tt.want)
			}
		}
	}
	if got := seen(newWall(t, practice.Options{Keeper: keep})); got != "true true It names somebody." {
		t.Errorf("after a restart it is %s", got)
	}
	for name, m := range map[string]network.Moderation{
		"what is not there":       {Op: bot.OpHide, Remote: "a999"},
		"what it cannot":          {Op: bot.OpMute, Remote: tip.ID},
		"a way out of the folder": {Op: bot.OpHide, Remote: "../posts/" + post.Remote},
	} {
		if r := c.Moderate(t.Context(), m); r.Outcome != network.No || r.Note == "" {
			t.Errorf("%s: %+v, want no", name, r)
		}
	}
	other := open(t, w, "page")
	if r := other.Moderate(t.Context(), network.Moderation{Op: bot.OpShow, Remote: tip.ID}); r.Outcome != network.No {
		t.Errorf("another account: %+v, want no", r)
	}
	must(t, w.Delete(tip.ID))
	if r := c.Moderate(t.Context(), network.Moderation{Op: bot.OpShow, Remote: tip.ID}); r.Outcome != network.Done {
		t.Errorf("what is gone: %+v, want done", r)
	}
	if ops := c.Capabilities().Moderates; !reflect.DeepEqual(ops, []bot.Op{bot.OpHide, bot.OpShow, bot.OpReport}) {
		t.Errorf("it says that it can %v", ops)
	}
}

// A wall that lies says that a post is removed, and shows it to everybody.
func TestAWallThatLies(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	post := c.Publish(t.Context(), attempt(t, c, "k", "Do you know this man?"))
	must(t, w.SetFault("metro", practice.Fault{Kind: practice.FaultLies, Times: 2}))
	for n := 1; n <= 3; n++ {
		if r := c.Remove(t.Context(), post.Remote); r.Outcome != network.Done {
			t.Errorf("removal %d: %+v", n, r)
		}
		s, err := c.Watch(t.Context(), post.Remote)
		if err != nil || s.Public != (n <= 2) {
			t.Errorf("after removal %d it is public: %t, %v", n, s.Public, err)
		}
	}
	must(t, w.SetFault("metro", practice.Fault{Kind: practice.FaultLies}))
	if r := c.Remove(t.Context(), "p999"); r.Outcome != network.Done || w.Fault("metro").Kind != practice.FaultLies {
		t.Errorf("what is not there: %+v", r)
	}
}

func TestWatchSeesWhatThePublicSees(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	post := c.Publish(t.Context(), attempt(t, c, "k", "Witnesses <b>wanted</b>."))
	look := func() string {
		s, err := c.Watch(t.Context(), post.Remote)
		return fmt.Sprint(s.Public, s.Text, err != nil)
	}
	if got := look(); got != "trueWitnesses <b>wanted</b>.false" {
		t.Errorf("it sees %s", got)
	}
	must(t, w.SetFault("metro", practice.Fault{Kind: practice.FaultRevoked}))
	if got := look(); got == "false false" {
		t.Error("without the account's token nothing is revoked")
	}
	must(t, w.SetFault("metro", practice.Fault{Kind: practice.FaultDown, Everything: true}))
	if got := look(); got != "falsetrue" {
		t.Errorf("of a wall that is down it sees %s", got)
	}
	must(t, w.SetFault("metro", practice.Fault{Kind: practice.FaultSuspended}))
	if got := look(); got != "falsefalse" {
		t.Errorf("of a suspended account it sees %s", got)
	}
	must(t, w.SetFault("metro", practice.Fault{Kind: practice.FaultHidden}))
	if got := look(); got != "falsefalse" {
		t.Errorf("of an account that is hidden it sees %s", got)
	}
	if r := c.Find(t.Context(), attempt(t, c, "k", "Witnesses <b>wanted</b>.")); r.Outcome != network.Done {
		t.Errorf("the account itself does not see what is hidden: %v", r.Outcome)
	}
	must(t, w.SetFault("metro", practice.Fault{}))
	c.Remove(t.Context(), post.Remote)
	if got := look(); got != "falsefalse" {
		t.Errorf("of what was taken down it sees %s", got)
	}
}

func TestCounts(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	post := c.Publish(t.Context(), attempt(t, c, "k", "Witnesses wanted."))
	theirs := open(t, w, "page").Publish(t.Context(), attempt(t, c, "k", "Hello."))
	_, err := w.Flood(eve, post.Remote, []string{"1", "2"})
	must(t, err)
	_, err = w.Quote(eve, post.Remote, "Look!")
	must(t, err)
	must(t, w.Like(post.Remote))
	got, err := c.Counts(t.Context(), []string{post.Remote, theirs.Remote, "p999"})
	must(t, err)
	if want := map[string]bot.Counts{post.Remote: {At: noon, Replies: 2, Reposts: 1, Likes: 1}}; !reflect.DeepEqual(got, want) {
		t.Errorf("counts = %+v, want %+v", got, want)
	}
	if got, err := c.Counts(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("counts of nothing = %v, %v", got, err)
	}
	if _, err := c.Counts(t.Context(), make([]string, 101)); err == nil {
		t.Error("counts of 101 posts")
	}
}

func TestFaultsThatStay(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	post := c.Publish(t.Context(), attempt(t, c, "k0", "Before."))
	for kind, cause := range map[practice.FaultKind]network.Cause{
		practice.FaultRevoked: network.Reconnect, practice.FaultSuspended: network.Permanent, practice.FaultDuplicate: network.Change,
	} {
		must(t, w.SetFault("metro", practice.Fault{Kind: kind, Times: 2}))
		for i := range 2 {
			r := c.Publish(t.Context(), attempt(t, c, fmt.Sprint("k", i+1), "Witnesses wanted."))
			if r.Outcome != network.No || r.Cause != cause || r.Note == "" {
				t.Errorf("%s: publish = %+v, want no, %s", kind, r, cause)
			}
		}
		err := c.Probe(t.Context())
		if kind == practice.FaultDuplicate {
			if err != nil || w.Fault("metro").Kind != practice.FaultNone {
				t.Errorf("%s: probe: %v; after two posts the fault is %+v", kind, err, w.Fault("metro"))
			}
			continue
		}
		var e *network.AnswerError
		if !errors.As(err, &e) || e.Cause != cause {
			t.Errorf("%s: probe: %v, want cause %s", kind, err, cause)
		}
		if f := c.Find(t.Context(), attempt(t, c, "k0", "Before.")); f.Outcome != network.Maybe {
			t.Errorf("%s: find = %+v, want maybe", kind, f)
		}
		if r := c.Remove(t.Context(), post.Remote); r.Outcome != network.No {
			t.Errorf("%s: remove = %+v, want no", kind, r)
		}
		if w.Fault("metro").Kind != kind {
			t.Errorf("%s: it ended by itself", kind)
		}
	}
	must(t, w.SetFault("metro", practice.Fault{}))
	if r := c.Publish(t.Context(), attempt(t, c, "k9", "Witnesses wanted.")); r.Outcome != network.Done {
		t.Errorf("afterwards: %+v", r)
	}
}

// What was held back is read afterwards, and nothing of it twice.
func TestAGapIsFilled(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	post := c.Publish(t.Context(), attempt(t, c, "k", "Witnesses wanted."))
	say := func(text string) {
		_, err := w.Answer(eve, post.Remote, text)
		must(t, err)
	}
	cursor, got := "", ""
	read := func() string {
		p, err := c.Replies(t.Context(), network.Query{Cursor: cursor})
		must(t, err)
		cursor, got = p.Next, ""
		for _, it := range p.Items {
			got += it.Text
		}
		return got
	}
	say("1")
	must(t, w.SetFault("metro", practice.Fault{Kind: practice.FaultGap}))
	say("2")
	if read() != "1" || read() != "" {
		t.Errorf("in the gap it reads %q", got)
	}
	say("3")
	must(t, w.SetFault("metro", practice.Fault{}))
	say("4")
	if read() != "234" || read() != "" {
		t.Errorf("afterwards it reads %q", got)
	}
}
