package app

import (
	"os"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/configs"
)

// The whole program: what somebody publishes past it is in the duty channel within
// a minute and in the audit log, once, and not again after a restart.
func TestWhatIsPublishedOutsideIsInTheDutyChannel(t *testing.T) {
	dir := folder(t.TempDir())
	open := func() *practiceRoom {
		c := configs.Default()
		c.Log.Level = "warn"
		p := &practiceRoom{program: &program{config: c, folder: dir, stack: &stack{log: newLog(c.Log, os.Stderr)}}}
		if err := p.open(t.Context(), practiceCmd{Listen: "127.0.0.1:0"}); err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := open()
	soon(t, "the account is looked through", func() bool {
		var cur bot.Cursor
		err := p.core.desk.View(t.Context(), func(tx bot.Tx) (err error) {
			cur, err = tx.Cursor(desk.OwnSource("metro"))
			return err
		})
		return err == nil && !cur.Since.IsZero()
	})
	post, err := p.wall.Outside("metro", "Reward! Send coins.")
	if err != nil {
		t.Fatal(err)
	}
	duty, err := p.chat.FindRoom(t.Context(), "duty")
	if err != nil {
		t.Fatal(err)
	}
	soon(t, "the duty channel is told", func() bool { return shows(t, p, "carla", duty, "Reward! Send coins.") })
	if err := p.stack.stop(); err != nil {
		t.Fatal(err)
	}
	p = open()
	if _, err := p.wall.Outside("metro", "And again!"); err != nil {
		t.Fatal(err)
	}
	soon(t, "the next is told, too", func() bool { return shows(t, p, "carla", duty, "And again!") })
	var details []string
	err = p.core.desk.View(t.Context(), func(tx bot.Tx) error {
		es, err := tx.Events(1, 1000)
		for _, e := range es {
			if e.What == "published outside" {
				details = append(details, e.Detail)
			}
		}
		return err
	})
	if err != nil || len(details) != 2 || !strings.HasPrefix(details[0], "metro "+post.ID+": sha256 ") {
		t.Errorf("the audit log has %q, %v", details, err)
	}
	if err := p.stack.stop(); err != nil {
		t.Fatal(err)
	}
}
