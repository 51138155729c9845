package configs

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"appealbot/bot"
)

func builtIn() []string {
	return []string{string(bot.Author), string(bot.Approver), string(bot.Lead), string(bot.Admin)}
}

// roles returns every role that the department knows.
func (dep Department) roles() []string {
	known := builtIn()
	for _, r := range dep.Roles {
		known = append(known, string(r))
	}
	return known
}

func (d *decoder) people(c *Config) {
	ids, logins, emails := map[string]string{}, map[string]string{}, map[string]string{}
	for i, p := range c.People {
		path := fmt.Sprintf("people[%d]", i)
		d.name(path+".id", string(p.ID))
		d.once(path+".id", ids, string(p.ID), "the id")
		d.line(path+".name", p.Name, 1, 80)
		for j, r := range p.Roles {
			d.word(fmt.Sprintf("%s.roles[%d]", path, j), "role", string(r), c.Department.roles())
		}
		for platform, user := range sorted(p.Logins) {
			at := path + ".logins." + platform
			d.word(at, "chat platform", platform, platforms())
			d.line(at, user, 1, 80)
			d.login(at, platform, user)
			d.once(at, logins, platform+" "+user, "the login")
		}
		if p.Email != "" && !isEmail(p.Email) {
			d.wrong(path+".email", "expected one e-mail address, like bob@police.example, found %s.", show(p.Email))
		}
		d.once(path+".email", emails, strings.ToLower(p.Email), "the e-mail address")
	}
}

// isEmail reports whether s is an e-mail address and nothing else.
func isEmail(s string) bool {
	name, domain, _ := strings.Cut(s, "@")
	return name != "" && len(s) <= 254 && isDomain(domain) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>(),;:"\`, r)
	})
}

// duty demands that whom emergencies call is somebody, once.
func (d *decoder) duty(c *Config) {
	seen := map[string]string{}
	for i, id := range c.Duty.People {
		path := fmt.Sprintf("duty.people[%d]", i)
		d.known(path, id, c.People)
		d.once(path, seen, string(id), "the person")
	}
}

func (d *decoder) accounts(c *Config) {
	accounts := c.Accounts
	ids, handles := map[string]string{}, map[string]string{}
	mixed := slices.ContainsFunc(accounts, func(a Account) bool {
		return a.Network != practice && slices.Contains(d.networkNames(), a.Network)
	})
	for i, a := range accounts {
		path := fmt.Sprintf("accounts[%d]", i)
		d.name(path+".id", string(a.ID))
		d.once(path+".id", ids, string(a.ID), "the id")
		if !slices.Contains(d.networkNames(), a.Network) {
			d.wrong(path+".network", "%s", d.noNetwork(a.Network))
		}
		d.line(path+".name", a.Name, 0, 80)
		d.line(path+".handle", a.Handle, 0, 80)
		d.langs(path+".languages", a.Languages)
		if a.Handle != "" {
			d.once(path+".handle", handles, a.Network+server(a)+" "+strings.ToLower(a.Handle), "the account")
		}
		if a.Owner != "" {
			d.known(path+".owner", a.Owner, c.People)
		}
		for j, u := range a.Users {
			d.known(fmt.Sprintf("%s.users[%d]", path, j), u, c.People)
		}
		if mixed && a.Network == practice {
			d.wrong(path+".network", "this is a practice account beside real ones, and the two never mix. Give exercises a configuration and a data folder of their own.")
		}
	}
}

// server is where on its network an account is, for networks of many servers: the
// same handle is somebody else on each of them.
func server(a Account) string {
	if p, ok := a.Settings.(interface{ Place() string }); ok {
		return " " + p.Place()
	}
	return ""
}

// known demands somebody who is on the list of people.
func (d *decoder) known(path string, id bot.ID, people []Person) {
	if d.faulty("people") || slices.ContainsFunc(people, func(p Person) bool { return p.ID == id }) {
		return
	}
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = string(p.ID)
	}
	d.wrong(path, "%s", oneOf("person", string(id), ids))
}

// noNetwork says which networks there are.
func (d *decoder) noNetwork(found string) string {
	if len(d.networks) == 1 {
		return fmt.Sprintf("unknown network %s. Here is only the network %q.", show(found), practice)
	}
	return oneOf("network", found, d.networkNames())
}

// maxNeed is more approvals than any department asks for.
const maxNeed = 10

func (d *decoder) approval(c *Config) {
	d.rule(c, "approval.default", c.Approval.Default)
	d.repeat("approval.default.repeat", c.Approval.Default.Repeat)
	known := kindNames()
	for k, r := range sorted(c.Approval.Kinds) {
		path := "approval.kinds." + string(k)
		d.word(path, "kind", string(k), known)
		d.rule(c, path, r)
		d.repeat(path+".repeat", r.Repeat)
	}
}

// rule demands a rule that the people can meet.
func (d *decoder) rule(c *Config, path string, r Rule) {
	if r.Need < 1 || r.Need > maxNeed {
		d.wrong(path+".need", "expected 1 to %d approvals, found %d.", maxNeed, r.Need)
		return
	}
	if r.Role != "" && !slices.Contains(c.Department.roles(), string(r.Role)) {
		d.wrong(path+".role", "%s", oneOf("role", string(r.Role), c.Department.roles()))
		return
	}
	approvers, holders := 0, 0
	for _, p := range c.People {
		if slices.Contains(p.Roles, bot.Approver) {
			approvers++
			if slices.Contains(p.Roles, r.Role) {
				holders++
			}
		}
	}
	if d.faulty("people") {
		return // whoever is misspelt there may be the one who is missing here
	}
	need, role := path+".need", path+".role"
	if !d.set(path) { // a default that these people do not fit
		need, role = "people", "people"
	}
	switch {
	case approvers < r.Need:
		d.wrong(need, "%d approvals are needed (%s), but the role %q is held by %d of the people; nothing of the kind could be published. Ask for fewer or name more approvers.", r.Need, path, bot.Approver, approvers)
	case r.Role != "" && holders == 0:
		d.wrong(role, "approval by somebody with the role %q is needed (%s), but nobody holds both it and %q; nothing of the kind could be published.", r.Role, path, bot.Approver)
	}
}
