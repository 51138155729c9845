package app

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"appealbot/bot/chat"
)

// What officers and the public do from an appeal to the end of its case, on
// whatever chat the department works.

// wholeWay is that of appeals, with the real program: people type and press in
// their clients, the program is a process that dies in between, and the public
// answers on the wall. In the end everything is public once, every answer is in
// the case's channel, and nothing of it twice.
func (p *precinct) wholeWay() {
	p.t.Helper()
	p.start()
	p.drafted()
	p.approvedAndKilled()
	p.answered()
	p.answeredWhileAway()
	p.updated()
	p.listed()
	p.elsewhereInChat()
	p.pictured()
	p.frozen()
	p.closed()
	p.quit()
	p.whole()
}

// twoAtOnce: two people press Approve at the same moment. One approval is
// enough: it is published once, and the other is told.
func (p *precinct) twoAtOnce() {
	p.t.Helper()
	p.start()
	p.waiting("2026-8888888")
	p.bothApprove()
	p.published(3, "saw a fire")
	p.card("public (3 posts)", "1 of 1")
	p.sees("Public now: 3 of 3 posts")
	p.quit()
	p.publishedOnly(3)
	p.whole()
}

// drafted: Ann begins an appeal with the form, and what must not be public stops
// it until she has changed it.
func (p *precinct) drafted() {
	p.t.Helper()
	p.says("eve", p.newsroom, "new 2026-1234567 Party: everybody come", "I do not know you")
	p.says("ann", p.newsroom, "")
	p.fill(map[string]string{
		"number": "2026-1234567", "title": "Lakeshore shooting", "what": "A man was shot. A dark Lexus left 4712 Bathurst Street.",
		"when": "Monday, between 1 and 2 a.m.", "wanted": "Dash-cam video. Call 416-555-0199.",
	}, "Draft 2026-1234567/1 is stored. Nothing is public.")
	p.enter("case-2026-1234567-lakeshore-shooting")
	p.card("Must change", "416-555-0199", "4712 Bathurst")
	p.says("ann", p.room, "submit", "cannot be overridden")
	p.press("ann", "Rewrite")
	p.fill(nil, "Revision 2 is stored")
	p.card("!4712 Bathurst", "4700 block of Bathurst Street")
	p.press("ann", "Edit")
	p.fill(map[string]string{
		"text.en": "Shooting on Lake Shore. Did you see a dark Lexus near the 4700 block of Bathurst Street? Dash-cam video? Call 416-808-2222. 2026-1234567",
	}, "Revision 3 is stored and can be submitted")
	p.card("Shooting on Lake Shore", "!Must change")
	p.press("ann", "Submit for approval", "It needs one approval; it can come from Sgt. Bob Tremblay, Insp. Carla Singh")
	p.sees("wants 1 approval")
}

// approvedAndKilled: neither a stranger nor the author can approve. Bob can, and
// the program dies at that moment.
func (p *precinct) approvedAndKilled() {
	p.t.Helper()
	p.says("eve", p.newsroom, "approve 2026-1234567", "I do not know you")
	p.says("dev", p.room, "approve", "is for people with the role approver")
	p.press("ann", "Approve", "You wrote or changed this appeal")
	if n := len(p.public("dark Lexus")); n != 0 {
		p.t.Fatalf("%d posts are public before anybody approved", n)
	}
	p.press("bob", "Approve", "Approved. It is being published now")
	p.kill()
	p.start()
	p.published(3, "Did you see a dark Lexus")
	p.card("public (3 posts)")
	p.sees("Public now: 3 of 3 posts")
}

// answered: what the public answers is in the case's channel, and Carla labels
// it.
func (p *precinct) answered() {
	p.t.Helper()
	post := p.public("dark Lexus")[0]
	p.visit("answer", url.Values{"id": {post}, "visitor": {"Pat"}, "text": {"I saw a black Lexus at 1:30, @channel <!here> [click](http://evil.example) @bob"}})
	at := p.sees("Answer R1", "I saw a black Lexus at 1:30, @channel <!here> [click](http://evil.example) @bob")
	if len(at.Pings) > 0 {
		p.t.Errorf("the answer notifies %v", at.Pings)
	}
	p.far.React(p.t, p.people["carla"], at.At, chat.Bulb)
	p.sees("Answer R1", "Tip (Insp. Carla Singh")
	p.far.Unreact(p.t, p.people["carla"], at.At, chat.Bulb)
	p.sees("Answer R1", "!Tip (Insp")
	p.press("carla", "Follow up", "R1 is labelled follow-up")
	p.sees("Answer R1", "Follow up (Insp. Carla Singh")
}

// answeredWhileAway: the program is down while the public would answer and Carla
// labels. It learns of both when it is back.
func (p *precinct) answeredWhileAway() {
	p.t.Helper()
	post := p.public("dark Lexus")[0]
	p.visit("answer", url.Values{"id": {post}, "visitor": {"Kim"}, "text": {"My camera has the car"}})
	at := p.sees("Answer R2", "My camera has the car")
	p.kill()
	p.far.React(p.t, p.people["carla"], at.At, chat.Loupe)
	p.start()
	p.sees("Answer R2", "Follow up (Insp. Carla Singh")
	p.far.Unreact(p.t, p.people["carla"], at.At, chat.Loupe)
	p.sees("Answer R2", "!Follow up (Insp")
}

