package commands_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/practice"
	wall "appealbot/bot/network/practice"
)

// chance is the luck of one step: it depends on the seed and the number of the step
// alone, so that a step stays what it is when others are left out.
type chance struct {
	*rand.Rand
	step int
}

func chanceOf(seed uint64, step int) chance {
	return chance{rand.New(rand.NewPCG(seed, uint64(step))), step}
}

func pick[T any](c chance, of ...T) T { return of[c.IntN(len(of))] }

// percent is true so many times of a hundred.
func (c chance) percent(n int) bool { return c.IntN(100) < n }

// act does one thing, and says what.
func (d *department) act(c chance) (string, error) {
	switch n := c.IntN(100); {
	case n < 14:
		return d.advances(c)
	case n < 17:
		return d.papers(c)
	case n < 43:
		return d.speaks(c), nil
	case n < 67:
		return d.presses(c), nil
	case n < 72:
		return d.answers(c), nil
	case n < 78:
		return d.misbehaves(c)
	case n < 82:
		n, after := 1+c.IntN(12), c.percent(50)
		d.memory.dies(n, after)
		return fmt.Sprintf("the program is killed at its transaction %d, after it: %t", n, after), nil
	case n < 83:
		by := time.Duration(c.IntN(7200)-3600) * time.Second
		d.jump(by)
		return fmt.Sprintf("the clock jumps by %s", by), nil
	case n < 85 && d.repeat != nil:
		return "the same again", d.ignore(d.repeat())
	default:
		by := pick(c, time.Duration(c.IntN(120))*time.Second, time.Duration(c.IntN(60))*time.Minute, time.Duration(c.IntN(60))*time.Minute,
			time.Duration(c.IntN(14))*time.Hour, time.Duration(c.IntN(60))*time.Hour)
		return fmt.Sprintf("%s pass", by), d.pass(by)
	}
}

// ignore drops what the practice room refuses: nobody could have done it there.
func (*department) ignore(error) error { return nil }

// somebody is an officer, more often one who can do something.
func somebody(c chance) string {
	return pick(c, "ann", "ann", "ann", "bob", "bob", "bob", "carla", "carla", "carla", "dev", "dev", "eve")
}

// goes has somebody go to one of their channels, more often to a case's.
func (d *department) goes(c chance, user string) {
	cases, others := d.channels(user)
	switch {
	case len(cases) > 0 && c.percent(85):
		d.channel = pick(c, cases...)
	case len(others) > 0:
		d.channel = pick(c, others...)
	}
}

// advances has everybody do what it takes for an appeal to become public, or a new one
// to be written: by luck alone few would.
func (d *department) advances(c chance) (string, error) {
	cases, _ := d.channels("carla")
	if len(cases) == 0 || c.percent(25) {
		return d.types(c, "ann", "new "+c.kind()+c.number()+" Robbery: "+c.text()), nil
	}
	d.channel = pick(c, cases...)
	said := d.types(c, "ann", pick(c, "submit", "submit", "submit /1", "submit /2", "submit /3"))
	for _, user := range []string{"bob", "carla"} {
		if err := d.goOn(true); err != nil {
			return said, err
		}
		on, bs := d.buttons(user, 30)
		for i, b := range bs {
			if b.Label == "Approve" {
				said += ", " + user + d.press(c, user, on[i], b)
				break
			}
		}
	}
	return said, nil
}

// papers has a paper filed on which an appeal rests from then on.
func (d *department) papers(c chance) (string, error) {
	cases, _ := d.channels("ann")
	if len(cases) == 0 {
		return "there is no case yet", nil
	}
	d.channel = pick(c, cases...)
	said := d.types(c, "ann", "person Jordan Lee --as accused --born 1990-03-04")
	said += ", " + d.types(c, "dev", fmt.Sprintf("record warrant W-%d --about P1 --until %q", c.step, d.time().Add(time.Duration(1+c.IntN(50))*time.Hour).In(d.desk.Now().Location()).Format("2006-01-02 15:04")))
	return said + ", " + d.types(c, "ann", fmt.Sprintf("authority /%d B%d", 1+c.IntN(3), 1+c.IntN(2))), nil
}

// text is an appeal in words that no other step of the run has.
func (c chance) text() string {
	return fmt.Sprintf("Did you see a %s %s near %s at about %d:%02d p.m.? Call 416-808-2222.",
		pick(c, "dark", "red", "green", "silver", "white"), pick(c, "Lexus", "van", "truck", "bicycle"),
		pick(c, "King and Bay", "Union Station", "High Park", "Bloor and Bathurst"), 1+c.step/60%12, c.step%60)
}

