package configs

import (
	"cmp"
	"fmt"
	"maps"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"appealbot/bot"
)

// wrong reports a value that cannot be used, at the nearest place in the file,
// unless it follows from a mistake that was reported already.
func (d *decoder) wrong(path, format string, args ...any) {
	for _, p := range d.errs {
		if p.Path != "" && within(path, p.Path) {
			return
		}
	}
	d.report(d.at(path), path, fmt.Sprintf(format, args...))
}

// within reports whether path is outer or a part of it.
func within(path, outer string) bool {
	rest, ok := strings.CutPrefix(path, outer)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// faulty reports whether anything in path was reported already.
func (d *decoder) faulty(path string) bool {
	return slices.ContainsFunc(d.errs, func(p Problem) bool { return within(p.Path, path) })
}

// set reports whether the file sets path.
func (d *decoder) set(path string) bool {
	_, ok := d.places[path]
	return ok
}

// inherit fills in what follows from other settings: rules for a kind take
// over what the default rule asks for and they leave out, paths become
// independent of the working directory, and a setting has one way of being
// empty.
func (d *decoder) inherit(c *Config) {
	if !d.set("approval.default.need") {
		c.Approval.Default.Need = max(c.Approval.Default.Need, 1)
	}
	for k, r := range c.Approval.Kinds {
		path := "approval.kinds." + string(k)
		if !d.set(path + ".need") {
			r.Need = max(r.Need, c.Approval.Default.Need, 1)
		}
		if !d.set(path + ".role") {
			r.Role = c.Approval.Default.Role
		}
		if !d.set(path + ".confirm") {
			r.Confirm = c.Approval.Default.Confirm
		}
		if !d.set(path + ".repeat") {
			r.Repeat = cmp.Or(r.Repeat, c.Approval.Default.Repeat)
		}
		c.Approval.Kinds[k] = r
	}
	for _, kinds := range [][]bot.Kind{c.Guard.PlateKinds, c.Guard.NameKinds, c.Emergency.Kinds} {
		for i, k := range kinds {
			if known, ok := bot.KindNamed(string(k)); ok {
				kinds[i] = known
			}
		}
	}
	for i, a := range c.Accounts {
		c.Accounts[i].Name = cmp.Or(a.Name, string(a.ID))
		if !d.set(fmt.Sprintf("accounts[%d].passes", i)) && len(a.Quiet) > 0 {
			c.Accounts[i].Passes = bot.UrgentKinds()
		}
	}
	c.Department.DutyChannel = strings.TrimPrefix(c.Department.DutyChannel, "#")
	c.Department.NewsroomChannel = strings.TrimPrefix(c.Department.NewsroomChannel, "#")
	c.Retention.inherit()
	c.Digest.Channel = strings.TrimPrefix(c.Digest.Channel, "#")
	c.Mattermost.tidy()
	c.Slack.tidy()
	c.Templates.Dir = d.inDir(c.Templates.Dir)
	c.Data.Dir = d.inDir(c.Data.Dir)
}

// validate reports everything in c that cannot be used.
func (d *decoder) validate(c *Config) {
	d.department(c.Department)
	d.people(c)
	d.duty(c)
	d.accounts(c)
	d.quiet(c)
	d.approval(c)
	d.schedule(c.Schedule)
	d.reminders(c.Reminders)
	d.emergency(c)
	d.guard(c.Guard)
	for key, kinds := range sorted(map[string][]bot.Kind{"plate_kinds": c.Guard.PlateKinds, "name_kinds": c.Guard.NameKinds}) {
		for i, k := range kinds {
			d.word(fmt.Sprintf("guard.%s[%d]", key, i), "kind", string(k), kindNames())
		}
	}
	for k, role := range sorted(c.Guard.Records) {
		d.word("guard.records."+string(k), "kind of record", string(k), records())
		d.word("guard.records."+string(k), "role", string(role), c.Department.roles())
	}
	for lang, line := range sorted(c.Contact) {
		d.word("contact."+lang, "language", lang, languages())
		d.line("contact."+lang, line, 1, 200)
	}
	d.templates(c.Templates.Dir)
	d.mattermost(c.Mattermost, c.HTTP)
	d.slack(c.Slack, c.HTTP, c.Mattermost)
	d.media(c.Media)
	d.retention(c.Retention)
	d.digest(c.Digest)
	d.outbox(c.Outbox)
	d.http(c.HTTP)
	d.webhooks(c)
	d.word("log.level", "level", c.Log.Level, logLevels())
	d.word("log.format", "format", c.Log.Format, logFormats())
}

// sorted iterates over a map by key, so that errors come in the same order
// each time.
func sorted[M ~map[K]V, K cmp.Ordered, V any](m M) func(func(K, V) bool) {
	return func(yield func(K, V) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}

// word demands one of the known words.
func (d *decoder) word(path, what, found string, known []string) {
	if !slices.Contains(known, found) {
		d.wrong(path, "%s", oneOf(what, found, known))
	}
}

// line demands one line of readable text.
func (d *decoder) line(path, s string, least, most int) {
	n := len([]rune(s))
	switch {
	case n < least || least > 0 && strings.TrimSpace(s) == "":
		d.wrong(path, "is missing or empty; write some text.")
	case n > most:
		d.wrong(path, "expected at most %d characters, found %d.", most, n)
	case strings.ContainsFunc(s, unicode.IsControl):
		d.wrong(path, "expected one line without control characters.")
	}
}

// name demands a short identifier.
func (d *decoder) name(path, s string) {
	ok := len(s) <= 32 && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.'
	})
	switch {
	case s == "":
		d.wrong(path, "is missing or empty; give 1 to 32 small letters, digits, dots, dashes or underscores.")
	case !ok:
		d.wrong(path, "expected 1 to 32 small letters, digits, dots, dashes or underscores, found %s.", show(s))
	}
}

