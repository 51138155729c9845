package mastodon

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"appealbot/bot/network"
)

var _ network.Lister = (*Account)(nil)

// Own implements network.Lister: the newest statuses of the account, with what it
// answered and boosted (docs.joinmastodon.org/methods/accounts, statuses,
// 2026-07-02). What is for its followers only is published, too; what is for those
// it mentions is a message and not listed.
func (a *Account) Own(ctx context.Context, _ time.Time) (network.Own, error) {
	token, me, err := a.login(ctx)
	if err != nil {
		return network.Own{}, fmt.Errorf("look through own posts: %w", err)
	}
	list, _, err := a.statusPage(ctx, token, me, url.Values{"limit": {fmt.Sprint(network.OwnPage)}})
	if err != nil {
		return network.Own{}, fmt.Errorf("look through own posts: %w", err)
	}
	var out network.Own
	for _, st := range list {
		if st.Visibility == "direct" || len(out.Posts) == network.OwnPage {
			continue
		}
		own := network.OwnPost{Remote: st.ID, URL: done(st).URL, Text: st.said(), At: st.CreatedAt.UTC(), ReplyTo: st.InReplyTo}
		if st.Reblog != nil {
			own.Passed, own.Text, own.URL, own.ReplyTo = st.Reblog.ID, st.Reblog.said(), done(*st.Reblog).URL, ""
		}
		out.Posts = append(out.Posts, own)
	}
	return out, nil
}

// statusPage reads one page of the account's own statuses, the newest first.
func (a *Account) statusPage(ctx context.Context, token, me string, q url.Values) ([]wireStatus, network.Answer, error) {
	r := a.get(token, "/api/v1/accounts/"+me+"/statuses", q)
	r.Limit = maxList
	ans := a.http.Do(ctx, r)
	if err := ans.Err(); err != nil {
		return nil, ans, err
	}
	var list []wireStatus
	if err := ans.JSON(&list); err != nil {
		return nil, ans, err
	}
	if list == nil {
		return nil, ans, errors.New("the answer is not a list")
	}
	for _, st := range list {
		if !validID(st.ID) || st.CreatedAt.IsZero() || st.Account.ID != me {
			return nil, ans, errors.New("the list has something else in it than the account's statuses")
		}
	}
	return list, ans, nil
}
