package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/accounts"
	"appealbot/bot/network"
	"appealbot/bot/network/bluesky"
	"appealbot/bot/network/mastodon"
	wall "appealbot/bot/network/practice"
	"appealbot/bot/network/x"
	"appealbot/configs"
	"appealbot/store"
)

// Names of the networks in the configuration.
const (
	networkX        = "x"
	networkMastodon = "mastodon"
	networkBluesky  = "bluesky"
	networkYouTube  = "youtube"
	networkFacebook = "facebook"
)

// networks are the public networks that accounts may be on, with their settings.
func networks() []configs.Network {
	return []configs.Network{
		{Name: practiceNetwork, Settings: func() any { return &practiceSettings{} }},
		{Name: networkX, Settings: func() any { return &xSettings{Threads: true} }},
		{Name: networkMastodon, Settings: func() any { return &mastodonSettings{} }},
		{Name: networkBluesky, Settings: func() any { return &blueskySettings{} }},
		{Name: networkYouTube, Settings: func() any { return &youtubeSettings{} }},
		{Name: networkFacebook, Settings: func() any { return &facebookSettings{} }},
	}
}

// practiceSettings are the settings of an account for exercises.
type practiceSettings struct {
	// Like is the network whose rules the account has.
	Like string `yaml:"like"`
}

// Check refuses networks that the wall has no rules of.
func (s *practiceSettings) Check() error {
	if s.Like == "" || slices.Contains(likenesses(), s.Like) {
		return nil
	}
	return fmt.Errorf("like is %q; it is one of %s", s.Like, strings.Join(likenesses(), ", "))
}

// likenesses are the networks whose rules an account for exercises can have.
func likenesses() []string {
	return []string{string(wall.LikeX), string(wall.LikeMastodon), string(wall.LikeBluesky), string(wall.LikeFacebook)}
}

// xSettings are the settings of an account on X.
type xSettings struct {
	// ClientID and ClientSecret are those of the department's own app; an app
	// of the type "Native App" has no secret.
	ClientID     string         `yaml:"client_id"`
	ClientSecret configs.Secret `yaml:"client_secret"`
	// Budget is what the account may cost in a month, in whole US dollars;
	// zero means that nobody says.
	Budget int `yaml:"budget"`
	// Threads lets follow-ups be tried as replies to the account's own posts.
	Threads bool `yaml:"threads"`
	// API is X's own address.
	API string `yaml:"api"`
}

// Check refuses what cannot work.
func (s *xSettings) Check() error {
	switch {
	case s.ClientID == "":
		return errors.New("client_id is missing: it is the OAuth 2.0 Client ID of the department's app on X's developer page")
	case s.Budget < 0:
		return errors.New("budget is less than nothing; write whole US dollars a month, or 0 for none")
	}
	return webAddress("api", s.API)
}

// beside is what stands beside the API at another address than X's own, which has
// everything that X has elsewhere; nothing where X is meant.
func (s *xSettings) beside(path string) string {
	if s.API == "" || s.API == x.DefaultAPI {
		return ""
	}
	return strings.TrimRight(s.API, "/") + path
}

// mastodonSettings are the settings of an account on a Mastodon server, or on one
// that speaks its language.
type mastodonSettings struct {
	// Server is the address of the server.
	Server string `yaml:"server"`
	// Visibility is public or unlisted.
	Visibility string `yaml:"visibility"`
	// Idempotency says whether the server knows a request again: auto, yes or
	// no.
	Idempotency string `yaml:"idempotency"`
}

// Place is the server: every one of them has people of its own.
func (s *mastodonSettings) Place() string { return strings.ToLower(strings.TrimRight(s.Server, "/")) }

