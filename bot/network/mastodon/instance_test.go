package mastodon_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/mastodon/mastodontest"
)

func mediaUses(ms ...bot.MediaUse) []bot.MediaUse { return ms }

// The same text has the same parts after a restart, with or without a network.
func TestLimitsAreRemembered(t *testing.T) {
	for name, kind := range map[string]mastodontest.Kind{"since 4.0": mastodontest.Mastodon, "before": mastodontest.Mastodon41} {
		t.Run(name, func(t *testing.T) {
			s := mastodontest.NewServer(mastodontest.Options{Kind: kind, Now: clock, Characters: 300, PerURL: 30, Media: 6})
			h := httptest.NewServer(s.Handler())
			mem := newMemory()
			change := func(o *mastodon.Options) { o.Secrets, o.Remember = holding(t, "t"), mem }
			a := open(t, h.URL, change)
			limits := func(text, media int) network.Limits {
				return network.Limits{
					Text: text, Media: media, Alt: 1500, Address: h.URL + "/users/metro/statuses/01234567-89ab-cdef-0123-456789abcdef",
					Film: &network.FilmLimits{Size: 103809024, Width: 3840, Height: 2160, Rate: 120, Types: []string{"video/mp4"}},
				}
			}
			if got := a.Limits(); !reflect.DeepEqual(got, limits(500, 4)) {
				t.Errorf("before it was asked: %+v", got)
			}
			must(t, a.Learn(t.Context()))
			want := limits(300, 6)
			if got := a.Limits(); !reflect.DeepEqual(got, want) {
				t.Errorf("learned %+v, want %+v", got, want)
			}
			text := strings.Repeat("Witnesses are asked to look at https://metro.example/t. ", 12)
			before, err := a.Render(bot.Copy{Text: text, Language: "en"})
			must(t, err)
			h.Close()
			b := open(t, h.URL, change)
			if err := b.Learn(t.Context()); err == nil {
				t.Error("it learned from nobody")
			}
			after, err := b.Render(bot.Copy{Text: text, Language: "en"})
			must(t, err)
			if !reflect.DeepEqual(b.Limits(), want) || !reflect.DeepEqual(before, after) || b.Capabilities().Idempotent != a.Capabilities().Idempotent {
				t.Errorf("after a restart: %+v and %d parts, before %d", b.Limits(), len(after), len(before))
			}
		})
	}
}

// Limits that cannot be kept are not used, and nonsense is not believed.
func TestLimitsAreKeptBeforeTheyAreUsed(t *testing.T) {
	s := mastodontest.NewServer(mastodontest.Options{Now: clock, Characters: 300})
	h := httptest.NewServer(s.Handler())
	t.Cleanup(h.Close)
	mem := newMemory()
	mem.fail = true
	a := open(t, h.URL, func(o *mastodon.Options) { o.Secrets, o.Remember = holding(t, "t"), mem })
	if err := a.Learn(t.Context()); !errors.Is(err, errDisk) || a.Limits().Text != 500 {
		t.Errorf("learned %+v, %v", a.Limits(), err)
	}
	for _, answer := range []string{
		`{}`, `[]`, `null`, `{"version":"4.5.0","configuration":{"statuses":{"max_characters":3}}}`,
		`{"version":"4.5.0","configuration":{"statuses":{"max_characters":-1}}}`,
		`{"version":"4.5.0","configuration":{"statuses":{"max_characters":500,"characters_reserved_per_url":501}}}`,
	} {
		silly := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(answer)) }))
		t.Cleanup(silly.Close)
		b := open(t, silly.URL, func(o *mastodon.Options) { o.Secrets = holding(t, "t") })
		if err := b.Learn(t.Context()); err == nil || b.Limits().Text != 500 {
			t.Errorf("%s: learned %+v, %v", answer, b.Limits(), err)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for name, change := range map[string]func(*mastodon.Options){
		"no server":   func(o *mastodon.Options) { o.Server = "" },
		"a path":      func(o *mastodon.Options) { o.Server = "https://mastodon.example/@metro" },
		"no scheme":   func(o *mastodon.Options) { o.Server = "mastodon.example" },
		"plain HTTP":  func(o *mastodon.Options) { o.Server = "http://mastodon.example" },
		"a password":  func(o *mastodon.Options) { o.Server = "https://a:b@mastodon.example" },
		"visibility":  func(o *mastodon.Options) { o.Visibility = "private" },
		"idempotency": func(o *mastodon.Options) { o.Idempotency = "perhaps" },
		"no secrets":  func(o *mastodon.Options) { o.Secrets = nil },
		"no clock":    func(o *mastodon.Options) { o.Now = nil },
	} {
		o := mastodon.Options{Account: account, Server: "https://mastodon.example", Secrets: holding(t, "t"), Now: clock}
		change(&o)
		if a, err := mastodon.New(o); err == nil {
			a.Close()
			t.Errorf("%s: no error", name)
		}
	}
}
