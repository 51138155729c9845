package card_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// studio is a book of accounts that take videos, one of which shows only the
// middle of pictures.
func studio(t *testing.T) card.Book {
	t.Helper()
	b := book(t)
	b.Accounts = []bot.Account{
		{ID: "tube", Network: "youtube", Name: "Metro Police on YouTube"},
		{ID: "metro", Network: "x", Name: "Metro Police on X"},
		{ID: "page", Network: "facebook", Name: "Metro Police on Facebook"},
	}
	b.Crop = func(id bot.AccountID) float64 {
		if id == "metro" {
			return 16.0 / 9
		}
		return 0
	}
	b.Cropped = func(digest string, picture []byte, aspect float64) []byte {
		return fmt.Appendf(nil, "%s %s %.2f", digest, picture, aspect)
	}
	return b
}

func clip() bot.MediaUse {
	return bot.MediaUse{
		Digest: "v1", Type: "video/mp4", Name: "clip.mp4", Alt: "A dark car leaves a parking lot", Size: 120_000_000, Width: 1920, Height: 1080,
		Original: "o1", Edits: []bot.Cover{{Left: 125, Top: 0, Right: 250, Bottom: 200, From: 3 * time.Second, To: 7 * time.Second}},
		Video: &bot.Video{
			Length: 42 * time.Second, Codec: "h264", Sound: "aac", Rate: 30, Poster: "p1", At: 5 * time.Second,
			Captions: []bot.Caption{{Language: "en", Digest: "c1", Text: "Stop!\nPolice!", Size: 60}},
			Versions: []bot.Version{{Digest: "v2", Type: "video/mp4", Size: 4_000_000, Width: 1280, Height: 720, Rate: 30}},
		},
	}
}

func car() bot.MediaUse {
	return bot.MediaUse{Digest: "i1", Type: "image/jpeg", Name: "car.jpg", Size: 812_345, Width: 800, Height: 600, Original: "o2"}
}

// filmed is an appeal with a video and a picture, whose posts carry the address of
// the video.
func filmed(s bot.AppealState, f bot.Fallback) card.View {
	v := view(s)
	film, pic := clip(), car()
	text := "Watch {youtube}. Call 416-808-2222."
	v.Appeal.Content = bot.Content{
		Texts: map[string]string{"en": text}, Titles: map[string]string{"en": "Who knows this car?"},
		Media: []bot.MediaUse{film, pic}, Accounts: []bot.AccountID{"tube", "metro", "page"}, Fallback: f,
	}
	place := []bot.Place{{Name: "{youtube}", Account: "tube", Sample: "https://youtu.example/12345678901"}}
	without := []bot.Part{{Text: "Watch . Call 416-808-2222.", Count: 26, Limit: 280, Media: []bot.MediaUse{film.As(film.Video.Versions[0]), pic}}}
	if f == bot.FallStop {
		without = nil
	}
	v.Appeal.Plan.Renderings = []bot.Rendering{
		{Account: "tube", Language: "en", Parts: []bot.Part{{
			Text: "Watch. Call 416-808-2222.", Count: 25, Limit: 5000, Title: "Who knows this car?", Tags: []string{"police", "appeal"}, Playlist: "Appeals", Media: []bot.MediaUse{film},
		}}},
		{Account: "metro", Language: "en", Fallback: f, Without: without, Parts: []bot.Part{{
			Text: text, Count: 60, Limit: 280, Places: place, Media: []bot.MediaUse{film.As(film.Video.Versions[0]), pic},
		}}},
	}
	v.Media = map[string][]byte{"p1": []byte("poster"), "v2": []byte("film"), "i1": []byte("car"), "c1": []byte("WEBVTT\n\n00:01.000 --> 00:02.000\nStop!\n")}
	return v
}

func described(v card.View) card.View {
	v.Appeal.Content.Media[1].Alt = "A dark car"
	for i := range v.Appeal.Plan.Renderings {
		for _, parts := range [][]bot.Part{v.Appeal.Plan.Renderings[i].Parts, v.Appeal.Plan.Renderings[i].Without} {
			for _, p := range parts {
				for j := range p.Media {
					if p.Media[j].Digest == "i1" {
						p.Media[j].Alt = "A dark car"
					}
				}
			}
		}
	}
	return v
}

