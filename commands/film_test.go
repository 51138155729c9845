package commands_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/chat/practice"
	wall "appealbot/bot/network/practice"
	"appealbot/bot/prepare"
)

// filming lets an account show pictures beside a video, so that an appeal can have
// both.
func filming(p *wall.Profile) {
	film := *p.Limits.Film
	film.Beside = true
	p.Limits.Film = &film
}

// dropped is a file that somebody drops: one of testdata/pictures, or a video, of
// which only the beginning is one, because the town's maker looks no further.
func dropped(name string) (chat.File, error) {
	if filepath.Ext(name) == ".mp4" {
		return chat.File{Name: name, Data: []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x00\x08mdat" + name)}, nil
	}
	data, err := os.ReadFile(filepath.Join("testdata", "pictures", name))
	return chat.File{Name: name, Data: data}, err
}

// upload drops files into the newest card's thread.
func (w *town) upload(args []string) error {
	m, err := w.newest(args[0], isCard)
	if err != nil {
		return err
	}
	files := make([]chat.File, len(args)-1)
	for i, name := range args[1:] {
		if files[i], err = dropped(name); err != nil {
			return err
		}
	}
	return w.acts(args[0], func(a practice.Act) (practice.Outcome, error) {
		a.Thread = m.ID
		return w.room.Upload(w.t.Context(), a, "", files)
	})
}

// prepare makes the video that has waited longest, or refuses it in some words.
func (w *town) prepare(args []string) error {
	l := &prepare.Loop{
		Desk: w.desk, Files: w.files, Dir: w.t.TempDir(), Now: w.time, Log: slog.New(slog.DiscardHandler),
		Lease: time.Minute, Longest: time.Minute, Worker: "test", Make: filmed,
	}
	if len(args) > 0 {
		l.Make = func(context.Context, prepare.Job) (bot.MediaUse, error) {
			return bot.MediaUse{}, bot.Refuse(bot.ErrInvalid, "%s", strings.Join(args, " "))
		}
	}
	acted, err := l.Step(w.t.Context())
	if err == nil && !acted {
		err = errors.New("there is nothing to prepare")
	}
	return err
}

// filmed makes of any video one with sound, half a minute long, that differs with
// what is covered in it and where its still picture is from.
func filmed(_ context.Context, j prepare.Job) (bot.MediaUse, error) {
	original, err := io.ReadAll(io.NewSectionReader(j.In, 0, j.In.Size()))
	if err != nil {
		return bot.MediaUse{}, err
	}
	at := max(j.Poster, 0)
	img := image.NewGray(image.Rect(0, 0, 64, 36))
	img.SetGray(int(at/time.Second)%64, len(j.Covers)%36, color.Gray{Y: 255})
	var still bytes.Buffer
	if err := jpeg.Encode(&still, img, nil); err != nil {
		return bot.MediaUse{}, err
	}
	poster, _, err := j.Put(&still)
	if err != nil {
		return bot.MediaUse{}, err
	}
	digest, size, err := j.Put(io.MultiReader(bytes.NewReader(original), bytes.NewReader(make([]byte, len(j.Covers)))))
	return bot.MediaUse{
		Digest: digest, Type: "video/mp4", Size: size, Width: 1280, Height: 720,
		Video: &bot.Video{Length: 30 * time.Second, Codec: "h264", Sound: "aac", Rate: 30, Poster: poster, At: at},
	}, err
}

// offered is the value of the option that a form shows with a label, or what was
// typed where it shows none such.
func offered(f chat.Form, name, typed string) string {
	for _, in := range f.Inputs {
		for _, o := range in.Options {
			if in.Name == name && (o.Label == typed || len(typed) > 12 && strings.HasPrefix(o.Label, typed)) {
				return o.Value
			}
		}
	}
	return typed
}
