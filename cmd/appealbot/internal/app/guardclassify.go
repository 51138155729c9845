package app

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"appealbot/bot"
	"appealbot/bot/guard"
)

type guardClassifyCmd struct {
	Text   []string `arg:"" optional:"" help:"The reply. Without it, standard input is read: one reply, or replies as JSON lines {\"id\",\"text\",\"network\"}."`
	Config string   `help:"The department's lists, as for guard check: its own numbers and accounts expose nobody." placeholder:"FILE" type:"path" env:"APPEALBOT_CONFIG"`
	Jsonl  bool     `help:"Standard input is JSON lines, even if it does not look like it."`
	JSON   bool     `help:"Print a line of JSON for each reply." name:"json"`
}

// Help says what the exit status means.
func (guardClassifyCmd) Help() string {
	return "Exit status: 0, or 2 when the command line or a reply cannot be read. An emergency does not change it."
}

// Run says what replies are.
func (c guardClassifyCmd) Run(ctx context.Context, sys System) error {
	if c.Jsonl && len(c.Text) > 0 {
		return badUsage{errors.New("--jsonl reads standard input; leave the text out")}
	}
	packs, err := newGuards(c.Config)
	if err != nil {
		return badUsage{err}
	}
	g, err := packs.of(packs.home)
	if err != nil {
		return badUsage{err}
	}
	k := &classer{guard: g, out: sys.Stdout, problems: sys.Stderr, json: c.JSON}
	if err := feed(ctx, c.Text, c.Jsonl, sys.Stdin, k); err != nil || !k.failed {
		return err
	}
	return badUsage{errSilent}
}

// A classer says of one reply after the other what it is.
type classer struct {
	guard         *guard.Guard
	out, problems io.Writer
	json          bool
	many          bool // classes are headed by the reply's id

	failed bool
}

// several says that there is more than one reply.
func (k *classer) several() { k.many = true }

// text classes the only reply.
func (k *classer) text(s string) error {
	return k.line(0, draft{ID: json.RawMessage(`"1"`), Text: &s}, draft{Text: &s}.validate())
}

// line classes a reply that stands on a line of the input; line 0 is a text by
// itself.
func (k *classer) line(n int, d draft, err error) error {
	if err != nil {
		k.failed = true
		at := ""
		if n > 0 {
			at = fmt.Sprintf("line %d: ", n)
		}
		_, err = fmt.Fprintf(k.problems, "appealbot: %snot classed: %v\n", at, err)
		return err
	}
	if len(d.ID) == 0 {
		d.ID = fmt.Appendf(nil, "%d", n)
	}
	class := k.guard.Classify(*d.Text)
	if k.json {
		return writeClass(k.out, d.ID, class)
	}
	var b strings.Builder
	if k.many {
		fmt.Fprintf(&b, "%s: ", idInWords(d.ID))
	}
	b.WriteString(string(class.Name))
	for i, why := range class.Reasons {
		b.WriteString([]string{", because of ", ", "}[min(i, 1)])
		b.WriteString(plain(why))
	}
	_, err = fmt.Fprintln(k.out, b.String())
	return err
}

// writeClass prints a line of JSON.
func writeClass(w io.Writer, id json.RawMessage, class guard.Class) error {
	return writeJSON(w, struct {
		ID      json.RawMessage `json:"id"`
		Class   bot.Class       `json:"class"`
		Reasons []string        `json:"reasons"`
	}{id, class.Name, append([]string{}, class.Reasons...)})
}

// A taker takes texts one by one.
type taker interface {
	several()
	text(s string) error
	line(n int, d draft, err error) error
}

// feed gives a taker the words of the command line, or what stands on standard
// input. Reading a terminal cannot be interrupted, so whoever asks the program to
// stop does not wait for it.
func feed(ctx context.Context, words []string, jsonl bool, stdin io.Reader, k taker) error {
	done := make(chan error, 1)
	go func() { done <- feedAll(ctx, words, jsonl, stdin, k) }()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-done:
		return err
	}
}

func feedAll(ctx context.Context, words []string, jsonl bool, stdin io.Reader, k taker) error {
	if len(words) > 0 {
		return k.text(strings.Join(words, " "))
	}
	in := bufio.NewReaderSize(stdin, 64<<10)
	skipMark(in)
	if jsonl || looksLikeJSON(in) {
		k.several()
		return readDrafts(ctx, in, k.line)
	}
	b, err := io.ReadAll(io.LimitReader(in, maxDraft+2))
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	return k.text(strings.TrimSuffix(strings.TrimSuffix(string(b), "\n"), "\r"))
}
