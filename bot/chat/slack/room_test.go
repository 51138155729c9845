package slack_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack"
	"appealbot/bot/chat/slack/slacktest"
)

// A channel whose answer was lost is found again, also when a look at the
// channels has noticed it meanwhile.
func TestCreateRoomOnceWhenTheAnswerIsLost(t *testing.T) {
	for name, between := range map[string]func(*world){
		"same process":  func(*world) {},
		"after a crash": func(w *world) { w.restart() },
		"after a look": func(w *world) {
			w.restart()
			w.run(nil)
			w.until("it is noticed", func() bool { return w.keeper.Has(`"n":"case-1"`) })
		},
		"program is dead": func(w *world) { w.restart() },
		"says nothing":    func(*world) {},
		"internal error":  func(*world) {},
		"500":             func(*world) {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			f := slacktest.Fault{Lose: true}
			switch name {
			case "says nothing":
				f = slacktest.Fault{Error: " "}
			case "internal error":
				f = slacktest.Fault{Error: "internal_error"}
			case "500":
				f = slacktest.Fault{Status: 500}
			case "program is dead":
				f = slacktest.Fault{}
				w.keeper.Crashes(func(key string, _ []byte) bool { return strings.HasPrefix(key, "room/") })
			}
			w.FaultOnce("conversations.create", f)
			r := chat.Room{Name: "Case 1", Title: "Case 1"}
			if _, err := w.p.CreateRoom(t.Context(), "k", r); w.err(err) == nil {
				t.Fatal("a lost answer is no error")
			}
			w.keeper.Crashes(nil)
			between(w)
			id, err := w.p.CreateRoom(t.Context(), "k", r)
			if w.err(err) != nil {
				t.Fatalf("CreateRoom: %v, want the channel of the first attempt", err)
			}
			if got := w.Room(t, id); got.Name != "case-1" || !got.Private {
				t.Errorf("channel %+v", got)
			}
			if again, err := w.p.CreateRoom(t.Context(), "k", r); again != id || w.err(err) != nil {
				t.Errorf("CreateRoom once more: %s, %v", again, err)
			}
			if _, err := w.p.CreateRoom(t.Context(), "other", r); !errors.Is(w.err(err), chat.ErrTaken) {
				t.Errorf("CreateRoom with another key: %v, want ErrTaken", err)
			}
		})
	}
}

// Whatever a room is called, its channel has a name that Slack takes.
func TestRoomNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for i, name := range []string{
		"Case 1: Ärger & Streit", "HERE", "all", "slackbot", "---", "", "日本語", "a", strings.Repeat("long ", 40), "x__y", "@channel", "#general", "<!you>", "a.b/c", "_", "Everyone",
	} {
		id, err := w.p.CreateRoom(t.Context(), fmt.Sprint(i), chat.Room{Name: name})
		if w.err(err) != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if got := w.Room(t, id).Name; len(got) > 80 || got == "" {
			t.Errorf("%q became %q", name, got)
		}
	}
}

// A name that somebody else's channel has is taken, whether the bot can see that
// or not.
func TestNameTakenByOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.AddChannel(slacktest.Channel{Name: "public"})
	w.AddChannel(slacktest.Channel{Name: "hidden", Private: true, Members: []string{w.ann()}})
	w.AddChannel(slacktest.Channel{Name: "shared", Private: true, Members: []string{w.ann(), slacktest.BotUser}})
	w.AddChannel(slacktest.Channel{Name: "old", Private: true, Archived: true, Members: []string{slacktest.BotUser}})
	for _, name := range []string{"public", "hidden", "shared", "old"} {
		for range 2 {
			if _, err := w.p.CreateRoom(t.Context(), name, chat.Room{Name: name}); !errors.Is(w.err(err), chat.ErrTaken) {
				t.Errorf("%s: %v, want ErrTaken", name, err)
			}
		}
		w.FaultOnce("conversations.create", slacktest.Fault{Cut: true})
		for range 2 {
			if _, err := w.p.CreateRoom(t.Context(), name+" once more", chat.Room{Name: name}); w.err(err) == nil {
				t.Errorf("%s: it is somebody else's", name)
			}
		}
	}
}

