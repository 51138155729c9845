package chat

import "strings"

// Fit is the room's name as platforms take one: small letters, digits, "-" and
// "_", at most that many of them, beginning and ending with a letter or digit.
// It is empty when nothing of the name is left.
func (r Room) Fit(most int) string {
	var b strings.Builder
	dash := true // none at the beginning
	for _, c := range strings.ToLower(r.Name) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '_':
			b.WriteRune(c)
			dash = false
		case !dash:
			b.WriteByte('-')
			dash = true
		}
		if b.Len() >= most {
			break
		}
	}
	return strings.Trim(b.String(), "-_")
}
