package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// An appeal from the form to the archive, with all that Slack's forms ask for
// and the ways in which people react there: as it should go, when Slack tells of
// everything twice, and when the program is killed again and again. In the end
// it is the same.
func TestSlackForm(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(*testing.T) *formed{
		"socket": func(t *testing.T) *formed { return &formed{slackPrecinct: onSlack(t)} },
		"http":   func(t *testing.T) *formed { return &formed{slackPrecinct: onCallingSlack(t)} },
		"twice": func(t *testing.T) *formed {
			p := &formed{slackPrecinct: onSlack(t)}
			p.twice = true
			return p
		},
		"killed": func(t *testing.T) *formed { return &formed{slackPrecinct: onSlack(t), killed: true} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t)
			p.officers["dev"] = "Det. Dev Patel, roles: [author]"
			p.AddEmoji("approved", "alias:white_check_mark")
			p.start()
			p.begun()
			p.housed()
			p.reworded()
			p.submitted()
			p.reacted()
			p.outdated()
			p.approved()
			p.labelled()
			p.followed()
			p.ended()
			p.quit()
			p.whole()
			p.publishedOnly(6)
		})
	}
}

// formed is an appeal about a girl who is missing.
type formed struct {
	*slackPrecinct
	killed bool
}

// pause is a moment at which the program may die.
func (p *formed) pause() {
	p.t.Helper()
	if p.killed {
		p.kill()
		p.start()
	}
}

// begun: Ann fills in the form with everything that it asks for. It stays open
// while the program dies.
func (p *formed) begun() {
	p.t.Helper()
	p.says("ann", p.newsroom, "")
	p.far.Change(p.t, p.people["ann"], map[string][]string{"number": {"2026-4444444"}, "kind": {"missing"}})
	p.pause()
	picture, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "commands", "testdata", "pictures", "bicycle.png"))
	p.must(err)
	p.submit(map[string][]string{
		"title": {"Red jacket"}, "what": {"A 14-year-old girl in a red jacket left 4712 Bathurst Street."},
		"where": {"Bloor and Bathurst"}, "people": {p.people["dev"]},
		"at": {chat.FormatMoment(time.Now().Add(48 * time.Hour))},
	}, chat.File{Name: "bicycle.png", Data: picture})
	p.told("Draft 2026-4444444/1 is stored. Nothing is public.", "bicycle.png will be published with the appeal")
	p.enter("case-2026-4444444-red-jacket")
	p.card("Must change", "4712 Bathurst", "no description yet", time.Now().Add(48*time.Hour).In(p.zone()).Format("Jan 2006"))
}

// zone is the department's.
func (p *formed) zone() *time.Location {
	p.t.Helper()
	zone, err := time.LoadLocation("America/Toronto")
	p.must(err)
	return zone
}

// housed: the case has a channel of its own, with everybody in it who belongs
// there, and what they need at hand.
func (p *formed) housed() {
	p.t.Helper()
	p.pause()
	card := p.card()
	var room chattest.Room
	p.until("the channel is furnished", func() bool {
		room = p.Room(p.t, p.room)
		return len(room.Members) == 4 && slices.Contains(room.Pinned, card.At.Message) && room.Topic != "" && room.Purpose != ""
	})
	for _, who := range []string{"ann", "bob", "carla", "dev"} {
		if !slices.Contains(room.Members, p.people[who]) {
			p.t.Errorf("%s is not in the channel", who)
		}
	}
	if !room.Private || !strings.Contains(room.Topic, "2026-4444444") {
		p.t.Errorf("the channel is %+v", room)
	}
	p.until("the card is in a bookmark", func() bool {
		return strings.HasSuffix(p.Bookmarks(p.t, p.room)["Card"], "/p"+strings.ReplaceAll(card.At.Message, ".", ""))
	})
}

// reworded: what must not be public is rewritten by a button, and Ann edits the
// rest in a form that is older than the program.
func (p *formed) reworded() {
	p.t.Helper()
	p.says("ann", p.room, "submit", "cannot be overridden")
	p.press("ann", "Rewrite")
	p.pause()
	p.fill(nil, "is stored")
	p.card("!4712 Bathurst", "4700 block of Bathurst Street")
	p.press("ann", "Edit")
	p.pause()
	p.fill(map[string]string{
		"text.en": "Missing: a 14-year-old girl in a red jacket. Did you see her near the 4700 block of Bathurst Street? Call 416-808-2222.",
		"alt.1":   "A red bicycle with a basket",
	}, "is stored and can be submitted")
	p.card("Did you see her", "A red bicycle with a basket", "!Must change")
}

// submitted: it is to be published as soon as it is approved, by two people.
func (p *formed) submitted() {
	p.t.Helper()
	p.says("ann", p.room, "schedule now", "as soon as it is approved")
	p.card("as soon as it is approved")
	p.press("ann", "Submit for approval", "It needs 2 approvals")
	p.card("waiting for 2 approvals", "0 of 2")
	p.sees("wants 2 approvals")
}

