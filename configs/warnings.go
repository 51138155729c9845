package configs

import (
	"fmt"
	"slices"

	"appealbot/bot"
)

// Warnings returns what is allowed but probably not meant, one sentence each,
// for whoever checks the configuration.
func (c Config) Warnings() []string {
	var out []string
	warn := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	usual, rules := bot.DefaultRules(), c.Rules()
	for _, k := range bot.Kinds() {
		if need, least := rules.For(k).Need, usual.For(k).Need; need < least {
			warn("approval.kinds.%s.need: %d is fewer than the usual %d; one person's mistake would be enough to publish about somebody by name or picture.", k, need, least)
		}
	}
	for i, p := range c.People {
		if len(p.Roles) == 0 {
			warn("people[%d]: %s has no role and can only read.", i, p.Name)
		}
		if len(p.Logins) == 0 && !c.Mattermost.reaches(p) && !c.Slack.reaches(p) {
			warn("people[%d]: %s has no login on any chat platform and cannot use the program.", i, p.Name)
		}
	}
	if !slices.ContainsFunc(c.People, func(p Person) bool { return slices.Contains(p.Roles, bot.Admin) }) {
		warn("people: nobody has the role %q, so nobody can freeze publication for the whole department.", bot.Admin)
	}
	c.dutyWarnings(warn)
	c.Mattermost.warnings(c.People, warn)
	c.Slack.warnings(c.People, warn)
	usualContact := Default()
	for _, lang := range c.Department.Languages {
		switch line := c.Contact[lang]; {
		case line == "":
			warn("contact.%s: there is no contact line in this language.", lang)
		case line == usualContact.Contact[lang] && c.Department.Name != usualContact.Department.Name:
			warn("contact.%s: appeals of %s still carry the contact line of the practice department.", lang, c.Department.Name)
		}
	}
	return out
}

// dutyWarnings says of whom emergencies call who cannot be reached.
func (c Config) dutyWarnings(warn func(format string, args ...any)) {
	for i, id := range c.Duty.People {
		for _, p := range c.People {
			if p.ID == id && len(p.Logins) == 0 && !c.Mattermost.reaches(p) && !c.Slack.reaches(p) {
				warn("duty.people[%d]: %s has no login on any chat platform, so no emergency reaches them.", i, p.Name)
			}
		}
	}
}
