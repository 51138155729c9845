package app

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// Anybody on the server can make a message whose buttons call the program, send
// any form to it, and say anything to its address. None of it has an effect;
// whoever seems to have done it is told, and it is on record.
func TestMattermostForgeries(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, p *mattermostPrecinct) {
		seen := p.spy()
		p.start()
		card := p.waiting("2026-6666666", "--kind missing")
		for name, attack := range map[string]func(*mattermostPrecinct, *loot, chattest.Seen){
			"a button with a made-up context":      (*mattermostPrecinct).forgeButton,
			"a button with the card's own context": (*mattermostPrecinct).copyButton,
			"the same in another channel":          (*mattermostPrecinct).copyButtonElsewhere,
			"a call with somebody else's name":     (*mattermostPrecinct).impersonate,
			"a form that was never opened":         (*mattermostPrecinct).forgeForm,
			"somebody else's form":                 (*mattermostPrecinct).stealForm,
			"a command with a wrong token":         (*mattermostPrecinct).forgeCommand,
			"the author's own approval":            (*mattermostPrecinct).approveOwn,
			"a stranger's approval":                (*mattermostPrecinct).approveAsStranger,
		} {
			attack(p, seen, card)
			if c := p.card("0 of 2"); !strings.Contains(c.Text, "waiting for 2 approvals") {
				t.Errorf("%s has an effect: %s", name, c.Text)
			}
		}
		p.replay()
		p.pressDuringEdit()
		p.pressAfterEdit(card)
		p.pressWithoutRole()
		p.commandOfAnotherServer()
		if n := len(p.public("fire")); n != 0 {
			t.Errorf("%d posts are public", n)
		}
		p.logged("forged button", "forged form", "denied stranger", "denied approved")
		p.quit()
		p.whole()
	})
}

// loot is what the bot told the server, for somebody who could read it there.
type loot struct {
	mu       sync.Mutex
	contexts map[string]map[string]any // of the newest button with a name
	state    string                    // of the newest form
	whispers map[string]string         // what was shown to one person alone, by user
}

// spy reads what the bot sends.
func (p *mattermostPrecinct) spy() *loot {
	l := &loot{contexts: map[string]map[string]any{}, whispers: map[string]string{}}
	p.link.mu.Lock()
	defer p.link.mu.Unlock()
	p.link.watch = func(r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		l.read(r.URL.Path, body)
	}
	return l
}

func (l *loot) read(path string, body []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var d model.OpenDialogRequest
	if strings.HasSuffix(path, "/dialogs/open") && json.Unmarshal(body, &d) == nil {
		l.state = d.Dialog.State
	}
	var e model.PostEphemeral
	if strings.HasSuffix(path, "/posts/ephemeral") && json.Unmarshal(body, &e) == nil {
		l.whispers[e.UserID] += e.Post.Message + "\n"
		return
	}
	var q model.Post
	if !strings.Contains(path, "/posts") || json.Unmarshal(body, &q) != nil {
		return
	}
	for _, a := range q.Attachments() {
		for _, b := range a.Actions {
			l.contexts[b.Name] = b.Integration.Context
		}
	}
}

// approve is what the newest Approve button carries.
func (l *loot) approve() map[string]any {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.contexts["Approve"]
}

// told is what was shown to somebody alone.
func (l *loot) told(user string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.whispers[user]
}

// as is a client that somebody has written themselves.
func (p *mattermostPrecinct) as(user string) *model.Client4 {
	p.t.Helper()
	c := model.NewAPIv4Client(p.Admin().URL)
	c.HTTPClient = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	_, _, err := c.Login(p.t.Context(), user, mattermosttest.Password)
	p.must(err)
	return c
}

// lure makes a message of a plain user with a button that calls an address.
func (p *mattermostPrecinct) lure(user, channel, address string, context map[string]any) chat.Ref {
	p.t.Helper()
	q, _, err := p.as(user).CreatePost(p.t.Context(), &model.Post{ChannelId: channel, Message: "Read the card, then press Approve", Props: model.StringInterface{
		"attachments": []*model.MessageAttachment{{Actions: []*model.PostAction{{
			Id: "b1", Type: model.PostActionTypeButton, Name: lureLabel,
			Integration: &model.PostActionIntegration{URL: address, Context: context},
		}}}},
	}})
	p.must(err)
	return chat.Ref{Channel: channel, Message: q.Id}
}

