package youtube

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode/utf16"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Network is the name of this network in accounts and configuration.
const Network = "youtube"

// Where YouTube is, for Options that say nothing else.
const (
	DefaultAPI       = "https://youtube.googleapis.com"
	DefaultAuthorize = "https://accounts.google.com/o/oauth2/v2/auth"
	DefaultToken     = "https://oauth2.googleapis.com/token" //nolint:gosec // It is an address, and no secret.
	DefaultOEmbed    = "https://www.youtube.com/oembed"
)

// DefaultCategory is "News & Politics".
const DefaultCategory = "25"

// Options are the settings of an Account.
type Options struct {
	// Account says who it is. Its Handle is the channel's, "@MetroPolice", and
	// Channel its id, "UC..."; either is enough, and nobody else's credentials
	// are taken.
	Account bot.Account
	Channel string
	// ClientID and ClientSecret name the department's project in Google's
	// console.
	ClientID, ClientSecret string
	// Category is the number of the videos' category; DefaultCategory when
	// empty.
	Category string
	Tags     []string
	// Playlist is the id of the playlist that videos are put into; empty for
	// none.
	Playlist string
	// Quiet: subscribers are not told of new videos.
	Quiet bool
	// Ledger counts the quota. Accounts of the same project share one; without
	// it the account has one of its own.
	Ledger *Ledger
	// Where YouTube is. Empty means the real one.
	API, Authorize, Token, OEmbed string

	Secrets network.Secrets
	HTTP    network.ClientOptions
	Now     func() time.Time
}

// An Account is one channel on YouTube. It may be used concurrently.
type Account struct {
	o      Options
	http   *network.Client
	upload *network.Client // requests with a piece of a video take longer
	api    *url.URL
	ledger *Ledger
	login  login
	hidden hidden

	mu    sync.Mutex
	known map[string]bool // sessions of which it is known how far they are
	shut  map[string]bool // videos whose comments are switched off, as was said already
}

var (
	_ network.Network   = (*Account)(nil)
	_ network.Carrier   = (*Account)(nil)
	_ network.Connector = (*Account)(nil)
	_ network.Answerer  = (*Account)(nil)
	_ network.Moderator = (*Account)(nil)
	_ network.Watcher   = (*Account)(nil)
	_ network.Counter   = (*Account)(nil)
	_ network.Checker   = (*Account)(nil)
	_ network.Editor    = (*Account)(nil)
	_ network.Quoted    = (*Account)(nil)
)

const (
	// pieceTimeout bounds one request with a piece of a video: 8 MiB at half a
	// megabit a second.
	pieceTimeout = 140 * time.Second
	// attemptTimeout bounds one attempt with all its requests.
	attemptTimeout = 150 * time.Second
	// poll is how often comments are read while an appeal is fresh, and scarce
	// how often when the day's quota runs out faster than the day.
	poll   = time.Minute
	scarce = 5 * time.Minute
)

