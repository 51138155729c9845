package store

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store/bolt"
	"appealbot/store/kv"
)

// The layout of schema 1, frozen. A fixture is made once, with
//
//	go test ./store -run TestMakeSchema1 -make-schema1
//
// and stays as it is: what it stands for is files that exist.
var makeSchema1 = flag.Bool("make-schema1", false, "write testdata/schema1.db.gz anew")

const schema1File = "testdata/schema1.db.gz"

// What the fixture holds, beside one case and one appeal.
const (
	schema1Posts   = 24
	schema1Notices = 12
	schema1Inbox   = 700 // more than one page of the migration
	schema1Events  = 30
	schema1Replies = 8
)

func schema1Post(i int) bot.Post {
	states := []bot.PostState{bot.PostQueued, bot.PostSending, bot.PostPosted, bot.PostHeld}
	p := bot.Post{
		ID: bot.ID(fmt.Sprintf("p%02d", i)), Op: bot.OpCreate, Appeal: "a1", Case: "k1",
		Account: bot.AccountID([]string{"metro", "metro-video"}[i%2]), Lane: bot.Lane(i%3 - 1),
		State: states[i%4], Created: noon.Add(time.Duration(i) * time.Second),
	}
	if p.State == bot.PostPosted {
		p.Remotes = []string{fmt.Sprint("r", i)}
	} else {
		p.Due = noon.Add(time.Duration(i%5) * time.Minute)
	}
	return p
}

func schema1Notice(i int) bot.Notice {
	n := bot.Notice{ID: bot.ID(fmt.Sprintf("card/practice/a%d", i)), Kind: bot.NoticeCard, Platform: "practice", Lane: bot.Lane(i%3 - 1)}
	if i%4 == 0 {
		n.Posted, n.Message = "C1", fmt.Sprint("m", i)
	} else {
		n.Due = noon.Add(time.Duration(i) * time.Minute)
	}
	return n
}

func schema1Seen(i int) (string, time.Time) {
	return fmt.Sprintf("practice/C1/m%d/press/u1", i), noon.Add(time.Duration(i) * time.Second)
}

// TestMakeSchema1 writes the fixture.
func TestMakeSchema1(t *testing.T) {
	if !*makeSchema1 {
		t.Skip("the fixture is only made with -make-schema1")
	}
	db, err := bolt.Open(filepath.Join(t.TempDir(), "schema1.db"), bolt.Options{})
	must(t, err)
	s := &Store{db: db, signer: testSigner(t, 1), now: func() time.Time { return noon }}
	must(t, s.create(t.Context(), Practice, 1))
	must(t, s.Update(t.Context(), func(tx bot.Tx) error {
		must(t, tx.PutCase(bot.Case{ID: "k1", Number: "2026-1234567", Title: "Lakeshore shooting", Opened: noon, Exercise: true, State: bot.CaseOpen}))
		must(t, tx.PutAppeal(bot.Appeal{ID: "a1", Case: "k1", Number: 1, Kind: bot.Witness, State: bot.Approved, Created: noon}))
		for i := range schema1Replies {
			must(t, tx.PutReply(bot.Reply{ID: bot.ReplyID("metro", fmt.Sprint("c", i)), Case: "k1", Number: i + 1, Text: "I saw it.", At: noon}))
		}
		for i := range schema1Events {
			must(t, tx.Append(bot.Event{At: noon, Who: "p1", Name: "Sgt. Bob Tremblay", Via: "command", What: "edited", About: "a1", Case: "k1", Detail: fmt.Sprint(i)}))
		}
		return nil
	}))
	raw(t, db, func(k kv.Tx) { putSchema1(t, k) })
	var file bytes.Buffer
	z := gzip.NewWriter(&file)
	_, err = s.Backup(t.Context(), z) // without the room that the file has to grow
	must(t, err)
	must(t, z.Close())
	must(t, db.Close())
	must(t, os.WriteFile(schema1File, file.Bytes(), 0o644))
}

// putSchema1 writes what schema 2 keeps in another way.
func putSchema1(t *testing.T, k kv.Tx) {
	value := func(v any) []byte {
		b, err := json.Marshal(v)
		must(t, err)
		return b
	}
	for i := range schema1Posts {
		p := schema1Post(i)
		must(t, k.Put("post", []byte(p.ID), value(p)))
		must(t, k.Put("post_appeal", under(p.Appeal).time(p.Created).id(p.ID), []byte(p.ID)))
		if !p.Due.IsZero() {
			must(t, k.Put("post_due", under(p.Account).time(p.Due).id(p.ID), []byte(p.ID)))
		}
		for _, r := range p.Remotes {
			must(t, k.Put("post_remote", under(p.Account).name(r).id(p.ID), []byte(p.ID)))
		}
	}
	for i := range schema1Notices {
		n := schema1Notice(i)
		must(t, k.Put("notice", []byte(n.ID), value(n)))
		if !n.Due.IsZero() {
			must(t, k.Put("notice_due", under(n.Platform).time(n.Due).id(n.ID), []byte(n.ID)))
		}
		if n.Message != "" {
			must(t, k.Put("notice_at", under(n.Platform).name(n.Posted).name(n.Message).id(n.ID), []byte(n.ID)))
		}
	}
	for i := range schema1Inbox {
		key, at := schema1Seen(i)
		must(t, k.Put("inbox", []byte(key), value(at)))
	}
}

// unpacked unpacks a fixture and returns the path of the file.
func unpacked(t testing.TB, fixture string) string {
	t.Helper()
	f, err := os.Open(fixture)
	must(t, err)
	defer func() { must(t, f.Close()) }()
	z, err := gzip.NewReader(f)
	must(t, err)
	b, err := io.ReadAll(z)
	must(t, err)
	path := filepath.Join(t.TempDir(), "old.db")
	must(t, os.WriteFile(path, b, 0o600))
	return path
}
