package guard

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"appealbot/bot"
)

//go:embed policy/*.yaml policy/rules/*.yaml
var packs embed.FS

const defaultPack = "ca-on"

// off is the severity in a pack of what is allowed to pass.
const off bot.Severity = "off"

// A Policy is the rules that a department holds itself to, and the lists of
// what it has made public itself. Who owns a rule, since when, and on which
// authority stands beside it.
type Policy struct {
	Name  string // of the pack: "ca-on"
	Rules []Rule
	// Grounds are what an override may rest on, in the order in which forms
	// offer them.
	Grounds []Ground
	Lists   Lists
}

// A Ground is one reason of a policy's list for letting a finding pass.
type Ground struct {
	ID    string            // "sought"
	Words map[string]string // by language
}

// A Rule says how one detector's hits are treated.
type Rule struct {
	ID       string // category: "phone_private"
	Severity bot.Severity
	Enabled  bool
	Owner    string // who answers for it: "Legal Services"
	Date     string // since when it stands like this: "2026-11-01"
	Citation string // the law or order behind it
	// Only limits the rule to some kinds of appeal; empty means all.
	Only []bot.Kind
	// Kinds gives the rule another severity for some kinds of appeal; "off"
	// lets everything pass there.
	Kinds map[bot.Kind]bot.Severity
	// Message is the sentence for the officer, Fix what to do, by language.
	// English is required and stands in for others.
	Message, Fix map[string]string
	// Variants treat some hits of the detector differently: a year of birth is
	// not a date of birth.
	Variants map[string]Variant
	// Lifts are the kinds of record on the case that let the rule's findings
	// pass: a judge's order, next of kin who know.
	Lifts []bot.RecordKind
	// Tick: whoever approves confirms each finding by itself.
	Tick bool
}

// A Variant replaces parts of a rule for some of its hits. What is empty is
// the rule's own.
type Variant struct {
	Severity     bot.Severity
	Message, Fix map[string]string
}

// Packs names the policies that come with the program.
func Packs() []string {
	names, err := fs.Glob(packs, "policy/*.yaml")
	if err != nil { // only a bad pattern fails
		return nil
	}
	for i, n := range names {
		names[i] = strings.TrimSuffix(strings.TrimPrefix(n, "policy/"), ".yaml")
	}
	return names
}

// Pack returns one of the policies that come with the program.
func Pack(name string) (Policy, error) {
	b, err := packs.ReadFile("policy/" + name + ".yaml")
	if err != nil {
		return Policy{}, fmt.Errorf("read policy pack %q: there is %s", name, bot.Names(Packs()))
	}
	p, err := ParsePolicy(b)
	if err != nil {
		return Policy{}, fmt.Errorf("read policy pack %q: %w", name, err)
	}
	return p, nil
}

// DefaultPolicy is the pack for Ontario with the practice department's lists.
func DefaultPolicy() Policy {
	p, err := Pack(defaultPack)
	if err != nil { // it is part of the program; a test loads every pack
		panic(err)
	}
	return p
}

// With returns the policy with a department's lists on top of its own. A
// department that wants none of the pack's entries sets Lists instead.
func (p Policy) With(lists Lists) Policy {
	p.Lists = p.Lists.with(lists)
	return p
}

// digest names the policy by its content.
func (p Policy) digest() string {
	b, err := json.Marshal(p)
	if err != nil { // strings, maps and slices of strings always encode
		b = fmt.Append(nil, p)
	}
	sum := sha256.Sum256(b)
	return p.Name + "@" + hex.EncodeToString(sum[:8])
}

// severity is the rule's for a kind of appeal and one of its variants.
func (r *Rule) severity(k bot.Kind, variant string) bot.Severity {
	if len(r.Only) > 0 && !slices.Contains(r.Only, k) {
		return off
	}
	sev := r.Severity
	// A variant that states the rule's own severity keeps it in every kind of
	// appeal, unless the kind turns the rule off.
	if s, ok := r.Kinds[k]; ok && (s == off || r.Variants[variant].Severity != r.Severity) {
		sev = s
	}
	// A variant makes a rule as mild as it says, but never stricter than the
	// kind of appeal allows.
	if v := r.Variants[variant].Severity; v != "" && sev != off && (v == off || v.Rank() > sev.Rank()) {
		sev = v
	}
	return sev
}

