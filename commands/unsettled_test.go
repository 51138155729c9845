package commands_test

import (
	"log/slog"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/chat/practice"
	"appealbot/commands"
)

// The program was killed after it had posted a card and before it knew of that.
// A reaction that was put on the card meanwhile is not taken for one on somebody
// else's message: nobody is told anything, and the error has it given once
// more. When nothing is being posted, it is somebody else's.
func TestReactionOnACardThatIsBeingPosted(t *testing.T) {
	w, err := newTown(t)
	if err != nil {
		t.Fatal(err)
	}
	r := commands.New(w.desk, practice.Name, slog.New(slog.DiscardHandler), nil)
	at := chat.Ref{Platform: practice.Name, Channel: "c1", Message: "m1"}
	put := func(message string) {
		t.Helper()
		n := bot.Notice{
			ID: "card/1", Kind: bot.NoticeCard, Platform: practice.Name, Subject: "a1", Version: 1, Message: message, Posted: at.Channel,
			Lease: w.desk.Now().Add(time.Minute).UTC(), Due: w.desk.Now().Add(time.Minute).UTC(),
		}
		if err := w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.PutNotice(n) }); err != nil {
			t.Fatal(err)
		}
	}
	for name, e := range map[string]chat.Event{
		"reaction": {ID: "e1", User: "bob", At: at, React: &chat.Reaction{Emoji: chat.Check}},
		"file":     {ID: "e2", User: "ann", At: chat.Ref{Platform: at.Platform, Channel: at.Channel, Message: "m2", Thread: "m1"}, Upload: &chat.Upload{Files: []chat.File{{Name: "a.png"}}}},
	} {
		put("")
		if a, err := r.Handle(t.Context(), e); err == nil || a.Reply != nil {
			t.Errorf("%s while the card is being posted: %+v, %v, want an error and no words", name, a.Reply, err)
		}
		put("other")
		if a, err := r.Handle(t.Context(), e); err != nil || a.Reply != nil {
			t.Errorf("%s on somebody else's message: %+v, %v, want nothing", name, a.Reply, err)
		}
	}
}
