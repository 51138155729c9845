package configs

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Digest says when and where the weekly digest is sent, and how charts are drawn.
type Digest struct {
	// Channel is the chat channel that gets it; empty means that none is sent.
	Channel string `yaml:"channel"`
	// At is a day of the week and a time of day in the department's zone:
	// "monday 08:00".
	At string `yaml:"at"`
	// Theme is the ground on which charts are drawn, light or dark.
	Theme string `yaml:"theme"`
}

// Dark reports whether charts are drawn for a dark ground.
func (g Digest) Dark() bool { return g.Theme == "dark" }

func themes() []string { return []string{"light", "dark"} }

func weekdays() []string {
	var out []string
	for d := time.Monday; d <= time.Saturday; d++ {
		out = append(out, strings.ToLower(d.String()))
	}
	return append(out, strings.ToLower(time.Sunday.String()))
}

// When returns the day of the week and the time of day of a digest.
func (g Digest) When() (day time.Weekday, hour, minute int, err error) {
	name, clock, _ := strings.Cut(strings.ToLower(strings.TrimSpace(g.At)), " ")
	i := slices.Index(weekdays(), name)
	at, err := time.Parse("15:04", strings.TrimSpace(clock))
	if i < 0 || err != nil {
		return 0, 0, 0, fmt.Errorf("expected a day of the week and a time like monday 08:00, found %s", show(g.At))
	}
	return time.Weekday((i + 1) % len(weekdays())), at.Hour(), at.Minute(), nil
}

func (d *decoder) digest(g Digest) {
	d.channel("digest.channel", g.Channel)
	if _, _, _, err := g.When(); err != nil {
		d.wrong("digest.at", "%s.", err)
	}
	d.word("digest.theme", "theme", g.Theme, themes())
}
