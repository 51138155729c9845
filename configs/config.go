package configs

import (
	"cmp"
	"fmt"
	"slices"
	"time"
	_ "time/tzdata" // zones are checked and used on machines that have no zone files

	"appealbot/bot"
)

// Config is everything a department can set. Default returns a complete one;
// Load returns one that is valid.
type Config struct {
	// Department says who publishes.
	Department Department `yaml:"department"`
	// People are everybody who may use the program.
	People []Person `yaml:"people"`
	// Duty says who is called to emergencies among the replies.
	Duty Duty `yaml:"duty"`
	// Accounts are the public accounts. Empty means the practice network's
	// own.
	Accounts []Account `yaml:"accounts"`
	// Approval says what it takes to publish.
	Approval Approval `yaml:"approval"`
	// Schedule says how appeals are published again.
	Schedule Schedule `yaml:"schedule"`
	// Reminders says when people are reminded of what waits for approval.
	Reminders Reminders `yaml:"reminders"`
	// Emergency says what one officer may publish alone.
	Emergency Emergency `yaml:"emergency"`
	// Guard says what the guard lets pass.
	Guard Guard `yaml:"guard"`
	// Contact is the line, per language, with which the public reaches the
	// police.
	Contact map[string]string `yaml:"contact"`
	// Templates are the texts that new appeals start from.
	Templates TemplateFiles `yaml:"templates"`
	// Mattermost is the department's own Mattermost server.
	Mattermost Mattermost `yaml:"mattermost"`
	// Slack is the department's own Slack workspace.
	Slack Slack `yaml:"slack"`
	// Secrets says how the credentials of accounts are kept.
	Secrets Secrets `yaml:"secrets"`
	// Media says what prepares pictures and videos.
	Media Media `yaml:"media"`
	// Digest says when and where the weekly digest is sent.
	Digest Digest `yaml:"digest"`
	// Webhooks is where the program takes what networks send.
	Webhooks Webhooks `yaml:"webhooks"`
	// Retention says how long what is kept.
	Retention Retention `yaml:"retention"`
	// Outbox tunes how posts are sent.
	Outbox Outbox `yaml:"outbox"`
	// HTTP is where the program listens.
	HTTP HTTP `yaml:"http"`
	// Log is what the program says about itself.
	Log Log `yaml:"log"`
	// Data is where the program keeps its state.
	Data Data `yaml:"data"`
}

// Department says who publishes, where and in which languages.
type Department struct {
	// Name is shown on cards and pages.
	Name string `yaml:"name"`
	// Timezone is the IANA name of the zone in which times are read and
	// shown.
	Timezone string `yaml:"timezone"`
	// Languages are what appeals are written in, the main one first.
	Languages []string `yaml:"languages"`
	// Roles are roles of the department's own, beside those of package bot.
	Roles []bot.Role `yaml:"roles"`
	// DutyChannel is the chat channel that hears what concerns nobody in
	// particular; empty means none.
	DutyChannel string `yaml:"duty_channel"`
	// NewsroomChannel is the chat channel that hears of every publication;
	// empty means none.
	NewsroomChannel string `yaml:"newsroom_channel"`
}

// Location returns the department's time zone.
func (dep Department) Location() (*time.Location, error) {
	loc, err := time.LoadLocation(dep.Timezone)
	if err != nil {
		return nil, fmt.Errorf("load time zone: %w", err)
	}
	return loc, nil
}

// Person is one human being with every login that is theirs.
type Person struct {
	// ID names the person in the audit log, for good.
	ID bot.ID `yaml:"id"`
	// Name is shown on cards: "Sgt. Bob Tremblay".
	Name string `yaml:"name"`
	// Roles say what the person may do.
	Roles []bot.Role `yaml:"roles"`
	// Logins are the person's user ids, by chat platform.
	Logins map[string]string `yaml:"logins"`
	// Email is the address by which the person is found on a platform for
	// which there is no login.
	Email string `yaml:"email"`
}

// Duty says who is called to emergencies among the replies.
type Duty struct {
	// People are mentioned by name until one of them, or somebody else, has
	// taken the emergency; empty means whoever may approve.
	People []bot.ID `yaml:"people"`
}

