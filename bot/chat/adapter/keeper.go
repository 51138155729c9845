package adapter

// A Keeper remembers across restarts what was seen on a platform and what was
// put there.
type Keeper interface {
	// Get returns the value of a key; nothing when it has none.
	Get(key string) ([]byte, error)
	// Save keeps a value durably in place of what the key had. An empty
	// value removes the key.
	Save(key string, value []byte) error
	// Load calls each for every key with a prefix, in the order of the keys.
	// The value is only valid during the call. The function may call Save.
	Load(prefix string, each func(key string, value []byte) error) error
}
