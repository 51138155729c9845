package slacktest_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

// client is a plain client of the bot.
func client(s *slacktest.Server) *slack.Client {
	return slack.New(slacktest.BotToken, slack.OptionAPIURL(s.API()), slack.OptionAppLevelToken(slacktest.AppToken))
}

// refused fails the test unless err is Slack's error code.
func refused(t *testing.T, err error, code string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), code) {
		t.Errorf("error = %v, want %s", err, code)
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// mute are the options that a message has to have.
func mute(text string, more ...slack.MsgOption) []slack.MsgOption {
	return append([]slack.MsgOption{
		slack.MsgOptionText(text, false), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(), slack.MsgOptionParse(false),
	}, more...)
}

// stub is an adapter that does nothing: these tests speak for it.
type stub struct{ chat.Client }

func (stub) Platform() string { return "slack" }

// world is a workspace with people.
func world(t *testing.T, opts ...slacktest.Option) *slacktest.Far {
	t.Helper()
	s := slacktest.New(t, opts...)
	f := slacktest.NewFar(t, s, func() chat.Client { return stub{} })
	f.Linger = 100 * time.Millisecond // these tests answer before they acknowledge
	return f
}

// app is a listening app. Handle is called for everything that comes, and what
// it returns is the acknowledgement; an error is none.
type app struct {
	*slack.Client
	events chan socketmode.Event
}

var errNoAck = errors.New("no acknowledgement")

func listen(t *testing.T, f *slacktest.Far, handle func(*slack.Client, socketmode.Event) (any, error)) *app {
	t.Helper()
	a := &app{client(f.Server), make(chan socketmode.Event, 100)}
	sock := socketmode.New(a.Client, socketmode.OptionPingInterval(time.Hour))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = sock.RunContext(ctx)
	}()
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-sock.Events:
				if e.Request == nil || e.Request.EnvelopeID == "" {
					continue
				}
				var payload any
				var err error
				if handle != nil {
					payload, err = handle(a.Client, e)
				}
				if !errors.Is(err, errNoAck) {
					_ = sock.AckCtx(ctx, e.Request.EnvelopeID, payload)
				}
				a.events <- e
			}
		}
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	f.Ready(t)
	return a
}

// next is the next thing of a type that came.
func (a *app) next(t *testing.T, kind socketmode.EventType) socketmode.Event {
	t.Helper()
	for {
		select {
		case e := <-a.events:
			if e.Type == kind {
				return e
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("no %s came", kind)
		}
	}
}

// inner is the next event of the Events API of a type.
func (a *app) inner(t *testing.T, kind string) map[string]any {
	t.Helper()
	for {
		e := a.next(t, socketmode.EventTypeEventsAPI)
		outer, good := e.Data.(slackevents.EventsAPIEvent)
		if !good || outer.InnerEvent.Type != kind {
			continue
		}
		var v struct{ Event map[string]any }
		ok(t, json.Unmarshal(e.Request.Payload, &v))
		return v.Event
	}
}

func TestMessage(t *testing.T) {
	f := world(t)
	c := client(f.Server)
	ch, _ := f.Public()
	_, ts, err := c.PostMessage(ch, mute("hello <@"+f.Officers()[0]+"> *you*")...)
	ok(t, err)
	at := chat.Ref{Channel: ch, Message: ts}
	if s := f.See(t, at); s.Text != "hello @ann you\n" || len(s.Pings) != 1 {
		t.Errorf("seen %+v", s)
	}
	_, reply, err := c.PostMessage(ch, mute("below", slack.MsgOptionTS(ts))...)
	ok(t, err)
	if u := f.Under(t, at); len(u) != 1 || u[0].At.Message != reply || u[0].At.Thread != ts {
		t.Errorf("under %+v", u)
	}
	if len(f.In(t, ch)) != 1 {
		t.Error("the answer stands in the channel")
	}
	_, _, _, err = c.UpdateMessage(ch, ts, slack.MsgOptionText("changed", false), slack.MsgOptionParse(false))
	ok(t, err)
	h, err := c.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: ch})
	ok(t, err)
	if len(h.Messages) != 1 || h.Messages[0].Edited == nil || h.Messages[0].ReplyCount != 1 {
		t.Errorf("history %+v", h.Messages)
	}
	// What is not there stands in the channel, and only the answer says so.
	_, _, m, err := c.PostMessageWithResponse(ch, mute("lost", slack.MsgOptionTS("1700000000.000001"))...)
	ok(t, err)
	if m.ThreadTimestamp != "" || len(f.In(t, ch)) != 2 {
		t.Errorf("the answer to nothing is in the thread %q", m.ThreadTimestamp)
	}
}

