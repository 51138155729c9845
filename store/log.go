package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"appealbot/bot"
	"appealbot/store/kv"
)

// BadEvent says which event of the audit log does not fit, and why. It is
// returned by everything that looks at the log: Verify, CheckExtends, Open, and
// an Update that appends.
type BadEvent struct {
	// Seq is the first event that does not fit.
	Seq uint64
	// To is the last event that may not fit, where it cannot be known more
	// exactly; otherwise it is Seq.
	To uint64
	// Why is a sentence without its full stop.
	Why string
}

// Error implements error.
func (e *BadEvent) Error() string {
	if e.To > e.Seq {
		return fmt.Sprintf("audit log: events %d to %d: %s", e.Seq, e.To, e.Why)
	}
	return fmt.Sprintf("audit log: event %d: %s", e.Seq, e.Why)
}

func bad(seq uint64, why string, args ...any) *BadEvent {
	return &BadEvent{Seq: seq, To: seq, Why: fmt.Sprintf(why, args...)}
}

// logHead is the end of the log as one transaction sees and extends it.
type logHead struct {
	size     uint64 // how many events there are
	hash     string // of the last event
	peaks    peaks  // of the Merkle tree
	appended bool
}

// peaks are the stored hashes that the rest of a Merkle tree grows from: the
// roots of its complete subtrees, by their index. There are at most log2 of its
// size of them.
type peaks map[int64]tlog.Hash

// ReadHashes implements tlog.HashReader.
func (p peaks) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		h, ok := p[x]
		if !ok {
			return nil, fmt.Errorf("stored hash %d is not a peak", x)
		}
		out[i] = h
	}
	return out, nil
}

// add appends the event with index n, counted from 0, whose stored bytes are b.
// It returns the hashes to store from tlog.StoredHashIndex(0, n) on.
func (p peaks) add(n int64, b []byte) ([]tlog.Hash, error) {
	hs, err := tlog.StoredHashes(n, b, p)
	if err != nil {
		return nil, err
	}
	// Every hash but the first covers a peak that is no longer one.
	for level := range len(hs) - 1 {
		delete(p, tlog.StoredHashIndex(level, n>>level-1))
	}
	p[tlog.StoredHashIndex(0, n)+int64(len(hs))-1] = hs[len(hs)-1]
	return hs, nil
}

// Append implements bot.LogTx. It returns a *BadEvent, and the transaction
// cannot be stored, if the end of the log is not what the newest checkpoint
// signed: to go on would sign what somebody else made of it.
func (t *tx) Append(e bot.Event) error {
	if t.log == nil {
		h, err := t.readHead()
		if err != nil {
			return t.fail(err)
		}
		t.log = h
	}
	return t.fail(t.append(e))
}

func (t *tx) append(e bot.Event) error {
	h := t.log
	e = utcEvent(e)
	e.Seq, e.Prev = h.size+1, h.hash
	b, hash, err := seal(e)
	if err != nil {
		return err
	}
	hs, err := h.peaks.add(int64(h.size), b) //nolint:gosec // No log has 2^63 events.
	if err != nil {
		return err
	}
	if err := t.put(tableEvent, seqKey(e.Seq), b); err != nil {
		return fmt.Errorf("append event: %w", err)
	}
	first := hashIndex(h.size)
	for i, s := range hs {
		if err := t.put(tableEventHash, seqKey(first+uint64(i)), s[:]); err != nil {
			return fmt.Errorf("append event: %w", err)
		}
	}
	h.size, h.hash, h.appended = e.Seq, hash, true
	return nil
}

// hashIndex is where the stored hashes of the event with index n, counted from
// 0, begin. It is also how many there are of the n events before it.
func hashIndex(n uint64) uint64 {
	return uint64(tlog.StoredHashIndex(0, int64(n))) //nolint:gosec // No log has 2^63 events.
}

// Events implements bot.LogTx.
func (t *tx) Events(from uint64, n int) ([]bot.Event, error) {
	ps, err := t.scan(tableEvent, seqKey(from), nil, n)
	if err != nil {
		return nil, err
	}
	return decodeAll[bot.Event](t, tableEvent, ps)
}

// An event is stored as its JSON with the hash at the very end. The hash is
// SHA-256 of the same JSON with an empty hash. So it can be checked on the
// stored bytes as they are, in this version of the program and in any later
// one: there is no second way to write an event down.
const (
	unsealed = `"Hash":""}`
	sealHead = `"Hash":"`
	sealTail = `"}`
)