// What officers see of pictures and videos, from the file to the public.
func TestCardsOfMedia(t *testing.T) {
	b := studio(t)
	at := now.Add(-time.Minute).UTC()

	draft := filmed(bot.Editing, bot.FallWait)
	draft.Preps = []bot.Prep{
		{ID: "1", Name: "long.mov", State: bot.PrepWorking, Step: "converting", Percent: 63},
		{ID: "2", Name: "next.mov", State: bot.PrepWaiting},
		{ID: "3", Name: "odd\u202e.mov", State: bot.PrepFailed, Note: "It is longer than an hour."},
		{ID: "4", Name: "clip.mp4", State: bot.PrepWorking, Step: "reading", Replaces: "v1", Edits: clip().Edits},
		{ID: "5", Name: "gone.mov", State: bot.PrepDropped},
		{ID: "6", Name: "clip.mp4", State: bot.PrepDone},
	}
	silent := described(filmed(bot.Waiting, bot.FallWithout))
	silent.Appeal.Content.Media[0].Video.Captions, silent.Appeal.Content.Media[0].Video.NoSpeech = nil, true
	silent.Appeal.Content.Media[0].Video.Note = "Whether anything else is in the file could not be checked without ffmpeg."
	stop := described(filmed(bot.Waiting, bot.FallStop))

	post := func(account bot.AccountID, s bot.PostState, n int) bot.Post {
		return bot.Post{
			ID: bot.ID("p-" + account), Op: bot.OpCreate, Appeal: "a1", Case: "c1", Account: account, Language: "en", State: s,
			Digest: "d1", Due: now.UTC(), Exercise: true, Rendering: filmed(bot.Approved, bot.FallWait).Appeal.Plan.Renderings[n],
		}
	}
	carried := described(filmed(bot.Approved, bot.FallWait))
	tube, metro := post("tube", bot.PostQueued, 0), post("metro", bot.PostQueued, 1)
	tube.Carry = bot.Carry{Began: at, Sent: 63, Size: 100, Note: "sending the video"}
	metro.Note = "waits for YouTube"
	carried.Posts = []bot.Post{tube, metro}
	worked := carried
	tube.Carry = bot.Carry{Began: at, Sent: 100, Size: 100, Note: "YouTube is processing the video"}
	worked.Posts = []bot.Post{tube, metro}

	vain := described(filmed(bot.Approved, bot.FallWait))
	metro.State, metro.Note = bot.PostHeld, "The post on YouTube whose address belongs into it was refused."
	tube.State = bot.PostRefused
	vain.Posts = []bot.Post{tube, metro}

	before := described(filmed(bot.Editing, bot.FallWait)).Appeal.Content
	changed := described(filmed(bot.Editing, bot.FallStop))
	changed.Appeal.Content.Titles = map[string]string{"en": "Who knows this dark car?"}
	changed.Appeal.Content.Media = []bot.MediaUse{changed.Appeal.Content.Media[1], changed.Appeal.Content.Media[0]}
	changed.Appeal.Content.Media[1].Edits = nil

	for name, m := range map[string]chat.Message{
		"media-draft": b.Appeal(draft), "media-waiting": b.Appeal(silent), "media-stop": b.Preview(stop), "media-list": b.Media(draft),
		"media-carried": b.Status(carried), "media-processing": b.Status(worked), "ask-vain": b.Ask(metro, vain), "diff-media": b.Diff(changed, before),
	} {
		golden(t, name, m.Plain())
	}
	golden(t, "edit-media", asks(b.Edit(draft, []string{"en", "fr"})))
}

// A post that waits for one that may still become public is not sent without its
// address, and nothing is offered that was not approved.
func TestWithoutTheLinkOnlyInVain(t *testing.T) {
	b := studio(t)
	for _, tt := range []struct {
		awaited  bot.PostState
		digest   string
		fallback bot.Fallback
		want     bool
	}{
		{bot.PostQueued, "d1", bot.FallWait, false},
		{bot.PostSending, "d1", bot.FallWait, false},
		{bot.PostUnknown, "d1", bot.FallWait, false},
		{bot.PostPosted, "d1", bot.FallWait, false},
		{bot.PostRefused, "d1", bot.FallWait, true},
		{bot.PostDropped, "d1", bot.FallWait, true},
		{bot.PostRemoved, "d1", bot.FallWait, true},
		{bot.PostPosted, "other revision", bot.FallWait, true},
		{bot.PostRefused, "d1", bot.FallStop, false},
	} {
		v := filmed(bot.Approved, tt.fallback)
		p := bot.Post{Op: bot.OpCreate, Account: "metro", Digest: "d1", State: bot.PostHeld, Rendering: v.Appeal.Plan.Renderings[1]}
		v.Posts = []bot.Post{{Op: bot.OpCreate, Account: "tube", Digest: tt.digest, State: tt.awaited}, p}
		if got := slices.ContainsFunc(b.Ask(p, v).Buttons, func(b chat.Button) bool { return b.Action.Arg == card.DecideBare }); got != tt.want {
			t.Errorf("awaited %s of %s, fallback %q: offered %t, want %t", tt.awaited, tt.digest, tt.fallback, got, tt.want)
		}
	}
}

