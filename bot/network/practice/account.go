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
	// Like is the network that the account is like, for people. What it has
	// of that network's rules is below.
	Like    Likeness
	Limits  network.Limits
	Measure Measure
	// Bytes is how long a text may be besides; zero means that bytes do not
	// count.
	Bytes int
	// Links is what a link counts for, whatever its length; zero means that
	// links count like any text.
	Links int
	// Idempotent: a key that was published is not published again.
	Idempotent bool
	// Within is how long Idempotent holds; zero means for good.
	Within time.Duration
	// Edits: what is public can be changed in place.
	Edits bool
	// Reshares: the account can share its own post again.
	Reshares bool
	// Unique: what is public is not published in the same words again,
	// within a day.
	Unique bool
	// Alone: each part of a thread can be published as a post of its own,
	// because the account may not be let continue its thread.
	Alone bool
	// Summoned: only whoever mentioned or quoted the account can be
	// answered.
	Summoned bool
	Price    Price
	// Films: every post is a video, and what answers the public is a comment.
	Films bool
	// Title is how many characters the title of a video has; zero: it has none.
	Title int
	// Process is how long the network works at a video before it can be
	// published.
	Process time.Duration
}

// film is what most accounts take of videos.
func film(size int64, longest time.Duration) *network.FilmLimits {
	return &network.FilmLimits{Size: size, Longest: longest, Types: []string{"video/mp4"}, Captions: 10}
}

// graphemes counts characters as people see them, and links by their number.
func (p Profile) graphemes(text string) int {
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

// processes is how long accounts work at a video: long enough to be seen.
const processes = 2 * time.Second

// poll is how often a client reads answers when nothing wakes it.
const poll = 2 * time.Second

func profile(id bot.AccountID, name, handle string, text int) Profile {
	return Profile{
		Account: bot.Account{
			ID: id, Network: Network, Name: name, Handle: handle, Languages: []string{"en", "fr"},
			Default: true, Exercise: true,
		},
		Limits:     network.Limits{Text: text, Media: 4, Alt: 1000, Film: film(512_000_000, 10*time.Minute)},
		Idempotent: true, Edits: true, Process: processes,
	}
}

// Profiles are the accounts of the practice wall, each limited in its own way:
//
//	metro     280 characters, a link counts 23, idempotent; what is public cannot
//	          be changed
//	page      63,206 characters, 10 pictures or a video, idempotent
//	channel   300 characters, 1 picture, idempotent
//	homicide  500 characters, not idempotent: what got lost there is for a
//	          person to decide. It is the squad's own and not preselected.
//	video     5,000 bytes below one video, idempotent. It is not preselected,
//	          because it takes nothing else.
//
// Those that are like X, Mastodon or Bluesky can share their own posts again.
// Each says which network it is like; all of a network's rules has ProfileLike.
func Profiles() []Profile {
	metro := profile("metro", "Metro Police · Chirp", "@MetroPolice", 280)
	metro.Links, metro.Like, metro.Edits, metro.Reshares = 23, LikeX, false, true
	page := profile("page", "Metro Police · Page", "Metro Police", 63_206)
	page.Limits.Media, page.Like, page.Title = 10, LikeFacebook, 255
	page.Limits.Film = film(10_000_000_000, 4*time.Hour)
	channel := profile("channel", "Metro Police · Channel", "@metropolice.news", 300)
	channel.Limits.Media = 1
	channel.Limits.Alt, channel.Like, channel.Reshares = 300, LikeBluesky, true
	homicide := profile("homicide", "Homicide Squad · Commons", "@homicide@commons.example", 500)
	homicide.Links, homicide.Like = 23, LikeMastodon
	homicide.Idempotent, homicide.Default, homicide.Reshares = false, false, true
	video := ProfileLike(LikeYouTube, profile("video", "Metro Police · Video", "@MetroPoliceVideo", 0).Account)
	video.Default = false
	return []Profile{metro, page, channel, homicide, video}
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
