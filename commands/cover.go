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
			name: "grid", args: "[CASE] NUMBER", run: (*request).grid,
			short:   "show a picture, or the still of a video, with lettered parts, to choose what to cover",
			example: []string{"grid 1"},
		},
		{
			name: "cover", args: "[CASE] NUMBER PARTS [FROM-TO]", need: writers, run: (*request).cover,
			short:   "cover parts of a picture or video, so that nobody can see them",
			long:    "PARTS are those that /appeal grid shows, such as B3 C4 or B3:D5. In a video they are covered from FROM to TO, such as 0:03-0:07, or all the time. What was covered before stays covered. The covered parts are not in what is published at all.",
			example: []string{"cover 1 B3 C4", "cover 2 B3:D5 0:03-0:07"},
		},
		{
			name: "uncover", args: "[CASE] NUMBER", need: writers, run: (*request).uncover,
			short:   "show a picture or video as it was handed in, with nothing covered",
			example: []string{"uncover 1"},
		},
	}
}

func (q *request) grid(rest string) (chat.Answer, error) {
	v, i, _, err := q.numbered("grid", rest)
	if err != nil {
		return chat.Answer{}, err
	}
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
	drawn, err := media.Grid(data)
	if err != nil {
		return chat.Answer{}, err
	}
	text := fmt.Sprintf("%s with its parts. Cover some with /appeal cover %d B3 C4, or a whole area with /appeal cover %d B3:D5.", c.Called(i), i+1, i+1)
	if m.IsVideo() {
		text = fmt.Sprintf("%s at %s with its parts. Cover some with /appeal cover %d B3 C4, or for a while with /appeal cover %d B3:D5 0:03-0:07. /appeal poster %d 0:05 shows another moment.",
			c.Called(i), card.Clock(m.Video.At), i+1, i+1, i+1)
	}
	return show(chat.Message{Text: text, Tone: chat.Info, Exercise: v.Appeal.Exercise, Sections: []chat.Section{{
		Images: []chat.File{{Name: fmt.Sprintf("grid-%d.jpg", i+1), Type: "image/jpeg", Alt: c.Called(i) + " with lettered parts", Data: drawn}},
	}}}), nil
}

func (q *request) cover(rest string) (chat.Answer, error) {
	v, i, words, err := q.numbered("cover", rest)
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
	cells, err := media.Cells(words)
	if err != nil {
		return chat.Answer{}, err
	}
	for n := range cells {
		cells[n].From, cells[n].To = from, to
	}
	covers := slices.Clone(m.Edits)
	// What was asked for a moment ago stays covered, too, and so does what could not
	// be covered at the first try.
	for _, p := range v.Preps {
		if asked(p, m) {
			covers = slices.Clone(p.Edits)
		}
	}
	for _, c := range cells {
		if !slices.Contains(covers, c) {
			covers = append(covers, c)
		}
	}
	return q.covered(v, i, covers)
}

func (q *request) uncover(rest string) (chat.Answer, error) {
	v, i, _, err := q.numbered("uncover", rest)
	if err != nil {
		return chat.Answer{}, err
	}
	pending := slices.ContainsFunc(v.Preps, func(p bot.Prep) bool {
		return asked(p, v.Appeal.Content.Media[i]) && len(p.Edits) > 0
	})
	if len(v.Appeal.Content.Media[i].Edits) == 0 && !pending {
		return chat.Answer{}, bot.Refuse(bot.ErrStale, "Nothing is covered in %s.", v.Appeal.Content.Called(i))
	}
	return q.covered(v, i, nil)
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
