package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/store/kv"
)

// Info is what a store says of itself. Its form is the one thing that no
// migration ever changes, so that every version of the program can read it.
type Info struct {
	// Realm is what the store was created for.
	Realm Realm
	// Schema is the number of the last migration that was applied.
	Schema int
	// Created is when.
	Created time.Time
}

// Inspect reads what a database says of itself without changing it. The error
// wraps ErrNoStore if it holds no store. With VerifyLog it is how a backup is
// checked.
func Inspect(ctx context.Context, db kv.DB) (Info, error) {
	var i Info
	err := db.View(ctx, func(k kv.Tx) (err error) {
		i, err = (&tx{kv: k}).info()
		return err
	})
	if err != nil {
		return Info{}, fmt.Errorf("inspect store: %w", err)
	}
	return i, nil
}

func (t *tx) info() (Info, error) {
	b, err := t.get(tableMeta, []byte(metaKey))
	if errors.Is(err, kv.ErrNotFound) {
		return Info{}, ErrNoStore
	}
	if err != nil {
		return Info{}, err
	}
	i, err := decode[Info](tableMeta, b)
	if err == nil && (i.Schema < 1 || i.Realm != Practice && i.Realm != Live) {
		err = fmt.Errorf("%w: the store says that it has schema %d and realm %q", kv.ErrCorrupt, i.Schema, i.Realm)
	}
	return i, err
}

func (t *tx) putInfo(i Info) error {
	b, err := encode(i)
	if err != nil {
		return err
	}
	return t.put(tableMeta, []byte(metaKey), b)
}

// open is Open with the migrations that are known.
func open(ctx context.Context, db kv.DB, o Options, known []migration) (*Store, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	s := &Store{db: db, signer: o.Signer, now: o.Now}
	present := known[len(known)-1].schema
	err := s.read(ctx)
	if errors.Is(err, ErrNoStore) {
		err = s.create(ctx, o.Realm, present)
	}
	if err != nil {
		return nil, err
	}
	if err := s.suits(o.Realm, present); err != nil {
		return nil, err
	}
	if err := s.checkHead(ctx); err != nil {
		return nil, err
	}
	if err := s.migrate(ctx, known); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Store) read(ctx context.Context) error {
	return s.db.View(ctx, func(k kv.Tx) (err error) {
		s.info, err = s.begin(k).info()
		return err
	})
}

// suits reports why the store cannot be used for realm by a program that knows
// the schema present.
func (s *Store) suits(realm Realm, present int) error {
	if s.info.Schema > present {
		return fmt.Errorf("%w: it has schema %d, and this one knows %d. Start the newer version again, or restore a backup from before it was installed", ErrNewer, s.info.Schema, present)
	}
	switch {
	case s.info.Realm == realm:
		return nil
	case realm == Live:
		return fmt.Errorf("%w: it holds practice data, which must never meet real accounts. Choose another place for the data of the live program", ErrRealm)
	default:
		return fmt.Errorf("%w: it holds live data, which is not for practising. Choose another place for the practice data", ErrRealm)
	}
}

// checkHead makes sure that the log can be continued.
func (s *Store) checkHead(ctx context.Context) error {
	return s.db.View(ctx, func(k kv.Tx) error {
		t := s.begin(k)
		if err := t.sameKey(); err != nil {
			return err
		}
		_, err := t.readHead()
		return err
	})
}

// sameKey tells a wrong key file from an altered log: both have no signature of
// ours, but only one is the operator's mistake.
func (t *tx) sameKey() error {
	msg, err := t.kv.Get(tableLatest, []byte(latestKey))
	if err != nil {
		return nil //nolint:nilerr // readHead says it better.
	}
	if by := signedBy(msg); by != "" && by != t.store.signer.Name() {
		return fmt.Errorf("%w: by %s, and the key given is %s. Put the key file back that belongs to this store", ErrKey, by, t.store.signer.Name())
	}
	return nil
}

// create makes an empty store. Another instance may be doing the same.
func (s *Store) create(ctx context.Context, realm Realm, schema int) error {
	err := s.update(ctx, func(t *tx) error {
		switch i, err := t.info(); {
		case err == nil:
			s.info = i
			return nil
		case !errors.Is(err, ErrNoStore):
			return err
		}
		if err := t.mustBeEmpty(); err != nil {
			return err
		}
		s.info = Info{Realm: realm, Schema: schema, Created: s.now().UTC()}
		if err := t.putInfo(s.info); err != nil {
			return err
		}
		t.log = &logHead{peaks: peaks{}} // the only log that begins with nothing
		return t.tell("store created", fmt.Sprintf("%s, schema %d", realm, schema))
	})
	if err != nil {
		return fmt.Errorf("create: %w", err)
	}
	return nil
}

// mustBeEmpty refuses to make a store out of the remains of another.
func (t *tx) mustBeEmpty() error {
	for _, table := range []string{tableEvent, tableEventHash, tableLatest, tableKept, tableCase, tableReply} {
		ps, err := t.scan(table, nil, nil, 1)
		if err != nil {
			return err
		}
		if len(ps) > 0 {
			return fmt.Errorf("%w: the store does not say what it is, but its table %s is not empty. Restore a backup", kv.ErrCorrupt, table)
		}
	}
	return nil
}

// tell appends what the store itself did to the audit log.
func (t *tx) tell(what, detail string) error {
	return t.Append(bot.Event{
		At: t.store.now(), Who: "store", Name: "appealbot", Via: "store", What: what, About: "store", Detail: detail,
	})
}
