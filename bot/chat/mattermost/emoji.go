package mattermost

import (
	"strings"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// meaning translates the server's name of a reaction, whatever its skin tone.
// The names are those of the server's emoji list (v0.4.3 of its model package).
func meaning(name string) (chat.Emoji, bool) {
	for _, tone := range []string{"_medium_light", "_light", "_medium_dark", "_dark", "_medium"} {
		if bare, ok := strings.CutSuffix(name, tone+"_skin_tone"); ok {
			name = bare
			break
		}
	}
	return adapter.Meaning(name)
}
