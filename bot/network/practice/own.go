package practice

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/network"
)

var _ network.Lister = (*Client)(nil)

// ownPace is how often an account's own posts are looked through: an officer who
// trains does not want to wait for a minute.
const ownPace = 5 * time.Second

// Outside publishes words on an account as somebody who has its password, past the
// program and past the account's limits of what a program may do.
func (w *Wall) Outside(id bot.AccountID, text string) (Post, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.accounts[id]
	text = strings.TrimSpace(text)
	switch {
	case a == nil:
		return Post{}, bot.Refuse(bot.ErrNotFound, "There is no such account on the wall.")
	case a.Films:
		return Post{}, bot.Refuse(bot.ErrInvalid, "Every post of %s is a video. Choose another account.", a.Name)
	case text == "" || !utf8.ValidString(text):
		return Post{}, bot.Refuse(bot.ErrInvalid, "Write what is to be published.")
	case a.Count(text) > a.Limits.Text:
		return Post{}, bot.Refuse(bot.ErrInvalid, "%s takes %d characters at most. Shorten it.", a.Name, a.Limits.Text)
	}
	if err := w.full(); err != nil {
		return Post{}, err
	}
	e := &event{Kind: posted, Post: &Post{Account: id, Text: text, Language: "en"}}
	if err := w.commit(e); err != nil {
		return Post{}, err
	}
	return *e.Post, nil
}

// listOwn answers with the newest posts of the account that others see.
func (w *Wall) listOwn(rw http.ResponseWriter, _ *http.Request, id bot.AccountID) {
	w.mu.Lock()
	out := wirePosts{Posts: []wirePost{}}
	for _, p := range slices.Backward(w.accounts[id].posts) {
		if len(out.Posts) == network.OwnPage {
			break
		}
		if p.Removed.IsZero() && !p.Private {
			out.Posts = append(out.Posts, w.wire(p.Post))
		}
	}
	w.mu.Unlock()
	answer(rw, http.StatusOK, out)
}

// Own implements network.Lister.
func (c *Client) Own(ctx context.Context, _ time.Time) (network.Own, error) {
	r := c.request(http.MethodGet, "/v1/own", nil)
	r.Limit = 2 * pageBytes
	ans := c.http.Do(ctx, r)
	if err := ans.Err(); err != nil {
		return network.Own{}, fmt.Errorf("look through own posts: %w", err)
	}
	var in wirePosts
	if err := ans.JSON(&in); err != nil {
		return network.Own{}, fmt.Errorf("look through own posts: %w", err)
	}
	if in.Posts == nil || len(in.Posts) > network.OwnPage {
		return network.Own{}, errors.New("look through own posts: the answer has no list of posts, or too many")
	}
	var out network.Own
	for _, p := range in.Posts {
		if !validID(p.ID, 'p') || p.At.Year() < 2000 || p.At.Year() > 9999 {
			return network.Own{}, errors.New("look through own posts: one has no id or no time")
		}
		out.Posts = append(out.Posts, network.OwnPost{
			Remote: p.ID, URL: webAddress(p.URL), Title: p.Title, Text: p.Text, At: p.At.UTC(), ReplyTo: p.ReplyTo,
		})
	}
	return out, nil
}
