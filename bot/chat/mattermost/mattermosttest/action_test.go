package mattermosttest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
)

// What a server does with buttons and forms.
func TestActions(t *testing.T) {
	onBoth(t, map[string]func(*testing.T, *world){
		"payload":    actionPayload,
		"ids":        actionIDs,
		"keeping":    actionKeeping,
		"who":        actionWho,
		"archived":   actionArchived,
		"forged":     actionForged,
		"answers":    actionAnswers,
		"at once":    actionAtOnce,
		"dialog":     dialogOpening,
		"submitting": dialogSubmitting,
		"steps":      dialogSteps,
	})
}

func (w *world) press(o *officer, post, action string) *model.Response {
	res, _ := o.client.DoPostAction(w.ctx(), post, action)
	return res
}

func actionPayload(t *testing.T, w *world) {
	p := w.post(w.card(&model.PostAction{Id: "go", Name: "Go"}))
	if a := buttons(p); len(a) != 1 || a[0].Integration != nil {
		t.Errorf("the client gets %+v", a)
	}
	w.is("press", w.press(w.ann, p.Id, "go"), http.StatusOK)
	c := w.callback()
	got := c.object(t)
	for k, want := range map[string]any{
		"user_id": w.ann.id, "user_name": "ann", "channel_id": w.public.Id, "channel_name": "newsroom", "team_id": w.team.Id,
		"team_domain": w.team.Name, "post_id": p.Id, "type": "button", "data_source": "",
	} {
		if got[k] != want {
			t.Errorf("%s = %v, want %v", k, got[k], want)
		}
	}
	if fmt.Sprint(got["context"]) != "map[k:v]" || got["trigger_id"] == "" || len(got) != 11 {
		t.Errorf("payload = %v", got)
	}
	if c.header.Get("Authorization") != "" || c.header.Get("Content-Type") != "application/json" {
		t.Errorf("header = %v", c.header)
	}
}

func actionIDs(t *testing.T, w *world) {
	p := w.post(w.card(
		&model.PostAction{Id: "good1", Name: "A"}, &model.PostAction{Id: "bad_1", Name: "B"}, &model.PostAction{Id: "bad-1", Name: "C"},
		&model.PostAction{Id: "twice", Name: "D", Integration: &model.PostActionIntegration{URL: w.place.Callback + "/first"}},
		&model.PostAction{Id: "twice", Name: "E", Integration: &model.PostActionIntegration{URL: w.place.Callback + "/second"}},
		&model.PostAction{Name: "F"},
	))
	w.is("alphanumeric", w.press(w.ann, p.Id, "good1"), http.StatusOK)
	w.is("underscore", w.press(w.ann, p.Id, "bad_1"), http.StatusNotFound)
	w.is("dash", w.press(w.ann, p.Id, "bad-1"), http.StatusNotFound)
	w.is("unknown", w.press(w.ann, p.Id, "none"), http.StatusNotFound)
	w.callbacks()
	w.is("twice", w.press(w.ann, p.Id, "twice"), http.StatusOK)
	if c := w.callback(); c.path != "/first" {
		t.Errorf("of two buttons with one id, %s is called", c.path)
	}
	made := buttons(p)[5].Id
	if !model.IsValidId(made) {
		t.Errorf("a button without an id has %q", made)
	}
	w.is("an id that was made", w.press(w.ann, p.Id, made), http.StatusOK)
}

