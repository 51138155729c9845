package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// Paths of the control socket: what is known of the accounts, and how one is
// connected while the program runs.
const (
	pathAccounts = "/accounts"
	pathInvite   = "/connect/invite"
	pathConnect  = "/connect/finish"
)

// maxAnswer bounds what a person brings back: an address with a code in it.
const maxAnswer = 16 << 10

// serveAccounts lets the tools ask about the accounts of this process.
func (k *core) serveAccounts(mux *http.ServeMux) {
	mux.HandleFunc("GET "+pathAccounts, func(w http.ResponseWriter, r *http.Request) {
		ss, err := k.desk.Standings(r.Context())
		if err != nil {
			panic(http.ErrAbortHandler) // whoever asked must see that it is not whole
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(ss) // whoever asked has gone, if at all
	})
	mux.HandleFunc("POST "+pathInvite, func(w http.ResponseWriter, r *http.Request) {
		i, err := k.keepers.Invite(r.Context(), bot.AccountID(r.URL.Query().Get("account")))
		speak(w, spoken{Invitation: i}, err)
	})
	mux.HandleFunc("POST "+pathConnect, func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxAnswer))
		if err == nil {
			err = k.keepers.ConnectNow(r.Context(), commandLine(), bot.AccountID(r.URL.Query().Get("account")), strings.TrimSpace(string(b)))
		}
		speak(w, spoken{}, err)
	})
}

// spoken is what the control socket answers to whoever connects an account.
type spoken struct {
	Invitation desk.Invitation
	Error      string // a sentence
}

func speak(w http.ResponseWriter, s spoken, err error) {
	if err != nil {
		s = spoken{Error: err.Error()}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(s) // whoever asked has gone, if at all
}

// there connects in the process that runs on the folder.
type there struct {
	folder  folder
	account bot.AccountID
}

func (t there) invite(ctx context.Context) (desk.Invitation, error) {
	s, err := t.call(ctx, pathInvite, "")
	return s.Invitation, err
}

func (t there) connect(ctx context.Context, answer string) error {
	_, err := t.call(ctx, pathConnect, answer)
	return err
}

func (t there) call(ctx context.Context, path, body string) (s spoken, err error) {
	q := url.Values{"account": {string(t.account)}}
	b, err := postControl(ctx, t.folder, path+"?"+q.Encode(), body)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	if err := json.NewDecoder(io.LimitReader(b, 1<<20)).Decode(&s); err != nil {
		return s, fmt.Errorf("read what the running program says: %w", err)
	}
	if s.Error != "" {
		return s, errors.New(s.Error)
	}
	return s, nil
}
