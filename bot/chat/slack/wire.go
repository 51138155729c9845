package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Every message carries its key as metadata, which people do not see and which
// is there when history is asked for it.
const (
	metaType = "appealbot_message"
	metaKey  = "key"
)

// Bounds of a look for a message.
const (
	pageSize = 200
	maxPages = 500
)

// wire is the Platform as the Poster sees it.
type wire struct{ p *Platform }

var _ adapter.Wire = wire{}

// Ready implements adapter.Wire.
func (w wire) Ready(ctx context.Context) error { return w.p.ready(ctx) }

// Name implements adapter.Wire: a message's number is its own in its channel
// only.
func (wire) Name(at chat.Ref) string {
	if at.Channel == "" || !isStamp(at.Message) {
		return ""
	}
	return at.Channel + "/" + at.Message
}

// isStamp reports whether something can be the number of a message.
func isStamp(s string) bool {
	sec, frac, ok := strings.Cut(s, ".")
	return ok && isDigits(sec) && isDigits(frac)
}

func isDigits(s string) bool {
	return s != "" && len(s) <= 12 && strings.Trim(s, "0123456789") == ""
}

// Refused implements adapter.Wire.
func (wire) Refused(err error) bool { return refused(err) }

// Parts implements adapter.Wire.
func (wire) Parts(m chat.Message) int { return len(sheets(m)) }

// Create implements adapter.Wire.
func (w wire) Create(ctx context.Context, s adapter.Slot, m chat.Message, part int) (adapter.Made, error) {
	root, err := w.root(ctx, s.Channel, s.Thread)
	if err != nil {
		return adapter.Made{}, err
	}
	options := append(shown(m, part, s.Key),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metaType, EventPayload: map[string]any{metaKey: s.Key}}),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(), slack.MsgOptionDisableMarkdown(),
	)
	if root != "" {
		options = append(options, slack.MsgOptionTS(root))
	}
	channel, ts, err := w.p.api.PostMessageContext(inChannel(ctx, s.Channel), s.Channel, options...)
	if err := failed(err); err != nil {
		return adapter.Made{}, fmt.Errorf("post: %w", w.p.why(s.Channel, err))
	}
	if ts == "" || channel == "" {
		return adapter.Made{}, errNoAnswer
	}
	return adapter.Made{ID: ts, Channel: channel, Root: root, At: millis(ts)}, nil
}

// shown is what one part of a message looks like. Nothing in it is read as
// markup, and nothing is loaded.
func shown(m chat.Message, part int, key string) []slack.MsgOption {
	all := sheets(m)
	part = min(part, len(all)-1)
	return []slack.MsgOption{
		slack.MsgOptionText(all[part].words(), false), slack.MsgOptionBlocks(all[part].blocks(adapter.Digest(key, adapter.Show(m)))...),
		slack.MsgOptionParse(false), slack.MsgOptionLinkNames(false),
	}
}

// root finds the message whose thread is meant: Slack makes threads of first
// messages alone, and shows what comes under another nowhere.
func (w wire) root(ctx context.Context, channel, thread string) (string, error) {
	if thread == "" {
		return "", nil
	}
	at := chat.Ref{Channel: channel, Message: thread}
	if w.Name(at) == "" {
		return "", fmt.Errorf("find thread: %w", chat.ErrNotFound)
	}
	rec, ok, err := w.p.book.Posted(w.Name(at))
	if err != nil {
		return "", err
	}
	if ok {
		return firstOf(rec.Root, thread), nil
	}
	m, err := w.message(ctx, channel, thread)
	if err != nil {
		return "", fmt.Errorf("find thread: %w", err)
	}
	return firstOf(m.ThreadTimestamp, thread), nil
}

// few is more than the one message that is asked for: Slack may put the first of
// its thread before it.
const few = 5

// message reads one message.
func (w wire) message(ctx context.Context, channel, ts string) (slack.Message, error) {
	all, _, _, err := w.p.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
		ChannelID: channel, Timestamp: ts, Latest: ts, Oldest: ts, Inclusive: true, Limit: few, IncludeAllMetadata: true,
	})
	if err := failed(err); err != nil {
		return slack.Message{}, w.p.why(channel, err)
	}
	for _, m := range all {
		if m.Timestamp == ts {
			return m, nil
		}
	}
	return slack.Message{}, fmt.Errorf("message %s: %w", ts, chat.ErrNotFound)
}

// Change implements adapter.Wire.
func (w wire) Change(ctx context.Context, at chat.Ref, key string, m chat.Message, part int) (int64, error) {
	_, _, _, err := w.p.api.UpdateMessageContext(ctx, at.Channel, at.Message, shown(m, part, key)...)
	if err := failed(err); err != nil {
		return 0, fmt.Errorf("change message: %w", w.p.why(at.Channel, err))
	}
	// Slack does not say when. Its clock is known to half a second, and later
	// is safer: a reaction that comes before that is asked about once more.
	return w.p.door.clock().UnixMilli() + clockError, nil
}

