package commands

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/calendar"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// recording holds the verbs that tell a case what its guard needs to know.
func recording() []verb {
	return []verb{
		{
			name: "person", args: "[CASE] NAME --as INVOLVEMENT [--born DAY] [--offence DAY] [--arrest DAY]", need: recorders, run: (*request).person,
			short:   "say whom a case is about, so that nobody is named who must not be",
			long:    "INVOLVEMENT is accused, missing, victim, deceased, witness or complainant. A DAY is written 2009-03-04. Ages are worked out from these days and never typed. The same name again replaces what you entered; what somebody else entered you may add to, and a lead may change. Nothing of this is published.",
			example: []string{"person Jordan Lee --as accused --born 2009-03-04 --offence 2026-11-20"},
		},
		{
			name: "record", args: "[CASE] KIND NUMBER --about PERSON [--made TIME] [--until WHEN] [--court NAME]", need: recorders, run: (*request).record,
			short:   "file what allows something about a person to be public",
			long:    "KIND is warrant, charge, next-of-kin, consent, order (of a youth court, YCJA s. 110(4); it ceases five days after it was made), court or threat-to-life. PERSON is a name or number of /appeal people. A TIME is written 2026-11-24 or \"2026-11-24 15:00\"; WHEN is a day, which counts to its end, or a time like \"tomorrow 17:00\" or \"friday 17:00\". Your department decides who may file which.",
			example: []string{"record warrant W-2026-114 --about P1 --court \"Ontario Court of Justice\"", "record order 26-114 --about \"Jordan Lee\" --made \"2026-11-24 15:00\"", "record consent \"signed by the mother\" --about P2 --until \"friday 17:00\""},
		},
		{
			name: "unrecord", args: "[CASE] RECORD REASON", need: recorders, run: (*request).unrecord,
			short:   "end a record: the order was set aside, the consent taken back",
			long:    "What is public and rests on the record comes down at once. With the reason \"arrested\" every order about the same young person ends with it.",
			example: []string{"unrecord B1 the order was set aside", "unrecord B1 arrested"},
		},
		{
			name: "people", args: "[CASE]", run: (*request).people,
			short:   "show whom a case is about, and its records",
			example: []string{"people"},
		},
	}
}

// recorders may tell a case what its guard needs to know. Who may file which
// record is for the desk.
var recorders = []bot.Role{bot.Author, bot.Approver, bot.Lead}

