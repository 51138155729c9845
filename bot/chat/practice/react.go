package practice

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"appealbot/bot/chat"
)

// Reaction is an emoji under a message and who put it there.
type Reaction struct {
	Emoji string
	Users []string
}

// A Sign is an emoji that the room offers. Means is what the bot makes of it;
// it is empty for one that only people understand.
type Sign struct {
	Emoji string
	Name  string
	Means chat.Emoji
}

// Signs are the emoji that the room offers.
func Signs() []Sign {
	return []Sign{
		{"✅", "Approve", chat.Check},
		{"❌", "Ask for changes", chat.Cross},
		{"💡", "Tip", chat.Bulb},
		{"🔍", "Follow up", chat.Loupe},
		{"❓", "Question", chat.Question},
		{"🔇", "Noise", chat.Mute},
		{"⛔", "Abuse", chat.NoEntry},
		{"🚑", "Emergency", chat.Ambulance},
		{"👍", "Thumbs up", ""},
		{"👀", "Looking", ""},
	}
}

// meaning translates an emoji, whatever its skin tone or variation.
func meaning(emoji string) (chat.Emoji, bool) {
	bare := strings.Map(func(r rune) rune {
		if r == '\ufe0f' || r >= 0x1f3fb && r <= 0x1f3ff {
			return -1
		}
		return r
	}, emoji)
	switch bare {
	case "✅", "✔", "☑":
		return chat.Check, true
	case "❌", "✖", "❎":
		return chat.Cross, true
	case "💡":
		return chat.Bulb, true
	case "🔍", "🔎":
		return chat.Loupe, true
	case "❓", "❔":
		return chat.Question, true
	case "🔇", "🔕":
		return chat.Mute, true
	case "⛔", "🚫":
		return chat.NoEntry, true
	case "🚑":
		return chat.Ambulance, true
	default:
		return "", false
	}
}

// React puts an emoji under a message. One that is there already changes
// nothing.
func (p *Platform) React(ctx context.Context, a Act, id, emoji string) (Outcome, error) {
	return p.toggle(ctx, a, id, emoji, false)
}

// Unreact takes an emoji away that the officer put there.
func (p *Platform) Unreact(ctx context.Context, a Act, id, emoji string) (Outcome, error) {
	return p.toggle(ctx, a, id, emoji, true)
}

func (p *Platform) toggle(ctx context.Context, a Act, id, emoji string, remove bool) (Outcome, error) {
	p.mu.Lock()
	c, m, err := p.see(&a, id)
	switch {
	case err != nil:
	case c.Archived:
		err = chat.ErrArchived
	case m.Only != "" || emoji == "" || len(emoji) > 40 || len(m.Toggles) > 400:
		err = fmt.Errorf("react: %w", ErrInvalid)
	}
	if err != nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	n := *m
	var moved bool
	if n.Reactions, moved = reacted(m.Reactions, a.User, emoji, remove); !moved {
		p.mu.Unlock()
		return Outcome{}, nil
	}
	n.Toggles = maps.Clone(m.Toggles)
	if n.Toggles == nil {
		n.Toggles = map[string]int{}
	}
	turn := a.User + " " + emoji
	n.Toggles[turn]++
	if err := p.putMessage(&n); err != nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	e, ok := meaning(emoji)
	if !ok || c.NoBot {
		p.mu.Unlock()
		return Outcome{}, nil
	}
	at := n.ref()
	return p.deliver(ctx, chat.Event{
		ID: eventID("react", at, a.User, fmt.Sprintf("%s/%d", emoji, n.Toggles[turn])), User: a.User, At: at, Direct: c.User != "",
		React: &chat.Reaction{Emoji: e, Removed: remove},
	}, nil)
}

// reacted returns the reactions with one more or one less, and whether that
// changed anything.
func reacted(rs []Reaction, user, emoji string, remove bool) ([]Reaction, bool) {
	out := slices.Clone(rs)
	i := slices.IndexFunc(out, func(r Reaction) bool { return r.Emoji == emoji })
	has := i >= 0 && slices.Contains(out[i].Users, user)
	switch {
	case remove != has:
		return rs, false
	case !remove && i < 0:
		return append(out, Reaction{emoji, []string{user}}), true
	case !remove:
		out[i].Users = append(slices.Clone(out[i].Users), user)
		return out, true
	}
	out[i].Users = slices.DeleteFunc(slices.Clone(out[i].Users), func(u string) bool { return u == user })
	if len(out[i].Users) == 0 {
		out = slices.Delete(out, i, i+1)
	}
	return out, true
}
