package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/store/bolt"
	"appealbot/store/kv"
	"appealbot/store/mem"
)

// everyTable is every table that there is or was.
func everyTable() []string {
	return []string{
		tableMeta, tableCase, tableCaseNumber, tableCaseRoom, tableCaseOpened, tableAppeal, tableAppealCase,
		tableAppealOpen, tableRevision, tablePost, tablePostDue, tablePostAppeal, tablePostRemote, tablePostState,
		tablePostPublic, tablePostLeft, tablePostLook, tableNotice, tableNoticeDue, tableNoticeAt, tableReply, tableReplyID, tableRaw, tableTally, tableCursor,
		tableMedia, tableFile, tablePrep, tablePrepDue, tablePrepAppeal, tableStanding, tableSpending, tableSecret, tableFreeze, tableInbox, tableInboxAt, tableEvent, tableEventHash, tableLatest, tableKept,
	}
}

// present is the schema of this version.
func present() int { return migrations(nil)[len(migrations(nil))-1].schema }

// oldStores returns a fixture on every driver.
func oldStores(t *testing.T, fixture string) map[string]kv.DB {
	db, err := bolt.Open(unpacked(t, fixture), bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	inMemory := mem.New()
	for table, ps := range dump(t, db, everyTable()...) {
		raw(t, inMemory, func(k kv.Tx) {
			for _, p := range ps {
				must(t, k.Put(table, p.Key, p.Value))
			}
		})
	}
	return map[string]kv.DB{"bolt": db, "mem": inMemory}
}

func oldOptions(t testing.TB) Options {
	return Options{Realm: Practice, Signer: testSigner(t, 1), Now: func() time.Time { return noon.Add(24 * time.Hour) }}
}

func TestSchema1IsBroughtUpToDate(t *testing.T) {
	for driver, db := range oldStores(t, schema1File) {
		t.Run(driver, func(t *testing.T) {
			i, err := Inspect(t.Context(), db)
			if err != nil || i.Schema != 1 {
				t.Fatalf("the fixture is %+v, %v", i, err)
			}
			s, err := Open(t.Context(), db, oldOptions(t))
			must(t, err)
			if got := s.Info(); got.Schema != present() || got.Realm != Practice || !got.Created.Equal(noon) {
				t.Errorf("Info is %+v", got)
			}
			r, err := s.Verify(t.Context())
			if err != nil || r.Events != uint64(schema1Events+present()) {
				t.Errorf("Verify: %d events, %v; want creation, %d, migrations", r.Events, err, schema1Events)
			}
			must(t, s.View(t.Context(), func(tx bot.Tx) error {
				es, err := tx.Events(schema1Events+2, 1)
				if err != nil || len(es) != 1 || es[0].What != "store migrated" || !strings.HasPrefix(es[0].Detail, "schema 1 to 2: ") {
					t.Errorf("the event behind the old ones is %+v, %v", es, err)
				}
				checkOldOutboxes(t, tx)
				checkOldRest(t, tx)
				return nil
			}))
			checkOldInbox(t, s)

			before := dump(t, db, everyTable()...)
			_, err = Open(t.Context(), db, oldOptions(t))
			must(t, err)
			if diff := cmp.Diff(before, dump(t, db, everyTable()...)); diff != "" {
				t.Errorf("opening it again changed something: %s", diff)
			}
		})
	}
}

// TestSchema2FindsWhatIsPublic brings a store up to date whose posts were not
// found by what is public.
func TestSchema2FindsWhatIsPublic(t *testing.T) {
	for driver, db := range oldStores(t, schema2File) {
		t.Run(driver, func(t *testing.T) {
			if i, err := Inspect(t.Context(), db); err != nil || i.Schema != 2 {
				t.Fatalf("the fixture is %+v, %v", i, err)
			}
			old := dump(t, db, tablePost, tablePostDue, tablePostAppeal, tablePostRemote, tablePostState)
			s, err := Open(t.Context(), db, oldOptions(t))
			must(t, err)
			if r, err := s.Verify(t.Context()); err != nil || s.Info().Schema != present() || r.Events != uint64(schema2Events+present()-1) {
				t.Errorf("%+v, %d events, %v; want the present schema with creation, %d, migrations", s.Info(), r.Events, err, schema2Events)
			}
			if diff := cmp.Diff(old, dump(t, db, tablePost, tablePostDue, tablePostAppeal, tablePostRemote, tablePostState)); diff != "" {
				t.Errorf("what there was is different: %s", diff)
			}
			before := dump(t, db, tablePostPublic)
			must(t, s.View(t.Context(), func(tx bot.Tx) error {
				for _, account := range []bot.AccountID{"metro", "metro-video", "m"} {
					checkPublic(t, tx, account)
				}
				return nil
			}))
			// They are the entries that the posts themselves have.
			must(t, s.Update(t.Context(), func(tx bot.Tx) error {
				for i := range schema2Posts {
					must(t, tx.SetPost(schema2Post(i)))
				}
				return nil
			}))
			if diff := cmp.Diff(before, dump(t, db, tablePostPublic)); diff != "" {
				t.Errorf("after the posts were stored again: %s", diff)
			}
		})
	}
}

func checkPublic(t *testing.T, tx bot.Tx, account bot.AccountID) {
	t.Helper()
	var want []bot.Post
	for i := range schema2Posts {
		p := schema2Post(i)
		if p.Account == account && p.Op == bot.OpCreate && len(p.Remotes) > 0 && p.State != bot.PostRemoved {
			want = append(want, p)
		}
	}
	slices.SortFunc(want, func(a, b bot.Post) int {
		if c := b.Created.Compare(a.Created); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	got, err := tx.PublicPosts(account, noon, schema2Posts)
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
		t.Errorf("public on %s: %s", account, diff)
	}
}

func checkOldOutboxes(t *testing.T, tx bot.Tx) {
	late := noon.Add(time.Hour)
	due, states := 0, map[bot.PostState]int{}
	for i := range schema1Posts {
		p, err := tx.Post(schema1Post(i).ID)
		must(t, err)
		if diff := cmp.Diff(schema1Post(i), p); diff != "" {
			t.Errorf("post %d: %s", i, diff)
		}
		states[p.State]++
		if !p.Due.IsZero() {
			due++
		}
		for _, r := range p.Remotes {
			if q, err := tx.PostByRemote(p.Account, r); err != nil || q.ID != p.ID {
				t.Errorf("remote %s: %v, %v", r, q.ID, err)
			}
		}
	}
	for _, account := range []bot.AccountID{"metro", "metro-video"} {
		ps, err := tx.DuePosts(account, late, 99)
		must(t, err)
		if !slices.IsSortedFunc(ps, func(a, b bot.Post) int {
			if a.Lane != b.Lane {
				return int(a.Lane - b.Lane)
			}
			return a.Due.Compare(b.Due)
		}) {
			t.Errorf("due of %s out of order: %+v", account, ps)
		}
		due -= len(ps)
	}
	if due != 0 {
		t.Errorf("%d posts are not found when they are due", due)
	}
	for state, want := range states {
		if ps, err := tx.PostsIn(state, 99); err != nil || len(ps) != want {
			t.Errorf("%d posts are %s, %v; want %d", len(ps), state, err, want)
		}
	}
	if ps, err := tx.PostsOf("a1"); err != nil || len(ps) != schema1Posts {
		t.Errorf("%d posts of the appeal, %v", len(ps), err)
	}
	if ns, err := tx.DueNotices("practice", late, 99); err != nil || len(ns) != schema1Notices*3/4 {
		t.Errorf("%d notices are due, %v", len(ns), err)
	}
	if n, err := tx.NoticeAt("practice", "C1", "m4"); err != nil || n.ID != schema1Notice(4).ID {
		t.Errorf("the notice at m4 is %v, %v", n.ID, err)
	}
}

func checkOldRest(t *testing.T, tx bot.Tx) {
	if c, err := tx.CaseByNumber("2026-1234567"); err != nil || c.Title != "Lakeshore shooting" {
		t.Errorf("the case is %+v, %v", c, err)
	}
	if as, err := tx.OpenAppeals(9); err != nil || len(as) != 1 || as[0].ID != "a1" {
		t.Errorf("open appeals are %+v, %v", as, err)
	}
	if rs, err := tx.RepliesOf("k1", 1, 99); err != nil || len(rs) != schema1Replies {
		t.Errorf("%d replies, %v", len(rs), err)
	}
}

func checkOldInbox(t *testing.T, s *Store) {
	must(t, s.Update(t.Context(), func(tx bot.Tx) error {
		for _, i := range []int{0, 499, 500, schema1Inbox - 1} {
			k, at := schema1Seen(i)
			if seen, err := tx.Seen(k, at); err != nil || !seen {
				t.Errorf("event %d from outside is not remembered, %v", i, err)
			}
		}
		_, at := schema1Seen(300)
		if n, err := tx.Forget(at, 999); err != nil || n != 300 {
			t.Errorf("forgot %d, %v; want 300", n, err)
		}
		return nil
	}))
}

// crash is a database that fails at one of its writes.
type crash struct {
	kv.DB
	after int // so many writes succeed
	panic bool
}

var errCrash = errors.New("crash")

func (c *crash) Update(ctx context.Context, fn func(kv.Tx) error) error {
	return c.DB.Update(ctx, func(k kv.Tx) error { return fn(&crashTx{k, c}) })
}

type crashTx struct {
	kv.Tx
	c *crash
}

func (x *crashTx) write() error {
	if x.c.after--; x.c.after >= 0 {
		return nil
	}
	if x.c.panic {
		panic(errCrash)
	}
	return errCrash
}

func (x *crashTx) Put(table string, k, v []byte) error {
	return errors.Join(x.write(), x.Tx.Put(table, k, v))
}

func (x *crashTx) Delete(table string, k []byte) error {
	return errors.Join(x.write(), x.Tx.Delete(table, k))
}

// openCrashing reports whether Open came to its end.
func openCrashing(t *testing.T, c *crash) (done bool) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil && p != any(errCrash) {
			panic(p)
		}
	}()
	_, err := Open(t.Context(), c, oldOptions(t))
	if err != nil && !errors.Is(err, errCrash) {
		t.Fatal(err)
	}
	return err == nil
}

