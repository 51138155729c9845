package mattermosttest

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

const (
	maxMessage = 16383            // runes
	maxFiles   = 10               // in a post
	dedup      = 30 * time.Second // how long a pending id is remembered
)

// pendingPost is what a pending id led to.
type pendingPost struct {
	id    string
	until int64
}

func postRoutes() []route {
	return []route{
		{http.MethodPost, "/api/v4/posts", createPost, false},
		{http.MethodPost, "/api/v4/posts/ephemeral", createEphemeral, false},
		{http.MethodGet, "/api/v4/posts/{post_id}", getPost, false},
		{http.MethodPut, "/api/v4/posts/{post_id}", updatePost, false},
		{http.MethodPut, "/api/v4/posts/{post_id}/patch", patchPost, false},
		{http.MethodDelete, "/api/v4/posts/{post_id}", deletePost, false},
		{http.MethodPost, "/api/v4/posts/{post_id}/pin", pinPost, false},
		{http.MethodPost, "/api/v4/posts/{post_id}/unpin", unpinPost, false},
	}
}

// checkPost is what the server and its database refuse in a post.
func checkPost(p *model.Post) *model.AppError {
	if err := p.IsValid(maxMessage); err != nil {
		err.Message = err.Id
		return err
	}
	if len(p.FileIds) > maxFiles {
		return fail(http.StatusBadRequest, "api.post.too_many_files", "A post can have at most 10 files.")
	}
	if hasNUL(p.Message, model.StringInterfaceToJSON(p.GetProps())) || strings.Contains(model.StringInterfaceToJSON(p.GetProps()), `\u0000`) {
		return fail(http.StatusInternalServerError, "app.post.save.app_error", "Unable to save the Post.")
	}
	return nil
}

// save stores a post as a new one.
func (s *Server) save(p *model.Post) {
	p.Id = model.NewId()
	p.CreateAt = s.now()
	p.UpdateAt = p.CreateAt
	if p.GetProps() == nil {
		p.SetProps(model.StringInterface{})
	}
	p.GenerateActionIds()
	s.posts[p.Id] = p
	s.order = append(s.order, p.Id)
	if ch := s.channels[p.ChannelId]; ch != nil {
		ch.LastPostAt = p.CreateAt
		ch.TotalMsgCount++
		if p.RootId == "" {
			ch.TotalMsgCountRoot++
			ch.LastRootPostAt = p.CreateAt
		}
	}
	if root := s.posts[p.RootId]; root != nil {
		root.ReplyCount++
		root.LastReplyAt = p.CreateAt
		root.UpdateAt = p.CreateAt
	}
}

// shownPost is a post as clients get it: what its buttons do is not in it.
func (s *Server) shownPost(p *model.Post) *model.Post {
	out := deepPost(p)
	out.Metadata = &model.PostMetadata{}
	if out.DeleteAt != 0 {
		out.Message = ""
		return out
	}
	out.Metadata.Files = s.filesOf(out)
	out.Metadata.Reactions = slices.Clone(s.react[p.Id])
	out.HasReactions = len(out.Metadata.Reactions) > 0
	out.StripActionIntegrations()
	return out
}

func createPost(c *call) (any, *model.AppError) {
	p := &model.Post{}
	if err := c.decode(p); err != nil {
		return nil, err
	}
	p.SanitizeInput()
	p.UserId, p.Id, p.CreateAt = c.me.Id, "", 0
	if !c.mayPost(p.ChannelId) {
		return nil, forbidden("create_post")
	}
	if len(p.FileIds) > 0 && !c.mayChannel(c.me, p.ChannelId, "upload_file") {
		return nil, forbidden("upload_file")
	}
	if err := c.hardened(p.GetProps()); err != nil {
		return nil, err
	}
	ch := c.channels[p.ChannelId]
	if ch == nil || strings.HasPrefix(p.Type, model.PostSystemMessagePrefix) {
		return nil, invalid("post")
	}
	if ch.DeleteAt != 0 {
		return nil, fail(http.StatusBadRequest, "api.post.create_post.can_not_post_to_deleted.error", "Can not post to deleted channel.")
	}
	if old, ok := c.pending[p.PendingPostId]; ok && p.PendingPostId != "" && c.now() < old.until {
		if first := c.posts[old.id]; first != nil && c.mayRead(c.me, c.channels[first.ChannelId]) {
			return c.created(c.shownPost(first))
		}
	}
	if err := c.createPost(p, ch); err != nil {
		return nil, err
	}
	if p.PendingPostId != "" {
		c.pending[p.PendingPostId] = pendingPost{p.Id, c.now() + dedup.Milliseconds()}
	}
	return c.created(c.shownPost(p))
}