const lureLabel = "Approve!"

// bitten lets somebody press the button of a lure that calls the program.
func (p *mattermostPrecinct) bitten(by, user, channel string, context map[string]any) {
	p.t.Helper()
	at := p.lure(by, channel, p.place.Callback+mattermost.PathAction, context)
	p.got = p.far.Press(p.t, p.people[user], at, lureLabel)
	p.told(notMine)
}

// notMine is what people are told about what did not come from the bot.
const notMine = "That did not come from my own"

func (p *mattermostPrecinct) forgeButton(l *loot, _ chattest.Seen) {
	real := l.approve()
	p.bitten("dev", "bob", p.room, map[string]any{"verb": "approve", "subject": real["subject"], "digest": real["digest"]})
}

func (p *mattermostPrecinct) copyButton(l *loot, _ chattest.Seen) {
	p.bitten("dev", "bob", p.room, l.approve())
}

func (p *mattermostPrecinct) copyButtonElsewhere(l *loot, _ chattest.Seen) {
	p.bitten("eve", "carla", p.newsroom, l.approve())
	p.bitten("eve", "eve", p.newsroom, l.approve())
}

// impersonate calls the program directly, as a server would for Bob.
func (p *mattermostPrecinct) impersonate(l *loot, card chattest.Seen) {
	before := strings.Count(l.told(p.people["bob"]), notMine)
	for _, trigger := range []string{"", "bm90aGluZw==", p.trigger("eve")} {
		body, err := json.Marshal(model.PostActionIntegrationRequest{
			UserId: p.people["bob"], UserName: "bob", ChannelId: p.room, PostId: card.At.Message, TriggerId: trigger, Type: "button", Context: l.approve(),
		})
		p.must(err)
		if status := p.send(mattermost.PathAction, "application/json", string(body)); status != http.StatusOK {
			p.t.Errorf("the call was answered with %d", status)
		}
	}
	p.until("Bob is told of each", func() bool { return strings.Count(l.told(p.people["bob"]), notMine) >= before+3 })
}

// trigger is one that the server has signed for somebody, as anybody gets who
// makes them press a button that calls an address of their own.
func (p *mattermostPrecinct) trigger(user string) string {
	p.t.Helper()
	got := make(chan string, 1)
	thief := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in model.PostActionIntegrationRequest
		if json.NewDecoder(r.Body).Decode(&in) == nil {
			got <- in.TriggerId
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{}") // the server may have hung up
	}))
	defer thief.Close()
	at := p.lure(user, p.newsroom, thief.URL, nil)
	p.must(p.pressAs(user, at.Message, "b1"))
	return <-got
}

// pressAs presses a button as a client of one's own does.
func (p *mattermostPrecinct) pressAs(user, message, button string) error {
	_, err := p.as(user).DoPostAction(p.t.Context(), message, button)
	return err
}

func (p *mattermostPrecinct) send(path, kind, body string) int {
	p.t.Helper()
	req, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, "http://"+p.call+path, strings.NewReader(body))
	p.must(err)
	req.Header.Set("Content-Type", kind)
	resp, err := http.DefaultClient.Do(req)
	p.must(err)
	defer resp.Body.Close()
	return resp.StatusCode
}

func (p *mattermostPrecinct) forgeForm(*loot, chattest.Seen) { p.submitState("dev", "made-up") }

// stealForm sends the state of Ann's form as Dev.
func (p *mattermostPrecinct) stealForm(l *loot, _ chattest.Seen) {
	p.press("ann", "Edit")
	l.mu.Lock()
	state := l.state
	l.mu.Unlock()
	p.submitState("dev", state)
}

func (p *mattermostPrecinct) submitState(user, state string) {
	p.t.Helper()
	news, _, err := p.Admin().GetChannel(p.t.Context(), p.newsroom)
	p.must(err)
	res, _, err := p.as(user).SubmitInteractiveDialog(p.t.Context(), model.SubmitDialogRequest{
		URL: p.place.Callback + mattermost.PathDialog, CallbackId: "x", State: state, ChannelId: p.room, TeamId: news.TeamId,
		Submission: map[string]any{"text.en": "Everybody come to the party", "decision": "approve"},
	})
	p.must(err)
	if !strings.Contains(res.Error, "did not come from me") {
		p.t.Errorf("the form is answered with %+v", res)
	}
}

