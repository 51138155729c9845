package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"appealbot/bot/network"
)

// Software is what a server runs.
type Software string

// Software that is known to this package. The zero value is anything else, of
// which the least is expected.
const (
	SoftwareMastodon   Software = "mastodon"
	SoftwareGoToSocial Software = "gotosocial"
	SoftwareHollo      Software = "hollo"
)

// honoursKeys reports whether a status with an Idempotency-Key that was used
// before is not published again.
func (s Software) honoursKeys() bool { return s == SoftwareMastodon || s == SoftwareHollo }

// honoursMinID reports whether notifications can be read forward from an id.
func (s Software) honoursMinID() bool { return s == SoftwareMastodon || s == SoftwareGoToSocial }

// hidesEdits reports whether a status that was edited looks as if it never was:
// edited_at stays null on Hollo 0.6.10.
func (s Software) hidesEdits() bool { return s == SoftwareHollo }

// An Instance is what is known of a server. The zero value knows nothing.
type Instance struct {
	Software  Software
	Version   string
	Domain    string // the part of handles behind the second "@"
	Text      int    // characters in one status
	PerURL    int    // characters that a link counts for
	Media     int    // pictures in one status
	Alt       int    // characters in a description
	Types     []string
	ImageSize int // bytes of one picture; zero for no limit known
	Streaming string

	Videos      []string // types; none: it takes no videos
	VideoSize   int64    // bytes; zero for no limit known
	VideoRate   float64  // frames a second
	VideoMatrix int      // pixels in all
}

// Defaults until a server says otherwise: those of Mastodon 4.5
// (docs.joinmastodon.org, entities/Instance, 2026-07-02).
var defaults = Instance{
	Text: 500, PerURL: 23, Media: 4, Alt: 1500,
	Types:     []string{"image/jpeg", "image/png", "image/gif", "image/webp"},
	ImageSize: 16 << 20,
	Videos:    []string{"video/mp4"}, VideoSize: 99 << 20, VideoRate: 120, VideoMatrix: 3840 * 2160,
}

// videos are the kinds of video that an appeal can have.
var videos = []string{"video/mp4", "video/webm", "video/quicktime"}

// pictures are the kinds of picture that an appeal can have.
var pictures = []string{"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/heic", "image/heif"}

func (a *Account) instance() Instance {
	if i := a.inst.Load(); i != nil {
		return *i
	}
	return defaults
}

// memoryKey is where the server's limits are remembered.
func (a *Account) memoryKey() string { return "mastodon/" + string(a.o.Account.ID) + "/instance" }

// recall takes up what was remembered of the server.
func (a *Account) recall() error {
	if a.o.Remember == nil {
		return nil
	}
	b, err := a.o.Remember.Get(a.memoryKey())
	if err != nil {
		return fmt.Errorf("recall the limits of account %q: %w", a.o.Account.ID, err)
	}
	var i Instance
	if len(b) == 0 || json.Unmarshal(b, &i) != nil || !i.sensible() {
		return nil // Nothing, or of another version: the defaults hold until the server is asked.
	}
	a.inst.Store(&i)
	return nil
}

// Learn asks the server what it is and what it allows, and remembers it. Until
// it has succeeded once, Render goes by Mastodon's defaults.
func (a *Account) Learn(ctx context.Context) error {
	i, err := a.ask(ctx)
	if err != nil {
		return fmt.Errorf("ask %s for its limits: %w", a.server.Host, err)
	}
	old, err := json.Marshal(a.instance())
	if err != nil {
		return fmt.Errorf("remember limits: %w", err)
	}
	b, err := json.Marshal(i)
	if err != nil {
		return fmt.Errorf("remember limits: %w", err)
	}
	if a.o.Remember != nil && (a.inst.Load() == nil || string(b) != string(old)) {
		// Kept before it is used, so that no text is fitted to limits that
		// a restart forgets.
		if err := a.o.Remember.Save(a.memoryKey(), b); err != nil {
			return fmt.Errorf("remember limits: %w", err)
		}
	}
	a.inst.Store(&i)
	return nil
}

// ask asks in the newer way, and in the older one where the server is older
// than Mastodon 4.0.
func (a *Account) ask(ctx context.Context) (Instance, error) {
	var i Instance
	var v2 wireInstance
	ans := a.http.Do(ctx, a.get("", "/api/v2/instance", nil))
	switch {
	case ans.Status == http.StatusNotFound:
		var v1 wireInstance1
		if err := a.asked(ctx, a.get("", "/api/v1/instance", nil), &v1); err != nil {
			return Instance{}, err
		}
		i = v1.instance()
	case ans.Err() != nil:
		return Instance{}, ans.Err()
	default:
		if err := ans.JSON(&v2); err != nil {
			return Instance{}, err
		}
		i = v2.instance()
	}
	if !i.sensible() {
		return Instance{}, errors.New("its answer is not that of a Mastodon server")
	}
	return i, nil
}

