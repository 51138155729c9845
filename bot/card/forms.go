package card

import (
	"fmt"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Names of form fields.
const (
	FieldKind     = "kind"
	FieldNumber   = "number"
	FieldTitle    = "title" // for officers; with "." and the language: of a video
	FieldWhat     = "what"
	FieldWhen     = "when"
	FieldWhere    = "where"
	FieldWanted   = "wanted"
	FieldContact  = "contact"
	FieldAccounts = "accounts"
	FieldLanguage = "languages"
	FieldAt       = "at"
	FieldPeople   = "people"
	FieldFiles    = "files"
	FieldReason   = "reason"
	FieldDecision = "decision"
	FieldText     = "text" // with "." and the language, or alone
	FieldAlt      = "alt"  // with "." and the number of the picture or video
	FieldPictures = "pictures"
	FieldSilent   = "silent"   // the videos in which nobody speaks
	FieldFirst    = "first"    // the picture or video that is shown first
	FieldFallback = "fallback" // of posts that wait for another one
	FieldBrought  = "brought"
	FieldGround   = "ground" // of an override
	FieldTicks    = "ticks"  // what whoever approves has made sure of
	FieldDown     = "down"   // the appeals that are taken down
)

// New is the form that begins an appeal. It asks for the facts as the kind of
// the preset needs them, the first kind without one, and is asked for anew when
// another kind is chosen.
func (b Book) New(languages []string, preset map[string]string) chat.Form {
	kind := bot.Kind(preset[FieldKind])
	if !kind.Known() || kind == bot.Update || kind == bot.Answer {
		kind = bot.Witness
	}
	in := []chat.Input{
		{Name: FieldKind, Label: "Kind", Kind: chat.Select, Options: kindOptions(), Value: string(kind), Refresh: true},
		{Name: FieldNumber, Label: "Occurrence number", Hint: "2026-1234567", Kind: chat.Line, Value: preset[FieldNumber], Max: 32},
		{Name: FieldTitle, Label: "Title", Hint: "For officers, not published: Lakeshore shooting", Kind: chat.Line, Max: 80, Optional: true},
	}
	in = append(in, facts(kind)...)
	in = append(in,
		chat.Input{Name: FieldContact, Label: "Contact", Hint: "Empty: the department's lines", Kind: chat.Line, Max: 200, Optional: true},
		chat.Input{Name: FieldAccounts, Label: "Publish on", Kind: chat.Multiple, Options: b.accountOptions(), Values: b.usualAccounts()},
	)
	if len(languages) > 1 {
		in = append(in, chat.Input{Name: FieldLanguage, Label: "Languages", Kind: chat.Multiple, Options: languageOptions(languages), Values: languages[:1]})
	}
	in = append(in,
		chat.Input{Name: FieldAt, Label: "Publish at", Hint: "Empty: as soon as it is approved", Kind: chat.Moment, Max: 60, Optional: true},
		chat.Input{Name: FieldPeople, Label: "Also in the case's channel", Hint: "Besides you, approvers and leads", Kind: chat.People, Optional: true},
		chat.Input{Name: FieldFiles, Label: "Pictures and videos", Hint: "To be published with the appeal; captions as SRT or VTT", Kind: chat.Files, Optional: true},
	)
	return chat.Form{
		Title: "New appeal", Submit: "Make the draft",
		Intro:  "Nothing is published by this. You see every word first, and a second officer approves it.",
		Action: chat.Action{Verb: VerbNew}, Inputs: in,
	}
}

func kindOptions() []chat.Option {
	var out []chat.Option
	for _, k := range bot.Kinds() {
		if k == bot.Update {
			continue // begins with /appeal update, under a live post
		}
		out = append(out, chat.Option{Value: string(k), Label: k.Title()})
	}
	return out
}

// usualAccounts are those that a new appeal is published on.
func (b Book) usualAccounts() []string {
	var all, usual []string
	for _, a := range b.Accounts {
		all = append(all, string(a.ID))
		if a.Default {
			usual = append(usual, string(a.ID))
		}
	}
	if len(usual) == 0 {
		return all
	}
	return usual
}

func (b Book) accountOptions() []chat.Option {
	out := make([]chat.Option, len(b.Accounts))
	for i, a := range b.Accounts {
		out[i] = chat.Option{Value: string(a.ID), Label: a.Name}
	}
	return out
}

func languageOptions(codes []string) []chat.Option {
	out := make([]chat.Option, len(codes))
	for i, c := range codes {
		out[i] = chat.Option{Value: c, Label: language(c)}
	}
	return out
}

// Reason is the form that asks for a reason or a text before an action.
func Reason(action chat.Action, title, label, submit string) chat.Form {
	return chat.Form{
		Title: title, Submit: submit, Action: action,
		Inputs: []chat.Input{{Name: FieldReason, Label: label, Kind: chat.Lines, Max: 1000}},
	}
}

// maxAsked is how much of a reply the form shows in which it is answered.
const maxAsked = 500

// Answer is the form in which an officer answers a reply.
func (b Book) Answer(r bot.Reply) chat.Form {
	said := []rune(Untrusted(r.Newest()))
	if len(said) > maxAsked {
		said = append(said[:maxAsked-1], '…')
	}
	f := Reason(chat.Action{Verb: VerbAnswer, Subject: string(r.ID)}, fmt.Sprintf("Answer R%d", r.Number), "The words to publish", "Submit for approval")
	f.Intro = fmt.Sprintf("It goes out on %s, below what %s wrote, and a second officer approves it first. R%d says: %s", b.owned(r.Account), name(r.Author), r.Number, string(said))
	f.Inputs[0].Name = FieldText
	return f
}

// Connect is the form in which a person brings back what connects an account.
// Asks is what that is, as a sentence; page, if any, is where the network hands it
// out.
func (b Book) Connect(account bot.AccountID, page, asks string) chat.Form {
	f := chat.Form{
		Title: "Connect an account", Submit: "Connect", Intro: b.account(account) + ". " + sentence(asks),
		Action: chat.Action{Verb: VerbConnect, Subject: string(account)},
		Inputs: []chat.Input{{
			Name: FieldBrought, Label: "What you bring back", Hint: "Nobody sees it, and it is in no log. It works once.", Kind: chat.Lines,
		}},
	}
	if page != "" {
		f.Intro += " Begin at " + page
	}
	return f
}

// Page shows where a network asks a person whether the account may be used, as a
// link: in a form it can only be copied.
func (b Book) Page(account bot.AccountID, page string) chat.Message {
	return chat.Message{
		Text: "Open this page to connect " + b.account(account) + ", then come back to the form.", Tone: chat.Waiting,
		Sections: []chat.Section{{Links: []chat.Link{{Label: "Open the network's page", URL: page}}}},
	}
}

// Decisions in the form that asks once more before an approval.
const (
	DecisionApprove = "approve"
	DecisionNot     = "not"
)

// shownDigest is how much of a digest a person is shown: enough to tell two
// revisions apart.
const shownDigest = 8

// Confirm is the form that asks once more before an approval by button counts.
// Nothing in it is chosen beforehand, so that no slip of a finger approves. It
// approves the words that the pressed card showed, even if the appeal is changed
// while the form is open.
func Confirm(v View, digest string) chat.Form {
	f := chat.Form{
		Title: "Confirm approval", Submit: "Confirm",
		Intro:  fmt.Sprintf("%s, revision %d, text %s. You approve every word as the card shows it.", v.title(), v.Appeal.Revision, digest[:min(shownDigest, len(digest))]),
		Action: chat.Action{Verb: VerbConfirm, Subject: string(v.Appeal.ID), Digest: digest},
		Inputs: []chat.Input{{Name: FieldDecision, Label: "Your decision", Kind: chat.Select, Options: []chat.Option{
			{Value: DecisionApprove, Label: "Approve exactly this text"},
			{Value: DecisionNot, Label: "Do not approve"},
		}}},
	}
	if ticks := tickOptions(v.Appeal); len(ticks) > 0 {
		f.Intro += " Tick each point below that you have made sure of; without all of them nothing is approved."
		// Optional, because whoever does not approve ticks nothing.
		f.Inputs = append(f.Inputs, chat.Input{Name: FieldTicks, Label: "I have made sure", Hint: "An approval needs every point.", Kind: chat.Multiple, Options: ticks, Optional: true})
	}
	return f
}

// tickOptions are the points that whoever approves an appeal ticks.
func tickOptions(a bot.Appeal) []chat.Option {
	var out []chat.Option
	for _, t := range bot.Ticks(a.Findings, a.Overrides) {
		out = append(out, chat.Option{Value: t.Key(), Label: tickLabel(t)})
	}
	return out
}

// tickLabel says in one line what is ticked.
func tickLabel(f bot.Finding) string {
	s := fieldName(f.Field) + ": " + f.Why
	switch {
	case f.Basis != "":
		s = fmt.Sprintf("%q may be public by %s", shorten(f.Span, 24), f.Basis)
	case f.Span != "":
		s = fmt.Sprintf("%q may be public: %s", shorten(f.Span, 24), f.Why)
	}
	return shorten(s, maxOption)
}

// Rewrite is the form that shows what a finding's suggestion makes of the words,
// before it is saved. Its action holds the revision that is shown.
func Rewrite(v View, f bot.Finding) chat.Form {
	a := v.Appeal
	return chat.Form{
		Title: "Rewrite", Submit: "Save",
		Intro: fmt.Sprintf("%s This is about the %s.\n\nBefore: %s\n\nAfter: %s\n\nSaving makes revision %d, which is checked again.",
			f.Why, fieldName(f.Field), around(a.Content, f, f.Span), around(a.Content, f, f.Suggest), a.Revision+1),
		Action: chat.Action{Verb: VerbApply, Subject: string(a.ID), Digest: a.Digest, Arg: f.Key()},
	}
}

// Override is the form in which an officer lets a finding pass.
func (b Book) Override(a chat.Action) chat.Form {
	f := Reason(a, "Override a finding", "In your own words", "Override")
	if len(b.Grounds) > 0 {
		f.Inputs = append([]chat.Input{{Name: FieldGround, Label: "Why may this be public?", Kind: chat.Select, Options: b.Grounds}}, f.Inputs...)
	}
	return f
}
