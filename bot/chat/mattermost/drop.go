package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// A drop is a message with files that somebody put into a thread of the bot.
type drop struct {
	post *model.Post
	done func()
}

// dropped reads a message with files out of an event.
func dropped(ev *model.WebSocketEvent) (*model.Post, bool) {
	text, _ := ev.GetData()["post"].(string)
	var q model.Post
	if json.Unmarshal([]byte(text), &q) != nil {
		return nil, false
	}
	return &q, len(q.FileIds) > 0 && q.RootId != ""
}

// takeFiles gives files to the handler, one message after the other.
func (r *run) takeFiles(ctx context.Context) {
	for {
		select {
		case d := <-r.drops:
			r.try("files", func() error { return r.drop(r.ctx, d.post) })
			if d.done != nil {
				d.done()
			}
		case <-ctx.Done():
			return
		}
	}
}

// drop fetches the files of a message and gives them to the handler. Size and
// number are looked at before anything is fetched.
func (r *run) drop(ctx context.Context, q *model.Post) error {
	p := r.p
	if q.UserId == p.me() || q.RootId == "" || len(q.FileIds) == 0 || q.DeleteAt != 0 {
		return nil
	}
	rec, err := p.record(ctx, q.RootId)
	if errors.Is(err, chat.ErrNotFound) {
		return nil // between officers
	} else if err != nil || slices.Contains(rec.Drops, q.Id) {
		return err
	}
	e := chat.Event{
		ID: "upload:" + q.Id, User: q.UserId, Zone: p.zone(ctx, q.UserId),
		At: chat.Ref{Platform: Name, Channel: rec.Channel, Message: q.Id, Thread: q.RootId},
	}
	u := &chat.Upload{}
	e.Upload = u
	infos, err := p.fileInfos(ctx, q.FileIds[:min(len(q.FileIds), maxFiles)])
	if err != nil {
		return err
	}
	total := int64(0)
	for _, info := range infos {
		if total += info.Size; info.Size > MaxFile || total > 2*MaxFile {
			r.tell(ctx, e, chat.Message{
				Text: fmt.Sprintf("%s is too large: one file may have %d MB here and all together %d MB. Send a smaller copy. Nothing was taken.",
					oneLine(info.Name), MaxFile>>20, 2*MaxFile>>20),
				Tone: chat.Warning,
			})
			return p.noteDrop(q)
		}
	}
	for _, info := range infos {
		data, resp, err := p.api.GetFile(ctx, info.Id)
		if err := failed(resp, err); err != nil {
			return fmt.Errorf("fetch file: %w", err)
		}
		u.Files = append(u.Files, chat.File{Name: fileName(info.Name), Type: info.MimeType, Data: slices.Clip(data)})
	}
	if len(u.Files) == 0 {
		return p.noteDrop(q)
	}
	a, err := r.handle(ctx, e)
	if err != nil && a.Reply == nil {
		return err // nobody knows of it yet
	}
	if a.Reply != nil {
		r.tell(ctx, e, *a.Reply)
	}
	return p.noteDrop(q)
}

// noteDrop keeps that the files of a message were handled: a backfill finds
// those of the last minutes again.
func (p *Platform) noteDrop(q *model.Post) error {
	_, err := p.note(q.RootId, func(rec *posted) {
		rec.Drops = append(rec.Drops, q.Id)
		rec.Drops = rec.Drops[max(0, len(rec.Drops)-maxDrops):]
	})
	return err
}

// fileInfos are what the server says of files, in the order in which they were
// uploaded: it sorts the ids of a message's files by their letters (a real
// server, 2026-11). Those that were deleted meanwhile are left out.
func (p *Platform) fileInfos(ctx context.Context, ids []string) ([]*model.FileInfo, error) {
	var out []*model.FileInfo
	for _, id := range ids {
		info, resp, err := p.api.GetFileInfo(ctx, id)
		if err := failed(resp, err); errors.Is(err, chat.ErrNotFound) {
			continue
		} else if err != nil {
			return nil, fmt.Errorf("look at file: %w", err)
		}
		out = append(out, info)
	}
	slices.SortStableFunc(out, func(a, b *model.FileInfo) int { return int(a.CreateAt - b.CreateAt) })
	return out, nil
}
