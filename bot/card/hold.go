package card

import (
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// held says that nothing of a case is purged, by whom and why.
func (b Book) held(k bot.Case) []chat.Section {
	if !k.Hold.Held() {
		return nil
	}
	return []chat.Section{{
		Heading: "On hold", Tone: chat.Warning,
		Text: fmt.Sprintf("Nothing of this case is purged until somebody releases it. %s: %s", b.mark(k.Hold.By), Untrusted(k.Hold.Reason)),
	}}
}

// purged is the card of an appeal whose words are gone: what happened to it, and when.
func (b Book) purged(v View) chat.Message {
	a := v.Appeal
	return chat.Message{
		Text: fmt.Sprintf("%s was purged %s under the retention rule. Its words are gone; the audit log keeps what was done, and when.", v.title(), bot.When(a.Purged, b.Now)),
		Tone: chat.Plain, Exercise: a.Exercise,
		Sections: []chat.Section{{Fields: []chat.Field{
			{Label: "Author", Value: b.person(a.Author)},
			{Label: "Revision", Value: fmt.Sprint(a.Revision)},
			{Label: "Last step", Value: fmt.Sprintf("%s by %s", a.State, b.mark(a.Changed))},
			{Label: "Text", Value: a.Digest[:min(shownDigest, len(a.Digest))]},
		}}},
	}
}

// purgedCase says what of a case is gone.
func (b Book) purgedCase(k bot.Case) []chat.Field {
	var out []chat.Field
	for _, p := range []struct {
		what string
		at   time.Time
	}{
		{"originals of its media", k.Purged.Originals},
		{"answers of the public", k.Purged.Replies},
		{"words of its appeals", k.Purged.Appeals},
	} {
		if !p.at.IsZero() {
			out = append(out, chat.Field{Label: "Purged", Value: fmt.Sprintf("the %s, %s under the retention rule", p.what, bot.When(p.at, b.Now))})
		}
	}
	return out
}

// said is what a reply says now, as words from outside.
func said(r bot.Reply) string {
	if !r.Purged.IsZero() {
		return "(purged under the retention rule)"
	}
	return Untrusted(r.Newest())
}

// writer is who wrote a reply, for a sentence.
func writer(r bot.Reply) string {
	if !r.Purged.IsZero() {
		return "somebody"
	}
	return name(r.Author)
}
