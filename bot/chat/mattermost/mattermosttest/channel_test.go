package mattermosttest

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
)

// What a server does with channels, their members and reactions.
func TestChannels(t *testing.T) {
	onBoth(t, map[string]func(*testing.T, *world){
		"limits":    channelLimits,
		"names":     channelNames,
		"members":   channelMembers,
		"expelled":  channelExpelled,
		"archived":  channelArchived,
		"public":    channelPublic,
		"lists":     channelLists,
		"unknown":   channelUnknown,
		"direct":    channelDirect,
		"hardened":  channelHardened,
		"reactions": reactions,
	})
}

func channelLimits(t *testing.T, w *world) {
	ch := w.room("limits")
	patch := func(what string, p model.ChannelPatch, want int) {
		t.Helper()
		_, res, _ := w.bot.PatchChannel(w.ctx(), ch.Id, &p)
		w.is(what, res, want)
	}
	long := func(n int) *string { s := strings.Repeat("ö", n); return &s }
	patch("header 1024", model.ChannelPatch{Header: long(1024)}, http.StatusOK)
	patch("header 1025", model.ChannelPatch{Header: long(1025)}, http.StatusBadRequest)
	patch("purpose 250", model.ChannelPatch{Purpose: long(250)}, http.StatusOK)
	patch("purpose 251", model.ChannelPatch{Purpose: long(251)}, http.StatusBadRequest)
	patch("title 64", model.ChannelPatch{DisplayName: long(64)}, http.StatusOK)
	patch("title 65", model.ChannelPatch{DisplayName: long(65)}, http.StatusBadRequest)
	nul := "a\x00b"
	patch("NUL in the header", model.ChannelPatch{Header: &nul}, http.StatusInternalServerError)
	patch("nothing", model.ChannelPatch{}, http.StatusBadRequest)
}

func channelNames(t *testing.T, w *world) {
	create := func(name string, want int) {
		t.Helper()
		_, res, _ := w.bot.CreateChannel(w.ctx(), &model.Channel{TeamId: w.team.Id, Type: model.ChannelTypePrivate, Name: name, DisplayName: "x"})
		w.is(name, res, want)
	}
	create(strings.Repeat("n", 64), http.StatusCreated)
	create(strings.Repeat("n", 65), http.StatusInternalServerError)
	create("with_under-dash", http.StatusCreated)
	create("with_under-dash", http.StatusBadRequest)
	create("newsroom", http.StatusBadRequest)
	create("With-Capitals", http.StatusBadRequest)
	create("with space", http.StatusBadRequest)
	create("ü", http.StatusBadRequest)
	create("-dash", http.StatusBadRequest)
	create("dash-", http.StatusCreated)
	create("", http.StatusBadRequest)
	create("a", http.StatusCreated)
	_, res, _ := w.bot.CreateChannel(w.ctx(), &model.Channel{TeamId: w.team.Id, Type: model.ChannelTypePrivate, Name: "untitled"})
	w.is("without a title", res, http.StatusBadRequest)
}

func channelMembers(t *testing.T, w *world) {
	ch := w.room("members")
	m, res, _ := w.bot.AddChannelMember(w.ctx(), ch.Id, w.ann.id)
	w.is("add somebody again", res, http.StatusCreated)
	if m.UserId != w.ann.id || m.SchemeAdmin || !m.SchemeUser {
		t.Errorf("member = %+v", m)
	}
	own, _, err := w.bot.GetChannelMember(w.ctx(), ch.Id, w.botID, "")
	check(t, "get the bot's membership", err)
	if !own.SchemeAdmin {
		t.Error("who makes a channel is not its administrator")
	}
	_, res, _ = w.bot.AddChannelMember(w.ctx(), ch.Id, w.outsider)
	w.is("add an outsider", res, http.StatusNotFound)
	_, res, _ = w.bot.AddTeamMember(w.ctx(), w.team.Id, w.outsider)
	w.is("take in an outsider of another domain", res, http.StatusBadRequest)
	_, res, _ = w.bot.AddChannelMember(w.ctx(), ch.Id, "nouserofthatid")
	w.is("add no id", res, http.StatusBadRequest)
	_, res, _ = w.bot.AddChannelMember(w.ctx(), ch.Id, model.NewId())
	w.is("add nobody", res, http.StatusNotFound)
	res, _ = w.bob.client.RemoveUserFromChannel(w.ctx(), ch.Id, w.ann.id)
	w.is("a member removes another", res, http.StatusOK)
	_, res, _ = w.bob.client.AddChannelMember(w.ctx(), ch.Id, w.ann.id)
	w.is("a member adds somebody", res, http.StatusCreated)
	header := "by a member"
	_, res, _ = w.bob.client.PatchChannel(w.ctx(), ch.Id, &model.ChannelPatch{Header: &header})
	w.is("a member sets the header", res, http.StatusOK)
	res, _ = w.bob.client.DeleteChannel(w.ctx(), ch.Id)
	w.is("a member archives", res, http.StatusOK)
}