// Every byte that one approval lets out besides videos themselves is on the card:
// words, alternatives, titles, tags, captions as files, and pictures.
func TestCardShowsAllThatIsApproved(t *testing.T) {
	b := studio(t)
	v := described(filmed(bot.Waiting, bot.FallWithout))
	for name, m := range map[string]chat.Message{"card": b.Appeal(v), "preview": b.Preview(v)} {
		plain := m.Plain()
		for _, r := range v.Appeal.Plan.Renderings {
			for _, p := range append(slices.Clone(r.Parts), r.Without...) {
				for _, want := range append([]string{p.Text, p.Title, p.Playlist}, p.Tags...) {
					if !strings.Contains(plain, want) {
						t.Errorf("%s: %q is not on it", name, want)
					}
				}
				for _, use := range p.Media {
					if !strings.Contains(plain, use.Alt) {
						t.Errorf("%s: the description of %s is not on it", name, use.Name)
					}
				}
			}
		}
		var shown [][]byte
		for _, s := range m.Sections {
			for _, i := range s.Images {
				shown = append(shown, i.Data)
			}
		}
		for _, f := range m.Files {
			shown = append(shown, f.Data)
		}
		for digest, data := range v.Media {
			if !slices.ContainsFunc(shown, func(d []byte) bool { return bytes.Equal(d, data) }) {
				t.Errorf("%s: file %s is not on it", name, digest)
			}
		}
		if want := []byte("i1 car 1.78"); !slices.ContainsFunc(shown, func(d []byte) bool { return bytes.Equal(d, want) }) {
			t.Errorf("%s: what feeds show of the picture is not on it", name)
		}
	}
}

// A form asks for so many descriptions only that somebody fills them in: those that
// are missing first.
func TestEditAsksForWhatIsMissing(t *testing.T) {
	v := filmed(bot.Editing, bot.FallWait)
	v.Appeal.Content.Media = nil
	for i := range bot.MaxMedia {
		m := car()
		m.Digest = fmt.Sprint("i", i)
		if i < 7 {
			m.Alt = "A dark car"
		}
		v.Appeal.Content.Media = append(v.Appeal.Content.Media, m)
	}
	var asked []string
	f := studio(t).Edit(v, []string{"en", "fr"})
	for _, in := range f.Inputs {
		if strings.HasPrefix(in.Name, card.FieldAlt+".") {
			asked = append(asked, in.Name)
		}
		if strings.HasPrefix(in.Name, card.FieldTitle) {
			t.Errorf("%s is asked for without a video", in.Name)
		}
	}
	if want := []string{"alt.1", "alt.2", "alt.3", "alt.8", "alt.9", "alt.10"}; !slices.Equal(asked, want) {
		t.Errorf("it asks for %v, want %v", asked, want)
	}
	for _, in := range f.Inputs {
		if len(in.Label) > 24 || len(in.Hint) > 150 {
			t.Errorf("%q or its hint is too long", in.Label)
		}
	}
}

// What cannot be opened is left out of the card, which is shown all the same.
func TestSee(t *testing.T) {
	v := filmed(bot.Waiting, bot.FallWait)
	v.Media = nil
	v.See(shelf{"p1": "poster", "c1": "WEBVTT", "v1": "the whole", "v2": "a smaller version", "o1": "what was handed in"})
	want := map[string][]byte{"p1": []byte("poster"), "c1": []byte("WEBVTT"), "v2": []byte("a smaller version")}
	if d := cmp.Diff(want, v.Media); d != "" {
		t.Errorf("it sees (-want +got):\n%s", d)
	}
	v.See(shelf{"p1": strings.Repeat("p", 11<<20)})
	if len(v.Media) != 0 {
		t.Error("it sees what no chat takes")
	}
}

// shelf holds files by digest.
type shelf map[string]string

func (s shelf) Open(digest string) (bot.Blob, error) {
	data, ok := s[digest]
	if !ok {
		return nil, errors.New("it is damaged")
	}
	return page{strings.NewReader(data)}, nil
}

type page struct{ *strings.Reader }

func (page) Close() error { return nil }

// What is covered is named as officers chose it.
func TestCoversByTheirSquares(t *testing.T) {
	b := studio(t)
	for _, tt := range []struct {
		cover bot.Cover
		want  string
	}{
		{bot.Cover{Left: 125, Right: 250, Top: 400, Bottom: 600}, "Covered: B3\n"},
		{bot.Cover{Left: 250, Right: 500, Top: 200, Bottom: 600, From: time.Second, To: 2 * time.Second}, "Covered: C2:D3 from 0:01 to 0:02\n"},
		{bot.Cover{Right: 1000, Bottom: 1000}, "Covered: A1:H5\n"},
		{bot.Cover{Left: 100, Right: 250, Bottom: 500}, "Covered: 10 % to 25 % from the left and 0 % to 50 % from the top\n"},
		{bot.Cover{Left: 250, Right: 250, Bottom: 500}, "Covered: 25 % to 25 % from the left"},
	} {
		v := filmed(bot.Editing, bot.FallWait)
		v.Appeal.Content.Media[0].Edits = []bot.Cover{tt.cover}
		if got := b.Media(v).Plain(); !strings.Contains(got, tt.want) {
			t.Errorf("%+v: want %q in:\n%s", tt.cover, tt.want, got)
		}
	}
}

func TestClockAndSize(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0:00", 7 * time.Second: "0:07", 140 * time.Second: "2:20", time.Hour + 2*time.Minute + 3*time.Second: "1:02:03"} {
		if got := card.Clock(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 kB", 1: "1 kB", 99_999: "100 kB", 812_345: "0.8 MB", 24_000_000: "24 MB"} {
		if got := card.Size(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
