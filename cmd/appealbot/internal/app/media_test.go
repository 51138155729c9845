package app

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/configs"
	"appealbot/store"
)

// A mediaRoom is a practice room with files in it, and the tools for it.
type mediaRoom struct {
	t   *testing.T
	dir string
	p   *practiceRoom
}

func openMediaRoom(t *testing.T, dir string) *mediaRoom {
	t.Helper()
	c := configs.Default()
	c.Log.Level = "error"
	p := &practiceRoom{program: &program{config: c, folder: folder(dir), stack: &stack{log: newLog(c.Log, os.Stderr)}}}
	r := &mediaRoom{t, dir, p}
	t.Cleanup(r.stop)
	if err := p.open(t.Context(), practiceCmd{Listen: "127.0.0.1:0"}); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *mediaRoom) stop() {
	r.t.Helper()
	if err := r.p.stack.stop(); err != nil {
		r.t.Error(err)
	}
}

// ownDir is a folder that nobody else may look into.
func ownDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// keep puts a file and names it.
func (r *mediaRoom) keep(b string) string {
	r.t.Helper()
	digest, size, err := r.p.core.files.Put(strings.NewReader(b))
	if err == nil {
		err = r.p.core.store.Update(r.t.Context(), func(tx bot.Tx) error {
			return tx.Keep(bot.Kept{Digest: digest, Size: size, Type: "video/mp4", Case: "k1", At: now()})
		})
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return digest
}

func (r *mediaRoom) wantFile(want string) {
	r.t.Helper()
	if err := store.ReadKept(r.t.Context(), r.p.core.db, func(k bot.Kept) error {
		b, err := r.p.core.files.Open(k.Digest)
		if err != nil {
			return err
		}
		got, err := io.ReadAll(io.NewSectionReader(b, 0, b.Size()))
		if string(got) == want {
			want = ""
		}
		return errors.Join(err, b.Close())
	}); err != nil || want != "" {
		r.t.Errorf("%q does not come back: %v", want, err)
	}
}

// tool runs a command line and wants its exit status and words.
func tool(t *testing.T, code int, words string, args ...string) {
	t.Helper()
	var b bytes.Buffer
	got := Main(t.Context(), args, System{Stdin: strings.NewReader(""), Stdout: &b, Stderr: &b, Getenv: func(string) string { return "" }})
	if got != code || !strings.Contains(b.String(), words) {
		t.Errorf("%s: status %d, want %d with %q:\n%s", strings.Join(args, " "), got, code, words, b.String())
	}
}

func sealedAt(dir, digest string) string { return filepath.Join(dir, digest[:2], digest) }

func flip(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		b[len(b)-1] ^= 1
		err = os.WriteFile(path, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestMediaAreBackedUpAndRestored takes a running room's files through a backup, a
// second one that copies what is new, and into another folder.
func TestMediaAreBackedUpAndRestored(t *testing.T) {
	t.Parallel()
	dir, safe := ownDir(t), ownDir(t)
	r := openMediaRoom(t, dir)
	first := r.keep("a video of the white van")
	media := filepath.Join(safe, "media")
	tool(t, exitOK, "1 pictures and videos of it (1 new)", "backup", "--data", dir, "--media", media, filepath.Join(safe, "monday"))
	second := r.keep("a second one")
	tool(t, exitOK, "2 pictures and videos of it (1 new)", "backup", "--data", dir, "--media", media, filepath.Join(safe, "tuesday"))
	tool(t, exitOK, "The 2 pictures and videos are there and whole.", "audit", "verify", "--data", dir)
	tool(t, exitOK, "The pictures and videos are there: 2.", "doctor", "--data", dir)
	if b, err := os.ReadFile(sealedAt(media, first)); err != nil || bytes.Contains(b, []byte("van")) {
		t.Errorf("the backup has it in the clear, or not at all: %v", err)
	}

	elsewhere := ownDir(t)
	for _, name := range []string{"audit.key", "audit.key.pub", "secrets.key"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(elsewhere, name), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	tuesday := filepath.Join(safe, "tuesday")
	tool(t, exitFailed, "2 of 2 pictures and videos are missing", "restore", "--data", elsewhere, tuesday)
	if _, err := os.Stat(folder(elsewhere).state()); err == nil {
		t.Error("what lacks its pictures was restored all the same")
	}
	tool(t, exitOK, "Restored 2 of 2 pictures and videos", "restore", "--data", elsewhere, "--media", media, tuesday)
	back := openMediaRoom(t, elsewhere)
	back.wantFile("a video of the white van")
	back.wantFile("a second one")

	// A folder of other data is left alone.
	other := openMediaRoom(t, ownDir(t))
	other.keep("a second one")
	tool(t, exitFailed, "choose another one", "backup", "--data", other.dir, "--media", media, filepath.Join(safe, "other"))
	flip(t, sealedAt(folder(dir).media(), second))
	tool(t, exitFailed, "1 of 2 pictures and videos are missing or damaged ("+second[:16]+")", "audit", "verify", "--data", dir)
}

// TestMissingMediaAreTold loses files in every way that the tools can see.
func TestMissingMediaAreTold(t *testing.T) {
	t.Parallel()
	dir, safe := ownDir(t), ownDir(t)
	r := openMediaRoom(t, dir)
	gone := r.keep("one that is lost")
	r.keep("one that is not")
	if err := os.Remove(sealedAt(folder(dir).media(), gone)); err != nil {
		t.Fatal(err)
	}
	tool(t, exitFailed, "1 of 2 pictures and videos are missing", "audit", "verify", "--data", dir)
	tool(t, exitFailed, "1 of 2 pictures and videos are missing", "doctor", "--data", dir)
	backup := filepath.Join(safe, "backup")
	tool(t, exitFailed, "The backup is good but for that", "backup", "--data", dir, backup)

	r.stop()
	key := folder(dir).secrets()
	if err := os.Rename(key, key+".away"); err != nil {
		t.Fatal(err)
	}
	tool(t, exitFailed, "their key is gone", "doctor", "--data", dir)
	if _, err := os.Stat(key); err == nil {
		t.Error("the doctor made a new key")
	}
	if err := os.WriteFile(key, []byte("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, exitFailed, "cannot be opened: open secrets: the secrets were sealed with another key", "doctor", "--data", dir)
	tool(t, exitFailed, "sealed with another key", "practice", "--data", dir, "--listen", "127.0.0.1:0")
	tool(t, exitOK, "cannot be seen any more", "secrets", "drop", "--data", dir)
	tool(t, exitFailed, "their key is gone", "doctor", "--data", dir)

	into := ownDir(t)
	b, err := os.ReadFile(folder(dir).public())
	if err == nil {
		err = os.WriteFile(folder(into).public(), b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	tool(t, exitFailed, "--without-media", "restore", "--data", into, backup)
	tool(t, exitOK, "Restored 1 of 2 pictures and videos", "restore", "--data", into, "--without-media", backup)
}
