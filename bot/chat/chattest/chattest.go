// Package chattest is the suite that every chat adapter passes. An adapter's
// test gives it the far side of its platform, a server that looks and behaves
// like the real one or the real one itself, and Run does what officers and the
// bot do with it.
//
// The suite holds what package chat promises and nothing of any one platform:
// the same thing delivered twice has the same ID, the same key posts once,
// errors say what a caller can do, and no text, whoever wrote it, pings anybody
// or becomes a link.
package chattest

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
)

// patience bounds every wait of the suite.
const patience = 20 * time.Second

// A Far is the far side of a platform: what people see there and do there. A
// fresh one has two public channels at most, no private ones and no messages.
type Far interface {
	// Client is the adapter under test.
	Client() chat.Client
	// Officers are the ids of at least two people.
	Officers() []string
	// Public is the id and the name of a public channel that the bot is in.
	Public() (id, name string)
	// Ready waits until the running adapter receives events.
	Ready(t *testing.T)
	Sight
	Deeds
}

// Sight is what people see. Its methods fail the test when there is nothing to
// be seen.
type Sight interface {
	// See returns a message as its readers see it.
	See(t *testing.T, at chat.Ref) Seen
	// Under returns the messages in a message's thread.
	Under(t *testing.T, at chat.Ref) []Seen
	// In returns the messages of a channel, threads left out.
	In(t *testing.T, channel string) []Seen
	// Room returns a channel.
	Room(t *testing.T, channel string) Room
}

// Deeds are what people do. Each returns what the person was shown in return;
// where nobody waits for an answer, it may return at once.
type Deeds interface {
	Command(t *testing.T, user, channel, line string) Got
	// Press presses the button with this label.
	Press(t *testing.T, user string, at chat.Ref, label string) Got
	// Submit fills in and sends the form that is open in front of the user,
	// with files where it asks for some. A value of a Moment is chosen, or
	// typed where the platform asks for a Line instead.
	Submit(t *testing.T, user string, values map[string][]string, files ...chat.File) Got
	// Change fills in the form that is open in front of the user, chooses
	// what its input with Refresh is to be, and returns the form as it is
	// then.
	Change(t *testing.T, user string, values map[string][]string) Got
	React(t *testing.T, user string, at chat.Ref, e chat.Emoji)
	Unreact(t *testing.T, user string, at chat.Ref, e chat.Emoji)
	// ReactOddly puts a reaction that means nothing to the bot.
	ReactOddly(t *testing.T, user string, at chat.Ref)
	// Upload drops files into the thread of a message.
	Upload(t *testing.T, user string, at chat.Ref, files []chat.File)
	// Again delivers the last deed once more, as the platform does when it
	// is not sure that it was received.
	Again(t *testing.T)
}

// A Landlord is a Far whose people can do things to the channels of others. A
// Far that is none has a platform where only the bot can.
type Landlord interface {
	// Expel removes the bot from a channel, Admit takes it in again.
	Expel(t *testing.T, channel string)
	Admit(t *testing.T, channel string)
	Rename(t *testing.T, channel, name string)
	// Close archives a channel.
	Close(t *testing.T, channel string)
	// Outsider is somebody who does not belong to the team of the channels
	// that the bot makes, and whom the bot may not take in; empty where there
	// are no such people.
	Outsider() string
}

// Seen is a message as its readers see it.
type Seen struct {
	At chat.Ref
	// Text is everything that is written in it, letter by letter: what the
	// platform needs to show a letter as such is taken away again.
	Text    string
	Pings   []string // ids of users who are notified; "*" for a whole channel
	Links   []string // addresses that can be clicked, whoever made them links
	Remote  []string // addresses that the reader's program loads by itself
	Files   []chat.File
	Buttons []string // labels
}

// Room is a channel as it is.
type Room struct {
	Name, Topic, Purpose string
	Private, Archived    bool
	Members              []string // without the bot
	Pinned               []string // ids of messages
	// Links are at hand at the top, as the adapter has put them there; nil
	// where the platform keeps none.
	Links []chat.Link
}