func (c chance) number() string { return fmt.Sprintf("2026-100000%d", 1+c.IntN(3)) }

func (c chance) kind() string {
	return pick(c, "", "", "", "--kind missing ", "--kind wanted ", "--kind safety ", "--kind vehicle ")
}

// line is what somebody types behind /appeal. Most of it makes sense somewhere.
func (c chance) line() string {
	ref := ""
	switch n := c.IntN(10); {
	case n < 2:
		ref = c.number() + " "
	case n < 5:
		ref = fmt.Sprintf("/%d ", 1+c.IntN(5))
	}
	when := pick(c, "now", "in 10 minutes", "in 3 hours", "tomorrow 9am", "2026-11-24 14:00", "22:30")
	times := pick(c, "daily 18:00 until friday", "daily 9:00 and 18:00, 3 times", "every monday 9:00 for 2 weeks", "daily 1:30, 3 times", "daily 2:30, 2 times")
	kind := c.kind()
	return strings.TrimSpace(pick(c,
		"new "+kind+c.number()+" Robbery: "+c.text(), "new "+kind+c.number()+" Robbery: "+c.text(), "new "+c.text(), "new",
		"edit "+ref+c.text(), "edit "+ref, "edit "+ref+"--lang fr "+c.text(), "submit "+ref, "submit "+ref, "submit "+ref, "approve "+ref, "approve "+ref,
		"reject "+ref+"the time is wrong", "withdraw "+ref+"wrong place", "schedule "+ref+when, "schedule "+ref+when,
		"repeat "+ref+times, "repeat "+ref+times+": "+c.text(), "repeat "+ref+"off", "repeat "+ref+"off no more of it",
		"update "+ref+c.text(), "update "+ref+c.text(), "correct "+ref+c.text(), "correct "+ref+"--how replace "+c.text(), "correct "+ref+"--how follow "+c.text(),
		"correct "+ref+"--why wrong "+c.text(), "clear "+pick(c, "located", "arrested", "mistaken"), "clear "+ref+"mistaken he was at work",
		"takedown "+ref+"he came home", "close "+pick(c, "arrest made", ""), "gone "+ref+pick(c, "x", "mastodon", "bluesky", "facebook")+" its page is empty",
		"hold disclosure for the trial", "release the trial is over", "urgent "+ref+"a child is out in the cold", "urgent "+ref+"off",
		"blackout "+pick(c, "x", "all", "mastodon")+" until "+pick(c, "in 10 minutes", "tomorrow 7:00")+" court order", "blackout end "+pick(c, "x", "all", "mastodon"), "blackout",
		"freeze "+pick(c, "all", "account facebook", "")+" a wrong photo is out", "resume "+pick(c, "all", "account facebook", ""), "resume all",
		"emergency "+ref+"Shots are being fired at the station.", "review "+ref+"right", "review "+ref+"wrong it was at another street",
		"person Jordan Lee --as accused --born 1990-03-04", "record warrant W-"+fmt.Sprint(c.step)+" --about P1 --until \""+pick(c, "2026-11-24 14:00", "2026-11-26 9:00", "tomorrow 7:00")+"\"",
		"unrecord B1 "+pick(c, "arrested", "it was set aside"), "authority "+ref+pick(c, "B1", "B1", "none", "B1 B2"),
		"answer R"+fmt.Sprint(1+c.IntN(4))+" Thank you. Call 416-808-2222.", "label R1 "+pick(c, "tip", "noise", "emergency"), "hide R1 insults somebody", "take R1",
		"status "+ref, "list", "case "+c.number(), "diff "+ref, "preview "+ref, "stats", "help "+pick(c, "clear", "nothing"), "whoami", "replies", "people", "nonsense "+c.text(),
	))
}

// speaks has somebody type a line somewhere.
func (d *department) speaks(c chance) string {
	user := somebody(c)
	d.goes(c, user)
	return d.types(c, user, c.line())
}

// types has somebody type a line here, and fill in what it opens.
func (d *department) types(c chance, user, line string) string {
	d.form = nil
	_ = d.acts(user, func(a practice.Act) (practice.Outcome, error) { return d.room.Command(d.t.Context(), a, line) })
	return fmt.Sprintf("%s in %s: /appeal %s", user, d.channel, line) + d.fills(c, user)
}