func (q *request) person(rest string) (chat.Answer, error) {
	k, rest, err := q.caseAnd(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	opts, name, err := options(rest, "as", "born", "offence", "arrest")
	if err != nil {
		return chat.Answer{}, err
	}
	if err := unquoted(name, "as", "born", "offence", "arrest"); err != nil {
		return chat.Answer{}, err
	}
	s := bot.Subject{Name: name, As: bot.Involvement(strings.ToLower(opts["as"]))}
	for option, at := range map[string]*time.Time{"born": &s.Born, "offence": &s.Offence, "arrest": &s.Arrest} {
		if *at, err = parseDay(opts[option]); err != nil {
			return chat.Answer{}, err
		}
	}
	if s, err = q.desk.Enter(q.ctx, q.by, k.ID, s); err != nil {
		return chat.Answer{}, err
	}
	text := fmt.Sprintf("%s is %s in case %s (%s).", s.Name, s.As, k.Number, s.ID)
	switch youth, certain := s.Youth(q.desk.Now()); {
	case youth:
		text += " The law protects them as a young person: whatever identifies them stays out of the appeal."
	case !certain && s.As == bot.AsAccused:
		text += " Without a date of birth nobody can tell whether the law protects them as a young person; add --born."
	}
	return say("%s", text), nil
}

func (q *request) record(rest string) (chat.Answer, error) {
	k, rest, err := q.caseAnd(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	opts, rest, err := options(rest, "about", "made", "until", "court")
	if err != nil {
		return chat.Answer{}, err
	}
	if err := unquoted(rest, "about", "made", "until", "court"); err != nil {
		return chat.Answer{}, err
	}
	kind, number := word(rest)
	r := bot.Record{Kind: bot.RecordKind(strings.ToLower(kind)), Number: strings.TrimSpace(number), Court: opts["court"]}
	if about := opts["about"]; about != "" {
		s := called(k, about)
		if s == nil {
			return chat.Answer{}, bot.Refuse(bot.ErrInvalid, "%q is nobody whom case %s is about. Say who it is first: /appeal person NAME --as accused.", about, k.Number)
		}
		r.Subject = s.ID
	}
	if r.Made, err = q.parseMade(opts["made"]); err != nil {
		return chat.Answer{}, err
	}
	var end moment
	if opts["until"] != "" {
		if end, err = parseUntil(opts["until"], q.desk.Now()); err != nil {
			return chat.Answer{}, err
		}
	}
	r.Expires = end.at
	if r, err = q.desk.File(q.ctx, q.by, k.ID, r); err != nil {
		return chat.Answer{}, err
	}
	if until := r.Until(); !until.IsZero() {
		if !until.Equal(end.at) { // the Act lets it end before that
			end.note = ""
		}
		return say("%s", strings.TrimSpace(fmt.Sprintf("Filed as %s: %s. It ceases %s. %s", r.ID, r, bot.When(until, q.desk.Now()), end.note))), nil
	}
	return say("Filed as %s: %s.", r.ID, r), nil
}

func (q *request) unrecord(rest string) (chat.Answer, error) {
	k, rest, err := q.caseAnd(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	id, why := word(rest)
	r, err := q.desk.Unfile(q.ctx, q.by, k.ID, bot.ID(strings.ToUpper(id)), why)
	if err != nil {
		return chat.Answer{}, err
	}
	return say("%s (%s) allows nothing any more. What rests on it is not published, and what is public of that is being taken down; its card shows each account until nothing is left.", r.ID, r), nil
}

func (q *request) people(rest string) (chat.Answer, error) {
	k, err := q.findCase(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	return show(q.book().People(k)), nil
}

// unquoted refuses what is left of a command when an option is still in it, as when
// the value of a later one has several words: none of them was read then.
func unquoted(rest string, names ...string) error {
	for i, r := range rest {
		if r != '-' && r != '–' && r != '—' || i > 0 && !strings.HasSuffix(rest[:i], " ") {
			continue
		}
		if name, _ := optionName(rest[i:], names); name != "" {
			return bot.Refuse(bot.ErrInvalid, "I cannot tell which words belong to --%s. Put several words in quotes, as in --about \"Jordan Lee\" --until \"2026-11-24 15:00\".", name)
		}
	}
	return nil
}

// caseAnd finds the case that a command begins with, or that it is given in.
func (q *request) caseAnd(rest string) (bot.Case, string, error) {
	ref, rest, _ := caseRef(rest)
	k, err := q.findCase(ref)
	return k, rest, err
}

// called finds somebody by number or name.
func called(k bot.Case, who string) *bot.Subject {
	i := slices.IndexFunc(k.Subjects, func(s bot.Subject) bool {
		return strings.EqualFold(string(s.ID), who) || strings.EqualFold(s.Name, strings.Join(strings.Fields(who), " "))
	})
	if i < 0 {
		return nil
	}
	return &k.Subjects[i]
}

// parseDay reads a day of somebody's life; zero for nothing.
func parseDay(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, bot.Refuse(bot.ErrInvalid, "%q is not a day. Write days like 2009-03-04: year, month, day.", s)
	}
	return t, nil
}

// parseMade reads when a paper was made, in the department's zone; zero for nothing. Of
// a time that the clocks showed twice it is the first: what lasts so and so long from
// then on must not last longer.
func (q *request) parseMade(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	zone := q.desk.Now().Location()
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return dayStart(day, zone), nil
	}
	wall, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		return wall, bot.Refuse(bot.ErrInvalid, "%q is not a time. Write 2026-11-24, or \"2026-11-24 15:00\".", s)
	}
	found := calendar.Instants(wall, zone)
	if len(found) == 0 {
		return wall, skipped(wall, zone)
	}
	return found[0], nil
}

// recordForm answers the form in which a record is filed from a card.
func (q *request) recordForm(s chat.Submission) (chat.Answer, error) {
	v, err := q.view(bot.ID(s.Action.Subject))
	if err != nil {
		return chat.Answer{}, err
	}
	r := bot.Record{
		Kind: bot.RecordKind(s.Value(card.FieldKind)), Subject: bot.ID(s.Value(card.FieldPeople)),
		Number: strings.TrimSpace(s.Value(card.FieldNumber)), Court: strings.TrimSpace(s.Value(card.FieldWhere)), Why: strings.TrimSpace(s.Value(card.FieldReason)),
	}
	for _, f := range []struct {
		name string
		at   *time.Time
	}{{card.FieldWhen, &r.Made}, {card.FieldAt, &r.Expires}} {
		if value := s.Value(f.name); value != "" {
			if *f.at, err = chat.ParseMoment(value); err != nil {
				return wrong(f.name, "Choose the day and the time."), nil
			}
		}
	}
	if r, err = q.desk.File(q.ctx, q.by, v.Case.ID, r); err != nil {
		return chat.Answer{}, err
	}
	return say("Filed as %s: %s. The card shows what it allows.", r.ID, r), nil
}
