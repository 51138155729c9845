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

// The form of a rewrite shows whole words before and after, and stands for the very
// revision and finding that it shows.
func TestRewrite(t *testing.T) {
	v := view(bot.Editing)
	v.Appeal.Digest = "3f2a91c4d5e6f708"
	v.Appeal.Content.Texts = map[string]string{"en": "On Monday, between one and two in the morning, a man left 4712 Bathurst Street, and a black car followed him to the lake."}
	start := strings.Index(v.Appeal.Content.Texts["en"], "4712")
	f := bot.Finding{
		Rule: "address_exact", Severity: bot.Block, Field: "text.en", Start: start, End: start + len("4712 Bathurst Street"), Span: "4712 Bathurst Street",
		Why: "An exact address puts residents at risk.", Suggest: "the 4700 block of Bathurst Street",
	}
	form := card.Rewrite(v, f)
	want := "An exact address puts residents at risk. This is about the text in English.\n\n" +
		"Before: … one and two in the morning, a man left 4712 Bathurst Street, and a black car followed him to the …\n\n" +
		"After: … one and two in the morning, a man left the 4700 block of Bathurst Street, and a black car followed him to the …\n\n" +
		"Saving makes revision 3, which is checked again."
	if form.Intro != want {
		t.Errorf("it says\n%q, want\n%q", form.Intro, want)
	}
	if form.Action != (chat.Action{Verb: card.VerbApply, Subject: "a1", Digest: "3f2a91c4d5e6f708", Arg: f.Key()}) || form.Submit != "Save" || len(form.Inputs) != 0 {
		t.Errorf("it is %+v", form)
	}
	for field, content := range map[string]bot.Content{
		"title.en": {Titles: map[string]string{"en": "4712"}}, "alt.1": {Media: []bot.MediaUse{{Alt: "4712"}}}, "name.1": {Media: []bot.MediaUse{{Name: "4712"}}},
	} {
		v.Appeal.Content = content
		got := card.Rewrite(v, bot.Finding{Field: field, End: 2, Span: "47", Suggest: "x"}).Intro
		if !strings.Contains(got, "Before: 4712\n\nAfter: x12\n") {
			t.Errorf("%s: it says %q", field, got)
		}
	}
}

// Nobody is sent to the check mark where only the button can approve.
func TestTheCallNamesWhatCounts(t *testing.T) {
	v := view(bot.Waiting)
	if got := book(t).Call(v, "practice").Text; !strings.HasSuffix(got, "press Approve or put a white check mark on it.") {
		t.Errorf("it says %q", got)
	}
	v.Appeal.Findings = []bot.Finding{{Rule: "media_bystander", Severity: bot.Warn, Field: "media.1", Tick: true}}
	if got := book(t).Call(v, "practice").Text; !strings.HasSuffix(got, "press Approve and tick what you have made sure of.") {
		t.Errorf("it says %q", got)
	}
}
