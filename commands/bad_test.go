package commands_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/chat/practice"
	"appealbot/commands"
)

// broken is a store that cannot write.
type broken struct {
	bot.Store
	err error
}

func (b broken) Update(context.Context, func(bot.Tx) error) error { return b.err }

// What goes wrong inside is a sentence for the officer, with a reference for
// the log, whose words it never shows.
func TestFailuresAreSentences(t *testing.T) {
	for _, tt := range []struct {
		err  error
		says string
	}{
		{fmt.Errorf("%w: no space left on device", bot.ErrFull), "disk is full, so nothing was changed"},
		{errors.New("page 17: secret detail"), "Something went wrong, and nothing was changed"},
		{context.DeadlineExceeded, "may or may not have happened"},
	} {
		w, err := newTown(t)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.makeDesk(broken{w.store, tt.err}); err != nil {
			t.Fatal(err)
		}
		r := commands.New(w.desk, practice.Name, slog.New(slog.DiscardHandler), nil)
		a, err := r.Handle(t.Context(), chat.Event{
			ID: "e1", User: "ann", Command: &chat.Command{Line: "new 2026-1234567 Fire: anyone who saw it? Call 416-808-2222."},
		})
		if err == nil || a.Reply == nil || !strings.Contains(a.Reply.Text, tt.says) || !strings.Contains(a.Reply.Text, "reference ") {
			t.Errorf("%v: %+v, %v", tt.err, a.Reply, err)
		}
		if a.Reply != nil && strings.Contains(a.Reply.Text, "secret detail") {
			t.Errorf("the officer is shown %q", a.Reply.Text)
		}
	}
}

// Lines that no officer types on purpose are refused in words, and nothing is
// stored.
func TestBadLines(t *testing.T) {
	w, err := newTown(t)
	if err != nil {
		t.Fatal(err)
	}
	r := commands.New(w.desk, practice.Name, slog.New(slog.DiscardHandler), nil)
	for name, line := range map[string]string{
		"a megabyte":    "new 2026-1234567 Fire: " + strings.Repeat("anyone ", 150_000),
		"invalid UTF-8": "new 2026-1234567 Fire: any\xffone",
		"a NUL":         "new 2026-1234567 Fire: any\x00one",
	} {
		a, err := r.Handle(t.Context(), chat.Event{ID: name, User: "ann", Command: &chat.Command{Line: line}})
		if err != nil || a.Reply == nil || len(a.Reply.Text) > 500 || strings.Contains(a.Reply.Text, "went wrong") {
			t.Errorf("%s: %v, %+v", name, err, a.Reply)
		}
	}
	if err := w.store.View(t.Context(), func(tx bot.Tx) error {
		ks, err := tx.Cases("", 10)
		if len(ks) != 0 {
			t.Errorf("%d cases were stored", len(ks))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// Nobody asked what became of a channel, so nobody gets an answer when it
// cannot be stored; the caller gets the error.
func TestChannelsThatCannotBeNoted(t *testing.T) {
	w, err := newTown(t)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.makeDesk(broken{w.store, errors.New("page 17")}); err != nil {
		t.Fatal(err)
	}
	r := commands.New(w.desk, practice.Name, slog.New(slog.DiscardHandler), nil)
	a, err := r.Handle(t.Context(), chat.Event{ID: "e1", Room: &chat.RoomChange{Fate: chat.Expelled}})
	if err == nil || a.Reply != nil || a.Open != nil || a.Errors != nil {
		t.Errorf("%+v, %v", a, err)
	}
}
