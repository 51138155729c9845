package card

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// opTitle is what was wanted done about a reply, in a word.
func opTitle(op bot.Op) string {
	switch op {
	case bot.OpHide:
		return "Hide"
	case bot.OpShow:
		return "Show"
	case bot.OpReject:
		return "Reject"
	case bot.OpMute:
		return "Mute"
	default:
		return "Report"
	}
}

// Moderate is the form in which an officer says what should be done about a reply,
// and why.
func (b Book) Moderate(r bot.Reply) chat.Form {
	f := Reason(chat.Action{Verb: VerbModerate, Subject: string(r.ID)}, fmt.Sprintf("Moderate R%d", r.Number), "Why, for the audit log", "Do it")
	f.Intro = fmt.Sprintf("It is done on %s. What %s wrote is kept here. Criticism of the police stays: hide only what names or threatens somebody, is hateful, or sells something.", b.account(r.Account), name(r.Author))
	choice := chat.Input{Name: FieldDecision, Label: "What to do", Kind: chat.Select}
	if b.Moderates != nil {
		for _, op := range b.Moderates(r.Account) {
			choice.Options = append(choice.Options, chat.Option{Value: string(op), Label: opLong(op)})
		}
	}
	f.Inputs = append([]chat.Input{choice}, f.Inputs...)
	return f
}

// opLong is what can be done about a reply, in a line.
func opLong(op bot.Op) string {
	switch op {
	case bot.OpHide:
		return "Hide it below our post"
	case bot.OpShow:
		return "Show it again"
	case bot.OpReject:
		return "Reject it for good"
	case bot.OpMute:
		return "Be told nothing more of its author"
	default:
		return "Report it to the network"
	}
}

// moderation says how far something is that an officer wanted done about a reply.
func (b Book) moderation(p bot.Post) string {
	by := fmt.Sprintf("(%s: %s)", b.mark(p.Decided), p.Reason)
	note := ""
	if p.Note != "" {
		note = ": " + sentence(p.Note)
	}
	switch p.State {
	case bot.PostQueued, bot.PostSending:
		if note != "" {
			return "wanted, tried and not done yet" + note + " " + by
		}
		return "wanted, being done " + by
	case bot.PostPosted:
		return "done " + bot.When(p.Posted, b.Now) + " " + by
	case bot.PostRefused:
		return "refused" + note + " " + by
	case bot.PostDropped:
		return "" // somebody wanted the opposite
	default:
		return string(p.State) + note + " " + by
	}
}

// progress says how far an answer of the department is.
func progress(s bot.AppealState) string {
	switch s {
	case bot.Editing:
		return "a draft"
	case bot.Waiting:
		return "waiting for approval"
	case bot.Rejected:
		return "sent back for changes"
	case bot.Approved:
		return "approved"
	default:
		return "over"
	}
}

// Bounds of what the public attaches to a reply.
const (
	maxLinked  = 4    // pictures and videos that a card links to
	maxAddress = 2000 // bytes of an address
)

// replyLinks are links to a reply, its author and what is attached to it. What is
// no address of a web page is shown as words. Nothing of it is ever loaded here.
func replyLinks(r bot.Reply, fields []chat.Field) ([]chat.Link, []chat.Field) {
	var links []chat.Link
	add := func(label, address string) {
		switch {
		case address == "":
		case webPage(address):
			links = append(links, chat.Link{Label: label, URL: address})
		default:
			fields = append(fields, chat.Field{Label: label, Value: Untrusted(address)})
		}
	}
	add("Open", r.URL)
	add("Author", r.AuthorURL)
	for i, m := range r.Media[:min(len(r.Media), maxLinked)] {
		add(fmt.Sprintf("Picture or video %d (from the public)", i+1), m)
	}
	if n := len(r.Media) - maxLinked; n > 0 {
		fields = append(fields, chat.Field{Label: "More pictures or videos", Value: fmt.Sprintf("%d; /appeal replies R%d lists all", n, r.Number)})
	}
	return links, fields
}

// webPage reports whether an address from outside is one that a browser may be
// sent to when an officer asks for it.
func webPage(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && len(s) <= maxAddress &&
		!strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
}
