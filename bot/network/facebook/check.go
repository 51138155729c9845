package facebook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"appealbot/bot"
	"appealbot/bot/network"
)

// perCheck is how many things are asked for in one call, one by one: asking for many
// at once fails for all when one of them is gone.
const perCheck = 100

// each asks for things one by one. When Facebook takes no more requests, or wants the
// account connected again, the rest are left out; what cannot be told of one does not
// keep the others from being asked for. It is an error when nothing was told.
func (a *Account) each(ctx context.Context, remotes []string, fields func(id string) string, take func(id string, ans network.Answer) error) error {
	token, err := a.login(ctx)
	if err != nil {
		return err
	}
	told := 0
	var failed error
	for _, id := range remotes[:min(perCheck, len(remotes))] {
		if !validID(id) {
			continue
		}
		ans := a.do(ctx, token, call{method: http.MethodGet, path: "/" + id, form: url.Values{"fields": {fields(id)}}, reading: true})
		err := ans.Err()
		if problemOf(ans).gone() {
			err = nil
		}
		if err == nil {
			err = take(id, ans)
		}
		if err == nil {
			told++
			continue
		}
		failed = err
		if ans.Outcome == network.Never || ans.Cause == network.Reconnect || ctx.Err() != nil {
			break
		}
	}
	if told > 0 {
		return nil
	}
	return failed
}

// Check implements network.Checker. Facebook does not say that a comment was edited,
// so that each is told with its present text.
func (a *Account) Check(ctx context.Context, remotes []string) (network.Page, error) {
	var page network.Page
	err := a.each(ctx, remotes, func(string) string { return commentFields }, func(id string, ans network.Answer) error {
		if problemOf(ans).gone() {
			page.Items = append(page.Items, network.Item{Kind: network.ItemGone, Remote: id, Reply: bot.ReplyAnswer, At: a.o.Now().UTC()})
			return nil
		}
		var w wireComment
		if err := ans.JSON(&w); err != nil {
			return err
		}
		it, err := a.item(w, "")
		if err != nil {
			return err
		}
		if w.ID != id {
			return errors.New("read answer: it is about another comment")
		}
		it.Kind = network.ItemEdited
		page.Items = append(page.Items, it)
		page.Reads++
		return nil
	})
	if err != nil {
		return network.Page{}, fmt.Errorf("look at comments again: %w", err)
	}
	return page, nil
}

// Counts implements network.Counter. Facebook tells of a video's shares nothing,
// and of a post's views nothing.
func (a *Account) Counts(ctx context.Context, remotes []string) (map[string]bot.Counts, error) {
	out := make(map[string]bot.Counts)
	err := a.each(ctx, remotes, countFields, func(id string, ans network.Answer) error {
		if problemOf(ans).gone() {
			return nil
		}
		var w struct {
			Reactions, Comments struct {
				Summary struct {
					Total int `json:"total_count"`
				}
			}
			Shares struct{ Count int }
		}
		if err := ans.JSON(&w); err != nil {
			return err
		}
		out[id] = bot.Counts{
			At: a.o.Now().UTC(), Likes: max(w.Reactions.Summary.Total, 0), Replies: max(w.Comments.Summary.Total, 0), Reposts: max(w.Shares.Count, 0),
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count: %w", err)
	}
	return out, nil
}

// countFields are what is asked to count.
func countFields(id string) string {
	const fields = "reactions.limit(0).summary(total_count),comments.limit(0).filter(stream).summary(total_count)"
	if isVideo(id) {
		return fields
	}
	return fields + ",shares"
}