func (p *mattermostPrecinct) forgeCommand(*loot, chattest.Seen) {
	body := "token=wrong&team_id=x&channel_id=" + p.room + "&user_id=" + p.people["bob"] + "&command=%2Fappeal&text=approve&trigger_id=x"
	if status := p.send(mattermost.PathCommand, "application/x-www-form-urlencoded", body); status != http.StatusUnauthorized {
		p.t.Errorf("a command with a wrong token is answered with %d", status)
	}
}

func (p *mattermostPrecinct) approveOwn(*loot, chattest.Seen) {
	p.press("ann", "Approve", "You wrote or changed this appeal")
}

func (p *mattermostPrecinct) approveAsStranger(*loot, chattest.Seen) {
	p.says("eve", p.newsroom, "approve 2026-6666666", "I do not know you")
}

// replay delivers a press once more, word for word.
func (p *mattermostPrecinct) replay() {
	p.t.Helper()
	p.press("bob", "Approve", "Your approval counts")
	p.card("1 of 2")
	for range 3 {
		p.Far.Again(p.t)
	}
	p.logged("approved")
	p.card("1 of 2", "waiting for 1 more approval")
}

// pressDuringEdit: Ann has changed the appeal, and the card does not show it yet
// when Carla presses Approve.
func (p *mattermostPrecinct) pressDuringEdit() {
	p.t.Helper()
	p.press("ann", "Edit")
	p.link.lose(func(r *http.Request) bool {
		return r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, "/patch")
	})
	p.fill(map[string]string{"text.en": "Fire at King and Bay: tell us. Call 416-808-2222."}, "Revision 2")
	p.says("ann", p.room, "submit", "It needs 2 approvals")
	p.press("carla", "Approve", "The appeal was changed after this card was shown: it is now revision 2")
	p.link.lose(nil)
	p.card("tell us.", "0 of 2", "waiting for 2 approvals")
}

// pressAfterEdit: Carla's client still shows the card as it was before Ann
// changed it, and she presses Approve there.
func (p *mattermostPrecinct) pressAfterEdit(card chattest.Seen) {
	p.t.Helper()
	old, _, err := p.as("carla").GetPost(p.t.Context(), card.At.Message, "")
	p.must(err)
	p.press("ann", "Edit")
	p.fill(map[string]string{"text.en": "Fire at King and Bay: tell us everything. Call 416-808-2222."})
	p.card("tell us everything", "0 of 2")
	p.says("ann", p.room, "submit", "It needs 2 approvals")
	p.card("tell us everything", "waiting for 2 approvals")
	for _, a := range old.Attachments() {
		for _, b := range a.Actions {
			if b.Name == "Approve" {
				_ = p.pressAs("carla", old.Id, b.Id) // whether the server or the bot refuses it
			}
		}
	}
	p.says("carla", p.room, "status", "0 of 2", "waiting for 2 approvals")
}

// pressWithoutRole: Bob is no approver any more.
func (p *mattermostPrecinct) pressWithoutRole() {
	p.t.Helper()
	p.quit()
	p.officers["bob"], p.officers["dev"] = "Sgt. Bob Tremblay, roles: [author]", "Det. Dev Patel, roles: [approver]"
	p.start()
	p.press("bob", "Approve", "You are not an approver")
	p.card("0 of 2", "waiting for 2 approvals")
}

// commandOfAnotherServer: the command's token is not the one that the program
// was given. Whoever types it sees that it failed.
func (p *mattermostPrecinct) commandOfAnotherServer() {
	p.t.Helper()
	admin := p.Admin()
	news, _, err := admin.GetChannel(p.t.Context(), p.newsroom)
	p.must(err)
	commands, _, err := admin.ListCommands(p.t.Context(), news.TeamId, true)
	p.must(err)
	for _, c := range commands {
		_, _, err := admin.RegenCommandToken(p.t.Context(), c.Id)
		p.must(err)
	}
	p.says("ann", p.room, "withdraw", "error: Command with a trigger of")
	p.card("waiting for 2 approvals")
}
