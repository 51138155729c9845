package adapter

import "appealbot/bot/chat"

// Meaning says what an emoji means, by the name that platforms have in common
// for it (that of the emoji-data list). Several names for one picture are
// aliases. Skin tones are to be taken off before.
func Meaning(name string) (chat.Emoji, bool) {
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
