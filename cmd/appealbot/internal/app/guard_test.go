package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"appealbot/bot/guard"
)

// check runs guard check and returns what it printed.
func check(t *testing.T, stdin io.Reader, args ...string) (code int, out, problems string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Main(t.Context(), append([]string{"guard", "check"}, args...), System{Stdin: stdin, Stdout: &o, Stderr: &e, Getenv: func(string) string { return "" }})
	return code, o.String(), e.String()
}

func TestGuardCheckTellsDraftsFromLinesOfJSON(t *testing.T) {
	const line = `{"id":"a","kind":"located","text":"Found safe."}`
	for in, want := range map[string]bool{
		line:                                  true,
		"\ufeff" + line:                       true,
		" \n\t\n { \"id\": 1}":                true,
		"{}":                                  true,
		"broken\n" + line + "\n":              true,
		strings.Repeat(" ", 1<<10) + line:     true,
		"":                                    false,
		"\n \n":                               false,
		"{":                                   false,
		"{youtube} Were you there?":           false,
		"Found safe.":                         false,
		"He wrote {\"go\"} on the wall.":      false,
		strings.Repeat("\n", 200<<10) + "{\"": false, // nobody pastes that
	} {
		for name, r := range map[string]io.Reader{"at once": strings.NewReader(in), "byte by byte": iotest.OneByteReader(strings.NewReader(in))} {
			b := bufio.NewReaderSize(r, 64<<10)
			skipMark(b)
			if got := looksLikeJSON(b); got != want {
				t.Errorf("%.60q %s: %v, want %v", in, name, got, want)
			}
		}
	}
}

// A line of the input is answered before the next one has come: whoever feeds
// the program may wait for that.
func TestGuardCheckAnswersEachLineAtOnce(t *testing.T) {
	inR, in := io.Pipe()
	out, outW := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- Main(context.Background(), []string{"guard", "check", "--json"}, System{Stdin: inR, Stdout: outW, Stderr: io.Discard, Getenv: func(string) string { return "" }})
		_ = outW.Close()
	}()
	answers := bufio.NewScanner(out)
	for _, id := range []string{"a", "b", "c"} {
		if _, err := io.WriteString(in, `{"id":"`+id+`","kind":"located","text":"Found safe."}`+"\n"); err != nil {
			t.Fatal(err)
		}
		if !answers.Scan() || answers.Text() != `{"id":"`+id+`","findings":[]}` {
			t.Fatalf("answer to %s is %q", id, answers.Text())
		}
	}
	_ = in.Close()
	if code := <-done; code != exitOK {
		t.Errorf("exit status %d", code)
	}
}

func TestGuardCheckEndsWhenAskedTo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, w := io.Pipe() // a terminal at which nobody types
	defer func() { _ = w.Close() }()
	cancel()
	var e bytes.Buffer
	if code := Main(ctx, []string{"guard", "check"}, System{Stdin: in, Stdout: io.Discard, Stderr: &e, Getenv: func(string) string { return "" }}); code != exitFailed {
		t.Errorf("exit status %d: %s", code, e.String())
	}
}

func TestGuardCheckBoundsWhatItReads(t *testing.T) {
	longest := strings.Repeat("a ", maxDraft/2)
	encoded, err := json.Marshal(map[string]string{"id": "most", "kind": "located", "text": longest})
	if err != nil {
		t.Fatal(err)
	}
	in := strings.Join([]string{
		`{"id":"line","text":"` + strings.Repeat("a", maxDraftLine) + `"}`,
		`{"id":"text","text":"` + longest + `a"}`,
		string(encoded),
		"{\"id\":\"latin\",\"text\":\"caf\xe9\"}",
		`{"id":"last","kind":"located","text":"Found safe."}`, // without a line break
	}, "\n")
	code, out, problems := check(t, strings.NewReader(in), "--json")
	if want := "{\"id\":\"most\",\"findings\":[]}\n{\"id\":\"last\",\"findings\":[]}\n"; code != exitUsage || out != want {
		t.Errorf("exit status %d, printed %.200q, want %q", code, out, want)
	}
	for _, want := range []string{"line 1: not checked: the line has more", "line 2: not checked: the text has more", "line 4: not checked: the line is not UTF-8"} {
		if !strings.Contains(problems, want) {
			t.Errorf("no %q in %.500q", want, problems)
		}
	}
	for name, text := range map[string]string{"too long": longest + "a", "not UTF-8": "caf\xe9"} {
		if code, out, problems := check(t, strings.NewReader(text)); code != exitUsage || out != "" || !strings.Contains(problems, "not checked") {
			t.Errorf("%s: exit status %d, printed %.200q, %.200q", name, code, out, problems)
		}
	}
	if code, out, _ := check(t, strings.NewReader(longest+"\n"), "--kind", "located"); code != exitOK || out != "Nothing found.\n" {
		t.Errorf("the longest draft: exit status %d, printed %.200q", code, out)
	}
}

