package practice

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Network is the name of this network in accounts and configuration.
const Network = "practice"

// A Profile is one account of the wall with its rules.
type Profile struct {
	bot.Account
	Limits network.Limits
	// Links is what a link counts for, whatever its length; zero means that
	// links count like any text.
	Links int
	// Idempotent: a key that was published is not published again.
	Idempotent bool
}

// Count is the length of a text as the account counts it: in characters as
// people see them.
func (p Profile) Count(text string) int {
	if p.Links == 0 {
		return network.Graphemes(text)
	}
	n, from := 0, 0
	for _, l := range link.FindAllStringIndex(text, -1) {
		end := l[0] + len(strings.TrimRight(text[l[0]:l[1]], ".,;:!?'\")]}»”’"))
		n += network.Graphemes(text[from:l[0]]) + p.Links
		from = end
	}
	return n + network.Graphemes(text[from:])
}

// link matches a link, with whatever punctuation follows it.
var link = regexp.MustCompile(`https?://[^\s<>\p{C}]+`)

// types are the kinds of picture that every account takes.
var types = []string{"image/jpeg", "image/png", "image/gif", "image/webp"}

// fitting is how Render fits an appeal to the account.
func (p Profile) fitting() network.Fitting {
	return network.Fitting{Limits: p.Limits, Count: p.Count, Name: p.Name, Types: types}
}

// poll is how often a client reads answers when nothing wakes it.
const poll = 2 * time.Second

func profile(id bot.AccountID, name, handle string, text int) Profile {
	return Profile{
		Account: bot.Account{
			ID: id, Network: Network, Name: name, Handle: handle, Languages: []string{"en", "fr"},
			Default: true, Exercise: true,
		},
		Limits:     network.Limits{Text: text, Media: 4, Alt: 1000},
		Idempotent: true,
	}
}

// Profiles are the accounts of the practice wall, each limited in its own way:
//
//	metro     280 characters, a link counts 23, idempotent
//	page      5,000 characters, 10 pictures, idempotent
//	channel   300 characters, 1 picture, idempotent
//	homicide  500 characters, not idempotent: what got lost there is for a
//	          person to decide. It is the squad's own and not preselected.
func Profiles() []Profile {
	metro := profile("metro", "Metro Police · Chirp", "@MetroPolice", 280)
	metro.Links = 23
	page := profile("page", "Metro Police · Page", "Metro Police", 5000)
	page.Limits.Media = 10
	channel := profile("channel", "Metro Police · Channel", "@metropolice.news", 300)
	channel.Limits.Media = 1
	channel.Limits.Alt = 300
	homicide := profile("homicide", "Homicide Squad · Commons", "@homicide@commons.example", 500)
	homicide.Links = 23
	homicide.Idempotent, homicide.Default = false, false
	return []Profile{metro, page, channel, homicide}
}

// Accounts returns the accounts of the given profiles.
func Accounts(ps []Profile) []bot.Account {
	out := make([]bot.Account, len(ps))
	for i, p := range ps {
		out[i] = p.Account
		out[i].Languages = slices.Clone(p.Languages)
	}
	return out
}
