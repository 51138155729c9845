package youtube

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"appealbot/bot/network"
)

var _ network.Lister = (*Account)(nil)

// ownPace is how often the channel is looked through: each look takes two units of
// the day's quota.
const ownPace = 15 * time.Minute

// Own implements network.Lister: the newest uploads of the channel that others can
// see (developers.google.com/youtube/v3/docs/playlistItems/list, read 2026-11). The
// API lists neither posts in the Community tab nor what the channel commented.
func (a *Account) Own(ctx context.Context, _ time.Time) (network.Own, error) {
	list, err := a.uploadsOf(ctx)
	if err != nil {
		return network.Own{}, fmt.Errorf("look through own videos: %w", err)
	}
	q := url.Values{"part": {"contentDetails"}, "playlistId": {list}, "maxResults": {fmt.Sprint(network.OwnPage)}}
	ids, _, _, err := a.uploadPage(ctx, q, reading)
	if err != nil {
		return network.Own{}, fmt.Errorf("look through own videos: %w", err)
	}
	vs, _, err := a.videos(ctx, ids, "snippet,status", reading)
	if err != nil {
		return network.Own{}, fmt.Errorf("look through own videos: %w", err)
	}
	var out network.Own
	for _, v := range vs {
		if v.Snippet == nil || v.Status == nil || v.Snippet.Published == nil || !slices.Contains(ids, v.ID) {
			return network.Own{}, errors.New("look through own videos: one lacks what was asked for")
		}
		if v.Status.Privacy == "private" {
			continue
		}
		out.Posts = append(out.Posts, network.OwnPost{
			Remote: v.ID, URL: address(v.ID), Title: v.Snippet.Title, Text: v.Snippet.Description, At: v.Snippet.Published.UTC(),
		})
	}
	slices.SortStableFunc(out.Posts, func(a, b network.OwnPost) int { return b.At.Compare(a.At) })
	return out, nil
}

// uploadPage reads one page of the channel's uploads, the newest first.
func (a *Account) uploadPage(ctx context.Context, q url.Values, n need) (ids []string, next string, ans network.Answer, err error) {
	var page wireList[wirePlaylistItem]
	ans, err = a.read(ctx, "/youtube/v3/playlistItems", q, n, &page)
	if err == nil && page.Kind != "youtube#playlistItemListResponse" {
		err = errors.New("read answer: it is no list of uploads")
	}
	if err != nil {
		return nil, "", ans, err
	}
	for _, it := range page.Items {
		if it.Content != nil && aVideo.MatchString(it.Content.VideoID) {
			ids = append(ids, it.Content.VideoID)
		}
	}
	return ids, page.Next, ans, nil
}
