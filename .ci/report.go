// Command report reads `go test -json` on standard input and prints what a
// person wants of it: a line per package as `go test` prints it, everything
// about a failure, every skip with its reason, and a closing count.
//
// It fails when something failed, when no test ran, and when a test was
// skipped for a reason that no line of the file named by its argument allows.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
)

// event is one line of test2json, as far as report needs it.
type event struct{ Action, Package, Test, Output string }

// report is what was seen so far.
type report struct {
	tests  map[string][]string            // package -> its tests in order of appearance
	output map[[2]string]*strings.Builder // package, test -> what it printed; gone once it passed
	skips  []string                       // package.Test: reason

	passed, failed int // tests
	broken         int // packages
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go test -json ./... | report SKIPS")
		os.Exit(2)
	}
	allowed, err := patterns(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(2)
	}
	r := report{tests: map[string][]string{}, output: map[[2]string]*strings.Builder{}}
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadBytes('\n')
		var e event
		switch {
		case len(line) == 0:
		case json.Unmarshal(line, &e) != nil:
			os.Stdout.Write(line) // not from a test: go's own complaint
		default:
			r.add(e)
		}
		if err != nil {
			break
		}
	}
	os.Exit(r.close(allowed))
}

// patterns reads the regular expressions of a file, one per line.
func patterns(file string) ([]*regexp.Regexp, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all []*regexp.Regexp
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		re, err := regexp.Compile(line)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, re)
	}
	return all, nil
}

// add takes one event in and prints a package's lines when it has ended.
func (r *report) add(e event) {
	key := [2]string{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Print(e.Output)
	case "output":
		if r.output[key] == nil {
			r.output[key] = new(strings.Builder)
			r.tests[e.Package] = append(r.tests[e.Package], e.Test)
		}
		r.output[key].WriteString(e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			r.end(e)
			return
		}
		switch e.Action {
		case "pass":
			r.passed++
		case "fail":
			r.failed++
			return // its output is printed with its package's end
		case "skip":
			r.skips = append(r.skips, fmt.Sprintf("%s.%s: %s", e.Package, e.Test, r.reason(key)))
		}
		delete(r.output, key)
	}
}

// end prints a package: one line if it went well, all there is if not.
func (r *report) end(e event) {
	if e.Action == "fail" {
		r.broken++
		for _, test := range r.tests[e.Package] {
			if test != "" {
				for _, line := range r.lines([2]string{e.Package, test}) {
					fmt.Println(line)
				}
			}
		}
	}
	for _, line := range r.lines([2]string{e.Package, ""}) {
		if e.Action == "fail" || strings.HasPrefix(line, "ok ") || strings.HasPrefix(line, "?") {
			fmt.Println(line)
		}
	}
	for _, test := range r.tests[e.Package] {
		delete(r.output, [2]string{e.Package, test})
	}
	delete(r.tests, e.Package)
}

// lines returns what a test printed, less the marks that say which test is
// speaking.
func (r *report) lines(key [2]string) []string {
	out := r.output[key]
	if out == nil {
		return nil
	}
	all := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	return slices.DeleteFunc(all, func(line string) bool { return strings.HasPrefix(line, "=== ") })
}

// reason returns what a skipped test gave as its reason, on one line.
func (r *report) reason(key [2]string) string {
	var said []string
	for _, line := range r.lines(key) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "--- SKIP") {
			said = append(said, line)
		}
	}
	return strings.Join(said, " ")
}

// close prints the skips and the count and returns the exit code.
func (r *report) close(allowed []*regexp.Regexp) int {
	code := 0
	slices.Sort(r.skips)
	for _, skip := range r.skips {
		ok := slices.ContainsFunc(allowed, func(re *regexp.Regexp) bool { return re.MatchString(skip) })
		if ok {
			fmt.Println("skipped:", skip)
		} else {
			fmt.Println("SKIPPED, and .ci/skips does not allow it:", skip)
			code = 1
		}
	}
	fmt.Printf("tests: %d passed, %d failed, %d skipped\n", r.passed, r.failed, len(r.skips))
	if r.passed == 0 && r.failed == 0 {
		fmt.Println("no test ran")
		code = 1
	}
	if r.failed > 0 || r.broken > 0 {
		code = 1
	}
	return code
}
