package bolt

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
)

// bbolt trusts its file: it follows page numbers into memory that is not there,
// and takes the free pages it is told of for free. So what it reads first is
// checked here, without it, before it opens the file. These are the numbers of
// its format.
const (
	magic         = 0xED0CDAED
	formatVersion = 2

	headerSize  = 16 // of a page
	elementSize = 16 // of an entry in a branch or leaf page
	bucketSize  = 16 // of the head of a table's entry: the root page and a number
	metaSize    = 64

	branchFlag   = 0x01
	leafFlag     = 0x02
	freelistFlag = 0x10

	bucketEntry = 0x01 // the flag of a leaf's entry that is a table

	noFreelist = ^uint64(0)
	manyFree   = 0xFFFF // a count that means: the count is the first entry
)

// meta is what one of the two meta pages says. The one with the greater txid is
// the state of the last commit.
type meta struct {
	pageSize       int64
	root, freelist uint64
	pages          uint64 // beyond the greatest page in use
	txid           uint64
}

// page is the head of a page.
type page struct {
	id           uint64
	flags, count uint16
	overflow     uint32 // how many more pages belong to it
}

// order is the byte order of this machine, which is the one of the file.
var order = binary.NativeEndian

// checkHeader returns an error that wraps kv.ErrCorrupt unless r, of the given
// size, is a bbolt file whose meta pages, free pages and root page make sense.
func checkHeader(r io.ReaderAt, size int64) error {
	m, err := latestMeta(r, size)
	if err != nil {
		return err
	}
	if err := checkFreelist(r, m); err != nil {
		return err
	}
	p, err := readPage(r, m, m.root)
	if err != nil {
		return err
	}
	if p.flags != branchFlag && p.flags != leafFlag {
		return corrupt("page %d, the root, has the type %#x", m.root, p.flags)
	}
	return nil
}

// latestMeta finds the state that bbolt will use: the later of the two valid
// metas, or the only valid one.
func latestMeta(r io.ReaderAt, size int64) (meta, error) {
	m, ok := readMeta(r, 0)
	if ok {
		if second, ok := readMeta(r, m.pageSize); ok && second.txid > m.txid {
			m = second
		}
	} else {
		// The page size stands on the page that cannot be read, so look where
		// the second page can be.
		for at := int64(1 << 10); !ok && at <= 16<<20; at *= 2 {
			m, ok = readMeta(r, at)
			ok = ok && m.pageSize == at
		}
	}
	switch {
	case size == 0:
		return m, corrupt("the file is empty")
	case !ok:
		return m, corrupt("the file is no database of appealbot, or its beginning is damaged")
	case m.pages > uint64(size/m.pageSize): //nolint:gosec // G115: both are positive
		return m, corrupt("the file has %d bytes, less than the %d pages of %d bytes that it should have; its end is missing", size, m.pages, m.pageSize)
	}
	return m, nil
}

// readMeta reads the meta page at an offset and reports whether it is valid.
func readMeta(r io.ReaderAt, at int64) (meta, bool) {
	var b [headerSize + metaSize]byte
	if _, err := r.ReadAt(b[:], at); err != nil {
		return meta{}, false
	}
	c := b[headerSize:]
	sum := fnv.New64a()
	_, _ = sum.Write(c[:metaSize-8]) // a hash takes everything
	if order.Uint32(c) != magic || order.Uint32(c[4:]) != formatVersion || order.Uint64(c[56:]) != sum.Sum64() {
		return meta{}, false
	}
	m := meta{
		pageSize: int64(order.Uint32(c[8:])),
		root:     order.Uint64(c[16:]),
		freelist: order.Uint64(c[32:]),
		pages:    order.Uint64(c[40:]),
		txid:     order.Uint64(c[48:]),
	}
	return m, m.pageSize >= 1<<10 && m.pageSize <= 16<<20
}

// readPage reads the head of a page and checks that the page is whole.
func readPage(r io.ReaderAt, m meta, id uint64) (page, error) {
	if id < 2 || id >= m.pages {
		return page{}, corrupt("page %d is asked for, of %d pages", id, m.pages)
	}
	var b [headerSize]byte
	if _, err := r.ReadAt(b[:], int64(id)*m.pageSize); err != nil { //nolint:gosec // G115: id < m.pages, which fit into the file
		return page{}, unreadable(id, err)
	}
	p := page{order.Uint64(b[:]), order.Uint16(b[8:]), order.Uint16(b[10:]), order.Uint32(b[12:])}
	if p.id != id {
		return page{}, corrupt("page %d says that it is page %d", id, p.id)
	}
	if uint64(p.overflow) >= m.pages-id {
		return page{}, corrupt("page %d reaches %d pages beyond itself, past the end", id, p.overflow)
	}
	return p, nil
}

// readBody reads all of a page but its head.
func readBody(r io.ReaderAt, m meta, p page) ([]byte, error) {
	b := make([]byte, (int64(p.overflow)+1)*m.pageSize-headerSize)
	if _, err := r.ReadAt(b, int64(p.id)*m.pageSize+headerSize); err != nil { //nolint:gosec // G115: as in readPage
		return nil, unreadable(p.id, err)
	}
	return b, nil
}

// unreadable keeps a failing disk apart from a damaged file.
func unreadable(id uint64, err error) error {
	if errors.Is(err, io.EOF) {
		return corrupt("page %d is missing from the end of the file", id)
	}
	return err
}

// checkFreelist checks that the free pages are ones that exist, in order and
// without doubles.
func checkFreelist(r io.ReaderAt, m meta) error {
	if m.freelist == noFreelist {
		return corrupt("the file does not list its free pages; it was not written by appealbot")
	}
	p, err := readPage(r, m, m.freelist)
	if err != nil {
		return err
	}
	if p.flags != freelistFlag {
		return corrupt("page %d, the list of free pages, has the type %#x", p.id, p.flags)
	}
	b, err := readBody(r, m, p)
	if err != nil {
		return err
	}
	n := uint64(p.count)
	if p.count == manyFree {
		n, b = order.Uint64(b), b[8:]
	}
	if n > uint64(len(b))/8 {
		return corrupt("the list of free pages has %d entries in %d bytes", n, len(b))
	}
	last := uint64(1)
	for i := range n {
		id := order.Uint64(b[i*8:])
		if id <= last || id >= m.pages {
			return corrupt("the list of free pages has page %d after page %d, of %d pages", id, last, m.pages)
		}
		last = id
	}
	return nil
}
