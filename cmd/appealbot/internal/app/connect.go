package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/user"
	"slices"
	"strings"
	"time"

	"golang.org/x/term"

	"appealbot/bot"
	"appealbot/bot/accounts"
	"appealbot/bot/desk"
	"appealbot/configs"
)

type connectCmd struct {
	dataFlag
	configFlag
	Account  string `arg:"" help:"Account to connect, by its id in the configuration." placeholder:"ACCOUNT"`
	NoListen bool   `help:"Do not wait for the browser at http://127.0.0.1:8068/: it is on another machine, and what it ends at is pasted here."`
}

// redirect is where networks send the browser of a person who connects an account.
// For X it must stand in the app's settings. Nobody has to listen there: the person
// can bring the address back by hand.
const redirect = "http://127.0.0.1:8068/"

// Run obtains an account's credentials from whoever owns it. It works while the
// program runs, too.
func (c connectCmd) Run(ctx context.Context, sys System) error {
	conf, err := c.load()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(conf.Accounts, func(a configs.Account) bool { return string(a.ID) == c.Account && a.Network != practiceNetwork }) {
		return fmt.Errorf("there is no account %q on a real network in the configuration. It has: %s", c.Account, realAccounts(conf))
	}
	dir := c.Data
	if dir == "" {
		dir = conf.Data.Dir
	}
	f, err := openFolder(dir, sys)
	if err != nil {
		return err
	}
	to, stop, err := openConnecting(ctx, conf, f, bot.AccountID(c.Account), sys)
	if err != nil {
		return err
	}
	defer stop()
	return c.talk(ctx, to, sys)
}

func realAccounts(c configs.Config) string {
	var out []string
	for _, a := range c.Accounts {
		if a.Network != practiceNetwork {
			out = append(out, string(a.ID))
		}
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

// connecting is one attempt to connect an account, in this process or in the one
// that runs.
type connecting interface {
	invite(ctx context.Context) (desk.Invitation, error)
	connect(ctx context.Context, answer string) error
}

// talk leads a person through it.
func (c connectCmd) talk(ctx context.Context, to connecting, sys System) error {
	i, err := to.invite(ctx)
	if err != nil {
		return err
	}
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(sys.Stdout, format, args...) }
	if i.URL != "" {
		ask := "Open this page in a browser that is logged in as the account"
		if comesBack(i) {
			ask += ", and allow it"
		}
		say("%s:\n\n  %s\n\n", ask, i.URL)
	}
	answers := make(chan answer, 2)
	if comesBack(i) && !c.NoListen {
		back, err := waitForBrowser(ctx, answers)
		if err != nil {
			say("(Nobody can wait at %s: %v.)\n", redirect, err)
		} else {
			defer back()
			say("Then come back here; if the browser is on another machine, paste what it ends at.\n")
		}
	}
	say("%s\n> ", i.Asks)
	go func() { answers <- ask(sys.Stdin) }()
	select {
	case <-ctx.Done():
		return errors.New("nothing was connected")
	case a := <-answers:
		if a.err != nil {
			return a.err
		}
		if err := to.connect(ctx, a.text); err != nil {
			return err
		}
	}
	say("\n%s is connected.\n", c.Account)
	return nil
}

// comesBack reports whether the network sends the browser back.
func comesBack(i desk.Invitation) bool { return strings.Contains(i.URL, url.QueryEscape(redirect)) }

// answer is what a person or a browser brought back.
type answer struct {
	text string
	err  error
}

// ask reads one line, which nobody should read over a shoulder.
func ask(in io.Reader) answer {
	if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		b, err := term.ReadPassword(int(f.Fd()))
		return answer{strings.TrimSpace(string(b)), err}
	}
	line, err := bufio.NewReader(io.LimitReader(in, 16<<10)).ReadString('\n')
	if errors.Is(err, io.EOF) && strings.TrimSpace(line) != "" {
		err = nil
	}
	if errors.Is(err, io.EOF) {
		err = errors.New("nothing was brought back, and nothing was connected")
	}
	return answer{strings.TrimSpace(line), err}
}

// waitForBrowser listens at the address to which the browser comes back.
func waitForBrowser(ctx context.Context, answers chan<- answer) (stop func(), err error) {
	u, err := url.Parse(redirect)
	if err != nil {
		return nil, err
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", u.Host)
	if err != nil {
		return nil, err
	}
	srv := &http.Server{ReadHeaderTimeout: 5 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("code") == "" && r.URL.Query().Get("error") == "" {
			http.NotFound(w, r) // a browser also asks for icons
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, "Thank you. You can close this page; the program says how it went.\n")
		select {
		case answers <- answer{text: strings.TrimRight(redirect, "/") + r.URL.RequestURI()}:
		default: // somebody was faster
		}
	})}
	go func() { _ = srv.Serve(l) }()
	return func() { _ = srv.Close() }, nil
}

// here connects in this process, which nobody else uses the folder of.
type here struct{ keeper *accounts.Keeper }

func (h here) invite(ctx context.Context) (desk.Invitation, error) { return h.keeper.Invite(ctx) }

func (h here) connect(ctx context.Context, answer string) error {
	return h.keeper.ConnectNow(ctx, commandLine(), answer)
}

// commandLine is whoever works at the machine itself.
func commandLine() desk.Actor {
	name := "command line"
	if u, err := user.Current(); err == nil {
		name = u.Username + " at the command line"
	}
	return desk.Actor{Person: bot.Person{ID: "command-line", Name: name, Roles: []bot.Role{bot.Admin}}, Via: "command line"}
}

// openConnecting asks the running program, or opens the folder when there is none.
func openConnecting(ctx context.Context, conf configs.Config, f folder, id bot.AccountID, sys System) (connecting, func(), error) {
	if running(ctx, f) {
		return there{f, id}, func() {}, nil
	}
	k, stop, err := openForLook(ctx, conf, f, sys)
	if err != nil {
		return nil, nil, err
	}
	return here{k.keepers[id]}, stop, nil
}