// TestMigrationThatCrashesLeavesTheOldStore stops the migration at each of its
// writes, by an error and by a panic.
func TestMigrationThatCrashesLeavesTheOldStore(t *testing.T) {
	for driver, db := range oldStores(t, schema1File) {
		t.Run(driver, func(t *testing.T) {
			old, schema := dump(t, db, everyTable()...), 1
			steps := 1
			if driver == "bolt" {
				steps = 97 // each takes as long as reading the whole file
			}
			after := 0
			for ; !openCrashing(t, &crash{DB: db, after: after, panic: after%2 == 0}); after += steps {
				i, err := Inspect(t.Context(), db)
				if err != nil || i.Schema != schema && i.Schema != schema+1 {
					t.Fatalf("after %d writes it is %+v, %v", after, i, err)
				}
				if i.Schema != schema { // one migration more came to its end
					old, schema, after, steps = dump(t, db, everyTable()...), i.Schema, -1, 1
					continue
				}
				if after%10 == 0 && !reflect.DeepEqual(old, dump(t, db, everyTable()...)) {
					t.Fatalf("a migration that stopped after %d writes changed the store", after)
				}
			}
			if driver == "mem" && schema != present()-1 {
				t.Errorf("the last migration that crashed was that of schema %d", schema)
			}
			s, err := Open(t.Context(), db, oldOptions(t))
			must(t, err)
			if r, err := s.Verify(t.Context()); err != nil || s.Info().Schema != present() || r.Events != uint64(schema1Events+present()) {
				t.Errorf("in the end: %+v, %+v, %v", s.Info(), r, err)
			}
		})
	}
}

