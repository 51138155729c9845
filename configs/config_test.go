package configs

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
)

func parse(t *testing.T, text string, networks ...Network) Config {
	t.Helper()
	c, err := Parse("test.yaml", []byte(text), networks...)
	if err != nil {
		t.Fatalf("parse:\n%v", err)
	}
	return c
}

func TestNothingSetMeansTheDefaults(t *testing.T) {
	for _, text := range []string{
		"", "# nothing\n", "---\n", "\ufeff", "department: {}\n", "people:\naccounts:\napproval:\n", "log: {}\r\nhttp: {}\r\n",
	} {
		if diff := cmp.Diff(Default(), parse(t, text), sameSecrets()); diff != "" {
			t.Errorf("%q (-default +got):\n%s", text, diff)
		}
	}
}

func TestTheDefaultsWork(t *testing.T) {
	c := Default()
	if w := c.Warnings(); len(w) > 0 {
		t.Errorf("warnings: %q", w)
	}
	if diff := cmp.Diff(bot.DefaultRules(), c.Rules()); diff != "" {
		t.Errorf("rules (-bot +configs):\n%s", diff)
	}
	loc, err := c.Department.Location()
	if err != nil || loc.String() != "America/Toronto" {
		t.Errorf("location %v, %v", loc, err)
	}
	roster, err := c.Roster()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]bot.Role{
		"ann": {bot.Author}, "bob": {bot.Author, bot.Approver},
		"carla": {bot.Approver, bot.Lead, bot.Admin}, "dev": {bot.Author, bot.Lead},
	}
	for user, roles := range want {
		p, ok := roster.ByLogin(bot.Login{Platform: "practice", User: user})
		if !ok || !cmp.Equal(p.Roles, roles) || p.ID != bot.ID(user) {
			t.Errorf("%s is %+v", user, p)
		}
	}
}

func TestDefaultsAreNotShared(t *testing.T) {
	c := Default()
	c.Contact["en"], c.People[0].Name, c.Approval.Kinds[bot.Wanted] = "x", "x", Rule{Need: 9}
	if d := Default(); d.Contact["en"] == "x" || d.People[0].Name == "x" || d.Approval.Kinds[bot.Wanted].Need == 9 {
		t.Error("changing one Config changed the next")
	}
}

func TestTheExampleSaysTheDefaults(t *testing.T) {
	c, err := Load("example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default(), c, sameSecrets()); diff != "" {
		t.Errorf("example.yaml (-default +example):\n%s", diff)
	}
	onDisk, err := os.ReadFile("example.yaml")
	if err != nil || !bytes.Equal(onDisk, Example()) {
		t.Errorf("Example() is not example.yaml (%v)", err)
	}
}

