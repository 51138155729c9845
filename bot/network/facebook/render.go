package facebook

import (
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// What Facebook takes (developers.facebook.com/docs/graph-api: reference/page/photos
// and guides on videos, read 2026-11, and its help pages).
const (
	maxText     = 63206 // characters of a post
	maxComment  = 8000
	maxPhotos   = 10
	maxPhoto    = 4_000_000 // bytes; Facebook makes larger ones unsharp
	maxAlt      = 1000
	maxTitle    = 255
	maxFilm     = 10_000_000_000
	longestFilm = 4 * time.Hour
	maxCaptions = 20
)

// sample is an address as long as the longest that a post has.
func (a *Account) sample() string {
	return a.o.Web + "/" + strings.Repeat("1", 20) + "/posts/pfbid0" + strings.Repeat("x", 64)
}

// Limits implements network.Renderer.
func (a *Account) Limits() network.Limits {
	return network.Limits{
		Text: maxText, Media: maxPhotos, Alt: maxAlt, Address: a.sample(),
		Film: &network.FilmLimits{
			Size: maxFilm, Shortest: time.Second, Longest: longestFilm, Types: []string{"video/mp4", "video/quicktime"}, Captions: maxCaptions,
		},
	}
}

// Render implements network.Renderer. Every part but the first can stand alone.
func (a *Account) Render(c bot.Copy) ([]bot.Part, error) { return a.render(c, false) }

// Follow implements network.Follower. Its first part, too, can stand alone.
func (a *Account) Follow(c bot.Copy) ([]bot.Part, error) { return a.render(c, true) }

func (a *Account) render(c bot.Copy, follows bool) ([]bot.Part, error) {
	media, err := a.takes(c)
	if err != nil {
		return nil, err
	}
	room := network.Graphemes(a.sample()) + 1
	f := network.Fitting{Limits: a.Limits(), Count: count, Name: a.o.Account.Name, Types: []string{"image/jpeg", "image/png"}, Later: room}
	if follows {
		f.Limits.Text, f.Later = f.Limits.Text-room, 0
	}
	parts, err := network.Fit(proper(c.Text), media, f)
	if err != nil {
		return nil, err
	}
	for i := range parts {
		parts[i].Limit, parts[i].Alone = maxText, follows || i > 0
		if film(parts[i].Media) {
			parts[i].Title = c.Title
		}
	}
	return parts, nil
}

// Answer implements network.Answerer: a comment below the one that is answered.
func (a *Account) Answer(_ bot.Reply, c bot.Copy) ([]bot.Part, error) {
	if len(c.Media) > 0 {
		return nil, bot.Refuse(bot.ErrInvalid, "An answer on %s carries no pictures and videos. Take them off.", a.o.Account.Name)
	}
	l := a.Limits()
	l.Text = maxComment
	return network.Fit(proper(c.Text), nil, network.Fitting{Limits: l, Count: count, Name: a.o.Account.Name})
}

// count is the length of a text in UTF-16, which is never less than what Facebook
// counts, whatever that is.
func count(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// proper is a text as Facebook keeps it.
func proper(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}

func film(media []bot.MediaUse) bool { return slices.ContainsFunc(media, bot.MediaUse.IsVideo) }

// takes returns the media that go to Facebook: a video goes alone, and the pictures
// beside it are left out. It refuses those that Facebook does not take.
func (a *Account) takes(c bot.Copy) ([]bot.MediaUse, error) {
	media := c.Media
	if film(media) {
		media = slices.DeleteFunc(slices.Clone(media), func(m bot.MediaUse) bool { return !m.IsVideo() })
	}
	switch {
	case film(media) && len(media) > 1:
		return nil, bot.Refuse(bot.ErrInvalid, "%s shows one video in a post, and there are %d. Take the others off, or take the account off.", a.o.Account.Name, len(media))
	case film(media) && count(c.Title) > maxTitle:
		return nil, bot.Refuse(bot.ErrInvalid, "The title has %d characters; %s takes %d. Shorten it.", count(c.Title), a.o.Account.Name, maxTitle)
	}
	for i, m := range media {
		if !m.IsVideo() && m.Size > maxPhoto {
			return nil, bot.Refuse(bot.ErrInvalid, "Picture %d has %.1f MB; %s takes 4. Use a smaller one, or take the account off.", i+1, float64(m.Size)/1e6, a.o.Account.Name)
		}
		if m.IsVideo() && len(m.Video.Captions) > maxCaptions {
			return nil, bot.Refuse(bot.ErrInvalid, "The video has captions in %d languages; %s takes %d. Take some off.", len(m.Video.Captions), a.o.Account.Name, maxCaptions)
		}
	}
	return media, nil
}