// New returns an Account. It asks nobody.
func New(o Options) (*Account, error) {
	id := o.Account.ID
	switch {
	case o.Channel == "" && !aHandle.MatchString(o.Account.Handle):
		return nil, fmt.Errorf("account %q: %q is not a channel's handle. Give it the handle, as in %q, or the channel's id", id, o.Account.Handle, "@MetroPolice")
	case o.Channel != "" && !aChannel.MatchString(o.Channel):
		return nil, fmt.Errorf("account %q: %q is not the id of a channel. It begins with \"UC\" and has 24 characters; YouTube Studio shows it under Settings, Channel", id, o.Channel)
	case o.ClientID == "" || o.ClientSecret == "":
		return nil, fmt.Errorf("account %q: the client id and the client secret of the department's project at Google are missing", id)
	case o.Secrets == nil || o.Now == nil:
		return nil, errors.New("youtube: secrets and a clock are needed")
	}
	o.Category = cmp.Or(o.Category, DefaultCategory)
	if !aNumber.MatchString(o.Category) {
		return nil, fmt.Errorf("account %q: the category must be a number, as in %q for news and politics, not %q", id, DefaultCategory, o.Category)
	}
	if o.Playlist != "" && !validID(o.Playlist) {
		return nil, fmt.Errorf("account %q: %q is not the id of a playlist. It stands behind \"list=\" in the playlist's address", id, o.Playlist)
	}
	if err := checkTags(o.Tags); err != nil {
		return nil, fmt.Errorf("account %q: %w", id, err)
	}
	o.API, o.Authorize = cmp.Or(o.API, DefaultAPI), cmp.Or(o.Authorize, DefaultAuthorize)
	o.Token, o.OEmbed = cmp.Or(o.Token, DefaultToken), cmp.Or(o.OEmbed, DefaultOEmbed)
	for _, s := range []*string{&o.API, &o.Authorize, &o.Token, &o.OEmbed} {
		*s = strings.TrimRight(*s, "/")
		if u, err := url.Parse(*s); err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
			return nil, fmt.Errorf("account %q: %q is not the address of a web server", id, *s)
		}
	}
	api, err := url.Parse(o.API)
	if err != nil {
		return nil, fmt.Errorf("account %q: %q is not the address of a web server", id, o.API)
	}
	h := o.HTTP
	h.Name, h.Now = cmp.Or(h.Name, "YouTube"), o.Now
	h.Secrets = append(append([]string(nil), h.Secrets...), o.ClientSecret)
	a := &Account{o: o, api: api, http: network.NewClient(h), known: make(map[string]bool), shut: make(map[string]bool)}
	h.Timeout = max(h.Timeout, pieceTimeout)
	a.upload = network.NewClient(h)
	if a.ledger = o.Ledger; a.ledger == nil {
		if a.ledger, err = NewLedger(LedgerOptions{Now: o.Now}); err != nil {
			return nil, err
		}
	}
	a.login.turn = make(chan struct{}, 1)
	return a, nil
}

// Close closes idle connections.
func (a *Account) Close() {
	a.http.Close()
	a.upload.Close()
}

// Account implements network.Network.
func (a *Account) Account() bot.Account { return a.o.Account }

// Capabilities implements network.Network.
func (a *Account) Capabilities() network.Capabilities {
	c := network.Capabilities{
		Idempotent: true, Poll: poll, Own: ownPace, Timeout: attemptTimeout,
		Edits:      true,
		Moderates:  []bot.Op{bot.OpHide, bot.OpShow, bot.OpReject},
		Incomplete: "YouTube shows apps no comments that it takes for spam itself; look at them in YouTube Studio. Late answers below old comments may take an hour to be seen.",
	}
	if a.ledger.scarce() {
		c.Poll = scarce
	}
	return c
}

// Quota implements network.Quoted.
func (a *Account) Quota() (used, of int, resets time.Time) { return a.ledger.Quota() }

var (
	aHandle  = regexp.MustCompile(`^@[^\s/@<>"?#&]{1,60}$`)
	aChannel = regexp.MustCompile(`^UC[A-Za-z0-9_-]{22}$`)
	aVideo   = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)
	aComment = regexp.MustCompile(`^[A-Za-z0-9_-]{12,100}(\.[A-Za-z0-9_-]{1,100})?$`)
	anID     = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,200}$`)
	aNumber  = regexp.MustCompile(`^[0-9]{1,4}$`)
)

func validID(s string) bool { return anID.MatchString(s) }

// thread is the first comment of the thread that a comment stands in.
func thread(comment string) string {
	top, _, _ := strings.Cut(comment, ".")
	return top
}

// address is where a video can be seen.
func address(video string) string { return "https://youtu.be/" + video }

// commentAddress is where a comment can be seen.
func commentAddress(video, comment string) string {
	return "https://www.youtube.com/watch?v=" + video + "&lc=" + url.QueryEscape(comment)
}

// units is the length of a text as YouTube may count characters, at the most.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

// maxTags is how long all tags together may be.
const maxTags = 500

// checkTags counts tags as YouTube does: with a comma between them, and quotation
// marks around those that have a space in them.
func checkTags(tags []string) error {
	n := max(len(tags)-1, 0)
	for _, t := range tags {
		if strings.TrimSpace(t) != t || t == "" || strings.ContainsAny(t, "<>,\"\n\r\x00") {
			return fmt.Errorf("%q is no tag on YouTube: tags have no commas, quotation marks or angle brackets, and no space around them", t)
		}
		n += units(t)
		if strings.Contains(t, " ") {
			n += 2
		}
	}
	if n > maxTags {
		return fmt.Errorf("the tags have %d characters together; YouTube takes %d. Take some off", n, maxTags)
	}
	return nil
}
