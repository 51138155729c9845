package network

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// Film returns a video in the largest version that fits the limits. The error is a
// *bot.Refusal that says what to do; who is the account as officers know it.
func (l *FilmLimits) Film(m bot.MediaUse, who string) (bot.MediaUse, error) {
	if l == nil {
		return m, bot.Refuse(bot.ErrInvalid, "%s takes no videos. Take the video off, or take the account off.", who)
	}
	v := m.Video
	switch {
	case l.Longest > 0 && v.Length > l.Longest:
		return m, bot.Refuse(bot.ErrInvalid, "The video %s is %s long; %s takes %s. Cut it, or take the account off.", m.Name, clock(v.Length), who, clock(l.Longest))
	case v.Length < l.Shortest:
		return m, bot.Refuse(bot.ErrInvalid, "The video %s is %s long; %s wants at least %s. Take a longer one, or take the account off.", m.Name, clock(v.Length), who, clock(l.Shortest))
	}
	whole := bot.Version{Digest: m.Digest, Type: m.Type, Size: m.Size, Width: m.Width, Height: m.Height, Rate: v.Rate}
	why := ""
	for i, c := range append([]bot.Version{whole}, v.Versions...) {
		if why = l.misfit(c); why != "" {
			continue
		}
		if i > 0 {
			m = m.As(c)
		}
		return m, nil
	}
	return m, bot.Refuse(bot.ErrInvalid, "The video %s %s. Take a smaller or shorter one, or take %s off.", m.Name, why, who)
}

// misfit says why a version is not taken; empty when it is.
func (l *FilmLimits) misfit(v bot.Version) string {
	long, short := max(v.Width, v.Height), min(v.Width, v.Height)
	switch {
	case len(l.Types) > 0 && !slices.Contains(l.Types, v.Type):
		return fmt.Sprintf("is of type %q, and only %s is taken", v.Type, strings.Join(l.Types, ", "))
	case l.Size > 0 && v.Size > l.Size:
		return fmt.Sprintf("has %s, and %s is the most that is taken", megabytes(v.Size), megabytes(l.Size))
	case l.Width > 0 && long > max(l.Width, l.Height), l.Height > 0 && short > min(l.Width, l.Height):
		return fmt.Sprintf("has %d x %d pixels, and %d x %d is the most that is taken", v.Width, v.Height, l.Width, l.Height)
	case l.Rate > 0 && v.Rate > l.Rate+0.5: // 59.94 and 60 are the same to a network
		return fmt.Sprintf("has %.0f frames a second, and %.0f is the most that is taken", v.Rate, l.Rate)
	}
	return ""
}

// megabytes is a size as officers read it.
func megabytes(n int64) string {
	switch {
	case n >= 10_000_000:
		return fmt.Sprintf("%d MB", n/1_000_000)
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
}

// clock is a length as officers read it: "2:20".
func clock(d time.Duration) string {
	d = d.Round(time.Second)
	if h := int(d.Hours()); h > 0 {
		return fmt.Sprintf("%d:%02d:%02d", h, int(d.Minutes())%60, int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d:%02d", int(d.Minutes()), int(d.Seconds())%60)
}
