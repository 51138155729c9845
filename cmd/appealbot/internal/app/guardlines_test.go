package app

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// guardRun runs a command line on a standard input.
func guardRun(t *testing.T, stdin io.Reader, args ...string) (status int, out, problems string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = Main(t.Context(), append([]string{"guard"}, args...), System{Stdin: stdin, Stdout: &stdout, Stderr: &stderr, Getenv: func(string) string { return "" }})
	return status, stdout.String(), stderr.String()
}

// A line or a text that is too long is named, and the next one is read.
func TestGuardReadsOnBehindWhatIsTooLong(t *testing.T) {
	long := strings.Repeat("a", maxDraftLine)
	in := fmt.Sprintf("{\"id\":1,\"text\":%q}\n{\"id\":2,\"text\":%q}\n{\"id\":3,\"kind\":\"located\",\"text\":\"Found.\"}", long, long[:maxDraft+1])
	status, out, problems := guardRun(t, strings.NewReader(in), "check", "--json")
	if status != exitUsage || out != "{\"id\":3,\"findings\":[]}\n" {
		t.Errorf("status %d, printed %q", status, out)
	}
	for _, want := range []string{"line 1: not checked: the line has more than", "line 2: not checked: the text has more than"} {
		if !strings.Contains(problems, want) {
			t.Errorf("no %q in %q", want, problems)
		}
	}
}

// The longest text that is allowed is checked, on a line and by itself.
func TestGuardReadsLongTexts(t *testing.T) {
	text := strings.Repeat("Thank you. ", maxDraft/11) + "Call 647-555-0142."
	text = text[len(text)-maxDraft:]
	for _, in := range []string{text, text + "\n", fmt.Sprintf("{\"text\":%q}", text)} {
		status, out, problems := guardRun(t, strings.NewReader(in), "check", "--kind", "located", "--json")
		if status != exitFailed || !strings.Contains(out, `"start":1048563,"end":1048575,"span_text":"647-555-0142"`) || problems != "" {
			t.Errorf("status %d, printed %.300q, said %q", status, out, problems)
		}
	}
	if status, _, problems := guardRun(t, strings.NewReader("x"+text), "check"); status != exitUsage || !strings.Contains(problems, "the text has more than") {
		t.Errorf("one byte more: status %d, said %q", status, problems)
	}
}

// Many lines go through one after the other: what is printed for one is out
// before the next is read.
func TestGuardAnswersLineByLine(t *testing.T) {
	r, w := io.Pipe()
	answers, answer := io.Pipe()
	go func() {
		status := Main(t.Context(), []string{"guard", "classify", "--jsonl", "--json"}, System{Stdin: r, Stdout: answer, Stderr: io.Discard, Getenv: func(string) string { return "" }})
		_ = answer.CloseWithError(fmt.Errorf("status %d", status))
	}()
	for n := range 3 {
		_, _ = fmt.Fprintf(w, "{\"id\":%d,\"text\":\"lol\"}\n", n) // a reader that is gone shows below
		got := make([]byte, len(`{"id":0,"class":"noise","reasons":[]}`)+1)
		if _, err := io.ReadFull(answers, got); err != nil || !strings.HasPrefix(string(got), fmt.Sprintf(`{"id":%d,`, n)) {
			t.Fatalf("%q, %v", got, err)
		}
	}
	_ = w.Close()
	if _, err := io.ReadAll(answers); err == nil || err.Error() != "status 0" {
		t.Errorf("ended with %v", err)
	}
}

func TestPackOf(t *testing.T) {
	for name, want := range map[string]string{
		"CA-ON": "ca-on", "on": "ca-on", "Toronto": "ca-on", "uk": "uk", "England": "uk", "GB": "uk", "United Kingdom": "uk", "us": "us", "US-NY": "us", "usa": "us",
	} {
		if got, ok := packOf(name); !ok || got != want {
			t.Errorf("packOf(%q) is %q, %v; want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "atlantis", "fr", "ontari"} {
		if got, ok := packOf(name); ok {
			t.Errorf("packOf(%q) is %q, want none", name, got)
		}
	}
}
