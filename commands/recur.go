package commands

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/calendar"
)

// repeatTimes is what somebody wants published again, and when.
type repeatTimes struct {
	rule  string // "daily 18:00, 5 times until Fri 27 Nov 2026"
	slots []bot.Slot
	text  string // what stood behind the colon
	note  string // what the reader should know about the end; a sentence or nothing
	// reshare: accounts share their own posts again where that can be.
	reshare bool
}

// notes are what else there is to know: of the end, and of the days on which the
// clocks change.
func (r repeatTimes) notes() []string {
	var out []string
	if r.note != "" {
		out = append(out, r.note)
	}
	for _, s := range r.slots {
		if s.Note != "" {
			out = append(out, s.Note)
		}
	}
	return out
}

// maxRepeat bounds how the times of a series are written, in bytes.
const maxRepeat = 200

// parseRepeat reads what people write for times that come again, in English or
// French, or as a cron expression, and words to publish behind a colon. Like that
// of parseWhen, the grammar is strict: what would be guessed would be published.
func parseRepeat(s string, now time.Time) (repeatTimes, error) {
	times, text, said := cutText(s)
	if said && text == "" {
		return repeatTimes{}, bot.Refuse(bot.ErrInvalid, "Write the words to publish behind the colon, or leave the colon out: the appeal's own words are published again then.")
	}
	times, reshare := cutWay(times)
	p := &recurParser{whenParser{src: strings.TrimSpace(times), now: now}}
	if len(p.src) > maxRepeat || p.src == "" || !utf8.ValidString(p.src) {
		return repeatTimes{}, bot.Refuse(bot.ErrInvalid, "Say in a few words when. %s", recurExamples)
	}
	spec, name, err := p.spec()
	if err != nil {
		return repeatTimes{}, err
	}
	e, err := p.end()
	if err != nil {
		return repeatTimes{}, err
	}
	r, err := e.slots(spec, name, now)
	r.text, r.reshare = text, reshare
	if err == nil && reshare && said {
		err = bot.Refuse(bot.ErrInvalid, "What is shared again keeps its own words. Leave out the words behind the colon, or \"as reshare\", and they are published as follow-ups.")
	}
	return r, err
}

const recurExamples = "Write it like daily 18:00 until friday, every monday 9:00 for 4 weeks, weekdays 8:00 and 17:30, 10 times, or \"0 18 * * 1-5\" until friday."

// cutText cuts the words to publish off: they stand behind the first colon that
// white space follows. Those in 18:00 are no such colons.
func cutText(s string) (times, text string, said bool) {
	for i, r := range s {
		if r != ':' && r != '：' {
			continue
		}
		rest := s[i+utf8.RuneLen(r):]
		next, _ := utf8.DecodeRuneInString(rest)
		if rest == "" || unicode.IsSpace(next) {
			return s[:i], strings.TrimSpace(rest), true
		}
	}
	return s, "", false
}

// recurParser reads times that come again. What it has in common with times that
// come once it reads like those.
type recurParser struct{ whenParser }

// spec reads at what times of which days.
func (p *recurParser) spec() (calendar.Spec, string, error) {
	if expression, rest, ok := cronAt(p.src); ok {
		spec, err := calendar.Cron(expression)
		p.src = rest
		p.toks = scanWhen(rest)
		return spec, `"` + strings.Join(strings.Fields(expression), " ") + `"`, err
	}
	p.toks = scanWhen(p.src)
	clocks, err := p.clocks()
	if err != nil {
		return calendar.Spec{}, "", err
	}
	days, name, err := p.days()
	if err != nil {
		return calendar.Spec{}, "", err
	}
	if len(clocks) == 0 {
		if clocks, err = p.clocks(); err != nil {
			return calendar.Spec{}, "", err
		}
	}
	if len(clocks) == 0 {
		if p.done() {
			return calendar.Spec{}, "", bot.Refuse(bot.ErrInvalid, "At what time? Write %s 18:00.", name)
		}
		return calendar.Spec{}, "", p.unread()
	}
	at := make([]string, len(clocks))
	for i, c := range clocks {
		at[i] = fmt.Sprintf("%02d:%02d", c.Hour, c.Minute)
	}
	spec, err := calendar.Weekly(days, clocks)
	return spec, name + " " + bot.Names(at), err
}

// cronAt cuts a cron expression off the beginning: in quotes, or five fields that
// can be nothing else.
func cronAt(s string) (expression, rest string, ok bool) {
	if open, _ := utf8.DecodeRuneInString(s); closer(open) != "" {
		expression, rest = word(s)
		return expression, rest, true
	}
	if strings.HasPrefix(s, "@") {
		expression, rest = field(s)
		return expression, rest, true
	}
	fields := strings.Fields(s)
	if len(fields) < 5 || !strings.ContainsAny(strings.Join(fields[:5], ""), "*") && !bareCron(fields[2]+fields[3]+fields[4]) || !bareCron(fields[0]+fields[1]) {
		return "", s, false
	}
	rest = s
	for range 5 {
		_, rest = field(rest)
	}
	return strings.Join(fields[:5], " "), rest, true
}

// bareCron reports whether a word is made of what stands in the fields of a cron
// expression, names left out.
func bareCron(s string) bool { return strings.Trim(s, "0123456789*,-/") == "" }

