package app

import (
	"slices"
	"strings"
	"testing"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// A department works on two chats at once, and everybody has a login on both.
// They are one person all the same: nobody approves what they wrote by going to
// the other chat, or counts twice. What happens is shown on both, once.
func TestTwoChats(t *testing.T) {
	t.Parallel()
	b := onBoth(t)
	b.officers["ann"] = "Cst. Ann Okafor, roles: [author, approver]"
	b.start()
	b.begun()
	b.oneAuthor()
	b.oneApprover()
	b.answeredOnBoth()
	b.labelledFromBoth()
	b.killedBetween()
	b.closedOnBoth()
	b.quit()
	b.whole()
	b.publishedOnly(3)
}

// A chat that is down holds up nobody on the other, and is told of everything
// when it is back.
func TestOneOfTwoChatsDown(t *testing.T) {
	t.Parallel()
	for name, down := range map[string]func(*both) (up func(), there, away *precinct){
		"slack": func(b *both) (func(), *precinct, *precinct) {
			b.sl.wire.cut()
			return b.sl.wire.mend, b.mm.precinct, b.sl.precinct
		},
		"mattermost": func(b *both) (func(), *precinct, *precinct) {
			b.mm.link.wire.cut()
			return b.mm.link.wire.mend, b.sl.precinct, b.mm.precinct
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := onBoth(t)
			b.start()
			up, there, away := down(b)
			b.healthy(false)
			post, at := there.live()
			there.far.React(t, there.people["carla"], at.At, chat.Bulb)
			there.card("1 answer, 1 tip")
			if _, ok := away.far.channel("case-2026-7777777-fire"); ok {
				t.Error("the chat that is down is not down")
			}
			up()
			b.healthy(true)
			away.enter("case-2026-7777777-fire")
			away.card("public (3 posts)", "1 answer, 1 tip")
			away.sees("Answer R1 in", "I saw it", "Tip (Insp")
			there.answer(post, "me too")
			for _, p := range b.each() {
				p.sees("Answer R2 in", "me too")
			}
			b.quit()
			b.whole()
		})
	}
}

// both is a department on two chats.
type both struct {
	*department
	sl *slackPrecinct
	mm *mattermostPrecinct
}

func onBoth(t *testing.T) *both {
	t.Helper()
	d := newDepartment(t)
	s := mattermosttest.NewServer(t)
	sl, mm := newSlackSide(t), newMattermostSide(t, s.URL(), s.AdminToken())
	mm.server = s
	return &both{d, &slackPrecinct{d.on(sl), sl}, &mattermostPrecinct{d.on(mm), mm}}
}

func (b *both) each() []*precinct { return []*precinct{b.sl.precinct, b.mm.precinct} }

// begun: Ann begins on one chat and edits on the other.
func (b *both) begun() {
	b.t.Helper()
	b.sl.says("ann", b.sl.newsroom, "new --kind missing 2026-3333333 Bridge: did you see a man in a blue coat on the bridge? Call 416-808-2222.", "is stored")
	for _, p := range b.each() {
		p.enter("case-2026-3333333-bridge")
		p.card("blue coat", "ready to submit")
		p.until("the people are in it", func() bool { return len(p.far.Room(p.t, p.room).Members) == 4 })
	}
	b.mm.press("ann", "Edit")
	b.mm.fill(map[string]string{"text.en": "Did you see a man in a green coat on the bridge? Call 416-808-2222."}, "is stored")
	b.sl.card("green coat", "!blue coat")
	b.mm.press("ann", "Submit for approval", "It needs 2 approvals")
	for _, p := range b.each() {
		p.card("waiting for 2 approvals")
		p.sees("wants 2 approvals")
	}
}

