package app

import (
	"appealbot/bot/network"
	wall "appealbot/bot/network/practice"
	"appealbot/configs"
)

// practiceNetwork is the network of accounts that nobody outside can see.
const practiceNetwork = "practice"

// Limits of a configured practice account that is none of the built-in ones.
const (
	newText  = 500
	newMedia = 4
	newAlt   = 1500
	newLink  = 23
)

// profiles are the accounts of the practice wall: those of the configuration,
// or the built-in ones. A configured account has the rules of the network that it
// is to be like; one with the id of a built-in account keeps the rules of that, so
// that a department can practise with names of its own.
func profiles(c configs.Config) []wall.Profile {
	built := wall.Profiles()
	accounts := c.PublicAccounts()
	if len(accounts) == 0 {
		return built
	}
	out := make([]wall.Profile, len(accounts))
	for i, a := range accounts {
		out[i] = wall.Profile{
			Account: a, Limits: network.Limits{Text: newText, Media: newMedia, Alt: newAlt}, Links: newLink, Idempotent: true,
		}
		for _, b := range built {
			if b.ID == a.ID {
				out[i] = b
				out[i].Account = a
			}
		}
		if s, ok := c.Accounts[i].Settings.(*practiceSettings); ok && s.Like != "" {
			out[i] = wall.ProfileLike(wall.Likeness(s.Like), a)
		}
	}
	return out
}
