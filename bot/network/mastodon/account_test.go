package mastodon_test

import (
	"errors"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/mastodon/mastodontest"
)

func TestProbeSaysWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		scopes string
		do     func(*mastodontest.Server)
		change func(*mastodon.Options)
		says   string
		cause  network.Cause
	}{
		"all is well":        {scopes: mastodontest.All},
		"wide permissions":   {scopes: "read write"},
		"no media":           {scopes: strings.Replace(mastodontest.All, "write:media ", "", 1), says: "write:media", cause: network.Reconnect},
		"read only":          {scopes: "read", says: "write:statuses, write:media, write:mutes, write:reports", cause: network.Reconnect},
		"nothing":            {scopes: "profile", says: "with all permissions", cause: network.Reconnect},
		"disabled":           {scopes: mastodontest.All, do: func(s *mastodontest.Server) { s.Disable("metro") }, says: "currently disabled", cause: network.Permanent},
		"limited":            {scopes: mastodontest.All, do: func(s *mastodontest.Server) { s.Limit("metro") }, says: "limited", cause: network.Permanent},
		"another name":       {scopes: mastodontest.All, change: func(o *mastodon.Options) { o.Account.Handle = "@homicide" }, says: "@metro", cause: network.Reconnect},
		"another server":     {scopes: mastodontest.All, change: func(o *mastodon.Options) { o.Account.Handle = "@metro@police.example" }, says: "mastodon.example", cause: network.Permanent},
		"a name and no more": {scopes: mastodontest.All, change: func(o *mastodon.Options) { o.Account.Handle = "Metro" }},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, mastodontest.Options{}, c.change)
			w.secrets.m = holding(t, w.Token("metro", c.scopes)).m
			if c.do != nil {
				c.do(w.Server)
			}
			err := w.Probe(t.Context())
			if c.says == "" {
				must(t, err)
				return
			}
			e, ok := errors.AsType[*network.AnswerError](err)
			if !ok || !strings.Contains(e.Note, c.says) || e.Cause != c.cause {
				t.Errorf("probe = %v, want %q and %q", err, c.says, c.cause)
			}
		})
	}
}

// The public's eye has no token.
func TestWatch(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	const text = "Witnesses wanted <now>.\nCall us: https://metro.example/tips?case=2026-1234567#here\n\nThank you & good night."
	res := w.publish("k", text)
	s, err := w.Watch(t.Context(), res.Remote)
	if err != nil || !s.Public || s.Text != text {
		t.Errorf("the public sees %+v, %v", s, err)
	}
	w.Remove(t.Context(), res.Remote)
	if s, err := w.Watch(t.Context(), res.Remote); err != nil || s.Public {
		t.Errorf("the public sees %+v, %v; want nothing", s, err)
	}
	w.Allow(0)
	if s, err := w.Watch(t.Context(), res.Remote); err == nil {
		t.Errorf("seen, though nobody answered: %+v", s)
	}
}

// A server that tells nobody without a token what stands there may show it on its
// pages. Whoever has none there, or not of this status, is not taken for unseen.
func TestWatchByPage(t *testing.T) {
	w := newWorld(t, mastodontest.Options{Kind: mastodontest.GoToSocial}, nil)
	unsure := func(why, remote string) {
		t.Helper()
		if s, err := w.Watch(t.Context(), remote); err == nil || !strings.Contains(err.Error(), "cannot be told") {
			t.Errorf("%s: the public sees %+v, %v; want that it cannot be told", why, s, err)
		}
	}
	first, second := w.publish("k", "Witnesses wanted.").Remote, w.publish("l", "Call us.").Remote
	if s, err := w.Watch(t.Context(), first); err != nil || !s.Public || s.Text != "" {
		t.Errorf("the public sees %+v, %v", s, err)
	}
	w.Remove(t.Context(), first)
	unsure("removed", first)
	w.Pageless("metro")
	unsure("without pages", second)
}