// reacted: a check mark does not say who can be seen in a picture, so it approves
// none; taken off it takes the approval back, however that was given.
func (p *formed) reacted() {
	p.t.Helper()
	at := p.card("0 of 2")
	p.after(at)
	p.reacts("bob", at.At, "white_check_mark::skin-tone-3")
	p.hears("bob", "Press Approve on the card and tick")
	p.confirms("bob", "Your approval counts")
	p.card("1 of 2")
	p.reacts("bob", at.At, "-white_check_mark::skin-tone-3")
	p.card("0 of 2")
	p.pause()
	p.after(p.card("0 of 2"))
	p.reacts("dev", at.At, "approved")
	p.hears("dev", "You are not an approver")
	p.confirms("carla", "Your approval counts")
	p.card("1 of 2", "Insp. Carla Singh")
}

// outdated: Ann changes the appeal, so what was approved falls. Bob has read the
// old words, and what Slack tells late of his approval counts for nothing.
func (p *formed) outdated() {
	p.t.Helper()
	at := p.card("1 of 2")
	p.HoldEvents()
	p.ReactWith(p.t, p.people["bob"], at.At, "white_check_mark")
	p.press("ann", "Edit")
	p.fill(map[string]string{"text.en": "Missing: a 14-year-old girl in a red jacket. Have you seen her near the 4700 block of Bathurst Street? Call 416-808-2222."}, "is stored")
	p.card("Have you seen her")
	p.press("ann", "Submit for approval", "It needs 2 approvals")
	p.card("Have you seen her", "waiting for 2 approvals", "0 of 2")
	p.Release(false)
	p.hears("bob", "your reaction was not counted")
	p.pause()
	p.card("waiting for 2 approvals", "0 of 2")
	p.reacts("bob", at.At, "-white_check_mark")
	p.confirms("bob", "Your approval counts")
	p.card("1 of 2", "Sgt. Bob Tremblay")
}

// approved: the author cannot. Carla can, and the program dies at that moment.
func (p *formed) approved() {
	p.t.Helper()
	p.press("ann", "Approve", "You wrote or changed this appeal")
	if n := len(p.public("red jacket")); n != 0 {
		p.t.Fatalf("%d posts are public before two people approved", n)
	}
	p.confirms("carla", "Approved. It is being published now")
	p.pause()
	p.published(3, "Have you seen her")
	p.card("public (3 posts)", "2 of 2")
	p.sees("Public now: 3 of 3 posts")
	if _, page := fetch(p.t, p.wall); strings.Count(page, "/wall/picture/") < 3 {
		p.t.Error("the picture is not on the wall")
	}
	p.until("what is public is in the bookmarks", func() bool {
		n := 0
		for _, link := range p.Bookmarks(p.t, p.room) {
			if strings.HasPrefix(link, p.wall+"/post/") {
				n++
			}
		}
		return n == 3
	})
}

// labelled: the public answers, and Slack tells late and backwards of how Carla
// labels it.
func (p *formed) labelled() {
	p.t.Helper()
	p.answer(p.public("red jacket")[0], "She was on the subway at 5")
	at := p.sees("Answer R1", "She was on the subway at 5")
	p.pause()
	p.reacts("carla", at.At, "bulb")
	p.sees("Answer R1", "Tip (Insp. Carla Singh")
	p.backwards(func() {
		for _, name := range []string{"-bulb", "bulb", "-bulb", "mag"} {
			p.reacts("carla", at.At, name)
			<-time.After(20 * time.Millisecond) // nobody is faster
		}
	})
	p.sees("Answer R1", "Follow up (Insp. Carla Singh", "!Tip (Insp")
	p.press("carla", "Question", "R1 is labelled question")
	p.sees("Answer R1", "Question (Insp. Carla Singh")
}

// followed: an update stands under what is public. An approval of it is a check
// mark in whatever colour of skin and under whatever name, and taken off it is none
// any more.
func (p *formed) followed() {
	p.t.Helper()
	p.says("ann", p.room, "update The girl was seen on the subway at 5. Did you see her after that? Call 416-808-2222.", "The update is submitted")
	p.pause()
	at := p.card("seen on the subway", "0 of 2")
	p.after(at)
	p.reacts("bob", at.At, "white_check_mark::skin-tone-3")
	p.card("1 of 2", "Sgt. Bob Tremblay")
	p.reacts("bob", at.At, "-white_check_mark::skin-tone-3")
	p.after(p.card("0 of 2"))
	p.reacts("carla", at.At, "approved")
	p.card("1 of 2", "Insp. Carla Singh")
	p.pause()
	p.press("bob", "Approve", "Approved")
	p.published(3, "seen on the subway")
}

// ended: the case is closed and its channel archived.
func (p *formed) ended() {
	p.t.Helper()
	p.card("public (3 posts)")
	p.says("bob", p.room, "close she is safe", "Case 2026-4444444 is closed")
	p.pause()
	p.until("the channel is archived", func() bool { return p.Room(p.t, p.room).Archived })
	p.sees("is archived; it can still be read")
	if early := p.Early(); early != 0 {
		p.t.Errorf("%d calls came before a pause was over", early)
	}
}
