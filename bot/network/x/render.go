package x

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/length"
)

// What X takes (docs.x.com/x-api/media, 2026-08-22; description 2.167).
const (
	maxPictures = 4
	maxPicture  = 5 << 20
	maxAlt      = 1000
	maxVideo    = 512_000_000
)

// sampleHandle is as long as the longest name.
const sampleHandle = "MetroPoliceNews"

// linkRoom is what a follow-up leaves for a space and a link to the first post.
const linkRoom = 1 + length.WeightedLink

func types() []string { return []string{"image/jpeg", "image/png", "image/gif", "image/webp"} }

// Limits implements network.Renderer.
func (a *Account) Limits() network.Limits {
	return network.Limits{
		Text: length.WeightedMax, Media: maxPictures, Alt: maxAlt, Address: a.address(sampleHandle, "9223372036854775807"),
		Film: &network.FilmLimits{
			Size: maxVideo, Shortest: 500 * time.Millisecond, Longest: 140 * time.Second, Width: 1280, Height: 1024, Rate: 60,
			Types: []string{"video/mp4"}, Captions: maxCaptions,
		},
	}
}

// Render implements network.Renderer. Every part is as X will keep it: in NFC,
// without white space around it. Every part but the first can stand alone.
func (a *Account) Render(c bot.Copy) ([]bot.Part, error) {
	return a.render(c, false)
}

// Follow implements network.Follower. Its first part, too, can stand alone.
func (a *Account) Follow(c bot.Copy) ([]bot.Part, error) {
	return a.render(c, true)
}

func (a *Account) render(c bot.Copy, follows bool) ([]bot.Part, error) {
	text, err := a.proper(c.Text)
	if err != nil {
		return nil, err
	}
	if err := a.takes(c.Media); err != nil {
		return nil, err
	}
	f := network.Fitting{Limits: a.Limits(), Count: length.Weighted, Name: a.o.Account.Name, Types: types(), Later: linkRoom}
	if follows {
		f.Limits.Text, f.Later = f.Limits.Text-linkRoom, 0
	}
	parts, err := network.Fit(text, c.Media, f)
	if err != nil {
		return nil, err
	}
	for i := range parts {
		parts[i].Limit, parts[i].Alone = length.WeightedMax, follows || i > 0
		if len(cashtag.FindAllString(parts[i].Text, 2)) > 1 {
			return nil, bot.Refuse(bot.ErrInvalid, "X allows one \"$\" name in a post, and %s has several in one. Write the others without \"$\".", a.o.Account.Name)
		}
	}
	return parts, nil
}

// cashtag is the short name of a security, which X allows once in a post.
var cashtag = regexp.MustCompile(`\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?\b`)

// proper is a text as X keeps it.
func (a *Account) proper(text string) (string, error) {
	if i := strings.IndexAny(text, "\ufffe\uffff\ufeff\x00"); i >= 0 {
		return "", bot.Refuse(bot.ErrInvalid, "The text has a character that X does not take, after %q. Type that place again.", tail(text[:i]))
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return norm.NFC.String(strings.TrimSpace(text)), nil
}

// tail is the end of a text, as much as a person needs to find it.
func tail(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-20):])
}

// maxCaptions is how many languages of captions a video may have: X says nothing of it,
// and nobody has more.
const maxCaptions = 20

// takes refuses pictures that X does not take. What it takes of videos is in Limits.
func (a *Account) takes(media []bot.MediaUse) error {
	for i, m := range media {
		switch {
		case m.IsVideo() && len([]rune(m.Alt)) > maxAlt:
			return bot.Refuse(bot.ErrInvalid, "The description of the video has %d characters; X takes %d. Shorten it.", len([]rune(m.Alt)), maxAlt)
		case m.IsVideo():
		case m.Size > maxPicture:
			return bot.Refuse(bot.ErrInvalid, "Picture %d has %d MB; X takes 5. Use a smaller one, or take %s off.", i+1, m.Size>>20, a.o.Account.Name)
		case m.Type == "image/gif" && len(media) > 1:
			return bot.Refuse(bot.ErrInvalid, "Picture %d is a GIF, which X shows only by itself. Use a JPEG or PNG, or take the others off.", i+1)
		case len([]rune(m.Alt)) > maxAlt:
			return bot.Refuse(bot.ErrInvalid, "The description of picture %d has %d characters; X takes %d. Shorten it.", i+1, len([]rune(m.Alt)), maxAlt)
		}
	}
	return nil
}
