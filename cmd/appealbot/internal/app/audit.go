package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/files"
)

// A log is what the audit tools look at: the store's own file, or, while the
// program runs on it, a copy of it.
func withLog(ctx context.Context, f folder, fn func(*bolt.DB) error) error {
	body, err := callControl(ctx, f, pathBackup)
	if errors.Is(err, errNotRunning) {
		return withFile(f.state(), fn)
	}
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(string(f), ".audit-*")
	if err != nil {
		return errors.Join(err, body.Close())
	}
	_, err = io.Copy(tmp, body)
	err = errors.Join(err, body.Close(), tmp.Close())
	if err == nil {
		err = withFile(tmp.Name(), fn)
	}
	return errors.Join(err, os.Remove(tmp.Name())) //nolint:gosec // the name is that of a file that was made here
}

func withFile(path string, fn func(*bolt.DB) error) error {
	db, err := bolt.OpenReadOnly(path)
	if err != nil {
		return err
	}
	return errors.Join(fn(db), db.Close())
}

type auditVerifyCmd struct {
	dataFlag
	Key   string `help:"Public audit key (default: audit.key.pub in the data folder)." placeholder:"FILE" type:"path"`
	Since string `help:"A checkpoint that was kept elsewhere; proves that the log still begins with what it then held." placeholder:"FILE" type:"existingfile"`
}

// Run proves the audit log.
func (c auditVerifyCmd) Run(ctx context.Context, sys System) error {
	f, err := findFolder(c.Data, sys)
	if err != nil {
		return err
	}
	key := c.Key
	if key == "" {
		key = f.public()
	}
	v, err := store.LoadVerifier(key)
	if err != nil {
		return err
	}
	var old []byte
	if c.Since != "" {
		if old, err = os.ReadFile(c.Since); err != nil {
			return err
		}
	}
	var r store.Report
	err = withLog(ctx, f, func(db *bolt.DB) (err error) {
		if r, err = store.VerifyLog(ctx, db, v); err != nil || old == nil {
			return err
		}
		return store.CheckLogExtends(ctx, db, v, string(old))
	})
	if err != nil {
		return fmt.Errorf("the audit log does NOT verify: %w", err)
	}
	_, err = fmt.Fprintf(sys.Stdout, "The audit log is whole: %d events, %d signed checkpoints, the newest of %s.\nRoot %s\n",
		r.Events, r.Checkpoints, r.Signed.Format("2006-01-02 15:04:05 MST"), r.Root)
	if err != nil {
		return err
	}
	return verifyMedia(ctx, f, sys)
}

// verifyMedia reads every picture and video that a record names.
func verifyMedia(ctx context.Context, f folder, sys System) error {
	var s mediaState
	err := withLog(ctx, f, func(db *bolt.DB) (err error) {
		s, err = checkMedia(ctx, db, f.media(), files.Check)
		return err
	})
	if err != nil || s.named == 0 {
		return err
	}
	if err := s.problem("Bring them back from a backup: appealbot restore, into another folder, and copy them from its media"); err != nil {
		return err
	}
	_, err = fmt.Fprintf(sys.Stdout, "The %d pictures and videos are there and whole.\n", s.named)
	return err
}

type auditCheckpointCmd struct{ dataFlag }

// Run prints the newest checkpoint.
func (c auditCheckpointCmd) Run(ctx context.Context, sys System) error {
	f, err := findFolder(c.Data, sys)
	if err != nil {
		return err
	}
	v, err := store.LoadVerifier(f.public())
	if err != nil {
		return err
	}
	return withLog(ctx, f, func(db *bolt.DB) error {
		r, err := store.VerifyLog(ctx, db, v)
		if err != nil {
			return err
		}
		_, err = io.WriteString(sys.Stdout, r.Checkpoint)
		return err
	})
}

type auditPrintCmd struct {
	dataFlag
	From uint64 `help:"Sequence number to begin with." default:"1"`
}

// printPage is how many events are read at once.
const printPage = 500

// Run prints the log as JSON, one event a line.
func (c auditPrintCmd) Run(ctx context.Context, sys System) error {
	f, err := findFolder(c.Data, sys)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(sys.Stdout)
	return withLog(ctx, f, func(db *bolt.DB) error {
		for from := c.From; ; {
			var page []bot.Event
			err := store.ReadLog(ctx, db, from, printPage, func(e bot.Event) error {
				page = append(page, e)
				return enc.Encode(e)
			})
			if err != nil || len(page) == 0 {
				return err
			}
			from = page[len(page)-1].Seq + 1
		}
	})
}
