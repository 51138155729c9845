package adapter

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Readable is s without what no message can hold: bytes that are no text, and
// control characters, of which a NUL makes some servers fail.
func Readable(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// OneLine is s, readable, with line breaks taken out, for what holds one line
// only.
func OneLine(s string) string { return strings.Join(strings.Fields(Readable(s)), " ") }

// Cut shortens s to n characters and says so with an ellipsis.
func Cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	rs := []rune(s)
	return string(rs[:n-1]) + "…"
}

// CutBytes is Cut for limits that count bytes.
func CutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[:n-len("…")]
	for !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s + "…"
}

// Halves cuts at most n characters off s, at the end of a line or of a word if
// there is one in the second half of them. Both together are s.
func Halves(s string, n int) (head, rest string) {
	if utf8.RuneCountInString(s) <= n {
		return s, ""
	}
	end, best := 0, 0
	for i := range s { // i is where the next character begins
		if n == 0 {
			end = i
			break
		}
		n--
	}
	for _, at := range []string{"\n", " "} {
		if i := strings.LastIndex(s[:end], at); i > end/2 {
			best = i + 1
			break
		}
	}
	if best == 0 {
		best = end
	}
	return s[:best], s[best:]
}

// Pieces cuts a text into pieces of at most n characters, like Halves.
func Pieces(s string, n int) []string {
	var out []string
	for s != "" {
		var head string
		head, s = Halves(s, n)
		out = append(out, head)
	}
	return out
}

// maxFileName is how many bytes a FileName has at most.
const maxFileName = 120

// FileName is a name that a file can have everywhere.
func FileName(s string) string {
	s = path.Base(path.Clean(strings.ReplaceAll("/"+OneLine(s), `\`, "/")))
	if s == "/" {
		return "file"
	}
	return CutBytes(s, maxFileName)
}