func channelExpelled(t *testing.T, w *world) {
	ch := w.room("expelled")
	p := w.post(&model.Post{ChannelId: ch.Id, Message: "x"})
	res, _ := w.ann.client.RemoveUserFromChannel(w.ctx(), ch.Id, w.botID)
	w.is("a member removes the bot", res, http.StatusOK)
	text := "y"
	_, res, _ = w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: ch.Id, Message: "x"})
	w.is("post", res, http.StatusForbidden)
	_, res, _ = w.bot.PatchPost(w.ctx(), p.Id, &model.PostPatch{Message: &text})
	w.is("edit", res, http.StatusForbidden)
	_, res, _ = w.bot.GetPost(w.ctx(), p.Id, "")
	w.is("read", res, http.StatusForbidden)
	_, res, _ = w.bot.GetChannel(w.ctx(), ch.Id)
	w.is("look", res, http.StatusForbidden)
	_, res, _ = w.bot.PatchChannel(w.ctx(), ch.Id, &model.ChannelPatch{Header: &text})
	w.is("set the header", res, http.StatusForbidden)
	_, res, _ = w.bot.AddChannelMember(w.ctx(), ch.Id, w.botID)
	w.is("come back", res, http.StatusForbidden)
	_, res, _ = w.bot.AddChannelMember(w.ctx(), ch.Id, w.bob.id)
	w.is("add somebody", res, http.StatusForbidden)
	res, _ = w.bot.DeleteChannel(w.ctx(), ch.Id)
	w.is("archive", res, http.StatusForbidden)
	res, _ = w.bot.PinPost(w.ctx(), p.Id)
	w.is("pin", res, http.StatusForbidden)
	_, res, _ = w.bot.UploadFile(w.ctx(), []byte("x"), ch.Id, "x.txt")
	w.is("upload", res, http.StatusForbidden)
	_, res, _ = w.bot.GetChannelMember(w.ctx(), ch.Id, w.botID, "")
	w.is("get its membership", res, http.StatusForbidden)
	_, res, _ = w.bot.CreateChannel(w.ctx(), &model.Channel{TeamId: w.team.Id, Type: model.ChannelTypePrivate, Name: "expelled", DisplayName: "x"})
	w.is("take its name", res, http.StatusBadRequest)
	_, res, _ = w.bot.GetChannelByNameIncludeDeleted(w.ctx(), "expelled", w.team.Id, "")
	w.is("look by name", res, http.StatusNotFound)
}

