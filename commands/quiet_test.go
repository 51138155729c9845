package commands_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"appealbot/bot"
)

// quieted are the accounts of a town with their quiet hours.
type quieted struct {
	accounts
	w *town
}

func (q quieted) All() []bot.Account {
	out := q.accounts.All()
	for i, a := range out {
		out[i].Windows = q.w.windows[a.ID]
	}
	return out
}

// quiet gives an account quiet hours, and says which kinds may pass them:
// "metro 23:00 07:00 missing,amber"; without times it has none any more.
func (w *town) quiet(args []string) error {
	id := bot.AccountID(args[0])
	if w.windows == nil {
		w.windows = map[bot.AccountID][]bot.Window{}
	}
	if len(args) == 1 {
		delete(w.windows, id)
		return nil
	}
	from, err := time.Parse("15:04", args[1])
	to, err2 := time.Parse("15:04", args[2])
	if err := errors.Join(err, err2); err != nil {
		return fmt.Errorf("quiet hours: %w", err)
	}
	win := bot.Window{From: from.Hour()*60 + from.Minute(), To: to.Hour()*60 + to.Minute()}
	for k := range strings.SplitSeq(strings.Join(args[3:], ""), ",") {
		win.Passes = append(win.Passes, bot.Kind(k))
	}
	w.windows[id] = []bot.Window{win}
	return nil
}

// reboot is restart as a verb of the scripts.
func (w *town) reboot([]string) error { return w.restart() }
