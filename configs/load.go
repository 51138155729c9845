package configs

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A Network is a public network that accounts may be on. The practice network
// is always known; whoever wires the program names the others and their
// settings:
//
//	configs.Load(path, configs.Network{Name: "harbour", Settings: func() any { return &harbourSettings{} }})
type Network struct {
	// Name is the word after "network:", and the key of the section with
	// the account's settings for it.
	Name string
	// Settings returns a pointer to a fresh settings struct holding the
	// defaults; nil means that the network has no settings. Its exported
	// fields carry yaml tags and are strings, whole numbers, booleans,
	// durations, lists, maps, structs or a SecretTaker. When it has a
	// method Check() error, that is asked after decoding; its error is shown
	// to the administrator. With a method Place() string, it says on which of
	// the network's servers the account is: a handle is given once on each.
	Settings func() any
}

// Load reads a file over the defaults. The error is an Errors when the file
// could be read. Relative paths in the file are relative to the file.
func Load(path string, networks ...Network) (Config, error) {
	data, err := readFile(path)
	if err != nil {
		return Config{}, err
	}
	return Parse(path, data, networks...)
}

// readFile reads a configuration that is not too long to be one.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	if info.Size() > maxFile {
		return nil, Errors{{File: path, Text: tooBig(info.Size())}}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	return data, nil
}

// Parse is Load for a file that has been read already. The name stands in
// errors and is what relative paths are relative to.
func Parse(name string, data []byte, networks ...Network) (Config, error) {
	return read(name, data, nil, networks)
}

// read decodes and validates a configuration. With drafts, secrets may be missing, and drafts
// learns where they belong.
func read(name string, data []byte, drafts map[string]string, networks []Network) (Config, error) {
	d := &decoder{file: name, dir: filepath.Dir(name), places: map[string]place{}, networks: networks, drafts: drafts}
	if !slices.ContainsFunc(networks, func(n Network) bool { return n.Name == practice }) {
		d.networks = append([]Network{{Name: practice}}, networks...)
	}
	c := Default()
	if body := d.parse(data); body != nil {
		d.decode(body, &c)
	}
	if d.broken {
		return Config{}, d.errs.sorted()
	}
	d.inherit(&c)
	d.validate(&c)
	if err := d.errs.sorted(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// Bounds of a file. The YAML reader takes quadratic time and a lot of memory
// for deep nesting, so what no department would write is refused before it.
const (
	maxFile  = 256 << 10 // bytes
	maxLine  = 2000      // bytes
	maxDepth = 50        // brackets open at once
)

func tooBig(n int64) string {
	return fmt.Sprintf("the file has %d bytes; a configuration has at most %d.", n, maxFile)
}

// parse returns the body of the only document, or nil when there is nothing to
// decode.
func (d *decoder) parse(data []byte) ast.Node {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !d.readable(data) {
		d.broken = true
		return nil
	}
	f, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.broken = true
		d.syntax(err)
		return nil
	}
	if len(f.Docs) > 1 {
		for _, doc := range f.Docs[1:] {
			at := place{}
			if doc.Start != nil {
				at = placeOf(doc.Start)
			}
			d.report(at, "", "a second document begins here; keep everything in one and take the --- line out.")
		}
		d.broken = true
		return nil
	}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil || f.Docs[0].Body.Type() == ast.NullType {
		return nil
	}
	return f.Docs[0].Body
}

// readable refuses what the YAML reader should not be given.
func (d *decoder) readable(data []byte) bool {
	if len(data) > maxFile {
		d.report(place{}, "", tooBig(int64(len(data))))
		return false
	}
	depth, n := 0, 0
	for line := range bytes.Lines(data) {
		n++
		if !utf8.Valid(line) {
			d.report(place{n, 1}, "", "this line is not UTF-8 text; save the file as UTF-8.")
			return false
		}
		if len(line) > maxLine {
			d.report(place{n, 1}, "", fmt.Sprintf("this line has %d bytes; at most %d are read. Write lists one item a line.", len(line), maxLine))
			return false
		}
		for _, b := range line {
			switch b {
			case '[', '{':
				depth++
			case ']', '}':
				depth--
			}
		}
		if depth > maxDepth {
			d.report(place{n, 1}, "", "too many brackets are open here; a [ or { above is not closed.")
			return false
		}
	}
	return true
}

// syntax reports what the YAML reader could not read. Its message is used
// without the source lines, which could hold anything.
func (d *decoder) syntax(err error) {
	var bad yaml.Error
	if !errors.As(err, &bad) {
		d.report(place{}, "", "this is not YAML.")
		return
	}
	at := place{}
	if tk := bad.GetToken(); tk != nil {
		at = placeOf(tk)
	}
	d.report(at, "", "this is not YAML: "+bad.GetMessage()+
		". Look for a missing quote, bracket or colon, or a tab or wrong indentation, here or on the line above; text that begins with @, `, * or & needs quotes.")
}
