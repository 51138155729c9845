package mattermost

import (
	"context"
	"net/http"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Own implements adapter.Wire.
func (w wire) Own() int { return maxFiles }

// Batch implements adapter.Wire.
func (w wire) Batch() int { return maxFiles }

// Attach implements adapter.Wire: files come with a message that has its key like
// any other.
func (w wire) Attach(ctx context.Context, s adapter.Slot, files []chat.File, _ func([]string) error) (adapter.Made, error) {
	l := leaf{text: adapter.ShownWith, files: files}
	for _, f := range files {
		l.text += "\n" + escape(adapter.Caption(f))
	}
	return w.create(ctx, s, l)
}

// Attached implements adapter.Wire.
func (w wire) Attached(ctx context.Context, s adapter.Slot, _ []string, since int64) (*adapter.Made, error) {
	return w.Find(ctx, s, since)
}

// upload puts files on the server and returns their ids. A file that the server
// does not take is named in the notes instead: it must not keep the words from
// being seen.
func (p *Platform) upload(ctx context.Context, channel string, files []chat.File) (ids []string, notes string, err error) {
	for _, f := range files {
		if len(f.Data) == 0 {
			continue
		}
		up, resp, err := p.api.UploadFile(ctx, f.Data, channel, adapter.FileName(f.Name))
		err = failed(resp, err)
		switch s := status(err); {
		case err == nil && len(up.FileInfos) > 0:
			ids = append(ids, up.FileInfos[0].Id)
		case err == nil, s == http.StatusRequestEntityTooLarge, s == http.StatusNotImplemented:
			p.o.Log.Warn("file not taken", "channel", channel, "bytes", len(f.Data), "err", err)
			notes += "\n" + escape("The file "+adapter.OneLine(f.Name)+" could not be attached: the server takes no such file.")
		default:
			return nil, "", err
		}
	}
	return ids, notes, nil
}
