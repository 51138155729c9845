package mattermosttest

import (
	"regexp"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

var (
	slackUser = regexp.MustCompile(`<@(\w+)>`)
	slackLink = regexp.MustCompile(`<([^<|]+)\|([^>]+)>`)
)

// slackText is what the server makes of an integration's text unless it is told
// not to: it reads it as Slack's.
func (s *Server) slackText(text string) string {
	text = strings.NewReplacer("<!channel>", "@channel", "<!here>", "@here", "<!all>", "@all", "<!everyone>", "@all").Replace(text)
	text = slackUser.ReplaceAllStringFunc(text, func(m string) string {
		if u := s.users[slackUser.FindStringSubmatch(m)[1]]; u != nil {
			return "@" + u.Username
		}
		return m
	})
	return slackLink.ReplaceAllString(text, "[$2]($1)")
}

// slackAttachments does the same to attachments.
func (s *Server) slackAttachments(as []*model.MessageAttachment) []*model.MessageAttachment {
	for _, a := range as {
		if a == nil {
			continue
		}
		a.Pretext, a.Text, a.Title = s.slackText(a.Pretext), s.slackText(a.Text), s.slackText(a.Title)
		for _, f := range a.Fields {
			if v, ok := f.Value.(string); ok {
				f.Value = s.slackText(v)
			}
		}
	}
	return as
}
