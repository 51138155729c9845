package desk_test

import (
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// rewritten is what a network tells of a reply that is known, with its newest
// text.
func rewritten(remote, text string, at time.Time) desk.Found {
	f := says(remote, text)
	f.Edited, f.Reply.At = true, at
	return f
}

func TestEveryReplyGetsItsClass(t *testing.T) {
	w := newWorld(t)
	w.published()
	w.hear(says("tip", "I saw him"), says("help", help), says("doxx", "he lives at 12 Oak Street, lets get him"),
		says("noise", "Officer Smith is a thief"), says("asks", "Is the road open again?"))
	for remote, want := range map[string]bot.Class{
		"tip": bot.ClassTip, "help": bot.ClassEmergency, "doxx": bot.ClassDoxx, "noise": bot.ClassNoise, "asks": bot.ClassQuestion,
	} {
		r := w.reply(remote)
		if r.Class != want || r.Urgent != (want == bot.ClassEmergency) || (len(r.Reasons) > 0) != (want != bot.ClassNoise) {
			t.Errorf("%s is %s because of %q, urgent: %t", remote, r.Class, r.Reasons, r.Urgent)
		}
	}
}

// An edited reply is classified anew. An emergency stays one until an officer says
// otherwise, and what an officer labelled is touched only if it becomes one.
func TestAnEditedReplyIsClassifiedAnew(t *testing.T) {
	w := newWorld(t)
	w.published()
	w.hear(says("r1", "Nice weather"), says("r2", help), says("r3", "Nice weather"))
	_, err := w.Label(t.Context(), w.by(ann), bot.ReplyID("long", "r3"), bot.LabelNoise)
	w.must(err)
	later := w.clock().Add(time.Minute)
	w.hear(rewritten("r1", "I saw him", later), rewritten("r2", "never mind", later), rewritten("r3", "I saw him", later))
	if r := w.reply("r1"); r.Class != bot.ClassTip {
		t.Errorf("r1 is %s", r.Class)
	}
	if r := w.reply("r2"); r.Class != bot.ClassEmergency || !r.Urgent || len(r.Reasons) == 0 {
		t.Errorf("taken back, the emergency is %s because of %q", r.Class, r.Reasons)
	}
	if r := w.reply("r3"); r.Class != bot.ClassNoise || r.Urgent || r.Emergency() {
		t.Errorf("labelled noise, it is %s", r.Class)
	}
	// Without the label the rules are asked again about the words as they are now.
	_, err = w.Label(t.Context(), w.by(ann), bot.ReplyID("long", "r3"), "")
	w.must(err)
	if r := w.reply("r3"); r.Class != bot.ClassTip {
		t.Errorf("without a label it is %s", r.Class)
	}
}

// How often officers agree with the rules is counted for the case and for all.
func TestAgreementIsCounted(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.hear(says("r1", "I saw him"), says("r2", "I saw him"), says("r3", "Officer Smith is a thief"))
	for remote, l := range map[string]bot.Label{"r1": bot.LabelTip, "r2": bot.LabelAbuse, "r3": bot.LabelNoise} {
		_, err := w.Label(t.Context(), w.by(ann), bot.ReplyID("long", remote), l)
		w.must(err)
	}
	_, err := w.Label(t.Context(), w.by(ann), bot.ReplyID("long", "r2"), bot.LabelNoise) // counted once
	w.must(err)
	for _, id := range []bot.ID{a.Case, ""} {
		s, err := w.Scores(t.Context(), id)
		w.must(err)
		if s[bot.ClassTip] != (bot.Score{Labelled: 2, Agreed: 1}) || s[bot.ClassNoise] != (bot.Score{Labelled: 1, Agreed: 1}) {
			t.Errorf("counted %v", s)
		}
	}
}
