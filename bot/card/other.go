package card

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Call asks the people who can approve an appeal to look at it.
func (b Book) Call(v View, platform string) chat.Message {
	a := v.Appeal
	m := chat.Message{Tone: chat.Waiting, Exercise: a.Exercise}
	if a.State != bot.Waiting {
		m.Text, m.Tone = v.title()+" is "+b.state(v)+".", chat.Plain
		return m
	}
	for _, p := range b.Able(a) {
		if l, ok := p.On(platform); ok {
			m.Mention = append(m.Mention, l.User)
		}
	}
	more, _ := a.Need.Missing(a.Approvals)
	how := "or put a white check mark on it"
	if len(bot.Ticks(a.Findings, a.Overrides)) > 0 { // which a check mark cannot say
		how = "and tick what you have made sure of"
	}
	m.Text = fmt.Sprintf("%s by %s wants %s. Read the card, then press Approve %s.", v.title(), b.person(a.Author), count(more, "approval", "approvals"), how)
	return m
}

// Ask asks a person to decide about a post.
func (b Book) Ask(p bot.Post, v View) chat.Message {
	m := chat.Message{Tone: chat.Bad, Exercise: p.Exercise}
	where := b.account(p.Account) + ", " + language(p.Language)
	if p.State != bot.PostHeld && p.State != bot.PostAbsent && p.State != bot.PostRefused {
		m.Text, m.Tone = fmt.Sprintf("%s on %s: %s", v.title(), where, b.postState(p)), chat.Plain
		if p.Decided.Name != "" {
			m.Text += " (decided by " + b.mark(p.Decided) + ")"
		}
		return m
	}
	if p.Op == bot.OpEdit {
		return b.askEdit(p, v)
	}
	if p.Op == bot.OpReshare {
		return b.askShare(p, v)
	}
	act := func(what string) chat.Action {
		return chat.Action{Verb: VerbDecide, Subject: string(p.ID), Arg: what}
	}
	if p.Op == bot.OpRemove {
		m.Text = fmt.Sprintf("%s was taken down, and %s does not remove it. %s Remove it there by hand; I look until it is gone. If nobody can, say so: /appeal gone %s and the reason.",
			v.title(), where, p.Note, p.Account)
		m.Buttons = []chat.Button{{Label: "Try again", Action: act("send")}}
		if i := slices.IndexFunc(v.Posts, func(q bot.Post) bool { return q.ID == p.Target }); i >= 0 {
			m.Sections = []chat.Section{{Links: b.openLeft(bot.Leftover{Post: v.Posts[i], Removal: p})}}
		}
		return m
	}
	drop := chat.Button{Label: "Give it up", Style: chat.Danger, Action: act("drop")}
	send := chat.Button{Label: "Publish it now", Style: chat.Primary, Action: act("send")}
	switch p.State {
	case bot.PostHeld:
		m.Text = fmt.Sprintf("%s was not published on %s. %s", v.title(), where, p.Note)
		m.Buttons = []chat.Button{send, drop}
		if vain(p, v) {
			send.Label, send.Style = "Wait again", chat.Ordinary
			m.Buttons = []chat.Button{send, drop}
			if len(p.Rendering.Without) > 0 {
				m.Buttons = append([]chat.Button{{Label: "Publish without the link", Style: chat.Primary, Action: act(DecideBare)}}, m.Buttons...)
			}
		}
	case bot.PostAbsent:
		m.Text = fmt.Sprintf("Nobody knows whether %s is public on %s: the answer was lost, and it cannot be found there. The first request may still arrive. Look at the account yourself before you send it again.", v.title(), where)
		send.Label, send.Style = "It is not there: send it again", chat.Danger
		m.Buttons = []chat.Button{{Label: "Look again", Style: chat.Primary, Action: act("look")}, send, drop}
	default:
		m.Text = fmt.Sprintf("%s was refused on %s. %s", v.title(), where, p.Note)
		send.Label, send.Style = "Try again", chat.Ordinary
		m.Buttons = []chat.Button{send, drop}
	}
	if i := p.Part(); i < len(p.Parts()) {
		words, _ := p.Words(i)
		m.Sections = append(m.Sections, chat.Section{Heading: "The words", Text: words.Text, Quote: true})
	}
	if p.State == bot.PostHeld && vain(p, v) {
		for i, w := range p.Rendering.Without {
			m.Sections = append(m.Sections, chat.Section{Heading: "Without the link" + nthPart(i, len(p.Rendering.Without)), Text: w.Text, Quote: true})
		}
	}
	return m
}

// DecideBare is the decision to publish a post without the address that it waited
// for, in the words that were approved for that.
const DecideBare = "bare"

// vain reports whether a post waits for the address of another one that will not
// become public unless somebody does something about it.
func vain(p bot.Post, v View) bool {
	if p.Bare || len(p.Remotes) > 0 {
		return false
	}
	return slices.ContainsFunc(p.Rendering.Awaits(), func(id bot.AccountID) bool {
		return !slices.ContainsFunc(v.Posts, func(o bot.Post) bool {
			if o.Op != bot.OpCreate || o.Digest != p.Digest || o.Account != id {
				return false
			}
			switch o.State {
			case bot.PostQueued, bot.PostSending, bot.PostUnknown, bot.PostPosted:
				return true
			default:
				return false
			}
		})
	})
}

// Tell says something in the program's own words.
func (b Book) Tell(text string, exercise bool) chat.Message {
	return chat.Message{Text: text, Tone: chat.Info, Exercise: exercise}
}

