package bolt_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

// childRole names what this binary does when a test runs it as another process.
const childRole = "APPEALBOT_BOLT_TEST_CHILD"

// background is the ctx of code that runs outside a test.
var background = context.Background()

// roles run in another process. They print lines for the test to read, and end
// with an error or when the test closes their input.
var roles = map[string]func(path string) error{}

// role declares a role, beside the test that needs it.
func role(name string, run func(path string) error) string { //nolint:unparam // a variable has to be given something
	roles[name] = run
	return name
}

func TestMain(m *testing.M) {
	if role := os.Getenv(childRole); role != "" {
		if err := roles[role](os.Args[1]); err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// process is another process of this binary.
type process struct {
	cmd   *exec.Cmd
	stdin io.Closer
	lines *bufio.Scanner
}

// child starts a role with the database at path. It is killed at the end of the
// test.
func child(t *testing.T, role, path string) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0], path)
	cmd.Env = append(os.Environ(), childRole+"="+role)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	must(t, err)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // fails if it has ended
		_ = cmd.Wait()
	})
	return &process{cmd, in, bufio.NewScanner(out)}
}

// line returns the next line that the child prints.
func (p *process) line(t *testing.T) string {
	t.Helper()
	if !p.lines.Scan() {
		t.Fatalf("the child ended without a word: %v", p.lines.Err())
	}
	if s := p.lines.Text(); !strings.HasPrefix(s, "error:") {
		return s
	}
	t.Fatalf("the child says %s", p.lines.Text())
	return ""
}

func dbPath(tb testing.TB) string {
	tb.Helper()
	return filepath.Join(tb.TempDir(), "appealbot.db")
}

func open(tb testing.TB, path string) *bolt.DB {
	tb.Helper()
	db, err := bolt.Open(path, bolt.Options{})
	must(tb, err)
	tb.Cleanup(func() { must(tb, db.Close()) })
	return db
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func put(tb testing.TB, db kv.DB, table, key, value string) {
	tb.Helper()
	must(tb, putErr(tb, db, table, key, value))
}

func putErr(tb testing.TB, db kv.DB, table, key, value string) error {
	tb.Helper()
	return db.Update(tb.Context(), func(tx kv.Tx) error { return tx.Put(table, []byte(key), []byte(value)) })
}

// get returns a value, or the error as text.
func get(tb testing.TB, db kv.DB, table, key string) string {
	tb.Helper()
	var v []byte
	err := db.View(tb.Context(), func(tx kv.Tx) (err error) {
		v, err = tx.Get(table, []byte(key))
		return err
	})
	if err != nil {
		return err.Error()
	}
	return string(v)
}

// dump returns everything in a table.
func dump(tb testing.TB, db kv.DB, table string) map[string]string {
	tb.Helper()
	all := map[string]string{}
	must(tb, db.View(tb.Context(), func(tx kv.Tx) error {
		ps, err := tx.Scan(table, nil, nil, 1<<30)
		for _, p := range ps {
			all[string(p.Key)] = string(p.Value)
		}
		return err
	}))
	return all
}
