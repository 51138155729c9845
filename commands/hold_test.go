package commands_test

import (
	"fmt"
	"strconv"

	"appealbot/bot"
)

// keeps is the department changing for how many days it keeps drafts, originals,
// answers and appeals: a restart with another configuration.
func (w *town) keeps(args []string) error {
	if len(args) != 4 {
		return fmt.Errorf("it keeps four things, not %d", len(args))
	}
	k := &w.keep.Default
	for i, p := range []*bot.Period{&k.Drafts, &k.Originals, &k.Replies, &k.Appeals} {
		n, err := strconv.Atoi(args[i])
		if err != nil {
			return err
		}
		*p = bot.Period(n)
	}
	if err := w.restart(); err != nil {
		return err
	}
	return w.desk.Prime(w.t.Context())
}
