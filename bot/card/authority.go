package card

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// FieldAuthority is the input of the edit form that says on which records of its case
// an appeal rests.
const FieldAuthority = "authority"

// soonOver is how long before the end of what an appeal rests on the card warns.
const soonOver = 24 * time.Hour

// restsOn says on which records an appeal rests that is not over, and until when: at
// that time it comes down, whoever is asleep.
func (b Book) restsOn(v View) []chat.Section {
	ids := v.Appeal.Rests()
	if len(ids) == 0 || v.Appeal.State == bot.Done || v.Appeal.State == bot.Cancelled {
		return nil
	}
	s := chat.Section{Heading: "Rests on", Tone: chat.Info}
	var lines []string
	for _, id := range ids {
		line, tone := b.footing(v.Case, id)
		lines = append(lines, line)
		if tone == chat.Bad || tone == chat.Warning && s.Tone != chat.Bad {
			s.Tone = tone
		}
	}
	s.Text = strings.Join(lines, "\n")
	_, ends := v.Case.GivesWay(ids, b.Now)
	switch {
	case s.Tone == chat.Bad:
		s.Text += "\nIt cannot be published like this."
	case !ends.IsZero() && len(ids) == 1:
		s.Text += "\nWhen that ends, the appeal is taken down everywhere."
	case !ends.IsZero():
		s.Text += "\nWhen the first of them ends, the appeal is taken down everywhere."
	}
	return []chat.Section{s}
}

// footing says how one record stands.
func (b Book) footing(k bot.Case, id bot.ID) (string, chat.Tone) {
	f, known := k.Footing(id, b.Now)
	name, ends := Untrusted(f.String()), f.Ends()
	switch {
	case !known:
		return fmt.Sprintf("record %s, which the case does not have", id), chat.Bad
	case ends.IsZero():
		return name + ", which does not end by itself", chat.Info
	case !b.Now.Before(ends):
		return Untrusted(f.Over(b.Now)), chat.Bad
	}
	left := ends.Sub(b.Now)
	tone := chat.Info
	if left <= soonOver {
		tone = chat.Warning
	}
	return fmt.Sprintf("%s until %s (%s)", name, b.when(ends), bot.Left(left)), tone
}

// authority asks on what an appeal rests, where its case has anything.
func (b Book) authority(v View) []chat.Input {
	in := chat.Input{
		Name: FieldAuthority, Label: "Rests on", Kind: chat.Multiple, Optional: true,
		Hint: "When one of these ends the appeal is taken down.",
	}
	for _, r := range v.Case.Records {
		chosen := slices.Contains(v.Appeal.Content.Authority, r.ID)
		if !chosen && !r.Holds(b.Now) {
			continue
		}
		in.Options = append(in.Options, chat.Option{Value: string(r.ID), Label: shorten(fmt.Sprintf("%s %s", r.ID, r), maxOption)})
		if chosen {
			in.Values = append(in.Values, string(r.ID))
		}
	}
	if len(in.Options) == 0 {
		return nil
	}
	return []chat.Input{in}
}

// restingOn names what content rests on, for a comparison.
func restingOn(k bot.Case, c bot.Content) string {
	names := make([]string, len(c.Authority))
	for i, id := range c.Authority {
		names[i] = string(id)
		if r := k.Record(id); r != nil {
			names[i] = fmt.Sprintf("%s (%s)", Untrusted(r.String()), id)
		}
	}
	if len(names) == 0 {
		return "nothing that was named"
	}
	return bot.Names(names)
}
