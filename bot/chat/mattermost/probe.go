package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// A Stage is a part of the way around that a Probe takes.
type Stage string

// The stages, in their order.
const (
	StageSocket Stage = "websocket" // the server says hello on it
	StagePost   Stage = "message"   // the bot writes to itself
	StagePress  Stage = "button"    // the server takes a press to Options.Callback
	StageForm   Stage = "form"      // what answers there opens a form
	StageSubmit Stage = "answer"    // the server takes the form there
)

// A ProbeError says how far a Probe came.
type ProbeError struct {
	Stage Stage
	Err   error
}

// Error implements error.
func (e *ProbeError) Error() string { return fmt.Sprintf("%s: %v", e.Stage, e.Err) }

// Unwrap returns what went wrong.
func (e *ProbeError) Unwrap() error { return e.Err }

// formTime is how long a form that was opened may take to arrive.
const formTime = 8 * time.Second

// ErrNoForm is why a Probe fails whose button was taken without any effect:
// what answers at Options.Callback is another program, or has another key.
var ErrNoForm = errors.New("the button was taken, but no form was opened")

// Probe goes once around: the bot presses a button of its own, in its direct
// messages with itself, and sends the form that opens. That needs everything
// that people's presses need, in the server and at Options.Callback, where a
// Platform with the same key must answer; either one that runs or one that
// stands. No handler hears of it. The error is a *ProbeError.
func (p *Platform) Probe(ctx context.Context) error {
	r := &run{p: p}
	var l line
	c, err := r.dial(ctx, &l)
	if err != nil {
		return &ProbeError{StageSocket, err}
	}
	defer c.Close()
	c.Listen()
	if _, _, err := r.hello(ctx, c, &l); err != nil {
		return &ProbeError{StageSocket, err}
	}
	post, team, err := p.testButton(ctx)
	if err != nil {
		return &ProbeError{StagePost, err}
	}
	defer func() {
		// What is left behind is one message that nobody but the bot sees.
		ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), requestTime)
		defer stop()
		_, _ = p.api.DeletePost(ctx, post.Id)
	}()
	if resp, err := p.api.DoPostAction(ctx, post.Id, testAction); err != nil {
		return &ProbeError{StagePress, blocked(failed(resp, err), err)}
	}
	d, err := p.testForm(ctx, c, post.Id)
	if err != nil {
		return &ProbeError{StageForm, err}
	}
	a, resp, err := p.api.SubmitInteractiveDialog(ctx, model.SubmitDialogRequest{
		URL: d.URL, CallbackId: d.Dialog.CallbackId, State: d.Dialog.State, ChannelId: post.ChannelId, TeamId: team, Submission: map[string]any{},
	})
	if err := failed(resp, err); err != nil {
		return &ProbeError{StageSubmit, err}
	}
	if a.Error != "" || len(a.Errors) > 0 {
		return &ProbeError{StageSubmit, fmt.Errorf("the form was refused: %s", a.Error)}
	}
	return nil
}

// ErrBlocked says that the server refused to call Options.Callback. Only a
// server in developer mode tells the reason; others give the same answer as
// for a callback that is down.
var ErrBlocked = errors.New("the server's AllowedUntrustedInternalConnections does not name the callback's host")

// blocked adds ErrBlocked to an error whose details say so.
func blocked(err, raw error) error {
	if app, ok := errors.AsType[*model.AppError](raw); ok && strings.Contains(app.DetailedError, "AllowedUntrustedInternalConnections") {
		return fmt.Errorf("%w: %w", ErrBlocked, err)
	}
	return err
}

// testAction is the id of the button of a Probe.
const testAction = "check"

// testButton writes a message with the button to the bot itself.
func (p *Platform) testButton(ctx context.Context) (post *model.Post, team string, err error) {
	if err := p.ready(ctx); err != nil {
		return nil, "", err
	}
	channel, err := p.Direct(ctx, p.me())
	if err != nil {
		return nil, "", err
	}
	if team, err = p.home(ctx); err != nil {
		return nil, "", err
	}
	s := stamp{Action: chat.Action{Verb: verbCheck}, Channel: channel, User: p.me(), At: p.o.Now()}
	post, resp, err := p.api.CreatePost(ctx, &model.Post{ChannelId: channel, Message: "Connection check.", Props: model.StringInterface{
		model.PostPropsAttachments: []*model.MessageAttachment{{Actions: []*model.PostAction{{
			Id: testAction, Type: model.PostActionTypeButton, Name: "Check",
			Integration: &model.PostActionIntegration{URL: p.o.Callback + PathAction, Context: p.seal.context(s)},
		}}}},
	}})
	return post, team, failed(resp, err)
}

// testForm waits for the form that the button of a message opens.
func (p *Platform) testForm(ctx context.Context, c *model.WebSocketClient, post string) (d model.OpenDialogRequest, err error) {
	t := time.NewTimer(formTime)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return d, ErrNoForm
			}
			return d, ctx.Err()
		case <-t.C:
			return d, ErrNoForm
		case _, ok := <-c.ResponseChannel:
			if !ok {
				return d, gone(c)
			}
		case ev, ok := <-c.EventChannel:
			if !ok {
				return d, gone(c)
			}
			text, _ := ev.GetData()["dialog"].(string)
			var s formState
			if ev.EventType() != model.WebsocketEventOpenDialog || json.Unmarshal([]byte(text), &d) != nil ||
				p.seal.open(d.Dialog.State, &s) != nil || s.At.Message != post {
				continue
			}
			return d, nil
		}
	}
}

// Stand lets Handler answer probes while Run is not running. Whatever else
// arrives is refused with words. The caller calls stop, which waits for what
// was begun. It fails while Run is running.
func (p *Platform) Stand(ctx context.Context) (stop func(), err error) {
	if err := p.ready(ctx); err != nil {
		return nil, err
	}
	r := p.newRun(ctx, absent{})
	if !p.running.CompareAndSwap(nil, r) {
		return nil, errors.New("stand in for mattermost: it runs already")
	}
	return func() {
		p.running.Store(nil)
		r.End()
	}, nil
}

// absent is the handler of a Platform that only stands.
type absent struct{}

// Handle implements chat.Handler.
func (absent) Handle(context.Context, chat.Event) (chat.Answer, error) {
	return chat.Answer{Reply: &chat.Message{Text: adapter.Asleep, Tone: chat.Warning}}, nil
}

// Answers asks whether a Platform's Handler answers at a callback address, as
// seen from this machine. It is told by how it refuses what is no callback.
func Answers(ctx context.Context, callback string, transport http.RoundTripper) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(callback, "/")+PathAction, strings.NewReader("?"))
	if err != nil {
		return err
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 1<<10))
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusBadRequest || strings.TrimSpace(string(b)) != unreadable {
		return fmt.Errorf("what answers there is another program (status %d)", resp.StatusCode)
	}
	return nil
}

// unreadable is what Handler says of what is no callback (see decode).
const unreadable = "not readable"