// Account is one identity on one public network.
type Account struct {
	// ID names the account in commands and in the store.
	ID bot.AccountID `yaml:"id"`
	// Network is the network that the account is on.
	Network string `yaml:"network"`
	// Name is shown on cards; the default is the ID.
	Name string `yaml:"name"`
	// Handle is the account's public name: "@MetroPolice".
	Handle string `yaml:"handle"`
	// Languages are what the account publishes; empty means any.
	Languages []string `yaml:"languages"`
	// Default preselects the account for a new appeal. When no account is
	// marked, all are preselected.
	Default bool `yaml:"default"`
	// Owner is the person whose account it is; empty means the department's.
	Owner bot.ID `yaml:"owner"`
	// Users may publish on the account, beside its owner; empty means every
	// author and approver.
	Users []bot.ID `yaml:"users"`
	// Unwatched: nobody hears what is published on the account outside the
	// program.
	Unwatched bool `yaml:"unwatched"`
	// Quiet are the hours of the day in which nothing becomes public on it.
	Quiet []QuietHours `yaml:"quiet"`
	// Passes are the kinds of appeal that may pass the quiet hours when an
	// officer gives a reason; without the setting those that are urgent by
	// themselves.
	Passes []bot.Kind `yaml:"passes"`
	// Blackouts are times in which nothing becomes public on it.
	Blackouts []Blackout `yaml:"blackouts"`
	// Settings are the network's own: what Network.Settings returned,
	// filled in from the section of the network's name. It is nil for a
	// network without settings.
	Settings any `yaml:"-"`
}

// Approval says what it takes to publish.
type Approval struct {
	// Default holds for every kind that is not in Kinds.
	Default Rule `yaml:"default"`
	// Kinds holds the kinds of appeal with a rule of their own.
	Kinds map[bot.Kind]Rule `yaml:"kinds"`
}

// Rule says how many people approve, and whether one must hold a role.
type Rule struct {
	// Need is the number of approvals by different people, at least 1.
	Need int `yaml:"need"`
	// Role, when set, must be held by at least one of them.
	Role bot.Role `yaml:"role"`
	// Confirm lets the Approve button ask once more.
	Confirm bool `yaml:"confirm"`
	// Repeat says how an appeal is approved that is published again: once for
	// the whole series, or each time.
	Repeat bot.Repeats `yaml:"repeat"`
}

// Guard says which rules the guard applies and what it knows to be public.
type Guard struct {
	// Policy names the pack of rules.
	Policy string `yaml:"policy"`
	// Phones are numbers that may be published.
	Phones []string `yaml:"phones"`
	// PhonePrefixes are how publishable numbers begin, at least six digits.
	PhonePrefixes []string `yaml:"phone_prefixes"`
	// ShortCodes are numbers that take tips by text message: "274637".
	ShortCodes []string `yaml:"short_codes"`
	// MailDomains are where publishable e-mail addresses end.
	MailDomains []string `yaml:"mail_domains"`
	// LinkDomains are the sites that may be linked to.
	LinkDomains []string `yaml:"link_domains"`
	// Handles are accounts that may be mentioned: "@MetroPolice".
	Handles []string `yaml:"handles"`
	// Addresses are street addresses that are public: stations, courts.
	Addresses []string `yaml:"addresses"`
	// Operations are campaigns and projects that the public is meant to know,
	// besides the pack's: "Project 44".
	Operations []string `yaml:"operations"`
	// PlateKinds are kinds of appeal that may carry plates, besides the pack's:
	// a plate is a warning there.
	PlateKinds []bot.Kind `yaml:"plate_kinds"`
	// NameKinds are kinds of appeal in which a suspect, a victim or a child may
	// be named: that is a warning there. A young person who is accused is
	// protected in all.
	NameKinds []bot.Kind `yaml:"name_kinds"`
	// Records says which role files which kind of record of a case. A kind
	// that is not named takes the role "lead".
	Records map[bot.RecordKind]bot.Role `yaml:"records"`
}

// TemplateFiles says where a department keeps its own templates.
type TemplateFiles struct {
	// Dir holds files that replace embedded templates of the same name;
	// empty means none.
	Dir string `yaml:"dir"`
}

// Secrets says how the credentials of accounts are kept.
type Secrets struct {
	// Key seals them. Without it the program uses the systemd credential
	// named appealbot-secrets, or a file of its own in the data folder.
	Key Secret `yaml:"key,omitempty"`
}

// Media says what prepares pictures and videos.
type Media struct {
	// FFmpeg and FFprobe are the two programs that convert and examine videos:
	// names that are looked for in PATH, or paths. Where they are not
	// installed, or these are empty, only videos are taken that can be
	// published as they are.
	FFmpeg  string `yaml:"ffmpeg"`
	FFprobe string `yaml:"ffprobe"`
}

// Webhooks is where the program takes what networks send when there is something
// to read.
type Webhooks struct {
	// Listen is a host and a port; empty means that nothing is taken, and
	// everything is read when its time comes.
	Listen string `yaml:"listen"`
}