// clockError is how far door.clock may be off, in milliseconds.
const clockError = 500

// Delete implements adapter.Wire.
func (w wire) Delete(ctx context.Context, at chat.Ref) error {
	_, _, err := w.p.api.DeleteMessageContext(ctx, at.Channel, at.Message)
	if err := failed(err); err != nil {
		return fmt.Errorf("delete message: %w", w.p.why(at.Channel, err))
	}
	return nil
}

// Find implements adapter.Wire.
func (w wire) Find(ctx context.Context, s adapter.Slot, since int64) (*adapter.Made, error) {
	root, err := w.root(ctx, s.Channel, s.Thread)
	if errors.Is(err, chat.ErrNotFound) {
		return nil, nil //nolint:nilnil // no thread has no message
	} else if err != nil {
		return nil, err
	}
	var found *adapter.Made
	err = w.p.pages(ctx, once, s.Channel, root, since, func(m slack.Message) bool {
		if w.p.key(m) == s.Key {
			found = &adapter.Made{ID: m.Timestamp, Channel: s.Channel, Root: root, At: millis(m.Timestamp)}
		}
		return found == nil
	})
	return found, err
}

// key is the key of a message of the bot; empty for anybody else's.
func (p *Platform) key(m slack.Message) string {
	if me := p.me(); m.User != me.user && (m.BotID == "" || m.BotID != me.bot) || m.Metadata.EventType != metaType {
		return ""
	}
	k, _ := m.Metadata.EventPayload[metaKey].(string)
	return k
}

// asking asks Slack something: once, or adapter.Patient, which waits when Slack
// wants a pause and is for what nobody waits for.
type asking func(ctx context.Context, ask func() error) error

// once asks once. Whoever posts must not wait for a pause, which would hold up
// other channels.
func once(_ context.Context, ask func() error) error { return ask() }

// pages goes through the messages of a channel, or of a thread, since a time,
// until each returns false.
func (p *Platform) pages(ctx context.Context, how asking, channel, thread string, since int64, each func(slack.Message) bool) error {
	cursor := ""
	for range maxPages {
		var all []slack.Message
		var more bool
		err := how(ctx, func() error {
			if thread != "" {
				var err error
				all, more, cursor, err = p.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
					ChannelID: channel, Timestamp: thread, Oldest: stamp(since), Cursor: cursor, Limit: pageSize, IncludeAllMetadata: true,
				})
				return failed(err)
			}
			page, err := p.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
				ChannelID: channel, Oldest: stamp(since), Cursor: cursor, Limit: pageSize, IncludeAllMetadata: true,
			})
			if err := failed(err); err != nil {
				return err
			}
			all, more, cursor = page.Messages, page.HasMore, page.ResponseMetaData.NextCursor
			return nil
		})
		if err != nil {
			return fmt.Errorf("read history: %w", p.why(channel, err))
		}
		for _, m := range all {
			if !each(m) {
				return nil
			}
		}
		if !more || cursor == "" {
			return nil
		}
	}
	return fmt.Errorf("read history of channel %s: more than %d messages since %s", channel, maxPages*pageSize, stamp(since))
}

// Look implements adapter.Wire.
func (w wire) Look(ctx context.Context, at chat.Ref) (adapter.Posted, error) {
	m, err := w.message(ctx, at.Channel, at.Message)
	if err != nil {
		return adapter.Posted{}, err
	}
	k := w.p.key(m)
	if k == "" {
		return adapter.Posted{}, fmt.Errorf("find message of the bot: %w", chat.ErrNotFound)
	}
	rec := adapter.Posted{Key: k, Channel: at.Channel, At: millis(m.Timestamp)}
	if m.ThreadTimestamp != m.Timestamp {
		rec.Root = m.ThreadTimestamp
	}
	// A message that was changed with blocks does not say so (docs.slack.dev,
	// chat.update, 2026-11). Too late a time asks the person once more, too early
	// a one would approve what they have not read.
	rec.Changed = w.p.door.clock().UnixMilli() + clockError
	return rec, nil
}

// Stands implements adapter.Wire. Asking for a message's address is the
// cheapest question that a deleted one fails.
func (w wire) Stands(ctx context.Context, at chat.Ref) error {
	var pl adapter.Place
	if _, err := w.p.book.Get(adapter.KeepRoom+at.Channel, &pl); err != nil {
		return err
	}
	switch {
	case pl.Gone:
		return chat.ErrArchived
	case pl.Out:
		return chat.ErrNotMember
	}
	_, err := w.p.api.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: at.Channel, Ts: at.Message})
	return w.p.why(at.Channel, failed(err))
}
