package card

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Appeal is the card of an appeal.
func (b Book) Appeal(v View) chat.Message {
	a := v.Appeal
	if !a.Purged.IsZero() {
		return b.purged(v)
	}
	m := chat.Message{
		Text:     v.title() + ": " + b.state(v),
		Tone:     v.tone(),
		Exercise: a.Exercise,
	}
	m.Sections = append(m.Sections, b.head(v))
	for _, f := range v.stopped() {
		m.Sections = append(m.Sections, chat.Section{Heading: "Stopped", Text: f.Says(b.Now), Tone: chat.Bad})
	}
	m.Sections = append(m.Sections, b.held(v.Case)...)
	m.Sections = append(m.Sections, b.alone(v)...)
	m.Sections = append(m.Sections, b.Before(v)...)
	m.Sections = append(m.Sections, b.findings(a)...)
	m.Sections = append(m.Sections, needed(a)...)
	m.Sections = append(m.Sections, preps(v)...)
	m.Sections = append(m.Sections, b.times(v)...)
	if live(v.Posts) {
		if len(v.shown()) > 0 {
			m.Sections = append(m.Sections, b.posts(v))
		}
		m.Sections = append(m.Sections, b.answers(v)...)
	}
	m.Sections = append(m.Sections, b.MediaSections(v)...)
	m.Sections = append(m.Sections, b.Renderings(v)...)
	m.Files = filmFiles(v)
	m.Buttons = append(appealButtons(v), b.aloneButton(v)...)
	return m
}

// tone colours the card by state and by the worst finding.
func (v View) tone() chat.Tone {
	if unreviewed(v.Appeal) != "" {
		return chat.Bad
	}
	switch v.Appeal.State {
	case bot.Waiting:
		return chat.Waiting
	case bot.Rejected:
		return chat.Warning
	case bot.Approved:
		for _, p := range v.current() {
			if seenAmiss(p) {
				return chat.Bad
			}
			switch p.State {
			case bot.PostRefused, bot.PostAbsent, bot.PostHeld:
				return chat.Bad
			case bot.PostQueued, bot.PostSending, bot.PostUnknown:
				return chat.Info
			}
		}
		return chat.Good
	case bot.Done, bot.Cancelled:
		for _, p := range v.Posts {
			if p.Op != bot.OpRemove || p.Gone.Settled() {
				continue
			}
			if p.State == bot.PostRefused || p.Gone.Lies > 0 {
				return chat.Bad
			}
			if !p.Settled() || p.Pursued() {
				return chat.Waiting
			}
		}
		return chat.Plain
	default:
		if len(bot.Open(v.Appeal.Findings, v.Appeal.Overrides)) > 0 {
			return chat.Bad
		}
		if v.preparing() || v.unchanged() || v.Appeal.Lacks() != "" {
			return chat.Warning
		}
		return chat.Info
	}
}

// state is the appeal's state in words.
func (b Book) state(v View) string {
	a := v.Appeal
	if s := b.overdue(a); s != "" {
		return s
	}
	switch a.State {
	case bot.Editing:
		if n := len(bot.Open(a.Findings, a.Overrides)); n > 0 {
			return "draft; " + count(n, "finding has", "findings have") + " to be settled before it can be submitted"
		}
		if v.preparing() {
			return "draft; a video is being prepared"
		}
		if v.unchanged() {
			return "draft; a video could not be changed as was asked"
		}
		if len(a.Plan.Lacks) > 0 {
			return "draft; something is still needed before it can be submitted"
		}
		if n := lacking(a); n > 0 {
			return "draft; " + count(n, "picture or video lacks", "pictures and videos lack") + " something before it can be submitted"
		}
		return "draft, ready to submit"
	case bot.Waiting:
		more, role := a.Need.Missing(a.Approvals)
		s := "waiting for " + count(more, "approval", "approvals")
		if len(a.Approvals) > 0 {
			s = "waiting for " + count(more, "more approval", "more approvals")
		}
		if role != "" {
			s += " (one by a person with the role " + string(role) + ")"
		}
		return s
	case bot.Rejected:
		return "changes wanted by " + b.mark(a.Changed)
	case bot.Approved:
		return b.published(v) + unreviewed(a)
	case bot.Cancelled:
		return "cancelled by " + b.mark(a.Changed)
	default:
		left, all := 0, 0
		for _, p := range v.Posts {
			if p.Op == bot.OpRemove {
				all++
				if !p.Gone.Settled() && (p.State != bot.PostPosted || p.Pursued()) {
					left++
				}
			}
		}
		if left > 0 {
			return fmt.Sprintf("being taken down: %d of %s may still be public", left, count(all, "post", "posts")) + unreviewed(a)
		}
		return "over (" + b.mark(a.Changed) + ")" + unreviewed(a)
	}
}

