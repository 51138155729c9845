package app

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"appealbot/bot/network/mastodon/mastodontest"
	"appealbot/bot/network/networktest"
)

// Nobody but the configured account can be connected, and what does not work is
// said as a sentence by which nothing is given away.
func TestLiveConnectSomebodyElse(t *testing.T) {
	t.Parallel()
	l := onSlack(t).goLive(allSquares(t)...)
	for _, s := range l.squares {
		says, code := l.connect(s, s.misled, "--no-listen")
		if code == exitOK || !strings.Contains(says, "\nappealbot: ") && !strings.Contains(says, "> appealbot: ") {
			t.Errorf("somebody else on %s: %d\n%s", s.account(), code, says)
		}
		for _, word := range []string{"{", "json", "400", "401", "panic"} {
			if strings.Contains(says[strings.LastIndex(says, "appealbot: "):], word) {
				t.Errorf("%s says %q:\n%s", s.account(), word, says)
			}
		}
		if n := len(s.public()); n != 0 {
			t.Errorf("%d posts are on %s", n, s.account())
		}
		// It was nobody's fault but that person's: the right one can still come.
		l.connected(s, "--no-listen")
	}
	says, _ := l.doctor()
	for _, s := range l.squares {
		if !strings.Contains(says, l.title(s)+" can be published on.") {
			t.Errorf("the doctor does not find %s well:\n%s", s.account(), says)
		}
	}
	says, code := l.connect(l.on("metro-x"), func(*testing.T, string) string { return redirect + "?code=stolen-code&state=made-up" }, "--no-listen")
	if code == exitOK || !strings.Contains(says, "belongs to another attempt") || strings.Contains(says, "stolen-code") {
		t.Errorf("a made-up answer: %d\n%s", code, says)
	}
}

// An account that cannot be asked is not connected, and the command says so.
func TestLiveConnectWithoutNetwork(t *testing.T) {
	t.Parallel()
	s := newMastodon(t, mastodontest.Mastodon)
	l := onSlack(t).goLive(s)
	s.faults.Next(1000, networktest.Down, func(*http.Request) bool { return true })
	says, code := l.connect(s, s.agrees)
	if code == exitOK || !strings.Contains(says, "appealbot: ") || strings.Contains(says, "connected.") {
		t.Errorf("a server that is down: %d\n%s", code, says)
	}
	s.faults.Next(0, networktest.Works, nil)
	l.connected(s)
}

// An account's access is taken away. The duty channel hears of it once, cards
// say so before anybody approves, what is approved waits, and it is well when the
// account is connected again.
func TestLiveTokenDies(t *testing.T) {
	t.Parallel()
	l := onStandIn(t).goLive(append(squares(t), newFacebook(t))...)
	for _, s := range l.squares {
		l.connected(s, "--no-listen")
	}
	l.start()
	for _, s := range l.squares {
		l.fit(s.account())
	}
	l.waiting("2026-1111111")
	l.card("!Cannot be published")
	for _, s := range l.squares {
		s.revoke()
	}
	// Somebody approves another appeal, and the networks refuse it.
	l.waiting("2026-2222222")
	l.press("bob", "Approve", "Approved")
	for _, s := range l.squares {
		l.hearsOnce(l.title(s) + " cannot be published on since")
	}
	l.enter("case-2026-1111111-fire")
	for _, s := range l.squares {
		l.card("waiting for", "Cannot be published", "/appeal connect "+string(s.account()))
	}
	says, code := l.doctor()
	for _, s := range l.squares {
		if code == exitOK || !strings.Contains(says, "-> appealbot connect "+string(s.account())) {
			t.Errorf("the doctor, %d:\n%s", code, says)
		}
	}
	if n := l.everywhere(""); n != 0 {
		t.Errorf("%d posts are public without access", n)
	}
	l.on("metro-bluesky").(*blueskySquare).SetPassword(skyHandle, skyPassword)
	for _, s := range l.squares {
		l.connectedInChat("carla", s)
	}
	for _, s := range l.squares {
		l.hearsOnce(l.title(s) + " works again")
		l.hearsOnce(l.title(s) + " cannot be published on since")
	}
	l.card("waiting for", "!Cannot be published")
	if says, _ = l.doctor(); strings.Contains(says, "appealbot connect") {
		t.Errorf("the doctor still sends to connect:\n%s", says)
	}
	l.enter("case-2026-2222222-fire")
	l.card("public (4 posts)")
	l.quit()
	l.whole()
	l.publishedOnly(4)
	for _, s := range l.squares {
		if got := s.public(); len(got) != 1 {
			t.Errorf("%s has %q", s.account(), got)
		}
	}
}

// The credentials are sealed with a key of their own. Without it nothing else is
// lost, and nothing goes on as if nothing were.
func TestLiveSecretsKey(t *testing.T) {
	t.Parallel()
	l := onSlack(t).goLive(allSquares(t)...)
	for _, s := range l.squares {
		l.connected(s, "--no-listen")
	}
	well := func() bool {
		says, _ := l.doctor()
		return strings.Count(says, "can be published on.") == len(l.squares)
	}
	if !well() {
		t.Fatal("the accounts do not work")
	}
	backup := filepath.Join(l.dir, "backup.db")
	l.tool("backup", backup)
	key := folder(l.data()).secrets()
	old, err := os.ReadFile(key)
	l.must(err)

	// Another key: a clear sentence, and it does not start.
	l.must(os.Remove(key))
	says, code := l.try("serve")
	if code == exitOK || !strings.Contains(says, "key") || strings.Contains(says, strings.TrimSpace(string(old))) {
		t.Errorf("with another key: %d\n%s", code, says)
	}
	says, code = l.try("connect", "metro-x")
	if code == exitOK || !strings.Contains(says, "key") {
		t.Errorf("connect with another key: %d\n%s", code, says)
	}
	if says, code = l.doctor(); code == exitOK || !strings.Contains(says, "key of the accounts' credentials") {
		t.Errorf("the doctor, with another key: %d\n%s", code, says)
	}
	l.logged("connected account")

	// The key is lost for good: the credentials are, and nothing else.
	lost := filepath.Join(l.dir, "lost")
	l.must(os.Mkdir(lost, 0o700))
	for _, path := range []string{folder(l.data()).key(), folder(l.data()).public()} {
		b, err := os.ReadFile(path)
		l.must(err)
		l.must(os.WriteFile(filepath.Join(lost, filepath.Base(path)), b, 0o600))
	}
	whole := l.folder
	l.folder = lost
	l.tool("restore", backup)
	if says := l.tool("secrets", "drop"); !strings.Contains(says, "appealbot connect") {
		t.Errorf("after the secrets were dropped: %s", says)
	}
	l.logged("connected account")
	if says, _ := l.doctor(); strings.Count(says, "-> appealbot connect ") != len(l.squares) {
		t.Errorf("the doctor, without credentials:\n%s", says)
	}
	for _, s := range l.squares {
		l.connected(s, "--no-listen")
	}
	if !well() {
		t.Error("accounts that were connected again do not work")
	}
	if says, code := l.try("secrets", "drop"); code == exitOK || !strings.Contains(says, "belongs to them") {
		t.Errorf("secrets were dropped although their key is there: %s", says)
	}
	l.folder = whole

	// A backup comes back with the key.
	l.must(os.WriteFile(key, old, 0o600))
	l.must(os.Rename(folder(l.data()).state(), filepath.Join(l.dir, "lost.db")))
	l.tool("restore", backup)
	if !well() {
		t.Error("a backup with its key does not work")
	}
	l.logged("connected account")
}
