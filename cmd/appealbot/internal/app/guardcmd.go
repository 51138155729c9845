package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/guard"
)

type guardCheckCmd struct {
	Text         []string `arg:"" optional:"" help:"The draft. Without it, standard input is read: one draft, or drafts as JSON lines {\"id\",\"kind\",\"jurisdiction\",\"lang\",\"text\"}."`
	Config       string   `help:"The department's lists: a configuration of this program, whose lists replace those of its own pack, or a file with the lists alone, which are added to every pack's (default: the packs' own)." placeholder:"FILE" type:"path" env:"APPEALBOT_CONFIG"`
	Kind         string   `help:"Kind of appeal, where the input names none." default:"witness"`
	Jurisdiction string   `help:"Whose law, where the input names none, like ca-on, uk or us (default: that of --config, or ca-on)." placeholder:"PLACE"`
	Lang         string   `help:"Language of the draft and of the findings, where the input names none, like en or fr."`
	Jsonl        bool     `help:"Standard input is JSON lines, even if it does not look like it."`
	JSON         bool     `help:"Print a line of JSON for each draft." name:"json"`
}

// Help says what the exit status means.
func (guardCheckCmd) Help() string {
	return "Exit status: 0 when nothing blocks, 1 when at least one finding does, 2 when the command line cannot be read or a draft could not be checked."
}

// Run checks drafts against what must never be public.
func (c guardCheckCmd) Run(ctx context.Context, sys System) error {
	if c.Jsonl && len(c.Text) > 0 {
		return badUsage{errors.New("--jsonl reads standard input; leave the text out")}
	}
	kind, ok := bot.KindNamed(c.Kind)
	if !ok {
		return badUsage{fmt.Errorf("unknown kind of appeal %q; there is %s", c.Kind, kindNames())}
	}
	packs, err := newGuards(c.Config)
	if err != nil {
		return badUsage{err}
	}
	if c.Jurisdiction == "" {
		c.Jurisdiction = packs.home
	}
	if _, err := packs.of(c.Jurisdiction); err != nil {
		return badUsage{err}
	}
	k := &checker{guards: packs, out: sys.Stdout, problems: sys.Stderr, json: c.JSON, usual: draft{kind: kind, Jurisdiction: c.Jurisdiction, Lang: c.Lang}}
	err = feed(ctx, c.Text, c.Jsonl, sys.Stdin, k)
	if ctx.Err() != nil {
		return err // whoever asked to stop is told of nothing else
	}
	return errors.Join(err, k.verdict(err))
}

// A checker checks one draft after the other and keeps what came of them.
type checker struct {
	guards        *guards
	out, problems io.Writer
	json          bool
	many          bool  // findings are headed by the draft's id
	usual         draft // stands in for what a draft does not say

	blocked, failed bool
}

// several says that there is more than one draft.
func (k *checker) several() { k.many = true }

// text checks the only draft.
func (k *checker) text(s string) error {
	d := k.usual
	d.ID, d.Text = json.RawMessage(`"1"`), &s
	if err := d.validate(); err != nil {
		return k.fail("", err)
	}
	return k.check("", d)
}

// line checks a draft that stands on a line of the input.
func (k *checker) line(n int, d draft, err error) error {
	at := fmt.Sprintf("line %d: ", n)
	if err != nil {
		return k.fail(at, err)
	}
	d.kind = k.usual.kind
	if d.Kind != "" {
		kind, ok := bot.KindNamed(d.Kind)
		if !ok {
			// Kinds only ever let more pass, so the draft is held to what
			// a witness appeal is held to.
			kind = bot.Witness
			if _, err := fmt.Fprintf(k.problems, "appealbot: %sunknown kind of appeal %q; checked as %q. There is %s.\n", at, shorten(d.Kind), kind, kindNames()); err != nil {
				return err
			}
		}
		d.kind = kind
	}
	if d.Jurisdiction == "" {
		d.Jurisdiction = k.usual.Jurisdiction
	}
	if d.Lang == "" {
		d.Lang = k.usual.Lang
	}
	if len(d.ID) == 0 {
		d.ID = fmt.Appendf(nil, "%d", n)
	}
	return k.check(at, d)
}

// check checks one draft and prints what was found.
func (k *checker) check(at string, d draft) error {
	g, err := k.guards.of(d.Jurisdiction)
	if err != nil {
		return k.fail(at, err)
	}
	field := "text"
	lang, _, _ := strings.Cut(strings.ToLower(d.Lang), "-")
	if lang != "" {
		field += "." + lang
	}
	found, err := g.Check(guard.Input{Kind: d.kind, Texts: []guard.Text{{Field: field, Language: lang, Text: *d.Text}}, Now: now()})
	if err != nil {
		return k.fail(at, err)
	}
	for _, f := range found {
		k.blocked = k.blocked || f.Severity == bot.Block && f.Basis == ""
	}
	if k.json {
		return writeFindings(k.out, d.ID, found)
	}
	return k.print(d.ID, found)
}

// fail says why a draft is not checked. The others go on.
func (k *checker) fail(at string, err error) error {
	k.failed = true
	_, err = fmt.Fprintf(k.problems, "appealbot: %snot checked: %v\n", at, err)
	return err
}

// verdict is the exit status, as an error. A draft that could not be checked
// goes before one that is blocked: nobody knows what is in it.
func (k *checker) verdict(err error) error {
	switch {
	case k.failed:
		return badUsage{errSilent}
	case k.blocked && err == nil:
		return errSilent
	}
	return nil
}

// maxDraft is how long a draft may be. The longest that any network takes is
// less than a tenth of it.
const maxDraft = 1 << 20 // bytes

// A draft is one text to be checked, as it stands on a line of the input.
type draft struct {
	ID           json.RawMessage `json:"id"` // given back as it is
	Kind         string          `json:"kind"`
	Jurisdiction string          `json:"jurisdiction"`
	Lang         string          `json:"lang"`
	Text         *string         `json:"text"`

	kind bot.Kind
}

func (d draft) validate() error {
	switch {
	case d.Text == nil:
		return errors.New(`"text" is missing`)
	case len(*d.Text) > maxDraft:
		return fmt.Errorf("the text has more than %d bytes", maxDraft)
	case !utf8.ValidString(*d.Text):
		return errors.New("the text is not UTF-8")
	case len(d.ID) > 0 && (d.ID[0] == '{' || d.ID[0] == '['):
		return errors.New(`"id" has to be a string or a number`)
	}
	return nil
}

// shorten keeps a message readable, whatever stands in the input.
func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}