// Check refuses what cannot work.
func (s *mastodonSettings) Check() error {
	switch {
	case s.Server == "":
		return errors.New("server is missing: it is the address of the server that the account is on, like https://mastodon.example")
	case !slices.Contains([]string{"", "public", "unlisted"}, s.Visibility):
		return errors.New("visibility is neither public nor unlisted")
	case !slices.Contains([]string{"", "auto", "yes", "no"}, s.Idempotency):
		return errors.New("idempotency is none of auto, yes and no")
	}
	return webAddress("server", s.Server)
}

// blueskySettings are the settings of an account on Bluesky.
type blueskySettings struct {
	// Service is where the account logs in.
	Service string `yaml:"service"`
	// AppView is where everybody can read.
	AppView string `yaml:"appview"`
	// Jetstream, if set, is a stream that says when there is something to
	// read.
	Jetstream string `yaml:"jetstream"`
}

// Check refuses what cannot work.
func (s *blueskySettings) Check() error {
	if u, err := url.Parse(s.Jetstream); s.Jetstream != "" && (err != nil || u.Host == "" || u.Scheme != "wss" && u.Scheme != "ws") {
		return errors.New("jetstream is not the address of a stream, like wss://jetstream.example/subscribe")
	}
	return errors.Join(webAddress("service", s.Service), webAddress("appview", s.AppView))
}

// webAddress demands the address of a web server, or none. Without https it may
// only be this machine: credentials go there.
func webAddress(key, s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return fmt.Errorf("%s is not the address of a web server, like https://social.example", key)
	case u.Scheme == "http" && slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, u.Hostname()):
		return nil
	case u.Scheme != "https":
		return fmt.Errorf("%s does not begin with https://; the account's credentials go there", key)
	}
	return nil
}

// openVault opens what seals the credentials of accounts and the key of the pictures
// and videos. Its own key comes from the configuration, from systemd, or from a file
// that is made in the data folder.
func (k *core) openVault(ctx context.Context, f folder, getenv func(string) string) error {
	if k.sealed != nil {
		return nil
	}
	key, err := vaultKey(k.config, f, getenv)
	if err != nil {
		return fmt.Errorf("key of the accounts' credentials: %w", err)
	}
	k.sealed, err = store.OpenVault(ctx, k.db, key)
	if errors.Is(err, store.ErrVaultKey) {
		err = fmt.Errorf("key of the accounts' credentials: %w. appealbot secrets drop does that", err)
	}
	return err
}

func vaultKey(c configs.Config, f folder, getenv func(string) string) ([]byte, error) {
	if c.Secrets.Key.IsSet() {
		return store.ParseSecret(c.Secrets.Key.Reveal())
	}
	if dir := getenv("CREDENTIALS_DIRECTORY"); dir != "" {
		b, err := os.ReadFile(filepath.Join(dir, credentialName))
		switch {
		case err == nil:
			return store.ParseSecret(string(b))
		case !errors.Is(err, os.ErrNotExist):
			return nil, err
		}
	}
	return store.LoadOrCreateSecret(f.secrets())
}

// credentialName is the name of the systemd credential (systemd.exec(5),
// LoadCredential).
const credentialName = "appealbot-secrets"

// userAgent names the program to networks, some of which ask who is calling.
func userAgent() string { return "appealbot/" + strings.TrimPrefix(version, "v") }

