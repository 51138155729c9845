package slacktest

import (
	"net"
	"slices"
	"time"
)

// What the workspace and the app are called.
const (
	Team          = "T0POLICE01"
	TeamName      = "Metro Police"
	TeamDomain    = "metro-police"
	App           = "A0APPEALS1"
	Bot           = "B0APPEALS1" // the bot's id, which is not its user's
	BotUser       = "U0APPEALS1"
	BotToken      = "xoxb-1111111111-2222222222-secretsecretsecretsecret"
	AppToken      = "xapp-1-A0APPEALS1-3333333333-secretsecretsecret"
	SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5"
	// verification is the old token that payloads still carry.
	verification = "gIkuvaNzQIHg97ATvDxqgjtO"
)

type options struct {
	now        func() time.Time
	scopes     []string
	appScopes  []string
	redeliver  time.Duration
	slowestAck time.Duration
	ping       time.Duration
	enterprise string
	bareLinks  bool
	maxBlocks  int
	strangers  string
	leaving    []string
	triggerFor time.Duration
	shareDelay time.Duration
	orgWide    bool
	only       []string // methods; nil: all
	names      int
	listener   func(net.Listener) net.Listener
}

// An Option changes what kind of workspace it is.
type Option func(*options)

func defaults() options {
	return options{
		now: time.Now, scopes: DefaultScopes(), appScopes: []string{"connections:write"}, redeliver: 3 * time.Second,
		slowestAck: time.Second, ping: 5 * time.Second, maxBlocks: 13200, strangers: "channel_not_found",
		leaving: []string{"left", "member_left_channel"}, triggerFor: 3 * time.Second, names: -1,
	}
}

// DefaultScopes are what an administrator grants who follows the manual.
func DefaultScopes() []string {
	return []string{
		"commands", "chat:write", "channels:read", "channels:history", "channels:join", "channels:manage", "groups:read", "groups:history",
		"groups:write", "im:read", "im:history", "im:write", "mpim:read", "users:read", "users:read.email", "team:read", "reactions:read",
		"files:read", "files:write", "pins:read", "pins:write", "bookmarks:read", "bookmarks:write", "emoji:read",
	}
}

// Scopes are granted in place of DefaultScopes.
func Scopes(scopes ...string) Option {
	return func(o *options) { o.scopes = slices.Clone(scopes) }
}

// AppScopes are those of the app's own token.
func AppScopes(scopes ...string) Option {
	return func(o *options) { o.appScopes = slices.Clone(scopes) }
}

// Only are the methods that the bot's token may be used for: a call of any other
// counts against the adapter.
func Only(methods ...string) Option {
	return func(o *options) { o.only = append([]string{}, methods...) }
}

// Clock tells the server's time.
func Clock(now func() time.Time) Option { return func(o *options) { o.now = now } }

// Redeliver is how long the server waits for an acknowledgement before it sends
// the same again; three seconds if nothing else is said, as Slack does.
func Redeliver(after time.Duration) Option { return func(o *options) { o.redeliver = after } }

// SlowestAck is how long an acknowledgement may take before it counts against
// the adapter: one second if nothing else is said, as Slack's three leave too
// little for a slow network.
func SlowestAck(d time.Duration) Option { return func(o *options) { o.slowestAck = d } }

// Ping is how often the server pings its websockets.
func Ping(every time.Duration) Option { return func(o *options) { o.ping = every } }

// Enterprise makes the workspace one of an Enterprise Grid organisation.
func Enterprise(id string) Option { return func(o *options) { o.enterprise = id } }

// OrgWide makes the app one that is installed in the whole organisation: some
// methods then have to be told the workspace
// (docs.slack.dev/enterprise/developing-for-enterprise-orgs). Use it with
// Enterprise.
func OrgWide() Option { return func(o *options) { o.orgWide = true } }

// BareLinks makes clients turn addresses in plain_text and in the text of
// rich_text into links. People report that they do not (netclaw-dev/netclaw#57
// and stablyai/agent-slack#158, both of 2026).
func BareLinks() Option { return func(o *options) { o.bareLinks = true } }

// MaxBlocks is how many characters all blocks of a message hold together before
// Slack answers msg_blocks_too_long. The bound is not documented: Slack's staff
// named 12,000 characters and "a buffer"; reports begin at 13,172 characters
// (slackapi/bolt-js#2509), one at 11,341 in many small elements (#2867).
func MaxBlocks(chars int) Option { return func(o *options) { o.maxBlocks = chars } }

// Strangers is the error for a private channel that the bot is not in:
// "channel_not_found" if nothing else is said. Slack's pages name both that and
// "not_in_channel" without saying when.
func Strangers(code string) Option { return func(o *options) { o.strangers = code } }

// Leaving says which events tell the app that it was removed from a channel:
// "left" is channel_left or group_left, the other is "member_left_channel". Both
// come, at the same time, if nothing else is said; which of them a workspace
// sends is not documented for the bot itself.
func Leaving(events ...string) Option {
	return func(o *options) { o.leaving = slices.Clone(events) }
}

// Triggers is how long a trigger id is valid: three seconds if nothing else is
// said (docs.slack.dev/interactivity/handling-user-interaction).
func Triggers(d time.Duration) Option { return func(o *options) { o.triggerFor = d } }

// ShareLater is how long after files.completeUploadExternal the message with the
// file appears: Slack says "ok" first and shares later.
func ShareLater(d time.Duration) Option { return func(o *options) { o.shareDelay = d } }

// NamesAtMost is how many people history names who reacted in the same way; it
// counts all.
func NamesAtMost(n int) Option { return func(o *options) { o.names = n } }
