package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/store/kv"
)

// A migration turns the layout before it into its own. It must not touch the
// tables of the audit log nor the one with Info, whose forms never change, and
// it must go on understanding the records of its own time: types and key
// functions that later change are copied here first, and a data file of the old
// schema goes to testdata.
type migration struct {
	schema int
	name   string
	run    func(*tx) error
	// before does what cannot be done in a transaction. It may be done again,
	// as after a crash.
	before func(context.Context, *Store) error
}

// migrations holds every migration, the oldest first. The first one stands for
// the layout that the first stores were created with; new stores are created
// with the last one. media is Options.Media.
func migrations(media func(string, []byte) error) []migration {
	out := &mover{media: media, moved: map[string]picture3{}}
	return []migration{
		{schema: 1, name: "first layout"},
		{schema: 2, name: "lanes in the outboxes, posts by state, events from outside by time", run: lanesAndTimes},
		{schema: 3, name: "public posts by account", run: publicPosts},
		{schema: 4, name: "pictures beside the store", run: out.record, before: out.move},
	}
}

// migrate applies what the store lacks. Each migration is one transaction,
// together with its number and an event, so that a crash leaves the schema
// before it or the one after it.
func (s *Store) migrate(ctx context.Context, known []migration) error {
	for _, m := range known {
		if m.schema <= s.info.Schema {
			continue
		}
		if m.before != nil {
			if err := m.before(ctx, s); err != nil {
				return fmt.Errorf("migrate from schema %d to %d: %w", s.info.Schema, m.schema, err)
			}
		}
		err := s.update(ctx, func(t *tx) error {
			i, err := t.info()
			if err != nil {
				return err
			}
			if i.Schema < m.schema { // otherwise another instance was faster
				return t.apply(m, i)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("migrate from schema %d to %d: %w", s.info.Schema, m.schema, err)
		}
		if err := s.read(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) apply(m migration, i Info) error {
	if err := m.run(t); err != nil {
		return err
	}
	detail := fmt.Sprintf("schema %d to %d: %s", i.Schema, m.schema, m.name)
	i.Schema = m.schema
	if err := t.putInfo(i); err != nil {
		return err
	}
	return t.tell("store migrated", detail)
}

// each visits every pair of a table in pages, so that a large one does not have
// to fit into memory at once. visit may change what it was given.
func (t *tx) each(table string, visit func(kv.Pair) error) error {
	return t.within(table, nil, visit)
}

// within is each for the keys with a prefix.
func (t *tx) within(table string, prefix []byte, visit func(kv.Pair) error) error {
	const page = 500
	for from := prefix; ; {
		ps, err := t.scan(table, from, end(prefix), page)
		if err != nil {
			return err
		}
		for _, p := range ps {
			if err := visit(p); err != nil {
				return err
			}
		}
		if len(ps) < page {
			return nil
		}
		from = kv.After(ps[len(ps)-1].Key)
	}
}

// lanesAndTimes is the migration to schema 2. Schema 1 kept the outboxes by
// account or platform and time alone, had no posts by state, and remembered
// events from outside with their time as JSON, which nothing could be sorted by.
func lanesAndTimes(t *tx) error {
	if err := rebuildDue(t, tablePostDue, tablePost, postEntries2); err != nil {
		return err
	}
	if err := rebuildDue(t, tableNoticeDue, tableNotice, noticeEntries); err != nil {
		return err
	}
	return t.each(tableInbox, func(p kv.Pair) error {
		when, err := decode[time.Time](tableInbox, p.Value)
		if err != nil {
			return err
		}
		at := key(nil).time(when)
		return errors.Join(
			t.put(tableInbox, p.Key, at),
			t.put(tableInboxAt, append(slices.Clip(at), p.Key...), nil))
	})
}

// postEntries2 is postEntries as it was in schema 2.
func postEntries2(p bot.Post) []entry {
	es := []entry{
		{table: tablePostAppeal, key: under(p.Appeal).time(p.Created).id(p.ID)},
		{table: tablePostState, key: under(p.State).time(p.Created).id(p.ID)},
	}
	if !p.Due.IsZero() {
		es = append(es, entry{table: tablePostDue, key: under(p.Account).int(int64(p.Lane)).time(p.Due).id(p.ID)})
	}
	for _, r := range p.Remotes {
		if p.Op == bot.OpCreate && r != "" {
			es = append(es, entry{table: tablePostRemote, key: under(p.Account).name(r).id(p.ID)})
		}
	}
	return es
}

// publicPosts is the migration to schema 3. Schema 2 had no way to what is
// public on an account but through all that ever was published.
func publicPosts(t *tx) error {
	return t.each(tablePost, func(p kv.Pair) error {
		v, err := decode[bot.Post](tablePost, p.Value)
		if err != nil || v.Op != bot.OpCreate || len(v.Remotes) == 0 || v.State == bot.PostRemoved {
			return err
		}
		since := v.Posted
		if since.IsZero() {
			since = v.Created
		}
		return t.put(tablePostPublic, under(v.Account).back(since).id(v.ID), p.Key)
	})
}

// rebuildDue replaces the entries of an outbox's index, and adds those of the
// indexes that its records did not have.
func rebuildDue[T bot.Post | bot.Notice](t *tx, index, table string, entries func(T) []entry) error {
	err := t.each(index, func(p kv.Pair) error { return t.del(index, p.Key) })
	if err != nil {
		return err
	}
	return t.each(table, func(p kv.Pair) error {
		v, err := decode[T](table, p.Value)
		if err != nil {
			return err
		}
		return t.reindex(p.Key, nil, entries(v))
	})
}
