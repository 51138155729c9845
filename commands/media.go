package commands

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/media"
)

// showing holds the verbs for the pictures and videos of a draft.
func showing() []verb {
	return []verb{
		{
			name: "media", args: "[CASE]", run: (*request).media,
			short:   "list the pictures and videos of an appeal, with their numbers and what they lack",
			long:    "Pictures, videos and captions are added by dropping them into the thread of the card, or in the form of /appeal new.",
			example: []string{"media", "media 2026-1234567"},
		},
		{
			name: "describe", args: "[CASE] NUMBER TEXT", need: writers, run: (*request).describe,
			short:   "say what a picture or video shows, for people who cannot see it",
			long:    "Every picture and video needs a description before the appeal can be submitted. Say what is to be seen, and never a name.",
			example: []string{"describe 2 A dark Lexus with damage at the front left, seen from the side"},
		},
		{
			name: "captions", args: "[CASE] NUMBER none | NUMBER off LANGUAGE", need: writers, run: (*request).captions,
			short:   "say that nobody speaks in a video, or take captions off",
			long:    "Captions are added by dropping an SRT or VTT file into the thread of the card; its name says the language: clip.fr.vtt. A video with sound needs captions, or somebody who made sure that nobody speaks in it.",
			example: []string{"captions 1 none", "captions 1 off fr"},
		},
		{
			name: "title", args: "[CASE] TEXT", need: writers, run: (*request).title,
			short:   "set the title of the video, where a network has titles",
			long:    "--lang chooses the language. Without a title the network takes the beginning of the text. The word none takes the title off.",
			example: []string{"title Lakeshore shooting: who knows this car?", "title --lang fr Fusillade : connaissez-vous cette voiture?"},
		},
		{
			name: "poster", args: "[CASE] NUMBER TIME", need: writers, run: (*request).poster,
			short:   "choose the still picture that is shown before a video plays",
			long:    "TIME is where in the video it is taken, as 0:07; the word best leaves the choice to the program.",
			example: []string{"poster 1 0:07", "poster 1 best"},
		},
		{
			name: "order", args: "[CASE] NUMBER [NUMBER ...]", need: writers, run: (*request).order,
			short:   "choose which pictures and videos come first",
			long:    "The numbers are those that /appeal media shows. Those that are left out follow as they were.",
			example: []string{"order 2 1"},
		},
		{
			name: "detach", args: "[CASE] NUMBER", need: writers, run: (*request).detach,
			short:   "take a picture or video off the appeal",
			example: []string{"detach 2"},
		},
		{
			name: "fallback", args: "[CASE] wait | without | stop", need: writers, run: (*request).fallback,
			short:   "choose what becomes of posts whose link to another post is missing",
			long:    "A text with {youtube} or {ACCOUNT} in it waits for that post and gets its address. If that post is not published, the others wait until somebody decides, go out without the link, or are given up (stop).",
			example: []string{"fallback without", "fallback wait"},
		},
	}
}

// numbered reads `[CASE] NUMBER REST` and finds the appeal with that picture or
// video.
func (q *request) numbered(verb, rest string) (v card.View, i int, more string, err error) {
	ref, rest, _ := caseRef(rest)
	if v, err = q.appeal(ref); err != nil {
		return v, 0, "", err
	}
	nth, more := word(rest)
	i, err = nthMedium(v.Appeal.Content, verb, nth)
	return v, i, more, err
}

// nthMedium returns the index of the picture or video with a number.
func nthMedium(c bot.Content, verb, nth string) (int, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(nth, "#"))
	switch {
	case len(c.Media) == 0:
		return 0, bot.Refuse(bot.ErrNotFound, "The appeal has no picture or video. Drop one into the thread of its card.")
	case nth == "":
		return 0, usage(verb, "Say which picture or video.")
	case err != nil || n < 1 || n > len(c.Media):
		return 0, usage(verb, fmt.Sprintf("%q is not the number of a picture or video; the appeal has %d, and /appeal media lists them.", clip(nth, 40), len(c.Media)))
	}
	return n - 1, nil
}

// film is numbered for what only videos have.
func (q *request) film(verb, rest string) (v card.View, i int, more string, err error) {
	v, i, more, err = q.numbered(verb, rest)
	if err == nil && !v.Appeal.Content.Media[i].IsVideo() {
		err = bot.Refuse(bot.ErrInvalid, "%s is no video. /appeal media lists what there is.", v.Appeal.Content.Called(i))
	}
	return v, i, more, err
}

// alter changes the content of an appeal as it was when it was looked at.
func (q *request) alter(v card.View, fn func(*bot.Content)) (chat.Answer, error) {
	a, err := q.desk.Edit(q.ctx, q.by, v.Appeal.ID, v.Appeal.Digest, fn)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.edited(a)
}

// shown opens the files of an appeal that are or would be public.
type shown struct {
	*request
	appeal bot.ID
}

// Open implements card.Files.
func (p shown) Open(digest string) (bot.Blob, error) {
	return p.desk.Published(p.ctx, p.appeal, digest)
}

func (q *request) media(rest string) (chat.Answer, error) {
	v, err := q.appeal(strings.TrimSpace(rest))
	if err != nil {
		return chat.Answer{}, err
	}
	v.See(shown{q, v.Appeal.ID})
	return show(q.book().Media(v)), nil
}

func (q *request) describe(rest string) (chat.Answer, error) {
	v, i, text, err := q.numbered("describe", rest)
	if err != nil {
		return chat.Answer{}, err
	}
	if text = strings.TrimSpace(text); text == "" {
		return chat.Answer{}, usage("describe", "Say what it shows.")
	}
	if len(text) > bot.MaxField {
		return chat.Answer{}, bot.Refuse(bot.ErrInvalid, "The description has %d bytes; at most %d are taken. Say what matters of it.", len(text), bot.MaxField)
	}
	return q.alter(v, func(c *bot.Content) { c.Media[i].Alt = text })
}

func (q *request) captions(rest string) (chat.Answer, error) {
	v, i, rest, err := q.film("captions", rest)
	if err != nil {
		return chat.Answer{}, err
	}
	what, lang := word(rest)
	m := v.Appeal.Content.Media[i]
	switch strings.ToLower(what) {
	case "none":
		if len(m.Video.Captions) > 0 {
			return chat.Answer{}, bot.Refuse(bot.ErrInvalid, "%s has captions. Take them off first, with /appeal captions %d off %s.", v.Appeal.Content.Called(i), i+1, m.Video.Captions[0].Language)
		}
		return q.alter(v, func(c *bot.Content) { c.Media[i].Video.NoSpeech = true })
	case "off":
		lang, _ = word(lang)
		if lang == "" && m.Video.NoSpeech { // what was said of it was wrong
			return q.alter(v, func(c *bot.Content) { c.Media[i].Video.NoSpeech = false })
		}
		if lang == "" {
			return chat.Answer{}, usage("captions", "Say in which language.")
		}
		a, err := q.desk.Uncaption(q.ctx, q.by, v.Appeal.ID, m.Digest, strings.ToLower(lang))
		if err != nil {
			return chat.Answer{}, err
		}
		return q.edited(a)
	default:
		return chat.Answer{}, usage("captions", "Say none or off; captions are added by dropping an SRT or VTT file into the thread of the card.")
	}
}

func (q *request) title(rest string) (chat.Answer, error) {
	ref, opts, text, err := refAndOptions(rest, "lang")
	if err != nil {
		return chat.Answer{}, err
	}
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	if text = strings.TrimSpace(text); text == "" {
		return chat.Answer{}, usage("title", "Write the title.")
	}
	lang := opts["lang"]
	if lang == "" {
		lang = v.Appeal.Content.Languages()[0]
	}
	if _, ok := v.Appeal.Content.Texts[lang]; !ok {
		return chat.Answer{}, bot.Refuse(bot.ErrInvalid, "The appeal has no text in %q, so a title in it would never be published. Write one with /appeal edit --lang %s.", clip(lang, 10), clip(lang, 10))
	}
	if strings.EqualFold(text, "none") {
		text = ""
	}
	return q.alter(v, func(c *bot.Content) { put(&c.Titles, lang, text) })
}

func (q *request) poster(rest string) (chat.Answer, error) {
	v, i, rest, err := q.film("poster", rest)
	if err != nil {
		return chat.Answer{}, err
	}
	when, _ := word(rest)
	at, ok := clockTime(when)
	switch {
	case strings.EqualFold(when, "best"):
		at = -1
	case !ok:
		return chat.Answer{}, usage("poster", "Say where in the video, as minutes and seconds.")
	}
	p, err := q.desk.Poster(q.ctx, q.by, v.Appeal.ID, v.Appeal.Content.Media[i].Digest, at)
	if err != nil {
		return chat.Answer{}, err
	}
	return say("%s is being prepared with another still picture; the card shows how far it is.", p.Name), nil
}

func (q *request) order(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	c := v.Appeal.Content
	var first []string
	for nth, more := word(strings.ReplaceAll(rest, ",", " ")); nth != "" || len(first) == 0; nth, more = word(more) {
		i, err := nthMedium(c, "order", nth)
		if err != nil {
			return chat.Answer{}, err
		}
		if slices.Contains(first, c.Media[i].Digest) {
			return chat.Answer{}, usage("order", fmt.Sprintf("%s is there twice.", nth))
		}
		first = append(first, c.Media[i].Digest)
	}
	return q.alter(v, func(c *bot.Content) { c.Order(first...) })
}

func (q *request) detach(rest string) (chat.Answer, error) {
	v, i, _, err := q.numbered("detach", rest)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.alter(v, func(c *bot.Content) { c.Media = slices.Delete(c.Media, i, i+1) })
}

func (q *request) fallback(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	what, _ := word(rest)
	f, ok := card.FallbackOf(strings.ToLower(what))
	if !ok {
		return chat.Answer{}, usage("fallback", "Say wait, without or stop.")
	}
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	a, err := q.alter(v, func(c *bot.Content) { c.Fallback = f })
	if err == nil {
		a.Reply.Text = "Posts whose link is missing " + f.Title() + ". " + a.Reply.Text
	}
	return a, err
}

// readAll reads a file of at most so many bytes and closes it.
func readAll(b bot.Blob, most int64) ([]byte, error) {
	defer func() { _ = b.Close() }() // it was only read
	if b.Size() > most {
		return nil, bot.Refuse(bot.ErrInvalid, "The picture has %s, which is too much to change it here. Take it off and send a smaller copy.", card.Size(b.Size()))
	}
	data := make([]byte, b.Size())
	if _, err := io.ReadFull(io.NewSectionReader(b, 0, b.Size()), data); err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	return data, nil
}

// maxStill bounds the picture or poster on which parts are chosen, in bytes.
const maxStill = 2 * media.MaxBytes
