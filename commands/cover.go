package commands

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/media"
)

// covering holds the verbs that keep parts of pictures and videos from the public.
func covering() []verb {
	return []verb{
		{
			name: "grid", also: []string{"grille"}, args: "[CASE] [NUMBER]", run: (*request).grid,
			short:   "show a picture, or the still of a video, with lettered parts, to choose what to cover",
			example: []string{"grid 1"},
		},
		{
			name: "cover", also: []string{"blur", "masquer", "flouter"}, args: "[CASE] [NUMBER] PARTS [FROM-TO]", need: writers, run: (*request).cover,
			short:   "cover parts of a picture or video, so that nobody can see them",
			long:    "PARTS are those that /appeal grid shows, such as B3 C4 or B3:D5, or corners in hundredths, such as 12.5/30-45/60. NUMBER is needed where there are several pictures. In a video they are covered from FROM to TO, such as 0:03-0:07, or all the time. What was covered before stays covered. The covered parts are not in what is published at all. Whoever approved the appeal has to approve it anew.",
			example: []string{"cover 1 B3 C4", "blur B3 C4", "cover 2 B3:D5 0:03-0:07"},
		},
		{
			name: "uncover", also: []string{"unblur", "demasquer", "démasquer"}, args: "[CASE] [NUMBER] [PARTS]", need: writers, run: (*request).uncover,
			short:   "take off what covers a picture or video, or these parts of it",
			long:    "Without PARTS nothing is covered any more.",
			example: []string{"uncover 1", "uncover 1 B3"},
		},
	}
}

// medium reads `[CASE] [NUMBER] REST` and finds the appeal with that picture or video.
// The only one needs no number.
func (q *request) medium(verb, rest string) (v card.View, i int, more string, err error) {
	ref, rest, _ := caseRef(rest)
	if v, err = q.appeal(ref); err != nil {
		return v, 0, "", err
	}
	nth, more := word(rest)
	unnumbered := nth == "" || !allDigits(strings.TrimPrefix(nth, "#"))
	if len(v.Appeal.Content.Media) == 1 && unnumbered {
		return v, 0, rest, nil
	}
	i, err = nthMedium(v.Appeal.Content, verb, nth)
	return v, i, more, err
}

func (q *request) grid(rest string) (chat.Answer, error) {
	v, i, _, err := q.medium("grid", rest)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.gridOf(v, i)
}

// pressedGrid answers the button below a picture or video.
func (q *request) pressedGrid(id bot.ID, digest string) (chat.Answer, error) {
	v, err := q.view(id)
	if err != nil {
		return chat.Answer{}, err
	}
	i := v.Appeal.Content.Medium(digest)
	if i < 0 {
		return chat.Answer{}, bot.Refuse(bot.ErrStale, "This picture or video was changed or taken off meanwhile. Look at the card again.")
	}
	return q.gridOf(v, i)
}

// gridOf shows a picture, or the still of a video, with its grid.
func (q *request) gridOf(v card.View, i int) (chat.Answer, error) {
	c := v.Appeal.Content
	m, digest := c.Media[i], c.Media[i].Digest
	if m.IsVideo() {
		if digest = m.Video.Poster; digest == "" {
			return chat.Answer{}, bot.Refuse(bot.ErrInvalid, "There is no still picture of %s. %s", c.Called(i), m.Video.Note)
		}
	}
	b, err := q.desk.Published(q.ctx, v.Appeal.ID, digest)
	if err != nil {
		return chat.Answer{}, err
	}
	data, err := readAll(b, maxStill)
	if err != nil {
		return chat.Answer{}, err
	}
	drawn, err := media.Grid(data, gridFor(m))
	if err != nil {
		return chat.Answer{}, err
	}
	text := fmt.Sprintf("%s with its parts. Cover some with /appeal cover %d B3 C4, or a whole area with /appeal cover %d B3:D5.", c.Called(i), i+1, i+1)
	if m.IsVideo() {
		text = fmt.Sprintf("%s at %s with its parts. Cover some with /appeal cover %d B3 C4, or for a while with /appeal cover %d B3:D5 0:03-0:07. /appeal poster %d 0:05 shows another moment.",
			c.Called(i), card.Clock(m.Video.At), i+1, i+1, i+1)
	}
	s := chat.Section{Images: []chat.File{{
		Name: fmt.Sprintf("grid-%d.jpg", i+1), Type: "image/jpeg", Alt: c.Called(i) + " with lettered parts", Data: drawn,
		Cover: fmt.Sprintf("cover %s%d", naming(v), i+1),
	}}}
	if len(m.Edits) > 0 {
		s.Fields = []chat.Field{{Label: "Covered", Value: card.Covered(m)}}
	}
	return show(chat.Message{Text: text, Tone: chat.Info, Exercise: v.Appeal.Exercise, Sections: []chat.Section{s}}), nil
}

