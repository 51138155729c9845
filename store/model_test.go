package store_test

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/store"
)

// model is what the store should hold, in maps, searched from end to end.
type model struct {
	cases   map[bot.ID]bot.Case
	appeals map[bot.ID]bot.Appeal
	posts   map[bot.ID]bot.Post
	notices map[bot.ID]bot.Notice
	replies map[bot.ID]bot.Reply
	freezes map[bot.ID]bot.Freeze
	known   map[string]any // raw words, standings and spendings, by what they are about
	inbox   map[string]time.Time
	events  []string
}

func newModel() *model {
	return &model{
		cases: map[bot.ID]bot.Case{}, appeals: map[bot.ID]bot.Appeal{}, posts: map[bot.ID]bot.Post{},
		notices: map[bot.ID]bot.Notice{}, replies: map[bot.ID]bot.Reply{}, freezes: map[bot.ID]bot.Freeze{},
		known: map[string]any{}, inbox: map[string]time.Time{}, events: []string{"store created"},
	}
}

// sorted returns the values that fit, in order, n at most.
func sorted[T any](m map[bot.ID]T, fits func(T) bool, order func(a, b T) int, n int) []T {
	var out []T
	for _, v := range m {
		if fits(v) {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, order)
	return out[:min(n, len(out))]
}

// world makes random records out of few names and times, so that they meet.
type world struct{ *rand.Rand }

func (w world) pick(names ...string) string { return names[w.IntN(len(names))] }
func (w world) id(kind string, n int) bot.ID {
	return bot.ID(fmt.Sprint(kind, w.IntN(n)))
}

func (w world) time() time.Time {
	if w.IntN(5) == 0 {
		return time.Time{}
	}
	return noon.Add(time.Duration(w.IntN(20)) * time.Second)
}

func (w world) account() bot.AccountID { return bot.AccountID(w.pick("x", "xx", "y")) }

// step does one random thing to both.
func (w world) step(t *testing.T, tx bot.Tx, m *model) {
	switch w.IntN(9) {
	case 0:
		w.putCase(t, tx, m)
	case 1:
		a := bot.Appeal{
			ID: w.id("a", 12), Case: w.id("k", 4), Number: w.IntN(3), Created: w.time(),
			State: bot.AppealState(w.pick("editing", "waiting", "approved", "rejected", "done", "cancelled")),
		}
		must(t, tx.PutAppeal(a))
		m.appeals[a.ID] = a
	case 2:
		w.putPost(t, tx, m)
	case 3:
		n := bot.Notice{
			ID: w.id("n", 12), Platform: w.pick("p", "pp"), Lane: bot.Lane(w.IntN(3) - 1), Due: w.time(),
			Posted: w.pick("", "c", "cc"), Message: w.pick("", "m", "mm"),
		}
		must(t, tx.PutNotice(n))
		m.notices[n.ID] = n
	case 4:
		r := bot.Reply{ID: w.id("r", 30), Case: w.id("k", 3), Number: w.IntN(40), Text: w.pick("yes", "no")}
		must(t, tx.PutReply(r))
		m.replies[r.ID] = r
	case 5:
		f := bot.Freeze{ID: w.id("f", 4), By: bot.Mark{At: w.time()}}
		if w.IntN(2) == 0 {
			must(t, tx.PutFreeze(f))
			m.freezes[f.ID] = f
		} else {
			must(t, tx.DeleteFreeze(f.ID))
			delete(m.freezes, f.ID)
		}
	case 6:
		w.inbox(t, tx, m)
	case 7:
		what := w.pick("approved", "published")
		must(t, tx.Append(bot.Event{At: w.time(), What: what}))
		m.events = append(m.events, what)
	case 8:
		w.putKnown(t, tx, m)
	}
}

// putKnown changes what is found by its name alone.
func (w world) putKnown(t *testing.T, tx bot.Tx, m *model) {
	account, month := w.account(), w.pick("2026-11", "2026-1")
	switch w.IntN(3) {
	case 0:
		raw := []byte(w.pick("", "{}", "[]"))
		id, hash := w.id("r", 3), w.pick("h", "hh")
		must(t, tx.PutRaw(id, hash, raw))
		m.known[fmt.Sprintf("raw %s %s", id, hash)] = raw
	case 1:
		s := bot.Standing{Account: account, Checked: w.time(), OK: w.IntN(2) == 0}
		must(t, tx.PutStanding(s))
		m.known[fmt.Sprintf("standing %s", account)] = s
	default:
		micros, posts, reads := int64(w.IntN(9)), w.IntN(3), w.IntN(3)
		s, err := bot.Charge(tx, account, month, micros, posts, reads)
		must(t, err)
		name := fmt.Sprintf("spending %s %s", account, month)
		was, _ := m.known[name].(bot.Spending)
		want := bot.Spending{Account: account, Month: month, Micros: was.Micros + micros, Posts: was.Posts + posts, Reads: was.Reads + reads}
		if s != want {
			t.Fatalf("Charge = %+v, want %+v", s, want)
		}
		m.known[name] = want
	}
}

func (w world) putCase(t *testing.T, tx bot.Tx, m *model) {
	c := bot.Case{ID: w.id("k", 6), Number: w.pick("", "1", "2", "3"), Opened: w.time()}
	if w.IntN(2) == 0 {
		c.Rooms = []bot.Room{{Platform: w.pick("p", "pp"), Channel: w.pick("", "c", "d")}}
	}
	taken := false
	for _, o := range m.cases {
		same := len(c.Rooms) > 0 && len(o.Rooms) > 0 && c.Rooms[0].Channel != "" &&
			c.Rooms[0].Platform == o.Rooms[0].Platform && c.Rooms[0].Channel == o.Rooms[0].Channel
		taken = taken || o.ID != c.ID && (same || c.Number != "" && c.Number == o.Number)
	}
	err := tx.PutCase(c)
	if errors.Is(err, bot.ErrStale) != taken || err != nil && !taken {
		t.Fatalf("PutCase(%+v): %v; taken is %t", c, err, taken)
	}
	if !taken {
		m.cases[c.ID] = c
	}
}

func (w world) putPost(t *testing.T, tx bot.Tx, m *model) {
	p := bot.Post{
		ID: w.id("p", 16), Op: bot.Op(w.pick("create", "create", "remove")), Appeal: w.id("a", 3), Account: w.account(),
		Lane: bot.Lane(w.IntN(3) - 1), Due: w.time(), Created: w.time(),
		State: bot.PostState(w.pick("queued", "sending", "posted", "held", "removed")),
	}
	for i := range w.IntN(3) {
		p.Remotes = append(p.Remotes, fmt.Sprint("r", w.IntN(4), i))
	}
	_, there := m.posts[p.ID]
	if w.IntN(3) == 0 {
		added, err := tx.AddPost(p)
		if err != nil || added == there {
			t.Fatalf("AddPost = %t, %v; it was there: %t", added, err, there)
		}
		if there {
			return
		}
	} else if err := tx.SetPost(p); errors.Is(err, bot.ErrNotFound) == there {
		t.Fatalf("SetPost: %v; it was there: %t", err, there)
	} else if !there {
		return
	}
	m.posts[p.ID] = p
}

func (w world) inbox(t *testing.T, tx bot.Tx, m *model) {
	if w.IntN(4) > 0 {
		k, at := w.pick("a", "ab", "b", "c"), w.time()
		seen, err := tx.Seen(k, at)
		_, there := m.inbox[k]
		if err != nil || seen != there {
			t.Fatalf("Seen(%s) = %t, %v; want %t", k, seen, err, there)
		}
		if !there {
			m.inbox[k] = at
		}
		return
	}
	before, n := w.time(), 0
	for k, at := range m.inbox {
		if at.Before(before) {
			delete(m.inbox, k)
			n++
		}
	}
	if got, err := tx.Forget(before, 99); err != nil || got != n {
		t.Fatalf("Forget(%v) = %d, %v; want %d", before, got, err, n)
	}
}

// compare asks every question and compares the answers.
func (m *model) compare(t *testing.T, w world, tx bot.Tx) {
	n := w.IntN(8)
	m.compareCases(t, w, tx, n)
	m.comparePosts(t, w, tx, n)
	m.compareNotices(t, w, tx, n)

	k, from := w.id("k", 3), w.IntN(40)
	rs, err := tx.RepliesOf(k, from, n)
	same(t, "RepliesOf", rs, err, sorted(m.replies,
		func(r bot.Reply) bool { return r.Case == k && r.Number >= from },
		func(a, b bot.Reply) int { return cmp.Or(a.Number-b.Number, cmp.Compare(a.ID, b.ID)) }, n))
	for id, r := range m.replies {
		got, err := tx.Reply(id)
		same(t, "Reply", []bot.Reply{got}, err, []bot.Reply{r})
	}
	m.compareKnown(t, w, tx)
	fs, err := tx.Freezes()
	same(t, "Freezes", fs, err, sorted(m.freezes, func(bot.Freeze) bool { return true },
		func(a, b bot.Freeze) int { return cmp.Or(a.By.At.Compare(b.By.At), cmp.Compare(a.ID, b.ID)) }, 99))
	es, err := tx.Events(1, 1<<20)
	var what []string
	for _, e := range es {
		what = append(what, e.What)
	}
	same(t, "Events", what, err, m.events)
}

func (m *model) compareCases(t *testing.T, w world, tx bot.Tx, n int) {
	newest := func(a, b bot.Case) int { return cmp.Or(b.Opened.Compare(a.Opened), cmp.Compare(b.ID, a.ID)) }
	all := sorted(m.cases, func(bot.Case) bool { return true }, newest, 99)
	ks, err := tx.Cases("", n)
	same(t, "Cases", ks, err, all[:min(n, len(all))])
	for i, k := range all {
		ks, err := tx.Cases(k.ID, n)
		same(t, "Cases before "+string(k.ID), ks, err, all[i+1:min(i+1+n, len(all))])
		if k.Number != "" {
			got, err := tx.CaseByNumber(k.Number)
			same(t, "CaseByNumber", []bot.Case{got}, err, []bot.Case{k})
		}
		if len(k.Rooms) > 0 && k.Rooms[0].Channel != "" {
			got, err := tx.CaseByRoom(k.Rooms[0].Platform, k.Rooms[0].Channel)
			same(t, "CaseByRoom", []bot.Case{got}, err, []bot.Case{k})
		}
	}
	k := w.id("k", 4)
	as, err := tx.AppealsOf(k, n)
	same(t, "AppealsOf", as, err, sorted(m.appeals, func(a bot.Appeal) bool { return a.Case == k }, func(a, b bot.Appeal) int {
		return cmp.Or(b.Number-a.Number, b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID))
	}, n))
	as, err = tx.OpenAppeals(n)
	same(t, "OpenAppeals", as, err, sorted(m.appeals, func(a bot.Appeal) bool { return a.State != bot.Done && a.State != bot.Cancelled },
		func(a, b bot.Appeal) int { return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID)) }, n))
}

