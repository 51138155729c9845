package chattest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"appealbot/bot/chat"
)

func capabilities(t *testing.T, f Far) {
	c := f.Client()
	if c.Platform() == "" || strings.ToLower(c.Platform()) != c.Platform() {
		t.Errorf("Platform() = %q, want a lower-case name", c.Platform())
	}
	if got := c.Capabilities(); got.MaxText < 1000 || got.MaxFile < 1<<20 {
		t.Errorf("Capabilities() = %+v: too little to work with", got)
	}
}

func post(t *testing.T, f Far) {
	at := say(t, f, "k1", public(f), "", chat.Message{Text: "Draft ready."})
	if at.Thread != "" {
		t.Errorf("a message outside any thread has Thread %q", at.Thread)
	}
	contains(t, f.See(t, at).Text, "Draft ready.")
}

func postSameKey(t *testing.T, f Far) {
	one := say(t, f, "k1", public(f), "", chat.Message{Text: "one"})
	two := say(t, f, "k1", public(f), "", chat.Message{Text: "two"})
	if one != two {
		t.Errorf("the second Post with the same key returned %+v, want the first message %+v", two, one)
	}
	other := say(t, f, "k2", public(f), "", chat.Message{Text: "one"})
	if other == one {
		t.Error("another key returned the same message")
	}
	var texts []string
	for _, s := range f.In(t, public(f)) {
		texts = append(texts, strings.TrimSpace(s.Text))
	}
	if len(texts) != 2 || strings.Contains(strings.Join(texts, " "), "two") {
		t.Errorf("the channel shows %q, want two messages and nothing of the second Post", texts)
	}
}

func postAtOnce(t *testing.T, f Far) {
	var all sync.WaitGroup
	refs := make([]chat.Ref, 8)
	for i := range refs {
		all.Go(func() {
			var err error
			if refs[i], err = f.Client().Post(t.Context(), "same", public(f), "", chat.Message{Text: "once"}); err != nil {
				t.Errorf("Post: %v", err)
			}
		})
	}
	all.Wait()
	for _, r := range refs {
		if r != refs[0] {
			t.Errorf("Post returned %+v and %+v for the same key", refs[0], r)
		}
	}
	if n := len(f.In(t, public(f))); n != 1 {
		t.Errorf("the channel shows %d messages, want 1", n)
	}
}

func postUnknown(t *testing.T, f Far) {
	ctx, c := t.Context(), f.Client()
	m := chat.Message{Text: "lost"}
	at := say(t, f, "k", public(f), "", m)
	if _, err := c.Post(ctx, "k1", "nochannelofthatid", "", m); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("Post to no channel: %v, want ErrNotFound", err)
	}
	if _, err := c.Post(ctx, "k2", public(f), "nomessageofthatid", m); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("Post under no message: %v, want ErrNotFound", err)
	}
	at.Message = "nomessageofthatid"
	if err := c.Update(ctx, at, m); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("Update no message: %v, want ErrNotFound", err)
	}
	if _, err := c.Direct(ctx, "nouserofthatid"); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("Direct to nobody: %v, want ErrNotFound", err)
	}
}

// card has every element of a message.
func card(mention string) chat.Message {
	return chat.Message{
		Text: "Witness appeal 2026-1/1: waiting", Tone: chat.Waiting, Exercise: true, Mention: []string{mention},
		Sections: []chat.Section{
			{Fields: []chat.Field{{Label: "Case", Value: "2026-1 Lakeshore"}, {Label: "Author", Value: "Rivera"}}},
			{
				Heading: "Must change: text", Text: "The phone number is private.", Tone: chat.Bad,
				Buttons: []chat.Button{{Label: "Apply", Style: chat.Primary, Action: chat.Action{Verb: "apply", Subject: "a1", Arg: "f1"}}},
			},
			{
				Heading: "Chirp, English", Text: "Dark Lexus wanted.\n\nCall us.", Quote: true,
				Links:  []chat.Link{{Label: "Open", URL: "https://wall.example/1"}},
				Images: []chat.File{{Name: "car.png", Type: "image/png", Alt: "A dark car", Data: picture()}},
			},
		},
		Buttons: []chat.Button{
			{Label: "Approve", Style: chat.Primary, Action: chat.Action{Verb: "approve", Subject: "a1", Digest: "d1"}},
			{Label: "Withdraw", Style: chat.Danger, Action: chat.Action{Verb: "withdraw", Subject: "a1"}},
		},
		Files: []chat.File{{Name: "answers.csv", Type: "text/csv", Alt: "Answers", Data: []byte("a,b\n1,2\n")}},
	}
}

// picture is a PNG of one pixel.
func picture() []byte {
	return []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
		"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82")
}

func postStructure(t *testing.T, f Far) {
	u := f.Officers()[0]
	at := say(t, f, "k", public(f), "", card(u))
	s := f.See(t, at)
	contains(t, strings.ToUpper(s.Text), "EXERCISE")
	contains(t, s.Text, "Witness appeal 2026-1/1: waiting", "Case", "2026-1 Lakeshore", "Must change: text",
		"The phone number is private.", "Dark Lexus wanted.", "Call us.", "A dark car")
	if got := sorted(s.Buttons); fmt.Sprint(got) != "[Apply Approve Withdraw]" {
		t.Errorf("buttons = %v", s.Buttons)
	}
	if len(s.Links) != 1 || s.Links[0] != "https://wall.example/1" {
		t.Errorf("links = %v, want only the one of the section", s.Links)
	}
	if len(s.Pings) != 1 || s.Pings[0] != u {
		t.Errorf("pings = %v, want only %s", s.Pings, u)
	}
	want := map[string][]byte{"car.png": picture(), "answers.csv": []byte("a,b\n1,2\n")}
	for _, m := range append([]Seen{s}, f.Under(t, at)...) {
		for _, file := range m.Files {
			if bytes.Equal(want[file.Name], file.Data) {
				delete(want, file.Name)
			}
		}
	}
	for name := range want {
		t.Errorf("file %s is not there with the same bytes", name)
	}
}

