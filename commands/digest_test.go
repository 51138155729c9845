package commands_test

import (
	"strings"

	"appealbot/bot/desk"
	"appealbot/configs"
)

// digest is the department having the newsroom sent a digest of each week.
func (w *town) digest(args []string) error {
	day, hour, minute, err := configs.Digest{At: strings.Join(args, " ")}.When()
	if err != nil {
		return err
	}
	w.weekly = desk.Weekly{On: true, Day: day, Hour: hour, Minute: minute}
	return w.restart()
}