func TestGuardCheckReportsWhatCannotBeReadOrWritten(t *testing.T) {
	const line = `{"id":"a","kind":"located","text":"Found safe."}` + "\n"
	broken := io.MultiReader(strings.NewReader(line), iotest.ErrReader(errors.New("the disk is gone")))
	if code, _, problems := check(t, broken, "--json"); code != exitFailed || !strings.Contains(problems, "the disk is gone") {
		t.Errorf("exit status %d: %s", code, problems)
	}
	_, w := io.Pipe()
	_ = w.CloseWithError(errors.New("nobody reads"))
	var e bytes.Buffer
	if code := Main(t.Context(), []string{"guard", "check", "Found safe."}, System{Stdout: w, Stderr: &e, Getenv: func(string) string { return "" }}); code != exitFailed || e.Len() == 0 {
		t.Errorf("exit status %d: %s", code, e.String())
	}
}

// What stands in a draft must not become a command to the terminal.
func TestGuardCheckPrintsNoControlCharacters(t *testing.T) {
	in := `{"id":"a\u001b[2J","kind":"x\u001b[2J","text":"Call 647\u001b555\u202e-0123 or 647-555-0123\u001b[2J now"}` + "\n" +
		`{"id":"b","jurisdiction":"x\u001b[2J","text":"x"}`
	_, out, problems := check(t, strings.NewReader(in))
	if s := out + problems; strings.ContainsAny(s, "\x1b\u202e") || !strings.Contains(out, "phone_private") {
		t.Errorf("printed %q", s)
	}
}

func TestJurisdictionsHaveThePackThatFits(t *testing.T) {
	packs := map[string]string{
		"ca-on": "CA-ON ca_on Ontario on toronto Canada CA CA-QC", "uk": "UK england GB gb-eng UK-LND Scotland", "us": "US us-ny USA us_CA",
	}
	for _, pack := range guard.Packs() {
		names, ok := packs[pack]
		if !ok {
			t.Errorf("nobody says which places pack %s is for", pack)
		}
		for _, name := range append(strings.Fields(names), pack, " "+strings.ToUpper(pack)+" ") {
			if got, ok := packOf(name); !ok || got != pack {
				t.Errorf("%q has the pack %q, want %q", name, got, pack)
			}
		}
	}
	for _, name := range []string{"", "atlantis", "fr", "-", "c", "cab"} {
		if got, ok := packOf(name); ok {
			t.Errorf("%q has the pack %q", name, got)
		}
	}
}

// A list that is missing here would be looked for in a configuration.
func TestListNamesAreAllListsOfTheGuard(t *testing.T) {
	if n := reflect.TypeFor[guard.Lists]().NumField(); n != len(listNames) {
		t.Errorf("the guard has %d lists, named are %d", n, len(listNames))
	}
	for _, name := range listNames {
		value := "[]"
		if name == "contact" {
			value = "{en: Call us.}"
		}
		if _, err := guard.ParseLists([]byte(name + ": " + value)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzGuardCheckLine(f *testing.F) {
	for _, s := range []string{`{"id":"a","text":"Call 647-555-0123"}`, `{"id":null,"kind":"AMBER","jurisdiction":"on","lang":"fr-CA","text":"é\u0000"}`, `{"text":1}`, "[]", "{}\n\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		_, out, _ := check(t, strings.NewReader(line), "--json", "--jsonl")
		for l := range strings.SplitSeq(strings.TrimSuffix(out, "\n"), "\n") {
			if l != "" && (!json.Valid([]byte(l)) || !utf8.ValidString(l)) {
				t.Errorf("%q is answered by %q", line, l)
			}
		}
	})
}
