package store

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"appealbot/store/kv"
)

// A checkpoint says how many events the log had at some time and what the root
// of their Merkle tree was, in the format of c2sp.org/tlog-checkpoint:
//
//	appealbot/4b1f0c6a9d2e7f35            the name of the log
//	1234                                  how many events
//	CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2...   root
//	latest 2026-11-23T18:02:11Z           our extension: what it is for, and when
//
//	- appealbot/4b1f0c6a9d2e7f35 EwG5...  signature
//
// The newest one is replaced with every transaction that appends. Some are kept
// for good beside it. They differ in the word of the extension, which is signed
// too: otherwise whoever cuts the log back to where a kept one was made could
// pass that one off as the newest.
type checkpoint struct {
	size uint64
	root tlog.Hash
	kind string
	at   time.Time
}

// What a checkpoint is for.
const (
	kindLatest = "latest"
	kindKept   = "kept"
)

// At least one checkpoint is kept for so many events, and for so much time in
// which there were any: a log that is found altered is altered after the last
// kept checkpoint that fits.
const (
	keepEvents = 1000
	keepTime   = time.Hour
)

func (c checkpoint) sign(s *Signer) ([]byte, error) {
	text := fmt.Sprintf("%s\n%d\n%s\n%s %s\n", s.Name(), c.size,
		base64.StdEncoding.EncodeToString(c.root[:]), c.kind, c.at.UTC().Format(time.RFC3339))
	msg, err := note.Sign(&note.Note{Text: text}, s.note)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint: %w", err)
	}
	return msg, nil
}

// openCheckpoint checks the signature of a checkpoint and reads it.
func openCheckpoint(msg []byte, v *Verifier) (c checkpoint, err error) {
	n, err := note.Open(msg, note.VerifierList(v.note))
	if _, ok := errors.AsType[*note.UnverifiedNoteError](err); ok {
		return c, fmt.Errorf("it is signed with another key than %s", v)
	}
	if err != nil {
		return c, err
	}
	if _, err := base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64); err != nil {
		return c, fmt.Errorf("its signature is not written as it should be: %w", err)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 5 || lines[0] != v.Name() || lines[4] != "" {
		return c, fmt.Errorf("it is not a checkpoint of %s", v.Name())
	}
	size, err1 := strconv.ParseUint(lines[1], 10, 63)
	root, err2 := base64.StdEncoding.DecodeString(lines[2])
	kind, when, _ := strings.Cut(lines[3], " ")
	at, err3 := time.Parse(time.RFC3339, when)
	if err := errors.Join(err1, err2, err3); err != nil || size == 0 || len(root) != tlog.HashSize {
		return c, fmt.Errorf("it is not a checkpoint of %s", v.Name())
	}
	return checkpoint{size: size, root: tlog.Hash(root), kind: kind, at: at}, nil
}

// openNewest is openCheckpoint for what is stored as the newest one.
func openNewest(msg []byte, v *Verifier) (checkpoint, error) {
	c, err := openCheckpoint(msg, v)
	if err == nil && c.kind != kindLatest {
		err = errors.New("it is an old one that was kept")
	}
	if err != nil {
		return c, fmt.Errorf("the newest checkpoint cannot be trusted: %w", err)
	}
	return c, nil
}

// sign writes the checkpoint of what this transaction appended.
func (t *tx) sign() error {
	h := t.log
	root, err := tlog.TreeHash(int64(h.size), h.peaks) //nolint:gosec // No log has 2^63 events.
	if err != nil {
		return fmt.Errorf("sign audit log: %w", err)
	}
	c := checkpoint{size: h.size, root: root, kind: kindLatest, at: t.store.now()}
	msg, err := c.sign(t.store.signer)
	if err != nil {
		return err
	}
	if err := t.put(tableLatest, []byte(latestKey), msg); err != nil {
		return fmt.Errorf("sign audit log: %w", err)
	}
	if keep, err := t.wantsKept(c); err != nil || !keep {
		return err
	}
	c.kind = kindKept
	if msg, err = c.sign(t.store.signer); err != nil {
		return err
	}
	return t.put(tableKept, seqKey(c.size), msg)
}

// wantsKept reports whether c is to be kept for good.
func (t *tx) wantsKept(c checkpoint) (bool, error) {
	ps, err := t.scanBack(tableKept, nil, nil, 1)
	if err != nil || len(ps) == 0 {
		return err == nil, err
	}
	last, err := openCheckpoint(ps[0].Value, t.store.signer.Verifier())
	if err != nil || last.size >= c.size {
		// Verify will find it. To keep one more can only help.
		return true, nil //nolint:nilerr // A damaged old checkpoint must not stop the work.
	}
	// A clock that was set back is no reason to keep none for a year.
	return c.size/keepEvents > last.size/keepEvents || c.at.Sub(last.at).Abs() >= keepTime, nil
}

// Checkpoint returns the newest signed checkpoint. Kept somewhere else, on
// paper or in another's inbox, it proves later with CheckExtends that nothing
// before it was changed, even to those who do not trust this store or its key.
func (s *Store) Checkpoint(ctx context.Context) (string, error) {
	var msg []byte
	err := s.db.View(ctx, func(k kv.Tx) (err error) {
		t := s.begin(k)
		if _, err := t.readHead(); err != nil {
			return err
		}
		msg, err = t.get(tableLatest, []byte(latestKey))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("read checkpoint: %w", err)
	}
	return string(msg), nil
}

// CheckExtends proves that the log still begins with exactly the events of an
// older checkpoint. It returns a *BadEvent if it does not, and another error if
// old is not a checkpoint of this log at all. It compares hashes only; that the
// events are those of the hashes is what Verify shows.
func (s *Store) CheckExtends(ctx context.Context, old string) error {
	o, err := openCheckpoint([]byte(old), s.signer.Verifier())
	if err != nil {
		return fmt.Errorf("read the given checkpoint: %w", err)
	}
	return s.db.View(ctx, func(k kv.Tx) error {
		t := s.begin(k)
		c, _, err := t.ends()
		switch {
		case err != nil:
			return err
		case o.size > c.size:
			return &BadEvent{Seq: c.size + 1, To: o.size, Why: "missing, although the given checkpoint holds them"}
		}
		return t.extends(o, c)
	})
}

func (t *tx) extends(o, c checkpoint) error {
	osize, csize := int64(o.size), int64(c.size) //nolint:gosec // No log has 2^63 events.
	changed := &BadEvent{Seq: 1, To: o.size, Why: "not what they were when the given checkpoint was made"}
	if osize == csize {
		if o.root != c.root {
			return changed
		}
		return nil
	}
	proof, err := tlog.ProveTree(csize, osize, storedHashes{t})
	if err != nil {
		return fmt.Errorf("prove the given checkpoint: %w", err)
	}
	if err := tlog.CheckTree(proof, csize, c.root, osize, o.root); err != nil {
		return changed
	}
	return nil
}

// signedBy returns the name in the first line of a checkpoint, which nobody has
// checked yet.
func signedBy(msg []byte) string {
	by, _, _ := strings.Cut(string(msg), "\n")
	return by
}
