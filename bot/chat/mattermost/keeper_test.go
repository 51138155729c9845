package mattermost_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
)

// errCrash is why nothing is kept any more: the program is dead.
var errCrash = errors.New("the program is dead")

// keeper keeps in memory what a program on a disk would keep, until it crashes.
type keeper struct {
	mu   sync.Mutex
	m    map[string][]byte
	dead func(key string, value []byte) bool // whether the program died before this was kept
}

func newKeeper() *keeper { return &keeper{m: map[string][]byte{}} }

// crashes makes the program die before it keeps what f says; nil revives it.
func (k *keeper) crashes(f func(key string, value []byte) bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.dead = f
}

// Get implements adapter.Keeper.
func (k *keeper) Get(key string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.m[key], nil
}

// Save implements adapter.Keeper.
func (k *keeper) Save(key string, value []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.dead != nil && k.dead(key, value) {
		k.dead = func(string, []byte) bool { return true }
		return errCrash
	}
	if len(value) == 0 {
		delete(k.m, key)
	} else {
		k.m[key] = slices.Clone(value)
	}
	return nil
}

// Load implements adapter.Keeper.
func (k *keeper) Load(prefix string, each func(string, []byte) error) error {
	k.mu.Lock()
	all := maps.Clone(k.m)
	k.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if strings.HasPrefix(key, prefix) {
			if err := each(key, all[key]); err != nil {
				return err
			}
		}
	}
	return nil
}

// keys are all that something is kept under.
func (k *keeper) keys() []string {
	var out []string
	_ = k.Load("", func(key string, _ []byte) error { // which never fails
		out = append(out, key)
		return nil
	})
	return out
}