// TestTheManualNamesEverySetting holds README.md against the schema: a row per
// setting, with the default that the program has.
func TestTheManualNamesEverySetting(t *testing.T) {
	manual, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for setting, def := range map[string]string{
		"department.name": "Metro Police", "department.timezone": "America/Toronto", "department.languages": "[en, fr]",
		"department.roles": "[]", "department.duty_channel": "duty", "department.newsroom_channel": "newsroom",
		"people[].id": "", "people[].name": "", "people[].roles": "", "people[].logins": "", "people[].email": "",
		"duty.people": "[]", "accounts[].id": "", "accounts[].network": "", "accounts[].name": "", "accounts[].handle": "",
		"accounts[].languages": "", "accounts[].default": "", "accounts[].owner": "", "accounts[].users": "", "secrets.key_file": "",
		"accounts[].practice.like": `""`, "accounts[].x.client_id": "", "accounts[].x.client_secret_file": "", "accounts[].x.budget": "0", "accounts[].x.threads": "true", "accounts[].x.api": "https://api.x.com",
		"accounts[].mastodon.server": "", "accounts[].mastodon.visibility": "public", "accounts[].mastodon.idempotency": "auto",
		"accounts[].bluesky.service": "https://bsky.social", "accounts[].bluesky.appview": "https://public.api.bsky.app", "accounts[].bluesky.jetstream": `""`,
		"accounts[].youtube.client_id": "", "accounts[].youtube.client_secret_file": "", "accounts[].youtube.channel": `""`, "accounts[].youtube.playlist": `""`,
		"accounts[].youtube.category": `""`, "accounts[].youtube.tags": "[]", "accounts[].youtube.quiet": "false", "accounts[].youtube.api": "https://youtube.googleapis.com",
		"accounts[].facebook.page": "", "accounts[].facebook.app_id": "", "accounts[].facebook.app_secret_file": "", "accounts[].facebook.api": "https://graph.facebook.com",
		"media.ffmpeg": "ffmpeg", "media.ffprobe": "ffprobe", "webhooks.listen": `""`,
		"approval.default.need": "1", "approval.default.role": `""`, "approval.kinds.KIND.need": "", "approval.kinds.KIND.role": "",
		"approval.default.confirm": "false", "approval.kinds.KIND.confirm": "",
		"approval.default.repeat": "once", "approval.kinds.KIND.repeat": "", "schedule.missed": "ask", "schedule.grace": "30m", "schedule.ahead": "12h",
		"reminders.after": "[5m, 15m, 30m]", "reminders.again": "1h", "reminders.before": "[30m, 15m, 5m]", "emergency.role": `""`, "emergency.kinds": "[safety, amber]",
		"retention.at": `"03:30"`, "retention.drafts": "keep", "retention.originals": "keep", "retention.replies": "keep", "retention.appeals": "keep", "retention.elsewhere": "keep", "retention.outside": "keep", "retention.duty": "keep", "retention.kinds.KIND": "",
		"digest.channel": `""`, "digest.at": "monday 08:00", "digest.theme": "light", "accounts[].unwatched": "false", "accounts[].quiet[].days": "[]", "accounts[].blackouts[].reason": "", "accounts[].passes": "",
		"mattermost.url": `""`, "mattermost.token_file": "", "mattermost.command_token_file": "", "mattermost.teams": "[]",
		"mattermost.command": "appeal", "mattermost.listen": "127.0.0.1:8066", "mattermost.callback": "http://127.0.0.1:8066",
		"slack.bot_token_file": "", "slack.app_token_file": "", "slack.signing_secret_file": "", "slack.mode": "socket", "slack.url": `""`,
		"slack.listen": "127.0.0.1:8067", "slack.workspace": `""`, "slack.command": "appeal", "slack.api": "https://slack.com/api/",
		"guard.policy": "ca-on", "guard.records.KIND": "lead", "guard.phones": "", "guard.phone_prefixes": "[416-808-]", "guard.mail_domains": "[metropolice.example, torontopolice.on.ca]",
		"guard.link_domains": "[222tips.com, tps.ca, metropolice.example]", "guard.handles": `["@MetroPolice"]`, "guard.addresses": "[40 College Street]", "guard.short_codes": `["274637"]`, "guard.operations": "[]", "guard.plate_kinds": "[]", "guard.name_kinds": "[]",
		"contact.en": Default().Contact["en"], "contact.fr": Default().Contact["fr"], "templates.dir": `""`,
		"outbox.lease": "1m", "outbox.retry.first": "5s", "outbox.retry.longest": "10m",
		"http.listen": "127.0.0.1:8065", "http.allowed_hosts": "[]", "log.level": "info", "log.format": "text", "data.dir": `""`,
	} {
		row := "| `" + setting + "` |"
		i := strings.Index(string(manual), row)
		if i < 0 {
			t.Errorf("README.md has no row for %s", setting)
			continue
		}
		line, _, _ := strings.Cut(string(manual)[i:], "\n")
		if def != "" && !strings.Contains(line, "`"+def+"`") {
			t.Errorf("README.md gives another default for %s than %q: %s", setting, def, line)
		}
	}
}

