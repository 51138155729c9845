package mattermosttest

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/shared/markdown"
)

// posted tells the members of a channel about a new post, and those whom it
// mentions that it does.
func (s *Server) posted(p *model.Post, ch *channel) {
	sender := s.users[p.UserId]
	data := map[string]any{
		"channel_type": ch.Type, "channel_display_name": ch.DisplayName, "channel_name": ch.Name,
		"sender_name": "@" + sender.Username, "team_id": ch.TeamId, "set_online": true, "post": jsonString(s.shownPost(p)),
	}
	if len(p.FileIds) > 0 {
		data["otherFile"] = "true"
		for _, id := range p.FileIds {
			if strings.HasPrefix(s.files[id].info.MimeType, "image/") {
				data["image"] = "true"
			}
		}
	}
	mentioned := s.mentioned(p, ch)
	s.publish(event{name: model.WebsocketEventPosted, channel: ch.Id, data: data, each: func(user string) map[string]any {
		if slices.Contains(mentioned, user) {
			return map[string]any{"mentions": model.ArrayToJSON([]string{user})}
		}
		return nil
	}}, ch.has)
}

// mentioned are the ids of those whom a post notifies. In a direct channel that
// is the other one, whatever it says.
func (s *Server) mentioned(p *model.Post, ch *channel) []string {
	if ch.Type == model.ChannelTypeDirect {
		return slices.DeleteFunc(ch.ids(), func(id string) bool { return id == p.UserId && p.GetProp("from_webhook") != "true" })
	}
	m := mentions{words: map[string][]string{}, found: map[string]bool{}}
	sender := s.users[p.UserId]
	everybody := s.mayChannel(sender, ch.Id, "use_channel_mentions") && p.Type != model.PostTypeHeaderChange && p.Type != model.PostTypePurposeChange &&
		int64(len(ch.members)) < *s.config.TeamSettings.MaxNotificationsPerChannel
	for id := range ch.members {
		m.add(s.users[id], everybody)
	}
	var buf strings.Builder
	flush := func() {
		m.text(buf.String())
		buf.Reset()
	}
	for _, text := range mentioning(p) {
		markdown.Inspect(text, func(node any) bool {
			if t, ok := node.(*markdown.Text); ok {
				buf.WriteString(t.Text)
				return false
			}
			flush()
			return true
		})
	}
	flush()
	if p.Type == model.PostTypeAddToChannel {
		if id, ok := p.GetProp("addedUserId").(string); ok {
			m.found[id] = true
		}
	}
	if p.GetProp("from_webhook") != "true" {
		delete(m.found, p.UserId)
	}
	var out []string
	for id := range m.found {
		out = append(out, id)
	}
	return out
}

func (ch *channel) ids() []string {
	var out []string
	for id := range ch.members {
		out = append(out, id)
	}
	return out
}

// mentioning are the texts of a post that can mention somebody. An attachment's
// title, footer and field titles cannot.
func mentioning(p *model.Post) []string {
	out := []string{p.Message}
	for _, a := range p.Attachments() {
		out = append(out, a.Pretext, a.Text)
		for _, f := range a.Fields {
			if v, ok := f.Value.(string); ok {
				out = append(out, v)
			}
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// mentions looks for words that notify somebody.
type mentions struct {
	words map[string][]string // who is notified by a word
	found map[string]bool
}

// add adds the words of one member.
func (m *mentions) add(u *account, everybody bool) {
	on := func(word string) { m.words[word] = append(m.words[word], u.Id) }
	on("@" + strings.ToLower(u.Username))
	for key := range strings.SplitSeq(u.NotifyProps["mention_keys"], ",") {
		if key = strings.ToLower(strings.TrimSpace(key)); key != "" {
			on(key)
		}
	}
	if u.NotifyProps["first_name"] == "true" && u.FirstName != "" {
		on(u.FirstName)
	}
	if everybody && u.NotifyProps["channel"] == "true" {
		for _, word := range []string{"@channel", "@all", "@here"} {
			on(word)
		}
	}
}

// hit reports whether a word notifies somebody, and notifies them.
func (m *mentions) hit(word string) bool {
	ids, ok := m.words[strings.ToLower(word)]
	if !ok {
		ids, ok = m.words[word]
	}
	for _, id := range ids {
		m.found[id] = true
	}
	return ok
}

// text looks through a run of plain text, as the server does: a word is made of
// letters, digits and : . - _ @, what it ends in of : . - _ may belong to the
// sentence, and only then is it taken apart at those.
func (m *mentions) text(s string) {
	for _, word := range strings.FieldsFunc(s, func(c rune) bool {
		return !strings.ContainsRune(":.-_@", c) && !unicode.IsLetter(c) && !unicode.IsNumber(c)
	}) {
		if word[0] == ':' && word[len(word)-1] == ':' {
			continue // an emoji
		}
		word = strings.TrimLeft(word, ":.-_")
		if m.shortened(word) {
			continue
		}
		if !strings.HasPrefix(word, "@") || m.system(word) {
			for _, part := range strings.FieldsFunc(word, func(c rune) bool { return strings.ContainsRune(".-:", c) }) {
				m.hit(part)
			}
		}
		if len(word) != len([]rune(word)) {
			for key := range m.words {
				if len(key) != len([]rune(key)) && strings.Contains(word, key) {
					m.hit(key)
				}
			}
		}
	}
}

func (m *mentions) system(word string) bool {
	return word == "@here" || word == "@channel" || word == "@all"
}

// shortened tries a word and the word without what it ends in.
func (m *mentions) shortened(word string) bool {
	for word != "" {
		if m.hit(word) {
			return true
		}
		if !strings.ContainsRune(".-:_", rune(word[len(word)-1])) {
			return false
		}
		word = word[:len(word)-1]
	}
	return false
}

// mentionChannels keeps what ~names in a post lead to, for its readers' clients.
func (s *Server) mentionChannels(p *model.Post, ch *channel) {
	found := map[string]any{}
	for _, name := range p.ChannelMentionsAll() {
		for _, other := range s.channels {
			if other.TeamId == ch.TeamId && other.Name == name && other.DeleteAt == 0 && s.mayRead(s.users[p.UserId], other) {
				found[name] = map[string]any{"display_name": other.DisplayName, "team_name": s.teams[ch.TeamId].Name, "id": other.Id}
			}
		}
	}
	if len(found) > 0 {
		p.AddProp("channel_mentions", found)
	} else {
		p.DelProp("channel_mentions")
	}
}