func channelArchived(t *testing.T, w *world) {
	ch := w.room("archived")
	p := w.post(&model.Post{ChannelId: ch.Id, Message: "x"})
	_, err := w.admin.RemoveUserFromChannel(w.ctx(), ch.Id, w.ann.id)
	check(t, "remove", err)
	res, _ := w.bot.DeleteChannel(w.ctx(), ch.Id)
	w.is("archive", res, http.StatusOK)
	res, _ = w.bot.DeleteChannel(w.ctx(), ch.Id)
	w.is("archive again", res, http.StatusBadRequest)
	text := "y"
	_, res, _ = w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: ch.Id, Message: "x"})
	w.is("post", res, http.StatusBadRequest)
	_, res, _ = w.bot.PatchPost(w.ctx(), p.Id, &model.PostPatch{Message: &text})
	w.is("edit", res, http.StatusBadRequest)
	res, _ = w.bot.DeletePost(w.ctx(), p.Id)
	w.is("delete", res, http.StatusBadRequest)
	res, _ = w.bot.PinPost(w.ctx(), p.Id)
	w.is("pin", res, http.StatusBadRequest)
	_, res, _ = w.bot.PatchChannel(w.ctx(), ch.Id, &model.ChannelPatch{Header: &text})
	w.is("set the header", res, http.StatusBadRequest)
	_, res, _ = w.bob.client.SaveReaction(w.ctx(), &model.Reaction{UserId: w.bob.id, PostId: p.Id, EmojiName: "x"})
	w.is("react", res, http.StatusForbidden)
	_, res, _ = w.bot.GetPost(w.ctx(), p.Id, "")
	w.is("read", res, http.StatusOK)
	_, res, _ = w.bot.AddChannelMember(w.ctx(), ch.Id, w.ann.id)
	w.is("add somebody", res, http.StatusCreated)
	_, res, _ = w.bot.CreateChannel(w.ctx(), &model.Channel{TeamId: w.team.Id, Type: model.ChannelTypePrivate, Name: "archived", DisplayName: "x"})
	w.is("take its name", res, http.StatusBadRequest)
	_, res, _ = w.bot.GetChannelByName(w.ctx(), "archived", w.team.Id, "")
	w.is("by name", res, http.StatusNotFound)
	got, res, _ := w.bot.GetChannelByNameIncludeDeleted(w.ctx(), "archived", w.team.Id, "")
	w.is("by name, archived ones too", res, http.StatusOK)
	if got == nil || got.Id != ch.Id || got.DeleteAt == 0 {
		t.Errorf("by name: %+v", got)
	}
	got, res, _ = w.bot.GetChannel(w.ctx(), ch.Id)
	w.is("get", res, http.StatusOK)
	if got.DeleteAt == 0 {
		t.Error("it is not archived")
	}
	_, res, _ = w.bot.RestoreChannel(w.ctx(), ch.Id)
	w.is("the bot restores", res, http.StatusForbidden)
	_, res, _ = w.admin.RestoreChannel(w.ctx(), ch.Id)
	w.is("an administrator restores", res, http.StatusOK)
	_, res, _ = w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: ch.Id, Message: "x"})
	w.is("post again", res, http.StatusCreated)
}

// channelPublic: public channels are open to the team, and a bot that was
// removed from one can come back.
func channelPublic(t *testing.T, w *world) {
	p := w.post(&model.Post{Message: "x"})
	w.Expel(t, w.public.Id)
	_, res, _ := w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: w.public.Id, Message: "x"})
	w.is("post", res, http.StatusForbidden)
	_, res, _ = w.bot.GetPost(w.ctx(), p.Id, "")
	w.is("read", res, http.StatusOK)
	_, res, _ = w.bot.SaveReaction(w.ctx(), &model.Reaction{UserId: w.botID, PostId: p.Id, EmojiName: "x"})
	w.is("react", res, http.StatusForbidden)
	_, res, _ = w.bot.GetChannelByName(w.ctx(), "newsroom", w.team.Id, "")
	w.is("look by name", res, http.StatusOK)
	_, res, _ = w.bot.AddChannelMember(w.ctx(), w.public.Id, w.botID)
	w.is("come back", res, http.StatusCreated)
	_, res, _ = w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: w.public.Id, Message: "x"})
	w.is("post again", res, http.StatusCreated)
}

