package bluesky

import (
	"crypto/rand"
	"maps"

	"appealbot/bot/network"
)

// memory is what was read, so that a thread that is read again and again, and
// sources that overlap, give each answer once. It belongs to the cursor: what
// was returned behind a cursor counts as read only for whoever comes back with
// that cursor or a later one, so that a page that could not be stored comes
// again. After a restart it is empty, and what is there comes once more.
type memory struct {
	epoch string // names this memory in cursors
	seq   uint64 // of the last page that had items
	items map[string]kept
}

// kept is what is remembered of one answer.
type kept struct {
	seq           uint64 // of the page that had it last
	cid           string // the version that was returned
	under, parent string
}

// maxMemory bounds the memory, at some 300 bytes for each. Beyond that it
// begins anew.
const maxMemory = 50_000

// view is the memory as a cursor sees it.
type view struct {
	*memory
	seq uint64
}

// as returns the memory as a cursor sees it. An older cursor says that what was
// returned behind it was not kept: it is forgotten. For a strange
// one, nothing was ever returned.
func (m *memory) as(c cursor) (v view, back bool) {
	if m.items == nil || len(m.items) > maxMemory {
		m.epoch, m.seq, m.items = rand.Text(), 0, map[string]kept{}
	}
	v = view{m, 0}
	if c.Epoch == m.epoch {
		v.seq = c.Seq
	}
	if v.seq == m.seq {
		return v, false
	}
	maps.DeleteFunc(m.items, func(_ string, k kept) bool { return k.seq > v.seq })
	m.seq++ // A number that no cursor has had.
	v.seq = m.seq
	return v, true
}

// knows reports whether this version of an answer was read, and known whether
// any version was.
func (v view) knows(id, cid string) (this, known bool) {
	k, ok := v.items[id]
	known = ok && k.seq <= v.seq
	return known && k.cid == cid, known
}

// page remembers items as those of the next page and returns its number.
func (v view) page(found []answer) uint64 {
	if len(found) == 0 {
		return v.seq
	}
	v.memory.seq++
	for _, f := range found {
		v.items[f.item.Remote] = kept{v.memory.seq, f.cid, f.item.Under, f.item.Parent}
	}
	return v.memory.seq
}

// recall returns what an answer was about, where that is remembered.
func (m *memory) recall(it network.Item) network.Item {
	k := m.items[it.Remote]
	it.Under, it.Parent = k.under, k.parent
	return it
}