// oneAuthor: Ann is the author on whatever chat she is.
func (b *both) oneAuthor() {
	b.t.Helper()
	for _, p := range b.each() {
		p.press("ann", "Approve", "You wrote or changed this appeal")
		at := p.card("0 of 2")
		p.after(at)
		p.far.React(b.t, p.people["ann"], at.At, chat.Check)
	}
	b.sl.hears("ann", "You wrote or changed this appeal")
	b.sl.says("ann", b.sl.newsroom, "approve 2026-3333333", "Read this, then approve it")
	b.sl.got = b.sl.far.Press(b.t, b.sl.people["ann"], b.sl.got.Replies[0].At, "Approve")
	b.sl.told("You wrote or changed this appeal")
	for _, p := range b.each() {
		p.card("0 of 2", "waiting for 2 approvals")
	}
}

// oneApprover: Bob approves on each chat, by a button and by a reaction, and
// counts once. When he takes one of them back, he has taken his approval back.
func (b *both) oneApprover() {
	b.t.Helper()
	b.mm.press("bob", "Approve", "Your approval counts")
	at := b.sl.card("1 of 2")
	b.sl.press("bob", "Approve", "pprov")
	b.sl.after(at)
	b.sl.reacts("bob", at.At, "white_check_mark")
	b.sl.says("bob", b.sl.room, "approve", "pprov")
	if len(b.sl.got.Replies[0].Buttons) > 0 {
		b.sl.got = b.sl.far.Press(b.t, b.sl.people["bob"], b.sl.got.Replies[0].At, "Approve")
		b.sl.told("pprov")
	}
	for _, p := range b.each() {
		p.card("1 of 2", "waiting for 1 more approval")
	}
	if n := len(b.public("green coat")); n != 0 {
		b.t.Fatalf("%d posts are public with one approval", n)
	}
	b.sl.press("carla", "Approve", "Approved. It is being published now")
	b.published(3, "green coat")
	for _, p := range b.each() {
		p.card("public (3 posts)", "2 of 2")
		p.sees("Public now: 3 of 3 posts")
	}
}

// answeredOnBoth: an answer of the public is shown on each chat, once.
func (b *both) answeredOnBoth() {
	b.t.Helper()
	post := b.public("green coat")[0]
	b.answer(post, "He took the bus, @channel <!channel> @all")
	for _, p := range b.each() {
		if at := p.sees("Answer R1", "He took the bus"); len(at.Pings) > 0 {
			b.t.Errorf("the answer notifies %v", at.Pings)
		}
	}
}

// labelledFromBoth: a label from one chat is shown on the other, and the last
// one counts.
func (b *both) labelledFromBoth() {
	b.t.Helper()
	at := b.mm.sees("Answer R1")
	b.mm.far.React(b.t, b.mm.people["carla"], at.At, chat.Bulb)
	for _, p := range b.each() {
		p.sees("Answer R1", "Tip (Insp. Carla Singh")
	}
	b.sl.press("dev", "Question", "R1 is labelled question")
	for _, p := range b.each() {
		p.sees("Answer R1", "Question (Det. Dev Patel", "!Tip (Insp")
	}
}

// killedBetween: the program dies when it has shown an answer on one of the two.
func (b *both) killedBetween() {
	b.t.Helper()
	b.answer(b.public("green coat")[0], "I was there too")
	b.until("it is shown somewhere", func() bool { return strings.Contains(b.transcript(), "I was there too") })
	b.kill()
	b.start()
	for _, p := range b.each() {
		p.sees("Answer R2", "I was there too")
		p.until("both answers are shown, once", func() bool { return p.shown() == 2 })
	}
}

// closedOnBoth: the case ends on both.
func (b *both) closedOnBoth() {
	b.t.Helper()
	b.mm.says("bob", b.mm.room, "close he was found", "Case 2026-3333333 is closed")
	for _, p := range b.each() {
		p.until("the channel is archived", func() bool { return p.far.Room(p.t, p.room).Archived })
		p.sees("is archived; it can still be read")
		// Nothing that a chat shows is taken for something that people did.
		if n := len(slices.DeleteFunc(p.far.In(p.t, p.room), func(s chattest.Seen) bool { return !strings.Contains(s.Text, "Answer R1") })); n != 1 {
			b.t.Errorf("the first answer is shown %d times", n)
		}
	}
}