// current returns the posts of the revision that is approved now.
func (v View) current() []bot.Post {
	var out []bot.Post
	for _, p := range v.Posts {
		if p.Op.Publishes() && p.Digest == v.Appeal.Digest {
			out = append(out, p)
		}
	}
	return out
}

// published says how far publication has got.
func (b Book) published(v View) string {
	if v.Appeal.InSeries() {
		return b.seriesState(v)
	}
	public, waiting, trouble := 0, 0, 0
	for _, p := range v.current() {
		switch p.State {
		case bot.PostPosted:
			public++
		case bot.PostRefused, bot.PostAbsent, bot.PostHeld:
			trouble++
		case bot.PostQueued, bot.PostSending, bot.PostUnknown:
			waiting++
		}
	}
	at := v.Appeal.Content.At
	if s, is := b.postponed(v); is {
		return s
	}
	switch {
	case public == 0 && trouble == 0 && at.After(b.Now):
		return "approved, to be published " + b.when(at)
	case public+waiting+trouble == 0:
		return "approved, and nothing of it was published"
	case waiting == 0 && trouble == 0:
		return "public (" + count(public, "post", "posts") + ")" + behindLogin(v)
	case trouble > 0:
		return fmt.Sprintf("%d of %s public; %s your decision", public, count(public+waiting+trouble, "post", "posts"), count(trouble, "needs", "need"))
	default:
		return fmt.Sprintf("being published: %d of %d public", public, public+waiting)
	}
}

func (b Book) head(v View) chat.Section {
	a := v.Appeal
	fields := []chat.Field{
		{Label: "Case", Value: v.Case.Number + " " + v.Case.Title},
		{Label: "Kind", Value: a.Kind.Title()},
		{Label: "Author", Value: b.person(a.Author)},
		{Label: "Revision", Value: strconv.Itoa(a.Revision)},
		{Label: "Last step", Value: b.mark(a.Changed)}, // who submitted, approved or published it need not have written it
		{Label: "Publish", Value: b.publish(a)},
	}
	fields = append(fields, remedy(v)...)
	if a.Content.Urgent != "" {
		fields = append(fields, chat.Field{Label: "Urgent", Value: a.Content.Urgent + " (it passes quiet hours)"})
	}
	if s := b.total(a); s != "" {
		fields = append(fields, chat.Field{Label: "Cost", Value: s})
	}
	if s := b.approvals(a); s != "" {
		fields = append(fields, chat.Field{Label: "Approvals", Value: s})
	}
	if s := b.reminded(a); s != "" {
		fields = append(fields, chat.Field{Label: "Reminded", Value: s})
	}
	if a.Note != "" {
		fields = append(fields, chat.Field{Label: "Note", Value: a.Note})
	}
	fields = append(fields, b.clearance(v.Case)...)
	return chat.Section{Fields: fields}
}

func (b Book) publish(a bot.Appeal) string {
	if a.InSeries() {
		return a.Content.Series.Rule
	}
	if a.Content.At.IsZero() {
		return "as soon as it is approved"
	}
	return b.when(a.Content.At)
}

// approvals names who approved and who else could.
func (b Book) approvals(a bot.Appeal) string {
	if a.Content.Series.Each {
		return "of each time by itself"
	}
	var have []string
	for _, ap := range a.Approvals {
		have = append(have, b.mark(ap.By))
	}
	s := fmt.Sprintf("%d of %d", len(have), max(a.Need.Need, 1))
	if len(have) > 0 {
		s += ": " + bot.Names(have)
	}
	switch a.State {
	case bot.Waiting:
	case bot.Editing, bot.Rejected:
		return s + " (needed after submission)"
	default:
		return s
	}
	if can := b.Able(a); len(can) > 0 {
		names := make([]string, len(can))
		for i, p := range can {
			names[i] = p.Name
		}
		s += ". Can approve: " + strings.Join(names, ", ")
	} else {
		s += ". Nobody else can approve this: every approver wrote a part of it. Ask your administrator."
	}
	return s
}

// Able returns the people who could approve an appeal now.
func (b Book) Able(a bot.Appeal) []bot.Person { return b.Roster.Able(a) }

// live reports whether anything of an appeal has been queued.
func live(ps []bot.Post) bool {
	return slices.ContainsFunc(ps, func(p bot.Post) bool { return !p.Op.Moderates() && p.Op != bot.OpDiscard })
}
