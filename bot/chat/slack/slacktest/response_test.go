package slacktest_test

import (
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

// answers lets a test have the response URLs of what people do.
func answers(t *testing.T) (*slacktest.Far, *app, chan string) {
	t.Helper()
	f := world(t)
	urls := make(chan string, 10)
	a := listen(t, f, func(_ *slack.Client, e socketmode.Event) (any, error) {
		switch v := e.Data.(type) {
		case slack.SlashCommand:
			urls <- v.ResponseURL
		case slack.InteractionCallback:
			urls <- v.ResponseURL
		}
		return nil, nil
	})
	return f, a, urls
}

func TestResponseURL(t *testing.T) {
	f, _, urls := answers(t)
	u := f.Officers()[0]
	ch, _ := f.Public()
	f.Expect("used more than 5 times")
	f.Command(t, u, ch, "")
	url := <-urls
	for i := range 6 {
		err := slack.PostWebhook(url, &slack.WebhookMessage{Text: "hello", ResponseType: "ephemeral"})
		if (err == nil) != (i < 5) {
			t.Errorf("answer %d: %v", i, err)
		}
	}
	if n := len(f.In(t, ch)); n != 0 {
		t.Errorf("%d messages are shown to everybody", n)
	}
	f.Command(t, u, ch, "")
	ok(t, slack.PostWebhook(<-urls, &slack.WebhookMessage{Text: "all", ResponseType: "in_channel"}))
	if n := len(f.In(t, ch)); n != 1 {
		t.Errorf("%d messages are shown to everybody, want 1", n)
	}
}

// TestEphemeralButton: a button on what is shown to one person alone.
func TestEphemeralButton(t *testing.T) {
	f, a, urls := answers(t)
	u := f.Officers()[0]
	ch, _ := f.Public()
	ts, err := a.PostEphemeral(ch, u, slack.MsgOptionText("x", false), slack.MsgOptionBlocks(
		slack.NewActionBlock("b", slack.NewButtonBlockElement("a", "v", slack.NewTextBlockObject("plain_text", "Go", false, false)))))
	ok(t, err)
	at := chat.Ref{Channel: ch, Message: ts}
	f.Press(t, u, at, "Go")
	url := <-urls
	e := a.next(t, socketmode.EventTypeInteractive).Data.(slack.InteractionCallback)
	if !e.Container.IsEphemeral || e.Container.MessageTs != ts || e.Message.Timestamp != "" || e.ActionCallback.BlockActions[0].Value != "v" {
		t.Errorf("pressed %+v", e)
	}
	ok(t, slack.PostWebhook(url, &slack.WebhookMessage{Text: "replaced", ReplaceOriginal: true}))
	if s := f.See(t, at); s.Text != "replaced\n" || len(s.Buttons) != 0 {
		t.Errorf("seen %+v", s)
	}
	refusedUser := f.AddUser(slacktest.User{Name: "elsewhere"})
	_, err = a.PostEphemeral(ch, refusedUser, slack.MsgOptionText("x", false))
	refused(t, err, "user_not_in_channel")
}

// TestDispatch: a choice that says so is told at once, with what was typed.
func TestDispatch(t *testing.T) {
	f := world(t)
	u := f.Officers()[0]
	ch, _ := f.Public()
	v := modal()
	v.Blocks.BlockSet[1].(*slack.InputBlock).DispatchAction = true
	a := listen(t, f, func(c *slack.Client, e socketmode.Event) (any, error) {
		if cmd, good := e.Data.(slack.SlashCommand); good {
			_, err := c.OpenView(cmd.TriggerID, v)
			return nil, err
		}
		return nil, nil
	})
	f.Command(t, u, ch, "")
	f.Fill(t, u, map[string][]string{"number": {"17"}, "kind": {"Second"}})
	e := a.next(t, socketmode.EventTypeInteractive).Data.(slack.InteractionCallback)
	if e.Type != slack.InteractionTypeBlockActions || e.Container.Type != "view" || e.View.State.Values["number"]["v"].Value != "17" {
		t.Errorf("told %+v", e)
	}
	if got := e.ActionCallback.BlockActions[0]; got.BlockID != "kind" || got.SelectedOption.Value != "2" {
		t.Errorf("action %+v", got)
	}
	f.CloseModal(u)
	if f.Form(u) != nil {
		t.Error("the modal is still open")
	}
}
