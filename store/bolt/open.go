package bolt

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

const (
	// lockTimeout is how long Open waits for another process to let go of the
	// file: long enough for the last moments of an instance that is being
	// replaced, short enough for a person to wait for the error.
	lockTimeout = 850 * time.Millisecond

	// minPages is the size of a database without tables: two meta pages, the
	// list of free pages and the root.
	minPages = 4
)

// Options are the settings of Open. The zero Options are complete.
type Options struct {
	// MaxSize is the greatest size of the file in bytes, beyond which Update
	// returns kv.ErrFull. The file grows in steps of 16 MiB. 0 is no limit.
	MaxSize int

	// Observe, if not nil, is told of every commit, before its Updates return.
	// It must be quick and must not use the database.
	Observe func(Commit)

	// Now is the clock with which commits are timed for Observe. Without it
	// they take no time.
	Now func() time.Time
}

// Commit is what Observe is told.
type Commit struct {
	// Updates is how many Updates shared the commit, including those that
	// failed beside it.
	Updates int

	// Took is how long the disk took.
	Took time.Duration

	// Err is nil if the changes were stored.
	Err error
}

// Open opens the database in the file at path and creates it, readable by its
// owner only, if there is none. The folder must exist.
//
// It returns an error that wraps kv.ErrLocked within a second if another
// process holds the file, kv.ErrReadOnly if the file or its folder cannot be
// written, kv.ErrCorrupt if the file is damaged or something else, and
// kv.ErrFull if there is no room to create it.
func Open(path string, o Options) (*DB, error) {
	return open(path, o, false)
}

// OpenReadOnly opens the database in the file at path for reading. Several
// processes may do so at the same time, though not while another has it open
// for writing. Update returns kv.ErrReadOnly.
//
// It returns an error that wraps kv.ErrLocked or kv.ErrCorrupt as Open does.
func OpenReadOnly(path string) (*DB, error) {
	return open(path, Options{}, true)
}

func open(path string, o Options, readOnly bool) (*DB, error) {
	d := &DB{
		path:     path,
		readOnly: readOnly,
		now:      o.Now,
		observe:  o.Observe,
		commit:   (*bbolt.Tx).Commit,
	}
	if d.now == nil {
		d.now = func() time.Time { return time.Time{} }
	}
	err := guard(func() (err error) {
		d.b, err = bbolt.Open(path, 0o600, &bbolt.Options{
			Timeout:         lockTimeout,
			ReadOnly:        readOnly,
			MaxSize:         o.MaxSize,
			InitialMmapSize: mapSize(path),
			// Finding room in a list costs time in proportion to the list.
			FreelistType: bbolt.FreelistMapType,
			// The list of free pages is stored with each commit. Leaving it
			// out saves little and makes Open read the whole file, in a
			// goroutine of bbolt's whose panics nobody can catch.
			NoFreelistSync: false,
			// Otherwise Check would load it while Views look whether it is there.
			PreLoadFreelist: true,
			NoStatistics:    true,
			OpenFile:        d.openFile,
		})
		return err
	})
	if err == nil && d.created {
		err = syncFolder(filepath.Dir(path))
	}
	if err != nil {
		d.abandon()
		return nil, fmt.Errorf("open %s: %w", path, openError(err, readOnly))
	}
	return d, nil
}

// openFile opens the file for bbolt and makes sure that bbolt can use it. It
// locks the file before it looks, because another process may be writing. bbolt
// locks it again by the same descriptor, which changes nothing.
func (d *DB) openFile(path string, flag int, mode os.FileMode) (_ *os.File, err error) {
	f, err := os.OpenFile(path, flag, mode)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = f.Close() // nothing was written
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNoFile
	}
	if err := lock(f, !d.readOnly, lockTimeout); err != nil {
		return nil, err
	}
	// The size is of interest only now that nobody else can change it.
	if info, err = f.Stat(); err != nil {
		return nil, err
	}
	d.created = info.Size() == 0 && !d.readOnly
	if !d.created {
		if err := checkHeader(f, info.Size()); err != nil {
			return nil, err
		}
	}
	d.file = f
	return f, nil
}

// abandon cleans up after a failed Open. After an error bbolt has closed the
// file, after a panic it has not; closing it twice does no harm.
func (d *DB) abandon() {
	// The error that led here says more than those of closing.
	if d.b != nil {
		_ = d.b.Close()
	}
	if d.file == nil {
		return
	}
	_ = d.file.Close()
	if d.created {
		emptyAgain(d.path)
	}
}

// emptyAgain takes back what was written to a new file when the disk was full.
// Otherwise the next Open would take the fragment for a damaged database.
func emptyAgain(path string) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer func() { _ = f.Close() }() // Open's error says more
	if err := lock(f, true, 0); err != nil {
		return
	}
	// Whoever came in between has completed the file.
	if info, err := f.Stat(); err == nil && info.Size() < int64(minPages*os.Getpagesize()) {
		_ = f.Truncate(0) // Open's error says more
	}
}
