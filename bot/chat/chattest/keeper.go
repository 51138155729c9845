package chattest

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
)

// ErrCrash is why nothing is kept any more: the program is dead.
var ErrCrash = errors.New("the program is dead")

// Keeper keeps in memory what an adapter would keep on a disk, until the program
// crashes. It may be used concurrently.
type Keeper struct {
	mu   sync.Mutex
	m    map[string][]byte
	dead func(key string, value []byte) bool // whether the program died before this was kept
}

// NewKeeper returns a Keeper that has nothing.
func NewKeeper() *Keeper { return &Keeper{m: map[string][]byte{}} }

// Crashes makes the program die before it keeps what f says; nil revives it.
func (k *Keeper) Crashes(f func(key string, value []byte) bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.dead = f
}

// Get returns what is kept under a key.
func (k *Keeper) Get(key string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.m[key], nil
}

// Save keeps a value; an empty one removes the key.
func (k *Keeper) Save(key string, value []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.dead != nil && k.dead(key, value) {
		k.dead = func(string, []byte) bool { return true }
		return ErrCrash
	}
	if len(value) == 0 {
		delete(k.m, key)
	} else {
		k.m[key] = slices.Clone(value)
	}
	return nil
}

// Load calls each for every key with a prefix, in the order of the keys.
func (k *Keeper) Load(prefix string, each func(string, []byte) error) error {
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

// Keys are all that something is kept under.
func (k *Keeper) Keys() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Sorted(maps.Keys(k.m))
}

// Has reports whether something that is kept contains words.
func (k *Keeper) Has(words string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, value := range k.m {
		if strings.Contains(string(value), words) {
			return true
		}
	}
	return false
}
