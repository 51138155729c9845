package mattermosttest

import (
	"net/http"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"
)

func reactionRoutes() []route {
	return []route{
		{http.MethodPost, "/api/v4/reactions", saveReaction, false},
		{http.MethodGet, "/api/v4/posts/{post_id}/reactions", getReactions, false},
		{http.MethodPost, "/api/v4/posts/ids/reactions", bulkReactions, false},
		{http.MethodDelete, "/api/v4/users/{user_id}/posts/{post_id}/reactions/{emoji}", deleteReaction, false},
	}
}

// saveReaction adds a reaction. One that is there already stays as it was, and
// the event comes again, with a new time.
func saveReaction(c *call) (any, *model.AppError) {
	r := &model.Reaction{}
	if err := c.decode(r); err != nil {
		return nil, err
	}
	if !model.IsValidId(r.UserId) || !model.IsValidId(r.PostId) || r.EmojiName == "" || len(r.EmojiName) > model.EmojiNameMaxLength {
		return nil, fail(http.StatusBadRequest, "api.reaction.save_reaction.invalid.app_error", "Reaction is not valid.")
	}
	if r.UserId != c.me.Id {
		return nil, fail(http.StatusForbidden, "api.reaction.save_reaction.user_id.app_error", "You cannot save reaction for the other user.")
	}
	p, ch, err := c.reactable(r.PostId, "add_reaction")
	if err != nil {
		return nil, err
	}
	if _, ok := model.GetSystemEmojiId(r.EmojiName); !ok {
		return nil, fail(http.StatusNotFound, "app.emoji.get_by_name.no_result", "Unable to find the emoji.")
	}
	r.ChannelId = ch.Id
	r.CreateAt = c.now()
	r.UpdateAt = r.CreateAt
	none := ""
	r.RemoteId = &none
	if !slices.ContainsFunc(c.react[p.Id], func(o *model.Reaction) bool { return same(o, r) }) {
		c.react[p.Id] = append(c.react[p.Id], r)
	}
	p.UpdateAt = c.now()
	c.reacted(model.WebsocketEventReactionAdded, r, ch)
	return r, nil
}

func same(a, b *model.Reaction) bool {
	return a.UserId == b.UserId && a.PostId == b.PostId && a.EmojiName == b.EmojiName
}

func (c *call) reacted(name model.WebsocketEventType, r *model.Reaction, ch *channel) {
	c.publish(event{name: name, channel: ch.Id, data: map[string]any{"reaction": jsonString(r)}}, ch.has)
}

// reactable is a post on which the caller may do something with reactions.
func (c *call) reactable(id, permission string) (*model.Post, *channel, *model.AppError) {
	p := c.posts[id]
	if p == nil || !c.mayChannel(c.me, p.ChannelId, permission) {
		return nil, nil, forbidden(permission)
	}
	ch := c.channels[p.ChannelId]
	if p.DeleteAt != 0 {
		return nil, nil, fail(http.StatusNotFound, "app.post.get.app_error", "Unable to get the post.")
	}
	if ch.DeleteAt != 0 {
		return nil, nil, fail(http.StatusForbidden, "api.reaction.save.archived_channel.app_error", "You cannot react in an archived channel.")
	}
	return p, ch, nil
}

func deleteReaction(c *call) (any, *model.AppError) {
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	if u != c.me && !c.can("remove_others_reactions") {
		return nil, forbidden("remove_others_reactions")
	}
	p, ch, err := c.reactable(c.path["post_id"], "remove_reaction")
	if err != nil {
		return nil, err
	}
	r := &model.Reaction{UserId: u.Id, PostId: p.Id, EmojiName: c.path["emoji"], ChannelId: ch.Id}
	c.react[p.Id] = slices.DeleteFunc(c.react[p.Id], func(o *model.Reaction) bool { return same(o, r) })
	r.UpdateAt = c.now()
	r.DeleteAt = r.UpdateAt
	p.UpdateAt = r.UpdateAt
	c.reacted(model.WebsocketEventReactionRemoved, r, ch)
	return ok()
}

func getReactions(c *call) (any, *model.AppError) {
	p, ch, err := c.post()
	if err != nil {
		return nil, err
	}
	if !c.mayRead(c.me, ch) {
		return nil, forbidden("read_channel_content")
	}
	out := c.react[p.Id]
	if out == nil {
		out = []*model.Reaction{}
	}
	return out, nil
}

func bulkReactions(c *call) (any, *model.AppError) {
	var ids []string
	if err := c.decode(&ids); err != nil {
		return nil, err
	}
	out := map[string][]*model.Reaction{}
	for _, id := range ids {
		p := c.posts[id]
		if p == nil || !c.mayRead(c.me, c.channels[p.ChannelId]) {
			return nil, forbidden("read_channel_content")
		}
		out[id] = slices.Clone(c.react[id])
		if out[id] == nil {
			out[id] = []*model.Reaction{}
		}
	}
	return out, nil
}
