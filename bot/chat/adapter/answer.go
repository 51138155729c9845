package adapter

import (
	"context"
	"errors"
	"slices"
	"time"

	"appealbot/bot/chat"
)

// What stands in place of the files of an answer that only one person sees.
const (
	inDirect = "The attached files are in your direct messages with me."
	noFiles  = "The attached files could not be sent. Ask for them again in a minute."
)

// FilesApart sends the files of an answer to the person directly, since what
// only one person sees can have none, and returns the answer with a word about
// that. Direct returns the channel of the conversation with a user.
func (p *Poster) FilesApart(ctx context.Context, e chat.Event, m chat.Message, direct func(ctx context.Context, user string) (string, error)) chat.Message {
	whole := slices.DeleteFunc(Files(m), func(f chat.File) bool { return len(f.Data) == 0 })
	if len(whole) == 0 {
		return m
	}
	channel, err := direct(ctx, e.User)
	if err == nil {
		only := chat.Message{Text: m.Text, Files: whole, Exercise: m.Exercise}
		_, err = p.Post(ctx, "files/"+e.ID, channel, "", only)
	}
	switch {
	case err != nil:
		p.Book.Log.Warn("files of an answer not sent", "user", e.User, "err", err)
		m.Sections = append(slices.Clip(m.Sections), chat.Section{Text: noFiles, Tone: chat.Warning})
	case channel != e.At.Channel:
		m.Sections = append(slices.Clip(m.Sections), chat.Section{Text: inDirect})
	}
	return m
}

const (
	// Hurried is how long a person is made to wait for an answer when the
	// platform wants pauses.
	Hurried = 10 * time.Second
	// maxInsist bounds the attempts to show an answer that the platform does
	// not take.
	maxInsist = 3
	// insistPause is between two of them.
	insistPause = time.Second
)

// Insist shows an answer to a person, a few times if it has to. The worst that
// comes of it is that the same is said twice.
func (p *Poster) Insist(ctx context.Context, show func(context.Context) error) error {
	ctx, stop := context.WithTimeout(ctx, Hurried)
	defer stop()
	began := p.Book.Now()
	for i := 1; ; i++ {
		err := show(ctx)
		if err == nil {
			return nil
		}
		pause := insistPause
		if limited, ok := errors.AsType[*chat.RateLimited](err); ok {
			pause = limited.After
		} else if i == maxInsist || p.Wire.Refused(err) {
			return err
		}
		if p.Book.Now().Sub(began)+pause > Hurried {
			return err // it would come too late
		}
		if !Sleep(ctx, pause) {
			return err
		}
	}
}
