package practice

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/network"
)

// ClientOptions are the settings of a Client.
type ClientOptions struct {
	Profile Profile
	Base    string // "http://127.0.0.1:8065": where the wall's Handler is
	Token   string
	Now     func() time.Time
	// Timeout bounds one attempt; zero means 10 seconds.
	Timeout time.Duration
	// Poll is how often answers should be read when nothing wakes the
	// reader; zero means two seconds.
	Poll time.Duration
	// Observe is told of every request; see network.ClientOptions.
	Observe func(network.Call)
}

// A Client is one account of a wall. It may be used concurrently.
type Client struct {
	o    ClientOptions
	http *network.Client
	wait *network.Client // for requests that the wall holds back
}

var (
	_ network.Network  = (*Client)(nil)
	_ network.Streamer = (*Client)(nil)
)

// NewClient returns a client of one account.
func NewClient(o ClientOptions) *Client {
	o.Base = strings.TrimRight(o.Base, "/")
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	if o.Poll <= 0 {
		o.Poll = poll
	}
	opts := network.ClientOptions{
		Name: o.Profile.Name, Timeout: o.Timeout, Secrets: []string{o.Token}, Now: o.Now, Observe: o.Observe,
		// Whoever trains sees at once what a fault does, and that it is over.
		NoBreaker: true,
		// The wall is part of this program and never behind a proxy.
		Proxy: func(*http.Request) (*url.URL, error) { return nil, nil },
	}
	c := &Client{o: o, http: network.NewClient(opts)}
	opts.Timeout = longPoll + o.Timeout
	c.wait = network.NewClient(opts)
	return c
}

// Close closes idle connections.
func (c *Client) Close() {
	c.http.Close()
	c.wait.Close()
}

// Account implements network.Network.
func (c *Client) Account() bot.Account { return c.o.Profile.Account }

// Capabilities implements network.Network.
func (c *Client) Capabilities() network.Capabilities {
	return network.Capabilities{
		Idempotent: c.o.Profile.Idempotent, FindsAll: true, Edits: c.o.Profile.Edits, Reshares: c.o.Profile.Reshares, Within: c.o.Profile.Within, Poll: c.o.Poll, Own: ownPace, Timeout: c.o.Timeout,
		Moderates: []bot.Op{bot.OpHide, bot.OpShow, bot.OpReport},
	}
}

// Limits implements network.Renderer.
func (c *Client) Limits() network.Limits { return c.o.Profile.Limits }

// Render implements network.Renderer.
func (c *Client) Render(cp bot.Copy) ([]bot.Part, error) {
	return c.o.Profile.render(cp)
}

// request is a call to the wall's API with the account's token. id takes the
// place of "{id}" in path.
func (c *Client) request(method, path string, query url.Values, id ...string) network.Request {
	u := c.o.Base + strings.Replace(path, "{id}", url.PathEscape(strings.Join(id, "")), 1)
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	return network.Request{
		Endpoint: method + " " + path, Method: method, URL: u, Refused: c.refused,
		Header: http.Header{"Authorization": {"Bearer " + c.o.Token}, "Accept": {"application/json"}},
	}
}

// wording is what is published of an attempt, and what it continues.
func wording(a network.Attempt) (text, replyTo string) {
	if a.Alone {
		return a.Part.Text + " " + a.Link, ""
	}
	return a.Part.Text, a.ReplyTo
}

// Publish implements network.Publisher.
func (c *Client) Publish(ctx context.Context, a network.Attempt) network.Result {
	for i, m := range a.Media {
		if m.IsVideo() {
			continue
		}
		if r := c.put(ctx, m.Digest, m.Type, m.Blob); r.Outcome != network.Done {
			r.Note = fmt.Sprintf("Picture %d could not be sent: %s", i+1, r.Note)
			return r
		}
	}
	text, replyTo := wording(a)
	in := wirePost{Ref: a.Key, Text: text, Language: a.Post.Language, ReplyTo: replyTo}
	for _, m := range a.Part.Media {
		if !m.IsVideo() {
			in.Pictures = append(in.Pictures, wirePicture{m.Digest, m.Alt})
		}
	}
	if r := c.film(ctx, a, &in); r.Outcome != network.Done {
		return r
	}
	body, err := json.Marshal(in)
	if err != nil {
		return network.Result{Outcome: network.No, Note: "The post could not be written down. Tell your administrator.", Raw: err.Error()}
	}
	r := c.request(http.MethodPost, "/v1/posts", nil)
	r.Body = body
	r.Refused = func(ans network.Answer) (network.Result, bool) {
		if a.Part.Alone && !a.Alone && c.code(ans) == "no_continuation" {
			return network.Result{
				Outcome: network.Never, Alone: true, Note: c.o.Profile.Name + " does not let the account continue its thread. This part becomes a post of its own.",
			}, true
		}
		return c.refused(ans)
	}
	r.Header.Set("Content-Type", "application/json")
	if c.o.Profile.Idempotent {
		// Nowhere else: the standard library repeats what has this header.
		r.Header.Set("Idempotency-Key", a.Key)
		r.Repeatable = true
	}
	ans := c.http.Do(ctx, r)
	if ans.Outcome != network.Done {
		return ans.Result
	}
	var out wirePost
	if err := ans.JSON(&out); err != nil {
		return ans.Garbled(err)
	}
	if out.Private {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Raw: "private", Note: c.o.Profile.Name + unaudited}
	}
	res := done(ans, out)
	if res.Outcome == network.Done {
		res.Cost = c.o.Profile.Price.Of(text)
	}
	return res
}

