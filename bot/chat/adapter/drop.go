package adapter

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"appealbot/bot/chat"
)

// A Drop is a message with files that somebody put into a thread.
type Drop struct {
	At    chat.Ref // the message; Thread says in which thread
	User  string
	Files []string // what the platform calls the files
}

// A FileInfo is what a platform says of a file before it is fetched.
type FileInfo struct {
	ID   string
	Name string
	Type string
	Size int64
}

// A Fetcher gets files from a platform.
type Fetcher interface {
	// Infos are what the platform says of files, in the order in which people
	// see them. Those that were deleted meanwhile are left out.
	Infos(ctx context.Context, d Drop) ([]FileInfo, error)
	// Fetch returns the bytes of a file.
	Fetch(ctx context.Context, f FileInfo) ([]byte, error)
}

const (
	// maxDrops bounds how many messages with files are remembered of a
	// thread. Only those of the last minutes come again (see Overlap).
	maxDrops = 100
	// maxDropped bounds how many files of one message are looked at.
	maxDropped = 10
)

// Drops gives files to the handler, one message after the other.
type Drops struct {
	Queue   *Queue
	Poster  *Poster
	People  People
	Fetcher Fetcher
	// MaxFile is how many bytes a file may have; all of a message together
	// may have twice as many.
	MaxFile int64
}

// Add has the files of a message taken when their turn comes.
func (ds *Drops) Add(ctx context.Context, d Drop) {
	ds.Queue.Add(ctx, func(ctx context.Context) error { return ds.drop(ctx, d) })
}

// drop fetches the files of a message and gives them to the handler. Size and
// number are looked at before anything is fetched.
func (ds *Drops) drop(ctx context.Context, d Drop) error {
	if d.User == ds.People.Me() || d.At.Thread == "" || len(d.Files) == 0 {
		return nil
	}
	root := chat.Ref{Platform: ds.Poster.Book.Platform, Channel: d.At.Channel, Message: d.At.Thread}
	rec, err := ds.Poster.Record(ctx, root)
	if errors.Is(err, chat.ErrNotFound) {
		return nil // between officers
	} else if err != nil || slices.Contains(rec.Drops, d.At.Message) {
		return err
	}
	e := chat.Event{
		ID: "upload:" + ds.Poster.Wire.Name(d.At), User: d.User, Zone: ds.People.Zone(ctx, d.User),
		At:     chat.Ref{Platform: root.Platform, Channel: rec.Channel, Message: d.At.Message, Thread: d.At.Thread},
		Upload: &chat.Upload{},
	}
	d.Files = d.Files[:min(len(d.Files), maxDropped)]
	infos, err := ds.Fetcher.Infos(ctx, d)
	if err != nil {
		return fmt.Errorf("look at files: %w", err)
	}
	if f := ds.tooLarge(infos); f != nil {
		ds.People.Tell(ctx, e, chat.Message{
			Text: fmt.Sprintf("%s is too large: one file may have %d MB here and all together %d MB. Send a smaller copy. Nothing was taken.",
				OneLine(f.Name), ds.MaxFile>>20, 2*ds.MaxFile>>20),
			Tone: chat.Warning,
		})
		return ds.note(root, d)
	}
	for _, f := range infos {
		data, err := ds.Fetcher.Fetch(ctx, f)
		if err != nil {
			return fmt.Errorf("fetch file: %w", err)
		}
		e.Upload.Files = append(e.Upload.Files, chat.File{Name: FileName(f.Name), Type: f.Type, Data: slices.Clip(data)})
	}
	if len(infos) == 0 {
		return ds.note(root, d)
	}
	a, err := ds.Queue.work.Handle(ctx, e)
	if err != nil && a.Reply == nil {
		return err // nobody knows of it yet
	}
	if a.Reply != nil {
		ds.People.Tell(ctx, e, *a.Reply)
	}
	return ds.note(root, d)
}

// tooLarge returns the file with which it is too much, if it is.
func (ds *Drops) tooLarge(infos []FileInfo) *FileInfo {
	total := int64(0)
	for _, f := range infos {
		if total += f.Size; f.Size > ds.MaxFile || total > 2*ds.MaxFile {
			return &f
		}
	}
	return nil
}

// note keeps that the files of a message were handled: a backfill finds those
// of the last minutes again.
func (ds *Drops) note(root chat.Ref, d Drop) error {
	_, err := ds.Poster.Book.Note(ds.Poster.Wire.Name(root), func(rec *Posted) {
		rec.Drops = append(rec.Drops, d.At.Message)
		rec.Drops = rec.Drops[max(0, len(rec.Drops)-maxDrops):]
	})
	return err
}
