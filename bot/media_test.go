package bot_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

func video() bot.MediaUse {
	return bot.MediaUse{
		Digest: "d", Type: "video/mp4", Name: "clip.mp4", Alt: "a car", Size: 9, Width: 1920, Height: 1080, Original: "o",
		Video: &bot.Video{
			Length: time.Minute, Sound: "aac", Rate: 30, Poster: "p",
			Captions: []bot.Caption{{Language: "en", Digest: "c"}},
			Versions: []bot.Version{{Digest: "v", Type: "video/mp4", Size: 3, Width: 640, Height: 360, Rate: 25}},
		},
	}
}

func rich() bot.Plan {
	p := plan()
	part := &p.Renderings[0].Parts[0]
	part.Title, part.Tags, part.Playlist = "Who knows it?", []string{"toronto"}, "PL1"
	part.Text = "one {youtube}"
	part.Places = []bot.Place{{Name: "{youtube}", Account: "tube", Sample: "https://youtu.be/x"}}
	part.Media = []bot.MediaUse{video()}
	p.Renderings[0].Without = []bot.Part{{Text: "one"}}
	return p
}

// Whatever the public would see of a video, its words and the links differently
// changes the digest, and nothing else does.
func TestTheDigestCoversVideosTitlesAndPlaces(t *testing.T) {
	seen := map[string]string{rich().Digest(): "the original", plan().Digest(): "the plain one"}
	first := func(p *bot.Plan) *bot.Part { return &p.Renderings[0].Parts[0] }
	film := func(p *bot.Plan) *bot.Video { return first(p).Media[0].Video }
	for name, change := range map[string]func(*bot.Plan){
		"title":            func(p *bot.Plan) { first(p).Title = "Who knows him?" },
		"no title":         func(p *bot.Plan) { first(p).Title = "" },
		"tag":              func(p *bot.Plan) { first(p).Tags[0] = "ottawa" },
		"tags joined":      func(p *bot.Plan) { first(p).Tags = []string{"toronto", ""} },
		"playlist":         func(p *bot.Plan) { first(p).Playlist = "PL2" },
		"place":            func(p *bot.Plan) { first(p).Places[0].Name = "{tube}" },
		"account of place": func(p *bot.Plan) { first(p).Places[0].Account = "other" },
		"no place":         func(p *bot.Plan) { first(p).Places = nil },
		"without":          func(p *bot.Plan) { p.Renderings[0].Without[0].Text = "One" },
		"media without":    func(p *bot.Plan) { p.Renderings[0].Without[0].Media = []bot.MediaUse{video()} },
		"title without":    func(p *bot.Plan) { p.Renderings[0].Without[0].Title = "x" },
		"alone without":    func(p *bot.Plan) { p.Renderings[0].Without[0].Alone = true },
		"nothing without":  func(p *bot.Plan) { p.Renderings[0].Without = nil },
		"goes without":     func(p *bot.Plan) { p.Renderings[0].Fallback = bot.FallWithout },
		"stops":            func(p *bot.Plan) { p.Renderings[0].Fallback = bot.FallStop },
		"video":            func(p *bot.Plan) { first(p).Media[0].Digest = "d2" },
		"description":      func(p *bot.Plan) { first(p).Media[0].Alt = "a van" },
		"poster":           func(p *bot.Plan) { film(p).Poster = "p2" },
		"captions":         func(p *bot.Plan) { film(p).Captions[0].Digest = "c2" },
		"language":         func(p *bot.Plan) { film(p).Captions[0].Language = "fr" },
		"no captions":      func(p *bot.Plan) { film(p).Captions = nil },
		"a picture":        func(p *bot.Plan) { first(p).Media[0].Video = nil },
		"title and place":  func(p *bot.Plan) { first(p).Title, first(p).Places = "{youtube}", nil },
		"parts and otherwise": func(p *bot.Plan) {
			p.Renderings[0].Parts, p.Renderings[0].Without = p.Renderings[0].Without, p.Renderings[0].Parts
		},
	} {
		p := rich()
		change(&p)
		d := p.Digest()
		if other, same := seen[d]; same {
			t.Errorf("%s has the digest of %s", name, other)
		}
		seen[d] = name
	}
	for name, change := range map[string]func(*bot.Plan){
		"sample":   func(p *bot.Plan) { first(p).Places[0].Sample = "https://youtu.be/y" },
		"name":     func(p *bot.Plan) { first(p).Media[0].Name = "other.mp4" },
		"words":    func(p *bot.Plan) { film(p).Captions[0].Text = "said" },
		"original": func(p *bot.Plan) { first(p).Media[0].Original = "o2" },
	} {
		p := rich()
		change(&p)
		if got := p.Digest(); seen[got] != "the original" {
			t.Errorf("%s is not public and changes the digest", name)
		}
	}
}

