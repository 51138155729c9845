package main

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"appealbot": main}) }

// The scripts in testdata run the program as its users do.
func TestProgram(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"ready": ready, "started": started, "damage": damage, "exec-status": execStatus},
	})
}

// ready waits until the program that runs on a data folder is well.
func ready(ts *testscript.TestScript, _ bool, args []string) {
	for range 400 {
		if ts.Exec("appealbot", "health", "--data", args[0]) == nil {
			return
		}
		<-time.After(50 * time.Millisecond)
	}
	ts.Fatalf("%s does not get ready", args[0])
}

// started waits until the program that runs on a data folder answers, well or
// not.
func started(ts *testscript.TestScript, _ bool, args []string) {
	for range 400 {
		_ = ts.Exec("appealbot", "health", "--data", args[0]) // what it prints says more
		if strings.Contains(ts.ReadFile("stdout"), "store: ok") {
			return
		}
		<-time.After(50 * time.Millisecond)
	}
	ts.Fatalf("%s does not answer", args[0])
}

// execStatus runs a program that must end with a status: exec-status 2
// appealbot guard check.
func execStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exec-status status program [argument...]")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("run %s: %v", args[1], err)
		}
		got = strconv.Itoa(exit.ExitCode())
	}
	if got != args[0] {
		ts.Fatalf("the status is %s, want %s", got, args[0])
	}
}

// damage overwrites bytes in the middle of a file.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteAt(make([]byte, 64<<10), 0)
	ts.Check(err)
	ts.Check(f.Close())
}