func (m *model) comparePosts(t *testing.T, w world, tx bot.Tx, n int) {
	at, account := noon.Add(time.Duration(w.IntN(20))*time.Second), w.account()
	created := func(a, b bot.Post) int { return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID)) }
	ps, err := tx.DuePosts(account, at, n)
	same(t, "DuePosts", ps, err, sorted(m.posts,
		func(p bot.Post) bool { return p.Account == account && !p.Due.IsZero() && !p.Due.After(at) },
		func(a, b bot.Post) int {
			return cmp.Or(int(a.Lane-b.Lane), a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID))
		}, n))
	next, ok, err := tx.NextPost(account)
	first := sorted(m.posts, func(p bot.Post) bool { return p.Account == account && !p.Due.IsZero() },
		func(a, b bot.Post) int { return a.Due.Compare(b.Due) }, 1)
	if err != nil || ok != (len(first) > 0) || ok && !next.Equal(first[0].Due) {
		t.Fatalf("NextPost = %v, %t, %v; want %v", next, ok, err, first)
	}
	state := bot.PostState(w.pick("queued", "sending", "posted", "held", "dropped"))
	ps, err = tx.PostsIn(state, n)
	same(t, "PostsIn", ps, err, sorted(m.posts, func(p bot.Post) bool { return p.State == state }, created, n))
	appeal := w.id("a", 3)
	ps, err = tx.PostsOf(appeal)
	same(t, "PostsOf", ps, err, sorted(m.posts, func(p bot.Post) bool { return p.Appeal == appeal }, created, 99))
	ps, err = tx.PublicPosts(account, at, n)
	same(t, "PublicPosts", ps, err, sorted(m.posts,
		func(p bot.Post) bool {
			return p.Account == account && p.Op == bot.OpCreate && len(p.Remotes) > 0 && p.State != bot.PostRemoved && !p.Since().Before(at)
		},
		func(a, b bot.Post) int { return cmp.Or(b.Since().Compare(a.Since()), cmp.Compare(a.ID, b.ID)) }, n))
	remote := fmt.Sprint("r", w.IntN(4), w.IntN(2))
	got, err := tx.PostByRemote(account, remote)
	want := sorted(m.posts, func(p bot.Post) bool {
		return p.Account == account && p.Op == bot.OpCreate && slices.Contains(p.Remotes, remote)
	}, func(a, b bot.Post) int { return cmp.Compare(a.ID, b.ID) }, 1)
	sameOne(t, "PostByRemote", got, err, want)
}

