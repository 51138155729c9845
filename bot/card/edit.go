package card

import (
	"fmt"
	"slices"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Edit is the form that changes an appeal's words and what is said of its media.
// Languages are those of the department; one without a text may be filled in.
func (b Book) Edit(v View, languages []string) chat.Form {
	a := v.Appeal
	f := chat.Form{
		Title: fmt.Sprintf("Edit %s/%d", v.Case.Number, a.Number), Submit: "Save",
		Intro:  "Saving makes a new revision. Approvals given so far are void then.",
		Action: chat.Action{Verb: VerbEdit, Subject: string(a.ID), Digest: a.Digest},
	}
	var all []string
	for _, lang := range append(a.Content.Languages(), languages...) {
		if !slices.Contains(all, lang) {
			all = append(all, lang)
		}
	}
	for _, lang := range all {
		f.Inputs = append(f.Inputs, chat.Input{
			Name: FieldText + "." + lang, Label: "Text in " + language(lang), Kind: chat.Lines,
			Value: a.Content.Texts[lang], Max: 3000, Optional: true,
		})
	}
	if slices.ContainsFunc(a.Content.Media, bot.MediaUse.IsVideo) {
		f.Inputs = append(f.Inputs, titles(a.Content)...)
	}
	f.Inputs = append(f.Inputs, descriptions(a.Content)...)
	f.Inputs = append(f.Inputs, choices(a.Content)...)
	f.Inputs = append(f.Inputs, b.authority(v)...)
	if a.Answers != "" {
		return f // it goes out where it was asked for
	}
	chosen := make([]string, len(a.Content.Accounts))
	for i, id := range a.Content.Accounts {
		chosen[i] = string(id)
	}
	f.Inputs = append(f.Inputs, chat.Input{Name: FieldAccounts, Label: "Publish on", Kind: chat.Multiple, Options: b.accountOptions(), Values: chosen})
	return f
}

// maxVideoTitle is how long a title may be where a network has some, in characters.
const maxVideoTitle = 100

// titles asks for the title of the video in each language that has a text.
func titles(c bot.Content) []chat.Input {
	var out []chat.Input
	for _, lang := range c.Languages() {
		out = append(out, chat.Input{
			Name: FieldTitle + "." + lang, Label: "Title in " + language(lang), Kind: chat.Line, Value: c.Titles[lang], Max: maxVideoTitle,
			Hint: "Of the video, where it has one. Empty: the beginning of the text.", Optional: true,
		})
	}
	return out
}

// maxDescribed is how many pictures and videos one form asks for descriptions of:
// a form that goes on and on is filled in badly.
const maxDescribed = 6

// maxAlt is how long a description may be, in characters.
const maxAlt = 1000

// descriptions asks what each picture and video shows; where there are too many for
// one form, for those without a description first.
func descriptions(c bot.Content) []chat.Input {
	var ask []int
	for _, lacking := range []bool{true, false} {
		for i, m := range c.Media {
			if (m.Alt == "") == lacking && len(ask) < maxDescribed {
				ask = append(ask, i)
			}
		}
	}
	slices.Sort(ask)
	out := make([]chat.Input, len(ask))
	for n, i := range ask {
		m, what := c.Media[i], "picture"
		if m.IsVideo() {
			what = "video"
		}
		out[n] = chat.Input{
			Name: fmt.Sprintf("%s.%d", FieldAlt, i+1), Label: fmt.Sprintf("What %s %d shows", what, i+1),
			Hint: m.Name + ". For people who cannot see it; never a name.", Kind: chat.Lines, Value: m.Alt, Max: maxAlt, Optional: true,
		}
	}
	return out
}

// choices asks for what can be chosen about the media: which are published, which
// comes first, in which nobody speaks, and what becomes of posts that wait for the
// address of another one.
func choices(c bot.Content) []chat.Input {
	var out []chat.Input
	if len(c.Media) > 0 {
		all := media(c.Media)
		out = append(out, chat.Input{Name: FieldPictures, Label: "Publish", Hint: "Pictures and videos that are not chosen are taken off.", Kind: chat.Multiple, Options: all, Values: values(all), Optional: true})
		if len(all) > 1 {
			out = append(out, chat.Input{Name: FieldFirst, Label: "Shown first", Kind: chat.Select, Options: all, Value: all[0].Value})
		}
	}
	silent := chat.Input{
		Name: FieldSilent, Label: "Nobody speaks in", Kind: chat.Multiple, Optional: true,
		Hint: "A video with sound needs captions, or somebody who made sure that there is nothing to write.",
	}
	for i, o := range media(c.Media) {
		if m := c.Media[i]; m.IsVideo() && m.Video.Sound != "" && len(m.Video.Captions) == 0 {
			silent.Options = append(silent.Options, o)
			if m.Video.NoSpeech {
				silent.Values = append(silent.Values, o.Value)
			}
		}
	}
	if len(silent.Options) > 0 {
		out = append(out, silent)
	}
	for _, text := range c.Texts {
		if len(bot.PlaceNames(text)) > 0 {
			return append(out, fallback(c.Fallback))
		}
	}
	return out
}

// fallback asks what becomes of posts that wait for another one in vain.
func fallback(f bot.Fallback) chat.Input {
	return chat.Input{
		Name: FieldFallback, Label: "If the link is missing", Kind: chat.Select, Value: FallbackValue(f),
		Hint: "When the post whose address stands in the text is not published.",
		Options: []chat.Option{
			{Value: FallbackValue(bot.FallWait), Label: "Wait until somebody decides"},
			{Value: FallbackValue(bot.FallWithout), Label: "Go out without the link"},
			{Value: FallbackValue(bot.FallStop), Label: "Give the post up"},
		},
	}
}

// FallbackValue is a fallback as forms and commands write it.
func FallbackValue(f bot.Fallback) string {
	if f == bot.FallWait {
		return "wait"
	}
	return string(f)
}

// FallbackOf reads what FallbackValue writes; false where it is none.
func FallbackOf(s string) (bot.Fallback, bool) {
	for _, f := range []bot.Fallback{bot.FallWait, bot.FallWithout, bot.FallStop} {
		if FallbackValue(f) == s {
			return f, true
		}
	}
	return bot.FallWait, false
}

// media offers pictures and videos by their digests.
func media(ms []bot.MediaUse) []chat.Option {
	out := make([]chat.Option, len(ms))
	for i, m := range ms {
		out[i] = chat.Option{Value: m.Digest, Label: fmt.Sprintf("%d: %s", i+1, m.Name)}
	}
	return out
}

func values(os []chat.Option) []string {
	out := make([]string, len(os))
	for i, o := range os {
		out[i] = o.Value
	}
	return out
}
