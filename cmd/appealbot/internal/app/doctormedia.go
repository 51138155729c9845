package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"appealbot/bot/chat/finding"
	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/files"
	"appealbot/store/kv"
)

// examineMedia looks whether the pictures and videos are there, and whether their
// key is.
func examineMedia(ctx context.Context, conf configs.Config, f folder, getenv func(string) string) finding.Finding {
	const about = "media"
	ctx, stop := context.WithTimeout(ctx, proofTime)
	defer stop()
	var s mediaState
	var opens error
	err := withLog(ctx, f, func(db *bolt.DB) (err error) {
		var one string // any file that is there
		s, err = checkMedia(ctx, db, f.media(), func(dir, digest string) error {
			err := files.Look(dir, digest)
			if err == nil {
				one = digest
			}
			return err
		})
		if err == nil && one != "" {
			opens = tryMediaKey(ctx, conf, f, getenv, db, one)
		}
		return err
	})
	switch {
	case errors.Is(err, kv.ErrLocked):
		return starting(about)
	case errors.Is(err, context.DeadlineExceeded):
		return finding.Finding{Verdict: finding.Warning, About: about, Text: "There are too many pictures and videos to be looked at here.", How: "Run appealbot audit verify."}
	case err != nil:
		return finding.Finding{Verdict: finding.Problem, About: about, Text: fmt.Sprintf("The pictures and videos cannot be looked at: %v.", err), How: "Run this as the user that the program runs as."}
	case opens != nil:
		return finding.Finding{
			Verdict: finding.Problem, About: about, Text: fmt.Sprintf("The pictures and videos cannot be opened: %v.", opens),
			How: "Put secrets.key, or the key that the configuration names, back from where it was copied to. Without it they are lost.",
		}
	}
	if err := s.problem("Bring them back from a backup"); err != nil {
		return finding.Finding{Verdict: finding.Problem, About: about, Text: err.Error() + ".", How: "appealbot restore --data DIR, and copy what is missing from DIR/media."}
	}
	return finding.Finding{Verdict: finding.OK, About: about, Text: fmt.Sprintf("The pictures and videos are there: %d.", s.named)}
}

// errNoKey says that the key is not where it should be.
var errNoKey = errors.New("their key is gone")

// tryMediaKey opens a file with the key that the program would open it with. It
// makes no new key.
func tryMediaKey(ctx context.Context, conf configs.Config, f folder, getenv func(string) string, db *bolt.DB, digest string) error {
	if _, err := os.Stat(f.secrets()); errors.Is(err, fs.ErrNotExist) && !conf.Secrets.Key.IsSet() && getenv("CREDENTIALS_DIRECTORY") == "" {
		return errNoKey
	}
	sealing, err := vaultKey(conf, f, getenv)
	if err != nil {
		return err
	}
	v, err := store.OpenVault(ctx, db, sealing)
	if errors.Is(err, kv.ErrReadOnly) {
		return errNoKey // there is not even a vault yet, and none is made here
	} else if err != nil {
		return err
	}
	key, err := v.KnownMediaKey(ctx)
	if err != nil {
		return err
	}
	if key == nil {
		return errNoKey
	}
	return files.CheckKey(f.media(), digest, key)
}
