package card

import (
	"appealbot/bot"
	"appealbot/bot/chat"
)

// asked is how the New form asks for one of its facts: nothing but the words is
// another, so that whatever the kind, the same facts come back.
type asked struct{ label, hint string }

// wording is how the form asks for the facts of one kind of appeal. An empty
// label leaves the input out.
type wording struct{ what, when, where, wanted asked }

// witness is how the form asks for whatever a kind does not ask for otherwise.
func witness() wording {
	return wording{
		what:   asked{"What happened", "A man was shot and seriously hurt."},
		when:   asked{"When", "Monday, between 1 and 2 a.m."},
		where:  asked{"Where", "Lake Shore Blvd. W. and Fifth Street: an intersection, never a house number"},
		wanted: asked{"Ask the public for", "Dash-cam video of a dark Lexus"},
	}
}

// wordingOf is how the form asks for the facts of a kind. Labels have 24
// characters at most and hints 150, which is what the narrowest platform shows.
func wordingOf(k bot.Kind) wording {
	w := witness()
	switch k {
	case bot.MissingPerson:
		w.what = asked{"Who is missing", "A 14-year-old girl, 5'4\", slim, black hair, red jacket. Never a diagnosis or an address."}
		w.when = asked{"Last seen: when", "Monday, about 4 p.m."}
		w.where = asked{"Last seen: where", "Near Bloor Street and Bathurst Street: an intersection or a station, never a home"}
		w.wanted = asked{"Ask the public for", "Empty: have you seen them?"}
	case bot.Amber:
		w.what = asked{"Who, by whom, in what", "Jordan Lee, 8, red jacket. May be with Pat Lee, 41, in a grey Honda Civic, plate ABCD 123."}
		w.when = asked{"When", "Today, about 3:15 p.m."}
		w.where = asked{"From where", "Near Bloor Street and Bathurst Street: an intersection, never a home"}
		w.wanted = asked{"Ask the public for", "Empty: if you see them, call 9-1-1"}
	case bot.Wanted:
		w.what = asked{"Who is wanted, for what", "A 34-year-old man on a warrant for robbery, 6'0\", shaved head. Adults only."}
		w.when = asked{"When it happened", "Last Friday"}
		w.where = asked{"Where it happened", "The area of Jane Street and Finch Avenue, never an address"}
		w.wanted = asked{"Ask the public for", "Empty: do you know where this person is? Nobody is asked to approach."}
	case bot.Identify:
		w.what = asked{"Who is to be identified", "The man in the picture, about a theft from a store. Neutral words, no name, no guilt."}
		w.when = asked{"When it happened", "Tuesday, about 7 p.m."}
		w.wanted = asked{"Ask the public for", "Empty: do you recognize this person?"}
	case bot.Vehicle:
		w.what = asked{"Which vehicle, and why", "A dark Lexus sedan with damage at the front, after a shooting. A plate only if it is meant."}
		w.when = asked{"Last seen: when", "Monday, between 1 and 2 a.m."}
		w.where = asked{"Last seen: where", "Leaving Lake Shore Blvd. W. and Fifth Street to the west"}
		w.wanted = asked{"Ask the public for", "Empty: have you seen it?"}
	case bot.Footage:
		w.what = asked{"What may be on video", "A dark Lexus that leaves after a shooting"}
		w.when = asked{"From when to when", "Monday, 1 to 2 a.m."}
		w.where = asked{"Cameras where", "Around Lake Shore Blvd. W. and Fifth Street"}
		w.wanted = asked{"Ask the public for", "Empty: please check your cameras"}
	case bot.HitAndRun:
		w.what = asked{"Who was hit, by what", "A cyclist was hit by a white van. Never who it was."}
		w.where = asked{"Where, and gone where", "Queen Street and Spadina Avenue; the van left to the north"}
		w.wanted = asked{"Ask the public for", "Empty: did you see it, or do you have video?"}
	case bot.FoundProperty:
		w.what = asked{"What was found", "A man's watch. Only what kind of thing: no number, no inscription, no contents."}
		w.when = asked{"Found when", "Saturday morning"}
		w.where = asked{"Found where", "High Park, near the north gate"}
		w.wanted = asked{"Ask the public for", "Empty: is it yours?"}
	case bot.SafetyAlert:
		w.what = asked{"What people should know", "Officers are at an incident. No tactics, no positions."}
		w.when = asked{"Since when", "Now"}
		w.where = asked{"Where", "The area of Dundas Street and Parliament Street"}
		w.wanted = asked{"What they should do", "Empty: stay away from the area"}
	case bot.Located:
		w.what = asked{"Who was located", "The 14-year-old reported missing on Monday. No name, not where, not how they are."}
		w.when, w.where = asked{}, asked{}
		w.wanted = asked{"What else to say", "Empty: thank you for your help"}
	case bot.Arrest:
		w.what = asked{"In which case", "The shooting on Lake Shore: one man is charged. Names and charges only as released."}
		w.wanted = asked{"Still asked for", "Empty: do you know more?"}
	case bot.Correction:
		w.what = asked{"What is right", "The collision was on Tuesday. Do not repeat what was wrong if it named anybody."}
		w.wanted = asked{"What else to say", "Empty: please share this message instead of our earlier one"}
	}
	return w
}

// facts are the inputs for the facts of a kind.
func facts(k bot.Kind) []chat.Input {
	w := wordingOf(k)
	var out []chat.Input
	for _, f := range []struct {
		asked
		in chat.Input
	}{
		{w.what, chat.Input{Name: FieldWhat, Kind: chat.Lines, Max: 600}},
		{w.when, chat.Input{Name: FieldWhen, Kind: chat.Line, Max: 120, Optional: true}},
		{w.where, chat.Input{Name: FieldWhere, Kind: chat.Line, Max: 150, Optional: true}},
		{w.wanted, chat.Input{Name: FieldWanted, Kind: chat.Lines, Max: 400, Optional: true}},
	} {
		if f.label != "" {
			f.in.Label, f.in.Hint = f.label, f.hint
			out = append(out, f.in)
		}
	}
	return out
}
