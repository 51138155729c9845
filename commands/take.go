package commands

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
	"appealbot/bot/media"
)

// A taking is what became of files that came at once.
type taking struct {
	said    []string // a sentence for each that was taken
	refused []string // a sentence for each that was not
	files   int
}

// take makes files media of an appeal, one by one: what is wrong with one of them
// does not stop the others.
func (q *request) take(appeal bot.ID, files []chat.File) taking {
	t := taking{files: len(files)}
	for i, f := range files {
		f.Name = bot.FileName(f.Name)
		by := q.by
		by.Event = fmt.Sprintf("%s#%d", by.Event, i)
		said, err := q.takeOne(by, appeal, f)
		if err == nil {
			t.said = append(t.said, said)
			continue
		}
		refusal, ok := errors.AsType[*bot.Refusal](err)
		switch {
		case !ok:
			q.log.Error("could not take a file", "event", q.e.ID, "appeal", appeal, "err", err)
			t.refused = append(t.refused, f.Name+" could not be taken. Drop it into the thread of the card once more.")
		case strings.Contains(refusal.Text, f.Name):
			t.refused = append(t.refused, refusal.Text)
		default:
			t.refused = append(t.refused, f.Name+": "+refusal.Text)
		}
	}
	return t
}

// takeOne makes a file what its bytes are, whatever it is called, and says what
// comes of it.
func (q *request) takeOne(by desk.Actor, appeal bot.ID, f chat.File) (string, error) {
	head := f.Data
	if f.Held != "" {
		var err error
		if head, err = q.desk.Handed(f.Held, media.SniffBytes); err != nil {
			return "", err
		}
	}
	switch media.Sniff(head[:min(len(head), media.SniffBytes)], f.Name) {
	case media.SortPicture:
		return q.takePicture(by, appeal, f)
	case media.SortVideo:
		return q.takeVideo(by, appeal, f)
	case media.SortCaptions:
		return q.takeCaptions(by, appeal, f)
	}
	if len(head) == 0 {
		return "", bot.Refuse(bot.ErrInvalid, "%s is empty. Send it again.", f.Name)
	}
	return "", bot.Refuse(bot.ErrInvalid, "%s is neither a picture nor a video nor captions, so it was not taken. Pictures are JPEG, PNG or WebP, videos MP4 or MOV, captions SRT or VTT.", f.Name)
}

// whole is all of a file, of which so many bytes are taken.
func (q *request) whole(f chat.File, most int64) ([]byte, error) {
	switch {
	case f.Held == "":
		return f.Data, nil
	case f.Size > most:
		return nil, bot.Refuse(bot.ErrInvalid, "%s has %s; at most %s are taken. Send a smaller copy.", f.Name, card.Size(f.Size), card.Size(most))
	default:
		return q.desk.Handed(f.Held, most)
	}
}

func (q *request) takePicture(by desk.Actor, appeal bot.ID, f chat.File) (string, error) {
	data, err := q.whole(f, media.MaxBytes)
	if err != nil {
		return "", err
	}
	use, public, err := media.Accept(f.Name, data)
	if err != nil {
		return "", err
	}
	use.Alt = strings.TrimSpace(f.Alt)
	ctx, stop := q.late()
	defer stop()
	if _, err := q.desk.Attach(ctx, by, appeal, use, public, data); err != nil {
		return "", err
	}
	text := use.Name + " will be published with the appeal, without any data about place, time or camera."
	if use.Alt == "" {
		text += " Press Edit to describe it for people who cannot see it."
	}
	return text, nil
}

// late is for storing what a large picture was made into: that may have taken all
// the time that there was to answer, and an answer that comes late is better than
// none.
func (q *request) late() (context.Context, context.CancelFunc) {
	return context.WithTimeout(q.after, patience)
}

func (q *request) takeVideo(by desk.Actor, appeal bot.ID, f chat.File) (string, error) {
	clip := desk.Clip{Name: f.Name, Alt: strings.TrimSpace(f.Alt), Digest: f.Held}
	if clip.Digest == "" {
		var err error
		if clip.Digest, err = q.desk.Hold(f.Data); err != nil {
			return "", err
		}
	}
	p, err := q.desk.Film(q.ctx, by, appeal, clip)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s (%s) is being prepared; the card shows how far it is.", p.Name, card.Size(p.Size)), nil
}

func (q *request) takeCaptions(by desk.Actor, appeal bot.ID, f chat.File) (string, error) {
	data, err := q.whole(f, media.MaxCaptions)
	if err != nil {
		return "", err
	}
	v, err := q.view(appeal)
	if err != nil {
		return "", err
	}
	video, length := meant(v.Appeal.Content, f.Name)
	t, vtt, err := media.Captions(f.Name, data, length)
	if err != nil {
		return "", err
	}
	if t.Language == "" {
		t.Language = v.Appeal.Content.Languages()[0]
	}
	if _, err := q.desk.Caption(q.ctx, by, appeal, video, t, vtt); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s are captions in %q now; the card shows how they begin, with the whole file below.", f.Name, t.Language), nil
}

// meant is the video that a caption file goes with by its name, clip.fr.vtt with
// clip.mp4, and how long it is. The only video needs no name; where there are
// several and none is named so, the digest is empty.
func meant(c bot.Content, name string) (digest string, length time.Duration) {
	var films []bot.MediaUse
	for _, m := range c.Media {
		if m.IsVideo() {
			films = append(films, m)
		}
	}
	if len(films) == 1 {
		return films[0].Digest, films[0].Video.Length
	}
	for stem := strings.TrimSuffix(name, path.Ext(name)); stem != ""; stem = strings.TrimSuffix(stem, path.Ext(stem)) {
		for _, m := range films {
			if strings.EqualFold(strings.TrimSuffix(m.Name, path.Ext(m.Name)), stem) {
				return m.Digest, m.Video.Length
			}
		}
		if path.Ext(stem) == "" {
			break
		}
	}
	return "", 0
}

// upload takes what is dropped into a card's thread as media of its appeal. What
// was not taken is said in the thread: others saw it being dropped.
func (q *request) upload(u chat.Upload) (chat.Answer, error) {
	thread := q.e.At.Thread
	if thread == "" {
		thread = q.e.At.Message
	}
	n, err := q.notice(thread)
	if errors.Is(err, bot.ErrNotFound) || err == nil && n.Kind != bot.NoticeCard {
		return chat.Answer{}, nil // files between officers are not ours
	} else if err != nil {
		return chat.Answer{}, err
	}
	t := q.take(n.Subject, u.Files)
	if err := q.sayRefused(n.Subject, t); err != nil {
		return chat.Answer{}, err
	}
	a := say("%s", strings.Join(append(t.said, t.refused...), " "))
	if len(t.refused) > 0 {
		a.Reply.Tone = chat.Warning
	}
	return a, nil
}

// sayRefused says in the thread of a card which files were not taken.
func (q *request) sayRefused(appeal bot.ID, t taking) error {
	if len(t.refused) == 0 {
		return nil
	}
	by := q.by
	by.Event += "#said"
	ctx, stop := q.late()
	defer stop()
	return q.desk.Say(ctx, by, appeal, fmt.Sprintf("Not taken of what %s sent: %s", by.Person.Name, strings.Join(t.refused, " ")))
}