func TestCreationThatCrashesLeavesNothing(t *testing.T) {
	db := mem.New()
	n := 0
	for ; !openCrashing(t, &crash{DB: db, after: n}); n++ {
		for table, ps := range dump(t, db, everyTable()...) {
			if len(ps) > 0 {
				t.Fatalf("after %d writes table %s holds something", n, table)
			}
		}
	}
	if n < 4 {
		t.Errorf("creation took only %d writes", n)
	}
}

func TestMigrationsAreAppliedInOrderOnce(t *testing.T) {
	db := mem.New()
	var ran []int
	step := func(n int) migration {
		return migration{schema: n, name: "test", run: func(*tx) error { ran = append(ran, n); return nil }}
	}
	n := present()
	known := append(migrations(nil), step(n+1), step(n+2), step(n+3))
	s, err := open(t.Context(), db, oldOptions(t), known[:n+1])
	must(t, err)
	if s.Info().Schema != n+1 || ran != nil {
		t.Errorf("a new store has schema %d after migrations %v, want %d and none", s.Info().Schema, ran, n+1)
	}
	for range 2 {
		s, err = open(t.Context(), db, oldOptions(t), known)
		must(t, err)
	}
	if s.Info().Schema != n+3 || !slices.Equal(ran, []int{n + 2, n + 3}) {
		t.Errorf("schema %d after migrations %v, want %d after the last two", s.Info().Schema, ran, n+3)
	}
	if r, err := s.Verify(t.Context()); err != nil || r.Events != 3 {
		t.Errorf("Verify: %d events, %v; want 3", r.Events, err)
	}
	_, err = Open(t.Context(), db, oldOptions(t))
	if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), fmt.Sprint("schema ", n+3)) || !strings.Contains(err.Error(), fmt.Sprint("knows ", n)) {
		t.Errorf("a newer store: %v, want ErrNewer with both numbers", err)
	}
}

