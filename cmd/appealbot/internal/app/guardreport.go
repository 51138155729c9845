package app

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"appealbot/bot"
)

// jsonFinding is a finding as other programs read it. Start and end count code
// points.
type jsonFinding struct {
	Category string       `json:"category"`
	Severity bot.Severity `json:"severity"`
	Start    int          `json:"start"`
	End      int          `json:"end"`
	Span     string       `json:"span_text"`
	// Message says what is wrong and what to do.
	Message string `json:"message"`
	// Suggestion can stand in place of the span; empty when nothing can.
	Suggestion string `json:"suggestion"`
}

// writeFindings prints a line of JSON, findings by their place.
func writeFindings(w io.Writer, id json.RawMessage, found []bot.Finding) error {
	byPlace(found)
	line := struct {
		ID       json.RawMessage `json:"id"`
		Findings []jsonFinding   `json:"findings"`
	}{id, make([]jsonFinding, 0, len(found))}
	for _, f := range found {
		line.Findings = append(line.Findings, jsonFinding{
			Category: f.Rule, Severity: f.Severity, Start: f.Start, End: f.End, Span: f.Span,
			Message: message(f), Suggestion: f.Suggest,
		})
	}
	return writeJSON(w, line)
}

// writeJSON prints v on a line of its own.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// print writes findings for people.
func (k *checker) print(id json.RawMessage, found []bot.Finding) error {
	byPlace(found)
	var b strings.Builder
	if k.many {
		fmt.Fprintf(&b, "%s:\n", idInWords(id))
	}
	if len(found) == 0 {
		b.WriteString("Nothing found.\n")
	}
	for _, f := range found {
		place := fmt.Sprintf("%s, characters %d to %d: %s", f.Field, f.Start, f.End, plain(f.Span))
		if f.Start == f.End {
			place = f.Field
		}
		fmt.Fprintf(&b, "%s (%s) in %s\n    %s\n", f.Severity, f.Rule, place, message(f))
		if f.Suggest != "" {
			fmt.Fprintf(&b, "    Instead: %s\n", plain(f.Suggest))
		}
	}
	_, err := io.WriteString(k.out, b.String())
	return err
}

// idInWords is an id as people read it.
func idInWords(id json.RawMessage) string {
	var s string
	if json.Unmarshal(id, &s) == nil {
		return plain(s)
	}
	return plain(string(id))
}

// plain is words of the input without what a terminal could take for a command.
func plain(s string) string { return strconv.Quote(s) }

func message(f bot.Finding) string {
	return strings.TrimSpace(f.Why + " " + f.Fix)
}

func byPlace(found []bot.Finding) {
	slices.SortStableFunc(found, func(a, b bot.Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Severity.Rank(), b.Severity.Rank()), cmp.Compare(a.Rule, b.Rule))
	})
}