// openAccount makes the adapter of one account.
func (k *core) openAccount(a configs.Account, pub bot.Account, m memory, o network.ClientOptions) (network.Network, error) {
	secrets := k.vault.For(a.ID)
	switch s := a.Settings.(type) {
	case *xSettings:
		o.Home = []string{s.API}
		return x.New(x.Options{
			Account: pub, ClientID: s.ClientID, ClientSecret: s.ClientSecret.Reveal(), Budget: int64(s.Budget) * 1e6, Threads: s.Threads,
			API: s.API, Authorize: s.beside("/i/oauth2/authorize"), OEmbed: s.beside("/oembed"), Secrets: secrets, HTTP: o, Now: now,
		})
	case *mastodonSettings:
		o.Home = []string{s.Server}
		return mastodon.New(mastodon.Options{
			Account: pub, Server: s.Server, Visibility: cmp.Or(s.Visibility, "public"), Idempotency: cmp.Or(s.Idempotency, "auto"),
			Remember: m, Secrets: secrets, HTTP: o, Now: now,
		})
	case *blueskySettings:
		o.Home = []string{s.Service, s.AppView}
		return bluesky.Open(bluesky.Options{
			Account: pub, Service: s.Service, AppView: s.AppView, Jetstream: s.Jetstream, Secrets: secrets, HTTP: o, Now: now,
		})
	}
	switch s := a.Settings.(type) {
	case *youtubeSettings:
		quota, err := k.quota(s.ClientID)
		if err != nil {
			return nil, err
		}
		return s.open(pub, secrets, quota, o)
	case *facebookSettings:
		return s.open(pub, secrets, k.config.Webhooks.Listen != "", o)
	}
	return nil, fmt.Errorf("account %s: there is no network %q", a.ID, a.Network)
}

// openAccounts makes the adapters of all accounts of the configuration.
func (k *core) openAccounts(ctx context.Context, f folder, getenv func(string) string) error {
	if err := k.openVault(ctx, f, getenv); err != nil {
		return err
	}
	k.vault = k.sealed
	pub := k.config.PublicAccounts()
	ns := make([]network.Network, len(pub))
	for i, a := range k.config.Accounts {
		var err error
		ns[i], err = k.openAccount(a, pub[i], memory{keeper{k.db, "account-" + string(a.ID)}}, network.ClientOptions{
			Name: pub[i].Name, UserAgent: userAgent(), Public: true, Now: now, Observe: k.metrics.call(a.ID),
		})
		if err != nil {
			return err
		}
		if c, ok := ns[i].(interface{ Close() }); ok {
			k.stack.onStop("account "+string(a.ID), func(context.Context) error { c.Close(); return nil })
		}
	}
	k.registry = newRegistry(ns)
	return nil
}

// makeKeepers makes what keeps each account fit.
func (k *core) makeKeepers() error {
	k.keepers = accounts.Keepers{}
	for _, a := range k.registry.order {
		o := accounts.Options{
			Desk: k.desk, Network: k.registry.by[a.ID], Redirect: redirect, Now: now, Log: k.log, Fit: k.bell.ring, Blind: k.unwatched(a.ID),
		}
		if k.vault != nil {
			o.Secrets = k.vault.For(a.ID)
		}
		kept, err := accounts.New(o)
		if err != nil {
			return err
		}
		k.keepers[a.ID] = kept
	}
	return nil
}

// unwatched reports whether the department does not want to hear what is published
// on an account outside the program.
func (k *core) unwatched(id bot.AccountID) bool {
	return slices.ContainsFunc(k.config.Accounts, func(a configs.Account) bool { return a.ID == id && a.Unwatched })
}

// keep runs the keepers.
func (k *core) keep() {
	ctx, stop := context.WithCancel(context.Background())
	ls := k.newLoops()
	for id, kept := range k.keepers {
		ls.run(ctx, "account "+string(id), kept.Run)
	}
	news := k.bell.listen()
	ls.run(ctx, "news of accounts", func(ctx context.Context) error {
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-news:
				k.keepers.Wake()
			}
		}
	})
	k.stack.onStop("accounts", func(c context.Context) error { stop(); return ls.wait(c) })
}

// learn lets the accounts that need it ask their servers what they take, for as
// long as ctx lasts. What cannot be asked now is what it was the last time.
func (k *core) learn(ctx context.Context) error {
	var errs []error
	for _, n := range k.registry.by {
		if l, ok := n.(interface{ Learn(context.Context) error }); ok {
			if err := l.Learn(ctx); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", n.Account().Name, err))
			}
		}
	}
	return errors.Join(errs...)
}
