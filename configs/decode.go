package configs

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// place is a position in the file, from 1:1; the zero place is unknown.
type place struct{ line, column int }

func placeOf(tk *token.Token) place {
	if tk == nil || tk.Position == nil {
		return place{}
	}
	return place{tk.Position.Line, tk.Position.Column}
}

// decoder fills values in from a syntax tree. It goes on after a mistake, so
// that all are found, and remembers where each setting stands, so that later
// checks can point at it.
type decoder struct {
	file     string
	dir      string // what relative paths are relative to
	networks []Network
	places   map[string]place // by path, of what the file sets
	errs     Errors
	broken   bool // there is no tree to speak of
	// drafts collects the files of secrets, which may be missing then; nil
	// means that they may not.
	drafts map[string]string
}

func (d *decoder) report(at place, path, text string) {
	d.errs = append(d.errs, Problem{File: d.file, Line: at.line, Column: at.column, Path: path, Text: text})
}

// decode fills in the struct that into points to.
func (d *decoder) decode(body ast.Node, into any) {
	d.value(body, placeOf(body.GetToken()), "", reflect.ValueOf(into).Elem())
}

// value fills v in from n, which stands at the given place.
func (d *decoder) value(n ast.Node, at place, path string, v reflect.Value) {
	d.places[path] = at
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		d.report(at, path, "anchors (&), aliases (*) and tags (!) are not read here; write the value itself, in quotes if it begins with one of them.")
		return
	case *ast.NullNode:
		if k := v.Kind(); k != reflect.Struct && k != reflect.Slice && k != reflect.Map {
			d.report(at, path, "there is no value; write one, or take the line out. (A # begins a comment; a value that contains one needs quotes.)")
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, at, path, v)
	case reflect.Map:
		d.mapping(n, at, path, v)
	case reflect.Slice:
		d.list(n, at, path, v)
	default:
		d.scalar(n, at, path, v)
	}
}

// entry is one key of a mapping with its value.
type entry struct {
	key   string
	at    place // of the key
	value ast.Node
	under place // of the value
}

// entries returns the keys of a mapping. Repeated keys and keys that are not
// words are reported and left out.
func (d *decoder) entries(n ast.Node, at place, path string) []entry {
	var values []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		d.report(at, path, "expected settings (key: value), found "+kindOf(n)+".")
		return nil
	}
	var out []entry
	seen := map[string]place{}
	for _, mv := range values {
		e := entry{at: placeOf(mv.Key.GetToken()), value: mv.Value}
		switch k := mv.Key.(type) {
		case *ast.StringNode:
			e.key = k.Value
		case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
			e.key = mv.Key.GetToken().Value
		default:
			d.report(e.at, path, "a key must be a plain word; merge keys (<<) are not read here.")
			continue
		}
		if first, twice := seen[e.key]; twice {
			d.report(e.at, path, fmt.Sprintf("%s stands here a second time; the first is on line %d. Keep one.", show(e.key), first.line))
			continue
		}
		seen[e.key] = e.at
		e.under = d.placeOfValue(mv.Value, e.at)
		out = append(out, e)
	}
	return out
}

// placeOfValue is where a value begins: for a scalar its own place, for
// anything larger the place of the key that it stands under.
func (d *decoder) placeOfValue(n ast.Node, key place) place {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode, *ast.NullNode:
		return key
	}
	return placeOf(n.GetToken())
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// structure decodes a mapping with known keys.
func (d *decoder) structure(n ast.Node, at place, path string, v reflect.Value) {
	fields, secrets, allowed := fieldsOf(v)
	sections := map[string]entry{}
	set := map[string]string{} // secret -> the key that set it
	for _, e := range d.entries(n, at, path) {
		if f, ok := fields[e.key]; ok {
			d.value(e.value, e.under, join(path, e.key), f)
			continue
		}
		if name, how, ok := secretKey(e.key, secrets); ok {
			if other := set[name]; other != "" {
				d.report(e.at, join(path, e.key), fmt.Sprintf("the secret is set by %s already; keep one of the two.", other))
				continue
			}
			set[name] = e.key
			d.secret(e, join(path, e.key), how, secrets[name])
			continue
		}
		if _, isAccount := reflect.TypeAssert[Account](v); isAccount && slices.Contains(d.networkNames(), e.key) {
			sections[e.key] = e
			continue
		}
		d.report(e.at, join(path, e.key), oneOf("setting", e.key, allowed))
	}
	if a, ok := reflect.TypeAssert[*Account](v.Addr()); ok {
		d.sections(a, sections, path)
	}
}