// Who cannot be let in is outside; who is in already is no error.
func TestInvite(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil, slacktest.Enterprise("E0METRO"))
	room := w.room("case-1")
	guest := w.AddUser(slacktest.User{Name: "one-channel", UltraRestricted: true})
	many := w.AddUser(slacktest.User{Name: "some-channels", Restricted: true})
	gone := w.AddUser(slacktest.User{Name: "gone", Deleted: true})
	grid := w.AddUser(slacktest.User{ID: "W0COLLEAG", Name: "grid", Team: "T0ANOTHER", Enterprise: "E0METRO"})
	here := w.AddUser(slacktest.User{ID: "W0HERE", Name: "here"})
	for user, want := range map[string]error{
		w.ann(): nil, many: nil, here: nil, slacktest.BotUser: nil,
		w.Outsider(): chat.ErrOutside, guest: chat.ErrOutside, gone: chat.ErrOutside, grid: chat.ErrOutside, "U0NOBODY": chat.ErrNotFound,
	} {
		for range 2 {
			if err := w.err(w.p.Invite(t.Context(), room, user)); !errors.Is(err, want) || want == nil && err != nil {
				t.Errorf("%s: %v, want %v", user, err, want)
			}
		}
	}
	if members := w.Room(t, room).Members; len(members) != 4 {
		t.Errorf("members %v", members)
	}
	w.run(nil)
	w.Close(t, room)
	if err := w.err(w.p.Invite(t.Context(), room, w.ann())); !errors.Is(err, chat.ErrArchived) && err != nil {
		t.Errorf("into an archived channel: %v", err)
	}
}

// described is a room with everything.
func described(at chat.Ref) chat.Room {
	return chat.Room{
		Name: "case-1", Title: "Case 1", Topic: "Waiting & <watching> @channel #general https://police.example", Purpose: strings.Repeat("purpose ", 60), Card: at,
		Links: []chat.Link{{Label: "Map", URL: "https://maps.example/?a=1&b=2"}, {Label: "Appeal", URL: "https://police.example/1"}, {Label: "bad", URL: "javascript:alert(1)"}},
	}
}

// A room is described once: what is the same is not set again, and what people
// have put there stays.
func TestDescribeRoom(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	room := w.room("case-1")
	at, err := w.p.Post(t.Context(), "k", room, "", approve("card"))
	if err != nil {
		t.Fatal(err)
	}
	w.Bookmark(t, room, "Roster", "https://police.example/roster")
	r := described(at)
	sets := func() int {
		return w.asked("conversations.setTopic") + w.asked("conversations.setPurpose") + w.asked("bookmarks.add") + w.asked("bookmarks.remove") + w.asked("bookmarks.edit")
	}
	describe := func(want int) {
		t.Helper()
		before := sets()
		if err := w.err(w.p.DescribeRoom(t.Context(), room, r)); err != nil {
			t.Fatal(err)
		}
		if n := sets() - before; n != want {
			t.Errorf("%d things were set, want %d", n, want)
		}
	}
	describe(5)
	describe(0)
	w.restart()
	describe(0)
	if got := w.Bookmarks(t, room); len(got) != 4 || got["Roster"] == "" || got["Map"] != "https://maps.example/?a=1&b=2" || !strings.Contains(got["Card"], "/p"+strings.ReplaceAll(at.Message, ".", "")) {
		t.Errorf("bookmarks %v", got)
	}
	r.Links[1].URL = "https://police.example/2"
	describe(2)
	w.keeper.Crashes(func(key string, _ []byte) bool { return strings.HasPrefix(key, "marks/") })
	r.Links = r.Links[1:]
	r.Links = append(r.Links, chat.Link{Label: "New", URL: "https://police.example/3"})
	if err := w.err(w.p.DescribeRoom(t.Context(), room, r)); err == nil {
		t.Error("the crash is no error")
	}
	w.keeper.Crashes(nil)
	w.restart()
	describe(0)
	r.Links, r.Card = nil, chat.Ref{}
	describe(3)
	if got := w.Bookmarks(t, room); len(got) != 1 || got["Roster"] == "" {
		t.Errorf("bookmarks %v, want the officer's", got)
	}
}