// seal returns the bytes to store for an event, and its hash.
func seal(e bot.Event) ([]byte, string, error) {
	e.Hash = ""
	b, err := encode(e)
	if err != nil {
		return nil, "", err
	}
	if !bytes.HasSuffix(b, []byte(unsealed)) {
		return nil, "", errors.New("encode event: Hash is not the last field")
	}
	sum := sha256.Sum256(b)
	hash := hex.EncodeToString(sum[:])
	return append(b[:len(b)-len(sealTail)], hash+sealTail...), hash, nil
}

// unseal checks the hash of stored bytes and returns the event.
func unseal(b []byte) (bot.Event, error) {
	e, err := decode[bot.Event](tableEvent, b)
	if err != nil {
		return e, err
	}
	cut := len(b) - len(e.Hash) - len(sealTail)
	if cut < 0 || !bytes.HasSuffix(b[:cut], []byte(sealHead)) || string(b[cut:]) != e.Hash+sealTail {
		return e, errors.New("its hash is not at its end")
	}
	h := sha256.New()
	h.Write(b[:cut])
	h.Write([]byte(sealTail))
	if hex.EncodeToString(h.Sum(nil)) != e.Hash {
		return e, errors.New("its content does not have the hash that it carries")
	}
	return e, nil
}

// readHead reads the end of the log and compares it with the newest checkpoint.
// The work grows with the logarithm of the log's length.
func (t *tx) readHead() (*logHead, error) {
	c, last, err := t.ends()
	if err != nil {
		return nil, err
	}
	switch {
	case last < c.size:
		return nil, bad(last+1, "it is missing, although event %d was signed", c.size)
	case last > c.size:
		return nil, bad(c.size+1, "it was put there by somebody else: the newest checkpoint signs %d events", c.size)
	}
	b, err := t.get(tableEvent, seqKey(last))
	if err != nil {
		return nil, fmt.Errorf("read event %d: %w", last, err)
	}
	e, err := unseal(b)
	if err != nil {
		return nil, bad(last, "%v", err)
	}
	h := &logHead{size: last, hash: e.Hash, peaks: peaks{}}
	return h, t.readPeaks(h, c, b)
}

// readPeaks reads the peaks of the tree and checks that they and the last event
// are those that c signed.
func (t *tx) readPeaks(h *logHead, c checkpoint, lastEvent []byte) error {
	read := storedHashes{t}
	size := int64(h.size) //nolint:gosec // No log has 2^63 events.
	root, err := tlog.TreeHash(size, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hs, err := read.ReadHashes(indexes)
		for i, s := range hs {
			h.peaks[indexes[i]] = s
		}
		return hs, err
	}))
	if err != nil {
		return err
	}
	leaf, err := read.ReadHashes([]int64{tlog.StoredHashIndex(0, size-1)})
	switch {
	case err != nil:
		return err
	case root != c.root:
		return &BadEvent{Seq: 1, To: h.size, Why: "the stored hashes are not those of the newest checkpoint"}
	case leaf[0] != tlog.RecordHash(lastEvent):
		return bad(h.size, "it is not the event whose hash was stored")
	}
	return nil
}

// ends returns the newest checkpoint and the number of the last event.
func (t *tx) ends() (c checkpoint, last uint64, err error) {
	ps, err := t.scanBack(tableEvent, nil, nil, 1)
	if err != nil {
		return c, 0, err
	}
	if len(ps) > 0 {
		seq, ok := seqOf(ps[0].Key)
		if !ok {
			return c, 0, bad(1, "the last event has a key of %d bytes, so somebody else wrote it", len(ps[0].Key))
		}
		last = seq
	}
	msg, err := t.get(tableLatest, []byte(latestKey))
	if errors.Is(err, kv.ErrNotFound) {
		return c, last, &BadEvent{Seq: 1, To: max(last, 1), Why: "the newest checkpoint is missing"}
	}
	if err != nil {
		return c, last, err
	}
	if c, err = openNewest(msg, t.store.signer.Verifier()); err != nil {
		return c, last, &BadEvent{Seq: 1, To: max(last, 1), Why: err.Error()}
	}
	return c, last, nil
}

// storedHashes reads the stored hashes of the Merkle tree.
type storedHashes struct{ *tx }

// ReadHashes implements tlog.HashReader.
func (s storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		b, err := s.get(tableEventHash, seqKey(uint64(x))) //nolint:gosec // Indexes are not negative.
		if err != nil && !errors.Is(err, kv.ErrNotFound) {
			return nil, fmt.Errorf("read stored hash %d: %w", x, err)
		}
		if len(b) != tlog.HashSize {
			_, n := tlog.SplitStoredHashIndex(x)
			return nil, bad(uint64(n)+1, "its stored hash is missing") //nolint:gosec // Indexes are not negative.
		}
		out[i] = tlog.Hash(b)
	}
	return out, nil
}
