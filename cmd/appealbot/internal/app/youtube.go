package app

import (
	"errors"
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/youtube"
	"appealbot/configs"
)

// youtubeSettings are the settings of a channel on YouTube.
type youtubeSettings struct {
	// ClientID and ClientSecret are those of the department's own project at
	// Google.
	ClientID     string         `yaml:"client_id"`
	ClientSecret configs.Secret `yaml:"client_secret"`
	// Channel is the channel's id, UC...; without it the handle says which one.
	Channel string `yaml:"channel"`
	// Playlist is the id of the playlist that videos are put into.
	Playlist string `yaml:"playlist"`
	// Category is the number of the videos' category.
	Category string `yaml:"category"`
	// Tags are published with every video.
	Tags []string `yaml:"tags"`
	// Quiet does not tell subscribers of new videos.
	Quiet bool `yaml:"quiet"`
	// API is YouTube's own address.
	API string `yaml:"api"`
}

// Check refuses what cannot work.
func (s *youtubeSettings) Check() error {
	switch {
	case s.ClientID == "":
		return errors.New("client_id is missing: it is the OAuth client of the department's project in Google's developer console")
	case !s.ClientSecret.IsSet():
		return errors.New("client_secret is missing; put it into a file and write client_secret_file: PATH")
	}
	return webAddress("api", s.API)
}

// beside is what stands beside the API at another address than YouTube's own, which
// has everything that Google has elsewhere; nothing where YouTube is meant.
func (s *youtubeSettings) beside(path string) string {
	if s.API == "" || s.API == youtube.DefaultAPI {
		return ""
	}
	return strings.TrimRight(s.API, "/") + path
}

// quota is what a project at Google may use in a day. Its channels share it.
func (k *core) quota(project string) (*youtube.Ledger, error) {
	if q := k.quotas[project]; q != nil {
		return q, nil
	}
	q, err := youtube.NewLedger(youtube.LedgerOptions{Project: project, Remember: memory{keeper{k.db, "youtube"}}, Now: now})
	if err != nil {
		return nil, err
	}
	if k.quotas == nil {
		k.quotas = map[string]*youtube.Ledger{}
	}
	k.quotas[project] = q
	return q, nil
}

// open makes the adapter. Channels of the same project share its quota.
func (s *youtubeSettings) open(pub bot.Account, secrets network.Secrets, quota *youtube.Ledger, o network.ClientOptions) (network.Network, error) {
	o.Home = []string{s.API}
	return youtube.New(youtube.Options{
		Account: pub, Channel: s.Channel, ClientID: s.ClientID, ClientSecret: s.ClientSecret.Reveal(), Category: s.Category, Tags: s.Tags,
		Playlist: s.Playlist, Quiet: s.Quiet, Ledger: quota, API: s.API, Authorize: s.beside("/o/oauth2/v2/auth"), Token: s.beside("/token"),
		OEmbed: s.beside("/oembed"), Secrets: secrets, HTTP: o, Now: now,
	})
}
