package mattermosttest

import (
	"regexp"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/shared/markdown"

	"appealbot/bot/chat/chattest"
)

// Read is a message as the web client shows it, and what the server would take
// for mentions in it, without any server: for tests of what is written, letter
// by letter.
func Read(p *model.Post) chattest.Seen {
	v := render(p)
	s := chattest.Seen{Text: v.text.String(), Links: v.links, Remote: slices.Clone(v.remote)}
	mention := regexp.MustCompile(`@[\pL\pN_.-]+`)
	for _, text := range mentioning(p) {
		markdown.Inspect(text, func(node any) bool {
			if t, ok := node.(*markdown.Text); ok {
				s.Pings = append(s.Pings, mention.FindAllString(t.Text, -1)...)
			}
			return true
		})
	}
	return s
}
