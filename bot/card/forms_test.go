package card_test

import (
	"fmt"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// asks is a form as plain text.
func asks(f chat.Form) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n", f.Title, f.Intro)
	for _, in := range f.Inputs {
		fmt.Fprintf(&b, "%s (%s, %s", in.Label, in.Name, in.Kind)
		if in.Optional {
			b.WriteString(", optional")
		}
		if in.Refresh {
			b.WriteString(", asks anew")
		}
		b.WriteString(")")
		if v := strings.Join(append(in.Values, in.Value), " "); strings.TrimSpace(v) != "" {
			fmt.Fprintf(&b, " = %s", strings.TrimSpace(v))
		}
		fmt.Fprintf(&b, "\n  %s\n", in.Hint)
	}
	fmt.Fprintf(&b, "\n[%s]\n", f.Submit)
	return b.String()
}

// The form of every kind asks for the same facts under the same names, in words
// that the narrowest platform shows in full.
func TestNewByKind(t *testing.T) {
	b := book(t)
	known := map[string]bool{}
	for _, in := range b.New([]string{"en", "fr"}, nil).Inputs {
		known[in.Name] = true
	}
	for _, k := range bot.Kinds() {
		if k == bot.Update {
			continue
		}
		f := b.New([]string{"en", "fr"}, map[string]string{card.FieldKind: string(k), card.FieldNumber: "2026-1"})
		golden(t, "new-"+string(k), asks(f))
		for _, in := range f.Inputs {
			if !known[in.Name] {
				t.Errorf("%s: %s is asked for this kind alone", k, in.Name)
			}
			if in.Kind != chat.People && len(in.Label) > 24 || len(in.Hint) > 150 {
				t.Errorf("%s: %q or its hint is too long", k, in.Label)
			}
		}
	}
}

// An unknown kind is asked for like the usual one.
func TestNewOfNoKind(t *testing.T) {
	b := book(t)
	usual := asks(b.New([]string{"en"}, nil))
	for _, k := range []string{"x", string(bot.Update)} {
		if got := asks(b.New([]string{"en"}, map[string]string{card.FieldKind: k})); got != usual {
			t.Errorf("%q: %s", k, got)
		}
	}
}