// full sets everything to something that is not its default.
const full = `
department:
  name: "Ville: \"Nord\""
  timezone: America/St_Johns
  languages: [fr]
  roles: [media-relations, "2nd"]
  duty_channel: "#permanence"
  newsroom_channel: ""
people:
  - {id: 007, name: Zoé, roles: [author, media-relations], logins: {practice: "123", mattermost: abcdefghijklmnopqrstuvwxy1, slack: U0123ABCD}}
  - {id: b.c-d_e, name: Bé, roles: [approver, admin, media-relations], email: be@nord.example}
  - id: third
    name: "null"
    roles: [approver, 2nd]
duty: {people: [third, 007]}
accounts:
  - {id: nord, network: harbour, name: Nord, handle: "@nord", languages: [fr], default: true, owner: third, users: [007, b.c-d_e], harbour: {url: "https://harbour.example"},
     quiet: [{from: "23:00", to: "07:00", days: [mon, sun]}], passes: [missing],
     blackouts: [{from: 2026-12-01 08:00, to: 2026-12-04 18:30, reason: court order, passes: [amber]}]}
  - {id: "true", network: harbour, harbour: {url: "https://harbour.example"}}
schedule: {missed: drop, grace: 10m, ahead: 24h}
approval:
  default: {need: 2, role: media-relations, confirm: true, repeat: each}
  kinds:
    missing: {role: ""}
    wanted: {need: 1, confirm: false, repeat: once}
    safety: {need: 1, role: admin}
reminders: {after: [2m], again: 0s, before: [1h, 10m]}
emergency: {role: 2nd, kinds: [safety_alert]}
guard: {phones: [911], phone_prefixes: ["+1 416 808"], short_codes: [12345], mail_domains: [nord.example], link_domains: [], handles: ["@nord"], addresses: ["1, rue Principale"], operations: [Project 44], plate_kinds: [person_of_interest, witness], name_kinds: [wanted]}
contact: {fr: "Nord : 911"}
retention: {at: "02:05", drafts: 90d, originals: 12w, replies: 1y, appeals: 2y, elsewhere: 30d, outside: 2y, duty: 52w, kinds: {wanted: {originals: keep, appeals: keep}}}
templates: {dir: texts}
mattermost:
  url: https://chat.nord.example/
  token_env: APPEALBOT_TEST_TOKEN
  command_token_env: APPEALBOT_TEST_COMMAND
  teams: [police, media]
  command: /appel
  listen: ":9066"
  callback: https://appeals.nord.example/bot/
slack:
  bot_token_env: APPEALBOT_TEST_BOT
  app_token_env: APPEALBOT_TEST_APP
  signing_secret_env: APPEALBOT_TEST_SIGNING
  mode: http
  url: https://appeals.nord.example/
  listen: ":9067"
  workspace: T0123ABCD
  command: /appel
  api: https://slack-gov.com/api
secrets: {key_env: APPEALBOT_TEST_KEY}
media: {ffmpeg: /opt/ffmpeg/ffmpeg, ffprobe: /opt/ffmpeg/ffprobe}
digest: {channel: "#chefs", at: "Sunday 16:30", theme: dark}
webhooks: {listen: "127.0.0.1:8069"}
outbox: {lease: 90s, retry: {first: 1s, longest: 24h}}
http: {listen: "[::1]:0", allowed_hosts: [appeals.nord.example, 10.0.0.7]}
log: {level: debug, format: json}
data: {dir: state}
`

