package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"time"

	"appealbot/bot/chat/finding"
	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/kv"
)

// proofTime bounds how long the audit log is read here; audit verify takes the
// time that it takes.
const proofTime = 10 * time.Second

// examineFolder looks at the data of an installation, and at the program that
// runs on it.
func examineFolder(ctx context.Context, conf configs.Config, f folder, getenv func(string) string) []finding.Finding {
	const about = "data"
	info, err := os.Stat(string(f))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return []finding.Finding{{Verdict: finding.OK, About: about, Text: fmt.Sprintf("There is no data in %s yet; the first start makes it.", f)}}
	case err != nil:
		return []finding.Finding{{Verdict: finding.Problem, About: about, Text: err.Error() + ".", How: "Run this as the user that the program runs as."}}
	case !info.IsDir():
		return []finding.Finding{{Verdict: finding.Problem, About: about, Text: fmt.Sprintf("%s is a file.", f), How: "Name a folder with --data or data.dir."}}
	case info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows":
		return []finding.Finding{{Verdict: finding.Problem, About: about, Text: fmt.Sprintf("Others on this machine can look into %s (mode %04o).", f, info.Mode().Perm()), How: "chmod 0700 " + string(f)}}
	}
	out := []finding.Finding{examineProgram(ctx, f)}
	if _, err := os.Stat(f.state()); errors.Is(err, fs.ErrNotExist) {
		return append(out, finding.Finding{Verdict: finding.OK, About: about, Text: fmt.Sprintf("There is no data in %s yet; the first start makes it.", f)})
	}
	if out = append(out, examineLog(ctx, f)); out[len(out)-1].Verdict == finding.Problem {
		return out // the records of the media are in the same file
	}
	return append(out, examineMedia(ctx, conf, f, getenv))
}

// starting says that the data is held by a process that does not answer: a
// program that starts holds it for a while before it can be asked.
func starting(about string) finding.Finding {
	return finding.Finding{Verdict: finding.Warning, About: about, Text: "A program that has just been started, or is stopping, holds the data.", How: "Do it again in half a minute."}
}

// examineProgram asks the program that runs on the folder whether it is well.
func examineProgram(ctx context.Context, f folder) finding.Finding {
	const about = "program"
	body, err := callControl(ctx, f, pathHealth)
	switch {
	case errors.Is(err, errNotRunning):
		return finding.Finding{Verdict: finding.Warning, About: about, Text: "The program does not run on this data folder.", How: "Start it with appealbot serve, or leave it, if it is to be down."}
	case body == nil:
		return finding.Finding{Verdict: finding.Problem, About: about, Text: err.Error() + ".", How: "Run this as the user that the program runs as."}
	}
	text, _ := io.ReadAll(io.LimitReader(body, 4<<10)) // what can be read of it says enough
	_ = body.Close()
	if err != nil {
		return finding.Finding{Verdict: finding.Problem, About: about, Text: "The program runs and is not well: " + strings.Join(strings.Fields(string(text)), " "), How: "Look at its log."}
	}
	return finding.Finding{Verdict: finding.OK, About: about, Text: "The program runs and is well."}
}

// examineLog proves the audit log, if that does not take long.
func examineLog(ctx context.Context, f folder) finding.Finding {
	const about = "audit log"
	ctx, stop := context.WithTimeout(ctx, proofTime)
	defer stop()
	v, err := store.LoadVerifier(f.public())
	if err != nil {
		return finding.Finding{Verdict: finding.Problem, About: about, Text: fmt.Sprintf("The key that proves the audit log cannot be read: %v.", err), How: "Put audit.key and audit.key.pub back from where they were copied to."}
	}
	var r store.Report
	err = withLog(ctx, f, func(db *bolt.DB) (err error) {
		r, err = store.VerifyLog(ctx, db, v)
		return err
	})
	switch {
	case errors.Is(err, kv.ErrLocked):
		return starting(about)
	case errors.Is(err, context.DeadlineExceeded):
		return finding.Finding{Verdict: finding.Warning, About: about, Text: "The audit log is too long to be proved here.", How: "Run appealbot audit verify."}
	case err != nil:
		return finding.Finding{Verdict: finding.Problem, About: about, Text: fmt.Sprintf("The audit log does not verify: %v.", err), How: "Stop the program, keep the folder as it is, and compare it with the newest backup and checkpoint."}
	}
	return finding.Finding{Verdict: finding.OK, About: about, Text: fmt.Sprintf("The audit log is whole: %d events.", r.Events)}
}