// once demands that an identifier was not used before.
func (d *decoder) once(path string, seen map[string]string, key, what string) {
	if key == "" {
		return
	}
	if first, twice := seen[key]; twice {
		d.wrong(path, "%s %s was given to %s already (line %d); one of the two must change.", what, show(key), first, d.at(first).line)
		return
	}
	seen[key] = path
}

func (d *decoder) department(dep Department) {
	d.line("department.name", dep.Name, 1, 80)
	d.zone(dep.Timezone)
	if len(dep.Languages) == 0 {
		d.wrong("department.languages", "expected at least one language. Allowed: %s.", strings.Join(languages(), ", "))
	}
	d.langs("department.languages", dep.Languages)
	for i, r := range dep.Roles {
		path := fmt.Sprintf("department.roles[%d]", i)
		d.name(path, string(r))
		if slices.Contains(builtIn(), string(r)) {
			d.wrong(path, "%q is a role already; list only roles of your own.", r)
		}
	}
	d.channel("department.duty_channel", dep.DutyChannel)
	d.channel("department.newsroom_channel", dep.NewsroomChannel)
}

func (d *decoder) langs(path string, langs []string) {
	seen := map[string]string{}
	for i, l := range langs {
		item := fmt.Sprintf("%s[%d]", path, i)
		d.word(item, "language", l, languages())
		d.once(item, seen, l, "the language")
	}
}

// channel demands what both Slack and Mattermost take as a channel's name.
func (d *decoder) channel(path, s string) {
	if len(s) > 64 || strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_'
	}) {
		d.wrong(path, "expected a channel name of up to 64 small letters, digits, dashes and underscores, found %s.", show(s))
	}
}

// commonZones are what a misspelt zone is compared with; the machine's own
// list cannot be asked for.
const commonZones = "America/Toronto America/Vancouver America/Edmonton America/Regina America/Winnipeg America/Halifax " +
	"America/St_Johns America/Moncton America/Iqaluit America/Whitehorse America/Yellowknife America/New_York America/Chicago " +
	"America/Denver America/Phoenix America/Los_Angeles America/Anchorage Pacific/Honolulu Europe/London Europe/Dublin " +
	"Europe/Paris Europe/Brussels Europe/Zurich Europe/Berlin Europe/Vienna Australia/Sydney Pacific/Auckland UTC"

func (d *decoder) zone(s string) {
	_, err := time.LoadLocation(s)
	switch {
	case err == nil && (s == "UTC" || strings.Contains(s, "/")):
		return
	case err == nil && s != "" && s != "Local":
		d.wrong("department.timezone", "%s has no summer time or none of its own; name the zone by its city, like America/Toronto.", show(s))
		return
	}
	near := nearest(strings.ReplaceAll(s, " ", "_"), strings.Fields(commonZones))
	for z := range strings.FieldsSeq(commonZones) {
		if _, city, _ := strings.Cut(z, "/"); near == "" && strings.EqualFold(city, strings.ReplaceAll(s, " ", "_")) {
			near = z
		}
	}
	if near != "" {
		near = fmt.Sprintf("; did you mean %q?", near)
	} else {
		near = "."
	}
	d.wrong("department.timezone", "unknown time zone %s%s Allowed: IANA names, like America/Toronto.", show(s), near)
}

