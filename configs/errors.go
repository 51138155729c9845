package configs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Problem is one thing that is wrong with a file.
type Problem struct {
	File   string
	Line   int    // from 1; zero when the file as a whole is meant
	Column int    // from 1
	Path   string // the setting: "people[2].roles[0]"; empty for the file
	Text   string // what was found and what is allowed
}

// String returns the problem on one line, the place first.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	b.WriteString(": ")
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.Text)
	return b.String()
}

// Errors are all problems of one loading, in the order of the file.
type Errors []Problem

// Error lists the problems, one a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, p := range e {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// sorted returns e in the order of the file, or nil when it is empty.
func (e Errors) sorted() error {
	if len(e) == 0 {
		return nil
	}
	slices.SortStableFunc(e, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return e
}

// oneOf says that a word is not known, which one may have been meant, and
// which there are.
func oneOf(what, found string, known []string) string {
	s := fmt.Sprintf("unknown %s %s", what, show(found))
	if near := nearest(found, known); near != "" {
		s += fmt.Sprintf("; did you mean %q?", near)
	} else {
		s += "."
	}
	return s + " Allowed: " + strings.Join(known, ", ") + "."
}

// showMax is how much of a value an error repeats.
const showMax = 40

// show quotes a value for an error, cut to a readable length.
func show(s string) string {
	if r := []rune(s); len(r) > showMax {
		s = string(r[:showMax]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// nearest returns the known word that found is a likely misspelling of, or "".
func nearest(found string, known []string) string {
	if len(found) > 2*showMax {
		return ""
	}
	best, least := "", (len(found)+3)/3
	for _, k := range known {
		if len(found) > 2 && strings.HasPrefix(found, k) {
			return k
		}
		if d := distance(strings.ToLower(found), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance counts the letters to insert, delete, replace or swap with the next
// to turn a into b.
func distance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	before, prev := []int(nil), make([]int, len(rb)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		row := make([]int, len(rb)+1)
		row[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev = prev, row
	}
	return prev[len(rb)]
}