// naming begins a command that means this appeal in every channel, if its case has a
// number that commands take for one.
func naming(v card.View) string {
	ref := fmt.Sprintf("#%s/%d ", v.Case.Number, v.Appeal.Number)
	if _, _, ok := caseRef(ref); !ok {
		return ""
	}
	return ref
}

func gridFor(m bot.MediaUse) bot.Grid { return bot.GridOf(m.Width, m.Height) }

func (q *request) cover(rest string) (chat.Answer, error) {
	v, i, words, err := q.medium("cover", rest)
	if err != nil {
		return chat.Answer{}, err
	}
	m := v.Appeal.Content.Media[i]
	words, from, to, timed := cutSpan(words)
	if timed && !m.IsVideo() {
		return chat.Answer{}, bot.Refuse(bot.ErrInvalid, "%s is a picture, which has no time. Leave the times out: /appeal cover %d %s", v.Appeal.Content.Called(i), i+1, clip(words, 60))
	}
	if words == "" {
		return chat.Answer{}, usage("cover", fmt.Sprintf("Say which parts; /appeal grid %d shows them.", i+1))
	}
	parts, err := media.Parts(words, gridFor(m))
	if err != nil {
		return chat.Answer{}, err
	}
	covers := slices.Clone(q.asFor(v, m))
	for _, c := range parts {
		c.From, c.To = from, to
		if !slices.Contains(covers, c) {
			covers = append(covers, c)
		}
	}
	if slices.Equal(covers, m.Edits) && !m.IsVideo() {
		return chat.Answer{}, bot.Refuse(bot.ErrStale, "That is covered already in %s. Covered are: %s.", v.Appeal.Content.Called(i), card.Covered(m))
	}
	return q.covered(v, i, covers)
}

// asFor is what is covered in one of the media, with what was asked for a moment ago and
// what could not be covered at the first try.
func (q *request) asFor(v card.View, m bot.MediaUse) []bot.Cover {
	covers := m.Edits
	for _, p := range v.Preps {
		if asked(p, m) {
			covers = p.Edits
		}
	}
	return covers
}

func (q *request) uncover(rest string) (chat.Answer, error) {
	v, i, words, err := q.medium("uncover", rest)
	if err != nil {
		return chat.Answer{}, err
	}
	m := v.Appeal.Content.Media[i]
	covers := q.asFor(v, m)
	if len(m.Edits) == 0 && len(covers) == 0 {
		return chat.Answer{}, bot.Refuse(bot.ErrStale, "Nothing is covered in %s.", v.Appeal.Content.Called(i))
	}
	if words = strings.TrimSpace(words); words == "" {
		return q.covered(v, i, nil)
	}
	parts, err := media.Parts(words, gridFor(m))
	if err != nil {
		return chat.Answer{}, err
	}
	left := slices.DeleteFunc(slices.Clone(covers), func(c bot.Cover) bool {
		return slices.ContainsFunc(parts, func(p bot.Cover) bool { return p.Contains(c) })
	})
	if len(left) == len(covers) {
		return chat.Answer{}, bot.Refuse(bot.ErrInvalid, "Nothing that is covered lies in %s. Covered are: %s. Name the whole of it, or take all off with /appeal uncover %d.",
			clip(words, 60), card.Covered(bot.MediaUse{Width: m.Width, Height: m.Height, Edits: covers}), i+1)
	}
	return q.covered(v, i, left)
}

