package bluesky

import (
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Limits of one post (lexicons app.bsky.feed.post and app.bsky.embed.images,
// 20 August 2026). The lexicon does not limit alt texts; Bluesky's own client
// does.
const (
	maxGraphemes = 300
	maxBytes     = 3000
	maxImages    = 4
	maxAlt       = 2000
	maxPicture   = 2_000_000 // bytes
	maxLangs     = 3
)

// Limits of a video (lexicon app.bsky.embed.video, 20 August 2026; its length is that of
// Bluesky's video service). The lexicon allows 300 MB, but a server's own limit for one
// file is mostly lower, and nobody can ask for it.
const (
	maxVideo    = 100_000_000
	maxLength   = 3 * time.Minute
	maxVideoAlt = 1000
	maxCaptions = 20
	maxCaption  = 20_000 // bytes of one file
)

// types are what every client shows.
var types = []string{"image/jpeg", "image/png", "image/webp"}

// Limits implements network.Renderer.
func (a *Account) Limits() network.Limits {
	return network.Limits{
		Text: maxGraphemes, Media: maxImages, Alt: maxAlt, Address: a.longestAddress(),
		Film: &network.FilmLimits{Size: maxVideo, Longest: maxLength, Types: []string{"video/mp4"}, Captions: maxCaptions},
	}
}

// Count is the length of a text: in characters as people see them, or in tens of
// bytes where that is more, so that one number stands for both limits.
func Count(text string) int {
	const each = maxBytes / maxGraphemes
	return max(network.Graphemes(text), (len(text)+each-1)/each)
}

// Render implements network.Renderer. Bluesky keeps a text as it is: white space
// at its ends and the form of its letters included. A picture that nobody has
// described yet is taken: it is dropped into a draft first and described there,
// and the card asks for the words until they are written.
func (a *Account) Render(c bot.Copy) ([]bot.Part, error) {
	name := a.o.Account.Name
	if !utf8.ValidString(c.Text) || strings.ContainsRune(c.Text, 0) {
		// A NUL is accepted, and then nobody is shown the post.
		return nil, bot.Refuse(bot.ErrInvalid, "The text has characters that %s cannot show. Type it again instead of pasting it.", name)
	}
	for i, m := range c.Media {
		switch {
		case m.IsVideo():
			if err := a.film(m); err != nil {
				return nil, err
			}
		case m.Size > maxPicture:
			return nil, bot.Refuse(bot.ErrInvalid, "Picture %d has %d kB, and %s takes at most 2,000. Save it smaller or as a JPEG, and put it on again.", i+1, (m.Size+999)/1000, name)
		case !utf8.ValidString(m.Alt) || strings.ContainsRune(m.Alt, 0):
			return nil, bot.Refuse(bot.ErrInvalid, "The description of picture %d has characters that %s cannot show. Type it again.", i+1, name)
		}
	}
	return network.Fit(c.Text, c.Media, network.Fitting{Limits: a.Limits(), Count: Count, Name: name, Types: types})
}

// film refuses what Bluesky does not take of a video beside what Limits says.
func (a *Account) film(m bot.MediaUse) error {
	name := a.o.Account.Name
	if !utf8.ValidString(m.Alt) || strings.ContainsRune(m.Alt, 0) {
		return bot.Refuse(bot.ErrInvalid, "The description of the video has characters that %s cannot show. Type it again.", name)
	}
	if n := network.Graphemes(m.Alt); n > maxVideoAlt {
		return bot.Refuse(bot.ErrInvalid, "The description of the video has %d characters; %s takes %d. Shorten it.", n, name, maxVideoAlt)
	}
	if n := len(m.Video.Captions); n > maxCaptions {
		return bot.Refuse(bot.ErrInvalid, "The video has captions in %d languages; %s takes %d. Take some off.", n, name, maxCaptions)
	}
	for _, c := range m.Video.Captions {
		if c.Size > maxCaption {
			return bot.Refuse(bot.ErrInvalid, "The captions in %q have %d kB; %s takes 20. Shorten them, or take the account off.", c.Language, (c.Size+999)/1000, name)
		}
	}
	return nil
}

// longestAddress is an address as long as those of the account's posts can be: with its
// handle, or with its DID where the handle does not work.
func (a *Account) longestAddress() string {
	author := handle(a.o.Account.Handle)
	if did := "did:plc:" + strings.Repeat("a", 24); len(author) < len(did) {
		author = did
	}
	return a.postURL(author, strings.Repeat("2", 13))
}

// Answer implements network.Answerer. Anybody may be answered; where the author
// allows it only to some, the network says so when it is published.
func (a *Account) Answer(r bot.Reply, c bot.Copy) ([]bot.Part, error) {
	if _, _, ok := postURI(r.Remote); !ok {
		return nil, bot.Refuse(bot.ErrInvalid, "%s cannot answer this: it is no post on Bluesky.", a.o.Account.Name)
	}
	return a.Render(c)
}
