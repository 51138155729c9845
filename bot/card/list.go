package card

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"appealbot/bot"
)

// List is a table of replies as a file that a spreadsheet opens. Cells that a
// spreadsheet would run as a formula are made text.
func (b Book) List(v Answers) ([]byte, error) {
	var buf bytes.Buffer
	buf.WriteString("\ufeff") // so that spreadsheets read UTF-8
	w := csv.NewWriter(&buf)
	_ = w.Write([]string{
		"number", "at", "account", "kind", "author", "handle", "text", "urgent", "label", "edited", "deleted", "link",
		"answers", "language", "author link", "pictures and videos", "hidden",
		"class", "because", "taken",
	})
	for _, r := range v.Replies {
		parent := ""
		if n := v.parent(r); n > 0 {
			parent = fmt.Sprintf("R%d", n)
		}
		row := []string{
			fmt.Sprintf("R%d", r.Number), r.At.In(b.Now.Location()).Format(time.RFC3339), string(r.Account), string(r.Kind),
			name(r.Author), name(r.Handle), said(r), yes(r.Urgent), string(r.Label), yes(len(r.Edits) > 0), yes(!r.Gone.IsZero()), r.URL,
			parent, spoken(r), r.AuthorURL, strings.Join(r.Media, " "), yes(r.Hidden),
			string(r.Class), because(r), r.Taken.Name,
		}
		for i := range row {
			row[i] = inert(row[i])
		}
		_ = w.Write(row)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write list of replies: %w", err)
	}
	return buf.Bytes(), nil
}

// because is the words that decided what the rules make of a reply.
func because(r bot.Reply) string {
	if len(r.Reasons) == 0 {
		return ""
	}
	return Untrusted(strings.Join(r.Reasons, " | "))
}

// spoken is the language that the network names for a reply, if any.
func spoken(r bot.Reply) string {
	if r.Language == "" {
		return ""
	}
	return name(r.Language)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// inert keeps a spreadsheet from running a cell as a formula.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
