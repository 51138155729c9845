package chattest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"appealbot/bot/chat"
)

func want() chat.Room {
	return chat.Room{
		Name: "case-2026-1234567-lakeshore-shooting", Title: "2026-1234567 Lakeshore shooting", Topic: "Waiting for approval", Purpose: "Case 2026-1234567",
	}
}

func create(t *testing.T, f Far, key string, r chat.Room) string {
	t.Helper()
	id, err := f.Client().CreateRoom(t.Context(), key, r)
	if err != nil {
		t.Fatalf("CreateRoom: %v", err)
	}
	return id
}

// roomSaga does every step twice, as after a crash between step and note.
func roomSaga(t *testing.T, f Far) {
	ctx, c, r := t.Context(), f.Client(), want()
	id := create(t, f, "key", r)
	if again := create(t, f, "key", r); again != id {
		t.Errorf("the second CreateRoom with the same key returned %s, want %s", again, id)
	}
	if got := f.Room(t, id); !got.Private || got.Archived || got.Name != r.Name {
		t.Errorf("room = %+v, want a private channel named %s", got, r.Name)
	}
	r.Topic = "Public since today"
	card := say(t, f, "card", id, "", chat.Message{Text: "the card"})
	r.Card = card
	r.Links = []chat.Link{{Label: "Metro Police", URL: "https://metro.example/1"}, {Label: "Page", URL: "https://page.example/2"}}
	for range 2 {
		if err := c.DescribeRoom(ctx, id, r); err != nil {
			t.Errorf("DescribeRoom: %v", err)
		}
		for _, u := range f.Officers() {
			if err := c.Invite(ctx, id, u); err != nil {
				t.Errorf("Invite %s: %v", u, err)
			}
		}
		if err := c.Pin(ctx, card); err != nil {
			t.Errorf("Pin: %v", err)
		}
	}
	got := f.Room(t, id)
	if !strings.HasPrefix(got.Topic, r.Topic) || got.Purpose != r.Purpose {
		t.Errorf("topic, purpose = %q, %q", got.Topic, got.Purpose)
	}
	if !slices.Equal(sorted(got.Members), sorted(f.Officers())) {
		t.Errorf("members = %v, want %v", got.Members, f.Officers())
	}
	if !slices.Equal(got.Pinned, []string{card.Message}) {
		t.Errorf("pinned = %v, want the card once", got.Pinned)
	}
	if got.Links != nil && !slices.Equal(got.Links, r.Links) {
		t.Errorf("links = %v, want %v", got.Links, r.Links)
	}
	r.Links = []chat.Link{{Label: "Page, taken over", URL: "https://page.example/2"}}
	if err := c.DescribeRoom(ctx, id, r); err != nil {
		t.Errorf("DescribeRoom: %v", err)
	}
	if got := f.Room(t, id).Links; got != nil && !slices.Equal(got, r.Links) {
		t.Errorf("links = %v, want %v alone", got, r.Links)
	}
	for range 2 {
		if err := c.Archive(ctx, id); err != nil {
			t.Errorf("Archive: %v", err)
		}
	}
	if !f.Room(t, id).Archived {
		t.Error("the channel is not archived")
	}
}

func roomTaken(t *testing.T, f Far) {
	ctx, c := t.Context(), f.Client()
	id := create(t, f, "one", want())
	if _, err := c.CreateRoom(ctx, "two", want()); !errors.Is(err, chat.ErrTaken) {
		t.Errorf("CreateRoom with a taken name: %v, want ErrTaken", err)
	}
	_, name := f.Public()
	if _, err := c.CreateRoom(ctx, "three", chat.Room{Name: name}); !errors.Is(err, chat.ErrTaken) {
		t.Errorf("CreateRoom with the name of a public channel: %v, want ErrTaken", err)
	}
	if err := c.Archive(ctx, id); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CreateRoom(ctx, "four", want()); !errors.Is(err, chat.ErrTaken) {
		t.Errorf("CreateRoom with the name of an archived channel: %v, want ErrTaken", err)
	}
	r := want()
	r.Name += "-2"
	if other := create(t, f, "two", r); other == id {
		t.Error("another name returned the same channel")
	}
}

func roomNames(t *testing.T, f Far) {
	for _, name := range []string{
		"Case 2026/1: Lakeshore (Shooting)!", "@channel", "Überfall – Straße", strings.Repeat("very-long-", 30), "事件",
	} {
		id := create(t, f, "key "+name, chat.Room{Name: name, Topic: strings.Repeat("t", 3000), Purpose: "<!here> @all"})
		if got := f.Room(t, id).Name; got == "" || got != strings.ToLower(got) || strings.ContainsAny(got, "@<>!: /") {
			t.Errorf("wanted name %q became %q", name, got)
		}
	}
}

