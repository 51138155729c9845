package guard

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"appealbot/bot"
)

// ParsePolicy reads a policy pack in YAML. It is strict: an unknown key or
// rule, a severity or a kind of appeal that does not exist are errors, and all
// of them are returned at once, each with its line.
func ParsePolicy(b []byte) (Policy, error) {
	f, err := parser.ParseBytes(b, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return Policy{}, fmt.Errorf("parse policy: %s", strings.TrimSpace(yaml.FormatError(err, false, false)))
	}
	if len(f.Docs) != 1 || f.Docs[0].Body == nil {
		return Policy{}, errors.New("parse policy: one YAML document is needed")
	}
	r := &reader{known: implemented()}
	var p Policy
	r.keys(f.Docs[0].Body, map[string]func(ast.Node){
		"name":    func(n ast.Node) { p.Name = r.text(n) },
		"rules":   func(n ast.Node) { p.Rules = r.rules(n) },
		"grounds": func(n ast.Node) { p.Grounds = r.grounds(n) },
		"lists":   func(n ast.Node) { p.Lists = r.lists(n) },
	})
	if p.Name == "" {
		r.bad(f.Docs[0].Body, "a pack needs a name")
	}
	if len(p.Rules) == 0 {
		r.bad(f.Docs[0].Body, "a pack needs rules")
	}
	if _, err := compile(p.Lists); err != nil {
		r.errs = append(r.errs, err)
	}
	if err := errors.Join(r.errs...); err != nil {
		return Policy{}, err
	}
	return p, nil
}

// A reader walks a YAML tree and collects what is wrong with it.
type reader struct {
	known map[string]detector
	errs  []error
}

func (r *reader) bad(n ast.Node, format string, args ...any) {
	at := 1
	if n != nil && n.GetToken() != nil {
		at = n.GetToken().Position.Line
	}
	r.errs = append(r.errs, fmt.Errorf("line %d: %w", at, fmt.Errorf(format, args...)))
}

// each calls do for every key of a mapping, and objects to a key given twice.
func (r *reader) each(n ast.Node, do func(key ast.Node, name string, value ast.Node)) {
	var pairs []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		pairs = m.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{m}
	case *ast.NullNode:
	default:
		r.bad(n, "keys with values are needed here")
	}
	seen := map[string]bool{}
	for _, p := range pairs {
		name := p.Key.GetToken().Value
		if seen[name] {
			r.bad(p.Key, "key %q is here for the second time", name)
		}
		seen[name] = true
		do(p.Key, name, p.Value)
	}
}

// keys reads a mapping whose keys are known.
func (r *reader) keys(n ast.Node, known map[string]func(ast.Node)) {
	r.each(n, func(key ast.Node, name string, value ast.Node) {
		if f := known[name]; f != nil {
			f(value)
			return
		}
		r.bad(key, "%s", unknown("key", name, slices.Sorted(maps.Keys(known))))
	})
}

// text reads a scalar.
func (r *reader) text(n ast.Node) string {
	switch s := n.(type) {
	case *ast.LiteralNode:
		return strings.TrimSpace(s.Value.Value)
	case ast.ScalarNode:
		if s.Type() != ast.NullType {
			return s.GetToken().Value
		}
	}
	r.bad(n, "words are needed here")
	return ""
}

// texts reads a sequence of scalars.
func (r *reader) texts(n ast.Node) []string {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		r.bad(n, "a list is needed here")
		return nil
	}
	out := make([]string, 0, len(s.Values))
	for _, v := range s.Values {
		out = append(out, r.text(v))
	}
	return out
}

// grounds reads what overrides may rest on, in the pack's order.
func (r *reader) grounds(n ast.Node) []Ground {
	var out []Ground
	r.each(n, func(_ ast.Node, id string, value ast.Node) {
		out = append(out, Ground{ID: id, Words: r.words(value)})
	})
	return out
}

// words reads sentences by language.
func (r *reader) words(n ast.Node) map[string]string {
	out := map[string]string{}
	r.each(n, func(key ast.Node, lang string, value ast.Node) {
		if len(lang) != 2 {
			r.bad(key, "%q is no language; use two letters, like en", lang)
		}
		out[lang] = r.text(value)
	})
	return out
}

func (r *reader) severity(n ast.Node, orOff bool) bot.Severity {
	s := r.text(n)
	allowed := severities()
	if orOff {
		allowed = append(allowed, string(off))
	}
	if s != "" && !slices.Contains(allowed, s) {
		r.bad(n, "%s", unknown("severity", s, allowed))
	}
	return bot.Severity(s)
}

func (r *reader) kind(n ast.Node, s string) bot.Kind {
	if k := bot.Kind(s); k.Known() {
		return k
	}
	r.bad(n, "%s", unknown("kind of appeal", s, kindNames()))
	return ""
}

func (r *reader) kinds(n ast.Node) []bot.Kind {
	var out []bot.Kind
	for _, s := range r.texts(n) {
		out = append(out, r.kind(n, s))
	}
	return out
}

func (r *reader) kindSeverities(n ast.Node) map[bot.Kind]bot.Severity {
	out := map[bot.Kind]bot.Severity{}
	r.each(n, func(key ast.Node, name string, value ast.Node) {
		out[r.kind(key, name)] = r.severity(value, true)
	})
	return out
}