// Got is what a person was shown in return for a deed.
type Got struct {
	Replies []Seen
	Form    *chat.Form        // with the kinds of input that the platform has
	Errors  map[string]string // by input
}

// Run holds a platform to the port's promises. Open returns a fresh far side.
func Run(t *testing.T, open func(t *testing.T) Far) {
	for _, part := range []struct {
		name string
		test func(*testing.T, Far)
	}{
		{"Capabilities", capabilities},
		{"Post", post},
		{"PostSameKey", postSameKey},
		{"PostAtOnce", postAtOnce},
		{"PostUnknown", postUnknown},
		{"PostStructure", postStructure},
		{"PostLong", postLong},
		{"Update", update},
		{"Thread", thread},
		{"Direct", direct},
		{"Room", roomSaga},
		{"RoomTaken", roomTaken},
		{"RoomNames", roomNames},
		{"RoomArchived", roomArchived},
		{"FindRoom", findRoom},
		{"RoomFates", roomFates},
		{"Outsider", outsider},
		{"Command", command},
		{"Press", press},
		{"Form", form},
		{"FormKinds", formKinds},
		{"FormOfNothing", formOfNothing},
		{"React", react},
		{"Upload", upload},
		{"Redelivery", redelivery},
		{"Concurrency", concurrency},
		{"Hostile", hostile},
		{"HostileReply", hostileReply},
		{"Stop", stop},
	} {
		t.Run(part.name, func(t *testing.T) { part.test(t, open(t)) })
	}
}

// bot is a handler that hands its events to the test.
type bot struct {
	events chan chat.Event
	answer func(chat.Event) chat.Answer
}

// Handle implements chat.Handler.
func (b *bot) Handle(_ context.Context, e chat.Event) (chat.Answer, error) {
	var a chat.Answer
	if b.answer != nil {
		a = b.answer(e)
	}
	b.events <- e
	return a, nil
}

// listen runs a bot for the rest of the test.
func listen(t *testing.T, f Far, answer func(chat.Event) chat.Answer) *bot {
	t.Helper()
	b := &bot{events: make(chan chat.Event, 1000), answer: answer}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- f.Client().Run(ctx, b) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Run returned %v after its ctx ended, want nil", err)
			}
		case <-time.After(patience):
			t.Error("Run did not return after its ctx ended")
		}
	})
	f.Ready(t)
	return b
}

// next returns the next event.
func (b *bot) next(t *testing.T) chat.Event {
	t.Helper()
	select {
	case e := <-b.events:
		return e
	case <-time.After(patience):
		t.Fatal("no event came")
		return chat.Event{}
	}
}

// public is a public channel.
func public(f Far) string {
	id, _ := f.Public()
	return id
}

// say posts a message and fails the test if it cannot.
func say(t *testing.T, f Far, key, channel, thread string, m chat.Message) chat.Ref {
	t.Helper()
	at, err := f.Client().Post(t.Context(), key, channel, thread, m)
	if err != nil {
		t.Fatalf("Post %s: %v", key, err)
	}
	if at.Platform != f.Client().Platform() || at.Channel != channel || at.Message == "" {
		t.Fatalf("Post %s returned %+v, want a message of channel %s", key, at, channel)
	}
	return at
}

// wait waits until ok holds.
func wait(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(patience)
	for !ok() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// contains fails the test for every part that is not in s.
func contains(t *testing.T, s string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(s, p) {
			t.Errorf("%q is not shown in:\n%s", p, s)
		}
	}
}

// whole is everything that a message shows, with what was split off into its
// thread or attached to it.
func whole(t *testing.T, f Far, at chat.Ref) string {
	t.Helper()
	var b strings.Builder
	for _, s := range append([]Seen{f.See(t, at)}, f.Under(t, at)...) {
		b.WriteString(s.Text + "\n")
		for _, file := range s.Files {
			if strings.HasPrefix(file.Type, "text/") {
				b.Write(file.Data)
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// said is what a person was told in return.
func said(g Got) string {
	var b strings.Builder
	for _, s := range g.Replies {
		b.WriteString(s.Text + "\n")
	}
	return b.String()
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }
