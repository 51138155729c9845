package slack

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// blocks are a sheet as Slack takes it. Words are rich text, whose elements
// show their text letter by letter and mean nothing but what their type says
// (docs.slack.dev, "Rich text block", 2026-11). The ids of the blocks belong to
// one state of one message: Slack asks for new ones when a message changes.
func (s sheet) blocks(state string) []slack.Block {
	var out []slack.Block
	for i, p := range s.pieces {
		id := state + "." + strconv.Itoa(i)
		if len(p.buttons) > 0 {
			out = append(out, row(id, p.buttons))
			continue
		}
		if b := rich(id, p.spans); b != nil {
			out = append(out, b)
		}
	}
	return out
}

// rich makes a block of words; nil if there are none.
func rich(id string, spans []span) slack.Block {
	var all []slack.RichTextElement
	var run []slack.RichTextSectionElement
	quote := false
	flush := func() {
		switch {
		case len(run) == 0:
		case quote:
			all = append(all, &slack.RichTextQuote{Type: slack.RTEQuote, Elements: run})
		default:
			all = append(all, slack.NewRichTextSection(run...))
		}
		run = nil
	}
	for _, s := range spans {
		if s.quote != quote {
			flush()
			quote = s.quote
		}
		if el := element(s); el != nil {
			run = append(run, el)
		}
	}
	flush()
	if len(all) == 0 {
		return nil
	}
	return slack.NewRichTextBlock(id, all...)
}

// element is one span; nil if it is empty.
func element(s span) slack.RichTextSectionElement {
	var style *slack.RichTextSectionTextStyle
	if s.bold {
		style = &slack.RichTextSectionTextStyle{Bold: true}
	}
	switch {
	case s.emoji != "":
		return slack.NewRichTextSectionEmojiElement(s.emoji, 0, nil)
	case s.user != "":
		return slack.NewRichTextSectionUserElement(s.user, nil)
	case s.link != "":
		return slack.NewRichTextSectionLinkElement(s.link, s.text, style)
	case s.text != "":
		return slack.NewRichTextSectionTextElement(s.text, style)
	default:
		return nil
	}
}

// row makes a row of buttons.
func row(id string, bs []chat.Button) slack.Block {
	var els []slack.BlockElement
	for i, b := range bs {
		el := slack.NewButtonBlockElement(buttonID+strconv.Itoa(i), value(b.Action), plain(b.Label, maxLabel))
		switch b.Style {
		case chat.Primary:
			el.Style = slack.StylePrimary
		case chat.Danger:
			el.Style = slack.StyleDanger
		}
		els = append(els, el)
	}
	return slack.NewActionBlock(id, els...)
}

// buttonID begins the id of every button.
const buttonID = "button-"

// value is what a button carries. Nobody but the app can make a button that
// comes back to it, so it is not signed.
func value(a chat.Action) string {
	b, err := json.Marshal(actionOf(a))
	if err != nil || utf8.RuneCount(b) > maxValue {
		return "" // comes back as no action, which is said to whoever presses it
	}
	return string(b)
}

// carried is an action on its way through Slack.
type carried struct {
	Verb    string `json:"v"`
	Subject string `json:"s,omitempty"`
	Digest  string `json:"d,omitempty"`
	Arg     string `json:"a,omitempty"`
}

func actionOf(a chat.Action) carried { return carried(a) }

// readAction reads what a button carried.
func readAction(text string) (chat.Action, bool) {
	var c carried
	if json.Unmarshal([]byte(text), &c) != nil || c.Verb == "" {
		return chat.Action{}, false
	}
	return chat.Action(c), true
}

// plain is a text that Slack shows letter by letter, without emoji. None may be
// empty.
func plain(s string, most int) *slack.TextBlockObject {
	s = adapter.Cut(adapter.OneLine(s), most)
	if s == "" {
		s = "…"
	}
	emoji := false
	return &slack.TextBlockObject{Type: slack.PlainTextType, Text: s, Emoji: &emoji}
}

// maxWords is how many characters stand for a message where its blocks are not
// shown, escaped. A new message may have 40,000, but one that is changed no more
// than this (docs.slack.dev, chat.update, msg_too_long, 2026-11).
const maxWords = 4000

// moreWords ends the words of a message that has more.
const moreWords = "\n(The message is longer: the rest is in the message itself.)"

// words is a sheet in notifications, and to a screen reader, which reads it
// instead of the blocks (docs.slack.dev, "Accessibility", 2026-11): who approves
// by ear hears every word, or that there are more.
func (s sheet) words() string {
	var b strings.Builder
	for _, p := range s.pieces {
		for i, sp := range p.spans {
			switch {
			case i == 0:
			case sp.quote != p.spans[i-1].quote:
				b.WriteByte('\n') // where the block begins a line of its own
			case p.spans[i-1].emoji != "":
				sp.text = strings.TrimPrefix(sp.text, " ") // it stood between the two
			}
			b.WriteString(sp.text)
			if sp.link != "" && sp.link != sp.text {
				b.WriteString(" (" + sp.link + ")")
			}
		}
		for i, button := range p.buttons {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString("[" + plain(button.Label, maxLabel).Text + "]")
		}
		b.WriteByte('\n')
	}
	text := strings.TrimSpace(b.String())
	if text == "" {
		return "…" // Slack takes no message without a text
	}
	if s := escape(text); utf8.RuneCountInString(s) <= maxWords {
		return s
	}
	room := maxWords - len(moreWords)
	for n := room; ; n = n * 9 / 10 {
		if s := escape(adapter.Cut(text, n)); utf8.RuneCountInString(s) <= room {
			return s + moreWords
		}
	}
}