// rules reads the rules by category.
func (r *reader) rules(n ast.Node) []Rule {
	var out []Rule
	r.each(n, func(key ast.Node, id string, value ast.Node) {
		before := len(r.errs)
		rule := r.rule(id, value)
		if len(r.errs) == before { // what the tree is too small to show
			if err := rule.validate(r.known); err != nil {
				r.bad(key, "%w", err)
			}
		} else if _, ok := r.known[id]; !ok {
			r.bad(key, "%s", unknown("rule", id, slices.Sorted(maps.Keys(r.known))))
		}
		out = append(out, rule)
	})
	return out
}

// rule reads what a pack says about a rule, on top of what the folder rules
// says of it.
func (r *reader) rule(id string, n ast.Node) Rule {
	rule := r.base(id)
	r.fill(&rule, n)
	return rule
}

// base reads a rule's file in the folder rules. A rule without one has to say
// everything in its pack.
func (r *reader) base(id string) Rule {
	rule := Rule{ID: id, Enabled: true}
	b, err := packs.ReadFile("policy/rules/" + id + ".yaml")
	if err != nil {
		return rule
	}
	f, err := parser.ParseBytes(b, 0, parser.AllowDuplicateMapKey())
	if err != nil || len(f.Docs) != 1 || f.Docs[0].Body == nil {
		r.errs = append(r.errs, fmt.Errorf("rules/%s.yaml: one YAML document is needed", id))
		return rule
	}
	of := reader{known: r.known}
	of.fill(&rule, f.Docs[0].Body)
	for _, err := range of.errs {
		r.errs = append(r.errs, fmt.Errorf("rules/%s.yaml: %w", id, err))
	}
	return rule
}

// fill puts what a mapping says of a rule into it.
func (r *reader) fill(rule *Rule, n ast.Node) {
	r.keys(n, map[string]func(ast.Node){
		"severity": func(n ast.Node) { rule.Severity = r.severity(n, false) },
		"enabled":  func(n ast.Node) { rule.Enabled = r.yes(n) },
		"owner":    func(n ast.Node) { rule.Owner = r.text(n) },
		"date":     func(n ast.Node) { rule.Date = r.text(n) },
		"citation": func(n ast.Node) { rule.Citation = r.text(n) },
		"only":     func(n ast.Node) { rule.Only = r.kinds(n) },
		"kinds":    func(n ast.Node) { rule.Kinds = over(rule.Kinds, r.kindSeverities(n)) },
		"message":  func(n ast.Node) { rule.Message = over(rule.Message, r.words(n)) },
		"fix":      func(n ast.Node) { rule.Fix = over(rule.Fix, r.words(n)) },
		"variants": func(n ast.Node) { rule.Variants = over(rule.Variants, r.variants(n)) },
		"tick":     func(n ast.Node) { rule.Tick = r.yes(n) },
		"lifts":    func(n ast.Node) { rule.Lifts = r.records(n) },
	})
}

// over returns what base says, and on top of it what more says.
func over[K comparable, V any](base, more map[K]V) map[K]V {
	out := make(map[K]V, len(base)+len(more))
	maps.Copy(out, base)
	maps.Copy(out, more)
	return out
}

// records reads kinds of record.
func (r *reader) records(n ast.Node) []bot.RecordKind {
	var out []bot.RecordKind
	for _, s := range r.texts(n) {
		k := bot.RecordKind(s)
		if !k.Known() {
			r.bad(n, "%s", unknown("kind of record", s, recordNames()))
		}
		out = append(out, k)
	}
	return out
}

func (r *reader) variants(n ast.Node) map[string]Variant {
	out := map[string]Variant{}
	r.each(n, func(_ ast.Node, name string, value ast.Node) {
		var v Variant
		r.keys(value, map[string]func(ast.Node){
			"severity": func(n ast.Node) { v.Severity = r.severity(n, true) },
			"message":  func(n ast.Node) { v.Message = r.words(n) },
			"fix":      func(n ast.Node) { v.Fix = r.words(n) },
		})
		out[name] = v
	})
	return out
}

func (r *reader) yes(n ast.Node) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		r.bad(n, "true or false is needed here")
		return false
	}
	return b.Value
}

func (r *reader) lists(n ast.Node) Lists {
	var l Lists
	r.keys(n, map[string]func(ast.Node){
		"phones":         func(n ast.Node) { r.phones(n, &l) },
		"phone_prefixes": func(n ast.Node) { l.PhonePrefixes = append(l.PhonePrefixes, r.texts(n)...) },
		"short_codes":    func(n ast.Node) { l.ShortCodes = r.texts(n) },
		"mail_domains":   func(n ast.Node) { l.MailDomains = r.texts(n) },
		"link_domains":   func(n ast.Node) { l.LinkDomains = r.texts(n) },
		"handles":        func(n ast.Node) { l.Handles = r.texts(n) },
		"addresses":      func(n ast.Node) { l.Addresses = r.texts(n) },
		"operations":     func(n ast.Node) { l.Operations = r.texts(n) },
		"plate_kinds":    func(n ast.Node) { l.PlateKinds = r.namedKinds(n) },
		"name_kinds":     func(n ast.Node) { l.NameKinds = r.namedKinds(n) },
		"contact":        func(n ast.Node) { l.Contact = r.words(n) },
	})
	return l
}
