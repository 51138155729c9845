package mattermosttest

import (
	"slices"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// See implements chattest.Sight.
func (f *Far) See(t *testing.T, at chat.Ref) chattest.Seen {
	t.Helper()
	p, _, err := f.admin.GetPost(t.Context(), at.Message, "")
	check(t, "get the message", err)
	return f.seen(t, p)
}

// Under implements chattest.Sight.
func (f *Far) Under(t *testing.T, at chat.Ref) []chattest.Seen {
	t.Helper()
	list, _, err := f.admin.GetPostThread(t.Context(), at.Message, "", false)
	check(t, "get the thread", err)
	var out []chattest.Seen
	for _, p := range f.inOrder(list, func(p *model.Post) bool { return p.RootId == at.Message }) {
		out = append(out, f.seen(t, p))
	}
	return out
}

// In implements chattest.Sight.
func (f *Far) In(t *testing.T, channel string) []chattest.Seen {
	t.Helper()
	var out []chattest.Seen
	seen := map[string]bool{}
	var all []*model.Post
	for n := 0; ; n++ {
		list, _, err := f.admin.GetPostsForChannel(t.Context(), channel, n, 200, "", false, false)
		check(t, "get the messages", err)
		for _, p := range f.inOrder(list, func(p *model.Post) bool { return p.RootId == "" }) {
			if !seen[p.Id] {
				seen[p.Id] = true
				all = append(all, p)
			}
		}
		if len(list.Order) < 200 {
			break
		}
	}
	sortPosts(all)
	for _, p := range all {
		out = append(out, f.seen(t, p))
	}
	return out
}

// inOrder are the posts of people for which ok holds, oldest first.
func (f *Far) inOrder(list *model.PostList, ok func(*model.Post) bool) []*model.Post {
	var out []*model.Post
	for _, p := range list.Posts {
		if ok(p) && p.DeleteAt == 0 && !p.IsSystemMessage() {
			out = append(out, p)
		}
	}
	sortPosts(out)
	return out
}

func sortPosts(ps []*model.Post) {
	slices.SortFunc(ps, func(a, b *model.Post) int {
		if a.CreateAt != b.CreateAt {
			return int(a.CreateAt - b.CreateAt)
		}
		if a.Id < b.Id {
			return -1
		}
		return 1
	})
}

// seen is a message as a client shows it.
func (f *Far) seen(t *testing.T, p *model.Post) chattest.Seen {
	t.Helper()
	s := chattest.Seen{At: chat.Ref{Platform: f.client.Platform(), Channel: p.ChannelId, Message: p.Id, Thread: p.RootId}}
	v := render(p, "town-square", f.public.Name)
	s.Text, s.Links, s.Remote = v.text.String(), v.links, v.remote
	for _, b := range buttons(p) {
		s.Buttons = append(s.Buttons, b.Name)
	}
	if p.Type != model.PostTypeEphemeral {
		for _, o := range f.officers {
			if o.pinged(t, p.Id) {
				s.Pings = append(s.Pings, o.id)
			}
		}
	}
	if p.Metadata != nil {
		for _, info := range p.Metadata.Files {
			data, _, err := f.admin.GetFile(t.Context(), info.Id)
			check(t, "get the file "+info.Name, err)
			s.Files = append(s.Files, chat.File{Name: info.Name, Type: info.MimeType, Data: data})
		}
	}
	return s
}

// buttons are the buttons that a client shows: those with an id and a name.
func buttons(p *model.Post) []*model.PostAction {
	var out []*model.PostAction
	for _, a := range p.Attachments() {
		for _, b := range a.Actions {
			if b != nil && b.Id != "" && b.Name != "" {
				out = append(out, b)
			}
		}
	}
	return out
}

// Room implements chattest.Sight.
func (f *Far) Room(t *testing.T, channel string) chattest.Room {
	t.Helper()
	ctx := t.Context()
	ch, _, err := f.admin.GetChannel(ctx, channel)
	check(t, "get the channel", err)
	members, _, err := f.admin.GetChannelMembers(ctx, channel, 0, 200, "")
	check(t, "get the members", err)
	pinned, _, err := f.admin.GetPinnedPosts(ctx, channel, "")
	check(t, "get what is pinned", err)
	r := chattest.Room{
		Name: ch.Name, Topic: ch.Header, Purpose: ch.Purpose, Private: ch.Type == model.ChannelTypePrivate, Archived: ch.DeleteAt != 0, Pinned: pinned.Order,
	}
	for _, m := range members {
		if m.UserId != f.bot {
			r.Members = append(r.Members, m.UserId)
		}
	}
	return r
}