// unaudited is what a network says that keeps videos to itself.
const unaudited = " keeps the video private, because it has not audited the department's program. " +
	"Ask it for an audit, or make the video public there by hand, and press Send again."

// done is the result of a post that is public as the wall says.
func done(ans network.Answer, p wirePost) network.Result {
	if !validID(p.ID, 'p') {
		return ans.Garbled(errors.New("read answer: it has no post's id"))
	}
	return network.Result{Outcome: network.Done, Remote: p.ID, URL: webAddress(p.URL), Raw: ans.Raw}
}

// Find implements network.Publisher.
func (c *Client) Find(ctx context.Context, a network.Attempt) network.Result {
	ans := c.http.Do(ctx, c.request(http.MethodGet, "/v1/posts", url.Values{"ref": {a.Key}}))
	if ans.Outcome != network.Done {
		ans.Outcome = network.Maybe // A look-up that failed says nothing.
		return ans.Result
	}
	var out wirePosts
	if err := ans.JSON(&out); err != nil || out.Posts == nil {
		return ans.Garbled(errors.Join(err, errors.New("read answer: there is no list of posts in it")))
	}
	text, _ := wording(a)
	for _, p := range out.Posts {
		if p.Ref != a.Key || p.Text != text {
			return ans.Garbled(errors.New("read answer: it has a post that was not asked for"))
		}
	}
	if len(out.Posts) == 0 {
		return network.Result{Outcome: network.Never, Note: c.o.Profile.Name + " does not show this post.", Raw: ans.Raw}
	}
	return done(ans, out.Posts[0])
}

// Remove implements network.Remover.
func (c *Client) Remove(ctx context.Context, remote string) network.Result {
	r := c.request(http.MethodDelete, "/v1/posts/{id}", nil, remote)
	r.Repeatable = true
	r.Refused = func(a network.Answer) (network.Result, bool) {
		if a.Status == http.StatusNotFound && c.code(a) == "not_found" {
			return network.Result{Outcome: network.Done, Remote: remote}, true
		}
		return c.refused(a)
	}
	ans := c.http.Do(ctx, r)
	if ans.Outcome == network.Done {
		ans.Remote = remote
	}
	return ans.Result
}

// Probe implements network.Prober.
func (c *Client) Probe(ctx context.Context) error {
	ans := c.http.Do(ctx, c.request(http.MethodGet, "/v1/whoami", nil))
	if err := ans.Err(); err != nil {
		return err
	}
	var out wireAccount
	if err := ans.JSON(&out); err != nil {
		return fmt.Errorf("ask who the account is: %w", err)
	}
	if out.Account != c.o.Profile.ID {
		return fmt.Errorf("the token of account %q belongs to account %.40q. Give it the right token",
			c.o.Profile.ID, out.Account)
	}
	return nil
}

// code is the wall's word for why it refused.
func (c *Client) code(a network.Answer) string {
	var p wireProblem
	if err := a.JSON(&p); err != nil {
		return ""
	}
	return p.Error.Code
}

// refused is the wall's table of refusals, in words for officers.
func (c *Client) refused(a network.Answer) (network.Result, bool) {
	no := func(cause network.Cause, words string) (network.Result, bool) {
		return network.Result{Outcome: network.No, Cause: cause, Note: c.o.Profile.Name + words}, true
	}
	switch c.code(a) {
	case "no_picture": // The wall lost it, or it was never there: send it again.
		return network.Result{Outcome: network.Never, Note: c.o.Profile.Name + " did not have a picture. It is sent again."}, true
	case "too_long":
		return no(network.Change, " says that the text is too long. Shorten it.")
	case "too_many_pictures":
		return no(network.Change, " does not show that many pictures in one post. Take some off.")
	case "alt_too_long":
		return no(network.Change, " says that the description of a picture is too long. Shorten it.")
	case "duplicate":
		return no(network.Change, " has published the same words not long ago. Change them, or take the other post down first.")
	case "no_parent":
		return no(network.Permanent, " does not have the post any more that this one continues. Publish it as a new appeal.")
	case "no_continuation":
		return no(network.Permanent, " does not let the account continue its thread. Publish the rest as a new appeal.")
	case "key_taken":
		return no(network.Permanent, " has published something else under the same key. Tell your administrator.")
	case "wrong_type", "too_big":
		return no(network.Change, " does not take this picture. Use a smaller JPEG or PNG.")
	case "suspended":
		return no(network.Permanent, " has suspended the account. Tell your administrator, who has to ask them why.")
	case "refused":
		return no(network.Permanent, " refuses this post for good.")
	case "no_upload": // The wall lost it: send it again.
		return network.Result{Outcome: network.Never, Anew: true, Note: c.o.Profile.Name + " does not have the video any more. It is sent again."}, true
	case "no_videos", "no_video", "wrong_video", "video_too_big", "title_too_long", "too_many_captions":
		return no(network.Change, " does not take the post with this video. Use another one, or take the account off.")
	default:
		return network.Result{}, false
	}
}

// validID reports whether s is an id that the wall can have given.
func validID(s string, letters ...byte) bool {
	if len(s) < 2 || len(s) > 24 || strings.IndexByte(string(letters), s[0]) < 0 {
		return false
	}
	for _, r := range s[1:] {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// webAddress returns s if it is the address of a web page, and nothing
// otherwise.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil || len(s) > 2000 || !utf8.ValidString(s) {
		return ""
	}
	return u.String()
}
