package store

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store/bolt"
)

// The layout of schema 2. Its fixture was made by the last version of the program
// that had it, with
//
//	go test ./store -run TestMakeSchema2 -make-schema2
var makeSchema2 = flag.Bool("make-schema2", false, "write testdata/schema2.db.gz anew; only in the version that has schema 2")

const schema2File = "testdata/schema2.db.gz"

// What the fixture holds, beside one case and one appeal.
const (
	schema2Posts  = 1100 // more than two pages of the migration
	schema2Events = 3
)

func schema2Post(i int) bot.Post {
	states := []bot.PostState{bot.PostPosted, bot.PostQueued, bot.PostRemoved, bot.PostUnknown, bot.PostPosted}
	p := bot.Post{
		ID: bot.ID(fmt.Sprintf("p%04d", i)), Op: bot.OpCreate, Appeal: "a1", Case: "k1",
		Account: bot.AccountID([]string{"metro", "metro-video", "m"}[i%3]), State: states[i%5],
		// In steps that are less than a microsecond, and some at the same moment.
		Created: noon.Add(time.Duration(i/4) * 700 * time.Nanosecond),
	}
	switch {
	case i%7 == 6:
		p.Op, p.Remotes = bot.OpRemove, []string{fmt.Sprint("r", i)}
	case p.State != bot.PostQueued:
		p.Remotes = []string{fmt.Sprint("r", i), fmt.Sprint("r", i, "-2")}
	}
	return p
}

// TestMakeSchema2 writes the fixture.
func TestMakeSchema2(t *testing.T) {
	if !*makeSchema2 {
		t.Skip("the fixture is only made with -make-schema2")
	}
	db, err := bolt.Open(filepath.Join(t.TempDir(), "schema2.db"), bolt.Options{})
	must(t, err)
	s := &Store{db: db, signer: testSigner(t, 1), now: func() time.Time { return noon }}
	must(t, s.create(t.Context(), Practice, 2))
	must(t, s.Update(t.Context(), func(tx bot.Tx) error {
		must(t, tx.PutCase(bot.Case{ID: "k1", Number: "2026-1234567", Title: "Lakeshore shooting", Opened: noon, Exercise: true, State: bot.CaseOpen}))
		must(t, tx.PutAppeal(bot.Appeal{ID: "a1", Case: "k1", Number: 1, Kind: bot.Witness, State: bot.Approved, Created: noon}))
		for i := range schema2Posts {
			_, err := tx.AddPost(schema2Post(i))
			must(t, err)
		}
		for i := range schema2Events {
			must(t, tx.Append(bot.Event{At: noon, Who: "p1", Name: "Sgt. Bob Tremblay", Via: "command", What: "edited", About: "a1", Case: "k1", Detail: fmt.Sprint(i)}))
		}
		return nil
	}))
	var file bytes.Buffer
	z := gzip.NewWriter(&file)
	_, err = s.Backup(t.Context(), z)
	must(t, err)
	must(t, z.Close())
	must(t, db.Close())
	must(t, os.WriteFile(schema2File, file.Bytes(), 0o644))
}
