package youtube

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strings"
	"time"

	"appealbot/bot/network"
)

const (
	maxPoster  = 2 << 20 // support.google.com/youtube/answer/72431, read 2026-11
	maxCaption = 10 << 20
)

// finish makes one step at a video that is there and private: what belongs to it,
// and then the wait until it can be watched.
func (a *Account) finish(ctx context.Context, at network.Attempt, c carried, m network.Media) network.Carried {
	n := needed(at)
	if !c.Thumb && m.Poster != nil {
		return a.thumb(ctx, c, m, n)
	}
	for i, t := range m.Video.Captions {
		if i < len(m.Captions) && m.Captions[i] != nil && !slices.Contains(c.Captions, t.Language) {
			return a.caption(ctx, c, m, i, n)
		}
	}
	if !c.Playlist && at.Part.Playlist != "" {
		return a.enlist(ctx, c, at.Part.Playlist, n)
	}
	return a.converted(ctx, c, n)
}

// thumb sets the still picture. Doing it twice does no harm. A channel that may
// set none is no reason not to publish.
func (a *Account) thumb(ctx context.Context, c carried, m network.Media, n need) network.Carried {
	c.Thumb = true
	data, err := network.ReadBlob(m.Poster, maxPoster)
	if err != nil {
		c.Notes = append(c.Notes, "The still picture is too large for YouTube, which chose one itself.")
		return c.got("The still picture is left out.", 0)
	}
	ans := a.do(ctx, call{
		method: http.MethodPost, path: "/upload/youtube/v3/thumbnails/set", query: url.Values{"videoId": {c.Video}, "uploadType": {"media"}},
		raw: data, kind: "image/jpeg", again: true, cost: costWrite, need: n,
	})
	switch {
	case ans.Outcome == network.Done:
		return c.got("YouTube has the still picture.", 0)
	case ans.Status == http.StatusForbidden && ans.Outcome == network.No && ans.Cause != network.Reconnect:
		c.Notes = append(c.Notes, "YouTube chose the still picture itself: a channel must be verified by phone before it may set one.")
		return c.got("YouTube lets the channel set no still picture.", 0)
	}
	c.Thumb = false
	return c.stopped(ans.Result)
}

// caption sends the captions in one language. That there are such captions
// already says that an earlier step sent them.
func (a *Account) caption(ctx context.Context, c carried, m network.Media, i int, n need) network.Carried {
	lang := m.Video.Captions[i].Language
	data, err := network.ReadBlob(m.Captions[i], maxCaption)
	if err != nil {
		return c.stopped(network.Result{
			Outcome: network.Never, Cause: network.Later, Note: fmt.Sprintf("The captions (%s) could not be read. It is tried again.", lang), Raw: err.Error(),
		})
	}
	raw, kind, err := related(wireCaption{wireCaptionSnippet{VideoID: c.Video, Language: lang}}, data, "text/vtt")
	if err != nil {
		return c.stopped(network.Result{Outcome: network.No, Note: "The captions could not be written down. Tell your administrator.", Raw: err.Error()})
	}
	ans := a.do(ctx, call{
		method: http.MethodPost, path: "/upload/youtube/v3/captions", query: url.Values{"part": {"snippet"}, "uploadType": {"multipart"}},
		raw: raw, kind: kind, cost: costCaptions, need: n,
	})
	if ans.Outcome != network.Done && !(ans.Status == http.StatusConflict && problemOf(ans).is("captionExists")) {
		if ans.Outcome == network.No && ans.Cause == network.Change {
			ans.Note = fmt.Sprintf("YouTube does not take the captions (%s). Look at the file, and attach it again. %s", lang, ans.Note)
		}
		return c.stopped(ans.Result)
	}
	c.Captions = append(slices.Clone(c.Captions), lang)
	return c.got(fmt.Sprintf("YouTube has the captions (%s).", lang), 0)
}

