package slacktest

import (
	"slices"
	"strconv"
)

// team is the workspace as interactions have it.
func (s *Server) team() obj { return obj{"id": Team, "domain": TeamDomain} }

func (s *Server) enterpriseOf() any {
	if s.opts.enterprise == "" {
		return nil
	}
	return obj{"id": s.opts.enterprise, "name": "Metro"}
}

// who is somebody as interactions have them.
func (s *Server) who(user string) obj {
	u := s.users[user]
	return obj{"id": user, "username": u.Name, "name": u.Name, "team_id": Team}
}

// commandPayload is a slash command
// (docs.slack.dev/interactivity/implementing-slash-commands).
func (s *Server) commandPayload(user string, ch *channel, command, line string) obj {
	out := obj{
		"token": verification, "team_id": Team, "team_domain": TeamDomain, "channel_id": ch.id, "channel_name": ch.label(), "user_id": user,
		"user_name": s.users[user].Name, "command": command, "text": escape(line), "api_app_id": App, "is_enterprise_install": strconv.FormatBool(s.opts.orgWide),
		"response_url": s.responseURL("commands", user, ch, nil), "trigger_id": s.trigger(user),
	}
	if s.opts.enterprise != "" {
		out["enterprise_id"], out["enterprise_name"] = s.opts.enterprise, "Metro"
	}
	return out
}

// actionPayload is what all block_actions have
// (docs.slack.dev/reference/interaction-payloads/block_actions-payload).
func (s *Server) actionPayload(user string, block, element, action obj) obj {
	action["block_id"], action["action_id"], action["type"] = text(block, "block_id"), text(element, "action_id"), text(element, "type")
	action["action_ts"] = s.ts()
	action = escaped(clone(action)).(obj)
	return obj{
		"type": "block_actions", "user": s.who(user), "api_app_id": App, "token": verification, "trigger_id": s.trigger(user), "team": s.team(),
		"enterprise": s.enterpriseOf(), "is_enterprise_install": s.opts.orgWide, "actions": []obj{action},
	}
}

// escaped is JSON as Slack gives back what it was given: in plain_text the three
// characters are replaced, although nobody did so before
// (slackapi/bolt-python#513). For views that is a guess.
func escaped(v any) any {
	switch v := v.(type) {
	case obj:
		for k, x := range v {
			v[k] = escaped(x)
		}
		if v["type"] == "plain_text" {
			v["text"] = escape(text(v, "text"))
		}
	case []any:
		for i, x := range v {
			v[i] = escaped(x)
		}
	}
	return v
}

// messageAction is block_actions on a message. Of a message that is shown to one
// person alone, the payload says only where it is.
func (s *Server) messageAction(user string, m *message, block, element, action obj) obj {
	p := s.actionPayload(user, block, element, action)
	container := obj{"type": "message", "message_ts": m.ts, "channel_id": m.channel.id, "is_ephemeral": m.only != ""}
	if m.thread != "" {
		container["thread_ts"] = m.thread
	}
	p["container"], p["channel"] = container, obj{"id": m.channel.id, "name": m.channel.label()}
	p["state"] = obj{"values": obj{}}
	p["response_url"] = s.responseURL("actions", user, m.channel, m)
	if m.only == "" {
		p["message"] = s.object(m, false)
	}
	return p
}

// viewAction is block_actions in a modal.
func (s *Server) viewAction(user string, v *view, block, element, action obj) obj {
	p := s.actionPayload(user, block, element, action)
	p["container"] = obj{"type": "view", "view_id": v.id}
	p["view"] = v.object()
	p["state"] = sub(v.object(), "state")
	return p
}

// submission is a submitted modal
// (docs.slack.dev/reference/interaction-payloads/view-interactions-payload).
func (s *Server) submission(user string, v *view) obj {
	return obj{
		"type": "view_submission", "team": s.team(), "user": s.who(user), "api_app_id": App, "token": verification, "trigger_id": s.trigger(user),
		"view": v.object(), "response_urls": []obj{}, "is_enterprise_install": s.opts.orgWide, "enterprise": s.enterpriseOf(),
	}
}

// locate finds something that people use in a message, by ok.
func (m *message) locate(ok func(block, element obj) bool) (block, element obj) {
	blocks := objectsOf(m.blocks)
	for _, a := range objectsOf(m.attachments) {
		blocks = append(blocks, objects(a, "blocks")...)
	}
	return locate(blocks, ok)
}

func locate(blocks []obj, ok func(block, element obj) bool) (block, element obj) {
	for _, b := range blocks {
		var es []obj
		switch text(b, "type") {
		case "actions":
			es = objects(b, "elements")
		case "section":
			es = []obj{sub(b, "accessory")}
		case "input":
			es = []obj{sub(b, "element")}
		}
		if i := slices.IndexFunc(es, func(e obj) bool { return e != nil && ok(b, e) }); i >= 0 {
			return b, es[i]
		}
	}
	return nil, nil
}

func objectsOf(vs []any) []obj {
	var out []obj
	for _, v := range vs {
		if o, ok := v.(obj); ok {
			out = append(out, o)
		}
	}
	return out
}
