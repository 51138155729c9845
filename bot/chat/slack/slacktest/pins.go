package slacktest

import (
	"slices"
	"strings"
)

func (c *call) pinnable() (*channel, *message, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, nil, err
	}
	if c.get("timestamp") == "" {
		return nil, nil, c.wrong("no_item_specified", "there is no timestamp")
	}
	if !ch.has(BotUser) {
		return nil, nil, fail("not_in_channel")
	}
	m := ch.find(c.get("timestamp"))
	if m == nil {
		return nil, nil, fail("message_not_found")
	}
	return ch, m, nil
}

func pinsAdd(c *call) (obj, error) {
	ch, m, err := c.pinnable()
	switch {
	case err != nil:
		return nil, err
	case slices.Contains(ch.pins, m.ts):
		return nil, fail("already_pinned")
	case len(ch.pins) >= 100:
		return nil, fail("too_many_pins")
	case ch.archived:
		return nil, fail("is_archived")
	}
	ch.pins = append(ch.pins, m.ts)
	return obj{}, nil
}

func pinsRemove(c *call) (obj, error) {
	ch, m, err := c.pinnable()
	switch {
	case err != nil:
		return nil, err
	case !slices.Contains(ch.pins, m.ts):
		return nil, fail("no_pin")
	}
	ch.pins = slices.DeleteFunc(ch.pins, func(ts string) bool { return ts == m.ts })
	return obj{}, nil
}

func pinsList(c *call) (obj, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, err
	}
	items := []obj{}
	for _, ts := range slices.Backward(ch.pins) {
		if m := ch.find(ts); m != nil {
			items = append(items, obj{"type": "message", "channel": ch.id, "created": ch.created, "created_by": BotUser, "message": c.object(m, false)})
		}
	}
	return obj{"items": items}, nil
}

// A bookmark stands in the bar above a channel.
type bookmark struct{ id, title, link, emoji string }

func (b *bookmark) object(ch *channel) obj {
	return obj{
		"id": b.id, "channel_id": ch.id, "title": b.title, "link": b.link, "emoji": b.emoji, "icon_url": nil, "type": "link", "entity_id": nil,
		"date_created": ch.created, "date_updated": 0, "rank": "i", "last_updated_by_user_id": BotUser, "last_updated_by_team_id": Team, "shortcut_id": nil,
		"app_id": App, "app_action_id": nil, "parent_id": nil,
	}
}

// maxBookmarks is how many a channel has.
const maxBookmarks = 100

func (c *call) bookmarked() (*channel, error) {
	ch, err := c.channel("channel_id")
	if err == nil && !ch.has(BotUser) {
		err = fail("permission_denied") // a guess
	}
	return ch, err
}

func (c *call) goodLink() error {
	if l := c.get("link"); !strings.HasPrefix(l, "https://") && !strings.HasPrefix(l, "http://") {
		return c.wrong("invalid_link", "%q is no address", l)
	}
	return nil
}

func bookmarksAdd(c *call) (obj, error) {
	ch, err := c.bookmarked()
	if err != nil {
		return nil, err
	}
	if c.get("type") != "link" {
		return nil, c.wrong("invalid_bookmark_type", "%q", c.get("type"))
	}
	if err := c.goodLink(); err != nil {
		return nil, err
	}
	if len(ch.bookmarks) >= maxBookmarks {
		return nil, fail("too_many_bookmarks")
	}
	b := &bookmark{c.id("Bk"), c.get("title"), c.get("link"), c.get("emoji")}
	ch.bookmarks = append(ch.bookmarks, b)
	return obj{"bookmark": b.object(ch)}, nil
}

func bookmarksList(c *call) (obj, error) {
	ch, err := c.bookmarked()
	if err != nil {
		return nil, err
	}
	all := []obj{}
	for _, b := range ch.bookmarks {
		all = append(all, b.object(ch))
	}
	return obj{"bookmarks": all}, nil
}

func bookmarksEdit(c *call) (obj, error) {
	ch, err := c.bookmarked()
	if err != nil {
		return nil, err
	}
	for _, b := range ch.bookmarks {
		if b.id != c.get("bookmark_id") {
			continue
		}
		if c.has("link") {
			if err := c.goodLink(); err != nil {
				return nil, err
			}
			b.link = c.get("link")
		}
		if c.has("title") {
			b.title = c.get("title")
		}
		if c.has("emoji") {
			b.emoji = c.get("emoji")
		}
		return obj{"bookmark": b.object(ch)}, nil
	}
	return nil, fail("not_found")
}

func bookmarksRemove(c *call) (obj, error) {
	ch, err := c.bookmarked()
	if err != nil {
		return nil, err
	}
	n := len(ch.bookmarks)
	ch.bookmarks = slices.DeleteFunc(ch.bookmarks, func(b *bookmark) bool { return b.id == c.get("bookmark_id") })
	if len(ch.bookmarks) == n {
		return nil, fail("not_found")
	}
	return obj{}, nil
}
