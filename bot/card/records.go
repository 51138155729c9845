package card

import (
	"fmt"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// People shows whom a case is about and what its records allow.
func (b Book) People(k bot.Case) chat.Message {
	m := chat.Message{Text: fmt.Sprintf("Case %s is about %s and has %s. Nothing of this is published.", k.Number, count(len(k.Subjects), "person", "people"), count(len(k.Records), "record", "records")), Tone: chat.Info}
	for _, s := range k.Subjects {
		sec := chat.Section{Heading: fmt.Sprintf("%s %s, %s", s.ID, Untrusted(s.Name), s.As), Tone: chat.Info}
		for _, f := range []struct {
			label string
			day   time.Time
		}{{"Born", s.Born}, {"Offence", s.Offence}, {"Arrest", s.Arrest}} {
			if !f.day.IsZero() {
				sec.Fields = append(sec.Fields, chat.Field{Label: f.label, Value: f.day.Format("2 Jan 2006")})
			}
		}
		if age := bot.Age(s.Born, s.Offence); age >= 0 {
			sec.Fields = append(sec.Fields, chat.Field{Label: "Age at the offence", Value: fmt.Sprint(age)})
		}
		if age := bot.Age(s.Born, s.Arrest); age >= 0 {
			sec.Fields = append(sec.Fields, chat.Field{Label: "Age at the arrest", Value: fmt.Sprint(age)})
		}
		if youth, _ := s.Youth(b.Now); youth {
			sec.Tone = chat.Warning
			sec.Text = "The law protects them as a young person."
		}
		m.Sections = append(m.Sections, sec)
	}
	for _, r := range k.Records {
		m.Sections = append(m.Sections, b.recordOf(k, r))
	}
	return m
}

// recordOf shows one record.
func (b Book) recordOf(k bot.Case, r bot.Record) chat.Section {
	sec := chat.Section{Heading: fmt.Sprintf("%s %s", r.ID, Untrusted(r.String())), Tone: chat.Good}
	if s := k.Subject(r.Subject); s != nil {
		sec.Fields = append(sec.Fields, chat.Field{Label: "About", Value: fmt.Sprintf("%s %s", s.ID, Untrusted(s.Name))})
	}
	sec.Fields = append(sec.Fields, chat.Field{Label: "Filed", Value: b.mark(r.By)})
	until := r.Until()
	switch {
	case !r.Ended.At.IsZero():
		sec.Tone = chat.Warning
		sec.Fields = append(sec.Fields, chat.Field{Label: "Ended", Value: b.mark(r.Ended)})
	case !until.IsZero() && !b.Now.Before(until):
		sec.Tone = chat.Warning
		sec.Fields = append(sec.Fields, chat.Field{Label: "Ceased", Value: bot.When(until, b.Now)})
	case !until.IsZero():
		sec.Fields = append(sec.Fields, chat.Field{Label: "Ceases", Value: bot.When(until, b.Now)})
	}
	if r.Why != "" {
		sec.Text = Untrusted(r.Why)
	}
	return sec
}

// Record is the form in which somebody files what lets a finding of an appeal
// pass.
func (b Book) Record(v View, f bot.Finding) chat.Form {
	kinds := f.Lifts
	if len(kinds) == 0 {
		kinds = bot.RecordKinds()
	}
	form := chat.Form{
		Title: "File a record", Submit: "File", Intro: f.Why,
		Action: chat.Action{Verb: VerbRecord, Subject: string(v.Appeal.ID), Digest: v.Appeal.Digest, Arg: f.Key()},
	}
	var options []chat.Option
	for _, k := range kinds {
		options = append(options, chat.Option{Value: string(k), Label: recordTitle(k)})
	}
	var people []chat.Option
	for _, s := range v.Case.Subjects {
		people = append(people, chat.Option{Value: string(s.ID), Label: shorten(fmt.Sprintf("%s %s, %s", s.ID, s.Name, s.As), maxOption)})
	}
	form.Inputs = []chat.Input{{Name: FieldKind, Label: "Kind", Kind: chat.Select, Options: options, Value: options[0].Value}}
	if len(people) > 0 {
		form.Inputs = append(form.Inputs, chat.Input{Name: FieldPeople, Label: "About", Kind: chat.Select, Options: people, Value: people[0].Value})
	} else {
		form.Intro += " Say first whom the case is about, with /appeal person NAME --as accused --born 2009-03-04."
	}
	form.Inputs = append(form.Inputs,
		chat.Input{Name: FieldNumber, Label: "Number", Hint: "Of the paper; for a consent who gave it and how", Kind: chat.Line, Max: 200, Optional: true},
		chat.Input{Name: FieldWhere, Label: "Court", Hint: "Or who decided", Kind: chat.Line, Max: 200, Optional: true},
		chat.Input{Name: FieldWhen, Label: "Made", Hint: "An order ceases five days after this", Kind: chat.Moment, Max: 60, Optional: true},
		chat.Input{Name: FieldAt, Label: "Until", Hint: "Empty: as long as the law lets it", Kind: chat.Moment, Max: 60, Optional: true},
	)
	return form
}

// maxOption is how long the label of a choice may be: Slack takes 75
// characters (api.slack.com, 2026-11).
const maxOption = 75

func shorten(s string, n int) string {
	rs := []rune(s)
	if len(rs) <= n {
		return s
	}
	return string(rs[:n-1]) + "…"
}

// recordTitle is a kind of record as officers read it.
func recordTitle(k bot.RecordKind) string {
	switch k {
	case bot.RecordOrder:
		return "Youth court order (s. 110(4))"
	case bot.RecordCourt:
		return "Other order of a court"
	case bot.RecordThreat:
		return "Decision: threat to life"
	}
	s := strings.ReplaceAll(string(k), "-", " ")
	return strings.ToUpper(s[:1]) + s[1:]
}
