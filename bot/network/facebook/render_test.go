package facebook_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network/facebook/facebooktest"
)

// A video goes alone, with its title; the pictures beside it are left out.
func TestRender(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	pic, film := picture("a", "One.").MediaUse, clip(1000).MediaUse
	parts, err := w.Render(bot.Copy{Text: " Look. \r\n", Title: "A car", Media: []bot.MediaUse{pic, film, pic}})
	must(t, err)
	if len(parts) != 1 || len(parts[0].Media) != 1 || !parts[0].Media[0].IsVideo() || parts[0].Title != "A car" || parts[0].Text != "Look." {
		t.Errorf("parts %+v", parts)
	}
	parts, err = w.Render(bot.Copy{Text: "Look.", Title: "A car", Media: []bot.MediaUse{pic, pic}})
	must(t, err)
	if len(parts) != 1 || len(parts[0].Media) != 2 || parts[0].Title != "" {
		t.Errorf("parts %+v", parts)
	}
	if p, err := w.Follow(bot.Copy{Text: strings.Repeat("x", 63150)}); err != nil || len(p) != 2 || !p[0].Alone || !p[1].Alone {
		t.Errorf("a follow-up without room for the link: %d parts, %v", len(p), err)
	}
}

// What Facebook does not take is refused before anybody approves it.
func TestRenderRefuses(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	film := func(change func(*bot.MediaUse)) bot.MediaUse {
		m := clip(1000).MediaUse
		v := *m.Video
		m.Video = &v
		change(&m)
		return m
	}
	pic := func(change func(*bot.MediaUse)) bot.MediaUse {
		m := picture("a", "One.").MediaUse
		change(&m)
		return m
	}
	none := func(*bot.MediaUse) {}
	for name, c := range map[string]bot.Copy{
		"two videos":      {Media: []bot.MediaUse{film(none), film(none)}},
		"a long video":    {Media: []bot.MediaUse{film(func(m *bot.MediaUse) { m.Video.Length = 5 * time.Hour })}},
		"a large video":   {Media: []bot.MediaUse{film(func(m *bot.MediaUse) { m.Size = 11e9 })}},
		"another video":   {Media: []bot.MediaUse{film(func(m *bot.MediaUse) { m.Type = "video/webm" })}},
		"a long title":    {Title: strings.Repeat("x", 256), Media: []bot.MediaUse{film(none)}},
		"a large picture": {Media: []bot.MediaUse{pic(func(m *bot.MediaUse) { m.Size = 4_100_000 })}},
		"another picture": {Media: []bot.MediaUse{pic(func(m *bot.MediaUse) { m.Type = "image/gif" })}},
		"a long alt":      {Media: []bot.MediaUse{pic(func(m *bot.MediaUse) { m.Alt = strings.Repeat("x", 1001) })}},
		"many captions":   {Media: []bot.MediaUse{film(func(m *bot.MediaUse) { m.Video.Captions = make([]bot.Caption, 21) })}},
		"eleven pictures": {Media: slices.Repeat([]bot.MediaUse{pic(none)}, 11*26)},
	} {
		c.Text = "Look."
		parts, err := w.Render(c)
		if r, ok := err.(*bot.Refusal); !ok || len(r.Text) < 20 { //nolint:errorlint // It is the refusal itself.
			t.Errorf("%s: %+v, %v", name, parts, err)
		}
	}
}
