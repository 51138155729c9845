package guard

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"appealbot/bot"
)

// ParseLists reads a department's lists by themselves, in YAML or JSON. It is
// as strict as ParsePolicy. An empty file is empty lists.
func ParseLists(b []byte) (Lists, error) {
	f, err := parser.ParseBytes(b, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return Lists{}, fmt.Errorf("parse lists: %s", strings.TrimSpace(yaml.FormatError(err, false, false)))
	}
	if len(f.Docs) > 1 {
		return Lists{}, errors.New("parse lists: one YAML document is needed")
	}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil {
		return Lists{}, nil
	}
	r := &reader{known: implemented()}
	l := r.lists(f.Docs[0].Body)
	if _, err := compile(l); err != nil {
		r.errs = append(r.errs, err)
	}
	if err := errors.Join(r.errs...); err != nil {
		return Lists{}, err
	}
	return l, nil
}

// phones reads numbers that may be published, either a list of them, or those
// that count as they stand (exact) and how others begin (prefix).
func (r *reader) phones(n ast.Node, l *Lists) {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
	default:
		l.Phones = r.texts(n)
		return
	}
	r.keys(n, map[string]func(ast.Node){
		"exact":  func(n ast.Node) { l.Phones = r.texts(n) },
		"prefix": func(n ast.Node) { l.PhonePrefixes = append(l.PhonePrefixes, r.texts(n)...) },
	})
}

// namedKinds reads kinds of appeal by any of their names: departments know them
// by those of other systems too.
func (r *reader) namedKinds(n ast.Node) []bot.Kind {
	var out []bot.Kind
	for _, s := range r.texts(n) {
		k, ok := bot.KindNamed(s)
		if !ok {
			r.bad(n, "%s", unknown("kind of appeal", s, kindNames()))
			continue
		}
		out = append(out, k)
	}
	return out
}
