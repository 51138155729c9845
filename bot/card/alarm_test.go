package card_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// onDuty is a book of a department with two people on the duty list, one of whom
// has no login on this platform.
func onDuty(t *testing.T) card.Book {
	b := book(t)
	b.Duty = []bot.Person{b.Roster.All()[1], {ID: "zoe", Name: "Supt. Zoé Roy"}}
	b.Moderates = func(a bot.AccountID) []bot.Op {
		if a == "metro" {
			return []bot.Op{bot.OpHide, bot.OpShow}
		}
		return []bot.Op{bot.OpReport}
	}
	return b
}

func emergency(n int) bot.Reply {
	return bot.Reply{
		ID: bot.ID(fmt.Sprintf("metro/%d", n)), Account: "metro", Number: n, Kind: bot.ReplyAnswer, Case: "c1", Author: "Pat", Handle: "@pat",
		Text: "he is here now with a gun, @channel help", At: now.Add(-time.Minute).UTC(), Stored: now.Add(time.Duration(-n) * time.Second).UTC(),
		Class: bot.ClassEmergency, Reasons: []string{"he is here now", "@channel help"}, Urgent: true, URL: fmt.Sprintf("https://metro.example/r%d", n),
	}
}

func TestCardsOfEmergencies(t *testing.T) {
	b := onDuty(t)
	bob := bot.Mark{Person: "bob", Name: "Sgt. Bob Tremblay", At: now.Add(-30 * time.Second).UTC()}
	k := bot.Case{ID: "c1", Number: "2026-1234567", Exercise: true}
	one := card.AlarmView{Page: "page/practice/c1/duty/1", Case: k, Replies: []bot.Reply{emergency(3)}}
	golden(t, "alarm", b.Alarm(one, "practice").Plain())

	late := one
	late.Replies = []bot.Reply{emergency(3)}
	late.Replies[0].Stored = now.Add(-5 * time.Minute).UTC()
	golden(t, "alarm-again", b.Alarm(late, "practice").Plain())

	labelled := emergency(4)
	labelled.Urgent, labelled.Class, labelled.Label, labelled.Labelled = false, bot.ClassNoise, bot.LabelEmergency, bob
	golden(t, "alarm-labelled", b.Alarm(card.AlarmView{Case: k, Replies: []bot.Reply{labelled}}, "practice").Plain())

	many := card.AlarmView{Page: "page/practice/c1/duty/2", Case: k, Beyond: 12}
	for i := range 40 {
		many.Replies = append(many.Replies, emergency(i+1))
	}
	golden(t, "alarm-many", b.Alarm(many, "practice").Plain())

	taken, noise := emergency(3), emergency(5)
	taken.Taken = bob
	noise.Label, noise.Labelled = bot.LabelNoise, bob
	golden(t, "alarm-over", b.Alarm(card.AlarmView{Case: k, Replies: []bot.Reply{taken, noise}}, "practice").Plain())
	golden(t, "reply-emergency", b.Reply(card.ReplyView{Reply: emergency(3), Case: k}).Plain())
	golden(t, "reply-taken", b.Reply(card.ReplyView{Reply: taken, Case: k}).Plain())
}

// Whoever is called is mentioned, and nobody is any more once somebody has it.
func TestAPageMentionsTheDutyListWhileItWaits(t *testing.T) {
	b := onDuty(t)
	r := emergency(1)
	v := card.AlarmView{Replies: []bot.Reply{r}}
	m := b.Alarm(v, "practice")
	if !v.Open() || !slices.Equal(m.Mention, []string{"bob"}) || !strings.Contains(m.Text, "Supt. Zoé Roy") || m.Tone != chat.Bad {
		t.Errorf("it mentions %v and says %q", m.Mention, m.Text)
	}
	r.Taken = bot.Mark{Person: "bob", Name: "Sgt. Bob Tremblay", At: now}
	v.Replies = []bot.Reply{r}
	if m := b.Alarm(v, "practice"); v.Open() || len(m.Mention) > 0 || len(m.Sections[0].Buttons) > 0 {
		t.Errorf("taken, it mentions %v and has %v", m.Mention, m.Sections[0].Buttons)
	}
}

// A page of a hundred emergencies is one message that a platform takes.
func TestAPageIsBounded(t *testing.T) {
	var v card.AlarmView
	for i := range bot.MostOpen {
		r := emergency(i + 1)
		r.Text = strings.Repeat("help ", 20_000)
		v.Replies = append(v.Replies, r)
	}
	m := onDuty(t).Alarm(v, "practice")
	if len(m.Sections) != 6 || !strings.HasSuffix(m.Sections[5].Fields[0].Value, " and 65 more") {
		t.Errorf("it has %d sections, the last with %+v", len(m.Sections), m.Sections[len(m.Sections)-1].Fields)
	}
	if len(m.Buttons) != 1 || m.Buttons[0].Action.Verb != card.VerbTakeAll {
		t.Errorf("it offers %+v", m.Buttons)
	}
}

