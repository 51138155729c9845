package app

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	room "appealbot/bot/chat/practice"
	wall "appealbot/bot/network/practice"
	"appealbot/configs"
)

// channelOf waits until an officer sees the private channel of a case.
func channelOf(t *testing.T, p *practiceRoom, user, name string) string {
	t.Helper()
	var id string
	soon(t, "the channel of the case", func() bool {
		cs, err := p.chat.Channels(user)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cs {
			if c.Private && strings.HasPrefix(c.Name, name) {
				id = c.ID
			}
		}
		return id != ""
	})
	return id
}

// soon waits until something is so.
func soon(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); {
		if so() {
			return
		}
		<-time.After(20 * time.Millisecond)
	}
	t.Fatalf("never happened: %s", what)
}

func shows(t *testing.T, p *practiceRoom, user, channel, text string) bool {
	t.Helper()
	page, err := p.chat.Page(user, channel, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range page.Messages {
		if strings.Contains(m.Body.Plain(), text) {
			return true
		}
	}
	return false
}

// The whole program with its loops, from a command to the wall and back, and
// once more after a restart.
func TestPracticeRoomFindsEverythingAgain(t *testing.T) {
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
	ctx := context.Background()
	say := func(user, line string) {
		if _, err := p.chat.Command(ctx, room.Act{User: user, Channel: "c-newsroom"}, line); err != nil {
			t.Fatal(err)
		}
	}
	say("ann", "new 2026-1234567 Lakeshore shooting: dark Lexus seen near Lake Shore and Fifth. Call 416-808-2222.")
	ch := channelOf(t, p, "bob", "case-2026-1234567-lakeshore-shooting")
	say("ann", "submit 2026-1234567")
	say("bob", "approve 2026-1234567")
	if got := p.play("bob press"); got != "done <nil>" {
		t.Fatal(got)
	}
	soon(t, "the appeal is public", func() bool { return len(p.wall.Threads("metro", "", 1, 0)) == 1 })
	th := p.wall.Threads("metro", "", 1, 0)[0]
	if _, err := p.wall.Answer(wall.Visitor{Name: "Pat"}, th.Posts[0].ID, "I saw it"); err != nil {
		t.Fatal(err)
	}
	soon(t, "the answer is in the case's channel", func() bool { return shows(t, p, "carla", ch, "I saw it") })
	if err := p.stack.stop(); err != nil {
		t.Fatal(err)
	}

	p = open()
	if len(p.wall.Threads("metro", "", 1, 0)) != 1 || !shows(t, p, "carla", ch, "I saw it") || !shows(t, p, "ann", ch, "public (3 posts)") {
		t.Error("something is gone after the restart")
	}
	if err := p.stack.stop(); err != nil {
		t.Fatal(err)
	}
}