// Outbox tunes how posts are sent.
type Outbox struct {
	// Lease is how long one attempt owns a post; a request is given up
	// after half of it.
	Lease time.Duration `yaml:"lease"`
	// Retry spaces the attempts at what certainly had no effect.
	Retry Retry `yaml:"retry"`
}

// Retry spaces repeated attempts.
type Retry struct {
	// First is the wait after the first attempt; it doubles from there.
	First time.Duration `yaml:"first"`
	// Longest is the most that is ever waited, unless the network asks for
	// more.
	Longest time.Duration `yaml:"longest"`
}

// HTTP is where the program listens.
type HTTP struct {
	// Listen is a host and a port: "127.0.0.1:8065".
	Listen string `yaml:"listen"`
	// AllowedHosts are the host names that browsers may use beside the
	// loopback ones; requests for any other are refused.
	AllowedHosts []string `yaml:"allowed_hosts"`
}

// Log is what the program says about itself on standard error.
type Log struct {
	// Level is debug, info, warn or error.
	Level string `yaml:"level"`
	// Format is text or json.
	Format string `yaml:"format"`
}

// Data is where the program keeps its state.
type Data struct {
	// Dir is the data directory; empty means the user's own.
	Dir string `yaml:"dir"`
}

// What settings can be. The first policy, level and format are the defaults.
const (
	practice      = "practice"
	mattermost    = "mattermost"
	slack         = "slack"
	defaultListen = "127.0.0.1:8065"

	defaultCallbacks = "127.0.0.1:8066"
)

func languages() []string { return []string{"en", "fr"} }
func platforms() []string { return []string{practice, mattermost, slack} }
func policies() []string  { return []string{"ca-on", "uk", "us"} }
func records() []string {
	var out []string
	for _, k := range bot.RecordKinds() {
		out = append(out, string(k))
	}
	return out
}

// kindNames are the kinds that rules of approval and the guard may be about.
func kindNames() []string {
	var out []string
	for _, k := range append(bot.Kinds(), bot.Answer, bot.Repeat) {
		out = append(out, string(k))
	}
	return out
}

func logLevels() []string  { return []string{"debug", "info", "warn", "error"} }
func logFormats() []string { return []string{"text", "json"} }

// Roster returns the people as the rest of the program knows them.
func (c Config) Roster() (bot.Roster, error) {
	people := make([]bot.Person, len(c.People))
	for i, p := range c.People {
		people[i] = bot.Person{ID: p.ID, Name: p.Name, Roles: slices.Clone(p.Roles)}
		for platform, user := range p.Logins {
			people[i].Logins = append(people[i].Logins, bot.Login{Platform: platform, User: user})
		}
		slices.SortFunc(people[i].Logins, func(a, b bot.Login) int { return cmp.Compare(a.Platform, b.Platform) })
	}
	return bot.NewRoster(people)
}

// Rules returns the approval policy.
func (c Config) Rules() bot.Rules {
	r := bot.Rules{Default: bot.Rule(c.Approval.Default), Kinds: make(map[bot.Kind]bot.Rule, len(c.Approval.Kinds))}
	for k, rule := range c.Approval.Kinds {
		r.Kinds[k] = bot.Rule(rule)
	}
	return r
}

// Filers says who files records.
func (c Config) Filers() bot.Filers { return bot.Filers(c.Guard.Records) }

// Live reports whether the public is real: any account is on a network outside
// the program.
func (c Config) Live() bool {
	return slices.ContainsFunc(c.Accounts, func(a Account) bool { return a.Network != practice })
}

// PublicAccounts returns the accounts as the rest of the program knows them,
// none when the practice network's own are to be used.
func (c Config) PublicAccounts() []bot.Account {
	all := !slices.ContainsFunc(c.Accounts, func(a Account) bool { return a.Default })
	out := make([]bot.Account, len(c.Accounts))
	zone, err := c.Department.Location()
	if err != nil {
		zone = time.UTC // a configuration that was loaded has one
	}
	for i, a := range c.Accounts {
		out[i] = bot.Account{
			ID: a.ID, Network: a.Network, Name: cmp.Or(a.Name, string(a.ID)), Handle: a.Handle,
			Languages: slices.Clone(a.Languages), Default: a.Default || all, Exercise: a.Network == practice,
			Owner: a.Owner, Users: slices.Clone(a.Users), Windows: a.windows(zone),
		}
	}
	return out
}

// ContactLine returns the contact line of a language, and that of the main
// language when there is none.
func (c Config) ContactLine(lang string) string {
	if line := c.Contact[lang]; line != "" || len(c.Department.Languages) == 0 {
		return line
	}
	return c.Contact[c.Department.Languages[0]]
}
