package mattermost

import (
	"encoding/json"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// reacted reads a reaction out of an event, where it is written as text. The
// server tells a reaction again that is there already, and its own record of one
// that was put back on keeps its first time (a real server, 2026-11).
func reacted(ev *model.WebSocketEvent) (adapter.Sign, bool) {
	text, _ := ev.GetData()["reaction"].(string)
	var in model.Reaction
	if json.Unmarshal([]byte(text), &in) != nil || in.PostId == "" {
		return adapter.Sign{}, false
	}
	m := mark(in)
	return adapter.Sign{
		At: message(in.PostId), User: m.User, Name: m.Name, When: m.When, Removed: ev.EventType() == model.WebsocketEventReactionRemoved,
	}, true
}

func mark(in model.Reaction) adapter.Mark {
	return adapter.Mark{User: in.UserId, Name: in.EmojiName, When: max(in.CreateAt, in.UpdateAt)}
}

// marks are the reactions that a message has.
func marks(now []*model.Reaction) []adapter.Mark {
	var out []adapter.Mark
	for _, in := range now {
		if in != nil && in.DeleteAt == 0 {
			out = append(out, mark(*in))
		}
	}
	return out
}

// message is a message by its id, which is enough to find it.
func message(id string) chat.Ref { return chat.Ref{Platform: Name, Message: id} }
