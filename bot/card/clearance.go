package card

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// ClearView is what the form shows that gives an all-clear.
type ClearView struct {
	Case   bot.Case
	Reason bot.Cleared
	Live   []bot.Appeal      // that can be taken down
	Ends   []bot.ID          // those of them that the reason ends
	Texts  map[string]string // the closing text, by language
}

// Clear is the form that gives an all-clear. Its words and ticks are those of the
// reason, and are asked for anew when another one is chosen: chats keep what stands
// in an input of the same name, so that each reason has inputs of its own.
func (b Book) Clear(v ClearView) chat.Form {
	f := chat.Form{
		Title: "All clear", Submit: "All clear",
		Intro: fmt.Sprintf("Case %s. What is ticked comes down on every account at once, and everything that waits is cancelled. "+
			"The closing text goes out when a second officer has approved it; nothing waits for it.", v.Case.Number),
		Action: chat.Action{Verb: VerbClear, Subject: string(v.Case.ID), Arg: string(v.Reason)},
		Inputs: []chat.Input{{Name: FieldKind, Label: "Why", Kind: chat.Select, Options: clearOptions(), Value: string(v.Reason), Refresh: true}},
	}
	if c := v.Case.Clearance; c.Cleared() {
		f.Intro += " " + b.clearedBy(c) + "."
	}
	var options []chat.Option
	var ticked []string
	for _, a := range v.Live {
		options = append(options, chat.Option{Value: string(a.ID), Label: shorten(fmt.Sprintf("/%d %s: %s", a.Number, a.Kind.Title(), firstText(a)), maxOption)})
		if slices.Contains(v.Ends, a.ID) {
			ticked = append(ticked, string(a.ID))
		}
	}
	if len(options) > 0 {
		f.Inputs = append(f.Inputs, chat.Input{Name: ClearDown(v.Reason), Label: "Take down", Hint: "What follows one of these goes with it", Kind: chat.Multiple, Options: options, Values: ticked, Optional: true})
	}
	for _, lang := range slices.Sorted(maps.Keys(v.Texts)) {
		f.Inputs = append(f.Inputs, chat.Input{
			Name: ClearText(v.Reason, lang), Label: "Closing text, " + language(lang), Hint: "Name nobody. Empty: as the template has it",
			Kind: chat.Lines, Value: v.Texts[lang], Optional: true,
		})
	}
	f.Inputs = append(f.Inputs, chat.Input{Name: FieldReason, Label: "Note", Hint: "For officers, not published", Kind: chat.Line, Max: 500, Optional: true})
	return f
}

// ClearDown is the name of the input with the appeals that a reason ends.
func ClearDown(r bot.Cleared) string { return FieldDown + "." + string(r) }

// ClearText is the name of the input with the closing text for a reason.
func ClearText(r bot.Cleared, lang string) string { return FieldText + "." + lang + "." + string(r) }

func clearOptions() []chat.Option {
	var out []chat.Option
	for _, r := range bot.Clearings() {
		out = append(out, chat.Option{Value: string(r), Label: r.Title()})
	}
	return out
}

// firstText is the text of an appeal in its first language, on one line.
func firstText(a bot.Appeal) string {
	for _, lang := range a.Content.Languages() {
		return strings.Join(strings.Fields(a.Content.Texts[lang]), " ")
	}
	return ""
}

// clearedBy says who gave the all-clear of a case, and why.
func (b Book) clearedBy(c bot.Clearance) string {
	return "The all-clear was given: " + b.cleared(c)
}

// cleared is clearedBy without its beginning: "located, by Sgt. Bob Tremblay at 18:02".
func (b Book) cleared(c bot.Clearance) string {
	s := fmt.Sprintf("%s, by %s", c.Reason, b.mark(c.By))
	if c.Note != "" {
		s += ": " + c.Note
	}
	return s
}

// clearance shows the all-clear of a case; nothing where there was none.
func (b Book) clearance(k bot.Case) []chat.Field {
	if !k.Clearance.Cleared() {
		return nil
	}
	return []chat.Field{{Label: "All clear", Value: b.cleared(k.Clearance)}}
}

// afterClear warns of an appeal that was begun after its case was cleared: whoever
// was looked for may be home.
func (b Book) afterClear(v View) []chat.Section {
	c, a := v.Case.Clearance, v.Appeal
	if !c.Cleared() || slices.Contains(c.Closing, a.ID) || a.Answers != "" {
		return nil
	}
	switch a.State {
	case bot.Editing, bot.Waiting, bot.Rejected:
		return []chat.Section{{
			Heading: "The case was cleared", Tone: chat.Warning,
			Text: b.clearedBy(c) + ". Make sure that there is still something to ask of the public.",
		}}
	default:
		return nil
	}
}
