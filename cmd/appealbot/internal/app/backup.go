package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"appealbot/store"
	"appealbot/store/bolt"
)

type backupCmd struct {
	dataFlag
	File  string `arg:"" help:"The new file." type:"path"`
	Media string `help:"Folder for the pictures and videos; what is there already is not copied again (default: FILE.media)." placeholder:"DIR" type:"path"`
}

// Run copies the store, of a running program too, and verifies the copy; then the
// pictures and videos that the copy names. They never change, so a program that
// runs does not matter to them.
func (c backupCmd) Run(ctx context.Context, sys System) error {
	f, err := findFolder(c.Data, sys)
	if err != nil {
		return err
	}
	report, err := writeNew(c.File, func(w io.Writer) error { return copyState(ctx, f, w) },
		func(path string) (store.Report, error) { return verifyFile(ctx, path, f.public()) })
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	_, err = fmt.Fprintf(sys.Stdout, "%s holds %d audit events and is verified.\nKeep %s with it, in another safe place: without the key the copy can be read and proved, but not worked with.\n",
		c.File, report.Events, f.key())
	if err != nil {
		return err
	}
	return c.copyMedia(ctx, f, sys)
}

func (c backupCmd) copyMedia(ctx context.Context, f folder, sys System) error {
	to := cmp.Or(c.Media, mediaBeside(c.File))
	s, err := copyMedia(ctx, c.File, f.media(), to)
	if err != nil {
		return fmt.Errorf("back up pictures and videos: %w", err)
	}
	if s.named == 0 {
		return nil
	}
	_, err = fmt.Fprintf(sys.Stdout, "%s holds the %d pictures and videos of it (%d new). They are sealed: keep %s too, or wherever that key is. Without it nobody can see them again.\n",
		to, s.named-len(s.lost), s.copied, f.secrets())
	return errors.Join(err, s.problem("The backup is good but for that."))
}

// copyState copies the store from the running program, or from the file when
// none runs.
func copyState(ctx context.Context, f folder, w io.Writer) error {
	body, err := callControl(ctx, f, pathBackup)
	if err == nil {
		_, err = io.Copy(w, body)
		return errors.Join(err, body.Close())
	}
	if !errors.Is(err, errNotRunning) {
		return err
	}
	db, err := bolt.OpenReadOnly(f.state())
	if err != nil {
		return err
	}
	_, err = db.Snapshot(ctx, w)
	return errors.Join(err, db.Close())
}

type restoreCmd struct {
	dataFlag
	File         string `arg:"" help:"The backup." type:"existingfile"`
	Media        string `help:"Folder with its pictures and videos (default: FILE.media)." placeholder:"DIR" type:"path"`
	WithoutMedia bool   `help:"Go on where pictures or videos are missing."`
	Key          string `help:"Public audit key to verify the backup with (default: audit.key.pub in the data folder)." placeholder:"FILE" type:"path"`
}

// Run puts a backup where there is no data yet, its pictures and videos first: so
// data that is there has them.
func (c restoreCmd) Run(ctx context.Context, sys System) error {
	f, err := openFolder(c.Data, sys)
	if err != nil {
		return err
	}
	key := c.Key
	if key == "" {
		key = f.public()
	}
	if _, err := os.Stat(key); err != nil {
		return fmt.Errorf("restore: the public audit key is missing: %w. Put audit.key and audit.key.pub into %s first, or name the public one with --key", err, string(f))
	}
	if _, err := os.Lstat(f.state()); err == nil {
		return fmt.Errorf("restore: %w", notOverwritten(f.state()))
	}
	media, err := c.copyMedia(ctx, f)
	if err != nil {
		return fmt.Errorf("restore pictures and videos: %w", err)
	}
	report, err := writeNew(f.state(), func(w io.Writer) error {
		src, err := os.Open(c.File)
		if err != nil {
			return err
		}
		_, err = io.Copy(w, src)
		return errors.Join(err, src.Close())
	}, func(path string) (store.Report, error) { return verifyFile(ctx, path, key) })
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	_, err = fmt.Fprintf(sys.Stdout, "Restored %d audit events, verified, into %s.\n", report.Events, f.state())
	if err == nil && media.named > 0 {
		_, err = fmt.Fprintf(sys.Stdout, "Restored %d of %d pictures and videos. They can be seen with the key that they were sealed with: put it back as %s, or where the configuration names it.\n",
			media.named-len(media.lost), media.named, f.secrets())
	}
	return err
}

func (c restoreCmd) copyMedia(ctx context.Context, f folder) (mediaCopy, error) {
	s, err := copyMedia(ctx, c.File, cmp.Or(c.Media, mediaBeside(c.File)), f.media())
	if err == nil && !c.WithoutMedia {
		err = s.problem("Name the folder that has them with --media, or go on --without-media")
	}
	return s, err
}

// writeNew writes a file that must not exist yet: first under another name,
// then, when it is whole, on the disk and verified, under its own. A failure
// leaves nothing behind.
func writeNew(path string, write func(io.Writer) error, verify func(path string) (store.Report, error)) (r store.Report, err error) {
	if _, err := os.Lstat(path); err == nil {
		return r, notOverwritten(path)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, removeIfThere(tmp.Name())) }()
	if err := errors.Join(write(tmp), tmp.Sync(), tmp.Close()); err != nil {
		return r, err
	}
	if r, err = verify(tmp.Name()); err != nil {
		return r, err
	}
	// A link, unlike a rename, never replaces anything.
	if err := os.Link(tmp.Name(), path); err != nil {
		return r, err
	}
	return r, syncDir(filepath.Dir(path))
}

func notOverwritten(path string) error {
	return fmt.Errorf("%s exists and is not overwritten. Move it away or choose another name", path)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// verifyFile checks the database file and proves its audit log.
func verifyFile(ctx context.Context, path, key string) (store.Report, error) {
	v, err := store.LoadVerifier(key)
	if err != nil {
		return store.Report{}, err
	}
	db, err := bolt.OpenReadOnly(path)
	if err != nil {
		return store.Report{}, err
	}
	if err := db.Check(ctx); err != nil {
		return store.Report{}, errors.Join(err, db.Close())
	}
	r, err := store.VerifyLog(ctx, db, v)
	return r, errors.Join(err, db.Close())
}
