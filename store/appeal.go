package store

import (
	"bytes"
	"errors"
	"fmt"

	"appealbot/bot"
	"appealbot/store/kv"
)

func appealEntries(a bot.Appeal) []entry {
	// Within a case the number tells which is newer, whatever the clock did.
	es := []entry{{
		table: tableAppealCase,
		key:   under(a.Case).int(int64(a.Number)).time(a.Created).id(a.ID),
	}}
	switch a.State {
	case bot.Editing, bot.Waiting, bot.Rejected, bot.Approved:
		es = append(es, entry{table: tableAppealOpen, key: key(nil).time(a.Created).id(a.ID)})
	}
	return es
}

// Appeal implements bot.AppealTx.
func (t *tx) Appeal(id bot.ID) (bot.Appeal, error) {
	return load[bot.Appeal](t, tableAppeal, name(id), "appeal", string(id))
}

// PutAppeal implements bot.AppealTx.
func (t *tx) PutAppeal(a bot.Appeal) error {
	return save(t, tableAppeal, a.ID, utcAppeal(a), appealEntries)
}

// AppealsOf implements bot.AppealTx.
func (t *tx) AppealsOf(caseID bot.ID, n int) ([]bot.Appeal, error) {
	p := under(caseID)
	ps, err := t.scanBack(tableAppealCase, p, end(p), n)
	if err != nil {
		return nil, err
	}
	return followAll[bot.Appeal](t, tableAppeal, ps)
}

// OpenAppeals implements bot.AppealTx.
func (t *tx) OpenAppeals(n int) ([]bot.Appeal, error) {
	ps, err := t.scanBack(tableAppealOpen, nil, nil, n)
	if err != nil {
		return nil, err
	}
	return followAll[bot.Appeal](t, tableAppeal, ps)
}

// PutRevision implements bot.AppealTx. Putting the same content again does
// nothing. Another content for the same revision is refused with an error that
// wraps bot.ErrStale: people may have approved what is there.
func (t *tx) PutRevision(appeal bot.ID, revision int, c bot.Content) error {
	if appeal == "" {
		return fmt.Errorf("put revision: %w: it has no appeal", bot.ErrInvalid)
	}
	k := under(appeal).int(int64(revision))
	b, err := encode(utcContent(c))
	if err != nil {
		return err
	}
	old, err := t.get(tableRevision, k)
	switch {
	case err == nil && bytes.Equal(old, b):
		return nil
	case err == nil:
		return fmt.Errorf("put revision %d of appeal %q: %w: it is kept with another content", revision, appeal, bot.ErrStale)
	case !errors.Is(err, kv.ErrNotFound):
		return fmt.Errorf("put revision %d of appeal %q: %w", revision, appeal, err)
	}
	return t.put(tableRevision, k, b)
}

// Revision implements bot.AppealTx.
func (t *tx) Revision(appeal bot.ID, revision int) (bot.Content, error) {
	return load[bot.Content](t, tableRevision, under(appeal).int(int64(revision)), "revision", fmt.Sprintf("%s/%d", appeal, revision))
}
