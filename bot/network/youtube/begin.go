package youtube

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"appealbot/bot/network"
)

// begin begins an upload: no byte of the video is sent before its address is
// remembered. Uploads that were begun and not remembered end by themselves.
func (a *Account) begin(ctx context.Context, at network.Attempt, m network.Media) network.Carried {
	c := carried{Size: m.Blob.Size()}
	if d := a.ledger.wait(a.price(m), 1, needed(at)); d > 0 {
		return c.stopped(a.usedUp(d))
	}
	q := url.Values{"uploadType": {"resumable"}, "part": {"snippet,status"}, "notifySubscribers": {strconv.FormatBool(!a.o.Quiet)}}
	status := published("private")
	ans := a.do(ctx, call{
		method: http.MethodPost, path: "/upload/youtube/v3/videos", query: q, uploads: 1, need: needed(at),
		body: wireVideo{Snippet: a.snippet(at), Status: &status},
		header: http.Header{
			"X-Upload-Content-Length": {strconv.FormatInt(c.Size, 10)}, "X-Upload-Content-Type": {m.Type},
		},
	})
	if ans.Outcome != network.Done {
		return c.stopped(ans.Result)
	}
	to := ans.Header.Get("Location")
	if !a.ours(to) {
		return c.stopped(network.Result{
			Outcome: network.Never, Cause: network.Later, Raw: "the upload would go elsewhere",
			Note: "YouTube's answer names no address of its own for the upload. It is tried again.",
		})
	}
	c.Session = to
	a.know(to, true)
	return c.got("YouTube takes the video.", 0)
}

// price is about what a whole post costs besides its upload: what is begun is to
// be finished on the same day.
func (a *Account) price(m network.Media) int {
	n := costWrite + 20*costRead
	if m.Poster != nil {
		n += costWrite
	}
	if a.o.Playlist != "" {
		n += costWrite
	}
	return n + costCaptions*len(m.Captions)
}

// snippet is what the public reads of a video.
func (a *Account) snippet(at network.Attempt) *wireSnippet {
	return &wireSnippet{
		Title: at.Part.Title, Description: at.Part.Text, Tags: at.Part.Tags, Category: a.o.Category, Language: at.Post.Language,
	}
}

// published is the whole status of a video: a part of a status that is left out of
// an update is reset.
func published(privacy string) wireStatus {
	yes, kids := true, false
	return wireStatus{Privacy: privacy, License: "youtube", Embeddable: &yes, Stats: &yes, Kids: &kids}
}

// ours reports whether an address is one at which YouTube takes uploads. Nothing
// is sent anywhere else, whatever an answer says.
func (a *Account) ours(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || len(address) > 4000 || u.Scheme != a.api.Scheme ||
		!strings.HasPrefix(u.Path, "/upload/youtube/") && !strings.HasPrefix(u.Path, "/resumable/upload/youtube/") {
		return false
	}
	const google = ".googleapis.com"
	return u.Host == a.api.Host || strings.HasSuffix(a.api.Host, google) && strings.HasSuffix(u.Host, google)
}