func (m *model) compareKnown(t *testing.T, w world, tx bot.Tx) {
	account, month := w.account(), w.pick("2026-11", "2026-1", "2026-12")
	standing, err := tx.Standing(account)
	want, ok := m.known[fmt.Sprintf("standing %s", account)].(bot.Standing)
	if !ok {
		want = bot.Standing{Account: account}
	}
	same(t, "Standing", []bot.Standing{standing}, err, []bot.Standing{want})
	spending, err := tx.Spending(account, month)
	spent, ok := m.known[fmt.Sprintf("spending %s %s", account, month)].(bot.Spending)
	if !ok {
		spent = bot.Spending{Account: account, Month: month}
	}
	same(t, "Spending", []bot.Spending{spending}, err, []bot.Spending{spent})
	id, hash := w.id("r", 3), w.pick("h", "hh", "")
	raw, err := tx.Raw(id, hash)
	var rest [][]byte
	if b, ok := m.known[fmt.Sprintf("raw %s %s", id, hash)].([]byte); ok {
		rest = [][]byte{b}
	}
	sameOne(t, "Raw", raw, err, rest)
}

func (m *model) compareNotices(t *testing.T, w world, tx bot.Tx, n int) {
	at, platform := noon.Add(time.Duration(w.IntN(20))*time.Second), w.pick("p", "pp")
	ns, err := tx.DueNotices(platform, at, n)
	same(t, "DueNotices", ns, err, sorted(m.notices,
		func(v bot.Notice) bool { return v.Platform == platform && !v.Due.IsZero() && !v.Due.After(at) },
		func(a, b bot.Notice) int {
			return cmp.Or(int(a.Lane-b.Lane), a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID))
		}, n))
	channel, message := w.pick("", "c", "cc"), w.pick("m", "mm")
	got, err := tx.NoticeAt(platform, channel, message)
	sameOne(t, "NoticeAt", got, err, sorted(m.notices,
		func(v bot.Notice) bool { return v.Platform == platform && v.Posted == channel && v.Message == message },
		func(a, b bot.Notice) int { return cmp.Compare(a.ID, b.ID) }, 1))
}

