package x

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"appealbot/bot/network"
)

// Watch implements network.Watcher. It asks X's oEmbed service, which shows a
// post to everybody as other websites show it
// (docs.x.com/x-for-websites/oembed-api, 2026-08-22), without credentials.
func (a *Account) Watch(ctx context.Context, remote string) (network.Sight, error) {
	q := url.Values{"url": {a.address(handle(a.o.Account.Handle), remote)}, "omit_script": {"1"}, "dnt": {"true"}}
	ans := a.look(ctx, a.o.OEmbed+"?"+q.Encode())
	if to := ans.Header.Get("Location"); ans.Status >= 300 && ans.Status <= 399 && sameService(to) {
		ans = a.look(ctx, to) // It has moved from twitter.com to x.com and back.
	}
	switch ans.Status {
	case http.StatusNotFound:
		return network.Sight{}, nil
	case http.StatusForbidden: // of a protected account, or whoever stands before it does not let us ask
		return network.Sight{Hidden: true}, nil
	}
	if err := ans.Err(); err != nil {
		return network.Sight{}, err
	}
	var out struct {
		HTML string `json:"html"`
	}
	if err := ans.JSON(&out); err != nil {
		return network.Sight{}, err
	}
	return network.Sight{Public: true, Text: embedded(out.HTML)}, nil
}

func (a *Account) look(ctx context.Context, address string) network.Answer {
	return a.http.Do(ctx, network.Request{
		Method: http.MethodGet, URL: address, Header: http.Header{"Accept": {"application/json"}},
	})
}

// sameService reports whether an address is one of those of X's oEmbed service.
func sameService(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Path == "/oembed" && (u.Host == "publish.twitter.com" || u.Host == "publish.x.com")
}

var (
	paragraph = regexp.MustCompile(`(?s)<p[^>]*>(.*?)</p>`)
	lineBreak = regexp.MustCompile(`<br\s*/?>`)
	tag       = regexp.MustCompile(`<[^>]*>`)
	pictureAt = regexp.MustCompile(`\s*\bpic\.(?:twitter|x)\.com/\w+\s*$`)
)

// embedded is the text in the HTML of an embedded post.
func embedded(s string) string {
	m := paragraph.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	text := tag.ReplaceAllString(lineBreak.ReplaceAllString(m[1], "\n"), "")
	return strings.TrimSpace(pictureAt.ReplaceAllString(html.UnescapeString(text), ""))
}
