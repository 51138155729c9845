package app

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// A precinct is a department as its people have it in front of them on one of
// its chats.
type precinct struct {
	*department
	far      side
	people   map[string]string // user ids
	newsroom string
	room     string       // the case's channel
	who      string       // did something last
	got      chattest.Got // what they were told
}

// on puts a department on one more chat.
func (d *department) on(s side) *precinct {
	d.sides = append(d.sides, s)
	p := &precinct{department: d, far: s, people: map[string]string{}, newsroom: s.news()}
	for _, name := range staff() {
		p.people[name] = s.login(name)
	}
	return p
}

// says lets somebody type a command into a channel, and checks what they are
// told.
func (p *precinct) says(user, channel, line string, told ...string) {
	p.t.Helper()
	p.who, p.got = user, p.far.Command(p.t, p.people[user], channel, line)
	p.told(told...)
}

// told checks what the person who did something last was told.
func (p *precinct) told(texts ...string) {
	p.t.Helper()
	var all []string
	for _, s := range p.got.Replies {
		all = append(all, flat(s.Text))
	}
	for _, s := range p.got.Errors {
		all = append(all, flat(s))
	}
	for _, text := range texts {
		if got := strings.Join(all, "\n"); !strings.Contains(got, text) {
			p.t.Fatalf("%q is not in the answer: %q", text, got)
		}
	}
}

// enter goes to the channel of a case as soon as there is one.
func (p *precinct) enter(name string) {
	p.t.Helper()
	p.until("there is a channel "+name, func() bool {
		id, ok := p.far.channel(name)
		if ok {
			p.room = id
		}
		return ok
	})
}

// messages is everything in the case's channel, with the threads of its cards.
func (p *precinct) messages() []chattest.Seen {
	p.t.Helper()
	var out []chattest.Seen
	for _, s := range p.far.In(p.t, p.room) {
		out = append(out, s)
		if isCardText(s.Text) {
			out = append(out, p.far.Under(p.t, s.At)...)
		}
	}
	return out
}

func isCardText(text string) bool { return strings.Contains(text, "Revision") }

// newest is the newest message for which ok holds.
func (p *precinct) newest(ok func(chattest.Seen) bool) (chattest.Seen, bool) {
	p.t.Helper()
	for _, s := range slices.Backward(p.messages()) {
		if ok(s) {
			return s, true
		}
	}
	return chattest.Seen{}, false
}

// card waits until the newest card says all of this.
func (p *precinct) card(texts ...string) (card chattest.Seen) {
	p.t.Helper()
	p.until(fmt.Sprintf("the card says %q", texts), func() bool {
		var ok bool
		card, ok = p.newest(func(s chattest.Seen) bool { return isCardText(s.Text) })
		return ok && holds(card.Text, texts)
	})
	return card
}

// sees waits until a message in the case's channel says all of this.
func (p *precinct) sees(texts ...string) (seen chattest.Seen) {
	p.t.Helper()
	p.until(fmt.Sprintf("the channel says %q", texts), func() bool {
		var ok bool
		seen, ok = p.newest(func(s chattest.Seen) bool { return holds(s.Text, texts) })
		return ok
	})
	return seen
}

// holds reports whether a text says all of this; what begins with "!" must not
// be there.
func holds(text string, wanted []string) bool {
	text = flat(text)
	return !slices.ContainsFunc(wanted, func(w string) bool {
		w, not := strings.CutPrefix(w, "!")
		return strings.Contains(text, w) == not
	})
}

// press lets somebody press the newest button with a label, and checks what they
// are told.
func (p *precinct) press(user, label string, told ...string) {
	p.t.Helper()
	var at chattest.Seen
	p.until("there is a button "+label, func() bool {
		var ok bool
		at, ok = p.newest(func(s chattest.Seen) bool { return slices.Contains(s.Buttons, label) })
		return ok
	})
	p.who, p.got = user, p.far.Press(p.t, p.people[user], at.At, label)
	p.told(told...)
}

// offered is how many messages have a button with a label.
func (p *precinct) offered(label string) (n int) {
	p.t.Helper()
	for _, s := range p.messages() {
		if slices.Contains(s.Buttons, label) {
			n++
		}
	}
	return n
}

// fill lets whoever did something last fill in and send the form in front of
// them.
func (p *precinct) fill(values map[string]string, told ...string) {
	p.t.Helper()
	vs := map[string][]string{}
	for k, v := range values {
		vs[k] = []string{v}
	}
	p.submit(vs)
	p.told(told...)
}

// submit is fill for inputs that hold several values, and files.
func (p *precinct) submit(values map[string][]string, files ...chat.File) {
	p.t.Helper()
	if p.got.Form == nil {
		p.t.Fatalf("no form is open in front of %s; they were told %+v", p.who, p.got.Replies)
	}
	p.got = p.far.Submit(p.t, p.people[p.who], values, files...)
}

// files are those of a message: in it, or below it where a platform has them
// apart.
func (p *precinct) files(at chat.Ref) []chat.File {
	p.t.Helper()
	out := p.far.See(p.t, at).Files
	for _, u := range p.far.Under(p.t, at) {
		out = append(out, u.Files...)
	}
	return out
}

// attached waits for a message's only file.
func (p *precinct) attached(at chat.Ref) chat.File {
	p.t.Helper()
	var files []chat.File
	p.until("a file is attached", func() bool {
		files = p.files(at)
		return len(files) > 0
	})
	if len(files) != 1 {
		p.t.Fatalf("%d files are attached", len(files))
	}
	return files[0]
}

