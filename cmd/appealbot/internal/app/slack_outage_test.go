package app

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

// What happens while the bot and Slack do not reach each other is neither lost
// nor done twice, and the health page says how things are.
func TestSlackOutages(t *testing.T) {
	t.Parallel()
	cut, broken, revoked, briefly := (*slackPrecinct).cutNetwork, (*slackPrecinct).breakDown, (*slackPrecinct).revoke, (*slackPrecinct).revokeBriefly
	for _, o := range []struct {
		name string
		open func(*testing.T) *slackPrecinct
		what func(*slackPrecinct) (end func())
	}{
		{"the network is cut", onSlack, cut},
		{"the network is cut, and slack calls", onCallingSlack, cut},
		{"slack is broken", onSlack, broken},
		{"the tokens are revoked", onSlack, revoked},
		{"the tokens are revoked briefly", onSlack, briefly},
		{"the token is revoked, and slack calls", onCallingSlack, briefly},
	} {
		t.Run(o.name, func(t *testing.T) {
			t.Parallel()
			p := o.open(t)
			p.start()
			post, at := p.live()
			end := o.what(p)
			p.meanwhile(post, at)
			if _, page := fetch(t, p.wall+"/readyz"); !strings.Contains(page, "slack: ") || strings.Contains(page, "xox") || strings.Contains(page, "xapp") {
				t.Errorf("the health page says %s", page)
			}
			end()
			p.caughtUp()
		})
	}
}

func (p *slackPrecinct) cutNetwork() func() {
	p.wire.cut()
	return p.wire.mend
}

// breakDown makes Slack answer nothing but that it is broken.
func (p *slackPrecinct) breakDown() func() {
	broken := func(int, slacktest.Request) slacktest.Fault {
		return slacktest.Fault{Status: http.StatusInternalServerError}
	}
	every := []string{
		"auth.test", "apps.connections.open", "users.info", "users.conversations", "conversations.info", "conversations.history", "conversations.replies",
		"conversations.setTopic", "chat.postMessage", "chat.postEphemeral", "chat.update", "reactions.get", "bookmarks.list", "bookmarks.add", "pins.add",
	}
	for _, m := range every {
		p.Fault(m, broken)
	}
	p.Refuse(true)
	p.Cut()
	return func() {
		for _, m := range every {
			p.Fault(m, nil)
		}
		p.Refuse(false)
	}
}

// revoke takes the tokens from the bot until the program has given them up.
func (p *slackPrecinct) revoke() func() {
	end := p.revokeBriefly()
	return func() {
		p.t.Helper()
		p.until("the program says that its tokens are refused", func() bool {
			return strings.Contains(p.log.String(), "does not accept the bot's tokens")
		})
		end()
	}
}

// revokeBriefly takes the tokens from the bot for as long as it takes to be
// noticed.
func (p *slackPrecinct) revokeBriefly() func() {
	p.Revoke("token_revoked")
	p.Event(p.t, map[string]any{"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{}, "bot": []string{slacktest.BotUser}}})
	p.Cut()
	return func() { p.Revoke("") }
}

// Slack is away when the program starts, which serves all the same, and begins
// to work there as soon as Slack is back.
func TestSlackAwayAtStart(t *testing.T) {
	t.Parallel()
	inModes(t, func(t *testing.T, p *slackPrecinct) {
		p.wire.cut()
		p.launch()
		p.healthy(false)
		p.wire.mend()
		p.until("the program listens", p.listening())
		p.healthy(true)
		p.live()
		p.quit()
		p.whole()
	})
}

// Slack does what it is asked for and its answer is lost: every time at first,
// and now and then afterwards.
func TestSlackLosesAnswers(t *testing.T) {
	t.Parallel()
	p := onSlack(t)
	for i, m := range []string{
		"chat.postMessage", "chat.update", "conversations.create", "conversations.invite", "conversations.setTopic", "conversations.setPurpose", "pins.add",
		"bookmarks.add", "conversations.archive", "files.completeUploadExternal", "views.open", "response_url",
	} {
		p.Fault(m, func(n int, _ slacktest.Request) slacktest.Fault { return slacktest.Fault{Lose: (n+i)%3 == 0} })
	}
	p.start()
	p.says("ann", p.newsroom, "new 2026-7777777 Fire: anyone who saw a fire at King and Bay? Call 416-808-2222.")
	p.enter("case-2026-7777777-fire")
	p.card("ready to submit")
	p.says("ann", p.room, "submit")
	p.card("waiting for")
	p.press("bob", "Approve")
	post := p.published(3, "saw a fire")[0]
	p.card("public (3 posts)")
	for i := range 4 {
		p.answer(post, fmt.Sprintf("I saw it, %d times", i+2))
	}
	p.until("all answers are shown", func() bool { return p.shown() == 4 })
	p.far.React(t, p.people["carla"], p.sees("Answer R1").At, chat.Bulb)
	p.sees("Answer R1", "Tip (Insp")
	room := p.Room(t, p.room)
	p.says("bob", p.room, "close it is out")
	p.until("the channel is archived", func() bool { return p.Room(t, p.room).Archived })
	if len(room.Pinned) != 1 || len(p.Bookmarks(t, p.room)) != len(room.Links)+1 {
		t.Errorf("the channel has the pins %v and the bookmarks %v", room.Pinned, p.Bookmarks(t, p.room))
	}
	p.quit()
	p.whole()
}

// People do to a case's channel what they should not: they throw the bot out,
// rename the channel, archive it. Nothing is lost.
func TestSlackChannelByHand(t *testing.T) {
	t.Parallel()
	inModes(t, func(t *testing.T, p *slackPrecinct) {
		p.start()
		post, _ := p.live()
		p.Rename(t, p.room, "fire-at-king")
		p.answer(post, "after the new name")
		p.sees("Answer R2", "after the new name")
		p.Expel(t, p.room)
		p.answer(post, "while it was out")
		p.hearsDuty("fire-at-king")
		p.Admit(t, p.room)
		p.once("Answer R3", "while it was out")
		p.Close(t, p.room)
		p.answer(post, "while it was archived")
		p.hearsDuty("archived")
		p.Reopen(t, p.room)
		p.once("Answer R4", "while it was archived")
		p.answer(post, "when it was there again")
		p.sees("Answer R5", "when it was there again")
		p.quit()
		p.whole()
	})
}

// once waits until something is said, in whatever channel, and makes sure that
// it is said once.
func (p *slackPrecinct) once(texts ...string) {
	p.t.Helper()
	count := func() (n int) {
		for _, m := range p.everything() {
			if holds(m.Text, texts) && !isCardText(m.Text) {
				n++
			}
		}
		return n
	}
	p.until(fmt.Sprintf("somewhere it says %q", texts), func() bool { return count() > 0 })
	if n := count(); n != 1 {
		p.t.Errorf("%q is said %d times", texts, n)
	}
}

// hearsDuty waits until the duty channel is told something.
func (p *slackPrecinct) hearsDuty(text string) {
	p.t.Helper()
	duty, _ := p.Find("duty")
	p.until("the duty channel is told "+text, func() bool {
		for _, m := range p.said(duty) {
			if holds(m.Text, []string{text}) {
				return true
			}
		}
		return false
	})
}