func sameOne[T any](t *testing.T, what string, got T, err error, want []T) {
	t.Helper()
	if len(want) == 0 {
		if !errors.Is(err, bot.ErrNotFound) {
			t.Fatalf("%s: %v, want ErrNotFound", what, err)
		}
		return
	}
	same(t, what, []T{got}, err, want)
}

func same[T any](t *testing.T, what string, got []T, err error, want []T) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if len(got) == 0 && len(want) == 0 {
		return
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// TestStoreIsLikeMapsThatAreSearched does random things to a store and to plain
// maps and asks both every question. A part of the transactions fails, and must
// leave nothing behind.
func TestStoreIsLikeMapsThatAreSearched(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		w := world{rand.New(rand.NewPCG(seed, 0))}
		m := newModel()
		giveUp := errors.New("give up")
		for range 100 {
			fails := w.IntN(4) == 0
			err := s.Update(t.Context(), func(tx bot.Tx) error {
				into := m
				if fails {
					into = m.clone()
				}
				for range 1 + w.IntN(20) {
					w.step(t, tx, into)
				}
				into.compare(t, w, tx)
				if fails {
					return giveUp
				}
				return nil
			})
			if fails != errors.Is(err, giveUp) || err != nil && !fails {
				t.Fatalf("Update: %v", err)
			}
			must(t, s.View(t.Context(), func(tx bot.Tx) error {
				m.compare(t, w, tx)
				return nil
			}))
		}
		r, err := s.Verify(t.Context())
		if err != nil || r.Events != uint64(len(m.events)) {
			t.Errorf("Verify found %d events, %v; want %d", r.Events, err, len(m.events))
		}
	})
}

func (m *model) clone() *model {
	return &model{
		cases: maps.Clone(m.cases), appeals: maps.Clone(m.appeals), posts: maps.Clone(m.posts),
		notices: maps.Clone(m.notices), replies: maps.Clone(m.replies), freezes: maps.Clone(m.freezes),
		known: maps.Clone(m.known), inbox: maps.Clone(m.inbox), events: slices.Clone(m.events),
	}
}