// after lets so much time pass that a person has read what a message shows.
// Whoever reacts sooner meant what it showed before.
func (p *precinct) after(s chattest.Seen) {
	p.t.Helper()
	<-time.After(time.Until(p.far.changed(s.At).Add(1100 * time.Millisecond)))
}

// confirms lets somebody approve what has something to make sure of: the button
// opens a form, in which each point is ticked.
func (p *precinct) confirms(user string, told ...string) {
	p.t.Helper()
	p.press(user, "Approve")
	if p.got.Form == nil {
		p.t.Fatalf("%s is not asked to make sure; they were told %+v", user, p.got.Replies)
	}
	p.submit(ticked(*p.got.Form))
	p.told(told...)
}

// ticked is the form that asks before an approval, filled in: yes, and every
// point.
func ticked(f chat.Form) map[string][]string {
	out := map[string][]string{}
	for _, in := range f.Inputs {
		for _, o := range in.Options {
			if in.Name == card.FieldTicks || strings.HasPrefix(o.Label, "Approve exactly") {
				out[in.Name] = append(out[in.Name], o.Value)
			}
		}
	}
	return out
}

// bothConfirm lets Bob and Carla confirm at the same moment.
func (p *precinct) bothConfirm() {
	p.t.Helper()
	var forms [2]map[string][]string
	officers := [2]string{"bob", "carla"}
	for i, user := range officers {
		p.press(user, "Approve")
		if p.got.Form == nil {
			p.t.Fatalf("%s is not asked to make sure; they were told %+v", user, p.got.Replies)
		}
		forms[i] = ticked(*p.got.Form)
	}
	var both sync.WaitGroup
	var got [2]chattest.Got
	for i, user := range officers {
		both.Go(func() { got[i] = p.far.Submit(p.t, p.people[user], forms[i]) })
	}
	both.Wait()
	for _, g := range got {
		p.got = g
		p.told("pprov")
	}
}

// bothApprove lets Bob and Carla press Approve at the same moment.
func (p *precinct) bothApprove() {
	p.t.Helper()
	at, ok := p.newest(func(s chattest.Seen) bool { return slices.Contains(s.Buttons, "Approve") })
	if !ok {
		p.t.Fatal("there is nothing to approve")
	}
	var both sync.WaitGroup
	var got [2]chattest.Got
	for i, user := range []string{"bob", "carla"} {
		both.Go(func() { got[i] = p.far.Press(p.t, p.people[user], at.At, "Approve") })
	}
	both.Wait()
	for _, g := range got {
		p.got = g
		p.told("pprov")
	}
}

var (
	single = regexp.MustCompile(`Answer R(\d+) in case`)
	many   = regexp.MustCompile(`\(R(\d+) to R(\d+)\); the whole list`)
)

// shown is how many answers the case's channel shows. They must be there in
// order and without gaps.
func (p *precinct) shown() int {
	p.t.Helper()
	next := 1
	for _, m := range p.far.said(p.room) {
		from, to := span(m.Text)
		if from == 0 {
			continue
		}
		if from != next {
			p.t.Fatalf("answer R%d is shown where R%d should be", from, next)
		}
		next = to + 1
	}
	return next - 1
}

// span are the first and the last of the answers that a message shows; zero when
// it shows none.
func span(text string) (from, to int) {
	if m := single.FindStringSubmatch(text); m != nil {
		from, _ = strconv.Atoi(m[1])
		return from, from
	}
	if m := many.FindStringSubmatch(text); m != nil {
		from, _ = strconv.Atoi(m[1])
		to, _ = strconv.Atoi(m[2])
	}
	return from, to
}

// live makes an appeal public and lets somebody answer it. It returns a public
// post and the message that shows the answer.
func (p *precinct) live() (post string, at chattest.Seen) {
	p.t.Helper()
	p.waiting("2026-7777777")
	p.press("bob", "Approve", "Approved")
	post = p.published(3, "saw a fire")[0]
	p.card("public (3 posts)")
	p.answer(post, "I saw it")
	return post, p.sees("Answer R1 in", "I saw it")
}

// waiting submits an appeal about a fire.
func (p *precinct) waiting(number string, words ...string) chattest.Seen {
	p.t.Helper()
	p.says("ann", p.newsroom, "new "+strings.Join(words, " ")+" "+number+" Fire: anyone who saw a fire at King and Bay? Call 416-808-2222.", "is stored")
	p.enter("case-" + number + "-fire")
	p.card("ready to submit")
	p.says("ann", p.room, "submit", "It needs")
	return p.card("waiting for")
}

// meanwhile is what happens during an outage: the program notices, the public
// answers, and an officer labels an answer.
func (p *precinct) meanwhile(post string, at chattest.Seen) {
	p.t.Helper()
	p.answer(post, "in the middle of it")
	p.far.React(p.t, p.people["carla"], at.At, chat.Bulb)
	p.healthy(false)
}

// caughtUp: after an outage, what happened meanwhile is shown.
func (p *precinct) caughtUp() {
	p.t.Helper()
	p.healthy(true)
	p.sees("Answer R2 in", "in the middle of it")
	p.sees("Answer R1 in", "Tip (Insp. Carla Singh")
	p.card("2 answers, 1 tip")
	p.quit()
	p.whole()
}
