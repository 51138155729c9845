package mattermost

import (
	"strings"

	"appealbot/bot/chat"
)

// meaning translates the server's name of a reaction, whatever its skin tone.
// The names are those of the server's emoji list (v0.4.3 of its model
// package); several names for one picture are aliases.
func meaning(name string) (chat.Emoji, bool) {
	for _, tone := range []string{"_medium_light", "_light", "_medium_dark", "_dark", "_medium"} {
		if bare, ok := strings.CutSuffix(name, tone+"_skin_tone"); ok {
			name = bare
			break
		}
	}
	switch name {
	case "white_check_mark", "heavy_check_mark", "ballot_box_with_check":
		return chat.Check, true
	case "x", "heavy_multiplication_x", "negative_squared_cross_mark":
		return chat.Cross, true
	case "bulb":
		return chat.Bulb, true
	case "mag", "mag_right":
		return chat.Loupe, true
	case "question", "grey_question":
		return chat.Question, true
	case "mute", "no_bell":
		return chat.Mute, true
	case "no_entry", "no_entry_sign":
		return chat.NoEntry, true
	case "ambulance":
		return chat.Ambulance, true
	default:
		return "", false
	}
}
