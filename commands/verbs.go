package commands

import (
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// A verb is one word behind /appeal.
type verb struct {
	name    string
	also    []string   // other words for it
	args    string     // "[CASE] REASON"
	short   string     // one line, for the list
	long    string     // what else there is to know
	example []string   // without "/appeal"
	need    []bot.Role // one of these; empty: everybody
	run     func(q *request, rest string) (chat.Answer, error)
}

// Sets of roles that verbs need.
var (
	writers    = []bot.Role{bot.Author, bot.Approver}
	judges     = []bot.Role{bot.Approver}
	bosses     = []bot.Role{bot.Approver, bot.Admin}
	moderators = []bot.Role{bot.Approver, bot.Lead} // of what the public says below the posts
)

// table returns every verb, in the order in which help lists them.
func table() []verb {
	return slices.Concat(writing(), recording(), resting(), keeping(), showing(), covering(), deciding(), emergencies(), quieting(), published(), clearing(), repeating(), public(), looking(), accounting(), outside())
}

// A Completion is one verb as a composer offers it.
type Completion struct{ Verb, Args, Short string }

// Completions returns the verbs for a composer's completion.
func (r *Router) Completions() []Completion {
	out := make([]Completion, len(r.verbs))
	for i, v := range r.verbs {
		out[i] = Completion{v.name, v.args, v.short}
	}
	return out
}

// command runs one line.
func (q *request) command(s string) (chat.Answer, error) {
	l, err := parseLine(s)
	if err != nil {
		return chat.Answer{}, err
	}
	if l.verb == "" {
		l.verb = "new"
	}
	v, ok := q.find(l.verb)
	if !ok {
		return chat.Answer{}, q.unknown(l.verb)
	}
	if len(v.need) > 0 && !slices.ContainsFunc(v.need, q.by.Person.Can) {
		return chat.Answer{}, q.desk.Refuse(q.ctx, q.by, v.name, bot.Refuse(bot.ErrDenied,
			"/appeal %s is for people with the role %s. You have: %s.", v.name, roles(v.need), roles(q.by.Person.Roles)))
	}
	return v.run(q, l.rest)
}

func roles(rs []bot.Role) string {
	if len(rs) == 0 {
		return "none"
	}
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = string(r)
	}
	return strings.Join(out, " or ")
}

func (r *Router) find(name string) (verb, bool) {
	i := slices.IndexFunc(r.verbs, func(v verb) bool { return v.name == name || slices.Contains(v.also, name) })
	if i < 0 {
		return verb{}, false
	}
	return r.verbs[i], true
}

// unknown answers a word that is no verb with the nearest one.
func (r *Router) unknown(word string) error {
	var names []string
	for _, v := range r.verbs {
		names = append(append(names, v.name), v.also...)
	}
	if rs := []rune(word); len(rs) > 40 {
		word = string(rs[:40]) + "…"
	}
	if n, ok := nearest(word, names); ok {
		return bot.Refuse(bot.ErrInvalid, "I do not know %q. Did you mean /appeal %s? /appeal help lists everything.", word, n)
	}
	return bot.Refuse(bot.ErrInvalid, "I do not know %q. /appeal help lists everything; /appeal new begins an appeal.", word)
}

// usage refuses a line that a verb cannot read.
func usage(v, why string) error {
	for _, e := range table() {
		if e.name == v {
			s := why + " Usage: /appeal " + e.name
			if e.args != "" {
				s += " " + e.args
			}
			if len(e.example) > 0 {
				s += ", for example: /appeal " + e.example[0]
			}
			return bot.Refuse(bot.ErrInvalid, "%s", s)
		}
	}
	return bot.Refuse(bot.ErrInvalid, "%s", why)
}