// createPost does what creating a post does once it is permitted.
func (c *call) createPost(p *model.Post, ch *channel) *model.AppError {
	p.SanitizeProps()
	if c.bots[p.UserId] != nil {
		p.AddProp("from_bot", "true")
	}
	if p.RootId != "" {
		root := c.posts[p.RootId]
		if root == nil || root.DeleteAt != 0 || root.ChannelId != p.ChannelId || root.RootId != "" {
			return fail(http.StatusBadRequest, "api.post.create_post.root_id.app_error", "Invalid RootId parameter.")
		}
	}
	c.mentionChannels(p, ch)
	probe := p.Clone()
	probe.Id, probe.CreateAt, probe.UpdateAt = model.NewId(), 1, 1
	if err := checkPost(probe); err != nil {
		return err
	}
	pending := p.PendingPostId
	p.FileIds = model.RemoveDuplicateStrings(p.FileIds) // which sorts them, and so does the real server
	c.save(p)
	p.FileIds = c.attach(p, p.FileIds)
	c.posted(p, ch)
	p.PendingPostId = pending
	return nil
}

// mayPost reports whether the caller can write into a channel.
func (c *call) mayPost(id string) bool {
	if c.mayChannel(c.me, id, "create_post") {
		return true
	}
	ch := c.channels[id]
	return ch != nil && ch.Type == model.ChannelTypeOpen && c.mayTeam(c.me, ch.TeamId, "create_post_public")
}

// hardened is what ExperimentalEnableHardenedMode refuses.
func (c *call) hardened(props model.StringInterface) *model.AppError {
	if *c.config.ServiceSettings.ExperimentalEnableHardenedMode && c.bots[c.me.Id] == nil && c.token.session {
		if len(model.ContainsIntegrationsReservedProps(props)) > 0 {
			return invalid("props")
		}
	}
	return nil
}

func createEphemeral(c *call) (any, *model.AppError) {
	var in model.PostEphemeral
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	switch {
	case in.UserID == "":
		return nil, invalid("user_id")
	case in.Post == nil:
		return nil, invalid("post")
	case !c.can("create_post_ephemeral"):
		return nil, forbidden("create_post_ephemeral")
	}
	in.Post.UserId = c.me.Id
	return c.created(c.whisper(in.UserID, in.Post))
}

// whisper shows a post to one person; nothing of it is kept but what its buttons
// do.
func (s *Server) whisper(user string, p *model.Post) *model.Post {
	p.Type = model.PostTypeEphemeral
	if p.Id == "" {
		p.Id = model.NewId()
	}
	p.CreateAt = s.now()
	p.UpdateAt = p.CreateAt
	if p.GetProps() == nil {
		p.SetProps(model.StringInterface{})
	}
	p.GenerateActionIds()
	p = s.withCookies(p)
	p.StripActionIntegrations()
	s.publish(event{name: model.WebsocketEventEphemeralMessage, channel: p.ChannelId, user: user, data: map[string]any{"post": jsonString(p)}}, only(user))
	return p
}

// post is the post that the path names.
func (c *call) post() (*model.Post, *channel, *model.AppError) {
	if !model.IsValidId(c.path["post_id"]) {
		return nil, nil, invalidURL("post_id")
	}
	p := c.posts[c.path["post_id"]]
	if p == nil || p.DeleteAt != 0 && !(c.flag("include_deleted") && c.can("manage_system")) {
		return nil, nil, fail(http.StatusNotFound, "app.post.get.app_error", "Unable to get the post.")
	}
	return p, c.channels[p.ChannelId], nil
}

func getPost(c *call) (any, *model.AppError) {
	p, ch, err := c.post()
	if err != nil {
		return nil, err
	}
	if !c.mayRead(c.me, ch) {
		return nil, forbidden("read_channel_content")
	}
	return c.shownPost(p), nil
}

