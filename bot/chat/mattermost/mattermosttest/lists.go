package mattermosttest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/mattermost/mattermost/server/public/model"
)

func listRoutes() []route {
	return []route{
		{http.MethodGet, "/api/v4/channels/{channel_id}/posts", channelPosts, false},
		{http.MethodGet, "/api/v4/channels/{channel_id}/pinned", pinnedPosts, false},
		{http.MethodGet, "/api/v4/posts/{post_id}/thread", threadPosts, false},
		{http.MethodPost, "/api/v4/posts/ids", postsByIDs, false},
	}
}

// deepPost copies a post with everything in it.
func deepPost(p *model.Post) *model.Post {
	out := p.Clone()
	out.Metadata = nil
	props := model.StringInterface{}
	if b, err := json.Marshal(p.GetProps()); err == nil {
		if err := json.Unmarshal(b, &props); err == nil && props != nil {
			out.SetProps(props)
		}
	}
	out.FileIds = slices.Clone(p.FileIds)
	return out
}

// postList is a list of posts in the order given, with the threads of those in
// it unless they are collapsed.
func (c *call) postList(posts []*model.Post) *model.PostList {
	out := model.NewPostList()
	for _, p := range posts {
		out.AddPost(c.shownPost(p))
		out.AddOrder(p.Id)
	}
	if c.flag("skipFetchThreads") || c.flag("collapsedThreads") {
		return out
	}
	for _, p := range posts {
		root := p.RootId
		if root == "" {
			root = p.Id
		}
		for _, id := range c.order {
			if q := c.posts[id]; (q.Id == root || q.RootId == root) && q.DeleteAt == 0 && out.Posts[id] == nil {
				out.AddPost(c.shownPost(q))
			}
		}
	}
	return out
}

func (c *call) readableContent() (*channel, *model.AppError) {
	ch, err := c.channel()
	if err != nil {
		return nil, err
	}
	if !c.mayRead(c.me, ch) {
		return nil, forbidden("read_channel_content")
	}
	return ch, nil
}

// channelPosts are a channel's posts, newest first: a page of them, those before
// or after one of them, or what has changed since a time. The last holds deleted
// posts and old ones that got reactions.
func channelPosts(c *call) (any, *model.AppError) {
	ch, err := c.readableContent()
	if err != nil {
		return nil, err
	}
	var all []*model.Post
	for _, id := range slices.Backward(c.order) {
		if p := c.posts[id]; p.ChannelId == ch.Id {
			all = append(all, p)
		}
	}
	if text := c.query("since"); text != "" {
		since, bad := strconv.ParseInt(text, 10, 64)
		if bad != nil {
			return nil, invalidURL("since")
		}
		if since > 0 {
			return c.since(all, since), nil
		}
	}
	all = slices.DeleteFunc(all, func(p *model.Post) bool { return p.DeleteAt != 0 || c.flag("collapsedThreads") && p.RootId != "" })
	for _, name := range []string{"before", "after"} {
		id := c.query(name)
		if id == "" {
			continue
		}
		if !model.IsValidId(id) {
			return nil, invalidURL(name)
		}
		i := slices.IndexFunc(all, func(p *model.Post) bool { return p.Id == id })
		switch {
		case i < 0:
			all = nil
		case name == "before":
			all = all[i+1:]
		default: // the ones right after it, still newest first
			per, bad := strconv.Atoi(c.query("per_page"))
			if bad != nil {
				per = 60
			}
			all = all[max(0, i-per):i]
		}
	}
	return c.postList(page(c.r.URL.Query(), all)), nil
}

// since are the posts that have changed since a time, and the roots of those that
// are answers.
func (c *call) since(all []*model.Post, time int64) *model.PostList {
	out := model.NewPostList()
	all = slices.DeleteFunc(all, func(p *model.Post) bool { return p.UpdateAt <= time })
	for _, p := range all[:min(len(all), 1000)] {
		out.AddPost(c.shownPost(p))
		out.AddOrder(p.Id)
		if root := c.posts[p.RootId]; root != nil {
			out.AddPost(c.shownPost(root))
		}
	}
	return out
}

func pinnedPosts(c *call) (any, *model.AppError) {
	ch, err := c.readableContent()
	if err != nil {
		return nil, err
	}
	out := model.NewPostList()
	for _, id := range c.order {
		if p := c.posts[id]; p.ChannelId == ch.Id && p.IsPinned && p.DeleteAt == 0 {
			out.AddPost(c.shownPost(p))
			out.AddOrder(p.Id)
		}
	}
	return out, nil
}

// threadPosts are a post's thread, the first post first.
func threadPosts(c *call) (any, *model.AppError) {
	p, ch, err := c.post()
	if err != nil {
		return nil, err
	}
	if !c.mayRead(c.me, ch) {
		return nil, forbidden("read_channel_content")
	}
	root := p.RootId
	if root == "" {
		root = p.Id
	}
	out := model.NewPostList()
	more := false
	out.HasNext = &more
	for _, id := range c.order {
		if q := c.posts[id]; (q.Id == root || q.RootId == root) && q.DeleteAt == 0 {
			out.AddPost(c.shownPost(q))
			out.AddOrder(q.Id)
		}
	}
	return out, nil
}

// postsByIDs leaves out, without a word, what is not there or not readable. Of
// deleted posts it returns what is left.
func postsByIDs(c *call) (any, *model.AppError) {
	var ids []string
	if err := c.decode(&ids); err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, invalid("post_ids")
	}
	if len(ids) > 1000 {
		return nil, fail(http.StatusBadRequest, "api.post.posts_by_ids.invalid_body.request_error", "Too many posts.")
	}
	out := []*model.Post{}
	for _, id := range ids {
		if p := c.posts[id]; p != nil && c.mayRead(c.me, c.channels[p.ChannelId]) {
			out = append(out, c.shownPost(p))
		}
	}
	return out, nil
}
