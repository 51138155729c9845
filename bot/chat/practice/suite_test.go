package practice_test

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/practice"
)

func TestSuite(t *testing.T) {
	chattest.Run(t, func(t *testing.T) chattest.Far { return &far{Platform: open(t, nil), form: map[string]string{}} })
}

func officers() []practice.Officer {
	return []practice.Officer{
		{User: "rivera", Name: "Det. Ines Rivera", Role: "Homicide, author", Colour: "#1f6f5c"},
		{User: "okafor", Name: "Sgt. Daniel Okafor", Role: "Duty sergeant, approver", Colour: "#7a4b12"},
		{User: "leblanc", Name: "Insp. Marie LeBlanc", Role: "Media relations, approver", Colour: "#3d4f9f"},
		{User: "chen", Name: "Cst. Wei Chen", Role: "Patrol", Colour: "#8a2f4b"},
	}
}

func open(t *testing.T, k practice.Keeper) *practice.Platform {
	t.Helper()
	p, err := practice.New(practice.Options{Officers: officers(), Keeper: k, Now: time.Now, Patience: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// far is the room as its officers see it, through the methods that the page
// uses.
type far struct {
	*practice.Platform
	clients atomic.Int32

	mu    sync.Mutex
	form  map[string]string // by officer
	again func()
}

func (f *far) Client() chat.Client { return f.Platform }

func (f *far) Officers() []string {
	var out []string
	for _, o := range f.Platform.Officers() {
		out = append(out, o.User)
	}
	return out
}

func (f *far) Ready(t *testing.T) {
	t.Helper()
	w := f.Watch()
	defer w.Close()
	for !f.Listening() {
		select {
		case <-w.Wake():
		case <-time.After(10 * time.Second):
			t.Fatal("nobody listens")
		}
	}
}

func (f *far) Public() (string, string) { return "c-newsroom", "newsroom" }

// who returns somebody who sees the channel.
func (f *far) who(t *testing.T, channel string) string {
	t.Helper()
	for _, u := range f.Officers() {
		if _, err := f.Page(u, channel, "", 1); err == nil {
			return u
		}
	}
	t.Fatalf("nobody sees channel %s", channel)
	return ""
}

func (f *far) seen(t *testing.T, user string, m practice.Message) chattest.Seen {
	t.Helper()
	s := chattest.Seen{
		At:   chat.Ref{Platform: practice.Name, Channel: m.Channel, Message: m.ID, Thread: m.Thread},
		Text: m.Body.Plain(), Pings: m.Body.Mention,
	}
	n := 0
	for _, sec := range m.Body.Sections {
		for _, l := range sec.Links {
			s.Links = append(s.Links, l.URL)
		}
		n += len(sec.Images)
		for _, b := range sec.Buttons {
			s.Buttons = append(s.Buttons, b.Label)
		}
	}
	for _, b := range m.Body.Buttons {
		s.Buttons = append(s.Buttons, b.Label)
	}
	for i := range n + len(m.Body.Files) {
		file, err := f.File(user, m.Channel, m.ID, i)
		if err != nil {
			t.Fatal(err)
		}
		s.Files = append(s.Files, file)
	}
	return s
}

func (f *far) See(t *testing.T, at chat.Ref) chattest.Seen {
	t.Helper()
	u := f.who(t, at.Channel)
	m, err := f.Look(u, at.Channel, at.Message)
	if err != nil {
		t.Fatal(err)
	}
	return f.seen(t, u, m)
}

func (f *far) Under(t *testing.T, at chat.Ref) []chattest.Seen {
	t.Helper()
	u := f.who(t, at.Channel)
	page, err := f.Thread(u, at.Channel, at.Message, "", practice.MaxPage)
	if err != nil {
		t.Fatal(err)
	}
	return f.all(t, u, page)
}

func (f *far) In(t *testing.T, channel string) []chattest.Seen {
	t.Helper()
	u := f.who(t, channel)
	page, err := f.Page(u, channel, "", practice.MaxPage)
	if err != nil {
		t.Fatal(err)
	}
	return f.all(t, u, page)
}

func (f *far) all(t *testing.T, user string, page practice.Page) []chattest.Seen {
	var out []chattest.Seen
	for _, m := range page.Messages {
		if !m.Only {
			out = append(out, f.seen(t, user, m))
		}
	}
	return out
}

func (f *far) Room(t *testing.T, channel string) chattest.Room {
	t.Helper()
	for _, u := range f.Officers() {
		cs, err := f.Channels(u)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cs {
			if c.ID == channel {
				return chattest.Room{Name: c.Name, Topic: c.Topic, Purpose: c.Purpose, Private: c.Private, Archived: c.Archived, Members: c.Members, Pinned: c.Pinned, Links: append([]chat.Link{}, c.Links...)}
			}
		}
	}
	// Nobody was invited yet: the first one is, so that there is somebody to look.
	if err := f.Invite(t.Context(), channel, f.Officers()[0]); err != nil {
		t.Fatal(err)
	}
	return f.Room(t, channel)
}

// twice does something, and makes Again do the same once more under the same
// client's id.
func (f *far) twice(t *testing.T, user, channel string, act func(practice.Act) (practice.Outcome, error)) chattest.Got {
	t.Helper()
	a := practice.Act{User: user, Channel: channel, Client: fmt.Sprintf("client-%d", f.clients.Add(1))}
	before := f.whispers(t, user, channel)
	out, err := act(a)
	if err != nil {
		t.Error(err)
		return chattest.Got{}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.again = func() {
		if _, err := act(a); err != nil {
			t.Errorf("the same again: %v", err)
		}
	}
	got := chattest.Got{Errors: out.Errors}
	if out.Form != nil {
		f.form[user] = out.Form.ID
		got.Form = &out.Form.Form
	}
	for id, seen := range f.whispers(t, user, channel) {
		if _, old := before[id]; !old {
			got.Replies = append(got.Replies, seen)
		}
	}
	return got
}

// whispers are the messages that one officer alone sees.
func (f *far) whispers(t *testing.T, user, channel string) map[string]chattest.Seen {
	t.Helper()
	out := map[string]chattest.Seen{}
	page, err := f.Page(user, channel, "", practice.MaxPage)
	if err != nil {
		t.Error(err)
		return out
	}
	for _, m := range page.Messages {
		if m.Only {
			out[m.ID] = f.seen(t, user, m)
		}
	}
	for _, m := range page.Messages {
		if m.Replies == 0 {
			continue
		}
		under, err := f.Thread(user, channel, m.ID, "", practice.MaxPage)
		if err != nil {
			t.Error(err)
		}
		for _, m := range under.Messages {
			if m.Only {
				out[m.ID] = f.seen(t, user, m)
			}
		}
	}
	return out
}

func (f *far) Again(t *testing.T) {
	t.Helper()
	f.again()
}

func (f *far) Command(t *testing.T, user, channel, line string) chattest.Got {
	t.Helper()
	return f.twice(t, user, channel, func(a practice.Act) (practice.Outcome, error) { return f.Platform.Command(t.Context(), a, line) })
}

func (f *far) Press(t *testing.T, user string, at chat.Ref, label string) chattest.Got {
	t.Helper()
	m, err := f.Look(user, at.Channel, at.Message)
	if err != nil {
		t.Fatal(err)
	}
	bs := slices.Clone(m.Body.Buttons)
	for _, s := range m.Body.Sections {
		bs = append(bs, s.Buttons...)
	}
	i := slices.IndexFunc(bs, func(b chat.Button) bool { return b.Label == label })
	if i < 0 {
		t.Fatalf("there is no button %s", label)
	}
	return f.twice(t, user, at.Channel, func(a practice.Act) (practice.Outcome, error) {
		return f.Platform.Press(t.Context(), a, at.Message, bs[i].Action)
	})
}

// filled are the values of the form in front of somebody: what is typed now, and
// what stands there.
func (f *far) filled(t *testing.T, user string, values map[string][]string) (*practice.Form, map[string][]string) {
	t.Helper()
	f.mu.Lock()
	id := f.form[user]
	f.mu.Unlock()
	form, err := f.OpenForm(user, id)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, in := range form.Form.Inputs {
		all[in.Name] = in.Values
		if in.Value != "" {
			all[in.Name] = []string{in.Value}
		}
	}
	maps.Copy(all, values)
	return form, all
}

func (f *far) Submit(t *testing.T, user string, values map[string][]string, files ...chat.File) chattest.Got {
	t.Helper()
	form, all := f.filled(t, user, values)
	return f.twice(t, user, form.At.Channel, func(a practice.Act) (practice.Outcome, error) {
		return f.Platform.Submit(t.Context(), a, form.ID, all, files)
	})
}

func (f *far) Change(t *testing.T, user string, values map[string][]string) chattest.Got {
	t.Helper()
	form, all := f.filled(t, user, values)
	return f.twice(t, user, form.At.Channel, func(a practice.Act) (practice.Outcome, error) {
		return f.Platform.Change(t.Context(), a, form.ID, all)
	})
}

// sign is the emoji that means e.
func sign(e chat.Emoji) string {
	for _, s := range practice.Signs() {
		if s.Means == e {
			return s.Emoji
		}
	}
	return "?"
}

func (f *far) React(t *testing.T, user string, at chat.Ref, e chat.Emoji) {
	t.Helper()
	f.twice(t, user, at.Channel, func(a practice.Act) (practice.Outcome, error) {
		return f.Platform.React(t.Context(), a, at.Message, sign(e))
	})
}

func (f *far) Unreact(t *testing.T, user string, at chat.Ref, e chat.Emoji) {
	t.Helper()
	f.twice(t, user, at.Channel, func(a practice.Act) (practice.Outcome, error) {
		return f.Platform.Unreact(t.Context(), a, at.Message, sign(e))
	})
}

func (f *far) ReactOddly(t *testing.T, user string, at chat.Ref) {
	t.Helper()
	if _, err := f.Platform.React(t.Context(), practice.Act{User: user, Channel: at.Channel}, at.Message, "👀"); err != nil {
		t.Fatal(err)
	}
}

func (f *far) Upload(t *testing.T, user string, at chat.Ref, files []chat.File) {
	t.Helper()
	f.twice(t, user, at.Channel, func(a practice.Act) (practice.Outcome, error) {
		a.Thread = at.Message
		return f.Platform.Upload(t.Context(), a, "", files)
	})
}
