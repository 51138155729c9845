package practice

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
)

// What an account does besides publishing and reading: answering and moderating
// the public, looking at its posts from outside, counting, charging.

var (
	_ network.Answerer  = (*Client)(nil)
	_ network.Moderator = (*Client)(nil)
	_ network.Watcher   = (*Client)(nil)
	_ network.Counter   = (*Client)(nil)
	_ network.Pricer    = (*Client)(nil)
)

// Price implements network.Pricer.
func (c *Client) Price(parts []bot.Part) int64 {
	var sum int64
	for _, p := range parts {
		sum += c.o.Profile.Price.Of(p.Sampled())
	}
	return sum
}

// Budget implements network.Pricer.
func (c *Client) Budget() int64 { return c.o.Profile.Price.Budget }

// Answer implements network.Answerer.
func (c *Client) Answer(r bot.Reply, cp bot.Copy) ([]bot.Part, error) {
	p := c.o.Profile
	called := r.Kind == bot.ReplyMention || r.Kind == bot.ReplyQuote ||
		p.Handle != "" && strings.Contains(strings.ToLower(r.Newest()), strings.ToLower(p.Handle))
	if p.Summoned && !called {
		return nil, bot.Refuse(bot.ErrDenied,
			"%s lets the department answer only who mentioned or quoted it. Write to this person in another way, or answer with an appeal to everybody.", p.Name)
	}
	if p.Films && len(cp.Media) > 0 {
		return nil, bot.Refuse(bot.ErrInvalid, "Comments on %s have no pictures or videos. Take them off.", p.Name)
	}
	return p.fit(cp.Text, cp.Media)
}

// Moderate implements network.Moderator.
func (c *Client) Moderate(ctx context.Context, m network.Moderation) network.Result {
	act, ok := map[bot.Op]string{bot.OpHide: "hide", bot.OpShow: "show", bot.OpReport: "report"}[m.Op]
	if !ok {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: c.o.Profile.Name + " cannot do that to an answer."}
	}
	body, err := json.Marshal(wireReason{Reason: m.Reason})
	if err != nil {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "The reason could not be written down. Tell your administrator.", Raw: err.Error()}
	}
	r := c.request(http.MethodPost, "/v1/answers/{id}/"+act, nil, m.Remote)
	r.Header.Set("Content-Type", "application/json")
	r.Body, r.Repeatable = body, true
	ans := c.http.Do(ctx, r)
	if ans.Outcome == network.Done {
		ans.Remote = m.Remote
	}
	return ans.Result
}

// Watch implements network.Watcher: without the account's token.
func (c *Client) Watch(ctx context.Context, remote string) (network.Sight, error) {
	r := c.request(http.MethodGet, "/public/posts/{id}", nil, remote)
	r.Header.Del("Authorization")
	ans := c.http.Do(ctx, r)
	if ans.Status == http.StatusNotFound && c.code(ans) == "not_found" {
		return network.Sight{}, nil
	}
	if err := ans.Err(); err != nil {
		return network.Sight{}, fmt.Errorf("look at post: %w", err)
	}
	var out wirePublic
	if err := ans.JSON(&out); err != nil {
		return network.Sight{}, fmt.Errorf("look at post: %w", err)
	}
	if out.Text == "" {
		return network.Sight{}, errors.New("look at post: the answer has no text")
	}
	return network.Sight{Public: true, Text: out.Text}, nil
}

// Counts implements network.Counter.
func (c *Client) Counts(ctx context.Context, remotes []string) (map[string]bot.Counts, error) {
	if len(remotes) == 0 {
		return nil, nil
	}
	ans := c.http.Do(ctx, c.request(http.MethodGet, "/v1/counts", url.Values{"id": remotes}))
	if err := ans.Err(); err != nil {
		return nil, fmt.Errorf("count reactions: %w", err)
	}
	var in wireCounts
	if err := ans.JSON(&in); err != nil {
		return nil, fmt.Errorf("count reactions: %w", err)
	}
	out := make(map[string]bot.Counts)
	for _, id := range remotes {
		n, ok := in.Counts[id]
		if !ok {
			continue
		}
		if n.Replies < 0 || n.Quotes < 0 || n.Likes < 0 {
			return nil, errors.New("count reactions: the answer has a number below zero")
		}
		out[id] = bot.Counts{At: c.o.Now().UTC(), Replies: n.Replies, Reposts: n.Quotes, Likes: n.Likes}
	}
	return out, nil
}