// postLong posts more than a message holds: nothing of it may be lost.
func postLong(t *testing.T, f Far) {
	n := f.Client().Capabilities().MaxText
	var text strings.Builder
	var marks []string
	for i := 0; text.Len() < 3*n; i++ {
		mark := fmt.Sprintf("[mark %05d]", i)
		marks = append(marks, mark)
		text.WriteString(mark + strings.Repeat(" wörter", 30) + "\n")
	}
	at := say(t, f, "k", public(f), "", chat.Message{
		Text: "Long", Sections: []chat.Section{{Heading: "Quote", Text: text.String(), Quote: true}, {Text: "the end"}},
		Buttons: []chat.Button{{Label: "Go", Action: chat.Action{Verb: "go"}}},
	})
	for _, s := range append([]Seen{f.See(t, at)}, f.Under(t, at)...) {
		if got := len([]rune(s.Text)); got > n+1000 {
			t.Errorf("a message shows %d characters, want at most about %d", got, n)
		}
	}
	all := whole(t, f, at)
	for _, mark := range append(marks, "the end") {
		if !strings.Contains(all, mark) {
			t.Fatalf("%s is lost", mark)
		}
	}
	if s := f.See(t, at); len(s.Buttons) != 1 {
		t.Errorf("buttons = %v, want Go on the message itself", s.Buttons)
	}
}

func update(t *testing.T, f Far) {
	ctx, c := t.Context(), f.Client()
	at := say(t, f, "k", public(f), "", card(f.Officers()[0]))
	m := card(f.Officers()[0])
	m.Text, m.Tone = "Witness appeal 2026-1/1: public", chat.Good
	m.Buttons = []chat.Button{{Label: "Take down", Style: chat.Danger, Action: chat.Action{Verb: "takedown", Subject: "a1"}}}
	for range 2 { // the same once more does no harm
		if err := c.Update(ctx, at, m); err != nil {
			t.Fatalf("Update: %v", err)
		}
	}
	s := f.See(t, at)
	contains(t, s.Text, "Witness appeal 2026-1/1: public")
	if strings.Contains(s.Text, "waiting") {
		t.Errorf("the old text is still shown:\n%s", s.Text)
	}
	if got := sorted(s.Buttons); fmt.Sprint(got) != "[Apply Take down]" {
		t.Errorf("buttons after Update = %v", s.Buttons)
	}
	if n := len(f.In(t, public(f))); n != 1 {
		t.Errorf("the channel shows %d messages after Update, want 1", n)
	}
	m.Sections, m.Buttons, m.Files = nil, nil, nil
	if err := c.Update(ctx, at, m); err != nil {
		t.Fatalf("Update: %v", err)
	}
	if s := f.See(t, at); len(s.Buttons) != 0 {
		t.Errorf("buttons are still there: %v", s.Buttons)
	}
	if again := say(t, f, "k", public(f), "", chat.Message{Text: "again"}); again != at {
		t.Errorf("after Update, the same key posts %+v, want %+v", again, at)
	}
}

func thread(t *testing.T, f Far) {
	root := say(t, f, "root", public(f), "", chat.Message{Text: "card"})
	one := say(t, f, "one", public(f), root.Message, chat.Message{Text: "first answer"})
	if one.Thread != root.Message {
		t.Errorf("Thread = %q, want %q", one.Thread, root.Message)
	}
	two := say(t, f, "two", public(f), one.Message, chat.Message{Text: "answer to the answer"})
	if two.Thread != root.Message {
		t.Errorf("an answer to an answer has Thread %q, want the first message %q", two.Thread, root.Message)
	}
	under := f.Under(t, root)
	if len(under) != 2 {
		t.Fatalf("%d messages in the thread, want 2", len(under))
	}
	contains(t, under[0].Text, "first answer")
	contains(t, under[1].Text, "answer to the answer")
	if n := len(f.In(t, public(f))); n != 1 {
		t.Errorf("the channel shows %d messages outside threads, want 1", n)
	}
	if err := f.Client().Update(t.Context(), one, chat.Message{Text: "changed answer"}); err != nil {
		t.Fatal(err)
	}
	contains(t, f.See(t, one).Text, "changed answer")
}

func direct(t *testing.T, f Far) {
	a, b := f.Officers()[0], f.Officers()[1]
	open := func(u string) string {
		ch, err := f.Client().Direct(t.Context(), u)
		if err != nil {
			t.Fatalf("Direct(%s): %v", u, err)
		}
		return ch
	}
	first := open(a)
	if again := open(a); again != first {
		t.Error("Direct returns another channel the second time")
	}
	if open(b) == first {
		t.Error("Direct returns the same channel for two people")
	}
	at := say(t, f, "k", first, "", chat.Message{Text: "for you alone"})
	contains(t, f.See(t, at).Text, "for you alone")
}