func channelLists(t *testing.T, w *world) {
	open, closed := w.room("open"), w.room("closed")
	_, err := w.bot.DeleteChannel(w.ctx(), closed.Id)
	check(t, "archive", err)
	gone, _, err := w.bot.GetChannel(w.ctx(), closed.Id)
	check(t, "get", err)
	has := func(what string, list []*model.Channel, id string, want bool) {
		t.Helper()
		if got := slices.ContainsFunc(list, func(c *model.Channel) bool { return c.Id == id }); got != want {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	list, _, err := w.bot.GetChannelsForTeamForUser(w.ctx(), w.team.Id, w.botID, false, "")
	check(t, "list", err)
	has("open", list, open.Id, true)
	has("archived", list, closed.Id, false)
	list, _, err = w.bot.GetChannelsForTeamForUser(w.ctx(), w.team.Id, w.botID, true, "")
	check(t, "list with archived ones", err)
	has("archived, asked for", list, closed.Id, true)
	list, _, err = w.bot.GetChannelsForTeamAndUserWithLastDeleteAt(w.ctx(), w.team.Id, w.botID, true, int(gone.DeleteAt), "")
	check(t, "list since", err)
	has("archived at that time", list, closed.Id, true)
	list, _, err = w.bot.GetChannelsForTeamAndUserWithLastDeleteAt(w.ctx(), w.team.Id, w.botID, true, int(gone.DeleteAt)+1, "")
	check(t, "list since later", err)
	has("archived before that time", list, closed.Id, false)
	has("open", list, open.Id, true)
	list, _, err = w.bot.GetChannelsForUserWithLastDeleteAt(w.ctx(), w.botID, 0)
	check(t, "list of all teams", err)
	has("open", list, open.Id, true)
	has("archived", list, closed.Id, false)
	_, res, _ := w.bot.GetChannelsForTeamForUser(w.ctx(), w.team.Id, w.ann.id, false, "")
	w.is("somebody else's", res, http.StatusForbidden)
}

func channelUnknown(t *testing.T, w *world) {
	text := "x"
	for id, want := range map[string]int{"nochannelofthatid": http.StatusBadRequest, model.NewId(): http.StatusNotFound} {
		_, res, _ := w.bot.GetChannel(w.ctx(), id)
		w.is("get "+id, res, want)
		_, res, _ = w.bot.PatchChannel(w.ctx(), id, &model.ChannelPatch{Header: &text})
		w.is("patch "+id, res, want)
		_, res, _ = w.bot.AddChannelMember(w.ctx(), id, w.ann.id)
		w.is("add to "+id, res, want)
		res, _ = w.bot.DeleteChannel(w.ctx(), id)
		w.is("archive "+id, res, want)
	}
	_, res, _ := w.bot.GetChannelMembers(w.ctx(), model.NewId(), 0, 10, "")
	w.is("members of nothing", res, http.StatusForbidden)
	_, res, _ = w.bot.GetUser(w.ctx(), "nouserofthatid", "")
	w.is("get no user id", res, http.StatusBadRequest)
	_, res, _ = w.bot.GetUser(w.ctx(), model.NewId(), "")
	w.is("get no user", res, http.StatusNotFound)
	_, res, _ = w.bot.GetUserByUsername(w.ctx(), "nobodyofthatname", "")
	w.is("get no name", res, http.StatusNotFound)
	_, res, _ = w.bot.GetTeamByName(w.ctx(), "noteamofthatname", "")
	w.is("get no team", res, http.StatusNotFound)
	_, res, _ = w.bot.GetTeamMember(w.ctx(), w.team.Id, w.outsider, "")
	w.is("get no team member", res, http.StatusNotFound)
}

func channelDirect(t *testing.T, w *world) {
	one, res, err := w.bot.CreateDirectChannel(w.ctx(), w.botID, w.ann.id)
	check(t, "open", err)
	w.is("open", res, http.StatusCreated)
	two, _, err := w.bot.CreateDirectChannel(w.ctx(), w.ann.id, w.botID)
	check(t, "open again", err)
	if one.Id != two.Id || one.Type != model.ChannelTypeDirect || one.TeamId != "" {
		t.Errorf("channels %+v and %+v", one, two)
	}
	_, res, _ = w.bot.CreateDirectChannel(w.ctx(), w.botID, "nouserofthatid")
	w.is("with no id", res, http.StatusBadRequest)
	_, res, _ = w.bot.CreateDirectChannel(w.ctx(), w.botID, model.NewId())
	w.is("with nobody", res, http.StatusBadRequest)
	_, res, _ = w.bot.CreateDirectChannel(w.ctx(), w.bob.id, w.ann.id)
	w.is("between others", res, http.StatusForbidden)
	_, res, _ = w.bot.CreateDirectChannel(w.ctx(), w.botID, w.outsider)
	w.is("with an outsider", res, http.StatusCreated)
	p := w.post(&model.Post{ChannelId: one.Id, Message: "x"})
	if w.ann.pinged(t, p.Id) {
		t.Error("a direct message counts as a mention")
	}
	res, _ = w.bot.DeleteChannel(w.ctx(), one.Id)
	w.is("archive it", res, http.StatusBadRequest)
}

// channelHardened: what an administrator can take from members and leave to
// whoever made the channel. It changes roles for the whole server, for a moment.
func channelHardened(t *testing.T, w *world) {
	ch := w.room("hardened")
	taken := []string{"manage_private_channel_members", "delete_private_channel", "manage_private_channel_properties"}
	w.move(taken, "channel_user", "channel_admin")
	header := "x"
	res, _ := w.ann.client.RemoveUserFromChannel(w.ctx(), ch.Id, w.botID)
	w.is("a member removes the bot", res, http.StatusForbidden)
	res, _ = w.ann.client.DeleteChannel(w.ctx(), ch.Id)
	w.is("a member archives", res, http.StatusForbidden)
	_, res, _ = w.ann.client.PatchChannel(w.ctx(), ch.Id, &model.ChannelPatch{Header: &header})
	w.is("a member sets the header", res, http.StatusForbidden)
	_, res, _ = w.ann.client.AddChannelMember(w.ctx(), ch.Id, w.bob.id)
	w.is("a member adds somebody", res, http.StatusForbidden)
	_, res, _ = w.bot.PatchChannel(w.ctx(), ch.Id, &model.ChannelPatch{Header: &header})
	w.is("the bot sets the header", res, http.StatusOK)
	res, _ = w.bot.RemoveUserFromChannel(w.ctx(), ch.Id, w.bob.id)
	w.is("the bot removes somebody", res, http.StatusOK)
	res, _ = w.bot.DeleteChannel(w.ctx(), ch.Id)
	w.is("the bot archives", res, http.StatusOK)
}

// move moves permissions from one role to another until the test ends.
func (w *world) move(permissions []string, from, to string) {
	w.t.Helper()
	for _, name := range []string{from, to} {
		role, _, err := w.admin.GetRoleByName(w.ctx(), name)
		check(w.t, "get the role", err)
		old := slices.Clone(role.Permissions)
		next := slices.DeleteFunc(slices.Clone(old), func(p string) bool { return slices.Contains(permissions, p) })
		if name == to {
			next = append(next, permissions...)
		}
		ctx := w.ctx()
		_, res, err := w.bot.PatchRole(ctx, role.Id, &model.RolePatch{Permissions: &next})
		if err == nil {
			w.t.Error("the bot changed a role")
		}
		w.is("the bot changes a role", res, http.StatusForbidden)
		_, _, err = w.admin.PatchRole(ctx, role.Id, &model.RolePatch{Permissions: &next})
		check(w.t, "patch the role", err)
		w.after(w.t, func(ctx context.Context) {
			_, _, err := w.admin.PatchRole(ctx, role.Id, &model.RolePatch{Permissions: &old})
			check(w.t, "restore the role", err)
		})
	}
}

func reactions(t *testing.T, w *world) {
	p := w.post(&model.Post{Message: "x"})
	r := &model.Reaction{UserId: w.ann.id, PostId: p.Id, EmojiName: "white_check_mark"}
	one, res, err := w.ann.client.SaveReaction(w.ctx(), r)
	check(t, "react", err)
	w.is("react", res, http.StatusOK)
	two, _, err := w.ann.client.SaveReaction(w.ctx(), r)
	check(t, "react again", err)
	if one.CreateAt == two.CreateAt {
		t.Log("the same reaction again has the same time")
	}
	list, _, err := w.bot.GetReactions(w.ctx(), p.Id)
	check(t, "list", err)
	if len(list) != 1 || list[0].CreateAt != one.CreateAt {
		t.Errorf("reactions = %+v, want one of %d", list, one.CreateAt)
	}
	bulk, _, err := w.bot.GetBulkReactions(w.ctx(), []string{p.Id})
	check(t, "bulk", err)
	if len(bulk[p.Id]) != 1 {
		t.Errorf("bulk = %v", bulk)
	}
	_, res, _ = w.ann.client.SaveReaction(w.ctx(), &model.Reaction{UserId: w.bob.id, PostId: p.Id, EmojiName: "x"})
	w.is("for somebody else", res, http.StatusForbidden)
	_, res, _ = w.ann.client.SaveReaction(w.ctx(), &model.Reaction{UserId: w.ann.id, PostId: p.Id, EmojiName: "nosuchemoji"})
	w.is("no emoji", res, http.StatusNotFound)
	_, res, _ = w.ann.client.SaveReaction(w.ctx(), &model.Reaction{UserId: w.ann.id, PostId: model.NewId(), EmojiName: "x"})
	w.is("no post", res, http.StatusForbidden)
	res, _ = w.bob.client.DeleteReaction(w.ctx(), r)
	w.is("take somebody else's back", res, http.StatusForbidden)
	res, _ = w.ann.client.DeleteReaction(w.ctx(), r)
	w.is("take it back", res, http.StatusOK)
	if list, _, _ = w.bot.GetReactions(w.ctx(), p.Id); len(list) != 0 {
		t.Errorf("reactions = %+v", list)
	}
}
