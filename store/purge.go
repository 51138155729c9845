package store

import (
	"errors"
	"fmt"
	"slices"

	"appealbot/bot"
	"appealbot/store/kv"
)

// TakeRevisions implements bot.PurgeTx.
func (t *tx) TakeRevisions(appeal bot.ID, n int) ([]bot.Content, error) {
	p := under(appeal)
	ps, err := t.scan(tableRevision, p, end(p), n)
	if err != nil {
		return nil, err
	}
	out, err := decodeAll[bot.Content](t, tableRevision, ps)
	if err != nil {
		return nil, err
	}
	return out, t.delAll(tableRevision, ps)
}

// delAll deletes what a scan found.
func (t *tx) delAll(table string, ps []kv.Pair) error {
	for _, p := range ps {
		if err := t.del(table, p.Key); err != nil {
			return fmt.Errorf("purge table %s: %w", table, err)
		}
	}
	return nil
}

// maxRaws is more than one reply has of the network's own words.
const maxRaws = 1000

// TakeRaw implements bot.PurgeTx.
func (t *tx) TakeRaw(reply bot.ID) (int, error) {
	p := under(reply)
	ps, err := t.scan(tableRaw, p, end(p), maxRaws)
	if err != nil {
		return 0, err
	}
	return len(ps), t.delAll(tableRaw, ps)
}

// TakeTells implements bot.PurgeTx. It finds them by the beginning of their ID
// (bot.NoticeID).
func (t *tx) TakeTells(platform string, subject bot.ID, n int) ([]bot.Notice, error) {
	p := []byte(bot.NoticeID(bot.NoticeTell, platform, subject, "") + "/")
	ps, err := t.scan(tableNotice, p, end(p), n)
	if err != nil {
		return nil, err
	}
	out, err := decodeAll[bot.Notice](t, tableNotice, ps)
	if err != nil {
		return nil, err
	}
	for _, v := range out {
		if err := t.reindex(name(v.ID), noticeEntries(v), nil); err != nil {
			return nil, fmt.Errorf("purge notice %q: %w", v.ID, err)
		}
	}
	return out, t.delAll(tableNotice, ps)
}

// Tells implements bot.PurgeTx.
func (t *tx) Tells(platform string, subject, after bot.ID, n int) ([]bot.Notice, error) {
	p := []byte(bot.NoticeID(bot.NoticeTell, platform, subject, "") + "/")
	from := p
	if after != "" {
		from = kv.After(name(after))
	}
	ps, err := t.scan(tableNotice, from, end(p), n)
	if err != nil {
		return nil, err
	}
	return decodeAll[bot.Notice](t, tableNotice, ps)
}

// DropNotice implements bot.PurgeTx.
func (t *tx) DropNotice(id bot.ID) error {
	n, err := t.Notice(id)
	if err != nil {
		return err
	}
	if err := errors.Join(t.reindex(name(id), noticeEntries(n), nil), t.del(tableNotice, name(id))); err != nil {
		return fmt.Errorf("purge notice %q: %w", id, err)
	}
	return nil
}

// StraysKept implements bot.PurgeTx.
func (t *tx) StraysKept(after bot.ID, n int) ([]bot.Stray, error) {
	var from []byte
	if after != "" {
		s, err := t.Stray(after)
		if err != nil {
			return nil, err
		}
		from = kv.After(strayKey(s))
	}
	ps, err := t.scan(tableStrayAccount, from, nil, n)
	if err != nil {
		return nil, err
	}
	return followAll[bot.Stray](t, tableStray, ps)
}

// LetGo implements bot.PurgeTx.
func (t *tx) LetGo(digest string, caseID bot.ID) (bool, error) {
	k, err := t.Kept(digest)
	switch {
	case errors.Is(err, bot.ErrNotFound):
		return false, nil
	case err != nil:
		return false, err
	}
	i := slices.Index(k.Cases, caseID)
	if i < 0 {
		return false, nil
	}
	k.Cases = slices.Delete(slices.Clone(k.Cases), i, i+1)
	if len(k.Cases) > 0 {
		k.Case = k.Cases[0]
		return false, save(t, tableFile, bot.ID(digest), k, none)
	}
	if err := t.del(tableFile, name(digest)); err != nil {
		return false, fmt.Errorf("let file %.16s go: %w", digest, err)
	}
	return true, nil
}
