package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

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
func (f fetcher) Fetch(ctx context.Context, info adapter.FileInfo, from int64, to io.Writer) error {
	if !model.IsValidId(info.ID) {
		return fmt.Errorf("fetch it: %w", chat.ErrNotFound)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.o.URL+"/api/v4/files/"+info.ID, nil)
	if err != nil {
		return fmt.Errorf("ask for a file: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+f.o.Token)
	if from > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	// The transport itself: a redirect is an answer here too, and a token does
	// not go where somebody else points.
	resp, err := f.o.Transport.RoundTrip(req)
	if err != nil {
		return fmt.Errorf("ask mattermost: %w", err)
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusPartialContent:
		if from == 0 || !strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", from)) {
			return errors.New("mattermost sends another part of the file than was asked for")
		}
		from = 0
	case http.StatusOK:
	default:
		return refusal(resp)
	}
	return adapter.CopyFrom(to, resp.Body, from)
}

// refusal is why a request was not answered with a file.
func refusal(resp *http.Response) error {
	err := model.AppErrorFromJSON(io.LimitReader(resp.Body, maxWhy<<4))
	if err == nil {
		err = errors.New("it sends no file")
	}
	return failed(model.BuildResponse(resp), err)
}
