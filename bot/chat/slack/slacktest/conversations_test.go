package slacktest_test

import (
	"slices"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"appealbot/bot/chat/slack/slacktest"
)

func TestChannels(t *testing.T) {
	f := world(t)
	c := client(f.Server)
	u := f.Officers()
	hidden := f.AddChannel(slacktest.Channel{Name: "hidden", Private: true})
	create := func(name string) (string, error) {
		ch, err := c.CreateConversation(slack.CreateConversationParams{ChannelName: name, IsPrivate: true})
		if err != nil {
			return "", err
		}
		return ch.ID, nil
	}
	id, err := create("case-1")
	ok(t, err)
	for _, name := range []string{"case-1", "newsroom", "hidden"} {
		_, err = create(name)
		refused(t, err, "name_taken")
	}
	_, err = c.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: hidden})
	refused(t, err, "channel_not_found")
	_, err = c.SetTopicOfConversation(id, "a < b")
	ok(t, err)
	_, err = c.InviteUsersToConversation(id, u...)
	ok(t, err)
	for user, code := range map[string]string{
		u[0]: "already_in_channel", slacktest.BotUser: "cant_invite_self", "U1": "user_not_found", f.Outsider(): "cant_invite",
		f.AddUser(slacktest.User{Name: "guest", UltraRestricted: true}): "ura_max_channels",
	} {
		_, err = c.InviteUsersToConversation(id, user)
		refused(t, err, code)
	}
	members, _, err := c.GetUsersInConversation(&slack.GetUsersInConversationParameters{ChannelID: id})
	ok(t, err)
	if !slices.Equal(members, append([]string{slacktest.BotUser}, u...)) {
		t.Errorf("members = %v", members)
	}
	ok(t, c.ArchiveConversation(id))
	refused(t, c.ArchiveConversation(id), "already_archived")
	_, err = create("case-1")
	refused(t, err, "name_taken")
	_, _, err = c.PostMessage(id, mute("x")...)
	refused(t, err, "is_archived")
	_, err = c.SetTopicOfConversation(id, "x")
	refused(t, err, "is_archived")
	if got := f.Room(t, id); got.Topic != "a < b" || !got.Archived || !got.Private {
		t.Errorf("room = %+v", got)
	}
}

// TestPages: lists come in parts.
func TestPages(t *testing.T) {
	f := world(t)
	c := client(f.Server)
	for range 5 {
		f.AddChannel(slacktest.Channel{Name: "x", Members: []string{slacktest.BotUser}})
	}
	var all []string
	for cursor := ""; ; {
		some, next, err := c.GetConversationsForUser(&slack.GetConversationsForUserParameters{Cursor: cursor, Limit: 4})
		ok(t, err)
		for _, ch := range some {
			all = append(all, ch.ID)
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	if len(all) != 6 {
		t.Errorf("%d channels, want 6", len(all))
	}
}

func TestFates(t *testing.T) {
	f := world(t)
	a := listen(t, f, nil)
	ch, err := a.CreateConversation(slack.CreateConversationParams{ChannelName: "case-1", IsPrivate: true})
	ok(t, err)
	f.Rename(t, ch.ID, "else")
	if e := a.inner(t, "group_rename"); e["channel"].(m)["name"] != "else" {
		t.Errorf("event = %v", e)
	}
	f.Expel(t, ch.ID)
	left := a.next(t, socketmode.EventTypeEventsAPI)
	for !slices.Contains([]string{"group_left", "member_left_channel"}, kind(t, left)) {
		left = a.next(t, socketmode.EventTypeEventsAPI)
	}
	_, _, err = a.PostMessage(ch.ID, mute("x")...)
	refused(t, err, "channel_not_found")
	f.Admit(t, ch.ID)
	if e := a.inner(t, "member_joined_channel"); e["user"] != slacktest.BotUser {
		t.Errorf("event = %v", e)
	}
	f.Close(t, ch.ID)
	a.inner(t, "group_archive")
	f.Reopen(t, ch.ID)
	a.inner(t, "group_unarchive")
	f.Destroy(t, ch.ID)
	a.inner(t, "group_deleted")
	_, err = a.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: ch.ID})
	refused(t, err, "channel_not_found")
}

// TestSmallThings: pins, bookmarks, people, permalinks.
func TestSmallThings(t *testing.T) {
	f := world(t)
	c := client(f.Server)
	ch, _ := f.Public()
	u := f.Officers()[0]
	_, ts, err := c.PostMessage(ch, mute("x")...)
	ok(t, err)
	ok(t, c.AddPin(ch, slack.NewRefToMessage(ch, ts)))
	refused(t, c.AddPin(ch, slack.NewRefToMessage(ch, ts)), "already_pinned")
	refused(t, c.AddPin(ch, slack.NewRefToMessage(ch, "1.1")), "message_not_found")
	items, _, err := c.ListPins(ch)
	ok(t, err)
	if len(items) != 1 || items[0].Message.Timestamp != ts {
		t.Errorf("pins = %+v", items)
	}
	b, err := c.AddBookmark(ch, slack.AddBookmarkParameters{Title: "Card", Type: "link", Link: "https://x.example"})
	ok(t, err)
	title := "New"
	_, err = c.EditBookmark(ch, b.ID, slack.EditBookmarkParameters{Title: &title})
	ok(t, err)
	if got := f.Bookmarks(t, ch); got["New"] != "https://x.example" {
		t.Errorf("bookmarks = %v", got)
	}
	user, err := c.GetUserInfo(u)
	ok(t, err)
	if user.TZ != "America/Los_Angeles" || user.TeamID != slacktest.Team || user.IsBot {
		t.Errorf("user = %+v", user)
	}
	link, err := c.GetPermalink(&slack.PermalinkParameters{Channel: ch, Ts: ts})
	ok(t, err)
	if link == "" {
		t.Error("there is no permalink")
	}
	dm, _, _, err := c.OpenConversation(&slack.OpenConversationParameters{Users: []string{u}})
	ok(t, err)
	again, _, _, err := c.OpenConversation(&slack.OpenConversationParameters{Users: []string{u}})
	ok(t, err)
	if dm.ID != again.ID {
		t.Errorf("the conversation is %s and %s", dm.ID, again.ID)
	}
	_, _, _, err = c.OpenConversation(&slack.OpenConversationParameters{Users: []string{"U1"}})
	refused(t, err, "user_not_found")
}

// TestOrgWide: an app of a whole organisation has to say which workspace it
// means.
func TestOrgWide(t *testing.T) {
	s := slacktest.New(t, slacktest.Enterprise("E1"), slacktest.OrgWide())
	s.Expect("has to say team_id")
	if got := do(t, s, "conversations.create", "name", "x"); got["error"] != "missing_argument" {
		t.Errorf("answer = %v", got)
	}
	if got := do(t, s, "conversations.create", "name", "x", "team_id", slacktest.Team); got["ok"] != true {
		t.Errorf("answer = %v", got)
	}
	if got := do(t, s, "auth.test"); got["enterprise_id"] != "E1" || got["is_enterprise_install"] != true {
		t.Errorf("answer = %v", got)
	}
	u := s.AddUser(slacktest.User{Name: "eve", Team: "T2", Enterprise: "E1"})
	ch := s.AddChannel(slacktest.Channel{Name: "y", Members: []string{slacktest.BotUser}})
	if got := do(t, s, "conversations.invite", "channel", ch, "users", u); got["error"] != "org_user_not_in_team" {
		t.Errorf("answer = %v", got)
	}
}
