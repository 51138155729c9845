package slack_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat/slack/slacktest"
)

// A reaction that was given while Slack could tell nothing, and before the card
// was changed, is for what the card showed then, however long the bot was
// without a connection since.
func TestReactionBeforeAChangeDuringAnOutage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.post("k", approve("card"))
	w.Refuse(true)
	w.FaultAll(func(r slacktest.Request) slacktest.Fault { // nor does it answer whoever asks
		if strings.HasPrefix(r.Method, "chat.") {
			return slacktest.Fault{}
		}
		return slacktest.Fault{Status: http.StatusServiceUnavailable}
	})
	w.Cut()
	w.until("there is no connection", func() bool { open, _ := w.Sockets(); return open == 0 })
	w.Hold()
	w.puts(at, check, true)
	w.Forget()
	time.Sleep(2 * time.Second)
	w.update(at, approve("changed"))
	time.Sleep(12 * time.Second) // longer than the pause between two notes of how far everything was handled
	w.FaultAll(nil)
	w.Refuse(false)
	w.reacted(at, stale)
}