// presses has somebody press a button of what they see, and sometimes two at once.
func (d *department) presses(c chance) string {
	user := somebody(c)
	d.goes(c, user)
	on, bs := d.buttons(user, pick(c, 2, 5, 30))
	if len(bs) == 0 {
		return user + " finds no button"
	}
	i := c.IntN(len(bs))
	said := fmt.Sprintf("%s in %s", user, d.channel) + d.press(c, user, on[i], bs[i])
	if other := somebody(c); c.percent(15) {
		said += ", and " + other + d.press(c, other, on[i], bs[i])
	}
	return said
}

// press has somebody press a button, and fill in what it opens.
func (d *department) press(c chance, user string, on practice.Message, b chat.Button) string {
	d.form = nil
	_ = d.acts(user, func(a practice.Act) (practice.Outcome, error) {
		a.Thread = on.Thread
		return d.room.Press(d.t.Context(), a, on.ID, b.Action)
	})
	return fmt.Sprintf(" presses [%s] of %q", b.Label, shorter(on.Body.Text)) + d.fills(c, user)
}

func shorter(s string) string { return s[:min(len(s), 70)] }

// fills has somebody fill in the form that has opened, if one has.
func (d *department) fills(c chance, user string) string {
	f := d.form
	if f == nil || f.User != user || c.percent(5) {
		return ""
	}
	values := map[string][]string{}
	var said []string
	for _, in := range f.Form.Inputs {
		switch {
		case in.Kind == chat.Files, in.Kind == chat.People:
		case in.Kind == chat.Multiple:
			for _, o := range in.Options {
				if c.percent(85) {
					values[in.Name] = append(values[in.Name], o.Value)
				}
			}
		case in.Kind == chat.Select:
			if values[in.Name] = []string{in.Value}; (in.Value == "" || c.percent(25)) && len(in.Options) > 0 {
				values[in.Name] = []string{pick(c, in.Options...).Value}
			}
			if in.Name == "decision" && c.percent(70) {
				values[in.Name] = []string{"approve"}
			}
		case in.Kind == chat.Moment:
			values[in.Name] = []string{in.Value}
		case in.Value != "" && c.percent(85):
			values[in.Name] = []string{in.Value}
		case in.Name == "number":
			values[in.Name] = []string{c.number()}
		case !in.Optional || c.percent(20):
			values[in.Name] = []string{c.text()}
		}
		if v := values[in.Name]; len(v) > 0 && v[0] != in.Value {
			said = append(said, fmt.Sprintf("%s=%s", in.Name, strings.Join(v, ",")))
		}
	}
	_ = d.acts(user, func(a practice.Act) (practice.Outcome, error) {
		return d.room.Submit(d.t.Context(), a, f.ID, values, nil)
	})
	return fmt.Sprintf(", and fills in %q: %s", f.Form.Title, strings.Join(said, "; "))
}

// answers has the public answer something that is there.
func (d *department) answers(c chance) string {
	n := pick(c, d.networks...).Account().ID
	for _, p := range d.posts(n) {
		if !p.Removed.IsZero() || c.percent(50) {
			continue
		}
		text := fmt.Sprintf("I saw it from the bus, number %d", c.step)
		if _, err := d.wall.Answer(wall.Visitor{Name: "Pat", Handle: "@pat"}, p.ID, text); err != nil {
			return "the public cannot answer: " + err.Error()
		}
		d.laws.said = append(d.laws.said, text)
		return fmt.Sprintf("Pat answers %s on %s: %s", p.ID, n, text)
	}
	return "nobody answers"
}

// misbehaves has a network begin to fail, or end it.
func (d *department) misbehaves(c chance) (string, error) {
	id := pick(c, d.networks...).Account().ID
	f := wall.Fault{
		Kind: pick(c, wall.FaultNone, wall.FaultNone, wall.FaultNone, wall.FaultDown, wall.FaultLost, wall.FaultBusy, wall.FaultRubbish, wall.FaultRefuse,
			wall.FaultAlone, wall.FaultDuplicate, wall.FaultRevoked, wall.FaultSuspended, wall.FaultGap, wall.FaultLies),
		Times: c.IntN(4), Everything: c.percent(40), Wait: 90 * time.Second,
	}
	if f.Kind == wall.FaultRefuse {
		f.Everything = false // a removal that is refused for good is for people
	}
	return fmt.Sprintf("%s: %s, times %d, everything %t", id, f.Kind.Title(), f.Times, f.Everything), d.wall.SetFault(id, f)
}

// heal ends every fault.
func (d *department) heal() error {
	for _, n := range d.networks {
		if err := d.wall.SetFault(n.Account().ID, wall.Fault{}); err != nil {
			return err
		}
	}
	return nil
}
