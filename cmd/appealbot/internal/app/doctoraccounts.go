package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/slack"
	"appealbot/bot/network"
	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/kv"
)

// probePatience bounds how long one account is asked who it is.
const probePatience = 15 * time.Second

// examineAccounts looks at the real accounts: through the program that runs, or
// by asking their networks.
func (c doctorCmd) examineAccounts(ctx context.Context, conf configs.Config, f folder, sys System) []finding.Finding {
	if !conf.Live() {
		return nil
	}
	if running(ctx, f) {
		return examineStandings(ctx, conf, f)
	}
	if _, err := os.Stat(f.state()); err != nil {
		var l finding.List
		for _, a := range conf.Accounts {
			l.Bad("account", "appealbot connect "+string(a.ID), "%s was never connected.", a.Name)
		}
		return l
	}
	k, stop, err := openForLook(ctx, conf, f, sys)
	switch {
	case errors.Is(err, kv.ErrLocked):
		return []finding.Finding{starting("accounts")}
	case err != nil:
		return []finding.Finding{{Verdict: finding.Problem, About: "accounts", Text: err.Error() + ".", How: "Correct accounts[] in the configuration, or put the key of the credentials back."}}
	}
	defer stop()
	var l finding.List
	for _, a := range k.registry.order {
		probe(ctx, k.registry.by[a.ID], &l)
	}
	return l
}

// openForLook opens a folder that no program runs on, with its accounts and the
// desk, and starts nothing.
func openForLook(ctx context.Context, conf configs.Config, f folder, sys System) (k *core, stop func(), err error) {
	st := &stack{log: newLog(conf.Log, io.Discard)}
	stop = func() { _ = st.stop() } //nolint:contextcheck // Stopping is what happens after ctx.
	if k, err = newCore(ctx, conf, f, store.Live, sys.Getenv, st); err == nil {
		if err = k.openAccounts(ctx, f, sys.Getenv); err == nil {
			err = k.makeDesk(chatsOf(conf)...)
		}
	}
	if err != nil {
		stop()
		return nil, nil, err
	}
	return k, stop, nil
}

// chatsOf are the chats that will show what happens now.
func chatsOf(c configs.Config) []string {
	var out []string
	if c.Mattermost.Used() {
		out = append(out, mattermost.Name)
	}
	if c.Slack.Used() {
		out = append(out, slack.Name)
	}
	return out
}

// probe asks a network who one of the accounts is.
func probe(ctx context.Context, n network.Network, l *finding.List) {
	ctx, stop := context.WithTimeout(ctx, probePatience)
	defer stop()
	a := n.Account()
	if err := n.Probe(ctx); err != nil {
		how := "Look at the account there; the way to the network may be blocked."
		if e, ok := errors.AsType[*network.AnswerError](err); ok && e.Cause == network.Reconnect {
			how = "appealbot connect " + string(a.ID)
		}
		l.Bad("account", how, "%s: %v.", a.Name, err)
		return
	}
	l.OK("account", "%s can be published on.", a.Name)
}

// examineStandings says what the program that runs knows of its accounts.
func examineStandings(ctx context.Context, conf configs.Config, f folder) []finding.Finding {
	body, err := callControl(ctx, f, pathAccounts)
	if body == nil {
		return []finding.Finding{{Verdict: finding.Warning, About: "accounts", Text: fmt.Sprintf("The program that runs says nothing of its accounts: %v.", err), How: "It may be older than this one; start it again."}}
	}
	defer body.Close()
	var standings []bot.Standing
	if err := json.NewDecoder(io.LimitReader(body, 1<<20)).Decode(&standings); err != nil {
		return []finding.Finding{{Verdict: finding.Problem, About: "accounts", Text: fmt.Sprintf("What the program that runs says of its accounts cannot be read: %v.", err), How: "Start it again."}}
	}
	by := map[bot.AccountID]bot.Standing{}
	for _, s := range standings {
		by[s.Account] = s
	}
	var l finding.List
	for _, a := range conf.Accounts {
		switch s := by[a.ID]; {
		case s.OK:
			l.OK("account", "%s can be published on (%s).", a.Name, s.Handle)
		case s.Checked.IsZero():
			l.Warn("account", "Do it again in a minute.", "%s was not looked at yet.", a.Name)
		case s.Reconnect:
			l.Bad("account", "appealbot connect "+string(a.ID), "%s: %s", a.Name, s.Problem)
		default:
			l.Bad("account", "Look at the account there; the way to the network may be blocked.", "%s: %s", a.Name, s.Problem)
		}
	}
	return l
}
