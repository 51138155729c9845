//go:build !linux && !darwin

package files

import "math"

// free says that there is room where nobody can tell: a write that fails tells.
func free(string) (left, of int64, err error) { return math.MaxInt64, math.MaxInt64, nil }
