package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// maxDraftLine leaves room for a draft whose every character is escaped.
const maxDraftLine = 4 << 20 // bytes

// byteMark is what some editors put before a file's first byte.
var byteMark = []byte("\ufeff")

func skipMark(in *bufio.Reader) {
	if b, err := in.Peek(len(byteMark)); err == nil && bytes.Equal(b, byteMark) {
		_, _ = in.Discard(len(byteMark)) // it is in the buffer
	}
}

// looksLikeJSON reports whether the input begins with a JSON object, or has a
// line that does, so that a first line that is broken is told as such. It waits
// for no more of the input than it needs.
func looksLikeJSON(in *bufio.Reader) bool {
	for n := 1; n <= 4<<10; n = in.Buffered() + 1 { // further down it waits for the rest
		_, err := in.Peek(n)
		b, _ := in.Peek(in.Buffered()) // what is there already
		if t := bytes.TrimLeft(b, " \t\r\n"); err == nil && (len(t) == 0 || len(bytes.TrimLeft(t[1:], " \t\r\n")) == 0) {
			continue // nothing is seen of it yet
		}
		if beginsObject(b) {
			return true
		}
		break
	}
	b, _ := in.Peek(in.Size()) // at the end of the input it is all that there is
	for line := range bytes.Lines(b) {
		if beginsObject(line) {
			return true
		}
	}
	return false
}

// beginsObject reports whether a JSON object stands at the beginning. A brace
// alone is none: drafts may begin with a placeholder, like {youtube}.
func beginsObject(b []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(b, " \t\r\n"), []byte("{"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return ok && len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}

// readDrafts calls do for every line that is not blank, with what is wrong with
// it if something is. It holds one line at a time.
func readDrafts(ctx context.Context, in *bufio.Reader, do func(n int, d draft, err error) error) error {
	var buf []byte
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		line, long, end := readLine(in, buf[:0])
		if end != nil && !errors.Is(end, io.EOF) {
			return fmt.Errorf("read standard input: %w", end)
		}
		buf = line
		var d draft
		var bad error
		if long {
			bad = fmt.Errorf("the line has more than %d bytes", maxDraftLine)
		} else if line = bytes.TrimSpace(line); len(line) > 0 {
			d, bad = parseDraft(line)
		}
		if long || len(line) > 0 {
			if err := do(n, d, bad); err != nil {
				return err
			}
		}
		if end != nil {
			return nil
		}
	}
}

// readLine reads a line into buf. Of one that is too long it reads everything
// and keeps the beginning.
func readLine(in *bufio.Reader, buf []byte) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(buf)+len(part) > maxDraftLine+1 {
			long = true
		} else {
			buf = append(buf, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return buf, long, err
		}
	}
}

// parseDraft reads a draft. Members that it does not know are other programs'.
func parseDraft(line []byte) (draft, error) {
	var d draft
	if !utf8.Valid(line) {
		return d, errors.New("the line is not UTF-8")
	}
	if err := json.Unmarshal(line, &d); err != nil {
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
			return d, fmt.Errorf("%q has to be a string", wrong.Field)
		}
		return d, fmt.Errorf("the line is not a JSON object: %w", err)
	}
	if string(d.ID) == "null" {
		d.ID = nil
	}
	d.ID = bytes.Clone(d.ID)
	return d, d.validate()
}
