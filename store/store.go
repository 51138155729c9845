package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"appealbot/bot"
	"appealbot/store/kv"
)

// Realm says whether the public that a store knows is real.
type Realm string

// Realms. A store belongs to one of them from its creation to its end.
const (
	// Practice is for exercises: nothing in the store ever was public.
	Practice Realm = "practice"
	// Live is for real appeals on real accounts.
	Live Realm = "live"
)

// What Open refuses, beside the errors of the database and *BadEvent. They are
// compared with errors.Is.
var (
	// ErrRealm says that a practice store was to be opened as live, or the
	// reverse.
	ErrRealm = errors.New("the store belongs to the other realm")
	// ErrNewer says that a newer version of the program has written the store.
	ErrNewer = errors.New("the store was written by a newer version")
	// ErrKey says that the audit log was signed with another key.
	ErrKey = errors.New("the audit log was signed with another key")
	// ErrNoStore says that the database holds no store.
	ErrNoStore = errors.New("there is no store in this database")
	// ErrNoCopies says that the database cannot be copied while it is in use.
	ErrNoCopies = errors.New("this database cannot be copied while it is in use")
)

// Options are what Open needs beside the database. All of them but Media are
// required.
type Options struct {
	// Realm is what the caller is going to use the store for.
	Realm Realm
	// Signer signs the audit log.
	Signer *Signer
	// Now is the clock for checkpoints and for what the store itself writes
	// into the log. Everything else brings its own time along.
	Now func() time.Time
	// Media keeps a picture beside the store, durably. It is called outside of
	// any transaction, for each picture of a store of schema 3 or older, which
	// had them inside; after a crash it may be called again for the same ones.
	// Without it such a store is refused.
	Media func(digest string, data []byte) error
}

func (o Options) validate() error {
	switch {
	case o.Realm != Practice && o.Realm != Live:
		return fmt.Errorf("the realm is %q, neither %q nor %q", o.Realm, Practice, Live)
	case o.Signer == nil:
		return errors.New("no key for the audit log")
	case o.Now == nil:
		return errors.New("no clock")
	}
	return nil
}

// Store implements bot.Store on a kv.DB. It keeps nothing in memory between
// transactions, so several may use the same database.
type Store struct {
	db     kv.DB
	signer *Signer
	now    func() time.Time
	info   Info
}

var _ bot.Store = (*Store)(nil)

// Open returns the store in db. It creates the store if the database is empty,
// and brings an older one up to date. The time it takes does not depend on how
// much is stored, unless there is something to bring up to date.
//
// The database stays the caller's, who closes it when the Store is not used any
// more.
func Open(ctx context.Context, db kv.DB, o Options) (*Store, error) {
	s, err := open(ctx, db, o, migrations(o.Media))
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	return s, nil
}

// View implements bot.Store.
func (s *Store) View(ctx context.Context, fn func(bot.Tx) error) error {
	return s.db.View(ctx, func(k kv.Tx) error { return fn(s.begin(k)) })
}

// Update implements bot.Store. A transaction that appended to the audit log
// also signs it.
//
// If the database failed in a method of the Tx, the transaction is not stored,
// whatever fn made of that error.
func (s *Store) Update(ctx context.Context, fn func(bot.Tx) error) error {
	err := s.update(ctx, func(t *tx) error { return fn(t) })
	if errors.Is(err, kv.ErrFull) {
		return fmt.Errorf("%w: %w", bot.ErrFull, err)
	}
	return err
}

func (s *Store) update(ctx context.Context, fn func(*tx) error) error {
	return s.db.Update(ctx, func(k kv.Tx) error {
		t := s.begin(k)
		if err := fn(t); err != nil {
			return err
		}
		if t.failed == nil && t.log != nil && t.log.appended {
			return t.sign()
		}
		return t.failed
	})
}

func (s *Store) begin(k kv.Tx) *tx { return &tx{kv: k, store: s} }

// Info returns what the store says of itself.
func (s *Store) Info() Info { return s.info }

// Backup writes a complete copy of the database to w, as it is at one moment,
// while others go on using it, and returns the number of bytes. The copy is a
// database file of the same kind. It does not hold the key of the audit log.
//
// The error wraps ErrNoCopies if the database cannot do that.
func (s *Store) Backup(ctx context.Context, w io.Writer) (int64, error) {
	db, ok := s.db.(kv.Snapshotter)
	if !ok {
		return 0, fmt.Errorf("backup: %w", ErrNoCopies)
	}
	n, err := db.Snapshot(ctx, w)
	if err != nil {
		return n, fmt.Errorf("backup: %w", err)
	}
	return n, nil
}