func TestEverySettingIsReadAndPrinted(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "texts"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("APPEALBOT_TEST_TOKEN", "hunter2-hunter2")
	t.Setenv("APPEALBOT_TEST_COMMAND", "first-token\nsecond-token\n")
	t.Setenv("APPEALBOT_TEST_KEY", "key-hunter2")
	slackSecrets(t)
	path := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(path, []byte(full), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(path, harbourNetwork())
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Department: Department{
			Name: `Ville: "Nord"`, Timezone: "America/St_Johns", Languages: []string{"fr"},
			Roles: []bot.Role{"media-relations", "2nd"}, DutyChannel: "permanence",
		},
		People: []Person{
			{ID: "007", Name: "Zoé", Roles: []bot.Role{"author", "media-relations"}, Logins: map[string]string{"practice": "123", "mattermost": "abcdefghijklmnopqrstuvwxy1", "slack": "U0123ABCD"}},
			{ID: "b.c-d_e", Name: "Bé", Roles: []bot.Role{"approver", "admin", "media-relations"}, Email: "be@nord.example"},
			{ID: "third", Name: "null", Roles: []bot.Role{"approver", "2nd"}},
		},
		Duty: Duty{People: []bot.ID{"third", "007"}},
		Accounts: []Account{
			{
				ID: "nord", Network: "harbour", Name: "Nord", Handle: "@nord", Languages: []string{"fr"}, Default: true, Owner: "third", Users: []bot.ID{"007", "b.c-d_e"},
				Quiet: []QuietHours{{From: "23:00", To: "07:00", Days: []string{"mon", "sun"}}}, Passes: []bot.Kind{bot.MissingPerson},
				Blackouts: []Blackout{{From: "2026-12-01 08:00", To: "2026-12-04 18:30", Reason: "court order", Passes: []bot.Kind{bot.Amber}}},
				Settings:  &harbour{URL: "https://harbour.example", Boats: 3},
			},
			{ID: "true", Network: "harbour", Name: "true", Settings: &harbour{URL: "https://harbour.example", Boats: 3}},
		},
		Approval: Approval{Default: Rule{Need: 2, Role: "media-relations", Confirm: true, Repeat: bot.RepeatEach}, Kinds: map[bot.Kind]Rule{
			bot.MissingPerson: {Need: 2, Confirm: true, Repeat: bot.RepeatEach}, bot.Wanted: {Need: 1, Role: "media-relations", Repeat: bot.RepeatOnce},
			bot.Identify: {Need: 2, Role: "media-relations", Confirm: true, Repeat: bot.RepeatEach}, bot.SafetyAlert: {Need: 1, Role: "admin", Confirm: true, Repeat: bot.RepeatEach},
		}},
		Schedule:  Schedule{Missed: bot.MissedDrop, Grace: 10 * time.Minute, Ahead: 24 * time.Hour},
		Reminders: Reminders{After: []time.Duration{2 * time.Minute}, Before: []time.Duration{time.Hour, 10 * time.Minute}},
		Emergency: Emergency{Role: "2nd", Kinds: []bot.Kind{bot.SafetyAlert}},
		Guard: Guard{
			Policy: "ca-on", Phones: []string{"911"}, PhonePrefixes: []string{"+1 416 808"}, MailDomains: []string{"nord.example"}, ShortCodes: []string{"12345"},
			Handles: []string{"@nord"}, Addresses: []string{"1, rue Principale"}, Operations: []string{"Project 44"},
			PlateKinds: []bot.Kind{bot.Identify, bot.Witness}, NameKinds: []bot.Kind{bot.Wanted},
		},
		Contact:   map[string]string{"en": Default().Contact["en"], "fr": "Nord : 911"},
		Templates: TemplateFiles{Dir: filepath.Join(dir, "texts")},
		Mattermost: Mattermost{
			URL: "https://chat.nord.example", Token: secretOf("hunter2-hunter2"), CommandToken: secretOf("first-token\nsecond-token"), Teams: []string{"police", "media"},
			Command: "appel", Listen: ":9066", Callback: "https://appeals.nord.example/bot",
		},
		Slack: Slack{
			BotToken: secretOf("xoxb-hunter2"), AppToken: secretOf("xapp-hunter2"), SigningSecret: secretOf("5160hunter2"), Mode: HTTPMode,
			URL: "https://appeals.nord.example", Listen: ":9067", Workspace: "T0123ABCD", Command: "appel", API: "https://slack-gov.com/api/",
		},
		Secrets:  Secrets{Key: secretOf("key-hunter2")},
		Media:    Media{FFmpeg: "/opt/ffmpeg/ffmpeg", FFprobe: "/opt/ffmpeg/ffprobe"},
		Digest:   Digest{Channel: "chefs", At: "Sunday 16:30", Theme: "dark"},
		Webhooks: Webhooks{Listen: "127.0.0.1:8069"},
		Retention: Retention{
			At: "02:05", Drafts: "90d", Originals: "12w", Replies: "1y", Appeals: "2y", Elsewhere: "30d", Outside: "2y", Duty: "52w",
			Kinds: map[bot.Kind]Keeping{bot.Wanted: {Drafts: "90d", Originals: "keep", Replies: "1y", Appeals: "keep"}},
		},
		Outbox: Outbox{Lease: 90 * time.Second, Retry: Retry{First: time.Second, Longest: 24 * time.Hour}},
		HTTP:   HTTP{Listen: "[::1]:0", AllowedHosts: []string{"appeals.nord.example", "10.0.0.7"}},
		Log:    Log{Level: "debug", Format: "json"},
		Data:   Data{Dir: filepath.Join(dir, "state")},
	}
	if diff := cmp.Diff(want, c, sameSecrets()); diff != "" {
		t.Fatalf("loaded (-want +got):\n%s", diff)
	}
	if got := c.Mattermost.CommandTokens(); !cmp.Equal(got, []string{"first-token", "second-token"}) {
		t.Errorf("command tokens %q", got)
	}
	printed := print(t, c)
	if strings.Contains(printed, "hunter2") || strings.Contains(printed, "second-token") || !strings.Contains(printed, "  command_token: <secret>\n") {
		t.Errorf("printed:\n%s", printed)
	}
	if diff := cmp.Diff(c, parse(t, again(printed), harbourNetwork()), sameSecrets()); diff != "" {
		t.Errorf("printed and loaded again (-before +after):\n%s\n%s", diff, printed)
	}
}

