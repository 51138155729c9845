package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"syscall"
	"time"

	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/install"
	"appealbot/bot/web"
	"appealbot/configs"
	"appealbot/store"
)

// aroundTime bounds one way around.
const aroundTime = 40 * time.Second

// tryCallback has the bot press a button of its own through the server. When
// nothing serves the callback's address yet, it is served for as long as that
// takes, with the key that serve will use; makeKey lets it make that key.
func tryCallback(ctx context.Context, m configs.Mattermost, token string, f folder, makeKey bool) finding.Finding {
	ctx, stop := context.WithTimeout(ctx, aroundTime)
	defer stop()
	fails := func(err error) finding.Finding {
		return finding.Finding{Verdict: finding.Problem, About: "callback", Text: fmt.Sprintf("The way between the server and this machine cannot be tried: %v.", err), How: "Mend that, and do it again."}
	}
	key, err := callbackKey(f, makeKey)
	if err != nil {
		return fails(err)
	}
	p, err := mattermost.New(mattermost.Options{URL: m.URL, Token: token, Teams: m.Teams, Command: m.Command, Callback: m.Callback, Key: key, Now: now})
	if err != nil {
		return fails(err)
	}
	end, err := holdCallback(ctx, p, m.Listen)
	if err != nil {
		return fails(err)
	}
	found := install.Around(ctx, m.Callback, p.Probe, func(ctx context.Context) error { return reach(ctx, m.Callback) })
	if err := end(); err != nil && found.Verdict == finding.OK {
		return fails(err)
	}
	return found
}

// callbackKey is the key that the program signs buttons with. Without one, any
// key does for a program that is not running.
func callbackKey(f folder, makeKey bool) ([]byte, error) {
	if _, err := os.Stat(f.callback()); !makeKey && errors.Is(err, fs.ErrNotExist) {
		key := make([]byte, 32)
		_, _ = rand.Read(key) // never fails (crypto/rand)
		return key, nil
	}
	return store.LoadOrCreateSecret(f.callback())
}

// holdCallback serves the callback's address, unless somebody does already: then
// that should be the program itself, and the way around shows whether it is.
func holdCallback(ctx context.Context, p *mattermost.Platform, listen string) (end func() error, err error) {
	l, err := web.Listen(ctx, listen, 1)
	if errors.Is(err, syscall.EADDRINUSE) {
		return func() error { return nil }, nil
	}
	if err != nil {
		return nil, err
	}
	mux, err := web.New(web.Options{Hosts: []string{web.AnyHost}, Body: maxCallback, Now: now})
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	sit, err := p.Stand(ctx)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	mux.Handle("POST /", p.Handler())
	s := web.NewServer(l, mux)
	s.Start()
	return func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		err := s.Stop(ctx)
		sit()
		return err
	}, nil
}

// reachTime bounds the question whether anything answers.
const reachTime = 5 * time.Second

// reach asks from this machine whether the program answers at an address.
func reach(ctx context.Context, callback string) error {
	ctx, stop := context.WithTimeout(ctx, reachTime)
	defer stop()
	// Without a proxy: the address is one of the own network.
	return mattermost.Answers(ctx, callback, &http.Transport{DisableKeepAlives: true})
}

// lower is a sentence that goes on with another, its first letter small.
func lower(s string) string {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return s
	}
	return string(s[0]-'A'+'a') + s[1:]
}
