package youtube_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/youtube"
	"appealbot/bot/network/youtube/youtubetest"
)

func still() bot.MediaUse {
	return bot.MediaUse{Digest: "d", Type: "image/jpeg", Alt: "A car.", Size: 10, Width: 10, Height: 10}
}

func account1(t *testing.T, change func(*youtube.Options)) *youtube.Account {
	t.Helper()
	return open(t, "http://127.0.0.1:1", &ticker{now: evening}, secrets{newMemory()}, change)
}

func TestRender(t *testing.T) {
	a := account1(t, listed)
	f := film("clip", 1000).MediaUse
	parts, err := a.Render(bot.Copy{Text: " First line.\r\nSecond.\n", Media: []bot.MediaUse{still(), f, still()}})
	must(t, err)
	want := []bot.Part{{
		Text: "First line.\nSecond.", Count: 19, Limit: 5000, Media: []bot.MediaUse{f}, Title: "First line.",
		Tags: []string{"Metro Police", "appeal"}, Playlist: "PLappeals",
	}}
	if !reflect.DeepEqual(parts, want) {
		t.Errorf("rendered %+v", parts)
	}
	if l := a.Limits(); l.Address != "https://youtu.be/AAAAAAAAAAA" || l.Film == nil || l.Media != 1 {
		t.Errorf("limits %+v", l)
	}
}

