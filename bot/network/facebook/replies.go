package facebook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"appealbot/bot"
	"appealbot/bot/network"
)

// commentFields are what is asked of every comment.
const commentFields = "id,message,from,created_time,parent{id},attachment,permalink_url"

const (
	perRead = 100 // comments in one page
	enough  = 300 // comments that end a reading
)

// commentPage is a page of comments.
type commentPage struct {
	Data   *[]wireComment `json:"data"`
	Paging paging         `json:"paging"`
}

// Replies implements network.Reader: the comments below the posts and below each
// other, post by post, the oldest first.
func (a *Account) Replies(ctx context.Context, q network.Query) (network.Page, error) {
	c, err := parseCursor(q.Cursor)
	if err != nil {
		return network.Page{}, fmt.Errorf("read comments: %w", err)
	}
	token, err := a.login(ctx)
	if err != nil {
		return network.Page{}, fmt.Errorf("read comments: %w", err)
	}
	c.follow(q.Posts)
	var page network.Page
	for _, id := range c.due(q.Posts) {
		if len(page.Items) >= enough {
			break // The others have waited longer next time.
		}
		p, err := a.below(ctx, token, id, c.Posts[id].begun(a.o.Now()), &page)
		if err != nil {
			return network.Page{}, fmt.Errorf("read comments: %w", err)
		}
		c.Posts[id] = p
	}
	page.Next, page.More = c.String(), len(c.open()) > 0
	return page, nil
}

// below reads a page of the comments below a post.
func (a *Account) below(ctx context.Context, token, id string, p place, page *network.Page) (place, error) {
	q := url.Values{"fields": {commentFields}, "filter": {"stream"}, "order": {"chronological"}, "limit": {strconv.Itoa(perRead)}}
	if p.Since > 0 {
		q.Set("since", strconv.FormatInt(p.Since, 10))
	}
	if p.After != "" {
		q.Set("after", p.After)
	}
	ans := a.do(ctx, token, call{method: http.MethodGet, path: "/" + id + "/comments", form: q, reading: true})
	switch pr := problemOf(ans); {
	case pr.gone(): // The post was deleted, and its comments with it.
		p.After, p.Read = "", a.o.Now().Unix()
		return p, nil
	case pr.Code == codeInvalid && p.After != "":
		// Facebook's cursor does not hold any more: from the last comment on.
		p.After, p.Since = "", max(p.Since, p.Top-1)
		return a.below(ctx, token, id, p, page)
	}
	if err := ans.Err(); err != nil {
		return p, err
	}
	var in commentPage
	if err := ans.JSON(&in); err != nil {
		return p, err
	}
	if in.Data == nil {
		return p, errors.New("read answer: it is no list of comments")
	}
	if in.Paging.more() && in.Paging.Cursors.After == p.After {
		return p, errors.New("read answer: the pages do not go on")
	}
	for _, w := range *in.Data {
		if w.by() == a.o.Page || w.Created.Unix() < p.Since {
			continue // the department's own, or what was read before
		}
		it, err := a.item(w, id)
		if err != nil {
			return p, err
		}
		if p.After == "" && w.Created.Unix() <= p.Top {
			it.Kind = network.ItemEdited // read again, maybe with another text
		}
		page.Items = append(page.Items, it)
	}
	page.Reads += len(*in.Data)
	return p.passed(in, a.o.Now()), nil
}

// item makes an item of a comment. Its text is whatever the public wrote.
func (a *Account) item(w wireComment, under string) (network.Item, error) {
	if !validID(w.ID) || len(w.Message) > maxWords || w.Created.Year() < 2004 || w.Created.Year() > 9999 {
		return network.Item{}, errors.New("read answer: a comment in it has no id, no time, or no end")
	}
	it := network.Item{
		Kind: network.ItemNew, Remote: w.ID, Under: under, Parent: under, Reply: bot.ReplyAnswer, Author: "Somebody on Facebook",
		URL: a.address(w.Link), Text: w.Message, Media: w.media(), At: w.Created.Time, Raw: compact(w.raw),
	}
	if w.Parent != nil && validID(w.Parent.ID) {
		it.Parent = w.Parent.ID
	}
	if w.From != nil {
		if s := clip(w.From.Name); s != "" {
			it.Author = s
		}
		if validID(w.From.ID) {
			it.AuthorID = w.From.ID
		}
	}
	return it, nil
}