// sensible reports whether a server could really have such limits.
func (i Instance) sensible() bool {
	return i.Version != "" && i.Text >= 50 && i.Text <= 1_000_000 && i.PerURL >= 1 && i.PerURL <= i.Text &&
		i.Media >= 0 && i.Media <= 1000 && i.Alt >= 1 && i.ImageSize >= 0 &&
		i.VideoSize >= 0 && i.VideoRate >= 0 && i.VideoMatrix >= 0
}

// filled is i with the defaults for what the server did not say.
func (i Instance) filled() Instance {
	if i.Text == 0 {
		i.Text = defaults.Text
	}
	if i.PerURL == 0 {
		i.PerURL = defaults.PerURL
	}
	if i.Media == 0 {
		i.Media = defaults.Media
	}
	if i.Alt == 0 {
		i.Alt = defaults.Alt
	}
	if len(i.Types) == 0 {
		i.Videos = defaults.Videos
	} else {
		i.Videos = slices.DeleteFunc(slices.Clone(i.Types), func(t string) bool { return !slices.Contains(videos, t) })
	}
	i.Types = slices.DeleteFunc(slices.Clone(i.Types), func(t string) bool { return !slices.Contains(pictures, t) })
	if len(i.Types) == 0 {
		i.Types = defaults.Types
	}
	return i
}

var (
	// own is the version of Mastodon itself or of a fork that follows it:
	// "4.3.0", "4.4.0-rc.1", "4.3.0+glitch".
	own = regexp.MustCompile(`^([2-9]|[1-9]\d)\.\d+\.\d+(-?(alpha|beta|rc)\.?\d+)?(-nightly[.\d-]*)?(\+(glitch|hometown)[\w.-]*)?$`)
	// other is what others say: "4.2.0 (compatible; Pleroma 2.7.0)".
	other = regexp.MustCompile(`\(compatible; *([A-Za-z]+)`)
)

// software says what a server runs, given its version and the address of its
// source code. GoToSocial may add its own version to one of Mastodon
// ("3.5.3+0.20.0"), which is not one that follows Mastodon.
func software(version, source string) Software {
	source = strings.ToLower(source)
	if m := other.FindStringSubmatch(version); m != nil {
		return Software(strings.ToLower(m[1]))
	}
	for _, s := range []Software{SoftwareGoToSocial, SoftwareHollo} {
		if strings.Contains(source, string(s)) || strings.Contains(strings.ToLower(version), string(s)) {
			return s
		}
	}
	if own.MatchString(version) {
		return SoftwareMastodon
	}
	return ""
}

// since4 reports whether the server is Mastodon of at least version 4.minor.
func (i Instance) since4(minor int) bool {
	if i.Software != SoftwareMastodon {
		return false
	}
	var ma, mi int
	if _, err := fmt.Sscanf(i.Version, "%d.%d.", &ma, &mi); err != nil {
		return false
	}
	return ma > 4 || ma == 4 && mi >= minor
}

// Limits implements network.Renderer.
func (a *Account) Limits() network.Limits {
	i := a.instance()
	return network.Limits{Text: i.Text, Media: i.Media, Alt: i.Alt, Film: i.film(), Address: a.longestAddress()}
}

// film is what the server takes of videos. It has no captions and no limit of length.
// The pixels that it allows in all are those of a wide picture here.
func (i Instance) film() *network.FilmLimits {
	if len(i.Videos) == 0 {
		return nil
	}
	l := &network.FilmLimits{Size: i.VideoSize, Rate: i.VideoRate, Types: i.Videos}
	if i.VideoMatrix > 0 {
		l.Width = int(math.Sqrt(float64(i.VideoMatrix) * 16 / 9))
		l.Height = i.VideoMatrix / l.Width
	}
	return l
}

// longestAddress is an address as long as those of the account's statuses can be:
// Mastodon's name the account and a number, GoToSocial's "statuses" and a ULID, and
// Hollo's a UUID.
func (a *Account) longestAddress() string {
	name, _, _ := strings.Cut(strings.TrimPrefix(a.o.Account.Handle, "@"), "@")
	return a.server.String() + "/users/" + name + "/statuses/01234567-89ab-cdef-0123-456789abcdef"
}
