package mem

import "slices"

// tree is a sorted map that can be shared while a changed version of it is
// made: put and delete return the changed tree and leave the old one as it was.
//
// It is a B+ tree: all values are in the leaves, all leaves are equally deep.
// Deleting does not merge nodes, it only drops empty ones. The tree may thus
// stay deeper than it needs to be, never deeper than it once was.
type tree[V any] struct{ root *node[V] }

// maxLen is the greatest number of entries of a node. Smaller nodes are cheaper
// to copy, larger ones make the tree flatter.
const maxLen = 32

// owner marks the nodes that one transaction has made and may therefore change
// in place, since nobody else has seen them. Nodes with the mark of a finished
// transaction never change again.
type owner struct {
	_ byte // makes every owner's address its own
}

// node is a leaf with vals or an inner node with kids, as many as keys. In an
// inner node keys[i] is not greater than any key below kids[i] and greater than
// all keys below kids[i-1].
type node[V any] struct {
	own  *owner
	keys []string
	vals []V
	kids []*node[V]
}

func (t tree[V]) get(key string) (v V, ok bool) {
	n := t.root
	if n == nil {
		return v, false
	}
	for n.kids != nil {
		n = n.kids[n.kid(key)]
	}
	i, ok := slices.BinarySearch(n.keys, key)
	if !ok {
		return v, false
	}
	return n.vals[i], true
}

func (t tree[V]) put(own *owner, key string, v V) tree[V] {
	if t.root == nil {
		return tree[V]{&node[V]{own: own, keys: []string{key}, vals: []V{v}}}
	}
	left, right := t.root.put(own, key, v)
	if right == nil {
		return tree[V]{left}
	}
	return tree[V]{&node[V]{
		own:  own,
		keys: []string{left.keys[0], right.keys[0]},
		kids: []*node[V]{left, right},
	}}
}

// delete removes key, which must be there.
func (t tree[V]) delete(own *owner, key string) tree[V] {
	n := t.root.delete(own, key)
	if len(n.keys) == 0 {
		return tree[V]{}
	}
	for len(n.kids) == 1 {
		n = n.kids[0]
	}
	return tree[V]{n}
}

// ascend calls yield for all keys from from on, until it returns false.
func (t tree[V]) ascend(from string, yield func(string, V) bool) {
	if t.root != nil {
		t.root.ascend(from, yield)
	}
}

// descend calls yield for all keys below to, the greatest first, until it
// returns false. An empty to is beyond all keys.
func (t tree[V]) descend(to string, yield func(string, V) bool) {
	if t.root != nil {
		t.root.descend(to, yield)
	}
}

// kid returns the index of the kid under which key belongs.
func (n *node[V]) kid(key string) int {
	i, found := slices.BinarySearch(n.keys, key)
	if found || i == 0 {
		return i
	}
	return i - 1
}

// mine returns n, or a copy of it that own may change.
func (n *node[V]) mine(own *owner) *node[V] {
	if n.own == own {
		return n
	}
	return &node[V]{own: own, keys: grown(n.keys), vals: grown(n.vals), kids: grown(n.kids)}
}

// grown copies s and leaves room for one more, which most copies soon need.
func grown[T any](s []T) []T {
	if s == nil {
		return nil
	}
	return append(make([]T, 0, len(s)+1), s...)
}

// put returns what replaces n and, if that became too large, a second node that
// follows it.
func (n *node[V]) put(own *owner, key string, v V) (left, right *node[V]) {
	n = n.mine(own)
	if n.kids == nil {
		i, found := slices.BinarySearch(n.keys, key)
		if found {
			n.vals[i] = v
			return n, nil
		}
		n.keys = slices.Insert(n.keys, i, key)
		n.vals = slices.Insert(n.vals, i, v)
		return n, n.split(i)
	}
	i := n.kid(key)
	if key < n.keys[i] {
		n.keys[i] = key // can only be the first
	}
	kid, next := n.kids[i].put(own, key, v)
	n.kids[i] = kid
	if next != nil {
		i++
		n.keys = slices.Insert(n.keys, i, next.keys[0])
		n.kids = slices.Insert(n.kids, i, next)
	}
	return n, n.split(i)
}

// split moves the end of n into a new node if n is too large. Most keys begin
// with a number that counts up, so a node that grew at its end is left full
// instead of being cut in half.
func (n *node[V]) split(grewAt int) *node[V] {
	if len(n.keys) <= maxLen {
		return nil
	}
	at := len(n.keys) / 2
	if grewAt == len(n.keys)-1 {
		at = grewAt
	}
	right := &node[V]{own: n.own, keys: cut(&n.keys, at)}
	if n.kids == nil {
		right.vals = cut(&n.vals, at)
	} else {
		right.kids = cut(&n.kids, at)
	}
	return right
}

// cut shortens s to at elements and returns a copy of the others. What s gave
// up is cleared, so that it is not kept in memory.
func cut[T any](s *[]T, at int) []T {
	tail := append(make([]T, 0, maxLen+1), (*s)[at:]...)
	*s = slices.Delete(*s, at, len(*s))
	return tail
}

// delete returns what replaces n, without key. It may be empty.
func (n *node[V]) delete(own *owner, key string) *node[V] {
	n = n.mine(own)
	if n.kids == nil {
		i, _ := slices.BinarySearch(n.keys, key)
		n.keys = slices.Delete(n.keys, i, i+1)
		n.vals = slices.Delete(n.vals, i, i+1)
		return n
	}
	i := n.kid(key)
	n.kids[i] = n.kids[i].delete(own, key)
	if len(n.kids[i].keys) == 0 {
		n.keys = slices.Delete(n.keys, i, i+1)
		n.kids = slices.Delete(n.kids, i, i+1)
	}
	return n
}

func (n *node[V]) ascend(from string, yield func(string, V) bool) bool {
	if n.kids == nil {
		i, _ := slices.BinarySearch(n.keys, from)
		for ; i < len(n.keys); i++ {
			if !yield(n.keys[i], n.vals[i]) {
				return false
			}
		}
		return true
	}
	// from matters in the first of these kids only; all others are above it.
	for _, kid := range n.kids[n.kid(from):] {
		if !kid.ascend(from, yield) {
			return false
		}
	}
	return true
}

func (n *node[V]) descend(to string, yield func(string, V) bool) bool {
	if n.kids == nil {
		i := len(n.keys)
		if to != "" {
			i, _ = slices.BinarySearch(n.keys, to)
		}
		for i--; i >= 0; i-- {
			if !yield(n.keys[i], n.vals[i]) {
				return false
			}
		}
		return true
	}
	i := len(n.kids) - 1
	if to != "" {
		i = n.kid(to)
	}
	for ; i >= 0; i-- {
		if !n.kids[i].descend(to, yield) {
			return false
		}
	}
	return true
}