func TestWhatMediaLack(t *testing.T) {
	silent, mute, said := video(), video(), video()
	silent.Video.Captions = nil
	mute.Video.Captions, mute.Video.Sound = nil, ""
	said.Video.Captions, said.Video.NoSpeech = nil, true
	bare := silent
	bare.Alt = ""
	for _, c := range []struct {
		name  string
		m     bot.MediaUse
		lacks []string
	}{
		{"captioned", video(), nil},
		{"without sound", mute, nil},
		{"nobody speaks", said, nil},
		{"speech", silent, []string{"no captions"}},
		{"everything", bare, []string{"no description", "It has sound and no captions"}},
		{"picture", bot.MediaUse{Digest: "d"}, []string{"no description"}},
		{"described picture", bot.MediaUse{Digest: "d", Alt: "a car"}, nil},
	} {
		got := c.m.Lacks()
		if (got == "") != (len(c.lacks) == 0) {
			t.Errorf("%s lacks %q", c.name, got)
		}
		for _, l := range c.lacks {
			if !strings.Contains(got, l) {
				t.Errorf("%s lacks %q, which does not say %q", c.name, got, l)
			}
		}
	}
	c := bot.Content{Media: []bot.MediaUse{video(), silent, {Digest: "x"}}}
	if got := c.Lacks(); !strings.HasPrefix(got, "Video 2 (clip.mp4) has sound and no captions.") {
		t.Errorf("the content lacks %q", got)
	}
	c.Media = c.Media[2:]
	if got := c.Lacks(); !strings.HasPrefix(got, "Picture 1 has no description.") {
		t.Errorf("the content lacks %q", got)
	}
	if got := (bot.Content{}).Lacks(); got != "" {
		t.Errorf("nothing lacks %q", got)
	}
}

func TestOrderOfMedia(t *testing.T) {
	of := func() bot.Content {
		return bot.Content{Media: []bot.MediaUse{{Digest: "a"}, {Digest: "b"}, {Digest: "c"}, {Digest: "d"}}}
	}
	for _, c := range []struct {
		first []string
		want  string
	}{{nil, "abcd"}, {[]string{"c"}, "cabd"}, {[]string{"d", "b"}, "dbac"}, {[]string{"x", "b"}, "bacd"}, {[]string{"a", "b", "c", "d"}, "abcd"}} {
		content := of()
		content.Order(c.first...)
		got := ""
		for _, m := range content.Media {
			got += m.Digest
		}
		if got != c.want {
			t.Errorf("%v first: %s, want %s", c.first, got, c.want)
		}
	}
	if c := of(); c.Medium("c") != 2 || c.Medium("x") != -1 || c.Medium("") != -1 {
		t.Error("media are not found where they are")
	}
}

func TestFilesOfAVideo(t *testing.T) {
	if got := video().Files(); !slices.Equal(got, []string{"d", "p", "c", "v", "o"}) {
		t.Errorf("files are %v", got)
	}
	small := video().As(video().Video.Versions[0])
	if small.Digest != "v" || small.Width != 640 || small.Video.Rate != 25 || small.Video.Versions != nil || small.Video.Poster != "p" {
		t.Errorf("the smaller version is %+v", small)
	}
	whole := video()
	whole.As(whole.Video.Versions[0])
	if whole.Video.Rate != 30 || len(whole.Video.Versions) != 1 {
		t.Error("taking a version changed the whole")
	}
}

func TestCheckCovers(t *testing.T) {
	ok := bot.Cover{Left: 0, Top: 0, Right: 1000, Bottom: 1}
	timed := ok
	timed.From, timed.To = time.Second, 2*time.Second
	open := ok
	open.From = time.Second
	for _, c := range []struct {
		name   string
		covers []bot.Cover
		length time.Duration
		fits   bool
	}{
		{"none", nil, 0, true},
		{"picture", []bot.Cover{ok}, 0, true},
		{"times in a picture", []bot.Cover{timed}, 0, false},
		{"times in a video", []bot.Cover{timed}, time.Minute, true},
		{"from then on", []bot.Cover{open}, time.Minute, true},
		{"after its end", []bot.Cover{timed}, time.Second, false},
		{"backwards", []bot.Cover{{Right: 1, Bottom: 1, From: 2, To: 1}}, time.Minute, false},
		{"before its beginning", []bot.Cover{{Right: 1, Bottom: 1, From: -1, To: 1}}, time.Minute, false},
		{"nothing", []bot.Cover{{}}, 0, false},
		{"left of it", []bot.Cover{{Left: -1, Right: 1, Bottom: 1}}, 0, false},
		{"below it", []bot.Cover{{Right: 1, Bottom: 1001}}, 0, false},
		{"one of two", []bot.Cover{ok, {}}, 0, false},
		{"too many", slices.Repeat([]bot.Cover{ok}, 101), 0, false},
	} {
		if err := bot.CheckCovers(c.covers, c.length); (err == nil) != c.fits || err != nil && !errors.Is(err, bot.ErrInvalid) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestFileName(t *testing.T) {
	for name, want := range map[string]string{
		"clip.mp4":                    "clip.mp4",
		"../../etc/passwd":            "passwd",
		`C:\Users\ann\clip.mp4`:       "clip.mp4",
		"a\u202eb\x00.mp4":            "ab.mp4",
		"two\nlines\t.mp4":            "two lines .mp4",
		"":                            "The file",
		"...":                         "The file",
		"\xff\xfe":                    "The file",
		strings.Repeat("ä", 150):      strings.Repeat("ä", 99) + "…",
		"<!channel> & <script>.mp4":   "<!channel> & <script>.mp4",
		"/":                           "The file",
		"été à Montréal – 2 (1).mp4 ": "été à Montréal – 2 (1).mp4",
	} {
		if got := bot.FileName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}
