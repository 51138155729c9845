package slack

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// outer is what every event comes in (docs.slack.dev, "Events API", 2026-11).
type outer struct {
	Type  string          `json:"type"`
	Event json.RawMessage `json:"event"`
}

// told is an event, as far as anything follows from one.
type told struct {
	Type     string `json:"type"`
	Subtype  string `json:"subtype"`
	User     string `json:"user"`
	Reaction string `json:"reaction"`
	EventTS  string `json:"event_ts"`
	ItemUser string `json:"item_user"`
	Item     struct {
		Type    string `json:"type"`
		Channel string `json:"channel"`
		TS      string `json:"ts"`
	} `json:"item"`
	Channel  json.RawMessage `json:"channel"` // an id, or what is known of a channel
	TS       string          `json:"ts"`
	ThreadTS string          `json:"thread_ts"`
	Parent   string          `json:"parent_user_id"`
	BotID    string          `json:"bot_id"`
	Hidden   bool            `json:"hidden"`
	Actor    string          `json:"actor_id"`
	Inviter  string          `json:"inviter"`
	Files    []slack.File    `json:"files"`
}

// channel is the id of the channel that an event is about.
func (t told) channel() string {
	var id string
	if json.Unmarshal(t.Channel, &id) == nil {
		return id
	}
	var c struct {
		ID string `json:"id"`
	}
	_ = json.Unmarshal(t.Channel, &c) // one without an id
	return c.ID
}

// event sorts an event. What waits for its turn is noted before Slack hears
// that it was received, so that it is looked for again if it is not handled.
func (r *run) event(ctx context.Context, payload []byte) {
	var o outer
	var t told
	if json.Unmarshal(payload, &o) != nil || json.Unmarshal(o.Event, &t) != nil {
		r.p.o.Log.Warn("event not readable")
		return
	}
	switch t.Type {
	case "reaction_added", "reaction_removed":
		if t.Item.Type == "message" && t.Item.Channel != "" && r.p.isMine(t.ItemUser) {
			r.signs.Add(ctx, adapter.Sign{
				At:   chat.Ref{Platform: Name, Channel: t.Item.Channel, Message: t.Item.TS},
				User: t.User, Name: t.Reaction, Removed: t.Type == "reaction_removed", When: millis(t.EventTS),
			})
		}
	case "message":
		if d, ok := dropped(t); ok && r.p.isMine(t.Parent) {
			r.drops.Add(ctx, d)
		}
	case "member_left_channel", "member_joined_channel":
		if t.User == r.p.me().user {
			r.rooms.Hint(t.channel(), firstOf(t.Actor, t.Inviter))
			r.rooms.Soon()
		}
	case "channel_left", "group_left", "channel_rename", "group_rename", "channel_archive", "group_archive",
		"channel_unarchive", "group_unarchive", "channel_deleted", "group_deleted":
		who := firstOf(t.Actor, t.User)
		if who == r.p.me().user {
			who = "" // whom it happened to
		}
		if strings.HasSuffix(t.Type, "_deleted") {
			r.p.noteDeleted(t.channel())
			r.rooms.Doubt(t.channel())
			r.rooms.Anonymous(t.channel())
		}
		r.rooms.Hint(t.channel(), who)
		r.rooms.Soon()
	case "emoji_changed":
		r.Begin(func(ctx context.Context) { r.p.learn(ctx, true) })
	case "tokens_revoked", "app_uninstalled":
		soon(r.doubt) // it may be somebody else's token
	}
}

func firstOf(names ...string) string {
	for _, n := range names {
		if n != "" {
			return n
		}
	}
	return ""
}

// isMine reports whether a message can be the bot's, as far as an event says:
// nobody is asked about the messages of others.
func (p *Platform) isMine(author string) bool { return author == "" || author == p.me().user }

// dropped reads a message with files in a thread.
func dropped(t told) (adapter.Drop, bool) {
	if t.Hidden || t.BotID != "" || t.User == "" || len(t.Files) == 0 || t.ThreadTS == "" || t.ThreadTS == t.TS ||
		t.Subtype != "" && t.Subtype != "file_share" && t.Subtype != "thread_broadcast" {
		return adapter.Drop{}, false
	}
	d := adapter.Drop{At: chat.Ref{Platform: Name, Channel: t.channel(), Message: t.TS, Thread: t.ThreadTS}, User: t.User, When: millis(t.TS)}
	for _, f := range t.Files {
		d.Files = append(d.Files, f.ID)
	}
	return d, true
}

// millis is a time as Slack writes it ("1732560000.000123"), in milliseconds.
// It is rounded down: a reaction must never seem later than it was.
func millis(ts string) int64 {
	if !isStamp(ts) {
		return 0
	}
	sec, frac, _ := strings.Cut(ts, ".")
	n, err := strconv.ParseInt(sec, 10, 64)
	if err != nil {
		return 0
	}
	frac = (frac + "000")[:3]
	ms, err := strconv.ParseInt(frac, 10, 64)
	if err != nil {
		return 0
	}
	return n*1000 + ms
}

// stamp is a time as Slack writes it.
func stamp(ms int64) string {
	t := time.UnixMilli(ms)
	return strconv.FormatInt(t.Unix(), 10) + "." + strconv.Itoa(1000 + t.Nanosecond()/1e6)[1:] + "000"
}
