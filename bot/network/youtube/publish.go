package youtube

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
)

// unaudited is what to do about a project that Google has not audited.
const unaudited = "YouTube keeps the video private, because Google has not audited the department's project. Ask Google for an audit " +
	"(support.google.com/youtube/contact/yt_api_form), or make the video public by hand in YouTube Studio and press Try again."

// Publish implements network.Publisher: it makes the video public that was carried,
// which can be said twice, and looks whether it is.
func (a *Account) Publish(ctx context.Context, at network.Attempt) network.Result {
	if !a.Carries(at.Part) {
		return a.comment(ctx, at)
	}
	c, err := parseCarried(at.Carried)
	if err != nil || c.Video == "" {
		return network.Result{
			Outcome: network.Never, Cause: network.Later, Raw: "not carried",
			Note: "The video is not on YouTube yet. It is sent first.",
		}
	}
	was, res := a.look(ctx, c.Video, "snippet,status")
	switch {
	case res.Outcome == network.Never: // it is not there
		return gone()
	case res.Outcome == network.Maybe: // of the question; nothing was made public
		res.Outcome = network.Never
		return res
	case was.Status.Privacy == "public": // whatever was changed since then
		res.Note = strings.Join(c.Notes, " ")
		return res
	case was.Snippet == nil || !same(was.Snippet.Title, at.Part.Title) || !same(was.Snippet.Description, at.Part.Text):
		return otherWords()
	}
	status := published("public")
	ans := a.do(ctx, call{
		method: http.MethodPut, path: "/youtube/v3/videos", query: url.Values{"part": {"status"}}, again: true, cost: costWrite, need: urgent,
		body: wireVideo{ID: c.Video, Status: &status},
	})
	if ans.Outcome != network.Done {
		return ans.Result
	}
	var v wireVideo
	if err := ans.JSON(&v); err != nil {
		return ans.Garbled(err)
	}
	if v.ID != c.Video || v.Status == nil {
		return ans.Garbled(errors.New("read answer: it is not the video that was published"))
	}
	v, res = a.look(ctx, c.Video, "status")
	switch {
	case res.Outcome == network.Never: // it is not there
		return gone()
	case res.Outcome != network.Done:
		return res
	case v.Status.Privacy != "public":
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: unaudited, Raw: "privacyStatus " + v.Status.Privacy}
	}
	res.Note = strings.Join(c.Notes, " ")
	return res
}

// gone says that the video that was carried is not there.
func gone() network.Result {
	return no(network.Permanent, "YouTube does not have the video any more. Somebody may have deleted it in YouTube Studio. Publish the appeal again.")
}

// otherWords says that the video that was carried does not say what was approved.
func otherWords() network.Result {
	return no(network.Change, "The private video on YouTube has another title or description than was approved: somebody changed it in YouTube Studio, or YouTube did. "+
		"It was not made public. Look at it there, and publish the appeal again.")
}

// look looks at these parts of a video as its owner: Done where it is there, Never
// where it is not, Maybe where nobody can tell.
func (a *Account) look(ctx context.Context, video, parts string) (wireVideo, network.Result) {
	vs, ans, err := a.videos(ctx, []string{video}, parts, urgent)
	if err != nil {
		return wireVideo{}, maybe(failed(ans, err))
	}
	if len(vs) == 0 {
		return wireVideo{}, network.Result{
			Outcome: network.Never, Cause: network.Later, Raw: ans.Raw, Note: "YouTube does not have this video.",
		}
	}
	if vs[0].ID != video || vs[0].Status == nil || vs[0].Status.Privacy == "" {
		return wireVideo{}, ans.Garbled(errors.New("read answer: it is not the video that was asked for"))
	}
	return vs[0], network.Result{Outcome: network.Done, Remote: video, URL: address(video), Raw: ans.Raw}
}

// Find implements network.Publisher. A video that is there and not public is
// absent: to publish it again has the effect of publishing it once.
func (a *Account) Find(ctx context.Context, at network.Attempt) network.Result {
	if !a.Carries(at.Part) {
		return a.findComment(ctx, at)
	}
	c, err := parseCarried(at.Carried)
	if err != nil || c.Video == "" {
		return network.Result{Outcome: network.Never, Cause: network.Later, Raw: "not carried", Note: "The video is not on YouTube yet."}
	}
	v, res := a.look(ctx, c.Video, "status")
	if res.Outcome == network.Done && v.Status.Privacy != "public" {
		return network.Result{
			Outcome: network.Never, Cause: network.Later, Raw: "privacyStatus " + v.Status.Privacy, Note: "The video is on YouTube, and not public.",
		}
	}
	return res
}

// maybe is the result of a look-up that failed: it says nothing.
func maybe(r network.Result) network.Result {
	r.Outcome = network.Maybe
	return r
}

// Edit implements network.Editor: it changes the title and the text of a video, or
// the text of an answer.
func (a *Account) Edit(ctx context.Context, remote string, p bot.Part) network.Result {
	c := call{method: http.MethodPut, query: url.Values{"part": {"snippet"}}, again: true, cost: costWrite, need: urgent}
	switch {
	case aVideo.MatchString(remote) && p.Title != "":
		// A part of it that is left out is reset.
		vs, ans, err := a.videos(ctx, []string{remote}, "snippet", urgent)
		if err != nil {
			return failed(ans, err)
		}
		if len(vs) == 0 || vs[0].Snippet == nil {
			return no(network.Permanent, "YouTube does not have the video any more.")
		}
		is := vs[0].Snippet
		c.path, c.body = "/youtube/v3/videos", wireVideo{ID: remote, Snippet: &wireSnippet{
			Title: p.Title, Description: p.Text, Tags: p.Tags, Category: is.Category, Language: is.Language,
		}}
	case aComment.MatchString(remote):
		c.path, c.body = "/youtube/v3/comments", wireAnswer{ID: remote, Snippet: wireAnswerSnippet{Text: p.Text}}
	default:
		return no(network.Permanent, "This cannot be changed on YouTube from here. Change it in YouTube Studio.")
	}
	ans := a.do(ctx, c)
	if ans.Outcome != network.Done {
		return ans.Result
	}
	var v wireVideo
	if err := ans.JSON(&v); err != nil || v.ID != remote {
		return ans.Garbled(errors.Join(err, errors.New("read answer: it is not what was changed")))
	}
	ans.Remote = remote
	if aVideo.MatchString(remote) {
		ans.URL = address(remote)
	}
	return ans.Result
}
