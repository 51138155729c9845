package youtube

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"appealbot/bot/network"
)

// Watch implements network.Watcher. It asks YouTube's oEmbed service, which shows a
// video to everybody as other websites show it (oembed.com), without credentials
// and for no quota. The service knows no descriptions, so the words are not
// compared.
func (a *Account) Watch(ctx context.Context, remote string) (network.Sight, error) {
	if !aVideo.MatchString(remote) {
		if aComment.MatchString(remote) {
			return network.Sight{}, errors.New("what the public sees of a comment on YouTube cannot be told")
		}
		return network.Sight{}, errors.New("look at a video as the public: it has no id of this network")
	}
	ans := a.http.Do(ctx, network.Request{
		Method: http.MethodGet, Header: http.Header{"Accept": {"application/json"}}, Endpoint: "GET oembed",
		URL: a.o.OEmbed + "?" + url.Values{"url": {"https://www.youtube.com/watch?v=" + remote}, "format": {"json"}}.Encode(),
	})
	switch ans.Status {
	case http.StatusNotFound, http.StatusBadRequest:
		return network.Sight{}, nil
	case http.StatusUnauthorized, http.StatusForbidden: // not to be embedded, or private
		return network.Sight{Hidden: true}, nil
	}
	if err := ans.Err(); err != nil {
		return network.Sight{}, err
	}
	var out struct {
		Type string `json:"type"`
	}
	if err := ans.JSON(&out); err != nil {
		return network.Sight{}, err
	}
	if out.Type != "video" {
		return network.Sight{}, errors.New("look at a video as the public: the answer is not about a video")
	}
	return network.Sight{Public: true}, nil
}
