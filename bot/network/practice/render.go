package practice

import (
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
)

// render fits an appeal to the account.
func (p Profile) render(c bot.Copy) ([]bot.Part, error) {
	if p.Films {
		return p.renderFilm(c)
	}
	parts, err := p.fit(c.Text, c.Media)
	if err != nil || p.Title == 0 {
		return parts, err
	}
	for i := range parts {
		if len(parts[i].Media) > 0 && parts[i].Media[0].IsVideo() {
			if parts[i].Title, err = p.given(c.Title); err != nil {
				return nil, err
			}
		}
	}
	return parts, nil
}

// renderFilm is a text below one video. Pictures beside it are left to the other
// accounts.
func (p Profile) renderFilm(c bot.Copy) ([]bot.Part, error) {
	var films []bot.MediaUse
	for _, m := range c.Media {
		if m.IsVideo() {
			films = append(films, m)
		}
	}
	n := p.Count(c.Text)
	switch {
	case strings.TrimSpace(c.Text) == "":
		return nil, bot.Refuse(bot.ErrInvalid, "%s needs a text. Write one, or take the account off.", p.Name)
	case n > p.Limits.Text:
		return nil, bot.Refuse(bot.ErrInvalid,
			"The text has %d bytes; %s takes %d below a video. (Letters beyond English count as two or more.) Shorten it, or take the account off.", n, p.Name, p.Limits.Text)
	case len(films) == 0:
		return nil, bot.Refuse(bot.ErrIncomplete, "%s takes only videos, and the appeal has none. Drop one into the thread, or take the account off.", p.Name)
	case len(films) > 1:
		return nil, bot.Refuse(bot.ErrInvalid, "%s takes one video in a post, and the appeal has %d. Take the others off, or take the account off.", p.Name, len(films))
	}
	f := network.Fitting{Limits: p.Limits, Count: p.Count, Name: p.Name}
	parts, err := network.Fit(c.Text, films, f)
	if err != nil {
		return nil, err
	}
	title, err := p.given(c.Title)
	if err == nil && title == "" {
		title, err = p.headline(c.Text)
	}
	parts[0].Title = title
	return parts, err
}

// given is the title that an officer wrote.
func (p Profile) given(title string) (string, error) {
	title = strings.Join(strings.Fields(title), " ")
	if names := bot.PlaceNames(title); len(names) > 0 {
		return "", bot.Refuse(bot.ErrInvalid, "The title has %s in it, and no address can stand in a title. Take it out.", names[0])
	}
	if n := network.Graphemes(title); n > p.Title {
		return "", bot.Refuse(bot.ErrInvalid, "The title has %d characters; %s takes %d. Shorten it.", n, p.Name, p.Title)
	}
	return title, nil
}

// headline makes a title of the beginning of a text.
func (p Profile) headline(text string) (string, error) {
	for _, name := range bot.PlaceNames(text) {
		text = bot.Unplaced(text, name)
	}
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = strings.Join(strings.Fields(line), " ")
	if network.Graphemes(line) <= p.Title && line != "" {
		return line, nil
	}
	pieces, ok := network.Split(line, p.Title-1, network.Graphemes, false)
	if !ok || len(pieces) == 0 {
		return "", bot.Refuse(bot.ErrInvalid, "%s needs a title of at most %d characters. Press Edit and write one.", p.Name, p.Title)
	}
	return pieces[0] + "…", nil
}
