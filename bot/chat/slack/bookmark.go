package slack

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// What a bookmark holds (docs.slack.dev, bookmarks.add, 2026-11: a channel has a
// hundred at most).
const (
	maxBookmarks     = 20
	maxBookmarkTitle = 100
	cardBookmark     = "Card"
)

// bookmark shows the card and the links of a room at the top of its channel.
// Which of the bookmarks there are the bot's is kept, because Slack does not
// say; what people have put there stays.
func (p *Platform) bookmark(ctx context.Context, channel string, r chat.Room) error {
	want := p.bookmarks(r)
	var kept []string // ids
	if _, err := p.book.Get(keepMarks+channel, &kept); err != nil {
		return err
	}
	if len(want) == 0 && len(kept) == 0 {
		return nil
	}
	mine, err := p.rebookmark(ctx, channel, want, kept)
	if err = p.why(channel, err); err != nil && code(err) != "" && errors.Unwrap(err) == nil {
		// They are a help, no more: a workspace in which bookmarks are not the
		// bot's to make gets its topic and purpose all the same.
		p.o.Log.Warn("bookmarks not set", "channel", channel, "err", err)
		err = nil
	}
	if err != nil || slices.Equal(mine, kept) {
		return err
	}
	return p.book.Save(keepMarks+channel, mine)
}

// rebookmark makes and removes bookmarks, and returns the ids of the bot's.
func (p *Platform) rebookmark(ctx context.Context, channel string, want []chat.Link, kept []string) ([]string, error) {
	mine := kept
	there, err := p.api.ListBookmarksContext(ctx, channel)
	if err := failed(err); err != nil {
		return mine, err
	}
	mine = nil
	for _, b := range there {
		at := slices.IndexFunc(want, func(l chat.Link) bool { return l.Label == unescape(b.Title) && l.URL == unescape(b.Link) })
		switch {
		case at >= 0: // whoever put it there; also by an attempt whose answer was lost
			want = slices.Delete(want, at, at+1)
			mine = append(mine, b.ID)
		case slices.Contains(kept, b.ID):
			if err := failed(p.api.RemoveBookmarkContext(ctx, channel, b.ID)); err != nil && code(err) != "not_found" {
				return kept, err
			}
		}
	}
	for _, l := range want {
		b, err := p.api.AddBookmarkContext(ctx, channel, slack.AddBookmarkParameters{Title: l.Label, Type: "link", Link: l.URL})
		if err := failed(err); err != nil {
			return mine, err
		}
		mine = append(mine, b.ID)
	}
	return mine, nil
}

// keepMarks begins the key under which the bookmarks of a channel are kept.
const keepMarks = "marks/"

// bookmarks are those that a room should have.
func (p *Platform) bookmarks(r chat.Room) []chat.Link {
	var out []chat.Link
	add := func(l chat.Link) {
		l.Label = adapter.Cut(adapter.OneLine(l.Label), maxBookmarkTitle)
		if l.Label != "" && isWeb(l.URL) && len(out) < maxBookmarks && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	if r.Card.Message != "" {
		add(chat.Link{Label: cardBookmark, URL: p.permalink(r.Card)})
	}
	for _, l := range r.Links {
		add(l)
	}
	return out
}

// permalink is the address of a message in the workspace. Slack's own way to
// ask for it (chat.getPermalink) gives the same.
func (p *Platform) permalink(at chat.Ref) string {
	return p.me().url + "archives/" + at.Channel + "/p" + strings.ReplaceAll(at.Message, ".", "")
}