// overtaken is a database in which something happens between the first View and
// the first Update.
type overtaken struct {
	kv.DB
	by func()
}

func (o *overtaken) Update(ctx context.Context, fn func(kv.Tx) error) error {
	if by := o.by; by != nil {
		o.by = nil
		by()
	}
	return o.DB.Update(ctx, fn)
}

func TestTwoInstancesThatStartAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		db   kv.DB
		want uint64
	}{
		"create":  {mem.New(), 1},
		"migrate": {oldStores(t, schema1File)["mem"], uint64(schema1Events + present())},
	} {
		db := &overtaken{c.db, func() {
			_, err := Open(t.Context(), c.db, oldOptions(t))
			must(t, err)
		}}
		s, err := Open(t.Context(), db, oldOptions(t))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if r, err := s.Verify(t.Context()); err != nil || r.Events != c.want || s.Info().Schema != present() {
			t.Errorf("%s: %d events, %v, %+v; want %d", name, r.Events, err, s.Info(), c.want)
		}
	}
	// The other may have created it for the other realm.
	inner := mem.New()
	db := &overtaken{inner, func() {
		o := oldOptions(t)
		o.Realm = Live
		_, err := Open(t.Context(), inner, o)
		must(t, err)
	}}
	if _, err := Open(t.Context(), db, oldOptions(t)); !errors.Is(err, ErrRealm) {
		t.Errorf("created for the other realm meanwhile: %v, want ErrRealm", err)
	}
}

// TestUnchangedEntriesAreNotWritten holds what makes a change of a record cheap.
func TestUnchangedEntriesAreNotWritten(t *testing.T) {
	s := logOf(t, mem.New(), 1)
	p := bot.Post{ID: "p", Op: bot.OpCreate, Account: "x", Appeal: "a", State: bot.PostQueued, Due: noon, Remotes: []string{"r"}}
	r := bot.Reply{ID: "r", Case: "k", Number: 1}
	must(t, s.Update(t.Context(), func(tx bot.Tx) error {
		_, err := tx.AddPost(p)
		return errors.Join(err, tx.PutReply(r))
	}))
	writes := func(fn func(bot.Tx) error) int {
		c := &crash{DB: s.db, after: 100}
		must(t, (&Store{db: c, signer: s.signer, now: s.now}).Update(t.Context(), fn))
		return 100 - c.after
	}
	p.Note, r.Gone = "a note", noon
	if n := writes(func(tx bot.Tx) error { return tx.SetPost(p) }); n != 1 {
		t.Errorf("a note on a post takes %d writes, want 1", n)
	}
	p.State = bot.PostHeld
	if n := writes(func(tx bot.Tx) error { return tx.SetPost(p) }); n != 3 {
		t.Errorf("a new state of a post takes %d writes, want 3", n)
	}
	if n := writes(func(tx bot.Tx) error { return tx.PutReply(r) }); n != 1 {
		t.Errorf("a known reply takes %d writes, want 1", n)
	}
	if n := writes(func(tx bot.Tx) error { return tx.PutReply(bot.Reply{ID: "new", Case: "k", Number: 2}) }); n != 2 {
		t.Errorf("a new reply takes %d writes, want 2", n)
	}
	if n := writes(func(tx bot.Tx) error { return tx.PutRaw("new", "hash", []byte("{}")) }); n != 1 {
		t.Errorf("the network's own words of it take %d writes, want 1", n)
	}
	p.Counts.Likes++
	if n := writes(func(tx bot.Tx) error { return tx.SetPost(p) }); n != 1 {
		t.Errorf("counts of a post take %d writes, want 1", n)
	}
}