// Published says that an appeal is public, with a link to each post of it.
func (b Book) Published(text string, posts []bot.Post) chat.Message {
	m := b.Tell(text, len(posts) > 0 && posts[0].Exercise)
	s := chat.Section{Heading: "Public on"}
	for _, p := range posts {
		if p.Op.Publishes() && p.State == bot.PostPosted && p.URL != "" {
			s.Links = append(s.Links, chat.Link{Label: b.account(p.Account) + ", " + language(p.Language), URL: p.URL})
		}
	}
	if len(s.Links) > 0 {
		m.Sections = append(m.Sections, s)
	}
	return m
}

// Preview shows exactly what would be published, and nothing else.
func (b Book) Preview(v View) chat.Message {
	if !v.Appeal.Purged.IsZero() {
		return b.purged(v)
	}
	return chat.Message{
		Text:     "This is what " + v.title() + " would publish, letter by letter.",
		Tone:     chat.Info,
		Sections: append(append(b.times(v), b.MediaSections(v)...), b.Renderings(v)...),
		Files:    filmFiles(v),
		Exercise: v.Appeal.Exercise,
	}
}

// Status shows where an appeal is: on each account, what is stopped, and how
// the answers stand.
func (b Book) Status(v View) chat.Message {
	if !v.Appeal.Purged.IsZero() {
		return b.purged(v)
	}
	m := chat.Message{Text: v.title() + ": " + b.state(v), Tone: v.tone(), Exercise: v.Appeal.Exercise}
	m.Sections = append(m.Sections, b.head(v))
	for _, f := range v.stopped() {
		m.Sections = append(m.Sections, chat.Section{Heading: "Stopped", Text: f.Says(b.Now), Tone: chat.Bad})
	}
	m.Sections = append(m.Sections, b.held(v.Case)...)
	m.Sections = append(m.Sections, b.alone(v)...)
	m.Sections = append(m.Sections, preps(v)...)
	m.Sections = append(m.Sections, b.times(v)...)
	if len(v.shown()) > 0 {
		m.Sections = append(m.Sections, b.posts(v))
	}
	if v.Tally.Replies > 0 {
		m.Sections = append(m.Sections, chat.Section{Fields: []chat.Field{{Label: "Answers", Value: b.tally(v.Tally)}}})
	}
	return m
}

// Case shows a case with its appeals.
func (b Book) Case(k bot.Case, vs []View, t bot.Tally) chat.Message {
	m := chat.Message{Text: fmt.Sprintf("Case %s, %s: %s", k.Number, cmp.Or(k.Title, "purged"), k.State), Tone: chat.Info, Exercise: k.Exercise}
	m.Sections = b.held(k)
	members := make([]string, len(k.Members))
	for i, id := range k.Members {
		members[i] = b.person(id)
	}
	s := chat.Section{Fields: []chat.Field{
		{Label: "Opened", Value: b.when(k.Opened) + " by " + b.person(k.Owner)},
		{Label: "Members", Value: strings.Join(members, ", ")},
		{Label: "Answers", Value: b.tally(t)},
	}}
	s.Fields = append(s.Fields, b.clearance(k)...)
	if k.State == bot.CaseClosed {
		s.Fields = append(s.Fields, chat.Field{Label: "Closed", Value: strings.TrimSuffix(b.mark(k.Closed)+": "+k.Reason, ": ")})
	}
	s.Fields = append(s.Fields, b.purgedCase(k)...)
	m.Sections = append(m.Sections, s)
	for _, v := range vs {
		m.Sections = append(m.Sections, chat.Section{Fields: []chat.Field{{Label: v.title(), Value: b.state(v)}}})
	}
	return m
}

// Appeals lists what is open, what has waited longest for approval first.
func (b Book) Appeals(vs []View, freezes []bot.Freeze) chat.Message {
	m := chat.Message{Text: count(len(vs), "open appeal", "open appeals"), Tone: chat.Info}
	if len(vs) == 0 {
		m.Text = "No appeal is open. Begin one with /appeal new."
	}
	for _, f := range freezes {
		switch {
		case !f.Blackout():
			m.Sections = append(m.Sections, chat.Section{Heading: "Stopped", Text: f.Says(b.Now), Tone: chat.Bad})
		case f.Until.After(b.Now):
			m.Sections = append(m.Sections, chat.Section{Heading: "Waits", Text: f.Says(b.Now), Tone: chat.Warning})
		}
	}
	s := chat.Section{}
	for _, v := range longestFirst(vs) {
		s.Fields = append(s.Fields, chat.Field{Label: v.title(), Value: v.Case.Title + ": " + b.state(v) + b.wait(v.Appeal)})
		m.Exercise = m.Exercise || v.Appeal.Exercise
	}
	if len(s.Fields) > 0 {
		m.Sections = append(m.Sections, s)
	}
	return m
}

// Person says who somebody is.
func (b Book) Person(p bot.Person) chat.Message {
	roles := make([]string, len(p.Roles))
	for i, r := range p.Roles {
		roles[i] = string(r)
	}
	slices.Sort(roles)
	logins := make([]string, len(p.Logins))
	for i, l := range p.Logins {
		logins[i] = l.Platform + " " + l.User
	}
	return chat.Message{
		Text: "You are " + p.Name + ".",
		Tone: chat.Info,
		Sections: []chat.Section{{Fields: []chat.Field{
			{Label: "Roles", Value: strings.Join(roles, ", ")},
			{Label: "Logins", Value: strings.Join(logins, ", ")},
		}}},
	}
}
