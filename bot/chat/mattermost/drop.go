package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// dropped reads a message with files, in a thread, out of an event.
func dropped(ev *model.WebSocketEvent) (*model.Post, bool) {
	text, _ := ev.GetData()["post"].(string)
	var q model.Post
	if json.Unmarshal([]byte(text), &q) != nil {
		return nil, false
	}
	return &q, isDrop(&q)
}

// isDrop reports whether a message brings files into a thread.
func isDrop(q *model.Post) bool { return len(q.FileIds) > 0 && q.RootId != "" && q.DeleteAt == 0 }

func dropOf(q *model.Post) adapter.Drop {
	return adapter.Drop{
		At: chat.Ref{Platform: Name, Channel: q.ChannelId, Message: q.Id, Thread: q.RootId}, User: q.UserId, Files: q.FileIds, When: q.CreateAt,
	}
}

// fetcher gets files from the server.
type fetcher struct{ *Platform }

var _ adapter.Fetcher = fetcher{}

// Infos implements adapter.Fetcher: in the order in which they were uploaded. The
// server sorts the ids of a message's files by their letters (a real server,
// 2026-11).
func (f fetcher) Infos(ctx context.Context, d adapter.Drop) ([]adapter.FileInfo, error) {
	var found []*model.FileInfo
	for _, id := range d.Files {
		info, resp, err := f.api.GetFileInfo(ctx, id)
		if err := failed(resp, err); errors.Is(err, chat.ErrNotFound) {
			continue
		} else if err != nil {
			return nil, err
		}
		found = append(found, info)
	}
	slices.SortStableFunc(found, func(a, b *model.FileInfo) int { return int(a.CreateAt - b.CreateAt) })
	var out []adapter.FileInfo
	for _, info := range found {
		out = append(out, adapter.FileInfo{ID: info.Id, Name: info.Name, Type: info.MimeType, Size: info.Size})
	}
	return out, nil
}

// Fetch implements adapter.Fetcher.
func (f fetcher) Fetch(ctx context.Context, info adapter.FileInfo) ([]byte, error) {
	data, resp, err := f.api.GetFile(ctx, info.ID)
	return data, failed(resp, err)
}