// actionKeeping: which changes of a post leave its buttons alive.
func actionKeeping(t *testing.T, w *world) {
	alive := func(p *model.Post) int { return status(w.press(w.ann, p.Id, "go")) }
	text := "new"
	p := w.post(w.card(&model.PostAction{Id: "go", Name: "Go"}))
	out, _, err := w.bot.PatchPost(w.ctx(), p.Id, &model.PostPatch{Message: &text})
	check(t, "patch the message", err)
	if alive(p) != http.StatusOK || out.GetProp("from_bot") != "true" {
		t.Error("patching the message harms the buttons or the props")
	}
	got, _, err := w.bot.GetPost(w.ctx(), p.Id, "")
	check(t, "get", err)
	_, res, _ := w.bot.UpdatePost(w.ctx(), p.Id, got)
	w.is("put back what was got", res, http.StatusOK)
	if alive(p) != http.StatusNotFound {
		t.Error("the buttons live after a post was got and put back")
	}
	p = w.post(w.card(&model.PostAction{Id: "go", Name: "Go"}))
	props := w.card(&model.PostAction{Id: "go", Name: "Go"}).GetProps()
	out, _, err = w.bot.PatchPost(w.ctx(), p.Id, &model.PostPatch{Props: &props})
	check(t, "patch the props", err)
	if alive(p) != http.StatusOK {
		t.Error("the buttons are dead after the props were patched")
	}
	if v := out.GetProp("from_bot"); v != nil {
		t.Errorf("from_bot is %v after the props were replaced", v)
	}
	none := model.StringInterface{}
	_, _, err = w.bot.PatchPost(w.ctx(), p.Id, &model.PostPatch{Props: &none})
	check(t, "patch the props away", err)
	if alive(p) != http.StatusNotFound {
		t.Error("the buttons live after the props were patched away")
	}
	p = w.post(w.card(&model.PostAction{Id: "go", Name: "Go"}))
	w.says(200, "application/json", `{"update":{"message":"by the answer"}}`)
	w.is("press", w.press(w.ann, p.Id, "go"), http.StatusOK)
	got, _, err = w.bot.GetPost(w.ctx(), p.Id, "")
	check(t, "get", err)
	if got.Message != "by the answer" || alive(p) != http.StatusOK || got.GetProp("from_bot") != "true" {
		t.Errorf("after an answer without props: %q %v", got.Message, got.GetProps())
	}
	w.says(200, "application/json", `{"update":{"message":"bare","props":{}}}`)
	w.is("press", w.press(w.ann, p.Id, "go"), http.StatusOK)
	if alive(p) != http.StatusNotFound {
		t.Error("the buttons live after an answer with empty props")
	}
	if got, _, _ = w.bot.GetPost(w.ctx(), p.Id, ""); got.GetProp("from_bot") != nil {
		t.Logf("after an answer with empty props: %v", got.GetProps()) // so it is on later servers
	}
}

func actionWho(t *testing.T, w *world) {
	ch := w.room("closed")
	card := w.card(&model.PostAction{Id: "go", Name: "Go"})
	card.ChannelId = ch.Id
	p := w.post(card)
	_, err := w.admin.RemoveUserFromChannel(w.ctx(), ch.Id, w.ann.id)
	check(t, "remove", err)
	w.is("who is not in", w.press(w.ann, p.Id, "go"), http.StatusForbidden)
	w.is("who is in", w.press(w.bob, p.Id, "go"), http.StatusOK)
	res, _ := w.admin.DoPostAction(w.ctx(), p.Id, "go")
	w.is("an administrator who is not in", res, http.StatusOK)
	w.is("no post", w.press(w.ann, model.NewId(), "go"), http.StatusForbidden)
}

func actionArchived(t *testing.T, w *world) {
	ch := w.room("closed")
	card := w.card(&model.PostAction{Id: "go", Name: "Go"})
	card.ChannelId = ch.Id
	p := w.post(card)
	_, err := w.bot.DeleteChannel(w.ctx(), ch.Id)
	check(t, "archive", err)
	w.is("press", w.press(w.ann, p.Id, "go"), http.StatusOK)
	w.callback()
	w.says(200, "application/json", `{"update":{"message":"new"}}`)
	w.is("press, with an update", w.press(w.ann, p.Id, "go"), http.StatusBadRequest)
}

