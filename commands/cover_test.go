package commands

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

func TestCutSpan(t *testing.T) {
	for _, tt := range []struct {
		in, rest string
		from, to time.Duration
		ok       bool
	}{
		{"B3 C4 0:03-0:07", "B3 C4", 3 * time.Second, 7 * time.Second, true},
		{"B3:D5 0:03–0:07", "B3:D5", 3 * time.Second, 7 * time.Second, true}, // as phones write it
		{"0:03-0:07", "", 3 * time.Second, 7 * time.Second, true},
		{"B3 0:03.5-1:02:30 ", "B3", 3500 * time.Millisecond, time.Hour + 2*time.Minute + 30*time.Second, true},
		{"B3 C4", "B3 C4", 0, 0, false},
		{"B3:D5", "B3:D5", 0, 0, false},
		{"B3 0:03", "B3 0:03", 0, 0, false},
		{"B3 0:03-", "B3 0:03-", 0, 0, false},
		{"B3 0:03-0:07-0:09", "B3 0:03-0:07-0:09", 0, 0, false},
		{"B3 3-7", "B3 3-7", 0, 0, false},
		{"", "", 0, 0, false},
	} {
		rest, from, to, ok := cutSpan(tt.in)
		if !ok {
			from, to = 0, 0
		}
		if rest != tt.rest || from != tt.from || to != tt.to || ok != tt.ok {
			t.Errorf("%q: %q, %s to %s, %t", tt.in, rest, from, to, ok)
		}
	}
}

func TestClockTime(t *testing.T) {
	for in, want := range map[string]time.Duration{
		"0:00": 0, "0:07": 7 * time.Second, "12:34": 12*time.Minute + 34*time.Second, "1:00:00": time.Hour, "0:07.5": 7500 * time.Millisecond, "90:00": 90 * time.Minute,
	} {
		if got, ok := clockTime(in); !ok || got != want {
			t.Errorf("%q: %s, %t, want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "7", ":", "0:", ":7", "0:60", "-1:07", "+1:07", "0:7.", "0:7.55", "0.5:07", "1000:00", "1:2:3:4", "a:07", "0:٣"} {
		if got, ok := clockTime(in); ok {
			t.Errorf("%q: %s, want none", in, got)
		}
	}
}

// Whatever is typed, nothing of the words is lost, and a span lies within what a
// video can have.
func FuzzCutSpan(f *testing.F) {
	f.Add("B3 C4 0:03-0:07")
	f.Add("B3–D5 0:03—0:07.5")
	f.Add(" 99999999999999999999:00-0:1 ")
	f.Fuzz(func(t *testing.T, s string) {
		rest, from, to, ok := cutSpan(s)
		switch {
		case !ok && rest != strings.TrimSpace(s):
			t.Errorf("%q became %q", s, rest)
		case ok && !strings.HasPrefix(strings.TrimSpace(s), rest):
			t.Errorf("%q lost what is not in %q", s, rest)
		case ok && (from < 0 || to < 0 || from > 1000*time.Hour || to > 1000*time.Hour):
			t.Errorf("%q: from %s to %s", s, from, to)
		}
	})
}

// Captions go with the video that is named like them.
func TestMeant(t *testing.T) {
	film := func(name string, length time.Duration) bot.MediaUse {
		return bot.MediaUse{Name: name, Digest: "of " + name, Video: &bot.Video{Length: length}}
	}
	picture := bot.MediaUse{Name: "clip.jpg", Digest: "picture"}
	two := bot.Content{Media: []bot.MediaUse{picture, film("Clip.mp4", time.Minute), film("my.long.video.mov", time.Hour)}}
	one := bot.Content{Media: two.Media[:2]}
	for _, tt := range []struct {
		c            bot.Content
		name, digest string
		length       time.Duration
	}{
		{one, "subtitles.srt", "of Clip.mp4", time.Minute},
		{two, "clip.srt", "of Clip.mp4", time.Minute},
		{two, "clip.fr.vtt", "of Clip.mp4", time.Minute},
		{two, "clip.fr-CA.vtt", "of Clip.mp4", time.Minute},
		{two, "my.long.video.en.srt", "of my.long.video.mov", time.Hour},
		{two, "subtitles.srt", "", 0},
		{two, "", "", 0},
		{two, ".srt", "", 0},
		{bot.Content{}, "clip.srt", "", 0},
	} {
		if digest, length := meant(tt.c, tt.name); digest != tt.digest || length != tt.length {
			t.Errorf("%q: %q, %s", tt.name, digest, length)
		}
	}
}