// Whichever answer of describing a room is lost, the next attempt makes it as it
// should be.
func TestDescribeRoomInterrupted(t *testing.T) {
	for _, method := range []string{"conversations.setTopic", "conversations.setPurpose", "bookmarks.list", "bookmarks.add", "conversations.info"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			room := w.room("case-1")
			r := described(w.say("k", "card"))
			w.FaultOnce(method, slacktest.Fault{Lose: true})
			if err := w.err(w.p.DescribeRoom(t.Context(), room, r)); err == nil {
				t.Fatal("a lost answer is no error")
			}
			w.restart()
			if err := w.err(w.p.DescribeRoom(t.Context(), room, r)); err != nil {
				t.Fatal(err)
			}
			if got := w.Bookmarks(t, room); len(got) != 3 {
				t.Errorf("bookmarks %v", got)
			}
			if got := w.Room(t, room); len(got.Links) != 2 || got.Topic == "" || got.Purpose == "" {
				t.Errorf("room %+v", got)
			}
			r.Links, r.Card = nil, chat.Ref{}
			if err := w.err(w.p.DescribeRoom(t.Context(), room, r)); err != nil {
				t.Fatal(err)
			}
			if got := w.Bookmarks(t, room); len(got) != 0 {
				t.Errorf("bookmarks %v, want none", got)
			}
		})
	}
}

// What is done to a channel that was taken away says so.
func TestRoomsThatAreGone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do   func(*world, string)
		want error
	}{
		"archived": {func(w *world, id string) { w.Close(t, id) }, chat.ErrArchived},
		"kicked":   {func(w *world, id string) { w.Expel(t, id) }, chat.ErrNotMember},
		"deleted":  {func(w *world, id string) { w.Destroy(t, id) }, chat.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.run(nil)
			w.looked()
			id := w.room("case-1")
			at, err := w.p.Post(t.Context(), "k", id, "", approve("card"))
			if err != nil {
				t.Fatal(err)
			}
			c.do(w, id)
			w.next()
			for what, err := range map[string]error{
				"DescribeRoom": w.p.DescribeRoom(t.Context(), id, described(at)), "Pin": w.p.Pin(t.Context(), at), "Invite": w.p.Invite(t.Context(), id, w.bob()),
			} {
				if !errors.Is(w.err(err), c.want) {
					t.Errorf("%s: %v, want %v", what, err, c.want)
				}
			}
			err = w.err(w.p.Archive(t.Context(), id))
			if name == "archived" && err != nil || name != "archived" && !errors.Is(err, c.want) {
				t.Errorf("Archive: %v", err)
			}
		})
	}
}

// An app of a whole organisation says in which workspace it means to work.
func TestEnterpriseGrid(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *slack.Options) { o.Workspace = slacktest.Team }, slacktest.Enterprise("E0METRO"), slacktest.OrgWide())
	chief := w.AddUser(slacktest.User{ID: "W0CHIEF", Name: "chief"})
	w.run(replies("here you are"))
	id, name := w.Public()
	if got, err := w.p.FindRoom(t.Context(), name); got != id || w.err(err) != nil {
		t.Errorf("FindRoom: %s, %v", got, err)
	}
	room := w.room("case-1")
	if err := w.err(w.p.Invite(t.Context(), room, chief)); err != nil {
		t.Error(err)
	}
	m := approve("card")
	m.Mention = []string{chief}
	at, err := w.p.Post(t.Context(), "k", room, "", m)
	if w.err(err) != nil {
		t.Fatal(err)
	}
	if pings := w.See(t, at).Pings; len(pings) != 1 || pings[0] != chief {
		t.Errorf("it calls %v", pings)
	}
	w.React(t, chief, at, chat.Check)
	if e := w.next(); e.React == nil || e.User != chief {
		t.Errorf("event %+v", e)
	}
	w.Press(t, chief, at, "Approve")
	if e := w.next(); e.Press == nil || e.User != chief {
		t.Errorf("event %+v", e)
	}
	if got := w.Command(t, chief, room, "status"); !strings.Contains(said(got), "here you are") {
		t.Errorf("said %q", said(got))
	}
	w.next()
	if ids, err := w.p.Lookup(t.Context(), []string{"chief@police.example"}); w.err(err) != nil || ids["chief@police.example"] != chief {
		t.Errorf("Lookup: %v, %v", ids, err)
	}
	if _, err := w.p.Direct(t.Context(), chief); w.err(err) != nil {
		t.Error(err)
	}
	w.restart()
	w.Hold()
	w.Unreact(t, chief, at, chat.Check)
	w.Forget()
	w.run(nil)
	if e := w.next(); e.React == nil || !e.React.Removed {
		t.Errorf("event %+v", e)
	}
}
