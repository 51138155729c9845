package slack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Limits of a file that the bot shows (docs.slack.dev, files.getUploadURLExternal,
// 2026-11).
const (
	filesAtOnce = 10
	maxAlt      = 1000
)

// Own implements adapter.Filer: on Slack a message is posted with its files or
// with its blocks.
func (wire) Own() int { return 0 }

// Batch implements adapter.Filer.
func (wire) Batch() int { return filesAtOnce }

// Attach implements adapter.Filer. A file is put up first, which shows it to
// nobody, and then shown; what it is called is noted in between.
func (w wire) Attach(ctx context.Context, s adapter.Slot, files []chat.File, note func([]string) error) (adapter.Made, error) {
	root, err := w.root(ctx, s.Channel, s.Thread)
	if err != nil {
		return adapter.Made{}, err
	}
	var words strings.Builder
	words.WriteString(adapter.ShownWith)
	var up []slack.FileSummary
	var trace []string
	for _, f := range files {
		if len(f.Data) == 0 {
			continue
		}
		words.WriteString("\n" + adapter.Caption(f))
		id, err := w.put(ctx, f)
		switch {
		case err == nil:
			up = append(up, slack.FileSummary{ID: id, Title: adapter.FileName(f.Name)})
			trace = append(trace, id)
		case isNoFile(err):
			// It must not keep the rest from being seen.
			w.p.o.Log.Warn("file not taken", "channel", s.Channel, "bytes", len(f.Data), "err", err)
			words.WriteString(" (could not be attached: Slack takes no such file)")
		default:
			return adapter.Made{}, fmt.Errorf("put up file: %w", err)
		}
	}
	if len(up) == 0 {
		return w.Create(ctx, s, chat.Message{Text: words.String()}, 0)
	}
	if err := note(trace); err != nil {
		return adapter.Made{}, err
	}
	_, err = w.p.api.CompleteUploadExternalContext(inChannel(ctx, s.Channel), slack.CompleteUploadExternalParameters{
		Files: up, Channel: s.Channel, ThreadTimestamp: root, Blocks: slack.Blocks{BlockSet: []slack.Block{
			// As blocks, because the comment is read as markup, and links what it likes.
			rich(adapter.Digest(s.Key), []span{{text: adapter.Cut(adapter.Readable(words.String()), maxLead)}}),
		}},
	})
	if err := failed(err); err != nil {
		return adapter.Made{}, fmt.Errorf("show files: %w", w.p.why(s.Channel, err))
	}
	return adapter.Made{Channel: s.Channel, Root: root, At: w.p.door.clock().UnixMilli()}, nil
}

// put puts a file up and returns its id.
func (w wire) put(ctx context.Context, f chat.File) (string, error) {
	ctx = fileRequest(ctx)
	name, alt := adapter.FileName(f.Name), adapter.OneLine(f.Alt)
	if utf8.RuneCountInString(alt) > maxAlt {
		alt = adapter.Cut(alt, maxAlt)
	}
	to, err := w.p.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: name, FileSize: len(f.Data), AltTxt: alt})
	if err := failed(err); err != nil {
		return "", err
	}
	err = w.p.api.UploadToURL(ctx, slack.UploadToURLParameters{UploadURL: to.UploadURL, Reader: bytes.NewReader(f.Data), Filename: name})
	return to.FileID, failed(err)
}

// isNoFile reports whether Slack takes no such file at all.
func isNoFile(err error) bool {
	switch code(err) {
	case "file_upload_size_restricted", "file_uploads_disabled", "file_uploads_except_images_disabled", "blocked_file_type", "invalid_file_type", "unsupported_file_type", "malware_detected", "over_file_size_limit":
		return true
	}
	e, ok := errors.AsType[slack.StatusCodeError](err)
	return ok && e.Code == 413
}

// Attached implements adapter.Filer: a file that was shown says where.
func (w wire) Attached(ctx context.Context, s adapter.Slot, trace []string, since int64) (*adapter.Made, error) {
	if len(trace) == 0 {
		return w.Find(ctx, s, since) // words in place of files, if anything
	}
	for _, id := range trace {
		f, _, _, err := w.p.api.GetFileInfoContext(ctx, id, 0, 0)
		if err := failed(err); errors.Is(err, chat.ErrNotFound) {
			continue // never finished
		} else if err != nil {
			return nil, fmt.Errorf("look at file: %w", err)
		}
		if shared(f, s.Channel) {
			return &adapter.Made{Channel: s.Channel, Root: s.Thread}, nil
		}
		if w.p.o.Now().Sub(time.UnixMilli(since).Add(adapter.Skew)) < shareTime {
			return nil, errNotShared
		}
	}
	return nil, nil //nolint:nilnil // there certainly is none
}

// shareTime is how long after Slack said yes a file may be shown. Slack does so
// in its own time (docs.slack.dev, files.completeUploadExternal, 2026-11).
const shareTime = time.Minute

// errNotShared says that a file may be about to be shown.
var errNotShared = errors.New("slack has the file and does not show it yet")

// shared reports whether a file is shown in a channel.
func shared(f *slack.File, channel string) bool {
	all := append(append([]string{}, f.Channels...), append(f.Groups, f.IMs...)...)
	for id := range f.Shares.Public {
		all = append(all, id)
	}
	for id := range f.Shares.Private {
		all = append(all, id)
	}
	return strings.Contains(" "+strings.Join(all, " ")+" ", " "+channel+" ")
}
