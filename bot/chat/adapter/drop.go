package adapter

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"appealbot/bot/chat"
)

// A Drop is a message with files that somebody put into a thread.
type Drop struct {
	At    chat.Ref // the message; Thread says in which thread
	User  string
	Files []string // what the platform calls the files
	When  int64    // by the platform's clock, in milliseconds; 0: nobody knows
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
	// Fetch writes the bytes of a file from an offset on. chat.ErrNotFound
	// means that it was deleted meanwhile, an Unfetchable that it can never be
	// had.
	Fetch(ctx context.Context, f FileInfo, from int64, to io.Writer) error
}

// Unfetchable says that a file can never be had, and why, for an administrator.
type Unfetchable struct{ Why string }

// Error implements error.
func (e *Unfetchable) Error() string { return "the file cannot be fetched: " + e.Why }

const (
	// giveUp is how long files are tried to be fetched. What is missing holds
	// up how far everything was handled.
	giveUp = time.Hour
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
	Bounds  Bounds
	// May says whose files are taken; nil means everybody's. Whoever is in a
	// channel could fill the disk otherwise.
	May func(user string) bool
}

// stranger is what somebody is told whose files are not taken.
const stranger = "You are not on the department's list of people, so nothing of this was taken. Ask your administrator to add you to it."

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
	if ds.May != nil && !ds.May(d.User) {
		ds.People.Tell(ctx, e, chat.Message{Text: stranger, Tone: chat.Warning})
		return ds.note(root, d)
	}
	d.Files = d.Files[:min(len(d.Files), maxDropped)]
	files, why, err := ds.fetch(ctx, d)
	if err != nil {
		if why = ds.hopeless(d, err); why == "" {
			return err
		}
		ds.Poster.Book.Log.Warn("files not taken", "message", d.At.Message, "err", err)
	}
	if why != "" {
		ds.People.Tell(ctx, e, chat.Message{Text: why, Tone: chat.Warning})
	}
	if len(files) == 0 {
		return ds.note(root, d)
	}
	e.Upload.Files = files
	a, err := ds.Queue.work.Handle(ctx, e)
	if err != nil && a.Reply == nil {
		return err // nobody knows of it yet
	}
	if a.Reply != nil {
		ds.People.Tell(ctx, e, *a.Reply)
	}
	return ds.note(root, d)
}

// fetch gets the files of a message; why says why none of them is taken.
func (ds *Drops) fetch(ctx context.Context, d Drop) (files []chat.File, why string, err error) {
	infos, err := ds.Fetcher.Infos(ctx, d)
	if err != nil {
		return nil, "", fmt.Errorf("look at files: %w", err)
	}
	if why := ds.Bounds.Unfit(infos); why != "" {
		return nil, why, nil
	}
	files, err = ds.Bounds.Take(ctx, ds.Fetcher, infos)
	return files, "", err
}

// hopeless says what to tell whoever dropped files that are not to be had;
// nothing if they may be had later.
func (ds *Drops) hopeless(d Drop, err error) string {
	const say = "I could not fetch what you dropped here, and nothing was taken. Drop it once more."
	if never, ok := errors.AsType[*Unfetchable](err); ok {
		return say + " If that fails too, tell your administrator: " + never.Why + "."
	}
	if errors.Is(err, chat.ErrFull) { // to fetch it again would fill the disk again
		return "There is no room left on my disk for what you dropped here, and nothing was taken. Tell your administrator, and drop it once more then."
	}
	if d.When != 0 && ds.Poster.Book.now()-d.When > giveUp.Milliseconds() {
		return say
	}
	return ""
}

// unknownType is what platforms call a file of which they know nothing.
const unknownType = "application/octet-stream"

// Unfit says why files are not fetched; nothing if they are. What is neither a
// picture nor a video, nor captions of one, can be nothing of an appeal.
func (b Bounds) Unfit(infos []FileInfo) string {
	small, large := int64(0), int64(0)
	for _, f := range infos {
		name := OneLine(f.Name)
		if kind, _, _ := strings.Cut(f.Type, "/"); kind != "image" && kind != "video" && f.Type != "" && f.Type != unknownType && !isWords(f) {
			return fmt.Sprintf("%s is neither a picture nor a video, nor captions (.srt or .vtt). Nothing was taken.", name)
		}
		if b.held(f) {
			if large += f.Size; large > b.Held {
				return fmt.Sprintf("%s is too large: the videos of one message may have %d MB here together. Cut it, or save it with a lower quality, and drop it once more. Nothing was taken.",
					name, b.Held/1_000_000)
			}
			continue
		}
		if small += f.Size; f.Size > b.File || small > 2*b.File {
			return fmt.Sprintf("%s is too large: one file may have %d MB here and all together %d MB. Send a smaller copy. Nothing was taken.",
				name, b.File>>20, 2*b.File>>20)
		}
	}
	return ""
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
