package kv

import "fmt"

// The limits that every driver keeps, so that what one of them stores fits into
// any other.
const (
	// MaxTable is the greatest length of a table's name. Names are made of
	// ASCII letters, digits and the characters "_-./".
	MaxTable = 64

	// MaxKey is the greatest length of a key in bytes; the least is 1. An index
	// entry of PostgreSQL, the narrowest of the drivers, has 2,704 bytes for
	// the table's name and the key.
	MaxKey = 2048

	// MaxValue is the greatest length of a value in bytes. A transaction is
	// held in memory, often several times over, and so is its greatest value.
	MaxValue = 64 << 20
)

// Check returns an error that wraps [ErrInvalid] if Put must refuse the
// arguments. It is for drivers, which call it before anything else.
func Check(table string, key, value []byte) error {
	switch {
	case table == "" || len(table) > MaxTable:
		return fmt.Errorf("%w: the table's name has %d bytes, not 1 to %d", ErrInvalid, len(table), MaxTable)
	case len(key) == 0 || len(key) > MaxKey:
		return fmt.Errorf("%w: a key for table %s has %d bytes, not 1 to %d", ErrInvalid, table, len(key), MaxKey)
	case len(value) > MaxValue:
		return fmt.Errorf("%w: a value for table %s has %d bytes, more than %d", ErrInvalid, table, len(value), MaxValue)
	}
	for _, c := range []byte(table) {
		if !inName(c) {
			return fmt.Errorf("%w: the table's name %q has the character %q", ErrInvalid, table, c)
		}
	}
	return nil
}

func inName(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return c == '_' || c == '-' || c == '.' || c == '/'
}