func TestTitle(t *testing.T) {
	a := account1(t, nil)
	long := strings.Repeat("Witnesses of the collision are asked to call. ", 4)
	for _, x := range []struct{ given, text, want string }{
		{"Given", "Text.", "Given"},
		{" Spaces ", "Text.", "Spaces"},
		{"", "Short one\nand more.", "Short one"},
		{"", long, "Witnesses of the collision are asked to call. Witnesses of the collision are asked to call."},
		{"", strings.Repeat("word ", 30), strings.TrimSpace(strings.Repeat("word ", 20)) + "…"},
		{"", "Watch {metro} now.\nMore.", "Watch now."},
		{"", "{metro}\nWho saw it?", "Who saw it?"},
		{"", strings.Repeat("🚔", 60), strings.Repeat("🚔", 49) + "…"},
		{strings.Repeat("é", 100), "Text.", strings.Repeat("é", 100)},
	} {
		parts, err := a.Render(bot.Copy{Title: x.given, Text: x.text, Media: []bot.MediaUse{film("clip", 1000).MediaUse}})
		if err != nil || parts[0].Title != x.want {
			t.Errorf("%q, %.40q: %v %+v, want %q", x.given, x.text, err, parts, x.want)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	a := account1(t, nil)
	f := film("clip", 1000).MediaUse
	longer := f
	longer.Video = &bot.Video{Length: 13 * time.Hour}
	avi := f
	avi.Type = "video/x-msvideo"
	for name, x := range map[string]struct {
		c    bot.Copy
		want string
	}{
		"no video":             {bot.Copy{Text: "A.", Media: []bot.MediaUse{still()}}, "only videos"},
		"two videos":           {bot.Copy{Text: "A.", Media: []bot.MediaUse{f, f}}, "one video"},
		"no text":              {bot.Copy{Media: []bot.MediaUse{f}}, "needs a text"},
		"a long text":          {bot.Copy{Text: strings.Repeat("é", 2501), Media: []bot.MediaUse{f}}, "5002 bytes"},
		"brackets":             {bot.Copy{Text: "See <here>.", Media: []bot.MediaUse{f}}, `takes no "<", which stands in the text after "See "`},
		"brackets in a title":  {bot.Copy{Title: "A > B", Text: "A.", Media: []bot.MediaUse{f}}, "in the title"},
		"a long title":         {bot.Copy{Title: strings.Repeat("é", 101), Text: "A.", Media: []bot.MediaUse{f}}, "101 characters"},
		"a title of two lines": {bot.Copy{Title: "A\nB", Text: "A.", Media: []bot.MediaUse{f}}, "several lines"},
		"a place in a title":   {bot.Copy{Title: "See {metro}", Text: "A.", Media: []bot.MediaUse{f}}, "{metro}"},
		"nothing for a title":  {bot.Copy{Text: "{metro}", Media: []bot.MediaUse{f}}, "needs a title"},
		"a strange character":  {bot.Copy{Text: "A\x00.", Media: []bot.MediaUse{f}}, "does not take"},
		"a long video":         {bot.Copy{Text: "A.", Media: []bot.MediaUse{longer}}, "12:00:00"},
		"an unknown type":      {bot.Copy{Text: "A.", Media: []bot.MediaUse{avi}}, "video/mp4"},
	} {
		parts, err := a.Render(x.c)
		if r, ok := errors.AsType[*bot.Refusal](err); !ok || !strings.Contains(r.Text, x.want) {
			t.Errorf("%s: %+v, %v", name, parts, err)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for name, x := range map[string]struct {
		change func(*youtube.Options)
		want   string
	}{
		"no channel":      {func(o *youtube.Options) { o.Account.Handle = "Metro Police" }, "@MetroPolice"},
		"a wrong channel": {func(o *youtube.Options) { o.Channel = "metro" }, "UC"},
		"no project":      {func(o *youtube.Options) { o.ClientSecret = "" }, "client secret"},
		"no secrets":      {func(o *youtube.Options) { o.Secrets = nil }, "secrets"},
		"a category":      {func(o *youtube.Options) { o.Category = "news" }, "25"},
		"a playlist":      {func(o *youtube.Options) { o.Playlist = "https://youtube.com/playlist?list=a" }, "list="},
		"a tag":           {func(o *youtube.Options) { o.Tags = []string{"a,b"} }, "commas"},
		"many tags":       {func(o *youtube.Options) { o.Tags = strings.Fields(strings.Repeat("abcdefghi ", 51)) }, "509"},
		"an address":      {func(o *youtube.Options) { o.API = "youtube" }, "web server"},
	} {
		o := youtube.Options{
			Account: account, ClientID: youtubetest.ClientID, ClientSecret: youtubetest.ClientSecret, Secrets: secrets{newMemory()}, Now: time.Now,
		}
		x.change(&o)
		if _, err := youtube.New(o); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// "Metro Police" counts two more, for its quotation marks.
	fit := strings.Fields(strings.Repeat("abcdefghi ", 48))
	account1(t, func(o *youtube.Options) { o.Tags = append(fit, "Metro Police x1") })
}

// What the public sees of a comment nobody can tell, so the channel itself is asked.
func TestInspect(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	at := w.answer("k", "At the corner.", v, w.Reply("@eve-9", v, "Where?"))
	res := w.Publish(t.Context(), at)
	if res.Outcome != network.Done {
		t.Fatalf("answer = %+v", res)
	}
	for _, id := range []string{res.Remote, v} {
		if there, err := w.Inspect(t.Context(), id); err != nil || !there {
			t.Errorf("%s is not seen: %v", id, err)
		}
		if r := w.Remove(t.Context(), id); r.Outcome != network.Done {
			t.Fatalf("remove = %+v", r)
		}
		if there, err := w.Inspect(t.Context(), id); err != nil || there {
			t.Errorf("%s is seen although it is gone: %v", id, err)
		}
	}
	if _, err := w.Inspect(t.Context(), "../x"); err == nil {
		t.Error("something else was looked at")
	}
}

func TestTheRest(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, listed)
	at := w.attempt("one", words, film("clip", 1000))
	at.Part.Playlist = ""
	w.carry(&at)
	id := w.one().ID
	if s, err := w.Watch(t.Context(), id); err != nil || s.Public || !s.Hidden {
		t.Errorf("a private video is seen: %+v, %v", s, err)
	}
	w.Publish(t.Context(), at)
	if s, err := w.Watch(t.Context(), id); err != nil || !s.Public || s.Text != "" {
		t.Errorf("watch = %+v, %v", s, err)
	}
	w.Reply("@eve-9", w.Reply("@bob", id, "A."), "B.")
	got, err := w.Counts(t.Context(), []string{id, "AAAAAAAAAAA", "no video"})
	if c := got[id]; err != nil || len(got) != 1 || c.Replies != 2 || c.Likes != 5 || c.Views != 1234 || c.At.IsZero() {
		t.Errorf("counts = %+v, %v", got, err)
	}
	p := at.Part
	p.Text, p.Title = "Corrected.", "A new title"
	if res := w.Account.Edit(t.Context(), id, p); res.Outcome != network.Done || res.Remote != id {
		t.Errorf("edit = %+v", res)
	}
	if v := w.one(); v.Text != "Corrected." || v.Title != "A new title" || v.Language != "en" || len(v.Tags) != 2 || v.Privacy != "public" {
		t.Errorf("after the edit: %+v", v)
	}
	if res := w.Account.Edit(t.Context(), "AAAAAAAAAAA", p); res.Outcome != network.No {
		t.Errorf("edit what is not there = %+v", res)
	}
	if res := w.Account.Edit(t.Context(), "../../x", p); res.Outcome != network.No {
		t.Errorf("edit nothing = %+v", res)
	}
	w.Remove(t.Context(), id)
	if s, err := w.Watch(t.Context(), id); err != nil || s.Public || s.Hidden {
		t.Errorf("what is gone is seen: %+v, %v", s, err)
	}
	for _, id := range []string{"../x", "UgxAbcdefghijklmnopq"} {
		if _, err := w.Watch(t.Context(), id); err == nil {
			t.Errorf("%s was looked at", id)
		}
	}
	if res := w.Remove(t.Context(), "x"); res.Outcome != network.No {
		t.Errorf("remove nothing = %+v", res)
	}
	if res := w.Publish(t.Context(), at); res.Outcome != network.No || !strings.Contains(res.Note, "any more") {
		t.Errorf("publish what is gone = %+v", res)
	}
	bare := w.attempt("two", "Not carried.", film("clip", 1000))
	if res := w.Publish(t.Context(), bare); res.Outcome != network.Never {
		t.Errorf("publish what was not carried = %+v", res)
	}
	if res := w.Find(t.Context(), bare); res.Outcome != network.Never {
		t.Errorf("find what was not carried = %+v", res)
	}
}