func roomArchived(t *testing.T, f Far) {
	ctx, c := t.Context(), f.Client()
	id := create(t, f, "key", want())
	at := say(t, f, "card", id, "", chat.Message{Text: "the card"})
	if err := c.Archive(ctx, id); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Post(ctx, "late", id, "", chat.Message{Text: "late"}); !errors.Is(err, chat.ErrArchived) {
		t.Errorf("Post: %v, want ErrArchived", err)
	}
	if err := c.Update(ctx, at, chat.Message{Text: "late"}); !errors.Is(err, chat.ErrArchived) {
		t.Errorf("Update: %v, want ErrArchived", err)
	}
	if err := c.DescribeRoom(ctx, id, want()); !errors.Is(err, chat.ErrArchived) {
		t.Errorf("DescribeRoom: %v, want ErrArchived", err)
	}
	if again, err := c.Post(ctx, "card", id, "", chat.Message{Text: "the card"}); err == nil && again != at {
		t.Errorf("Post of a key from before returned %+v, want %+v", again, at)
	}
}

func findRoom(t *testing.T, f Far) {
	ctx, c := t.Context(), f.Client()
	id, name := f.Public()
	if got, err := c.FindRoom(ctx, name); err != nil || got != id {
		t.Errorf("FindRoom(%s) = %s, %v, want %s", name, got, err, id)
	}
	if _, err := c.FindRoom(ctx, "no-such-channel"); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("FindRoom(no-such-channel): %v, want ErrNotFound", err)
	}
	for name, err := range map[string]error{
		"DescribeRoom": c.DescribeRoom(ctx, "nochannelofthatid", want()),
		"Invite":       c.Invite(ctx, "nochannelofthatid", f.Officers()[0]),
		"Nobody":       c.Invite(ctx, create(t, f, "key", want()), "nouserofthatid"),
		"Archive":      c.Archive(ctx, "nochannelofthatid"),
		"Pin":          c.Pin(ctx, chat.Ref{Platform: c.Platform(), Channel: id, Message: "nomessageofthatid"}),
	} {
		if !errors.Is(err, chat.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", name, err)
		}
	}
}

// roomFates: what people do to a case's channel is told, once each.
func roomFates(t *testing.T, f Far) {
	l, ok := f.(Landlord)
	if !ok {
		t.Skip("only the bot can change channels on this platform")
	}
	b := listen(t, f, nil)
	id := create(t, f, "key", want())
	if err := f.Client().Invite(t.Context(), id, f.Officers()[0]); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	expect := func(want chat.Fate) chat.Event {
		t.Helper()
		e := b.next(t)
		if e.Room == nil || e.Room.Fate != want || e.At.Channel != id || e.At.Platform != f.Client().Platform() {
			t.Fatalf("event %+v %+v, want the channel %s", e, e.Room, want)
		}
		if e.ID == "" || ids[e.ID] {
			t.Errorf("%s has the ID %q of something else", want, e.ID)
		}
		ids[e.ID] = true
		return e
	}
	l.Rename(t, id, "something-else")
	if e := expect(chat.Renamed); e.Room.Name != "something-else" {
		t.Errorf("it is said to be called %q", e.Room.Name)
	}
	l.Expel(t, id)
	expect(chat.Expelled)
	if _, err := f.Client().Post(t.Context(), "k", id, "", chat.Message{Text: "anybody there?"}); !errors.Is(err, chat.ErrNotMember) {
		t.Errorf("Post into a channel that the bot was removed from: %v, want ErrNotMember", err)
	}
	l.Admit(t, id)
	expect(chat.Admitted)
	say(t, f, "k2", id, "", chat.Message{Text: "here again"})
	l.Close(t, id)
	expect(chat.Archived)
}

// outsider: somebody outside the team cannot be invited, and the error says so.
func outsider(t *testing.T, f Far) {
	l, ok := f.(Landlord)
	if !ok || l.Outsider() == "" {
		t.Skip("the platform has no people outside the channel's team")
	}
	id := create(t, f, "key", want())
	if err := f.Client().Invite(t.Context(), id, l.Outsider()); !errors.Is(err, chat.ErrOutside) {
		t.Errorf("Invite somebody outside the team: %v, want ErrOutside", err)
	}
	if got := f.Room(t, id).Members; slices.Contains(got, l.Outsider()) {
		t.Errorf("members = %v, with the outsider", got)
	}
}