// words returns what the officer reads, in the language of the text.
func (r *Rule) words(s *scene, h hit, language string) (why, fix string) {
	v := r.Variants[h.variant]
	why = inLanguage(language, v.Message, r.Message)
	fix = inLanguage(language, v.Fix, r.Fix)
	line := h.line
	if line == "" {
		line = s.lists.contact(language)
	}
	return strings.ReplaceAll(why, "{contact}", line), strings.ReplaceAll(fix, "{contact}", line)
}

func inLanguage(lang string, choices ...map[string]string) string {
	lang, _, _ = strings.Cut(lang, "-")
	for _, words := range choices {
		if s, ok := words[lang]; ok {
			return s
		}
		if s, ok := words["en"]; ok {
			return s
		}
	}
	return ""
}

// validate lists what is wrong with a rule.
func (r *Rule) validate(found map[string]detector) error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("rule %s: %w", r.ID, fmt.Errorf(format, args...)))
	}
	d, ok := found[r.ID]
	switch {
	case !ok:
		return errors.New(unknown("rule", r.ID, slices.Sorted(maps.Keys(found))))
	case d.text == nil && d.whole == nil:
		bad("its detector has neither of the two shapes")
	}
	if !slices.Contains(severities(), string(r.Severity)) {
		bad("%s", unknown("severity", string(r.Severity), severities()))
	}
	if r.Message["en"] == "" || r.Fix["en"] == "" {
		bad("message and fix are needed, at least in English")
	}
	for _, name := range slices.Sorted(maps.Keys(r.Variants)) {
		if s := r.Variants[name].Severity; s != "" && s != off && !slices.Contains(severities(), string(s)) {
			bad("variant %s: %s", name, unknown("severity", string(s), severities()))
		}
	}
	for _, k := range slices.Sorted(maps.Keys(r.Kinds)) {
		if s := r.Kinds[k]; s != off && !slices.Contains(severities(), string(s)) {
			bad("kind %s: %s", k, unknown("severity", string(s), severities()))
		}
	}
	for _, k := range slices.Concat(r.Only, slices.Sorted(maps.Keys(r.Kinds))) {
		if !k.Known() {
			bad("%s", unknown("kind of appeal", string(k), kindNames()))
		}
	}
	return errors.Join(errs...)
}

func severities() []string {
	return []string{string(bot.Block), string(bot.NeedsOverride), string(bot.Warn), string(bot.Hint)}
}

func recordNames() []string {
	var out []string
	for _, k := range bot.RecordKinds() {
		out = append(out, string(k))
	}
	return out
}

func kindNames() []string {
	var out []string
	for _, k := range bot.Kinds() {
		out = append(out, string(k))
	}
	return out
}

// unknown says that a word is none of those allowed, and which those are.
func unknown(what, got string, allowed []string) string {
	return fmt.Sprintf("unknown %s %q; there is %s", what, got, strings.Join(allowed, ", "))
}

// nameRules are the rules about people who are named that a department may
// soften for some kinds of appeal. What the law protects whatever the appeal,
// such as a young person who is accused, is none of them.
var nameRules = []string{"suspect_named", "victim_identity", "minor_identity"}

// warnsFor lets what a rule objects to pass with a warning in the department's
// kinds of appeal. Kinds that are treated more mildly already stay so.
func warnsFor(kinds map[bot.Kind]bot.Severity, more []bot.Kind) map[bot.Kind]bot.Severity {
	out := maps.Clone(kinds)
	if out == nil {
		out = map[bot.Kind]bot.Severity{}
	}
	for _, k := range more {
		if s, ok := out[k]; !ok || s == bot.Block || s == bot.NeedsOverride {
			out[k] = bot.Warn
		}
	}
	return out
}
