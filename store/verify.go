package store

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"appealbot/store/kv"
)

// Report is what Verify found to be in order.
type Report struct {
	Events      uint64    // how many events the log has
	Checkpoints int       // how many signed checkpoints fit them
	Root        string    // of the Merkle tree, in base64 as in the checkpoint
	Signed      time.Time // when the newest checkpoint was made
	Checkpoint  string    // the newest checkpoint itself
}

// Verify reads the whole audit log and computes everything anew: the hash of
// every event, the chain, the numbers, the stored hashes of the Merkle tree,
// and its root at every kept checkpoint and at the newest one, with their
// signatures. It returns a *BadEvent that names the first event that does not
// fit. Events that are appended meanwhile do not disturb it and are not part of
// the answer.
func (s *Store) Verify(ctx context.Context) (Report, error) {
	return VerifyLog(ctx, s.db, s.signer.Verifier())
}

// VerifyLog is Verify for a database of any schema that was not opened as a
// Store, such as a backup. It writes nothing, and needs only the public key.
func VerifyLog(ctx context.Context, db kv.DB, v *Verifier) (Report, error) {
	r, err := newAudit(db, v).run(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("verify: %w", err)
	}
	return r, nil
}

// auditPage is how many events are read at once. A View that reads a long log
// at one go would make the file grow.
const auditPage = 500

// audit is one run of Verify.
type audit struct {
	db       kv.DB
	verifier *Verifier

	last      uint64     // number of the last event when it began
	text      []byte     // the newest checkpoint then
	newest    checkpoint // the same, if distrust is nil
	distrust  error      // why the newest checkpoint is none
	extra     bool       // there were stored hashes beyond those of the last event
	done      uint64     // how many events fit so far
	hash      string     // of the last of them
	peaks     peaks
	vouched   uint64 // how many of them a signed checkpoint vouches for
	signed    int    // how many checkpoints did
	keptAfter []byte // where the next page of kept checkpoints begins
}

func newAudit(db kv.DB, v *Verifier) *audit {
	return &audit{db: db, verifier: v, peaks: peaks{}}
}

func (a *audit) run(ctx context.Context) (Report, error) {
	if err := a.view(ctx, a.begin); err != nil {
		return Report{}, err
	}
	for a.done < a.last {
		if err := a.view(ctx, a.page); err != nil {
			return Report{}, err
		}
	}
	if err := a.view(ctx, a.keptBeyond); err != nil {
		return Report{}, err
	}
	if err := a.view(ctx, a.finish); err != nil {
		return Report{}, err
	}
	return Report{
		Events:      a.done,
		Checkpoints: a.signed,
		Root:        base64.StdEncoding.EncodeToString(a.newest.root[:]),
		Signed:      a.newest.at,
		Checkpoint:  string(a.text),
	}, nil
}

func (a *audit) view(ctx context.Context, fn func(*tx) error) error {
	return a.db.View(ctx, func(k kv.Tx) error { return fn(&tx{kv: k}) })
}

// begin notes where the log ends.
func (a *audit) begin(t *tx) error {
	ps, err := t.scanBack(tableEvent, nil, nil, 1)
	if err != nil {
		return err
	}
	if len(ps) > 0 {
		seq, ok := seqOf(ps[0].Key)
		if !ok {
			// Somebody put it behind an event. The page that has it will say so.
			seq = min(first8(ps[0].Key), math.MaxInt64-1) + 1
		}
		a.last = max(1, seq)
	}
	a.text, err = t.kv.Get(tableLatest, []byte(latestKey))
	switch {
	case errors.Is(err, kv.ErrNotFound):
		a.distrust = errors.New("the newest checkpoint is missing")
	case err != nil:
		return err
	default:
		a.newest, a.distrust = openNewest(a.text, a.verifier)
	}
	var behind []byte
	if a.last > 0 {
		behind = kv.After(seqKey(hashIndex(a.last) - 1))
	}
	ps, err = t.scan(tableEventHash, behind, nil, 1)
	a.extra = len(ps) > 0
	return err
}

// first8 is the number that k begins with, as far as it goes.
func first8(k []byte) uint64 {
	n, _ := seqOf(append(slices.Clip(k), make([]byte, 8)...)[:8])
	return n
}

// page checks the next events.
func (a *audit) page(t *tx) error {
	n := int(min(auditPage, a.last-a.done))
	// The first page begins with the table, so that nothing can stand before
	// event 1; the others begin right behind the last event.
	var from, fromHash []byte
	if a.done > 0 {
		from = kv.After(seqKey(a.done))
		fromHash = kv.After(seqKey(hashIndex(a.done) - 1))
	}
	events, err := t.scan(tableEvent, from, nil, n)
	if err != nil {
		return err
	}
	hashes, err := t.scan(tableEventHash, fromHash, nil, int(hashIndex(a.done+uint64(n))-hashIndex(a.done))) //nolint:gosec // About twice n.
	if err != nil {
		return err
	}
	to := a.done + uint64(n)
	kept, err := t.scan(tableKept, a.keptAfter, seqKey(to+1), n+1)
	if err != nil {
		return err
	}
	if len(kept) > 0 {
		a.keptAfter = kv.After(kept[len(kept)-1].Key)
	}
	return a.check(to, events, hashes, kept)
}

