package practice

import (
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/length"
)

// A Likeness is the network that an account of the wall is like.
type Likeness string

// Likenesses. The zero value is like none.
const (
	LikeX        Likeness = "x"
	LikeMastodon Likeness = "mastodon"
	LikeBluesky  Likeness = "bluesky"
	LikeFacebook Likeness = "facebook"
	LikeYouTube  Likeness = "youtube"
)

// Title is the network's name as people read it.
func (l Likeness) Title() string {
	switch l {
	case LikeX:
		return "X"
	case LikeMastodon:
		return "Mastodon"
	case LikeBluesky:
		return "Bluesky"
	case LikeFacebook:
		return "Facebook"
	case LikeYouTube:
		return "YouTube"
	default:
		return string(l)
	}
}

// A Measure is how an account counts the length of a text.
type Measure string

// Measures. The zero value counts characters as people see them.
const (
	MeasureGraphemes Measure = ""
	MeasureX         Measure = "x"
	MeasureMastodon  Measure = "mastodon"
	MeasureBytes     Measure = "bytes"
)

// A Price is what an account charges, in millionths of a US dollar.
type Price struct {
	Post   int64 // for a post
	Linked int64 // for a post with a link in it
	Budget int64 // what the department wants to spend in a month
}

// Of is what one post with this text costs.
func (p Price) Of(text string) int64 {
	if len(length.Links(text)) > 0 {
		return p.Linked
	}
	return p.Post
}

// ProfileLike is an account with the rules of a network, so that an exercise meets what
// a real publication there meets:
//
//	x         280 by weight, a key means nothing, a thread may be refused, no post
//	          can be changed by a program, the same words twice are, only whoever mentioned or quoted the
//	          department can be answered, and it costs (docs.x.com, 2026-08)
//	mastodon  500, a link counts 23, idempotent for an hour
//	bluesky   300 characters and 3,000 bytes, idempotent for good
//	facebook  63,206 characters, 10 pictures or a video
//	youtube   5,000 bytes and a title below one video, and nothing without one
//
// Every other likeness is an account without much of a rule.
func ProfileLike(l Likeness, a bot.Account) Profile {
	p := Profile{Account: a, Like: l, Idempotent: true, Edits: true, Process: processes}
	p.Limits = network.Limits{Text: 5000, Media: 4, Alt: 1000, Film: film(512_000_000, 10*time.Minute)}
	p.Reshares = l == LikeX || l == LikeMastodon || l == LikeBluesky
	switch l {
	case LikeX:
		p.Limits.Text, p.Measure, p.Links = length.WeightedMax, MeasureX, length.WeightedLink
		p.Idempotent, p.Edits, p.Unique, p.Alone, p.Summoned = false, false, true, true, true
		p.Limits.Film = film(512_000_000, 140*time.Second)
		p.Price = Price{Post: 15_000, Linked: 200_000}
	case LikeMastodon:
		p.Limits.Text, p.Limits.Alt, p.Measure, p.Links = 500, 1500, MeasureMastodon, 23
		p.Within = time.Hour
		p.Limits.Film = film(99_000_000, 0)
	case LikeBluesky:
		p.Limits.Text, p.Limits.Alt, p.Bytes = 300, 2000, 3000
		p.Limits.Film = film(100_000_000, 3*time.Minute)
	case LikeFacebook:
		p.Limits.Text, p.Limits.Media, p.Title = 63_206, 10, 255
		p.Limits.Film = film(10_000_000_000, 4*time.Hour)
	case LikeYouTube:
		p.Limits.Media, p.Title, p.Films, p.Measure = 1, 100, true, MeasureBytes
		p.Limits.Film = film(256_000_000_000, 12*time.Hour)
		p.Limits.Film.Types, p.Process = []string{"video/mp4", "video/webm", "video/quicktime"}, 3*processes
	}
	return p
}

// Count is the length of a text as the account counts it.
func (p Profile) Count(text string) int {
	n := 0
	switch p.Measure {
	case MeasureX:
		n = length.Weighted(text)
	case MeasureMastodon:
		n = length.Mastodon(text, p.Links)
	case MeasureBytes:
		n = len(text)
	default:
		n = p.graphemes(text)
	}
	if p.Bytes > 0 {
		// Whichever of the two is nearer to its limit.
		n = max(n, (len(text)*p.Limits.Text+p.Bytes-1)/p.Bytes)
	}
	return n
}

// fit splits a text into the parts of a thread. Where the account may not be
// let continue it, each part leaves room for the address of the first.
func (p Profile) fit(text string, media []bot.MediaUse) ([]bot.Part, error) {
	f := network.Fitting{Limits: p.Limits, Count: p.Count, Name: p.Name, Types: types}
	parts, err := network.Fit(text, media, f)
	if err != nil || !p.Alone || len(parts) == 1 {
		return parts, err
	}
	f.Limits.Text -= linkRoom
	parts, err = network.Fit(text, media, f)
	for i := range parts {
		parts[i].Limit, parts[i].Alone = p.Limits.Text, i > 0
	}
	return parts, err
}

// linkRoom is what a part needs that ends in the address of another.
const linkRoom = 1 + length.WeightedLink
