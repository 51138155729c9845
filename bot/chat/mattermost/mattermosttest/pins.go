package mattermosttest

import (
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

func deletePost(c *call) (any, *model.AppError) {
	p, ch, err := c.post()
	if err != nil {
		return nil, err
	}
	permission := "delete_post"
	if p.UserId != c.me.Id {
		permission = "delete_others_posts"
	}
	if !c.mayChannel(c.me, ch.Id, permission) {
		return nil, forbidden(permission)
	}
	if ch.DeleteAt != 0 {
		return nil, fail(http.StatusBadRequest, "api.post.delete_post.can_not_delete_post_in_deleted.error", "Can not delete a post in a deleted channel.")
	}
	gone := deepPost(p)
	for _, id := range c.order {
		if q := c.posts[id]; q == p || q.RootId == p.Id {
			q.DeleteAt = c.now()
			q.UpdateAt = q.DeleteAt
		}
	}
	if root := c.posts[p.RootId]; root != nil {
		root.UpdateAt = p.UpdateAt
	}
	gone.StripActionIntegrations()
	c.publish(event{name: model.WebsocketEventPostDeleted, channel: ch.Id, data: map[string]any{"post": jsonString(gone), "delete_by": c.me.Id}}, ch.has)
	return ok()
}

func pinPost(c *call) (any, *model.AppError) { return c.pin(true) }

func unpinPost(c *call) (any, *model.AppError) { return c.pin(false) }

func (c *call) pin(on bool) (any, *model.AppError) {
	p, ch, err := c.post()
	if err != nil && err.StatusCode == http.StatusNotFound {
		return nil, forbidden("read_channel_content")
	}
	if err != nil {
		return nil, err
	}
	if !c.mayRead(c.me, ch) {
		return nil, forbidden("read_channel_content")
	}
	next := deepPost(p)
	next.IsPinned = on
	if _, err := c.replace(p, ch, next); err != nil {
		return nil, err
	}
	return ok()
}
