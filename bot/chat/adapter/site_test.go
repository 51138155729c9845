package adapter_test

import (
	"context"
	"maps"
	"slices"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// site is the channels of a platform.
type site struct{ *far }

var _ adapter.Site = site{}

// List implements adapter.Site.
func (s site) List(context.Context) (out []adapter.Channel, err error) {
	err = s.do(func() error {
		for _, id := range slices.Sorted(maps.Keys(s.channels)) {
			if ch := s.channels[id]; ch.Member {
				out = append(out, *ch)
			}
		}
		return nil
	})
	return out, err
}

// Look implements adapter.Site.
func (s site) Look(_ context.Context, id string) (ch adapter.Channel, err error) {
	err = s.do(func() error {
		if s.channels[id] == nil {
			return chat.ErrNotFound
		}
		if ch = *s.channels[id]; !ch.Member && ch.Private {
			return chat.ErrNotMember
		}
		return nil
	})
	return ch, err
}

// ByName implements adapter.Site.
func (s site) ByName(_ context.Context, name string) (ch adapter.Channel, err error) {
	err = s.do(func() error {
		for _, c := range s.channels {
			if c.Name == name {
				ch = *c
				return nil
			}
		}
		return chat.ErrNotFound
	})
	return ch, err
}

// Create implements adapter.Site.
func (s site) Create(_ context.Context, name string, r chat.Room) (ch adapter.Channel, err error) {
	err = s.do(func() error {
		for _, c := range s.channels {
			if c.Name == name {
				return chat.ErrTaken
			}
		}
		ch = adapter.Channel{ID: "id-" + name, Name: name, Title: r.Title, Created: s.clock(), Mine: true, Private: true, Member: true}
		s.channels[ch.ID] = &ch
		return nil
	})
	if err != nil {
		return adapter.Channel{}, err
	}
	return ch, nil
}
