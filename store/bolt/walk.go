package bolt

import (
	"context"
	"io"
)

// walker follows every page number from the root of the file and makes sure
// that it leads to a page, and each page to entries that lie inside it. What
// the entries say is for bbolt's own check.
type walker struct {
	r    io.ReaderAt
	meta meta
	seen map[uint64]bool
}

// walkFile returns an error that wraps kv.ErrCorrupt if bbolt could leave the
// file, of the given size, while it reads it. Nobody may write meanwhile.
func walkFile(ctx context.Context, r io.ReaderAt, size int64) error {
	m, err := latestMeta(r, size)
	if err != nil {
		return err
	}
	if err := checkFreelist(r, m); err != nil {
		return err
	}
	w := walker{r, m, map[uint64]bool{}}
	return w.tree(ctx, m.root)
}

// tree walks the pages below and including one.
func (w *walker) tree(ctx context.Context, id uint64) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p, err := readPage(w.r, w.meta, id)
	if err != nil {
		return err
	}
	for i := range uint64(p.overflow) + 1 {
		if w.seen[id+i] {
			return corrupt("page %d is used twice", id+i)
		}
		w.seen[id+i] = true
	}
	body, err := readBody(w.r, w.meta, p)
	if err != nil {
		return err
	}
	return w.entries(ctx, p, body)
}

// entries walks what the entries of a page lead to. body is the page without
// its head.
func (w *walker) entries(ctx context.Context, p page, body []byte) error {
	if uint64(p.count)*elementSize > uint64(len(body)) {
		return corrupt("page %d has %d entries in %d bytes", p.id, p.count, len(body))
	}
	visit := w.leafEntry
	switch {
	case p.flags == branchFlag && p.count > 0:
		visit = w.branchEntry
	case p.flags != leafFlag:
		return corrupt("page %d with %d entries has the type %#x", p.id, p.count, p.flags)
	}
	for i := range int(p.count) {
		if err := visit(ctx, p, body[i*elementSize:]); err != nil {
			return err
		}
	}
	return nil
}

// branchEntry walks one entry of a branch. rest begins with the entry and ends
// with the page.
func (w *walker) branchEntry(ctx context.Context, p page, rest []byte) error {
	pos, keySize := uint64(order.Uint32(rest)), uint64(order.Uint32(rest[4:]))
	if keySize == 0 || pos+keySize > uint64(len(rest)) {
		return corrupt("page %d has an entry whose key is outside of it", p.id)
	}
	return w.tree(ctx, order.Uint64(rest[8:]))
}

// leafEntry walks one entry of a leaf: nothing but its place if it is a pair, a
// whole tree if it is a table. A small table is inside the entry.
func (w *walker) leafEntry(ctx context.Context, p page, rest []byte) error {
	flags, pos := order.Uint32(rest), uint64(order.Uint32(rest[4:]))
	keySize, valueSize := uint64(order.Uint32(rest[8:])), uint64(order.Uint32(rest[12:]))
	if keySize == 0 || pos+keySize+valueSize > uint64(len(rest)) {
		return corrupt("page %d has an entry that is outside of it", p.id)
	}
	if flags&bucketEntry == 0 {
		return nil
	}
	value := rest[pos+keySize:][:valueSize]
	if len(value) < bucketSize {
		return corrupt("page %d has a table of %d bytes", p.id, len(value))
	}
	if root := order.Uint64(value); root != 0 {
		return w.tree(ctx, root)
	}
	value = value[bucketSize:]
	if len(value) < headerSize {
		return corrupt("page %d has a small table without a page", p.id)
	}
	small := page{id: p.id, flags: order.Uint16(value[8:]), count: order.Uint16(value[10:])}
	return w.entries(ctx, small, value[headerSize:])
}
