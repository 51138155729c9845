package configs

import (
	"fmt"
	"slices"

	"appealbot/bot"
)

// Emergency says what one officer may publish alone, without a second one, who
// reviews it afterwards.
type Emergency struct {
	// Role is the role that the officer must hold, one of the department's own;
	// empty means that nobody publishes alone.
	Role bot.Role `yaml:"role"`
	// Kinds are the kinds of appeal that may go out so.
	Kinds []bot.Kind `yaml:"kinds"`
}

// defaultEmergency lets nobody publish alone. What a department that wants it allows
// by default are the two kinds for which the two-person rule has an exception at all
// (reference/domain.md 1.2 and 2.1). A person who is missing is named and shown;
// who wants that to go out on one officer's word adds it.
func defaultEmergency() Emergency {
	return Emergency{Kinds: []bot.Kind{bot.SafetyAlert, bot.Amber}}
}

// AloneRule returns what one officer may publish alone.
func (c Config) AloneRule() bot.AloneRule {
	return bot.AloneRule{Role: c.Emergency.Role, Kinds: slices.Clone(c.Emergency.Kinds)}
}

// certified is the role with which officers of the practice department publish alone.
const certified = bot.Role("certified")

// Practice returns the practice department as people meet it who have no
// configuration yet: Default, and a sergeant who may publish alone, so that they can
// try that, too. No configuration of a department inherits it.
func Practice() Config {
	c := Default()
	c.Department.Roles = append(c.Department.Roles, certified)
	c.Emergency.Role = certified
	for i, p := range c.People {
		if p.ID == "bob" {
			c.People[i].Roles = append(c.People[i].Roles, certified)
		}
	}
	return c
}

// emergency demands a role that nobody has by accident, and somebody to review.
func (d *decoder) emergency(c *Config) {
	const role, kinds = "emergency.role", "emergency.kinds"
	e := c.Emergency
	var known []string
	for _, k := range bot.Kinds() {
		known = append(known, string(k))
	}
	for i, k := range e.Kinds {
		d.word(fmt.Sprintf("%s[%d]", kinds, i), "kind", string(k), known)
	}
	if e.Role == "" {
		return
	}
	own := make([]string, 0, len(c.Department.Roles))
	for _, r := range c.Department.Roles {
		own = append(own, string(r))
	}
	switch {
	case slices.Contains(builtIn(), string(e.Role)):
		d.wrong(role, "%q is held for other reasons. Name a role of your own under department.roles, such as certified, and give it to those who may publish alone.", e.Role)
	case !slices.Contains(own, string(e.Role)):
		d.wrong(role, "%q is no role of the department's own. Write it under department.roles, and give it to those who may publish alone.", e.Role)
	case len(e.Kinds) == 0:
		d.wrong(kinds, "is empty, so nothing could be published alone. Name kinds, like [safety, amber], or write role: \"\".")
	case !d.faulty("people"):
		d.holders(c, role)
	}
}

// holders demands that somebody may publish alone, and that for each of them there is
// somebody else who can review it.
func (d *decoder) holders(c *Config, path string) {
	any := false
	for _, p := range c.People {
		if !slices.Contains(p.Roles, c.Emergency.Role) {
			continue
		}
		any = true
		if !slices.ContainsFunc(c.People, func(q Person) bool { return q.ID != p.ID && slices.Contains(q.Roles, bot.Approver) }) {
			d.wrong(path, "%s could publish alone, and nobody else has the role %q to review it. Name another approver.", p.Name, bot.Approver)
		}
	}
	if !any {
		d.wrong(path, "nobody has the role %q, so nobody could publish alone. Give it to somebody under people, or write role: \"\".", c.Emergency.Role)
	}
}