// actionForged: people can make buttons of their own that call us.
func actionForged(t *testing.T, w *world) {
	card := w.card(&model.PostAction{Id: "go", Name: "Go", Type: model.PostActionTypeSelect, Options: []*model.PostActionOptions{{Text: "A", Value: "a"}}})
	p, _, err := w.bob.client.CreatePost(w.ctx(), card)
	check(t, "a person posts buttons", err)
	res, _ := w.ann.client.DoPostActionWithCookie(w.ctx(), p.Id, "go", "not among them", "")
	w.is("press", res, http.StatusOK)
	if c := w.callback().object(t); c["post_id"] != p.Id || fmt.Sprint(c["context"]) != "map[k:v selected_option:not among them]" {
		t.Errorf("callback = %v", c)
	}
}

func actionAnswers(t *testing.T, w *world) {
	p := w.post(w.card(&model.PostAction{Id: "go", Name: "Go"}))
	for _, c := range []struct {
		status int
		body   string
		want   int
	}{
		{200, ``, 200},
		{200, `{}`, 200},
		{200, `no json`, 400},
		{201, `{}`, 400},
		{400, `{}`, 400},
		{500, ``, 400},
	} {
		w.says(c.status, "application/json", c.body)
		w.is(fmt.Sprint(c.status, c.body), w.press(w.ann, p.Id, "go"), c.want)
	}
	w.says(200, "application/json", `{"ephemeral_text":"<https://a.example|b>"}`)
	w.is("ephemeral text", w.press(w.ann, p.Id, "go"), http.StatusOK)
	w.ann.fence(t)
	alone, _ := w.ann.since(0, 0)
	if len(alone) != 1 || alone[0].Message != "[b](https://a.example)" || alone[0].RootId != p.Id || alone[0].UserId != w.ann.id {
		t.Errorf("shown: %+v", alone)
	}
}

func actionAtOnce(t *testing.T, w *world) {
	p := w.post(w.card(&model.PostAction{Id: "go", Name: "Go"}))
	done := make(chan int)
	for range 10 {
		go func() { done <- status(w.press(w.ann, p.Id, "go")) }()
	}
	for range 10 {
		if got := <-done; got != http.StatusOK {
			t.Errorf("status %d", got)
		}
	}
	if n := len(w.callbacks()); n != 10 {
		t.Errorf("%d callbacks, want 10", n)
	}
}

// trigger is a trigger id of ann's.
func (w *world) trigger() string {
	w.t.Helper()
	w.says(200, "application/json", "{}")
	_, _, err := w.command(w.ann, w.public.Id, "", "/appeal x")
	check(w.t, "execute", err)
	return w.callback().form(w.t)["trigger_id"]
}

func (w *world) dialog(trigger string) model.OpenDialogRequest {
	return model.OpenDialogRequest{TriggerId: trigger, URL: w.place.Callback + "/dialog", Dialog: model.Dialog{
		Title: "Title", CallbackId: "c", State: "s", SubmitLabel: "Send", IntroductionText: "intro",
		Elements: []model.DialogElement{{DisplayName: "One", Name: "one", Type: "text"}},
	}}
}

func dialogOpening(t *testing.T, w *world) {
	trigger := w.trigger()
	c := newClient(t, w.site.URL)
	for range 2 {
		res, err := c.OpenInteractiveDialog(w.ctx(), w.dialog(trigger))
		check(t, "open without login, and again", err)
		w.is("open", res, http.StatusOK)
	}
	w.ann.fence(t)
	_, opened := w.ann.since(0, 0)
	if len(opened) != 2 || opened[0].Dialog.Title != "Title" || opened[0].URL != w.place.Callback+"/dialog" || opened[0].TriggerId == trigger {
		t.Errorf("opened: %+v", opened)
	}
	res, _ := c.OpenInteractiveDialog(w.ctx(), w.dialog("bm8="))
	w.is("a trigger that is none", res, http.StatusBadRequest)
	d := w.dialog(trigger)
	d.URL = ""
	res, _ = c.OpenInteractiveDialog(w.ctx(), d)
	w.is("no address", res, http.StatusBadRequest)
	key, _, err := w.bot.GetClientConfig(w.ctx(), "")
	check(t, "get the configuration", err)
	if key["AsymmetricSigningPublicKey"] == "" || key["Version"] == "" {
		t.Errorf("configuration = %v", key)
	}
}