// updated: an update is approved by a reaction and stands under what is public.
func (p *precinct) updated() {
	p.t.Helper()
	p.says("ann", p.room, "update The Lexus has been found. We still look for video from 1 to 2 a.m. Call 416-808-2222.", "The update is submitted. It needs one approval")
	at := p.card("The Lexus has been found", "waiting for 1 approval")
	p.after(at)
	p.far.React(p.t, p.people["carla"], at.At, chat.Check)
	p.published(3, "The Lexus has been found")
}

// listed: many answers come as a list, and the list can be asked for.
func (p *precinct) listed() {
	p.t.Helper()
	p.visit("flood", url.Values{"n": {"30"}})
	p.until("all answers are shown", func() bool { return p.shown() == 32 })
	at := p.sees("the whole list is attached")
	if list := p.attached(at.At); !strings.HasSuffix(list.Name, ".csv") || !strings.Contains(string(list.Data), "I drove past there last night") {
		p.t.Errorf("the list is %v", list)
	}
	p.says("carla", p.room, "replies")
	direct := p.far.direct("carla")
	p.until("the list is in Carla's direct messages", func() bool {
		for _, s := range p.far.In(p.t, direct) {
			if fs := p.files(s.At); len(fs) == 1 && strings.Contains(string(fs[0].Data), "My camera has the car") {
				return true
			}
		}
		return false
	})
}

// elsewhereInChat: commands work in direct messages, and in a channel that the
// bot is not in.
func (p *precinct) elsewhereInChat() {
	p.t.Helper()
	direct := p.far.direct("ann")
	p.says("ann", direct, "whoami", "Cst. Ann Okafor")
	p.says("ann", direct, "status 2026-1234567", "Lakeshore shooting")
	closed := p.far.private("without-the-bot", "ann")
	p.says("ann", closed, "status 2026-1234567", "Lakeshore shooting")
	p.says("ann", closed, "approve 2026-1234567")
}

// pictured: a picture dropped into the card's thread is published with the
// appeal, whose approvals can be taken back until there are two.
func (p *precinct) pictured() {
	p.t.Helper()
	p.says("ann", p.newsroom, "new --kind missing 2026-5555555 Bicycle: do you know this bicycle? Call 416-808-2222.", "is stored")
	p.enter("case-2026-5555555-bicycle")
	at := p.card("Do you know this bicycle").At
	p.until("the card is pinned", func() bool { return slices.Contains(p.far.Room(p.t, p.room).Pinned, at.Message) })
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "commands", "testdata", "pictures", "bicycle.png"))
	p.must(err)
	p.far.Upload(p.t, p.people["ann"], at, []chat.File{{Name: "bicycle.png", Data: data}})
	p.card("no description yet")
	p.press("ann", "Edit")
	p.fill(map[string]string{"alt.1": "A red bicycle with a basket"})
	p.card("A red bicycle with a basket")
	if shown := p.sees("Shown with the card", "bicycle.png"); len(shown.Files) != 1 {
		p.t.Errorf("the picture is shown %d times in the card's thread", len(shown.Files))
	}
	p.covered()
	p.press("ann", "Submit for approval", "It needs 2 approvals")
	card := p.card("waiting for 2 approvals")
	p.after(card)
	p.far.React(p.t, p.people["bob"], card.At, chat.Check) // which says nothing of who can be seen in it
	p.card("0 of 2")
	p.confirms("bob", "Your approval counts")
	p.card("1 of 2")
	p.far.Unreact(p.t, p.people["bob"], card.At, chat.Check)
	p.card("0 of 2")
}

// frozen: nothing is published while publication is stopped, whoever approves.
func (p *precinct) frozen() {
	p.t.Helper()
	p.says("carla", p.room, "freeze all a wrong photo", "Publication is stopped by Insp. Carla Singh")
	p.card("Stopped")
	p.bothConfirm()
	p.card("held back")
	if n := len(p.public("bicycle")); n != 0 {
		p.t.Fatalf("%d posts were published although publication is stopped", n)
	}
	p.says("carla", p.room, "resume all", "3 posts came due meanwhile")
	for i := range 3 {
		p.until("the question before is answered", func() bool { return p.offered("Publish it now") == 3-i })
		p.press("ann", "Publish it now", "Done")
		p.published(i+1, "bicycle")
	}
	p.card("public (3 posts)")
	if _, page := fetch(p.t, p.wall); strings.Count(page, "/wall/picture/") < 3 {
		p.t.Error("the picture is not on the wall")
	} else {
		p.coveredInPublic(page)
	}
}

// closed: the case ends, and its channel is archived with the last word in it.
func (p *precinct) closed() {
	p.t.Helper()
	p.says("bob", p.room, "close the bicycle was found", "Case 2026-5555555 is closed")
	p.until("the channel is archived", func() bool { return p.far.Room(p.t, p.room).Archived })
	p.sees("is archived; it can still be read")
	p.says("ann", p.newsroom, "takedown 2026-1234567 court order", "being taken down everywhere")
	p.until("the Lexus is not public any more", func() bool { return len(p.public("Lexus")) == 0 })
	p.enter("case-2026-1234567-lakeshore-shooting")
	p.until("both cards say so", func() bool {
		over := 0
		for _, s := range p.messages() {
			if isCardText(s.Text) && strings.Contains(s.Text, "over (") {
				over++
			}
		}
		return over == 2
	})
}