// fieldsOf returns the fields of a struct by their keys, secrets apart, and all
// keys that are allowed.
func fieldsOf(v reflect.Value) (fields map[string]reflect.Value, secrets map[string]SecretTaker, allowed []string) {
	fields, secrets = map[string]reflect.Value{}, map[string]SecretTaker{}
	for i, f := range reflect.VisibleFields(v.Type()) {
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if !f.IsExported() || name == "" || name == "-" {
			continue
		}
		if s, ok := reflect.TypeAssert[SecretTaker](v.Field(i).Addr()); ok {
			secrets[name] = s
			allowed = append(allowed, name+"_file", name+"_env")
			continue
		}
		fields[name] = v.Field(i)
		allowed = append(allowed, name)
	}
	return fields, secrets, allowed
}

// mapping decodes keys that are not known beforehand over what v holds.
func (d *decoder) mapping(n ast.Node, at place, path string, v reflect.Value) {
	entries := d.entries(n, at, path)
	if v.IsNil() && len(entries) > 0 { // an empty map is nil, like an empty list
		v.Set(reflect.MakeMap(v.Type()))
	}
	for _, e := range entries {
		key := reflect.ValueOf(e.key).Convert(v.Type().Key())
		elem := reflect.New(v.Type().Elem()).Elem()
		if old := v.MapIndex(key); old.IsValid() {
			elem.Set(old)
		}
		d.value(e.value, e.under, join(path, e.key), elem)
		v.SetMapIndex(key, elem)
	}
}

// list decodes a list in place of what v holds.
func (d *decoder) list(n ast.Node, at place, path string, v reflect.Value) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		d.report(at, path, "expected a list, found "+kindOf(n)+"; write [one, two] or one \"- item\" a line.")
		return
	}
	v.SetZero()
	for i, item := range seq.Values {
		elem := reflect.New(v.Type().Elem()).Elem()
		d.value(item, placeOfItem(item), path+"["+strconv.Itoa(i)+"]", elem)
		v.Set(reflect.Append(v, elem))
	}
}

// placeOfItem is where a list item begins: a mapping with its first key.
func placeOfItem(n ast.Node) place {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 && !m.IsFlowStyle {
		return placeOf(m.Values[0].Key.GetToken())
	}
	return placeOf(n.GetToken())
}

// scalar decodes a single value.
func (d *decoder) scalar(n ast.Node, at place, path string, v reflect.Value) {
	if _, ok := reflect.TypeAssert[time.Duration](v); ok {
		d.duration(n, at, path, v)
		return
	}
	want := ""
	switch v.Kind() {
	case reflect.String:
		if s, ok := textOf(n); ok {
			v.SetString(s)
			return
		}
		want = "text"
		if _, ok := n.(*ast.BoolNode); ok {
			want = "text (put it in quotes)"
		}
	case reflect.Int:
		if i, ok := n.(*ast.IntegerNode); ok {
			if x, err := strconv.ParseInt(fmt.Sprint(i.Value), 10, 32); err == nil {
				v.SetInt(x)
				return
			}
		}
		want = "a whole number"
	case reflect.Bool:
		if b, ok := n.(*ast.BoolNode); ok {
			v.SetBool(b.Value)
			return
		}
		want = "true or false"
	default:
		want = "nothing: this program cannot read " + v.Type().String() // a mistake in a settings struct
	}
	d.report(at, path, "expected "+want+", found "+kindOf(n)+".")
}

// duration decodes a length of time, which must have its unit.
func (d *decoder) duration(n ast.Node, at place, path string, v reflect.Value) {
	s, isText := n.(*ast.StringNode)
	if !isText {
		d.report(at, path, "expected a length of time with its unit, like 30s, 5m or 1h30m, found "+kindOf(n)+".")
		return
	}
	t, err := time.ParseDuration(s.Value)
	if err != nil {
		d.report(at, path, show(s.Value)+" is not a length of time; write one like 30s, 5m or 1h30m.")
		return
	}
	v.SetInt(int64(t))
}

// textOf returns a value as the text that stands in the file: ids of digits
// need no quotes.
func textOf(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n"), true
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// kindOf names what was found without repeating it.
func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "settings (key: value)"
	case *ast.SequenceNode:
		return "a list"
	case *ast.BoolNode:
		return "true or false"
	case *ast.IntegerNode:
		return "a number"
	case *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "a decimal number"
	case *ast.NullNode:
		return "nothing"
	default:
		return "text"
	}
}