func TestCommandPressForm(t *testing.T) {
	f := world(t)
	u := f.Officers()[0]
	ch, _ := f.Public()
	a := listen(t, f, func(c *slack.Client, e socketmode.Event) (any, error) {
		switch v := e.Data.(type) {
		case slack.SlashCommand:
			_, err := c.OpenView(v.TriggerID, modal())
			return nil, err
		case slack.InteractionCallback:
			if v.Type == slack.InteractionTypeViewSubmission {
				if v.View.State.Values["number"]["v"].Value == "bad" {
					return slack.NewErrorsViewSubmissionResponse(map[string]string{"number": "not so"}), nil
				}
				_, err := c.PostEphemeral(ch, u, slack.MsgOptionText("done", false))
				return nil, err
			}
			_, err := c.PostEphemeral(v.Channel.ID, v.User.ID, slack.MsgOptionText("pressed", false))
			return nil, err
		}
		return nil, nil
	})
	got := f.Command(t, u, ch, "new")
	if got.Form == nil || len(got.Form.Inputs) != 2 || got.Form.Title != "New" {
		t.Fatalf("form = %+v", got.Form)
	}
	a.next(t, socketmode.EventTypeSlashCommand)
	got = f.Submit(t, u, map[string][]string{"number": {"bad"}})
	if got.Errors["number"] != "not so" {
		t.Errorf("errors = %v", got.Errors)
	}
	got = f.Submit(t, u, map[string][]string{"number": {"1"}, "kind": {"Second"}})
	if len(got.Replies) != 1 || got.Replies[0].Text != "done\n" {
		t.Errorf("replies = %+v", got.Replies)
	}
	if _, open := f.Modal(u); open {
		t.Error("the modal is still open")
	}
	_, ts, err := a.PostMessage(ch, mute("card", slack.MsgOptionBlocks(
		slack.NewSectionBlock(slack.NewTextBlockObject("plain_text", "card", false, false), nil, nil),
		slack.NewActionBlock("b1", slack.NewButtonBlockElement("a1", "v1", slack.NewTextBlockObject("plain_text", "Go", false, false))),
	))...)
	ok(t, err)
	got = f.Press(t, u, chat.Ref{Channel: ch, Message: ts}, "Go")
	if len(got.Replies) != 1 || got.Replies[0].Text != "pressed\n" {
		t.Errorf("replies = %+v", got.Replies)
	}
}

// modal has an input and a choice.
func modal() slack.ModalViewRequest {
	plain := func(s string) *slack.TextBlockObject { return slack.NewTextBlockObject("plain_text", s, false, false) }
	option := func(v, s string) *slack.OptionBlockObject { return slack.NewOptionBlockObject(v, plain(s), nil) }
	choice := slack.NewOptionsSelectBlockElement("static_select", nil, "v", option("1", "First"), option("2", "Second"))
	choice.InitialOption = option("1", "First")
	return slack.ModalViewRequest{
		Type: "modal", Title: plain("New"), Submit: plain("Make"), CallbackID: "new",
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock("number", plain("Number"), nil, slack.NewPlainTextInputBlockElement(nil, "v")),
			slack.NewInputBlock("kind", plain("Kind"), nil, choice),
		}},
	}
}

func TestReact(t *testing.T) {
	f := world(t)
	a := listen(t, f, nil)
	ch, _ := f.Public()
	_, ts, err := a.PostMessage(ch, mute("card")...)
	ok(t, err)
	at := chat.Ref{Channel: ch, Message: ts}
	u := f.Officers()[1]
	f.React(t, u, at, chat.Check)
	if e := a.inner(t, "reaction_added"); e["reaction"] != "white_check_mark" || e["user"] != u || e["item_user"] != slacktest.BotUser {
		t.Errorf("event = %v", e)
	}
	f.React(t, u, at, chat.Check) // is there already: nothing is told
	f.ReactWith(t, u, at, "+1::skin-tone-3")
	if e := a.inner(t, "reaction_added"); e["reaction"] != "+1::skin-tone-3" {
		t.Errorf("event = %v", e)
	}
	f.Unreact(t, u, at, chat.Check)
	e := a.inner(t, "reaction_removed")
	f.Again(t)
	if again := a.inner(t, "reaction_removed"); again["event_ts"] != e["event_ts"] {
		t.Errorf("again = %v, want %v", again, e)
	}
}

// kind is the type of an event of the Events API.
func kind(t *testing.T, e socketmode.Event) string {
	t.Helper()
	outer, _ := e.Data.(slackevents.EventsAPIEvent)
	return outer.InnerEvent.Type
}
