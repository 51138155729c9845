package mem

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestTreeVersionsAgreeWithMaps changes a tree at random, keeps old versions of
// it and checks at the end that each still holds what it held then.
func TestTreeVersionsAgreeWithMaps(t *testing.T) {
	type version struct {
		tree tree[int]
		want map[string]int
	}
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 0))
		now := version{want: map[string]int{}}
		var old []version
		for range 60 {
			own := new(owner)
			// Some rounds mostly grow the tree, some mostly shrink it.
			grow := r.IntN(10)
			for range 1 + r.IntN(300) {
				key := fmt.Sprintf("%03d", r.IntN(2000))
				if _, ok := now.want[key]; r.IntN(10) < grow || !ok {
					v := r.Int()
					now.tree = now.tree.put(own, key, v)
					now.want[key] = v
				} else {
					now.tree = now.tree.delete(own, key)
					delete(now.want, key)
				}
			}
			old = append(old, version{now.tree, maps.Clone(now.want)})
		}
		for i, v := range old {
			if err := sameAsMap(v.tree, v.want); err != nil {
				t.Fatalf("seed %d, version %d: %v", seed, i, err)
			}
		}
	}
}

func TestTreeShrinksToNothing(t *testing.T) {
	var full tree[int]
	own := new(owner)
	want := map[string]int{}
	for i := range 5000 {
		full = full.put(own, fmt.Sprintf("%05d", i), i)
		want[fmt.Sprintf("%05d", i)] = i
	}
	for name, order := range map[string]func(i int) int{
		"from the front": func(i int) int { return i },
		"from the back":  func(i int) int { return 4999 - i },
		"scattered":      func(i int) int { return i * 1237 % 5000 },
	} {
		t.Run(name, func(t *testing.T) {
			now, own := full, new(owner)
			for i := range 5000 {
				now = now.delete(own, fmt.Sprintf("%05d", order(i)))
				if i == 4998 && now.root.kids != nil {
					t.Error("a tree with one key is more than a leaf")
				}
			}
			if now.root != nil {
				t.Errorf("a tree without keys still has %d nodes' worth of root", len(now.root.keys))
			}
			if err := sameAsMap(full, want); err != nil {
				t.Errorf("the full tree was changed: %v", err)
			}
		})
	}
}

func TestTreeFillsNodesInOrder(t *testing.T) {
	var tr tree[int]
	own := new(owner)
	for i := range 32 * 32 * 2 {
		tr = tr.put(own, fmt.Sprintf("%06d", i), i)
	}
	leaves := 0
	var count func(n *node[int])
	count = func(n *node[int]) {
		if n.kids == nil {
			leaves++
		}
		for _, k := range n.kids {
			count(k)
		}
	}
	count(tr.root)
	if leaves != 64 {
		t.Errorf("2048 keys in order fill %d leaves, want 64", leaves)
	}
}

// sameAsMap compares everything that a tree can be asked, and its structure.
func sameAsMap(tr tree[int], want map[string]int) error {
	keys := slices.Sorted(maps.Keys(want))
	var up, down []string
	tr.ascend("", func(k string, v int) bool { up = append(up, k); return want[k] == v })
	tr.descend("", func(k string, v int) bool { down = append(down, k); return want[k] == v })
	slices.Reverse(down)
	if !slices.Equal(up, keys) || !slices.Equal(down, keys) {
		return fmt.Errorf("%d keys upwards and %d downwards, want %d", len(up), len(down), len(keys))
	}
	for i := range 2000 {
		key := fmt.Sprintf("%03d", i)
		v, ok := tr.get(key)
		if w, there := want[key]; ok != there || v != w {
			return fmt.Errorf("get %s: %d %v, want %d %v", key, v, ok, w, there)
		}
	}
	if tr.root == nil {
		return nil
	}
	_, err := tr.root.check("", "")
	return err
}

// check returns the depth of n, all of whose keys must be in [from, to).
func (n *node[V]) check(from, to string) (int, error) {
	if len(n.keys) == 0 || len(n.keys) > maxLen {
		return 0, fmt.Errorf("a node has %d keys", len(n.keys))
	}
	if !slices.IsSorted(n.keys) || to != "" && n.keys[len(n.keys)-1] >= to {
		return 0, fmt.Errorf("keys out of order or not below %q: %q", to, n.keys)
	}
	if n.kids == nil {
		if len(n.vals) != len(n.keys) || n.keys[0] < from {
			return 0, fmt.Errorf("%d keys, %d values, first key %q below %q", len(n.keys), len(n.vals), n.keys[0], from)
		}
		return 1, nil
	}
	if len(n.kids) != len(n.keys) || n.vals != nil {
		return 0, fmt.Errorf("%d keys, %d kids, %d values", len(n.keys), len(n.kids), len(n.vals))
	}
	depth := 0
	for i, kid := range n.kids {
		low, high := "", to
		if low = n.keys[i]; low < from {
			return 0, fmt.Errorf("a node's key %q is below %q", low, from)
		}
		if i < len(n.keys)-1 {
			high = n.keys[i+1]
		}
		d, err := kid.check(low, high)
		if err != nil {
			return 0, err
		}
		if depth == 0 {
			depth = d
		}
		if d != depth {
			return 0, fmt.Errorf("leaves at depths %d and %d", d, depth)
		}
	}
	return depth + 1, nil
}
