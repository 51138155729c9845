package store

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store/bolt"
)

// The layout of schema 3. Its fixture was made by the last version of the program
// that had it, with
//
//	go test ./store -run TestMakeSchema3 -make-schema3
//
// where the table of pictures was written with PutMedia.
var makeSchema3 = flag.Bool("make-schema3", false, "write testdata/schema3.db.gz anew; only in the version that has schema 3")

const schema3File = "testdata/schema3.db.gz"

// What the fixture holds of pictures: those of the first appeal's two revisions,
// one of the second appeal, one that both have, and one that no appeal names.
const (
	schema3Events   = 2
	schema3Pictures = 20
)

// schema3Picture has the beginning of a picture, and then bytes that take little
// room in the fixture.
func schema3Picture(i int) []byte {
	head := "\xff\xd8\xff\xe0"
	if i%2 == 1 {
		head = "\x89PNG\r\n\x1a\n"
	}
	return append([]byte(head), bytes.Repeat([]byte{byte(i)}, 1000*i*i)...)
}

func schema3Content(pictures ...int) bot.Content {
	c := bot.Content{Texts: map[string]string{"en": "Witnesses sought."}, Accounts: []bot.AccountID{"metro"}}
	for _, i := range pictures {
		c.Media = append(c.Media, bot.MediaUse{Digest: digestOf(schema3Picture(i)), Type: []string{"image/jpeg", "image/png"}[i%2], Alt: fmt.Sprint("picture ", i), Width: 4, Height: 3})
	}
	return c
}

// TestMakeSchema3 writes the fixture.
func TestMakeSchema3(t *testing.T) {
	if !*makeSchema3 {
		t.Skip("the fixture is only made with -make-schema3")
	}
	db, err := bolt.Open(filepath.Join(t.TempDir(), "schema3.db"), bolt.Options{})
	must(t, err)
	s := &Store{db: db, signer: testSigner(t, 1), now: func() time.Time { return noon }}
	must(t, s.create(t.Context(), Practice, 3))
	must(t, s.update(t.Context(), func(x *tx) error {
		must(t, x.PutCase(bot.Case{ID: "k1", Number: "2026-1234567", Title: "Lakeshore shooting", Opened: noon, Exercise: true, State: bot.CaseOpen}))
		must(t, x.PutCase(bot.Case{ID: "k2", Number: "2026-7654321", Title: "Break-in", Opened: noon, Exercise: true, State: bot.CaseOpen}))
		for i := range schema3Pictures {
			b := schema3Picture(i)
			must(t, x.put(tableMedia, name(digestOf(b)), b))
		}
		first := schema3Content(0, 1, 2, 3)
		must(t, x.PutAppeal(bot.Appeal{ID: "a1", Case: "k1", Number: 1, Revision: 2, Kind: bot.Witness, State: bot.Approved, Content: first, Created: noon.Add(time.Hour)}))
		must(t, x.PutRevision("a1", 1, schema3Content(4, 5, 6, 7, 8, 9)))
		must(t, x.PutRevision("a1", 2, first))
		second := schema3Content(0, 10, 11, 12, 13, 14, 15, 16, 17, 18)
		must(t, x.PutAppeal(bot.Appeal{ID: "a2", Case: "k2", Number: 1, Revision: 1, Kind: bot.Witness, State: bot.Editing, Content: second, Created: noon.Add(2 * time.Hour)}))
		must(t, x.PutRevision("a2", 1, second))
		for i := range schema3Events {
			must(t, x.Append(bot.Event{At: noon, Who: "p1", Name: "Sgt. Bob Tremblay", Via: "command", What: "edited", About: "a1", Case: "k1", Detail: fmt.Sprint(i)}))
		}
		return nil
	}))
	var file bytes.Buffer
	z := gzip.NewWriter(&file)
	_, err = s.Backup(t.Context(), z)
	must(t, err)
	must(t, z.Close())
	must(t, db.Close())
	must(t, os.WriteFile(schema3File, file.Bytes(), 0o644))
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
