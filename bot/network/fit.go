package network

import (
	"slices"
	"strings"

	"appealbot/bot"
)

// maxParts is the length of the longest thread. Nobody reads further.
const maxParts = 25

// Fitting is how one account wants its posts.
type Fitting struct {
	Limits Limits
	// Count is the length of a text as the network counts it.
	Count func(string) int
	// Name is the account as officers know it, for refusals.
	Name string
	// Types are the types of picture that the account takes; none means any.
	Types []string
	// Later is the room to leave in every part but the first, in the
	// network's own unit: for what is added when such a part has to stand
	// alone.
	Later int
}

// Fit is Render for networks that have nothing of their own to say about it:
// it splits text into a numbered thread and puts the media on its first parts.
// It is pure. It returns a *bot.Refusal when the content does not fit.
func Fit(text string, media []bot.MediaUse, f Fitting) ([]bot.Part, error) {
	if strings.TrimSpace(text) == "" {
		return nil, bot.Refuse(bot.ErrInvalid, "%s needs a text. Write one, or take the account off.", f.Name)
	}
	media, err := f.checkMedia(media)
	if err != nil {
		return nil, err
	}
	var texts []string
	ok := f.Count(text) <= maxParts*f.Limits.Text
	if ok {
		texts, ok = splitter{limit: f.Limits.Text, later: f.Later, count: f.Count}.all(text, true)
	}
	if !ok || len(texts) > maxParts {
		return nil, bot.Refuse(bot.ErrInvalid,
			"The text does not fit into a thread of %d posts on %s, which takes %d characters in each. Shorten it, or take the account off.",
			maxParts, f.Name, f.Limits.Text)
	}
	parts := make([]bot.Part, len(texts))
	for i, t := range texts {
		parts[i] = bot.Part{Text: t, Count: f.Count(t), Limit: f.Limits.Text}
		n := f.take(media)
		if n > 0 {
			parts[i].Media = media[:n:n]
			media = media[n:]
		}
	}
	if len(media) > 0 {
		return nil, bot.Refuse(bot.ErrInvalid,
			"%s does not show so many pictures and videos with a text of this length: %d are left over, and %d fit into one post (a video stands alone). Take some off, or take the account off.",
			f.Name, len(media), f.Limits.Media)
	}
	return parts, nil
}

// take returns how many of the media go into the next part: pictures together, a
// video alone unless the network shows both in one post.
func (f Fitting) take(media []bot.MediaUse) int {
	n, films := 0, 0
	for _, m := range media {
		switch {
		case n == f.Limits.Media:
			return n
		case m.IsVideo():
			if films > 0 || n > 0 && !f.Limits.Film.Beside {
				return n
			}
			films++
		case films > 0 && !f.Limits.Film.Beside:
			return n
		}
		n++
	}
	return n
}

// checkMedia returns the media in the versions that the account takes.
func (f Fitting) checkMedia(media []bot.MediaUse) ([]bot.MediaUse, error) {
	media = slices.Clone(media)
	for i, m := range media {
		if m.IsVideo() {
			var err error
			if media[i], err = f.Limits.Film.Film(m, f.Name); err != nil {
				return nil, err
			}
		} else if len(f.Types) > 0 && !slices.Contains(f.Types, m.Type) {
			return nil, bot.Refuse(bot.ErrInvalid, "Picture %d is of type %q, which %s does not take. Use one of: %s.",
				i+1, m.Type, f.Name, strings.Join(f.Types, ", "))
		}
		if n := Graphemes(m.Alt); f.Limits.Alt > 0 && n > f.Limits.Alt {
			return nil, bot.Refuse(bot.ErrInvalid, "The description of picture %d has %d characters; %s takes %d. Shorten it.",
				i+1, n, f.Name, f.Limits.Alt)
		}
	}
	return media, nil
}
