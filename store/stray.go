package store

import "appealbot/bot"

// strayEntries are those of a stray whose words are kept: of what was purged nobody
// asks but by its id.
func strayEntries(s bot.Stray) []entry {
	if !s.Purged.IsZero() {
		return nil
	}
	es := []entry{{table: tableStrayAccount, key: strayKey(s)}}
	if s.Open() {
		es = append(es, entry{table: tableStrayOpen, key: under(s.Account).time(s.Found).id(s.ID)})
	}
	return es
}

func strayKey(s bot.Stray) key { return under(s.Account).back(s.Found).id(s.ID) }

// Stray implements bot.StrayTx.
func (t *tx) Stray(id bot.ID) (bot.Stray, error) {
	return load[bot.Stray](t, tableStray, name(id), "stray post", string(id))
}

// PutStray implements bot.StrayTx.
func (t *tx) PutStray(s bot.Stray) error {
	utc(&s.At, &s.Found, &s.Known.At, &s.Removal.At, &s.Removed, &s.Purged)
	return save(t, tableStray, s.ID, s, strayEntries)
}

// StraysOn implements bot.StrayTx.
func (t *tx) StraysOn(account bot.AccountID, n int) ([]bot.Stray, error) {
	return t.strays(tableStrayAccount, account, n)
}

// OpenStrays implements bot.StrayTx.
func (t *tx) OpenStrays(account bot.AccountID, n int) ([]bot.Stray, error) {
	return t.strays(tableStrayOpen, account, n)
}

func (t *tx) strays(index string, account bot.AccountID, n int) ([]bot.Stray, error) {
	p := under(account)
	ps, err := t.scan(index, p, end(p), n)
	if err != nil {
		return nil, err
	}
	return followAll[bot.Stray](t, tableStray, ps)
}