// check goes through a page event by event, so that the first that does not
// fit is the one that is named.
func (a *audit) check(to uint64, events, hashes, kept []kv.Pair) error {
	for seq := a.done + 1; seq <= to; seq++ {
		if len(events) == 0 {
			return bad(seq, "it is missing")
		}
		own, err := a.event(seq, events[0])
		if err != nil {
			return err
		}
		events = events[1:]
		if err := sameHashes(seq, own, hashes); err != nil {
			return err
		}
		hashes = hashes[len(own):]
		a.done = seq
		for len(kept) > 0 && first8(kept[0].Key) <= seq {
			if err := a.keptOne(kept[0]); err != nil {
				return err
			}
			kept = kept[1:]
		}
		if a.distrust == nil && seq == a.newest.size {
			if err := a.vouch(a.newest); err != nil {
				return err
			}
		}
	}
	return nil
}

// event checks one event in itself and with the one before it. It returns the
// hashes that must be stored with it.
func (a *audit) event(seq uint64, p kv.Pair) ([]tlog.Hash, error) {
	switch k, ok := seqOf(p.Key); {
	case !ok || k < seq:
		return nil, bad(seq, "something was put in before it")
	case k > seq:
		return nil, bad(seq, "it is missing")
	}
	e, err := unseal(p.Value)
	switch {
	case err != nil:
		return nil, bad(seq, "%v", err)
	case e.Seq != seq:
		return nil, bad(seq, "it says that it is event %d", e.Seq)
	case e.Prev != a.hash:
		return nil, bad(seq, "it does not follow on the event before it")
	}
	a.hash = e.Hash
	return a.peaks.add(int64(seq-1), p.Value) //nolint:gosec // No log has 2^63 events.
}

// sameHashes compares the hashes of one event with those that are stored.
func sameHashes(seq uint64, own []tlog.Hash, stored []kv.Pair) error {
	if len(stored) < len(own) {
		return bad(seq, "its stored hash is missing")
	}
	first := hashIndex(seq - 1)
	for i, h := range own {
		p := stored[i]
		if k, ok := seqOf(p.Key); !ok || k != first+uint64(i) {
			return bad(seq, "its stored hash is missing, or something was put in before it")
		}
		if string(p.Value) != string(h[:]) {
			return bad(seq, "it is not the event whose hash was stored")
		}
	}
	return nil
}

// keptOne checks a kept checkpoint against the events up to it.
func (a *audit) keptOne(p kv.Pair) error {
	c, err := openCheckpoint(p.Value, a.verifier)
	switch size, ok := seqOf(p.Key); {
	case err != nil:
		return a.unvouched("a kept checkpoint cannot be trusted: %v", err)
	case !ok || c.kind != kindKept || c.size != size:
		return a.unvouched("a kept checkpoint is not where it belongs")
	}
	return a.vouch(c)
}

// vouch compares the tree so far with a checkpoint whose signature is good.
func (a *audit) vouch(c checkpoint) error {
	root, err := a.root()
	if err != nil {
		return err
	}
	if root != c.root {
		return a.unvouched("not what was signed on %s", c.at.Format(time.RFC3339))
	}
	a.vouched = c.size
	a.signed++
	return nil
}

func (a *audit) root() (tlog.Hash, error) {
	return tlog.TreeHash(int64(a.done), a.peaks) //nolint:gosec // No log has 2^63 events.
}

// unvouched is for a checkpoint that does not fit: the events since the one
// before it may be anything.
func (a *audit) unvouched(why string, args ...any) error {
	first := a.vouched + 1
	return &BadEvent{Seq: first, To: max(first, a.done), Why: fmt.Sprintf(why, args...)}
}

// keptBeyond looks for kept checkpoints of events that are gone.
func (a *audit) keptBeyond(t *tx) error {
	ps, err := t.scan(tableKept, a.keptAfter, nil, 1)
	if err != nil || len(ps) == 0 {
		return err
	}
	if size := first8(ps[0].Key); size > a.last {
		// It may have been appended while Verify ran, and then so were its
		// events.
		_, err := t.kv.Get(tableEvent, seqKey(size))
		if errors.Is(err, kv.ErrNotFound) {
			return bad(a.last+1, "it is missing, although a checkpoint of %d events was kept", size)
		}
		return err
	}
	return a.unvouched("a kept checkpoint is not where it belongs")
}

// finish looks at how the end of the log and the newest checkpoint differ.
func (a *audit) finish(t *tx) error {
	switch {
	case a.distrust != nil:
		// Nothing is known of what may have stood behind the last event either.
		return &BadEvent{Seq: a.vouched + 1, To: a.last + 1, Why: a.distrust.Error()}
	case a.newest.size > a.last:
		return a.cutOff(t)
	case a.newest.size < a.last:
		return &BadEvent{Seq: a.newest.size + 1, To: a.last, Why: "put there by somebody else: no checkpoint signs it"}
	case a.extra:
		return bad(a.last+1, "it is missing, although its hash is stored")
	}
	return nil
}

// cutOff says from where on events are missing. If their hashes are still
// there, the tree tells that everything before was left alone; otherwise that
// holds only up to the last checkpoint that fits.
func (a *audit) cutOff(t *tx) error {
	why := fmt.Sprintf("missing, although %d events were signed", a.newest.size)
	root, err := tlog.TreeHash(int64(a.newest.size), storedHashes{t}) //nolint:gosec // No log has 2^63 events.
	if _, ok := errors.AsType[*BadEvent](err); err != nil && !ok {
		return err
	}
	if err == nil && root == a.newest.root {
		return &BadEvent{Seq: a.last + 1, To: a.newest.size, Why: why}
	}
	if a.vouched < a.last {
		why = fmt.Sprintf("missing from %d on, and perhaps altered before, since %d events were signed", a.last+1, a.newest.size)
	}
	return &BadEvent{Seq: a.vouched + 1, To: a.newest.size, Why: why}
}
