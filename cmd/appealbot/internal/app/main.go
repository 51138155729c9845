package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"
)

// version is set by the linker for released builds.
var version = "dev"

// System is what the program gets from the process around it.
type System struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Getenv func(string) string
}

// Exit statuses.
const (
	exitOK     = 0
	exitFailed = 1 // it did not work
	exitUsage  = 2 // the command line, or what is to be worked on, cannot be read
)

// cli is the command line. Field order is help order.
type cli struct {
	Practice practiceCmd `cmd:"" default:"withargs" help:"Start the practice room in the browser (the default)."`
	Serve    serveCmd    `cmd:"" help:"Serve the chats of the configuration."`
	Setup    struct {
		Slack      setupSlackCmd      `cmd:"" help:"Print the manifest of a Slack app for this department, and what to do with it."`
		Mattermost setupMattermostCmd `cmd:"" help:"Make a Mattermost server ready, with an administrator's token: account, rights, channels, command. It can be repeated."`
	} `cmd:"" help:"Make a chat ready for the bot."`
	Connect connectCmd `cmd:"" help:"Connect an account of a public network: obtain its credentials from whoever owns it."`
	Doctor  doctorCmd  `cmd:"" help:"Look at an installation and say what is missing and how to mend it."`
	Config  struct {
		Check   configCheckCmd   `cmd:"" help:"Read a configuration and list everything that is wrong with it."`
		Print   configPrintCmd   `cmd:"" help:"Print the configuration in force, secrets left out."`
		Example configExampleCmd `cmd:"" help:"Print the commented example."`
	} `cmd:"" help:"Look at the configuration."`
	Guard struct {
		Check    guardCheckCmd    `cmd:"" help:"Check drafts against what must never be public, as text or as JSON lines."`
		Classify guardClassifyCmd `cmd:"" help:"Say what replies of the public are, as text or as JSON lines: emergency, doxx, tip, abuse, spam, question, support or noise."`
		Rules    guardRulesCmd    `cmd:"" help:"List the rules of a pack with who owns each, since when, and on which authority."`
	} `cmd:"" help:"Look at texts with the guard's eyes."`
	Audit struct {
		Verify     auditVerifyCmd     `cmd:"" help:"Prove the whole audit log, or name the first event that does not fit."`
		Checkpoint auditCheckpointCmd `cmd:"" help:"Print the newest signed checkpoint, to be kept somewhere else."`
		Print      auditPrintCmd      `cmd:"" help:"Print the audit log, one event a line, as JSON."`
	} `cmd:"" help:"Look at the audit log."`
	Stats     statsCmd     `cmd:"" help:"Print what was counted: appeals, posts, replies, tips, and how long things took."`
	Retention retentionCmd `cmd:"" help:"Say what the retention rules will purge, and when. It purges nothing."`
	Secrets   struct {
		Drop secretsDropCmd `cmd:"" help:"Drop the credentials of accounts whose key is lost, so that they can be connected again."`
	} `cmd:"" help:"Look after the credentials of accounts."`
	Backup  backupCmd  `cmd:"" help:"Copy the data, of a running program too, into a new file and verify the copy."`
	Restore restoreCmd `cmd:"" help:"Put a backup in place of missing data. It never overwrites anything."`
	Health  healthCmd  `cmd:"" help:"Ask a running program whether it is well."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// dataFlag is the folder that most commands need.
type dataFlag struct {
	Data string `help:"Folder of the data (default: appealbot in the user's data directory)." placeholder:"DIR" env:"APPEALBOT_DATA"`
}

// Main runs one command line and returns the exit status. Ctx ends when the
// program is asked to stop.
func Main(ctx context.Context, args []string, sys System) int {
	var c cli
	left := -1 // set when kong has answered by itself, for example --help
	parser, err := kong.New(&c,
		kong.Name("appealbot"),
		kong.Description("Publishes appeals for witnesses with the approval of two officers, and brings the answers back."),
		kong.Writers(sys.Stdout, sys.Stderr),
		kong.Exit(func(code int) { left = code; panic(errLeft) }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(sys),
	)
	if err != nil {
		fmt.Fprintln(sys.Stderr, "appealbot:", err)
		return exitFailed
	}
	run, err := parse(parser, args, &left)
	switch {
	case left >= 0:
		return left
	case err != nil:
		fmt.Fprintf(sys.Stderr, "appealbot: %v\nSee appealbot --help.\n", err)
		return exitUsage
	}
	if err := run.Run(); err != nil {
		if !errors.Is(err, errSilent) {
			fmt.Fprintln(sys.Stderr, "appealbot:", err)
		}
		if _, ok := errors.AsType[badUsage](err); ok {
			return exitUsage
		}
		return exitFailed
	}
	return exitOK
}

// errLeft ends parsing when kong wants the process to end.
var errLeft = errors.New("left")

// errSilent fails a command that has said everything already.
var errSilent = errors.New("")

// badUsage is an error of whoever called the program: it is asked for what does
// not exist, or given what cannot be read.
type badUsage struct{ error }

// Unwrap returns the error in it.
func (b badUsage) Unwrap() error { return b.error }

func parse(p *kong.Kong, args []string, left *int) (run *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil && (*left < 0 || r != errLeft) { //nolint:errorlint // A panic value, not an error chain.
			panic(r)
		}
	}()
	return p.Parse(args)
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(sys System) error {
	_, err := fmt.Fprintln(sys.Stdout, describe())
	return err
}

// describe is the version with what Go knows about the build.
func describe() string {
	s := "appealbot " + version
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return s
	}
	var more []string
	for _, kv := range info.Settings {
		switch {
		case kv.Key == "vcs.revision" && len(kv.Value) >= 12:
			more = append(more, kv.Value[:12])
		case kv.Key == "vcs.modified" && kv.Value == "true":
			more = append(more, "modified")
		}
	}
	more = append(more, info.GoVersion)
	return s + " (" + strings.Join(more, ", ") + ")"
}
