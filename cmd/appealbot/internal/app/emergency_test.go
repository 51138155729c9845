package app

import (
	"slices"
	"strings"
	"testing"

	"appealbot/bot/chat/chattest"
)

// Emergencies and names in the real program, on each chat that departments use.

func TestEmergencyOnSlack(t *testing.T) {
	t.Parallel()
	onSlack(t).calledOut()
}

func TestEmergencyOnMattermost(t *testing.T) {
	t.Parallel()
	onStandIn(t).calledOut()
}

// calledOut: the public cries for help, and the duty list is called in the case's
// channel and in the duty channel. The program dies before anybody has it. Then
// Carla has it, and Bob is told so. Somebody is named, and that is hidden.
func (p *precinct) calledOut() {
	p.t.Helper()
	p.start()
	post, _ := p.live()
	p.answer(post, "He is here right now with a gun, please send help @channel")
	const called = "Emergency? Sgt. Bob Tremblay and Insp. Carla Singh: answer R2 in case 2026-7777777"
	p.calls(p.sees(called, "He is here right now with a gun"))
	p.inDuty(called)
	p.kill()
	p.start()
	p.press("carla", "I have it", "You have R2; nobody else is paged to it")
	p.says("bob", p.room, "take R2", "Insp. Carla Singh has R2 already")
	p.sees("Nobody is needed any more. R2 was taken by Insp. Carla Singh")
	p.sees("Answer R2 in case 2026-7777777 from Pat", "Taken by Insp. Carla Singh")
	p.inDuty("Nobody is needed any more. R2 was taken by Insp. Carla Singh")
	p.logged("paged the duty list", "took an emergency")

	p.answer(post, "It was Mark Stone, he lives at 14 Elm Avenue")
	p.sees("Answer R3", "Looks like exposing somebody")
	p.press("dev", "Hide and preserve", "R3 is preserved here and is being hidden")
	p.sees("Answer R3", "Mark Stone", "nobody sees it below our post", "Preserved")
	p.logged("preserved reply", "done: hide")

	p.says("ann", p.room, "label R1 tip", "R1 is labelled tip")
	p.says("ann", p.room, "stats", "3 replies, 1 tip") // the chart comes in a message of its own, and on Slack first
	if _, page := fetch(p.t, p.wall+"/metrics"); !strings.Contains(page, `appealbot_reply_labels_total{agreed="true",class="tip"} 1`) {
		p.t.Error("the metrics do not count the label")
	} else if !strings.Contains(page, "\nappealbot_tips{") {
		p.t.Error("the metrics do not have the figures")
	}
	p.quit()
	p.whole()
}

// calls checks that a page notifies the duty list and nobody else, whatever the
// public wrote.
func (p *precinct) calls(page chattest.Seen) {
	p.t.Helper()
	want := []string{p.people["bob"], p.people["carla"]}
	slices.Sort(want)
	got := slices.Sorted(slices.Values(page.Pings))
	if !slices.Equal(got, want) {
		p.t.Errorf("the page notifies %v, want %v", got, want)
	}
}

// inDuty waits until the duty channel says something.
func (p *precinct) inDuty(text string) {
	p.t.Helper()
	id, ok := p.far.channel("duty")
	if !ok {
		p.t.Fatal("there is no duty channel")
	}
	p.until("the duty channel says "+text, func() bool {
		return slices.ContainsFunc(p.far.In(p.t, id), func(s chattest.Seen) bool { return strings.Contains(flat(s.Text), text) })
	})
}
