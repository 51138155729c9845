package app

import (
	"context"
	"errors"
	"fmt"
	"os"

	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/kv"
)

type secretsDropCmd struct {
	dataFlag
	configFlag
}

// Run drops the credentials of accounts that nobody can read any more. Where the
// key is there it does nothing: then nothing is lost.
func (c secretsDropCmd) Run(ctx context.Context, sys System) error {
	conf, err := c.load()
	if err != nil {
		return err
	}
	dir := c.Data
	if dir == "" {
		dir = conf.Data.Dir
	}
	f, err := findFolder(dir, sys)
	if err != nil {
		return err
	}
	if _, err := os.Stat(f.state()); err != nil {
		return fmt.Errorf("there is no data in %s. Name the folder with --data", string(f))
	}
	n, err := dropSecrets(ctx, conf, f, sys)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(sys.Stdout, "Dropped what was kept of the accounts (%d secrets). Connect each of them again: appealbot connect ID.\nThe pictures and videos that were sealed with the lost key cannot be seen any more, and appeals with them cannot be published: drop them into the cards again.\n", n)
	return err
}

func dropSecrets(ctx context.Context, conf configs.Config, f folder, sys System) (n int, err error) {
	key, err := vaultKey(conf, f, sys.Getenv)
	if err != nil {
		return 0, err
	}
	db, err := bolt.Open(f.state(), bolt.Options{Now: now})
	if errors.Is(err, kv.ErrLocked) {
		return 0, fmt.Errorf("the program runs, so it has its key, and nothing has to be dropped: %w", err)
	}
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	switch _, err := store.OpenVault(ctx, db, key); {
	case err == nil:
		return 0, errors.New("the credentials can be read: the key that is there belongs to them. Nothing was dropped")
	case !errors.Is(err, store.ErrVaultKey):
		return 0, err
	}
	return store.DropSecrets(ctx, db)
}