// days reads on which days of the week, and returns them with their name.
func (p *recurParser) days() ([]time.Weekday, string, error) {
	every := p.accept("every", "each", "chaque", "on", "les", "le") || p.acceptAll("tous", "les") || p.acceptAll("toutes", "les")
	switch {
	case p.accept("daily", "quotidiennement", "day", "days", "jour", "jours") && !slices.Contains([]string{"ouvrables", "ouvrable"}, p.at(0).text):
		return allDays(), "daily", nil
	case p.accept("weekday", "weekdays", "workdays", "ouvrables", "ouvrable"), p.acceptAll("en", "semaine"), p.acceptAll("jours", "ouvrables"):
		return allDays()[1:6], "on weekdays", nil
	case p.accept("weekend", "weekends"), p.acceptAll("week", "-", "end"), p.acceptAll("week", "-", "ends"):
		return []time.Weekday{time.Saturday, time.Sunday}, "on weekends", nil
	}
	var days []time.Weekday
	for {
		d, ok := weekdays(p.at(0).text)
		if !ok {
			break
		}
		if slices.Contains(days, d) {
			return nil, "", bot.Refuse(bot.ErrInvalid, "%s is there twice. Leave one of them out.", d)
		}
		p.i++
		p.accept(".")
		days = append(days, d)
		if _, more := weekdays(p.at(1).text); more {
			p.accept(",", "and", "et", "&", "+")
		} else if _, more := weekdays(p.at(2).text); more && p.at(0).text == "," {
			_ = p.accept(",") && p.accept("and", "et")
		}
	}
	if len(days) == 0 {
		return nil, "", p.often(every)
	}
	slices.Sort(days)
	names := make([]string, len(days))
	for i, d := range days {
		names[i] = d.String()
	}
	return days, "every " + bot.Names(names), nil
}

func allDays() []time.Weekday {
	return []time.Weekday{time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday}
}

// weekdays is weekday with the plurals: mondays, lundis.
func weekdays(w string) (time.Weekday, bool) {
	if d, ok := weekday(w); ok {
		return d, true
	}
	singular, ok := strings.CutSuffix(w, "s")
	if d, known := weekday(singular); ok && known && len(singular) > 4 {
		return d, true
	}
	return 0, false
}

// often refuses what says how often and not when.
func (p *recurParser) often(every bool) error {
	t := p.at(0)
	switch {
	case slices.Contains([]string{"hourly", "hour", "hours", "minute", "minutes", "heure", "heures"}, t.text), t.isNumber() && unitNamed(p.at(1).text).length > 0:
		return bot.Refuse(bot.ErrInvalid, "Name the times of day, at least an hour apart: daily 8:00, 12:00 and 18:00. A cron expression can say more: \"0 8-20/2 * * *\" is every two hours from 8:00 to 20:00.")
	case t.isNumber() && unitNamed(p.at(1).text).days > 0, slices.Contains([]string{"other", "second", "deux"}, t.text):
		return bot.Refuse(bot.ErrInvalid, "Name the days of the week: every monday, wednesday and friday 18:00.")
	case slices.Contains([]string{"weekly", "week", "month", "monthly", "semaine", "mois", "year", "annually"}, t.text):
		return bot.Refuse(bot.ErrInvalid, "On which day? Write every monday 9:00, or for the first of each month \"0 9 1 * *\".")
	case t.isNumber() && slices.Contains([]string{"times", "fois"}, p.at(1).text), slices.Contains([]string{"twice", "once", "thrice"}, t.text):
		return bot.Refuse(bot.ErrInvalid, "Say at what times: daily 8:00 and 18:00, 10 times.")
	case p.done() && every:
		return bot.Refuse(bot.ErrInvalid, "Every what? Write every monday 9:00, or daily 18:00.")
	}
	return p.unread()
}

// clocks reads times of day, if any are there.
func (p *recurParser) clocks() ([]calendar.Clock, error) {
	var out []calendar.Clock
	for {
		from := p.i
		if len(out) > 0 && !p.accept("and", "et", ",", "&", "+") {
			return out, nil
		}
		p.accept("and", "et")
		p.accept("at", "a", "@")
		if n := p.at(1).text; p.at(0).isNumber() && (n == "times" || n == "fois") {
			p.i = from
			return out, nil
		}
		c, err := p.clock()
		switch {
		case err != nil && len(out) == 0 && unitNamed(p.at(1).text).rank > 0:
			return nil, p.often(false)
		case err != nil:
			return nil, err
		case c.midnight:
			return nil, bot.Refuse(bot.ErrInvalid, "Midnight belongs to two days. Write 00:00 for the beginning of a day or 23:59 for its end.")
		case !c.given:
			p.i = from
			return out, nil
		}
		at := calendar.Clock{Hour: c.hour, Minute: c.minute}
		if slices.Contains(out, at) {
			return nil, bot.Refuse(bot.ErrInvalid, "%02d:%02d is there twice. Leave one of them out.", at.Hour, at.Minute)
		}
		out = append(out, at)
	}
}

// unread refuses what stands at i.
func (p *recurParser) unread() error {
	if p.done() {
		return bot.Refuse(bot.ErrInvalid, "%q is not complete. %s", p.src, recurExamples)
	}
	start := p.at(0).start
	text := fmt.Sprintf("I cannot read times in %q.", p.src)
	if p.i > 0 {
		text = fmt.Sprintf("I understand %q, but not %q.", strings.TrimSpace(p.src[:start]), p.src[start:])
	}
	words := append(whenWords(), "daily", "every", "weekdays", "weekends", "until", "times", "weeks", "chaque", "pendant", "jusqu'a", "fois")
	if near, ok := nearest(p.at(0).text, words); ok && near != p.at(0).text {
		text += fmt.Sprintf(" Did you mean %q?", near)
	}
	return bot.Refuse(bot.ErrInvalid, "%s %s", text, recurExamples)
}
