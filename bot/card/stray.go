package card

import (
	"errors"
	"fmt"
	"slices"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// StraysView is everything that a message about what was published outside the
// program shows.
type StraysView struct {
	Strays []bot.Stray         // those that nobody has decided about first
	Cases  map[bot.ID]bot.Case // of those whose words were changed
	All    int                 // how many there are
}

// straysShown is how many of them a message quotes.
const straysShown = 3

// LoadStrays reads the view of a message.
func LoadStrays(tx bot.Tx, n bot.Notice) (StraysView, error) {
	v := StraysView{All: n.To, Cases: map[bot.ID]bot.Case{}}
	for _, id := range n.About {
		s, err := tx.Stray(id)
		if errors.Is(err, bot.ErrNotFound) {
			continue
		} else if err != nil {
			return v, err
		}
		if !s.Purged.IsZero() {
			continue
		}
		if s.Case != "" {
			if v.Cases[s.Case], err = caseOf(tx, s.Case); err != nil {
				return v, err
			}
		}
		v.Strays = append(v.Strays, s)
	}
	slices.SortStableFunc(v.Strays, func(a, b bot.Stray) int {
		switch {
		case a.Open() == b.Open():
			return 0
		case a.Open():
			return -1
		default:
			return 1
		}
	})
	return v, nil
}

// Strays tells the duty channel what stands on an account that nobody approved
// here, what it says, and what to do about it.
func (b Book) Strays(v StraysView) chat.Message {
	if len(v.Strays) == 0 {
		return chat.Message{Text: "What was published outside this program is not kept any more.", Tone: chat.Plain}
	}
	first := v.Strays[0]
	m := chat.Message{Tone: chat.Plain, Exercise: first.Exercise, Text: b.straysFound(v)}
	open, changed, stuck := 0, 0, 0
	for i, s := range v.Strays {
		if i < straysShown {
			m.Sections = append(m.Sections, b.straySection(v, s))
		}
		if s.Open() {
			open++
		}
		if s.Post != "" {
			changed++
		}
		if s.Note != "" {
			stuck++
		}
	}
	if more := v.All - straysShown; more > 0 {
		m.Sections = append(m.Sections, chat.Section{Fields: []chat.Field{{Label: "Besides these", Value: fmt.Sprintf("%d more; look at the account", more)}}})
	}
	if open+stuck > 0 {
		m.Tone = chat.Bad
	}
	if open > 0 {
		m.Text += strayAdvice(v, changed)
	}
	return m
}

// strayAdvice says what to do about what nobody has decided about.
func strayAdvice(v StraysView, changed int) string {
	bad, good := "If it should not be there, remove it", "If it is all right, press “It is ours”"
	switch {
	case changed == v.All:
		bad = "If it should not be so, take its appeal down or correct it"
	case v.All > 1:
		bad, good = "If they should not be there, remove them", "What is all right is settled with “It is ours”, and all of it at once"
	}
	next := fmt.Sprintf(", or type /appeal known %s.", v.Strays[0].Account)
	if v.All > 1 {
		next = fmt.Sprintf(" with /appeal known %s.", v.Strays[0].Account)
	}
	return " " + bad + ", then change the account's password and end its other sessions. " + good + next
}

// straysFound says what was found where.
func (b Book) straysFound(v StraysView) string {
	first := v.Strays[0]
	name := b.account(first.Account)
	switch {
	case v.All > 1:
		return fmt.Sprintf("%d posts on %s are not as they were approved here, or were never approved.", v.All, name)
	case first.Post != "":
		return fmt.Sprintf("A post on %s does not say any more what was approved%s. Somebody changed it there.", name, inCase(v.Cases[first.Case]))
	default:
		return fmt.Sprintf("Something was published on %s outside this program. Nobody approved it here.", name)
	}
}

func inCase(k bot.Case) string {
	if k.ID == "" {
		return ""
	}
	return " in case " + k.Number
}

// straySection quotes one of them, with what can be done about it.
func (b Book) straySection(v StraysView, s bot.Stray) chat.Section {
	what := "Published"
	switch {
	case s.Post != "":
		what = "Changed words" + inCase(v.Cases[s.Case]) + ", published"
	case s.Passed:
		what = "Passed on, in somebody else's words,"
	case s.Answers:
		what = "An answer, published"
	}
	out := chat.Section{Heading: what + " " + bot.When(s.At, b.Now), Text: Untrusted(s.Text), Quote: true}
	field := func(label, value string) { out.Fields = append(out.Fields, chat.Field{Label: label, Value: value}) }
	switch {
	case webPage(s.URL):
		out.Links = []chat.Link{{Label: "Open the post", URL: s.URL}}
	case s.URL != "":
		field("Address", Untrusted(s.URL))
	}
	switch {
	case s.Known.Name != "":
		field("All right", "says "+b.mark(s.Known))
	case !s.Removed.IsZero():
		field("Removed", b.when(s.Removed)+", for "+b.mark(s.Removal))
	case s.Removal.Name != "" && s.Note != "":
		field("Not removed", s.Note+" Remove it on the network by hand.")
	case s.Removal.Name != "":
		field("Being removed", "for "+b.mark(s.Removal))
	default:
		act := func(verb string) chat.Action { return chat.Action{Verb: verb, Subject: string(s.ID)} }
		if s.Post == "" {
			out.Buttons = append(out.Buttons, chat.Button{Label: "Remove it", Style: chat.Danger, Action: act(VerbPull)})
		}
		out.Buttons = append(out.Buttons, chat.Button{Label: "It is ours", Action: act(VerbKnown)})
	}
	return out
}
