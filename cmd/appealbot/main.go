// Command appealbot publishes appeals for witnesses with the approval of two
// officers, and brings what the public answers back into the case. Without
// arguments it starts the practice room. See the README.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // departments' time zones work in an empty container too

	"appealbot/cmd/appealbot/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the process at once: every claim is durable.
	context.AfterFunc(ctx, stop)
	code := app.Main(ctx, os.Args[1:], app.System{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv})
	stop()
	os.Exit(code)
}
