package store

import (
	"cmp"
	"slices"

	"appealbot/bot"
)

// manyFreezes is more freezes than a department has accounts and cases to
// freeze at a time.
const manyFreezes = 1 << 20

// Freezes implements bot.FreezeTx. The table holds only what is stopped now, so
// it is read whole and needs no index.
func (t *tx) Freezes() ([]bot.Freeze, error) {
	ps, err := t.scan(tableFreeze, nil, nil, manyFreezes)
	if err != nil {
		return nil, err
	}
	out, err := decodeAll[bot.Freeze](t, tableFreeze, ps)
	slices.SortFunc(out, func(a, b bot.Freeze) int {
		return cmp.Or(a.By.At.Compare(b.By.At), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

// PutFreeze implements bot.FreezeTx.
func (t *tx) PutFreeze(f bot.Freeze) error {
	return save(t, tableFreeze, f.ID, utcFreeze(f), none)
}

// DeleteFreeze implements bot.FreezeTx. It does nothing if there is no such
// freeze.
func (t *tx) DeleteFreeze(id bot.ID) error {
	return t.del(tableFreeze, name(id))
}
