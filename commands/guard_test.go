package commands_test

import (
	"fmt"
	"log/slog"
	"sync/atomic"

	"appealbot/bot"
	"appealbot/bot/guard"
)

// brittle is a guard whose rules break while they are told to: one without any lists
// panics on most texts.
type brittle struct {
	*guard.Guard
	ruin   guard.Guard
	broken atomic.Bool
}

func newBrittle(log *slog.Logger) (*brittle, error) {
	g, err := guard.New(guard.DefaultPolicy())
	if err != nil {
		return nil, err
	}
	b := &brittle{Guard: g}
	b.ruin.OnFault = func(f *guard.Fault) { log.Error("a rule broke", "during", f.During, "stack", string(f.Stack)) }
	return b, nil
}

func (b *brittle) Check(in guard.Input) ([]bot.Finding, error) {
	if b.broken.Load() {
		return b.ruin.Check(in)
	}
	return b.Guard.Check(in)
}

func (b *brittle) Classify(text string) guard.Class {
	if b.broken.Load() {
		return b.ruin.Classify(text)
	}
	return b.Guard.Classify(text)
}

// breaks has the rules of the guard break from now on, or work again: "breaks" or
// "works".
func (w *town) breaks(args []string) error {
	if len(args) != 1 || args[0] != "breaks" && args[0] != "works" {
		return fmt.Errorf("the guard breaks or works, not %q", args)
	}
	w.guard.broken.Store(args[0] == "breaks")
	return nil
}