// Where the public is shown nothing, the account itself is told.
func TestInspect(t *testing.T) {
	for _, kind := range []mastodontest.Kind{{}, mastodontest.GoToSocial} {
		w := newWorld(t, mastodontest.Options{Kind: kind}, nil)
		id := w.publish("k", "Witnesses wanted.").Remote
		if there, err := w.Inspect(t.Context(), id); err != nil || !there {
			t.Errorf("it is there: %t, %v", there, err)
		}
		w.Remove(t.Context(), id)
		if there, err := w.Inspect(t.Context(), id); err != nil || there {
			t.Errorf("it was removed, and is there: %t, %v", there, err)
		}
		if _, err := w.Inspect(t.Context(), "../instance"); err == nil {
			t.Error("asked for what is no id")
		}
		w.Allow(0)
		if _, err := w.Inspect(t.Context(), id); err == nil {
			t.Error("told, though nobody answered")
		}
	}
}

func TestModerate(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	root := w.publish("root", "Who saw it?").Remote
	id := w.Reply("mallory", root, "I know where you live.")
	items, cursor := w.read("", root)
	it := of(t, items, id)
	m := network.Moderation{Remote: id, Author: it.AuthorID, Root: root, Reason: "A threat."}
	for _, op := range w.Capabilities().Moderates {
		for range 2 {
			m.Op = op
			if res := w.Moderate(t.Context(), m); res.Outcome != network.Done {
				t.Errorf("%s = %+v", op, res)
			}
		}
	}
	if got := w.Reports(); len(got) == 0 || got[0].About != "mallory" || got[0].Comment != "A threat." || got[0].Forward || len(got[0].Statuses) != 1 {
		t.Errorf("reports %+v", got)
	}
	w.Reply("mallory", root, "Still here.")
	if items, _ := w.read(cursor, root); len(items) != 0 {
		t.Errorf("somebody who is muted is read: %+v", items)
	}
	// A reply that is gone still has an author, by id or by handle.
	w.Delete(id)
	for _, author := range []string{it.AuthorID, "mallory"} {
		m.Op, m.Author = bot.OpMute, author
		if res := w.Moderate(t.Context(), m); res.Outcome != network.Done {
			t.Errorf("mute %q = %+v", author, res)
		}
	}
	// Its author can still be reported; nobody cannot, and that is not "done".
	m.Op, m.Author = bot.OpReport, it.AuthorID
	if res := w.Moderate(t.Context(), m); res.Outcome != network.Done || len(w.Reports()[len(w.Reports())-1].Statuses) != 0 {
		t.Errorf("report of what is gone = %+v", res)
	}
	n := len(w.Reports())
	m.Author = "999999"
	if res := w.Moderate(t.Context(), m); res.Outcome != network.No || len(w.Reports()) != n {
		t.Errorf("report of nobody = %+v", res)
	}
	m.Op = bot.OpHide
	if res := w.Moderate(t.Context(), m); res.Outcome != network.No {
		t.Errorf("hide = %+v", res)
	}
}

func TestAnswer(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	for _, c := range []struct{ handle, text, want string }{
		{"@eve", "Thank you.", "@eve Thank you."},
		{"@eve@far.example", "Thank you.", "@eve@far.example Thank you."},
		{"@eve@far.example", "Thank you, @Eve@far.example!", "Thank you, @Eve@far.example!"},
		{"@eve", "Thank you, @eve@far.example.", "@eve Thank you, @eve@far.example."},
		{"@eve", "Thank you, @evelyn.", "@eve Thank you, @evelyn."},
		{"@eve@far.example", "Write to eve@far.example.", "@eve@far.example Write to eve@far.example."},
		{"", "Thank you.", ""},
		{"@channel now", "Thank you.", ""},
		{"@eve", " \n", ""},
	} {
		parts, err := w.Answer(bot.Reply{Handle: c.handle}, bot.Copy{Text: c.text, Language: "en"})
		switch {
		case c.want == "":
			if _, ok := errors.AsType[*bot.Refusal](err); !ok {
				t.Errorf("%q to %q: %v, want a refusal", c.text, c.handle, err)
			}
		case err != nil || len(parts) != 1 || parts[0].Text != c.want:
			t.Errorf("%q to %q: %+v, %v; want %q", c.text, c.handle, parts, err, c.want)
		}
	}
}