func TestFailedMigrationStopsThere(t *testing.T) {
	db := mem.New()
	boom := errors.New("boom")
	n := present()
	known := append(migrations(nil),
		migration{schema: n + 1, name: "good", run: func(*tx) error { return nil }},
		migration{schema: n + 2, name: "bad", run: func(x *tx) error { return errors.Join(x.put("t", []byte("k"), nil), boom) }})
	_, err := open(t.Context(), db, oldOptions(t), known[:n])
	must(t, err)
	if _, err = open(t.Context(), db, oldOptions(t), known); !errors.Is(err, boom) || !strings.Contains(err.Error(), fmt.Sprintf("from schema %d to %d", n+1, n+2)) {
		t.Errorf("got %v", err)
	}
	if i, err := Inspect(t.Context(), db); err != nil || i.Schema != n+1 {
		t.Errorf("it is %+v, %v; want schema %d", i, err, n+1)
	}
	if ps := dump(t, db, "t")["t"]; len(ps) > 0 {
		t.Error("something of the failed migration is there")
	}
}

// TestOldStoreIsNotTouchedByWhoMayNot holds that what is refused is not
// migrated first.
func TestOldStoreIsNotTouchedByWhoMayNot(t *testing.T) {
	db := oldStores(t, schema1File)["mem"]
	old := dump(t, db, everyTable()...)
	for name, change := range map[string]func(*Options){
		"the other realm": func(o *Options) { o.Realm = Live },
		"another key":     func(o *Options) { o.Signer = testSigner(t, 2) },
	} {
		o := oldOptions(t)
		change(&o)
		if _, err := Open(t.Context(), db, o); err == nil {
			t.Errorf("%s: no error", name)
		}
		if diff := cmp.Diff(old, dump(t, db, everyTable()...)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestRemainsAreNotTakenForANewStore(t *testing.T) {
	db := oldStores(t, schema1File)["mem"]
	raw(t, db, func(k kv.Tx) { must(t, k.Delete(tableMeta, []byte(metaKey))) })
	if _, err := Open(t.Context(), db, oldOptions(t)); !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("without its meta record: %v, want ErrCorrupt", err)
	}
	raw(t, db, func(k kv.Tx) { must(t, k.Put(tableMeta, []byte(metaKey), []byte(`{"Schema":-1}`))) })
	if _, err := Open(t.Context(), db, oldOptions(t)); !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("with a senseless meta record: %v, want ErrCorrupt", err)
	}
}

func TestDamagedRecordIsSaidToBeDamaged(t *testing.T) {
	db := mem.New()
	s := logOf(t, db, 1)
	must(t, s.Update(t.Context(), func(tx bot.Tx) error { return tx.PutCase(bot.Case{ID: "k1", Number: "2026-1"}) }))
	raw(t, db, func(k kv.Tx) { must(t, k.Put(tableCase, []byte("k1"), []byte("{"))) })
	err := s.View(t.Context(), func(tx bot.Tx) error { _, err := tx.CaseByNumber("2026-1"); return err })
	if !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("half a record: %v, want ErrCorrupt", err)
	}
	raw(t, db, func(k kv.Tx) { must(t, k.Delete(tableCase, []byte("k1"))) })
	err = s.View(t.Context(), func(tx bot.Tx) error { _, err := tx.CaseByNumber("2026-1"); return err })
	if !errors.Is(err, kv.ErrCorrupt) || errors.Is(err, bot.ErrNotFound) {
		t.Errorf("an index that leads nowhere: %v, want ErrCorrupt", err)
	}
}