func (d *decoder) guard(g Guard) {
	d.word("guard.policy", "policy", g.Policy, policies())
	each := func(key string, items []string, ok func(string) bool, want string) {
		for i, s := range items {
			if path := fmt.Sprintf("guard.%s[%d]", key, i); !ok(s) {
				d.wrong(path, "expected %s, found %s.", want, show(s))
			}
		}
	}
	each("phones", g.Phones, func(s string) bool { return isPhone(s, 3, 19) }, "a phone number, like 416-808-2222 or 1-800-222-TIPS")
	each("phone_prefixes", g.PhonePrefixes, func(s string) bool { return isPhone(s, 6, 12) }, "6 to 12 digits, like 416-808-")
	each("short_codes", g.ShortCodes, func(s string) bool { return isPhone(s, 3, 8) }, "3 to 8 digits, like 274637")
	each("mail_domains", g.MailDomains, isDomain, "a domain alone, like police.example")
	each("link_domains", g.LinkDomains, isDomain, "a domain alone, like police.example")
	each("handles", g.Handles, isHandle, `a handle, like "@MetroPolice"`)
	each("addresses", g.Addresses, func(s string) bool { return len(s) >= 5 && strings.ContainsFunc(s, unicode.IsDigit) }, "a civic number and a street address, like 40 College Street")
	each("operations", g.Operations, func(s string) bool { return strings.TrimSpace(s) != "" && len(strings.Fields(s)) <= 5 }, "the name of a campaign, like Operation Lifesaver")
}

// isPhone reports whether s is written like a phone number with least to most
// digits. Letters count as the digits that they share a key with.
func isPhone(s string, least, most int) bool {
	n := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9' || r >= 'A' && r <= 'Z':
			n++
		case !strings.ContainsRune(" -.()+/", r):
			return false
		}
	}
	return n >= least && n <= most
}

func isDomain(s string) bool {
	labels := strings.Split(s, ".")
	return len(labels) > 1 && len(s) <= 253 && !slices.ContainsFunc(labels, func(l string) bool { return !isLabel(l) })
}

func isLabel(l string) bool {
	return l != "" && len(l) <= 63 && !strings.HasPrefix(l, "-") && !strings.HasSuffix(l, "-") &&
		!strings.ContainsFunc(l, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func isHandle(s string) bool {
	return len(s) > 1 && s[0] == '@' && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

// templates makes sure that the department's own templates work, so that no
// officer is the first to find out.
func (d *decoder) templates(dir string) {
	if dir == "" {
		return
	}
	_, err := LoadTemplates(dir)
	if err == nil {
		return
	}
	d.wrong("templates.dir", "templates in %s cannot be used:\n\t%s", filepath.Base(dir), strings.ReplaceAll(err.Error(), "\n", "\n\t"))
}

func (d *decoder) outbox(o Outbox) {
	d.between("outbox.lease", o.Lease, 10*time.Second, 10*time.Minute)
	d.between("outbox.retry.first", o.Retry.First, time.Second, 10*time.Minute)
	d.between("outbox.retry.longest", o.Retry.Longest, time.Second, 24*time.Hour)
	if o.Retry.Longest < o.Retry.First && !d.faulty("outbox.retry") {
		d.wrong("outbox.retry", "longest (%s) is shorter than first (%s).", span(o.Retry.Longest), span(o.Retry.First))
	}
}

func (d *decoder) between(path string, t, least, most time.Duration) {
	if t < least || t > most {
		d.wrong(path, "expected %s to %s, found %s.", span(least), span(most), span(t))
	}
}

// span writes a length of time without empty units: 10m, not 10m0s.
func span(t time.Duration) string {
	s := t.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func (d *decoder) http(h HTTP) {
	d.listen("http.listen", h.Listen, defaultListen)
	for i, s := range h.AllowedHosts {
		if !isHost(s) {
			d.wrong(fmt.Sprintf("http.allowed_hosts[%d]", i), "expected a host name without scheme and port, like appeals.police.example, found %s.", show(s))
		}
	}
}

// listen demands an address to listen on.
func (d *decoder) listen(path, s, like string) {
	host, port, err := net.SplitHostPort(s)
	_, perr := strconv.ParseUint(port, 10, 16)
	if err != nil || perr != nil || host != "" && !isHost(host) {
		d.wrong(path, "expected a host and a port from 0 to 65535, like %s, found %s.", like, show(s))
	}
}

func isHost(s string) bool {
	return net.ParseIP(s) != nil || isLabel(s) || isDomain(s)
}