// secretOf is a secret with a value.
func secretOf(value string) (s Secret) {
	s.TakeSecret(value)
	return s
}

// sameSecrets compares secrets by what they are.
func sameSecrets() cmp.Option {
	return cmp.Options{cmp.AllowUnexported(secretWord{}), cmp.Comparer(func(a, b Secret) bool { return a.IsSet() == b.IsSet() && a.Reveal() == b.Reveal() })}
}

// again is a printed configuration with the places of its secrets filled in, as
// whoever uses it has to.
func again(printed string) string {
	printed = strings.ReplaceAll(printed, "      token: <secret>\n", "")
	printed = strings.ReplaceAll(printed, "  key: <secret>\n", "  key_env: APPEALBOT_TEST_KEY\n")
	printed = strings.ReplaceAll(printed, "  command_token: <secret>\n", "  command_token_env: APPEALBOT_TEST_COMMAND\n")
	printed = strings.ReplaceAll(printed, "  bot_token: <secret>\n", "  bot_token_env: APPEALBOT_TEST_BOT\n")
	printed = strings.ReplaceAll(printed, "  app_token: <secret>\n", "  app_token_env: APPEALBOT_TEST_APP\n")
	printed = strings.ReplaceAll(printed, "  signing_secret: <secret>\n", "  signing_secret_env: APPEALBOT_TEST_SIGNING\n")
	return strings.ReplaceAll(printed, "  token: <secret>\n", "  token_env: APPEALBOT_TEST_TOKEN\n")
}

