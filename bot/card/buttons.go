package card

import (
	"appealbot/bot"
	"appealbot/bot/chat"
)

// Verbs of actions. Commands gives each of them its meaning.
const (
	VerbNew      = "new"
	VerbEdit     = "edit"
	VerbSubmit   = "submit"
	VerbApprove  = "approve"
	VerbConfirm  = "confirm"
	VerbRead     = "read" // every word, with the buttons that decide below it
	VerbChanges  = "changes"
	VerbWithdraw = "withdraw"
	VerbApply    = "apply"
	VerbOverride = "override"
	VerbRecord   = "record"
	VerbUpdate   = "update"
	VerbTakedown = "takedown"
	VerbClear    = "clear"
	VerbDecide   = "decide"
	VerbLabel    = "label"
	VerbAnswer   = "answer"
	VerbModerate = "moderate"
	VerbTake     = "take"     // an emergency
	VerbTakeAll  = "take-all" // the emergencies of a page
	VerbPreserve = "preserve"
	VerbConnect  = "connect"
	VerbUnprep   = "unprep"
	VerbReprep   = "reprep"
	VerbGrid     = "grid"
	VerbKnown    = "known"  // what was published outside
	VerbPull     = "pull"   // the same
	VerbAlone    = "alone"  // publish without a second officer
	VerbReview   = "review" // what was published so
)

// appealButtons offers what can be done with an appeal in its state.
func appealButtons(v View) []chat.Button {
	a := v.Appeal
	act := func(verb string) chat.Action {
		return chat.Action{Verb: verb, Subject: string(a.ID), Digest: a.Digest}
	}
	edit := chat.Button{Label: "Edit", Action: act(VerbEdit)}
	withdraw := chat.Button{Label: "Withdraw", Style: chat.Danger, Action: act(VerbWithdraw)}
	switch a.State {
	case bot.Editing, bot.Rejected:
		submit := chat.Button{Label: "Submit for approval", Style: chat.Primary, Action: act(VerbSubmit)}
		if len(bot.Open(a.Findings, a.Overrides)) > 0 || a.Lacks() != "" {
			edit.Style, submit.Style = chat.Primary, chat.Ordinary
			return []chat.Button{edit, submit, withdraw}
		}
		return []chat.Button{submit, edit, withdraw}
	case bot.Waiting:
		if a.Reminded.Missed { // there is nothing to approve before it has another time
			return []chat.Button{edit, withdraw}
		}
		return []chat.Button{
			{Label: "Approve", Style: chat.Primary, Action: act(VerbApprove)},
			{Label: "Request changes", Action: act(VerbChanges)},
			edit, withdraw,
		}
	case bot.Approved:
		if a.InSeries() {
			return seriesButtons(v, act, withdraw)
		}
		public, recallable, shares := false, true, true
		for _, p := range v.Posts {
			shares = shares && (p.Op == bot.OpReshare || !p.Out())
			public = public || p.State == bot.PostPosted && p.Op.Publishes()
			recallable = recallable && !p.Out()
		}
		var bs []chat.Button
		if public && a.Answers == "" && a.Kind != bot.Repeat {
			bs = append(bs, chat.Button{Label: "Write an update", Action: act(VerbUpdate)}, chat.Button{Label: "Correct", Action: act(VerbCorrect)},
				chat.Button{Label: "All clear…", Action: act(VerbClear)})
		}
		if recallable {
			return append(bs, withdraw)
		}
		if shares { // they go when their posts do
			return bs
		}
		return append(bs, chat.Button{Label: "Take down", Style: chat.Danger, Action: act(VerbTakedown)})
	default:
		return nil
	}
}

func findingButtons(a bot.Appeal, f bot.Finding) []chat.Button {
	act := func(verb string) chat.Action {
		return chat.Action{Verb: verb, Subject: string(a.ID), Digest: a.Digest, Arg: f.Key()}
	}
	var bs []chat.Button
	if f.Suggest != "" {
		bs = append(bs, chat.Button{Label: "Rewrite", Style: chat.Primary, Action: act(VerbApply)})
	}
	if f.Severity == bot.NeedsOverride {
		bs = append(bs, chat.Button{Label: "Override with a reason", Action: act(VerbOverride)})
	}
	if len(f.Lifts) > 0 && f.Basis == "" {
		bs = append(bs, chat.Button{Label: "File a record", Action: act(VerbRecord)})
	}
	return bs
}

// Reactions says what a reaction on a reply means.
func Reactions() map[chat.Emoji]bot.Label {
	return map[chat.Emoji]bot.Label{
		chat.Bulb: bot.LabelTip, chat.Loupe: bot.LabelFollowUp, chat.Question: bot.LabelQuestion,
		chat.Mute: bot.LabelNoise, chat.NoEntry: bot.LabelAbuse, chat.Ambulance: bot.LabelEmergency,
	}
}

// replyButtons offers what can be done with a reply: taking it, where it is an
// emergency, answering it, where there is something to answer, labelling it, and
// moderating it, where the network can.
func (b Book) replyButtons(v ReplyView) []chat.Button {
	var bs []chat.Button
	if waits(v.Reply) {
		bs = append(bs, takeButton(v.Reply))
	}
	bs = append(bs, b.preserveButton(v)...)
	if v.Case.ID != "" && v.Case.State != bot.CaseClosed && v.Reply.Gone.IsZero() && !v.Reply.Hidden {
		bs = append(bs, chat.Button{Label: "Answer", Action: chat.Action{Verb: VerbAnswer, Subject: string(v.Reply.ID)}})
	}
	bs = append(bs, labelButtons(v.Reply)...)
	if b.Moderates != nil && len(b.Moderates(v.Reply.Account)) > 0 && v.Reply.Gone.IsZero() {
		bs = append(bs, chat.Button{Label: "Moderate", Action: chat.Action{Verb: VerbModerate, Subject: string(v.Reply.ID)}})
	}
	return bs
}

func labelButtons(r bot.Reply) []chat.Button {
	var bs []chat.Button
	for _, l := range bot.Labels() {
		if l == r.Label {
			continue
		}
		b := chat.Button{Label: labelTitle(l), Action: chat.Action{Verb: VerbLabel, Subject: string(r.ID), Arg: string(l)}}
		if l == bot.LabelEmergency {
			b.Style = chat.Danger
		}
		bs = append(bs, b)
	}
	return bs
}

func labelTitle(l bot.Label) string {
	switch l {
	case bot.LabelTip:
		return "Tip"
	case bot.LabelFollowUp:
		return "Follow up"
	case bot.LabelQuestion:
		return "Question"
	case bot.LabelNoise:
		return "Noise"
	case bot.LabelAbuse:
		return "Abuse"
	default:
		return "Emergency"
	}
}