// editable is the post of the path, if the caller may edit it. What is not there
// is answered like what is not permitted.
func (c *call) editable() (*model.Post, *channel, *model.AppError) {
	p, ch, err := c.post()
	if err != nil && err.StatusCode == http.StatusNotFound {
		return nil, nil, forbidden("edit_post")
	}
	if err != nil {
		return nil, nil, err
	}
	permission := "edit_post"
	if p.UserId != c.me.Id {
		permission = "edit_others_posts"
	}
	if !c.mayChannel(c.me, ch.Id, permission) {
		return nil, nil, forbidden(permission)
	}
	if !c.mayPost(ch.Id) {
		return nil, nil, forbidden("create_post")
	}
	return p, ch, nil
}

func (c *call) tooLate(p *model.Post) *model.AppError {
	if limit := *c.config.ServiceSettings.PostEditTimeLimit; limit != -1 && c.now() > p.CreateAt+int64(limit)*1000 {
		return fail(http.StatusBadRequest, "api.post.update_post.permissions_time_limit.app_error", "Post edit is only allowed for a while.")
	}
	return nil
}

// updatePost replaces a post. Props that are left out are taken away, and with
// them the buttons; so are buttons of which only what clients see is sent back.
func updatePost(c *call) (any, *model.AppError) {
	in := &model.Post{}
	if err := c.decode(in); err != nil {
		return nil, err
	}
	in.SanitizeInput()
	if in.Id != c.path["post_id"] {
		return nil, invalid("id")
	}
	if err := c.hardened(in.GetProps()); err != nil {
		return nil, err
	}
	p, ch, err := c.editable()
	if err != nil {
		return nil, err
	}
	if in.Message != p.Message {
		if err := c.tooLate(p); err != nil {
			return nil, err
		}
	}
	if in.FileIds == nil {
		in.FileIds = p.FileIds
	}
	return c.replace(p, ch, in)
}

func patchPost(c *call) (any, *model.AppError) {
	var patch model.PostPatch
	if err := c.decode(&patch); err != nil {
		return nil, err
	}
	if patch.Props != nil {
		if err := c.hardened(*patch.Props); err != nil {
			return nil, err
		}
	}
	p, ch, err := c.editable()
	if err != nil {
		return nil, err
	}
	if patch.Message != nil {
		if err := c.tooLate(p); err != nil {
			return nil, err
		}
	}
	next := deepPost(p)
	next.Patch(&patch)
	return c.replace(p, ch, next)
}

// replace stores what an edit makes of a post and tells everybody.
func (c *call) replace(p *model.Post, ch *channel, in *model.Post) (any, *model.AppError) {
	switch {
	case ch.DeleteAt != 0:
		return nil, fail(http.StatusBadRequest, "api.post.update_post.can_not_update_post_in_deleted.error", "Can not update a post in a deleted channel.")
	case p.IsSystemMessage():
		return nil, fail(http.StatusBadRequest, "api.post.update_post.system_message.app_error", "Unable to update system message.")
	}
	next := deepPost(p)
	in.SanitizeProps()
	if next.Message != in.Message {
		next.Message, next.EditAt = in.Message, c.now()
	}
	next.IsPinned, next.FileIds = in.IsPinned, in.FileIds
	if in.GetProps() == nil {
		in.SetProps(model.StringInterface{})
	}
	next.SetProps(in.GetProps())
	next.GenerateActionIds()
	c.mentionChannels(next, ch)
	if err := checkPost(next); err != nil {
		return nil, err
	}
	next.UpdateAt = c.now()
	if root := c.posts[next.RootId]; root != nil {
		root.UpdateAt = next.UpdateAt
	}
	c.keepOld(p, next.UpdateAt)
	added := slices.DeleteFunc(slices.Clone(next.FileIds), func(id string) bool { return slices.Contains(p.FileIds, id) })
	attached := c.attach(next, added)
	next.FileIds = slices.DeleteFunc(next.FileIds, func(id string) bool { return slices.Contains(added, id) && !slices.Contains(attached, id) })
	c.posts[p.Id] = next
	c.publish(event{name: model.WebsocketEventPostEdited, channel: ch.Id, data: map[string]any{"post": jsonString(c.shownPost(next))}}, ch.has)
	return c.shownPost(next), nil
}

// keepOld keeps what a post was before an edit, as a deleted post of its own. It
// comes up among what has changed since a time.
func (s *Server) keepOld(p *model.Post, now int64) {
	old := deepPost(p)
	old.Id, old.OriginalId, old.DeleteAt, old.UpdateAt = model.NewId(), p.Id, now, now
	s.posts[old.Id] = old
	s.order = slices.Insert(s.order, slices.Index(s.order, p.Id)+1, old.Id)
}
