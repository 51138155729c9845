package app

import (
	"errors"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/facebook"
	"appealbot/configs"
)

// facebookSettings are the settings of a Page on Facebook.
type facebookSettings struct {
	// Page is the Page's id.
	Page string `yaml:"page"`
	// AppID and AppSecret are those of the department's own app.
	AppID     string         `yaml:"app_id"`
	AppSecret configs.Secret `yaml:"app_secret"`
	// API is Facebook's own address.
	API string `yaml:"api"`
}

// Check refuses what cannot work.
func (s *facebookSettings) Check() error {
	switch {
	case s.Page == "":
		return errors.New("page is missing: it is the number of the Page, in its About under Page transparency")
	case s.AppID == "":
		return errors.New("app_id is missing: it is the id of the department's app on Meta's developer pages")
	case !s.AppSecret.IsSet():
		return errors.New("app_secret is missing; put it into a file and write app_secret_file: PATH")
	}
	return webAddress("api", s.API)
}

// open makes the adapter.
func (s *facebookSettings) open(pub bot.Account, secrets network.Secrets, hooked bool, o network.ClientOptions) (network.Network, error) {
	o.Home = []string{s.API}
	elsewhere := s.API
	if elsewhere == facebook.DefaultAPI {
		elsewhere = ""
	}
	var page string
	if elsewhere != "" {
		page = elsewhere + "/" + facebook.Version + "/dialog/oauth"
	}
	return facebook.New(facebook.Options{
		Account: pub, Page: s.Page, AppID: s.AppID, AppSecret: s.AppSecret.Reveal(), Hooked: hooked,
		API: elsewhere, Authorize: page, Web: elsewhere, Secrets: secrets, HTTP: o, Now: now,
	})
}

// hooked are the Pages that hear of comments at once, for the handler of what
// Facebook sends; nil where there is none.
func (r registry) hooked() *facebook.Hook {
	var pages []*facebook.Account
	for _, a := range r.order {
		if p, ok := r.by[a.ID].(*facebook.Account); ok {
			pages = append(pages, p)
		}
	}
	if len(pages) == 0 {
		return nil
	}
	return facebook.NewHook(pages...)
}
