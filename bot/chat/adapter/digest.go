package adapter

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"appealbot/bot/chat"
)

// Digest names bytes in a few characters: letters, digits, "-" and "_".
func Digest(parts ...string) string {
	h := sha256.New()
	for _, s := range parts {
		_, _ = fmt.Fprintf(h, "%d:%s", len(s), s) // never fails (hash.Hash)
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18])
}

// Show names what a message shows, so that showing the same again is noticed.
// It is empty for what cannot be named, which is never the same as anything.
func Show(m chat.Message) string {
	m.Files = named(m.Files)
	m.Sections = slices.Clone(m.Sections)
	for i := range m.Sections {
		m.Sections[i].Images = named(m.Sections[i].Images)
	}
	b, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	return Digest(string(b))
}

// named are files with digests in place of their bytes.
func named(fs []chat.File) []chat.File {
	fs = slices.Clone(fs)
	for i := range fs {
		fs[i].Data = []byte(Digest(string(fs[i].Data)))
		if len(fs[i].Dark) > 0 {
			fs[i].Dark = []byte(Digest(string(fs[i].Dark)))
		}
	}
	return fs
}

// Files are the files of a message and the pictures of its sections, each once:
// an appeal shows the same picture for every account.
func Files(m chat.Message) []chat.File {
	all := slices.Clip(m.Files)
	for _, s := range m.Sections {
		all = append(all, s.Images...)
	}
	var out []chat.File
	for _, f := range all {
		if !slices.ContainsFunc(out, func(o chat.File) bool { return o.Name == f.Name && bytes.Equal(o.Data, f.Data) }) {
			out = append(out, f)
		}
	}
	return out
}

// FileDigest is the name under which a file is remembered.
func FileDigest(f chat.File) string { return Digest(f.Name, f.Type, string(f.Data)) }

// FileDigests name files, in their order.
func FileDigests(fs []chat.File) []string {
	var out []string
	for _, f := range fs {
		out = append(out, FileDigest(f))
	}
	return out
}

// ValuesDigest names what was typed into a form: the same form sent twice is one
// event, and sent again with other words another.
func ValuesDigest(vs map[string][]string) string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(vs)) {
		parts = append(parts, k, strconv.Itoa(len(vs[k])))
		parts = append(parts, vs[k]...)
	}
	return Digest(parts...)
}
