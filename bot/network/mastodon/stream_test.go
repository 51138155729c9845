package mastodon_test

import (
	"context"
	"errors"
	"testing"

	"appealbot/bot/network"
	"appealbot/bot/network/mastodon/mastodontest"
)

// A stream wakes when it begins and for every notification; it ends when it
// breaks, and when nobody listens any more.
func TestStream(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	root := w.publish("root", "Who saw it?").Remote
	ctx, cancel := context.WithCancel(t.Context())
	woken := make(chan struct{}, 100)
	ended := make(chan error, 1)
	begin := func(ctx context.Context) {
		go func() { ended <- w.Stream(ctx, func() { woken <- struct{}{} }) }()
		<-woken
	}
	begin(ctx)
	w.Event("update") // Somebody whom the account follows said something.
	w.Reply("eve", root, "I did.")
	<-woken
	if len(woken) != 0 {
		t.Error("it wakes for what is no answer")
	}
	w.HangUp()
	if err := <-ended; err == nil {
		t.Error("a stream that broke ended without an error")
	}
	begin(ctx)
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("a stream that was ended: %v", err)
	}
}

func TestStreamNeedsAServerThatStreams(t *testing.T) {
	w := newWorld(t, mastodontest.Options{Kind: mastodontest.Hollo}, nil)
	err := w.Stream(t.Context(), func() { t.Error("it wakes") })
	e, ok := errors.AsType[*network.AnswerError](err)
	if !ok || e.Status != 404 || e.Note == "" {
		t.Errorf("stream = %v, want an error with a sentence", err)
	}
}
