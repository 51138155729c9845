package store

import (
	"bytes"
	"errors"
	"fmt"

	"appealbot/bot"
	"appealbot/store/kv"
)

// Replies come in floods, a hundred in a transaction, into a store that holds a
// million. So a reply costs two writes: its record, which goes to the end of
// its case's others, and the entry that finds it by its id. The entries are
// what is spread over the whole table, and they are small. What the network
// itself said of a reply stands apart: it is ten times as long as what is read
// of it, and hardly ever read.

func replyKey(r bot.Reply) []byte { return under(r.Case).int(int64(r.Number)).id(r.ID) }

// Reply implements bot.ReplyTx.
func (t *tx) Reply(id bot.ID) (bot.Reply, error) {
	return loadBy[bot.Reply](t, tableReplyID, name(id), tableReply, "reply", string(id))
}

// PutReply implements bot.ReplyTx.
func (t *tx) PutReply(r bot.Reply) error {
	if r.ID == "" {
		return fmt.Errorf("put reply: %w: it has no id", bot.ErrInvalid)
	}
	b, err := encode(utcReply(r))
	if err != nil {
		return err
	}
	id, k := name(r.ID), replyKey(r)
	was, err := t.get(tableReplyID, id)
	switch {
	case errors.Is(err, kv.ErrNotFound):
		err = t.put(tableReplyID, id, k)
	case err == nil && !bytes.Equal(was, k):
		err = errors.Join(t.del(tableReply, was), t.put(tableReplyID, id, k))
	}
	if err != nil {
		return fmt.Errorf("put reply %q: %w", r.ID, err)
	}
	return t.put(tableReply, k, b)
}

// RepliesOf implements bot.ReplyTx.
func (t *tx) RepliesOf(caseID bot.ID, from, n int) ([]bot.Reply, error) {
	p := under(caseID)
	ps, err := t.scan(tableReply, p.int(int64(from)), end(p), n)
	if err != nil {
		return nil, err
	}
	return decodeAll[bot.Reply](t, tableReply, ps)
}

// decodeAll decodes records that were found in their own table.
func decodeAll[T any](t *tx, table string, ps []kv.Pair) ([]T, error) {
	out := make([]T, 0, len(ps))
	for _, p := range ps {
		v, err := decode[T](table, p.Value)
		if err != nil {
			return nil, t.fail(err)
		}
		out = append(out, v)
	}
	return out, nil
}

// Tally implements bot.ReplyTx.
func (t *tx) Tally(caseID bot.ID) (bot.Tally, error) {
	v, err := load[bot.Tally](t, tableTally, name(caseID), "tally", string(caseID))
	if errors.Is(err, bot.ErrNotFound) {
		return bot.Tally{}, nil
	}
	return v, err
}

// PutTally implements bot.ReplyTx.
func (t *tx) PutTally(caseID bot.ID, v bot.Tally) error {
	return save(t, tableTally, caseID, utcTally(v), none)
}

// Cursor implements bot.ReplyTx.
func (t *tx) Cursor(source string) (bot.Cursor, error) {
	v, err := load[bot.Cursor](t, tableCursor, name(source), "cursor", source)
	if errors.Is(err, bot.ErrNotFound) {
		return bot.Cursor{Source: source}, nil
	}
	return v, err
}

// PutCursor implements bot.ReplyTx.
func (t *tx) PutCursor(c bot.Cursor) error {
	return save(t, tableCursor, bot.ID(c.Source), utcCursor(c), none)
}

// PutRaw implements bot.ReplyTx. Whoever calls it bounds how long raw is.
func (t *tx) PutRaw(reply bot.ID, hash string, raw []byte) error {
	if reply == "" {
		return fmt.Errorf("put raw reply: %w: the reply has no id", bot.ErrInvalid)
	}
	return t.put(tableRaw, rawKey(reply, hash), raw)
}

// Raw implements bot.ReplyTx.
func (t *tx) Raw(reply bot.ID, hash string) ([]byte, error) {
	b, err := t.get(tableRaw, rawKey(reply, hash))
	if errors.Is(err, kv.ErrNotFound) {
		return nil, missing("raw reply", string(reply)+" "+hash)
	}
	return b, err
}

func rawKey(reply bot.ID, hash string) []byte { return under(reply).id(bot.ID(hash)) }