func dialogSubmitting(t *testing.T, w *world) {
	send := func(req model.SubmitDialogRequest) (*model.SubmitDialogResponse, int) {
		req.ChannelId, req.TeamId = w.public.Id, w.team.Id
		out, res, _ := w.ann.client.SubmitInteractiveDialog(w.ctx(), req)
		return out, status(res)
	}
	// Nothing of this was ever opened, and whoever else it claims to be is not
	// believed.
	req := model.SubmitDialogRequest{
		URL: w.place.Callback + "/dialog", CallbackId: "any", State: "any", UserId: w.bob.id, Type: "odd",
		Submission: map[string]any{"a": "x", "b": true, "c": []string{"1", "2"}},
	}
	w.says(200, "application/json", "")
	if _, got := send(req); got != http.StatusOK {
		t.Errorf("status %d", got)
	}
	c := w.callback()
	got := c.object(t)
	if got["user_id"] != w.ann.id || got["type"] != "dialog_submission" || got["callback_id"] != "any" || got["state"] != "any" || got["url"] != nil ||
		got["channel_id"] != w.public.Id || got["team_id"] != w.team.Id || got["cancelled"] != false || fmt.Sprint(got["submission"]) != "map[a:x b:true c:[1 2]]" {
		t.Errorf("callback = %v", got)
	}
	if c.header.Get("Authorization") != "" {
		t.Error("it has a token")
	}
	w.says(200, "application/json", `{"errors":{"a":"wrong"},"error":"all wrong"}`)
	if out, _ := send(req); out.Errors["a"] != "wrong" || out.Error != "all wrong" {
		t.Errorf("answer = %+v", out)
	}
	w.says(400, "application/json", `{"errors":{"a":"wrong"}}`)
	if _, got := send(req); got != http.StatusBadRequest {
		t.Errorf("another status than 200 gives %d", got)
	}
	req.URL = ""
	if _, got := send(req); got != http.StatusBadRequest {
		t.Errorf("without an address: %d", got)
	}
	ch := w.room("closed")
	_, err := w.admin.RemoveUserFromChannel(w.ctx(), ch.Id, w.ann.id)
	check(t, "remove", err)
	_, res, _ := w.ann.client.SubmitInteractiveDialog(w.ctx(), model.SubmitDialogRequest{URL: w.place.Callback + "/dialog", ChannelId: ch.Id, TeamId: w.team.Id})
	w.is("from a channel that they are not in", res, http.StatusForbidden)
}

func dialogSteps(t *testing.T, w *world) {
	trigger := w.trigger()
	_, err := w.bot.OpenInteractiveDialog(w.ctx(), w.dialog(trigger))
	check(t, "open", err)
	w.ann.fence(t)
	_, opened := w.ann.since(0, 0)
	w.ann.form = &dialog{channel: w.public.Id, open: opened[0]}
	w.answers(func(rw http.ResponseWriter, c callback) {
		rw.Header().Set("Content-Type", "application/json")
		if !strings.Contains(string(c.body), `"two":"2"`) {
			fmt.Fprint(rw, `{"type":"form","form":{"title":"Second","callback_id":"c","state":"s2","elements":[{"display_name":"Two","name":"two","type":"text"}]}}`)
		}
	})
	got := w.Submit(t, w.ann.id, map[string][]string{"one": {"1"}, "two": {"2"}})
	if len(got.Errors) != 0 {
		t.Errorf("errors = %v", got.Errors)
	}
	cs := w.callbacks()
	if len(cs) != 2 || cs[1].object(t)["state"] != "s2" || fmt.Sprint(cs[1].object(t)["submission"]) != "map[one:1 two:2]" {
		t.Errorf("callbacks = %s", cs)
	}
}
