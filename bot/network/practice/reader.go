package practice

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Replies implements network.Reader. A page that makes no sense is not read at
// all: what is wrong in one place may be wrong in others.
func (c *Client) Replies(ctx context.Context, query network.Query) (network.Page, error) {
	cursor := query.Cursor
	q := url.Values{}
	if cursor != "" {
		q.Set("after", cursor)
	}
	r := c.request(http.MethodGet, "/v1/answers", q)
	r.Limit = 2 * pageBytes
	ans := c.http.Do(ctx, r)
	if err := ans.Err(); err != nil {
		return network.Page{}, fmt.Errorf("read answers: %w", err)
	}
	var in wireAnswers
	if err := ans.JSON(&in); err != nil {
		return network.Page{}, fmt.Errorf("read answers: %w", err)
	}
	p, err := page(in, cursor)
	if err != nil {
		return network.Page{}, fmt.Errorf("read answers: %w", err)
	}
	return p, nil
}

// page makes a page of an answer that followed cursor, or says what is wrong
// with it.
func page(in wireAnswers, cursor string) (network.Page, error) {
	var from uint64
	if cursor != "" {
		n, err := strconv.ParseUint(cursor, 10, 64)
		if err != nil {
			return network.Page{}, errors.New("the cursor is not one of this network")
		}
		from = n
	}
	next, err := strconv.ParseUint(in.Next, 10, 64)
	switch {
	case err != nil || next < from || in.Next != strconv.FormatUint(next, 10):
		return network.Page{}, errors.New("the page has no cursor, or one that goes back")
	case in.Answers == nil || len(in.Answers) > pageSize:
		return network.Page{}, errors.New("the page has no list of answers, or too many")
	case (next > from) != (len(in.Answers) > 0):
		// Without answers it must stay: what is skipped is lost. With
		// answers it must go on: otherwise they come for ever.
		return network.Page{}, errors.New("the page's cursor does not fit its answers")
	case in.More && len(in.Answers) == 0:
		return network.Page{}, errors.New("the page is empty and says that there is more")
	}
	p := network.Page{Next: in.Next, More: in.More}
	for _, a := range in.Answers {
		it, err := item(a)
		if err != nil {
			return network.Page{}, err
		}
		p.Items = append(p.Items, it)
	}
	return p, nil
}

// kinds are what an answer can be.
var kinds = map[string]bot.ReplyKind{
	"reply": bot.ReplyAnswer, "quote": bot.ReplyQuote, "mention": bot.ReplyMention,
}

// item makes an item of an answer. Its text is whatever the public wrote.
func item(a wireAnswer) (network.Item, error) {
	kind := network.ItemKind(a.What)
	reply, known := kinds[a.Kind]
	switch {
	case kind != network.ItemNew && kind != network.ItemEdited && kind != network.ItemGone:
		return network.Item{}, errors.New("an answer has an unknown history")
	case !known || !validID(a.ID, 'a'):
		return network.Item{}, errors.New("an answer has no id or an unknown kind")
	case a.Under != "" && !validID(a.Under, 'p'), a.Parent != "" && !validID(a.Parent, 'p', 'a'):
		return network.Item{}, errors.New("an answer is under something that is no post")
	case len(a.Name) > 16*maxName || len(a.Handle) > 16*maxName || len(a.Language) > maxName || len(a.Text) > 16*maxAnswer:
		return network.Item{}, errors.New("an answer is longer than any can be")
	case a.At.IsZero() || a.At.Year() < 2000 || a.At.Year() > 9999:
		return network.Item{}, errors.New("an answer has no time")
	}
	return network.Item{
		Kind: kind, Remote: a.ID, Under: a.Under, Parent: a.Parent, Reply: reply,
		Author: a.Name, Handle: a.Handle, URL: webAddress(a.URL), Language: a.Language,
		Text: a.Text, At: a.At.UTC(),
	}, nil
}

// Stream implements network.Streamer: it asks the wall again and again for
// news, which the wall answers when there are some.
func (c *Client) Stream(ctx context.Context, wake func()) error {
	after := ""
	for {
		q := url.Values{}
		if after != "" {
			q.Set("after", after)
		}
		ans := c.wait.Do(ctx, c.request(http.MethodGet, "/v1/wait", q))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := ans.Err(); err != nil {
			return fmt.Errorf("wait for answers: %w", err)
		}
		var in wireLatest
		if err := ans.JSON(&in); err != nil {
			return fmt.Errorf("wait for answers: %w", err)
		}
		if _, err := strconv.ParseUint(in.Latest, 10, 64); err != nil {
			return errors.New("wait for answers: the answer has no cursor")
		}
		pause := noNews
		if in.Latest != after {
			after, pause = in.Latest, news
			wake()
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
}

// Pauses between two requests for news: short in a flood, so that one waking
// stands for many answers; long where the wall should have held the request
// back and did not.
const (
	news   = 50 * time.Millisecond
	noNews = time.Second
)

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
