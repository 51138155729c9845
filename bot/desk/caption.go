package desk

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"

	"appealbot/bot"
)

// languageTag is what captions are labelled with: "en", "fr-CA".
var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`)

// Caption gives a video captions in one language, in the place of those that it
// had. Video is the digest of the media; empty for the only video. Data is the
// WebVTT file that t tells of. Without a language they are in the first one of
// the appeal.
func (d *Desk) Caption(ctx context.Context, by Actor, id bot.ID, video string, t bot.Caption, data []byte) (bot.Appeal, error) {
	digest, size, err := d.o.Files.Put(bytes.NewReader(data))
	if err != nil {
		return bot.Appeal{}, fmt.Errorf("keep captions: %w", err)
	}
	t.Digest, t.Size = digest, size
	return d.alter(ctx, by, id, "gave captions", func(c *change, a *bot.Appeal) (string, error) {
		i, err := c.video(*a, video)
		if err != nil {
			return "", err
		}
		if t.Language == "" {
			t.Language = a.Content.Languages()[0]
		}
		if !languageTag.MatchString(t.Language) {
			return "", bot.Refuse(bot.ErrInvalid, "%q is not a language. Name the file like clip.en.vtt, with one of: en, fr, pa and so on.", t.Language)
		}
		if err := c.keepFile(bot.Kept{Digest: digest, Size: size, Type: "text/vtt", Case: a.Case}); err != nil {
			return "", err
		}
		return t.Language + " " + digest, c.edit(a, "", func(content *bot.Content) {
			v := content.Media[i].Video
			v.NoSpeech = false
			if j := captionsIn(*v, t.Language); j >= 0 {
				v.Captions[j] = t
				return
			}
			v.Captions = append(v.Captions, t)
		})
	})
}

// Uncaption takes the captions in one language off a video. Video is the digest of
// the media; empty for the only video.
func (d *Desk) Uncaption(ctx context.Context, by Actor, id bot.ID, video, language string) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "took captions off", func(c *change, a *bot.Appeal) (string, error) {
		i, err := c.video(*a, video)
		if err != nil {
			return "", err
		}
		j := captionsIn(*a.Content.Media[i].Video, language)
		if j < 0 {
			return "", bot.Refuse(bot.ErrInvalid, "%s has no captions in %q.", a.Content.Called(i), language)
		}
		return language, c.edit(a, "", func(content *bot.Content) {
			v := content.Media[i].Video
			v.Captions = slices.Delete(v.Captions, j, j+1)
		})
	})
}

func captionsIn(v bot.Video, language string) int {
	return slices.IndexFunc(v.Captions, func(c bot.Caption) bool { return c.Language == language })
}

// video returns which of the media is meant by a digest: empty for the only video.
func (c *change) video(a bot.Appeal, digest string) (int, error) {
	if digest != "" {
		i := a.Content.Medium(digest)
		switch {
		case i < 0:
			return i, notThere()
		case !a.Content.Media[i].IsVideo():
			return i, bot.Refuse(bot.ErrInvalid, "%s is no video.", a.Content.Called(i))
		}
		return i, nil
	}
	var found []int
	for i, m := range a.Content.Media {
		if m.IsVideo() {
			found = append(found, i)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		ps, err := c.PrepsOf(a.ID)
		if err != nil {
			return -1, err
		}
		if i := slices.IndexFunc(ps, bot.Prep.Open); i >= 0 {
			return -1, bot.Refuse(bot.ErrStale, "%s is still being prepared. Drop the captions again when the card says that it is ready.", ps[i].Name)
		}
		return -1, bot.Refuse(bot.ErrInvalid, "The appeal has no video that captions could go with. Drop the video first.")
	}
	return -1, bot.Refuse(bot.ErrInvalid, "The appeal has %d videos. Say which one is meant: name the file like it, with the language at the end, for example %s.",
		len(found), "clip.en.vtt for clip.mp4")
}