// related is a record with its file, as multipart/related (RFC 2387).
func related(record any, data []byte, kind string) (raw []byte, contentType string, err error) {
	meta, err := json.Marshal(record)
	if err != nil {
		return nil, "", err
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range []struct {
		kind string
		data []byte
	}{{"application/json; charset=UTF-8", meta}, {kind, data}} {
		part, err := w.CreatePart(textproto.MIMEHeader{"Content-Type": {p.kind}})
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write(p.data); err != nil {
			return nil, "", err
		}
	}
	err = w.Close()
	return b.Bytes(), "multipart/related; boundary=" + w.Boundary(), err
}

// enlist puts the video into the playlist unless it stands there. A playlist that
// is gone is no reason not to publish.
func (a *Account) enlist(ctx context.Context, c carried, list string, n need) network.Carried {
	var page wireList[wirePlaylistItem]
	ans, err := a.read(ctx, "/youtube/v3/playlistItems",
		url.Values{"part": {"contentDetails"}, "playlistId": {list}, "videoId": {c.Video}}, n, &page)
	c.Playlist = true
	switch {
	case ans.Status == http.StatusNotFound && problemOf(ans).is("playlistNotFound"):
		c.Notes = append(c.Notes, "The playlist is gone, so the video is in none. Ask your administrator to correct the account's settings.")
		return c.got("The playlist is gone.", 0)
	case err != nil:
		c.Playlist = false
		return c.stopped(failed(ans, err))
	case page.Kind != "youtube#playlistItemListResponse":
		c.Playlist = false
		return c.stopped(ans.Garbled(errors.New("read answer: it is no list")))
	case len(page.Items) > 0:
		return c.got("The video is in the playlist.", 0)
	}
	ans = a.do(ctx, call{
		method: http.MethodPost, path: "/youtube/v3/playlistItems", query: url.Values{"part": {"snippet"}}, cost: costWrite, need: n,
		body: wirePlaylistItem{Snippet: &wirePlaylistSnippet{PlaylistID: list, Resource: wireResource{Kind: "youtube#video", VideoID: c.Video}}},
	})
	if ans.Outcome == network.Done {
		return c.got("The video is in the playlist.", 0)
	}
	if ans.Outcome == network.No && ans.Cause != network.Reconnect {
		c.Notes = append(c.Notes, "YouTube did not put the video into the playlist. Do it in YouTube Studio.")
		return c.got("The video is in no playlist.", 0)
	}
	c.Playlist = false
	return c.stopped(ans.Result)
}

// converted looks whether the video can be watched.
func (a *Account) converted(ctx context.Context, c carried, n need) network.Carried {
	vs, ans, err := a.videos(ctx, []string{c.Video}, "status,processingDetails", n)
	if err != nil {
		return c.stopped(failed(ans, err))
	}
	if len(vs) == 0 {
		return c.stopped(no(network.Permanent, "YouTube does not have the video any more. Somebody may have deleted it in YouTube Studio. Publish the appeal again."))
	}
	v := vs[0]
	if v.ID != c.Video || v.Status == nil {
		return c.stopped(ans.Garbled(errors.New("read answer: it is not the video that was asked for")))
	}
	switch v.Status.Upload {
	case "processed":
		out := c.stopped(network.Result{Outcome: network.Done, Remote: c.Video, URL: address(c.Video), Note: strings.Join(c.Notes, " "), Raw: ans.Raw})
		out.Sent = c.Size
		return out
	case "failed":
		return c.stopped(no(network.Change, "YouTube could not convert the video: "+failure(v.Status.Failure)+". Use another one."))
	case "rejected":
		return c.stopped(no(network.Change, "YouTube rejected the video: "+rejection(v.Status.Rejection)+"."))
	case "deleted":
		return c.stopped(no(network.Permanent, "Somebody deleted the video in YouTube Studio. Publish the appeal again."))
	case "uploaded":
	default:
		return c.stopped(ans.Garbled(errors.New("read answer: the video is in no state")))
	}
	note, wait := "YouTube converts the video.", 15*time.Second
	if p := v.Processing; p != nil && p.Status == "failed" {
		return c.stopped(no(network.Change, "YouTube could not convert the video: "+failure(p.Failure)+". Use another one."))
	} else if p != nil && p.Progress != nil {
		if total, done := number(p.Progress.Total), number(p.Progress.Processed); total > 0 {
			note = fmt.Sprintf("YouTube converts the video: %d %%.", min(done, total)*100/total)
		}
		wait = time.Duration(min(number(p.Progress.Left), 60_000)) * time.Millisecond
	}
	return c.got(note, min(max(wait, 5*time.Second), 30*time.Second))
}

// failure is why a video could not be converted, in words.
func failure(reason string) string {
	switch reason {
	case "codec":
		return "it is written in a way that YouTube does not know"
	case "emptyFile", "tooSmall":
		return "there is nothing in it"
	case "invalidFile":
		return "it is no video, or it is damaged"
	case "uploadAborted", "uploadFailed":
		return "it did not arrive whole"
	default:
		return "it did not say why"
	}
}

// rejection is why YouTube does not show a video, in words.
func rejection(reason string) string {
	switch reason {
	case "copyright", "claim", "trademark":
		return "somebody else has rights in what is seen or heard in it"
	case "duplicate":
		return "it is there already. Look for it in YouTube Studio, and delete one of them"
	case "inappropriate", "termsOfUse":
		return "it breaks YouTube's rules. See in YouTube Studio which, and object to it there"
	case "legal":
		return "for a legal reason. See YouTube Studio"
	case "length":
		return "it is too long for this channel. A channel that is verified by phone may publish longer ones"
	case "uploaderAccountSuspended", "uploaderAccountClosed":
		return "the channel is suspended or closed"
	default:
		return "it did not say why. See YouTube Studio"
	}
}
