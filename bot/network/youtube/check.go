package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
)

// perLook is how many comments, threads or videos YouTube tells about at once.
const perLook = 50

// Check implements network.Checker.
func (a *Account) Check(ctx context.Context, remotes []string) (network.Page, error) {
	ids := slices.DeleteFunc(slices.Clone(remotes), func(s string) bool { return !aComment.MatchString(s) })
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	var out network.Page
	for some := range slices.Chunk(ids[:min(len(ids), 100)], perLook) {
		found, err := a.comments(ctx, some)
		if err != nil {
			return network.Page{}, errPage(err)
		}
		out.Reads += len(found)
		under, err := a.under(ctx, found)
		if err != nil {
			return network.Page{}, errPage(err)
		}
		for _, id := range some {
			i := slices.IndexFunc(found, func(c read) bool { return c.ID == id })
			switch {
			case i >= 0 && found[i].Snippet.Updated.After(found[i].Snippet.Published):
				video, parent := under[thread(id)], thread(id)
				if parent == id {
					parent = video
				}
				it, err := item(found[i], video, parent)
				if err != nil {
					return network.Page{}, errPage(err)
				}
				it.Kind = network.ItemEdited
				out.Items = append(out.Items, it)
			case i < 0 && !a.hidden.has(id):
				out.Items = append(out.Items, network.Item{Kind: network.ItemGone, Remote: id, Reply: bot.ReplyAnswer})
			}
		}
	}
	return out, nil
}

// comments asks for comments by their ids; what is not there is left out.
func (a *Account) comments(ctx context.Context, ids []string) ([]read, error) {
	var page wireList[json.RawMessage]
	_, err := a.read(ctx, "/youtube/v3/comments", url.Values{
		"part": {"id,snippet"}, "id": {strings.Join(ids, ",")}, "textFormat": {"plainText"},
	}, reading, &page)
	if err != nil {
		return nil, err
	}
	if page.Kind != "youtube#commentListResponse" {
		return nil, errors.New("read answer: it is no list of comments")
	}
	out := make([]read, len(page.Items))
	for i, raw := range page.Items {
		if out[i], err = readComment(raw); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// under says below which videos the threads stand in which comments were edited.
// YouTube does not say that of a comment that is asked for by its id.
func (a *Account) under(ctx context.Context, found []read) (map[string]string, error) {
	out := make(map[string]string)
	var ask []string
	for _, c := range found {
		top := thread(c.ID)
		switch {
		case !c.Snippet.Updated.After(c.Snippet.Published):
		case aVideo.MatchString(c.Snippet.VideoID):
			out[top] = c.Snippet.VideoID
		case !slices.Contains(ask, top):
			ask = append(ask, top)
		}
	}
	if len(ask) == 0 {
		return out, nil
	}
	var page wireList[wireThread]
	if _, err := a.read(ctx, "/youtube/v3/commentThreads", url.Values{
		"part": {"id,snippet"}, "id": {strings.Join(ask, ",")}, "textFormat": {"plainText"},
	}, reading, &page); err != nil {
		return nil, err
	}
	for _, t := range page.Items {
		if aVideo.MatchString(t.Snippet.VideoID) {
			out[t.ID] = t.Snippet.VideoID
		}
	}
	return out, nil
}

// Counts implements network.Counter.
func (a *Account) Counts(ctx context.Context, remotes []string) (map[string]bot.Counts, error) {
	ids := slices.DeleteFunc(slices.Clone(remotes), func(s string) bool { return !aVideo.MatchString(s) })
	out := make(map[string]bot.Counts)
	now := a.o.Now().UTC()
	for some := range slices.Chunk(ids[:min(len(ids), 100)], perLook) {
		vs, _, err := a.videos(ctx, some, "statistics", reading)
		if err != nil {
			return nil, err
		}
		for _, v := range vs {
			if s := v.Statistics; s != nil && slices.Contains(some, v.ID) {
				out[v.ID] = bot.Counts{At: now, Replies: bounded(s.Comments), Likes: bounded(s.Likes), Views: bounded(s.Views)}
			}
		}
	}
	return out, nil
}
