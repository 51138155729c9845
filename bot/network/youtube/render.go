package youtube

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"appealbot/bot"
	"appealbot/bot/network"
)

// What YouTube takes (developers.google.com/youtube/v3/docs/videos, and
// support.google.com/youtube/answer/71673, read 2026-11).
const (
	maxText    = 5000 // bytes
	maxTitle   = 100  // characters
	maxSize    = 256 << 30
	maxLength  = 12 * time.Hour
	maxComment = 10_000 // characters
)

// film is what is taken of videos: YouTube converts whatever it gets.
func film() *network.FilmLimits {
	return &network.FilmLimits{
		Size: maxSize, Longest: maxLength, Shortest: time.Second, Captions: 100,
		Types: []string{"video/mp4", "video/quicktime", "video/webm"},
	}
}

// Limits implements network.Renderer.
func (a *Account) Limits() network.Limits {
	return network.Limits{Text: maxText, Media: 1, Address: address("AAAAAAAAAAA"), Film: film()}
}

// Render implements network.Renderer. A post is one video; pictures beside it are
// left to the other accounts.
func (a *Account) Render(c bot.Copy) ([]bot.Part, error) {
	who := a.o.Account.Name
	text, err := a.proper(c.Text, "text")
	if err != nil {
		return nil, err
	}
	var films []bot.MediaUse
	for _, m := range c.Media {
		if m.IsVideo() {
			films = append(films, m)
		}
	}
	switch {
	case text == "":
		return nil, bot.Refuse(bot.ErrInvalid, "%s needs a text. Write one, or take the account off.", who)
	case len(text) > maxText:
		return nil, bot.Refuse(bot.ErrInvalid,
			"The text has %d bytes; %s takes %d below a video. (Letters beyond English count as two or more.) Shorten it, or take the account off.", len(text), who, maxText)
	case len(films) == 0:
		return nil, bot.Refuse(bot.ErrIncomplete, "%s takes only videos, and the appeal has none. Drop one into the thread, or take the account off.", who)
	case len(films) > 1:
		return nil, bot.Refuse(bot.ErrInvalid, "%s takes one video in a post, and the appeal has %d. Take the others off, or take the account off.", who, len(films))
	}
	m, err := film().Film(films[0], who)
	if err != nil {
		return nil, err
	}
	if n := len(m.Video.Captions); n > film().Captions {
		return nil, bot.Refuse(bot.ErrInvalid, "The video has captions in %d languages; %s takes %d. Take some off.", n, who, film().Captions)
	}
	title, err := a.title(c.Title, text)
	if err != nil {
		return nil, err
	}
	return []bot.Part{{
		Text: text, Count: len(text), Limit: maxText, Media: []bot.MediaUse{m},
		Title: title, Tags: slices.Clone(a.o.Tags), Playlist: a.o.Playlist,
	}}, nil
}

// proper is a text as YouTube keeps it. what names it for refusals.
func (a *Account) proper(text, what string) (string, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if i := strings.IndexAny(text, "<>"); i >= 0 {
		return "", bot.Refuse(bot.ErrInvalid, "%s takes no %q, which stands in the %s after %q. Write it in words.",
			a.o.Account.Name, text[i:i+1], what, tail(text[:i]))
	}
	if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && r != '\t' && unicode.Is(unicode.Cc, r) }); i >= 0 {
		return "", bot.Refuse(bot.ErrInvalid, "The %s has a character that %s does not take, after %q. Type that place again.",
			what, a.o.Account.Name, tail(text[:i]))
	}
	return text, nil
}

// tail is the end of a text, as much as a person needs to find it.
func tail(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-20):])
}

// title is the video's title: what was given, or else the beginning of the text.
func (a *Account) title(given, text string) (string, error) {
	given, err := a.proper(given, "title")
	if err != nil {
		return "", err
	}
	if given != "" {
		switch {
		case units(given) > maxTitle:
			return "", bot.Refuse(bot.ErrInvalid, "The title has %d characters; %s takes %d. Shorten it.", units(given), a.o.Account.Name, maxTitle)
		case strings.ContainsAny(given, "\n\t"):
			return "", bot.Refuse(bot.ErrInvalid, "The title has several lines; %s takes one. Write it in one line.", a.o.Account.Name)
		case len(bot.PlaceNames(given)) > 0:
			return "", bot.Refuse(bot.ErrInvalid, "The title has %s in it, and no address can stand in a title. Take it out.", bot.PlaceNames(given)[0])
		}
		return given, nil
	}
	for _, name := range bot.PlaceNames(text) {
		text = bot.Unplaced(text, name)
	}
	line, _, _ := strings.Cut(text, "\n")
	line = strings.Join(strings.Fields(line), " ")
	if line == "" {
		return "", bot.Refuse(bot.ErrInvalid, "%s needs a title, and the text has nothing to make one of. Press Edit and write one.", a.o.Account.Name)
	}
	if units(line) <= maxTitle {
		return line, nil
	}
	pieces, ok := network.Split(line, maxTitle-1, units, false)
	if !ok || len(pieces) == 0 {
		return "", bot.Refuse(bot.ErrInvalid, "%s needs a title of at most %d characters. Press Edit and write one.", a.o.Account.Name, maxTitle)
	}
	if first := pieces[0]; strings.HasSuffix(first, ".") || strings.HasSuffix(first, "!") || strings.HasSuffix(first, "?") {
		return first, nil
	}
	return begun(line, pieces[0]) + "…", nil
}

// begun is as many words of a line as leave room for one more character, or what
// was given where its first word is too long.
func begun(line, given string) string {
	end := 0
	for i := range line {
		if line[i] == ' ' && units(line[:i]) < maxTitle {
			end = i
		}
	}
	if end == 0 {
		return given
	}
	return line[:end]
}

// Answer implements network.Answerer: a comment below the one that it answers.
func (a *Account) Answer(r bot.Reply, c bot.Copy) ([]bot.Part, error) {
	who := a.o.Account.Name
	text := strings.TrimSpace(strings.ReplaceAll(c.Text, "\r\n", "\n"))
	switch {
	case !aComment.MatchString(r.Remote):
		return nil, bot.Refuse(bot.ErrInvalid, "This is no comment that can be answered on %s from here. Answer it in YouTube Studio.", who)
	case len(c.Media) > 0:
		return nil, bot.Refuse(bot.ErrInvalid, "Comments on %s have no pictures or videos. Take them off.", who)
	case text == "":
		return nil, bot.Refuse(bot.ErrInvalid, "%s needs a text. Write the answer.", who)
	case units(text) > maxComment:
		return nil, bot.Refuse(bot.ErrInvalid, "The answer has %d characters; %s takes %d. Shorten it.", units(text), who, maxComment)
	}
	return []bot.Part{{Text: text, Count: units(text), Limit: maxComment}}, nil
}