func print(t *testing.T, c Config) string {
	t.Helper()
	var b bytes.Buffer
	if err := Print(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPrintedDefaultsLoadAgain(t *testing.T) {
	if diff := cmp.Diff(Default(), parse(t, print(t, Default())), sameSecrets()); diff != "" {
		t.Errorf("(-default +got):\n%s", diff)
	}
}

func TestAnUnwritableOutputIsReported(t *testing.T) {
	if err := Print(closed{}, Default()); err == nil || !strings.Contains(err.Error(), "print configuration") {
		t.Errorf("got %v", err)
	}
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, fs.ErrClosed }

func TestKindsTakeOverWhatTheyDoNotSay(t *testing.T) {
	people := "people:\n" + strings.Repeat("  - {id: X, name: X, roles: [approver, lead]}\n", 3)
	for _, id := range []string{"a", "b", "c"} {
		people = strings.Replace(people, "id: X", "id: "+id, 1)
	}
	for text, want := range map[string]map[bot.Kind]bot.Rule{
		"approval: {kinds: {missing: {role: lead}}}":                 {bot.MissingPerson: {Need: 2, Role: "lead"}, bot.Wanted: {Need: 2}, bot.Witness: {Need: 1}},
		"approval: {kinds: {witness: {role: lead}}}":                 {bot.Witness: {Need: 1, Role: "lead"}, bot.Vehicle: {Need: 1}},
		"approval: {default: {need: 3}}":                             {bot.MissingPerson: {Need: 3}, bot.Witness: {Need: 3}},
		"approval: {default: {need: 3}, kinds: {wanted: {need: 1}}}": {bot.Wanted: {Need: 1}, bot.Identify: {Need: 3}},
		"approval: {default: {confirm: true}, kinds: {wanted: {confirm: false}}}": {
			bot.MissingPerson: {Need: 2, Confirm: true}, bot.Wanted: {Need: 2}, bot.Witness: {Need: 1, Confirm: true},
		},
		"approval: {kinds: {missing: {confirm: true}}}": {bot.MissingPerson: {Need: 2, Confirm: true}, bot.Witness: {Need: 1}},
		"approval: {default: {role: lead}}":             {bot.MissingPerson: {Need: 2, Role: "lead"}, bot.Witness: {Need: 1, Role: "lead"}},
	} {
		rules := parse(t, text+"\n"+people).Rules()
		for kind, rule := range want {
			rule.Repeat = rules.For(kind).Repeat // TestWhoApprovesRepeats
			if got := rules.For(kind); got != rule {
				t.Errorf("%s: %s takes %+v, want %+v", text, kind, got, rule)
			}
		}
	}
}

func TestAllAccountsArePreselectedUnlessSomeAreMarked(t *testing.T) {
	list := func(text string) (out []string) {
		for _, a := range parse(t, text).PublicAccounts() {
			if !a.Exercise {
				t.Errorf("%s is a practice account and not marked as an exercise", a.ID)
			}
			if a.Default {
				out = append(out, string(a.ID)+"="+a.Name)
			}
		}
		return out
	}
	if got := list("accounts: [{id: a, network: practice}, {id: b, network: practice, name: B}]"); !cmp.Equal(got, []string{"a=a", "b=B"}) {
		t.Errorf("none marked: %v", got)
	}
	if got := list("accounts: [{id: a, network: practice}, {id: b, network: practice, default: true}]"); !cmp.Equal(got, []string{"b=b"}) {
		t.Errorf("one marked: %v", got)
	}
}

func TestASecretReachesTheNetworksOwnSettings(t *testing.T) {
	t.Setenv("APPEALBOT_TEST_TOKEN", "hunter2-hunter2\n")
	c := parse(t, "accounts: [{id: m, network: harbour, harbour: {url: u, token_env: APPEALBOT_TEST_TOKEN}}]", harbourNetwork())
	got, ok := c.Accounts[0].Settings.(*harbour)
	if !ok || got.Token.word != "hunter2-hunter2" {
		t.Errorf("settings %+v", c.Accounts[0].Settings)
	}
	if out := print(t, c); strings.Contains(out, "hunter2") || !strings.Contains(out, "token: <secret>") {
		t.Errorf("printed:\n%s", out)
	}
}

func TestWarningsSayWhatWasProbablyNotMeant(t *testing.T) {
	c := parse(t, `
department: {name: Nord}
contact: {fr: "Nord, 911"}
people:
  - {id: a, name: Al, roles: [approver], logins: {practice: a}}
  - {id: b, name: Bo, roles: [approver]}
  - {id: c, name: Cy, logins: {practice: c}}
duty: {people: [b, c]}
approval: {kinds: {wanted: {need: 1}, witness: {need: 1}}}
`)
	got := strings.Join(c.Warnings(), "\n")
	want := `approval.kinds.wanted.need: 1 is fewer than the usual 2; one person's mistake would be enough to publish about somebody by name or picture.
people[1]: Bo has no login on any chat platform and cannot use the program.
people[2]: Cy has no role and can only read.
people: nobody has the role "admin", so nobody can freeze publication for the whole department.
duty.people[0]: Bo has no login on any chat platform, so no emergency reaches them.
contact.en: appeals of Nord still carry the contact line of the practice department.`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestContactLineFallsBackToTheMainLanguage(t *testing.T) {
	c := Default()
	c.Department.Languages, c.Contact = []string{"fr", "en"}, map[string]string{"fr": "911"}
	if got := c.ContactLine("en"); got != "911" {
		t.Errorf("got %q", got)
	}
}

func TestWarningsAboutMattermost(t *testing.T) {
	t.Setenv("APPEALBOT_TEST_TOKEN", "hunter2-hunter2")
	server := func(more string) string {
		return "mattermost: {token_env: APPEALBOT_TEST_TOKEN, teams: [police], " + more + "}\n"
	}
	approver := "people: [{id: a, name: A, roles: [approver, admin], %s}, {id: b, name: B, roles: [approver], logins: {practice: b}}]\n"
	for text, want := range map[string][]string{
		server("url: https://chat.example, command_token_env: APPEALBOT_TEST_TOKEN") + fmt.Sprintf(approver, "email: a@police.example"):                          nil,
		server("url: https://chat.example, command_token_env: APPEALBOT_TEST_TOKEN") + fmt.Sprintf(approver, "logins: {mattermost: abcdefghijklmnopqrstuvwxy1}"): nil,
		server("url: https://chat.example") + fmt.Sprintf(approver, "email: a@police.example"):                                                                   {"mattermost.command_token: there is none, so every /appeal is refused."},
		server("url: https://chat.example, command_token_env: APPEALBOT_TEST_TOKEN"): {
			`people: nobody with the role "approver" has a login on mattermost or an email, so nobody can approve anything there.`,
		},
		server("url: http://chat.example, command_token_env: APPEALBOT_TEST_TOKEN, callback: http://203.0.113.7:8066") + fmt.Sprintf(approver, "email: a@police.example"): {
			"mattermost.callback: http://203.0.113.7:8066 is not a private address, and what the server sends there is not encrypted; whoever is in between can read along. Use https or an address of your own network.",
			"mattermost.url: http://chat.example is not a private address, and the bot's token goes there unencrypted. Use https.",
		},
		"mattermost: {callback: http://203.0.113.7:8066}\n": nil, // not used
	} {
		if diff := cmp.Diff(want, parse(t, text).Warnings()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestOpenAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"http://127.0.0.1:8066": false, "http://[::1]:8066": false, "http://10.1.2.3": false, "http://192.168.1.1": false, "http://localhost": false,
		"http://appealbot:8066": false, "http://bot.police.internal": false, "https://203.0.113.7": false,
		"http://203.0.113.7": true, "http://[2001:db8::1]": true, "http://chat.police.example": true,
	} {
		if got := open(address); got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}

func TestRetentionInDays(t *testing.T) {
	r := Retention{
		At: "02:05", Drafts: "90d", Originals: "12w", Replies: "1y", Appeals: "2y", Elsewhere: keepForGood, Outside: "1y", Duty: "30d",
		Kinds: map[bot.Kind]Keeping{bot.Wanted: {Drafts: "30d", Originals: keepForGood, Replies: keepForGood, Appeals: keepForGood}},
	}
	want := bot.Retention{
		At: 2*time.Hour + 5*time.Minute, Default: bot.Keep{Drafts: 90, Originals: 84, Replies: 366, Appeals: 732},
		Outside: 366, Duty: 30,
		Kinds: map[bot.Kind]bot.Keep{bot.Wanted: {Drafts: 30}},
	}
	if diff := cmp.Diff(want, r.Rules()); diff != "" {
		t.Error(diff)
	}
	if got := Default().Retention.Rules(); got.Purges() {
		t.Errorf("the default purges: %+v", got)
	}
}
