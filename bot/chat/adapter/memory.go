package adapter

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Memory is a Keeper that remembers nothing over a restart. Its zero value is
// empty.
type Memory struct {
	mu sync.Mutex
	m  map[string][]byte
}

var _ Keeper = (*Memory)(nil)

// Get implements Keeper.
func (m *Memory) Get(key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.m[key], nil
}

// Save implements Keeper.
func (m *Memory) Save(key string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.m == nil {
		m.m = map[string][]byte{}
	}
	if len(value) == 0 {
		delete(m.m, key)
	} else {
		m.m[key] = slices.Clone(value)
	}
	return nil
}

// Load implements Keeper.
func (m *Memory) Load(prefix string, each func(key string, value []byte) error) error {
	m.mu.Lock()
	all := maps.Clone(m.m)
	m.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if strings.HasPrefix(key, prefix) {
			if err := each(key, all[key]); err != nil {
				return err
			}
		}
	}
	return nil
}