// asked reports whether a preparation is what was last asked for of a video, and is
// not done.
func asked(p bot.Prep, m bot.MediaUse) bool {
	return (p.Open() || p.State == bot.PrepFailed) && p.Replaces == m.Digest
}

// covered has a picture or video made anew with these parts covered, and no others.
func (q *request) covered(v card.View, i int, covers []bot.Cover) (chat.Answer, error) {
	m := v.Appeal.Content.Media[i]
	if m.IsVideo() {
		p, err := q.desk.CoverFilm(q.ctx, q.by, v.Appeal.ID, m.Digest, covers)
		if err != nil {
			return chat.Answer{}, err
		}
		return say("%s is being prepared anew, with %s covered; the card shows how far it is.", p.Name, parts(len(covers))), nil
	}
	if err := bot.CheckCovers(covers, 0); err != nil {
		return chat.Answer{}, err
	}
	_, b, err := q.desk.Original(q.ctx, q.by, v.Appeal.ID, m.Digest)
	if err != nil {
		return chat.Answer{}, err
	}
	data, err := readAll(b, media.MaxBytes)
	if err != nil {
		return chat.Answer{}, err
	}
	use, bytes, err := media.AcceptCovered(m.Name, data, covers)
	if err != nil {
		return chat.Answer{}, err
	}
	use.Original, use.Edits = m.Original, covers
	ctx, stop := q.late()
	defer stop()
	a, err := q.desk.Cover(ctx, q.by, v.Appeal.ID, m.Digest, use, bytes)
	if err != nil {
		return chat.Answer{}, err
	}
	answer, err := q.edited(a)
	if err == nil {
		answer.Reply.Text = fmt.Sprintf("%s is made anew, with %s covered: look at the card. %s", v.Appeal.Content.Called(i), parts(len(covers)), answer.Reply.Text)
	}
	return answer, err
}

func parts(n int) string {
	switch n {
	case 0:
		return "nothing"
	case 1:
		return "1 part"
	default:
		return fmt.Sprintf("%d parts", n)
	}
}

// cutSpan cuts a span of a video, as in 0:03-0:07, off the end of a line.
func cutSpan(s string) (rest string, from, to time.Duration, ok bool) {
	s = strings.TrimSpace(s)
	at := strings.LastIndexAny(s, " \t") + 1
	a, b, found := strings.Cut(strings.NewReplacer("–", "-", "—", "-").Replace(s[at:]), "-")
	if from, ok = clockTime(a); !found || !ok {
		return s, 0, 0, false
	}
	if to, ok = clockTime(b); !ok {
		return s, 0, 0, false
	}
	return strings.TrimSpace(s[:at]), from, to, true
}

// clockTime reads a moment of a video: 0:07, 1:02:30, or with tenths 0:07.5.
func clockTime(s string) (time.Duration, bool) {
	groups := strings.Split(s, ":")
	if len(groups) < 2 || len(groups) > 3 {
		return 0, false
	}
	var d time.Duration
	for i, g := range groups {
		last := i == len(groups)-1
		whole, tenth, fraction := strings.Cut(g, ".")
		n, err := strconv.Atoi(whole)
		if err != nil || !allDigits(whole) || n > 59 && i > 0 || n > 999 || fraction && (!last || len(tenth) != 1 || !allDigits(tenth)) {
			return 0, false
		}
		d = 60*d + time.Duration(n)*time.Second
		if fraction {
			d += time.Duration(tenth[0]-'0') * 100 * time.Millisecond
		}
	}
	return d, true
}
