package commands

import (
	"fmt"
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
)

// looking holds the verbs that change nothing.
func looking() []verb {
	return []verb{
		{
			name: "status", args: "[CASE]", run: (*request).status,
			short:   "show where an appeal is on every account",
			long:    "Outside a case's channel and without a number it lists what is open.",
			example: []string{"status", "status 2026-1234567"},
		},
		{
			name: "list", run: (*request).list,
			short:   "list the open appeals and what is stopped",
			example: []string{"list"},
		},
		{
			name: "case", args: "[CASE]", run: (*request).showCase,
			short:   "show a case and its appeals",
			example: []string{"case 2026-1234567"},
		},
		{
			name: "whoami", run: (*request).whoami,
			short:   "show who I think you are and what you may do",
			example: []string{"whoami"},
		},
		{
			name: "help", args: "[WORD]", run: (*request).help,
			short:   "explain the words",
			example: []string{"help", "help new"},
		},
	}
}

// findCase finds the case that a number, or its absence, means here.
func (q *request) findCase(number string) (k bot.Case, err error) {
	number, _, _ = strings.Cut(strings.TrimSpace(number), "/")
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		k, err = desk.FindCase(tx, number, q.platform, q.e.At.Channel)
		return err
	})
	return k, err
}

func (q *request) status(rest string) (chat.Answer, error) {
	ref := strings.TrimSpace(rest)
	if ref == "" {
		if _, err := q.findCase(""); err != nil {
			return q.list("")
		}
	}
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	return show(q.book().Status(v)), nil
}

// manyAppeals is how many open appeals a list shows.
const manyAppeals = 40

func (q *request) list(string) (chat.Answer, error) {
	var vs []card.View
	var fs []bot.Freeze
	err := q.desk.View(q.ctx, func(tx bot.Tx) error {
		as, err := tx.OpenAppeals(manyAppeals)
		if err != nil {
			return err
		}
		for _, a := range as {
			v := card.View{Appeal: a}
			if v.Case, err = tx.Case(a.Case); err != nil {
				return err
			}
			if v.Posts, err = tx.PostsOf(a.ID); err != nil {
				return err
			}
			vs = append(vs, v)
		}
		fs, err = tx.Freezes()
		return err
	})
	if err != nil {
		return chat.Answer{}, err
	}
	return show(q.book().Appeals(vs, fs)), nil
}

func (q *request) showCase(rest string) (chat.Answer, error) {
	k, err := q.findCase(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	var vs []card.View
	var t bot.Tally
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		as, err := tx.AppealsOf(k.ID, manyAppeals)
		if err != nil {
			return err
		}
		for _, a := range as {
			ps, err := tx.PostsOf(a.ID)
			if err != nil {
				return err
			}
			vs = append(vs, card.View{Case: k, Appeal: a, Posts: ps})
		}
		t, err = tx.Tally(k.ID)
		return err
	})
	if err != nil {
		return chat.Answer{}, err
	}
	return show(q.book().Case(k, vs, t)), nil
}

func (q *request) whoami(string) (chat.Answer, error) {
	return show(q.book().Person(q.by.Person)), nil
}

func (q *request) help(rest string) (chat.Answer, error) {
	name, _ := word(strings.ToLower(rest))
	if name == "" {
		return show(q.overview()), nil
	}
	v, ok := q.find(strings.TrimPrefix(name, "/"))
	if !ok {
		return chat.Answer{}, q.unknown(name)
	}
	m := chat.Message{Text: strings.TrimSpace("/appeal " + v.name + " " + v.args), Tone: chat.Info}
	s := chat.Section{Text: upper(v.short) + "."}
	if v.long != "" {
		s.Text += " " + v.long
	}
	if len(v.need) > 0 {
		s.Fields = append(s.Fields, chat.Field{Label: "For", Value: roles(v.need)})
	}
	if len(v.also) > 0 {
		s.Fields = append(s.Fields, chat.Field{Label: "Also called", Value: strings.Join(v.also, ", ")})
	}
	for i, e := range v.example {
		s.Fields = append(s.Fields, chat.Field{Label: fmt.Sprintf("Example %d", i+1), Value: "/appeal " + e})
	}
	m.Sections = []chat.Section{s}
	return show(m), nil
}

func (q *request) overview() chat.Message {
	m := chat.Message{Text: "An appeal goes from draft to approval to the public, and the answers come back into the case's channel.", Tone: chat.Info}
	s := chat.Section{}
	for _, v := range q.verbs {
		s.Fields = append(s.Fields, chat.Field{Label: strings.TrimSpace("/appeal " + v.name + " " + v.args), Value: v.short})
	}
	m.Sections = []chat.Section{s, {Text: "In a case's channel the case number can be left out. On a card, a white check mark approves and a cross asks for changes. /appeal help WORD explains one word."}}
	return m
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