func TestCardsOfClasses(t *testing.T) {
	b := onDuty(t)
	k := bot.Case{ID: "c1", Number: "2026-1234567"}
	base := bot.Reply{ID: "metro/1", Account: "metro", Number: 1, Kind: bot.ReplyAnswer, Case: "c1", Author: "Pat", Handle: "@pat", At: now.Add(-time.Minute).UTC()}
	tip := base
	tip.Class, tip.Text, tip.Reasons = bot.ClassTip, "I saw a dark Lexus, <!here> I have video", []string{"I saw", "<!here> I have video"}
	doxx := base
	doxx.Class, doxx.Text, doxx.Reasons = bot.ClassDoxx, "It is my neighbour, he lives at 12 Elm", []string{"he lives at"}
	golden(t, "reply-tip", b.Reply(card.ReplyView{Reply: tip, Case: k}).Plain())
	golden(t, "reply-exposing", b.Reply(card.ReplyView{Reply: doxx, Case: k}).Plain())
	doxx.Kept = doxx.Copy()
	golden(t, "reply-preserved", b.Reply(card.ReplyView{Reply: doxx, Case: k, Moderation: []bot.Post{{
		Op: bot.OpHide, State: bot.PostQueued, Reason: "exposes a private person", Decided: bot.Mark{Name: "Sgt. Bob Tremblay", At: now},
	}}}).Plain())
	golden(t, "reply-not-hidden", b.Reply(card.ReplyView{Reply: doxx, Case: k, Moderation: []bot.Post{{
		Op: bot.OpHide, State: bot.PostRefused, Note: "It is not below our post.", Reason: "exposes a private person", Decided: bot.Mark{Name: "Sgt. Bob Tremblay", At: now},
	}}}).Plain())
	doxx.Account, doxx.Kept = "page", ""
	golden(t, "reply-unhidden", b.Reply(card.ReplyView{Reply: doxx, Case: k}).Plain())
}

// Hiding is offered for what exposes somebody and for nothing else: not for
// criticism, not for abuse, and not once an officer says that it is neither.
func TestHidingIsOfferedForExposureAlone(t *testing.T) {
	b := onDuty(t)
	offered := func(r bot.Reply) bool {
		r.Account = "metro"
		return slices.ContainsFunc(b.Reply(card.ReplyView{Reply: r}).Buttons, func(x chat.Button) bool { return x.Action.Verb == card.VerbPreserve })
	}
	for _, c := range bot.Classes() {
		if got := offered(bot.Reply{Class: c, Text: "x"}); got != (c == bot.ClassDoxx) {
			t.Errorf("%s: offered is %t", c, got)
		}
	}
	for l, want := range map[bot.Label]bool{
		bot.LabelNoise: false, bot.LabelQuestion: false, bot.LabelTip: true, bot.LabelFollowUp: true, bot.LabelAbuse: true, bot.LabelEmergency: true,
	} {
		if got := offered(bot.Reply{Class: bot.ClassDoxx, Text: "x", Label: l}); got != want {
			t.Errorf("labelled %s: offered is %t", l, got)
		}
	}
	if offered(bot.Reply{Class: bot.ClassDoxx, Hidden: true}) || offered(bot.Reply{}) {
		t.Error("it is offered for what is hidden already, or was stored before there were classes")
	}
}

// A digest shows emergencies first, then what exposes somebody, then tips, then
// what is newest.
func TestDigestShowsFirstWhatCannotWait(t *testing.T) {
	var rs []bot.Reply
	for i := range 20 {
		rs = append(rs, bot.Reply{Number: i + 1, Text: "x", Class: bot.ClassNoise})
	}
	rs[2].Class, rs[5].Class = bot.ClassTip, bot.ClassDoxx
	rs[9].Class, rs[9].Urgent = bot.ClassEmergency, true
	m, err := onDuty(t).Digest(card.Answers{Replies: rs})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range m.Sections[1:] {
		n, _, _ := strings.Cut(s.Heading, " ")
		got = append(got, n)
	}
	if want := []string{"R10", "R6", "R3", "R20", "R19"}; !slices.Equal(got, want) {
		t.Errorf("shown are %v, want %v", got, want)
	}
	if s := m.Sections[0].Fields[2].Value; s != "emergency: 1, exposing somebody: 1, tip: 1, noise or criticism: 17" {
		t.Errorf("it says %q", s)
	}
}
